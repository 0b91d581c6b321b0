"""What is to change in the sources, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from graph.model.entities import PartialDate

# A field's value as entities hold it, or as YAML is written; None: it, or a part, is taken away.
Given: TypeAlias = "str | float | date | PartialDate | Sequence[Given] | Mapping[str, Given] | None"


class How(StrEnum):
    """What becomes of what the field holds already."""

    SET = "set"  # The value takes its place.
    APPEND = "append"  # It stays, and what the value has more comes behind it.
    MERGE = "merge"  # Parts of a record, or of records known by their first field, are set.


@dataclass(frozen=True, slots=True)
class Edit:
    """One field of one item, and what it is to hold."""

    item_id: str
    field: str
    value: Given
    how: How = How.SET


@dataclass(frozen=True, slots=True)
class Refused:
    """An edit that was not made, and why; the place is that of its item, if that was found."""

    edit: Edit
    message: str
    place: tuple[str, int] | None = None

    def __str__(self) -> str:
        """Return `file:line: message`."""
        return f"{self.place[0]}:{self.place[1]}: {self.message}" if self.place else self.message


@dataclass(frozen=True, slots=True)
class Edited:
    """The files that changed, whole, and the edits that were not made."""

    files: Mapping[str, bytes]
    refused: tuple[Refused, ...] = ()
