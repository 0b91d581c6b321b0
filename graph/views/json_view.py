"""The contract's object as JSON: same answer, same bytes; a row a line, to be diffed."""

import json
from collections.abc import Sequence
from typing import Any

from graph.reports.result import SCHEMA_VERSION, Result


def render(results: Sequence[Result], *, one: bool) -> str:
    """Return one report's object, or `{"reports": [...]}` where several were asked for."""
    texts = [_object(result.as_json()) for result in results]
    if one:
        return texts[0] + "\n"
    reports = ",\n".join(texts)
    return f'{{"schema_version": {SCHEMA_VERSION}, "reports": [\n{reports}\n]}}\n'


def _object(whole: dict[str, Any]) -> str:
    rows = whole.pop("rows")
    head = ",\n".join(f"  {_text(key)}: {_text(value)}" for key, value in whole.items())
    lines = ",\n".join(f"    {_text(row)}" for row in rows)
    body = f"[\n{lines}\n  ]" if rows else "[]"
    return f'{{\n{head},\n  "rows": {body}\n}}'


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
