"""What a trace tells of its items: who answers for them, how far they are, what they add up to."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from graph.model import vocabulary as v
from graph.model.entities import Area, Item, KeyResult, Objective, Policy, Project, Unit
from graph.network import TraceGraph
from graph.reports.attainment import attainment
from graph.reports.money import total
from graph.reports.reach import Reach

_WHOLE = 100  # Percent.
_DECIMALS = 4  # Of a percentage that is computed.


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """An item, and what stands beside it apart from its own fields."""

    item: Item
    units: tuple[tuple[Unit, str], ...] = ()  # Who leads or owns it, each with its tier.
    is_inherited: bool = False  # A silent key result has the owners of its objective.
    tier: str | None = None  # Of a unit.
    progress: float | None = None  # Percent: as a project reports it; a key result's share.
    met: bool | None = None  # Of a key result; None is unknown.
    value: float | None = None  # Its latest figure.


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Projects, each counted once, and their money."""

    projects: int
    budget: float  # Baht, of those whose budget is known.
    unknown_budget: int
    by_status: Mapping[str | None, int]  # In the order of the vocabulary; None: not said.


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What a whole side of a trace adds up to."""

    policies: int
    inferred_policies: int  # To which no way rests on stated links alone.
    work: Work
    inferred_work: Work


def facts_of(graph: TraceGraph, item: Item, as_of: date) -> Facts:
    """Return what stands beside an item on a day."""
    if isinstance(item, Unit):
        return Facts(item=item, tier=graph.tier(item.id))
    if isinstance(item, Project):
        leads = _units(graph, graph.targets(v.LED_BY, item.id))
        return Facts(item=item, units=leads, progress=item.progress)
    if not isinstance(item, KeyResult):
        return Facts(item=item, units=_units(graph, graph.owners(item.id)))
    reached = attainment(item, as_of)
    return Facts(
        item=item,
        units=_units(graph, graph.effective_owners(item.id)),
        is_inherited=item.owner is None,
        progress=None if reached.share is None else round(reached.share * _WHOLE, _DECIMALS),
        met=reached.met,
        value=reached.value,
    )


def _units(graph: TraceGraph, ids: Iterable[str]) -> tuple[tuple[Unit, str], ...]:
    return tuple((graph.get(Unit, one), graph.tier(one)) for one in dict.fromkeys(ids))


def projects_among(graph: TraceGraph, ids: Iterable[str]) -> list[Project]:
    """Return the projects among some items."""
    items = map(graph.item, ids)
    return [one for one in items if isinstance(one, Project)]


def work_of(projects: Iterable[Project]) -> Work:
    """Count projects and add their budgets up."""
    listed = list(projects)
    known = [one.budget for one in listed if one.budget is not None]
    counts = Counter(one.status for one in listed)
    return Work(
        projects=len(listed),
        budget=total(known),
        unknown_budget=len(listed) - len(known),
        by_status={one: counts[one] for one in (*v.PROJECT_STATES, None) if counts[one]},
    )


def sums_of(graph: TraceGraph, reach: Reach) -> Sums:
    """Add up all that is reached from an item, without the item."""
    reached = reach.depths.keys() - {reach.start}
    inferred = reached - reach.beyond([reach.start], stated_only=True)
    return Sums(
        policies=_policies(graph, reached),
        inferred_policies=_policies(graph, inferred),
        work=work_of(projects_among(graph, reached)),
        inferred_work=work_of(projects_among(graph, inferred)),
    )


def _policies(graph: TraceGraph, ids: Iterable[str]) -> int:
    return sum(1 for one in ids if isinstance(graph.item(one), Policy))


def districts_of(graph: TraceGraph, ids: Iterable[str]) -> int:
    """Count the districts in which some items are meant for a place, or have a district office.

    An office counts as the district that it serves; one that serves none counts for itself.
    """
    found: set[str] = set()
    for one in map(graph.item, ids):
        if isinstance(one, Unit) and graph.tier(one.id) == "district":
            office = graph.lifted(one.id)
            found |= _districts(graph, graph.targets(v.SERVES, office)) or {office}
        elif isinstance(one, (Objective, Project)):
            found |= _districts(graph, graph.targets(v.TARGETS, one.id))
    return len(found)


def _districts(graph: TraceGraph, areas: Iterable[str]) -> set[str]:
    """Return the districts among some areas and all that is around them."""
    around = {one for area in areas for one in graph.above(area)}
    return {one for one in around if graph.get(Area, one).kind == "district"}
