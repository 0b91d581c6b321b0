"""What an import comes to, in values: rows, changes, what was refused, what is for people."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from graph.app import graph_of
from graph.app.changing import Names
from graph.app.importing import in_cell, new_item, setting
from graph.errors import TraceError
from graph.reports.imported import OUTCOMES, Imported, InCell, Tally, counted
from graph.sayings import say
from graph.sources.filled.book import Book
from graph.sources.workbooks.returned import Told

if TYPE_CHECKING:
    from graph.app.filling import Filling
    from graph.model.entities import Item
    from graph.reports.plan_items import PlanItems
    from graph.sources.filled.reading import Read
    from graph.sources.filled.table import FilledRow
    from graph.sources.filled.wish import Wish


def imported(
    books: Sequence[Book],
    found: "Read",
    filling: "Filling",
    before: "Mapping[str, Mapping[str, Item]]",
    names: Names,
) -> Imported:
    """Return all that has come in; `names` are those of the files that change."""
    refused = [told for one in books for told in one.refused]
    refused += [told for _, each in found.refused for told in each]
    refused += [told for _, told in filling.refused]
    told = [*(one for book in books for one in book.told), *found.told]
    plans = _plans(books, filling)
    told += _of_others(plans, filling)
    return Imported(
        tallies=list(_rows(books, found, filling)),
        changes=[one for wish in filling.wishes for one in _set(wish)],
        refused=[in_cell(one) for one in refused],
        told=[in_cell(one) for one in told],
        missing=[in_cell(one) for one in _missing(plans, found, filling, before)],
        problems=filling.problems,
        files=sorted(names.of.values()),
        apply_in=names.apply_in,
    )


def _set(wish: "Wish") -> Iterator[InCell]:
    """Yield what a row sets, a cell each; of a new item all in one."""
    if wish.new:
        yield new_item(wish.place, wish.item_id, wish.new.fields)
    for one in wish.pieces:
        yield setting(one.cell.place, one.item_id, (one.field, *one.part), one.value)


def _rows(books: Sequence[Book], found: "Read", filling: "Filling") -> Iterator[Tally]:
    """Yield what became of the rows of each sheet."""
    counts: Counter[tuple[int, str]] = Counter()
    for wish in filling.wishes:
        kind = "new" if wish.new else "changed" if wish.changes else "unchanged"
        counts[id(wish.row.table), kind] += 1
    for row in _refused_rows(found, filling):
        counts[id(row.table), "refused"] += 1
    for book in books:
        for table in book.tables:
            sums = {one: counts[id(table), one] for one in OUTCOMES}
            yield counted(table.file, "row", sums, table.title or table.sheet.title.th)


def _refused_rows(found: "Read", filling: "Filling") -> "Iterator[FilledRow]":
    yield from (row for row, _ in found.refused)
    yield from (wish.row for wish, _ in filling.refused)


def _plans(books: Iterable[Book], filling: "Filling") -> "list[tuple[Book, PlanItems]]":
    """Return what the units of workbooks plan by the sources, as far as these are told."""
    from graph.reports.plan_items import plan_items

    graph = graph_of(filling.before.checked.portfolio)
    found = []
    for book in books:
        unit, year = book.whose.unit, book.whose.fiscal_year
        if unit is not None and year is not None:
            with suppress(TraceError):
                found.append((book, plan_items(graph, unit, year)))
    return found


def _of_others(plans: "Iterable[tuple[Book, PlanItems]]", filling: "Filling") -> Iterator[Told]:
    """Yield the rows that change an item which is there, and not of their plan."""
    there = filling.before.checked.portfolio.items
    for book, items in plans:
        own = {
            *(one.id for one in (*items.objectives, *items.unclaimed, *items.key_results)),
            *(one.id for one in (*items.projects, *items.handoffs)),
        }
        tables = {id(one) for one in book.tables}
        for wish in filling.wishes:
            is_known = wish.pieces and wish.item_id in there and wish.item_id not in own
            if is_known and id(wish.row.table) in tables:
                plan = say("the plan of {} for {}", items.unit.id, items.fiscal_year)
                template = "{} is not of {}, and changes all the same: is it meant?"
                text = say(template, wish.item_id, plan)
                yield Told(wish.place, text)


def _missing(
    plans: "Iterable[tuple[Book, PlanItems]]",
    found: "Read",
    filling: "Filling",
    before: "Mapping[str, Mapping[str, Item]]",
) -> Iterator[Told]:
    """Yield the items of a plan that were in its sheets, and are there no more."""
    from graph.sources.filled.missing import missing

    known = filling.before.checked.portfolio.items
    seen = {one.item_id for one in found.wishes}
    for book, items in plans:
        yield from missing(book, items, seen, before.get(book.whose.commit, known))
