"""What an answer asks of the sources: the edits that it comes to, or why it is not understood."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from graph.model.entities import Handoff, Item, KeyResult, PartialDate, Unit
from graph.model.finding_ids import code_of, item_id_of
from graph.model.portfolio import Portfolio
from graph.model.rules import ORPHAN_PROJECT, RECORDED_HANDOFF, UNOWNED_POLICY
from graph.reports.nightly import answer_sheets as a
from graph.sayings import say
from graph.sources.editing.edit import Edit, How
from graph.sources.workbooks.days import partial_day, whole_day
from graph.sources.workbooks.returned import Answer, Told
from graph.sources.workbooks.sheets import Cell, Place, refuse_unread
from graph.sources.workbooks.words import CellError, Known, ids_of, on_one_line, quoted

_ASKED = {  # Of which findings a column is asked; of all the others.
    a.KEY_RESULTS: ORPHAN_PROJECT.code,
    a.OWNER: UNOWNED_POLICY.code,
    a.STATE: RECORDED_HANDOFF.code,
    a.ON: RECORDED_HANDOFF.code,
}
_ENDING = ("done", "withdrawn")  # States after which nothing is left to accept.
_DATED = ("done", "returned", "accepted")  # States that have a date, the one that counts first.
_LONGEST = 2_000  # Characters of a reason; more is a report, and belongs elsewhere.


class NotUnderstoodError(Exception):
    """An answer that cannot be taken: the cell, and a sentence with the remedy."""

    def __init__(self, place: Place, message: str) -> None:
        self.place = place
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Wish:
    """An answer that is understood, and the edits that it comes to."""

    answer: Answer
    edits: Sequence[Edit]

    @property
    def item_id(self) -> str:
        """The item that is to change."""
        return item_id_of(self.answer.finding)

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What answers are read against."""

    portfolio: Portfolio
    as_of: date
    key_results: Known
    units: Known
    states: Known


def ground_of(portfolio: Portfolio, as_of: date, words: Mapping[str, Sequence[str]]) -> Ground:
    """Return what answers about a portfolio are read against; `words` are those for the states."""
    return Ground(
        portfolio=portfolio,
        as_of=as_of,
        key_results=Known({one.id: _titles(one) for one in portfolio.of(KeyResult)}),
        units=Known({one.id: _titles(one) for one in portfolio.of(Unit)}),
        states=Known({one: words.get(one, ()) for one in a.STATES}),
    )


def _titles(item: Item) -> list[str]:
    return [one for one in (item.title_th, item.title_en) if one]


def edits_of(answer: Answer, ground: Ground) -> list[Edit]:
    """Return the edits that an answer comes to; a note comes to none.

    Raises:
        NotUnderstoodError: a cell of it is not understood, or two do not go together.
    """
    code, item_id = code_of(answer.finding), item_id_of(answer.finding)
    first = next(iter(answer.cells.values()))
    item = ground.portfolio.items.get(item_id)
    if item is None:
        raise NotUnderstoodError(first.place, say("'{}' is no longer in the sources", item_id))
    for name, cell in answer.cells.items():
        _refuse_unfit(name, cell, code)
    edits = [
        *_links(answer, item, ground),
        *_handed(answer, item, ground),
        *_accepted(answer, item, ground),
    ]
    return [*edits, *_stated(item, edits)]


def _stated(item: Item, edits: Iterable[Edit]) -> Iterator[Edit]:
    """Yield what takes away that a field is inferred, where a unit has now said all of it."""
    if isinstance(item.basis, str):
        return
    said = {one.field for one in edits if one.how is How.SET or _says_all(one, item)}
    left = {name: basis for name, basis in item.basis.items() if name not in said}
    if len(left) < len(item.basis):
        yield Edit(item.id, "basis", left or None)


def _says_all(edit: Edit, item: Item) -> bool:
    """Tell whether an answer names all that the field holds already."""
    assert isinstance(edit.value, list)
    return set(getattr(item, edit.field) or ()) <= {
        one for one in edit.value if isinstance(one, str)
    }


@contextmanager
def _understood(cell: Cell) -> Iterator[None]:
    """Tell of what is not understood in a cell where it stands."""
    try:
        yield
    except CellError as error:
        raise NotUnderstoodError(cell.place, str(error)) from error


def _refuse_unfit(name: str, cell: Cell, code: str) -> None:
    with _understood(cell):
        refuse_unread(cell)
    if _ASKED.get(name, code) != code:
        column = name.removeprefix(a.ANSWER)
        raise NotUnderstoodError(cell.place, say("{} is not asked of {}: delete it", column, code))


def _links(answer: Answer, item: Item, ground: Ground) -> Iterator[Edit]:
    """Yield the key results of a project, or the owners of a policy."""
    asked = (
        (a.KEY_RESULTS, "key_results", ground.key_results, "key result"),
        (a.OWNER, "owner", ground.units, "unit"),
    )
    for name, field, known, noun in asked:
        if name in answer.cells:
            yield Edit(item.id, field, _ids(answer.cells[name], known, noun), How.APPEND)


def _ids(cell: Cell, known: Known, noun: str) -> list[str]:
    if isinstance(cell.value, (bool, float, date)):
        message = say(
            "{} is a number or a date: write the id of a {} as text", quoted(cell.text), noun
        )
        raise NotUnderstoodError(cell.place, message)
    with _understood(cell):
        return ids_of(cell.text, known, noun)


def _handed(answer: Answer, item: Item, ground: Ground) -> Iterator[Edit]:
    """Yield the date of the state that a hand-over has reached, and the state where it says more.

    A state that the sources give counts more than dates, so it goes along.
    """
    on, reached = answer.cells.get(a.ON), _reached(answer, ground)
    if reached is None:
        if on is not None:
            raise NotUnderstoodError(
                on.place, say("a day without a state: choose the state beside it")
            )
        return
    assert isinstance(item, Handoff)
    dates = {one: getattr(item, f"{one}_on") for one in _DATED}
    if on is not None and reached in _DATED:
        day, standing = _day(on, ground.as_of), dates[reached]
        if standing is not None and standing.text != day.text:
            message = say(
                "{}_on is {} in the sources: mend it there, or leave it", reached, standing.text
            )
            raise NotUnderstoodError(on.place, message)
        yield Edit(item.id, f"{reached}_on", day)
        dates[reached] = day
    told = item.state or next((one for one in _DATED if dates[one]), None)
    if told != reached:
        yield Edit(item.id, "state", reached)


def _reached(answer: Answer, ground: Ground) -> str | None:
    """Return the state that an answer gives a hand-over."""
    cell = answer.cells.get(a.STATE)
    if cell is None:
        return None
    found = _ids(cell, ground.states, "state")
    if len(found) > 1:
        raise NotUnderstoodError(
            cell.place, say("{} is several states: choose one", quoted(cell.text))
        )
    return found[0]


def unwritten(answer: Answer, ground: Ground) -> Iterator[Told]:
    """Yield what an answer says that no field of the sources holds, for people to read."""
    on = answer.cells.get(a.ON)
    if on is not None and _reached(answer, ground) == "withdrawn":
        yield Told(
            on.place, say("withdrawn on {}, which has no field in the sources", quoted(on.text))
        )


def _day(cell: Cell, as_of: date) -> PartialDate:
    with _understood(cell):
        found = partial_day(cell)
    if found.first > as_of:
        template = "{} is after {}, so it has not been yet: write when it was"
        raise NotUnderstoodError(cell.place, say(template, found.day or found.text, as_of))
    return found


def _accepted(answer: Answer, item: Item, ground: Ground) -> Iterator[Edit]:
    """Yield the waiver of a finding: both its reason and its last day are asked."""
    reason, until = answer.cells.get(a.REASON), answer.cells.get(a.UNTIL)
    if reason is None and until is None:
        return
    if reason is None or until is None:
        lone = reason or until
        assert lone is not None
        missing = say("a last day") if until is None else say("a reason")
        raise NotUnderstoodError(
            lone.place, say("a waiver needs {} too: fill in both cells", missing)
        )
    _refuse_both(answer, reason, ground)
    text = on_one_line(reason.text)
    if len(text) > _LONGEST:
        message = say("the reason has more than {:,} characters: write it shorter", _LONGEST)
        raise NotUnderstoodError(reason.place, message)
    with _understood(until):
        last = whole_day(until)
    if last < ground.as_of:
        raise NotUnderstoodError(
            until.place, say("{} is past: write a later day, or leave it out", last)
        )
    record = {"rule": code_of(answer.finding), "reason": text}
    by = {"by": answer.unit} if answer.unit else {}
    yield Edit(item.id, "waive", [{**record, **by, "until": last}], How.APPEND)


def _refuse_both(answer: Answer, reason: Cell, ground: Ground) -> None:
    """Refuse to mend a finding and to accept it at once."""
    ends = _reached(answer, ground) in _ENDING
    if ends or a.KEY_RESULTS in answer.cells or a.OWNER in answer.cells:
        message = say("the finding is mended and waived at once: keep one of the two")
        raise NotUnderstoodError(reason.place, message)
