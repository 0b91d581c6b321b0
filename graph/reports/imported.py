"""What an import of spreadsheets comes to, as every format tells it."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRows:
    """What became of the rows of one sheet."""

    file: str
    sheet: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class InCell:
    """What is said of one cell: what it sets, why it is refused, or what is for people to read."""

    file: str
    sheet: str  # Empty in a file that has none.
    cell: str  # Such as C7.
    text: str

    @property
    def place(self) -> str:
        """Where it stands."""
        return (
            f"{self.file}: {self.sheet}!{self.cell}" if self.sheet else f"{self.file}: {self.cell}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """All that has come in."""

    sheets: Sequence[SheetRows]
    changes: Sequence[InCell]  # Item, field and value, a cell each.
    refused: Sequence[InCell]
    told: Sequence[InCell]  # What else is worth a look.
    missing: Sequence[InCell]  # Items of the plan that the sheets do not have: they stay.
    problems: Sequence[Problem]  # Warnings and notices that come with the change.
    patch: str
    files: Sequence[str]  # Those that change.
    apply_in: str | None = None  # The folder that their names count from; None: where one stands.
