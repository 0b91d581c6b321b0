"""handoffs: where work crosses between units, and with whom the ball lies (DESIGN section 5)."""

import datetime as dt
from typing import Any

import pytest

from tests.builders import (
    City,
    Piece,
    bureau,
    city,
    city_hall,
    district,
    division,
    handoff,
    key_result,
    objective,
    office,
    outsider,
    part,
    project,
    section,
)

UNITS = (
    city_hall("BMA"),
    bureau("B1"),
    bureau("B2"),
    district("D1"),
    district("D2"),
    office("OF1"),
    outsider("X1"),
    division("B1-a", of="B1"),
    division("B1-b", of="B1"),
    section("B1-a-1", of="B1-a"),
    section("D1-a", of="D1"),
)


def of_units(*pieces: Piece, defaults: dict[str, Any] | None = None) -> City:
    """A city of these items and of all units above."""
    return city(*UNITS, *pieces, defaults=defaults)


def crossings(sources: City, **asked: Any) -> list[tuple[str, str, str]]:
    """The kind and both ends of every row."""
    return [(row["kind"], row["from"], row["to"]) for row in sources.rows("handoffs", **asked)]


def recorded(*, asked: Any = None, as_of: dt.date | None = None, **fields: Any) -> dict[str, Any]:
    """The row of one handoff from D1 to B1."""
    if asked is not None:
        fields["asked_on"] = asked
    on = {} if as_of is None else {"as_of": as_of}
    (row,) = of_units(handoff("H1", "D1", "B1", **fields)).rows("handoffs", **on)
    return row


# Delivery -----------------------------------------------------------------------------------------


def test_delivery_goes_from_the_owner_of_the_key_result_to_the_lead_of_the_project() -> None:
    sources = of_units(
        objective("O1", key_result("KR1", owner="B1")),
        project("PRJ1", lead="D1", key_results=["KR1"]),
    )
    assert sources.rows("handoffs") == [
        {
            "kind": "delivery",
            "subject": "ชื่อ PRJ1",
            "item": "PRJ1",
            "via": "KR1",
            "from": "B1",
            "from_tier": "bureau",
            "to": "D1",
            "to_tier": "district",
            "state": None,
            "days": None,
            "overdue": None,
            "holder": None,
            "finding": "HND401:PRJ1:KR1:B1:D1",
        }
    ]


def test_silent_key_result_has_the_owner_of_its_objective() -> None:
    sources = of_units(
        objective("O1", key_result("KR1"), owner="B1"),
        project("PRJ1", lead="D1", key_results=["KR1"]),
    )
    assert crossings(sources) == [("delivery", "B1", "D1")]


def test_silent_objective_has_the_owner_of_its_file() -> None:
    sources = of_units(
        objective("O1", key_result("KR1")),
        project("PRJ1", lead="D1", key_results=["KR1"]),
        defaults={"owner": "B1"},
    )
    assert crossings(sources) == [("delivery", "B1", "D1")]


def test_key_result_that_says_it_has_no_owner_is_not_silent() -> None:
    sources = of_units(
        objective("O1", key_result("KR1", owner=[], allocations=[part("D1")]), owner="B1"),
        project("PRJ1", lead="D1", key_results=["KR1"]),
    )
    assert crossings(sources) == []


def test_own_owner_of_the_key_result_stands_before_that_of_the_objective() -> None:
    sources = of_units(
        objective("O1", key_result("KR1", owner="B2"), owner="B1"),
        project("PRJ1", lead="D1", key_results=["KR1"]),
    )
    assert crossings(sources) == [("delivery", "B2", "D1")]


def test_several_owners_give_a_row_each() -> None:
    sources = of_units(
        objective("O1", key_result("KR1", owner=["B2", "B1"])),
        project("PRJ1", lead="D1", key_results=["KR1"]),
    )
    assert crossings(sources) == [("delivery", "B1", "D1"), ("delivery", "B2", "D1")]


def test_project_without_a_lead_is_delivered_by_nobody() -> None:
    sources = of_units(
        objective("O1", key_result("KR1", owner="B1")),
        project("PRJ1", supports=["D1"], key_results=["KR1"]),
    )
    assert crossings(sources) == []


# Support ------------------------------------------------------------------------------------------


def test_support_goes_from_the_lead_to_each_supporting_unit() -> None:
    sources = of_units(project("PRJ1", lead="D1", supports=["B2", "B1"]))
    assert crossings(sources) == [("support", "D1", "B1"), ("support", "D1", "B2")]
    row = sources.rows("handoffs")[0]
    assert (row["item"], row["via"], row["finding"]) == ("PRJ1", None, "HND402:PRJ1:D1:B1")


# Allocation ---------------------------------------------------------------------------------------


def test_allocation_goes_from_the_owner_to_each_unit_with_a_part() -> None:
    sources = of_units(
        objective("O1", key_result("KR1", allocations=[part("D1", target=4), part("D2")])),
        defaults={"owner": "B1"},
    )
    assert crossings(sources) == [("allocation", "B1", "D1"), ("allocation", "B1", "D2")]
    row = sources.rows("handoffs")[0]
    assert (row["item"], row["via"], row["subject"]) == ("KR1", None, "ชื่อ KR1")
    assert row["finding"] == "HND403:KR1:B1:D1"


# Tiers --------------------------------------------------------------------------------------------

ACROSS_ALL_TIERS = [
    ("D1", "B1"),
    ("B1", "D1"),
    ("D1", "D2"),
    ("B1", "B2"),
    ("OF1", "D1"),
    ("D1", "OF1"),
    ("B1", "OF1"),
    ("BMA", "B1"),
    ("D1", "BMA"),
    ("B1", "X1"),
    ("X1", "D1"),
]


@pytest.mark.parametrize("ends", ACROSS_ALL_TIERS)
def test_only_districts_and_bureaus_are_asked_for_unless_all_tiers_are(
    ends: tuple[str, str],
) -> None:
    sources = of_units(handoff("H1", *ends))
    between = {end[0] for end in ends} == {"D", "B"} and "BMA" not in ends
    assert bool(crossings(sources)) is between
    assert crossings(sources, all_tiers=True) == [("recorded", *ends)]


def test_all_tiers_hold_for_structural_crossings_too() -> None:
    sources = of_units(
        objective("O1", key_result("KR1", owner="B1", allocations=[part("B2")])),
        project("PRJ1", lead="OF1", supports=["X1"], key_results=["KR1"]),
    )
    assert crossings(sources) == []
    assert crossings(sources, all_tiers=True) == [
        ("allocation", "B1", "B2"),
        ("delivery", "B1", "OF1"),
        ("support", "OF1", "X1"),
    ]


def test_division_counts_as_its_bureau_and_section_as_its_district() -> None:
    (row,) = of_units(handoff("H1", "D1-a", "B1-a-1")).rows("handoffs")
    assert (row["from"], row["from_tier"]) == ("D1", "district")
    assert (row["to"], row["to_tier"]) == ("B1", "bureau")


def test_lead_and_supporter_are_lifted_too() -> None:
    sources = of_units(project("PRJ1", lead="B1-a", supports=["D1-a"]))
    assert crossings(sources) == [("support", "B1", "D1")]


@pytest.mark.parametrize("ends", [("B1-a", "B1"), ("B1-a", "B1-b"), ("B1-a-1", "B1-a")])
def test_work_inside_one_bureau_crosses_nothing(ends: tuple[str, str]) -> None:
    assert crossings(of_units(handoff("H1", *ends)), all_tiers=True) == []


def test_rows_that_lifting_makes_alike_stand_once() -> None:
    sources = of_units(
        objective("O1", key_result("KR1", owner=["B1-a", "B1-b"])),
        project("PRJ1", lead="D1", supports=["B1-a", "B1-b"], key_results=["KR1"]),
    )
    assert crossings(sources) == [("delivery", "B1", "D1"), ("support", "D1", "B1")]


# Recorded: the item -------------------------------------------------------------------------------


def test_handoff_of_a_project_names_the_project_and_itself() -> None:
    sources = of_units(project("PRJ1", handoff("H1", "D1", "B1")))
    (row,) = sources.rows("handoffs")
    assert (row["kind"], row["subject"]) == ("recorded", "เรื่อง H1")
    assert (row["item"], row["via"], row["finding"]) == ("PRJ1", "H1", "HND404:H1")


def test_handoff_of_a_key_result_names_the_key_result() -> None:
    sources = of_units(objective("O1", key_result("KR1", handoff("H1", "D1", "B1"))))
    assert [(row["item"], row["via"]) for row in sources.rows("handoffs")] == [("KR1", "H1")]


def test_handoff_by_itself_names_the_item_it_is_given() -> None:
    sources = of_units(project("PRJ1"), handoff("H1", "D1", "B1", item="PRJ1"))
    assert [row["item"] for row in sources.rows("handoffs")] == ["PRJ1"]


def test_handoff_that_belongs_to_nothing_has_no_item() -> None:
    assert recorded()["item"] is None


def test_handoffs_from_one_unit_to_another_are_not_alike() -> None:
    sources = of_units(handoff("H1", "D1", "B1"), handoff("H2", "D1", "B1"))
    assert [row["via"] for row in sources.rows("handoffs")] == ["H1", "H2"]


# Recorded: state and holder -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dates", "state", "holder"),
    [
        ({}, "waiting", "B1"),
        ({"asked_on": "2024-06-05"}, "waiting", "B1"),
        ({"accepted_on": "2024-06-07"}, "accepted", "B1"),
        ({"returned_on": "2024-06-08"}, "returned", "D1"),
        ({"accepted_on": "2024-06-07", "returned_on": "2024-06-08"}, "returned", "D1"),
        ({"done_on": "2024-06-09"}, "done", None),
        ({"returned_on": "2024-06-08", "done_on": "2024-06-09"}, "done", None),
        ({"accepted_on": "2024-06", "done_on": "2024"}, "done", None),
    ],
)
def test_state_follows_from_the_dates(
    dates: dict[str, Any], state: str, holder: str | None
) -> None:
    row = recorded(**dates)
    assert (row["state"], row["holder"]) == (state, holder)


@pytest.mark.parametrize(
    ("state", "holder"),
    [
        ("waiting", "B1"),
        ("accepted", "B1"),
        ("returned", "D1"),
        ("done", None),
        ("withdrawn", None),
    ],
)
def test_state_as_given_stands_before_the_dates(state: str, holder: str | None) -> None:
    row = recorded(state=state, accepted_on="2024-06-07", returned_on="2024-06-08")
    assert (row["state"], row["holder"]) == (state, holder)


def test_holder_is_lifted() -> None:
    waiting = of_units(handoff("H1", "D1", "B1-a-1", state="waiting")).rows("handoffs")
    returned = of_units(handoff("H1", "D1-a", "B1", state="returned")).rows("handoffs")
    assert [row["holder"] for row in waiting + returned] == ["B1", "D1"]


# Recorded: days -----------------------------------------------------------------------------------


def test_open_handoff_counts_calendar_days_until_the_day_asked_for() -> None:
    assert recorded(asked="2024-09-01")["days"] == 29
    assert recorded(asked="2024-02-28", as_of=dt.date(2024, 3, 1))["days"] == 2


@pytest.mark.parametrize("state", ["waiting", "accepted", "returned"])
def test_open_states_all_count(state: str) -> None:
    assert recorded(asked="2024-09-01", state=state)["days"] == 29


def test_done_handoff_counts_until_it_was_done() -> None:
    assert recorded(asked="2024-06-05", done_on="2024-06-15")["days"] == 10
    assert recorded(asked="2024-06-05", done_on="2024-06-05")["days"] == 0


def test_withdrawn_handoff_counts_no_days() -> None:
    assert recorded(asked="2024-06-05", state="withdrawn")["days"] is None


@pytest.mark.parametrize("asked", [None, "2024-06", "2024"])
def test_no_days_are_counted_from_a_day_that_is_not_told(asked: str | None) -> None:
    assert recorded(asked=asked)["days"] is None


@pytest.mark.parametrize("done", ["2024-07", "2024"])
def test_no_days_are_counted_to_a_day_that_is_not_told(done: str) -> None:
    assert recorded(asked="2024-06-05", done_on=done)["days"] is None


def test_done_by_its_state_alone_counts_no_days() -> None:
    assert recorded(asked="2024-06-05", state="done")["days"] is None


# Recorded: overdue --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "overdue"),
    [
        ("2024-09-29", True),
        ("2024-09-30", False),
        ("2024-10-01", False),
        ("2024-08", True),
        ("2024-09", False),
        ("2023", True),
        ("2024", False),
        (None, False),
    ],
)
def test_open_handoff_is_overdue_from_the_day_after_it_was_due(
    due: str | None, overdue: bool
) -> None:
    fields: dict[str, Any] = {} if due is None else {"due_on": due}
    assert recorded(asked="2023-01-01", **fields)["overdue"] is overdue


@pytest.mark.parametrize("state", ["waiting", "accepted", "returned"])
def test_every_open_state_may_be_overdue(state: str) -> None:
    assert recorded(due_on="2024-01-01", state=state)["overdue"] is True


@pytest.mark.parametrize("fields", [{"state": "withdrawn"}, {"done_on": "2024-09-01"}])
def test_what_is_closed_is_never_overdue(fields: dict[str, Any]) -> None:
    assert recorded(due_on="2024-01-01", **fields)["overdue"] is False


# Fiscal year --------------------------------------------------------------------------------------


def test_fiscal_year_is_that_of_the_project_or_of_the_objective_above_the_key_result() -> None:
    sources = of_units(
        objective(
            "O1",
            key_result("KR1", handoff("H1", "D1", "B1"), allocations=[part("D1")], owner="B1"),
            fiscal_year=2568,
        ),
        project("PRJ1", handoff("H2", "D1", "B1"), lead="D1", supports=["B2"], fiscal_year=2567),
        project("PRJ2", lead="D1", key_results=["KR1"], fiscal_year=2567),
        handoff("H3", "D1", "B1"),
    )
    kinds = [(row["kind"], row["item"]) for row in sources.rows("handoffs", fiscal_year=2568)]
    assert kinds == [("allocation", "KR1"), ("recorded", "KR1")]
    kinds = [(row["kind"], row["item"]) for row in sources.rows("handoffs", fiscal_year=2567)]
    assert kinds == [("delivery", "PRJ2"), ("recorded", "PRJ1"), ("support", "PRJ1")]
    assert len(sources.rows("handoffs")) == 6


# Order and summary --------------------------------------------------------------------------------

BUSY = of_units(
    objective("O1", key_result("KR1", owner="B1", allocations=[part("D1"), part("D2")])),
    project("PRJ1", lead="D1", supports=["B1", "B2"], key_results=["KR1"]),
    handoff("H1", "D1", "B1", due_on="2024-01-01"),
    handoff("H2", "B1", "D1", state="returned"),
    handoff("H3", "D2", "B1", state="done"),
    handoff("H4", "D1", "D2", due_on="2024-01-01"),
)


def test_rows_stand_by_kind_item_via_and_ends() -> None:
    found = [(row["kind"], row["item"], row["via"], row["to"]) for row in BUSY.rows("handoffs")]
    assert found == [
        ("allocation", "KR1", None, "D1"),
        ("allocation", "KR1", None, "D2"),
        ("delivery", "PRJ1", "KR1", "D1"),
        ("recorded", None, "H1", "B1"),
        ("recorded", None, "H2", "D1"),
        ("recorded", None, "H3", "B1"),
        ("support", "PRJ1", None, "B1"),
        ("support", "PRJ1", None, "B2"),
    ]


def test_rows_of_one_item_stand_by_from_and_then_by_to() -> None:
    sources = of_units(
        objective("O1", key_result("KR1", owner=["B2", "B1"], allocations=[part("D2"), part("D1")]))
    )
    ends = [(row["from"], row["to"]) for row in sources.rows("handoffs")]
    assert ends == [("B1", "D1"), ("B1", "D2"), ("B2", "D1"), ("B2", "D2")]


def test_summary_counts_kinds_open_and_overdue() -> None:
    figures = BUSY.summary("handoffs")
    assert figures["handoffs"] == 8
    assert figures["by_kind"] == {"delivery": 1, "support": 2, "allocation": 2, "recorded": 3}
    assert (figures["open"], figures["overdue"]) == (2, 1)
    figures = BUSY.summary("handoffs", all_tiers=True)
    assert (figures["handoffs"], figures["open"], figures["overdue"]) == (9, 3, 2)


def test_matrix_counts_the_rows_between_each_district_and_each_bureau() -> None:
    matrix = BUSY.summary("handoffs")["matrix"]
    assert matrix == [
        {"district": "D1", "bureau": "B1", "handoffs": 5, "open": 2},
        {"district": "D1", "bureau": "B2", "handoffs": 1, "open": 0},
        {"district": "D2", "bureau": "B1", "handoffs": 2, "open": 0},
    ]


def test_matrix_holds_districts_and_bureaus_alone_when_all_tiers_are_asked_for() -> None:
    asked = BUSY.summary("handoffs")["matrix"]
    assert BUSY.summary("handoffs", all_tiers=True)["matrix"] == asked


def test_matrix_and_rows_add_up() -> None:
    figures = BUSY.summary("handoffs")
    assert sum(cell["handoffs"] for cell in figures["matrix"]) == figures["handoffs"]
    assert sum(cell["open"] for cell in figures["matrix"]) == figures["open"]
    assert sum(figures["by_kind"].values()) == figures["handoffs"]
    assert sum(one["open"] for one in figures["bottlenecks"]) == figures["open"]


def test_a_city_without_crossings_has_an_empty_matrix() -> None:
    figures = of_units().summary("handoffs")
    assert (figures["handoffs"], figures["matrix"], figures["bottlenecks"]) == (0, [], [])
