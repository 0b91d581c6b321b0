"""What of a fiscal year goes on in a later one.

Objectives and key results go on, but for key results of weight 0: they count for nothing, such as
those that were replaced. A project goes on if its status or its progress says that it is not done,
and it does not end with its year; or if nothing is said of it but a later end. With a unit: what
it and the units inside it own and lead, and what their projects deliver, whoever owns that.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum

from graph.calendar import fiscal_year
from graph.model import vocabulary as v
from graph.model.entities import Item, KeyResult, Objective, Project
from graph.network import TraceGraph
from graph.reports.years.pairs import of_year, unit_of

_GOING = ("planned", "active", "paused")
_OVER = ("done", "cancelled")
_ALL = 100  # Percent.


class Stays(StrEnum):
    """Why an item of the earlier year does not go on."""

    REPLACED = "replaced"  # A key result of weight 0.
    OVER = "over"  # A project that is done or cancelled.
    LATE = "late"  # A project that is not done, and whose end was in its year.
    ENDS = "ends"  # A project that ends with its year.
    UNKNOWN = "unknown"  # A project of which the sources do not say how far it is.


@dataclass(frozen=True, slots=True)
class GoingOn:
    """What goes on, in the order of the sources, and what stays behind and why."""

    objectives: Sequence[Objective] = ()
    key_results: Sequence[KeyResult] = ()
    projects: Sequence[Project] = ()
    staying: dict[str, Stays] = field(default_factory=dict)  # By id.


def going_on(graph: TraceGraph, year: int, unit: str | None = None) -> GoingOn:
    """Return what of a fiscal year goes on: all of it, or what is a unit's."""
    units = None if unit is None else graph.inside([unit])
    found = GoingOn(staying={})
    projects = [
        one
        for one in of_year(graph, Project, year)
        if isinstance(one, Project) and _is_of(graph, one, units) and _goes(one, year, found)
    ]
    delivered = {
        key_result for one in projects for key_result in graph.sources(v.DELIVERED_BY, one.id)
    }
    key_results = [
        one
        for one in of_year(graph, KeyResult, year)
        if isinstance(one, KeyResult)
        and (one.id in delivered or _is_of(graph, one, units))
        and _counts(one, found)
    ]
    around = {one.objective for one in key_results}
    objectives = [
        one
        for one in of_year(graph, Objective, year)
        if isinstance(one, Objective) and (one.id in around or _is_of(graph, one, units))
    ]
    return GoingOn(objectives, key_results, projects, found.staying)


def _is_of(graph: TraceGraph, item: Item, units: AbstractSet[str] | None) -> bool:
    return units is None or not units.isdisjoint(unit_of(graph, item))


def _counts(one: KeyResult, found: GoingOn) -> bool:
    if one.weight == 0:
        found.staying[one.id] = Stays.REPLACED
        return False
    return True


def _goes(one: Project, year: int, found: GoingOn) -> bool:
    stays = _stays(one, year)
    if stays:
        found.staying[one.id] = stays
    return stays is None


def _stays(one: Project, year: int) -> Stays | None:
    """Return why a project does not go on; None if it does."""
    if one.status in _OVER:
        return Stays.OVER
    if one.end is not None and one.end <= fiscal_year(year).last:
        return Stays.LATE if _is_unfinished(one) else Stays.ENDS
    if one.end is not None or _is_unfinished(one):
        return None
    return Stays.UNKNOWN if one.progress is None else Stays.OVER


def _is_unfinished(one: Project) -> bool:
    return one.status in _GOING or (one.progress is not None and one.progress < _ALL)
