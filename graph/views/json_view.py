"""The contract's object as JSON: same answer, same bytes; a row a line, to be diffed."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from graph.reports.result import SCHEMA_VERSION, Result

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


def object_of_rows(told: Mapping[str, Any], key: str) -> str:
    """Return an object whose last key holds rows, a row a line, without a line end."""
    *others, (_, rows) = told.items()
    assert [*told][-1] == key
    head = "".join(f"  {text(name)}: {text(value)},\n" for name, value in others)
    lines = ",\n".join(f"    {text(row)}" for row in rows)
    body = f"[\n{lines}\n  ]" if rows else "[]"
    return f'{{\n{head}  "{key}": {body}\n}}'


def text(value: Any) -> str:
    """Return a value in one line, Thai as it is written."""
    return _encode(value)
