"""coverage: policy by policy, how far down its chain reaches, and what that rests on."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import app
from graph.model.rules import RULES
from graph.problems import Severity
from graph.reports.registry import MAIN_REPORTS, REPORTS
from graph.reports.result import Parameters
from tests import strategies
from tests.builders import (
    AS_OF,
    City,
    Piece,
    city,
    key_result,
    objective,
    policy,
    project,
    strategy,
    waiver,
)
from tests.commands import ROOT

Data = dict[str, Any]


def row_of(sources: City, **asked: Any) -> dict[str, Any]:
    """The row of the one policy."""
    (row,) = sources.rows("coverage", **asked)
    return row


def figures(sources: City, **asked: Any) -> tuple[int, int, int]:
    """How many objectives, key results and projects stand below the one policy."""
    row = row_of(sources, **asked)
    return row["objectives"], row["key_results"], row["projects"]


def trace_of(sources: City, **asked: Any) -> tuple[str, str | None, str | None]:
    """The level that the one policy reaches, the strength of the trace, and its basis."""
    row = row_of(sources, **asked)
    return row["reaches"], row["strength"], row["basis"]


def whole_chain(*, basis: dict[str, Any] | None = None, **fields: Any) -> City:
    """A policy down to a project; `basis` says by item whose links are inferred."""
    said = basis or {}

    def inferred(item_id: str) -> dict[str, Any]:
        return {"basis": said[item_id]} if item_id in said else {}

    return city(
        policy("P1", strategies=["S1"], **inferred("P1"), **fields),
        strategy("S1"),
        strategy("S1.1", part_of="S1", **inferred("S1.1")),
        objective(
            "O1", key_result("KR1", **inferred("KR1")), strategies=["S1.1"], **inferred("O1")
        ),
        project("PRJ1", key_results=["KR1"], budget=5, **inferred("PRJ1")),
    )


# How far it reaches -------------------------------------------------------------------------------


def test_policy_without_any_link_reaches_no_further_than_itself() -> None:
    assert row_of(city(policy("P1"))) == {
        "policy": "P1",
        "title": "ชื่อ P1",
        "reaches": "policy",
        "strength": None,
        "basis": None,
        "objectives": 0,
        "key_results": 0,
        "projects": 0,
        "budget": 0,
        "unknown_budget": 0,
        "finding": "TRC203:P1",
    }


def test_strategy_without_objectives_is_as_far_as_a_policy_reaches() -> None:
    row = row_of(city(policy("P1", strategies=["S1"]), strategy("S1")))
    assert (row["reaches"], row["strength"], row["basis"]) == ("strategy", None, "stated")
    assert row["finding"] == "TRC203:P1"


def test_objective_without_key_results_is_as_far_as_a_policy_reaches() -> None:
    sources = city(policy("P1"), objective("O1", policies=["P1"]))
    assert trace_of(sources) == ("objective", "direct", "stated")
    assert figures(sources) == (1, 0, 0)


def test_key_result_without_projects_is_as_far_as_a_policy_reaches() -> None:
    sources = city(policy("P1"), objective("O1", key_result("KR1"), policies=["P1"]))
    assert trace_of(sources) == ("key_result", "direct", "stated")
    assert figures(sources) == (1, 1, 0)
    assert row_of(sources)["finding"] == "TRC203:P1"


def test_policy_that_reaches_a_project_has_no_finding() -> None:
    row = row_of(whole_chain())
    assert (row["reaches"], row["strength"], row["finding"]) == ("project", "via_strategy", None)
    assert row["budget"] == 5


def test_policy_that_calls_for_objectives_has_those_alone_below_it() -> None:
    sources = city(
        policy("P1", strategies=["S1"]),
        strategy("S1"),
        objective("O1", policies=["P1"]),
        objective("O2", key_result("KR2"), strategies=["S1"]),
    )
    assert trace_of(sources) == ("objective", "direct", "stated")
    assert figures(sources) == (1, 0, 0)


def test_project_counts_once_however_many_ways_lead_to_it() -> None:
    sources = city(
        policy("P1"),
        objective("O1", key_result("KR1"), key_result("KR2"), policies=["P1"]),
        objective("O2", key_result("KR3"), policies=["P1"]),
        project("PRJ1", key_results=["KR1", "KR2", "KR3"], budget=7),
    )
    assert figures(sources) == (2, 3, 1)
    assert row_of(sources)["budget"] == 7


def test_unknown_budgets_are_counted_and_not_taken_for_nothing() -> None:
    sources = city(
        policy("P1"),
        objective("O1", key_result("KR1"), policies=["P1"]),
        project("PRJ1", key_results=["KR1"], budget=0.1),
        project("PRJ2", key_results=["KR1"], budget=0.2),
        project("PRJ3", key_results=["KR1"], budget=0),
        project("PRJ4", key_results=["KR1"]),
    )
    row = row_of(sources)
    assert (row["projects"], row["budget"], row["unknown_budget"]) == (4, 0.3, 1)


def test_every_policy_has_a_row_in_the_order_of_the_ids() -> None:
    rows = city(policy("P2"), policy("P10"), policy("P1")).rows("coverage", language="en")
    assert [(row["policy"], row["title"]) for row in rows] == [
        ("P1", "Title P1"),
        ("P10", "Title P10"),
        ("P2", "Title P2"),
    ]


# What it rests on ---------------------------------------------------------------------------------


def test_chain_of_stated_links_is_stated() -> None:
    assert trace_of(whole_chain()) == ("project", "via_strategy", "stated")


@pytest.mark.parametrize(
    "basis",
    [
        {"P1": {"strategies": "inferred"}},
        {"S1.1": {"part_of": "inferred"}},
        {"O1": {"strategies": "inferred"}},
        {"KR1": "inferred"},
        {"PRJ1": {"key_results": "inferred"}},
    ],
    ids="-".join,
)
def test_one_inferred_link_on_the_only_way_makes_it_inferred(basis: dict[str, Any]) -> None:
    assert trace_of(whole_chain(basis=basis)) == ("project", "via_strategy", "inferred")


def test_inferred_link_beside_the_chain_does_not_matter() -> None:
    sources = whole_chain(basis={"P1": {"supersedes": "inferred"}})
    assert trace_of(sources) == ("project", "via_strategy", "stated")


def test_one_stated_way_of_two_is_enough() -> None:
    sources = city(
        policy("P1"),
        objective("O1", key_result("KR1"), policies=["P1"], basis={"policies": "inferred"}),
        objective("O2", key_result("KR2"), policies=["P1"]),
        project("PRJ1", key_results=["KR1", "KR2"]),
    )
    assert trace_of(sources) == ("project", "direct", "stated")


def test_stated_way_that_ends_higher_does_not_speak_for_the_lowest_level() -> None:
    sources = city(
        policy("P1"),
        objective("O1", key_result("KR1"), policies=["P1"], basis={"policies": "inferred"}),
        objective("O2", key_result("KR2"), policies=["P1"]),
        project("PRJ1", key_results=["KR1"]),
    )
    assert trace_of(sources) == ("project", "direct", "inferred")


def test_inferred_strategy_is_inferred() -> None:
    sources = city(policy("P1", strategies=["S1"], basis="inferred"), strategy("S1"))
    assert trace_of(sources) == ("strategy", None, "inferred")


# The fiscal year ----------------------------------------------------------------------------------


def two_years() -> City:
    """An objective of 2567 with a project of 2567, one of 2568, and one that does not say."""
    return city(
        policy("P1", strategies=["S1"]),
        strategy("S1"),
        objective("O1", key_result("KR1"), policies=["P1"], fiscal_year=2567),
        project("PRJ1", key_results=["KR1"], fiscal_year=2567, budget=1),
        project("PRJ2", key_results=["KR1"], fiscal_year=2568, budget=2),
        project("PRJ3", key_results=["KR1"], budget=4),
    )


def test_without_a_fiscal_year_everything_counts() -> None:
    assert figures(two_years()) == (1, 1, 3)
    assert row_of(two_years())["budget"] == 7


def test_fiscal_year_leaves_out_what_is_of_other_years_or_of_none() -> None:
    assert figures(two_years(), fiscal_year=2567) == (1, 1, 1)
    assert row_of(two_years(), fiscal_year=2567)["budget"] == 1


def test_project_is_reached_through_an_objective_of_another_year() -> None:
    assert figures(two_years(), fiscal_year=2568) == (0, 0, 1)
    assert trace_of(two_years(), fiscal_year=2568) == ("project", "direct", "stated")


def test_policy_with_nothing_in_the_year_reaches_its_strategy() -> None:
    assert trace_of(two_years(), fiscal_year=2566) == ("strategy", None, "stated")
    assert row_of(two_years(), fiscal_year=2566)["finding"] == "TRC203:P1"


# The summary --------------------------------------------------------------------------------------


def test_summary_counts_policies_by_level_and_a_shared_project_once() -> None:
    sources = city(
        policy("P1"),
        policy("P2"),
        policy("P3"),
        objective("O1", key_result("KR1"), policies=["P1", "P2"]),
        project("PRJ1", key_results=["KR1"], budget=5),
        project("PRJ2", key_results=["KR1"]),
    )
    assert sources.summary("coverage") == {
        "policies": 3,
        "without_project": 1,
        "by_level": {"project": 2, "key_result": 0, "objective": 0, "strategy": 0, "policy": 1},
        "by_strength": {"direct": 2, "via_strategy": 0},
        "by_basis": {"stated": 2, "inferred": 0},
        "projects": 2,
        "budget": 5,
        "unknown_budget": 1,
        "waived": [],
    }


def test_waived_policy_is_counted_apart_and_covered_ones_stay() -> None:
    accepted = waiver("TRC203", reason="เริ่มปีหน้า")
    sources = city(
        policy("P1", waive=[accepted]),
        policy("P2", waive=[accepted]),
        objective("O1", key_result("KR1"), policies=["P2"]),
        project("PRJ1", key_results=["KR1"]),
    )
    assert [row["policy"] for row in sources.rows("coverage")] == ["P2"]
    summary = sources.summary("coverage")
    assert (summary["policies"], summary["without_project"]) == (2, 0)
    assert [one["finding"] for one in summary["waived"]] == ["TRC203:P1"]


def test_rule_is_a_warning() -> None:
    assert RULES["TRC203"].severity is Severity.WARNING


# Every format -------------------------------------------------------------------------------------


def test_all_stands_for_the_main_reports_alone() -> None:
    assert list(MAIN_REPORTS) == ["orphan-projects", "unowned-policies", "handoffs"]
    assert list(REPORTS)[:6] == [*MAIN_REPORTS, "coverage", "gaps", "areas"]


def test_table_says_it_in_the_words_of_the_reader() -> None:
    thai = app.render([whole_chain().ask("coverage")], app.Layout())
    assert "โครงการ  ผ่านยุทธศาสตร์  ระบุ" in thai
    assert "0 จาก 1 นโยบายยังลงไปไม่ถึงโครงการ (0.0%)" in thai
    english = app.render([whole_chain().ask("coverage", language="en")], app.Layout())
    assert "0 of 1 policies reach no project (0.0%)" in english
    assert "projects below them: 1, known budget 5 baht" in english


def test_csv_leaves_the_finding_of_a_covered_policy_empty() -> None:
    text = app.render([whole_chain().ask("coverage")], app.Layout(format="csv"))
    assert text.splitlines()[1] == "P1,ชื่อ P1,project,via_strategy,stated,1,1,1,5,0,"


def test_json_gives_null_for_what_there_is_not() -> None:
    text = app.render([city(policy("P1")).ask("coverage")], app.Layout(format="json"))
    (row,) = json.loads(text)["rows"]
    assert (row["strength"], row["basis"], row["finding"]) == (None, None, "TRC203:P1")


# The shipped data ---------------------------------------------------------------------------------


def test_figures_of_the_shipped_data_add_up() -> None:
    graph = app.open_graph(ROOT / "data")
    for year in (None, 2567):
        asked = Parameters(as_of=AS_OF, fiscal_year=year)
        coverage, orphans = app.ask(graph, ["coverage", "orphan-projects"], asked)
        found = coverage.summary
        assert len(coverage.rows) == found["policies"] == 215
        assert sum(found["by_level"].values()) == 215
        assert found["by_level"]["project"] == 215 - found["without_project"] > 0
        assert sum(found["by_basis"].values()) == 215 - found["by_level"]["policy"]
        traced = orphans.summary["traced"]
        # A policy that calls for objectives has no others below it, so fewer may be reached.
        assert 0 < found["projects"] <= traced["direct"] + traced["via_strategy"]
        assert found["budget"] <= sum(row["budget"] for row in coverage.rows)


# An oracle ----------------------------------------------------------------------------------------


def oracle(data: Data, year: int | None) -> list[Data]:
    """The rows without titles, slowly and from the plain sources alone."""
    rows = []
    for found in sorted(data.get("policies", []), key=lambda one: one["id"]):
        everything = list(ways(data, found))
        counted = [way for way in everything if in_year(data, way, year)]
        levels = {way[-1][0] for way in counted}
        order = ("project", "key_result", "objective", "strategy")
        reaches = next((level for level in order if level in levels), "policy")
        lowest = [way for way in counted if way[-1][0] == reaches]
        calls = any(way[0][0] == "objective" for way in everything)
        strength = "direct" if calls else "via_strategy"
        below = {
            level: {way[-1][1] for way in counted if way[-1][0] == level} for level in order[:3]
        }
        budgets = [find(data, "projects", one).get("budget") for one in below["project"]]
        is_stated = any(all(basis == "stated" for _, _, basis in way) for way in lowest)
        rows.append(
            {
                "policy": found["id"],
                "reaches": reaches,
                "strength": strength if reaches in below else None,
                "basis": None if reaches == "policy" else "stated" if is_stated else "inferred",
                "objectives": len(below["objective"]),
                "key_results": len(below["key_result"]),
                "projects": len(below["project"]),
                "budget": sum(one for one in budgets if one is not None),
                "unknown_budget": sum(1 for one in budgets if one is None),
                "finding": None if reaches == "project" else f"TRC203:{found['id']}",
            }
        )
    return rows


Way = list[tuple[str, str, str]]  # Level, id, and the basis of the link that leads there.


def ways(data: Data, found: Data) -> list[Way]:
    """Every way down from a policy, each to every item on it."""
    calling: list[Way] = [
        [("objective", one["id"], basis_of(data, one, "policies"))]
        for one in data.get("objectives", [])
        if found["id"] in one.get("policies", [])
    ]
    advancing: list[Way] = [
        [("strategy", one, basis_of(data, found, "strategies"))]
        for one in found.get("strategies", [])
    ]
    done: list[Way] = list(advancing)  # A policy that calls for objectives may rest on these too.
    waiting = calling or list(advancing)
    while waiting:
        way = waiting.pop()
        if way not in done and (way[-1][0] != "strategy" or len(way) == 1):
            done.append(way)
        waiting += [[*way, step] for step in steps(data, way[-1][0], way[-1][1])]
    return done


def steps(data: Data, level: str, item_id: str) -> Way:
    """The links that lead on from an item."""
    if level == "strategy":
        parts: Way = [
            ("strategy", one["id"], basis_of(data, one, "part_of"))
            for one in data.get("strategies", [])
            if one.get("part_of") == item_id
        ]
        return parts + [
            ("objective", one["id"], basis_of(data, one, "strategies"))
            for one in data.get("objectives", [])
            if item_id in one.get("strategies", [])
        ]
    if level == "objective":
        return [
            ("key_result", one["id"], basis_of(data, one, "objective"))
            for one in find(data, "objectives", item_id).get("key_results", [])
        ]
    if level == "key_result":
        return [
            ("project", one["id"], basis_of(data, one, "key_results"))
            for one in data.get("projects", [])
            if item_id in one.get("key_results", [])
        ]
    return []


def in_year(data: Data, way: Way, year: int | None) -> bool:
    """Whether what the way leads to is of the year; a strategy is of every year."""
    level, item_id, _ = way[-1]
    if year is None or level == "strategy":
        return True
    if level == "key_result":
        (item,) = [
            one
            for one in data.get("objectives", [])
            if any(each["id"] == item_id for each in one.get("key_results", []))
        ]
    else:
        item = find(data, f"{level}s", item_id)
    return bool(item.get("fiscal_year", data.get("defaults", {}).get("fiscal_year")) == year)


def basis_of(data: Data, item: Data, field: str) -> str:
    said = item.get("basis", data.get("defaults", {}).get("basis", "stated"))
    return str(said if isinstance(said, str) else said.get(field, "stated"))


def find(data: Data, kind: str, item_id: str) -> Data:
    (found,) = [one for one in data.get(kind, []) if one["id"] == item_id]
    return dict(found)


@settings(deadline=None, max_examples=100)
@given(data=strategies.portfolios(), year=st.sampled_from((None, *strategies.FISCAL_YEARS)))
def test_rows_are_those_of_the_oracle(data: Data, year: int | None) -> None:
    lists = {name: value for name, value in data.items() if isinstance(value, list)}
    pieces = [Piece(name, item) for name, found in lists.items() for item in found]
    sources = City(tuple(pieces), data.get("defaults", {}))
    rows = sources.rows("coverage", fiscal_year=year)
    assert [{k: v for k, v in row.items() if k != "title"} for row in rows] == oracle(data, year)
