"""All that is known before a night in one line, in place of the lines that it was learnt from."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from graph.reports.nightly.memory import Baseline, Ending, Known, Memory, PastNight
from graph.state.lines import Body
from graph.state.records import OF_THE_LINE, numbers_from, subject_from, subject_to

SNAPSHOT = "snapshot"


def body_of(memory: Memory, nights: Sequence[Body], before: Body | None) -> Body:
    """Return what the line says.

    `nights` are those of the memory, from `night_to`. What an earlier snapshot says beyond what
    this program knows of is said again.
    """
    baseline = memory.baseline
    return {
        **(before or {}),
        "kind": SNAPSHOT,
        "nights": list(nights),
        "known": {one: _known_to(memory.known[one]) for one in sorted(memory.known)},
        "baseline": _baseline_to(baseline) if baseline else None,
        "codes": sorted(memory.codes),
    }


def night_to(body: Body) -> Body:
    """Return what a snapshot keeps of the line of a night: all but the findings."""
    kept = {key: value for key, value in body.items() if key not in OF_THE_LINE}
    return {**kept, "unknown": len(body.get("unknown", ()))}


def memory_of(body: Body) -> Memory:
    """Return what was known.

    Raises:
        ValueError, KeyError, TypeError, AttributeError: it is not what this program would write.
    """
    baseline = body["baseline"]
    return Memory(
        known={one: _known_from(told) for one, told in body["known"].items()},
        nights=tuple(_night_from(one) for one in body["nights"]),
        baseline=_baseline_from(baseline) if baseline is not None else None,
        codes=frozenset(body["codes"]),
    )


def _night_from(told: Mapping[str, Any]) -> PastNight:
    day = date.fromisoformat(told["as_of"])
    return PastNight(day, numbers_from(told["numbers"]), told["unknown"])


def _known_to(known: Known) -> dict[str, Any]:
    told = {
        "reopened": known.reopened,
        "closed_on": known.closed_on and known.closed_on.isoformat(),
        "last_seen": known.last_seen and known.last_seen.isoformat(),
        "ending": known.ending and str(known.ending),
    }
    return {
        **subject_to(known.subject),
        "first_seen": known.first_seen.isoformat(),
        "since": known.since.isoformat(),
        **{key: value for key, value in told.items() if value},
    }


def _known_from(told: Mapping[str, Any]) -> Known:
    return Known(
        subject=subject_from(told),
        first_seen=date.fromisoformat(told["first_seen"]),
        since=date.fromisoformat(told["since"]),
        reopened=told.get("reopened", 0),
        closed_on=_day_from(told.get("closed_on")),
        last_seen=_day_from(told.get("last_seen")),
        ending=Ending(told["ending"]) if "ending" in told else None,
    )


def _day_from(told: str | None) -> date | None:
    return None if told is None else date.fromisoformat(told)


def _baseline_to(baseline: Baseline) -> dict[str, Any]:
    return {
        "accepted_on": baseline.accepted_on.isoformat(),
        "accepted": baseline.accepted,
        "left": sorted(baseline.left),
    }


def _baseline_from(told: Mapping[str, Any]) -> Baseline:
    return Baseline(
        accepted_on=date.fromisoformat(told["accepted_on"]),
        accepted=told["accepted"],
        left=frozenset(told["left"]),
    )
