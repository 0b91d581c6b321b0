"""One value of a row as readers see it, in every text format."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from graph.reports.result import Report, Result, Row
from graph.views.words import COLUMNS, VALUES, word
from graph.views.writing import number, one_line

NUMERIC = frozenset(
    [
        "accepted",
        "actual",
        "allocated",
        "answered",
        "changed",
        "new",
        "unchanged",
        "areas",
        "asked",
        "back",
        "budget",
        "budget_not_ready",
        "budget_ready",
        "called_for",
        "days",
        "days_median",
        "days_p90",
        "depth",
        "difference",
        "expected",
        "findings",
        "found",
        "gaps",
        "handoffs",
        "held",
        "inferred",
        "key_results",
        "led",
        "level",
        "links",
        "met",
        "objectives",
        "oldest_days",
        "open",
        "open_handoffs",
        "orphan_budget",
        "orphans",
        "owned",
        "parts",
        "ping_pongs",
        "planned",
        "policies",
        "policies_direct",
        "policies_via_strategy",
        "progress",
        "projects",
        "promised",
        "ready",
        "refused",
        "returned",
        "score",
        "silent_parts",
        "stated",
        "supported",
        "target",
        "there",
        "unknown_budget",
        "untargeted",
        "value",
        "waiting",
        "wider_projects",
        "with_data",
    ]
)
_WORDED = frozenset(
    [
        "aggregation",
        "basis",
        "broken_at",
        "by",
        "direction",
        "expected",
        "found",
        "from_tier",
        "kind",
        "lead_tier",
        "missing",
        "other_tier",
        "policy_tier",
        "reached",
        "reaches",
        "result_tier",
        "state",
        "strength",
        "tier",
        "to_tier",
        "unit_tier",
    ]
)


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
        within = column if column in _WORDED else ""
        return ", ".join(cell(within, one, language) for one in value)
    if column in NUMERIC and isinstance(value, (int, float)):
        return number(value)
    if isinstance(value, Mapping):
        value = json.dumps(value, ensure_ascii=False)
    text = str(value)
    return word(VALUES, text, language) if column in _WORDED else one_line(text)


def shown_columns(result: Result) -> Sequence[str]:
    """Return the columns worth the width: of a report, no finding ids and no empty ones."""
    if not isinstance(result.report, Report):
        return result.report.columns
    return [
        column
        for column in result.report.columns
        if column != "finding" and any(row[column] not in (None, [], "") for row in result.rows)
    ]


def grid(columns: Sequence[str], rows: Sequence[Row], language: str) -> list[list[str]]:
    """Return the header and the rows as text."""
    head = [header(column, language) for column in columns]
    return [head, *([cell(name, row[name], language) for name in columns] for row in rows)]
