"""Which units have answered, what was refused, and what is for people: the outcome in values."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from graph.app.changing import Names
from graph.app.taking import Outcome
from graph.reports.nightly.answer_sheets import NOTE
from graph.reports.nightly.answering import Answering, Said, UnitAnswers
from graph.sources.workbooks.returned import Answer, Returned, Told
from graph.sources.workbooks.wishes import Wish

if TYPE_CHECKING:
    from graph.model.portfolio import Portfolio


def answering(
    outcome: Outcome, returned: Sequence[Returned], names: Names, state: Path | None
) -> Answering:
    """Return all that has come back."""
    from graph.views import patch

    units = list(_units(outcome, returned))
    if state is not None:
        units += _silent(outcome.portfolio, state, {one.unit for one in units})
    changes = {names.of[name]: change for name, change in outcome.changes.items()}
    return Answering(
        as_of=outcome.asked.as_of,
        units=_in_order(units, outcome.portfolio),
        taken=_in_cells(said for one in outcome.taken for said in _changes(one)),
        already=_in_cells(said for one in outcome.already for said in _changes(one)),
        refused=_in_cells(_said(told, answer) for answer, told in outcome.refused),
        notes=_in_cells(_note(one) for one in outcome.notes),
        told=_in_cells(_said(told, answer) for answer, told in outcome.told),
        ended=outcome.ended,
        patch=patch.render(changes),
        files=sorted(changes),
        apply_in=names.apply_in,
    )


def _note(one: Answer) -> Said:
    cell = one.cells[NOTE]
    return _said(Told(cell.place, cell.text), one)


def _said(told: Told, answer: Answer | None) -> Said:
    place = told.place
    return Said(
        file=place.file,
        sheet=place.sheet,
        cell=place.cell,
        text=told.text,
        unit=answer.unit if answer else None,
        finding=answer.finding if answer else None,
    )


def _changes(one: Wish) -> Iterator[Said]:
    """Yield what an answer sets, a field each; of one that sets nothing, what it says."""
    from graph.sources.adding.written import flow
    from graph.sources.editing.wanted import as_written

    if not one.edits:
        cells = (cell.text for name, cell in one.answer.cells.items() if name != NOTE)
        yield _said(Told(one.place, f"{one.item_id}: {', '.join(cells)}"), one.answer)
    for change in one.edits:
        value = as_written(change.value)
        text = f"{change.item_id}: {change.field}: {flow(value or '')}"
        yield _said(Told(one.place, text), one.answer)


def _in_cells(found: Iterable[Said]) -> list[Said]:
    """Return what is told in the order of the files and their cells."""
    return sorted(found, key=lambda one: (one.file, one.sheet, _row(one.cell), one.cell, one.text))


def _row(cell: str) -> int:
    return int("".join(one for one in cell if one.isdigit()))


def _units(outcome: Outcome, returned: Iterable[Returned]) -> Iterator[UnitAnswers]:
    """Yield each unit that has returned anything; several of its workbooks are one line."""
    refused = [(answer.unit, answer.finding) for answer, _ in outcome.refused if answer]
    by_unit: dict[str | None, list[Returned]] = {}
    for one in returned:
        by_unit.setdefault(one.unit, []).append(one)
    for unit, found in by_unit.items():
        thai, english = _titles(unit, outcome.portfolio)
        yield UnitAnswers(
            unit=unit,
            title_th=thai,
            title_en=english,
            digest=max(one.as_of for one in found),
            asked=len({finding for one in found for finding in one.asked}),
            answered=len({answer.finding for one in found for answer in one.answers}),
            refused=len({finding for of, finding in refused if of == unit})
            + sum(len(one.unread) for one in found),
            gone=_gone(found),
        )


def _gone(returned: Iterable[Returned]) -> int:
    """Count the rows that a unit has deleted: what one copy of a digest has, it has not deleted."""
    copies: dict[date, list[Returned]] = {}
    for one in returned:
        copies.setdefault(one.as_of, []).append(one)
    return sum(
        max(0, max(one.sent for one in found) - len({each for one in found for each in one.asked}))
        for found in copies.values()
        if all(one.sent for one in found)
    )


def _titles(unit: str | None, portfolio: "Portfolio") -> tuple[str, str]:
    item = portfolio.items.get(unit or "")
    return (item.title("th"), item.title("en")) if item else ("", "")


def _silent(
    portfolio: "Portfolio", state: Path, returned: Iterable[str | None]
) -> Iterator[UnitAnswers]:
    """Yield the units that got a digest on the last good night and have sent nothing back."""
    from graph.reports.nightly.memory import NightRecord
    from graph.state import read

    log = read(state)
    nights = [one for one in log.records if isinstance(one, NightRecord) and one.digests]
    if not nights:
        return
    last, known = nights[-1], log.memory().open()
    answered = set(returned)
    for unit in last.digests:
        if unit not in answered:
            thai, english = _titles(unit, portfolio)
            yield UnitAnswers(
                unit=unit,
                title_th=thai,
                title_en=english,
                digest=last.as_of,
                asked=sum(1 for one in known.values() if unit in one.subject.units),
                has_returned=False,
            )


def _in_order(units: Iterable[UnitAnswers], portfolio: "Portfolio") -> list[UnitAnswers]:
    """Return the units in the order of the sources; what is nobody's comes last."""
    order = {item_id: nth for nth, item_id in enumerate(portfolio.items)}
    last = len(order)
    return sorted(units, key=lambda one: (not one.has_returned, order.get(one.unit or "", last)))
