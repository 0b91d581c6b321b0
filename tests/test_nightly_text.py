"""A night as Markdown, JSON, CSV and one line."""

import csv
import datetime as dt
import io
import json
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import app
from graph.reports.nightly.memory import PastNight
from graph.reports.nightly.night import Night, Status
from graph.views.finding_words import specifics
from graph.views.nightly import csv_view, json_view, line, markdown, page
from graph.views.nightly.content import content
from graph.views.nightly.sparkline import HEIGHT, NIGHTS, WIDTH, earlier, sparkline
from graph.views.nightly.tiles import SHOWN, tiles
from graph.views.nightly.words import baht, days
from tests import builders as b
from tests.night_cases import FIRST, LAST, eventful, first, quiet
from tests.nights import night_of
from tests.strategies import portfolios
from tests.test_any_city import graph_of
from tests.test_page_hostile import hostile_city

FORMATS = (markdown.render, json_view.render, csv_view.render, line.render)
every_format = pytest.mark.parametrize("render", FORMATS, ids=lambda one: one.__module__)


def test_the_eventful_night_has_every_status_but_a_retired_rule() -> None:
    assert {one.status for one in eventful().findings} == set(Status) - {Status.RETIRED}


@every_format
@pytest.mark.parametrize("language", app.LANGUAGES)
def test_the_same_night_gives_the_same_bytes(render: Any, language: str) -> None:
    assert render(eventful(language)) == render(eventful(language))


@settings(max_examples=40, deadline=None)
@given(portfolios(), portfolios(), st.sampled_from(app.LANGUAGES))
def test_any_two_nights_are_told_alike_by_every_format(
    before: Any, after: Any, language: str
) -> None:
    _, memory = night_of(graph_of(before), FIRST)
    night, _ = night_of(graph_of(after), LAST, memory, language=language)
    rows = json.loads(json_view.render(night))["findings"]
    assert [row["finding"] for row in rows] == [one.id for one in night.findings]
    cells = rows_of(csv_view.render(night))
    assert [row["status"] for row in cells] == [row["status"] for row in rows]
    told = content(night, language)
    counts = Counter(row["status"] for row in rows)
    assert {one.status: one.count for one in [*told.changed, told.still] if one.count} == counts
    html = page.render(night)
    assert all(f'data-number="{name}">' in html for name in SHOWN)
    assert markdown.render(night).count("\n## ") >= len(counts)


def test_a_reference_to_nothing_is_told_with_what_it_names() -> None:
    city = b.city(b.project("PRJ1", key_results=["KR9"], lead="B1"), b.bureau("B1"))
    night, _ = night_of(city.lenient_graph, FIRST, language="en")
    lines = [one for one in content(night, "en").changed[0].lines if one.code == "TRC202"]
    assert [one.said.endswith("names KR9, which no source declares") for one in lines] == [True]


@pytest.mark.parametrize("render", [markdown.render, line.render], ids=["markdown", "line"])
def test_hostile_text_stays_text_on_its_line(render: Any) -> None:
    text = render(night_of(hostile_city().graph, b.AS_OF)[0])
    assert all(one.isprintable() for one in text.split("\n"))
    assert "<script" not in text.replace("\\<", "")


def test_hostile_text_stays_as_it_is_in_data() -> None:
    night, _ = night_of(hostile_city().graph, b.AS_OF)
    titles = [one.subject.title_th for one in night.findings]
    rows = json.loads(json_view.render(night))["findings"]
    assert [row["title_th"] for row in rows] == titles
    cells = [row["title"].removeprefix("'") for row in rows_of(csv_view.render(night))]
    assert cells == titles


# One line -----------------------------------------------------------------------------------------


def test_the_line_says_what_matters_in_thai() -> None:
    assert line.render(eventful()) == (
        "policytrace 24 พ.ย. 2569: ใหม่ 1 · กลับมา 1 · แก้แล้ว 1 · ค้าง 4 · งบที่ไม่โยง 2,300.0 ล้านบาท"
        " · รอส่งต่อ 1 (เกินกำหนด 1) · ขาดไป 2 คืนก่อนหน้านี้"
    )


def test_the_line_says_what_matters_in_english() -> None:
    assert line.render(eventful("en")) == (
        "policytrace 2026-11-24: 1 new · 1 back · 1 fixed · 4 open"
        " · orphan budget 2,300.0 million baht · 1 hand-over waiting (1 overdue)"
        " · 2 nights missing before"
    )


def test_the_line_of_the_first_night_calls_nothing_new() -> None:
    assert line.render(first()).startswith("policytrace 20 พ.ย. 2569: คืนแรก พบ 5 · ")
    assert "new" not in line.render(first("en"))


def test_the_line_names_the_data_where_they_have_a_name() -> None:
    told = line.render(replace(quiet("en"), dataset="plan-2570"))
    assert told.startswith("policytrace plan-2570 2026-11-21: 0 new · 0 fixed · 5 open")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (
            (["a.yaml", "b.yaml"], 12, FIRST, "th"),
            (
                "policytrace 24 พ.ย. 2569: อ่านแหล่งข้อมูลไม่ได้ 2 ไฟล์ (a.yaml, b.yaml)"
                " · ไม่รู้สถานะของข้อค้นพบ 12 ข้อ · คืนล่าสุดที่อ่านได้ 20 พ.ย. 2569"
            ),
        ),
        (
            (["a", "b", "c", "d"], 1, None, "en"),
            (
                "policytrace 2026-11-24: could not read the sources, 4 files (a, b, c +1)"
                " · 1 finding unknown · no good night yet"
            ),
        ),
        (
            ([], 0, FIRST, "en"),
            "policytrace 2026-11-24: could not read the sources · last good night 2026-11-20",
        ),
    ],
)
def test_a_night_that_could_not_read_is_one_line_too(asked: Any, told: str) -> None:
    assert line.broken(LAST, *asked) == told


def test_a_line_is_one_line_whatever_files_are_called() -> None:
    assert "\n" not in line.broken(LAST, ["a\nb.yaml"], 0, None, "th")


# JSON ---------------------------------------------------------------------------------------------


def test_json_has_its_keys_in_their_fixed_order() -> None:
    whole = json.loads(json_view.render(eventful()))
    names = ["schema_version", "night", "numbers", "trend", "findings", "units", "reports"]
    assert list(whole) == names
    assert whole["night"] == {
        "as_of": "2026-11-24",
        "dataset": "default",
        "commit": "136d843a9f00112233445566778899aabbccddee",
        "language": "th",
        "previous": "2026-11-21",
        "missed": ["2026-11-22", "2026-11-23"],
        "baseline": {"accepted_on": "2026-11-20", "accepted": 5, "left": 2},
    }


def test_json_has_the_contract_of_every_report() -> None:
    night = eventful()
    whole = json.loads(json_view.render(night))
    assert whole["reports"] == [json.loads(json.dumps(one.as_json())) for one in night.results]


def test_json_tells_numbers_and_the_nights_before() -> None:
    night = eventful()
    whole = json.loads(json_view.render(night))
    assert whole["numbers"] == night.numbers
    assert list(whole["numbers"]) == list(night.numbers)
    ran = [(one["as_of"], one["numbers"] is None) for one in whole["trend"]]
    assert ran == [
        ("2026-11-20", False),
        ("2026-11-21", False),
        ("2026-11-22", True),
        ("2026-11-24", False),
    ]
    assert whole["trend"][2]["unknown"] == 4


def test_json_has_a_line_for_each_finding() -> None:
    night = eventful()
    text = json_view.render(night)
    for one in night.findings:
        (row,) = [row for row in text.splitlines() if row.startswith(f'{{"finding": "{one.id}"')]
        told = json.loads(row.rstrip(","))
        assert (told["status"], told["nights"]) == (one.status, one.nights)


def test_json_counts_what_each_unit_has() -> None:
    units = {one["unit"]: one for one in json.loads(json_view.render(eventful()))["units"]}
    assert list(units) == ["B1", "B2", "D1"]
    assert units["B1"] == {
        "unit": "B1",
        "new": 1,
        "reopened": 1,
        "still": 1,
        "fixed": 0,
        "waived": 1,
        "retired": 0,
        "waiting": 1,
        "overdue": 1,
    }


# CSV ----------------------------------------------------------------------------------------------


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_csv_has_a_row_for_each_finding_and_opens_right_in_a_spreadsheet() -> None:
    night = eventful()
    text = csv_view.render(night)
    assert text.startswith("\ufefffinding,status,nights,since,first_seen,reopened,units,code,")
    rows = rows_of(text)
    assert [row["finding"] for row in rows] == [one.id for one in night.findings]
    back = next(row for row in rows if row["status"] == "reopened")
    assert back == {
        "finding": "TRC201:PRJ-path",
        "status": "reopened",
        "nights": "1",
        "since": "2026-11-24",
        "first_seen": "2026-11-20",
        "reopened": "1",
        "units": "B1",
        "code": "TRC201",
        "severity": "error",
        "item": "PRJ-path",
        "title": "ชื่อ PRJ-path",
        "budget": "1250.5",
        "file": back["file"],
        "line": back["line"],
        "in_baseline": "false",
    }


def test_csv_titles_are_in_the_language_of_the_night() -> None:
    titles = {row["title"] for row in rows_of(csv_view.render(eventful("en")))}
    assert "Title PRJ-light" in titles


def test_csv_text_that_a_spreadsheet_would_run_gets_an_apostrophe() -> None:
    graph = b.city(b.project("PRJ1", title="=1+1", key_results=[])).graph
    (row,) = rows_of(csv_view.render(night_of(graph, FIRST)[0]))
    assert row["title"] == "'=1+1"


# Markdown -----------------------------------------------------------------------------------------

EVENTFUL = """\
# Nightly report, 2026-11-24

dataset default · commit 136d843a9f · compared with 2026-11-21

> Did not run: 1 night (2026-11-23)

> Could not read the sources: 1 night (2026-11-22)

**Tonight: 1 new, 1 back, 1 fixed, 1 waived; 4 open in all.**

- The largest project among the new and the returned: PRJ-light Title PRJ-light, \
2,300.0 million baht
- Overdue: 1 of 1 hand-over that wait.
"""


def test_markdown_begins_with_what_matters() -> None:
    assert markdown.render(eventful("en")).startswith(EVENTFUL)


def test_markdown_tells_every_finding_that_has_changed() -> None:
    night = eventful("en")
    text = markdown.render(night)
    changed = [one for one in night.findings if one.status is not Status.STILL]
    assert all(f"| {one.item_id} {one.subject.title_en}" in text for one in changed)
    assert "## New findings: 1\n" in text
    assert "## Still open: 2\n" in text
    assert "Accepted on 2026-11-20: 5 findings, of which 3 have ended and 2 are left." in text


def test_markdown_leaves_out_what_there_is_none_of() -> None:
    text = markdown.render(quiet("en"))
    assert "**Nothing has changed: 5 findings still open.**" in text
    for heading in ("New findings", "Fixed", "Waived", "came back", "Accepted"):
        assert heading not in text


def test_markdown_shows_text_as_it_is() -> None:
    graph = b.city(b.project("PRJ1", title="<b>*หนา*</b> | [ก](http://x)", key_results=[])).graph
    _, memory = night_of(b.city().graph, FIRST)
    text = markdown.render(night_of(graph, LAST, memory)[0])
    assert r"PRJ1 \<b\>\*หนา\*\</b\> \| \[ก\](http://x) ·" in text


def test_markdown_of_a_large_night_fits_into_a_comment() -> None:
    pieces = [b.project(f"PRJ{at}", title="ยาว" * 60, key_results=[]) for at in range(400)]
    night, memory = night_of(b.city(*pieces).graph, FIRST)
    fewer, _ = night_of(b.city(*pieces[:380]).graph, LAST, memory)
    for one in (night, fewer):
        assert len(markdown.render(one)) < 65_536  # What GitHub takes.
    assert "| 380 |" in markdown.render(fewer)


# What they are made of ----------------------------------------------------------------------------

numbers = st.none() | st.integers(0, 9).map(float)


def past(values: list[float | None]) -> list[PastNight]:
    """Nights in a row; None is one that could not read."""
    return [
        PastNight(FIRST + dt.timedelta(at), None if one is None else {"open": one})
        for at, one in enumerate(values)
    ]


@given(st.lists(numbers, min_size=1, max_size=90))
def test_each_night_with_a_number_is_a_point_and_each_without_is_a_gap(
    values: list[float | None],
) -> None:
    drawn = sparkline(past(values), "open", FIRST + dt.timedelta(len(values) - 1))
    shown = values[-NIGHTS:]
    assert list(drawn.values) == shown
    points = [pair.split(",") for one in drawn.lines for pair in one.split(" ")]
    points += [[str(x), str(y)] for x, y in drawn.dots]
    assert len(points) == sum(one is not None for one in shown)
    assert all(0 <= float(x) <= WIDTH and 0 <= float(y) <= HEIGHT for x, y in points)
    runs = "".join("-" if one is None else "x" for one in shown).split("-")
    assert len(drawn.lines) + len(drawn.dots) == sum(bool(one) for one in runs)
    assert (drawn.last is None) == (values[-1] is None)


def test_a_night_that_did_not_run_is_a_gap() -> None:
    nights = [PastNight(FIRST, {"open": 1}), PastNight(LAST, {"open": 2})]
    drawn = sparkline(nights, "open", LAST)
    assert list(drawn.values) == [1, None, None, None, 2]
    assert (len(drawn.lines), len(drawn.dots)) == (0, 2)


def test_a_week_ago_is_the_last_good_night_before() -> None:
    nights = past([5, 6, None, 8, 9, 10, 11, 12, 13, 14])
    found = earlier(nights, nights[-1].as_of, 7)
    assert found is not None
    assert (found.as_of, found.numbers) == (FIRST + dt.timedelta(1), {"open": 6})
    assert earlier(nights[:3], nights[2].as_of, 7) is None


@pytest.mark.parametrize("language", app.LANGUAGES)
def test_a_number_tells_its_change_since_the_last_good_night(language: str) -> None:
    told = {one.name: f"{one.way}: {one.change}" for one in tiles(eventful(language), language)}
    words = {
        "th": ("same: เท่าเดิม", "up: เพิ่ม 2,295.0 ล้านบาท"),
        "en": ("same: unchanged", "up: up 2,295.0 million baht"),
    }
    assert (told["open"], told["orphan_budget"]) == words[language]
    assert [one.change for one in tiles(first(language), language)] == [""] * 6


@pytest.mark.parametrize(
    ("value", "thai", "english"),
    [
        (48_644_585_966, "48,644.6 ล้านบาท", "48,644.6 million baht"),
        (999_999, "999,999 บาท", "999,999 baht"),
        (0, "0 บาท", "0 baht"),
    ],
)
def test_money_is_told_in_millions_from_one_million_on(
    value: float, thai: str, english: str
) -> None:
    assert (baht(value, "th"), baht(value, "en")) == (thai, english)


def test_days_in_a_row_are_told_as_the_first_and_the_last() -> None:
    found = [dt.date(2026, 11, day) for day in (20, 21, 22, 25, 27, 28)]
    assert days(found, "th") == (
        "20 พ.ย. 2569 – 22 พ.ย. 2569, 25 พ.ย. 2569, 27 พ.ย. 2569 – 28 พ.ย. 2569"
    )


@pytest.mark.parametrize(
    ("row", "thai", "english"),
    [
        (
            {"expected": 100, "found": 312.89, "against": None},
            "ควรเป็น 100 · ที่พบ 312.89",
            "expected 100 · found 312.89",
        ),
        (
            {"state": "past_end", "since": "2021-09-30", "days": 1096},
            "เลยวันสิ้นสุด ตั้งแต่ 30 กันยายน 2564 (1,096 วัน)",
            "past its end: since 2021-09-30, 1,096 days",
        ),
        ({"difference": -1200}, "ส่วนต่าง -1,200", "difference -1,200"),
        ({"state": "silent", "since": None}, "", ""),
    ],
)
def test_what_is_particular_about_a_finding_is_told_by_its_row(
    row: dict[str, Any], thai: str, english: str
) -> None:
    assert (specifics("PRG500", row, "th"), specifics("PRG500", row, "en")) == (thai, english)


def test_what_is_beyond_the_baseline_or_of_a_new_rule_is_marked() -> None:
    night = eventful("en")
    still = [replace(one, in_baseline=False, status=Status.STILL) for one in night.of(Status.STILL)]
    new = [replace(one, by_new_rule=True) for one in night.of(Status.NEW)]
    told = content(replace(night, findings=[*still, *new]), "en")
    lines = [one for group in told.still.groups for one in group.lines]
    assert [one.marks for one in lines] == [("not in the baseline",)] * 2
    assert [one.marks for one in told.changed[0].lines] == [("new rule",)]
    assert told.beside[0] == "1 of the new ones come from rules that are new."
    within = content(night, "en").still.groups
    assert [one.marks for group in within for one in group.lines] == [()] * 2


def test_a_unit_that_is_gone_is_told_by_its_id() -> None:
    night = eventful("en")
    gone = [replace(one, unit="B9") if one.unit == "B2" else one for one in night.shares]
    units = content(replace(night, shares=gone), "en").units
    assert [(one.unit, one.name) for one in units][1:] == [
        ("B9", "B9"),
        ("D1", "Bang Rak"),
    ]


def test_a_rule_that_is_gone_is_told_by_its_code() -> None:
    night = eventful("en")
    gone = [replace(one, id="OLD1:X", status=Status.RETIRED, row=None) for one in night.findings]
    text = markdown.render(replace(night, findings=gone[:1]))
    assert "## Gone with their rule: 1" in text
    assert "| OLD1 |" in text


def all_nights() -> list[Night]:
    return [eventful(), first(), quiet(), night_of(b.city().graph, FIRST)[0]]


@pytest.mark.parametrize("night", all_nights(), ids=["eventful", "first", "quiet", "empty"])
def test_texts_have_unix_line_ends_and_one_at_the_end(night: Night) -> None:
    for render in (markdown.render, json_view.render):
        text = render(night)
        assert "\r" not in text
        assert text.endswith("\n")
        assert not text.endswith("\n\n")
