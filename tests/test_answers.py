"""Answers come back: from filled-in digests to a patch, and to the cell of what is not taken."""

import datetime as dt
import io
import json
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook

from graph import app
from graph.app import Sources, answers
from graph.errors import UsageError
from graph.model.entities import Handoff, Waiver
from graph.reports.nightly import answer_sheets as a
from graph.reports.result import Parameters
from graph.sources.workbooks import archive
from graph.sources.workbooks.days import partial_day, whole_day
from graph.sources.workbooks.returned import returned
from graph.sources.workbooks.sheets import Cell, Place
from graph.sources.workbooks.words import CellError, Known, cleaned, ids_of
from graph.views import patch
from tests.builders import (
    City,
    Piece,
    bureau,
    city,
    district,
    handoff,
    key_result,
    objective,
    policy,
    project,
)
from tests.commands import AS_OF, Ran, run
from tests.filled import Filled, columns, digest, names, saved
from tests.repositories import Repository, repository


def plan(*more: Piece, **of_j1: Any) -> City:
    """A bureau with two orphans, a policy that nobody owns, and work that waits with it."""
    return city(
        policy("P1", strategies=[]),
        objective("O1", key_result("KR1"), key_result("KR2"), policies=["P1"], owner="B1"),
        project(
            "J1",
            handoff("H1", "D1", "B1", asked_on="2024-06-01", state="waiting"),
            lead="B1",
            **of_j1,
        ),
        project("J2", lead="B1"),
        project("J3", lead="B1", key_results=["KR2"]),
        bureau("B1"),
        bureau("B2"),
        district("D1"),
        *more,
    )


ORPHAN, OTHER, UNOWNED, WAITING = "TRC201:J1", "TRC201:J2", "OWN301:P1", "HND404:H1"


@pytest.fixture
def place(empty_home: Path) -> Repository:
    """A repository with the plan in `data`, in which the program runs."""
    made = repository(empty_home)
    made.commit(plan())
    return made


def send(name: str, unit: str | None = "B1", filled: Filled | None = None, **others: Any) -> str:
    """Write the digest of a unit, filled in, beside the data; return its name."""
    Path(name).write_bytes(digest(app.open_graph("data"), unit, filled, **others))
    return name


def imported(*arguments: str) -> Ran:
    return run("answers", "import", *arguments, *AS_OF)


def told(*arguments: str) -> dict[str, Any]:
    """What an import says as JSON; nothing is written."""
    ran = imported(*arguments, "--format", "json")
    found: dict[str, Any] = json.loads(ran.out)
    assert ran.code == bool(found["refused"])
    return found


def refusals(filled: Filled, **others: Any) -> list[str]:
    """Why answers are refused; the sources do not change."""
    found = told(send("B1.xlsx", "B1", filled, **others))
    assert found["patch"] == ""
    return [one["text"] for one in found["refused"]]


def changed_lines(filled: Filled, unit: str | None = "B1") -> list[str]:
    """The lines that a patch takes away and puts in."""
    found = told(send("B1.xlsx", unit, filled))
    assert found["refused"] == []
    lines = found["patch"].splitlines()
    return [one for one in lines if one[:1] in "+-" and one[:3] not in ("+++", "---")]


# There and back --------------------------------------------------------------------------------


def test_what_a_unit_answers_ends_its_findings(place: Repository) -> None:
    waived = {"waive_reason": "รอแผนปี 2570, ยังไม่มี", "waive_until": "31 มี.ค. 2570"}
    send(
        "B1.xlsx",
        filled={
            ORPHAN: {"key_results": "KR1 ชื่อ KR1"},
            OTHER: waived,
            UNOWNED: {"owner": "B1 ชื่อ B1"},
            WAITING: {"state": "done เสร็จ", "on": dt.date(2024, 9, 15), "note": "โทรแล้ว"},
        },
    )
    ran = imported("B1.xlsx", "--output", "answers.patch", "--lang", "en")
    assert (ran.code, ran.err) == (0, "wrote answers.patch\n")
    assert "answers taken: 4 · files changed: 1 · findings ended: 4" in ran.out
    assert place.git("status", "--porcelain", "data") == ""  # Nothing is written by itself.

    place.git("apply", "answers.patch")
    rows = {
        one["finding"] for name in ("orphan-projects", "unowned-policies") for one in report(name)
    }
    assert rows & {ORPHAN, OTHER, UNOWNED} == set()
    items = app.open_portfolio("data").items
    assert isinstance(items["H1"], Handoff)
    assert items["H1"].reached_state == "done"
    assert items["H1"].done_on is not None
    assert items["H1"].done_on.text == "2024-09-15"
    until = dt.date(2027, 3, 31)
    assert items["J2"].waive == (Waiver("TRC201", "รอแผนปี 2570, ยังไม่มี", "B1", until),)

    again = told("B1.xlsx")
    assert (again["patch"], again["taken"], again["refused"]) == ("", [], [])
    assert {one["finding"] for one in again["already"]} == {ORPHAN, OTHER, UNOWNED, WAITING}


def report(name: str, *arguments: str) -> list[dict[str, Any]]:
    ran = run("report", name, "--format", "json", *arguments, *AS_OF)
    rows: list[dict[str, Any]] = json.loads(ran.out)["rows"]
    return rows


@pytest.mark.usefixtures("place")
def test_patch_goes_down_a_pipe_and_the_rest_to_the_people() -> None:
    ran = imported(send("B1.xlsx", filled={ORPHAN: {"key_results": "KR1"}}))
    assert ran.out.startswith("--- a/data/all.yaml\n+++ b/data/all.yaml\n")
    done = subprocess.run(["git", "apply"], input=ran.data, check=False)  # noqa: S607  # git of the machine
    assert done.returncode == 0
    assert ran.err == (
        "คำตอบจากหน่วยงาน\n30 กันยายน 2567\n\n"
        "รับ 1 คำตอบ · แก้ 1 แฟ้ม · ข้อค้นพบที่จบ 1 ข้อ\n"
        "หน่วยงาน  ชื่อหน่วยงาน  ถาม  ตอบ  ไม่รับ  ใบแจ้งของวันที่\n"
        "───────  ─────────  ───  ───  ────  ──────────────\n"
        "B1       ชื่อ B1        6    1     0  30 กันยายน 2567\n"
    )


@pytest.mark.usefixtures("place")
def test_sources_are_written_when_that_is_asked_for() -> None:
    ran = imported(send("B1.xlsx", filled={UNOWNED: {"owner": "B2"}}), "--write")
    assert ran.code == 0
    assert ran.err == "wrote data/all.yaml\n"
    assert app.open_graph("data").owners("P1") == ["B2"]


@pytest.mark.usefixtures("place")
def test_answers_that_are_taken_do_not_wait_for_those_that_are_refused() -> None:
    send("B1.xlsx", filled={UNOWNED: {"owner": "B9"}, ORPHAN: {"key_results": "KR1"}})
    ran = imported("B1.xlsx", "--write", "--lang", "en")
    assert ran.code == 1
    assert "there is no unit 'B9'" in ran.out
    assert "B1.xlsx: นโยบายไม่มีเจ้าภาพ!G5: OWN301:P1: " in ran.out
    assert [one["project"] for one in report("orphan-projects")] == ["J2"]


@pytest.mark.usefixtures("place")
def test_digest_of_what_is_nobodys_waives_in_nobodys_name() -> None:
    city(project("J9"), policy("P9", owner=["B1"]), bureau("B1")).write(Path("data"))
    filled = {"TRC201:J9": {"waive_reason": "ก", "waive_until": "2024-12-31"}}
    assert changed_lines(filled, None)[-1] == ("+  - {rule: TRC201, reason: ก, until: 2024-12-31}")


# Days --------------------------------------------------------------------------------------------


def cell(value: Any, *, is_computed: bool = False) -> Cell:
    return Cell(Place("a.xlsx", "s", "A1"), value, is_computed)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-10-01", "2024-10-01"),
        ("2567-10-01", "2024-10-01"),
        ("2024-10-1", "2024-10-01"),
        ("1 ต.ค. 2567", "2024-10-01"),
        ("๑ ตุลาคม ๒๕๖๗", "2024-10-01"),
        ("วันที่ 1 ตุลาคม พ.ศ. 2567", "2024-10-01"),
        ("1ต.ค.2567", "2024-10-01"),
        ("1 ตค 2567", "2024-10-01"),
        ("๑/๑๐/๒๕๖๗", "2024-10-01"),
        (" 01/10/2567\u200b ", "2024-10-01"),
        ("1-10-2024", "2024-10-01"),
        ("1.10.2567", "2024-10-01"),
        ("1 October 2024", "2024-10-01"),
        ("1 Oct. 2024", "2024-10-01"),
        ("2024-10-01 00:00:00", "2024-10-01"),
        ("29 ก.พ. 2567", "2024-02-29"),
        ("3 ก\u0e4d\u0e32".replace("ก\u0e4d\u0e32", "ธ.ค.") + " ค.ศ. 2024", "2024-12-03"),
        ("ต.ค. 2567", "2024-10"),
        ("10/2567", "2024-10"),
        ("2567-10", "2024-10"),
        ("2567", "2024"),
        (dt.datetime.fromisoformat("2024-10-01T00:00:00"), "2024-10-01"),
        (dt.date(2567, 10, 1), "2024-10-01"),
        (dt.date(2024, 10, 1), "2024-10-01"),
    ],
)
def test_day_is_read_as_thai_offices_write_it(value: Any, day: str) -> None:
    assert partial_day(cell(value)).text == day


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("1/10/67", "has two digits: write all four"),
        ("1 ต.ค. 67", "has two digits: write all four"),
        ("เร็ว ๆ นี้", "is no date"),
        ("31/2/2567", "is no day of the calendar"),
        ("13/13/2567", "is no day of the calendar"),
        ("1 ต.ค. 3567", "the year 3567"),
        ("1 ต.ค. 1067", "the year 1067"),
        ("1 xyz 2567", "is no date"),
        ("พ.ศ. 2024", "does not go with its era"),
        ("ค.ศ. 2567", "does not go with its era"),
        (45566, "is a number and not a date"),
        (True, "is a number and not a date"),
        (dt.date(1899, 12, 31), "the year 1899"),
    ],
)
def test_day_that_is_not_plain_is_refused(value: Any, reason: str) -> None:
    with pytest.raises(CellError, match=reason):
        partial_day(cell(value))


@given(st.dates(dt.date(1950, 1, 1), dt.date(2150, 1, 1)), st.sampled_from(("-", "/", ".", " / ")))
def test_any_day_is_read_in_either_era(day: dt.date, mark: str) -> None:
    for year in (day.year, day.year + 543):
        text = f"{day.day}{mark}{day.month}{mark}{year}"
        assert whole_day(cell(text)) == whole_day(cell(f"{year}-{day.month}-{day.day}")) == day


def test_month_is_no_whole_day() -> None:
    with pytest.raises(CellError, match=r"'ต\.ค\. 2567' is no whole date"):
        whole_day(cell("ต.ค. 2567"))


# Ids and text ------------------------------------------------------------------------------------

UNITS = Known(
    {
        "B1000": ["สำนักการโยธา", "Public Works Department"],
        "B1100": ["สำนักการระบายน้ำ", "Drainage, Sewerage"],
        "D5001": ["สำนักงานเขตพระนคร"],
        "2567": ["ปี"],
    }
)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("B1000", ["B1000"]),
        ("b1000", ["B1000"]),
        ("B1000 สำนักการโยธา", ["B1000"]),
        ("B1000 สำนักการ…", ["B1000"]),
        ("B1000: (ตามคำสั่งใหม่)", ["B1000"]),
        ("สำนักการโยธา", ["B1000"]),
        ("B1000,B1100", ["B1000", "B1100"]),
        ("B1100 ; b1000 สำนักการโยธา,\nD5001", ["B1100", "B1000", "D5001"]),
        ("B1000, B1000", ["B1000"]),
        ("B1100 Drainage, Sewerage, D5001", ["B1100", "D5001"]),
        ("สำนักการโยธา, สำนักงานเขตพระนคร", ["B1000", "D5001"]),
        ("๒๕๖๗", ["2567"]),
    ],
)
def test_ids_are_read_with_their_titles_in_any_case(text: str, ids: list[str]) -> None:
    assert ids_of(cleaned(text), UNITS, "unit") == ids


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("B1001", "there is no unit 'B1001'; did you mean 'B1"),
        ("โยธา", "there is no unit 'โยธา': write its id, as the list offers it"),
        ("B1100 สำนักการโยธา", "says more than one unit"),
        ("B1000 และ B1100", "says more than one unit"),
        ("B1000 B1100", "says more than one unit"),
        ("B1000/b1100", "says more than one unit"),
        ("B1000, การโยธา", "says more than one unit"),
        ("B1000, B9", "there is no unit 'B9'"),
        ("-B1000", "there is no unit '-B1000'"),
    ],
)
def test_ids_that_are_not_plain_are_refused(text: str, reason: str) -> None:
    with pytest.raises(CellError) as caught:
        ids_of(cleaned(text), UNITS, "unit")
    assert reason in str(caught.value)


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "-", " – ", "\u00a0\n"])
def test_cell_of_nothing_but_spaces_and_dashes_is_empty(text: str) -> None:
    assert cleaned(text) == ""


def test_text_is_read_in_its_one_spelling() -> None:
    assert cleaned(" น\u0e4d\u0e32\u200b  ไหล \r\n ช้า ") == "น\u0e33 ไหล\nช้า"


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("value", [1.5, True, dt.date(2024, 1, 1)])
def test_number_or_date_is_no_id(value: Any) -> None:
    (said,) = refusals({ORPHAN: {"key_results": value}})
    assert said.endswith("is a number or a date: write the id of a key result as text")


# What an answer comes to -------------------------------------------------------------------------


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(
    ("answer", "lines"),
    [
        (
            {"state": "accepted", "on": "1/9/2567"},
            ["-    state: waiting", "+    accepted_on: 2024-09-01", "+    state: accepted"],
        ),
        ({"state": "returned ส่งคืน"}, ["-    state: waiting", "+    state: returned"]),
        ({"state": "ถอน"}, ["-    state: waiting", "+    state: withdrawn"]),
        (
            {"state": "done", "on": "ก.ย. 2567"},
            ["-    state: waiting", "+    done_on: 2024-09", "+    state: done"],
        ),
    ],
)
def test_hand_over_gets_its_day_and_a_state_that_goes_with_it(
    answer: dict[str, Any], lines: list[str]
) -> None:
    assert sorted(changed_lines({WAITING: answer})) == sorted(lines)


@pytest.mark.usefixtures("place")
def test_day_alone_tells_the_state_where_the_sources_give_none() -> None:
    text = Path("data/all.yaml").read_text(encoding="utf-8").replace("    state: waiting\n", "")
    Path("data/all.yaml").write_text(text, encoding="utf-8")
    found = changed_lines({WAITING: {"state": "accepted", "on": "2024-09-01"}})
    assert found == ["+    accepted_on: 2024-09-01"]


@pytest.mark.usefixtures("place")
def test_what_a_unit_has_said_is_inferred_no_more() -> None:
    text = Path("data/all.yaml").read_text(encoding="utf-8")
    inferred = "    state: waiting\n    basis: {state: inferred, from: inferred}\n"
    text = text.replace("    state: waiting\n", inferred)
    Path("data/all.yaml").write_text(text, encoding="utf-8")
    found = changed_lines({WAITING: {"state": "accepted"}})
    assert sorted(found) == [
        "+    basis: {from: inferred}",
        "+    state: accepted",
        "-    basis: {state: inferred, from: inferred}",
        "-    state: waiting",
    ]


@pytest.mark.usefixtures("place")
def test_owner_who_was_inferred_and_now_says_so_is_inferred_no_more() -> None:
    text = Path("data/all.yaml").read_text(encoding="utf-8")
    owned = "- id: P1\n  owner: [B2]\n  basis: {owner: inferred}\n"
    Path("data/all.yaml").write_text(text.replace("- id: P1\n", owned), encoding="utf-8")
    found = changed_lines({UNOWNED: {"owner": "B2, B1"}}, "B2")
    assert found == [
        "-  owner: [B2]",
        "-  basis: {owner: inferred}",
        "+  owner: [B2, B1]",
    ]


@pytest.mark.usefixtures("place")
def test_reason_holds_nothing_that_a_reviewer_cannot_see() -> None:
    reason = {"waive_reason": "รอ\u202e\u2066แผน\u200b\u2028ใหม่", "waive_until": "2024-12-31"}
    assert "reason: รอแผน ใหม่, " in changed_lines({ORPHAN: reason})[-1]


@pytest.mark.usefixtures("place")
def test_day_of_a_withdrawal_is_told_to_people() -> None:
    found = told(send("B1.xlsx", filled={WAITING: {"state": "withdrawn", "on": "2024-09-01"}}))
    assert [one["text"] for one in found["told"]] == [
        "withdrawn on '2024-09-01', which has no field in the sources"
    ]
    assert "+    state: withdrawn" in found["patch"]


@pytest.mark.usefixtures("place")
def test_answer_that_ends_nothing_is_taken_and_told() -> None:
    city(
        objective("O1", key_result("KR1"), owner="B1"), project("J1", lead="B1"), bureau("B1")
    ).write(Path("data"))
    found = told(send("B1.xlsx", filled={ORPHAN: {"key_results": "KR1"}}))
    assert (len(found["taken"]), found["ended"]) == (1, [])
    assert [one["text"] for one in found["told"]] == [
        "with this answer TRC201:J1 still stands: `policytrace why TRC201:J1` says why"
    ]


WAIVED = {"waive_reason": "ก", "waive_until": "2024-12-31"}


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(
    ("finding", "answer", "reason"),
    [
        (ORPHAN, {"waive_reason": "รอ"}, "a waiver needs a last day too: fill in both cells"),
        (ORPHAN, {"waive_until": "2024-12-31"}, "a waiver needs a reason too: fill in both cells"),
        (
            ORPHAN,
            {"waive_reason": "ก", "waive_until": "2024-09-01"},
            "2024-09-01 is past: write a later day, or leave it out",
        ),
        (ORPHAN, {"waive_reason": "ก", "waive_until": "ธ.ค. 2567"}, "is no whole date"),
        (ORPHAN, {**WAIVED, "key_results": "KR1"}, "the finding is mended and waived at once"),
        (WAITING, {**WAIVED, "state": "เสร็จ"}, "the finding is mended and waived at once"),
        (ORPHAN, {"waive_reason": "ก" * 2001, "waive_until": "2025-01-01"}, "write it shorter"),
        (WAITING, {"on": "2024-09-01"}, "a day without a state: choose the state beside it"),
        (WAITING, {"state": "กำลังทำ"}, "there is no state 'กำลังทำ'"),
        (WAITING, {"state": "done, accepted"}, "is several states: choose one"),
        (WAITING, {"state": "done", "on": "2024-10-01"}, "is after 2024-09-30"),
        (WAITING, {"state": "accepted", "on": "2024-05-31"}, "SRC150"),
        (ORPHAN, {"key_results": "=CONCAT(B1,C1)"}, "is a formula or an error: type the value"),
        (ORPHAN, {"note": "=1+1"}, "is a formula or an error: type the value"),
    ],
)
def test_answer_that_is_not_plain_is_refused_with_a_remedy(
    finding: str, answer: dict[str, Any], reason: str
) -> None:
    (said,) = refusals({finding: answer})
    assert reason in said


@pytest.mark.usefixtures("place")
def test_other_day_than_the_sources_have_is_refused() -> None:
    text = Path("data/all.yaml").read_text(encoding="utf-8")
    text = text.replace("state: waiting", "accepted_on: 2024-07-01")
    Path("data/all.yaml").write_text(text, encoding="utf-8")
    (said,) = refusals({WAITING: {"state": "accepted", "on": "2024-08-01"}})
    assert said == "accepted_on is 2024-07-01 in the sources: mend it there, or leave it"


# Conflicts ---------------------------------------------------------------------------------------


@pytest.mark.usefixtures("place")
def test_two_units_that_say_the_same_are_one_answer() -> None:
    one = send("one.xlsx", filled={UNOWNED: {"owner": "B2"}})
    two = send("two.xlsx", filled={UNOWNED: {"owner": "b2 ชื่อ B2", "note": "ตกลงแล้ว"}})
    found = told(one, two)
    assert (found["refused"], len(found["taken"]), len(found["notes"])) == ([], 1, 1)


@pytest.mark.usefixtures("place")
def test_two_answers_that_differ_are_both_refused() -> None:
    one = send("one.xlsx", filled={UNOWNED: {"owner": "B1"}, ORPHAN: {"key_results": "KR1"}})
    two = send("two.xlsx", filled={UNOWNED: {"owner": "B2"}})
    found = told(one, two)
    assert [one["text"] for one in found["refused"]] == [
        "OWN301:P1 is answered otherwise at two.xlsx: นโยบายไม่มีเจ้าภาพ!G5: keep one",
        "OWN301:P1 is answered otherwise at one.xlsx: นโยบายไม่มีเจ้าภาพ!G5: keep one",
    ]
    assert [one["finding"] for one in found["taken"]] == [ORPHAN]


@pytest.mark.usefixtures("place")
def test_finding_that_is_gone_is_not_answered_behind_anybodys_back() -> None:
    send("B1.xlsx", filled={ORPHAN: {"key_results": "KR1"}, OTHER: {"key_results": "KR1"}})
    plan(key_results=["KR2"]).write(Path("data"))
    found = told("B1.xlsx")
    assert [one["text"] for one in found["refused"]] == [
        (
            "TRC201:J1 does not stand any more: look at the item, and change it by hand if this is"
            " still meant"
        )
    ]
    assert [one["finding"] for one in found["taken"]] == [OTHER]


@pytest.mark.usefixtures("place")
def test_comment_is_told_with_its_cell() -> None:
    def comment(book: Workbook) -> None:
        book.worksheets[1]["C5"].comment = Comment("โทรแล้ว รอตอบ", "เขต")

    (said,) = told(send("B1.xlsx", handle=comment))["told"]
    assert (said["cell"], said["text"]) == ("C5", "a comment, which is not read: 'โทรแล้ว รอตอบ'")


@pytest.mark.usefixtures("place")
def test_item_that_is_gone_is_told() -> None:
    send("B1.xlsx", filled={OTHER: {"key_results": "KR1"}})
    text = Path("data/all.yaml").read_text(encoding="utf-8").replace("id: J2", "id: J22")
    Path("data/all.yaml").write_text(text, encoding="utf-8")
    (said,) = told("B1.xlsx")["refused"]
    assert said["text"] == "'J2' is no longer in the sources"


def test_item_that_was_changed_since_the_digest_is_told(place: Repository) -> None:
    filled = {ORPHAN: {"key_results": "KR1"}, OTHER: {"key_results": "KR2"}}
    send("B1.xlsx", filled=filled, commit=place.git("rev-parse", "HEAD"))
    plan(budget=5).write(Path("data"))
    found = told("B1.xlsx")
    assert [one["text"] for one in found["told"]] == [
        "J1 was changed since the digest of 2024-09-30: compare it with the patch"
    ]
    assert len(found["taken"]) == 2


@pytest.mark.usefixtures("place")
def test_commit_that_git_does_not_know_is_no_trouble() -> None:
    found = told(send("B1.xlsx", filled={ORPHAN: {"key_results": "KR1"}}, commit="0" * 40))
    assert (found["told"], len(found["taken"])) == ([], 1)


# What people do to workbooks ---------------------------------------------------------------------


def handled(change: Callable[[Workbook], None], filled: Filled) -> dict[str, Any]:
    return told(send("B1.xlsx", filled=filled, handle=change))


@pytest.mark.usefixtures("place")
def test_rows_may_be_sorted_and_columns_moved() -> None:
    def sort(book: Workbook) -> None:
        sheet = book["โครงการไม่โยงถึงนโยบาย"]
        rows = [[one.value for one in row] for row in sheet.iter_rows()]
        sheet.delete_rows(1, sheet.max_row)
        for row in [rows[-1], *rows[:-1]]:  # A finding above the names, as a sort of all may do.
            sheet.append(list(reversed(row)))

    found = handled(sort, {ORPHAN: {"key_results": "KR1"}, OTHER: {"key_results": "KR2"}})
    assert (len(found["taken"]), found["refused"], found["told"]) == (2, [], [])


def without_rows(*numbers: int) -> Callable[[Workbook], None]:
    """Delete rows of the first sheet, counted from the header as 1; the last ones first."""

    def delete(book: Workbook) -> None:
        sheet = book["โครงการไม่โยงถึงนโยบาย"]
        for number in sorted(numbers, reverse=True):
            sheet.delete_rows(names(sheet) + number)

    return delete


@pytest.mark.usefixtures("place")
def test_rows_that_were_deleted_are_not_asked_any_more_and_are_counted() -> None:
    filled = {OTHER: {"key_results": "KR1"}}
    (whole,) = told(send("B1.xlsx", filled=filled))["units"]
    (unit,) = handled(without_rows(2), filled)["units"]
    assert (whole["gone"], unit["gone"]) == (0, 1)
    assert (unit["asked"], unit["answered"]) == (whole["asked"] - 1, 1)


@pytest.mark.usefixtures("place")
def test_deleted_rows_are_told_in_a_line_and_fail_nothing() -> None:
    send("B1.xlsx", filled={OTHER: {"key_results": "KR1"}}, handle=without_rows(2))
    ran = imported("B1.xlsx", "--output", "answers.patch", "--lang", "en")
    assert ran.code == 0
    assert "rows deleted from the digests: 1 · their findings stay as they are" in ran.out
    thai = imported("B1.xlsx", "--output", "answers.patch").out
    assert "แถวที่ถูกลบออกจากแฟ้ม 1 แถว · ข้อค้นพบเหล่านั้นยังคงอยู่" in thai


@pytest.mark.usefixtures("place")
def test_two_copies_of_a_digest_with_half_the_rows_each_lack_nothing() -> None:
    send("first.xlsx", handle=without_rows(2))
    send("second.xlsx", handle=without_rows(3))
    (unit,) = told("first.xlsx", "second.xlsx")["units"]
    assert unit["gone"] == 0


@pytest.mark.usefixtures("place")
def test_digest_that_does_not_say_how_many_rows_it_had_lacks_none() -> None:
    def forget(book: Workbook) -> None:
        without_rows(2)(book)
        for row in book[a.ABOUT].iter_rows():
            if row[0].value == "findings":
                row[1].value = None

    (unit,) = handled(forget, {})["units"]
    assert unit["gone"] == 0


@pytest.mark.usefixtures("place")
def test_row_that_was_copied_counts_once_unless_it_says_something_else() -> None:
    def copy(value: str) -> Callable[[Workbook], None]:
        def change(book: Workbook) -> None:
            sheet = book["โครงการไม่โยงถึงนโยบาย"]
            at = columns(sheet)
            row = [one.value for one in sheet[names(sheet) + 2]]
            row[at[a.KEY_RESULTS] - 1] = value
            sheet.append(row)

        return change

    same = handled(copy("kr1"), {ORPHAN: {"key_results": "KR1"}})
    assert (len(same["taken"]), same["refused"]) == (1, [])
    other = handled(copy("KR2"), {ORPHAN: {"key_results": "KR1"}})
    assert (other["taken"], len(other["refused"])) == ([], 2)


@pytest.mark.usefixtures("place")
def test_columns_and_sheets_of_others_are_told_whole() -> None:
    long = " ".join(["ถามคุณสมบัติก่อน"] * 20)

    def add(book: Workbook) -> None:
        sheet = book["โครงการไม่โยงถึงนโยบาย"]
        sheet.cell(names(sheet) + 2, sheet.max_column + 2).value = long
        book.create_sheet("งานของเรา").append(["ก", "ข"])

    found = handled(add, {ORPHAN: {"key_results": "KR1"}})
    assert len(found["taken"]) == 1
    assert sorted(one["text"] for one in found["told"]) == [
        f"'{long}' (beside TRC201:J1)",
        "the sheet is not of the digest: read its 1 row",
    ]


@pytest.mark.usefixtures("place")
def test_answer_in_a_row_of_its_own_is_refused_and_not_lost() -> None:
    def write(book: Workbook) -> None:
        sheet = book["โครงการไม่โยงถึงนโยบาย"]
        sheet.cell(sheet.max_row + 2, columns(sheet)[a.KEY_RESULTS]).value = "KR1"

    (said,) = handled(write, {})["refused"]
    assert said["text"] == "'KR1' stands in a row without a finding: copy whole rows"


@pytest.mark.usefixtures("place")
def test_sheet_without_its_names_is_refused() -> None:
    def delete(book: Workbook) -> None:
        sheet = book["โครงการไม่โยงถึงนโยบาย"]
        sheet.delete_rows(names(sheet))

    (said,) = handled(delete, {ORPHAN: {"key_results": "KR1"}})["refused"]
    assert "hidden row of names is missing" in said["text"]


@pytest.mark.usefixtures("place")
def test_column_of_another_sheet_is_refused() -> None:
    def rename(book: Workbook) -> None:
        sheet = book["โครงการไม่โยงถึงนโยบาย"]
        sheet.cell(names(sheet), columns(sheet)[a.KEY_RESULTS]).value = a.OWNER

    (said,) = handled(rename, {ORPHAN: {"key_results": "KR1"}})["refused"]
    assert said["text"] == "owner is not asked of TRC201: delete it"


# Workbooks that are not opened -------------------------------------------------------------------


def refused_file(content: bytes, name: str = "B1.xlsx") -> str:
    Path(name).write_bytes(content)
    ran = imported(name)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith("Error: ")
    return ran.err.removeprefix("Error: ").rstrip("\n")


def with_parts(content: bytes, **parts: bytes) -> bytes:
    """The same zip with more parts, or other ones; a name's `__` is a slash, its `_` a dot."""
    stream = io.BytesIO()
    added = {name.replace("__", "/").replace("_", "."): data for name, data in parts.items()}
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", 8) as new:
        for one in old.namelist():
            if one not in added:
                new.writestr(one, old.read(one))
        for name, data in added.items():
            new.writestr(name, data)
    return stream.getvalue()


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"xl__vbaProject_bin": b""}, "the workbook holds macros, which are never run here"),
        ({"xl__externalLinks__externalLink1_xml": b"<a/>"}, "takes values from other files"),
        ({"xl__connections_xml": b"<a/>"}, "the workbook takes values from a database"),
        ({"xl__media__a_png": b"0" * 5_000_000}, "the file would take too much room"),
        ({"docProps__app_xml": b"<!DOCTYPE a><a/>"}, "holds XML that no spreadsheet program"),
        ({"xl__styles_xml": "<!ENTITY a 'b'>".encode("utf-16")}, "holds XML that no spreadsheet"),
        ({"xl__workbook_xml": b"<a"}, "the workbook is damaged"),
    ],
)
def test_workbook_that_is_not_plain_is_not_opened(parts: dict[str, bytes], reason: str) -> None:
    content = digest(app.open_graph("data"), "B1")
    assert reason in refused_file(with_parts(content, **parts))


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is no whole workbook"),
        (b"PK\x03\x04nonsense", "the file is no whole workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "the file has a password, or is from before 2007"),
        (saved(Workbook()), "this is no digest, its hidden sheet 'policytrace' is missing"),
        (saved(Workbook())[:-9], "the file is no whole workbook"),
    ],
)
def test_file_that_is_no_digest_is_one_sentence(content: bytes, reason: str) -> None:
    assert refused_file(content).startswith(f"B1.xlsx: {reason}")


def test_bomb_is_refused_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MAX_ENTRIES", 3)
    path = tmp_path / "a.xlsx"
    path.write_bytes(saved(Workbook()))
    with pytest.raises(UsageError, match=r"a\.xlsx: the file would take too much room"):
        archive.opened(path, path.name)
    monkeypatch.setattr(archive, "MAX_FILE", 3)
    with pytest.raises(UsageError, match=r"a\.xlsx: the file is larger than 0 MiB"):
        archive.opened(path, path.name)


@pytest.mark.usefixtures("place")
def test_every_file_that_cannot_be_read_is_named_at_once() -> None:
    Path("one.xlsx").write_bytes(b"")
    ran = imported("one.xlsx", "gone.xlsx", send("B1.xlsx"))
    assert ran.code == 2
    assert [line[:20] for line in ran.err.splitlines()] == [
        "Error: one.xlsx: the",
        "gone.xlsx: the file ",
    ]


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("format", "2", "this is a digest of format '2', not 1"),
        ("as_of", "เมื่อวาน", "its hidden sheet 'policytrace' was changed"),
        ("dataset", "other", "this digest is of the data set 'other': import it with --dataset"),
    ],
)
def test_digest_of_something_else_is_refused(key: str, value: str, reason: str) -> None:
    def change(book: Workbook) -> None:
        for row in book[a.ABOUT].iter_rows():
            if row[0].value == key:
                row[1].value = value

    assert reason in refused_file(digest(app.open_graph("data"), "B1", handle=change))


def test_sources_with_errors_stop_the_import(place: Repository) -> None:
    send("B1.xlsx", filled={ORPHAN: {"key_results": "KR1"}})
    with (place.data / "all.yaml").open("a", encoding="utf-8") as file:
        file.write("nonsense: []\n")
    ran = imported("B1.xlsx")
    assert ran.code == 2
    assert "the sources have errors" in ran.err


# The patch ---------------------------------------------------------------------------------------


LINES = st.lists(st.sampled_from(["ก", "a", "\u2028", "\x85", "", "b\r", "\ufeff"]), max_size=12)


@settings(deadline=None, max_examples=40)
@given(LINES, LINES, st.booleans(), st.sampled_from(["a.yaml", "แผน 2567/ก ข.yaml"]))
def test_patch_is_what_git_applies(
    before: list[str], after: list[str], is_ended: bool, name: str
) -> None:
    old = ("\n".join(before) + "\n" * is_ended).encode()
    new = ("\n".join(after) + "\n" * (not is_ended)).encode()
    if old == new or not old or not new:
        return
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(old)
        text = patch.render({name: (old, new)})
        subprocess.run(
            ["git", "apply", "--whitespace=nowarn"],  # noqa: S607  # git of the machine
            cwd=folder,
            input=text.encode(),
            check=True,
            capture_output=True,
        )
        assert path.read_bytes() == new


def test_patch_of_sources_elsewhere_says_where_it_applies(
    empty_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = plan().write(tmp_path_factory.mktemp("elsewhere") / "แผน ก")
    graph = app.open_graph(folder)
    Path("B1.xlsx").write_bytes(digest(graph, "B1", {ORPHAN: {"key_results": "KR1"}}))
    ran = imported("B1.xlsx", "--data", str(folder), "-o", "a.patch")
    assert f"ใช้ git apply ใน {folder}" in ran.out
    subprocess.run(
        ["git", "apply", str(empty_home / "a.patch")],  # noqa: S607  # git of the machine
        cwd=folder,
        check=True,
    )
    orphans = report("orphan-projects", "--data", str(folder))
    assert ORPHAN not in {one["finding"] for one in orphans}


def test_file_that_changes_meanwhile_is_not_written_over(place: Repository) -> None:

    send("B1.xlsx", filled={ORPHAN: {"key_results": "KR1"}})
    asked = Parameters(as_of=dt.date(2024, 9, 30), all_tiers=True)
    found = answers.read([Path("B1.xlsx")], Sources(folder=Path("data")), asked)
    with (place.data / "all.yaml").open("a", encoding="utf-8") as file:
        file.write("# ก\n")
    with pytest.raises(UsageError, match="was changed meanwhile: run this again"):
        answers.write(found)


# Who has answered --------------------------------------------------------------------------------


def test_units_that_have_not_answered_are_told(place: Repository) -> None:
    plan(project("J9", lead="B2")).write(place.data)
    night = ("nightly", "--state", "state", "--out", "out", "--fail-on", "never", *AS_OF)
    assert run(*night).code == 0
    send("B1.xlsx", filled={ORPHAN: {"note": "ยังไม่ทราบ"}, OTHER: {"key_results": "KR9"}})
    units = told("B1.xlsx", "--state", "state")["units"]
    assert [(one["unit"], one["returned"], one["answered"], one["refused"]) for one in units] == [
        ("B1", True, 2, 1),
        ("B2", False, 0, 0),
    ]
    assert (units[1]["title"], units[1]["digest"]) == ("ชื่อ B2", "2024-09-30")
    assert units[1]["asked"] > 0
    ran = imported("B1.xlsx", "--state", "state", "--lang", "en", "-o", "a.patch")
    assert "No answer yet (1)\nunit  name      asked  answered  refused  digest of\n" in ran.out


@pytest.mark.usefixtures("place")
def test_two_workbooks_of_a_unit_are_one_line() -> None:
    one = send("one.xlsx", filled={ORPHAN: {"key_results": "KR1"}})
    two = send("two.xlsx", filled={OTHER: {"key_results": "KR1"}, ORPHAN: {"note": "ด่วน"}})
    (unit,) = told(one, two)["units"]
    assert (unit["unit"], unit["answered"], unit["refused"]) == ("B1", 2, 0)


@pytest.mark.usefixtures("place")
def test_digest_that_nobody_touched_brings_nothing() -> None:
    found = told(send("B1.xlsx"))
    assert (found["patch"], found["taken"], found["told"], found["notes"]) == ("", [], [], [])
    returning = returned(Path("B1.xlsx"))
    assert {ORPHAN, OTHER, UNOWNED, WAITING} <= returning.asked
    assert returning.answers == []
