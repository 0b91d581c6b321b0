"""A plan as values: what a unit or the city means to do in a fiscal year, and what is not known.

Every document is rendered from these. Figures that no source gives are None, never 0; percents are
never added up.
"""

from dataclasses import dataclass
from datetime import date

from graph.model.entities import Area, Item, KeyResult, Objective, Policy, Project, Strategy, Unit
from graph.reports.attainment import Attainment
from graph.reports.explaining.standing import Standing

OWNED, PART, DELIVERED = "owned", "part", "delivered"  # Why a key result stands in a plan.


@dataclass(frozen=True, slots=True, kw_only=True)
class Serves:
    """What something serves: a policy, or a strategy that it pursues."""

    item: Policy | Strategy
    strength: str  # Direct for a policy; via_strategy for a strategy.
    inferred: bool  # Every way there has a link that is inferred.


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One unit's part of the target of a key result, in the unit of its measure."""

    unit: Unit
    target: float | None
    actual: float | None
    share: float | None  # Of the way, 0 to 1.
    met: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedResult:
    """A key result in a plan, and how far it is on the day."""

    item: KeyResult
    role: str
    owners: tuple[Unit, ...]
    now: Attainment
    parts: tuple[Part, ...]  # All of them where it is owned; else those of the unit.
    counts: bool  # Whether it has a weight: one that was replaced has none.


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedObjective:
    """An objective in a plan, with those of its key results that stand there."""

    item: Objective
    owners: tuple[Unit, ...]
    serves: tuple[Serves, ...]
    results: tuple[PlannedResult, ...]
    progress: float | None = None  # Percent, of all its key results.
    projects: int = 0  # That deliver its key results in the year, whoever leads them.


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedProject:
    """A project in a plan, with what it serves and how strongly."""

    item: Project
    lead: Unit | None
    supports: tuple[Unit, ...]
    areas: tuple[Area, ...]
    key_results: tuple[KeyResult, ...]
    serves: tuple[Serves, ...]
    strength: str | None  # Of its best way to a policy; None where there is none.
    inferred: bool  # Every way to a policy has a link that is inferred.
    via_policies: int  # Policies that it serves through a strategy alone.
    broken_at: str | None  # Where it serves no policy: the first level missing going up.
    is_of_other_years: bool  # All key results that it shows are of other fiscal years.


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """What one unit expects of others: it follows from the plan, or was handed over."""

    kind: str  # delivery, support, allocation or recorded.
    subject: str
    item: str | None
    via: str | None
    units: tuple[Unit, ...]  # The other side.
    state: str | None = None
    days: int | None = None
    overdue: bool | None = None
    holder: str | None = None
    in_year: bool = True  # Whether it belongs to an item of the year, or to none of any year.


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaWork:
    """How much of a plan is meant for an area."""

    area: Area
    objectives: int
    projects: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What is missing in a plan, and in which of its items."""

    what: str  # Of `gaps.CHECKS`.
    items: tuple[Item, ...]
    among: int  # How many there are of the kind.


@dataclass(frozen=True, slots=True, kw_only=True)
class OthersGaps:
    """What is missing in objectives and key results that are not for the unit to mend."""

    owners: tuple[Unit, ...]  # Who answers for them; none where nobody does.
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What a plan adds up to: each item once, budgets in baht of those that are known."""

    objectives: int
    key_results: int  # That count, as in the report progress.
    with_data: int
    met: int
    progress: float | None  # Percent.
    projects: int
    budget: float
    unknown_budget: int
    direct: int  # Projects by the strength of their best way to a policy.
    via_strategy: int
    untraced: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What one unit, with all that stands inside it, means to do in a fiscal year."""

    unit: Unit
    year: int  # Buddhist era.
    as_of: date
    divisions: tuple[Unit, ...]
    sums: Sums
    replaced: int  # Key results of weight 0: they stand there, and do not count.
    objectives: tuple[PlannedObjective, ...]
    projects: tuple[PlannedProject, ...]
    expects: tuple[Exchange, ...]  # Of others.
    expected: tuple[Exchange, ...]  # By others, of the unit.
    areas: tuple[AreaWork, ...]
    gaps: tuple[Gap, ...]  # In what the unit answers for, and in its projects.
    others_gaps: tuple[OthersGaps, ...]  # In what it only shares, or delivers to.
    beside: tuple[PlannedProject, ...]  # Of no recorded year, or of another and under way.
    years: tuple[int, ...]  # In which the unit has anything of its own.

    @property
    def is_empty(self) -> bool:
        """Tell whether the unit has nothing of its own in the year."""
        return not self.objectives and not self.projects


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A part of the city's plan, summed up."""

    name: Item | str | None  # A strategy, a unit, or the words of a sector; None where it has none.
    sums: Sums
    units: int = 0  # That it sums up, where it is a group of units.


@dataclass(frozen=True, slots=True, kw_only=True)
class CityPlan:
    """What the whole city means to do in a fiscal year: by strategy, sector and unit."""

    unit: Unit
    year: int
    as_of: date
    sums: Sums
    policies: int
    called_for: int  # Policies that an objective of the year answers directly.
    reaching: int  # Of these: with a project of the year.
    strategies: tuple[Line, ...]
    sectors: tuple[Line, ...]
    units: tuple[Line, ...]  # That have anything, bureaus and offices, districts, then others.
    objectives: tuple[PlannedObjective, ...]
    unowned: tuple[PlannedResult, ...]  # Key results that count, and nobody answers for.
    idle: tuple[Unit, ...]  # Bureaus, offices and districts without anything of their own.
    gaps: tuple[Gap, ...]
    years: tuple[int, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing at all is planned for the year."""
        return not self.sums.objectives and not self.sums.projects


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainWay:
    """One way from a project up: by a key result and its objective to a policy or a strategy."""

    key_result: KeyResult
    objective: Objective
    serves: Serves | None  # None where the way ends at the objective.


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Another project that is much like one: of the same key result, or of a title alike."""

    project: Project
    lead: Unit | None
    alike: float  # How alike the titles are, 0 to 1.
    shared: tuple[str, ...]  # Ids of the key results that both deliver.


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All that a hearing on one project asks for, on a day."""

    project: PlannedProject
    as_of: date
    ways: tuple[ChainWay, ...]
    results: tuple[PlannedResult, ...]
    exchanges: tuple[tuple[Unit, Exchange], ...]  # Who expects, and what of whom.
    near: tuple[Near, ...]
    gaps: tuple[Gap, ...]
    readiness: tuple[str, ...] | None  # Words of `MISSING`; None where it asks for no budget.
    waived: tuple[Standing, ...] = ()  # Findings of the project that someone has waived.
