"""Sheets of plans that come back as CSV, as spreadsheet programs and people save them."""

import json
from pathlib import Path
from typing import Any

import pytest

from graph import app
from graph.model.entities import Project
from tests.builders import bureau, city, district, key_result, objective, part, project
from tests.commands import Ran, run
from tests.filled_plans import as_csv, filled_in, template

OF_B1 = ("--unit", "B1", "--fiscal-year", "2567")


@pytest.fixture(autouse=True)
def _home(empty_home: Path) -> None:
    """A folder with a small plan in `data`."""
    city(
        objective(
            "O1",
            key_result("KR1", allocations=[part("D1", target=2)], target=5),
            owner=["B1"],
            fiscal_year=2567,
        ),
        project("J1", lead="B1", fiscal_year=2567, budget=500),
        bureau("B1"),
        district("D1"),
    ).write(empty_home / "data")


def imported(*arguments: str) -> Ran:
    return run("import", "csv", *arguments)


def told(*arguments: str) -> dict[str, Any]:
    """What an import says as JSON; nothing is written."""
    ran = imported(*arguments, "--format", "json", "--dry-run")
    found: dict[str, Any] = json.loads(ran.out)
    assert ran.code == bool(found["refused"])
    return found


def changes(*arguments: str) -> list[str]:
    found = told(*arguments)
    assert found["refused"] == []
    return [one["text"] for one in found["changes"]]


def write(name: str, text: str, encoding: str = "utf-8") -> str:
    Path(name).write_bytes(text.encode(encoding))
    return name


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"delimiter": ";"},
        {"delimiter": "\t", "encoding": "utf-16"},
        {"encoding": "cp874"},
        {"encoding": "cp874", "delimiter": ";"},
        {"lineterminator": "\n", "encoding": "utf-8"},
        {"quoting": 1},
    ],
)
@pytest.mark.parametrize("sheet", ["objectives", "key-results", "split-targets", "projects"])
def test_sheet_that_is_saved_as_csv_comes_back_unchanged(how: dict[str, Any], sheet: str) -> None:
    path = as_csv(template(app.open_graph("data"), "B1"), sheet, Path("saved.csv"), **how)
    found = told(str(path))
    assert (found["refused"], found["changes"], found["patch"]) == ([], [], "")
    assert [one["unchanged"] for one in found["sheets"]] == [1]


def test_filled_sheet_changes_the_sources_with_its_cells() -> None:
    filled = {"projects": {"J1": {"budget": "๑,๐๐๐ บาท"}, "#PRJ1": {"title.th": "ซ่อมถนน"}}}
    data = filled_in(template(app.open_graph("data"), "B1"), filled)
    path = as_csv(data, "projects", Path("B1-projects.csv"), encoding="cp874")
    found = told(str(path), *OF_B1)
    assert [(one["sheet"], one["cell"]) for one in found["changes"]] == [
        ("", "G5"),
        ("", "B6"),
    ]
    assert [one["sheet"] for one in found["sheets"]] == ["โครงการ"]
    ran = imported(str(path), *OF_B1, "--yes")
    assert (ran.code, ran.err.splitlines()[-1]) == (0, "wrote data/all.yaml")
    new = app.open_portfolio("data").items["J2"]
    assert isinstance(new, Project)
    assert (new.title_th, new.lead, new.fiscal_year) == ("ซ่อมถนน", "B1", 2567)
    assert new.source == "B1-projects.csv, แถว 6"


def test_names_of_columns_alone_are_enough() -> None:
    name = write("mine.csv", "id,budget,status\nJ1,700,กำลังดำเนินการ\n\n")
    assert changes(name) == ["J1: budget: 700", "J1: status: active"]


def test_hint_of_the_separator_is_heeded() -> None:
    name = write("mine.csv", "sep=;\r\nid;budget\r\nJ1;700\r\n")
    assert changes(name) == ["J1: budget: 700"]


def test_cell_of_several_lines_is_one_cell() -> None:
    name = write("mine.csv", 'id,note,budget\nJ1,"บรรทัดหนึ่ง\nบรรทัดสอง",700\n')
    assert changes(name) == ["J1: budget: 700", "J1: note: บรรทัดหนึ่ง บรรทัดสอง"]


def test_sheet_is_told_by_the_name_of_the_file_or_by_an_option() -> None:
    text = "id,title.th,note\nO1,,ใหม่\n"
    ran = imported(write("mine.csv", text))
    assert ran.code == 2
    assert "its first rows do not tell which sheet of a plan it is" in ran.err
    assert changes(write("B1-objectives-2.csv", text)) == ["O1: note: ใหม่"]
    assert changes("mine.csv", "--sheet", "objectives") == ["O1: note: ใหม่"]
    found = told("mine.csv", "--sheet", "projects")
    assert [one["text"] for one in found["refused"]] == [
        (
            "there is no project 'O1': write its id, as the list offers it;"
            " leave the cell empty for a new project"
        )
    ]


def test_new_row_of_a_title_alone_may_be_a_heading_and_is_told() -> None:
    write("projects.csv", "id,title.th,budget\n,กลุ่มงานระบายน้ำ,\nJ1,,500\n,ลอกท่อ,100\n")
    found = told("projects.csv", *OF_B1)
    assert [one["new"] for one in found["sheets"]] == [2]
    (doubt,) = found["told"]
    assert (doubt["cell"], doubt["text"]) == (
        "B2",
        "a new project with nothing but a title: if it is a heading, empty the row",
    )


def test_new_row_needs_whose_it_is() -> None:
    name = write("projects.csv", "id,title.th,budget\n,ซ่อมถนน,5\n")
    for given, option in (((), "--fiscal-year"), (OF_B1[2:], "--unit")):
        found = told(name, *given)
        assert [one["text"] for one in found["refused"]] == [
            f"it is not told whose new project this is: give {option}"
        ]
    assert told(name, *OF_B1)["refused"] == []


def test_formula_in_a_cell_is_refused() -> None:
    found = told(write("projects.csv", 'id,title.th,note\nJ1,,"=HYPERLINK(""http://x"")"\n'))
    assert [one["cell"] for one in found["refused"]] == ["C2"]
    assert "is a formula or an error" in found["refused"][0]["text"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04rest", "the file is a workbook: call it .xlsx and import it as such"),
        ("id,note\nJ1,café\n".encode("latin-1"), "neither UTF-8 nor Windows-874 text"),
        (b"id,note\nJ1,\x00\n", "neither UTF-8 nor Windows-874 text"),
        ("id,note\nJ1,น้ำ\n".encode().decode("latin-1").encode(), "garbled before it came here"),
        (b"id,title.th,note\nJ1,???? J1,\n", "garbled before it came here"),
        (b'id,note\nJ1,"open\n', "mine.csv:2: the row is not whole (unexpected end of data)"),
        (b"a,b\n1,2\n", "do not tell which sheet of a plan it is"),
        (b"", "do not tell which sheet of a plan it is"),
    ],
)
def test_file_that_is_no_sheet_is_refused_with_a_remedy(data: bytes, reason: str) -> None:
    Path("mine.csv").write_bytes(data)
    ran = imported("mine.csv")
    assert (ran.code, ran.out) == (2, "")
    assert reason in ran.err


def test_all_files_that_cannot_be_read_are_told_at_once() -> None:
    ran = imported("none.csv", write("other.csv", "x\n"))
    assert ran.code == 2
    assert "none.csv: the file cannot be read: No such file or directory" in ran.err
    assert "other.csv: its first rows" in ran.err
