"""impact: what is lost if an item is dropped."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import app
from graph.errors import UnknownItemError
from graph.model.portfolio import Portfolio
from graph.model.removal import without
from graph.problems import Severity
from graph.reports.impact import LISTS, Impact, impact
from graph.reports.result import Parameters
from graph.views import impact_page
from graph.views.page import as_markdown, as_text
from tests import oracle, strategies
from tests.builders import (
    AS_OF,
    City,
    Piece,
    area,
    bureau,
    city,
    dimension,
    district,
    division,
    handoff,
    key_result,
    kpi,
    objective,
    part,
    policy,
    project,
    strategy,
)

WHOLE = city(
    dimension("safe"),
    policy("P1", owner=["B1"], dimensions=["safe"]),
    policy("P2", owner="D1", strategies=["S1"]),
    strategy("S1"),
    strategy("S1.1", part_of="S1"),
    kpi("KPI1", strategy="S1"),
    bureau("B1"),
    district("D1", areas=["A1"]),
    area("A1"),
    objective("O1", key_result("KR1", kpi="KPI1"), policies=["P1"], owner="B1"),
    objective("O2", key_result("KR2", allocations=[part("D1")]), strategies=["S1.1"]),
    project(
        "PRJ1",
        handoff("H1", "D1", "B1"),
        lead="B1",
        supports=["D1"],
        key_results=["KR1"],
        budget=1000,
        areas=["A1"],
    ),
    project("PRJ2", lead="D1", key_results=["KR1", "KR2"]),
    handoff("H2", "B1", "D1", item="PRJ2"),
)


def portfolio_of(sources: City) -> Portfolio:
    return sources.check().portfolio


def lost(sources: City, item_id: str) -> Impact:
    return impact(portfolio_of(sources), item_id, Parameters(as_of=AS_OF, language="en"))


def ids(found: Impact, name: str) -> list[str]:
    key = "via" if name == "handoffs" else next(iter(LISTS[name]))
    key = "item" if name in ("dropped", "gaps") else key
    return [row[key] for row in found.lists[name]]


def said(found: Impact, language: str = "en") -> str:
    page = impact_page.page(found, language)
    return as_text(page, columns=200, style=app.Layout().style)


# Each kind of item --------------------------------------------------------------------------------


def test_objective_takes_its_key_results_along() -> None:
    found = lost(WHOLE, "O1")
    assert ids(found, "dropped") == ["O1", "KR1"]
    assert ids(found, "orphans") == ["PRJ1"]
    assert ids(found, "weakened") == ["PRJ2"]
    assert ids(found, "unowned") == ["P1"]
    assert found.lists["lowered"][0]["reaches"] == "policy"
    assert found.lists["unfunded"] == [{"policy": "P1", "title": "Title P1", "budget": 1000}]
    assert found.summary["budget_of_orphans"] == 1000
    assert found.lists["areas"][0]["policies"] == 1


def test_key_result_leaves_its_objective_with_nothing_below() -> None:
    found = lost(WHOLE, "KR2")
    assert [(row["item"], row["missing"]) for row in found.lists["gaps"]] == [("O2", "key_result")]
    assert ids(found, "orphans") == []
    assert ids(found, "lowered") == ["P2"]


def test_project_takes_its_own_handoffs_along_and_leaves_its_key_result_without() -> None:
    found = lost(WHOLE, "PRJ1")
    assert ids(found, "dropped") == ["PRJ1", "H1"]
    assert found.summary["budget_dropped"] == 1000
    assert {row["kind"] for row in found.lists["handoffs"]} == {"support", "recorded"}
    assert ids(found, "unfunded") == []  # Of PRJ2 the budget is unknown: there may be some.
    assert found.lists["areas"][0]["left_with_nothing"]
    assert "the project itself: known budget 1,000 baht, unknown for 0" in said(found)


def test_handoff_that_only_refers_to_the_project_stays() -> None:
    found = lost(WHOLE, "PRJ2")
    assert ids(found, "dropped") == ["PRJ2"]
    assert ids(found, "gaps") == ["KR2"]
    assert found.summary["unknown_budget_dropped"] == 1
    left, _ = without(portfolio_of(WHOLE), "PRJ2")
    assert getattr(left.items["H2"], "item", "") is None


def test_unit_leaves_projects_without_lead_and_policies_without_owner() -> None:
    found = lost(WHOLE, "B1")
    assert ids(found, "dropped") == ["B1", "H1", "H2"]
    assert ids(found, "leaderless") == ["PRJ1"]
    assert [(row["policy"], row["state"]) for row in found.lists["unowned"]] == [
        ("P1", "ownerless")
    ]
    assert ids(found, "orphans") == []


def test_policy_and_strategy_leave_projects_orphaned() -> None:
    assert ids(lost(WHOLE, "P1"), "orphans") == ["PRJ1"]
    found = lost(WHOLE, "S1")
    assert ids(found, "dropped") == ["S1"]  # Its part stays.
    assert ids(found, "lowered") == ["P2"]
    assert [row["broken_at"] for row in lost(WHOLE, "P1").lists["orphans"]] == ["strategy"]


def test_division_stays_without_its_bureau() -> None:
    sources = city(
        bureau("B1"),
        division("B1-x", of="B1"),
        policy("P1", owner="B1"),
        objective("O1", key_result("KR1"), policies=["P1"]),
        project("PRJ1", lead="B1-x", key_results=["KR1"]),
    )
    found = lost(sources, "B1")
    assert ids(found, "dropped") == ["B1"]
    assert ids(found, "leaderless") == []
    assert ids(found, "unowned") == ["P1"]


def test_unit_left_without_work_is_told() -> None:
    sources = city(bureau("B1"), project("PRJ1", lead="B1"))
    assert ids(lost(sources, "PRJ1"), "gaps") == ["B1"]


@pytest.mark.parametrize("item", ["KPI1", "safe"])
def test_item_that_no_report_rests_on_loses_nothing_else(item: str) -> None:
    found = lost(WHOLE, item)
    assert not found.changes_anything
    assert "nothing else is lost" in said(found)
    assert "ไม่มีสิ่งอื่นเสียไป" in said(found, "th")


def test_unknown_item_is_asked_back() -> None:
    with pytest.raises(UnknownItemError, match="did you mean 'PRJ1'"):
        lost(WHOLE, "PRJ-1")


def test_unowned_phantoms_are_told_from_policies_whose_owner_goes() -> None:
    sources = city(
        bureau("B1"),
        policy("P1", owner="B1"),
        objective("O1", key_result("KR1"), policies=["P1"]),
        project("PRJ1", lead="B1", key_results=["KR1"]),
    )
    assert lost(sources, "PRJ1").lists["unowned"][0]["state"] == "phantom"
    assert lost(sources, "B1").lists["unowned"][0]["state"] == "ownerless"


# How it is told -----------------------------------------------------------------------------------


def test_lists_are_folded_to_ten_and_json_is_complete() -> None:
    sources = city(
        policy("P1"),
        objective("O1", key_result("KR1"), policies=["P1"]),
        *(project(f"PRJ{n:02}", key_results=["KR1"], budget=n) for n in range(12)),
    )
    found = lost(sources, "P1")
    assert "Projects that would serve no policy: 12" in said(found)
    assert "… +2" in said(found)
    assert "PRJ10" not in said(found)
    assert "… +2" in as_markdown(impact_page.page(found, "en"))
    whole = json.loads(impact_page.as_json(found, "en"))
    assert len(whole["lists"]["orphans"]) == 12
    assert whole["summary"]["budget_of_orphans"] == sum(range(12))
    assert list(whole["lists"]) == list(LISTS)


# A naive recount from sources without the item ----------------------------------------------------


def dropped(data: dict[str, Any], item_id: str) -> dict[str, Any]:
    """The sources as a person would write them without the item, and without a word of it."""
    left = copy.deepcopy(data)
    gone = {item_id}
    gone |= {
        result["id"]
        for one in data.get("objectives", ())
        if one["id"] == item_id
        for result in one.get("key_results", ())
    }
    lists = [left.get(name, []) for name in left if isinstance(left[name], list)]
    nested = [one.get("key_results", []) for one in left.get("objectives", ())]
    holders = [one for found in (*lists, *nested) for one in found if isinstance(one, dict)]
    handed = [one["handoffs"] for one in holders if isinstance(one.get("handoffs"), list)]
    for found in (*lists, *nested, *handed):
        found[:] = [
            one
            for one in found
            if not isinstance(one, dict) or not gone & {one["id"], one.get("from"), one.get("to")}
        ]
    for one in (*holders, *(each for found in handed for each in found), left.get("defaults", {})):
        _forget(one, gone)
    return left


def _forget(item: dict[str, Any], gone: set[str]) -> None:
    for name in list(item):
        value = item[name]
        if name in ("id", "title", "subject", "source", "note", "reason"):
            continue
        if isinstance(value, str) and value in gone:
            del item[name]
        elif name == "allocations" and value:
            item[name] = [one for one in value if one["unit"] not in gone]
        elif isinstance(value, list):
            item[name] = [one for one in value if not isinstance(one, str) or one not in gone]


def city_of(data: dict[str, Any]) -> City:
    lists = {name: value for name, value in data.items() if isinstance(value, list)}
    pieces = [Piece(name, item) for name, found in lists.items() for item in found]
    return City(tuple(pieces), data.get("defaults", {}))


def _levels(sources: City) -> dict[str, int]:
    order = ("policy", "strategy", "objective", "key_result", "project")
    return {row["policy"]: order.index(row["reaches"]) for row in sources.rows("coverage")}


@settings(deadline=None, max_examples=80)
@given(data=strategies.portfolios(), chosen=st.data())
def test_impact_agrees_with_a_recount_from_rewritten_sources(
    data: dict[str, Any], chosen: st.DataObject
) -> None:
    before = city_of(data)
    item_id = chosen.draw(st.sampled_from(sorted(before.check().portfolio.items)))
    after_data = dropped(data, item_id)
    after = city_of(after_data)
    if not any(after_data.get(name) for name in after_data if isinstance(after_data[name], list)):
        return  # Nothing is left to be read.
    errors = after.check().at_least(Severity.ERROR)
    if errors:  # A division without its bureau has no tier, so such sources cannot be read.
        assert {one.code for one in errors} == {"SRC143"}
        return
    found = lost(before, item_id)
    items = after.check().portfolio.items
    assert set(before.check().portfolio.items) - set(items) == set(ids(found, "dropped"))

    def newly(rows: Any, key: str) -> list[str]:
        known = {row[key] for row in rows(data)}
        return sorted(row[key] for row in rows(after_data) if row[key] not in known)

    assert ids(found, "orphans") == newly(oracle.orphan_projects, "project")
    assert ids(found, "unowned") == newly(oracle.unowned_policies, "policy")
    was, now = _levels(before), _levels(after)
    assert ids(found, "lowered") == sorted(one for one in now if now[one] < was[one])
    gaps = {row["item"] for row in before.rows("gaps")}
    assert ids(found, "gaps") == [
        row["item"]
        for row in after.rows("gaps")
        if row["item"] not in gaps and row["kind"] != "policy"
    ]
    handed = {row["finding"] for row in after.rows("handoffs", all_tiers=True)}
    assert len(found.lists["handoffs"]) == sum(
        row["finding"] not in handed for row in before.rows("handoffs", all_tiers=True)
    )
    leads = {one["id"]: one.get("lead") for one in data.get("projects", ())}
    default = data.get("defaults", {}).get("lead")
    assert ids(found, "leaderless") == sorted(
        one for one, lead in leads.items() if (lead or default) == item_id
    )
    _assert_budgets_add_up(found, data)


def _assert_budgets_add_up(found: Impact, data: dict[str, Any]) -> None:
    budgets = {one["id"]: one.get("budget") for one in data.get("projects", ())}
    orphans = [budgets[one] for one in ids(found, "orphans")]
    assert found.summary["budget_of_orphans"] == sum(one or 0 for one in orphans)
    assert found.summary["unknown_budget_of_orphans"] == orphans.count(None)


@settings(deadline=None, max_examples=25)
@given(data=strategies.portfolios(), language=st.sampled_from(app.LANGUAGES))
def test_every_item_can_be_dropped_in_every_format(data: dict[str, Any], language: str) -> None:
    portfolio = portfolio_of(city_of(data))
    for item_id in portfolio.items:
        found = impact(portfolio, item_id, Parameters(as_of=AS_OF, language=language))
        page = impact_page.page(found, language)
        assert as_text(page, columns=80, style=app.Layout().style).startswith(f"{item_id}  ")
        assert as_markdown(page).startswith("# ")
        figures = json.loads(impact_page.as_json(found, language))["summary"]
        assert all(figures[name] == len(found.lists[name]) for name in LISTS)
