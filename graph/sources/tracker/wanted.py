"""What a row wants of a key result: other figures, or a whole new one.

The table gives the parts of all bureaus and of all 50 districts together, and no single unit's.
They are allocated to two units that stand for each group; they are never split up.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from graph.model.entities import Allocation, KeyResult, Kpi, Measure
from graph.model.portfolio import Portfolio
from graph.reports.attainment import is_possible
from graph.sayings import say
from graph.sources.editing.edit import Edit
from graph.sources.tracker.manner import Manner, levels
from graph.sources.tracker.rows import TrackerRow
from graph.sources.workbooks.sheets import Place
from graph.sources.workbooks.words import on_one_line

if TYPE_CHECKING:
    from graph.sources.adding.written import Value
    from graph.sources.editing.edit import Given

GROUPS = ("bureaus", "districts")
_PERCENT = ("ร้อยละ", "%", "เปอร์เซ็นต์", "percent")
_LONGEST = 300  # Characters of a title.


class RowError(Exception):
    """A row that is not taken; the message is a sentence with the remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What rows are read against."""

    portfolio: Portfolio
    manner: Manner
    as_of: date
    on: date | None  # The day of figures in a table without months.
    groups: Mapping[str, str]  # The unit that stands for each of `GROUPS`.


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that a row sets: a field, or a part of it."""

    place: Place
    field: str
    part: tuple[str, ...]
    value: "Given"  # None: it is taken away.
    is_new: bool = False


Asked = tuple[Edit, Sequence[Piece]]


@dataclass(frozen=True, slots=True)
class Wish:
    """What becomes of one key result."""

    row: TrackerRow
    item_id: str
    edits: tuple[Edit, ...]
    pieces: tuple[Piece, ...] = ()  # The same, for people.
    told: tuple[str, ...] = ()
    fields: "Mapping[str, Value] | None" = None  # Of a new one, without what the edits set.
    objective: str | None = None  # Of a new one.

    @property
    def changes(self) -> bool:
        """Tell whether it asks for anything."""
        return bool(self.edits or self.fields)


def wish(row: TrackerRow, item: KeyResult, ground: Ground) -> Wish:
    """Return what a row changes in a key result that the sources hold.

    Raises:
        RowError: the two do not go together.
    """
    told: list[str] = []
    asked = [
        *_measure(row, item),
        *_target(row, item),
        *_check_ins(row, item, ground, told),
        *_allocations(row, item, ground, told),
    ]
    told += _doubts(row, item)
    return Wish(
        row=row,
        item_id=item.id,
        edits=tuple(edit for edit, _ in asked),
        pieces=tuple(piece for _, own in asked for piece in own),
        told=tuple(say("{}: {}", item.id, one) for one in told),
    )


def new_wish(row: TrackerRow, objective: str, item_id: str, ground: Ground) -> Wish:
    """Return what makes a key result of a row that the sources do not hold yet.

    Raises:
        RowError: it has no plain title.
    """
    title = on_one_line(row.title)
    if not 0 < len(title) <= _LONGEST:
        raise RowError(say("its title has more than {} characters: write it shorter", _LONGEST))
    fields: dict[str, Value] = {"id": item_id, "title": title}
    code = row.codes[0] if row.codes else None
    if code:
        fields["code"] = code.code
        if isinstance(ground.portfolio.items.get(f"KPI-{code.code}"), Kpi):
            fields["kpi"] = f"KPI-{code.code}"
    fields["source"] = str(replace(row.place, file=Path(row.place.file).name))
    made = wish(row, KeyResult(id=item_id, objective=objective, title_th=title), ground)
    return replace(made, fields=fields, objective=objective)


def _one(edit: Edit, place: Place) -> Asked:
    """Return an edit that one cell asks for."""
    return edit, [Piece(place, edit.field, (), edit.value)]


def _measure(row: TrackerRow, item: KeyResult) -> Iterator[Asked]:
    known = item.measure.unit if item.measure else None
    if not row.unit:
        return
    if known is None:
        others = item.measure or Measure()
        whole = {
            "unit": row.unit,
            "direction": others.direction,
            "aggregation": others.aggregation,
        }
        edit = Edit(item.id, "measure", {name: one for name, one in whole.items() if one})
        yield _one(edit, row.place_of("unit"))
    elif _bare_unit(known) != _bare_unit(row.unit):
        template = "it counts in '{}', and {} in '{}': mend one of the two"
        raise RowError(say(template, row.unit, item.id, known))


def _bare_unit(unit: str) -> str:
    bare = "".join(one for one in unit.casefold() if one not in " .")
    return "%" if any(bare.startswith(one) for one in _PERCENT) else bare


def _target(row: TrackerRow, item: KeyResult) -> Iterator[Asked]:
    target = row.figures.get("target")
    if target is not None and target != item.target:
        yield _one(Edit(item.id, "target", target), row.place_of("target"))


def _check_ins(
    row: TrackerRow, item: KeyResult, ground: Ground, told: list[str]
) -> Iterator[Asked]:
    found = levels(row, ground.manner, ground.as_of)
    actual = row.figures.get("actual")
    if not row.months and actual is not None and ground.on is not None:
        found = {ground.on: actual}
    if row.months and not row.are_months_whole and not found:
        told.append(say("a month is not read, so the months are not added up: left out"))
    values = [(one.as_of, one.value) for one in item.check_ins or ()]
    known = dict(values)
    at = {day: nth for nth, (day, _) in enumerate(values)}
    pieces = [
        Piece(_place(row, day), "check_ins", (day.isoformat(),), value, is_new=day not in known)
        for day, value in found.items()
        if known.get(day) != value
    ]
    for day, value in found.items():
        nth = at.get(day, len(values))
        values[nth : nth + 1] = [(day, value)]
    if pieces:
        yield (
            Edit(item.id, "check_ins", [{"as_of": day, "value": one} for day, one in values]),
            pieces,
        )


def _place(row: TrackerRow, day: date) -> Place:
    """Return the cell of a month, or in a table without months that of all of them."""
    return row.place_of(day if day in row.months else "actual")


def _allocations(
    row: TrackerRow, item: KeyResult, ground: Ground, told: list[str]
) -> Iterator[Asked]:
    places = {
        ground.groups[name]: (row.place_of(name), row.figures[name])
        for name in GROUPS
        if row.figures.get(name) and name in ground.groups
    }
    parts = {unit: part for unit, (_, part) in places.items()}
    known = {one.unit: one for one in item.allocations or ()}
    if not parts or {one: part.target for one, part in known.items()} == parts:
        return
    others = sorted(known.keys() - set(ground.groups.values()))
    if others:
        shown = ", ".join(others[:3])
        template = "its target is split between units already ({} …): the parts are left"
        told.append(say(template, shown))
        return
    pieces = [
        Piece(place, "allocations", (unit, "target"), part, is_new=unit not in known)
        for unit, (place, part) in places.items()
        if unit not in known or known[unit].target != part
    ]
    gone = [Piece(row.place, "allocations", (one,), None) for one in sorted(known.keys() - parts)]
    allocations = [(known.get(one) or Allocation(one), part) for one, part in parts.items()]
    whole: list[Mapping[str, Given]] = [
        {"unit": one.unit, "target": part, **({"actual": one.actual} if one.actual else {})}
        for one, part in allocations
    ]
    yield Edit(item.id, "allocations", whole), [*pieces, *gone]


def _doubts(row: TrackerRow, item: KeyResult) -> Iterator[str]:
    """Yield what cannot be right, and stands in the table all the same."""
    measure = Measure(row.unit) if row.unit else item.measure
    target = row.figures.get("target", item.target)
    figures = [*row.months.values(), *filter(None, [row.figures.get("actual")])]
    wrong = [one for one in figures if not is_possible(measure, target, one)]
    if wrong:
        figure = f"{max(wrong):,} {row.unit or ''}".strip()
        yield say("{} cannot be, it seems to be added up: taken as it stands", figure)
    if target == 0:
        yield say("its target is 0, so that it has no progress: taken as it stands")
    parts = [row.figures[name] for name in GROUPS if name in row.figures]
    differs = len(parts) == len(GROUPS) and target is not None and abs(sum(parts) - target) > 0.02  # noqa: PLR2004  # the table has two decimals
    if differs and not wrong:
        yield say("its parts {:,} and {:,} do not make {:,}", *parts, target)
