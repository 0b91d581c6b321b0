"""The words of the graph in RDF: those of W3C ORG, SKOS, schema.org and Dublin Core where they fit.

All else is of a vocabulary of our own, under the base: `ns#ownedBy`, `ns#KeyResult`.
"""

from graph.model import vocabulary as v
from graph.model.vocabulary import NodeKind

BASE = "https://policytrace.example/"  # Where no other is given: it leads nowhere.
PREFIXES = {
    "org": "http://www.w3.org/ns/org#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "schema": "https://schema.org/",
    "dcterms": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
CLASSES = {
    NodeKind.STRATEGY: ("skos:Concept",),
    NodeKind.DIMENSION: ("skos:Concept",),
    NodeKind.PROJECT: ("schema:Project",),
    NodeKind.AREA: ("schema:AdministrativeArea",),
    NodeKind.UNIT: ("org:Organization",),
}
SCHEMES = {NodeKind.STRATEGY: "strategies", NodeKind.DIMENSION: "dimensions"}
TITLES = {  # Of the schemes, in Thai and English.
    NodeKind.STRATEGY: ("ยุทธศาสตร์", "Strategies"),
    NodeKind.DIMENSION: ("มิติของนโยบาย", "Dimensions of policies"),
}
_PARTS = {
    NodeKind.STRATEGY: "skos:broader",
    NodeKind.UNIT: "org:unitOf",
    NodeKind.AREA: "schema:containedInPlace",
}
_RELATIONS = {
    v.IN_DIMENSION.name: "dcterms:subject",
    v.SUPERSEDES.name: "dcterms:replaces",
    v.SERVES.name: "schema:areaServed",
}
_PROPERTIES = {
    "id": "dcterms:identifier",
    "source": "dcterms:source",
    "note": "skos:note",
    "start": "schema:startDate",
    "end": "schema:endDate",
}
_LABELLED = (NodeKind.UNIT, NodeKind.STRATEGY, NodeKind.DIMENSION)
_UNITS = {"city": "org:FormalOrganization", "external": ""}


def classes(kind: NodeKind, own_kind: str | None) -> list[str]:
    """Return the classes of an item; `own_kind` is what a unit is, such as `bureau`."""
    found = [f"pt:{kind}", *CLASSES.get(kind, ())]
    if kind is NodeKind.UNIT:
        found.append(_UNITS.get(own_kind or "", "org:OrganizationalUnit"))
    return [one for one in found if one]


def label(kind: NodeKind) -> str:
    """Return the property that holds the titles of a kind."""
    return "skos:prefLabel" if kind in _LABELLED else "schema:name"


def predicate(relation: str, source: NodeKind) -> str:
    """Return the property that an arrow is."""
    if relation == v.PART_OF.name:
        return _PARTS[source]
    return _RELATIONS.get(relation) or f"pt:{_camel(relation)}"


def term(name: str) -> str:
    """Return the property that a property of a node is."""
    return _PROPERTIES.get(name) or f"pt:{_camel(name)}"


def _camel(name: str) -> str:
    first, *others = name.lower().split("_")
    return first + "".join(one.capitalize() for one in others)
