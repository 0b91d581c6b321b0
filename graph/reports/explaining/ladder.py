"""The chain of one item level by level, up to the policies and down to the units."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.model import vocabulary as v
from graph.model.entities import Ids, Item, Objective, Policy, Project, Strategy
from graph.model.vocabulary import NodeKind, RelationType
from graph.network import TraceGraph

LEVELS: dict[str, NodeKind] = {
    "policy": NodeKind.POLICY,
    "strategy": NodeKind.STRATEGY,
    "objective": NodeKind.OBJECTIVE,
    "key_result": NodeKind.KEY_RESULT,
    "project": NodeKind.PROJECT,
    "unit": NodeKind.UNIT,
}
_ORDER = tuple(LEVELS)
_OF_KIND = {kind: level for level, kind in LEVELS.items() if level != "unit"}

HERE, THERE, BYPASSED, MISSING, BEYOND = "here", "there", "bypassed", "missing", "beyond"

_Rungs = Mapping[str, Iterable[str]]


@dataclass(frozen=True, slots=True)
class Level:
    """One level of the chain, seen from an item.

    `status`: here (the item itself), there (something of it stands above or below the item),
    bypassed (nothing, but the chain goes around it), missing (the first with nothing), beyond (past
    the first that is missing). `state` tells of the one missing whether the source says "none"
    (unlinked) or nothing (unrecorded), where a field could say it.
    """

    name: str
    status: str
    ids: Ids
    state: str | None = None


def is_chained(item: Item) -> bool:
    """Tell whether the item is of the chain from policies to projects."""
    return item.kind_of_node in _OF_KIND


def ladder(graph: TraceGraph, item: Item) -> tuple[Level, ...]:
    """Return the levels of the chain of an item, from the policies down to the units."""
    own = _OF_KIND[item.kind_of_node]
    place = _ORDER.index(own)
    up = _levels(_up(graph, item), _ORDER[:place][::-1])
    down = _levels(_down(graph, item), _ORDER[place + 1 :])
    here = Level(own, HERE, (item.id,))
    return tuple(_with_state(graph, item, one) for one in (*up[::-1], here, *down))


def first_missing(levels: Iterable[Level], *, up: bool) -> Level | None:
    """Return where the chain ends, going up or down from the item; None where it does not."""
    ordered = list(levels)
    here = next(place for place, one in enumerate(ordered) if one.status == HERE)
    side = ordered[:here] if up else ordered[here + 1 :]
    return next((one for one in side if one.status == MISSING), None)


def _levels(rungs: _Rungs, names: Iterable[str]) -> list[Level]:
    """Return the levels in the order of the way from the item."""
    found: list[Level] = []
    ordered = list(names)
    is_broken = False
    for place, name in enumerate(ordered):
        ids = tuple(sorted(set(rungs.get(name, ()))))
        goes_around = name == "strategy" and any(rungs.get(one) for one in ordered[place + 1 :])
        if ids:
            status = THERE
        elif is_broken:
            status = BEYOND
        else:
            status = BYPASSED if goes_around else MISSING
            is_broken = not goes_around
        found.append(Level(name, status, ids))
    return found


def _up(graph: TraceGraph, item: Item) -> _Rungs:
    """Return what stands above an item: strategies without those that they are part of."""
    if isinstance(item, Strategy):
        return {"policy": _advancing(graph, [item.id])}
    rungs: dict[str, list[str]] = {}
    near = [item.id]
    if isinstance(item, Project):
        near = rungs["key_result"] = _starts(graph, v.DELIVERED_BY, near)
    if not isinstance(item, Objective):
        near = rungs["objective"] = _starts(graph, v.HAS_KEY_RESULT, near)
    rungs["strategy"] = _starts(graph, v.HAS_OBJECTIVE, near)
    advancing = _advancing(graph, rungs["strategy"])
    rungs["policy"] = [*_starts(graph, v.CALLS_FOR, near), *advancing]
    return rungs


def _down(graph: TraceGraph, item: Item) -> _Rungs:
    rungs: dict[str, Iterable[str]] = {}
    near: Iterable[str] = [item.id]
    if isinstance(item, Policy):
        rungs["strategy"] = graph.targets(v.ADVANCES, item.id)
        near = rungs["objective"] = graph.objectives_below(item.id)
    elif isinstance(item, Strategy):
        near = rungs["objective"] = _ends(graph, v.HAS_OBJECTIVE, graph.inside(near))
    if isinstance(item, (Policy, Strategy, Objective)):
        near = rungs["key_result"] = _ends(graph, v.HAS_KEY_RESULT, near)
    if not isinstance(item, Project):
        near = rungs["project"] = _ends(graph, v.DELIVERED_BY, near)
    rungs["unit"] = _ends(graph, v.LED_BY, near)
    return rungs


def _advancing(graph: TraceGraph, strategies: Iterable[str]) -> list[str]:
    """Return the policies that advance the strategies, or what these are part of."""
    return _starts(graph, v.ADVANCES, {up for one in strategies for up in graph.above(one)})


def _starts(graph: TraceGraph, relation: RelationType, ids: Iterable[str]) -> list[str]:
    return [start for one in ids for start in graph.sources(relation, one)]


def _ends(graph: TraceGraph, relation: RelationType, ids: Iterable[str]) -> list[str]:
    return [end for one in ids for end in graph.targets(relation, one)]


def _with_state(graph: TraceGraph, item: Item, level: Level) -> Level:
    if level.status != MISSING:
        return level
    return Level(level.name, level.status, level.ids, _state(graph, item, level.name))


def _state(graph: TraceGraph, item: Item, missing: str) -> str | None:
    """Tell "the source says none" from "the source says nothing that leads on"."""
    if isinstance(item, Policy):
        return _said(item.strategies) if missing == "strategy" else None
    if missing == "key_result" and isinstance(item, Project):
        return _said(item.key_results)
    if missing == "unit" and isinstance(item, Project):
        return "unrecorded"
    if missing != "strategy":
        return "unlinked" if missing == "policy" and not isinstance(item, Strategy) else None
    states = {_said(one.strategies) for one in objectives_of(graph, item)}
    return "unrecorded" if "unrecorded" in states else "unlinked"


def objectives_of(graph: TraceGraph, item: Item) -> list[Objective]:
    """Return the objectives at or above an item."""
    if isinstance(item, Objective):
        return [item]
    return [graph.get(Objective, one) for one in sorted(set(_up(graph, item)["objective"]))]


def _said(linked: Ids | None) -> str:
    return "unlinked" if linked == () else "unrecorded"
