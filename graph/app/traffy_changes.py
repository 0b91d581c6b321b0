"""The hand-overs of tickets in the text of the sources: new lines, and lines that change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from graph.app.adding import new_file
from graph.app.blaming import reason, to_blame
from graph.app.changing import Folder, new_problems
from graph.app.importing import Changes
from graph.errors import UsageError
from graph.problems import Problem

if TYPE_CHECKING:
    from graph.model.entities import Handoff
    from graph.model.portfolio import Portfolio
    from graph.sources.traffy.handing import Hop


@dataclass(slots=True, kw_only=True)
class Change:
    """What tickets come to in the sources."""

    known: "Mapping[str, Handoff]"  # The hand-overs of tickets that the sources hold.
    hops: "dict[str, Hop]"  # Those that are taken.
    new: "dict[str, Hop]"
    changed: "dict[str, Hop]"
    changes: Changes = field(default_factory=dict)
    problems: Sequence[Problem] = ()  # Warnings and notices that come with it.
    refused: dict[str, str] = field(default_factory=dict)  # Tickets that bring an error, and which.

    def leave_out(self, reasons: Mapping[str, str]) -> None:
        """Refuse tickets with all their hand-overs."""
        self.refused |= reasons
        for hops in (self.hops, self.new, self.changed):
            for one in [one for one in hops if ticket_of(one) in reasons]:
                del hops[one]


def ticket_of(item_id: str) -> str:
    """Return the number of the ticket that a hand-over is of."""
    from graph.sources.traffy.handing import PREFIX

    return item_id.removeprefix(PREFIX).rpartition("-")[0]


def change(sources: Folder, hops: "dict[str, Hop]", folder: Path, target: Path) -> Change:
    """Return what hand-overs change; tickets that would bring an error are left out, whole.

    Args:
        sources: What there is.
        hops: The hand-overs of all tickets, by their ids.
        folder: Where the sources stand.
        target: The file in it for new ones.

    Raises:
        UsageError: the file for new ones is laid out otherwise.
    """
    from graph.sources.traffy.lines import is_same

    known = _known(sources.checked.portfolio)
    old = {one: hop for one, hop in hops.items() if one in known}
    found = Change(
        known=known,
        hops=hops,
        new={one: hop for one, hop in hops.items() if one not in known},
        changed={one: hop for one, hop in old.items() if not is_same(known[one], hop)},
    )
    while True:
        found.changes = _changes(sources, found, folder, target)
        reasons = _errors(sources, found, target)
        if not reasons:
            return found
        found.leave_out(reasons)


def _known(portfolio: "Portfolio") -> "dict[str, Handoff]":
    from graph.model.entities import Handoff
    from graph.sources.traffy.handing import PREFIX

    return {one.id: one for one in portfolio.of(Handoff) if one.id.startswith(PREFIX)}


def _errors(sources: Folder, found: Change, target: Path) -> dict[str, str]:
    """Return the tickets that bring an error into the sources, and why."""
    files = {path.as_posix(): data for path, (_, data) in found.changes.items()}
    after = sources.with_files(files) if files else sources
    found.problems = new_problems(sources.checked, after.checked)

    def file_of(item_id: str) -> str:
        known = found.known.get(item_id)
        return known.file if known else target.as_posix()

    reasons: dict[str, str] = {}
    every = [*found.new, *found.changed]
    for item_id, problem in to_blame(found.problems, after, every, str, file_of):
        reasons.setdefault(ticket_of(item_id), reason(problem))
    return reasons


def _changes(sources: Folder, found: Change, folder: Path, target: Path) -> Changes:
    """Return the files as they would be."""
    from graph.sources.traffy.lines import with_more, with_only

    by_file: dict[str, dict[str, Hop]] = {}
    for item_id, hop in found.changed.items():
        by_file.setdefault(found.known[item_id].file, {})[item_id] = hop
    before = {Path(one): Path(one).read_bytes() for one in by_file}
    after = {one: _edited(one, data, by_file[one.as_posix()]) for one, data in before.items()}
    if found.new and target.as_posix() not in sources.files:
        text = with_only(new_file(folder, target), found.new)
        return {**_pairs(before, after), target: (None, text.encode())}
    if found.new:
        before.setdefault(target, target.read_bytes())
        text = after.get(target, before[target]).decode("utf-8")
        after[target] = with_more(text, target.as_posix(), found.new).encode()
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
    found = edit({path.as_posix(): text.encode()}, edits) if edits else None
    if found and found.refused:
        raise UsageError(str(found.refused[0]))
    return found.files.get(path.as_posix(), text.encode()) if found else text.encode()
