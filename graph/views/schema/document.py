"""The whole schema: a file, its defaults, its lists, and a definition for each kind of item."""

import json
from collections.abc import Iterable, Iterator

from graph.model.fields import DEFAULTS, FIELDS, LISTS, Field, FieldType
from graph.model.vocabulary import NodeKind
from graph.views.schema.values import BASIS_WORD, Json, nullable, value_schema
from graph.views.schema.words import DEFAULTS as ABOUT_DEFAULTS
from graph.views.schema.words import FILE, FORMAT, both, kind_title

DRAFT = "http://json-schema.org/draft-07/schema#"  # What yaml-language-server knows best.
# The field that names its parent, which a nested item leaves out.
_PARENT = {NodeKind.HANDOFF: "item"}
_BASIS = "basis_of_field"


def render() -> str:
    """Return the schema as JSON, with the same bytes each time."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def schema() -> Json:
    """Return the schema of one file of format 1."""
    return {
        "$schema": DRAFT,
        "title": both(*FILE),
        "type": ["object", "null"],
        "additionalProperties": False,
        "properties": {
            "format": {"const": 1, "description": both(*FORMAT)},
            "defaults": _defaults(),
            **{name: _list(kind, kind.value) for name, kind in LISTS.items()},
        },
        "definitions": dict(_definitions()),
    }


def _definitions() -> Iterator[tuple[str, Json]]:
    for kind in FIELDS:
        yield kind.value, _item(kind, nested=False)
        if kind in _PARENT:
            yield f"Nested{kind}", _item(kind, nested=True)
    for one in (one for fields in FIELDS.values() for one in fields if one.fields):
        yield one.name, _mapping(one.fields, None, ())
    yield _BASIS, nullable(BASIS_WORD)


def _reference(definition: str) -> Json:
    return {"$ref": f"#/definitions/{definition}"}


def _item(kind: NodeKind, *, nested: bool) -> Json:
    """Return what an item of the kind may hold, at the top of a file or inside another."""
    left_out = _PARENT.get(kind) if nested else None
    fields = [one for one in FIELDS[kind] if not one.implied and one.name != left_out]
    known = [one.name for one in FIELDS[kind]]
    return {
        "title": kind_title(kind),
        **_mapping(fields, kind, known),
        "defaultSnippets": [_snippet(kind, fields)],
    }


def _mapping(fields: Iterable[Field], kind: NodeKind | None, known: Iterable[str]) -> Json:
    listed = list(fields)
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [one.name for one in listed if one.required],
        "properties": {one.name: _property(one, kind, known) for one in listed},
    }


def _property(field: Field, kind: NodeKind | None, known: Iterable[str]) -> Json:
    """Return what one field may hold; null says nothing, so a required field refuses it."""
    described = {"description": both(field.meaning_th, field.meaning)}
    if field.items:
        nested = f"Nested{field.items}" if field.items in _PARENT else field.items.value
        return {**described, **_list(field.items, nested)}
    if field.fields:
        record = _reference(field.name)
        is_list = field.type is FieldType.RECORDS
        holds = {"type": "array", "items": record} if is_list else {"anyOf": [record]}
    elif field.type is FieldType.BASIS:
        holds = _basis(known)
    else:
        holds = value_schema(field, kind)
    return {**described, **(holds if field.required else nullable(holds))}


def _basis(known: Iterable[str]) -> Json:
    fields = {
        "type": "object",
        "additionalProperties": False,
        "properties": dict.fromkeys(known, _reference(_BASIS)),
    }
    return {"anyOf": [BASIS_WORD, fields]}


def _defaults() -> Json:
    known = dict.fromkeys(one.name for fields in FIELDS.values() for one in fields)
    found = _mapping(DEFAULTS, None, known)
    del found["required"]
    return {"description": both(*ABOUT_DEFAULTS), **nullable(found)}


def _list(kind: NodeKind, definition: str) -> Json:
    items = _reference(definition)
    return {"title": kind_title(kind), "type": ["array", "null"], "items": items}


def _snippet(kind: NodeKind, fields: Iterable[Field]) -> Json:
    """Return what an editor offers for a new item: the fields that it needs."""
    body: Json = {}
    stop = 0
    for one in fields:
        if not one.required:
            continue
        stop += 1
        if one.type is FieldType.TITLE:
            body[one.name] = {"th": f"${stop}", "en": f"${stop + 1}"}
            stop += 1
        elif one.choices:
            body[one.name] = f"${{{stop}|{','.join(one.choices)}|}}"
        else:
            body[one.name] = f"${stop}"
    return {"label": f"+ {kind_title(kind)}", "body": body}
