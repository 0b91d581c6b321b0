"""The problems of the sources as JSON: same sources, same bytes; a problem a line."""

from collections.abc import Sequence

from graph.problems import Problem, Severity
from graph.reports.result import SCHEMA_VERSION
from graph.views.json_view import object_of_rows


def render(problems: Sequence[Problem], files: int, items: int) -> str:
    """Return the counts and every problem, in the order of the files."""
    counts = {
        str(severity): sum(1 for one in problems if one.severity is severity)
        for severity in sorted(Severity, reverse=True)
    }
    whole = {
        "schema_version": SCHEMA_VERSION,
        "files": files,
        "items": items,
        "counts": counts,
        "problems": map(_object, problems),
    }
    return object_of_rows(whole, "problems") + "\n"


def _object(one: Problem) -> dict[str, object]:
    return {
        "file": one.file,
        "line": one.line,
        "column": one.column,
        "severity": str(one.severity),
        "code": one.code,
        "message": one.message,
    }
