"""The workbook in which a unit fills in its plan: what is known of it, and room for what is new.

All but the cells to fill in is locked, without a password. What a machine needs to read it back
stands in hidden places, by the names of `graph.reports.plan_sheets`.
"""

from dataclasses import dataclass
from datetime import date

from graph.network import TraceGraph
from graph.reports import plan_sheets as p
from graph.reports.plan_items import PlanItems
from graph.reports.plan_rows import rows_of
from graph.views.plan_template.first import origin, put_first
from graph.views.plan_template.lists import Lists, lists_of
from graph.views.plan_template.looks import LOOKS
from graph.views.plan_template.sheet import PROTECTED, add, filled
from graph.views.plan_template.words import heading
from graph.views.workbook_book import Book
from graph.views.workbook_text import safe


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """What a unit's workbook is made of."""

    graph: TraceGraph
    items: PlanItems
    as_of: date
    dataset: str
    commit: str | None = None  # Of the sources; None where they are in no git.


def render(template: Template) -> bytes:
    """Return the workbook; the same template gives the same bytes."""
    graph, items = template.graph, template.items
    book = Book(heading(items), template.as_of, "th", LOOKS)
    first = book.sheet(p.FIRST.th)
    sheets = [filled(one, rows_of(one, items, template.as_of), items.unit) for one in p.SHEETS]
    lists = lists_of(graph, items, {one.sheet.name: one.empty for one in sheets})
    names = [add(book, graph, one, lists, items.fiscal_year) for one in sheets]
    said = origin(template.as_of, template.dataset, template.commit)
    put_first(book, first, items, said, list(zip(sheets, names, strict=True)))
    first.protect(options=PROTECTED)
    _add_lists(book, lists)
    _add_about(book, template)
    return book.close()


def _add_lists(book: Book, lists: Lists) -> None:
    """Add the hidden sheet of what may be chosen, a column a list."""
    sheet = book.sheet(p.LISTS, exactly=True)
    for at, offered in enumerate(lists.values()):
        for row, one in enumerate(offered):
            sheet.write_string(row, at, safe(one))
    sheet.hide()


def _add_about(book: Book, template: Template) -> None:
    """Add the hidden sheet of what the workbook is, for the machine that reads it back."""
    sheet = book.sheet(p.ABOUT, exactly=True)
    items = template.items
    year = str(items.fiscal_year)
    commit = template.commit or ""
    values = (str(p.FORMAT), p.KIND, items.unit.id, year, template.dataset, commit)
    for row, (key, value) in enumerate(zip(p.ABOUT_KEYS, values, strict=True)):
        sheet.write_string(row, 0, key)
        if value:
            sheet.write_string(row, 1, safe(value))
    sheet.hide()
