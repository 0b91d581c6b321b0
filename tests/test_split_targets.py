"""split-targets: targets that are split between units, and do not come out whole."""

from typing import Any

import pytest

from graph import app
from graph.model.rules import RULES
from graph.problems import Severity
from tests.builders import (
    City,
    Piece,
    Row,
    bureau,
    city,
    city_hall,
    district,
    division,
    key_result,
    objective,
    outsider,
    part,
    waiver,
)

POINTS = {"unit": "จุด", "direction": "increase", "aggregation": "sum"}


def split(*parts: Row, **fields: Any) -> Piece:
    """A key result of 100 points, split between the units D1, D2, …"""
    return key_result(
        "KR1", **{"target": 100, "measure": POINTS, "allocations": [*parts], **fields}
    )


def town(one: Piece, *others: Piece, districts: int = 3) -> City:
    units = [district(f"D{number}") for number in range(1, districts + 1)]
    return city(objective("O1", one, fiscal_year=2567), bureau("B1"), *units, *others)


def parts(*targets: float | None) -> list[Row]:
    return [
        part(f"D{number}", **({} if target is None else {"target": target}))
        for number, target in enumerate(targets, 1)
    ]


def states(sources: City, **asked: Any) -> list[tuple[str, str | None]]:
    return [(row["state"], row["unit"]) for row in sources.rows("split-targets", **asked)]


def test_row_sets_the_parts_beside_the_whole() -> None:
    figures = [
        part("D1", target=30, actual=12),
        part("D2", target=40),
        part("D3", target=20, actual=1.5),
    ]
    whole = split(*figures, owner="B1", check_ins=[{"as_of": "2024-06-30", "value": 25}])
    assert town(whole).rows("split-targets") == [
        {
            "item": "KR1",
            "title": "ชื่อ KR1",
            "owner": ["B1"],
            "state": "under",
            "unit": None,
            "aggregation": "sum",
            "target": 100,
            "parts": 3,
            "silent_parts": 0,
            "allocated": 90,
            "difference": -10,
            "value": 25,
            "actual": 13.5,
            "finding": "PRG502:KR1",
        }
    ]


@pytest.mark.parametrize(
    ("how", "targets", "state"),
    [
        ("sum", (30, 40, 30), None),
        ("sum", (33.3, 33.3, 33.4), None),  # 100.00000000000001 as a machine adds.
        ("sum", (30, 40, 31), "over"),
        ("sum", (30, 40, 29.99), "under"),
        ("mean", (100, 100, 100), None),
        ("mean", (99.99, 100, 100), None),  # A mean is seldom exact.
        ("mean", (90, 100, 100), "under"),
        ("max", (10, 100, 20), None),
        ("max", (10, 90, 20), "under"),
        ("latest", (10, 90, 20), None),  # That says nothing of parts.
        ("sum", (30, 40, None), "unknown"),
        ("sum", (70, 40, None), "over"),  # Whatever the third part is.
        ("mean", (150, 160, None), "unknown"),
        ("sum", (None, None, None), "unknown"),
    ],
)
def test_parts_make_the_whole_by_the_aggregation_of_the_measure(
    how: str, targets: tuple[float | None, ...], state: str | None
) -> None:
    sources = town(split(*parts(*targets), measure={**POINTS, "aggregation": how}))
    assert states(sources) == ([(state, None)] if state else [])


def test_percentages_of_parts_are_never_added_up() -> None:
    percent = {"unit": "ร้อยละ", "direction": "increase", "aggregation": "sum"}
    assert states(town(split(*parts(100, 100, 100), measure=percent))) == []
    (row,) = town(split(*parts(30, 40, 30), measure=percent)).rows("split-targets")
    assert (row["aggregation"], row["allocated"]) == ("mean", 33.3333)


def test_targets_that_are_not_split_or_not_known_are_left_alone() -> None:
    assert states(town(key_result("KR1", target=5))) == []
    assert states(town(key_result("KR1", target=5, allocations=[]))) == []
    assert states(town(key_result("KR1", allocations=parts(1, 2, 3)))) == []


def test_replaced_target_is_left_alone() -> None:
    assert states(town(split(*parts(1, 2, 3), weight=0))) == []


# Units without a part -----------------------------------------------------------------------------


def test_unit_without_a_part_that_all_others_of_its_tier_have_is_named() -> None:
    sources = town(split(*parts(*[2] * 49), target=98), districts=50)
    (row,) = sources.rows("split-targets")
    assert (row["state"], row["unit"], row["difference"]) == ("no_part", "D50", 0)
    assert row["finding"] == "PRG503:KR1:D50"


@pytest.mark.parametrize(
    ("having", "of", "missing"),
    [
        (2, 3, 1),
        (1, 2, 0),
        (2, 4, 0),
        (9, 10, 1),
        (17, 19, 0),
        (18, 20, 2),
        (45, 50, 5),
        (44, 50, 0),
    ],
)
def test_of_several_without_a_part_nine_others_each_must_have_one(
    having: int, of: int, missing: int
) -> None:
    sources = town(split(*parts(*[1] * having), target=having), districts=of)
    assert [state for state, _ in states(sources)] == ["no_part"] * missing


def test_other_tiers_are_not_asked_for_a_part() -> None:
    sources = town(split(*parts(50, 25, 25)), city_hall("BMA"), outsider("X1"), bureau("B2"))
    assert states(sources) == []


def test_division_with_a_part_stands_for_its_bureau() -> None:
    shares = [part("B1-a", target=50), part("B2", target=50)]
    sources = town(split(*shares), division("B1-a", of="B1"), bureau("B2"), bureau("B3"))
    assert states(sources) == [("no_part", "B3")]


def test_owner_needs_no_part_of_its_own() -> None:
    shares = [part("B2", target=50), part("B3", target=50)]
    sources = town(split(*shares, owner="B1"), bureau("B2"), bureau("B3"))
    assert states(sources) == []


def test_part_of_a_unit_that_no_source_declares_is_let_pass_where_references_are() -> None:
    shares = [part("D1", target=50), part("D9", target=60)]
    rows = town(split(*shares)).ask("split-targets", lenient=True).rows
    assert [(row["state"], row["allocated"]) for row in rows] == [("over", 110)]


# What is asked ------------------------------------------------------------------------------------


def test_fiscal_year_leaves_out_the_targets_of_others() -> None:
    sources = town(split(*parts(1, 2, 3)))
    assert states(sources, fiscal_year=2567) == [("under", None)]
    assert states(sources, fiscal_year=2568) == []


def test_selection_takes_the_key_result_or_the_unit() -> None:
    sources = town(split(*parts(30, 40)))
    assert len(states(sources)) == 2
    assert states(sources, selected=frozenset({"KR1"})) == states(sources)
    assert states(sources, selected=frozenset({"D3"})) == [("no_part", "D3")]
    assert states(sources, selected=frozenset({"D1"})) == []


def test_waiver_on_the_key_result_accepts_all_units_without_a_part() -> None:
    sources = town(split(*parts(60, 40), waive=[waiver("PRG503", reason="นำร่อง")]))
    assert states(sources) == []
    assert [one["finding"] for one in sources.summary("split-targets")["waived"]] == [
        "PRG503:KR1:D3"
    ]


def test_summary_counts_splits_and_what_does_not_come_out() -> None:
    summary = town(split(*parts(30, 40))).summary("split-targets")
    assert summary == {
        "key_results": 1,
        "split": 1,
        "parts": 2,
        "uneven": 1,
        "by_state": {"over": 0, "under": 1, "unknown": 0, "no_part": 1},
        "waived": [],
    }
    assert RULES["PRG502"].severity is Severity.WARNING
    assert RULES["PRG503"].severity is Severity.NOTICE


def test_readers_see_it_in_their_words() -> None:
    sources = town(split(*parts(30, 40)))
    thai = app.render([sources.ask("split-targets")], app.Layout())
    assert "แบ่งค่าเป้าหมายให้หน่วยงาน 1 จาก 1 ผลลัพธ์สำคัญ รวม 2 ส่วน" in thai
    assert "สถานะ: ไม่ถึงเป้า 1 · ไม่ได้รับส่วนแบ่ง 1" in thai
    english = app.render([sources.ask("split-targets", language="en")], app.Layout())
    assert "state: under 1 · no part 1" in english
