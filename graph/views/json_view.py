"""The contract's object as JSON: same answer, same bytes; a row a line, to be diffed."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.model.entities import Item
from graph.reports.result import SCHEMA_VERSION, Result
from graph.views.words import KINDS, word

_encode = json.JSONEncoder(ensure_ascii=False).encode  # Made once: it is asked for every row.


def render(results: Sequence[Result], *, one: bool) -> str:
    """Return one report's object, or `{"reports": [...]}` where several were asked for."""
    texts = [whole(result) for result in results]
    if one:
        return texts[0] + "\n"
    reports = ",\n".join(texts)
    return f'{{"schema_version": {SCHEMA_VERSION}, "reports": [\n{reports}\n]}}\n'


def whole(result: Result) -> str:
    """Return the contract's object of one report, without a line end."""
    return object_of_rows(result.as_json(), "rows")


def object_of_rows(told: Mapping[str, Any], *keys: str) -> str:
    """Return an object without a line end: under these keys a row a line, else a key a line."""
    lines = (
        f"  {text(name)}: {_rows(value) if name in keys else text(value)}"
        for name, value in told.items()
    )
    return "{\n" + ",\n".join(lines) + "\n}"


def _rows(rows: Iterable[Any]) -> str:
    lines = ",\n".join(f"    {text(row)}" for row in rows)
    return f"[\n{lines}\n  ]" if lines else "[]"


def text(value: Any) -> str:
    """Return a value in one line, Thai as it is written."""
    return _encode(value)


def item_object(item: Item, language: str) -> dict[str, Any]:
    """Return what tells which item an answer is about."""
    return {
        "id": item.id,
        "kind": word(KINDS, item.kind_of_node, "en").replace(" ", "_"),
        "title": item.title(language),
        "file": item.file,
        "line": item.line,
    }
