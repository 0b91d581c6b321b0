"""A number over the last nights as a small drawing; a night without it is a gap in the line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from graph.reports.nightly.memory import PastNight

NIGHTS = 60  # At most, this one counted.
WIDTH, HEIGHT = 120, 32  # Of the drawing, in its own units.
_EDGE = 3  # Around the line, so that its dots are whole.
_Values = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Sparkline:
    """A drawing: lines without their gaps, nights that stand alone, and the last one."""

    lines: tuple[str, ...]  # The points of each, as SVG writes them.
    dots: tuple[tuple[float, float], ...]
    last: tuple[float, float] | None
    values: tuple[float | None, ...]  # One a day, the first to the last.

    @property
    def known(self) -> list[float]:
        """The values of the nights that have one."""
        return [one for one in self.values if one is not None]


def sparkline(trend: Sequence[PastNight], name: str, as_of: date) -> Sparkline:
    """Return the drawing of one number, up to a day."""
    values = _values(trend, name, as_of)
    points = _points(values)
    runs = _runs(points)
    return Sparkline(
        lines=tuple(" ".join(f"{x},{y}" for x, y in run) for run in runs if len(run) > 1),
        dots=tuple(run[0] for run in runs if len(run) == 1),
        last=points[-1] if points else None,
        values=tuple(values),
    )


def earlier(trend: Sequence[PastNight], as_of: date, nights: int) -> PastNight | None:
    """Return the last good night that is so many nights ago, or more."""
    day = as_of - timedelta(days=nights)
    good = (one for one in reversed(trend) if one.numbers is not None and one.as_of <= day)
    return next(good, None)


def _values(trend: Sequence[PastNight], name: str, as_of: date) -> list[float | None]:
    start = as_of - timedelta(days=NIGHTS - 1)
    shown = [one for one in trend if start <= one.as_of <= as_of]
    if not shown:
        return []
    first = shown[0].as_of
    values: list[float | None] = [None] * ((as_of - first).days + 1)
    for one in shown:
        if one.numbers is not None:
            values[(one.as_of - first).days] = one.numbers.get(name)
    return values


def _points(values: _Values) -> list[tuple[float, float] | None]:
    known = [one for one in values if one is not None]
    if not known:
        return []
    low, high, steps = min(known), max(known), len(values) - 1
    return [
        None if one is None else (_x(nth, steps), _y(one, low, high))
        for nth, one in enumerate(values)
    ]


def _x(nth: int, steps: int) -> float:
    inner = WIDTH - 2 * _EDGE
    return round(_EDGE + (inner * nth / steps if steps else inner), 1)


def _y(value: float, low: float, high: float) -> float:
    """Return the height of a value; one that never changes stands in the middle."""
    inner = HEIGHT - 2 * _EDGE
    share = (value - low) / (high - low) if high > low else 0.5
    return round(HEIGHT - _EDGE - inner * share, 1)


def _runs(points: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    """Return the points in runs between which nights are missing."""
    runs: list[list[tuple[float, float]]] = [[]]
    for one in points:
        if one is None:
            runs.append([])
        else:
            runs[-1].append(one)
    return [run for run in runs if run]
