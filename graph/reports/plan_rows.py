"""What stands in the rows of a plan's sheets: the values of the sources, by columns."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graph.model.entities import Ids, Item, KeyResult, PartialDate
from graph.model.fields import FieldType
from graph.reports import plan_sheets as p
from graph.reports.attainment import last_check_in
from graph.reports.plan_items import Part, PlanItems

OWN, UNCLAIMED, NOT_OWN = "own", "unclaimed", p.OTHERS  # Whose a row is.
Value = str | float | date | PartialDate | Ids  # Several ids are a tuple, also of one.


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One row: the values that the sources have, and what of them is our judgement."""

    role: str
    values: Mapping[str, Value]  # By the names of the columns; what is not recorded is absent.
    inferred: frozenset[str] = field(default_factory=frozenset)  # Names of columns.


def rows_of(sheet: p.PlanSheet, items: PlanItems, as_of: date) -> Sequence[PlanRow]:
    """Return the rows of a sheet: what is the unit's, then what others have."""
    return list(_ROWS[sheet.name](items, as_of))


def _objectives(items: PlanItems, _as_of: date) -> Iterator[PlanRow]:
    for role, found in (
        (OWN, items.objectives),
        (UNCLAIMED, items.unclaimed),
        (NOT_OWN, items.objectives_of_others),
    ):
        for one in found:
            yield _row(p.OBJECTIVES, one, role)


def _key_results(items: PlanItems, as_of: date) -> Iterator[PlanRow]:
    for role, found in ((OWN, items.key_results), (NOT_OWN, items.key_results_of_others)):
        for one in found:
            yield _row(p.KEY_RESULTS, one, role, _newest(one, as_of))


def _newest(key_result: KeyResult, as_of: date) -> dict[str, Value]:
    last = last_check_in(key_result, as_of)
    return {p.SAID: last.value, p.SAID_ON: last.as_of} if last else {}


def _parts(items: PlanItems, _as_of: date) -> Iterator[PlanRow]:
    for one in items.parts:
        yield _part_row(one)


def _part_row(one: Part) -> PlanRow:
    figures = (one.part.target, one.part.actual) if one.part else (None, None)
    values = {
        "key_result": (one.key_result.id,),
        "unit": (one.unit,),
        "target": figures[0],
        "actual": figures[1],
        p.KEY_RESULT_TARGET: one.key_result.target,
    }
    known: dict[str, Value] = {name: one for name, one in values.items() if one is not None}
    is_guess = one.part is not None and one.key_result.basis_of("allocations") == "inferred"
    guessed = known.keys() & {"unit", "target", "actual"} if is_guess else ()
    role = OWN if one.is_own else NOT_OWN
    return PlanRow(role=role, values=known, inferred=frozenset(guessed))


def _projects(items: PlanItems, _as_of: date) -> Iterator[PlanRow]:
    for one in items.projects:
        yield _row(p.PROJECTS, one, OWN)


def _handoffs(items: PlanItems, _as_of: date) -> Iterator[PlanRow]:
    for one in items.handoffs:
        yield _row(p.HANDOFFS, one, OWN)


_ROWS: Mapping[str, Callable[[PlanItems, date], Iterator[PlanRow]]] = {
    p.OBJECTIVES.name: _objectives,
    p.KEY_RESULTS.name: _key_results,
    p.SPLIT_TARGETS.name: _parts,
    p.PROJECTS.name: _projects,
    p.HANDOFFS.name: _handoffs,
}


def _row(
    sheet: p.PlanSheet, item: Item, role: str, told: Mapping[str, Value] | None = None
) -> PlanRow:
    """Return the row of one item."""
    found = {one.name: value_of(one, item) for one in sheet.columns if one.field}
    values = {name: value for name, value in found.items() if value is not None}
    guessed = (one for one in values if item.basis_of(one.partition(".")[0]) == "inferred")
    return PlanRow(
        role=role, values={**values, **(told or {})}, inferred=frozenset(guessed) - {p.ID}
    )


def value_of(column: p.Column, item: Item) -> Value | None:
    """Return what the sources say of a column's field; None where they are silent."""
    assert column.field is not None
    if column.field.type is FieldType.TITLE:
        return item.title_en if column.name.endswith(".en") else item.title_th
    whole, _, part = column.name.partition(".")
    found: Any = getattr(item, whole if part else column.field.key)
    if part and found is not None:
        found = getattr(found, part)
    return (found,) if column.refers_to and isinstance(found, str) else found
