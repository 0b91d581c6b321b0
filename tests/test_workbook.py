"""Answers as a workbook: read back, every value is what the report says."""

import datetime as dt
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import app
from graph.network import TraceGraph
from graph.reports.registry import REPORTS
from graph.reports.result import Parameters
from graph.views import workbook
from graph.views.workbook_text import LONGEST, LONGEST_NAME, cut, safe, sheet_name
from tests.builders import City, bureau, city, policy, project
from tests.commands import AS_OF, ROOT, run
from tests.workbooks import column_below, every_text, opened, row_of, visible

DAY = dt.date(2024, 9, 30)
NAMES, HEADER, FIRST = 4, 5, 6  # Rows of a report's sheet.


@pytest.fixture(scope="module")
def shipped() -> TraceGraph:
    return app.open_graph("data")


def asked(graph: TraceGraph, *names: str, language: str = "th") -> bytes:
    parameters = Parameters(as_of=DAY, language=language)
    return workbook.render(app.ask(graph, names, parameters))


def orphans(**fields: object) -> City:
    return city(bureau("B1"), project("PRJ1", lead="B1", **fields))


def test_each_report_has_a_sheet_with_every_row_and_column(shipped: TraceGraph) -> None:
    results = app.ask(shipped, list(REPORTS), Parameters(as_of=DAY))
    book = opened(workbook.render(results))
    assert visible(book) == ["สรุป", *(one.report.title("th") for one in results)]
    for result in results:
        sheet = book[result.report.title("th")]
        assert row_of(sheet, 1)[0] == result.report.title("th")
        assert "30 กันยายน 2567" in row_of(sheet, 2)[0]
        assert tuple(row_of(sheet, NAMES)) == result.report.columns
        findings = column_below(sheet, "finding", NAMES, FIRST)
        assert findings[: len(result.rows)] == [row["finding"] for row in result.rows]


def test_header_is_in_words_stays_in_sight_and_filters(shipped: TraceGraph) -> None:
    sheet = opened(asked(shipped, "orphan-projects"))["โครงการที่ไม่โยงถึงนโยบาย"]
    assert row_of(sheet, HEADER)[:3] == ["โครงการ", "ชื่อ", "หน่วยงานหลัก"]
    assert sheet.freeze_panes == "A6"
    assert sheet.auto_filter.ref == f"A5:I{5 + 245}"
    assert sheet.print_title_rows == "$4:$5"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)


def test_summary_sheet_says_what_the_terminal_says(shipped: TraceGraph) -> None:
    texts = every_text(opened(asked(shipped, "unowned-policies", language="en")))
    assert "nobody answers for 210 of 215 policies (97.7%)" in texts


def test_figures_are_numbers_and_days_are_days() -> None:
    one = orphans(
        budget=1_500_000.5, fiscal_year=2567, status="active", end=dt.date(2024, 1, 31)
    ).graph
    book = opened(asked(one, "orphan-projects", "staleness"))
    orphan = book["โครงการที่ไม่โยงถึงนโยบาย"]
    assert column_below(orphan, "budget", NAMES, FIRST) == [1_500_000.5]
    assert column_below(orphan, "fiscal_year", NAMES, FIRST) == [2567]
    stale = book["ข้อมูลที่ไม่ได้ปรับปรุง"]
    assert [one.date() for one in column_below(stale, "since", NAMES, FIRST)] == [
        dt.date(2024, 1, 31)
    ]
    since = stale.cell(FIRST, row_of(stale, NAMES).index("since") + 1)
    assert since.number_format == "[$-107041E]d mmm yyyy;@"  # Buddhist era.


def test_words_and_lists_are_in_the_language_of_the_answer() -> None:
    phantom = city(policy("P1", owner=["B1", "B2"]), bureau("B1"), bureau("B2")).graph
    sheet = opened(asked(phantom, "unowned-policies", language="en"))["Policies that nobody owns"]
    assert row_of(sheet, FIRST)[:4] == ["P1", "Title P1", "phantom", "B1, B2"]


def test_yes_and_no_are_words() -> None:
    values = [workbook.value_of("overdue", one, "th") for one in (True, False, None)]
    assert values == ["ใช่", "ไม่", None]


@pytest.mark.parametrize(
    ("value", "cell"),
    [(float("inf"), "inf"), (10**15, "1,000,000,000,000,000"), (-2.5, -2.5), (0, 0)],
)
def test_figure_that_a_spreadsheet_cannot_keep_is_text(value: float, cell: object) -> None:
    assert workbook.value_of("budget", value, "en") == cell


@pytest.mark.parametrize("text", ["2024-06", "2024", "soon"])
def test_day_that_is_no_whole_day_stays_text(text: str) -> None:
    assert workbook.value_of("since", text, "en") == text


@pytest.mark.parametrize(
    "title", ["=1+1", "+1", "-1", "@A1", '=HYPERLINK("http://x")', "http://example.org", "{=1}"]
)
def test_text_is_never_a_formula_or_a_link(title: str) -> None:
    book = opened(asked(orphans(title=title).graph, "orphan-projects"))
    cell = book.worksheets[1].cell(FIRST, 2)
    assert (cell.value, cell.data_type, cell.hyperlink) == (title, "s", None)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_any_text_can_be_held_by_a_cell(text: str) -> None:
    results = app.ask(orphans().graph, ["orphan-projects"], Parameters(as_of=DAY))
    row = {**results[0].rows[0], "title": text}
    one = type(results[0])(
        report=results[0].report,
        engine="networkx",
        parameters=results[0].parameters,
        summary=results[0].summary,
        rows=[row],
        names={},
    )
    cell = opened(workbook.render([one])).worksheets[1].cell(FIRST, 2)
    assert (cell.value or "") == safe(text)


@given(st.text(max_size=30), st.integers(2, 40))
def test_text_is_cut_to_what_a_cell_holds(text: str, most: int) -> None:
    short = cut(text, most)
    assert len(short.encode("utf-16-le")) <= 2 * most
    assert short == text or short.endswith("…")


def test_cell_beyond_what_a_spreadsheet_holds_is_cut_with_a_mark() -> None:
    book = opened(asked(orphans(title="ก" * 40_000).graph, "orphan-projects"))
    title = book.worksheets[1].cell(FIRST, 2).value
    assert isinstance(title, str)
    assert (len(title), title[-1]) == (LONGEST, "…")


@given(st.lists(st.text(max_size=60), max_size=6))
def test_names_of_sheets_are_allowed_and_unique(titles: list[str]) -> None:
    taken: set[str] = set()
    for title in titles:
        name = sheet_name(title, taken)
        assert 0 < len(name.encode("utf-16-le")) // 2 <= LONGEST_NAME
        assert not set(name) & set("[]:*?/\\")
        assert name.strip("'") == name
        assert name.casefold() not in {*taken, "history"}
        taken.add(name.casefold())


def test_same_answer_gives_the_same_bytes(shipped: TraceGraph) -> None:
    assert asked(shipped, "handoffs", "areas") == asked(shipped, "handoffs", "areas")


def test_report_is_written_to_a_file_or_a_file_each(tmp_path: Path) -> None:
    ran = run("report", "all", *AS_OF, "--format", "xlsx", "-o", str(tmp_path / "all.xlsx"))
    assert (ran.code, ran.data) == (0, b"")
    assert len(opened((tmp_path / "all.xlsx").read_bytes()).worksheets) == 4
    run("report", "all", *AS_OF, "--format", "xlsx", "-o", str(tmp_path / "each"))
    assert sorted(one.name for one in (tmp_path / "each").iterdir()) == [
        "handoffs.xlsx",
        "orphan-projects.xlsx",
        "unowned-policies.xlsx",
    ]


def test_report_is_piped_as_the_bytes_of_its_file(tmp_path: Path) -> None:
    ran = run("report", "handoffs", *AS_OF, "--format", "xlsx")
    output = tmp_path / "handoffs.xlsx"
    run("report", "handoffs", *AS_OF, "--format", "xlsx", "-o", str(output))
    assert ran.data == output.read_bytes()


def test_terminal_is_told_that_a_workbook_is_no_text() -> None:
    reading, writing = pty.openpty()
    ran = subprocess.run(
        [sys.executable, "cli.py", "report", "areas", *AS_OF, "--format", "xlsx"],
        cwd=ROOT,
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)
    os.close(reading)
    assert ran.returncode == 2
    assert ran.stderr == "Error: xlsx is no text for a terminal: give --output a file\n"


def test_long_text_wraps_in_a_column_that_is_not_as_wide() -> None:
    sheet = opened(asked(orphans(title="ก" * 300).graph, "orphan-projects")).worksheets[1]
    assert sheet.cell(FIRST, 2).alignment.wrap_text
    assert 40 <= sheet.column_dimensions["B"].width <= 60
    assert (sheet.row_dimensions[FIRST].height or 0) > 100
