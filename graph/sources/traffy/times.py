"""The times of tickets as days in Bangkok, and days as exact as two times allow."""

import re
from datetime import date, datetime
from functools import lru_cache

from graph.calendar import BANGKOK, BUDDHIST_ERA
from graph.sources.workbooks.days import partial_day
from graph.sources.workbooks.sheets import Cell, Place
from graph.sources.workbooks.words import CellError, arabic, cleaned

_BUDDHIST = re.compile(r"2[4-6]\d\d(?=-)")
_ZONE = re.compile(r"([+-]\d\d)(:?\d\d)?$")
_NOWHERE = Place("", "", "")
_EMPTY = ("", "-", "null", "None", "nan", "NaN", "NaT")


class TimeError(Exception):
    """A text that is no time; the message is what stands there."""


def day_of(text: str) -> date | None:
    """Return the day in Bangkok of a time; None where nothing is said.

    Tickets have times with an offset, which may be of the day before, and without one, which are
    Bangkok's. Thai digits, Buddhist years and dates in words are read too.

    Raises:
        TimeError: it is no time.
    """
    if text in _EMPTY:
        return None
    plain = arabic(text.strip())
    if _BUDDHIST.match(plain):
        plain = f"{int(plain[:4]) - BUDDHIST_ERA}{plain[4:]}"
    try:
        found = datetime.fromisoformat(_with_whole_zone(plain))
    except ValueError:
        return _in_words(text)
    return found.date() if found.tzinfo is None else _in_bangkok(found, text)


def _with_whole_zone(text: str) -> str:
    """Return a time whose offset `+00`, as databases print it, has its minutes."""
    found = _ZONE.search(text) if ":" in text else None
    return f"{text}:00" if found and not found[2] else text


def _in_bangkok(found: datetime, text: str) -> date:
    try:
        return found.astimezone(BANGKOK).date()
    except OverflowError as error:
        raise TimeError(text) from error


def _in_words(text: str) -> date | None:
    if not cleaned(text):
        return None
    try:
        day = partial_day(Cell(_NOWHERE, text)).day
    except CellError as error:
        raise TimeError(text) from error
    if day is None:
        raise TimeError(text)
    return day


@lru_cache(maxsize=4096)  # Tickets share their days.
def between(first: date | None, last: date | None) -> str | None:
    """Return what is known of a day between two: it, its month or its year; None if nothing."""
    if first is None or last is None or first > last:
        return None
    if first == last:
        return first.isoformat()
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%Y-%m}"
    return f"{first.year:04}" if first.year == last.year else None
