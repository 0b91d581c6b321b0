"""A page of headings, lines and small tables: for the terminal, and as Markdown."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.reports.result import Row
from graph.views import markdown, table
from graph.views.colours import Style
from graph.views.summary_parts import Table

FOLDED = 10  # Rows of a table on a page, before the rest becomes a count.


@dataclass(frozen=True, slots=True)
class Part:
    """Lines under a heading, then a table; any of the three may be empty."""

    heading: str = ""
    lines: Sequence[str] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What one answer looks like."""

    title: str
    place: str  # The file and the line that it is about.
    parts: Sequence[Part]
    language: str


def folded(columns: Sequence[str], rows: Sequence[Row]) -> Table:
    """Return a table of the first rows, which counts the rest."""
    return Table("", tuple(columns), rows[:FOLDED], max(0, len(rows) - FOLDED))


def as_text(page: Page, *, columns: int, style: Style) -> str:
    """Return the page for a terminal of so many columns."""
    found = [f"{style(page.title, 'title')}\n{style(page.place, 'dim')}"]
    for part in page.parts:
        lines = [style(part.heading, "heading"), *part.lines] if part.heading else [*part.lines]
        if part.table and part.table.rows:
            lines.append(table.small(part.table, page.language, columns, style))
        found.append("\n".join(lines))
    return "\n\n".join(found) + "\n"


def as_markdown(page: Page) -> str:
    """Return the page as GitHub-flavoured Markdown."""
    found = [f"# {markdown.escaped(page.title)}", f"`{page.place}`"]
    for part in page.parts:
        if part.heading:
            found.append(f"## {markdown.escaped(part.heading)}")
        if part.lines:
            found.append("\n".join(f"- {markdown.escaped(line)}" for line in part.lines))
        if part.table and part.table.rows:
            found.append(markdown.small(part.table, page.language))
    return "\n\n".join(found) + "\n"
