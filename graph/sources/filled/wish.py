"""What a row asks of the sources: changes of items that are there, or a new one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.model.vocabulary import NodeKind
from graph.sources.filled.table import FilledRow
from graph.sources.workbooks.returned import Told
from graph.sources.workbooks.sheets import Cell, Place


class RowRefusedError(Exception):
    """A row that cannot be taken: each cell that is amiss, with a sentence and the remedy."""

    def __init__(self, *told: Told) -> None:
        self.told = told
        super().__init__("\n".join(f"{one.place}: {one.text}" for one in told))


@dataclass(frozen=True, slots=True)
class Piece:
    """One cell that says something else than the sources."""

    item_id: str
    field: str  # Of format 1.
    part: tuple[str, ...]  # Of a title or a record; of a part of a target the unit, and which.
    value: Any  # As entities hold it; None: it is taken away.
    cell: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class NewItem:
    """An item that is not there yet; an id that it names may be new, too."""

    kind: NodeKind
    fields: Mapping[str, Any]  # By the names of format 1, with the id.
    inside: str | None = None  # The item that it stands in.
    unit: str | None = None  # Whose plan it is of.


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A row that is understood: it is taken whole, or not at all."""

    row: FilledRow
    item_id: str
    pieces: Sequence[Piece] = ()
    new: NewItem | None = None
    needs: frozenset[str] = frozenset()  # Ids of new items that it names.
    told: Sequence[Told] = field(default_factory=list)  # What is for people.

    @property
    def place(self) -> Place:
        """Its first cell that says something new, or else its first one."""
        cell = self.pieces[0].cell if self.pieces else next(iter(self.row.cells.values()))
        return cell.place

    @property
    def changes(self) -> bool:
        """Tell whether it asks for anything."""
        return bool(self.pieces or self.new)
