"""The methods of selectors: what `method:value` finds.

A method knows the values that it takes and the items of each. A value with a wildcard stands for
all the values that it fits, so wildcards mean the same in every method.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from graph.model import vocabulary as v
from graph.model.entities import Area, Dimension, Strategy, Unit
from graph.model.rules import RULES
from graph.model.vocabulary import NodeKind
from graph.selection.ground import Ground


def kind_word(kind: NodeKind) -> str:
    """Return a kind as selectors and rows name it, such as `key_result`."""
    return kind.noun.replace(" ", "_").lower()


_KIND_WORDS = {kind_word(kind): kind for kind in NodeKind}


@dataclass(frozen=True, slots=True)
class Method:
    """One method: its values, and the items that each of them finds."""

    name: str
    noun: str  # What a value is, in a sentence.
    meaning: str  # For the documents.
    values: Callable[[Ground], Collection[str]]
    items: Callable[[Ground, str], Iterable[str]]
    spellings: Mapping[str, str] = field(default_factory=dict)  # Other words for a value.


def _of_kind(ground: Ground, word: str) -> Iterable[str]:
    kind = _KIND_WORDS[word]
    return [item.id for item in ground.graph.items() if item.kind_of_node is kind]


def _of_owner(ground: Ground, unit: str) -> Iterable[str]:
    inside = ground.graph.inside([unit])
    return [item for one in inside for item in ground.by_answerable.get(one, ())]


def _of_tier(ground: Ground, tier: str) -> Iterable[str]:
    graph = ground.graph
    units = [unit.id for unit in graph.all(Unit) if graph.tier(unit.id) == tier]
    return [*units, *(item for unit in units for item in ground.by_answerable.get(unit, ()))]


def _of_area(ground: Ground, area: str) -> Iterable[str]:
    graph = ground.graph
    inside = graph.inside([area])
    ends = [graph.sources(relation, one) for relation in (v.TARGETS, v.SERVES) for one in inside]
    return [*inside, *(one for items in ends for one in items)]


def _of_strategy(ground: Ground, strategy: str) -> Iterable[str]:
    graph = ground.graph
    parts = graph.inside([strategy])
    policies = {one for part in parts for one in graph.sources(v.ADVANCES, part)}
    objectives = {one for part in parts for one in graph.targets(v.HAS_OBJECTIVE, part)}
    key_results = graph.key_results_below(objectives)
    return parts | policies | objectives | key_results | graph.projects_below(key_results)


def _of_dimension(ground: Ground, dimension: str) -> Iterable[str]:
    return ground.graph.sources(v.IN_DIMENSION, dimension)


def _of_finding(ground: Ground, word: str) -> Iterable[str]:
    """Return what a finding is about, or all findings of a code."""
    if word in ground.findings:
        return ground.findings[word]
    begin = f"{word}:"
    return [one for name, ids in ground.findings.items() if name.startswith(begin) for one in ids]


def _ids_of(entity: type[Strategy | Unit | Area | Dimension]) -> Callable[[Ground], list[str]]:
    return lambda ground: [one.id for one in ground.graph.all(entity)]


ID = Method(
    "",
    "item",
    "The item of that id.",
    lambda ground: ground.ids,
    lambda _, item_id: [item_id],
)
METHODS: dict[str, Method] = {
    method.name: method
    for method in (
        Method(
            "kind",
            "kind",
            "Items of a kind: `project`, `key_result` (or `KeyResult`) …",
            lambda _: _KIND_WORDS,
            _of_kind,
            {kind.value: word for word, kind in _KIND_WORDS.items()},
        ),
        Method(
            "owner",
            "unit",
            "What the unit, or one inside it, owns or leads. A key result that names no owner has"
            " those of its objective.",
            _ids_of(Unit),
            _of_owner,
        ),
        Method(
            "tier",
            "tier",
            "Units of the tier (a division has that of its bureau), and what any of them owns or"
            " leads.",
            lambda _: v.TIERS,
            _of_tier,
        ),
        Method(
            "area",
            "area",
            "The area and those inside it, the objectives and projects that target any of them,"
            " and the units that serve any of them.",
            _ids_of(Area),
            _of_area,
        ),
        Method(
            "strategy",
            "strategy",
            "The strategy and its parts, the policies that advance them, and the objectives, key"
            " results and projects under them.",
            _ids_of(Strategy),
            _of_strategy,
        ),
        Method(
            "dimension",
            "dimension",
            "The policies of the theme.",
            _ids_of(Dimension),
            _of_dimension,
        ),
        Method(
            "status",
            "status",
            "Projects by their `status`, handoffs by their state (as given, else as their dates"
            " tell).",
            lambda _: dict.fromkeys((*v.PROJECT_STATES, *v.HANDOFF_STATES)),
            lambda ground, status: ground.by_status.get(status, ()),
        ),
        Method(
            "year",
            "fiscal year",
            "Objectives and projects of the fiscal year (Buddhist era); a key result is of its"
            " objective's, a handoff of its item's.",
            lambda ground: ground.by_year,
            lambda ground, year: ground.by_year[year],
        ),
        Method(
            "basis",
            "basis",
            "`inferred`: items that are inferred, or one of whose fields is; `stated`: all others.",
            lambda ground: ground.by_basis,
            lambda ground, basis: ground.by_basis[basis],
        ),
        Method(
            "finding",
            "finding",
            "What the rows of the reports with that finding are about: a code (`TRC201`) or a"
            " whole id (`TRC201:PRJ-1`). Waived findings do not count.",
            lambda ground: [*RULES, *ground.findings],
            _of_finding,
        ),
        Method(
            "file",
            "file",
            "What stands in the file: its path, or the end of its path from any folder on:"
            " `policies.yaml`, `units/*`.",
            lambda ground: ground.by_file,
            lambda ground, name: ground.by_file[name],
        ),
    )
}
NAMED = "selector"
NAMED_MEANING = "The selector of that name in `[tool.policytrace.selectors]` of pyproject.toml."
