"""Waivers: a finding that someone accepts is shown and counted apart (DESIGN section 6)."""

import datetime as dt
from typing import Any

import pytest

from graph import app
from graph.problems import Severity
from tests.builders import (
    City,
    bureau,
    city,
    district,
    handoff,
    key_result,
    objective,
    part,
    policy,
    project,
    waiver,
)

REASON = "รอแผนปีหน้า"


def waived_orphan(**fields: Any) -> City:
    return city(project("PRJ1", waive=[waiver("TRC201", **fields)]))


def findings(sources: City, report: str = "orphan-projects", **asked: Any) -> list[str]:
    return [row["finding"] for row in sources.rows(report, **asked)]


def waived(sources: City, report: str = "orphan-projects", **asked: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = sources.summary(report, **asked)["waived"]
    return found


def test_waived_finding_is_shown_apart_with_what_the_waiver_says() -> None:
    sources = waived_orphan(reason=REASON, by="B2100", until=dt.date(2024, 12, 31))
    assert findings(sources) == []
    assert waived(sources) == [
        {"finding": "TRC201:PRJ1", "reason": REASON, "by": "B2100", "until": "2024-12-31"}
    ]


def test_reason_alone_is_enough() -> None:
    sources = waived_orphan(reason=REASON)
    assert findings(sources) == []
    assert waived(sources) == [
        {"finding": "TRC201:PRJ1", "reason": REASON, "by": None, "until": None}
    ]


@pytest.mark.parametrize("fields", [{}, {"reason": ""}, {"by": "B2100", "until": "2030-01-01"}])
def test_waiver_without_a_reason_brings_the_finding_back(fields: dict[str, str]) -> None:
    sources = waived_orphan(**fields)
    assert findings(sources) == ["TRC201:PRJ1"]
    assert waived(sources) == []


@pytest.mark.parametrize(
    ("until", "holds"), [("2024-09-29", False), ("2024-09-30", True), ("2024-10-01", True)]
)
def test_waiver_holds_until_its_last_day(until: str, holds: bool) -> None:
    sources = waived_orphan(reason=REASON, until=until)
    assert findings(sources) == ([] if holds else ["TRC201:PRJ1"])
    assert len(waived(sources)) == holds


def test_the_day_asked_for_decides_not_the_clock() -> None:
    sources = waived_orphan(reason=REASON, until="2024-09-30")
    assert findings(sources, as_of=dt.date(2024, 10, 1)) == ["TRC201:PRJ1"]
    assert findings(sources, as_of=dt.date(2000, 1, 1)) == []


def test_waiver_of_another_rule_says_nothing() -> None:
    sources = city(project("PRJ1", waive=[waiver("OWN301", reason=REASON)]))
    assert findings(sources) == ["TRC201:PRJ1"]


def test_waiver_of_another_item_says_nothing() -> None:
    sources = city(
        project("PRJ1", waive=[waiver("TRC201", reason=REASON)]), project("PRJ2"), policy("P1")
    )
    assert findings(sources) == ["TRC201:PRJ2"]


def test_valid_waiver_beside_a_void_one_holds() -> None:
    sources = city(
        project(
            "PRJ1",
            waive=[
                waiver("TRC201", reason="เดิม", until="2024-01-01"),
                waiver("TRC201", reason=REASON),
            ],
        )
    )
    assert [one["reason"] for one in waived(sources)] == [REASON]


def test_waived_project_is_counted_neither_as_orphan_nor_as_traced() -> None:
    sources = city(
        project("PRJ1", budget=5, waive=[waiver("TRC201", reason=REASON)]),
        project("PRJ2", budget=7),
    )
    figures = sources.summary("orphan-projects")
    assert (figures["orphans"], figures["projects"], figures["budget"]) == (1, 2, 7)
    assert figures["traced"]["direct"] + figures["traced"]["via_strategy"] == 0
    assert figures["by_broken_at"] == {"key_result": 1}
    assert len(figures["waived"]) == 1


def test_waiver_of_an_unowned_policy_counts_it_apart() -> None:
    sources = city(policy("P1", waive=[waiver("OWN301", reason=REASON)]), policy("P2"))
    assert findings(sources, "unowned-policies") == ["OWN301:P2"]
    assert sources.summary("unowned-policies")["unowned"] == 1
    assert [one["finding"] for one in waived(sources, "unowned-policies")] == ["OWN301:P1"]


def test_recorded_handoff_is_waived_on_itself() -> None:
    accepted = handoff("H1", "D1", "B1", waive=[waiver("HND404", reason=REASON)])
    sources = city(bureau("B1"), district("D1"), accepted)
    assert findings(sources, "handoffs") == []
    assert [one["finding"] for one in waived(sources, "handoffs")] == ["HND404:H1"]
    figures = sources.summary("handoffs")
    assert (figures["handoffs"], figures["open"], figures["bottlenecks"]) == (0, 0, [])


def test_structural_handoffs_are_waived_on_their_item() -> None:
    sources = city(
        bureau("B1"),
        district("D1"),
        objective(
            "O1",
            key_result("KR1", allocations=[part("D1")], waive=[waiver("HND403", reason=REASON)]),
            owner="B1",
        ),
        project(
            "PRJ1",
            lead="D1",
            supports=["B1"],
            key_results=["KR1"],
            waive=[waiver("HND402", reason=REASON)],
        ),
    )
    assert findings(sources, "handoffs") == ["HND401:PRJ1:KR1:B1:D1"]
    assert [one["finding"] for one in waived(sources, "handoffs")] == [
        "HND403:KR1:B1:D1",
        "HND402:PRJ1:D1:B1",
    ]


def test_waived_findings_are_not_the_worst_finding() -> None:
    assert app.worst_finding([waived_orphan(reason=REASON).ask("orphan-projects")]) is None
    worst = app.worst_finding([waived_orphan().ask("orphan-projects")])
    assert worst is Severity.ERROR


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("format_name", ["table", "md"])
def test_readers_are_told_how_many_are_waived(language: str, format_name: str) -> None:
    result = waived_orphan(reason=REASON).ask("orphan-projects", language=language)
    text = app.render([result], app.Layout(format=format_name))
    assert ("waived with a reason: 1" if language == "en" else "ยกเว้นไว้โดยมีเหตุผล 1") in text


def test_void_waivers_are_told_of_when_the_sources_are_checked() -> None:
    assert [one.code for one in waived_orphan().check().problems] == ["SRC158"]
    unknown = city(project("PRJ1", waive=[waiver("TRC999", reason=REASON)])).check()
    assert [(one.code, one.severity) for one in unknown.problems] == [("SRC157", Severity.ERROR)]


def test_without_waivers_nothing_is_waived() -> None:
    assert waived(city(project("PRJ1"))) == []
