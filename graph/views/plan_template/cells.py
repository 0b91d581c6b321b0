"""What stands in a cell of a plan's workbook, exactly or not at all."""

import math
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING

from graph.model.entities import PartialDate
from graph.model.fields import FieldType
from graph.network import TraceGraph
from graph.reports import plan_sheets as p
from graph.reports.plan_rows import Value
from graph.views.choice_label import choice_label
from graph.views.plan_template.words import CHOICES
from graph.views.words import word
from graph.views.workbook_text import LONGEST, cut
from graph.views.writing import long_span, one_line

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from graph.views.workbook_book import Book

_FIRST_DAY = date(1900, 3, 1)  # Of the days on which all spreadsheets agree.
_FEW = 3  # Ids that stand in a cell with their titles, a line each; of more the ids alone.
_LINES = ("title.en", "subject.en", "source", "note")
_KINDS = {
    FieldType.NUMBER: "figure",
    FieldType.PERCENT: "figure",
    FieldType.MONEY: "money",
    FieldType.DATE: "date",
    FieldType.PARTIAL_DATE: "date",
}
_TOLD_KINDS = {p.SAID: "figure", p.KEY_RESULT_TARGET: "figure", p.SAID_ON: "date"}


@dataclass(frozen=True, slots=True)
class Held:
    """A value as a cell holds it."""

    value: str | float | date
    is_exact: bool = True  # A text that does not fit is cut: nobody is to write on from there.


def kind_of(column: p.Column) -> str:
    """Return how the cells of a column look: text, line, date, figure or money."""
    if column.name in _LINES:
        return "line"
    if column.field is None:
        return _TOLD_KINDS.get(column.name, "text")
    return _KINDS.get(column.field.type, "text")


def held(column: p.Column, value: Value, graph: TraceGraph) -> Held:
    """Return what the sources say as a cell holds it."""
    if isinstance(value, tuple):
        return Held(_ids(value, graph))
    if isinstance(value, PartialDate):
        return Held(_partial(value))
    if isinstance(value, date):
        return Held(value if value >= _FIRST_DAY else value.isoformat())
    if isinstance(value, (int, float)):
        return Held(value if _is_kept(value) else repr(value))
    if value in column.choices:
        return Held(choice_label(value, word(CHOICES, value, "th")))
    return _text(value)


def _ids(ids: tuple[str, ...], graph: TraceGraph) -> str:
    """Return ids, with their titles if they are few."""
    if not ids:
        return p.NONE
    if len(ids) > _FEW:
        return ", ".join(ids)
    return "\n".join(label_of(one, graph) for one in ids)


def label_of(item_id: str, graph: TraceGraph) -> str:
    """Return an id with its title; one that no item has stands alone."""
    known = _known(graph)
    if item_id not in known:
        title = graph.item(item_id).title() if item_id in graph else ""
        known[item_id] = choice_label(item_id, title if title != item_id else "")
    return known[item_id]


@lru_cache(maxsize=1)
def _known(_graph: TraceGraph) -> dict[str, str]:
    """Return the labels that are put together already, for all units of a city."""
    return {}


def _partial(value: PartialDate) -> str | date:
    if value.first < _FIRST_DAY:
        return value.text
    return value.day or long_span(value.first, value.last, "th")


def _is_kept(value: float) -> bool:
    """Tell whether a spreadsheet gives a number back as it is: it keeps sixteen digits."""
    return math.isfinite(value) and float(f"{value:.16G}") == value


def _text(text: str) -> Held:
    plain = all(one == "\n" or one.isprintable() for one in text)
    if plain and cut(text, LONGEST) == text:
        return Held(text)
    return Held(cut(one_line(text), LONGEST - len(p.CUT)).removesuffix(p.CUT) + p.CUT, False)


def put(book: "Book", sheet: "Worksheet", row: int, at: int, value: Held | None, look: str) -> None:
    """Write one cell as what it is."""
    given = value.value if value else None
    if given is None:
        sheet.write_blank(row, at, None, book.look(look))
    elif isinstance(given, date):
        sheet.write_datetime(row, at, datetime.combine(given, time()), book.look(look))
    elif isinstance(given, str):
        sheet.write_string(row, at, given, book.look(look))
    else:
        sheet.write_number(row, at, given, book.look(look))
