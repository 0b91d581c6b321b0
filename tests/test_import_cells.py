"""Cells of a plan, tidy and untidy: what each is read as, or why it is refused."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.fields import FieldType as T
from graph.reports import plan_sheets as p
from graph.sources.filled.cells import Reader, Said
from graph.sources.workbooks.days import partial_day
from graph.sources.workbooks.figures import figure, is_same_figure
from graph.sources.workbooks.sheets import Cell, Place
from graph.sources.workbooks.words import CellError
from graph.views.plan_template.words import CHOICES
from tests.builders import bureau, city, district, key_result, objective

PORTFOLIO = (
    city(
        objective("O1", key_result("KR1"), key_result("KR2"), owner="B1"),
        bureau("B1"),
        district("D1"),
        district("D2"),
    )
    .check()
    .portfolio
)
SHEETS = {one.name: one for one in p.SHEETS}


def cell(value: Any, **about: Any) -> Cell:
    return Cell(Place("a.xlsx", "s", "A1"), value, **about)


def read(column: str, value: Any, counted_in: str | None = None, **about: Any) -> Any:
    """What a cell of `sheet.column` says in a plan of 2567."""
    sheet, _, name = column.partition(".")
    reader = Reader(PORTFOLIO, CHOICES, near=2567, new={"#KR3": "KR9", "#KR4": None})
    return reader.read(SHEETS[sheet].column(name), cell(value, **about), counted_in)


def day(year: int, month: int, of_month: int) -> dt.date:
    return dt.date(year, month, of_month)


@pytest.mark.parametrize(
    ("column", "value", "meaning"),
    [
        # Money.
        ("projects.budget", 1500000, 1500000),
        ("projects.budget", 1500000.5, 1500000.5),
        ("projects.budget", "1,500,000", 1500000),
        ("projects.budget", "1,500,000.-", 1500000),
        ("projects.budget", "1,500,000.- บาท", 1500000),
        ("projects.budget", "1,500,000 .–", 1500000),
        ("projects.budget", "๑,๕๐๐,๐๐๐", 1500000),
        ("projects.budget", "๑,๕๐๐,๐๐๐.๒๕ บาท", 1500000.25),
        ("projects.budget", "\u00a01,500,000\u200b ", 1500000),
        ("projects.budget", "฿1,500", 1500),
        ("projects.budget", "1500 baht", 1500),
        ("projects.budget", "1500 บาทถ้วน", 1500),
        ("projects.budget", "1.5 ล้านบาท", 1500000),
        ("projects.budget", "1.5ล้าน", 1500000),
        ("projects.budget", "2 พันล้านบาท", 2000000000),
        ("projects.budget", "7 หมื่น", 70000),
        ("projects.budget", "1.5 ลบ.", 1500000),
        ("projects.budget", "1,500 บ.", 1500),
        ("projects.budget", 0, 0),
        ("projects.budget", "ไม่ใช้งบประมาณ", 0),
        ("projects.budget", "-", Said.NOTHING),
        ("projects.budget", "–", Said.NOTHING),
        ("projects.budget", "ไม่ทราบ", Said.NOTHING),
        ("projects.budget", "N/A", Said.NOTHING),
        ("projects.budget", "(ลบ)", Said.GONE),
        ("projects.budget", " (Clear) ", Said.GONE),
        # Percent and numbers.
        ("projects.progress", "ร้อยละ ๙๐", 90),
        ("projects.progress", "90%", 90),
        ("projects.progress", "90.5 %", 90.5),
        ("projects.progress", "90 เปอร์เซ็นต์", 90),
        ("key-results.target", "ร้อยละ 90", 90),
        ("key-results.target", "๒๑๒", 212),
        ("key-results.target", "-3.5", -3.5),
        ("key-results.target", "\u22123", -3),
        ("key-results.target", 0.1 + 0.2, 0.3),
        # Days.
        ("projects.start", "1 ต.ค. 2566", day(2023, 10, 1)),
        ("projects.start", "๑ ต.ค. ๒๕๖๖", day(2023, 10, 1)),
        ("projects.start", "๑ ต.ค. ๖๖", day(2023, 10, 1)),
        ("projects.start", "1/10/66", day(2023, 10, 1)),
        ("projects.start", "1-10-66", day(2023, 10, 1)),
        ("projects.start", "1 ตุลาคม 2566", day(2023, 10, 1)),
        ("projects.start", "วันที่ 1 ตุลาคม พ.ศ. 2566", day(2023, 10, 1)),
        ("projects.start", "1 Oct 23", day(2023, 10, 1)),
        ("projects.start", "01/10/2023", day(2023, 10, 1)),
        ("projects.start", "2566-10-01", day(2023, 10, 1)),
        ("projects.start", "2023/10/1", day(2023, 10, 1)),
        ("projects.start", "1 ต.ค. 2566 เวลา 09.30 น.", day(2023, 10, 1)),
        ("projects.start", "1/10/2566 9:30", day(2023, 10, 1)),
        ("projects.start", "1\u00a0ต\u200b.ค.\u00a02566", day(2023, 10, 1)),
        ("projects.start", dt.datetime.fromisoformat("2023-10-01T00:00:00"), day(2023, 10, 1)),
        ("projects.start", dt.date(2566, 10, 1), day(2023, 10, 1)),
        # Words of a list.
        ("projects.status", "active", "active"),
        ("projects.status", "Active กำลังดำเนินการ", "active"),
        ("projects.status", "กำลังดำเนินการ", "active"),
        ("projects.status", "กำลัง ดำเนินการ", "active"),
        ("projects.status", "แล้วเสร็จ", "done"),
        ("projects.status", "อยู่ระหว่างดำเนินการ", "active"),
        ("key-results.measure.direction", "ยิ่งมากยิ่งดี", "increase"),
        ("key-results.measure.aggregation", "sum ผลรวม", "sum"),
        # Ids.
        ("projects.lead", "B1", ("B1",)),
        ("projects.lead", "b๑ ชื่อ B1", ("B1",)),
        ("projects.lead", "ชื่อ B1", ("B1",)),
        ("projects.supports", "D1, D2", ("D1", "D2")),
        ("projects.supports", "D2 ชื่อ D2\nD1", ("D2", "D1")),
        ("projects.supports", "D1; D1", ("D1",)),
        ("projects.supports", "D1 และ D2", ("D1", "D2")),
        ("projects.supports", "D1，D2", ("D1", "D2")),
        ("projects.supports", "-", ()),
        ("projects.supports", "ไม่มี", ()),
        ("projects.supports", "[]", ()),
        ("projects.supports", "ไม่ทราบ", Said.NOTHING),
        ("projects.key_results", "#KR3 ผลลัพธ์สำคัญใหม่ แถวที่ 3", ("KR9",)),
        ("projects.key_results", "#kr๓, KR1", ("KR1", "KR9")),
        ("projects.key_results", "#KR3และKR1", ("KR1", "KR9")),
        # Text.
        ("projects.title.th", " ซ่อม  ถนน\n", "ซ่อม ถนน"),
        ("projects.title.th", "น\u0e4d\u0e32\u200bไหล", "น้ำไหล".replace("้", "")),
        ("projects.note", "รอ\u202eแผน", "รอแผน"),
        ("key-results.code", "1.4.05", "1.4.05"),
        ("key-results.code", 105, "105"),
        ("key-results.measure.unit", "-", Said.NOTHING),
    ],
)
def test_cell_is_read_as_it_is_meant(column: str, value: Any, meaning: Any) -> None:
    found = read(column, value)
    assert found == meaning
    assert isinstance(found, type(meaning))


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("projects.budget", "ประมาณ 500", "is no number: write digits alone, such as 500"),
        ("projects.budget", "ประมาณ 5 ล้าน", "is no number: write digits alone, such as 1500000"),
        ("projects.budget", "1,50", "says more than a number"),
        ("projects.budget", "1.500.000", "says more than a number"),
        ("projects.budget", "1 500 000", "says more than a number"),
        ("projects.budget", "(1,500)", "is no number: write digits alone, such as 1500000"),
        ("projects.budget", "1.5M", "says more than a number: write digits alone, such as 1500000"),
        ("projects.budget", ".5", "is no number: write digits alone, such as 1500000"),
        ("projects.budget", "500-600", "says more than a number"),
        ("projects.budget", "1.5 แสน 2 พัน", "says more than a number"),
        ("projects.budget", "90%", "is a percentage and not baht"),
        ("projects.budget", "ไม่มี", "write 0 where no money is needed"),
        ("projects.budget", dt.date(2024, 1, 1), "is a date and not a number"),
        ("projects.budget", True, "is yes or no and not a number"),
        ("projects.budget", "รอจัดสรร", "is no number"),
        ("projects.budget", "1" * 20, "is larger than any figure of a plan"),
        ("projects.budget", 1e300, "is larger than any figure of a plan"),
        ("key-results.target", "ไม่น้อยกว่าร้อยละ 80", "write digits alone, such as 80"),
        ("key-results.target", "≥ 80", "write digits alone, such as 80"),
        ("key-results.target", "5 แห่ง", "says more than a number: write digits alone, such as 5"),
        ("key-results.target", "1.5 ล้าน", "such as 1500000"),
        ("key-results.target", "฿5", "is money"),
        ("key-results.target", "1e6", "says more than a number"),
        ("projects.start", "เร็ว ๆ นี้", "is no date"),
        ("projects.start", "1 ต.ค. 45", "has two digits: write all four"),
        ("projects.start", "ต.ค. 2566", "is no whole date"),
        ("projects.start", "09:30:00", "is no date"),
        ("projects.start", "2023-10-01T09:30:00+07:00", "is no date"),
        ("projects.start", "31/2/2566", "is no day of the calendar"),
        ("projects.start", "10/25/2023", "is no day of the calendar"),
        ("projects.start", 45200, "is a number and not a date"),
        ("projects.start", "ไตรมาส 1", "is no date"),
        ("projects.status", "เกือบเสร็จ", "there is no status 'เกือบเสร็จ': choose one of"),
        ("projects.status", "เกือบเสร็จ", "active กำลังดำเนินการ, done เสร็จ"),
        ("projects.status", "active, done", "is several: choose one"),
        ("projects.lead", "B9", "there is no unit 'B9': write its id"),
        ("projects.lead", "B1, D1", "is more than one unit: keep one"),
        ("projects.lead", "B1 และ D1", "is more than one unit: keep one"),
        ("projects.supports", "D1 กับ D2", "says more than one unit"),
        ("projects.supports", "D1 (ลบ)", "names a unit and takes away: write the ids that stay"),
        (
            "projects.lead",
            5001,
            "is a number or a date to the spreadsheet: format the cell as text",
        ),
        ("projects.key_results", "O1", "there is no key result 'O1'"),
        ("projects.key_results", "#KR7", "names the row #KR7, but nothing is filled in there"),
        ("projects.key_results", "#KR3 #KR4", "says more than one key result"),
        ("projects.key_results", "#KR3/KR1", "says more than one key result"),
        ("projects.key_results", "#KR4", "names the row #KR4, which is refused"),
        ("projects.title.th", dt.date(2024, 5, 1), "is a date to the spreadsheet"),
        ("key-results.code", 1.4, "is no text to the spreadsheet: format the cell as text"),
        ("projects.note", "ก" * 6000, "more than 5,000 characters"),
    ],
)
def test_cell_that_is_not_plain_is_refused_with_a_remedy(
    column: str, value: Any, reason: str
) -> None:
    with pytest.raises(CellError) as caught:
        read(column, value)
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("about", "reason"),
    [
        ({"is_computed": True}, "is a formula or an error: type the value itself"),
        ({"is_wide": True}, "is merged over several columns: unmerge the cells"),
        ({"is_shared": True}, "is merged over several rows, so that nobody knows whose figure"),
    ],
)
def test_cell_that_does_not_say_it_by_itself_is_refused(about: dict[str, Any], reason: str) -> None:
    with pytest.raises(CellError, match=reason):
        read("projects.budget", "=SUM(A1:A9)", **about)


def test_figure_may_say_in_what_it_is_counted() -> None:
    assert read("key-results.target", "๒๑๒ จุด", "จุด") == 212
    assert read("key-results.target", "1.5 ล้านบาท", "ล้านบาท") == 1.5
    assert read("key-results.target", "90%", "ร้อยละของครัวเรือน") == 90
    with pytest.raises(CellError, match="is a percentage, but counted is in 'จุด'"):
        read("key-results.target", "90%", "จุด")


def test_cell_that_shows_percent_is_read_as_it_is_shown() -> None:
    assert read("projects.progress", 0.9, is_percent=True) == 90
    assert read("projects.progress", 0.07, is_percent=True) == 7
    with pytest.raises(CellError, match="'90%' is a percentage, but"):
        read("key-results.target", 0.9, "จุด", is_percent=True)
    with pytest.raises(CellError, match="percentage and not baht"):
        read("projects.budget", 0.9, is_percent=True)


@given(st.dates(dt.date(2019, 1, 1), dt.date(2028, 1, 1)), st.sampled_from((543, 0)))
def test_two_digits_of_a_year_are_of_the_era_that_is_near_the_plan(day: dt.date, era: int) -> None:
    short = f"{day.day}/{day.month}/{(day.year + era) % 100:02}"
    assert partial_day(cell(short), near=2567).day == day
    with pytest.raises(CellError, match="has two digits"):
        partial_day(cell(short))


@given(st.integers(0, 10**15), st.sampled_from((T.MONEY, T.NUMBER)))
def test_any_whole_number_is_read_however_it_is_grouped(number: int, kind: T) -> None:
    thai = f"{number:,}".translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    assert figure(cell(thai), kind) == figure(cell(str(number)), kind) == number


@given(
    st.floats(allow_nan=False, allow_infinity=False, width=64).filter(lambda one: abs(one) < 1e17)
)
def test_number_of_a_spreadsheet_is_the_same_to_fifteen_digits(number: float) -> None:
    assert is_same_figure(figure(cell(number), T.NUMBER), number)
