"""split-targets: targets that are split between units, and do not come out whole.

BMA splits one target between bureaus and 50 districts. The measure's `aggregation` says how the
parts become the whole: their sum, their mean, or the largest; `latest` says nothing of it, so such
parts are not compared. Percentages are never added up: of them a sum is read as the mean.

A row of a key result (`over`, `under`, `unknown`: a part has no target) sets `allocated` beside the
`target` and `actual`, what the parts have reached, beside its own newest `value`. A row of a unit
(`no_part`) says that the unit has no part although all other units of its tier have one, or nine of
ten of them. A division's part counts as its bureau's; the key result's owners need none.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import fsum
from typing import Any

from graph.model.entities import KeyResult, Unit
from graph.model.rules import UNEVEN_SPLIT, UNIT_WITHOUT_PART
from graph.network import TraceGraph
from graph.reports.attainment import aggregation, last_check_in
from graph.reports.progress import counting
from graph.reports.result import Parameters, Report, Row

STATES = ("over", "under", "unknown", "no_part")
_TIERS = ("district", "bureau", "office")  # There is but one city, and outsiders are no list.
_SHARING = 9  # Units with a part for each one without, where several have none.
_DECIMALS = {"mean": 2}  # A mean is seldom exact; sums are, to four decimals.


def rows(graph: TraceGraph, parameters: Parameters) -> list[Row]:
    """Return the splits that do not come out whole, in the order of the ids."""
    tiers = {tier: sorted(one.id for one in graph.all(Unit) if one.kind == tier) for tier in _TIERS}
    found: list[Row] = []
    for key_result in _split(graph, parameters):
        whole = _whole(graph, key_result, parameters)
        if whole["state"]:
            found.append(whole)
        for unit in _without_part(graph, key_result, tiers):
            finding = UNIT_WITHOUT_PART.finding(key_result.id, unit)
            found.append({**whole, "state": "no_part", "unit": unit, "finding": finding})
    return found


def _split(graph: TraceGraph, parameters: Parameters) -> list[KeyResult]:
    return [one for one in counting(graph, parameters) if one.allocations]


def _whole(graph: TraceGraph, key_result: KeyResult, parameters: Parameters) -> Row:
    """Return the row that sets the parts beside the whole; its state is None where they agree."""
    parts, how = key_result.allocations or (), aggregation(key_result.measure)
    targets = [part.target for part in parts if part.target is not None]
    actuals = [part.actual for part in parts if part.actual is not None]
    allocated, target = _together(targets, how), key_result.target
    difference = None
    if allocated is not None and target is not None:
        difference = round(allocated - target, _DECIMALS.get(how, 4)) + 0  # Never -0.0.
    last = last_check_in(key_result, parameters.as_of)
    state = _state(len(parts) - len(targets), difference, how)
    return {
        "item": key_result.id,
        "title": key_result.title(parameters.language),
        "owner": sorted(set(graph.effective_owners(key_result.id))),
        "state": state,
        "unit": None,
        "aggregation": how,
        "target": target,
        "parts": len(parts),
        "silent_parts": len(parts) - len(targets),
        "allocated": allocated,
        "difference": difference,
        "value": last.value if last else None,
        "actual": _together(actuals, how),
        "finding": UNEVEN_SPLIT.finding(key_result.id) if state else None,
    }


def _together(figures: Sequence[float], how: str) -> float | None:
    """Return the whole that the figures of the parts make; None where that is not said."""
    if not figures or how == "latest":
        return None
    if how == "max":
        return max(figures)
    total = fsum(figures)
    exact = round(total / len(figures) if how == "mean" else total, 4)
    return int(exact) if exact.is_integer() else exact


def _state(silent: int, difference: float | None, how: str) -> str | None:
    """Return how the parts differ from the whole; with a part unknown, only a sum can be over."""
    if silent:
        is_over = difference is not None and difference > 0 and how != "mean"
        return "over" if is_over else "unknown"
    if not difference:
        return None
    return "over" if difference > 0 else "under"


def _without_part(
    graph: TraceGraph, key_result: KeyResult, tiers: dict[str, list[str]]
) -> Iterator[str]:
    sharing = {
        graph.lifted(part.unit) for part in key_result.allocations or () if part.unit in graph
    }
    owning = {graph.lifted(one) for one in graph.effective_owners(key_result.id)}
    for units in tiers.values():
        having = [one for one in units if one in sharing]
        missing = [one for one in units if one not in sharing | owning]
        is_alone = len(missing) == 1 and len(having) > 1
        if is_alone or len(having) >= _SHARING * len(missing):
            yield from missing


def summary(graph: TraceGraph, found: Sequence[Row], parameters: Parameters) -> dict[str, Any]:
    """Count the key results whose target is split, and those where it does not come out."""
    asked = [one for one in counting(graph, parameters) if parameters.asks(one.id)]
    states = Counter(row["state"] for row in found)
    return {
        "key_results": len(asked),
        "split": sum(1 for one in asked if one.allocations),
        "parts": sum(len(one.allocations or ()) for one in asked),
        "uneven": sum(1 for row in found if row["state"] != "no_part"),
        "by_state": {state: states[state] for state in STATES},
    }


REPORT = Report(
    name="split-targets",
    title_th="ค่าเป้าหมายที่แบ่งแล้วไม่ลงตัว",
    title_en="Split targets that do not come out whole",
    columns=(
        "item",
        "title",
        "owner",
        "state",
        "unit",
        "aggregation",
        "target",
        "parts",
        "silent_parts",
        "allocated",
        "difference",
        "value",
        "actual",
        "finding",
    ),
    filters=("fiscal_year",),
    subjects=("item", "unit"),
    rows=rows,
    summary=summary,
    rules=(UNEVEN_SPLIT, UNIT_WITHOUT_PART),
    in_cypher=False,
)
