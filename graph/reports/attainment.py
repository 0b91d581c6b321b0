"""How far a key result is on its way from baseline to target.

Share = (value − baseline) / (target − baseline), cut to 0 and 1, whichever way is good. The value
is the last check-in on or before the day that is asked for: check-ins are the level reached so far,
as BMA reports it, so they are never added up; `aggregation` says how the parts of a target become
the whole. Where no baseline is given, a figure that shall grow starts at 0; of one that shall
shrink or stay the start is unknown, and so is its share.

Without a share, only met or not: where the target is the baseline (there is no way to go) or lies
behind it, and where the unit is a level (ระดับ), whose steps need not be equal. A figure that shall
stay is then met at or above its target, and one of 0 at or below it.

A value that its unit cannot have counts for nothing: a percentage over 100 (BMA's own table holds
44,247 against a target of 100, added up over months and districts), or a level beyond its scale.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from graph.model.entities import CheckIn, KeyResult, Measure

WHOLE = 100  # Percent.
_HIGHEST_LEVEL = 10  # No scale of levels goes further.
_PERCENT_WORDS = ("ร้อยละ", "เปอร์เซ็นต์", "%", "percent")
_LEVEL_WORDS = ("ระดับ", "level")


@dataclass(frozen=True, slots=True)
class Attainment:
    """How far a key result is, and by which figure of which day."""

    share: float | None  # 0 to 1 of the way; None: unknown, or there is no way to go.
    met: bool | None  # None: unknown.
    value: float | None  # The last figure, in the unit of the measure.
    as_of: date | None  # The day of that figure.
    is_possible: bool = True  # Whether the unit can have such a figure.


def attainment(key_result: KeyResult, as_of: date | None = None) -> Attainment:
    """Return how far a key result is on a day, or by the newest of all its figures."""
    last = last_check_in(key_result, as_of)
    if last is None:
        return Attainment(None, None, None, None)
    share, met = reached(key_result.measure, key_result.baseline, key_result.target, last.value)
    possible = is_possible(key_result.measure, key_result.target, last.value)
    return Attainment(share, met, last.value, last.as_of, possible)


def last_check_in(key_result: KeyResult, as_of: date | None = None) -> CheckIn | None:
    """Return the newest figure, on or before a day; of two of one day, the one written last."""
    known = [one for one in key_result.check_ins or () if as_of is None or one.as_of <= as_of]
    return max(reversed(known), key=lambda one: one.as_of, default=None)


def reached(
    measure: Measure | None, baseline: float | None, target: float | None, value: float
) -> tuple[float | None, bool | None]:
    """Return the share of the way that a value is at, and whether the target is met."""
    if target is None or not is_possible(measure, target, value):
        return None, None
    start, direction = first_figure(measure, baseline), measure.direction if measure else None
    if start is None or start == target or is_behind(direction, start, target):
        shall_be_low = direction == "decrease" or (direction == "maintain" and target == 0)
        return None, value <= target if shall_be_low else value >= target
    met = value <= target if target < start else value >= target
    if is_level(measure):
        return None, met
    done = way_done(start, target, value)
    return float(min(max(done, Fraction(0)), Fraction(1))), met


def way_done(start: float, target: float, value: float) -> Fraction:
    """Return the share of the way, uncut and exact: no figure is too large or small for it."""
    return (Fraction(value) - Fraction(start)) / (Fraction(target) - Fraction(start))


def is_behind(direction: str | None, baseline: float, target: float) -> bool:
    """Tell whether the way from baseline to target is against the direction that is good."""
    if direction == "increase":
        return target < baseline
    return direction == "decrease" and target > baseline


def first_figure(measure: Measure | None, baseline: float | None) -> float | None:
    """Return the figure at the start: 0 where none is given and the figure shall grow."""
    if baseline is None and (measure is None or measure.direction in (None, "increase")):
        return 0
    return baseline


def is_possible(measure: Measure | None, target: float | None, value: float) -> bool:
    """Tell whether the unit can have such a value."""
    if is_percent(measure):
        return value <= max(WHOLE, target or 0)
    return not is_level(measure) or value <= max(_HIGHEST_LEVEL, target or 0)


def is_percent(measure: Measure | None) -> bool:
    """Tell whether a measure counts in percent, which is never added up."""
    return _says(measure, _PERCENT_WORDS)


def is_level(measure: Measure | None) -> bool:
    """Tell whether a measure counts in levels, whose steps need not be equal."""
    return not is_percent(measure) and _says(measure, _LEVEL_WORDS)


def aggregation(measure: Measure | None) -> str:
    """Return how parts become a whole; where the source is silent, a sum, of percent the mean."""
    known = measure.aggregation if measure else None
    if is_percent(measure) and known in (None, "sum"):
        return "mean"
    return known or "sum"


def _says(measure: Measure | None, words: tuple[str, ...]) -> bool:
    unit = (measure.unit or "").lower() if measure else ""
    return any(word in unit for word in words)
