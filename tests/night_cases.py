"""Nights on which everything happens that the nightly report tells of, in a city of few items."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from graph.reports.nightly import lifecycle
from graph.reports.nightly.memory import Memory
from graph.reports.nightly.night import Night
from tests import builders as b
from tests.nights import night_of

FIRST = dt.date(2026, 11, 20)
LAST = dt.date(2026, 11, 24)
COMMIT = "136d843a9f00112233445566778899aabbccddee"
NO_TRACE: list[str] = []
SERVES = ["KR1"]
DROPPED = "cancelled"  # It asks for no money, so that its chain alone can be amiss.


def city(
    *,
    canal: list[str] = NO_TRACE,
    light: list[str] = SERVES,
    path: list[str] = NO_TRACE,
    bridge: list[str] = NO_TRACE,
    is_bridge_waived: bool = False,
) -> b.City:
    """A city of a few projects; arguments say what some of them deliver."""
    waive = [b.waiver("TRC201", reason="รอรื้อ", by="สนย.")] if is_bridge_waived else []
    result = b.key_result("KR1", owner="B1", check_ins=[{"as_of": "2026-11-01", "value": 1}])
    return b.city(
        b.bureau("B1", title={"th": "สำนักการโยธา", "en": "Public Works"}),
        b.bureau("B2", title={"th": "สำนักการระบายน้ำ", "en": "Drainage"}),
        b.district("D1", title={"th": "สำนักงานเขตบางรัก", "en": "Bang Rak"}),
        b.policy("P1", owner="B1"),
        b.objective("O1", result, policies=["P1"], owner="B1"),
        b.project("PRJ-canal", lead="B2", key_results=canal, budget=5_000_000, status=DROPPED),
        b.project("PRJ-light", lead="B1", key_results=light, budget=2_300_000_000, status=DROPPED),
        b.project("PRJ-path", lead="B1", key_results=path, budget=1_250.5, status=DROPPED),
        b.project("PRJ-bridge", lead="B1", key_results=bridge, waive=waive),
        b.project("PRJ-sign", lead="D1", key_results=NO_TRACE),
        b.project("PRJ-base", lead="B1", key_results=SERVES, budget=1_000_000, status=DROPPED),
        b.handoff(
            "H1",
            "D1",
            "B1",
            subject="ไฟดับที่ปากซอย",
            asked_on="2026-09-01",
            due_on="2026-10-01",
        ),
    )


BEFORE = city()
BETWEEN = city(path=SERVES)  # Which is fixed for a while.
AFTER = city(canal=SERVES, light=NO_TRACE, is_bridge_waived=True)


def nights(language: str = "th") -> Iterable[Night]:
    """Five days: two good nights, one that could not read, one that did not run, and a last."""
    memory = Memory()
    told, memory = night_of(BEFORE.graph, FIRST, memory, language=language, accepts=True)
    yield told
    told, memory = night_of(BETWEEN.graph, FIRST + dt.timedelta(1), memory, language=language)
    yield told
    memory = lifecycle.after(memory, lifecycle.unseen(memory, FIRST + dt.timedelta(2), frozenset()))
    told, _ = night_of(AFTER.graph, LAST, memory, language=language)
    yield replace(told, commit=COMMIT)


def eventful(language: str = "th") -> Night:
    """Return a night with something new, back, fixed, waived, still there, and missing before."""
    return list(nights(language))[-1]


def first(language: str = "th") -> Night:
    """Return the first night on record."""
    return next(iter(nights(language)))


def quiet(language: str = "th") -> Night:
    """Return a night on which nothing has changed."""
    _, memory = night_of(BEFORE.graph, FIRST, language=language)
    return night_of(BEFORE.graph, FIRST + dt.timedelta(1), memory, language=language)[0]
