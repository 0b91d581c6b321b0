"""The shipped data: it loads, says where each fact comes from, and keeps what its sources say."""

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import cli
from graph import app
from graph.model.entities import (
    Area,
    Dimension,
    Handoff,
    Item,
    KeyResult,
    Kpi,
    Objective,
    Policy,
    Project,
    Strategy,
    Unit,
)
from graph.network import TraceGraph
from graph.problems import Severity
from graph.reports.registry import MAIN_REPORTS
from graph.reports.result import Parameters, Result
from graph.reports.trace import Extent
from tests.builders import AS_OF

DATA = Path(cli.__file__).parent / "data"
FILES = sorted(DATA.rglob("*.yaml"))


@pytest.fixture(scope="module")
def checked() -> app.Checked:
    return app.check(DATA)


@pytest.fixture(scope="module")
def graph() -> TraceGraph:
    return app.open_graph(DATA)


@pytest.fixture(scope="module")
def items(checked: app.Checked) -> dict[str, Item]:
    return dict(checked.portfolio.items)


@pytest.fixture(scope="module")
def results(graph: TraceGraph) -> dict[str, Result]:
    found = app.ask(graph, ["all"], Parameters(as_of=AS_OF))
    return {one.report.name: one for one in found}


def key_result(items: dict[str, Item], item_id: str) -> tuple[float | None, list[float]]:
    """The target of a key result, and the values reported for it."""
    found = items[item_id]
    assert isinstance(found, KeyResult)
    return found.target, [one.value for one in found.check_ins or ()]


# It loads -----------------------------------------------------------------------------------------


def test_it_loads_without_errors_and_almost_without_notices(checked: app.Checked) -> None:
    counts = Counter(problem.severity for problem in checked.problems)
    assert counts[Severity.ERROR] == 0
    assert counts[Severity.NOTICE] <= 3
    # Dates as printed, which lie outside the year that the same source gives.
    warnings = checked.at_least(Severity.WARNING)
    assert {problem.code for problem in warnings} <= {"SRC151"}
    assert len(warnings) <= 9


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        (Policy, 215),
        (Dimension, 9),
        (Strategy, 7 + 29),
        (Kpi, 46),
        (Objective, 35),
        (KeyResult, 130),
        (Project, 252),
        (Handoff, 42),
        (Area, 1 + 6 + 50),
    ],
)
def test_it_holds_what_was_found(checked: app.Checked, kind: type[Item], count: int) -> None:
    assert sum(1 for _ in checked.portfolio.of(kind)) == count


def test_units_are_those_of_the_administration_and_some_outside(checked: app.Checked) -> None:
    kinds = Counter(unit.kind for unit in checked.portfolio.of(Unit))
    assert (kinds["city"], kinds["district"], kinds["bureau"], kinds["office"]) == (1, 50, 16, 8)
    assert kinds["division"] == 36
    assert kinds["external"] == 13


def test_strategies_are_seven_and_their_parts(checked: app.Checked) -> None:
    strategies = list(checked.portfolio.of(Strategy))
    whole = {one.id for one in strategies if one.part_of is None}
    assert whole == {f"S{number}" for number in range(1, 8)}
    assert {one.part_of for one in strategies} - {None} == whole


# Every fact has its source ------------------------------------------------------------------------


def test_every_item_has_a_source_and_a_title_in_both_languages(items: dict[str, Item]) -> None:
    assert [item.id for item in items.values() if not item.source] == []
    assert [item.id for item in items.values() if not (item.title_th and item.title_en)] == []


def test_strategies_of_policies_are_judgement_but_for_the_one_that_a_source_states(
    checked: app.Checked,
) -> None:
    stated = [
        policy.id
        for policy in checked.portfolio.of(Policy)
        if policy.strategies and policy.basis_of("strategies") == "stated"
    ]
    assert stated == ["P004"]


def test_owners_of_policies_stand_only_where_a_source_names_one(checked: app.Checked) -> None:
    policies = list(checked.portfolio.of(Policy))
    assert sum(1 for policy in policies if policy.owner) == 17
    assert [policy.id for policy in policies if policy.owner == ()] == []


def test_no_source_states_what_a_project_delivers(checked: app.Checked) -> None:
    for project in checked.portfolio.of(Project):
        if project.key_results:
            assert project.basis_of("key_results") == "inferred", project.id


def test_policies_have_their_dimensions_as_the_campaign_showed_them(checked: app.Checked) -> None:
    counts = Counter(len(policy.dimensions or ()) for policy in checked.portfolio.of(Policy))
    assert counts == {1: 148, 2: 59, 3: 7, 0: 1}
    nobody_knows = [one.id for one in checked.portfolio.of(Policy) if not one.dimensions]
    assert nobody_knows == ["P215"]


# Units --------------------------------------------------------------------------------------------


def test_every_district_has_both_codes_which_are_not_each_other(checked: app.Checked) -> None:
    districts = [unit for unit in checked.portfolio.of(Unit) if unit.kind == "district"]
    geocodes = {unit.external_ids["geocode"] for unit in districts}
    plan_codes = {unit.external_ids["bma_plan"] for unit in districts}
    assert geocodes == {str(code) for code in range(1001, 1051)}
    assert plan_codes == {f"{code}0000" for code in range(5001, 5051)}
    for unit in districts:
        assert unit.id == f"D{unit.external_ids['bma_plan'][:4]}"
        assert unit.areas == (f"A{unit.external_ids['geocode']}",)
    # The two series count the districts in different orders.
    dusit = next(unit for unit in districts if unit.title_en == "Dusit District Office")
    assert dusit.external_ids == {"geocode": "1002", "bma_plan": "50070000"}


def test_every_unit_of_the_administration_has_a_tier_under_the_city(graph: TraceGraph) -> None:
    for unit in graph.all(Unit):
        assert graph.tier(unit.id) in {"city", "district", "bureau", "office", "external"}
        if unit.kind != "external":
            assert graph.above(unit.id)[-1] == "BMA"


def test_zones_hold_the_fifty_districts(checked: app.Checked) -> None:
    areas = list(checked.portfolio.of(Area))
    zones = Counter(area.part_of for area in areas if area.kind == "district")
    assert sorted(zones.values()) == [7, 7, 8, 9, 9, 10]
    assert {area.id for area in areas if area.kind == "zone"} == set(zones)


# Text ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_thai_is_composed_and_nothing_is_hidden(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert "\u0e4d\u0e32" not in text
    assert not re.search("\u0e4d[\u0e48-\u0e4b]\u0e32", text)
    assert not re.search("[\u200b-\u200d\u2060\ufeff\u00a0\t]", text)


# Nine or ten digits from 0, or behind +66, however they are grouped; plan codes have other lengths.
PHONE = re.compile(r"(?<![\d-])(?:\+66|0)[ -]?[2-9](?:[ -]?\d){7,8}(?![\d-])")
ADDRESS = re.compile(r"\S+://\S+")


@pytest.mark.parametrize("number", ["02-221-2141", "0 2221 2141", "081 234 5678", "+66 2 221 2141"])
def test_phone_numbers_would_be_seen(number: str) -> None:
    assert PHONE.search(f"โทร {number} ต่อ 12")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nobody_is_called_by_phone_or_by_mail(path: Path) -> None:
    text = ADDRESS.sub("", path.read_text(encoding="utf-8"))
    assert PHONE.findall(text) == []
    assert re.findall(r"\b[\w.+-]+@[\w-]+\.\w+", text) == []


# The traps of the sources are kept as they are ----------------------------------------------------


def test_percent_that_was_added_up_is_kept(items: dict[str, Item]) -> None:
    assert key_result(items, "KR-2567-4.2.16") == (100, [44247])
    assert key_result(items, "KR-2567-5.1.2.1") == (90, [17414.79])
    for item_id in ("KR-2567-4.2.16", "KR-2567-5.1.2.1"):
        found = items[item_id]
        assert isinstance(found, KeyResult)
        assert found.measure is not None
        assert found.measure.aggregation != "sum"


def test_targets_of_nothing_are_kept(items: dict[str, Item]) -> None:
    of_nothing = {
        item.id for item in items.values() if isinstance(item, KeyResult) and item.target == 0
    }
    assert of_nothing == {f"KR-2567-4.2.{number}" for number in (10, 11, 26, 41)}


def test_one_code_for_two_key_results_is_kept(items: dict[str, Item]) -> None:
    by_code: dict[str, set[str | None]] = {}
    for item in items.values():
        if isinstance(item, KeyResult) and item.code and "-G" not in item.id:
            by_code.setdefault(item.code, set()).add(item.title_en)
    assert len(by_code["1.1.01"]) == 2  # Two key results of street vending.
    assert len(by_code["4.1.01"]) == 2  # All trees; perennials only.


def test_bottlenecks_and_soi_mouths_have_one_code(items: dict[str, Item]) -> None:
    codes = {
        item.code
        for item in (items["KR-2567-G10.1"], items["KR-2567-G10.2"])
        if isinstance(item, KeyResult)
    }
    assert codes == {"1.2.05"}
    assert items["KR-2567-G10.1"].title_th != items["KR-2567-G10.2"].title_th


def test_target_that_changed_within_the_year_is_kept_with_both_values(
    items: dict[str, Item],
) -> None:
    assert key_result(items, "KR-2567-G09-0728") == (224, [200.4])
    assert key_result(items, "KR-2567-G09") == (125, [200.4, 96])
    before = items["KR-2567-G09-0728"]
    assert isinstance(before, KeyResult)
    assert before.weight == 0  # So that the goal counts once.


def test_figures_that_fall_are_kept(items: dict[str, Item]) -> None:
    assert key_result(items, "KR-2567-G04.3")[1] == [175.21, 76.09]


def test_one_goal_with_two_targets_in_two_tables_is_kept(items: dict[str, Item]) -> None:
    assert key_result(items, "KR-2567-1.4.05")[0] == 212
    assert key_result(items, "KR-2567-G09")[0] == 125
    targets = {item.target for item in items.values() if isinstance(item, KeyResult)}
    assert {7032.75, 4227.3} <= targets


def test_fractions_of_whole_things_are_kept(items: dict[str, Item]) -> None:
    assert key_result(items, "KR-2567-G03")[1][0] == 119.5


def test_day_and_month_of_the_scrape_are_the_right_way_round(items: dict[str, Item]) -> None:
    days = {
        one.as_of.isoformat()
        for item in items.values()
        if isinstance(item, KeyResult)
        for one in item.check_ins or ()
    }
    assert "2024-08-12" in days
    assert "2024-12-08" not in days


def test_policies_hold_what_the_campaign_printed(items: dict[str, Item]) -> None:
    assert items["P001"].title_th == "กรุงเทพฯ ต้องสว่าง"
    assert items["P003"].external_ids["bma_policy"] == "003"
    assert "P216" not in items  # Nobody has seen it.


# The reports on it --------------------------------------------------------------------------------

COLUMNS: dict[str, dict[str, tuple[type, ...]]] = {
    "orphan-projects": {
        "project": (str,),
        "title": (str,),
        "lead": (str, type(None)),
        "tier": (str, type(None)),
        "fiscal_year": (int, type(None)),
        "budget": (int, float, type(None)),
        "broken_at": (str,),
        "state": (str,),
        "finding": (str,),
    },
    "unowned-policies": {
        "policy": (str,),
        "title": (str,),
        "state": (str,),
        "owner": (list,),
        "inherited_from": (list,),
        "candidates": (list,),
        "finding": (str,),
    },
    "handoffs": {
        "kind": (str,),
        "subject": (str,),
        "item": (str, type(None)),
        "via": (str, type(None)),
        "from": (str,),
        "from_tier": (str,),
        "to": (str,),
        "to_tier": (str,),
        "state": (str, type(None)),
        "days": (int, type(None)),
        "overdue": (bool, type(None)),
        "holder": (str, type(None)),
        "finding": (str,),
    },
}
WORDS: dict[tuple[str, str], set[str | None]] = {
    ("orphan-projects", "broken_at"): {"key_result", "strategy", "policy"},
    ("orphan-projects", "state"): {"unlinked", "unrecorded"},
    ("unowned-policies", "state"): {"none", "unrecorded", "phantom"},
    ("handoffs", "kind"): {"delivery", "support", "allocation", "recorded"},
    ("handoffs", "from_tier"): {"district", "bureau"},
    ("handoffs", "to_tier"): {"district", "bureau"},
    ("handoffs", "state"): {None, "waiting", "accepted", "returned", "done", "withdrawn"},
}


@pytest.fixture(scope="module")
def written(results: dict[str, Result]) -> dict[str, Any]:
    """The three reports as their readers get them: as JSON."""
    text = app.render(list(results.values()), app.Layout(format="json"))
    whole = json.loads(text)
    assert whole["schema_version"] == 1
    return {one["report"]: one for one in whole["reports"]}


@pytest.mark.parametrize("report", MAIN_REPORTS)
def test_json_keeps_the_contract(written: dict[str, Any], report: str) -> None:
    columns = COLUMNS[report]
    found = written[report]
    assert found["columns"] == list(columns)
    assert found["rows"]
    for row in found["rows"]:
        assert list(row) == found["columns"]
        for column, types in columns.items():
            assert type(row[column]) in types, (column, row)
            if (report, column) in WORDS:
                assert row[column] in WORDS[report, column]


@pytest.mark.parametrize("report", MAIN_REPORTS)
def test_finding_ids_are_unique_and_name_known_items(
    written: dict[str, Any], items: dict[str, Item], report: str
) -> None:
    findings = [row["finding"] for row in written[report]["rows"]]
    assert len(findings) == len(set(findings))
    for finding in findings:
        code, *ids = finding.split(":")
        assert re.fullmatch(r"TRC201|OWN301|HND40[1-4]", code)
        assert ids
        assert set(ids) <= items.keys()


def test_orphans_and_traced_projects_are_all_projects(results: dict[str, Result]) -> None:
    result = results["orphan-projects"]
    figures = result.summary
    traced = figures["traced"]
    assert figures["projects"] == 252
    assert len(result.rows) == figures["orphans"]
    assert figures["orphans"] + traced["direct"] + traced["via_strategy"] == 252
    # No published source says which key result a project serves.
    assert traced["on_inferred_links_alone"] == traced["direct"] + traced["via_strategy"]
    assert sum(group["orphans"] for group in figures["by_tier"]) == figures["orphans"]
    assert sum(group["budget"] for group in figures["by_lead"]) == figures["budget"]
    assert figures["budget"] <= figures["budget_of_all"]
    assert figures["unknown_budget"] <= figures["unknown_budget_of_all"]


def test_missing_data_is_not_called_an_orphan_by_will(results: dict[str, Result]) -> None:
    """No source says of a project that it serves nothing: all are unrecorded, none unlinked."""
    states = {(row["broken_at"], row["state"]) for row in results["orphan-projects"].rows}
    assert ("key_result", "unlinked") not in states


def test_orphans_of_every_year_and_of_none_are_all_orphans(
    graph: TraceGraph, results: dict[str, Result]
) -> None:
    rows = results["orphan-projects"].rows
    years = {project.fiscal_year for project in graph.all(Project)} - {None}
    found = [row["project"] for row in rows if row["fiscal_year"] is None]
    for year in years:
        (one,) = app.ask(graph, ["orphan-projects"], Parameters(as_of=AS_OF, fiscal_year=year))
        found += [row["project"] for row in one.rows]
    assert sorted(found) == [row["project"] for row in rows]


def test_unowned_policies_are_no_more_than_all(results: dict[str, Result]) -> None:
    figures = results["unowned-policies"].summary
    states = figures["by_state"]
    assert figures["policies"] == 215
    assert figures["unowned"] == sum(states.values()) == len(results["unowned-policies"].rows)
    assert (states["none"], states["unrecorded"]) == (0, 215 - 17)
    assert 0 < states["phantom"] <= 17


def test_handoffs_and_their_matrix_add_up(results: dict[str, Result], graph: TraceGraph) -> None:
    result = results["handoffs"]
    figures = result.summary
    assert figures["handoffs"] == len(result.rows) == sum(figures["by_kind"].values())
    assert sum(cell["handoffs"] for cell in figures["matrix"]) == figures["handoffs"]
    assert sum(cell["open"] for cell in figures["matrix"]) == figures["open"]
    assert sum(one["open"] for one in figures["bottlenecks"]) == figures["open"]
    assert sum(one["overdue"] for one in figures["bottlenecks"]) == figures["overdue"]
    assert {graph.tier(cell["district"]) for cell in figures["matrix"]} == {"district"}
    assert {graph.tier(cell["bureau"]) for cell in figures["matrix"]} == {"bureau"}


def test_all_tiers_hold_every_row_between_districts_and_bureaus(
    graph: TraceGraph, results: dict[str, Result]
) -> None:
    (every,) = app.ask(graph, ["handoffs"], Parameters(as_of=AS_OF, all_tiers=True))
    asked = {row["finding"] for row in results["handoffs"].rows}
    assert asked < {row["finding"] for row in every.rows}
    recorded = [row["via"] for row in every.rows if row["kind"] == "recorded"]
    assert len(recorded) == len(set(recorded)) <= 42


def test_every_format_and_language_writes_every_report(graph: TraceGraph) -> None:
    for language in app.LANGUAGES:
        asked = Parameters(as_of=AS_OF, language=language, all_tiers=True)
        for result in app.ask(graph, ["all"], asked):
            for form in app.FORMATS:
                assert app.render([result], app.Layout(format=form, columns=100)).endswith("\n")


@pytest.mark.parametrize("language", app.LANGUAGES)
def test_every_item_has_a_trace_that_tells_where_it_stands(
    graph: TraceGraph, items: dict[str, Item], language: str
) -> None:
    for item in items.values():
        text = app.trace(graph, item.id, Extent(), language, app.Layout(columns=80))
        head = text.splitlines()
        assert head[0].startswith(item.id)
        assert item.file in head[1:3]
