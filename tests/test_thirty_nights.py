"""Thirty nights over a git history, each run as cron would, held to a naive reading of them all.

The history has findings that come, go and come back, nights on which nothing ran or nothing could
be read, a night that is killed and run again, one that is killed and is not, and one that is run
twice over changed sources.
"""

import datetime as dt
import json
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from graph.model.rules import RULES
from graph.problems import Severity
from tests.builders import (
    Piece,
    bureau,
    city,
    district,
    handoff,
    key_result,
    objective,
    policy,
    project,
    waiver,
)
from tests.commands import Ran, environment, run
from tests.repositories import Repository, repository

FIRST = dt.date(2024, 9, 1)
NIGHTS = range(1, 31)
NOT_RUN = (4, 10, 11)
BROKEN = (13, 14)
KILLED_AND_RUN_AGAIN, KILLED = 16, 21
BASELINE, TWICE = 2, 24
ORPHAN_ON: dict[str, Callable[[int], bool]] = {
    "P01": lambda night: True,
    "P02": lambda night: night < 10,  # Mended on a night on which nothing ran.
    "P03": lambda night: 5 <= night <= 12 or night >= 18,
    "P04": lambda night: night >= 20,
    "P05": lambda night: night in (6, 22, 23, 27),
    "P06": lambda night: False,
    "Q01": lambda night: True,
    "Q02": lambda night: 8 <= night < 14,  # Mended while its file could not be read.
    "Q03": lambda night: night >= 14,  # Broken while its file could not be read.
}
WAIVED_FROM = {"P04": 25}


def day(night: int) -> dt.date:
    return FIRST + dt.timedelta(days=night - 1)


def pieces(night: int) -> dict[str, list[Piece]]:
    """The sources of a night, by their folders."""
    hand_over = handoff(
        "H1",
        "D1",
        "B1",
        asked_on=day(3).isoformat(),
        done_on=day(8).isoformat() if night >= 8 else None,
    )
    common = [
        policy("POL1", owner="B1"),
        policy("POL2", owner=["B2"] if night >= 17 else []),
        objective("O1", key_result("KR1", owner="B1"), policies=["POL1", "POL2"]),
        *((hand_over,) if night >= 3 else ()),
    ]
    return {
        "common": common,
        "b1": [bureau("B1"), *(_project(one, "B1", night) for one in ORPHAN_ON if one[0] == "P")],
        "b2": [
            bureau("B2"),
            district("D1"),
            *(_project(one, "B2", night) for one in ORPHAN_ON if one[0] == "Q"),
        ],
    }


def _project(name: str, lead: str, night: int) -> Piece:
    waive = [waiver("TRC201")] if night >= WAIVED_FROM.get(name, 99) else None
    key_results = [] if ORPHAN_ON[name](night) else ["KR1"]
    given = {"lead": lead, "key_results": key_results, "budget": 1000, "waive": waive}
    return project(name, **{field: one for field, one in given.items() if one is not None})


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A commit a night, with a tag of its number."""
    made = repository(tmp_path_factory.mktemp("history"))
    for night in NIGHTS:
        write(made, night)
        made.commit()
        made.git("tag", f"night-{night}")
    return made


def write(repo: Repository, night: int) -> None:
    for folder, some in pieces(night).items():
        city(*some).write(repo.data / folder)
    if night in BROKEN:
        file = repo.data / "b2" / "all.yaml"
        file.write_text(f"areas: [\n{file.read_text(encoding='utf-8')}", encoding="utf-8")


# What should be told, read naively from all nights at once ----------------------------------------


@dataclass
class Diary:
    """What every good night has found, as the reports themselves tell it; the last run counts."""

    good: dict[dt.date, frozenset[str]] = field(default_factory=dict)
    waived: dict[dt.date, frozenset[str]] = field(default_factory=dict)
    broken: list[dt.date] = field(default_factory=list)

    def note(self, night: int, folder: Path) -> None:
        found, waived = reported(day(night), folder)
        self.good[day(night)], self.waived[day(night)] = found, waived

    def told(self, today: dt.date) -> dict[str, dict[str, Any]]:
        """Every finding that is open or ended today, with what there is to tell of it."""
        days = [one for one in self.good if one <= today]
        before = self.good[days[-2]] if len(days) > 1 else frozenset()
        shown = self.good[today] | before
        return {one: self._told_of(one, days, before) for one in sorted(shown)}

    def _told_of(self, one: str, days: list[dt.date], before: frozenset[str]) -> dict[str, Any]:
        today = days[-1]
        seen = [day for day in days if one in self.good[day]]
        spells = [
            day
            for day, previous in zip(days, [None, *days], strict=False)
            if one in self.good[day] and (previous is None or one not in self.good[previous])
        ]
        if one not in self.good[today]:
            status = "waived" if one in self.waived[today] else "fixed"
        elif one in before:
            status = "still"
        else:
            status = "new" if len(spells) == 1 else "reopened"
        return {
            "status": status,
            "first_seen": seen[0].isoformat(),
            "since": spells[-1].isoformat(),
            "nights": (seen[-1] - spells[-1]).days + 1,
            "reopened": len(spells) - 1,
        }

    def debt_left(self, today: dt.date) -> frozenset[str]:
        """What was accepted with the baseline, and has been there on every good night since."""
        left = self.good[day(BASELINE)]
        for one, found in self.good.items():
            if day(BASELINE) <= one <= today:
                left &= found
        return left


def reported(as_of: dt.date, folder: Path) -> tuple[frozenset[str], frozenset[str]]:
    """What is amiss in a folder of sources, by `policytrace report`; and what of it is waived."""
    names = (
        *("all", "coverage", "gaps", "progress", "split-targets", "staleness", "contradictions"),
        *("budget-readiness", "alignment"),
    )
    options = ("--all-tiers", "--format", "json", "--as-of", as_of.isoformat())
    ran = run("report", *names, "--data", str(folder), *options)
    assert ran.code == 0, ran.err
    reports = json.loads(ran.out)["reports"]
    found = {row["finding"]: row for one in reports for row in one["rows"] if row["finding"]}
    amiss = {one for one, row in found.items() if _is_amiss(one, row)}
    waived = {row["finding"] for one in reports for row in one["summary"]["waived"]}
    return frozenset(amiss), frozenset(waived)


def _is_amiss(finding: str, row: Mapping[str, Any]) -> bool:
    code = finding.split(":", maxsplit=1)[0]
    if code == "HND404":
        return row["holder"] is not None
    return RULES[code].severity >= Severity.WARNING


# The job, as cron runs it -------------------------------------------------------------------------


@dataclass(frozen=True)
class Job:
    """The nightly job over one history, with a state and an output of its own."""

    repo: Repository
    place: Path

    def options(self, night: int, *more: str) -> list[str]:
        return [
            *("nightly", "--data", str(self.repo.data), "--as-of", day(night).isoformat()),
            *("--state", str(self.place / "state"), "--out", str(self.place / "out"), *more),
        ]

    def run(self, night: int, *more: str) -> Ran:
        return run(*self.options(night, "--at", f"night-{night}", *more))

    def killed(self, night: int, moment: str) -> None:
        """Run it in a process that kills itself where it would do `moment`."""
        module, _, name = moment.rpartition(".")
        program = (
            f"import os, signal, sys; import {module} as module, cli;"
            f" module.{name} = lambda *_: os.kill(os.getpid(), signal.SIGKILL); cli.run()"
        )
        options = self.options(night, "--at", f"night-{night}")
        done = subprocess.run(
            [sys.executable, "-c", program, *options], env=environment(), check=False, timeout=60
        )
        assert done.returncode == -signal.SIGKILL

    def report(self, night: int) -> dict[str, Any]:
        file = self.place / "out" / day(night).isoformat() / "report.json"
        found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return found

    @property
    def latest(self) -> str:
        return (self.place / "out" / "latest").resolve().name


def test_thirty_nights_tell_what_a_naive_reading_of_them_tells(
    history: Repository, tmp_path: Path
) -> None:
    job, diary = Job(history, tmp_path), Diary()
    for night in NIGHTS:
        if night in NOT_RUN:
            continue
        if night in BROKEN:
            _see_nothing(job, diary, night)
            continue
        if night == KILLED_AND_RUN_AGAIN:
            job.killed(night, "graph.state.publishing._swap")
            assert job.latest == day(night - 1).isoformat()
        if night == KILLED:
            job.killed(night, "graph.state.publishing._lead")
            continue  # Its report stands, and nobody remembers it.
        if night == TWICE:
            _run_over_other_sources(job, night)
        options = ["--baseline"] if night == BASELINE else []
        ran = job.run(night, *options)
        diary.note(night, _checked_out(history, tmp_path / "then", night))
        _compare(job, diary, night, ran)
    assert [one["as_of"] for one in job.report(30)["trend"]] == [
        day(night).isoformat() for night in NIGHTS if night not in (*NOT_RUN, KILLED)
    ]


def _see_nothing(job: Job, diary: Diary, night: int) -> None:
    """A night whose sources cannot be read: nothing changes but that it is known."""
    latest = job.latest
    ran = job.run(night)
    assert ran.code == 2
    assert ran.err.startswith(f"{job.repo.data.as_posix()}/b2/all.yaml:2:1: error: ")
    assert job.latest == latest
    assert not (job.place / "out" / day(night).isoformat()).exists()
    diary.broken.append(day(night))
    shown = json.loads(
        run("state", "show", "--state", str(job.place / "state"), "--format", "json").out
    )
    last = shown["nights"][-1]
    assert (last["as_of"], last["numbers"]) == (day(night).isoformat(), None)
    held = {"TRC201:Q01", "TRC201:Q02", *(f"BUD604:Q0{one}" for one in (1, 2, 3))}
    assert last["unknown"] == len(held)  # What the file held.


def _run_over_other_sources(job: Job, night: int) -> None:
    """A first run of the same night, over sources in which everything is another."""
    ran = run(*job.options(night, "--at", "night-6"))
    assert ran.code == 1
    assert "TRC201:P05" in {one["finding"] for one in job.report(night)["findings"]}


def _compare(job: Job, diary: Diary, night: int, ran: Ran) -> None:
    report = job.report(night)
    told = diary.told(day(night))
    facts = ("status", "first_seen", "since", "nights", "reopened")
    assert {
        one["finding"]: {name: one[name] for name in facts} for one in report["findings"]
    } == told
    before = [one for one in diary.good if one < day(night)]
    previous = before[-1] if before else day(night)
    assert report["night"]["missed"] == [
        (previous + dt.timedelta(days=nth)).isoformat()
        for nth in range(1, (day(night) - previous).days)
    ]
    open_now = diary.good[day(night)]
    numbers = report["numbers"]
    statuses = [one["status"] for one in told.values()]
    assert numbers["open"] == len(open_now)
    for status in ("new", "reopened", "fixed", "waived"):
        assert numbers[status] == statuses.count(status)
    debt = diary.debt_left(day(night)) if night >= BASELINE else frozenset()
    assert {one["finding"] for one in report["findings"] if one["in_baseline"]} == debt
    fails = any(
        one["status"] in ("new", "reopened") and _counts(finding) and finding not in debt
        for finding, one in told.items()
    )
    written = f"wrote {job.place / 'out' / day(night).isoformat()}\n"
    assert (ran.code, ran.err) == (1 if fails else 0, written)
    assert job.latest == day(night).isoformat()


def _counts(finding: str) -> bool:
    return RULES[finding.split(":", maxsplit=1)[0]].severity >= Severity.WARNING


def _checked_out(repo: Repository, folder: Path, night: int) -> Path:
    """The sources of a night in a folder of their own, written anew and not taken from git."""
    for name, some in pieces(night).items():
        city(*some).write(folder / name)
    return folder
