"""All rows of the plans that come back, each as a wish or with the reason why it is refused."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph.model.entities import Item
from graph.model.portfolio import Portfolio
from graph.reports import plan_sheets as p
from graph.sayings import say
from graph.sources.adding.numbering import Numbers
from graph.sources.filled.aside import aside, fractions
from graph.sources.filled.book import Book
from graph.sources.filled.cells import Reader
from graph.sources.filled.existing import counted_in, part_wish, wish_of
from graph.sources.filled.newcomers import Newcomers
from graph.sources.filled.table import FilledRow
from graph.sources.filled.wish import RowRefusedError, Wish
from graph.sources.workbooks.returned import Told
from graph.sources.workbooks.words import CellError

Items = Mapping[str, Item]


@dataclass(slots=True)
class Read:
    """What the rows of all workbooks ask, in their order."""

    wishes: list[Wish] = field(default_factory=list)
    refused: list[tuple[FilledRow, Sequence[Told]]] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)


def read_books(
    books: Iterable[Book],
    portfolio: Portfolio,
    words: Mapping[str, Sequence[str]],
    before: Mapping[str, Items],
) -> Read:
    """Read all rows.

    Args:
        books: What has come back.
        portfolio: What the sources hold now.
        words: What lists say beside the words of the format.
        before: What they held at the commits of the workbooks, as far as that is known.
    """
    found = Read()
    newcomers = Newcomers(portfolio, Numbers(portfolio))
    first = Reader(portfolio, words)
    for book in books:
        reader = replace(first, near=book.whose.fiscal_year, new={})  # The ids are of all books.
        _BookReader(book, reader, newcomers, before.get(book.whose.commit, {}), found).read()
    return found


@dataclass(slots=True)
class _BookReader:
    """Reads the rows of one workbook: what others name comes first."""

    book: Book
    reader: Reader
    newcomers: Newcomers
    before: Items
    found: Read

    def read(self) -> None:
        for sheet in p.SHEETS:
            for table in self.book.tables:
                if table.sheet is sheet:
                    for row in table.rows:
                        self._read_row(row)
                    for row in table.others:
                        self.found.told += self._not_read(row)

    def _read_row(self, row: FilledRow) -> None:
        try:
            wish = self._part(row) if row.sheet is p.SPLIT_TARGETS else self._item(row)
        except RowRefusedError as error:
            self.found.refused.append((row, error.told))
            wish = None
        else:
            if wish is None:
                return
            self.found.wishes.append(wish)
            self.found.told += wish.told
            item = self.reader.portfolio.items.get(wish.item_id)
            self.found.told += fractions(wish, counted_in(row, item))
        if row.name:
            self.reader.new[row.name] = wish.item_id if wish else None

    def _not_read(self, row: FilledRow) -> Iterator[Told]:
        """Yield the cells of another unit's row that do not say what the sources do."""
        is_part = row.sheet is p.SPLIT_TARGETS
        if not is_part and not (p.ID in row.cells and row.cells[p.ID].text):
            text = say(
                "the row says that it is another unit's: it is not read; empty its last column"
            )
            yield Told(row.place(), text)
            return
        try:
            wish = self._part(row) if is_part else self._known(row, self._own_id(row))
            cells = [one.cell.place for one in wish.pieces] if wish else []
        except RowRefusedError as error:
            cells = [one.place for one in error.told]
        for place in cells:
            yield Told(place, say("is changed in a row of another unit, where nothing is read"))

    def _item(self, row: FilledRow) -> Wish:
        if p.ID in row.cells and row.cells[p.ID].text:
            return self._known(row, self._own_id(row))
        found = self.newcomers.wish_of(row, self.reader, self.book.whose)
        if isinstance(found, Wish):
            self.found.told += aside(row, None)
            return found
        text = say("read as {}, which has this title and stands in this place", found)
        self.found.told.append(Told(row.place(), text))
        return self._known(row, found)

    def _known(self, row: FilledRow, item_id: str) -> Wish:
        item = self.reader.portfolio.items[item_id]
        self.found.told += aside(row, item, self.before.get(item_id))
        return wish_of(row, item, self.before.get(item_id), self.reader)

    def _own_id(self, row: FilledRow) -> str:
        cell = row.cells[p.ID]
        try:
            return self.reader.own_id(row.sheet.kind, cell)
        except CellError as error:
            raise RowRefusedError(Told(cell.place, str(error))) from error

    def _part(self, row: FilledRow) -> Wish | None:
        """Return what a row of split targets asks; one without figures asks nothing."""
        if not row.cells.keys() & {"target", "actual"}:
            return None
        ids, wrong = [], []
        for name in row.sheet.key:
            cell = row.cells.get(name)
            if cell is None or not cell.text:
                text = say("a part of a target needs {}: fill it in, or empty the row", name)
                wrong.append(Told(row.place(name), text))
                continue
            try:
                said = self.reader.read(row.sheet.column(name), cell)
            except CellError as error:
                wrong.append(Told(cell.place, str(error)))
                continue
            if isinstance(said, tuple) and said:
                ids.append(said[0])
            else:
                wrong.append(Told(cell.place, say("{} does not say which: choose one", name)))
        if wrong:
            raise RowRefusedError(*wrong)
        key_result, unit = ids
        items = self.reader.portfolio.items
        self.found.told += aside(row, items.get(key_result), self.before.get(key_result))
        return part_wish(row, (key_result, unit), self.before.get(key_result), self.reader)
