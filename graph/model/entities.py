"""What the sources hold, as frozen values; absent is None, "none" is an empty tuple."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from graph.model.vocabulary import NodeKind

Ids = tuple[str, ...]
Basis = str | Mapping[str, str]
Mark = int  # Line and column in one number, so that a place costs nothing to keep.
Marks = Mapping[str, Mark | tuple[Mark, ...]]  # Of a field; of each element of a list.
UNREADABLE = "?"  # Begins what stands for an id that could not be read.
ANY_ID = "*"  # Among lost ids: a file could not even be opened, so it may hold any.
_COLUMNS = 1 << 28  # More than the largest file has characters.


def pack(line: int, column: int) -> Mark:
    """Return the mark of a line and a column, both counted from 1."""
    return line * _COLUMNS + column


_START = pack(1, 1)


def unpack(mark: Mark) -> tuple[int, int]:
    """Return the line and the column of a mark."""
    return divmod(mark, _COLUMNS)


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding accepted by someone, for a reason, until a day."""

    rule: str
    reason: str | None = None
    by: str | None = None
    until: date | None = None

    @property
    def has_reason(self) -> bool:
        """Tell whether anything is said for it."""
        return bool(self.reason and self.reason.strip())

    def holds_on(self, day: date) -> bool:
        """Tell whether it has a reason and is not past its date."""
        return self.has_reason and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Measure:
    """How a figure is measured, in words of format 1."""

    unit: str | None = None
    direction: str | None = None
    aggregation: str | None = None


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A figure reported for a day, in the unit of the measure."""

    as_of: date
    value: float


@dataclass(frozen=True, slots=True)
class Allocation:
    """One unit's part of a key result's target."""

    unit: str
    target: float | None = None
    actual: float | None = None


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, a month or a year: as exact as its source."""

    first: date
    last: date
    text: str

    @property
    def day(self) -> date | None:
        """The day, where the source tells it."""
        return self.first if self.first == self.last else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What every item has."""

    kind_of_node: ClassVar[NodeKind]
    id: str
    title_th: str | None = None
    title_en: str | None = None
    source: str | None = None
    note: str | None = None
    external_ids: Mapping[str, str] = field(default_factory=dict)
    basis: Basis = "stated"
    waive: tuple[Waiver, ...] = ()
    file: str = ""
    mark: Mark = _START
    marks: Marks = field(default_factory=dict, compare=False)

    @property
    def line(self) -> int:
        """The line on which it begins."""
        return unpack(self.mark)[0]

    def title(self, language: str = "th") -> str:
        """Return the title in `th` or `en`; where that is silent, in the other; else the id."""
        if language == "en":
            return self.title_en or self.title_th or self.id
        return self.title_th or self.title_en or self.id

    def basis_of(self, name: str) -> str:
        """Return `stated` or `inferred`: who says what the field `name` holds."""
        return self.basis if isinstance(self.basis, str) else self.basis.get(name, "stated")

    def mark_of(self, name: str, position: int = 0) -> Mark:
        """Return where the field stands, or the element at `position` of its list."""
        mark = self.marks.get(name)
        if isinstance(mark, tuple):
            return mark[position] if position < len(mark) else self.mark
        return self.mark if mark is None else mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension(Item):
    """One of the Governor's themes, such as "safe"."""

    kind_of_node = NodeKind.DIMENSION


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy(Item):
    """One of the Governor's policies."""

    kind_of_node = NodeKind.POLICY
    dimensions: Ids | None = None
    owner: Ids | None = None
    strategies: Ids | None = None
    supersedes: Ids | None = None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy(Item):
    """A strategy of the 20-year plan, or a part of one."""

    kind_of_node = NodeKind.STRATEGY
    owner: Ids | None = None
    part_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi(Item):
    """An indicator of the plan."""

    kind_of_node = NodeKind.KPI
    strategy: str | None = None
    measure: Measure | None = None
    owner: Ids | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Item):
    """An organisation: the city, a district, a bureau, an office, a division, or an outsider."""

    kind_of_node = NodeKind.UNIT
    kind: str
    abbreviation: str | None = None
    part_of: str | None = None
    areas: Ids | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Area(Item):
    """A place: the city, a zone, a district, a subdistrict."""

    kind_of_node = NodeKind.AREA
    kind: str
    part_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective(Item):
    """What is to be reached in a fiscal year (Buddhist era)."""

    kind_of_node = NodeKind.OBJECTIVE
    owner: Ids | None = None
    fiscal_year: int | None = None
    strategies: Ids | None = None
    policies: Ids | None = None
    areas: Ids | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResult(Item):
    """A figure that shows whether an objective is reached."""

    kind_of_node = NodeKind.KEY_RESULT
    objective: str
    code: str | None = None
    owner: Ids | None = None
    kpi: str | None = None
    measure: Measure | None = None
    baseline: float | None = None
    target: float | None = None
    check_ins: tuple[CheckIn, ...] | None = None
    allocations: tuple[Allocation, ...] | None = None
    weight: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Item):
    """A project that asks for budget (baht)."""

    kind_of_node = NodeKind.PROJECT
    lead: str | None = None
    supports: Ids | None = None
    key_results: Ids | None = None
    fiscal_year: int | None = None
    budget: float | None = None
    spent: float | None = None
    status: str | None = None
    progress: float | None = None
    start: date | None = None
    end: date | None = None
    areas: Ids | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handoff(Item):
    """A recorded hand-over from one unit to another; its title is its subject."""

    kind_of_node = NodeKind.HANDOFF
    from_unit: str
    to_unit: str
    item: str | None = None
    asked_on: PartialDate | None = None
    due_on: PartialDate | None = None
    accepted_on: PartialDate | None = None
    returned_on: PartialDate | None = None
    done_on: PartialDate | None = None
    state: str | None = None
    reason: str | None = None

    @property
    def reached_state(self) -> str:
        """The state as given, else as its dates tell."""
        if self.state:
            return self.state
        if self.done_on:
            return "done"
        if self.returned_on:
            return "returned"
        return "accepted" if self.accepted_on else "waiting"


ENTITIES: dict[NodeKind, type[Item]] = {
    entity.kind_of_node: entity
    for entity in (
        Dimension,
        Policy,
        Strategy,
        Kpi,
        Unit,
        Area,
        Objective,
        KeyResult,
        Project,
        Handoff,
    )
}
