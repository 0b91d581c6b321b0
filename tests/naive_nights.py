"""A naive reading of the life of findings: every run is kept, and every question asked anew."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.reports.nightly.memory import (
    Baseline,
    Ending,
    Known,
    Memory,
    Numbers,
    PastNight,
    Subject,
)


@dataclass(frozen=True)
class Ran:
    """One run: what it found, if it could see."""

    day: dt.date
    found: Mapping[str, Subject] | None
    waived: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    readable: frozenset[str] = frozenset()  # The items of sound files, where it could not see.
    accepts: bool = False


@dataclass(frozen=True)
class Dropped:
    """Someone took the baseline away."""


Event = Ran | Dropped


def memory(events: Sequence[Event], before: dt.date = dt.date.max) -> Memory:
    """All that is known after these events, or was known before the night of a day."""
    nights = [one for one in _of_each_day(events) if one.day < before]
    good = [one for one in nights if one.found is not None]
    ids = sorted({finding for one in good for finding in one.found or ()})
    return Memory(
        known={finding: _known(finding, good) for finding in ids},
        nights=tuple(_past(nights, position) for position in range(len(nights))),
        baseline=_baseline(events, good),
        codes=good[-1].codes if good else frozenset(),
    )


def _of_each_day(events: Sequence[Event]) -> list[Ran]:
    """The last run of each day that could see, else the last."""
    runs = [one for one in events if isinstance(one, Ran)]
    chosen = []
    for day in sorted({one.day for one in runs}):
        that_day = [one for one in runs if one.day == day]
        chosen.append(([one for one in that_day if one.found is not None] or that_day)[-1])
    return chosen


def _is_in(finding: str, night: Ran) -> bool:
    return night.found is not None and finding in night.found


def _known(finding: str, good: Sequence[Ran]) -> Known:
    starts = [
        n
        for n, night in enumerate(good)
        if _is_in(finding, night) and (n == 0 or not _is_in(finding, good[n - 1]))
    ]
    last = starts[-1]
    end = next((n for n in range(last, len(good)) if not _is_in(finding, good[n])), None)
    found = good[last].found
    assert found is not None
    return Known(
        subject=found[finding],
        first_seen=good[starts[0]].day,
        since=good[last].day,
        reopened=len(starts) - 1,
        closed_on=good[end].day if end is not None else None,
        last_seen=good[end - 1].day if end is not None else None,
        ending=_ending(finding, good[end]) if end is not None else None,
    )


def _ending(finding: str, night: Ran) -> Ending:
    if finding in night.waived:
        return Ending.WAIVED
    return Ending.FIXED if finding.partition(":")[0] in night.codes else Ending.RETIRED


def _past(nights: Sequence[Ran], position: int) -> PastNight:
    """A night among the others: how many were open, new, back and ended."""
    night = nights[position]
    earlier = [one for one in nights[:position] if one.found is not None]
    opened = set(earlier[-1].found or ()) if earlier else set()
    if night.found is None:
        unknown = [one for one in opened if not set(one.split(":")[1:]) <= night.readable]
        return PastNight(night.day, None, len(unknown))
    ever = {finding for one in earlier for finding in one.found or ()}
    now, gone = set(night.found), opened - set(night.found)
    endings = [_ending(one, night) for one in gone]
    numbers: Numbers = {
        "open": len(now),
        "new": len(now - ever),
        "reopened": len((now & ever) - opened),
        **{str(one): endings.count(one) for one in Ending},
    }
    return PastNight(night.day, numbers, 0)


def _baseline(events: Sequence[Event], good: Sequence[Ran]) -> Baseline | None:
    taken = None
    for one in events:
        if isinstance(one, Dropped):
            taken = None
        elif one.accepts:
            taken = one
    if taken is None:
        return None
    accepted = frozenset(taken.found or ())
    left = {
        finding
        for finding in accepted
        if all(_is_in(finding, one) for one in good if one.day >= taken.day)
    }
    return Baseline(accepted_on=taken.day, accepted=len(accepted), left=frozenset(left))
