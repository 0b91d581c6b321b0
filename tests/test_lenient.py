"""Dangling references: errors in the sources, and findings where they are let pass (DESIGN 6)."""

from typing import Any

import pytest

from graph import app
from graph.problems import Severity
from tests.builders import (
    City,
    Piece,
    bureau,
    city,
    district,
    handoff,
    key_result,
    objective,
    part,
    policy,
    project,
    strategy,
    waiver,
)

REPORTS = ("orphan-projects", "unowned-policies", "handoffs")


def dangling(sources: City, report: str = "orphan-projects") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = sources.summary(report, lenient=True).get("dangling", [])
    return found


def test_a_dangling_reference_stops_every_report() -> None:
    with pytest.raises(app.SourcesHaveErrorsError) as caught:
        _ = city(project("PRJ1", lead="B9")).graph
    assert [problem.code for problem in caught.value.problems] == ["SRC140"]


def test_lenient_turns_dangling_references_into_findings_with_their_place() -> None:
    sources = city(project("PRJ1", key_results=["KR9"]))
    (found,) = dangling(sources)
    assert found.pop("file").endswith("all.yaml")
    assert sources.yaml.splitlines()[found.pop("line") - 1].strip() == "- KR9"
    assert found == {
        "item": "PRJ1",
        "field": "key_results",
        "missing": "KR9",
        "finding": "TRC202:PRJ1:KR9",
    }


@pytest.mark.parametrize("report", REPORTS)
def test_every_report_tells_of_them(report: str) -> None:
    sources = city(project("PRJ1", lead="B9", supports=["D9"]))
    assert [one["missing"] for one in dangling(sources, report)] == ["B9", "D9"]


@pytest.mark.parametrize("report", REPORTS)
def test_sound_sources_have_none_however_lenient(report: str) -> None:
    assert dangling(city(project("PRJ1")), report) == []


@pytest.mark.parametrize(
    "wrong",
    [
        project("PRJ1", lead="PRJ1"),
        project("PRJ1", budget=-1),
        strategy("S1", part_of="S1"),
        Piece("projects", {"id": "PRJ1"}),
    ],
)
def test_other_errors_still_stop(wrong: Piece) -> None:
    with pytest.raises(app.SourcesHaveErrorsError) as caught:
        _ = city(wrong, project("PRJ2", lead="B9")).lenient_graph
    assert "SRC140" not in {problem.code for problem in caught.value.problems}


def test_project_whose_key_result_is_missing_is_an_orphan_at_the_key_result() -> None:
    (row,) = city(project("PRJ1", key_results=["KR9"])).rows("orphan-projects", lenient=True)
    assert row["broken_at"] == "key_result"


def test_project_with_another_way_up_is_traced_all_the_same() -> None:
    sources = city(
        policy("P1"),
        objective("O1", key_result("KR1"), policies=["P1", "P9"]),
        project("PRJ1", key_results=["KR9", "KR1"]),
    )
    assert sources.rows("orphan-projects", lenient=True) == []
    assert len(dangling(sources)) == 2


def test_owner_that_does_not_exist_is_phantom() -> None:
    sources = city(policy("P1", owner="B9"), objective("O1", policies=["P1"], owner="B9"))
    (row,) = sources.rows("unowned-policies", lenient=True)
    assert (row["state"], row["owner"]) == ("phantom", [])


def test_crossings_with_a_missing_unit_are_no_rows() -> None:
    sources = city(
        bureau("B1"),
        district("D1"),
        objective("O1", key_result("KR1", owner="B9", allocations=[part("D1")]), owner="B1"),
        project("PRJ1", handoff("H1", "D9", "B1"), lead="D1", supports=["B9"], key_results=["KR1"]),
    )
    assert sources.rows("handoffs", lenient=True, all_tiers=True) == []
    assert len(dangling(sources, "handoffs")) == 3


def test_they_count_as_errors_for_fail_on() -> None:
    sources = city(policy("P1"), district("D1"), handoff("H1", "D1", "B9"))
    assert app.worst_finding([sources.ask("handoffs", lenient=True)]) is Severity.ERROR


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("format_name", ["table", "md"])
def test_readers_are_told_how_many_lead_nowhere(language: str, format_name: str) -> None:
    result = city(project("PRJ1", lead="B9")).ask("handoffs", lenient=True, language=language)
    text = app.render([result], app.Layout(format=format_name))
    expected = "lead nowhere: 1" if language == "en" else "การอ้างอิงที่ไม่มีปลายทาง 1 จุด"
    assert expected in text


def test_waived_dangling_reference_is_counted_apart_as_any_finding_is() -> None:
    sources = city(project("PRJ1", lead="B9", waive=[waiver("TRC202", reason="รอตั้งหน่วยงาน")]))
    figures = sources.summary("orphan-projects", lenient=True)
    assert figures.get("dangling", []) == []
    assert [one["finding"] for one in figures["waived"]] == ["TRC202:PRJ1:B9"]
