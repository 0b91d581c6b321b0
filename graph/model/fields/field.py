"""The entries of the table: a field, what it may hold, and what an id is."""

from dataclasses import dataclass
from enum import StrEnum

from graph.model.vocabulary import NodeKind, RelationType

ID_PATTERN = "[A-Za-z0-9][A-Za-z0-9._-]*"


class FieldType(StrEnum):
    """What a field may hold; the value is the phrase used in messages and documents."""

    ID = "an id"
    TEXT = "text"
    TITLE = "text, or {th: …, en: …}"
    REF = "one id"
    REFS = "a list of ids"
    REF_OR_REFS = "one id or a list of ids"
    YEAR = "a Buddhist-era year such as 2567"
    NUMBER = "a number"
    MONEY = "a number of baht"
    PERCENT = "a number from 0 to 100"
    DATE = "a date such as 2024-09-30"
    PARTIAL_DATE = "a date such as 2024-09-30, 2024-09 or 2024"
    CHOICE = "a choice"
    TEXTS = "a mapping of text to text"
    BASIS = "stated, inferred, or a mapping of fields to one of the two"
    RECORD = "a mapping"
    RECORDS = "a list of mappings"
    ITEMS = "a list of items"

    __hash__ = str.__hash__  # In C; Enum's own runs in Python, for each look-up by type.


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an item: how it is written, and the arrow that it states, if any."""

    name: str
    type: FieldType
    meaning: str
    meaning_th: str
    required: bool = False
    relation: RelationType | None = None
    is_source: bool = True  # The item that holds the field is where the arrow starts.
    choices: tuple[str, ...] = ()
    fields: tuple["Field", ...] = ()  # Of a record.
    items: NodeKind | None = None  # Of a nested list of items.
    implied: bool = False  # Not written: it follows from where the item stands.
    attribute: str = ""  # Its name in the entity, where the YAML word is taken in Python.

    @property
    def key(self) -> str:
        """The entity's attribute that holds it."""
        return self.attribute or self.name

    def named_kinds(self, own: NodeKind) -> tuple[NodeKind, ...]:
        """Return the kinds of items that its arrow joins with an item of its own kind."""
        ends = self.relation.ends if self.relation else ()
        if self.is_source:
            return tuple(target for source, target in ends if source is own)
        return tuple(source for source, target in ends if target is own)
