"""What a run leaves behind as plain values for a line of the log, and back."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from graph.reports.nightly.memory import BaselineDropped, Ending, NightRecord, Record, Subject
from graph.state.lines import Body

NIGHT, BASELINE_DROPPED = "night", "baseline-dropped"
# What only one night's line has: a snapshot tells it of all nights together.
OF_THE_LINE = frozenset(["kind", "opened", "closed", "unknown", "codes", "accepted"])


def body_of(record: Record) -> Body:
    """Return what the line of a record says; what is empty is left out."""
    if isinstance(record, BaselineDropped):
        return {"kind": BASELINE_DROPPED, "as_of": record.as_of.isoformat()}
    told: dict[str, Any] = {
        "commit": record.commit,
        "opened": {one: subject_to(record.opened[one]) for one in sorted(record.opened)},
        "closed": {one: str(record.closed[one]) for one in sorted(record.closed)},
        "unknown": sorted(record.unknown),
        "codes": sorted(record.codes),
        "digests": list(record.digests),
    }
    body = {
        "kind": NIGHT,
        "as_of": record.as_of.isoformat(),
        "dataset": record.dataset,
        "numbers": None if record.numbers is None else dict(record.numbers),
        **{key: value for key, value in told.items() if value},
    }
    if record.accepted is not None:  # An empty baseline is one too.
        body["accepted"] = sorted(record.accepted)
    return body


def record_of(body: Body) -> Record:
    """Return the record that a line tells of; keys that are not known are let be.

    Raises:
        ValueError, KeyError, TypeError, AttributeError: it is not what this program would write.
    """
    if body["kind"] == BASELINE_DROPPED:
        return BaselineDropped(as_of=date.fromisoformat(body["as_of"]))
    if body["kind"] != NIGHT:
        raise ValueError(f"kind '{body['kind']}'")
    accepted = body.get("accepted")
    return NightRecord(
        as_of=date.fromisoformat(body["as_of"]),
        numbers=numbers_from(body["numbers"]),
        opened={one: subject_from(told) for one, told in body.get("opened", {}).items()},
        closed={one: Ending(why) for one, why in body.get("closed", {}).items()},
        unknown=frozenset(body.get("unknown", ())),
        codes=frozenset(body.get("codes", ())),
        accepted=None if accepted is None else frozenset(accepted),
        commit=body.get("commit"),
        dataset=body["dataset"],
        digests=tuple(body.get("digests", ())),
    )


def numbers_from(told: Mapping[str, float] | None) -> dict[str, float] | None:
    """Return the numbers of a night; None where the sources could not be read."""
    return None if told is None else dict(told.items())


def subject_to(subject: Subject) -> dict[str, Any]:
    """Return a subject as plain values."""
    plain: dict[str, Any] = {"th": subject.title_th, "en": subject.title_en}
    return {**plain, "units": list(subject.units)} if subject.units else plain


def subject_from(told: Mapping[str, Any]) -> Subject:
    """Return a subject from its plain values."""
    units: Iterable[str] = told.get("units", ())
    return Subject(title_th=told["th"], title_en=told["en"], units=tuple(units))
