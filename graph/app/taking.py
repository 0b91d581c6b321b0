"""Answers are taken one by one, or refused with their cell; what is taken brings no new error."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from graph.app import ask, graph_of
from graph.app.changing import Folder, new_problems
from graph.model.fields import FIELDS
from graph.model.rules import RECORDED_HANDOFF
from graph.problems import Problem, Severity
from graph.reports.nightly.answer_sheets import NOTE, STATES
from graph.sources.editing.edit import Edit
from graph.sources.workbooks.returned import Answer, Returned, Told
from graph.sources.workbooks.sheets import Place

if TYPE_CHECKING:
    from graph.model.portfolio import Portfolio
    from graph.reports.result import Parameters


@dataclass(frozen=True, slots=True)
class Wish:
    """An answer that is understood, and the edits that it comes to."""

    answer: Answer
    edits: Sequence[Edit]

    @property
    def item_id(self) -> str:
        """The item that is to change."""
        return self.answer.finding.split(":")[1]

    @property
    def place(self) -> Place:
        """Its first cell."""
        return next(iter(self.answer.cells.values())).place

    @property
    def meant(self) -> str:
        """What it asks for, whoever asks; two that ask for the same are one."""
        return repr([(one.field, _without_by(one.value)) for one in self.edits])


def _without_by(value: object) -> object:
    if isinstance(value, list):
        return [_without_by(one) for one in value]
    if isinstance(value, dict):
        return {name: one for name, one in value.items() if name != "by"}
    return value


@dataclass(slots=True)
class Outcome:
    """What became of all answers."""

    portfolio: "Portfolio"  # As it was before.
    asked: "Parameters"
    taken: list[Wish] = field(default_factory=list)
    already: list[Wish] = field(default_factory=list)  # The sources say so.
    refused: list[tuple[Answer | None, Told]] = field(default_factory=list)
    told: list[tuple[Answer | None, Told]] = field(default_factory=list)
    notes: list[Answer] = field(default_factory=list)
    changes: Mapping[str, tuple[bytes, bytes]] = field(default_factory=dict)
    ended: Sequence[str] = ()

    def refuse(self, answer: Answer, place: Place, message: str) -> None:
        """Note that an answer is not taken."""
        self.refused.append((answer, Told(place, message)))


def taken(folder: Folder, returned: Sequence[Returned], asked: "Parameters", data: Path) -> Outcome:
    """Take the answers of all workbooks that can be taken together."""
    from graph.app.since import changed_since

    portfolio = folder.checked.portfolio
    outcome = Outcome(portfolio, asked)
    standing = _standing(portfolio, asked)
    wishes = list(_understood(outcome, returned))
    wishes = list(_agreed(outcome, wishes))
    texts = _texts(portfolio, wishes)
    wishes = list(_still_asked(outcome, wishes, standing, texts))
    _make(outcome, folder, wishes, texts)
    _tell_what_ends(outcome, folder, standing)
    taken_items = {one.item_id for one in outcome.taken}
    outcome.told += changed_since(portfolio, returned, taken_items, data)
    return outcome


def _standing(portfolio: "Portfolio", asked: "Parameters") -> AbstractSet[str]:
    """Return the findings that are followed and stand."""
    from graph.reports.nightly.tracking import followed
    from graph.reports.registry import REPORTS

    return followed(ask(graph_of(portfolio), list(REPORTS), asked)).keys()


def _understood(outcome: Outcome, returned: Iterable[Returned]) -> Iterator[Wish]:
    from graph.sources.workbooks.wishes import NotUnderstoodError, edits_of, ground_of, unwritten
    from graph.views.words import VALUES

    words = {one: VALUES[one] for one in STATES}
    ground = ground_of(outcome.portfolio, outcome.asked.as_of, words)
    for one in returned:
        outcome.refused += [(None, told) for told in one.unread]
        outcome.told += [(None, told) for told in one.told]
        for answer in one.answers:
            if NOTE in answer.cells:
                outcome.notes.append(answer)
            try:
                edits = edits_of(answer, ground)
                outcome.told += [(answer, told) for told in unwritten(answer, ground)]
            except NotUnderstoodError as error:
                outcome.refuse(answer, error.place, str(error))
                continue
            if edits:
                yield Wish(answer, edits)


def _agreed(outcome: Outcome, wishes: Sequence[Wish]) -> Iterator[Wish]:
    """Yield one wish for each finding; answers that differ are all refused."""
    by_finding: dict[str, list[Wish]] = {}
    for one in wishes:
        by_finding.setdefault(one.answer.finding, []).append(one)
    for same in by_finding.values():
        if len({one.meant for one in same}) == 1:
            yield same[0]
            continue
        for one in same:
            other = next(two for two in same if two.meant != one.meant)
            message = f"{one.answer.finding} is answered otherwise at {other.place}: keep one"
            outcome.refuse(one.answer, one.place, message)


def _texts(portfolio: "Portfolio", wishes: Iterable[Wish]) -> dict[str, bytes]:
    """Return the files that hold the items of the wishes."""
    files = {portfolio.items[one.item_id].file for one in wishes}
    return {name: Path(name).read_bytes() for name in sorted(files)}


def _still_asked(
    outcome: Outcome,
    wishes: Iterable[Wish],
    standing: AbstractSet[str],
    texts: Mapping[str, bytes],
) -> Iterator[Wish]:
    """Yield the wishes whose finding stands; of others, see whether the sources say so already."""
    from graph.sources.editing.files import edit

    for one in wishes:
        if one.answer.finding in standing:
            yield one
            continue
        name = outcome.portfolio.items[one.item_id].file
        made = edit({name: texts[name]}, one.edits)
        if made.files or made.refused:
            message = f"{one.answer.finding} does not stand any more"
            remedy = "look at the item, and change it by hand if this is still meant"
            outcome.refuse(one.answer, one.place, f"{message}: {remedy}")
        else:
            outcome.already.append(one)


def _make(
    outcome: Outcome, folder: Folder, wishes: Sequence[Wish], texts: Mapping[str, bytes]
) -> None:
    """Make all edits that can be made, and that bring no error; an answer is taken whole."""
    while True:
        files, after, reasons = _tried(folder, wishes, texts)
        for one in wishes:
            if id(one) in reasons:
                outcome.refuse(one.answer, one.place, reasons[id(one)])
        wishes = [one for one in wishes if id(one) not in reasons]
        if not reasons:
            break
    outcome.changes = {name: (texts[name], data) for name, data in files.items()}
    _sort_out(outcome, wishes, after.checked.portfolio)


def _tried(
    folder: Folder, wishes: Sequence[Wish], texts: Mapping[str, bytes]
) -> tuple[Mapping[str, bytes], Folder, Mapping[int, str]]:
    """Return the files after all edits, the folder with them, and the wishes that do not fit."""
    from graph.sources.editing.files import edit

    made = edit(texts, [change for one in wishes for change in one.edits])
    wrong = {id(one.edit): one.message for one in made.refused}
    reasons = {
        id(wish): wrong[id(change)]
        for wish in wishes
        for change in wish.edits
        if id(change) in wrong
    }
    after = folder.with_files(made.files)
    return made.files, after, reasons or _errors(folder, after, wishes)


def _errors(before: Folder, after: Folder, wishes: Sequence[Wish]) -> dict[int, str]:
    """Return the wishes that bring an error, and its message; all of them if it is nobody's."""
    found = new_problems(before.checked, after.checked)
    errors = [one for one in found if one.severity is Severity.ERROR]
    reasons: dict[int, str] = {}
    for problem in errors:
        item_id = _item_at(problem, after)
        blamed = [one for one in wishes if one.item_id == item_id] or wishes
        for one in blamed:
            reasons.setdefault(id(one), f"the sources would have an error: {problem}")
    return reasons


def _item_at(problem: Problem, folder: Folder) -> str | None:
    """Return the item that a problem is about: the last that begins before it."""
    items = folder.files[problem.file].items if problem.file in folder.files else ()
    before = [one for one in items if one.line <= problem.line]
    return max(before, key=lambda one: one.mark).id if before else None


def _sort_out(outcome: Outcome, wishes: Iterable[Wish], after: "Portfolio") -> None:
    """Tell the wishes that have changed something from those that the sources knew already."""
    for one in wishes:
        old, new = outcome.portfolio.items[one.item_id], after.items[one.item_id]
        keys = {each.name: each.key for each in FIELDS[old.kind_of_node]}
        names = (keys[change.field] for change in one.edits)
        if any(getattr(old, name) != getattr(new, name) for name in names):
            outcome.taken.append(one)
        else:
            outcome.already.append(one)


def _tell_what_ends(outcome: Outcome, folder: Folder, standing: AbstractSet[str]) -> None:
    """Find the findings that end with the changes, and tell of answers that end none."""
    after = {name: data for name, (_, data) in outcome.changes.items()}
    left = standing
    if after:
        portfolio = folder.with_files(after).checked.portfolio
        left = _standing(portfolio, outcome.asked)
    outcome.ended = sorted(standing - left)
    for one in (*outcome.taken, *outcome.already):
        finding = one.answer.finding
        if finding in left and not finding.startswith(f"{RECORDED_HANDOFF.code}:"):
            text = f"with this answer {finding} still stands: `policytrace why {finding}` says why"
            outcome.told.append((one.answer, Told(one.place, text)))
