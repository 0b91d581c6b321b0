"""The use case of tickets: the hand-overs in a file of Traffy Fondue, put into the sources."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from graph.app.adding import source_file
from graph.app.changing import Names, names_from_here
from graph.app.importing import Import, new_item, setting, sound
from graph.app.traffy_changes import Change, change, ticket_of
from graph.reports.imported import Imported, InCell, counted
from graph.sayings import say
from graph.sources.workbooks.sheets import Place

if TYPE_CHECKING:
    from graph.sources.traffy.handing import Handed, Hop
    from graph.sources.traffy.names import Names as Units

FILE = Path("handoffs-traffy.yaml")
_SORTS = ("unchanged", "changed", "new")  # The last that a ticket has counts.
_SHOWN = 5  # Candidates that a line names.


@dataclass(slots=True)
class _Tickets:
    """The tickets of a file, as far as they are needed."""

    read: int = 0
    latest: "dict[str, tuple[str, Handed]]" = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)  # Where each of these stands.
    refused: list[tuple[int, str]] = field(default_factory=list)  # The line, and why.

    def hops(self) -> "dict[str, Hop]":
        """Return every hand-over, in the order of the tickets and their steps."""
        from graph.sources.traffy.lines import in_order

        return in_order(hop for _, one in self.latest.values() for hop in one.hops.items())


def read(
    path: Path, folder: Path, file: Path | None = None, *, asked_as_reported: bool = False
) -> Import:
    """Return what tickets change in the sources under a folder; nothing is written.

    Args:
        path: CSV or JSON of tickets.
        folder: Where the sources stand.
        file: Where new hand-overs go, in that folder.
        asked_as_reported: Take the day of the report for that of the first forward.

    Raises:
        UsageError: the file cannot be read, or holds no tickets.
        SourcesHaveErrorsError, UnreadableSourcesError: see `graph.app.open_portfolio`.
    """
    from graph.model.entities import Unit
    from graph.sources.traffy.names import Names as Units

    sources = sound(folder)
    units = Units(sources.checked.portfolio.of(Unit))
    tickets = _tickets(path, units, asked_as_reported=asked_as_reported)
    target = source_file(folder, file or folder / FILE)
    found = change(sources, tickets.hops(), folder, target)
    tickets.refused += [(tickets.lines[one], why) for one, why in found.refused.items()]
    names = names_from_here(map(str, found.changes), folder)
    told = _told(path.as_posix(), found, tickets, units, names)
    return Import(told=told, changes=found.changes, names=names)


def _tickets(path: Path, units: "Units", *, asked_as_reported: bool) -> _Tickets:
    """Read every ticket; of one that comes twice, what was touched last counts."""
    from graph.sources.traffy.handing import handed
    from graph.sources.traffy.tickets import TicketError, tickets_of

    found = _Tickets()
    for number, ticket in tickets_of(path, path.as_posix()):
        found.read += 1
        if isinstance(ticket, TicketError):
            found.refused.append((number, str(ticket)))
            continue
        last = ticket.last.isoformat() if ticket.last else ""
        if last < found.latest.get(ticket.id, ("", None))[0]:
            continue
        try:
            one = handed(ticket, units, asked_as_reported=asked_as_reported)
        except TicketError as error:
            found.refused.append((number, str(error)))
        else:
            found.latest[ticket.id] = (last, one)
            found.lines[ticket.id] = number
    return found


def _told(name: str, found: Change, tickets: _Tickets, units: "Units", names: Names) -> Imported:
    sorts = (found.hops.keys() - found.new.keys() - found.changed.keys(), found.changed, found.new)
    by_ticket = {**_by_ticket(sorts), "refused": len(tickets.refused)}
    told = [*_apart(tickets), *_gone(found.known, tickets)]
    return Imported(
        tallies=[
            counted(name, "handoff", dict(zip(_SORTS, map(len, sorts), strict=True))),
            counted(name, "ticket", by_ticket),
        ],
        changes=_Settings(name, found, tickets.lines),
        refused=[
            InCell(file=name, cell=str(line), text=say("the ticket is left out: {}", why))
            for line, why in sorted(tickets.refused)
        ],
        unknown=[InCell(file=name, text=one) for one in _unknown(tickets, units)],
        told=[InCell(file=name, text=one) for one in told],
        problems=found.problems,
        files=sorted(names.of.values()),
        apply_in=names.apply_in,
    )


@dataclass(frozen=True, slots=True)
class _Settings:
    """What each ticket sets; it is put in words only where that is read, as tickets are many."""

    name: str  # Of their file.
    found: Change
    lines: Mapping[str, int]

    def __iter__(self) -> Iterator[InCell]:
        from graph.sources.traffy.lines import differences, fields_of

        for item_id, hop in self.found.hops.items():
            place = Place(self.name, "", str(self.lines[ticket_of(item_id)]))
            if item_id in self.found.new:
                yield new_item(place, item_id, fields_of(item_id, hop))
            elif item_id in self.found.changed:
                known = self.found.known[item_id]
                for one, value in differences(known, hop).items():
                    yield setting(place, item_id, [one], value)


def _by_ticket(sorts: "Sequence[Iterable[str]]") -> Mapping[str, int]:
    """Count the tickets of hand-overs; one of which some are new is new, then changed."""
    sort_of = {
        item_id.rpartition("-")[0]: sort
        for sort, ids in zip(_SORTS, sorts, strict=True)
        for item_id in ids
    }
    return Counter(sort_of.values())


def _apart(tickets: _Tickets) -> Iterator[str]:
    """Yield how many tickets came to nothing."""
    count = sum(1 for _, one in tickets.latest.values() if not one.hops)
    if count:
        template = "{:,} of {:,} tickets went from no unit of the sources to another"
        yield say(template, count, tickets.read)


def _unknown(tickets: _Tickets, units: "Units") -> Iterator[str]:
    """Yield the organisations that are no unit of the sources, the most frequent first."""
    counts = Counter(name for _, one in tickets.latest.values() for name in one.unknown)
    for name, count in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
        several = units.candidates(name)
        may_be = say(": may be {}", ", ".join(several[:_SHOWN])) if several else ""
        yield say("{} × {:,}{}", name, count, may_be)


def _gone(known: Iterable[str], tickets: _Tickets) -> Iterator[str]:
    """Yield hand-overs in the sources of which their ticket says nothing any more."""
    for item_id in sorted(known):
        _, ticket = tickets.latest.get(ticket_of(item_id), ("", None))
        if ticket and item_id not in ticket.hops:
            yield say("{} is no longer in its ticket: it stays; see if it still holds", item_id)
