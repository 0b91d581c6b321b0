"""Does every reference lead to an item, and to one of the right kind?"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from graph.model.entities import ANY_ID, UNREADABLE, Item, unpack
from graph.model.fields import FIELDS
from graph.model.portfolio import Link, Portfolio
from graph.model.vocabulary import NodeKind
from graph.problems import Problem, did_you_mean

DANGLING = "SRC140"
WRONG_KIND = "SRC141"
_MAX_SUGGESTIONS = 200  # Past that, a list of near ids helps nobody and takes long.


def reference_problems(portfolio: Portfolio, lost_ids: frozenset[str]) -> Iterator[Problem]:
    """Yield a problem for each reference to an item that is missing or of another kind."""
    items = portfolio.items
    suggestions = _Suggestions(items)
    for link in portfolio.links:
        other = link.other
        found = items.get(other)
        expected = _expected(link.stated_by.kind_of_node, link.field)
        if found is None:
            if not lost_ids & {other, ANY_ID} and not other.startswith(UNREADABLE):
                nouns = " or ".join(kind.noun for kind in expected)
                hint = suggestions.near(other, expected)
                yield _problem(link, DANGLING, f"{nouns} '{other}' does not exist{hint}")
        elif found.kind_of_node not in expected:
            nouns = " or ".join(kind.a_noun for kind in expected)
            message = f"'{other}' is {found.kind_of_node.a_noun}, not {nouns}"
            yield _problem(link, WRONG_KIND, message)


class _Suggestions:
    """The known ids by kind, for the first references that dangle."""

    def __init__(self, items: Mapping[str, Item]) -> None:
        self._items = items
        self._by_kind: dict[NodeKind, list[str]] = defaultdict(list)
        self._given = 0

    def near(self, missing: str, kinds: tuple[NodeKind, ...]) -> str:
        if self._given >= _MAX_SUGGESTIONS:
            return ""
        self._given += 1
        if not self._by_kind:
            for name, item in self._items.items():
                self._by_kind[item.kind_of_node].append(name)
        return did_you_mean(missing, (name for kind in kinds for name in self._by_kind[kind]))


@cache
def _expected(stating: NodeKind, field_name: str) -> tuple[NodeKind, ...]:
    field = next(field for field in FIELDS[stating] if field.name == field_name)
    return field.named_kinds(stating)


def _problem(link: Link, code: str, message: str) -> Problem:
    line, column = unpack(link.mark)
    return Problem(link.stated_by.file, line, column, code, message)
