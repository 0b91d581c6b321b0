"""Dates as sources write them: whole days, or as far as a month or a year."""

import re
from datetime import date, timedelta
from functools import lru_cache

from graph.calendar import FIRST_BUDDHIST_YEAR
from graph.model.entities import PartialDate

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?")
_MONTHS = 12


@lru_cache(maxsize=4096)  # A year's check-ins share a few days.
def day(value: str) -> date | None:
    """Return the day of an ISO date of the common era, or None."""
    if not _DAY.fullmatch(value) or is_buddhist(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def partial_date(value: str) -> PartialDate | None:
    """Return the day, month or year that an ISO date of the common era tells, or None."""
    whole = day(value)
    if whole is not None:
        return PartialDate(whole, whole, whole.isoformat())
    found = _PARTIAL.fullmatch(value)
    if not found or is_buddhist(found[0]):
        return None
    year, month = int(found[1]), int(found[2] or 1)
    if year < 1 or not 1 <= month <= _MONTHS:
        return None
    first = date(year, month, 1)
    last_month = month if found[2] else _MONTHS
    after = date(year + last_month // _MONTHS, last_month % _MONTHS + 1, 1)
    return PartialDate(first, after - timedelta(days=1), found[0])


def is_buddhist(value: str) -> bool:
    """Tell whether a date begins with a year of the Buddhist era."""
    year = value[:4]
    return year.isascii() and year.isdigit() and int(year) >= FIRST_BUDDHIST_YEAR
