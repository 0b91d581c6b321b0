"""The use case of the city's tracker: a table of its figures, put into the key results."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from graph.app.changing import Names, names_from_here
from graph.app.importing import Import, in_cell, new_item, setting, sound
from graph.app.tracker_places import Homes, Made, made
from graph.calendar import fiscal_year_of
from graph.errors import UsageError
from graph.reports.imported import Imported, InCell, counted
from graph.sayings import say
from graph.sources.workbooks.returned import Told
from graph.sources.workbooks.sheets import Place

if TYPE_CHECKING:
    from graph.model.entities import KeyResult
    from graph.sources.tracker.manner import Manner
    from graph.sources.tracker.matching import Matching
    from graph.sources.tracker.rows import Table, TrackerRow
    from graph.sources.tracker.wanted import Ground, Piece, Wish


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How a table is to be read."""

    as_of: date  # Months that are not over then are left out.
    fiscal_year: int | None = None  # None: that of its months.
    months: str | None = None  # `cumulative` or `each`; None: as its own sums tell.
    on: date | None = None  # The day of figures in a table without months.
    objective: str | None = None  # Where rows without a home become key results.
    file: Path | None = None  # Where the units go that stand for all bureaus and all districts.


@dataclass(slots=True)
class _Reading:
    """What is found while the rows are read."""

    wishes: "list[Wish]" = field(default_factory=list)
    refused: list[Told] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)

    def refuse(self, place: Place, reason: str) -> None:
        self.refused.append(Told(place, reason))


def read(path: Path, folder: Path, asked: Asked) -> Import:
    """Return what a table changes in the sources under a folder; nothing is written.

    Raises:
        UsageError: the file cannot be read, holds no such table, or it is not told how to read it.
        SourcesHaveErrorsError, UnreadableSourcesError: see `graph.app.open_portfolio`.
    """
    from graph.sources.tracker.matching import Matching
    from graph.sources.tracker.rows import table_of
    from graph.sources.tracker.wanted import Ground

    table = table_of(path)
    year = _year(table, asked, path)
    manner, reason = _manner(table, asked, path)
    sources = sound(folder)
    portfolio = sources.checked.portfolio
    homes = Homes(portfolio, folder, asked.file)
    ground = Ground(
        portfolio=portfolio, manner=manner, as_of=asked.as_of, on=asked.on, groups=homes.groups
    )
    whole = Place(path.as_posix(), "", "")
    reading = _Reading(told=[Told(whole, one) for one in _of_table(table, asked, reason)])
    _read_rows(reading, table, Matching(portfolio, year), ground, (year, asked.objective))
    outcome = made(sources, reading.wishes, homes)
    for one, why in outcome.refused:
        reading.refuse(one.row.place, why)
    names = names_from_here(map(str, outcome.changes), folder)
    told = _told(path, reading, outcome, names)
    return Import(told=told, changes=outcome.changes, names=names)


def _year(table: "Table", asked: Asked, path: Path) -> int:
    """Return the fiscal year of the months, or the one that is asked for."""
    days = {day for row in table.rows for day in row.months}
    years = set(map(fiscal_year_of, days))
    if asked.fiscal_year is not None:
        years.add(asked.fiscal_year)
    if len(years) == 1:
        return years.pop()
    if not years:
        message = "names no months: say of which year it is with --fiscal-year"
    else:
        message = f"is of several fiscal years, {', '.join(map(str, sorted(years)))}: part them"
    raise UsageError(f"{path.as_posix()}: the table {message}")


def _manner(table: "Table", asked: Asked, path: Path) -> "tuple[Manner, str]":
    from graph.sources.tracker.manner import Manner, recognised

    if asked.months is not None:
        return Manner(asked.months), ""
    found = recognised(table.rows)
    if found.manner is None:
        message = "it is not plain whether monthly figures are the level reached or each month's"
        remedy = "say --months cumulative or --months each"
        raise UsageError(f"{path.as_posix()}: {message} ({found.reason}): {remedy}")
    return found.manner, found.reason


def _of_table(table: "Table", asked: Asked, reason: str) -> Iterator[str]:
    """Yield what is to be told of the table as a whole."""
    if reason and table.has_months:
        yield say("months are read so because {}", reason)
    has_actual = any("actual" in row.figures for row in table.rows)
    if has_actual and not table.has_months and asked.on is None:
        yield say("the table has no months, so its figures have no day: say it with --on")
    early = sorted({day for row in table.rows for day in row.months if day > asked.as_of})
    if early:
        months = ", ".join(f"{day:%Y-%m}" for day in early)
        yield say("months that are not over on {} are left out: {}", asked.as_of, months)
    yield from (say("{} is not read", one) for one in table.unread)


def _read_rows(
    reading: _Reading,
    table: "Table",
    matching: "Matching",
    ground: "Ground",
    home: tuple[int, str | None],
) -> None:
    """Read every row: which key result it is, and what it wants of it."""
    from graph.sources.tracker.matching import NoMatchError
    from graph.sources.tracker.wanted import RowError

    found: list[tuple[TrackerRow, KeyResult | None]] = []
    for row in table.rows:
        reading.refused += [Told(place, reason) for place, reason in row.refused]
        try:
            found.append((row, matching.key_result(row)))
        except NoMatchError as error:
            reading.refuse(row.place, str(error))
    taken = _Ids(ground, home[0])
    for row, item in _unique(reading, found):
        try:
            reading.wishes.append(_wish(row, item, matching, ground, (taken, home[1])))
        except (NoMatchError, RowError) as error:
            reading.refuse(row.place, str(error))
    reading.told += [Told(one.row.place, told) for one in reading.wishes for told in one.told]


def _unique(
    reading: _Reading, found: "Sequence[tuple[TrackerRow, KeyResult | None]]"
) -> "Iterator[tuple[TrackerRow, KeyResult | None]]":
    """Yield rows that are a key result each; of two that are the same one, neither is taken."""
    from graph.reports.likeness import normalised

    rows: dict[tuple[str, str], list[TrackerRow]] = {}
    keys = []
    for row, item in found:
        codes = ",".join(one.code for one in row.codes)
        key = (item.id, "") if item else (normalised(row.title), codes)
        keys.append(key)
        rows.setdefault(key, []).append(row)
    for key, (row, item) in zip(keys, found, strict=True):
        others = [one for one in rows[key] if one is not row]
        if others:
            named = item.id if item else say("a new key result")
            remedy = say("keep one, or tell them apart by a column with the header id")
            reading.refuse(
                row.place, say("it is {}, and so is {}: {}", named, others[0].place, remedy)
            )
        else:
            yield row, item


def _wish(
    row: "TrackerRow",
    item: "KeyResult | None",
    matching: "Matching",
    ground: "Ground",
    home: "tuple[_Ids, str | None]",
) -> "Wish":
    from graph.sources.tracker.matching import NoMatchError
    from graph.sources.tracker.wanted import new_wish, wish

    if item is not None:
        return wish(row, item, ground)
    ids, objective = home
    try:
        objective = matching.objective(row).id
    except NoMatchError:
        if objective is None or all(one.id != objective for one in matching.objectives):
            raise
    return new_wish(row, objective, ids.next(row), ground)


class _Ids:
    """Ids of new key results: of the year and the code, as those that stand there."""

    def __init__(self, ground: "Ground", year: int) -> None:
        self._taken = set(ground.portfolio.items)
        self._year = year

    def next(self, row: "TrackerRow") -> str:
        """Return an id that nothing has yet."""
        begin = f"KR-{self._year}-{row.codes[0].code if row.codes else 'T01'}"
        found, number = begin, 1
        while found in self._taken:
            number += 1
            found = f"{begin}-{number}" if row.codes else f"KR-{self._year}-T{number:02}"
        self._taken.add(found)
        return found


def _told(path: Path, reading: _Reading, outcome: Made, names: Names) -> Imported:
    name = path.as_posix()
    sorts = Counter(_sort(one) for one in outcome.taken)
    pieces = [one for wish in outcome.taken for one in wish.pieces]
    tallies = [
        counted(name, "key_result", {**sorts, "refused": len(reading.refused)}),
        counted(name, "check_in", _parts(pieces, "check_ins")),
        counted(name, "allocation", _parts(pieces, "allocations")),
    ]
    return Imported(
        tallies=tallies,
        changes=[one for wish in outcome.taken for one in _set(wish)],
        refused=list(map(in_cell, reading.refused)),
        told=list(map(in_cell, reading.told)),
        problems=outcome.problems,
        files=sorted(names.of.values()),
        apply_in=names.apply_in,
    )


def _sort(one: "Wish") -> str:
    return "new" if one.fields else "changed" if one.edits else "unchanged"


def _parts(pieces: "Iterable[Piece]", field: str) -> Mapping[str, int]:
    """Count the records of a field that are new, and those that change."""
    return Counter("new" if one.is_new else "changed" for one in pieces if one.field == field)


def _set(one: "Wish") -> Iterator[InCell]:
    """Yield what a row sets, a cell each; of a new key result first what makes it."""
    if one.fields:
        yield new_item(one.row.place, one.item_id, one.fields)
    for piece in one.pieces:
        yield setting(piece.place, one.item_id, (piece.field, *piece.part), piece.value)
