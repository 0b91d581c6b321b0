"""What an item says in more than one value: its measure, its figures, its codes elsewhere.

And how far a key result is on the day that the page tells of, as `policytrace trace` tells it.

Each stands apart with the numbers of the items that have it, as the fields of one value do.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from graph.model.entities import CheckIn, Item, KeyResult, Measure, Waiver
from graph.reports.trace_facts import facts_of
from graph.views.trace_words import Attained, attained
from graph.views.viewer.scene import Scene

_LAST = 12  # Figures of a key result, from the newest back: three years of quarters.


def records(scene: Scene) -> dict[str, dict[str, list[Any]]]:
    """Return each record with the numbers of the items that have it, and what it is."""
    found: dict[str, dict[str, list[Any]]] = {}
    of_scene: dict[str, Callable[[Item], Any]] = {"attained": partial(_attained, scene)}
    for name, read in {**_RECORDS, **of_scene}.items():
        kept = [(at, read(item)) for at, item in enumerate(scene.items)]
        known = [(at, value) for at, value in kept if value]
        found[name] = {"at": [at for at, _ in known], "is": [value for _, value in known]}
    return found


def _measure(item: Item) -> dict[str, str]:
    measure: Measure | None = getattr(item, "measure", None)
    if measure is None:
        return {}
    said = {
        "unit": measure.unit,
        "direction": measure.direction,
        "aggregation": measure.aggregation,
    }
    return {name: value for name, value in said.items() if value is not None}


def _check_ins(item: Item) -> list[tuple[str, float]]:
    """Return days and figures, the oldest first."""
    figures: tuple[CheckIn, ...] = getattr(item, "check_ins", None) or ()
    newest = sorted(figures, key=lambda one: one.as_of)[-_LAST:]
    return [(one.as_of.isoformat(), one.value) for one in newest]


def _attained(scene: Scene, item: Item) -> Attained | None:
    if not isinstance(item, KeyResult):
        return None
    return attained(facts_of(scene.graph, item, scene.parameters.as_of))


def _bases(item: Item) -> dict[str, str]:
    """Return who says what of each field, where that is told field by field."""
    return dict(item.basis) if isinstance(item.basis, Mapping) else {}


def _waivers(item: Item) -> list[dict[str, str]]:
    return [_waiver(one) for one in item.waive]


def _waiver(waiver: Waiver) -> dict[str, str]:
    until = waiver.until.isoformat() if waiver.until else None
    said = {"rule": waiver.rule, "reason": waiver.reason, "by": waiver.by, "until": until}
    return {name: value for name, value in said.items() if value is not None}


_RECORDS: dict[str, Callable[[Item], Any]] = {
    "measure": _measure,
    "check_ins": _check_ins,
    "external_ids": lambda item: dict(item.external_ids),
    "basis": _bases,
    "waive": _waivers,
}
