"""handoffs: where work crosses between districts and bureaus, and with whom the ball lies.

Structural rows follow from the chain itself (delivery, support, allocation); recorded rows are
dated hand-overs. Units are lifted to their tier: a division counts as its bureau.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from graph.model import rules
from graph.model import vocabulary as v
from graph.model.entities import Handoff, KeyResult, Project
from graph.model.rules import Rule
from graph.network import TraceGraph
from graph.reports.bottlenecks import bottlenecks
from graph.reports.handoff_basis import on_inferred_links
from graph.reports.result import Parameters, Report, Row

CLOSED = ("done", "withdrawn")
_KINDS: dict[str, Rule] = {
    "delivery": rules.DELIVERY_HANDOFF,
    "support": rules.SUPPORT_HANDOFF,
    "allocation": rules.ALLOCATION_HANDOFF,
    "recorded": rules.RECORDED_HANDOFF,
}
_ASKED_FOR = (("district", "bureau"), ("bureau", "district"))
_Owners = Mapping[str, Sequence[str]]  # The effective owners of each key result.
_HOLDERS = {"waiting": "to", "accepted": "to", "returned": "from"}


def rows(graph: TraceGraph, parameters: Parameters) -> list[Row]:
    """Return the distinct hand-overs, ordered by kind, item, via, from and to."""
    owners = {one.id: graph.effective_owners(one.id) for one in graph.all(KeyResult)}
    everything = (
        *_deliveries_and_supports(graph, parameters, owners),
        *_allocations(graph, parameters, owners),
        *_recorded(graph, parameters),
    )
    found = {row["finding"]: row for row in everything}
    return sorted(found.values(), key=_order)


def _order(row: Row) -> tuple[str, ...]:
    return tuple(row[name] or "" for name in ("kind", "item", "via", "from", "to"))


def _deliveries_and_supports(
    graph: TraceGraph, parameters: Parameters, owners: _Owners
) -> Iterator[Row]:
    for project in graph.all(Project):
        lead = graph.lead(project.id)
        if lead is None or parameters.fiscal_year not in (None, project.fiscal_year):
            continue
        title = project.title(parameters.language)
        for key_result in graph.sources(v.DELIVERED_BY, project.id):
            for owner in owners[key_result]:
                if ends := _ends(graph, owner, lead, parameters):
                    yield _structural("delivery", title, project.id, ends, key_result)
        for unit in graph.targets(v.SUPPORTED_BY, project.id):
            if ends := _ends(graph, lead, unit, parameters):
                yield _structural("support", title, project.id, ends)


def _allocations(graph: TraceGraph, parameters: Parameters, owners: _Owners) -> Iterator[Row]:
    for key_result in graph.all(KeyResult):
        if parameters.fiscal_year not in (None, graph.fiscal_year(key_result.id)):
            continue
        title = key_result.title(parameters.language)
        for unit in graph.targets(v.ALLOCATED_TO, key_result.id):
            for owner in owners[key_result.id]:
                if ends := _ends(graph, owner, unit, parameters):
                    yield _structural("allocation", title, key_result.id, ends)


def _ends(
    graph: TraceGraph, from_unit: str, to_unit: str, parameters: Parameters
) -> dict[str, str] | None:
    """Return both ends at their tiers, or None where such a crossing is not asked for."""
    tiers = (graph.tier(from_unit), graph.tier(to_unit))
    if not parameters.all_tiers and tiers not in _ASKED_FOR:
        return None
    one, other = graph.lifted(from_unit), graph.lifted(to_unit)
    if one == other:
        return None
    return {"from": one, "from_tier": tiers[0], "to": other, "to_tier": tiers[1]}


def _structural(
    kind: str, title: str, item: str, ends: dict[str, str], via: str | None = None
) -> Row:
    return {
        "kind": kind,
        "subject": title,
        "item": item,
        "via": via,
        **ends,
        "state": None,
        "days": None,
        "overdue": None,
        "holder": None,
        "finding": _KINDS[kind].finding(item, via, ends["from"], ends["to"]),
    }


def _recorded(graph: TraceGraph, parameters: Parameters) -> Iterator[Row]:
    for handoff in graph.all(Handoff):
        item = next(iter(graph.sources(v.HANDED_OVER, handoff.id)), None)
        year = graph.fiscal_year(item) if item else None
        if parameters.fiscal_year not in (None, year):
            continue
        for from_unit in graph.targets(v.FROM_UNIT, handoff.id):
            for to_unit in graph.targets(v.TO_UNIT, handoff.id):
                if ends := _ends(graph, from_unit, to_unit, parameters):
                    yield _recorded_row(handoff, item, ends, parameters)


def _recorded_row(
    handoff: Handoff, item: str | None, ends: dict[str, str], parameters: Parameters
) -> Row:
    state = state_of(handoff)
    return {
        "kind": "recorded",
        "subject": handoff.title(parameters.language),
        "item": item,
        "via": handoff.id,
        **ends,
        "state": state,
        "days": _days(handoff, state, parameters.as_of),
        "overdue": _is_overdue(handoff, state, parameters.as_of),
        "holder": ends[_HOLDERS[state]] if state in _HOLDERS else None,
        "finding": _KINDS["recorded"].finding(handoff.id),
    }


def state_of(handoff: Handoff) -> str:
    """Return the state as given, else as its dates tell."""
    return handoff.reached_state


def _days(handoff: Handoff, state: str, as_of: date) -> int | None:
    """Count calendar days from asked to done, or to `as_of` while open; None if not to be told."""
    asked = handoff.asked_on.day if handoff.asked_on else None
    if state == "done":
        until = handoff.done_on.day if handoff.done_on else None
    else:
        until = None if state in CLOSED else as_of
    return (until - asked).days if asked and until else None


def _is_overdue(handoff: Handoff, state: str, as_of: date) -> bool:
    """Tell whether it is open past its due date: for a month or a year, past its last day."""
    return state not in CLOSED and handoff.due_on is not None and as_of > handoff.due_on.last


def summary(graph: TraceGraph, found: Sequence[Row], _parameters: Parameters) -> dict[str, Any]:
    """Sum up by kind, as the matrix of districts and bureaus, and as ranked bottlenecks."""
    kinds: dict[str, int] = dict.fromkeys(_KINDS, 0)
    for row in found:
        kinds[row["kind"]] += 1
    recorded = [row for row in found if row["kind"] == "recorded"]
    return {
        "handoffs": len(found),
        "by_kind": kinds,
        "open": sum(1 for row in recorded if row["state"] not in CLOSED),
        "overdue": sum(1 for row in recorded if row["overdue"]),
        "on_inferred_links": on_inferred_links(graph, found),
        "matrix": _matrix(found),
        "bottlenecks": bottlenecks(graph, recorded),
    }


def _matrix(found: Sequence[Row]) -> list[dict[str, Any]]:
    """Count the rows between each district and each bureau, one cell a pair."""
    cells: dict[tuple[str, str], dict[str, Any]] = {}
    for row in found:
        if (row["from_tier"], row["to_tier"]) not in _ASKED_FOR:
            continue
        ends = {row["from_tier"]: row["from"], row["to_tier"]: row["to"]}
        pair = (ends["district"], ends["bureau"])
        empty = {"district": pair[0], "bureau": pair[1], "handoffs": 0, "open": 0}
        cell = cells.setdefault(pair, empty)
        cell["handoffs"] += 1
        cell["open"] += row["holder"] is not None
    return [cells[pair] for pair in sorted(cells)]


REPORT = Report(
    name="handoffs",
    title_th="งานส่งต่อระหว่างเขตกับสำนัก",
    title_en="Handoffs between districts and bureaus",
    columns=(
        "kind",
        "subject",
        "item",
        "via",
        "from",
        "from_tier",
        "to",
        "to_tier",
        "state",
        "days",
        "overdue",
        "holder",
        "finding",
    ),
    filters=("fiscal_year", "all_tiers"),
    subjects=("item", "via"),
    rows=rows,
    summary=summary,
    rules=tuple(_KINDS.values()),
)
