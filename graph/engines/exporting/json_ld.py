"""The graph as JSON-LD: linked data that any RDF tool reads, with its context inside.

Each arrow is a triple, and an rdf:Statement beside it that tells its basis and its place. Titles
carry their language, dates and numbers their type; lists keep their order.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

from graph.engines.exporting import terms
from graph.engines.records import NodeRecord, Records, RelationRecord
from graph.errors import UsageError

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*[/#:]")
_TITLES = {"title_th": "th", "title_en": "en"}
_IN_SCHEME = "skos:inScheme"
_Node = dict[str, Any]


def render(records: Records, base: str = terms.BASE) -> str:
    """Return the graph, an item or an arrow a line; the same records give the same text.

    Raises:
        UsageError: the base is no IRI that names can follow.
    """
    if not _IRI.fullmatch(base):
        message = f"'{base}' is no IRI that names can follow"
        raise UsageError(f"{message}: give one that ends with /, such as {terms.BASE}")
    context = json.dumps({"@version": 1.1, "pt": f"{base}ns#", **terms.PREFIXES})
    lines = [json.dumps(one, ensure_ascii=False) for one in _graph(_Names(base, records), records)]
    listed = ",\n".join(f"    {line}" for line in lines)
    return f'{{\n  "@context": {context},\n  "@graph": [\n{listed}\n  ]\n}}\n'


class _Names:
    """The IRIs of items, arrows and schemes."""

    def __init__(self, base: str, records: Records) -> None:
        self._base = base
        self._dataset = quote(records.dataset, safe="")

    def item(self, item_id: str) -> str:
        return f"{self._base}id/{self._dataset}/{item_id}"

    def link(self, one: RelationRecord) -> str:
        return f"{self._base}link/{self._dataset}/{one.type}/{one.source}/{one.target}"

    def scheme(self, name: str) -> str:
        return f"{self._base}scheme/{self._dataset}/{name}"


def _graph(names: _Names, records: Records) -> Iterator[_Node]:
    arrows: dict[str, list[RelationRecord]] = {}
    for one in records.relations:
        arrows.setdefault(one.source, []).append(one)
    known = {node.kind for node in records.nodes}
    for kind, name in terms.SCHEMES.items():
        if kind in known:
            titles = dict(zip(_TITLES, terms.TITLES[kind], strict=True))
            scheme = {"@id": names.scheme(name), "@type": "skos:ConceptScheme"}
            yield scheme | {"skos:prefLabel": _titles(titles)}
    for node in records.nodes:
        found = _item(names, node) | _arrows(names, arrows.get(node.id, []))
        if node.kind in terms.SCHEMES and "skos:broader" not in found:
            # What is part of a concept that is left out is not at the top.
            found |= {} if node.id in records.inner else {"skos:topConceptOf": found[_IN_SCHEME]}
        yield found
    for one in records.relations:
        yield _statement(names, one)


def _item(names: _Names, node: NodeRecord) -> _Node:
    found: _Node = {
        "@id": names.item(node.id),
        "@type": terms.classes(node.kind, node.properties.get("kind")),
    }
    if titles := _titles(node.properties):
        found[terms.label(node.kind)] = titles
    if node.kind in terms.SCHEMES:
        found[_IN_SCHEME] = {"@id": names.scheme(terms.SCHEMES[node.kind])}
    plain = {name: value for name, value in node.properties.items() if name not in _TITLES}
    return found | {terms.term(name): _value(value) for name, value in plain.items()}


def _titles(told: Mapping[str, Any]) -> list[_Node]:
    return [
        {"@value": told[name], "@language": language}
        for name, language in _TITLES.items()
        if name in told
    ]


def _arrows(names: _Names, arrows: list[RelationRecord]) -> _Node:
    found: dict[str, list[_Node]] = {}
    for one in arrows:
        predicate = terms.predicate(one.type, one.source_kind)
        found.setdefault(predicate, []).append({"@id": names.item(one.target)})
    return dict(found)


def _statement(names: _Names, one: RelationRecord) -> _Node:
    return {
        "@id": names.link(one),
        "@type": "rdf:Statement",
        "rdf:subject": {"@id": names.item(one.source)},
        "rdf:predicate": {"@id": terms.predicate(one.type, one.source_kind)},
        "rdf:object": {"@id": names.item(one.target)},
        "pt:relation": one.type,
        **{terms.term(name): _value(value) for name, value in one.properties.items()},
    }


def _value(value: Any) -> Any:
    """Return a value with its type; a list keeps its order."""
    if isinstance(value, list | tuple):
        return {"@list": [_value(one) for one in value]}
    if isinstance(value, float):
        return {"@value": repr(value), "@type": "xsd:double"}
    if isinstance(value, date):
        return {"@value": value.isoformat(), "@type": "xsd:date"}
    return value
