"""staleness: figures and states that nobody has brought up to date."""

import datetime as dt
from typing import Any

import pytest

from graph import app
from graph.model.rules import RULES
from graph.problems import Severity
from tests.builders import AS_OF, City, bureau, city, key_result, objective, project, waiver

FIRST, LAST = dt.date(2023, 10, 1), dt.date(2024, 9, 30)  # Of fiscal year 2567.


def reported(*days: dt.date, year: int | None = 2567, **fields: Any) -> City:
    """A key result with a figure for each day."""
    check_ins = [{"as_of": day, "value": 1} for day in days]
    one = key_result("KR1", target=5, check_ins=check_ins, **fields)
    return city(objective("O1", one, **({} if year is None else {"fiscal_year": year})))


def state(sources: City, as_of: dt.date = AS_OF, **asked: Any) -> tuple[str, int | None] | None:
    rows = sources.rows("staleness", as_of=as_of, **asked)
    assert len(rows) <= 1
    return (rows[0]["state"], rows[0]["days"]) if rows else None


def days_before(day: dt.date, days: int) -> dt.date:
    return day - dt.timedelta(days=days)


# Key results --------------------------------------------------------------------------------------


def test_row_says_since_when_and_who_answers() -> None:
    one = key_result("KR1", check_ins=[{"as_of": "2024-01-31", "value": 1}])
    sources = city(
        objective("O1", one, fiscal_year=2567, owner=["B2", "B1"]), bureau("B1"), bureau("B2")
    )
    assert sources.rows("staleness") == [
        {
            "kind": "key_result",
            "item": "KR1",
            "title": "ชื่อ KR1",
            "owner": ["B1", "B2"],
            "fiscal_year": 2567,
            "state": "stale",
            "since": "2024-01-31",
            "days": 243,
            "finding": "PRG501:KR1",
        }
    ]


@pytest.mark.parametrize(("days", "found"), [(0, None), (90, None), (91, ("stale", 91))])
def test_figure_is_stale_when_it_is_more_than_90_days_old(
    days: int, found: tuple[str, int] | None
) -> None:
    asked = dt.date(2024, 7, 31)
    assert state(reported(days_before(asked, days)), asked) == found


def test_newest_figure_up_to_the_day_counts() -> None:
    sources = reported(dt.date(2024, 1, 1), dt.date(2024, 6, 1), dt.date(2023, 11, 1))
    assert state(sources, dt.date(2024, 5, 1)) == ("stale", 121)
    assert state(sources, dt.date(2024, 6, 1)) is None


@pytest.mark.parametrize("after", [LAST, dt.date(2024, 10, 1), dt.date(2030, 1, 1)])
def test_what_was_reported_near_the_end_of_its_year_stays_good(after: dt.date) -> None:
    assert state(reported(days_before(LAST, 90)), after) is None
    assert state(reported(days_before(LAST, 91)), after) == ("stale", 91)


@pytest.mark.parametrize(
    ("as_of", "found"),
    [
        (dt.date(2023, 9, 1), None),  # The year has not begun.
        (FIRST, None),
        (dt.date(2023, 12, 30), None),
        (dt.date(2023, 12, 31), ("silent", 91)),
        (dt.date(2029, 1, 1), ("silent", 365)),
    ],
)
def test_silent_key_result_has_the_first_90_days_of_its_year(
    as_of: dt.date, found: tuple[str, int] | None
) -> None:
    assert state(reported(), as_of) == found


def test_key_result_of_no_year_is_silent_for_nobody_knows_how_long() -> None:
    assert state(reported(year=None)) == ("silent", None)
    assert state(reported(days_before(AS_OF, 100), year=None)) == ("stale", 100)
    assert state(reported(days_before(AS_OF, 90), year=None)) is None


def test_replaced_target_needs_no_news() -> None:
    assert state(reported(weight=0)) is None


# Projects -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"status": "active", "end": "2024-09-29"}, ("past_end", 1)),
        ({"status": "active", "end": "2024-09-30"}, None),
        ({"status": "active", "start": "2024-01-01"}, None),
        ({"status": "planned", "start": "2024-09-20"}, ("past_start", 10)),
        ({"status": "planned", "start": "2024-09-30"}, None),
        ({"status": "planned", "end": "2024-09-01"}, None),
        ({"status": "unreported"}, ("unreported", None)),
        ({"status": "done", "start": "2023-10-01", "end": "2024-01-01"}, None),
        ({"status": "paused", "end": "2024-01-01"}, None),
        ({"status": "cancelled", "end": "2024-01-01"}, None),
        ({"end": "2024-01-01", "progress": 40}, None),  # Silence is no state.
    ],
)
def test_state_of_a_project_is_out_of_date_against_its_own_dates(
    fields: dict[str, Any], found: tuple[str, int | None] | None
) -> None:
    assert state(city(project("PRJ1", **fields))) == found


def test_row_of_a_project_names_its_lead() -> None:
    sources = city(
        project("PRJ1", status="active", end="2024-03-31", lead="B1", fiscal_year=2567),
        bureau("B1"),
    )
    (row,) = sources.rows("staleness")
    assert (row["kind"], row["owner"], row["fiscal_year"]) == ("project", ["B1"], 2567)
    assert (row["since"], row["days"], row["finding"]) == ("2024-03-31", 183, "PRG504:PRJ1")


# What is asked ------------------------------------------------------------------------------------


def both() -> City:
    return city(
        project("PRJ2", status="unreported", fiscal_year=2568, lead="B1"),
        project("PRJ1", status="unreported"),
        objective("O1", key_result("KR2"), key_result("KR1"), fiscal_year=2567, owner="B1"),
        bureau("B1"),
    )


def test_key_results_stand_before_projects_and_each_in_the_order_of_the_ids() -> None:
    rows = both().rows("staleness")
    assert [row["item"] for row in rows] == ["KR1", "KR2", "PRJ1", "PRJ2"]


@pytest.mark.parametrize(("year", "items"), [(2567, ["KR1", "KR2"]), (2568, ["PRJ2"]), (2569, [])])
def test_fiscal_year_leaves_out_what_is_of_others_and_of_none(year: int, items: list[str]) -> None:
    assert [row["item"] for row in both().rows("staleness", fiscal_year=year)] == items


def test_selection_asks_about_some_items_alone() -> None:
    selected = frozenset({"KR2", "PRJ1"})
    assert [row["item"] for row in both().rows("staleness", selected=selected)] == ["KR2", "PRJ1"]
    summary = both().summary("staleness", selected=selected)
    assert (summary["key_results"], summary["projects"]) == (1, 1)


def test_summary_counts_by_state_and_by_who_answers() -> None:
    assert both().summary("staleness") == {
        "stale_after_days": 90,
        "stale_key_results": 2,
        "key_results": 2,
        "outdated_projects": 2,
        "projects": 2,
        "without_status": 0,
        "by_state": {"silent": 2, "stale": 0, "past_end": 0, "past_start": 0, "unreported": 2},
        "by_owner": [{"owner": "B1", "findings": 3}],
        "waived": [],
    }
    assert RULES["PRG501"].severity is RULES["PRG504"].severity is Severity.WARNING


def test_waived_finding_is_counted_apart() -> None:
    sources = city(project("PRJ1", status="unreported", waive=[waiver("PRG504", reason="รอผล")]))
    assert sources.rows("staleness") == []
    assert len(sources.summary("staleness")["waived"]) == 1


def test_readers_see_it_in_their_words() -> None:
    thai = app.render([both().ask("staleness")], app.Layout())
    assert "2 จาก 2 ผลลัพธ์สำคัญไม่มีผลรายงานใหม่เกิน 90 วัน" in thai
    assert "สถานะ: ไม่มีผลรายงาน 2 · ไม่รายงาน 2" in thai
    english = app.render([both().ask("staleness", language="en")], app.Layout())
    assert "2 of 2 projects are in a state that is out of date" in english
