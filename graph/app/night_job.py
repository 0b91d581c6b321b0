"""What a nightly job is asked to do, and what it says that it did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from graph.app import ENGINES, NIGHTLY_FAILS, Sources
from graph.problems import Problem

if TYPE_CHECKING:
    from graph.reports.result import Parameters
    from graph.sending.sent import Sent

LATEST = "latest"  # The link beside the nights' folders to the last good one.
STATUS = "status.json"  # The file beside them that tells how the last run went.


class Outcome(StrEnum):
    """How a run went: what is worst of it."""

    CLEAN = "clean"
    FINDINGS = "findings"  # There are some that fail it.
    UNTOLD = "untold"  # The report stands, but it was not loaded or not sent as was asked.
    UNREADABLE = "unreadable"  # The sources were; the last good report stays.


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What a nightly job is to do."""

    sources: Sources
    parameters: "Parameters"  # Of which day, and in which language.
    started_at: datetime  # With a time zone.
    state: Path  # The folder of what is remembered.
    out: Path  # The folder of the nights' folders.
    revision: str | None = None  # Of git, which is read in place of the folder as it stands.
    engine: str = ENGINES[0]
    loads: bool = False  # Load the Neo4j server first.
    accepts: bool = False  # All that stands becomes the baseline.
    fail_on: str = NIGHTLY_FAILS[0]
    notify: Path | None = None  # The file that says whom to tell.


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a nightly job did."""

    outcome: Outcome
    line: str  # One sentence for people.
    report: Path | None = None  # The folder that it wrote.
    problems: Sequence[Problem] = ()  # Why the sources could not be read.
    troubles: Sequence[str] = ()  # What else went wrong, or was mended, a sentence each.
    sent: "Sequence[Sent]" = ()
