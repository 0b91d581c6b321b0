"""budget-readiness: which projects that ask for money may, and what the others still miss."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import app
from graph.model.entities import Project
from graph.reports.explaining.why import why
from graph.reports.readiness import MISSING, Mend, Readiness
from graph.reports.result import Parameters
from graph.views.finding_words import specifics
from tests import strategies
from tests.builders import (
    AS_OF,
    City,
    Piece,
    area,
    bureau,
    city,
    district,
    division,
    handoff,
    key_result,
    objective,
    policy,
    project,
    strategy,
    waiver,
)
from tests.naive_plans import Naive
from tests.test_oracle import graph_of

POINTS = {"unit": "จุด", "direction": "increase", "aggregation": "sum"}
WHOLE = {"measure": POINTS, "baseline": 0, "target": 10}


def asking(item_id: str = "PRJ1", *handoffs: Piece, **fields: Any) -> Piece:
    """A project with all that it needs; a field given as None is left out."""
    ready = {
        "lead": "D1",
        "key_results": ["KR1"],
        "fiscal_year": 2568,
        "budget": 1000,
        "start": "2024-10-01",
        "end": "2025-09-30",
        "areas": ["A1"],
    }
    said = {name: value for name, value in {**ready, **fields}.items() if value is not None}
    return project(item_id, *handoffs, **said)


def town(*pieces: Piece, **result: Any) -> City:
    return city(
        policy("P1"),
        objective("O1", key_result("KR1", **{**WHOLE, **result}), policies=["P1"]),
        bureau("B1", sector="quality of life"),
        bureau("B2"),
        district("D1", areas=["A1"]),
        area("A1"),
        area("A2"),
        *pieces,
    )


def missing(sources: City, project: str = "PRJ1", **asked: Any) -> list[str]:
    rows = {row["project"]: row for row in sources.rows("budget-readiness", **asked)}
    found: list[str] = rows[project]["missing"]
    return found


def test_a_project_that_says_everything_is_ready() -> None:
    (row,) = town(asking(lead="B1")).rows("budget-readiness")
    assert row == {
        "project": "PRJ1",
        "title": "ชื่อ PRJ1",
        "lead": "B1",
        "tier": "bureau",
        "sector": "quality of life",
        "fiscal_year": 2568,
        "budget": 1000,
        "ready": True,
        "missing": [],
        "policy": "P1",
        "strength": "direct",
        "duplicate_of": None,
        "finding": None,
    }


def test_what_is_missing_is_named_in_a_fixed_order() -> None:
    bare = project("PRJ1", status="planned", supports=["B2"], start="2024-10-01")
    (row,) = town(bare).rows("budget-readiness")
    assert row["missing"] == ["key_result", "lead", "area", "dates", "budget"]
    assert row["finding"] == "BUD604:PRJ1"
    assert not row["ready"]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"key_results": None}, ["key_result"]),
        ({"key_results": []}, ["key_result"]),
        ({"lead": None}, ["lead"]),
        ({"areas": None}, ["area"]),
        ({"areas": []}, ["area"]),
        ({"start": None}, ["dates"]),
        ({"end": None}, ["dates"]),
        ({"budget": None, "status": "active"}, ["budget"]),
        ({"end": "2025-10-01"}, ["outside_year"]),
        ({"start": "2024-09-30", "end": "2025-10-01"}, ["outside_year"]),
        ({"fiscal_year": None, "end": "2027-09-30"}, []),
        ({"supports": ["B2"]}, []),
    ],
)
def test_a_project_misses_what_it_does_not_say(fields: dict[str, Any], found: list[str]) -> None:
    assert missing(town(asking(**fields))) == found


@pytest.mark.parametrize(
    ("result", "found"),
    [
        ({"measure": {"direction": "increase"}}, ["measure"]),
        ({"baseline": None}, ["baseline"]),
        ({"target": None}, ["target"]),
        ({"target": 0, "baseline": 0}, []),
    ],
)
def test_a_key_result_misses_what_it_does_not_say(result: dict[str, Any], found: list[str]) -> None:
    assert missing(town(asking(), **result)) == found


def test_chain_breaks_at_the_strategy_or_at_the_policy() -> None:
    at_strategy = objective("O2", key_result("KR2", **WHOLE))
    at_policy = objective("O2", key_result("KR2", **WHOLE), strategies=["S1"])
    assert missing(town(asking(key_results=["KR2"]), at_strategy)) == ["strategy"]
    below = town(asking(key_results=["KR2"]), at_policy, strategy("S1"))
    assert missing(below) == ["policy"]
    advanced = policy("P2", strategies=["S1"])
    (row,) = town(asking(key_results=["KR2"]), at_policy, strategy("S1"), advanced).rows(
        "budget-readiness"
    )
    assert (row["missing"], row["policy"], row["strength"]) == ([], "P2", "via_strategy")


def test_an_inferred_chain_is_a_chain_and_is_counted_apart() -> None:
    inferred = town(asking(basis={"key_results": "inferred"}))
    assert missing(inferred) == []
    assert inferred.summary("budget-readiness")["on_inferred_links_alone"] == 1
    assert town(asking()).summary("budget-readiness")["on_inferred_links_alone"] == 0


def test_one_whole_key_result_on_the_way_to_a_policy_is_enough() -> None:
    half = objective("O2", key_result("KR2", target=5), policies=["P1"])
    astray = objective("O3", key_result("KR3", **WHOLE))
    both = asking(key_results=["KR1", "KR2"])
    assert missing(town(both, half)) == []
    off = asking(key_results=["KR2", "KR3"])
    assert missing(town(off, half, astray)) == ["measure", "baseline"]


def of_year(year: int | None, number: int = 2, **fields: Any) -> Piece:
    """An objective of a year that a policy calls for, with a key result that is whole."""
    said = {} if year is None else {"fiscal_year": year}
    whole = {name: one for name, one in {**WHOLE, **fields}.items() if one is not None}
    return objective(f"O{number}", key_result(f"KR{number}", **whole), policies=["P1"], **said)


@pytest.mark.parametrize(
    ("years", "asked_in", "found"),
    [
        ([2568], 2568, []),
        ([2567], 2568, ["key_result_year"]),
        ([2567, 2569], 2568, ["key_result_year"]),
        ([2567, 2568], 2568, []),
        ([2567, None], 2568, []),
        ([None], 2568, []),
        ([2567], None, []),
    ],
)
def test_a_project_shows_a_key_result_of_the_year_that_it_asks_in(
    years: list[int | None], asked_in: int | None, found: list[str]
) -> None:
    shown = [of_year(year, number) for number, year in enumerate(years, 2)]
    names = [f"KR{number}" for number, _ in enumerate(years, 2)]
    assert missing(town(*shown, asking(key_results=names, fiscal_year=asked_in))) == found


def test_a_whole_key_result_of_another_year_does_not_stand_in_for_a_half_one_of_the_year() -> None:
    pieces = of_year(2567, 2), of_year(2568, 3, baseline=None, target=None)
    both = asking(key_results=["KR2", "KR3"])
    assert missing(town(*pieces, both)) == ["baseline", "target"]


def test_figures_of_a_key_result_of_another_year_are_not_asked_for() -> None:
    bare = of_year(2567, baseline=None, target=None)
    assert missing(town(bare, asking(key_results=["KR2"]))) == ["key_result_year"]


def test_a_key_result_of_the_year_has_to_be_on_a_way_to_a_policy_where_another_is() -> None:
    astray = objective("O3", key_result("KR3", **WHOLE), fiscal_year=2568)
    both = asking(key_results=["KR2", "KR3"])
    assert missing(town(of_year(2567), astray, both)) == ["key_result_year"]
    assert missing(town(astray, asking(key_results=["KR3"]))) == ["strategy"]


def test_a_chain_that_breaks_above_a_key_result_of_another_year_misses_both() -> None:
    astray = objective("O3", key_result("KR3", **WHOLE), fiscal_year=2567)
    assert missing(town(astray, asking(key_results=["KR3"]))) == ["strategy", "key_result_year"]


def test_why_leads_to_the_key_results_of_a_project_that_shows_none_of_its_year() -> None:
    sources = town(of_year(2567), asking(key_results=["KR2"]))
    told = why(sources.graph, "PRJ1", Parameters(as_of=AS_OF))
    places = [(one.missing, one.mends[0].item.id, one.mends[0].fields) for one in told.remedies]
    assert places == [("key_result_year", "PRJ1", ("key_results",))]
    (row,) = sources.rows("budget-readiness")
    assert specifics("BUD604", row, "en") == "it misses key result of its year"
    assert specifics("BUD604", row, "th") == "ยังขาด ผลลัพธ์สำคัญของปีงบประมาณเดียวกัน"


REPLACED = {**WHOLE, "weight": 0}


def test_a_key_result_whose_target_was_replaced_does_not_count() -> None:
    replaced = objective("O2", key_result("KR2", **REPLACED), policies=["P1"])
    assert missing(town(replaced, asking(key_results=["KR2"]))) == ["key_result"]
    assert missing(town(replaced, asking(key_results=["KR1", "KR2"]))) == []


def test_a_way_up_through_a_key_result_whose_target_was_replaced_does_not_count() -> None:
    replaced = objective("O2", key_result("KR2", **REPLACED), policies=["P1"])
    astray = objective("O3", key_result("KR3", **WHOLE))
    sources = town(replaced, astray, asking(key_results=["KR2", "KR3"]))
    graph = sources.graph
    (mend,) = Readiness(graph).missing(graph.get(Project, "PRJ1"))
    assert (mend.missing, mend.item, mend.field) == ("strategy", "O3", "strategies")


def test_a_replaced_key_result_of_the_year_does_not_stand_in_for_one_that_counts() -> None:
    replaced = of_year(2568, 2, weight=0)
    both = asking(key_results=["KR2", "KR3"])
    assert missing(town(replaced, of_year(2567, 3), both)) == ["key_result_year"]


def test_why_leads_to_the_key_results_of_a_project_that_shows_none_that_counts() -> None:
    told = why(town(asking(), weight=0).graph, "PRJ1", Parameters(as_of=AS_OF))
    places = [(one.missing, one.mends[0].item.id, one.mends[0].fields) for one in told.remedies]
    assert places == [("key_result", "PRJ1", ("key_results",))]


@settings(deadline=None, max_examples=40)
@given(data=strategies.portfolios(), drawn=st.data())
def test_key_results_of_weight_0_are_as_if_no_project_delivered_them(
    data: dict[str, Any], drawn: st.DataObject
) -> None:
    every = [one for each in data.get("objectives", []) for one in each.get("key_results", [])]
    replaced = drawn.draw(st.sets(st.sampled_from([one["id"] for one in every] or [""])))
    for one in every:
        if one["id"] in replaced:
            one["weight"] = 0
    asked = Parameters(as_of=AS_OF)
    (weighed,) = app.ask(graph_of(data), ["budget-readiness"], asked)
    for one in data.get("projects", []):
        if one.get("key_results"):
            one["key_results"] = [each for each in one["key_results"] if each not in replaced]
    (apart,) = app.ask(graph_of(data), ["budget-readiness"], asked)
    assert [row["missing"] for row in weighed.rows] == [row["missing"] for row in apart.rows]


@pytest.mark.parametrize(
    ("handoffs", "found"),
    [
        ([], []),
        ([{"state": "waiting"}], ["support_waiting"]),
        ([{"state": "returned"}], ["support_returned"]),
        ([{"state": "accepted"}], []),
        ([{"state": "done"}], []),
        ([{"state": "withdrawn"}], []),
        ([{"accepted_on": "2024-08-01"}], []),
        ([{"accepted_on": "2024-08-01", "returned_on": "2024-08-09"}], ["support_returned"]),
        ([{"accepted_on": "2024-08"}, {"asked_on": "2024-08"}], []),
        ([{"state": "withdrawn"}, {"state": "waiting"}], ["support_waiting"]),
        ([{"state": "returned"}, {"state": "accepted"}], []),
        ([{"state": "returned"}, {"state": "waiting"}], ["support_waiting"]),
    ],
)
def test_a_support_that_did_not_accept_is_missing_where_it_was_asked(
    handoffs: list[dict[str, Any]], found: list[str]
) -> None:
    recorded = [
        handoff(f"H{at}", "D1", "B2", **{"asked_on": "2024-07-01", **one})
        for at, one in enumerate(handoffs)
    ]
    sources = town(asking("PRJ1", *recorded, supports=["B2"]))
    assert missing(sources) == found


def test_what_is_not_recorded_of_a_support_is_counted_apart_from_what_was_refused() -> None:
    refused = handoff("H1", "D1", "B2", state="returned")
    sources = town(
        asking("PRJ1", refused, supports=["B1", "B2"]),
        asking("PRJ2", areas=["A2"], supports=["B1"]),
    )
    counts = {"accepted": 0, "waiting": 0, "returned": 1, "unrecorded": 2}
    assert sources.summary("budget-readiness")["supports"] == counts


def test_a_hand_over_to_another_unit_or_back_says_nothing_of_the_support() -> None:
    others = [
        handoff("H1", "B2", "D1", state="returned"),
        handoff("H2", "D1", "B1", state="returned"),
    ]
    assert missing(town(asking("PRJ1", *others, supports=["B2"]))) == []


def test_a_division_answers_for_its_bureau_and_is_no_support_of_it() -> None:
    parts = (division("B2-1", of="B2"), division("B1-1", of="B1"))
    asked = handoff("H1", "B1-1", "B2", state="waiting")
    apart = handoff("H2", "B1", "B1-1", state="returned")
    one = asking("PRJ1", asked, apart, lead="B1", supports=["B2-1", "B1-1"])
    assert missing(town(one, *parts)) == ["support_waiting"]


@pytest.mark.parametrize(
    ("fields", "asks"),
    [
        ({"budget": 1}, True),
        ({"budget": 0}, False),
        ({"budget": 1, "status": "done"}, True),
        ({"budget": 1, "status": "cancelled"}, False),
        ({"budget": None, "status": "planned"}, True),
        ({"budget": None, "status": "active"}, True),
        ({"budget": None, "status": "done"}, False),
        ({"budget": None}, False),
    ],
)
def test_who_asks_for_money(fields: dict[str, Any], asks: bool) -> None:
    assert bool(town(asking(**fields)).rows("budget-readiness")) is asks


def named(item_id: str, title: str, **fields: Any) -> Piece:
    return asking(item_id, title=title, **fields)


def duplicates(*pieces: Piece) -> dict[str, str]:
    rows = town(*pieces).rows("budget-readiness")
    return {row["project"]: row["duplicate_of"] for row in rows if row["duplicate_of"]}


def test_the_same_project_twice_is_not_ready_either_time() -> None:
    twice = named("PRJ1", "ขุดลอกคลองบางเขน"), named("PRJ2", "โครงการขุดลอก คลองบางเขน")
    assert duplicates(*twice) == {"PRJ1": "PRJ2", "PRJ2": "PRJ1"}
    assert missing(town(*twice)) == ["duplicate"]


@pytest.mark.parametrize(
    "other",
    [
        {"title": "ขุดลอกคลองบางเขน ระยะที่ 2"},
        {"title": "ขุดลอกคลองบางเขน ปี ๒๕๖๙"},
        {"areas": ["A2"]},
        {"areas": None},
        {"lead": "B1"},
        {"lead": None},
        {"fiscal_year": 2567},
        {"fiscal_year": None},
        {"budget": 0},
        {"status": "cancelled"},
    ],
)
def test_projects_that_differ_in_one_thing_are_no_duplicates(other: dict[str, Any]) -> None:
    title = other.pop("title", "ขุดลอกคลองบางเขน")
    assert duplicates(named("PRJ1", "ขุดลอกคลองบางเขน"), named("PRJ2", title, **other)) == {}


def test_a_year_is_the_same_in_thai_digits_and_a_section_asks_for_its_district() -> None:
    pieces = (
        named("PRJ1", "ซ่อมถนน ปี 2568", lead="D1-1"),
        named("PRJ2", "ซ่อมถนน ปี ๒๕๖๘"),
        named("PRJ3", "ซ่อมถนน ปี 2567"),
        division("D1-1", of="D1"),
    )
    assert duplicates(*pieces) == {"PRJ1": "PRJ2", "PRJ2": "PRJ1"}


def test_of_several_duplicates_the_most_alike_is_named_then_the_first() -> None:
    pieces = (
        named("PRJ1", "ขุดลอกคลองเปรมประชากรณ์"),
        named("PRJ2", "ขุดลอกคลองเปรมประชากร"),
        named("PRJ3", "ขุดลอกคลองเปรมประชากร"),
    )
    assert duplicates(*pieces) == {"PRJ1": "PRJ2", "PRJ2": "PRJ3", "PRJ3": "PRJ2"}


def test_each_thing_that_is_missing_has_its_field_file_and_line() -> None:
    sources = town(asking(areas=None, end="2025-12-31"), baseline=None)
    graph, lines = sources.graph, sources.yaml.split("\n")

    def line(text: str) -> int:
        return next(at for at, one in enumerate(lines, 1) if text in one)

    mends = Readiness(graph).missing(graph.get(Project, "PRJ1"))
    assert [(one.missing, one.item, one.field, one.line) for one in mends] == [
        ("baseline", "KR1", "baseline", line("id: KR1")),
        ("area", "PRJ1", "areas", line("id: PRJ1")),
        ("outside_year", "PRJ1", "end", line("2025-12-31")),
    ]
    assert {one.file.rpartition("/")[2] for one in mends} == {"all.yaml"}


def test_why_tells_readers_where_to_mend_it() -> None:
    sources = town(asking(areas=None), baseline=None)
    told = why(sources.graph, "PRJ1", Parameters(as_of=AS_OF))
    places = [(one.missing, one.mends[0].item.id, one.mends[0].fields) for one in told.remedies]
    assert places == [("baseline", "KR1", ("baseline",)), ("area", "PRJ1", ("areas",))]
    assert why(town(asking()).graph, "PRJ1", Parameters(as_of=AS_OF)).remedies == ()
    orphan = town(asking(lead=None, key_results=None))
    told = why(orphan.graph, "PRJ1", Parameters(as_of=AS_OF))
    assert [one.missing for one in told.remedies] == ["key_result", "unit"]


def test_the_finding_says_what_is_missing_in_words() -> None:
    (row,) = town(asking(areas=None), baseline=None).rows("budget-readiness")
    assert specifics("BUD604", row, "en") == "it misses baseline, area"
    assert specifics("BUD604", row, "th") == "ยังขาด ค่าฐาน, พื้นที่"


def test_summary_adds_up_what_is_ready_by_unit_and_by_sector() -> None:
    sources = town(
        asking("PRJ1", lead="B1"),
        asking("PRJ2", lead="B1-1", areas=None, budget=500),
        asking("PRJ3", budget=None, status="planned"),
        division("B1-1", of="B1"),
    )
    summary = sources.summary("budget-readiness")
    of_b1 = {"projects": 2, "ready": 1, "budget_ready": 1000, "budget_not_ready": 500}
    of_d1 = {"projects": 1, "ready": 0, "budget_ready": 0, "budget_not_ready": 0}
    assert summary == {
        "projects": 3,
        "ready": 1,
        "budget_ready": 1000,
        "budget_not_ready": 500,
        "unknown_budget": 1,
        "not_ready": 2,
        "on_inferred_links_alone": 0,
        "supports": {"accepted": 0, "waiting": 0, "returned": 0, "unrecorded": 0},
        "by_missing": [
            {"missing": "area", "projects": 1, "budget": 500, "unknown_budget": 0},
            {"missing": "budget", "projects": 1, "budget": 0, "unknown_budget": 1},
        ],
        "by_lead": [
            {"lead": "B1", **of_b1, "unknown_budget": 0},
            {"lead": "D1", **of_d1, "unknown_budget": 1},
        ],
        "by_sector": [
            {"sector": None, **of_d1, "unknown_budget": 1},
            {"sector": "quality of life", **of_b1, "unknown_budget": 0},
        ],
        "waived": [],
    }


def test_a_year_asks_of_its_own_projects_alone() -> None:
    sources = town(asking("PRJ1"), asking("PRJ2", fiscal_year=2567, areas=["A2"]))
    rows = sources.rows("budget-readiness", fiscal_year=2567)
    assert [row["project"] for row in rows] == ["PRJ2"]
    assert sources.summary("budget-readiness", fiscal_year=2567)["projects"] == 1


def test_a_waived_project_is_neither_ready_nor_not() -> None:
    accepted = asking("PRJ1", areas=None, waive=[waiver("BUD604", reason="ทั้งเมือง")])
    summary = town(accepted, asking("PRJ2")).summary("budget-readiness")
    assert (summary["projects"], summary["ready"], summary["not_ready"]) == (2, 1, 0)
    assert [one["finding"] for one in summary["waived"]] == ["BUD604:PRJ1"]


@pytest.mark.parametrize("language", ["th", "en"])
def test_readers_see_words_and_no_codes(language: str) -> None:
    bare = project("PRJ1", status="planned", supports=["B2"])
    text = app.render([town(bare).ask("budget-readiness", language=language)], app.Layout())
    assert isinstance(text, str)
    assert "key_result" not in text
    assert ("ผลลัพธ์สำคัญ, หน่วยงานหลัก, พื้นที่" if language == "th" else "key result, lead, area") in text


@settings(deadline=None, max_examples=150)
@given(data=strategies.portfolios())
def test_rows_are_those_of_a_naive_reading(data: dict[str, Any]) -> None:
    graph, naive = graph_of(data), Naive(data)
    for year in (None, 2567):
        asked = Parameters(as_of=dt.date(2024, 9, 30), fiscal_year=year)
        (result,) = app.ask(graph, ["budget-readiness"], asked)
        found = {row["project"]: set(row["missing"]) for row in result.rows}
        assert found == naive.readiness(year)
        traced = graph.traced_projects()
        for row in result.rows:
            assert row["ready"] == (not row["missing"]) == (row["finding"] is None)
            assert row["missing"] == [one for one in MISSING if one in row["missing"]]
            assert row["strength"] == traced.get(row["project"])
            assert (row["policy"] is None) == (row["strength"] is None)


def test_shipped_projects_lack_their_chain_most_of_all() -> None:
    graph = app.open_graph("data")
    (result,) = app.ask(graph, ["budget-readiness"], Parameters(as_of=dt.date(2024, 9, 30)))
    summary = result.summary
    assert (summary["projects"], summary["ready"], summary["unknown_budget"]) == (108, 0, 5)
    assert summary["budget_not_ready"] == 50_716_246_966
    assert summary["by_missing"][0]["projects"] == 106
    footpaths = graph.get(Project, "PRJ-N191")
    found = Readiness(graph).missing(footpaths)
    assert [one.missing for one in found] == ["baseline", "area", "dates"]
    of_2568 = Readiness(graph).missing(graph.get(Project, "PRJ-N197"))  # Its key result: of 2567.
    assert [one.missing for one in of_2568] == ["key_result_year", "area", "dates"]
    assert found[1] == Mend("area", footpaths.id, "areas", footpaths.file, footpaths.line)
