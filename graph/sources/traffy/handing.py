"""The hand-overs that a ticket comes to: one for each forward from a unit to another.

A ticket tells when it was reported, taken up, closed and last touched, and hardly ever when it was
forwarded. Dates are therefore only as exact as these bound them: a day, a month, a year, or none.
"""

from dataclasses import dataclass
from datetime import date
from sys import intern
from typing import NamedTuple

from graph.sayings import say
from graph.sources.traffy.names import Names, is_section
from graph.sources.traffy.ticket_states import SAYS_MORE, STATES
from graph.sources.traffy.tickets import Ticket, TicketError
from graph.sources.traffy.times import between

PREFIX = "TF-"
_WORD = 24  # Characters of a state; more would be something else.
_PASSED_ON = "ส่งต่อไปหน่วยงานอื่นแล้ว"
_SENT_BACK = "ส่งคืนหน่วยงานที่เคยรับเรื่อง"
_NO_KIND = "ไม่ระบุประเภท"


class Hop(NamedTuple):
    """A hand-over as it is written; a date is text, as exact as it is known."""

    subject: str
    from_unit: str
    to_unit: str
    asked_on: str | None
    accepted_on: str | None
    done_on: str | None
    state: str
    reason: str | None
    inferred: tuple[str, ...]  # The fields that follow from the ticket and do not stand in it.


@dataclass(frozen=True, slots=True)
class Handed:
    """What a ticket comes to."""

    hops: dict[str, Hop]  # By the id of the hand-over.
    unknown: tuple[str, ...]  # Organisations that are no unit of the sources.


def step_id(ticket: str, step: int) -> str:
    """Return the id of the hand-over to the organisation at a place of the chain, from 0."""
    return f"{PREFIX}{ticket}-{step}"


def handed(ticket: Ticket, names: Names, *, asked_as_reported: bool = False) -> Handed:
    """Return the hand-overs of a ticket; with `asked_as_reported` the first is of its first day.

    Raises:
        TicketError: its state is not known.
    """
    state = STATES.get(ticket.state)
    if state is None:
        raise TicketError(say("its state '{}' is not known", ticket.state[:_WORD]))
    if _goes_backwards(ticket):
        raise TicketError(
            say("its times go against each other: closed or taken up before reported")
        )
    stays, unknown = _stays(ticket, names)
    seen = _seen(ticket)
    hops = {}
    for at, (step, unit) in enumerate(stays):
        before = stays[at - 1][1] if at else None
        if unit is None or before is None:
            continue
        is_last = at == len(stays) - 1
        asked = ticket.reported if asked_as_reported and at == 1 else seen.get(step)
        hop = _hop(ticket, (before, unit), state if is_last else "withdrawn", asked)
        if not is_last:
            back = stays[at + 1][1] in [one for _, one in stays[:at]]
            hop = hop._replace(
                reason=_SENT_BACK if back else _PASSED_ON, inferred=("state", *hop.inferred)
            )
        hops[step_id(ticket.id, step)] = hop
    return Handed(hops, tuple(unknown))


def _stays(ticket: Ticket, names: Names) -> tuple[list[tuple[int, str | None]], list[str]]:
    """Return with which units the ticket was, one after another; None: with nobody of ours."""
    stays: list[tuple[int, str | None]] = []
    unknown = []
    for step, name in enumerate(ticket.chain):
        unit = names.unit(name)
        if unit is None:
            if is_section(name) and stays:
                continue  # It is of the office that has the ticket.
            unknown.append(name)
        if unit is None or not stays or stays[-1][1] != unit:
            stays.append((step, unit))
    return stays, unknown


def _goes_backwards(ticket: Ticket) -> bool:
    later = (one for one in (ticket.begun, ticket.finished) if one)
    return ticket.reported is not None and any(one < ticket.reported for one in later)


def _hop(ticket: Ticket, units: tuple[str, str], state: str, asked: date | None) -> Hop:
    """Return the hand-over with its dates; `asked` is its first day, where it is known."""
    is_done = state == "done"
    last = ticket.finished if is_done and ticket.finished else ticket.last
    if asked and last and asked > last:
        asked = None  # It was seen later than it can have been.
    floor = max(filter(None, (ticket.begun, ticket.reported, asked)), default=None)
    is_taken_up = ticket.begun and state in ("accepted", "done")
    return Hop(
        subject=intern(_subject(ticket)),
        from_unit=units[0],
        to_unit=units[1],
        asked_on=asked.isoformat() if asked else between(ticket.reported, last),
        accepted_on=between(floor, last) if is_taken_up else None,
        done_on=(between(ticket.finished or floor, last) if is_done else None),
        state=state,
        reason=_reason(ticket, state),
        inferred=("asked_on",) if asked else (),
    )


def _reason(ticket: Ticket, state: str) -> str | None:
    if ticket.state in SAYS_MORE:
        return ticket.state
    is_open = state in ("waiting", "accepted")
    return f"ประชาชนเปิดเรื่องใหม่ {ticket.reopened} ครั้ง" if ticket.reopened and is_open else None


def _seen(ticket: Ticket) -> dict[int, date]:
    """Return when steps were seen for the first time, where the history goes with the chain."""
    first = len(ticket.chain) - len(ticket.forwards)
    if first < 0 or ticket.chain[first:] != tuple(one.name for one in ticket.forwards):
        return {}
    return {first + nth: one.seen_on for nth, one in enumerate(ticket.forwards)}


def _subject(ticket: Ticket) -> str:
    """Return the kinds of problem and the district, and nothing else."""
    kinds = ", ".join(ticket.kinds) or _NO_KIND
    place = ticket.district
    return f"{kinds} {place if place.startswith('เขต') or not place else f'เขต{place}'}".strip()
