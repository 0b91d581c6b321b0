"""A night as every format of the nightly report tells it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.network import TraceGraph
from graph.problems import Severity
from graph.reports.nightly.finding import Finding
from graph.reports.nightly.memory import Baseline, Numbers, PastNight, Subject
from graph.reports.result import Result, Row


class Status(StrEnum):
    """What became of a finding since the night before."""

    NEW = "new"
    REOPENED = "reopened"  # It was gone, and came back.
    STILL = "still"
    FIXED = "fixed"
    WAIVED = "waived"  # Someone accepted it.
    RETIRED = "retired"  # Its rule is gone.

    @property
    def is_open(self) -> bool:
        """Whether this night has found it."""
        return self in (Status.NEW, Status.REOPENED, Status.STILL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked(Finding):
    """One finding on one night, with what is remembered of it."""

    status: Status
    subject: Subject
    first_seen: date
    since: date
    nights: int  # From `since` to this night, both counted; for one that ended, to its last night.
    reopened: int  # How often it came back.
    in_baseline: bool  # Accepted as old debt, so that it does not fail.
    by_new_rule: bool  # New because the night before did not know its rule.
    report: str | None = None  # The report that has it; None for one that ended.
    row: Row | None = None  # That report's row.
    place: tuple[str, int] | None = None  # The file and the line of its item.
    budget: float | None = None  # Baht of the project that it is about, where it is known.

    @property
    def is_new_debt(self) -> bool:
        """Whether it is a warning or an error that is new or back, and not by a new rule."""
        is_new = self.status in (Status.NEW, Status.REOPENED) and not self.by_new_rule
        return is_new and not self.in_baseline and self.severity >= Severity.WARNING

    @property
    def is_error(self) -> bool:
        """Whether it is an error that is open, and not accepted as old debt."""
        is_open = self.status.is_open and not self.in_baseline
        return is_open and self.severity is Severity.ERROR


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one unit is told: its findings, and what waits with it."""

    unit: str | None  # None: what nobody is known to answer for.
    findings: tuple[Tracked, ...]  # Open ones, and those that ended this night.
    waiting: tuple[Row, ...]  # Rows of `handoffs` that it holds, recorded and open.

    @property
    def is_news(self) -> bool:
        """Whether anything is new, back or ended, or waits."""
        return bool(self.waiting) or any(one.status is not Status.STILL for one in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """One good night: every format of its report is rendered from this."""

    as_of: date
    graph: TraceGraph
    language: str
    results: Sequence[Result]  # Of every report, in the order of the registry.
    findings: Sequence[Tracked]  # Open ones, and those that ended this night; by id.
    numbers: Numbers
    shares: Sequence[Share]  # The city's units in the order of the sources, None last.
    trend: Sequence[PastNight] = ()  # The nights that ran, this one the last; one a day.
    previous: date | None = None  # The last good night before.
    missed: Sequence[date] = ()  # Days since then on which nothing ran, or nothing could be read.
    baseline: Baseline | None = None
    dataset: str = "default"
    commit: str | None = None

    def result(self, name: str) -> Result:
        """Return the answer of a report."""
        return next(one for one in self.results if one.report.name == name)

    def of(self, *statuses: Status) -> list[Tracked]:
        """Return the findings of some statuses."""
        return [one for one in self.findings if one.status in statuses]
