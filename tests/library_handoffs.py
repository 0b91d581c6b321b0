"""Twins of the queries about recorded handoffs."""

from collections.abc import Iterator
from itertools import groupby

from graph.model import vocabulary as v
from graph.model.entities import (
    Handoff,
    Project,
)
from graph.network import TraceGraph
from graph.reports.handoffs import state_of
from tests.library_words import (
    Asked,
    Row,
    callers,
    is_asked,
    titled,
    year_of,
)

OPEN = ("waiting", "accepted", "returned")

_Crossing = tuple[Handoff, str | None, str, str, str]


def _crossings(graph: TraceGraph) -> Iterator[_Crossing]:
    """Each recorded handoff between two units at their tier, with its item and its state."""
    for handoff in graph.all(Handoff):
        item = next(iter(graph.sources(v.HANDED_OVER, handoff.id)), None)
        one, other = graph.lifted(handoff.from_unit), graph.lifted(handoff.to_unit)
        if one != other:
            yield handoff, item, one, other, state_of(handoff)


def open_handoffs(graph: TraceGraph) -> Iterator[_Crossing]:
    return (one for one in _crossings(graph) if one[-1] in OPEN)


def waiting_handoffs(graph: TraceGraph, asked: Asked) -> list[Row]:
    rows = []
    for handoff, item, from_unit, to_unit, state in open_handoffs(graph):
        tiers = {graph.tier(from_unit), graph.tier(to_unit)}
        is_between = asked["all_tiers"] or tiers == {"district", "bureau"}
        if not is_between or not is_asked(year_of(graph, item), asked):
            continue
        waits = [item] if item else []
        if item and isinstance(graph.item(item), Project):
            waits = list(graph.sources(v.DELIVERED_BY, item))
        asked_on, due_on = handoff.asked_on, handoff.due_on
        rows.append(
            {
                "handoff": handoff.id,
                "subject": handoff.title(asked["lang"]),
                "item": item,
                "from": from_unit,
                "to": to_unit,
                "state": state,
                "holder": from_unit if state == "returned" else to_unit,
                "asked_on": asked_on.text if asked_on else None,
                "due_on": due_on.text if due_on else None,
                "days": (asked["as_of"] - asked_on.day).days if asked_on and asked_on.day else None,
                "overdue": due_on is not None and asked["as_of"] > due_on.last,
                "policies": callers(graph, waits),
                "reason": handoff.reason,
            }
        )
    return sorted(
        rows,
        key=lambda row: (100_000 if row["days"] is None else -row["days"], row["handoff"]),
    )


def bottlenecks(graph: TraceGraph, asked: Asked) -> list[Row]:
    waiting = sorted(waiting_handoffs(graph, asked), key=lambda row: str(row["holder"]))
    rows: list[Row] = []
    for unit, found in groupby(waiting, key=lambda row: str(row["holder"])):
        held = list(found)
        days = [row["days"] for row in held if row["days"] is not None]
        states = {state: sum(1 for row in held if row["state"] == state) for state in OPEN}
        rows.append(
            {
                "unit": unit,
                "title": titled(graph, unit, asked),
                "tier": graph.tier(unit),
                "open": len(held),
                **states,
                "overdue": sum(1 for row in held if row["overdue"]),
                "oldest_days": max(days, default=None),
            }
        )
    return sorted(rows, key=lambda row: (-row["open"], -row["overdue"], row["unit"]))


def back_and_forth(graph: TraceGraph, asked: Asked) -> list[Row]:
    pairs: dict[tuple[str, str, str], list[_Crossing]] = {}
    for crossing in _crossings(graph):
        _, item, one, other, _ = crossing
        if item:
            unit, second = sorted((one, other))
            pairs.setdefault((item, unit, second), []).append(crossing)
    rows = []
    for (item, unit, other), found in sorted(pairs.items()):
        there = sum(1 for _, _, one, _, _ in found if one == unit)
        if 0 < there < len(found):
            rows.append(
                {
                    "item": item,
                    "title": titled(graph, item, asked),
                    "unit": unit,
                    "unit_tier": graph.tier(unit),
                    "other": other,
                    "other_tier": graph.tier(other),
                    "there": there,
                    "back": len(found) - there,
                    "open": sum(1 for *_, state in found if state in OPEN),
                    "handoffs": sorted(handoff.id for handoff, *_ in found),
                }
            )
    return rows
