"""One ticket, with what a hand-over needs and nothing of the person who reported it.

Read are its number, the chain of organisations, the kinds of problem, the district, its times and
its state. The text, the pictures, the place, names and marks are never looked at.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from graph.errors import UsageError
from graph.sayings import say
from graph.sources.delimited import Row, rows_of
from graph.sources.traffy.streaming import records_of
from graph.sources.traffy.times import TimeError, day_of
from graph.sources.workbooks.words import arabic, cleaned, on_one_line

_CHAIN = ("org_response", "organization", "org")  # The first that a ticket has.
_KINDS = ("problem_type_fondue", "problem_type_abdul", "type")
_NEEDED = ("ticket_id", "state")
_TICKET = re.compile(r"[A-Za-z0-9]{2,12}(?:-[A-Za-z0-9]{2,12})?")
_KIND = re.compile(r"[^\W\d_][\w\s&+/.()\u0e00-\u0e7f]{0,39}")
_PLACE = re.compile(r"[^\W\d_][\u0e00-\u0e7fA-Za-z .]{0,39}")
_LONG_NUMBER = re.compile(r"\d{5}")
_PARTS = re.compile(r"[,;\n|]+")
_CACHED = lru_cache(maxsize=4096)  # A hundred thousand tickets share a few words.
_MOST_KINDS = 5
_MOST_STEPS = 50  # Organisations of one ticket.


class TicketError(Exception):
    """A ticket that is not taken; the message is a sentence that many share."""


@dataclass(frozen=True, slots=True)
class Forward:
    """When an organisation was found in the chain of a ticket."""

    name: str
    seen_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A ticket without anything personal."""

    id: str
    chain: tuple[str, ...]  # Organisations in the order in which they had it.
    kinds: tuple[str, ...]
    district: str
    state: str  # As printed.
    reported: date | None = None
    begun: date | None = None
    finished: date | None = None
    last: date | None = None  # Of its last activity.
    reopened: int = 0
    forwards: tuple[Forward, ...] = ()


Read = tuple[int, Ticket | TicketError]  # With the number of the line or record.


def tickets_of(path: Path, name: str) -> Iterator[Read]:
    """Yield the tickets of a file, JSON or CSV, one at a time.

    Raises:
        UsageError: the file cannot be read, or holds no tickets.
    """
    if path.suffix.lower() in (".json", ".jsonl", ".ndjson", ".geojson"):
        records = records_of(path, name)
    elif path.suffix.lower() in (".csv", ".tsv", ".txt"):
        records = _of_table(path, name)
    else:
        raise UsageError(f"{name}: tickets come as .csv or .json: name such a file")
    for number, record in records:
        try:
            yield number, _ticket(record)
        except TicketError as error:
            yield number, error


def _of_table(path: Path, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    rows = rows_of(path, name, lambda head: not {*_NEEDED}.isdisjoint(_names(head)))
    names = _names(islice(rows, 1))
    missing = [one for one in _NEEDED if one not in names]
    if missing or not any(one in names for one in _CHAIN):
        wanted = ", ".join(missing or [f"{_CHAIN[0]} or {_CHAIN[1]}"])
        raise UsageError(f"{name}: these are no tickets, the column {wanted} is missing")
    for number, cells in rows:
        if any(cells):
            yield number, dict(zip(names, cells, strict=False))


def _names(rows: Iterable[Row]) -> list[str]:
    """Return the names of the columns, which stand in the first row."""
    header: list[str] = next((cells for _, cells in rows), [])
    return [cleaned(one).lower() for one in header]


def _ticket(record: Any) -> Ticket:
    """Return the ticket that a record is; a feature of a map holds it in its properties."""
    if isinstance(record, Mapping) and isinstance(record.get("properties"), Mapping):
        record = record["properties"]
    if not isinstance(record, Mapping):
        raise TicketError(say("it is no record with fields"))
    chain = _chain(record)
    return Ticket(
        id=_id(record),
        chain=chain,
        kinds=_kinds(record),
        district=_district(record),
        state=_text(record, "state"),
        reported=_day(record, "timestamp"),
        begun=_day(record, "timestamp_inprogress"),
        finished=_day(record, "timestamp_finished"),
        last=_day(record, "last_activity"),
        reopened=_count(record, "count_reopen"),
        forwards=tuple(_forwards(record)),
    )


def _id(record: Mapping[str, Any]) -> str:
    value = record.get("ticket_id")
    found = on_one_line(cleaned(value)) if isinstance(value, str) else ""
    if not _TICKET.fullmatch(found):
        raise TicketError(say("it has no number such as 2024-ABCDEF (ticket_id)"))
    return found.upper()


def _chain(record: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the organisations, each once where it stands several times in a row."""
    listed = next((found for one in _CHAIN if (found := _listed(record.get(one)))), [])
    if len(listed) > _MOST_STEPS:
        raise TicketError(say("it has gone through more than {} organisations", _MOST_STEPS))
    return tuple(one for at, one in enumerate(listed) if at == 0 or listed[at - 1] != one)


def _kinds(record: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the kinds of problem, the widest word of each; what looks like free text is not."""
    listed = next((found for one in _KINDS if (found := _listed(record.get(one)))), [])
    return _widest(tuple(listed))


@_CACHED
def _widest(kinds: tuple[str, ...]) -> tuple[str, ...]:
    widest = dict.fromkeys(one.partition("->")[0].strip() for one in kinds)
    fits = [one for one in widest if _KIND.fullmatch(one) and not _LONG_NUMBER.search(one)]
    return tuple(fits[:_MOST_KINDS])


def _district(record: Mapping[str, Any]) -> str:
    found = _listed(record.get("district"))
    return found[0] if found and _PLACE.fullmatch(found[0]) else ""


def _listed(value: Any) -> Sequence[str]:
    """Return the texts of a list, of `{a,b}` as databases print it, or of text with commas."""
    if isinstance(value, str):
        return _parted(value)
    if not isinstance(value, Sequence):
        return []
    texts = (_bare(one) for one in value if isinstance(one, str))
    return [one for one in texts if one]


@_CACHED
def _parted(text: str) -> tuple[str, ...]:
    texts = map(_bare, _PARTS.split(text.strip("{}[] ")))
    return tuple(one for one in texts if one)


@_CACHED
def _bare(text: str) -> str:
    return on_one_line(cleaned(text.strip("\"' ")))


@_CACHED
def _in_one_spelling(text: str) -> str:
    return on_one_line(cleaned(text))


def _text(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name)
    return _in_one_spelling(value) if isinstance(value, str) else ""


def _day(record: Mapping[str, Any], name: str) -> date | None:
    value = record.get(name)
    if value is None:
        return None
    try:
        return day_of(value if isinstance(value, str) else repr(value))
    except TimeError as error:
        raise TicketError(say("its {} is no time", name)) from error


def _count(record: Mapping[str, Any], name: str) -> int:
    """Return a number of times; a file that does not tell tells none."""
    value = record.get(name)
    text = arabic(str(value)).strip().removesuffix(".0") if value is not None else ""
    return int(text) if text.isdecimal() and len(text) < len("10000") else 0


def _forwards(record: Mapping[str, Any]) -> Iterator[Forward]:
    """Yield what the history of a ticket tells of its chain: who joined it, and when."""
    history = record.get("history")
    for one in history if isinstance(history, list) else ():
        if isinstance(one, Mapping) and one.get("changed_field") in _CHAIN:
            seen = _day(one, "detected_at")
            new, old = _listed(one.get("new")), _listed(one.get("old"))
            if seen and new[: len(old)] == old:
                yield from (Forward(name, seen) for name in new[len(old) :])
