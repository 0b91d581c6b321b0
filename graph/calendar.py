"""The calendar of Bangkok: its time, the Buddhist era, and fiscal years."""

from datetime import date, timedelta, timezone
from typing import NamedTuple

BANGKOK = timezone(timedelta(hours=7))  # Thailand keeps no summer time.
BUDDHIST_ERA = 543  # Years that it is ahead of the common era.
FIRST_BUDDHIST_YEAR = 2400  # No common-era year of a plan is as late.
LAST_BUDDHIST_YEAR = 2700
_OCTOBER = 10  # In which a fiscal year begins.


class FiscalYear(NamedTuple):
    """A fiscal year's first and last day: 1 October of the year before to 30 September."""

    first: date
    last: date


def fiscal_year(buddhist: int) -> FiscalYear:
    """Return the days of a fiscal year; 2567 is 2023-10-01 to 2024-09-30."""
    year = buddhist - BUDDHIST_ERA
    return FiscalYear(date(year - 1, _OCTOBER, 1), date(year, 9, 30))


def fiscal_year_of(day: date) -> int:
    """Return the fiscal year (Buddhist era) that a day is in."""
    return day.year + BUDDHIST_ERA + (day.month >= _OCTOBER)
