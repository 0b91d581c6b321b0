"""attainment: how far a key result is on its way from its baseline to its target."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.entities import CheckIn, KeyResult, Measure
from graph.reports.attainment import Attainment, aggregation, attainment

DAY = dt.date(2024, 8, 12)
FIGURES = st.one_of(
    st.integers(-(10**18), 10**18), st.floats(allow_nan=False, allow_infinity=False)
)


def result(direction: str | None = "increase", unit: str | None = None, **fields: Any) -> KeyResult:
    """A key result of one check-in (`value`), or of those given."""
    value = fields.pop("value", None)
    if value is not None:
        fields["check_ins"] = (CheckIn(DAY, value),)
    return KeyResult(id="KR1", objective="O1", measure=Measure(unit, direction), **fields)


@pytest.mark.parametrize(
    ("direction", "baseline", "target", "value", "share", "met"),
    [
        ("increase", 0, 212, 53, 0.25, False),
        ("increase", 100, 200, 150, 0.5, False),
        ("increase", 100, 200, 90, 0.0, False),
        ("increase", 100, 200, 200, 1.0, True),
        ("increase", 100, 200, 250, 1.0, True),
        ("decrease", 40, 20, 35, 0.25, False),
        ("decrease", 40, 20, 20, 1.0, True),
        ("decrease", 40, 20, 5, 1.0, True),
        ("decrease", 40, 20, 45, 0.0, False),
        ("decrease", 10, 0, 0, 1.0, True),
        ("increase", -10, 10, 0, 0.5, False),
        ("maintain", 60, 80, 70, 0.5, False),
        ("maintain", 60, 80, 85, 1.0, True),
        ("maintain", 90, 80, 85, 0.5, False),
        ("maintain", 90, 80, 70, 1.0, True),
    ],
)
def test_share_is_what_is_done_of_the_way_from_baseline_to_target(
    direction: str, baseline: float, target: float, value: float, share: float, met: bool
) -> None:
    found = attainment(result(direction, baseline=baseline, target=target, value=value))
    assert found == Attainment(share, met, value, DAY)


def test_absent_baseline_is_0_where_the_figure_is_to_increase() -> None:
    assert attainment(result("increase", target=10, value=4)).share == 0.4


def test_absent_baseline_is_unknown_where_the_figure_is_to_decrease() -> None:
    found = attainment(result("decrease", target=10, value=4))
    assert (found.share, found.met) == (None, True)


@pytest.mark.parametrize(
    ("target", "baseline", "value", "met"),
    [
        (80, None, 80, True),
        (80, None, 95, True),
        (80, None, 79, False),
        (80, 80, 79, False),
        (80, 80, 85, True),
        (0, None, 0, True),
        (0, None, 3, False),
        (0, 0, 3, False),
    ],
)
def test_figure_to_be_kept_is_met_or_not(
    target: float, baseline: float | None, value: float, met: bool
) -> None:
    found = attainment(result("maintain", target=target, baseline=baseline, value=value))
    assert (found.share, found.met) == (None, met)


@pytest.mark.parametrize(
    ("direction", "baseline", "target", "value", "met"),
    [
        ("increase", 50, 50, 50, True),
        ("increase", 50, 50, 49, False),
        ("increase", None, 0, 0, True),
        ("decrease", 50, 50, 51, False),
        ("increase", 50, 40, 45, True),
        ("decrease", 40, 50, 45, True),
    ],
)
def test_target_that_is_not_beyond_the_baseline_is_only_met_or_not(
    direction: str, baseline: float | None, target: float, value: float, met: bool
) -> None:
    found = attainment(result(direction, baseline=baseline, target=target, value=value))
    assert (found.share, found.met) == (None, met)


@pytest.mark.parametrize(
    ("baseline", "target", "value", "share", "met"),
    [
        (0, 10, 5, 0.5, False),
        (10, 0, 5, 0.5, False),
        (10, 10, 9, None, False),
        (None, 10, 5, 0.5, False),
    ],
)
def test_silent_direction_is_that_from_the_baseline_to_the_target(
    baseline: float | None, target: float, value: float, share: float | None, met: bool | None
) -> None:
    found = attainment(result(None, baseline=baseline, target=target, value=value))
    assert (found.share, found.met) == (share, met)


def test_key_result_without_target_has_a_value_alone() -> None:
    assert attainment(result(value=4)) == Attainment(None, None, 4, DAY)


@pytest.mark.parametrize("check_ins", [None, ()])
def test_key_result_without_a_figure_tells_nothing(check_ins: tuple[CheckIn, ...] | None) -> None:
    found = attainment(result(target=10, baseline=0, check_ins=check_ins))
    assert found == Attainment(None, None, None, None)


def test_key_result_without_a_measure_counts_up_from_0() -> None:
    silent = KeyResult(id="KR1", objective="O1", target=10, check_ins=(CheckIn(DAY, 4),))
    assert attainment(silent) == Attainment(0.4, False, 4, DAY)


def test_latest_day_counts_in_whatever_order_the_figures_stand() -> None:
    early, late = CheckIn(dt.date(2024, 7, 28), 8), CheckIn(DAY, 6)
    for check_ins in ((early, late), (late, early)):
        assert attainment(result(target=10, check_ins=check_ins)).value == 6


def test_last_figure_written_counts_of_those_of_one_day() -> None:
    assert attainment(result(target=10, check_ins=(CheckIn(DAY, 1), CheckIn(DAY, 2)))).value == 2


def test_figures_after_the_day_that_is_asked_for_do_not_count() -> None:
    early = CheckIn(dt.date(2024, 7, 28), 8)
    asked = result(target=10, check_ins=(early, CheckIn(DAY, 9)))
    assert attainment(asked, dt.date(2024, 8, 11)) == Attainment(0.8, False, 8, early.as_of)
    assert attainment(asked, DAY).value == 9
    assert attainment(asked, dt.date(2024, 7, 27)).value is None


def test_figures_of_any_size_have_a_share() -> None:
    found = attainment(result("increase", baseline=-1.7e308, target=1.7e308, value=0))
    assert found.share == 0.5
    assert attainment(result("increase", baseline=0, target=5e-324, value=1.7e308)).share == 1
    assert attainment(result("increase", baseline=0, target=5e-324, value=0.0)).share == 0


@given(st.sampled_from(["increase", "decrease", "maintain", None]), FIGURES, FIGURES, FIGURES)
def test_share_lies_between_0_and_1_and_is_1_where_the_target_is_met(
    direction: str | None, baseline: float, target: float, value: float
) -> None:
    found = attainment(result(direction, baseline=baseline, target=target, value=value))
    assert found.met is not None
    if found.share is not None:
        assert 0 <= found.share <= 1
        if found.met:
            assert found.share == 1


@given(FIGURES, FIGURES, FIGURES)
def test_decrease_is_the_mirror_of_increase(baseline: float, target: float, value: float) -> None:
    up = attainment(result("increase", baseline=baseline, target=target, value=value))
    down = attainment(result("decrease", baseline=-baseline, target=-target, value=-value))
    assert (up.share, up.met) == (down.share, down.met)


# Units --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("unit", ["ระดับ", "ระดับความสำเร็จ", "Level"])
def test_levels_are_only_met_or_not(unit: str) -> None:
    for value, met in ((4, False), (5, True)):
        found = attainment(result(unit=unit, target=5, value=value))
        assert (found.share, found.met) == (None, met)


@pytest.mark.parametrize(
    ("unit", "target", "value"),
    [
        ("ร้อยละ", 90, 17414.79),
        ("ร้อยละของพื้นที่", 100, 44247),
        ("% จำนวนคำขอ", 50, 100.01),
        ("percent", 120, 120.5),
        ("ระดับ", 5, 80),
    ],
)
def test_nothing_is_made_of_a_value_that_its_unit_cannot_have(
    unit: str, target: float, value: float
) -> None:
    found = attainment(result(unit=unit, target=target, value=value))
    assert found == Attainment(None, None, value, DAY, is_possible=False)


@pytest.mark.parametrize(
    ("unit", "target", "value"), [("ร้อยละ", 90, 100), ("ร้อยละ", 120, 110), ("จุด", 90, 17414)]
)
def test_possible_values_count(unit: str, target: float, value: float) -> None:
    assert attainment(result(unit=unit, target=target, value=value)).share is not None


@pytest.mark.parametrize("how", ["sum", "mean", "latest", "max"])
def test_figures_of_a_key_result_are_never_added_up(how: str) -> None:
    check_ins = (CheckIn(dt.date(2024, 7, 28), 3), CheckIn(DAY, 4))
    measure = Measure("จุด", "increase", how)
    one = KeyResult(id="KR1", objective="O1", target=10, measure=measure, check_ins=check_ins)
    assert attainment(one, DAY) == Attainment(0.4, False, 4, DAY)


@pytest.mark.parametrize(
    ("unit", "given", "read"),
    [
        ("จุด", "sum", "sum"),
        ("จุด", None, "sum"),
        ("จุด", "latest", "latest"),
        ("ร้อยละ", "sum", "mean"),
        ("ร้อยละ", None, "mean"),
        ("ร้อยละ", "max", "max"),
        (None, None, "sum"),
    ],
)
def test_percentages_of_parts_are_never_added_up(
    unit: str | None, given: str | None, read: str
) -> None:
    assert aggregation(Measure(unit, "increase", given)) == read
    assert aggregation(None) == "sum"
