"""Are the monthly figures of a table the level reached so far, or each month's own?

Check-ins are the level reached so far. Where nobody says which of the two a table has, its own sums
may tell: the figure of all months beside those of each.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import fsum, isclose

from graph.model.entities import Measure
from graph.reports.attainment import is_level, is_percent
from graph.sayings import say
from graph.sources.tracker.rows import TrackerRow


class Manner(StrEnum):
    """What a monthly figure is."""

    CUMULATIVE = "cumulative"  # The level reached by the end of the month.
    EACH = "each"  # What was done in the month.


@dataclass(frozen=True, slots=True)
class Recognised:
    """The manner of a table, and the reason; or none, and why not."""

    manner: Manner | None
    reason: str


def recognised(rows: Sequence[TrackerRow]) -> Recognised:
    """Return what the sums of the rows tell; percentages, never added up, say nothing."""
    asked = [one for one in rows if _is_asked(one)]
    if not asked:
        found = say("no row has figures of two months that are added up")
        return Recognised(Manner.CUMULATIVE, found)
    votes = [vote for one in asked if (vote := _vote(one)) is not None]
    added = votes.count(Manner.EACH)
    last = votes.count(Manner.CUMULATIVE)
    template = "in {:,} rows the months add up to the whole, in {:,} the last one is it"
    found = say(template, added, last)
    if (added == 0) == (last == 0):
        return Recognised(None, found)
    return Recognised(Manner.EACH if added else Manner.CUMULATIVE, found)


def _is_asked(row: TrackerRow) -> bool:
    """Tell whether it makes a difference for a row."""
    return len(row.months) > 1 and not is_never_added(row.unit)


def is_never_added(unit: str | None) -> bool:
    """Tell whether figures of a unit are never added up."""
    measure = Measure(unit)
    return is_percent(measure) or is_level(measure)


def _vote(row: TrackerRow) -> Manner | None:
    whole = row.figures.get("actual")
    if whole is None or not row.are_months_whole:
        return None
    figures = list(row.months.values())
    is_sum, is_last = _alike(fsum(figures), whole), _alike(figures[-1], whole)
    if is_sum == is_last:
        return None
    return Manner.EACH if is_sum else Manner.CUMULATIVE


def _alike(one: float, other: float) -> bool:
    return isclose(one, other, rel_tol=1e-6, abs_tol=0.006)  # Tables have two decimals.


def levels(row: TrackerRow, manner: Manner, as_of: date) -> dict[date, float]:
    """Return the level at the end of each month that is over."""
    over = {day: value for day, value in row.months.items() if day <= as_of}
    if manner is Manner.CUMULATIVE or is_never_added(row.unit):
        return over
    return dict(zip(over, _running(over.values()), strict=True)) if row.are_months_whole else {}


def _running(values: Iterable[float]) -> Iterable[float]:
    so_far: list[float] = []
    for one in values:
        so_far.append(one)
        total = round(fsum(so_far), 6)
        yield int(total) if total.is_integer() else total
