"""A log of three nights for the tests of what is remembered."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

from graph.reports.nightly.memory import BaselineDropped, Ending, NightRecord
from graph.state import hold
from tests.dying import SUBJECT

MONDAY = dt.date(2026, 11, 2)
TUESDAY, WEDNESDAY = dt.date(2026, 11, 3), dt.date(2026, 11, 4)
FOUND = NightRecord(
    as_of=MONDAY,
    numbers={"open": 2, "orphan_budget": 1500000.5},
    opened={"TRC201:PRJ-1": SUBJECT, "OWN301:P1": replace(SUBJECT, units=())},
    codes=frozenset(["OWN301", "TRC201"]),
    accepted=frozenset(["TRC201:PRJ-1", "OWN301:P1"]),
    commit="0123abc",
    digests=("B1100",),
)
FIXED = NightRecord(
    as_of=TUESDAY,
    numbers={"open": 1},
    closed={"OWN301:P1": Ending.FIXED},
    codes=frozenset(["OWN301", "TRC201"]),
)
UNSEEN = NightRecord(as_of=WEDNESDAY, numbers=None, unknown=frozenset(["TRC201:PRJ-1"]))
RECORDS = (FOUND, BaselineDropped(as_of=TUESDAY), FIXED, UNSEEN)


def remember(folder: Path) -> Path:
    with hold(folder) as store:
        for one in RECORDS:
            store.append(one)
    return folder


def log(folder: Path) -> Path:
    return folder / "runs.jsonl"


def names(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()}
