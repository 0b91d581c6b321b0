"""`policytrace import traffy`: tickets become hand-overs. Every ticket here is made up."""

import datetime as dt
import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import app
from graph.errors import UsageError
from graph.model.entities import Handoff, Unit
from graph.sources.delimited import encoding_of, rows_of
from graph.sources.traffy import streaming
from graph.sources.traffy.names import Names
from graph.sources.traffy.streaming import records_of
from graph.sources.traffy.times import TimeError, between, day_of
from tests.builders import City, Piece, bureau, city, city_hall, district, division, outsider
from tests.commands import ROOT, Ran, environment, run
from tests.tickets import HEADER, PERSONAL, Fields, as_csv, as_json, ticket, write

DISTRICT, ROADS, DRAINS, POWER = "เขตบางรัก", "สำนักการโยธา", "สำนักการระบายน้ำ", "การไฟฟ้านครหลวง"
FILE = Path("data/handoffs-traffy.yaml")


def bangkok(*more: Piece) -> City:
    """A district, two bureaus, a division and an outsider, under the names that they have."""
    return city(
        city_hall("BMA", title="กรุงเทพมหานคร", abbreviation="กทม."),
        district("D04", title="สำนักงานเขตบางรัก"),
        district("D05", title="สำนักงานเขตปทุมวัน"),
        bureau("B10", title=ROADS, abbreviation="สนย."),
        bureau("B11", title={"th": DRAINS, "en": "Drainage Department (DDS)"}),
        division("B10-law", of="B10", title="กองควบคุมอาคาร"),
        outsider("X-mea", title=POWER, external_ids={"traffy": "กฟน., MEA"}),
        *more,
    )


@pytest.fixture
def data(empty_home: Path) -> Path:
    return bangkok().write(empty_home / "data")


def take(*tickets: Fields, name: str = "tickets.csv", options: tuple[str, ...] = ()) -> Ran:
    """Import tickets, as CSV."""
    return take_bytes(as_csv(*tickets), name, options)


def take_bytes(content: bytes, name: str, options: tuple[str, ...] = ()) -> Ran:
    write(name, content)
    return run("import", "traffy", name, "--yes", "--lang", "en", *options)


def handoffs() -> list[Handoff]:
    """What the sources hold now."""
    return list(app.open_portfolio("data").of(Handoff))


def told(ran: Ran, sort: str = "hand-overs") -> list[int]:
    """How many were new, changed, unchanged and refused."""
    line = next(one for one in ran.err.splitlines() if one.startswith(f"{sort} "))
    return [int(one.replace(",", "")) for one in line.split()[-4:]]


def only() -> Handoff:
    (found,) = handoffs()
    return found


# A forward is a hand-over -------------------------------------------------------------------------


def test_forward_from_a_district_to_a_bureau_is_a_handoff(data: Path) -> None:
    ran = take(ticket("2024-ABCDEF", DISTRICT, ROADS))
    assert (ran.code, told(ran)) == (0, [1, 0, 0, 0])
    found = only()
    assert (found.id, found.from_unit, found.to_unit) == ("TF-2024-ABCDEF-1", "D04", "B10")
    assert (found.title_th, found.state) == ("ถนน เขตบางรัก", "waiting")
    assert found.asked_on is not None
    assert found.asked_on.text == "2024-06-01"


def test_patch_is_shown_and_then_written(data: Path) -> None:
    ran = take(ticket("2024-ABCDEF", DISTRICT, ROADS))
    lines = ran.out.splitlines()
    assert lines[:2] == ["--- /dev/null", "+++ b/data/handoffs-traffy.yaml"]
    assert [one[1:] for one in lines[3:]] == FILE.read_text(encoding="utf-8").splitlines()
    assert "wrote data/handoffs-traffy.yaml" in ran.err


def test_dry_run_writes_nothing(data: Path) -> None:
    ran = take(ticket("2024-ABCDEF", DISTRICT, ROADS), options=("--dry-run",))
    assert "TF-2024-ABCDEF-1" in ran.out
    assert not FILE.exists()


def test_new_handoffs_go_to_the_file_that_is_named(data: Path) -> None:
    take(ticket("2024-ABCDEF", DISTRICT, ROADS), options=("--file", "traffy/2567.yaml"))
    assert only().file == "data/traffy/2567.yaml"


def test_ticket_that_never_left_its_office_is_no_handoff(data: Path) -> None:
    ran = take(ticket("2024-ABCDEF", DISTRICT, f"ฝ่ายโยธา {DISTRICT}", "ฝ่ายรักษาความสะอาดฯ"))
    assert ran.code == 0
    assert handoffs() == []
    assert "1 of 1 tickets went from no unit of the sources to another" in ran.err


def test_outside_agency_is_a_unit_of_kind_external_if_the_sources_know_it(data: Path) -> None:
    ran = take(
        ticket("2024-ABCDEF", DISTRICT, "กฟน."), ticket("2024-ABCDEG", DISTRICT, "การประปานครหลวง")
    )
    assert only().to_unit == "X-mea"
    assert "การประปานครหลวง × 1" in ran.err


def test_unknown_organisation_in_the_middle_is_not_bridged(data: Path) -> None:
    take(ticket("2024-ABCDEF", DISTRICT, "หน่วยงานหนึ่ง", ROADS, DRAINS))
    found = only()
    assert (found.id, found.from_unit, found.to_unit) == ("TF-2024-ABCDEF-3", "B10", "B11")


def test_handoffs_that_were_passed_on_wait_with_nobody(data: Path) -> None:
    take(ticket("2024-ABCDEF", DISTRICT, ROADS, DRAINS))
    first, last = handoffs()
    assert (first.state, first.reason) == ("withdrawn", "ส่งต่อไปหน่วยงานอื่นแล้ว")
    assert first.basis_of("state") == "inferred"
    assert (last.state, last.reason) == ("waiting", None)


def test_ticket_that_goes_back_and_forth_waits_once(data: Path) -> None:
    """A ping-pong: A→B→A→B is three hand-overs, and the ball lies with one unit alone."""
    take(ticket("2024-ABCDEF", DISTRICT, ROADS, DISTRICT, ROADS))
    found = handoffs()
    assert [(one.from_unit, one.to_unit) for one in found] == [
        ("D04", "B10"),
        ("B10", "D04"),
        ("D04", "B10"),
    ]
    assert [one.state for one in found] == ["withdrawn", "withdrawn", "waiting"]
    assert found[0].reason == "ส่งคืนหน่วยงานที่เคยรับเรื่อง"
    rows = app.ask(app.open_graph("data"), ["handoffs"], _parameters())[0].rows
    assert [row["holder"] for row in rows if row["holder"]] == ["B10"]


def _parameters() -> Any:
    from graph.reports.result import Parameters

    return Parameters(as_of=dt.date(2024, 9, 30), all_tiers=True)


@pytest.mark.parametrize(
    ("word", "state", "reason"),
    [
        ("รอรับเรื่อง", "waiting", None),
        ("ส่งต่อ(ใหม่)", "waiting", None),
        ("รับเรื่อง", "accepted", None),
        ("กำลังดำเนินการ", "accepted", None),
        ("กําลังดําเนินการ", "accepted", None),  # Sara am in two parts.
        ("ของบประมาณ", "accepted", "ของบประมาณ"),
        ("เสร็จสิ้น", "done", None),
        ("ไม่เกี่ยวข้อง", "withdrawn", "ไม่เกี่ยวข้อง"),
        ("inprogress", "accepted", None),
    ],
)
def test_state_of_the_ticket_is_that_of_its_last_handoff(
    data: Path, word: str, state: str, reason: str | None
) -> None:
    take(ticket("2024-ABCDEF", DISTRICT, ROADS, state=word))
    assert (only().state, only().reason) == (state, reason)


def test_state_that_is_not_known_is_refused_with_its_word(data: Path) -> None:
    ran = take(
        ticket("2024-ABCDEF", DISTRICT, ROADS, state="รอดูก่อน"),
        ticket("2024-ABCDEG", DISTRICT, ROADS, state="รอดูก่อน"),
        ticket("2024-ABCDEH", DISTRICT, ROADS),
    )
    assert (ran.code, told(ran, "tickets")) == (1, [1, 0, 0, 2])
    expected = "tickets.csv:2: the ticket is left out: its state 'รอดูก่อน' is not known (2 tickets"
    assert expected in ran.err


# Dates --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("last", "asked"),
    [
        ("2024-06-01 23:00:00", "2024-06-01"),
        ("2024-06-30 23:00:00", "2024-06"),
        ("2024-12-30 23:00:00", "2024"),
        ("2025-01-02 23:00:00", None),
        ("", None),
    ],
)
def test_forward_is_dated_as_exactly_as_the_ticket_allows(
    data: Path, last: str, asked: str | None
) -> None:
    take(ticket("2024-ABCDEF", DISTRICT, ROADS, last_activity=last))
    found = only().asked_on
    assert (found and found.text) == asked


def test_day_of_the_report_is_taken_for_the_first_forward_if_that_is_asked_for(data: Path) -> None:
    long_after = {"last_activity": "2024-09-01 08:00:00"}
    options = ("--asked-as-reported",)
    take(ticket("2024-ABCDEF", DISTRICT, ROADS, DRAINS, **long_after), options=options)
    first, second = handoffs()
    assert first.asked_on is not None
    assert second.asked_on is not None
    assert (first.asked_on.text, second.asked_on.text) == ("2024-06-01", "2024")
    assert first.basis_of("asked_on") == "inferred"


def test_finished_ticket_has_the_days_that_it_tells(data: Path) -> None:
    take(
        ticket(
            *("2024-ABCDEF", DISTRICT, ROADS),
            state="เสร็จสิ้น",
            timestamp_inprogress="2024-06-03 09:00:00",
            timestamp_finished="2024-06-20 09:00:00",
            last_activity="2024-07-05 09:00:00",
        )
    )
    found = only()
    assert found.accepted_on is not None
    assert found.done_on is not None
    assert (found.accepted_on.text, found.done_on.text) == ("2024-06", "2024-06-20")


def test_history_of_the_chain_dates_its_forwards(data: Path) -> None:
    seen = {
        "changed_field": "org_response",
        "old": DISTRICT,
        "new": f"{DISTRICT},{ROADS}",
        "detected_at": "2024-06-09 08:00:00",
    }
    history = {"history": [seen], "last_activity": "2024-08-01 08:00:00"}
    take_bytes(as_json(ticket("2024-ABCDEF", DISTRICT, ROADS, **history)), "tickets.json")
    found = only()
    assert found.asked_on is not None
    assert found.asked_on.text == "2024-06-09"
    assert found.basis_of("asked_on") == "inferred"


def test_ticket_closed_before_it_was_reported_is_refused(data: Path) -> None:
    backwards = {"state": "เสร็จสิ้น", "timestamp_finished": "2024-05-01 09:00:00"}
    ran = take(ticket("2024-ABCDEF", DISTRICT, ROADS, **backwards))
    assert ran.code == 1
    assert "its times go against each other" in ran.err


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-06-01 09:00:00", "2024-06-01"),
        ("2023-03-05 20:26:26.117157+00", "2023-03-06"),  # It is the next morning in Bangkok.
        ("2023-03-05T03:26:26Z", "2023-03-05"),
        ("2023-03-05 03:26:26+0000", "2023-03-05"),
        ("2023-03-05 23:59:59+07:00", "2023-03-05"),
        ("2567-06-01 09:00:00", "2024-06-01"),
        ("๒๕๖๗-๐๖-๐๑ ๐๙:๐๐:๐๐", "2024-06-01"),
        ("๑ มิ.ย. ๒๕๖๗", "2024-06-01"),
        ("1/6/2567 09:00", "2024-06-01"),
        ("2024-06-01", "2024-06-01"),
        ("", None),
        ("NaT", None),
        ("\u200b", None),
    ],
)
def test_times_are_days_in_bangkok(text: str, day: str | None) -> None:
    assert day_of(text) == (day and dt.date.fromisoformat(day))


@pytest.mark.parametrize(
    "text", ["soon", "2024-13-01", "1/6/67", "มิ.ย. 2567", "0001-01-01T00:00+14"]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(TimeError):
        day_of(text)


@given(st.dates(), st.dates())
def test_bounds_of_a_day_tell_no_more_than_they_hold(one: dt.date, other: dt.date) -> None:
    found = between(one, other)
    if one > other:
        assert found is None
    else:
        assert found is None or one.isoformat().startswith(found)
        assert found is None or other.isoformat().startswith(found)
        assert (found is None) == (one.year != other.year)


# Once more ----------------------------------------------------------------------------------------


def test_same_file_again_changes_nothing(data: Path) -> None:
    tickets = [
        ticket("2024-ABCDEF", DISTRICT, ROADS, DRAINS, state="ของบประมาณ"),
        ticket("2024-ABCDEG", DISTRICT, POWER, type="{ถนน,ทางเท้า}", count_reopen="2"),
    ]
    take(*tickets)
    before = FILE.read_bytes()
    ran = take(*reversed(tickets))
    assert (ran.code, ran.out, told(ran)) == (0, "", [0, 0, 3, 0])
    assert FILE.read_bytes() == before


def test_ticket_that_has_moved_on_changes_one_line_and_adds_one(data: Path) -> None:
    take(ticket("2024-ABCDEF", DISTRICT, ROADS), ticket("2024-ABCDEG", DISTRICT, ROADS))
    ran = take(ticket("2024-ABCDEF", DISTRICT, ROADS, DRAINS, state="กำลังดำเนินการ"))
    assert told(ran) == [1, 1, 0, 0]
    signs = [one[0] for one in ran.out.splitlines() if one[:2] in ("+ ", "- ")]
    assert signs == ["-", "+", "+"]
    states = {one.id: one.state for one in handoffs()}
    assert states == {
        "TF-2024-ABCDEF-1": "withdrawn",
        "TF-2024-ABCDEG-1": "waiting",
        "TF-2024-ABCDEF-2": "accepted",
    }


def test_reopened_ticket_is_open_again(data: Path) -> None:
    closed = {"state": "เสร็จสิ้น", "timestamp_finished": "2024-06-01 12:00:00"}
    take(ticket("2024-ABCDEF", DISTRICT, ROADS, **closed))
    assert only().done_on is not None
    again = {**closed, "state": "กำลังดำเนินการ", "count_reopen": "1"}
    take(ticket("2024-ABCDEF", DISTRICT, ROADS, **again))
    found = only()
    assert (found.state, found.done_on) == ("accepted", None)
    assert found.reason == "ประชาชนเปิดเรื่องใหม่ 1 ครั้ง"


def test_what_people_have_added_to_a_line_stays(data: Path) -> None:
    take(ticket("2024-ABCDEF", DISTRICT, ROADS), ticket("2024-ABCDEG", DISTRICT, ROADS))
    text = FILE.read_text(encoding="utf-8")
    added = text.replace(
        "state: waiting}\n", "due_on: 2024-12-31, state: waiting, note: โทรถามแล้ว}  # ติดตาม\n", 1
    )
    FILE.write_text(f"# ของเรา\n{added}", encoding="utf-8")
    take(ticket("2024-ABCDEF", DISTRICT, ROADS, state="กำลังดำเนินการ"))
    text = FILE.read_text(encoding="utf-8")
    assert text.startswith("# ของเรา\n")
    assert "}  # ติดตาม\n" in text
    found = next(one for one in handoffs() if one.id == "TF-2024-ABCDEF-1")
    assert (found.state, found.note) == ("accepted", "โทรถามแล้ว")
    assert found.due_on is not None


def test_handoff_that_was_moved_elsewhere_is_changed_there(data: Path) -> None:
    Path("data/moved.yaml").write_text(
        "format: 1\nhandoffs:\n"
        "  - id: TF-2024-ABCDEF-1  # ย้ายมา\n    subject: ถนน เขตบางรัก\n    from: D04\n    to: B10\n"
        "    asked_on: 2024-06-01\n    state: waiting\n",
        encoding="utf-8",
    )
    ran = take(ticket("2024-ABCDEF", DISTRICT, ROADS, state="กำลังดำเนินการ"))
    assert told(ran) == [0, 1, 0, 0]
    text = Path("data/moved.yaml").read_text(encoding="utf-8")
    assert "state: accepted" in text
    assert "# ย้ายมา" in text
    assert not FILE.exists()


def test_handoff_of_which_its_ticket_says_nothing_more_stays_and_is_told(data: Path) -> None:
    take(ticket("2024-ABCDEF", DISTRICT, ROADS, DRAINS))
    ran = take(ticket("2024-ABCDEF", DISTRICT, ROADS))
    assert len(handoffs()) == 2
    assert "TF-2024-ABCDEF-2 is no longer in its ticket" in ran.err


def test_of_a_ticket_that_comes_twice_what_was_touched_last_counts(data: Path) -> None:
    new = ticket("2024-ABCDEF", DISTRICT, ROADS, state="เสร็จสิ้น", last_activity="2024-06-09 01:00")
    take(new, ticket("2024-ABCDEF", DISTRICT, ROADS))
    assert only().state == "done"


def test_file_that_is_laid_out_otherwise_takes_no_more(data: Path) -> None:
    FILE.write_text("format: 1\nhandoffs: []\n", encoding="utf-8")
    ran = take(ticket("2024-ABCDEF", DISTRICT, ROADS))
    assert ran.code == 2
    assert "name another file with --file" in ran.err


def test_ticket_that_would_bring_an_error_is_left_out_whole_and_the_others_are_taken(
    data: Path,
) -> None:
    """A project has the id that the second step of the first ticket would get."""
    Path("data/zz.yaml").write_text(
        "format: 1\nprojects:\n  - {id: TF-2024-ABCDEF-2, title: ซ่อมถนน, lead: B10}\n",
        encoding="utf-8",
    )
    ran = take(
        ticket("2024-ABCDEF", DISTRICT, ROADS, DRAINS), ticket("2024-ABCDEG", DISTRICT, ROADS)
    )
    assert (ran.code, told(ran), told(ran, "tickets")) == (1, [1, 0, 0, 0], [1, 0, 0, 1])
    assert only().id == "TF-2024-ABCDEG-1"
    assert "tickets.csv:2: the ticket is left out: the sources would have an error: " in ran.err
    assert " 0 errors" in app.check("data").tally()


def test_json_has_every_change_with_the_line_of_its_ticket_and_what_was_refused(
    data: Path,
) -> None:
    take(ticket("2024-ABCDEF", DISTRICT, ROADS))
    ran = take(
        ticket("2024-ABCDEF", DISTRICT, ROADS, state="กำลังดำเนินการ"),
        ticket("2024-ABCDEG", DISTRICT, "กฟน.", "ไม่รู้จัก"),
        ticket("2024-ABCDEH", DISTRICT, ROADS, state="รอดูก่อน"),
        ticket("2024-ABCDEI", DISTRICT, ROADS, state="รอดูก่อน"),
        options=("--format", "json", "--dry-run"),
    )
    found = json.loads(ran.out)
    assert (ran.code, ran.err) == (1, "")
    assert found["summary"] == {
        "handoff": {"new": 1, "changed": 1, "unchanged": 0, "refused": 0},
        "ticket": {"new": 1, "changed": 1, "unchanged": 0, "refused": 2},
    }
    assert [(one["cell"], one["text"].split(": ")[:2]) for one in found["changes"]] == [
        ("2", ["TF-2024-ABCDEF-1", "state"]),
        ("3", ["TF-2024-ABCDEG-1", "{id"]),
    ]
    why = "the ticket is left out: its state 'รอดูก่อน' is not known"
    assert [(one["cell"], one["text"]) for one in found["refused"]] == [("4", why), ("5", why)]
    assert [one["text"] for one in found["unknown"]] == ["ไม่รู้จัก × 1"]
    assert (found["files"], found["apply_in"]) == (["data/handoffs-traffy.yaml"], None)
    assert found["patch"].startswith("--- a/data/handoffs-traffy.yaml\n")


# Names --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("สำนักงานเขตบางรัก", "D04"),
        ("เขตบางรัก", "D04"),
        ("สนข.บางรัก", "D04"),
        ("ฝ่ายโยธา เขตบางรัก", "D04"),
        ("สํานักการโยธา", "B10"),  # Sara am in two parts.
        ("สนย.", "B10"),
        ("dds", "B11"),
        ("กองควบคุมอาคาร", "B10-law"),
        ("MEA", "X-mea"),
        ("กรุงเทพมหานคร", "BMA"),
        ("เขต", None),
        ("ฝ่ายโยธา", None),
        ("ร้องทุกข์ กทม. 1555", None),
        ("", None),
    ],
)
def test_organisation_is_a_unit_by_title_abbreviation_or_alias(name: str, unit: str | None) -> None:
    from graph.sources.workbooks.words import cleaned

    assert Names(bangkok().graph.all(Unit)).unit(cleaned(name)) == unit


def test_name_of_two_units_is_neither_and_told_with_both(data: Path) -> None:
    bangkok(bureau("B99", title="สำนักหนึ่ง", abbreviation="สนย.")).write(data)
    ran = take(ticket("2024-ABCDEF", DISTRICT, "สนย."))
    assert handoffs() == []
    assert "สนย. × 1: may be B10, B99" in ran.err


# Nothing of people --------------------------------------------------------------------------------


def test_nothing_of_who_reported_gets_into_the_sources_or_is_told(data: Path) -> None:
    hostile = {
        "type": "{ถนน,โทร 0812345678,ผู้แจ้งชื่อ @someone}",
        "district": "บ้านเลขที่ 12/3 ซอย 5",
        "note": "ผู้แจ้งสมมุติ",
        "hashtag": "#สมมุติ",
    }
    ran = take_bytes(as_json(ticket("2024-ABCDEF", DISTRICT, ROADS, **hostile)), "tickets.json")
    assert only().title_th == "ถนน"
    written = FILE.read_text(encoding="utf-8") + ran.out + ran.err
    for secret in (*PERSONAL.values(), "0812345678", "someone", "12/3", "สมมุติ"):
        assert secret not in written


@pytest.mark.parametrize("number", ["", "ก", "../../x", "2024-ABC DEF", "2024-A: {b}", "x" * 40])
def test_ticket_without_a_plain_number_is_refused(data: Path, number: str) -> None:
    ran = take(ticket(number, DISTRICT, ROADS))
    assert ran.code == 1
    assert "it has no number such as 2024-ABCDEF" in ran.err
    assert handoffs() == []


@pytest.mark.parametrize(
    "kind", ["ถนน: {a}", "- x", '"ถนน"', "ถนน # x", "&a *b", "'; DROP", "=1+1", "<script>"]
)
def test_hostile_kinds_of_problem_leave_sources_that_can_be_read(data: Path, kind: str) -> None:
    take(ticket("2024-ABCDEF", DISTRICT, ROADS, type=f"{{{kind}}}"))
    assert only().from_unit == "D04"
    assert take(ticket("2024-ABCDEF", DISTRICT, ROADS, type=f"{{{kind}}}")).out == ""


def test_chain_without_end_is_refused(data: Path) -> None:
    ran = take(ticket("2024-ABCDEF", *([DISTRICT, ROADS] * 26)))
    assert "more than 50 organisations" in ran.err


UNITS = {DISTRICT: "D04", ROADS: "B10", DRAINS: "B11", "ไม่รู้จัก": None}
NOISE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(chain=st.lists(st.sampled_from(list(UNITS)), max_size=8), noise=NOISE)
def test_any_chain_becomes_its_forwards_between_units(
    data: Path, chain: list[str], noise: str
) -> None:
    FILE.unlink(missing_ok=True)
    odd = ticket("2024-ABCDEF", *chain, type=noise, district=noise, address=noise)
    take(odd)
    stays = [UNITS[one] for at, one in enumerate(chain) if at == 0 or chain[at - 1] != one]
    expected = [(one, other) for one, other in pairwise(stays) if one and other]
    assert [(one.from_unit, one.to_unit) for one in handoffs()] == expected
    assert " 0 errors, 0 warnings" in app.check("data").tally()
    assert take(odd).out == ""


# Files --------------------------------------------------------------------------------------------


def test_json_of_the_search_and_csv_of_the_month_tell_the_same(data: Path) -> None:
    one = ticket("2024-ABCDEF", DISTRICT, ROADS, type="{ถนน,ทางเท้า}")
    take(one)
    ran = take_bytes(as_json(one), "tickets.json")
    assert told(ran) == [0, 0, 1, 0]


def test_features_of_a_map_are_tickets(data: Path) -> None:
    properties = {**ticket("2024-ABCDEF", DISTRICT, ROADS), "org": [DISTRICT, ROADS]}
    del properties["organization"]
    feature = {"type": "Feature", "geometry": {"coordinates": [1, 2]}, "properties": properties}
    whole = {"status": "success", "type": "FeatureCollection", "features": [feature]}
    take_bytes(json.dumps(whole).encode(), "tickets.geojson")
    assert only().to_unit == "B10"


RECORDS = [{"ticket_id": "A", "n": [1, {"deep": "}]"}]}, {"ticket_id": "B"}]
LINES = "\n".join(json.dumps(one) for one in RECORDS)


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(RECORDS),
        json.dumps(RECORDS, indent=2),
        "\ufeff" + json.dumps({"results": RECORDS, "after": 1}),
        json.dumps({"total": 2, "x": {"results": 3}, "features": RECORDS}),
        json.dumps({"help": "…", "success": True, "result": {"records": RECORDS}}),
        LINES,
        LINES + "\n",
    ],
)
@pytest.mark.parametrize("piece", [1, 7, 65536])
def test_records_are_found_in_every_envelope(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, piece: int
) -> None:
    monkeypatch.setattr(streaming, "_PIECE", piece)
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    assert [one for _, one in records_of(path, "a.json")] == RECORDS


@pytest.mark.parametrize(
    "text",
    [
        '[{"ticket_id": "A"}',
        '[{"ticket_id": "A"} {"ticket_id": "B"}]',
        '{"results": [{"ticket_id": "A"',
        '{"total": 3}',
        "[" * 100_000,
        '{"a":' * 100_000,
        "ticket_id,state",
        "[NaN]",
        '"' + "x" * (streaming.LONGEST + 200_000),
    ],
)
def test_json_that_is_damaged_is_one_sentence(data: Path, text: str) -> None:
    ran = take_bytes(text.encode(), "tickets.json")
    assert ran.code == 2
    assert ran.err.startswith("Error: tickets.json: no ticket can be read after number ")
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.csv", b"ticket_id,comment\n", "the column state is missing"),
        ("a.csv", b"", "the column ticket_id, state is missing"),
        ("a.csv", b"ticket_id,state\nA,b\n", "org_response or organization is missing"),
        ("a.csv", b"\x89PNG\r\n\x1a\n\x00\x00", "neither UTF-8 nor Windows-874"),
        ("a.csv", as_csv(ticket("A", DISTRICT)) + b'"open', "the row is not whole"),
        ("a.zip", b"PK", "tickets come as .csv or .json"),
        ("a.json", b"\xff\xfe", "the file is not UTF-8"),
    ],
)
def test_file_that_holds_no_tickets_is_refused(
    data: Path, name: str, content: bytes, expected: str
) -> None:
    ran = take_bytes(content, name)
    assert ran.code == 2
    assert expected in ran.err


def test_file_that_is_not_there_is_refused(data: Path) -> None:
    ran = run("import", "traffy", "none.csv")
    assert (ran.code, "none.csv: the file cannot be read" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8-sig", ","), ("cp874", ";"), ("utf-16", "\t"), ("utf-8", ";")],
)
def test_csv_is_read_as_spreadsheets_save_it(data: Path, encoding: str, separator: str) -> None:
    header = [one for one in HEADER if one != "organization_action"]
    one = ticket("2024-ABCDEF", DISTRICT, ROADS)
    content = as_csv(one, header=header, encoding=encoding, separator=separator)
    assert take_bytes(content, "tickets.csv").code == 0
    assert only().title_th == "ถนน เขตบางรัก"


def test_latin_text_is_not_taken_for_thai(tmp_path: Path) -> None:
    path = write(str(tmp_path / "a.csv"), "café,é\n".encode("latin-1"))
    with pytest.raises(UsageError, match="neither UTF-8 nor Windows-874"):
        encoding_of(path, "a.csv")


@settings(deadline=None)  # Each example is a file.
@given(
    rows=st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=2, max_size=3),
        min_size=1,
    )
)
def test_csv_gives_back_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    import csv

    path = tmp_path_factory.mktemp("csv") / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["a", "b", "c"], *rows])
    assert [cells for _, cells in rows_of(path, "a.csv", bool)][1:] == rows


def test_sources_with_errors_are_left_alone(data: Path) -> None:
    Path("data/bad.yaml").write_text("format: 1\nprojects:\n  - {id: P}\n  - {id: P}\n")
    ran = take(ticket("2024-ABCDEF", DISTRICT, ROADS))
    assert ran.code == 2
    assert not FILE.exists()


# A hundred thousand -------------------------------------------------------------------------------

MANY = 100_000
MOST = 1_500_000  # Kilobytes, with what reading so many sources takes: the file alone has 120 MB.
MEASURE = """
import resource, sys
from pathlib import Path
from graph.app import importing, traffy
found = traffy.read(Path(sys.argv[1]), Path("data"))
importing.write(found)
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(found.told.sums["ticket"]["new"], len(found.changes), most)
"""


def test_hundred_thousand_tickets_are_taken_in_bounded_memory(data: Path) -> None:
    path = Path("many.csv")
    with path.open("wb") as file:
        file.write(as_csv())
        for number in range(MANY):
            one = ticket(f"2024-{number:06X}", DISTRICT, ROADS, comment="ข้อความสมมุติ " * 25)
            file.write(as_csv(one).split(b"\r\n", 1)[1])
    assert path.stat().st_size > 100_000_000
    ran = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)],
        capture_output=True,
        check=True,
        timeout=600,
        env=environment(PYTHONPATH=str(ROOT)),
    )
    new, files, most = map(int, ran.stdout.split())
    assert (new, files) == (MANY, 1)
    assert most < MOST
    with FILE.open(encoding="utf-8") as lines:
        assert sum(1 for _ in lines) == MANY + 4
