"""What a missing link might lead to: a guess for a person to look at, never a link."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from graph.model import vocabulary as v
from graph.model.entities import Item, KeyResult, Policy, Strategy, Unit
from graph.model.vocabulary import NodeKind
from graph.network import TraceGraph
from graph.reports.evidence import Evidence, Known, Missing
from graph.reports.unowned_policies import Downstream

MOST = 5

# Each link that may be missing, and how much each evidence for it counts: chosen on one half of the
# links that are known, tried on the other (benchmarks/README.md).
WEIGHTS: dict[Missing, Evidence] = {
    Missing(
        kind=NodeKind.PROJECT,
        field="key_results",
        relation=v.DELIVERED_BY,
        leads_to=KeyResult,
        is_source=False,
    ): Evidence(title=6, alike=4, unit=4, owned=2, year=1, area=1),
    Missing(
        kind=NodeKind.OBJECTIVE,
        field="policies",
        relation=v.CALLS_FOR,
        leads_to=Policy,
        is_source=False,
    ): Evidence(title=3, alike=3, unit=1),
    Missing(
        kind=NodeKind.OBJECTIVE,
        field="strategies",
        relation=v.HAS_OBJECTIVE,
        leads_to=Strategy,
        is_source=False,
    ): Evidence(title=3, alike=3, unit=1),
    Missing(
        kind=NodeKind.POLICY, field="strategies", relation=v.ADVANCES, leads_to=Strategy
    ): Evidence(title=3, alike=6, unit=1),
    Missing(kind=NodeKind.POLICY, field="owner", relation=v.OWNED_BY, leads_to=Unit): Evidence(
        title=3, alike=6, unit=3
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A candidate for a missing link, with what speaks for it."""

    item: Item  # What the link might lead to.
    into: Item  # Where the candidate's id would be written, and in which field.
    field: str
    score: float  # From 0 to 1.
    evidence: Evidence
    like: str | None = None  # The nearest item alike that has the link already.
    leads_on: bool = True  # With this link the chain goes on from the candidate.


def suggest(graph: TraceGraph, item: Item, *names: str) -> list[Suggestion]:
    """Return at most five candidates for the fields of an item, best first, none of them linked.

    Strategies that lead to no policy are not proposed to an objective: they would mend nothing.
    """
    found = (one for name in names for one in _proposed(graph, item, name))
    return sorted(found, key=_order)[:MOST]


def _proposed(graph: TraceGraph, item: Item, name: str) -> Iterator[Suggestion]:
    missing = missing_link(item.kind_of_node, name)
    linked = missing.linked(graph, item.id)
    leads_on = _onwards(graph, item, missing)
    for one in scored(_known(graph, missing), item):
        if one.item.id in linked or not one.evidence.speaks:
            continue
        found = replace(one, leads_on=leads_on(one.item))
        if found.leads_on or missing.relation is not v.HAS_OBJECTIVE:
            yield found


@lru_cache(maxsize=len(WEIGHTS))
def _known(graph: TraceGraph, missing: Missing) -> Known:
    """Return what is known of a link; the titles are read once for all items asked about."""
    return Known(graph, missing)


def scored(known: Known, item: Item, weights: Evidence | None = None) -> list[Suggestion]:
    """Return every candidate, best first, whether it is linked or not."""
    weights = weights or WEIGHTS[known.missing]
    found = (
        Suggestion(
            item=one.item,
            into=item,
            field=known.missing.field,
            score=one.evidence.weighted(weights),
            evidence=one.evidence,
            like=one.like,
        )
        for one in known.about(item)
    )
    return sorted(found, key=_order)


def _order(suggestion: Suggestion) -> tuple[float, str]:
    return -suggestion.score, suggestion.item.id


def missing_link(kind: NodeKind, field: str) -> Missing:
    """Return the link that a field of a kind states."""
    return next(one for one in WEIGHTS if (one.kind, one.field) == (kind, field))


def _onwards(graph: TraceGraph, item: Item, missing: Missing) -> Callable[[Item], bool]:
    """Return what tells whether the chain would go on from a candidate.

    Upwards to a policy, from a policy down to an objective; an owner, to work of its own below.
    """
    if missing.relation is v.DELIVERED_BY:
        served = graph.served_objectives()
        return lambda one: isinstance(one, KeyResult) and one.objective in served
    if missing.relation is v.HAS_OBJECTIVE:
        return lambda one: any(graph.sources(v.ADVANCES, s) for s in graph.above(one.id))
    if missing.relation is v.ADVANCES:
        return lambda one: any(
            graph.targets(v.HAS_OBJECTIVE, part) for part in graph.inside([one.id])
        )
    if missing.relation is v.OWNED_BY:
        working = Downstream(graph).responsible(graph.objectives_below(item.id))
        return lambda one: bool(graph.inside([one.id]) & working)
    return lambda _: True
