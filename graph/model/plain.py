"""An item and a link as plain values, for libraries that know nothing of this model."""

from datetime import date
from typing import Any

from graph.model.entities import Item, PartialDate
from graph.model.fields import FIELDS
from graph.model.portfolio import Link
from graph.model.vocabulary import NodeKind

# The fields that have another name here, since `kind` is the kind of the node.
_OWN_KIND = {NodeKind.UNIT: "unit_kind", NodeKind.AREA: "area_kind"}


def attributes(item: Item, language: str) -> dict[str, Any]:
    """Return kind, title, file, line, and each field that holds one value; absent stays absent.

    Dates are ISO text, money is in baht. A unit's or an area's own kind is its `unit_kind` or
    `area_kind`.
    """
    kind = item.kind_of_node
    found: dict[str, Any] = {
        "kind": kind.value,
        "title": item.title(language),
        "file": item.file,
        "line": item.line,
    }
    for field in FIELDS[kind]:
        value = _one(getattr(item, field.key, None))
        if value is not None and field.name != "id":
            name = _OWN_KIND.get(kind, "") if field.name == "kind" else field.name
            found.setdefault(name, value)
    return found


def _one(value: object) -> str | int | float | None:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, PartialDate):
        return value.text
    return value if isinstance(value, (str, int, float)) else None


def link_attributes(link: Link) -> dict[str, Any]:
    """Return basis, file, line, and the figures of an allocation that are known."""
    figures = {name: one for name, one in (link.properties or {}).items() if one is not None}
    return {"basis": link.basis, "file": link.stated_by.file, "line": link.line, **figures}
