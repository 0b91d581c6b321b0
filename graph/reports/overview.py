"""overview: what each unit carries, by dimension, by strategy and by zone.

A row is a cell that holds anything: a `unit` (at its tier), a `column` (the id of a dimension, of a
strategy that is part of no other, or of a zone), and how many policies, objectives, key results and
projects stand there, with the projects' budget. Whoever is answerable carries an item: the owners
of policies, objectives and key results (a silent key result's are its objective's), the leads of
projects. Nobody is a `unit` of null; what belongs to no column has a `column` of null.

By dimension, a policy stands in its own, an objective in those of the policies that have it below
them (as in coverage). By strategy, an objective stands in the topmost of its strategies, a policy
in those that it advances. Key results stand where their objectives do, projects where their key
results do. By zone, objectives and projects stand in the zones of the areas that they target, key
results in those of their objectives; what targets the whole city and no zone stands under the area
of the city, and policies nowhere.

An item of two units or of two columns counts in each, so sums count it twice. The distinct totals
have a `*`: as `column` for a unit, as `unit` for a column, as both for all; and a unit of `*bureau`
stands for all units of that tier.

A fiscal year leaves out the objectives and the projects of other years, and of none; a key result
is of its objective's year. Of a selection only the items that are selected count.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import add
from typing import Any

from graph.model import vocabulary as v
from graph.model.entities import Area, Item, KeyResult, Objective, Policy, Project, Unit
from graph.network import TraceGraph
from graph.reports.money import total
from graph.reports.result import Parameters, Report, Row

EVERY = "*"
_COUNTED: dict[str, type[Item]] = {
    "policies": Policy,
    "objectives": Objective,
    "key_results": KeyResult,
    "projects": Project,
}
_Ids = frozenset[str]
_Columns = dict[str, _Ids]  # By the items that belong to any.
_Units = frozenset[str | None]
NOBODY: _Units = frozenset([None])
NOWHERE: _Ids = frozenset()


def rows(graph: TraceGraph, parameters: Parameters) -> list[Row]:
    """Return the cells by dimension, by strategy and by zone; the totals come last."""
    items = [one for one in _items(graph) if _counts(graph, one, parameters)]
    lifted = cache(lambda units: frozenset(map(graph.lifted, units)) or NOBODY)
    units = {one.id: lifted(tuple(_answerable(graph, one))) for one in items}
    return [
        _row(graph, by, unit, column, cell, parameters.language)
        for by, columns_of in _BY.items()
        for (unit, column), cell in _cells(graph, items, units, columns_of(graph), by)
    ]


def _items(graph: TraceGraph) -> Iterator[Item]:
    return (one for entity in _COUNTED.values() for one in graph.all(entity))


def _counts(graph: TraceGraph, item: Item, parameters: Parameters) -> bool:
    year = parameters.fiscal_year
    in_year = year is None or isinstance(item, Policy) or graph.fiscal_year(item.id) == year
    return in_year and parameters.asks(item.id)


def _answerable(graph: TraceGraph, item: Item) -> Sequence[str]:
    if isinstance(item, Project):
        return graph.targets(v.LED_BY, item.id)
    if isinstance(item, KeyResult):
        return graph.effective_owners(item.id)
    return graph.owners(item.id)


# The columns ----------------------------------------------------------------------------------


def _dimensions(graph: TraceGraph) -> _Columns:
    found: dict[str, set[str]] = {}
    for policy in graph.all(Policy):
        themes = graph.targets(v.IN_DIMENSION, policy.id)
        for one in (policy.id, *graph.objectives_below(policy.id)) if themes else ():
            found.setdefault(one, set()).update(themes)
    return _with_below(graph, {one: frozenset(themes) for one, themes in found.items()})


def _strategies(graph: TraceGraph) -> _Columns:
    own = {one.id: graph.targets(v.ADVANCES, one.id) for one in graph.all(Policy)}
    own |= {one.id: graph.sources(v.HAS_OBJECTIVE, one.id) for one in graph.all(Objective)}
    found = {
        item: frozenset(graph.above(one)[-1] for one in strategies)
        for item, strategies in own.items()
    }
    return _with_below(graph, found)


def _zones(graph: TraceGraph) -> _Columns:
    zones_of = cache(lambda areas: _zones_of(graph, areas))
    targeting: tuple[Sequence[Item], ...] = (graph.all(Objective), graph.all(Project))
    own = {
        one.id: zones_of(tuple(graph.targets(v.TARGETS, one.id)))
        for items in targeting
        for one in items
    }
    return _below(graph, own, KeyResult, v.HAS_KEY_RESULT) | own


def _zones_of(graph: TraceGraph, areas: Iterable[str]) -> _Ids:
    """Return the zones that areas lie in; where they lie in none, the city if it is among them."""
    found: dict[str, set[str]] = {"zone": set(), "city": set()}
    for area in areas:
        around = [graph.get(Area, one) for one in graph.above(area)]
        place = next((one for one in around if one.kind == "zone"), around[0])
        found.setdefault(place.kind, set()).add(place.id)
    return frozenset(found["zone"] or found["city"])


def _with_below(graph: TraceGraph, found: _Columns) -> _Columns:
    """Add the key results below the objectives, and the projects below those."""
    found = found | _below(graph, found, KeyResult, v.HAS_KEY_RESULT)
    return found | _below(graph, found, Project, v.DELIVERED_BY)


def _below(
    graph: TraceGraph, found: _Columns, entity: type[Item], relation: v.RelationType
) -> _Columns:
    above = {one.id: graph.sources(relation, one.id) for one in graph.all(entity)}
    return {
        one: found.get(ends[0], NOWHERE)  # The same set again: most have one above them.
        if len(ends) == 1
        else NOWHERE.union(*(found.get(end, NOWHERE) for end in ends))
        for one, ends in above.items()
    }


_BY: Mapping[str, Callable[[TraceGraph], _Columns]] = {
    "dimension": _dimensions,
    "strategy": _strategies,
    "zone": _zones,
}


# The cells ------------------------------------------------------------------------------------

_Place = tuple[str | None, str | None]  # A unit and a column.


@dataclass(frozen=True, slots=True)
class _Cell:
    """What stands in a cell: how many of each kind, and the budgets of the projects."""

    counts: list[int] = field(default_factory=lambda: [0] * len(_COUNTED))
    budgets: list[float | None] = field(default_factory=list)

    def add(self, counts: Iterable[int], budgets: Iterable[float | None]) -> None:
        """Add items that stand in the same cells."""
        self.counts[:] = map(add, self.counts, counts)
        self.budgets.extend(budgets)


def _cells(
    graph: TraceGraph,
    items: Iterable[Item],
    units: Mapping[str, _Units],
    columns: _Columns,
    by: str,
) -> list[tuple[_Place, _Cell]]:
    """Return the cells that hold anything, in their order."""
    groups: dict[tuple[_Units, _Ids], list[Item]] = {}
    for one in items:
        if by != "zone" or not isinstance(one, Policy):
            place = (units[one.id], columns.get(one.id, NOWHERE))
            groups.setdefault(place, []).append(one)
    cells: dict[_Place, _Cell] = defaultdict(_Cell)
    for (answerable, inside), group in groups.items():
        kinds = Counter(one.kind_of_node for one in group)
        counts = [kinds[entity.kind_of_node] for entity in _COUNTED.values()]
        budgets = [one.budget for one in group if isinstance(one, Project)]
        tiers = {f"{EVERY}{graph.tier(one)}" for one in answerable if one}
        for unit in (*answerable, *tiers, EVERY):
            for column in (*(inside or (None,)), EVERY):
                cells[unit, column].add(counts, budgets)
    return sorted(cells.items(), key=lambda one: tuple(map(_order, one[0])))


def _order(name: str | None) -> tuple[int, str]:
    """Sort by id; then what has none, the totals of the tiers, and that of all."""
    if name is None:
        return (1, "")
    return (3 if name == EVERY else 2 if name.startswith(EVERY) else 0, name)


def _row(
    graph: TraceGraph, by: str, unit: str | None, column: str | None, cell: _Cell, language: str
) -> Row:
    known = [one for one in cell.budgets if one is not None]
    is_column = column not in (None, EVERY)
    return {
        "by": by,
        "unit": unit,
        "tier": _tier(graph, unit),
        "column": column,
        "title": graph.item(str(column)).title(language) if is_column else None,
        **dict(zip(_COUNTED, cell.counts, strict=True)),
        "budget": total(known),
        "unknown_budget": len(cell.budgets) - len(known),
        "finding": None,
    }


def _tier(graph: TraceGraph, unit: str | None) -> str | None:
    if unit is None or unit == EVERY:
        return None
    return unit.removeprefix(EVERY) if unit.startswith(EVERY) else graph.tier(unit)


# The summary ----------------------------------------------------------------------------------


def summary(graph: TraceGraph, found: Sequence[Row], _parameters: Parameters) -> dict[str, Any]:
    """Count all, what nobody answers for, what belongs to no column, and sum each unit up.

    Policies belong to no zone, and are not counted among what lies in none.
    """
    figures = (*_COUNTED, "budget", "unknown_budget")
    cells = {(row["by"], row["unit"], row["column"]): row for row in found}

    def of(by: str, unit: str | None, column: str | None) -> dict[str, Any]:
        return {name: cells.get((by, unit, column), {}).get(name, 0) for name in figures}

    units = [
        {"unit": unit.id, **of("dimension", unit.id, EVERY)}
        for unit in graph.all(Unit)
        if ("dimension", unit.id, EVERY) in cells
    ]
    return {
        **of("dimension", EVERY, EVERY),
        "of_nobody": of("dimension", None, EVERY),
        "in_no_column": {by: of(by, EVERY, None) for by in _BY},
        "by_unit": sorted(units, key=_most),
    }


def _most(unit: Mapping[str, Any]) -> tuple[Any, ...]:
    """Sort by projects, then by what stands above them."""
    return (*(-unit[name] for name in reversed(_COUNTED)), unit["unit"])


REPORT = Report(
    name="overview",
    title_th="แต่ละหน่วยงานรับผิดชอบอะไรบ้าง",
    title_en="What each unit carries",
    columns=(
        "by",
        "unit",
        "tier",
        "column",
        "title",
        *_COUNTED,
        "budget",
        "unknown_budget",
        "finding",
    ),
    filters=("fiscal_year",),
    subjects=(),
    rows=rows,
    summary=summary,
    in_cypher=False,
)
