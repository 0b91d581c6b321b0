"""What an import comes to, in values: rows, changes, what was refused, what is for people."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from graph.app import graph_of
from graph.app.changing import names_from_here
from graph.errors import TraceError
from graph.reports.imported import Imported, InCell, SheetRows
from graph.sources.filled.book import Book
from graph.sources.workbooks.returned import Told

if TYPE_CHECKING:
    from graph.app.filling import Filling
    from graph.model.entities import Item
    from graph.sources.filled.reading import Read
    from graph.sources.filled.table import FilledRow
    from graph.sources.filled.wish import Wish

_KINDS = ("new", "changed", "unchanged", "refused")


def imported(
    books: Sequence[Book],
    found: "Read",
    filling: "Filling",
    before: "Mapping[str, Mapping[str, Item]]",
) -> Imported:
    """Return all that has come in."""
    from graph.views import patch

    names = names_from_here(filling.changes, filling.data)
    changes = {names.of[name]: change for name, change in filling.changes.items()}
    refused = [told for one in books for told in one.refused]
    refused += [told for _, each in found.refused for told in each]
    refused += [told for _, told in filling.refused]
    told = [*(one for book in books for one in book.told), *found.told]
    return Imported(
        sheets=list(_rows(books, found, filling)),
        changes=[_in_cell(one) for wish in filling.wishes for one in _set(wish)],
        refused=[_in_cell(one) for one in refused],
        told=[_in_cell(one) for one in told],
        missing=[_in_cell(one) for one in _missing(books, found, filling, before)],
        problems=filling.problems,
        patch=patch.render(changes),
        files=sorted(changes),
        apply_in=names.apply_in,
    )


def _in_cell(told: Told) -> InCell:
    place = told.place
    return InCell(file=place.file, sheet=place.sheet, cell=place.cell, text=told.text)


def _set(wish: "Wish") -> Iterator[Told]:
    """Yield what a row sets, a cell each; of a new item all in one."""
    from graph.sources.adding.written import flow
    from graph.sources.editing.wanted import as_written

    if wish.new:
        yield Told(wish.place, f"{wish.item_id}: {flow(as_written(wish.new.fields) or '')}")
    for one in wish.pieces:
        value = as_written(one.value)
        name = ".".join((one.field, *one.part))
        text = "taken away" if value is None else flow(value)
        yield Told(one.cell.place, f"{one.item_id}: {name}: {text}")


def _rows(books: Sequence[Book], found: "Read", filling: "Filling") -> Iterator[SheetRows]:
    """Yield what became of the rows of each sheet."""
    counts: Counter[tuple[int, str]] = Counter()
    for wish in filling.wishes:
        kind = "new" if wish.new else "changed" if wish.changes else "unchanged"
        counts[id(wish.row.table), kind] += 1
    for row in _refused_rows(found, filling):
        counts[id(row.table), "refused"] += 1
    for book in books:
        for table in book.tables:
            sums = {one: counts[id(table), one] for one in _KINDS}
            yield SheetRows(file=table.file, sheet=table.title or table.sheet.title.th, **sums)


def _refused_rows(found: "Read", filling: "Filling") -> "Iterator[FilledRow]":
    yield from (row for row, _ in found.refused)
    yield from (wish.row for wish, _ in filling.refused)


def _missing(
    books: Iterable[Book],
    found: "Read",
    filling: "Filling",
    before: "Mapping[str, Mapping[str, Item]]",
) -> Iterator[Told]:
    """Yield the items of a plan that were in its sheets, and are there no more."""
    from graph.reports.plan_items import plan_items
    from graph.sources.filled.missing import missing

    portfolio = filling.before.checked.portfolio
    graph = graph_of(portfolio)
    seen = {one.item_id for one in found.wishes}
    for book in books:
        whose = book.whose
        if whose.unit is None or whose.fiscal_year is None:
            continue
        try:
            items = plan_items(graph, whose.unit, whose.fiscal_year)
        except TraceError:
            continue
        yield from missing(book, items, seen, before.get(whose.commit, portfolio.items))
