"""Twins of the queries that follow the chain from one item to another."""

from collections.abc import Iterator

from graph.model import vocabulary as v
from graph.model.entities import (
    Area,
    Strategy,
    Unit,
)
from graph.network import TraceGraph
from tests.library_words import (
    Asked,
    Row,
    Step,
    is_stated,
    spaced,
    titled,
)

_DOWN = (
    v.CALLS_FOR,
    v.ADVANCES,
    v.HAS_OBJECTIVE,
    v.HAS_KEY_RESULT,
    v.DELIVERED_BY,
    v.ALLOCATED_TO,
    v.LED_BY,
    v.SUPPORTED_BY,
)
_TO_HANDOFFS = (v.HANDED_OVER, v.FROM_UNIT, v.TO_UNIT)
_UP = (
    v.LED_BY,
    v.ALLOCATED_TO,
    v.TARGETS,
    v.MEASURED_BY,
    v.TRACKED_BY,
    v.HANDED_OVER,
    v.DELIVERED_BY,
    v.HAS_KEY_RESULT,
    v.HAS_OBJECTIVE,
    v.CALLS_FOR,
    v.ADVANCES,
)
_PLAN = (
    v.ADVANCES,
    v.CALLS_FOR,
    v.HAS_OBJECTIVE,
    v.HAS_KEY_RESULT,
    v.DELIVERED_BY,
    v.PART_OF,
    v.MEASURED_BY,
    v.TRACKED_BY,
)


def _steps_down(graph: TraceGraph, item: str) -> Iterator[tuple[str, Step]]:
    for relation in _DOWN:
        for target in graph.targets(relation, item):
            yield target, (relation, item, target)
    if isinstance(graph.item(item), Strategy):
        for part in graph.sources(v.PART_OF, item):
            yield part, (v.PART_OF, part, item)


def _all_steps_down(graph: TraceGraph, item: str) -> Iterator[tuple[str, Step]]:
    yield from _steps_down(graph, item)
    for relation in _TO_HANDOFFS:
        for target in graph.targets(relation, item):
            yield target, (relation, item, target)
    for policy in graph.sources(v.IN_DIMENSION, item):
        yield policy, (v.IN_DIMENSION, policy, item)


def _steps_up(graph: TraceGraph, item: str) -> Iterator[tuple[str, Step]]:
    for relation in _UP:
        for source in graph.sources(relation, item):
            yield source, (relation, source, item)
    if isinstance(graph.item(item), Strategy):
        for whole in graph.targets(v.PART_OF, item):
            yield whole, (v.PART_OF, item, whole)


def trace(graph: TraceGraph, asked: Asked) -> list[Row]:
    rows: list[Row] = []
    for direction, steps in (("up", _steps_up), ("down", _all_steps_down)):
        level, edge, seen = 0, {asked["id"]} & {one.id for one in graph.items()}, set[str]()
        found: dict[Step, int] = {}
        while edge:
            level += 1
            seen |= edge
            reached = [one for item in edge for one in steps(graph, item)]
            for _, step in reached:
                found.setdefault(step, level)
            edge = {other for other, _ in reached} - seen
        rows += [_link_row(graph, direction, found[step], step, asked) for step in found]
    return sorted(
        rows,
        key=lambda row: (
            row["direction"] != "up",
            row["level"],
            row["relation"],
            row["from"],
            row["to"],
        ),
    )


def _link_row(graph: TraceGraph, direction: str, level: int, step: Step, asked: Asked) -> Row:
    relation, source, target = step
    return {
        "direction": direction,
        "level": level,
        "from": source,
        "from_title": titled(graph, source, asked),
        "relation": relation.name,
        "to": target,
        "to_title": titled(graph, target, asked),
        "basis": graph.link(relation, source=source, target=target).basis,
    }


def ways_between(graph: TraceGraph, asked: Asked) -> list[Row]:
    rows: list[Row] = []

    def walk(item: str, items: tuple[str, ...], steps: tuple[Step, ...]) -> None:
        if item == asked["to"] and steps:
            rows.append(
                {
                    "links": len(steps),
                    "items": list(items),
                    "relations": [relation.name for relation, _, _ in steps],
                    "basis": "stated" if is_stated(graph, steps) else "inferred",
                }
            )
        for other, step in _steps_down(graph, item):
            walk(other, (*items, other), (*steps, step))

    if asked["from"] in graph:
        walk(asked["from"], (asked["from"],), ())
    return sorted(
        rows, key=lambda row: (row["links"], spaced(row["items"]), spaced(row["relations"]))
    )


def shortest_chain(graph: TraceGraph, asked: Asked) -> list[Row]:
    first, last = asked["from"], asked["to"]
    ends = [graph.item(one) for one in (first, last) if one in graph]
    if len(ends) < 2 or first == last or isinstance(ends[0], (Unit, Area)):
        return []
    ways: list[tuple[tuple[str, ...], tuple[str, ...]]] = [((first,), ())]
    seen = {first}
    while ways and not any(items[-1] == last for items, _ in ways):
        ways = [
            ((*items, other), (*names, name))
            for items, names in ways
            for other, name in _neighbours(graph, items[-1])
            if other not in seen
        ]
        seen |= {items[-1] for items, _ in ways}
        if ways and len(ways[0][1]) > 12:
            return []
    arrived = [(items, names) for items, names in ways if items[-1] == last]
    if not arrived:
        return []
    items, names = min(arrived, key=lambda way: (spaced(way[0]), spaced(way[1])))
    return [{"links": len(names), "items": list(items), "relations": list(names)}]


def _neighbours(graph: TraceGraph, item: str) -> Iterator[tuple[str, str]]:
    for relation in _PLAN:
        for other in (*graph.targets(relation, item), *graph.sources(relation, item)):
            yield other, relation.name
