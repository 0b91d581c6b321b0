"""A report as GitHub-flavoured Markdown."""

from collections.abc import Sequence

from graph.reports.result import Result, Row
from graph.views.cells import NUMERIC, grid
from graph.views.summaries import Table, asked, summarise


def render(result: Result) -> str:
    """Return title, summary and every row with all columns of the contract."""
    language = result.parameters.language
    summary = summarise(result)
    parts = [f"# {result.report.title(language)}", escaped(asked(result))]
    parts.append("\n".join(f"- {escaped(line)}" for line in summary.lines))
    parts += [
        f"## {table.title}\n\n{_table(table.columns, table.rows, language)}"
        for table in summary.tables
        if table.rows
    ]
    if result.rows:
        heading = "Rows" if language == "en" else "รายการ"
        rows = _table(result.report.columns, result.rows, language)
        parts.append(f"## {heading}\n\n{rows}")
    return "\n\n".join(parts) + "\n"


def small(table: Table, language: str) -> str:
    """Return a small table without its title, and a count of the rows that it leaves out."""
    lines = _table(table.columns, table.rows, language)
    return f"{lines}\n\n… +{table.more:,}" if table.more else lines


def _table(columns: Sequence[str], rows: Sequence[Row], language: str) -> str:
    head, *body = grid(columns, rows, language)
    rule = ["--:" if column in NUMERIC else "---" for column in columns]
    lines = [head, rule, *([escaped(text) for text in row] for row in body)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def escaped(text: str) -> str:
    """Return text that Markdown shows as it is, on one line."""
    text = text.replace("&", "&amp;")
    for mark in "\\`*_[]<>|#~":
        text = text.replace(mark, f"\\{mark}")
    return " ".join(text.split())
