"""The graph as GraphML, which networkx, Gephi, yEd and igraph read.

Numbers keep their types: a property that is whole here and broken there has a key for each of the
two, under one name. GraphML has no dates and no lists: dates are ISO text, lists are JSON. What XML
cannot hold, such as most control characters, becomes U+FFFD.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from graph.engines.records import Properties, Records
from graph.model.vocabulary import NodeKind

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"\
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"\
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns\
 http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ENTITIES = {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;", '"': "&quot;"}
# A unit's or an area's own kind, as `kind` is that of the node; as in TraceGraph.networkx.
_OWN_KIND = {NodeKind.UNIT: "unit_kind", NodeKind.AREA: "area_kind"}


class _Key(NamedTuple):
    """A property as GraphML declares it."""

    place: str  # `node` or `edge`.
    name: str
    type: str


def render(records: Records) -> str:
    """Return the graph; the same records give the same text."""
    nodes = [(node.id, _of_node(node.kind, node.properties)) for node in records.nodes]
    edges = [
        (f"{one.type}:{one.source}:{one.target}", one.source, one.target, _of_edge(one.type, one))
        for one in records.relations
    ]
    found = {_key("node", *pair) for _, properties in nodes for pair in properties.items()}
    found |= {_key("edge", *pair) for *_, properties in edges for pair in properties.items()}
    keys = {one: f"k{number}" for number, one in enumerate(sorted(found))}
    lines = [_HEAD, *_declared(keys)]
    lines.append(f'  <graph id="{_text(records.dataset)}" edgedefault="directed">\n')
    for name, properties in nodes:
        lines.append(f'    <node id="{name}">{_data("node", properties, keys)}</node>\n')
    for name, source, target, properties in edges:
        data = _data("edge", properties, keys)
        lines.append(f'    <edge id="{name}" source="{source}" target="{target}">{data}</edge>\n')
    return "".join([*lines, "  </graph>\n</graphml>\n"])


def _of_node(kind: NodeKind, properties: Properties) -> Properties:
    own = {
        _OWN_KIND.get(kind, name) if name == "kind" else name: value
        for name, value in properties.items()
        if name != "id"
    }
    return {"kind": kind.value, **own}


def _of_edge(name: str, one: Any) -> Properties:
    return {"relation": name, **one.properties}


def _declared(keys: Mapping[_Key, str]) -> Iterator[str]:
    for one, key in keys.items():
        yield (
            f'  <key id="{key}" for="{one.place}" attr.name="{one.name}" attr.type="{one.type}"/>\n'
        )


def _key(place: str, name: str, value: Any) -> _Key:
    kinds = ((bool, "boolean"), (int, "long"), (float, "double"))
    return _Key(
        place, name, next((word for kind, word in kinds if isinstance(value, kind)), "string")
    )


def _data(place: str, properties: Properties, keys: Mapping[_Key, str]) -> str:
    return "".join(
        f'<data key="{keys[_key(place, name, value)]}">{_text(_written(value))}</data>'
        for name, value in properties.items()
    )


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return json.dumps([_plain(one) for one in value], ensure_ascii=False)
    return repr(value) if isinstance(value, int | float) else str(_plain(value))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text), _ENTITIES)
