"""One value of a row as readers see it, in every text format."""

from collections.abc import Sequence
from typing import Any

from graph.reports.result import Result, Row
from graph.views.words import COLUMNS, VALUES, word
from graph.views.writing import number, one_line

NUMERIC = frozenset(
    {
        "budget",
        "days",
        "handoffs",
        "open",
        "days_median",
        "days_p90",
        "policies",
        "ping_pongs",
        "orphans",
        "unknown_budget",
    }
)
_WORDED = frozenset({"tier", "from_tier", "to_tier", "state", "kind", "broken_at"})


def header(column: str, language: str) -> str:
    """Return a column's name."""
    return word(COLUMNS, column, language)


def cell(column: str, value: Any, language: str) -> str:
    """Return a value: money and counts with separators, words in the reader's language."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return word(VALUES, "true", language) if value else ""
    if isinstance(value, (list, tuple)):
        return ", ".join(value)
    if column in NUMERIC:
        return number(value)
    return word(VALUES, value, language) if column in _WORDED else one_line(str(value))


def shown_columns(result: Result) -> Sequence[str]:
    """Return the columns worth a reader's width: without the finding ids and the empty ones."""
    return [
        column
        for column in result.report.columns
        if column != "finding" and any(row[column] not in (None, [], "") for row in result.rows)
    ]


def grid(columns: Sequence[str], rows: Sequence[Row], language: str) -> list[list[str]]:
    """Return the header and the rows as text."""
    head = [header(column, language) for column in columns]
    return [head, *([cell(name, row[name], language) for name in columns] for row in rows)]
