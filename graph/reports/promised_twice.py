"""Key results of two units that seem to promise the same thing.

Two key results of one fiscal year promise the same when their titles are all but the same, their
measures count in the same unit, no unit owns both, their areas overlap, and neither has given a
part of its target to an owner of the other. A key result is meant for the areas of its objective,
else for those that its owners serve, or the nearest unit above each that serves any; where these
say nothing, for the whole city. Two areas overlap where they are one, or one is inside the other.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations, product

from graph.model import vocabulary as v
from graph.model.entities import KeyResult
from graph.network import TraceGraph
from graph.reports.near_titles import near
from graph.reports.unit_plans import Plans

Pair = tuple[KeyResult, KeyResult]


def promised_twice(plans: Plans) -> list[Pair]:
    """Return the pairs in the order of their ids, the first id of each pair first."""
    owned = [one for one in plans.key_results if plans.owners(one) and _measure(one)]
    found = {
        (first.id, second.id): (first, second)
        for pair in _alike(owned, plans)
        for first, second in [sorted(pair, key=lambda one: one.id)]
        if _is_of_two_units(plans, first, second) and _overlap(plans.graph, first, second)
    }
    return [found[ids] for ids in sorted(found)]


def _alike(owned: list[KeyResult], plans: Plans) -> Iterator[Pair]:
    for ones, others, _ in near(owned, lambda one: (plans.year(one), _measure(one))):
        yield from combinations(ones, 2) if ones is others else product(ones, others)


def _measure(key_result: KeyResult) -> str | None:
    return key_result.measure.unit if key_result.measure else None


def _is_of_two_units(plans: Plans, one: KeyResult, other: KeyResult) -> bool:
    """Tell whether no unit owns both, and neither has given a part to an owner of the other."""
    owners, others = set(plans.owners(one)), set(plans.owners(other))
    given = {part.unit for part in plans.parts(one)}
    taken = {part.unit for part in plans.parts(other)}
    return not (owners & others or given & others or taken & owners)


def _overlap(graph: TraceGraph, one: KeyResult, other: KeyResult) -> bool:
    areas, others = _areas(graph, one), _areas(graph, other)
    if not areas or not others:
        return True
    return any(
        area in graph.above(another) or another in graph.above(area)
        for area, another in product(areas, others)
    )


def _areas(graph: TraceGraph, key_result: KeyResult) -> set[str]:
    """Return the areas that a key result is meant for; none stands for the whole city."""
    meant = set(graph.targets(v.TARGETS, key_result.objective))
    return meant or {
        area for unit in graph.effective_owners(key_result.id) for area in _served(graph, unit)
    }


def _served(graph: TraceGraph, unit: str) -> Sequence[str]:
    """Return the areas of a unit; a section that names none serves those of its district."""
    found = (graph.targets(v.SERVES, one) for one in graph.above(unit))
    return next((areas for areas in found if areas), ())
