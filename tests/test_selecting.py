"""Selectors on the command line: list, and reports about what they find."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
import wcwidth

from graph import app
from graph.app.selecting import select
from graph.reports.registry import REPORTS
from graph.reports.result import Parameters
from tests.builders import AS_OF as DAY
from tests.builders import (
    City,
    area,
    bureau,
    city,
    district,
    key_result,
    objective,
    policy,
    project,
)
from tests.commands import AS_OF, run

pytestmark = pytest.mark.usefixtures("home")


def settings(text: str) -> None:
    Path("pyproject.toml").write_text(f"[tool.policytrace]\n{text}\n", encoding="utf-8")


def listed(*arguments: str, **env: str) -> list[str]:
    """The ids that `list` shows."""
    ran = run("list", *arguments, "--format", "json", *AS_OF, **env)
    assert ran.code == 0, ran.err
    return [row["id"] for row in json.loads(ran.out)["rows"]]


def reported(name: str, *arguments: str, **env: str) -> dict[str, Any]:
    ran = run("report", name, *arguments, "--format", "json", *AS_OF, **env)
    assert ran.code == 0, ran.err
    whole: dict[str, Any] = json.loads(ran.out)
    return whole


def nothing_else(sources: City) -> None:
    for path in Path("data").rglob("*.yaml"):
        path.unlink()
    sources.write(Path("data"))


def refused(*arguments: str, **env: str) -> str:
    ran = run(*arguments, **env)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    return ran.err


# list ---------------------------------------------------------------------------------------------


def test_list_stands_in_the_order_of_the_chain_then_of_the_ids() -> None:
    pieces = (project("PRJ2"), project("PRJ10"), policy("P1"), area("A1"), district("D1"))
    nothing_else(city(*pieces, bureau("B1")))
    assert listed("*") == ["P1", "PRJ10", "PRJ2", "B1", "D1", "A1"]


def test_list_shows_each_item_with_its_unit_year_and_place() -> None:
    ran = run("list", "+PRJ-01", "--format", "json", "--lang", "en", *AS_OF)
    whole = json.loads(ran.out)
    assert whole["report"] == "list"
    assert whole["filters"] == {"fiscal_year": None, "all_tiers": False, "select": "+PRJ-01"}
    assert whole["columns"] == ["id", "kind", "title", "unit", "fiscal_year", "place"]
    rows = {row["id"]: row for row in whole["rows"]}
    assert rows["O1"] == {
        "id": "O1",
        "kind": "objective",
        "title": "Lit streets and lanes",
        "unit": ["B1000"],
        "fiscal_year": 2567,
        "place": "data/okr-2567.yaml:5",
    }
    assert rows["KR1"]["unit"] == ["B1000"]
    assert rows["KR1"]["fiscal_year"] == 2567
    assert whole["summary"]["rows"] == len(rows)
    assert sum(whole["summary"]["by_kind"].values()) == len(rows)


def test_several_arguments_are_or() -> None:
    assert listed("P001", "kind:kpi") == listed("P001 kind:kpi")


def test_list_leaves_out_what_is_excluded() -> None:
    everything = set(listed("*"))
    units = set(listed("kind:unit"))
    assert set(listed("*", "--exclude", "kind:unit")) == everything - units
    assert set(listed("*", POLICYTRACE_EXCLUDE="kind:unit")) == everything - units


def test_list_is_a_table_in_thai_whose_columns_are_straight() -> None:
    ran = run("list", "kind:policy", *AS_OF)
    title, asked, _, head, rule, *_ = ran.out.splitlines()
    assert title == "รายการที่เลือก"
    assert asked == "list · select=kind:policy"
    assert head.split() == ["รหัส", "ชนิด", "ชื่อ", "หน่วยงาน", "ปีงบฯ", "ตำแหน่งในไฟล์"]
    starts = [0, *(spot + 2 for spot in range(len(rule)) if rule.startswith("  ", spot))]
    place = wcwidth.width(head[: head.index("ตำแหน่ง")])
    assert place == starts[-1]
    assert "ชนิด: นโยบาย" in ran.out


def test_list_as_csv_and_markdown_holds_every_row() -> None:
    ids = listed("kind:project")
    text = run("list", "kind:project", "--format", "csv", "--limit", "1").out
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row["id"] for row in rows] == ids
    marked = run("list", "kind:project", "--format", "md", "--limit", "1").out
    assert all(f"| {one} |" in marked for one in ids)


def test_list_writes_a_file() -> None:
    ran = run("list", "P001", "--format", "json", "-o", "out/list.json", *AS_OF)
    assert (ran.code, ran.out, ran.err) == (0, "", "wrote out/list.json\n")
    assert json.loads(Path("out/list.json").read_text(encoding="utf-8"))["rows"][0]["id"] == "P001"


def test_list_of_the_same_sources_has_the_same_bytes() -> None:
    once, twice = (run("list", "*", "--format", "json", *AS_OF).data for _ in range(2))
    assert once == twice


def test_selector_with_line_breaks_and_marks_stays_on_one_line_and_means_itself() -> None:
    heading = run("list", "P*\nkind:kpi", "--format", "md", *AS_OF).out.splitlines()[2]
    assert heading == r"list · select=P\* kind:kpi"


# Reports about a selection ------------------------------------------------------------------------

SELECTORS = (
    "kind:project",
    "owner:B1000",
    "tier:district",
    "P001+",
    "+PRJ-01+",
    "kind:policy,finding:OWN301",
    "area:A-city",
    "KR1 KR3 D01 P002",
)
# A report whose rows count items chooses among the items, and not among its rows.
every_report = pytest.mark.parametrize("name", [one for one in REPORTS if REPORTS[one].subjects])


@every_report
@pytest.mark.parametrize("selector", SELECTORS)
def test_report_about_a_selection_is_the_report_filtered_by_hand(name: str, selector: str) -> None:
    chosen = set(listed(selector))
    columns = REPORTS[name].subjects
    by_hand = [
        row for row in reported(name)["rows"] if any(row[column] in chosen for column in columns)
    ]
    assert reported(name, "--select", selector)["rows"] == by_hand


@every_report
def test_report_without_what_is_excluded_is_the_report_filtered_by_hand(name: str) -> None:
    left = set(listed("*")) - set(listed("owner:B1000"))
    columns = REPORTS[name].subjects
    by_hand = [
        row for row in reported(name)["rows"] if any(row[column] in left for column in columns)
    ]
    assert reported(name, "--exclude", "owner:B1000")["rows"] == by_hand


def test_some_selection_takes_some_rows_and_leaves_others() -> None:
    for name in ("orphan-projects", "unowned-policies", "handoffs", "coverage", "gaps"):
        whole = len(reported(name)["rows"])
        counts = [len(reported(name, "--select", one)["rows"]) for one in SELECTORS]
        assert any(0 < count < whole for count in counts), name


def test_summary_is_of_the_selection() -> None:
    led = listed("kind:project,owner:B1000")
    summary = reported("orphan-projects", "--select", "owner:B1000")["summary"]
    assert summary["projects"] == len(led)
    assert summary["orphans"] == len([one for one in listed("finding:TRC201") if one in led])
    summary = reported("unowned-policies", "--select", "P001 P002")["summary"]
    assert summary["policies"] == 2
    summary = reported("coverage", "--select", "P001 P002")["summary"]
    assert (summary["policies"], sum(summary["by_level"].values())) == (2, 2)
    summary = reported("gaps", "--select", "P001 KR1")["summary"]
    assert sum(summary["items"].values()) == 2


PLACES = city(
    bureau("B1"),
    area("A1"),
    area("A2"),
    project("PRJ1", areas=["A1"], lead="B1"),
    project("PRJ2", areas=["A2"]),
    project("PRJ3", lead="B1"),
    project("PRJ4"),
)


@pytest.mark.parametrize(
    ("selector", "areas", "projects", "of_all", "nowhere"),
    [
        (None, 2, 2, 4, 2),
        ("A1", 1, 1, 1, 0),
        ("area:A1", 1, 1, 1, 0),
        ("A1 owner:B1", 1, 1, 2, 1),
        ("owner:B1", 0, 0, 2, 1),
    ],
)
def test_summary_of_areas_is_of_the_selected_projects_and_those_of_the_selected_areas(
    selector: str | None, areas: int, projects: int, of_all: int, nowhere: int
) -> None:
    summary = PLACES.summary("areas", select=selector)
    assert summary["areas"] == areas
    assert summary["projects"] == projects
    assert summary["projects_of_all"] == of_all
    assert summary["projects_without_area"] == nowhere


@every_report
@pytest.mark.parametrize("language", app.LANGUAGES)
@pytest.mark.parametrize("form", ["table", "md"])
def test_heading_tells_the_selection(name: str, language: str, form: str) -> None:
    ran = run(
        *("report", name, "--select", "kind:project", "--exclude", "PRJ-01"),
        *("--format", form, "--lang", language, *AS_OF),
    )
    heading = next(line for line in ran.out.splitlines() if line.startswith(f"{name} · "))
    words = {"th": "เฉพาะ kind:project · ไม่รวม PRJ-01", "en": "only kind:project · without PRJ-01"}
    assert heading.endswith(f" · {words[language]}")


def test_json_tells_the_selection_only_where_there_is_one() -> None:
    assert reported("gaps")["filters"] == {"fiscal_year": None, "all_tiers": False}
    asked = reported("gaps", "--select", "P001", "--exclude", "kind:unit")["filters"]
    assert list(asked.items())[2:] == [("select", "P001"), ("exclude", "kind:unit")]
    assert "select" not in reported("gaps", "--exclude", "kind:unit")["filters"]


def test_finding_of_a_report_is_asked_with_its_fiscal_year() -> None:
    year = ("--fiscal-year", "2567")
    rows = reported("coverage", "--select", "finding:TRC203", *year)["rows"]
    assert rows == [row for row in reported("coverage", *year)["rows"] if row["finding"]]


def test_all_reports_are_asked_about_the_selection() -> None:
    ran = run("report", "all", "--select", "PRJ-01", "--format", "json", *AS_OF)
    for one in json.loads(ran.out)["reports"]:
        assert one["filters"]["select"] == "PRJ-01"


def test_embedded_engine_answers_about_the_selection_alike() -> None:
    for name in ("orphan-projects", "handoffs"):
        whole = reported(name, "--select", "tier:bureau")
        assert whole["rows"]
        again = reported(name, "--select", "tier:bureau", "--engine", "embedded")
        assert again == {**whole, "engine": "embedded"}


def test_severity_of_what_is_not_selected_does_not_count() -> None:
    assert run("report", "orphan-projects", "--fail-on", "error").code == 1
    traced = ("--select", "PRJ-01", "--fail-on", "error")
    assert run("report", "orphan-projects", *traced).code == 0


def test_references_that_lead_nowhere_count_in_a_selection_of_their_items() -> None:
    broken = city(project("PRJ1", lead="B9"), project("PRJ2", lead="B9"))
    result = broken.ask("orphan-projects", lenient=True, select="PRJ1")
    assert [one["item"] for one in result.summary["dangling"]] == ["PRJ1"]


def test_selection_is_a_function_for_others() -> None:
    ids = select(PLACES.graph, "area:A1", "kind:area", parameters=Parameters(as_of=DAY))
    assert ids == frozenset({"PRJ1"})


# Settings -----------------------------------------------------------------------------------------


def test_selection_is_a_flag_else_of_the_environment_else_of_the_settings() -> None:
    def asked(*flags: str, **env: str) -> Any:
        return reported("gaps", *flags, **env)["filters"].get("select")

    assert asked() is None
    settings('select = "P001"')
    assert asked() == "P001"
    assert asked(POLICYTRACE_SELECT="P002") == "P002"
    assert asked("--select", "P003", POLICYTRACE_SELECT="P002") == "P003"


def test_settings_name_selectors() -> None:
    settings('exclude = "selector:old"\n[tool.policytrace.selectors]\nold = "P002"\nsome = "P00?"')
    assert listed("selector:some") == [one for one in listed("P*,kind:policy") if one != "P002"]
    assert [one["policy"] for one in reported("coverage", "--select", "P001 P002")["rows"]] == [
        "P001"
    ]


def test_named_selectors_do_not_trouble_other_verbs() -> None:
    settings('select = "P001"\n[tool.policytrace.selectors]\nsome = "P00?"')
    assert run("check").code == 0
    assert run("trace", "PRJ-01").code == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("select = 5", "select must be text, not 5"),
        ('selectors = "P001"', "selectors must be a table of names and selectors, not P001"),
        ("[tool.policytrace.selectors]\nsome = 5", "selectors] some must be a selector in quotes"),
        ('[tool.policytrace.selectors]\n"a b" = "P001"', "a name holds no space, comma"),
        ('[tool.policytrace.selectors]\n"" = "P001"', "a name holds no space, comma"),
        ('selecter = "P001"', "has no setting 'selecter'; did you mean 'select'?"),
    ],
)
def test_setting_that_does_not_fit_is_refused_in_a_sentence(text: str, message: str) -> None:
    settings(text)
    assert message in refused("list", "P001")


# What finds nothing -------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", [("list",), ("report", "all", "--select")])
@pytest.mark.parametrize(
    ("selector", "message"),
    [
        ("PRJ-011", "no source declares 'PRJ-011'; did you mean 'PRJ-01"),
        ("knd:project", "there is no method 'knd' (column 1); did you mean 'kind'?"),
        ("P001 ,P002", "cannot be read at column 6: "),
        ("selector:mine", "[tool.policytrace.selectors] in pyproject.toml names none"),
        ("", "the selector is empty"),
    ],
)
def test_selector_that_does_not_fit_is_refused_in_a_sentence(
    verb: tuple[str, ...], selector: str, message: str
) -> None:
    assert message in refused(*verb, selector)


def test_selection_of_which_all_is_left_out_is_refused() -> None:
    assert "nothing is left" in refused("report", "all", "--select", "P001", "--exclude", "P00*")


def test_list_stops_at_sources_with_errors() -> None:
    nothing_else(city(project("PRJ1", lead="B9")))
    ran = run("list", "PRJ1")
    assert (ran.code, ran.out) == (2, "")
    assert "[SRC140]" in ran.err


# export -------------------------------------------------------------------------------------------


def exported(*arguments: str, **env: str) -> tuple[set[str], set[str]]:
    """The ids of the nodes that `export` writes, and those at the ends of its links."""
    folder = Path("exported")
    ran = run("export", "neo4j-admin", str(folder), *arguments, **env)
    assert ran.code == 0, ran.err
    nodes, ends = set(), set()
    for path in folder.glob("*.csv"):
        _, *rows = csv.reader(path.read_text(encoding="utf-8").splitlines())
        if path.name.startswith("nodes-"):
            nodes |= {row[0] for row in rows}
        elif path.name.startswith("relations-"):
            ends |= {end for row in rows for end in row[:2]}
    return nodes, ends


EVERY_ID = ("P1", "O1", "KR1", "PRJ1", "PRJ2", "B1")


def chain() -> City:
    return city(
        policy("P1"),
        objective("O1", key_result("KR1"), policies=["P1"], owner="B1"),
        project("PRJ1", lead="B1", key_results=["KR1"]),
        project("PRJ2", lead="B1", key_results=[]),
        bureau("B1"),
    )


def test_export_of_a_selection_writes_what_list_shows_and_the_links_between() -> None:
    nothing_else(chain())
    nodes, ends = exported("--select", "+PRJ1", "--exclude", "KR1")
    assert nodes == {"P1", "O1", "PRJ1"} == set(listed("+PRJ1", "--exclude", "KR1"))
    assert ends <= nodes


def test_export_heeds_no_selection_that_is_meant_for_reports() -> None:
    nothing_else(chain())
    settings('select = "PRJ1"')
    assert exported(POLICYTRACE_EXCLUDE="P1")[0] == set(EVERY_ID)


def test_export_of_nothing_is_refused_before_anything_is_written() -> None:
    nothing_else(chain())
    assert "no source declares 'PRJ9'" in refused(
        "export", "neo4j-admin", "out", "--select", "PRJ9"
    )
    assert not Path("out").exists()
