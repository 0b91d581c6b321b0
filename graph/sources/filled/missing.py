"""Items of a plan that its sheets do not have any more: they stay in the sources."""

from collections.abc import Collection, Iterator, Sequence

from graph.model.entities import Item
from graph.reports import plan_sheets as p
from graph.reports.plan_items import PlanItems
from graph.sayings import say
from graph.sources.filled.book import Book
from graph.sources.filled.table import Table
from graph.sources.workbooks.returned import Told
from graph.sources.workbooks.sheets import Place, cell_name
from graph.sources.workbooks.words import arabic, quoted


def missing(
    book: Book, items: PlanItems, seen: Collection[str], known: Collection[str]
) -> Iterator[Told]:
    """Yield what a workbook had of a unit's plan, and has no more.

    Args:
        book: What has come back.
        items: What the unit plans in the year, by the sources.
        seen: The items that its rows were read as.
        known: What was there when it was made: nothing else can be missing.
    """
    for table in book.tables:
        here = {*seen, *_named(table)}
        for one in _planned(table.sheet, items):
            if one.id in known and one.id not in here:
                template = "{} {} has no row any more: it stays in the sources"
                text = say(template, one.id, quoted(one.title()))
                column = table.columns.get(p.ID, 1)
                yield Told(Place(table.file, table.title, cell_name(column, 1)), text)


def _named(table: Table) -> set[str]:
    """Return the first word of every id, of rows that are refused too."""
    cells = (row.cells[p.ID].text for row in (*table.rows, *table.others) if p.ID in row.cells)
    return {arabic(one.split()[0]) for one in cells if one}


def _planned(sheet: p.PlanSheet, items: PlanItems) -> Sequence[Item]:
    found: dict[str, Sequence[Item]] = {
        p.OBJECTIVES.name: items.objectives,
        p.KEY_RESULTS.name: items.key_results,
        p.PROJECTS.name: items.projects,
        p.HANDOFFS.name: items.handoffs,
    }
    return found.get(sheet.name, ())
