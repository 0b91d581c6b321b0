"""Plans come back as workbooks: what becomes of their rows, and of what people do to them."""

import datetime as dt
import io
import json
import os
import pty
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook

from graph import app
from graph.app import Sources, filled_plans, importing
from graph.errors import UsageError
from graph.model.entities import Allocation, KeyResult, Objective, Project, Unit
from graph.model.portfolio import Portfolio
from graph.reports import plan_sheets as p
from graph.sources.filled.book import Whose
from graph.views import patch
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
    strategy,
)
from tests.commands import ROOT, Ran, environment, run
from tests.filled_plans import (
    Filled,
    bare_workbook,
    columns,
    filled_in,
    names_at,
    row_at,
    sheet_of,
    template,
)
from tests.repositories import repository
from tests.strategies import portfolios


def plan(**of_j1: Any) -> City:
    """A bureau that splits a target with a district, and leads two projects of 2567."""
    return city(
        policy("P1"),
        strategy("S1"),
        objective(
            "O1",
            key_result("KR1", allocations=[part("D1", target=1.50)], target=10),
            key_result("KR2", measure={"unit": "จุด"}),
            owner=["B1"],
            fiscal_year=2567,
            strategies=["S1"],
        ),
        project(
            "J1",
            handoff("H1", "B1", "D1", asked_on="2024-06"),
            **{"lead": "B1", "fiscal_year": 2567, "budget": 500, **of_j1},
        ),
        project("J2", lead="B1", fiscal_year=2567),
        bureau("B1"),
        district("D1"),
        district("D2"),
    )


@pytest.fixture
def home(empty_home: Path) -> Path:
    """A folder with the plan in `data`."""
    plan().write(empty_home / "data")
    return empty_home


def send(
    filled: Filled,
    name: str = "B1.xlsx",
    handle: Callable[[Workbook], None] | None = None,
    commit: str | None = None,
) -> str:
    """Write the bureau's workbook, filled in, beside the data; return its name."""
    data = template(app.open_graph("data"), "B1", commit=commit)
    Path(name).write_bytes(filled_in(data, filled, handle))
    return name


def imported(*arguments: str) -> Ran:
    return run("import", "xlsx", *arguments)


def told(*arguments: str) -> dict[str, Any]:
    """What an import says as JSON; nothing is written."""
    ran = imported(*arguments, "--format", "json", "--dry-run")
    found: dict[str, Any] = json.loads(ran.out)
    assert ran.code == bool(found["refused"])
    return found


def texts(found: dict[str, Any], name: str) -> list[str]:
    return [one["text"] for one in found[name]]


def sums(found: dict[str, Any]) -> dict[str, int]:
    """How many rows of all sheets are of each sort."""
    names = ("new", "changed", "unchanged", "refused")
    return {name: sum(one[name] for one in found["sheets"]) for name in names}


def refusals(filled: Filled, **others: Any) -> list[str]:
    """Why rows are refused; the sources do not change."""
    found = told(send(filled, **others))
    assert found["patch"] == ""
    return texts(found, "refused")


def changed_lines(filled: Filled, **others: Any) -> list[str]:
    """The lines that are taken away and put in."""
    found = told(send(filled, **others))
    assert found["refused"] == []
    lines = found["patch"].splitlines()
    return [one for one in lines if one[:1] in "+-" and one[:3] not in ("+++", "---")]


def items() -> Portfolio:
    return app.open_portfolio("data")


# There and back -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("home")
def test_template_that_comes_back_untouched_changes_nothing() -> None:
    found = told(send({}))
    assert sums(found) == {"new": 0, "changed": 0, "unchanged": 7, "refused": 0}
    assert (found["patch"], found["told"], found["missing"]) == ("", [], [])


FILLED: Filled = {
    "objectives": {
        "O1": {"policies": "P1 ชื่อ P1", "strategies": "-"},
        "#O2": {"title.th": "น้ำไม่ท่วม", "strategies": "S1", "areas": "ไม่มี"},
    },
    "key-results": {
        "KR2": {"target": "๑๒ จุด", "measure.direction": "ยิ่งมากยิ่งดี"},
        "#KR1": {"title.th": "คลองที่ขุด", "objective": "#O2 วัตถุประสงค์ใหม่ แถวที่ 2"},
        "#KR3": {"title.th": "ท่อที่ล้าง", "objective": "O1 ชื่อ O1", "target": 7},
    },
    "split-targets": {
        ("KR1", "D1"): {"actual": 1},
        ("KR1", "D2"): {"target": "๓"},
        ("#KR1", "D1"): {"target": 4, "actual": "-"},
    },
    "projects": {
        "J1": {"budget": "1,500,000.-", "start": "๑ ต.ค. ๖๖", "supports": "D1, D2"},
        "#PRJ1": {
            "title.th": "ขุดคลอง",
            "title.en": "Dredge: #1",
            "key_results": "#KR1, KR2",
            "status": "ยังไม่เริ่ม",
        },
    },
    "handoffs": {
        "H1": {"accepted_on": "มิ.ย. 2567"},
        "new1": {"subject.th": "ขอพื้นที่", "item": "#PRJ1", "from": "B1", "to": "D2"},
    },
}


@pytest.mark.usefixtures("home")
def test_filled_plan_becomes_the_sources() -> None:
    ran = imported(send(FILLED), "--lang", "en")
    assert (ran.code, ran.out.splitlines()[0]) == (0, "--- a/data/all.yaml")
    assert "new 5 · changed 7 · unchanged 2 · refused 0 · files changed 1" in ran.err
    assert ran.err.endswith("wrote data/all.yaml\n")
    found = items().items
    first, new = found["O1"], found["O2"]
    assert isinstance(first, Objective)
    assert (first.policies, first.strategies) == (("P1",), ())
    assert isinstance(new, Objective)
    assert (new.owner, new.fiscal_year, new.areas) == (("B1",), 2567, ())
    dug = found["KR3"]
    assert isinstance(dug, KeyResult)
    assert (dug.title_th, dug.objective, dug.owner) == ("คลองที่ขุด", "O2", None)
    assert dug.allocations == (Allocation("D1", 4),)
    split = found["KR1"]
    assert isinstance(split, KeyResult)
    assert split.allocations == (Allocation("D1", 1.5, 1), Allocation("D2", 3))
    led = found["J3"]
    assert isinstance(led, Project)
    assert (led.lead, led.fiscal_year, led.status) == ("B1", 2567, "planned")
    assert led.key_results == ("KR2", "KR3")
    assert led.source == "B1.xlsx, โครงการ, แถว 7"
    text = Path("data/all.yaml").read_text(encoding="utf-8")
    assert "target: 1.5\n" in text
    assert "item:" not in text  # The hand-over stands in its project.


@pytest.mark.usefixtures("home")
def test_workbook_that_comes_back_once_more_changes_nothing() -> None:
    imported(send(FILLED))
    again = told("B1.xlsx")
    assert sums(again) == {"new": 0, "changed": 0, "unchanged": 14, "refused": 0}
    assert again["patch"] == ""
    said = [one for one in texts(again, "told") if one.startswith("read as")]
    assert len(said) == 5
    assert told(send({}, "anew.xlsx"))["patch"] == ""


@pytest.mark.usefixtures("home")
def test_every_change_is_told_with_its_cell() -> None:
    found = told(send({"projects": {"J1": {"budget": 7}, "J2": {"note": "ก"}}}))
    assert [(one["sheet"], one["cell"], one["text"]) for one in found["changes"]] == [
        ("โครงการ", "G5", "J1: budget: 7"),
        ("โครงการ", "P6", "J2: note: ก"),
    ]


@pytest.mark.usefixtures("home")
def test_nothing_is_written_in_a_dry_run() -> None:
    before = Path("data/all.yaml").read_bytes()
    ran = imported(send(FILLED), "--dry-run")
    assert Path("data/all.yaml").read_bytes() == before
    done = subprocess.run(["git", "apply"], input=ran.data, check=False)  # noqa: S607  # git of the machine
    assert done.returncode == 0
    assert "J3" in items().items


@pytest.mark.usefixtures("home")
def test_comments_and_what_is_not_asked_stay_byte_for_byte() -> None:
    path = Path("data/all.yaml")
    text = path.read_text(encoding="utf-8")
    text = text.replace("  budget: 500\n", "  budget: 500   # ตามข้อบัญญัติ\n")
    text = text.replace("target: 1.5\n", "target: 1.50  # ครึ่ง\n")
    path.write_text(text, encoding="utf-8")
    filled: Filled = {
        "projects": {"J1": {"budget": 600}},
        "split-targets": {("KR1", "D1"): {"actual": 1}, ("KR1", "D2"): {"target": 2}},
    }
    assert changed_lines(filled) == [
        "+      actual: 1",
        "+    - unit: D2",
        "+      target: 2",
        "-  budget: 500   # ตามข้อบัญญัติ",
        "+  budget: 600   # ตามข้อบัญญัติ",
    ]


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(("answer", "arguments"), [("n", ()), ("y", ()), ("", ("--yes",))])
def test_terminal_is_asked_before_anything_is_written(
    answer: str, arguments: tuple[str, ...]
) -> None:
    before = Path("data/all.yaml").read_bytes()
    send({"projects": {"J1": {"budget": 7}}})
    near, far = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "cli", "import", "xlsx", "B1.xlsx", *arguments],
        stdin=far,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        os.write(near, f"{answer}\n".encode())
        _, told = process.communicate(timeout=60)
    os.close(near)
    os.close(far)
    asked = "write data/all.yaml? [Y/n]"
    assert (asked in told.decode()) is not bool(arguments)
    assert (Path("data/all.yaml").read_bytes() == before) is (answer == "n")


# What a cell comes to -----------------------------------------------------------------------------


@pytest.mark.usefixtures("home")
def test_empty_cell_says_nothing() -> None:
    empty = dict.fromkeys(("title.th", "title.en", "lead", "budget"), None)
    assert changed_lines({"projects": {"J1": empty}}) == []


@pytest.mark.usefixtures("home")
def test_field_is_taken_away_only_when_that_is_said() -> None:
    gone = {"budget": "(ลบ)", "title.en": "(clear)"}
    assert sorted(changed_lines({"projects": {"J1": gone}})) == [
        "-    en: Title J1",
        "-  budget: 500",
    ]


@pytest.mark.usefixtures("home")
def test_dash_does_not_tell_what_becomes_of_a_figure() -> None:
    said = "'-' does not tell what becomes of budget: write (ลบ) to take it away, or leave the cell"
    assert refusals({"projects": {"J1": {"budget": "-"}}}) == [f"{said} empty"]
    assert changed_lines({"projects": {"J2": {"budget": "-"}}}) == []


@pytest.mark.usefixtures("home")
def test_none_is_not_the_same_as_nothing() -> None:
    assert changed_lines({"projects": {"J2": {"key_results": "-"}}}) == ["+  key_results: []"]
    imported("B1.xlsx")
    assert changed_lines({"projects": {"J2": {"key_results": "(ลบ)"}}}) == ["-  key_results: []"]


@pytest.mark.usefixtures("home")
def test_what_a_unit_has_said_is_inferred_no_more() -> None:
    path = Path("data/all.yaml")
    text = path.read_text(encoding="utf-8")
    guessed = "  budget: 500\n  supports: [D1]\n  basis: {supports: inferred, title: inferred}\n"
    path.write_text(text.replace("  budget: 500\n", guessed), encoding="utf-8")
    filled: Filled = {"projects": {"J1": {"supports": "D2", "title.th": "ใหม่"}}}
    assert changed_lines(filled) == [
        "-    th: ชื่อ J1",
        "+    th: ใหม่",
        "-  supports: [D1]",
        "-  basis: {supports: inferred, title: inferred}",
        "+  supports: [D2]",
        "+  basis: {title: inferred}",
    ]


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("filled", "reason"),
    [
        ({"projects": {"J1": {"title.th": "(ลบ)"}}}, "title.th cannot be taken away"),
        ({"projects": {"J1": {"budget": -5}}}, "budget is -5: money is never negative"),
        ({"projects": {"J1": {"start": "1/10/2566", "end": "1/9/2566"}}}, "is before start"),
        ({"key-results": {"KR2": {"objective": "O9"}}}, "there is no objective 'O9'"),
        ({"handoffs": {"H1": {"item": "J2"}}}, "item follows from where the handoff stands"),
        ({"projects": {"#PRJ1": {"budget": 5}}}, "a project needs title.th"),
        (
            {"projects": {"#PRJ1": {"title.th": " \u200b ", "budget": 5}}},
            "a project needs title.th",
        ),
        ({"handoffs": {"new1": {"subject.th": " ", "from": "B1"}}}, "a handoff needs subject.th"),
        ({"key-results": {"#KR1": {"title.th": "ก"}}}, "a key result needs objective"),
        ({"handoffs": {"new1": {"subject.th": "ก", "to": "D1"}}}, "a handoff needs from"),
        ({"split-targets": {("KR1", ""): {"target": 5}}}, "a part of a target needs unit"),
        ({"projects": {"#PRJ1": {"title.th": "ก", "start": "31/2/67"}}}, "no day of the calendar"),
        ({"projects": {"#PRJ1": {"id": "J9", "title.th": "ก"}}}, "there is no project 'J9'"),
        ({"projects": {"#PRJ1": {"id": "O1", "title.th": "ก"}}}, "there is no project 'O1'"),
    ],
)
def test_row_that_is_not_plain_is_refused(filled: Filled, reason: str) -> None:
    found = refusals(filled)
    assert any(reason in one for one in found), found


@pytest.mark.usefixtures("home")
def test_key_result_does_not_move_by_a_cell() -> None:
    imported(send({"objectives": {"#O1": {"title.th": "อีกข้อ"}}}))
    found = refusals({"key-results": {"KR2": {"objective": "O2"}}})
    assert found == ["objective follows from where the text stands: move that by hand"]


@pytest.mark.usefixtures("home")
def test_row_is_taken_whole_or_not_at_all() -> None:
    filled: Filled = {
        "projects": {"J1": {"budget": 7, "start": "ไม่แน่"}, "J2": {"budget": 8}},
        "handoffs": {"H1": {"reason": "นอกอำนาจ"}},
    }
    ran = imported(send(filled), "--lang", "en")
    assert ran.code == 1
    assert "B1.xlsx: โครงการ!K5: 'ไม่แน่' is no date" in ran.err
    first, second = (items().items[one] for one in ("J1", "J2"))
    assert isinstance(first, Project)
    assert isinstance(second, Project)
    assert (first.budget, second.budget) == (500, 8)


@pytest.mark.usefixtures("home")
def test_what_names_a_refused_row_is_refused_with_it() -> None:
    filled: Filled = {
        "objectives": {"#O1": {"title.th": "ก", "strategies": "S9"}},
        "key-results": {"#KR1": {"title.th": "ข", "objective": "#O1"}},
        "projects": {"#PRJ1": {"title.th": "ค", "key_results": "#KR1"}, "J2": {"budget": 1}},
    }
    found = told(send(filled))
    assert sums(found) == {"new": 0, "changed": 1, "unchanged": 6, "refused": 3}
    assert [one["text"].partition(":")[0] for one in found["refused"]] == [
        "there is no strategy 'S9'",
        "'#O1' names the row #O1, which is refused",
        "'#KR1' names the row #KR1, which is refused",
    ]


@pytest.mark.usefixtures("home")
def test_row_that_would_bring_an_error_takes_along_what_names_it() -> None:
    filled: Filled = {
        "projects": {"#PRJ1": {"title.th": "ก", "budget": -1}, "J2": {"budget": 9}},
        "handoffs": {"new1": {"subject.th": "ข", "item": "#PRJ1", "from": "B1", "to": "D1"}},
    }
    found = told(send(filled))
    assert [(one["sheet"], one["cell"]) for one in found["refused"]] == [
        ("โครงการ", "G7"),
        ("งานส่งต่อ", "B6"),
    ]
    assert "the new item of a row that is refused" in found["refused"][1]["text"]
    assert sums(found)["changed"] == 1


# New items ----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("home")
def test_two_new_rows_of_one_title_are_not_two_items() -> None:
    rows = {one: {"title.th": "ซ่อมถนน"} for one in ("#PRJ1", "#PRJ2")}
    found = told(send({"projects": rows}))
    assert sums(found)["new"] == 1
    assert texts(found, "refused") == [
        "a row of this title stands also at B1.xlsx: โครงการ!C7: keep one of the two"
    ]


def test_title_that_several_items_have_needs_an_id(empty_home: Path) -> None:
    twins = [project(one, title="ซ่อมถนน", lead="B1", fiscal_year=2567) for one in ("J1", "J2")]
    city(*twins, bureau("B1")).write(empty_home / "data")
    found = refusals(
        {"projects": {"#PRJ1": {"title.th": " ซ่อมถนน"}, "#PRJ2": {"title.th": "ซ่อมถนน"}}}
    )
    said = "its title is that of J1, J2: write the id of the one that is meant"
    assert found == [said, said]


@pytest.mark.usefixtures("home")
def test_new_items_go_to_the_file_of_their_unit() -> None:
    text = Path("data/all.yaml").read_text(encoding="utf-8")
    whole = yaml.safe_load(text)
    own = [one for one in whole["units"] if one["id"] == "B1"]
    whole["units"] = [one for one in whole["units"] if one["id"] != "B1"]
    Path("data/units").mkdir()
    for name, data in (("all.yaml", whole), ("units/b1.yaml", {"format": 1, "units": own})):
        Path("data", name).write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    imported(send(FILLED))
    found = items().items
    new = {one for one in found if found[one].source and "แถว" in str(found[one].source)}
    assert {found[one].file for one in new} == {"data/all.yaml", "data/units/b1.yaml"}
    inside = {one for one in new if found[one].file == "data/all.yaml"}
    assert inside == {"KR4"}  # Its objective stands there.


@pytest.mark.usefixtures("home")
def test_new_item_is_not_inferred_because_its_file_is() -> None:
    path = Path("data/all.yaml")
    text = path.read_text(encoding="utf-8")
    text = text.replace("format: 1\n", "format: 1\ndefaults: {basis: inferred, source: ก}\n")
    path.write_text(text, encoding="utf-8")
    imported(send({"projects": {"#PRJ1": {"title.th": "ซ่อมถนน"}}}))
    new = items().items["J3"]
    assert (new.basis, new.source) == ("stated", "B1.xlsx, โครงการ, แถว 7")


@pytest.mark.usefixtures("home")
def test_key_result_under_the_objective_of_another_is_its_units() -> None:
    data = template(app.open_graph("data"), "D2")
    filled: Filled = {"key-results": {"#KR1": {"title.th": "ของเขต", "objective": "O1"}}}
    Path("D2.xlsx").write_bytes(filled_in(data, filled))
    imported("D2.xlsx")
    new = items().items["KR3"]
    assert isinstance(new, KeyResult)
    assert new.owner == ("D2",)


# What people do to workbooks ----------------------------------------------------------------------


def moved_and_added(book: Workbook) -> None:
    """Swap two columns, rename a heading and a tab, sort, and write beside the table."""
    sheet = sheet_of(book, "projects")
    top = names_at(sheet)
    for row in sheet.iter_rows(min_row=top, max_row=top + 6):
        row[2].value, row[6].value = row[6].value, row[2].value
    for one in range(1, 18):
        first, second = sheet.cell(top + 2, one), sheet.cell(top + 3, one)
        first.value, second.value = second.value, first.value
    sheet.cell(top + 1, 3).value = "เงิน"
    sheet.cell(top + 1, 19).value = "ผู้ตรวจ"
    sheet.cell(top + 2, 19).value = "กองแผน"
    sheet.title = "โครงการ (แก้ 2)"
    book.create_sheet("คิดเลข").append([1, 2])
    book.move_sheet(sheet, -3)


@pytest.mark.usefixtures("home")
def test_moved_renamed_and_added_things_are_read_or_told() -> None:
    found = told(send({"projects": {"J1": {"budget": 7}}}, handle=moved_and_added))
    assert texts(found, "changes") == ["J1: budget: 7"]
    assert texts(found, "told") == [
        "the column 'ผู้ตรวจ' is not of the plan: its 1 cell from here on are not read",
        "the sheet is not of the plan: its 1 row are not read",
    ]


@pytest.mark.usefixtures("home")
def test_deleted_row_is_told_and_its_item_stays() -> None:
    def delete(book: Workbook) -> None:
        sheet = sheet_of(book, "projects")
        sheet.delete_rows(row_at(sheet, "J1"))

    found = told(send({}, handle=delete))
    assert found["patch"] == ""
    assert texts(found, "missing") == ["J1 'ชื่อ J1' has no row any more: it stays in the sources"]


@pytest.mark.usefixtures("home")
def test_merged_cells_count_for_each_row_and_are_refused_across_columns() -> None:
    def down(book: Workbook) -> None:
        sheet = sheet_of(book, "projects")
        at = columns(sheet)["note"]
        sheet.merge_cells(start_row=5, start_column=at, end_row=6, end_column=at)

    found = told(send({"projects": {"J1": {"note": "รวม"}}}, handle=down))
    assert texts(found, "changes") == ["J1: note: รวม", "J2: note: รวม"]

    def across(book: Workbook) -> None:
        sheet_of(book, "projects").merge_cells("G5:H5")

    (said,) = refusals({}, handle=across)
    assert said == ("'500' is merged over several columns: unmerge the cells, and fill in each")


@pytest.mark.usefixtures("home")
def test_text_that_is_merged_downwards_makes_no_rows_of_empty_ones() -> None:
    def down(book: Workbook) -> None:
        sheet_of(book, "projects").merge_cells("P6:P9")

    found = told(send({"projects": {"J2": {"note": "รวม"}}}, handle=down))
    assert (texts(found, "changes"), found["refused"]) == (["J2: note: รวม"], [])


@pytest.mark.usefixtures("home")
def test_figure_that_is_merged_over_rows_is_nobodys() -> None:
    said = refusals({}, handle=lambda book: sheet_of(book, "projects").merge_cells("G5:G6"))
    assert len(said) == 2
    assert said[1].startswith("'500' is merged over several rows")


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("title", "is_sum"),
    [("รวม", True), ("รวมทั้งสิ้น 3 โครงการ", True), ("รวมเงิน :", True), ("รวมพลังชุมชน", False)],
)
def test_row_of_sums_is_no_item(title: str, is_sum: bool) -> None:
    found = told(send({"projects": {"#PRJ1": {"title.th": title, "budget": 900}}}))
    assert sums(found)["new"] == (not is_sum)
    assert texts(found, "told") == ["a row of sums, which is not read"] * is_sum


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("number", "number_format", "read_as"),
    [
        (0.9, "0%", "progress: 90"),
        (90, '0"%"', "progress: 90"),
        (90, "0\\%", "progress: 90"),
        (1.5, '0.0 "ล้านบาท"', "budget: 1500000"),
        (1500000, '0.0,, "ล้านบาท"', "budget: 1500000"),
        (1500000, '#,##0 "บาท"', "budget: 1500000"),
        (1500000, '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)', "budget: 1500000"),
    ],
)
def test_number_is_read_as_its_format_shows_it(
    number: float, number_format: str, read_as: str
) -> None:
    name = read_as.partition(":")[0]

    def show(book: Workbook) -> None:
        sheet = sheet_of(book, "projects")
        sheet.cell(row_at(sheet, "J2"), columns(sheet)[name]).number_format = number_format

    found = told(send({"projects": {"J2": {name: number}}}, handle=show))
    assert texts(found, "changes") == [f"J2: {read_as}"]


@pytest.mark.usefixtures("home")
def test_fraction_that_is_counted_in_percent_is_told() -> None:
    filled: Filled = {
        "key-results": {
            "KR1": {"measure.unit": "ร้อยละ", "target": 0.9},
            "KR2": {"target": 0.9},
        },
        "projects": {"J1": {"progress": 0.5}, "J2": {"progress": 50}},
    }
    assert texts(told(send(filled)), "told") == [
        "'0.9' percent is less than one: write 90 if that is meant",
        "'0.5' percent is less than one: write 50 if that is meant",
    ]


@pytest.mark.usefixtures("home")
def test_comment_is_told_with_its_cell() -> None:
    def remark(book: Workbook) -> None:
        sheet_of(book, "projects")["G5"].comment = Comment("ใช้จริง 900", "แผน")

    found = told(send({}, handle=remark))
    (said,) = found["told"]
    assert (said["cell"], said["text"]) == ("G5", "a comment, which is not read: 'ใช้จริง 900'")


@pytest.mark.usefixtures("home")
def test_what_is_written_where_nothing_is_read_is_told() -> None:
    filled: Filled = {
        "key-results": {"KR1": {p.SAID: 55}},
        "split-targets": {("KR1", "D1"): {p.KEY_RESULT_TARGET: 11}},
        "projects": {"J1": {p.ROLE: "others", "budget": 9}, "J2": {"id": "J2 (ลบ)"}},
    }
    found = told(send(filled))
    assert found["patch"] == ""
    assert [(one["cell"], one["text"].partition(",")[0]) for one in found["told"]] == [
        ("Q5", "'55' stands in told:value"),
        ("E5", "'11' stands in told:target"),
        ("G5", "is changed in a row of another unit"),
    ]
    (said,) = texts(found, "refused")
    assert said.startswith("'J2 (ลบ)': a row takes no item away: choose cancelled")


@pytest.mark.usefixtures("home")
def test_formula_is_not_run() -> None:
    (said,) = refusals({"projects": {"J1": {"budget": "=1+1"}}})
    assert said == "'=1+1' is a formula or an error: type the value itself"


@pytest.mark.usefixtures("home")
def test_item_that_stands_twice_must_say_the_same() -> None:
    def copied(budget: int) -> Callable[[Workbook], None]:
        def handle(book: Workbook) -> None:
            sheet = sheet_of(book, "projects")
            for one in range(1, 18):
                sheet.cell(9, one).value = sheet.cell(5, one).value
            sheet.cell(9, columns(sheet)["budget"]).value = budget

        return handle

    seven: Filled = {"projects": {"J1": {"budget": 7}}}
    assert len(changed_lines(seven, handle=copied(7))) == 2
    said = refusals(seven, handle=copied(8))
    assert said == [
        "J1 is to have another budget at B1.xlsx: โครงการ!G9: keep one of the two",
        "J1 is to have another budget at B1.xlsx: โครงการ!G5: keep one of the two",
    ]


@pytest.mark.usefixtures("home")
def test_sheet_without_its_names_is_refused_and_not_passed_over() -> None:
    def break_names(book: Workbook) -> None:
        sheet = sheet_of(book, "projects")
        sheet.delete_rows(names_at(sheet))

    (said,) = refusals({}, handle=break_names)
    assert said.startswith("the hidden row of names is missing or changed")


@pytest.mark.usefixtures("home")
def test_change_of_an_item_of_another_unit_is_told() -> None:
    data = template(app.open_graph("data"), "D1")
    filled: Filled = {"projects": {"#PRJ1": {"id": "J1", "budget": 9}}}
    Path("D1.xlsx").write_bytes(filled_in(data, filled))
    found = told("D1.xlsx")
    assert texts(found, "changes") == ["J1: budget: 9"]
    said = "J1 is not of the plan of D1 for 2567, and changes all the same: is it meant?"
    assert texts(found, "told") == [said]


@pytest.mark.usefixtures("home")
def test_copy_of_a_workbook_is_read_once() -> None:
    name = send({"projects": {"#PRJ1": {"title.th": "ขุดคลอง"}}})
    Path("copy.xlsx").write_bytes(Path(name).read_bytes())
    assert sums(told(name, "copy.xlsx", name))["new"] == 1


@pytest.mark.usefixtures("home")
def test_row_of_another_unit_is_not_read() -> None:
    data = template(app.open_graph("data"), "D1")
    filled: Filled = {"split-targets": {("KR1", "D1"): {"target": 99}}}
    Path("D1.xlsx").write_bytes(filled_in(data, filled))
    found = told("D1.xlsx")
    assert found["patch"] == ""
    assert texts(found, "told") == ["is changed in a row of another unit, where nothing is read"]


# The sources have moved on ------------------------------------------------------------------------


def test_what_has_changed_since_stays_and_what_was_changed_twice_is_refused(
    empty_home: Path,
) -> None:
    place = repository(empty_home)
    commit = place.commit(plan())
    send({"projects": {"J1": {"budget": 7}, "J2": {"note": "ใหม่"}}}, commit=commit)
    text = Path("data/all.yaml").read_text(encoding="utf-8")
    later = text.replace("ชื่อ J2", "ชื่อใหม่ J2").replace("budget: 500", "budget: 600")
    Path("data/all.yaml").write_text(later, encoding="utf-8")
    found = told("B1.xlsx")
    assert texts(found, "refused") == [
        (
            "budget was changed in the sources since the workbook was made, to '600':"
            " look which is right, and write that"
        )
    ]
    assert texts(found, "told") == [
        "J2: title.th was changed since the workbook was made, and stays 'ชื่อใหม่ J2'"
    ]
    assert texts(found, "changes") == ["J2: note: ใหม่"]


# What is not opened -------------------------------------------------------------------------------


@pytest.mark.usefixtures("home")
def test_zip_that_unpacks_without_end_is_not_opened() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<a>" + b" " * 20_000_000)
    Path("bomb.xlsx").write_bytes(stream.getvalue())
    ran = imported("bomb.xlsx")
    assert ran.code == 2
    assert "bomb.xlsx: the file would take too much room when it is unpacked" in ran.err


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("part_name", "what"),
    [
        ("xl/vbaProject.bin", "holds macros, which are never run here"),
        ("xl/externalLinks/externalLink1.xml", "takes values from other files"),
    ],
)
def test_workbook_with_macros_or_links_is_not_opened(part_name: str, what: str) -> None:
    with zipfile.ZipFile(send({}), "a") as archive:
        archive.writestr(part_name, b"x")
    ran = imported("B1.xlsx")
    assert (ran.code, ran.out) == (2, "")
    assert f"B1.xlsx: the workbook {what}" in ran.err


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({"kind": ""}, "this is no plan: bring answers of a digest back"),
        ({"format": "9"}, "this is a plan of format '9', not 1"),
        ({"unit": "B9"}, "there is no unit 'B9'"),
        ({"fiscal_year": "ปีหน้า"}, "says 'ปีหน้า' for the year"),
        ({"dataset": "other"}, "import it with --dataset other"),
    ],
)
def test_workbook_of_something_else_is_refused(about: dict[str, str], said: str) -> None:
    def change(book: Workbook) -> None:
        for row in book[p.ABOUT].rows:
            row[1].value = about.get(str(row[0].value), row[1].value)

    ran = imported(send({}, handle=change))
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


@pytest.mark.usefixtures("home")
def test_workbook_of_ones_own_needs_whose_plan_it_is() -> None:
    rows: list[dict[str, Any]] = [{"id": "J1", "budget": 7}, {"title.th": "ใหม่"}]
    Path("own.xlsx").write_bytes(bare_workbook({"projects": rows}))
    ran = imported("own.xlsx", "--dry-run")
    assert ran.code == 2
    assert "say whose plan it is with --unit and --fiscal-year" in ran.err
    found = told("own.xlsx", "--unit", "B1", "--fiscal-year", "2567")
    assert sums(found) == {"new": 1, "changed": 1, "unchanged": 0, "refused": 0}


def test_sources_with_errors_are_left_alone(home: Path) -> None:
    send({})
    (home / "data" / "broken.yaml").write_text("projects: [{id: X}]\n", encoding="utf-8")
    ran = imported("B1.xlsx")
    assert ran.code == 2
    assert "nothing is done with them" in ran.err


# Many rows, and any -------------------------------------------------------------------------------


def test_ten_thousand_rows_are_one_change(empty_home: Path) -> None:
    old = [project(f"J{one}", lead="B1", fiscal_year=2567) for one in range(1, 5001)]
    city(*old, bureau("B1")).write(empty_home / "data")
    known: list[dict[str, Any]] = [{"id": f"J{one}", "budget": one} for one in range(1, 5001)]
    new = [{"title.th": f"โครงการใหม่ {one}", "budget": "๑,๐๐๐"} for one in range(1, 5001)]
    Path("many.xlsx").write_bytes(bare_workbook({"projects": [*known, *new]}))
    ran = imported("many.xlsx", "--unit", "B1", "--fiscal-year", "2567", "--lang", "en")
    assert "new 5,000 · changed 5,000 · unchanged 0 · refused 0" in ran.err
    found = items().items
    assert len(found) == 10_001
    last = found["J10000"]
    assert isinstance(last, Project)
    assert (last.title_th, last.budget) == ("โครงการใหม่ 5000", 1000)


def comes_back(folder: Path) -> None:
    """Templates of a few units come back, and nothing changes."""
    graph = app.open_graph(folder)
    paths = []
    for one in list(graph.all(Unit))[:3]:
        path = folder / f"{one.id}.xlsx"
        path.write_bytes(template(graph, one.id))
        paths.append(path)
    found = filled_plans.read(paths, "xlsx", Sources(folder=folder), Whose())
    assert found.told.refused == []
    assert list(found.told.changes) == []
    assert found.changes == {}
    assert found.told.missing == []


@settings(max_examples=20, deadline=None)
@given(portfolios())
def test_template_of_any_city_comes_back_without_a_change(data: dict[str, Any]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        text = yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
        (folder / "all.yaml").write_text(text, encoding="utf-8")
        if not app.errors_of(app.check(folder)):
            comes_back(folder)


def test_templates_of_the_shipped_data_come_back_without_a_change(tmp_path: Path) -> None:
    graph = app.open_graph(ROOT / "data")
    paths = []
    for unit in ("B1100", "B1700", "B1000", "D5039", "D5001", "BMA"):
        path = tmp_path / f"{unit}.xlsx"
        path.write_bytes(template(graph, unit))
        paths.append(path)
    found = filled_plans.read(paths, "xlsx", Sources(folder=ROOT / "data"), Whose())
    assert (found.told.refused, list(found.told.changes), found.changes) == ([], [], {})


def printable(text: str) -> str:
    """Text without what the XML of a workbook cannot hold."""
    return "".join(one for one in text if one.isprintable())


WORDS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=30)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=4))
def test_any_text_is_taken_or_refused_and_then_comes_back(texts: list[tuple[str, str]]) -> None:
    rows: list[dict[str, Any]] = [
        {"title.th": printable(one), "note": printable(two), "budget": 1} for one, two in texts
    ]
    with TemporaryDirectory() as name:
        folder = plan().write(Path(name) / "data")
        path = Path(name) / "any.xlsx"
        path.write_bytes(bare_workbook({"projects": [{"id": "J1"}, *rows]}))
        whose = Whose(unit="B1", fiscal_year=2567)
        found = filled_plans.read([path], "xlsx", Sources(folder=folder), whose)
        importing.write(found)
        assert app.errors_of(app.check(folder)) == []
        again = filled_plans.read([path], "xlsx", Sources(folder=folder), whose)
        assert again.changes == {}
        path.write_bytes(template(app.open_graph(folder), "B1"))
        assert filled_plans.read([path], "xlsx", Sources(folder=folder), Whose()).changes == {}


def test_patch_of_a_new_file_begins_with_nothing() -> None:
    assert patch.render({"a.yaml": (None, b"x\n")}) == (
        "--- /dev/null\n+++ b/a.yaml\n@@ -0,0 +1 @@\n+x\n"
    )


@pytest.mark.usefixtures("home")
def test_import_reads_from_python() -> None:
    send({"projects": {"J1": {"start": dt.datetime.fromisoformat("2023-10-01")}}})
    found = filled_plans.read([Path("B1.xlsx")], "xlsx", Sources(folder=Path("data")), Whose())
    assert found.is_whole
    assert importing.write(found) == [Path("data/all.yaml")]
    with pytest.raises(UsageError, match="was changed meanwhile: run this again"):
        importing.write(found)


@pytest.mark.usefixtures("home")
def test_all_that_is_refused_is_listed_and_of_the_rest_the_first() -> None:
    rows: list[dict[str, Any]] = [
        {"title.th": f"โครงการ {one}", "budget": "?!"} for one in range(30)
    ]
    rows += [{"title.th": f"ใหม่ {one}", "start": "2020-01-01"} for one in range(30)]
    Path("own.xlsx").write_bytes(bare_workbook({"projects": rows}))
    ran = imported("own.xlsx", "--unit", "B1", "--fiscal-year", "2567", "--lang", "en", "--dry-run")
    assert ran.code == 1
    assert ran.err.count("'?!' is no number") == 30
    assert "Warnings that come with the change (30)" in ran.err
    assert "… and 10 more: --format json" in ran.err
    assert "notice" not in ran.err
