"""Bottlenecks: units ranked by the recorded handoffs that wait with them (DESIGN section 5)."""

import datetime as dt
from typing import Any

import pytest

from tests.builders import (
    AS_OF,
    City,
    Piece,
    bureau,
    city,
    district,
    division,
    handoff,
    key_result,
    objective,
    policy,
    project,
)

UNITS = (bureau("B1"), bureau("B2"), district("D1"), district("D2"), division("B1-a", of="B1"))


def bottlenecks(sources: City, **asked: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = sources.summary("handoffs", **asked)["bottlenecks"]
    return found


def at_b1(*pieces: Piece) -> dict[str, Any]:
    """The figures of B1 in a city of these items and all units."""
    found = bottlenecks(city(*UNITS, *pieces))
    return next(one for one in found if one["unit"] == "B1")


def waiting(*days: int) -> list[Piece]:
    """Handoffs from D1 that have waited with B1 for so many days."""
    asked = [AS_OF - dt.timedelta(days=count) for count in days]
    return [
        handoff(f"H{number}", "D1", "B1", asked_on=day.isoformat())
        for number, day in enumerate(asked, 1)
    ]


# Who is ranked ------------------------------------------------------------------------------------


def test_unit_with_the_most_open_handoffs_comes_first() -> None:
    found = bottlenecks(
        city(
            *UNITS,
            handoff("H1", "D1", "B1"),
            handoff("H2", "D1", "B2"),
            handoff("H3", "D2", "B2"),
        )
    )
    assert [(one["unit"], one["open"]) for one in found] == [("B2", 2), ("B1", 1)]


def test_of_units_with_as_many_the_one_with_the_longest_wait_comes_first() -> None:
    found = bottlenecks(
        city(
            *UNITS,
            handoff("H1", "D1", "B1", asked_on="2024-09-20"),
            handoff("H2", "D1", "B2", asked_on="2024-09-10"),
        )
    )
    assert [one["unit"] for one in found] == ["B2", "B1"]


def test_returned_work_waits_with_the_unit_that_asked() -> None:
    found = bottlenecks(city(*UNITS, handoff("H1", "D1", "B1", state="returned")))
    assert [(one["unit"], one["open"]) for one in found] == [("D1", 1)]


@pytest.mark.parametrize("state", ["done", "withdrawn"])
def test_closed_work_waits_with_nobody(state: str) -> None:
    assert bottlenecks(city(*UNITS, handoff("H1", "D1", "B1", state=state))) == []


def test_structural_crossings_wait_with_nobody() -> None:
    assert bottlenecks(city(*UNITS, project("PRJ1", lead="D1", supports=["B1"]))) == []


def test_what_waits_with_a_division_waits_with_its_bureau() -> None:
    assert at_b1(handoff("H1", "D1", "B1-a"), handoff("H2", "D1", "B1"))["open"] == 2


def test_handoffs_between_other_tiers_count_when_they_are_asked_for() -> None:
    sources = city(*UNITS, handoff("H1", "D1", "D2"))
    assert bottlenecks(sources) == []
    assert [one["unit"] for one in bottlenecks(sources, all_tiers=True)] == ["D2"]


# Days ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "median", "p90"),
    [
        ([7], 7, 7),
        ([1, 9], 5, 9),
        ([1, 2], 1.5, 2),
        ([30, 10, 20], 20, 30),
        (list(range(1, 11)), 5.5, 9),
        (list(range(1, 12)), 6, 10),
        (list(range(1, 21)), 10.5, 18),
        ([5] * 9 + [400], 5, 5),
        ([5] * 8 + [400] * 2, 5, 400),
    ],
)
def test_days_are_summed_up_by_median_and_ninetieth_percentile(
    days: list[int], median: float, p90: int
) -> None:
    figures = at_b1(*waiting(*days))
    assert (figures["days_median"], figures["days_p90"]) == (median, p90)


def test_undated_handoffs_are_open_but_have_no_days() -> None:
    figures = at_b1(*waiting(10), handoff("H9", "D1", "B1", asked_on="2024-01"))
    assert (figures["open"], figures["days_median"], figures["days_p90"]) == (2, 10, 10)
    figures = at_b1(handoff("H9", "D1", "B1"))
    assert (figures["open"], figures["days_median"], figures["days_p90"]) == (1, None, None)


def test_done_handoffs_do_not_shorten_the_wait() -> None:
    done = handoff("H9", "D1", "B1", asked_on="2024-09-01", done_on="2024-09-02")
    assert at_b1(*waiting(10), done)["days_median"] == 10


def test_overdue_handoffs_are_counted() -> None:
    figures = at_b1(
        handoff("H1", "D1", "B1", due_on="2024-09-29"),
        handoff("H2", "D1", "B1", due_on="2024-09-30"),
    )
    assert (figures["open"], figures["overdue"]) == (2, 1)


# What is at stake ---------------------------------------------------------------------------------


def test_budget_at_stake_is_that_of_the_projects_that_wait() -> None:
    figures = at_b1(
        project("PRJ1", handoff("H1", "D1", "B1"), budget=100),
        project("PRJ2", handoff("H2", "D1", "B1", state="done"), budget=20),
        project("PRJ3", handoff("H3", "D1", "B2"), budget=3),
        project("PRJ4", handoff("H4", "D1", "B1")),
    )
    assert figures["budget"] == 100


def test_budget_of_a_project_counts_once_however_often_it_waits() -> None:
    figures = at_b1(
        project("PRJ1", handoff("H1", "D1", "B1"), handoff("H2", "D2", "B1"), budget=100)
    )
    assert (figures["open"], figures["budget"]) == (2, 100)


def test_budgets_at_stake_add_up_to_the_satang() -> None:
    cents = [project(f"PRJ{n}", handoff(f"H{n}", "D1", "B1"), budget=0.1) for n in range(10)]
    assert at_b1(*cents)["budget"] == 1


def test_key_result_that_waits_puts_the_projects_that_deliver_it_at_stake() -> None:
    figures = at_b1(
        objective("O1", key_result("KR1", handoff("H1", "D1", "B1"))),
        project("PRJ1", key_results=["KR1"], budget=100),
        project("PRJ2", key_results=["KR1"], budget=20),
        project("PRJ3", budget=3),
    )
    assert figures["budget"] == 120


def test_project_and_its_key_result_that_both_wait_count_once() -> None:
    figures = at_b1(
        policy("P1"),
        objective("O1", key_result("KR1", handoff("H1", "D1", "B1")), policies=["P1"]),
        project("PRJ1", handoff("H2", "D1", "B1"), key_results=["KR1"], budget=100),
    )
    assert (figures["open"], figures["budget"], figures["policies"]) == (2, 100, 1)


def test_policies_at_stake_are_those_that_call_for_what_waits() -> None:
    figures = at_b1(
        policy("P1"),
        policy("P2"),
        policy("P3"),
        objective("O1", key_result("KR1"), policies=["P1", "P2"]),
        objective("O2", key_result("KR2", handoff("H2", "D1", "B1")), policies=["P2"]),
        objective("O3", key_result("KR3"), policies=["P3"]),
        project("PRJ1", handoff("H1", "D1", "B1"), key_results=["KR1"]),
    )
    assert figures["policies"] == 2


def test_handoff_that_belongs_to_nothing_puts_nothing_at_stake() -> None:
    figures = at_b1(handoff("H1", "D1", "B1"), project("PRJ1", budget=100))
    assert (figures["budget"], figures["policies"]) == (0, 0)


# Ping-pong ----------------------------------------------------------------------------------------


def passed(*ends: tuple[str, str], **fields: Any) -> Piece:
    """PRJ1, handed over from one to the next, a month apart."""
    handoffs = [
        handoff(f"H{month}", *pair, asked_on=f"2024-{month:02d}-01", **fields)
        for month, pair in enumerate(ends, 1)
    ]
    return project("PRJ1", *handoffs)


def ping_pongs(*pieces: Piece) -> dict[str, int]:
    return {one["unit"]: one["ping_pongs"] for one in bottlenecks(city(*UNITS, *pieces))}


def test_work_that_goes_there_and_back_is_a_ping_pong_of_both() -> None:
    assert ping_pongs(passed(("D1", "B1"), ("B1", "D1"))) == {"B1": 1, "D1": 1}


def test_each_further_return_is_one_more() -> None:
    assert ping_pongs(passed(("D1", "B1"), ("B1", "D1"), ("D1", "B1"))) == {"B1": 2, "D1": 2}


def test_work_that_goes_on_to_a_third_unit_is_no_ping_pong() -> None:
    assert ping_pongs(passed(("D1", "B1"), ("B1", "D2"))) == {"B1": 0, "D2": 0}


def test_asking_twice_is_no_ping_pong() -> None:
    assert ping_pongs(passed(("D1", "B1"), ("D1", "B1"))) == {"B1": 0}


def test_ping_pong_is_one_item_going_back_not_two_items_going_both_ways() -> None:
    there = project("PRJ1", handoff("H1", "D1", "B1", asked_on="2024-01-01"))
    back = project("PRJ2", handoff("H2", "B1", "D1", asked_on="2024-02-01"))
    assert ping_pongs(there, back) == {"B1": 0, "D1": 0}


def test_handoffs_that_belong_to_nothing_make_no_ping_pong() -> None:
    there = handoff("H1", "D1", "B1", asked_on="2024-01-01")
    back = handoff("H2", "B1", "D1", asked_on="2024-02-01")
    assert ping_pongs(there, back) == {"B1": 0, "D1": 0}


def test_order_of_the_dates_counts_not_that_of_the_sources() -> None:
    pieces = project(
        "PRJ1",
        handoff("H1", "B1", "D1", asked_on="2024-02-01"),
        handoff("H2", "D1", "B1", asked_on="2024-03-01"),
        handoff("H3", "D1", "B1", asked_on="2024-01-01"),
    )
    assert ping_pongs(pieces) == {"B1": 2, "D1": 2}


def test_divisions_of_one_bureau_play_for_their_bureau() -> None:
    assert ping_pongs(passed(("D1", "B1-a"), ("B1", "D1"))) == {"B1": 1, "D1": 1}


def test_figures_stand_in_one_order() -> None:
    assert list(at_b1(handoff("H1", "D1", "B1"))) == [
        "unit",
        "open",
        "overdue",
        "days_median",
        "days_p90",
        "budget",
        "policies",
        "ping_pongs",
    ]
