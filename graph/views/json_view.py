"""The contract's object as JSON: same answer, same bytes; a row a line, to be diffed."""

import json
from collections.abc import Sequence
from typing import Any

from graph.reports.result import SCHEMA_VERSION, Result


def render(results: Sequence[Result], *, one: bool) -> str:
    """Return one report's object, or `{"reports": [...]}` where several were asked for."""
    texts = [whole(result) for result in results]
    if one:
        return texts[0] + "\n"
    reports = ",\n".join(texts)
    return f'{{"schema_version": {SCHEMA_VERSION}, "reports": [\n{reports}\n]}}\n'


def whole(result: Result) -> str:
    """Return the contract's object of one report, without a line end."""
    told = result.as_json()
    rows = told.pop("rows")
    head = ",\n".join(f"  {text(key)}: {text(value)}" for key, value in told.items())
    lines = ",\n".join(f"    {text(row)}" for row in rows)
    body = f"[\n{lines}\n  ]" if rows else "[]"
    return f'{{\n{head},\n  "rows": {body}\n}}'


def text(value: Any) -> str:
    """Return a value in one line, Thai as it is written."""
    return json.dumps(value, ensure_ascii=False)
