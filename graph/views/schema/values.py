"""The values of fields: what each type of the table may hold, said in JSON Schema."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from graph.calendar import FIRST_BUDDHIST_YEAR, LAST_BUDDHIST_YEAR
from graph.model.explanations import EXPLANATIONS
from graph.model.fields import Field, FieldType
from graph.model.fields.field import ID_PATTERN
from graph.model.vocabulary import BASES, NodeKind
from graph.views.schema.words import A_DATE, A_PARTIAL_DATE, A_TITLE, AN_ID, both, choice_words

Json: TypeAlias = dict[str, Any]

_ID: Json = {
    "type": "string",
    "pattern": f"^{ID_PATTERN}$",
    "patternErrorMessage": both(*AN_ID),
}
_IDS: Json = {"type": "array", "items": _ID}
_TEXT: Json = {"type": "string"}
_TITLE_TEXT: Json = {"type": "string", "pattern": r"\S", "patternErrorMessage": both(*A_TITLE)}
_NUMBER: Json = {"type": "number"}
# Years of the common era, from 1 to the last before those of the Buddhist one.
_COMMON_YEAR = "(?!0000)([01][0-9]{3}|2[0-3][0-9]{2})"
_MONTH = "(0[1-9]|1[0-2])"
_DAY_OF_MONTH = "(0[1-9]|[12][0-9]|3[01])"
_DAY = f"{_COMMON_YEAR}-{_MONTH}-{_DAY_OF_MONTH}"
_PARTIAL = f"{_COMMON_YEAR}(-{_MONTH}(-{_DAY_OF_MONTH})?)?"
BASIS_WORD: Json = {"enum": list(BASES), "enumDescriptions": choice_words(BASES)}
_LANGUAGES = {
    "th": {"type": ["string", "null"], "description": "ภาษาไทย — Thai"},
    "en": {"type": ["string", "null"], "description": "ภาษาอังกฤษ — English"},
}
_IN_A_LANGUAGE: Json = {
    "type": "object",
    "additionalProperties": False,
    "properties": _LANGUAGES,
    "anyOf": [
        {"required": [language], "properties": {language: _TITLE_TEXT}} for language in _LANGUAGES
    ],
}
_TITLE: Json = {"anyOf": [_TITLE_TEXT, _IN_A_LANGUAGE]}
_TEXTS: Json = {
    "type": "object",
    "additionalProperties": {"type": ["string", "number", "boolean", "null"]},
}
_YEAR: Json = {"type": "integer", "minimum": FIRST_BUDDHIST_YEAR, "maximum": LAST_BUDDHIST_YEAR}
_PARTIAL_DATE: Json = {
    "anyOf": [
        {
            "type": "string",
            "pattern": f"^{_PARTIAL}$",
            "patternErrorMessage": both(*A_PARTIAL_DATE),
        },
        {"type": "integer", "minimum": 1000, "maximum": FIRST_BUDDHIST_YEAR - 1},
    ]
}


_DATE: Json = {
    "type": "string",
    "format": "date",
    "pattern": f"^{_DAY}$",
    "patternErrorMessage": both(*A_DATE),
}


def value_schema(field: Field, kind: NodeKind | None) -> Json:
    """Return what a field that holds no record and no items may hold."""
    return _SCHEMAS[field.type](field, kind)


def nullable(holds: Json) -> Json:
    """Return the same, or null: the field stands there and says nothing."""
    if "type" in holds and "enum" not in holds:
        return {**holds, "type": [holds["type"], "null"]}
    if "enum" in holds:
        words = holds.get("enumDescriptions", [])
        told = {"enumDescriptions": [*words, choice_words([None])[0]]} if words else {}
        return {**holds, "enum": [*holds["enum"], None], **told}
    return {**holds, "anyOf": [*holds["anyOf"], {"type": "null"}]}


def _text(field: Field, kind: NodeKind | None) -> Json:
    """Return text; for the rule of a waiver, the rules that there are stand beside it.

    An unknown rule is no error, as it may be that of another release.
    """
    if kind is not None or field.name != "rule":
        return _TEXT
    codes = [one for one in EXPLANATIONS.values() if one.is_finding]
    told = [both(one.title.th, one.title.en) for one in codes]
    return {"anyOf": [{"enum": [one.code for one in codes], "enumDescriptions": told}, _TEXT]}


def _choice(field: Field, kind: NodeKind | None) -> Json:
    return {"enum": list(field.choices), "enumDescriptions": choice_words(field.choices, kind)}


_SCHEMAS: Mapping[FieldType, Callable[[Field, NodeKind | None], Json]] = {
    FieldType.ID: lambda *_: _ID,
    FieldType.TEXT: _text,
    FieldType.TITLE: lambda *_: _TITLE,
    FieldType.REF: lambda *_: _ID,
    FieldType.REFS: lambda *_: _IDS,
    FieldType.REF_OR_REFS: lambda *_: {"anyOf": [_ID, _IDS]},
    FieldType.YEAR: lambda *_: _YEAR,
    FieldType.NUMBER: lambda *_: _NUMBER,
    FieldType.MONEY: lambda *_: {**_NUMBER, "minimum": 0},
    FieldType.PERCENT: lambda *_: _NUMBER,
    FieldType.DATE: lambda *_: _DATE,
    FieldType.PARTIAL_DATE: lambda *_: _PARTIAL_DATE,
    FieldType.CHOICE: _choice,
    FieldType.TEXTS: lambda *_: _TEXTS,
}
