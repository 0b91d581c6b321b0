"""gaps: what has nothing below it.

Policies with no objective downstream (as in coverage), strategies with no objective in them or in
their parts, objectives without key results, key results without projects, and units that own, lead
and support nothing and have no part of a target, nor does any unit inside them.

A fiscal year asks about the objectives and key results of that year alone, and leaves out those of
other years and of none wherever they stand below; projects too. A key result is of its objective's
year; what a unit owns of policies, strategies and indicators has no year and always counts.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from graph.model import vocabulary as v
from graph.model.entities import Item, KeyResult, Objective, Policy, Project, Strategy, Unit
from graph.model.rules import NOTHING_BELOW
from graph.network import TraceGraph
from graph.reports.result import Parameters, Report, Row

# Each kind that may have a gap, in the order of the chain, and what is then missing below it.
_MISSING = {
    "policy": "objective",
    "strategy": "objective",
    "objective": "key_result",
    "key_result": "project",
    "unit": "work",
}
_ENTITIES: dict[str, type[Item]] = {
    "policy": Policy,
    "strategy": Strategy,
    "objective": Objective,
    "key_result": KeyResult,
    "unit": Unit,
}
_WORK = (v.OWNED_BY, v.LED_BY, v.SUPPORTED_BY, v.ALLOCATED_TO)


def rows(graph: TraceGraph, parameters: Parameters) -> list[Row]:
    """Return what has nothing below it, in the order of the chain and of the ids."""
    gaps = _Gaps(graph, parameters.fiscal_year)
    finders = {
        "policy": gaps.policies(),
        "strategy": gaps.strategies(),
        "objective": gaps.objectives(),
        "key_result": gaps.key_results(),
        "unit": gaps.units(),
    }
    return [
        _row(graph, kind, item, parameters.language)
        for kind, found in finders.items()
        for item in sorted(found, key=lambda one: one.id)
    ]


def _row(graph: TraceGraph, kind: str, item: Item, language: str) -> Row:
    is_key_result = isinstance(item, KeyResult)
    owners = graph.effective_owners(item.id) if is_key_result else graph.owners(item.id)
    return {
        "kind": kind,
        "item": item.id,
        "title": item.title(language),
        "owner": sorted(owners),
        "tier": graph.tier(item.id) if isinstance(item, Unit) else None,
        "missing": _MISSING[kind],
        "state": _state(graph, item),
        "finding": NOTHING_BELOW.finding(item.id),
    }


def _state(graph: TraceGraph, item: Item) -> str | None:
    """Tell "the source says none" from "the source says nothing": policies alone have a field."""
    if not isinstance(item, Policy) or graph.targets(v.CALLS_FOR, item.id):
        return None
    if item.strategies is None:
        return "unrecorded"
    return None if item.strategies else "unlinked"


class _Gaps:
    """The items of each kind that have nothing below them in the fiscal year."""

    def __init__(self, graph: TraceGraph, fiscal_year: int | None) -> None:
        self._graph = graph
        self._year = fiscal_year

    def _counts(self, item_id: str) -> bool:
        """Tell whether an objective, a key result or a project is of the year."""
        return self._year is None or self._graph.fiscal_year(item_id) == self._year

    def policies(self) -> Iterator[Item]:
        graph = self._graph
        return (
            policy
            for policy in graph.all(Policy)
            if not any(map(self._counts, graph.objectives_below(policy.id)))
        )

    def strategies(self) -> Iterator[Item]:
        graph = self._graph
        for strategy in graph.all(Strategy):
            parts = graph.inside([strategy.id])
            below = (one for part in parts for one in graph.targets(v.HAS_OBJECTIVE, part))
            if not any(map(self._counts, below)):
                yield strategy

    def objectives(self) -> Iterator[Item]:
        graph = self._graph
        return (
            objective
            for objective in graph.all(Objective)
            if self._counts(objective.id) and not graph.targets(v.HAS_KEY_RESULT, objective.id)
        )

    def key_results(self) -> Iterator[Item]:
        graph = self._graph
        return (
            key_result
            for key_result in graph.all(KeyResult)
            if self._counts(key_result.id)
            and not any(map(self._counts, graph.targets(v.DELIVERED_BY, key_result.id)))
        )

    def units(self) -> Iterator[Item]:
        graph = self._graph
        return (
            unit
            for unit in graph.all(Unit)
            if not any(self._has_work(one) for one in graph.inside([unit.id]))
        )

    def _has_work(self, unit: str) -> bool:
        graph = self._graph
        return any(
            not isinstance(graph.item(one), (Objective, KeyResult, Project)) or self._counts(one)
            for relation in _WORK
            for one in graph.sources(relation, unit)
        )


def summary(graph: TraceGraph, found: Sequence[Row], parameters: Parameters) -> dict[str, Any]:
    """Count the gaps by kind, beside all items of the kind, and by owner."""
    kinds = Counter(row["kind"] for row in found)
    owners = Counter(owner for row in found for owner in row["owner"])
    return {
        "gaps": len(found),
        "by_kind": {kind: kinds[kind] for kind in _MISSING},
        "items": {
            kind: sum(1 for one in graph.all(entity) if _is_asked(graph, one, parameters))
            for kind, entity in _ENTITIES.items()
        },
        "without_owner": sum(1 for row in found if not row["owner"] and row["kind"] != "unit"),
        "by_owner": [
            {"owner": owner, "gaps": gaps}
            for owner, gaps in sorted(owners.items(), key=lambda pair: (-pair[1], pair[0]))
        ],
    }


def _is_asked(graph: TraceGraph, item: Item, parameters: Parameters) -> bool:
    has_year, year = isinstance(item, (Objective, KeyResult)), parameters.fiscal_year
    if not parameters.asks(item.id):
        return False
    return year is None or not has_year or graph.fiscal_year(item.id) == year


REPORT = Report(
    name="gaps",
    title_th="สิ่งที่ไม่มีอะไรรองรับ",
    title_en="What has nothing below it",
    columns=("kind", "item", "title", "owner", "tier", "missing", "state", "finding"),
    filters=("fiscal_year",),
    subjects=("item",),
    rows=rows,
    summary=summary,
    rules=(NOTHING_BELOW,),
)
