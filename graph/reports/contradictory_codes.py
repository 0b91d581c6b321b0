"""Key results that share an official code in one year, and do not agree.

Those of other owners are left alone: every district may write its own target under the city's code.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from graph.model import rules as r
from graph.model.entities import KeyResult
from graph.network import TraceGraph
from graph.reports.contradiction import Contradiction

_NOBODY, _WHOEVER = "", "*"  # No unit has such an id.


def contradictions_between(
    graph: TraceGraph, counted: Iterable[KeyResult], replaced: Iterable[KeyResult]
) -> Iterator[Contradiction]:
    """Yield where key results of one code and one year do not agree.

    `counted` and `replaced` stand in the order of their ids; the replaced ones count for nothing.
    """
    groups: dict[tuple[int, str], list[KeyResult]] = defaultdict(list)
    alike: dict[tuple[int | None, str | None, str], list[KeyResult]] = defaultdict(list)
    for one in counted:
        year = graph.fiscal_year(one.id)
        alike[year, one.code, one.title()].append(one)
        if year and one.code:
            groups[year, one.code].append(one)
    for group in groups.values():
        yield from _against_earlier(graph, group)
    for one in replaced:
        yield from _replaced(one, alike[graph.fiscal_year(one.id), one.code, one.title()])


def _against_earlier(graph: TraceGraph, group: Iterable[KeyResult]) -> Iterator[Contradiction]:
    """Yield one row at most for each: another target of the same measure, or another measure."""
    earlier = _Earlier()
    for one in group:
        owners = graph.effective_owners(one.id)
        alike, near = earlier.first(owners, one.title()), earlier.first(owners)
        earlier.add(one, owners)
        if alike:
            if None not in (one.target, alike.target) and one.target != alike.target:
                yield Contradiction(
                    rule=r.TWO_TARGETS,
                    item=one,
                    against=alike.id,
                    expected=alike.target,
                    found=one.target,
                    detail=one.code,
                )
        elif near:
            yield Contradiction(rule=r.SHARED_CODE, item=one, against=near.id, detail=one.code)


class _Earlier:
    """The first key result of each owner, with each title and with any.

    Two key results may be the same if they share an owner, or one has none.
    """

    def __init__(self) -> None:
        # By title, where None is any, and owner; with the order in which they came.
        self._first: dict[tuple[str | None, str], tuple[int, KeyResult]] = {}
        self._count = 0

    def add(self, one: KeyResult, owners: Sequence[str]) -> None:
        """Put a key result behind the others."""
        for title in (one.title(), None):
            for owner in (*(owners or (_NOBODY,)), _WHOEVER):
                self._first.setdefault((title, owner), (self._count, one))
        self._count += 1

    def first(self, owners: Sequence[str], title: str | None = None) -> KeyResult | None:
        """Return the first that may be the same as one of some owners, with a title or any."""
        asked = (*owners, _NOBODY) if owners else (_WHOEVER,)
        known = [self._first[title, one] for one in asked if (title, one) in self._first]
        return min(known, key=lambda found: found[0])[1] if known else None


def _replaced(one: KeyResult, alike: Iterable[KeyResult]) -> Iterator[Contradiction]:
    """Yield the target that took the place of another: of several, that with the same figures."""
    figures = set(one.check_ins or ())
    now = max(alike, key=lambda other: len(figures & set(other.check_ins or ())), default=None)
    if now and None not in (one.target, now.target) and now.target != one.target:
        yield Contradiction(
            rule=r.REPLACED_TARGET,
            item=one,
            against=now.id,
            expected=now.target,
            found=one.target,
            detail=one.code,
        )
