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
    assert [(one.code, one.severity) for one in unknown.problems] == [("SRC157", Severity.WARNING)]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("TRC21", "there is no rule 'TRC21'; did you mean 'TRC201'?"),
        ("x", "there is no rule 'x': 'policytrace rules' lists them"),
        (
            "SRC153",
            "SRC153 is no finding but a problem of the sources: mend it, it cannot be waived",
        ),
    ],
)
def test_waiver_of_what_is_no_rule_is_told_with_the_remedy(rule: str, said: str) -> None:
    sources = city(project("PRJ1", waive=[waiver(rule, reason=REASON)]))
    assert [one.message for one in sources.check().problems] == [said]
    assert findings(sources) == ["TRC201:PRJ1"]


def test_waiver_past_its_date_is_no_problem_of_the_sources() -> None:
    assert waived_orphan(reason=REASON, until="2000-01-01").check().problems == ()


def test_without_waivers_nothing_is_waived() -> None:
    assert waived(city(project("PRJ1"))) == []


# Waivers that do nothing --------------------------------------------------------------------------


def void(sources: City, report: str = "orphan-projects", **asked: Any) -> dict[str, Any]:
    figures = sources.summary(report, **asked)
    return {name: figures[name] for name in ("expired", "unused") if name in figures}


def test_finding_whose_waiver_is_past_its_date_is_told_with_the_date() -> None:
    sources = waived_orphan(reason=REASON, by="B2100", until="2024-09-29")
    assert findings(sources) == ["TRC201:PRJ1"]
    said = {"finding": "TRC201:PRJ1", "reason": REASON, "by": "B2100", "until": "2024-09-29"}
    assert void(sources) == {"expired": [said]}
    assert void(sources, as_of=dt.date(2024, 9, 29)) == {}


def test_of_several_waivers_past_their_date_the_last_is_told() -> None:
    days = ("2024-01-31", "2024-03-31", "2024-02-29")
    waivers = [waiver("TRC201", reason=REASON, until=day) for day in days]
    found = void(city(project("PRJ1", waive=waivers)))
    assert [one["until"] for one in found["expired"]] == ["2024-03-31"]


@pytest.mark.parametrize(
    "others",
    [
        [waiver("TRC201", reason=REASON)],
        [waiver("TRC201", reason=REASON, until="2030-01-01")],
    ],
)
def test_waiver_past_its_date_beside_one_that_holds_is_not_told(others: list[Any]) -> None:
    past = waiver("TRC201", reason=REASON, until="2024-01-01")
    assert void(city(project("PRJ1", waive=[past, *others]))) == {}


def test_waiver_without_a_reason_is_told_by_check_and_not_by_reports() -> None:
    assert void(waived_orphan(until="2024-01-01")) == {}


def test_waiver_of_a_finding_that_is_not_there_is_told_as_unused() -> None:
    sources = city(
        policy("P1"),
        objective("O1", key_result("KR1", target=1), policies=["P1"]),
        project("PRJ1", key_results=["KR1"], waive=[waiver("TRC201", reason=REASON)]),
    )
    said = {"finding": "TRC201:PRJ1", "reason": REASON, "by": None, "until": None}
    assert void(sources) == {"unused": [said]}


def test_report_tells_nothing_of_waivers_of_the_rules_of_others() -> None:
    sources = city(project("PRJ1", key_results=[], waive=[waiver("OWN301", reason=REASON)]))
    assert void(sources) == {}
    assert [one["finding"] for one in void(sources, "unowned-policies")["unused"]] == [
        "OWN301:PRJ1"
    ]


@pytest.mark.parametrize(
    "asked", [{"fiscal_year": 2568}, {"selected": frozenset()}], ids=["year", "selection"]
)
def test_waiver_is_not_called_unused_where_only_some_items_are_asked_for(
    asked: dict[str, Any],
) -> None:
    sources = city(project("PRJ1", fiscal_year=2567, waive=[waiver("TRC201", reason=REASON)]))
    assert findings(sources, **asked) == []
    assert void(sources, **asked) == {}


def test_waiver_of_a_handoff_is_called_unused_only_where_every_tier_is_asked_for() -> None:
    accepted = [waiver("HND402", reason=REASON)]
    sources = city(
        bureau("B1"), bureau("B2"), project("PRJ1", lead="B1", supports=["B2"], waive=accepted)
    )
    assert void(sources, "handoffs") == {}
    assert void(sources, "handoffs", all_tiers=True) == {}
    assert waived(sources, "handoffs", all_tiers=True) != []
    alone = city(bureau("B1"), project("PRJ1", lead="B1", waive=accepted))
    assert void(alone, "handoffs") == {}
    assert list(void(alone, "handoffs", all_tiers=True)) == ["unused"]


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("format_name", ["table", "md"])
def test_readers_are_told_of_waivers_that_do_nothing(language: str, format_name: str) -> None:
    sources = city(
        project("PRJ1", waive=[waiver("TRC201", reason=REASON, until="2024-01-31")]),
        policy("P1", waive=[waiver("TRC201", reason="ผิดที่")]),
    )
    result = sources.ask("orphan-projects", language=language)
    text = app.render([result], app.Layout(format=format_name)).replace("\\", "")
    words = {
        "th": ("เคยยกเว้นไว้แต่พ้นกำหนดแล้ว 1 รายการ", "การยกเว้นที่ไม่มีข้อค้นพบแล้ว 1 รายการ"),
        "en": ("waived until a day that is past: 1", "waivers of findings that are not there: 1"),
    }
    assert all(one in text for one in (*words[language], "TRC201:PRJ1", "TRC201:P1", "2024-01-31"))


def test_summary_has_no_key_for_void_waivers_where_there_are_none() -> None:
    assert void(city(project("PRJ1"))) == {}
    assert void(waived_orphan(reason=REASON)) == {}
