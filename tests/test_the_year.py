"""A year of planning, as the city's offices would live it, over the data in this repository.

Templates go out to the fifty districts and one bureau, come back filled in (what is filled in is
made up here) by people who write as people do, and are imported; the sources are checked; plans and
reports are made; the next year begins. Nothing is lost on the way, and every number can be traced
to the cell that it was typed in.
"""

import csv
import io
import json
import re
import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from graph import app
from graph.model.entities import KeyResult, Objective, Project, Unit
from graph.network import TraceGraph
from graph.reports import plan_sheets as p
from tests.commands import ROOT, run
from tests.plan_workbooks import NAMES, empty_rows_in, sheet_in
from tests.workbooks import row_of

YEAR, NEXT = 2568, 2569
AS_OF = "2025-09-30"
BUREAU = "B1100"
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


@dataclass(frozen=True)
class Typed:
    """What one office has typed for one project, and the key result that it delivers."""

    unit: str
    nth: int

    @property
    def title(self) -> str:
        return f"โครงการสมมุติที่ {self.nth} ของหน่วยงาน {self.unit}"

    @property
    def budget(self) -> int:
        return 1_000_000 + 12_345 * self.nth

    @property
    def target(self) -> int:
        return 10 + self.nth

    @property
    def cells(self) -> dict[p.PlanSheet, dict[str, Any]]:
        """The cells by their sheets, each office with habits of its own."""
        untidy = self.nth % 3
        budget: Any = [self.budget, f"{self.budget:,}.-", f"{self.budget:,}".translate(THAI)][
            untidy
        ]
        target: Any = [self.target, str(self.target).translate(THAI), f" {self.target} "][untidy]
        start = ["1 ต.ค. 2567", "๑ ต.ค. ๖๗", "1/10/2567"][untidy]
        return {
            p.OBJECTIVES: {
                "title.th": f"วัตถุประสงค์สมมุติของ {self.unit}",
                "strategies": "S1.1",
                "policies": "P001, P075",
                "owner": self.unit,
            },
            p.KEY_RESULTS: {
                "title.th": f"ผลลัพธ์สมมุติของ {self.unit}",
                "objective": "#O1",
                "owner": self.unit,
                "measure.unit": "จุด",
                "measure.direction": "increase",
                "measure.aggregation": "sum",
                "baseline": 0,
                "target": target,
            },
            p.PROJECTS: {
                "title.th": self.title,
                "key_results": "#KR1",
                "lead": self.unit,
                "budget": budget,
                "status": "planned",
                "start": start,
                "end": "30 กันยายน 2568",
            },
        }


@dataclass(frozen=True)
class Year:
    """The sources after the plans have come in, and what was typed."""

    data: Path
    plans: Path
    typed: dict[str, Typed]
    import_told: dict[str, Any]

    @cached_property
    def graph(self) -> TraceGraph:
        return app.open_graph(self.data)


def fill(book: Workbook, typed: Typed) -> None:
    """Type into the first empty row of each sheet."""
    for contract, cells in typed.cells.items():
        sheet = sheet_in(book, contract)
        names = row_of(sheet, NAMES)
        row = empty_rows_in(book, contract)[0]
        for name, value in cells.items():
            sheet.cell(row, names.index(name) + 1).value = value


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """Fifty-one templates, filled in and imported at once."""
    home = tmp_path_factory.mktemp("year")
    data, plans = home / "data", home / "plans"
    shutil.copytree(ROOT / "data", data)
    plans.mkdir()
    districts = [one.id for one in app.open_graph(data).all(Unit) if one.kind == "district"]
    assert len(districts) == 50
    typed = {unit: Typed(unit, nth) for nth, unit in enumerate([*districts, BUREAU])}
    for unit, one in typed.items():
        file = plans / f"{unit}.xlsx"
        options = ("--data", str(data), "--fiscal-year", str(YEAR), "-o", str(file))
        made = run("template", unit, *options, POLICYTRACE_CACHE=str(home / "cache"))
        assert made.code == 0, made.err
        book = openpyxl.load_workbook(file)
        fill(book, one)
        book.save(file)
    told = imported(data, plans)
    return Year(data, plans, typed, told)


def imported(data: Path, plans: Path) -> dict[str, Any]:
    files = [str(one) for one in sorted(plans.glob("*.xlsx"))]
    ran = run("import", "xlsx", *files, "--data", str(data), "--yes", "--format", "json")
    assert ran.code == 0, ran.err
    found: dict[str, Any] = json.loads(ran.out)
    return found


def test_the_sources_are_sound_after_the_plans_have_come_in(year: Year) -> None:
    ran = run("check", "--data", str(year.data))
    assert ran.code == 0, ran.out


def test_nothing_that_was_typed_is_lost(year: Year) -> None:
    graph = year.graph
    projects = {one.title("th"): one for one in graph.all(Project) if one.fiscal_year == YEAR}
    for typed in year.typed.values():
        found = projects[typed.title]
        assert (graph.lead(found.id), found.budget) == (typed.unit, typed.budget)
        assert (str(found.start), str(found.end)) == ("2024-10-01", "2025-09-30")
        (key_result,) = (graph.get(KeyResult, one) for one in found.key_results or ())
        assert (key_result.target, key_result.baseline) == (typed.target, 0)
        assert list(graph.effective_owners(key_result.id)) == [typed.unit]
        assert graph.traced_projects()[found.id] == "direct"


def test_every_number_is_traceable_to_its_cell(year: Year) -> None:
    for project in year.graph.all(Project):
        if project.fiscal_year != YEAR or "สมมุติ" not in project.title("th"):
            continue
        typed = year.typed[str(year.graph.lead(project.id))]
        named = re.search(r"(\w+\.xlsx)\D+(\d+)", str(project.source))
        assert named is not None, project.source
        file, row = named[1], int(named[2])
        assert file == f"{typed.unit}.xlsx"
        sheet = sheet_in(openpyxl.load_workbook(year.plans / file), p.PROJECTS)
        cells = dict(zip(row_of(sheet, NAMES), row_of(sheet, row), strict=True))
        assert cells["title.th"] == typed.title
        assert cells["budget"] == typed.cells[p.PROJECTS]["budget"]


def test_what_came_in_goes_out_again_and_coming_in_changes_nothing(
    year: Year, tmp_path: Path
) -> None:
    before = {one: one.read_bytes() for one in year.data.rglob("*.yaml")}
    for unit in (*list(year.typed)[:3], BUREAU):
        options = ("--data", str(year.data), "--fiscal-year", str(YEAR))
        assert run("template", unit, *options, "-o", str(tmp_path / f"{unit}.xlsx")).code == 0
    imported(year.data, tmp_path)
    assert {one: one.read_bytes() for one in year.data.rglob("*.yaml")} == before


def test_the_plan_of_a_district_holds_what_it_typed(year: Year) -> None:
    typed = year.typed["D5039"]
    options = ("--data", str(year.data), "--fiscal-year", str(YEAR), "--as-of", AS_OF)
    ran = run("plan", "D5039", *options, "--format", "md")
    assert ran.code == 0, ran.err
    for text in (typed.title, f"{typed.budget:,}", f"{typed.target:,}", "P001"):
        assert text in ran.out


def test_the_plan_of_the_city_adds_up_to_what_all_typed(year: Year) -> None:
    options = ("--data", str(year.data), "--fiscal-year", str(YEAR), "--as-of", AS_OF)
    ran = run("plan", "BMA", *options, "--format", "md")
    assert ran.code == 0, ran.err
    known = sum(
        one.budget
        for one in year.graph.all(Project)
        if one.fiscal_year == YEAR and one.budget is not None
    )
    assert known >= sum(one.budget for one in year.typed.values())
    assert f"{known:,}" in ran.out


def test_who_asks_for_money_is_ready_but_for_the_place_that_nobody_typed(year: Year) -> None:
    options = ("--data", str(year.data), "--fiscal-year", str(YEAR), "--as-of", AS_OF)
    ran = run("report", "budget-readiness", *options, "--format", "json")
    assert ran.code == 0, ran.err
    rows = {row["project"]: row for row in json.loads(ran.out)["rows"]}
    titles = {one.title for one in year.typed.values()}
    ours = [one for one in year.graph.all(Project) if one.title("th") in titles]
    assert len(ours) == len(titles)
    for one in ours:
        assert rows[one.id]["missing"] == ["area"]
        assert rows[one.id]["budget"] == one.budget


def test_bureaus_and_districts_are_held_against_each_other(year: Year) -> None:
    options = ("--data", str(year.data), "--fiscal-year", str(YEAR), "--as-of", AS_OF)
    ran = run("report", "alignment", *options, "--format", "csv")
    assert ran.code == 0, ran.err
    rows = list(csv.DictReader(io.StringIO(ran.out.removeprefix("\ufeff"))))
    assert all(row["finding"] for row in rows)


def test_the_next_year_begins_with_what_goes_on(year: Year, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(year.data, data)
    ran = run("roll-over", "--from", str(YEAR), "--to", str(NEXT), "--data", str(data), "--yes")
    assert ran.code == 0, ran.err
    assert run("check", "--data", str(data)).code == 0
    after = app.open_graph(data)
    carried = [one for one in after.all(Objective) if one.fiscal_year == NEXT]
    assert {one.title("th") for one in carried} >= {
        f"วัตถุประสงค์สมมุติของ {unit}" for unit in year.typed
    }
    again = {one: one.read_bytes() for one in data.rglob("*.yaml")}
    run("roll-over", "--from", str(YEAR), "--to", str(NEXT), "--data", str(data), "--yes")
    assert {one: one.read_bytes() for one in data.rglob("*.yaml")} == again
