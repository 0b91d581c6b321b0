"""The log of all runs, as it is read: what its lines say, and how its end was left.

A run that is killed while it writes leaves a last line that is cut short. Such a line is no
mistake: it never was, and what stands before it counts. Any other line that is not as it was
written is an error, since to go on without it would tell old findings as new.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TypeVar

from graph.errors import UsageError
from graph.reports.nightly import lifecycle
from graph.reports.nightly.memory import Memory, NightRecord, Record
from graph.state import lines, snapshot
from graph.state.lines import Body
from graph.state.records import record_of

NAME = "runs.jsonl"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Line:
    """One record, and the line that tells of it."""

    text: bytes  # As it stands, with its end of line.
    body: Body
    record: Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """What is written down of all runs."""

    snapshot: Body | None = None  # What was there before the lines, if anything.
    start: Memory
    lines: tuple[Line, ...] = ()
    size: int = 0  # Bytes of whole lines, and their ends.
    torn: bytes = b""  # What stands after them: a line that was never finished.
    is_ended: bool = True  # Whether the last whole line has its end.

    @property
    def records(self) -> tuple[Record, ...]:
        """What the lines tell of, in the order in which they were written."""
        return tuple(one.record for one in self.lines)

    @property
    def last(self) -> NightRecord | None:
        """The last run that has a line, whatever it could see."""
        nights = (one for one in reversed(self.records) if isinstance(one, NightRecord))
        return next(nights, None)

    @property
    def count(self) -> int:
        """How many whole lines there are."""
        return len(self.lines) + (self.snapshot is not None)

    def memory(self, before: date | None = None) -> Memory:
        """Return all that is known, or what was known before the night of a day."""
        if before is None:
            return lifecycle.replayed(self.records, self.start)
        return lifecycle.before(self.records, before, self.start)

    def compacted(self) -> bytes:
        """Return the same log as one snapshot and the lines of the last night's day.

        That day's lines stay as they are, so that its night can be run again.
        """
        last = self.last
        nights = (n for n, one in enumerate(self.records) if last and _is_of(one, last.as_of))
        first = next(nights, len(self.lines))
        earlier, kept = self.lines[:first], self.lines[first:]
        whole = self._snapshot_of(earlier) if earlier else self.snapshot
        head = b"" if whole is None else lines.written(whole)
        return head + b"".join(one.text for one in kept)

    def _snapshot_of(self, earlier: Sequence[Line]) -> Body:
        """Return what is known after the first lines, with all that they tell of their nights."""
        told = {id(one.record): one.body for one in earlier}
        records = [one.record for one in earlier]
        counting = lifecycle.counting(records)
        nights = [] if self.snapshot is None else list(self.snapshot["nights"])
        nights += [snapshot.night_to(told[id(one)]) for one in counting]
        return snapshot.body_of(lifecycle.replayed(records, self.start), nights, self.snapshot)


def _is_of(record: Record, day: date) -> bool:
    return isinstance(record, NightRecord) and record.as_of == day


def parsed(data: bytes, path: Path) -> Log:
    """Return what the bytes of a log say; the path is for messages.

    Raises:
        UsageError: a line is damaged, of a newer format, or stands where it cannot.
    """
    texts = BytesIO(data).readlines()
    torn = texts.pop() if texts and _is_torn(texts[-1]) else b""
    bodies = [_body(text, f"{path}:{n}") for n, text in enumerate(texts, start=1)]
    first = bodies.pop(0) if bodies and bodies[0]["kind"] == snapshot.SNAPSHOT else None
    start = Memory() if first is None else _told(snapshot.memory_of, first, f"{path}:1")
    offset = len(texts) - len(bodies)
    read = tuple(
        Line(text, body, _told(record_of, body, f"{path}:{n}"))
        for n, (text, body) in enumerate(zip(texts[offset:], bodies, strict=True), offset + 1)
    )
    _refuse_disorder(read, start, path)
    return Log(
        snapshot=first,
        start=start,
        lines=read,
        size=len(data) - len(torn),
        torn=torn,
        is_ended=not texts or texts[-1].endswith(b"\n"),
    )


def _is_torn(text: bytes) -> bool:
    """Tell whether a last line was cut short; a snapshot never is, as it is moved in whole."""
    bare = text.removesuffix(b"\n")
    if lines.is_whole(bare) or lines.begins_as(bare, snapshot.SNAPSHOT):
        return False
    return lines.is_unfinished(bare)


def _body(text: bytes, place: str) -> Body:
    bare = text.removesuffix(b"\n")
    if not lines.is_whole(bare):
        raise UsageError(
            f"{place}: this line is damaged or was edited, so what is known of the nights is in"
            " doubt: put back a copy of the file, or delete the line (what that run has changed is"
            " then forgotten, and some findings are told as new again)"
        )
    try:
        return lines.body_of(bare)
    except UsageError as error:
        raise UsageError(f"{place}: this line {error}") from error


def _told(meaning: Callable[[Body], T], body: Body, place: str) -> T:
    """Return what the body of a line means."""
    try:
        return meaning(body)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            f"{place}: this line is whole, but holds what this policytrace does not know ({error}):"
            " upgrade policytrace"
        ) from error


def _refuse_disorder(read: Iterable[Line], start: Memory, path: Path) -> None:
    last = start.last.as_of if start.last else date.min
    for one in read:
        if isinstance(one.record, NightRecord):
            if one.record.as_of < last:
                raise UsageError(
                    f"{path}: the night of {one.record.as_of} stands after that of {last}, so lines"
                    " were moved or two logs were joined: put back a copy of the file"
                )
            last = one.record.as_of
