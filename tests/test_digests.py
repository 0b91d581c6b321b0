"""What each unit is told: its workbook with room for answers, read back, and its Markdown."""

import datetime as dt
import io
import re
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from graph import app
from graph.reports.nightly import answer_sheets as a
from graph.reports.nightly.night import Night, Share, Status
from graph.views.choice_label import choice_label
from graph.views.nightly import bundle, digest_markdown, digest_workbook
from graph.views.nightly.digest_choices import choices
from graph.views.nightly.digest_rows import filled
from tests.builders import (
    Piece,
    bureau,
    city,
    district,
    handoff,
    key_result,
    objective,
    policy,
    project,
    waiver,
)
from tests.nights import night_of, nights_of
from tests.strategies import as_of_days, portfolios
from tests.workbooks import every_text, opened, row_of, visible

DAY = dt.date(2024, 9, 30)
NAMES, HEADER, FIRST = 3, 4, 5  # Rows of an answer sheet.
ORPHAN, UNOWNED, WAITING, OTHER = "TRC201:PRJ1", "OWN301:P1", "HND404:H1", "PRG504:PRJ2"


def plan(*more: Piece) -> list[Piece]:
    """A city with one finding for each sheet of B1, and a policy that nobody is asked about."""
    return [
        bureau("B1"),
        bureau("B2"),
        district("D1"),
        policy("P1", owner="B1"),
        policy("P2"),
        policy("P3", owner="B1"),
        objective("O1", key_result("KR1", target=1), owner="B1", policies=["P3"]),
        project("PRJ1", lead="B1", budget=1_500_000),
        project("PRJ2", lead="B1", key_results=["KR1"], status="active", end="2024-01-31"),
        handoff("H1", "D1", "B1", asked_on="2024-06-05", due_on="2024-07"),
        *more,
    ]


def night(*more: Piece, language: str = "th") -> Night:
    return night_of(city(*plan(*more)).graph, DAY, language=language)[0]


def share(told: Night, unit: str | None) -> Share:
    return next(one for one in told.shares if one.unit == unit)


def digest(told: Night, unit: str | None = "B1") -> Workbook:
    return opened(digest_workbook.render(told, share(told, unit)))


def answer_sheets(book: Workbook) -> list[Worksheet]:
    return [sheet for sheet in book.worksheets if sheet.row_dimensions[NAMES].hidden]


def cells(book: Workbook, finding: str) -> dict[str, object]:
    """Return the row of a finding, by the hidden names of its columns."""
    for sheet in answer_sheets(book):
        names = row_of(sheet, NAMES)
        for number in range(FIRST, sheet.max_row + 1):
            row = dict(zip(names, row_of(sheet, number), strict=True))
            if row["finding"] == finding:
                return row
    raise AssertionError(f"{finding} is not told")


def findings(book: Workbook) -> set[object]:
    return {
        row_of(sheet, number)[row_of(sheet, NAMES).index("finding")]
        for sheet in answer_sheets(book)
        for number in range(FIRST, sheet.max_row + 1)
    }


def about(book: Workbook) -> dict[object, object]:
    return {row[0].value: row[1].value for row in book[a.ABOUT].iter_rows()}


# Sheets and rows ----------------------------------------------------------------------------------


def test_digest_has_a_sheet_for_each_kind_of_finding_after_what_is_read_first() -> None:
    assert visible(digest(night())) == [
        "อ่านก่อน",
        "โครงการไม่โยงถึงนโยบาย",
        "นโยบายไม่มีเจ้าภาพ",
        "งานที่รออยู่ที่ท่าน",
        "ข้อค้นพบอื่น",
    ]


def test_digest_holds_the_findings_of_its_unit_alone() -> None:
    told = night()
    assert {ORPHAN, UNOWNED, WAITING, OTHER} <= findings(digest(told))
    assert "OWN301:P2" not in findings(digest(told))
    assert "OWN301:P2" in findings(digest(told, None))
    assert [one.unit for one in told.shares] == ["B1", None]


@settings(max_examples=15, deadline=None)
@given(portfolios(), as_of_days())
def test_every_open_finding_is_asked_once_of_each_that_is_to_answer(
    data: dict[str, object], day: dt.date
) -> None:
    pieces = [
        Piece(name, item)
        for name, items in data.items()
        if isinstance(items, list)
        for item in items
    ]
    defaults = data.get("defaults")
    told, _ = night_of(
        city(*pieces, defaults=defaults if isinstance(defaults, dict) else None).graph, day
    )
    for one in told.shares:
        rows = [finding.id for sheet in filled(one) for finding in sheet.findings]
        assert sorted(rows) == sorted(f.id for f in one.findings if f.status.is_open)
        assert findings(opened(digest_workbook.render(told, one))) == set(rows)


def test_what_waits_with_a_unit_is_what_its_share_says() -> None:
    told, _ = night_of(app.open_graph("data"), DAY)
    for one in told.shares:
        waiting = {
            f.id for sheet in filled(one) for f in sheet.findings if sheet.sheet is a.WAITING
        }
        assert waiting == {row["finding"] for row in one.waiting}


def test_orphan_is_told_with_its_money_and_what_is_amiss() -> None:
    row = cells(digest(night()), ORPHAN)
    assert (row["status"], row["nights"], row["item"]) == ("ใหม่", 1, "PRJ1")
    assert (row["title"], row["budget"]) == ("ชื่อ PRJ1", 1_500_000)
    assert row["amiss"] == "ยังไม่ได้บันทึกว่าส่งมอบผลลัพธ์สำคัญใด"
    assert re.fullmatch(r".*all\.yaml:\d+", str(row["place"]))


def test_unowned_policy_is_told_with_the_owner_that_does_nothing() -> None:
    row = cells(digest(night(language="en")), UNOWNED)
    assert row["amiss"] == "B1 is named as owner, but does no work below it"


def test_waiting_handoff_is_told_with_its_days_from_whom_and_since_when() -> None:
    row = cells(digest(night()), WAITING)
    since = row["since"]
    assert isinstance(since, dt.datetime)
    assert since.date() == dt.date(2024, 6, 5)
    assert (row["subject"], row["from"], row["due"]) == ("เรื่อง H1", "D1 ชื่อ D1", "กรกฎาคม 2567")
    assert (row["days"], row["overdue"], row["became"]) == (117, "ใช่", "รอรับ")


def test_other_finding_is_told_with_its_remedy() -> None:
    row = cells(digest(night(language="en")), OTHER)
    assert str(row["amiss"]).startswith("Project in a state of the past")
    assert str(row["remedy"]).startswith("Write the status as it is")


def test_reference_that_leads_nowhere_is_told_where_it_stands() -> None:
    dangling = project("PRJ3", lead="B1", key_results=["KR1", "KR9"])
    told, _ = night_of(city(*plan(dangling)).lenient_graph, DAY, language="en")
    amiss = str(cells(digest(told), "TRC202:PRJ3:KR9")["amiss"])
    assert amiss.endswith("names KR9, which no source declares")


def test_new_findings_stand_first_and_then_the_oldest() -> None:
    first = city(*plan(project("PRJ5", lead="B1", key_results=["KR1"]))).graph
    second = city(*plan(project("PRJ5", lead="B1"), project("PRJ0", lead="B1"))).graph
    told = nights_of([first, second], DAY)
    (orphans,) = [one for one in filled(share(told, "B1")) if one.sheet is a.ORPHANS]
    assert [one.item_id for one in orphans.findings] == ["PRJ0", "PRJ5", "PRJ1"]
    assert (orphans.count(Status.NEW), orphans.count(Status.STILL)) == (2, 1)


# What a machine reads -----------------------------------------------------------------------------


def test_columns_are_named_for_machines_in_a_hidden_row() -> None:
    book = digest(night())
    for sheet, told in zip(answer_sheets(book), a.SHEETS, strict=True):
        assert tuple(row_of(sheet, NAMES)) == told.columns
        assert NAMES <= a.HEAD_ROWS


def test_workbook_says_what_it_is_in_a_hidden_sheet() -> None:
    book = digest(night())
    assert about(book) == {
        "format": "1",
        "unit": "B1",
        "as_of": "2024-09-30",
        "dataset": "default",
        "commit": None,
        "findings": str(len(findings(book))),
    }
    assert {book[a.ABOUT].sheet_state, book[a.LISTS].sheet_state} == {"hidden"}
    assert about(digest(night(), None))["unit"] is None


# Answers ------------------------------------------------------------------------------------------


def test_answer_cells_are_empty_unlocked_and_coloured_and_nothing_else_is() -> None:
    for sheet in answer_sheets(digest(night())):
        names = row_of(sheet, NAMES)
        for number in range(FIRST, sheet.max_row + 1):
            for name, cell in zip(names, sheet[number], strict=True):
                asks = name.startswith(a.ANSWER)
                assert cell.protection.locked is not asks
                assert (cell.fill.fgColor.rgb == "FFFEF9C3") is asks
                assert cell.value is None or not asks


def test_sheets_are_locked_without_a_password_and_can_still_be_filtered() -> None:
    book = digest(night())
    for sheet in book.worksheets[:5]:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        assert not sheet.protection.autoFilter
    assert book.worksheets[1].auto_filter.ref == "A4:L5"
    assert book.worksheets[1].freeze_panes == "E5"


def rules(sheet: Worksheet) -> dict[str, tuple[str | None, str | None]]:
    """Return what each answer column takes: the kind, and where its list stands."""
    names = row_of(sheet, NAMES)
    found = {}
    for one in sheet.data_validations.dataValidation:
        (area,) = one.sqref.ranges
        found[names[area.min_col - 1]] = (one.type, one.formula1)
    return found


def test_answers_have_lists_and_days_where_these_fit() -> None:
    orphans, unowned, waiting, others = answer_sheets(digest(night()))
    assert rules(orphans)[a.KEY_RESULTS] == ("list", "lists!$A$1:$A$1")
    assert rules(unowned)[a.OWNER] == ("list", "lists!$B$1:$B$3")
    assert rules(waiting)[a.STATE] == ("list", "lists!$C$1:$C$4")
    assert rules(waiting)[a.ON][0] == "date"
    assert rules(others)[a.UNTIL][0] == "date"


def test_several_ids_may_be_typed_but_only_the_states_that_there_are() -> None:
    orphans, _, waiting, _ = answer_sheets(digest(night()))
    refusing = [
        [
            one.showErrorMessage
            for one in sheet.data_validations.dataValidation
            if one.type == "list"
        ]
        for sheet in (orphans, waiting)
    ]
    assert refusing == [[False], [True]]


def test_lists_offer_ids_with_what_they_mean_the_unit_itself_first() -> None:
    lists = digest(night())[a.LISTS]
    columns = [[cell.value for cell in column if cell.value] for column in lists.iter_cols()]
    assert columns == [
        ["KR1 ชื่อ KR1"],
        ["B1 ชื่อ B1", "B2 ชื่อ B2", "D1 ชื่อ D1"],
        ["accepted รับแล้ว", "returned ส่งคืน", "done เสร็จ", "withdrawn ถอน"],
    ]


def test_own_key_results_are_offered_first_then_their_siblings_then_what_leads_to_a_policy() -> (
    None
):
    more = (
        project("PRJ9", lead="B2"),
        objective(
            "O2",
            key_result("KR2", target=1),
            key_result("KR3", owner="B1"),
            owner="D1",
            policies=[],
        ),
    )
    offered = choices(night(*more).graph, "en")
    assert offered.for_unit("B2") == ["KR1 Title KR1"]
    assert offered.for_unit("D1") == [
        "KR2 Title KR2 (no policy above it yet)",
        "KR3 Title KR3 (no policy above it yet)",
        "KR1 Title KR1",
    ]


@given(st.text(max_size=30))
def test_what_is_offered_begins_with_its_id_and_holds_no_separators(title: str) -> None:
    offered = choice_label("KR1", title)
    assert offered.split(" ")[0] == "KR1"
    assert not set(offered) & set(a.SEPARATORS)


# What people read ---------------------------------------------------------------------------------


def test_headers_are_thai_with_small_english_below() -> None:
    orphans = answer_sheets(digest(night()))[0]
    header = row_of(orphans, HEADER)
    assert header[:3] == ["สถานะ\nstatus", "คืนที่\nnight", "รหัส\nid"]
    english = answer_sheets(digest(night(language="en")))[0]
    assert row_of(english, HEADER)[:3] == ["status", "night", "id"]


def test_first_sheet_says_to_whom_what_and_till_when() -> None:
    texts = every_text(digest(night()))
    assert "ถึง ชื่อ B1 (B1)" in texts
    assert "ข้อมูล ณ วันที่ 30 กันยายน 2567 · ชุดข้อมูล default · คืนแรกที่บันทึก" in texts
    assert "ใหม่ 8 เรื่อง · กลับมา 0 · ค้างจากคืนก่อน 0 · หมดไป 0 · งานที่รออยู่ที่ท่าน 1 (เกินกำหนด 1)" in texts
    assert any("14 ตุลาคม 2567" in one for one in texts)


def test_first_sheet_counts_and_leads_to_each_other_sheet() -> None:
    first = digest(night()).worksheets[0]
    (row,) = [one for one in first.iter_rows() if one[0].value == "โครงการไม่โยงถึงนโยบาย"]
    assert [cell.value for cell in row][:5] == ["โครงการไม่โยงถึงนโยบาย", 1, 0, 0, 1]
    assert row[0].hyperlink is not None
    assert row[0].hyperlink.location == "'โครงการไม่โยงถึงนโยบาย'!A1"


def test_what_ended_stands_on_the_first_sheet_alone() -> None:
    first = city(*plan()).graph
    accepted = waiver("PRG504", reason="จบแล้ว")
    mended = [
        project("PRJ1", lead="B1", key_results=["KR1"]),
        project(
            "PRJ2",
            lead="B1",
            key_results=["KR1"],
            status="active",
            end="2024-01-31",
            waive=[accepted],
        ),
    ]
    second = city(*[one for one in plan() if one.list_name != "projects"], *mended).graph
    book = digest(nights_of([first, second], DAY))
    texts = every_text(book)
    assert "แก้แล้ว: PRJ1 ชื่อ PRJ1 (TRC201)" in texts
    assert "ยกเว้นแล้ว: PRJ2 ชื่อ PRJ2 (PRG504)" in texts
    assert not {ORPHAN, OTHER} & findings(book)


def test_unit_that_is_gone_is_told_by_its_id() -> None:
    first = city(*plan(bureau("B9"), project("PRJ9", lead="B9"))).graph
    told = nights_of([first, city(*plan()).graph], DAY, language="en")
    book = digest(told, "B9")
    assert visible(book) == ["Read first"]
    assert "For B9" in every_text(book)


HOSTILE = "=cmd|' /C calc'!A0 <script>alert(1)</script> \u202e [x](http://x) |a|"


@pytest.mark.parametrize("language", app.LANGUAGES)
def test_hostile_text_does_no_harm(language: str) -> None:
    told = night(
        project("PRJ7", lead="B1", title={"th": HOSTILE, "en": HOSTILE}), language=language
    )
    row = cells(digest(told), "TRC201:PRJ7")
    assert row["title"] == HOSTILE.replace(" \u202e ", " ")
    assert all(
        cell.data_type != "f"
        for sheet in digest(told).worksheets
        for line in sheet.iter_rows()
        for cell in line
    )
    text = digest_markdown.render(told, share(told, "B1"))
    assert "<script>" not in text
    assert "\u202e" not in text


def test_same_night_gives_the_same_bytes() -> None:
    told = night()
    for one in told.shares:
        assert digest_workbook.render(told, one) == digest_workbook.render(told, one)


# Markdown and the bundle --------------------------------------------------------------------------


def test_markdown_says_the_same_in_short() -> None:
    told = night(language="en")
    text = digest_markdown.render(told, share(told, "B1"))
    assert text.startswith("# For Title B1 (B1)\n\nAs of 2024-09-30 · dataset default · the first")
    assert "\n## Projects without a policy (1)\n" in text
    assert "- **PRJ1** Title PRJ1: new · night 1 · which key results it delivers is not" in text
    assert "days 117 · overdue yes" in text
    assert "send it back by 2024-10-14" in text


def test_markdown_counts_what_it_leaves_out() -> None:
    many = [project(f"PRJ{one}", lead="B2") for one in range(100, 130)]
    graph = city(*plan(*many)).graph
    new = night(*many)
    assert digest_markdown.render(new, share(new, "B2")).count("- **PRJ") == 30
    still = nights_of([graph, graph], DAY)
    text = digest_markdown.render(still, share(still, "B2"))
    assert text.count("- **PRJ") == 10
    assert "\n- … +20\n" in text


def test_bundle_holds_every_file_in_order_and_is_always_the_same() -> None:
    files = {"ข.md": b"two", "digests/B1.xlsx": b"one", "a.csv": b""}
    whole = bundle.render(files)
    assert bundle.render(dict(reversed(files.items()))) == whole
    with ZipFile(io.BytesIO(whole)) as read:
        assert read.testzip() is None
        assert read.namelist() == ["a.csv", "digests/B1.xlsx", "ข.md"]
        assert {name: read.read(name) for name in read.namelist()} == files
