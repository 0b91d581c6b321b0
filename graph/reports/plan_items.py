"""What a unit plans in a fiscal year: its objectives, key results, parts of targets and projects.

A unit that has a tier plans for its divisions, too; a division for itself and what is inside it.
What is nobody's, but stands above its work, is told beside it, and so is what others hold there.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from graph.calendar import fiscal_year_of
from graph.errors import UsageError
from graph.model import vocabulary as v
from graph.model.entities import Allocation, Handoff, KeyResult, Objective, Project, Unit
from graph.model.vocabulary import TIERS
from graph.network import TraceGraph

ItemT = TypeVar("ItemT", Objective, KeyResult)
_OPEN = ("waiting", "accepted", "returned")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One unit's part of a key result's target, or the place for one."""

    key_result: KeyResult
    unit: str
    part: Allocation | None
    is_own: bool  # The key result is the planning unit's.


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanItems:
    """The items of one unit and year, each kind in the order of the sources."""

    unit: Unit
    units: frozenset[str]  # For whom it plans: itself and its divisions.
    fiscal_year: int  # Buddhist era.
    objectives: Sequence[Objective]
    unclaimed: Sequence[Objective]  # Nobody owns them, and its key results stand under them.
    objectives_of_others: Sequence[Objective]  # Above its key results.
    key_results: Sequence[KeyResult]
    key_results_of_others: Sequence[KeyResult]  # Its projects deliver them.
    parts: Sequence[Part]
    projects: Sequence[Project]
    handoffs: Sequence[Handoff]
    undated: int  # Projects that it leads, of which no fiscal year is recorded.


def plan_items(graph: TraceGraph, unit_id: str, year: int) -> PlanItems:
    """Return what a unit plans in a fiscal year (Buddhist era).

    Raises:
        UnknownItemError: no source declares the id.
        UsageError: it is no unit.
    """
    unit = graph.item(unit_id)
    if not isinstance(unit, Unit):
        kind = unit.kind_of_node.a_noun
        raise UsageError(f"'{unit_id}' is {kind}: name the unit that plans, such as D5001")
    units = _planned_for(graph, unit)
    key_results = [
        one for one in _of(graph, KeyResult, year) if units & set(graph.effective_owners(one.id))
    ]
    led = [one for one in graph.all(Project) if graph.lead(one.id) in units]
    projects = [one for one in led if one.fiscal_year == year]
    above = _above(graph, key_results)
    own = {one.id for one in key_results}
    delivered = {one for each in projects for one in graph.sources(v.DELIVERED_BY, each.id)} - own
    return PlanItems(
        unit=unit,
        units=units,
        fiscal_year=year,
        objectives=[one for one in _of(graph, Objective, year) if _owns(graph, units, one)],
        unclaimed=[one for one in above if not graph.owners(one.id)],
        objectives_of_others=[
            one for one in above if graph.owners(one.id) and not _owns(graph, units, one)
        ],
        key_results=key_results,
        key_results_of_others=[one for one in graph.all(KeyResult) if one.id in delivered],
        parts=[*_own_parts(graph, unit, key_results), *_given_parts(graph, units, own, year)],
        projects=projects,
        handoffs=[one for one in graph.all(Handoff) if _concerns(graph, one, units, year)],
        undated=sum(1 for one in led if one.fiscal_year is None),
    )


def _planned_for(graph: TraceGraph, unit: Unit) -> frozenset[str]:
    if unit.kind not in TIERS:
        return frozenset(graph.inside([unit.id]))
    return frozenset(one.id for one in graph.all(Unit) if graph.lifted(one.id) == unit.id)


def _of(graph: TraceGraph, kind: type[ItemT], year: int) -> list[ItemT]:
    return [one for one in graph.all(kind) if graph.fiscal_year(one.id) == year]


def _owns(graph: TraceGraph, units: frozenset[str], objective: Objective) -> bool:
    return not units.isdisjoint(graph.owners(objective.id))


def _above(graph: TraceGraph, key_results: Iterable[KeyResult]) -> list[Objective]:
    """Return the objectives of key results, each once."""
    ids = dict.fromkeys(one.objective for one in key_results)
    return [graph.get(Objective, one) for one in ids if one in graph]


def _own_parts(graph: TraceGraph, unit: Unit, own: Iterable[KeyResult]) -> Iterator[Part]:
    """Yield the parts of the unit's own targets; where districts share one, a place for each."""
    districts = [one.id for one in graph.all(Unit) if one.kind == "district"]
    for key_result in own:
        parts = {one.unit: one for one in key_result.allocations or ()}
        shares = unit.kind != "district" and not parts.keys().isdisjoint(districts)
        for one in dict.fromkeys((*parts, *(districts if shares else ()))):
            yield Part(key_result=key_result, unit=one, part=parts.get(one), is_own=True)


def _given_parts(
    graph: TraceGraph, units: frozenset[str], own: Container[str], year: int
) -> Iterator[Part]:
    """Yield the parts that the unit has of the targets of others."""
    for key_result in _of(graph, KeyResult, year):
        if key_result.id not in own:
            for part in key_result.allocations or ():
                if part.unit in units:
                    yield Part(key_result=key_result, unit=part.unit, part=part, is_own=False)


def _concerns(graph: TraceGraph, handoff: Handoff, units: frozenset[str], year: int) -> bool:
    """Tell whether a hand-over is the unit's, and of the year, or still open from before it."""
    if handoff.from_unit not in units and handoff.to_unit not in units:
        return False
    of_year = graph.fiscal_year(handoff.id)
    if of_year is None and handoff.asked_on:
        of_year = fiscal_year_of(handoff.asked_on.last)
    if of_year == year:
        return True
    return handoff.reached_state in _OPEN and (of_year is None or of_year < year)
