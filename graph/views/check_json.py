"""The problems of the sources as JSON: same sources, same bytes; a problem a line."""

import json
from collections.abc import Sequence

from graph.problems import Problem, Severity
from graph.reports.result import SCHEMA_VERSION


def render(problems: Sequence[Problem], files: int, items: int) -> str:
    """Return the counts and every problem, in the order of the files."""
    counts = {
        str(severity): sum(1 for one in problems if one.severity is severity)
        for severity in sorted(Severity, reverse=True)
    }
    head = {"schema_version": SCHEMA_VERSION, "files": files, "items": items, "counts": counts}
    lines = ",\n".join(f"    {_text(_object(one))}" for one in problems)
    body = f"[\n{lines}\n  ]" if problems else "[]"
    told = "".join(f"  {_text(key)}: {_text(value)},\n" for key, value in head.items())
    return f'{{\n{told}  "problems": {body}\n}}\n'


def _object(one: Problem) -> dict[str, object]:
    return {
        "file": one.file.encode("utf-8", "replace").decode("utf-8"),
        "line": one.line,
        "column": one.column,
        "severity": str(one.severity),
        "code": one.code,
        "message": one.message,
    }


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
