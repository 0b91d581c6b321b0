"""The use case of tickets: the hand-overs in a file of Traffy Fondue, put into the sources."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from graph.app.adding import new_file, source_file
from graph.app.changing import Folder
from graph.app.intake import Changes, Import, refuse_errors, sound
from graph.errors import UsageError
from graph.reports.intake import Intake, Tally

if TYPE_CHECKING:
    from graph.model.entities import Handoff
    from graph.model.portfolio import Portfolio
    from graph.sources.traffy.handing import Handed, Hop
    from graph.sources.traffy.names import Names

FILE = Path("handoffs-traffy.yaml")
_SORTS = ("unchanged", "changed", "new")  # The last that a ticket has counts.
_SHOWN = 5  # Candidates and places that a line names.


@dataclass(slots=True)
class _Tickets:
    """The tickets of a file, as far as they are needed."""

    read: int = 0
    latest: "dict[str, tuple[str, Handed]]" = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)
    first: dict[str, int] = field(default_factory=dict)  # Where each reason was met first.

    def refuse(self, reason: str, number: int) -> None:
        self.refused[reason] += 1
        self.first.setdefault(reason, number)

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
    from graph.sources.traffy.names import Names

    sources = sound(folder)
    portfolio = sources.checked.portfolio
    names = Names(portfolio.of(Unit))
    tickets = _tickets(path, names, asked_as_reported=asked_as_reported)
    target = source_file(folder, file or folder / FILE)
    return _import(path, sources, tickets, names, (folder, target))


def _tickets(path: Path, names: "Names", *, asked_as_reported: bool) -> _Tickets:
    """Read every ticket; of one that comes twice, what was touched last counts."""
    from graph.sources.traffy.handing import handed
    from graph.sources.traffy.tickets import TicketError, tickets_of

    found = _Tickets()
    for number, ticket in tickets_of(path, path.as_posix()):
        found.read += 1
        if isinstance(ticket, TicketError):
            found.refuse(str(ticket), number)
            continue
        last = ticket.last.isoformat() if ticket.last else ""
        if last < found.latest.get(ticket.id, ("", None))[0]:
            continue
        try:
            one = handed(ticket, names, asked_as_reported=asked_as_reported)
        except TicketError as error:
            found.refuse(str(error), number)
        else:
            found.latest[ticket.id] = (last, one)
    return found


def _import(
    path: Path, sources: Folder, tickets: _Tickets, names: "Names", home: tuple[Path, Path]
) -> Import:
    from graph.sources.traffy.lines import is_same

    known = _known(sources.checked.portfolio)
    hops = tickets.hops()
    new = {one: hop for one, hop in hops.items() if one not in known}
    changed = {
        one: hop for one, hop in hops.items() if one in known and not is_same(known[one], hop)
    }
    changes = _changes(sources, known, new, changed, home)
    refuse_errors(sources, changes)
    sorts = (hops.keys() - new.keys() - changed.keys(), changed, new)
    tallies = [
        Tally("handoff", dict(zip(_SORTS, map(len, sorts), strict=True))),
        Tally("ticket", {**_by_ticket(sorts), "refused": tickets.refused.total()}),
    ]
    told = Intake(
        file=path.as_posix(),
        read=tickets.read,
        tallies=tallies,
        refused=list(_refused(path, tickets)),
        unknown=list(_unknown(tickets, names)),
        told=[*_apart(tickets), *_gone(known, tickets)],
        files=[one.as_posix() for one in changes],
    )
    return Import(told=told, changes=changes)


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
        yield f"{count:,} of {tickets.read:,} tickets went from no unit of the sources to another"


def _known(portfolio: "Portfolio") -> "dict[str, Handoff]":
    """Return the hand-overs of tickets that the sources hold."""
    from graph.model.entities import Handoff
    from graph.sources.traffy.handing import PREFIX

    return {one.id: one for one in portfolio.of(Handoff) if one.id.startswith(PREFIX)}


def _changes(
    sources: Folder,
    known: "Mapping[str, Handoff]",
    new: "Mapping[str, Hop]",
    changed: "Mapping[str, Hop]",
    home: tuple[Path, Path],
) -> Changes:
    """Return the files as they would be; `home` is the folder and the file for what is new."""
    from graph.sources.traffy.lines import with_more, with_only

    folder, target = home
    by_file: dict[str, dict[str, Hop]] = {}
    for item_id, hop in changed.items():
        by_file.setdefault(known[item_id].file, {})[item_id] = hop
    before = {Path(one): Path(one).read_bytes() for one in by_file}
    after = {one: _edited(one, data, by_file[one.as_posix()]) for one, data in before.items()}
    if new and target.as_posix() not in sources.files:
        begin = new_file(folder, target)
        return {**_pairs(before, after), target: (None, with_only(begin, new).encode())}
    if new:
        before.setdefault(target, target.read_bytes())
        text = after.get(target, before[target]).decode("utf-8")
        after[target] = with_more(text, target.as_posix(), new).encode()
    return _pairs(before, after)


def _pairs(before: Mapping[Path, bytes], after: Mapping[Path, bytes]) -> Changes:
    return {one: (before[one], after[one]) for one in sorted(after)}


def _edited(path: Path, data: bytes, changed: "Mapping[str, Hop]") -> bytes:
    """Return a file with these hand-overs as their tickets tell them now."""
    from graph.sources.editing.edit import Edit
    from graph.sources.editing.files import edit
    from graph.sources.traffy.lines import told_of, with_changes

    text, made = with_changes(data.decode("utf-8"), changed)
    edits = [
        Edit(item_id, name, value)
        for item_id, hop in changed.items()
        if item_id not in made
        for name, value in told_of(hop).items()
        if name != "basis" or value
    ]
    found = edit({path.as_posix(): text.encode()}, edits)
    if found.refused:
        raise UsageError(str(found.refused[0]))
    return found.files.get(path.as_posix(), text.encode())


def _refused(path: Path, tickets: _Tickets) -> Iterator[str]:
    for reason, count in tickets.refused.most_common():
        times = "" if count == 1 else f" ({count:,} tickets; this is the first)"
        yield f"{path.as_posix()}:{tickets.first[reason]}: the ticket is left out: {reason}{times}"


def _unknown(tickets: _Tickets, names: "Names") -> Iterator[str]:
    """Yield the organisations that are no unit of the sources, the most frequent first."""
    counts = Counter(name for _, one in tickets.latest.values() for name in one.unknown)
    for name, count in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
        several = names.candidates(name)
        may_be = f": may be {', '.join(several[:_SHOWN])}" if several else ""
        yield f"{name} × {count:,}{may_be}"


def _gone(known: Iterable[str], tickets: _Tickets) -> Iterator[str]:
    """Yield hand-overs in the sources of which their ticket says nothing any more."""
    for item_id in sorted(known):
        ticket = item_id.removeprefix("TF-").rpartition("-")[0]
        if ticket in tickets.latest and item_id not in tickets.latest[ticket][1].hops:
            yield f"{item_id} is no longer in its ticket: it stays; see if it still holds"
