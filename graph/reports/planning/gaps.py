"""What a plan lacks that a hearing asks for; each item once for each thing that it lacks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.model.entities import KeyResult
from graph.reports.planning.plan import (
    Gap,
    OthersGaps,
    PlannedObjective,
    PlannedProject,
    PlannedResult,
)
from graph.reports.progress import weight

_Lacks = Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that may be missing, and how that is seen."""

    kind: type
    lacks: _Lacks


CHECKS: Mapping[str, Check] = {
    "objective_policy": Check(PlannedObjective, lambda one: not _policies(one)),
    "objective_strategy": Check(PlannedObjective, lambda one: not _strategies(one)),
    "result_owner": Check(PlannedResult, lambda one: not one.owners),
    "result_unit": Check(PlannedResult, lambda one: not _unit_of(one)),
    "result_baseline": Check(PlannedResult, lambda one: one.item.baseline is None),
    "result_target": Check(PlannedResult, lambda one: one.item.target is None),
    "result_figure": Check(PlannedResult, lambda one: one.now.value is None),
    "result_impossible": Check(PlannedResult, lambda one: not one.now.is_possible),
    "project_lead": Check(PlannedProject, lambda one: one.lead is None),
    "project_results": Check(PlannedProject, lambda one: not one.key_results),
    "project_results_replaced": Check(PlannedProject, lambda one: _all_replaced(one.key_results)),
    "project_results_year": Check(PlannedProject, lambda one: one.is_of_other_years),
    "project_policy": Check(PlannedProject, lambda one: one.strength is None),
    "project_year": Check(PlannedProject, lambda one: one.item.fiscal_year is None),
    "project_budget": Check(PlannedProject, lambda one: one.item.budget is None),
    "project_dates": Check(
        PlannedProject, lambda one: one.item.start is None or one.item.end is None
    ),
    "project_status": Check(PlannedProject, lambda one: one.item.status is None),
    "project_areas": Check(PlannedProject, lambda one: not one.areas),
}


def gaps_of(
    planned: Sequence[PlannedObjective | PlannedResult | PlannedProject],
) -> tuple[Gap, ...]:
    """Return what is missing, in the order of `CHECKS`; what nothing lacks is left out."""
    found = []
    for what, check in CHECKS.items():
        asked = [one for one in planned if isinstance(one, check.kind) and _counts(one)]
        lacking = tuple(one.item for one in asked if check.lacks(one))
        if lacking:
            found.append(Gap(what=what, items=lacking, among=len(asked)))
    return tuple(found)


def others_gaps(planned: Sequence[PlannedObjective | PlannedResult]) -> tuple[OthersGaps, ...]:
    """Return what is missing, by who answers for it, in the order of their ids; nobody last."""
    by_owners: dict[tuple[str, ...], list[PlannedObjective | PlannedResult]] = {}
    for one in planned:
        by_owners.setdefault(tuple(unit.id for unit in one.owners), []).append(one)
    found = (
        OthersGaps(owners=by_owners[ids][0].owners, gaps=gaps_of(by_owners[ids]))
        for ids in sorted(by_owners, key=lambda one: (not one, one))
    )
    return tuple(one for one in found if one.gaps)


def _counts(one: object) -> bool:
    return not isinstance(one, PlannedResult) or one.counts


def _all_replaced(key_results: Sequence[KeyResult]) -> bool:
    """Tell whether there are key results, and none that counts."""
    return bool(key_results) and not any(weight(one) > 0 for one in key_results)


def _unit_of(one: PlannedResult) -> str | None:
    return one.item.measure.unit if one.item.measure else None


def _policies(one: PlannedObjective) -> bool:
    return any(serving.strength == "direct" for serving in one.serves)


def _strategies(one: PlannedObjective) -> bool:
    return any(serving.strength != "direct" for serving in one.serves)
