"""What a user gives for a field, as text on a command line, turned into a value of format 1."""

from graph.errors import UsageError
from graph.model.fields import Field, FieldType
from graph.sources.adding.written import Value, flow
from graph.sources.scalars import Plain, plain
from graph.sources.text import is_one_line, normalise
from graph.sources.tree import build
from graph.sources.values import READERS, Values

_LISTS = {FieldType.REFS, FieldType.REF_OR_REFS}
_BRACKETS = {FieldType.TEXTS, FieldType.RECORD, FieldType.RECORDS}
_FIGURES = {FieldType.YEAR, FieldType.NUMBER, FieldType.MONEY, FieldType.PERCENT} | {
    FieldType.PARTIAL_DATE  # A year alone.
}


def value_of(field: Field, given: str) -> Value:
    """Return the value that a field is given; ids are told apart by commas, `[]` says "none".

    Raises:
        UsageError: the field cannot hold it.
    """
    text = text_of(field.name, given)
    if field.type in _BRACKETS or (text[0] in "[{" and field.type not in _TEXTS):
        value = _in_brackets(field, text)
    elif field.type in _LISTS and ("," in text or field.type is FieldType.REFS):
        value = [one.strip() for one in text.split(",")]
    elif field.type in _FIGURES:
        found = plain(text)
        value = found if type(found) is Plain and not found.is_text else text
    else:
        value = text
    if field.type in READERS:
        _refuse_unreadable(field, value)
    return value


_TEXTS = {FieldType.TEXT, FieldType.TITLE}


def text_of(name: str, given: str) -> str:
    """Return the text of one line that is given, in its one spelling.

    Raises:
        UsageError: it is empty, of several lines, or holds what no text may.
    """
    if not is_one_line(given):
        raise UsageError(f"{name} must be text of one line, without control characters")
    text = normalise(given)[0].strip()
    if not text:
        raise UsageError(f"{name} is empty: leave it out where nothing is known")
    return text


def _in_brackets(field: Field, text: str) -> Value:
    tree = build(text.encode("utf-8"), text, "")
    value = tree.root[0] if tree.root else None
    if tree.problems or not isinstance(value, (list, dict)):
        kind = field.type.value
        message = f"{field.name} must be {kind}, as in YAML: [a, b] or {{name: value}}"
        raise UsageError(message)
    return _bare(value)


def _bare(value: object) -> Value:
    """Return the value of a node without the places; what is refused was refused before."""
    if isinstance(value, list):
        return [_bare(one) for one, _, _ in value]
    if isinstance(value, dict):
        return {name: _bare(one) for name, (one, _, _) in value.items()}
    assert isinstance(value, str)
    return str(value) if type(value) is Plain and value.is_text else value


def _refuse_unreadable(field: Field, value: Value) -> None:
    """Read the value as it would be written, and let the reader say what is wrong with it."""
    text = f"- {flow(value)}\n"
    tree = build(text.encode("utf-8"), text, "")
    assert tree.root is not None
    reader = Values("", [])
    reader.read(field, tree.root[0][0])
    if reader.problems:
        raise UsageError(reader.problems[0].message)
