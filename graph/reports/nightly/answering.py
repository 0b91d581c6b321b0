"""What has come back from the units, as every format tells it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One thing of a workbook: an answer, why it was refused, or what is for people to read."""

    file: str
    sheet: str
    cell: str  # Such as C7.
    text: str
    unit: str | None = None
    finding: str | None = None

    @property
    def place(self) -> str:
        """Where it stands."""
        return f"{self.file}: {self.sheet}!{self.cell}"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitAnswers:
    """How one unit has answered."""

    unit: str | None  # None: what nobody is known to answer for.
    title_th: str
    title_en: str
    digest: date  # The day of its newest digest.
    asked: int  # Findings in it.
    answered: int = 0  # Of these, with an answer or a note.
    refused: int = 0
    gone: int = 0  # Findings that were in it, and whose rows are deleted.
    has_returned: bool = True  # Its workbook has come back.

    def title(self, language: str) -> str:
        """Return the title in `th` or `en`."""
        return self.title_en if language == "en" else self.title_th


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """All that has come back, and what it does to the sources."""

    as_of: date
    units: Sequence[UnitAnswers]
    taken: Sequence[Said]  # What changes, a field a line.
    already: Sequence[Said]  # Answers that the sources say already.
    refused: Sequence[Said]
    notes: Sequence[Said]  # Written by people for people.
    told: Sequence[Said]  # What else is worth a look.
    ended: Sequence[str]  # The findings that end with it.
    patch: str
    files: Sequence[str]  # Those that the patch changes.
    apply_in: str | None = None  # The folder that their names count from; None: where one stands.
