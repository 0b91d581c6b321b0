"""Answers are taken one by one, or refused with their cell; what is taken brings no new error."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from graph.app import ask, graph_of
from graph.app.changing import Folder
from graph.app.making import Making
from graph.model.rules import RECORDED_HANDOFF
from graph.reports.nightly.answer_sheets import NOTE, STATES
from graph.sayings import say
from graph.sources.workbooks.returned import Answer, Returned, Told
from graph.sources.workbooks.sheets import Place
from graph.sources.workbooks.wishes import Wish

if TYPE_CHECKING:
    from graph.model.portfolio import Portfolio
    from graph.reports.result import Parameters


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
    making = Making(folder, texts, wishes)
    for one, reason in making.refused:
        outcome.refuse(one.answer, one.place, reason)
    outcome.taken, outcome.already[len(outcome.already) :] = making.sorted_out()
    outcome.changes = making.changes
    _tell_what_ends(outcome, making.after.checked.portfolio, standing)
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
            elif answer.cells.keys() != {NOTE}:
                outcome.already.append(Wish(answer, ()))


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
            message = say(
                "{} is answered otherwise at {}: keep one", one.answer.finding, other.place
            )
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
            message = say("{} does not stand any more", one.answer.finding)
            remedy = say("look at the item, and change it by hand if this is still meant")
            outcome.refuse(one.answer, one.place, say("{}: {}", message, remedy))
        else:
            outcome.already.append(one)


def _tell_what_ends(outcome: Outcome, after: "Portfolio", standing: AbstractSet[str]) -> None:
    """Find the findings that end with the changes, and tell of answers that end none."""
    left = _standing(after, outcome.asked) if outcome.changes else standing
    outcome.ended = sorted(standing - left)
    for one in (*outcome.taken, *outcome.already):
        finding = one.answer.finding
        if finding in left and not finding.startswith(f"{RECORDED_HANDOFF.code}:"):
            template = "with this answer {0} still stands: `policytrace why {0}` says why"
            text = say(template, finding)
            outcome.told.append((one.answer, Told(one.place, text)))
