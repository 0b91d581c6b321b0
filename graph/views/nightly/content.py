"""All that a reader is told of a night, in one language; the page and the Markdown show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from graph.reports.nightly.answer_sheets import UNASSIGNED
from graph.reports.nightly.night import Night, Share, Status
from graph.reports.result import Row
from graph.views.cells import cell
from graph.views.nightly import sentences
from graph.views.nightly.finding_lines import Section, section, unit_name
from graph.views.nightly.tiles import Tile, tiles

_WAITS = 10  # Units of the bottlenecks, before the rest becomes a count.
_ENDED = (Status.FIXED, Status.WAIVED, Status.RETIRED)
_HEADINGS = {
    Status.NEW: "news",
    Status.REOPENED: "came_back",
    Status.FIXED: "were_fixed",
    Status.WAIVED: "were_waived",
    Status.RETIRED: "were_retired",
    Status.STILL: "open_still",
}
_WAIT_COLUMNS = ("open", "overdue", "days_median", "days_p90", "budget", "policies", "ping_pongs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """A unit with which work waits, and its figures in words by their columns."""

    unit: str
    name: str
    figures: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """What one unit has, and the stem of its digest's address."""

    unit: str
    name: str
    open: int
    new: int  # With those that came back.
    ended: int
    waiting: int
    overdue: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A night in words."""

    language: str
    heading: str
    origin: str
    missed: Sequence[str]
    lead: str
    beside: Sequence[str]
    tiles: Sequence[Tile]
    changed: Sequence[Section]  # New ones always; of the others those that there are.
    still: Section
    waits: Sequence[Wait]
    wait_columns: Sequence[str]  # Those that say something.
    more_waits: int
    baseline: str
    units: Sequence[UnitRow]


def content(night: Night, language: str) -> Content:
    """Return what readers of a language are told."""
    found = [section(night, one, language) for one in _HEADINGS if one is not Status.STILL]
    bottlenecks = night.result("handoffs").summary["bottlenecks"]
    shown = bottlenecks[:_WAITS]
    return Content(
        language=language,
        heading=sentences.heading(night, language),
        origin=sentences.origin(night, language),
        missed=sentences.missed(night, language),
        lead=sentences.lead(night, language),
        beside=sentences.beside(night, language),
        tiles=tiles(night, language),
        changed=[one for one in found if one.count or one.status is Status.NEW],
        still=section(night, Status.STILL, language),
        waits=[_wait(night, one, language) for one in shown],
        wait_columns=[name for name in _WAIT_COLUMNS if any(one[name] for one in shown)],
        more_waits=len(bottlenecks) - len(shown),
        baseline=sentences.baseline(night, language),
        units=[_unit(night, one, language) for one in night.shares],
    )


def title_of(found: Section) -> str:
    """Return the key of a section's heading among the words."""
    return _HEADINGS[found.status]


def _wait(night: Night, row: Row, language: str) -> Wait:
    return Wait(
        unit=row["unit"],
        name=unit_name(night.graph, row["unit"], language),
        figures={name: cell(name, row[name], language) for name in _WAIT_COLUMNS},
    )


def _unit(night: Night, share: Share, language: str) -> UnitRow:
    statuses = [one.status for one in share.findings]
    unit = share.unit
    return UnitRow(
        unit=unit or "",
        name=unit_name(night.graph, unit, language),
        open=sum(one.is_open for one in statuses),
        new=sum(one in (Status.NEW, Status.REOPENED) for one in statuses),
        ended=sum(one in _ENDED for one in statuses),
        waiting=len(share.waiting),
        overdue=sum(bool(row["overdue"]) for row in share.waiting),
        digest=f"digests/{quote(unit or UNASSIGNED, safe='')}",
    )
