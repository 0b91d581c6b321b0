"""Values of both Cypher engines as plain ones: what JSON knows, dates and times.

A node becomes a mapping of `labels` and `properties`, a relation one of `type` and `properties`, a
path one of `nodes` and `relations`; a duration or a point becomes its text.
"""

import math
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

_PLAIN = (str, int, float, bool, type(None), date, datetime, time)
# A node as kglite gives it, with two properties that it makes up.
_NODE, _RELATION, _PATH = {"labels", "properties"}, {"type", "properties"}, {"nodes"}
_MADE_UP = ("title", "type")


def plain(value: Any) -> Any:
    """Return a value of either engine as a plain one."""
    if type(value) in _PLAIN:
        return value
    if type(value).__module__.startswith("neo4j."):
        return _of_neo4j(value)
    if isinstance(value, Mapping):
        return _of_kglite(value)
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return str(value)


def _of_neo4j(value: Any) -> Any:
    from neo4j import graph
    from neo4j import time as neo4j_time

    if isinstance(value, graph.Node):
        return {"labels": sorted(value.labels), "properties": _sorted(value)}
    if isinstance(value, graph.Relationship):
        return {"type": value.type, "properties": _sorted(value)}
    if isinstance(value, graph.Path):
        return _path(value.nodes, value.relationships)
    if isinstance(value, (neo4j_time.Date, neo4j_time.DateTime, neo4j_time.Time)):
        return value.to_native()
    return value.iso_format() if isinstance(value, neo4j_time.Duration) else str(value)


def _of_kglite(value: Mapping[str, Any]) -> dict[str, Any]:
    keys = set(value)
    if _NODE | {"id"} == keys:
        own = {key: one for key, one in value["properties"].items() if key not in _MADE_UP}
        return {"labels": sorted(value["labels"]), "properties": _sorted(own)}
    if _RELATION | {"id", "start", "end"} == keys:
        return {"type": value["type"], "properties": _sorted(value["properties"])}
    if _PATH | {"relationships"} == keys:
        return _path(value["nodes"], value["relationships"])
    return {str(key): plain(one) for key, one in value.items()}


def _path(nodes: Any, relations: Any) -> dict[str, Any]:
    return {
        "nodes": [plain(one) for one in nodes],
        "relations": [plain(one) for one in relations],
    }


def _sorted(properties: Any) -> dict[str, Any]:
    return {str(key): plain(one) for key, one in sorted(properties.items())}


def in_text(value: Any) -> Any:
    """Return a plain value as JSON holds it: dates and times in ISO form, and `nan` as text."""
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, Mapping):
        return {key: in_text(one) for key, one in value.items()}
    return [in_text(one) for one in value] if isinstance(value, list) else value
