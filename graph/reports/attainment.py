"""How far a key result is on its way from its baseline to its target.

The share done is (value - baseline) / (target - baseline), cut to 0 to 1; the value is the latest
figure reported. What the sources leave out is filled in where only one reading makes sense:

- No baseline: 0 where the figure is to increase, since a count starts from nothing (no key result
  of the shipped data has one); unknown where it is to decrease, as nobody says from where.
- No direction: that from the baseline to the target, so without a baseline an increase.

There is no share, only met or not, where a level is to be kept (`maintain`) and where the target
does not lie beyond the baseline in its direction: equal to it, or on the wrong side of it. A level
is kept at or above its target; at or below it where the target is 0 or lies below the baseline.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from graph.model.entities import CheckIn, KeyResult

INCREASE, DECREASE, MAINTAIN = "increase", "decrease", "maintain"


@dataclass(frozen=True, slots=True)
class Attainment:
    """How much of a key result is reached; None is unknown."""

    share: float | None  # 0 to 1; None too where there is only met or not.
    met: bool | None
    value: float | None  # The latest figure, in the unit of the measure.
    as_of: date | None  # Its day.


def attainment(key_result: KeyResult, as_of: date | None = None) -> Attainment:
    """Return how far a key result is by its latest check-in, or by the latest up to `as_of`."""
    latest = _latest(key_result, as_of)
    if latest is None:
        return Attainment(None, None, None, None)
    target = key_result.target
    if target is None:
        return Attainment(None, None, latest.value, latest.as_of)
    direction = _direction(key_result, target)
    share = _share(key_result, direction, target, latest.value)
    falls = direction == DECREASE or (direction == MAINTAIN and _is_ceiling(key_result, target))
    met = latest.value <= target if falls else latest.value >= target
    return Attainment(share, met, latest.value, latest.as_of)


def _latest(key_result: KeyResult, as_of: date | None) -> CheckIn | None:
    """Return the check-in of the latest day; of several of one day, the last that is written."""
    reported = [one for one in key_result.check_ins or () if as_of is None or one.as_of <= as_of]
    return max(reversed(reported), key=lambda one: one.as_of, default=None)


def _direction(key_result: KeyResult, target: float) -> str:
    if key_result.measure and key_result.measure.direction:
        return key_result.measure.direction
    baseline = key_result.baseline or 0
    return MAINTAIN if target == baseline else INCREASE if target > baseline else DECREASE


def _share(key_result: KeyResult, direction: str, target: float, value: float) -> float | None:
    baseline = key_result.baseline
    if baseline is None and direction == INCREASE:
        baseline = 0
    if baseline is None or direction == MAINTAIN:
        return None
    low, high = (baseline, target) if direction == INCREASE else (target, baseline)
    if low >= high:
        return None
    start = Fraction(baseline)  # Exact: no figure is too large or too small for it.
    return float((Fraction(min(max(value, low), high)) - start) / (Fraction(target) - start))


def _is_ceiling(key_result: KeyResult, target: float) -> bool:
    baseline = key_result.baseline
    return target == 0 or (baseline is not None and target < baseline)
