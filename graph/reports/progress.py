"""progress: how far the plan is, from the key results up, and how much data that rests on.

A key result has the share of its way (see attainment); of one objective, the mean of its key
results by their `weight`. A strategy has the mean of the objectives in it and in all its parts, a
policy that of the objectives downstream of it (as in coverage), an area that of the objectives
meant for it or for a part of it. A unit has the mean by weight of the key results that it or a unit
inside it answers for, and of its parts of other targets (`actual` of `target`; these have no date).

`progress` is in percent, of what has a share alone: silence is no zero. `key_results` says how many
count, `with_data` how many of these have a figure, `met` how many have reached their target, and
`oldest` and `newest` of which days the figures are. `inferred` counts the key results that belong
here by inferred links alone. Key results of weight 0 (targets that were replaced) do not count.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import fsum
from typing import Any

from graph.calendar import fiscal_year
from graph.model import vocabulary as v
from graph.model.entities import Area, Item, KeyResult, Objective, Policy, Strategy, Unit
from graph.model.rules import MISSED_TARGET
from graph.network import DIRECT, VIA_STRATEGY, ItemT, TraceGraph
from graph.reports.attainment import Attainment, attainment, reached
from graph.reports.reaching import Reach
from graph.reports.result import Parameters, Report, Row

KINDS: Mapping[str, type[Item]] = {  # Each kind with a progress, in the order of the chain.
    "policy": Policy,
    "strategy": Strategy,
    "objective": Objective,
    "key_result": KeyResult,
    "unit": Unit,
    "area": Area,
}


def of_the_year(graph: TraceGraph, entity: type[ItemT], parameters: Parameters) -> list[ItemT]:
    """Return the key results or projects of the fiscal year, in the order of their ids."""
    year = parameters.fiscal_year
    found = (one for one in graph.all(entity) if year is None or graph.fiscal_year(one.id) == year)
    return sorted(found, key=lambda one: one.id)


def counting(graph: TraceGraph, parameters: Parameters) -> list[KeyResult]:
    """Return the key results of the fiscal year that count, in the order of their ids."""
    return [one for one in of_the_year(graph, KeyResult, parameters) if weight(one) > 0]


def weight(key_result: KeyResult) -> float:
    """Return a key result's share in its objective's progress."""
    return 1 if key_result.weight is None else key_result.weight


def rows(graph: TraceGraph, parameters: Parameters) -> list[Row]:
    """Return what has a key result below it, in the order of the chain and of the ids."""
    whole = _Whole(graph, parameters)
    found: list[Row] = []
    for kind, entity in KINDS.items():
        for item in sorted(graph.all(entity), key=lambda one: one.id):
            sums = whole.sums(item)
            if sums.key_results:
                found.append(_row(graph, kind, item, sums, whole, parameters))
    return found


def _row(
    graph: TraceGraph, kind: str, item: Item, sums: "_Sums", whole: "_Whole", asked: Parameters
) -> Row:
    is_policy, is_key_result = isinstance(item, Policy), isinstance(item, KeyResult)
    owners = graph.effective_owners(item.id) if is_key_result else graph.owners(item.id)
    days = [one.as_of for one in sums.figures if one.as_of]
    calls = is_policy and graph.targets(v.CALLS_FOR, item.id)
    return {
        "kind": kind,
        "item": item.id,
        "title": item.title(asked.language),
        "owner": sorted(set(owners)),
        "strength": (DIRECT if calls else VIA_STRATEGY) if is_policy else None,
        "progress": None if sums.share is None else round(100 * sums.share, 2),
        "key_results": sums.key_results,
        "with_data": sum(1 for one in sums.figures if one.value is not None),
        "met": sum(1 for one in sums.figures if one.met),
        "oldest": min(days).isoformat() if days else None,
        "newest": max(days).isoformat() if days else None,
        "inferred": sums.inferred,
        "finding": _finding(graph, item, whole, asked),
    }


def _finding(graph: TraceGraph, item: Item, whole: "_Whole", asked: Parameters) -> str | None:
    """Return the finding of a key result that was short of its target when its year ended."""
    if not isinstance(item, KeyResult) or whole.figures[item.id].met is not False:
        return None
    year = graph.fiscal_year(item.id)
    is_over = year is not None and fiscal_year(year).last < asked.as_of
    return MISSED_TARGET.finding(item.id) if is_over else None


@dataclass(frozen=True, slots=True)
class _Sums:
    """What the progress of one item is made of."""

    share: float | None  # 0 to 1.
    figures: Sequence[Attainment]
    inferred: int = 0  # Key results that belong to it by inferred links alone.

    @property
    def key_results(self) -> int:
        """How many key results count, with a figure or without."""
        return len(self.figures)


class _Whole:
    """The figures of all key results that count, and the means of what stands above them."""

    def __init__(self, graph: TraceGraph, parameters: Parameters) -> None:
        self._graph = graph
        self._known = {one.id: one for one in counting(graph, parameters)}
        self.figures = {one.id: attainment(one, parameters.as_of) for one in self._known.values()}
        self._reach = Reach(graph)
        self._below = cache(self._key_results)
        self._objective = cache(self._objective_share)
        self.of_objectives = cache(self._objectives_sums)

    def sums(self, item: Item) -> _Sums:
        """Return what the item's progress is made of."""
        if isinstance(item, KeyResult):
            return self._key_result(item)
        if isinstance(item, Unit):
            return self._unit(item)
        found = self.of_objectives(self._reach.objectives(item))
        stated = self._below(self._reach.objectives(item, stated_only=True), stated_only=True)
        return _Sums(found.share, found.figures, found.key_results - len(stated))

    def _key_result(self, item: KeyResult) -> _Sums:
        figure = self.figures.get(item.id)
        return _Sums(figure.share, [figure]) if figure else _Sums(None, [])

    def _key_results(self, objectives: frozenset[str], *, stated_only: bool = False) -> list[str]:
        below = self._reach.ends(v.HAS_KEY_RESULT, objectives, stated_only=stated_only)
        return sorted(below & self._known.keys())

    def _objectives_sums(self, objectives: frozenset[str]) -> _Sums:
        shares = [self._objective(one) for one in sorted(objectives)]
        figures = [self.figures[one] for one in self._below(objectives)]
        return _Sums(_mean([(share, 1) for share in shares]), figures)

    def _objective_share(self, objective: str) -> float | None:
        below = self._below(frozenset([objective]))
        return _mean([(self.figures[one].share, weight(self._known[one])) for one in below])

    def _unit(self, unit: Unit) -> _Sums:
        """Return what a unit answers for: whole key results, and parts of those of others."""
        inside = self._graph.inside([unit.id])
        owned = self._reach.answered_for(inside) & self._known.keys()
        stated = self._reach.answered_for(inside, stated_only=True) & self._known.keys()
        shared = self._reach.shared(inside) & self._known.keys() - owned
        stated |= self._reach.shared(inside, stated_only=True) & shared
        whole = [(self.figures[one], self._known[one]) for one in sorted(owned)]
        parts = [(self._part(one, inside), self._known[one]) for one in sorted(shared)]
        weighed = [(figure.share, weight(one)) for figure, one in (*whole, *parts)]
        figures = [figure for figure, _ in (*whole, *parts)]
        return _Sums(_mean(weighed), figures, len(figures) - len(stated))

    def _part(self, key_result: str, units: set[str]) -> Attainment:
        """Return how far the units are with their parts of a target; the figures have no date."""
        found = self._known[key_result]
        parts = [one for one in found.allocations or () if one.unit in units]
        figures = [
            (one.actual, *reached(found.measure, None, one.target, one.actual))
            for one in parts
            if one.actual is not None
        ]
        if not figures:
            return Attainment(None, None, None, None)
        met = len(figures) == len(parts) and all(one for _, _, one in figures)
        share = _mean([(one, 1) for _, one, _ in figures])
        return Attainment(share, met, fsum(actual for actual, _, _ in figures), None)


def _mean(weighed: Sequence[tuple[float | None, float]]) -> float | None:
    """Return the mean by weight of what is known, the same in whatever order it stands."""
    known = [(share, by) for share, by in weighed if share is not None]
    total = fsum(by for _, by in known)
    return fsum(share * by for share, by in known) / total if total else None


def summary(graph: TraceGraph, found: Sequence[Row], parameters: Parameters) -> dict[str, Any]:
    """Count the key results by what is known of them; shares in percent, days in ISO form."""
    whole = _Whole(graph, parameters)
    asked = [one for one in counting(graph, parameters) if parameters.asks(one.id)]
    figures = [whole.figures[one.id] for one in asked]
    objectives = frozenset(one.id for one in graph.all(Objective) if parameters.asks(one.id))
    share = whole.of_objectives(objectives).share
    days = [one.as_of for one in figures if one.as_of]
    return {
        "progress": None if share is None else round(100 * share, 2),
        "key_results": len(asked),
        "with_data": sum(1 for one in figures if one.value is not None),
        "measured": sum(1 for one in figures if one.share is not None),
        "met": sum(1 for one in figures if one.met),
        "impossible": sum(1 for one in figures if not one.is_possible),
        "missed": sum(1 for row in found if row["finding"]),
        "without_owner": sum(1 for one in asked if not graph.effective_owners(one.id)),
        "oldest": min(days).isoformat() if days else None,
        "newest": max(days).isoformat() if days else None,
        "strategies": [
            {
                "strategy": row["item"],
                **{name: row[name] for name in ("title", "progress", "key_results", "with_data")},
            }
            for row in found
            if row["kind"] == "strategy" and not graph.targets(v.PART_OF, row["item"])
        ],
    }


REPORT = Report(
    name="progress",
    title_th="ความก้าวหน้าของแผน",
    title_en="How far the plan is",
    columns=(
        "kind",
        "item",
        "title",
        "owner",
        "strength",
        "progress",
        "key_results",
        "with_data",
        "met",
        "oldest",
        "newest",
        "inferred",
        "finding",
    ),
    filters=("fiscal_year",),
    subjects=("item",),
    rows=rows,
    summary=summary,
    rules=(MISSED_TARGET,),
    in_cypher=False,
)
