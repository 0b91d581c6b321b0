"""A report as CSV that a spreadsheet opens right: UTF-8 with BOM, no cell taken for a formula."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.model.spreadsheets import is_formula
from graph.reports.result import Result, Row

BOM = "\ufeff"


def render(result: Result) -> str:
    """Return the rows under a header of the contract's column names."""
    return table(result.report.columns, result.rows)


def table(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """Return rows under a header, each with these columns."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(_cell(row[column]) for column in columns)
    return BOM + text.getvalue()


def _cell(value: Any) -> str:
    """Return a value as a cell; text that a spreadsheet would run gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    text = _text(value)
    return f"'{text}" if is_formula(text) else text


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False)
    return " ".join(_text(one) for one in value) if isinstance(value, list) else str(value)
