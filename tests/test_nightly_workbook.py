"""A night as a workbook, read back: its numbers, what changed, what is open, and the reports."""

import datetime as dt
from typing import Any

from openpyxl.workbook import Workbook

from graph.network import TraceGraph
from graph.reports.nightly.night import Night
from graph.reports.registry import REPORTS
from graph.views.nightly import workbook
from tests.builders import bureau, city, district, handoff, project
from tests.night_cases import DROPPED
from tests.nights import night_of, nights_of
from tests.workbooks import every_text, opened, visible

FIRST_DAY = dt.date(2024, 9, 27)


def orphans(*ids: str, **fields: object) -> TraceGraph:
    projects = (project(one, lead="B1", status=DROPPED, **fields) for one in ids)
    return city(bureau("B1"), *projects).graph


def book_of(night: Night) -> Workbook:
    return opened(workbook.render(night))


def several(language: str = "en") -> Night:
    """PRJ1 comes back, PRJ2 stays, PRJ3 is fixed, PRJ4 is new; a night did not run."""
    return nights_of(
        [
            orphans("PRJ1", "PRJ2"),
            orphans("PRJ2", "PRJ3", budget=1000),
            None,
            orphans("PRJ1", "PRJ2", "PRJ4", budget=1500),
        ],
        FIRST_DAY,
        language=language,
    )


def below(book: Workbook, sheet: int, name: str) -> list[list[Any]]:
    """Return the rows of a sheet below the one that begins with a name."""
    rows = [[cell.value for cell in row] for row in book.worksheets[sheet].iter_rows()]
    start = next(at for at, row in enumerate(rows) if row[0] == name)
    return rows[start + 1 :]


def test_night_stands_before_what_is_open_and_every_report() -> None:
    book = book_of(several("th"))
    titles = [report.title_th for report in REPORTS.values()]
    assert visible(book) == ["คืนนี้", "ข้อค้นพบที่ยังค้าง", "สรุป", *titles]


def test_numbers_stand_beside_those_of_the_last_good_night() -> None:
    rows = {row[0]: row[1:4] for row in below(book_of(several()), 0, "number") if row[0]}
    assert rows["projects that serve no policy"] == [3, 2, 1]
    assert rows["budget that serves no policy (baht)"] == [4500, 2000, 2500]
    assert rows["new this night"] == [1, None, None]
    assert rows["back this night"] == [1, None, None]
    assert rows["fixed this night"] == [1, None, None]


def test_first_night_compares_with_nothing() -> None:
    told, _ = night_of(orphans("PRJ1"), FIRST_DAY, language="en")
    rows = below(book_of(told), 0, "number")
    assert rows[0][:4] == ["open findings", 1, None, None]


def test_new_back_and_ended_findings_are_told_with_their_age_and_unit() -> None:
    rows = [row for row in below(book_of(several()), 0, "title") if row[0]]
    told = [(row[1], row[4], row[5], row[2]) for row in rows]
    assert told == [
        ("PRJ4", "new", 1, "B1 Title B1"),
        ("PRJ1", "back", 1, "B1 Title B1"),
        ("PRJ3", "fixed", 1, "B1 Title B1"),
    ]


def test_open_findings_are_the_new_ones_and_then_the_oldest() -> None:
    rows = below(book_of(several()), 1, "title")
    assert [(row[1], row[4], row[5]) for row in rows] == [
        ("PRJ4", "new", 1),
        ("PRJ1", "back", 1),
        ("PRJ2", "still open", 4),
    ]
    sheet = book_of(several()).worksheets[1]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C3", "A2:N5")


def test_night_says_what_it_is_of_and_which_nights_are_missing() -> None:
    book = book_of(several("th"))
    lines = [row[0].value for row in book.worksheets[0].iter_rows(max_row=4)]
    assert lines == [
        "รายงานประจำคืน 30 กันยายน 2567",
        "ชุดข้อมูล default · เทียบกับคืน 28 กันยายน 2567",
        "ระบบไม่ได้ทำงาน 1 คืน (29 ก.ย. 2567)",
        "คืนนี้มีข้อค้นพบใหม่ 1 ข้อ กลับมา 1 ข้อ แก้แล้ว 1 ข้อ รวมที่ยังไม่แก้ 3 ข้อ",
    ]


def test_old_debt_is_told_with_what_is_left_of_it() -> None:
    _, memory = night_of(orphans("PRJ1", "PRJ2"), FIRST_DAY, accepts=True)
    day = FIRST_DAY + dt.timedelta(days=1)
    told, _ = night_of(orphans("PRJ1", "PRJ3"), day, memory, language="en")
    book = book_of(told)
    line = "Accepted on 2024-09-27: 2 findings, of which 1 have ended and 1 are left."
    assert line in every_text(book)
    assert [(row[1], row[11]) for row in below(book, 1, "title")] == [
        ("PRJ3", None),
        ("PRJ1", "yes"),
    ]


def test_handoffs_are_those_that_someone_recorded_and_the_others_are_counted() -> None:
    lent = city(
        bureau("B1"),
        district("D1"),
        project("PRJ1", lead="B1", supports=["D1"]),
        handoff("H1", "D1", "B1"),
    ).graph
    told, _ = night_of(lent, FIRST_DAY, language="en")
    book = book_of(told)
    sheet = book[visible(book)[5]]
    assert [row[3].value for row in sheet.iter_rows(min_row=6)] == ["H1"]
    assert str(sheet["A2"].value).endswith("follow from the plan are in report.json: 1")


def test_quiet_night_of_a_city_without_findings_is_a_workbook_too() -> None:
    told, _ = night_of(city(bureau("B1")).graph, FIRST_DAY)
    assert below(book_of(told), 1, "ชื่อ") == []


def test_same_night_gives_the_same_bytes() -> None:
    told = several()
    assert workbook.render(told) == workbook.render(told)
