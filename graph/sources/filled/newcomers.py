"""Rows without an id: an item of the same name that is there already, or else a new one.

Where the workbook comes back once more, its new rows have no id yet, though their items are there.
So a row is the item that has its title and stands in its place; nothing is added twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.model.entities import Handoff, Item, KeyResult, Objective, Project, Unit
from graph.model.fields import FieldType
from graph.model.portfolio import Portfolio
from graph.model.vocabulary import NodeKind
from graph.reports import plan_sheets as p
from graph.sayings import say
from graph.sources.adding.numbering import Numbers
from graph.sources.filled.book import Whose
from graph.sources.filled.cells import Reader, Said
from graph.sources.filled.table import FilledRow
from graph.sources.filled.wish import NewItem, RowRefusedError, Wish
from graph.sources.workbooks.returned import Told
from graph.sources.workbooks.sheets import Place
from graph.sources.workbooks.words import CellError, on_one_line, spelt

_TITLES = {NodeKind.HANDOFF: "subject"}
_PARENTS = {NodeKind.KEY_RESULT: "objective", NodeKind.HANDOFF: "item"}
Key = tuple[object, ...]


@dataclass(slots=True)
class Newcomers:
    """The new items of all workbooks of one import."""

    portfolio: Portfolio
    numbers: Numbers
    _known: dict[Key, list[str]] = field(default_factory=dict)
    _places: dict[Key, Place] = field(default_factory=dict)  # Of new rows.
    _owners: dict[str, list[str]] = field(default_factory=dict)  # Of new objectives.

    def __post_init__(self) -> None:
        """Note what is there under its name."""
        for item in self.portfolio.items.values():
            key = _key_of_item(item)
            if key:
                self._known.setdefault(key, []).append(item.id)

    def wish_of(self, row: FilledRow, reader: Reader, whose: Whose) -> Wish | str:
        """Return what a row without an id asks, or the id of the item that it is.

        Raises:
            RowRefusedError: some of its cells cannot be taken, or are missing.
        """
        fields, wrong = _fields(row, reader)
        wrong = [*row.doubts, *wrong] or list(_missing(row, fields))
        if wrong:
            raise RowRefusedError(*wrong)
        kind = row.sheet.kind
        self._belong(row, fields, whose)
        key = _key(kind, fields)
        found = self._known.get(key, [])
        self._refuse_twice(row, key, found)
        if found:
            return found[0]
        unit, year = whose.unit or "", fields.get("fiscal_year") or whose.fiscal_year or ""
        item_id = self.numbers.next_id(kind, fields, _beginning(kind, fields, unit, year))
        if kind is NodeKind.OBJECTIVE:
            self._owners[item_id] = fields["owner"]
        fields = {"id": item_id, **fields, "source": fields.get("source") or _source(row)}
        inside = fields.get(_PARENTS.get(kind, ""))
        new = NewItem(kind=kind, fields=fields, inside=inside, unit=whose.unit)
        named = set(_ids(fields))
        reader.made.add(item_id)
        needs = frozenset(reader.made & named - {item_id})
        return Wish(row=row, item_id=item_id, new=new, needs=needs, told=list(_doubts(row)))

    def _refuse_twice(self, row: FilledRow, key: Key, found: list[str]) -> None:
        place = row.place(_title_column(row))
        if len(found) > 1:
            text = say(
                "its title is that of {}: write the id of the one that is meant", ", ".join(found)
            )
            raise RowRefusedError(Told(place, text))
        if key in self._places:
            text = say(
                "a row of this title stands also at {}: keep one of the two", self._places[key]
            )
            raise RowRefusedError(Told(place, text))
        self._places[key] = place

    def _belong(self, row: FilledRow, fields: dict[str, Any], whose: Whose) -> None:
        """Let a new item be of the unit and the year of the plan."""
        kind = row.sheet.kind
        if kind in (NodeKind.OBJECTIVE, NodeKind.PROJECT):
            if whose.fiscal_year is None:
                _refuse_nobodys(row, "--fiscal-year")
            fields["fiscal_year"] = whose.fiscal_year
        name = {NodeKind.PROJECT: "lead", NodeKind.OBJECTIVE: "owner"}.get(kind)
        if name and name not in fields:
            if whose.unit is None:
                _refuse_nobodys(row, "--unit")
            fields[name] = [whose.unit] if name == "owner" else whose.unit
        if kind is NodeKind.KEY_RESULT and "owner" not in fields and whose.unit:
            owners = self._owners_of(fields["objective"])
            if not any(self._is_of(one, whose.unit) for one in owners):
                fields["owner"] = [whose.unit]

    def _owners_of(self, objective: str) -> list[str]:
        item = self.portfolio.items.get(objective)
        return list(item.owner or ()) if isinstance(item, Objective) else self._owners[objective]

    def _is_of(self, unit: str, whole: str) -> bool:
        """Tell whether a unit is another one, or a part of it."""
        above: str | None = unit
        seen = set()
        while above and above not in seen:
            if above == whole:
                return True
            seen.add(above)
            item = self.portfolio.items.get(above)
            above = item.part_of if isinstance(item, Unit) else None
        return False


def _doubts(row: FilledRow) -> Iterator[Told]:
    """Yield that a new row may be a heading, as nothing but its title is told."""
    title = _title_column(row)
    told = {one.name for one in row.sheet.columns if one.is_told}
    if {name for name, cell in row.cells.items() if cell.text} - told <= {title, p.ROW}:
        template = "a new {} with nothing but a title: if it is a heading, empty the row"
        yield Told(row.place(title), say(template, row.sheet.kind.noun))


def _fields(row: FilledRow, reader: Reader) -> tuple[dict[str, Any], list[Told]]:
    """Return the fields of a new item as the cells give them, and what is wrong with these."""
    fields: dict[str, Any] = {}
    wrong = []
    unit = row.cells.get("measure.unit")
    for column in row.sheet.columns:
        cell = row.cells.get(column.name)
        if cell is None or column.field is None or column.name == p.ID:
            continue
        try:
            said = reader.read(column, cell, on_one_line(unit.text) if unit else None)
        except CellError as error:
            wrong.append(Told(cell.place, str(error)))
            continue
        if isinstance(said, Said):
            continue
        value = _value(column, said)
        whole, _, part = column.name.partition(".")
        if part:
            fields.setdefault(whole, {})[part] = value
        else:
            fields[whole] = value
    return fields, wrong


def _value(column: p.Column, said: Any) -> Any:
    if not isinstance(said, tuple):
        return said
    assert column.field is not None
    return said[0] if column.field.type is FieldType.REF else list(said)


def _missing(row: FilledRow, fields: dict[str, Any]) -> Iterator[Told]:
    for column in row.sheet.columns:
        whole, _, part = column.name.partition(".")
        value = fields.get(whole)
        if column.need == p.REQUIRED and (value is None or (part and part not in value)):
            assert column.field is not None
            whose, meaning = row.sheet.kind.a_noun, column.field.meaning_th
            text = say("{} needs {} ({}): fill it in", whose, column.name, meaning)
            yield Told(row.place(column.name), text)


def _refuse_nobodys(row: FilledRow, option: str) -> None:
    text = say("it is not told whose new {} this is: give {}", row.sheet.kind.noun, option)
    raise RowRefusedError(Told(row.place(_title_column(row)), text))


def _title_column(row: FilledRow) -> str:
    return f"{_TITLES.get(row.sheet.kind, 'title')}.th"


def _source(row: FilledRow) -> str:
    """Return where a new item comes from, if its row names no source: workbook, sheet and row."""
    parts = (Path(row.table.file).name, row.table.title, f"แถว {row.number}")
    return spelt(", ".join(one for one in parts if one))


def _beginning(kind: NodeKind, fields: dict[str, Any], unit: str, year: object) -> str:
    """Return how ids begin where those of the sources are not numbered."""
    if kind is NodeKind.KEY_RESULT:
        return f"KR-{str(fields['objective']).removeprefix('O-')}."
    mark = {NodeKind.OBJECTIVE: "O", NodeKind.PROJECT: "PRJ", NodeKind.HANDOFF: "H"}[kind]
    return "".join(f"{one}-" for one in (mark, str(year), unit) if one)


def _ids(fields: dict[str, Any]) -> Iterator[str]:
    for value in fields.values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from value


def _key(kind: NodeKind, fields: dict[str, Any]) -> Key:
    """Return by what an item is known that has no id yet: its title, and where it stands."""
    title = fields[_TITLES.get(kind, "title")]["th"]
    if kind is NodeKind.OBJECTIVE:
        return kind, title, fields["fiscal_year"], frozenset(fields["owner"])
    if kind is NodeKind.KEY_RESULT:
        return kind, title, fields["objective"]
    if kind is NodeKind.PROJECT:
        return kind, title, fields["fiscal_year"], fields["lead"]
    asked = fields["asked_on"].text if "asked_on" in fields else None
    return kind, title, fields["from"], fields["to"], fields.get("item"), asked


def _key_of_item(item: Item) -> Key | None:
    """Return the same of an item that is there."""
    if not item.title_th:
        return None
    title = on_one_line(spelt(item.title_th))
    if isinstance(item, Objective):
        return item.kind_of_node, title, item.fiscal_year, frozenset(item.owner or ())
    if isinstance(item, KeyResult):
        return item.kind_of_node, title, item.objective
    if isinstance(item, Project):
        return item.kind_of_node, title, item.fiscal_year, item.lead
    if isinstance(item, Handoff):
        asked = item.asked_on.text if item.asked_on else None
        return item.kind_of_node, title, item.from_unit, item.to_unit, item.item, asked
    return None
