"""contradictions: figures that cannot be right, or that go against each other."""

import datetime as dt
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import app
from graph.model.rules import RULES
from graph.problems import Severity
from graph.reports.contradiction import SAYS
from graph.reports.result import Parameters
from tests.builders import AS_OF, City, Piece, bureau, city, key_result, objective, project, waiver
from tests.commands import ROOT

POINTS = {"unit": "จุด", "direction": "increase", "aggregation": "sum"}
PERCENT = {"unit": "ร้อยละ", "direction": "increase", "aggregation": "mean"}


def figures(*values: float, **fields: Any) -> Piece:
    """A key result of 100 points with a figure at the end of each month from January on."""
    known = [{"as_of": f"2024-0{month}-28", "value": one} for month, one in enumerate(values, 1)]
    return key_result("KR1", **{"target": 100, "measure": POINTS, "check_ins": known, **fields})


def found(sources: City | Piece, **asked: Any) -> list[str]:
    """The findings in a city, or in one with a single key result or project."""
    if isinstance(sources, Piece):
        is_project = sources.list_name == "projects"
        sources = city(sources if is_project else objective("O1", sources, fiscal_year=2567))
    return [row["finding"] for row in sources.rows("contradictions", **asked)]


def test_row_says_what_was_expected_and_what_was_found() -> None:
    sources = city(
        objective("O1", figures(44247, measure=PERCENT), fiscal_year=2567, owner=["B2", "B1"]),
        bureau("B1"),
        bureau("B2"),
    )
    assert sources.rows("contradictions", language="en") == [
        {
            "rule": "PRG511",
            "item": "KR1",
            "title": "Title KR1",
            "against": None,
            "owner": ["B1", "B2"],
            "what": "a percentage over 100",
            "expected": 100,
            "found": 44247,
            "finding": "PRG511:KR1",
        }
    ]


def test_figures_without_a_fault_are_left_alone() -> None:
    assert found(figures(10, 20, 30)) == []
    assert found(key_result("KR1")) == []
    assert found(project("PRJ1")) == []
    fields = {"status": "done", "progress": 100, "budget": 9, "spent": 9}
    assert found(project("PRJ1", start="2024-01-01", end="2024-06-30", **fields)) == []


# Key results by themselves ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "is_found"),
    [
        ({}, True),
        ({"baseline": 0}, True),
        ({"measure": {"unit": "จุด"}}, True),
        ({"measure": {**POINTS, "direction": "decrease"}}, False),  # No accidents: a good target.
        ({"measure": {**POINTS, "direction": "maintain"}}, False),
    ],
)
def test_target_of_nothing_is_found_where_the_figure_shall_grow(
    fields: dict[str, Any], is_found: bool
) -> None:
    assert found(figures(target=0, **fields)) == (["PRG510:KR1"] if is_found else [])


@pytest.mark.parametrize(
    ("target", "value", "is_found"),
    [(90, 100, False), (90, 100.01, True), (130, 120, False), (130, 131, True)],
)
def test_percentage_over_100_is_found(target: float, value: float, is_found: bool) -> None:
    expected = ["PRG511:KR1"] if is_found else []
    assert found(figures(value, target=target, measure=PERCENT)) == expected


@pytest.mark.parametrize(
    ("values", "expected", "found_value"),
    [((200.4, 96), 200.4, 96), ((0, 400, 0, 750), 400, 0), ((5, 9, 8, 10, 7), 10, 7)],
)
def test_figure_that_adds_up_and_falls_is_found_at_its_deepest_fall(
    values: tuple[float, ...], expected: float, found_value: float
) -> None:
    sources = city(objective("O1", figures(*values, target=1000)))
    rows = [row for row in sources.rows("contradictions") if row["rule"] == "PRG513"]
    assert [(row["expected"], row["found"]) for row in rows] == [(expected, found_value)]


@pytest.mark.parametrize(
    "measure",
    [
        {**POINTS, "aggregation": "mean"},
        {**POINTS, "aggregation": "latest"},
        {**POINTS, "direction": "decrease"},
        {**POINTS, "direction": "maintain"},
        {**POINTS, "unit": "ร้อยละ"},
        {"unit": "จุด"},
    ],
)
def test_figure_that_may_fall_is_left_alone(measure: dict[str, str]) -> None:
    assert found(figures(80, 60, measure=measure)) == []


def test_new_fiscal_year_begins_anew() -> None:
    known = [{"as_of": day, "value": one} for day, one in (("2023-09-30", 90), ("2023-10-01", 1))]
    assert found(city(objective("O1", figures(check_ins=known)))) == []
    later = [*known, {"as_of": "2024-09-30", "value": 0}]
    assert found(city(objective("O1", figures(check_ins=later)))) == ["PRG513:KR1"]


def test_figures_after_the_day_are_not_known_yet() -> None:
    fallen = figures(90, 60)
    assert found(fallen, as_of=dt.date(2024, 2, 27)) == []
    assert found(fallen, as_of=dt.date(2024, 2, 28)) == ["PRG513:KR1"]


@pytest.mark.parametrize(
    ("value", "fields", "is_found"),
    [
        (200, {}, False),
        (201, {}, True),
        (151, {"baseline": 50}, True),  # 101 of the 50 that were wanted.
        (150, {"baseline": 50}, False),
        (10, {"target": 50, "baseline": 60, "measure": {**POINTS, "direction": "decrease"}}, True),
        (10, {"target": 50, "measure": {**POINTS, "direction": "decrease"}}, False),
        (50, {"target": 20, "measure": PERCENT}, True),
        (5, {"target": 2, "measure": {"unit": "ระดับ"}}, False),
    ],
)
def test_more_than_twice_the_way_is_found(
    value: float, fields: dict[str, Any], is_found: bool
) -> None:
    assert found(figures(value, **fields)) == (["PRG514:KR1"] if is_found else [])


@pytest.mark.parametrize(
    ("unit", "is_found"),
    [
        ("แห่ง", True),
        ("แห่ง/ปี", True),
        ("กรง (สะสม)", True),
        ("กม.", False),
        ("ตัน/ปี", False),
        ("", False),
    ],
)
def test_fraction_of_what_is_counted_whole_is_found(unit: str, is_found: bool) -> None:
    one = figures(1, 19.5, 20, measure={**POINTS, "unit": unit})
    assert found(one) == (["PRG515:KR1"] if is_found else [])


def test_mean_of_what_is_counted_whole_may_have_a_fraction() -> None:
    assert found(figures(19.5, measure={**POINTS, "aggregation": "mean"})) == []


@pytest.mark.parametrize(
    ("title", "unit", "is_found"),
    [
        ("ร้อยละของกฎหมายที่ทบทวน", "มิติ", True),
        ("จำนวนภารกิจที่ทบทวน", "ร้อยละ", True),
        ("จำนวนผู้ขอภาพต่อจำนวนผู้แจ้ง", "ร้อยละ", False),  # X per Y is a share.
        ("ร้อยละของกฎหมายที่ทบทวน", "ร้อยละ", False),
        ("จำนวนภารกิจที่ทบทวน", "ภารกิจ", False),
    ],
)
def test_title_that_does_not_go_with_the_unit_is_found(
    title: str, unit: str, is_found: bool
) -> None:
    one = figures(50, title=title, measure={"unit": unit, "direction": "increase"})
    assert found(one) == (["PRG516:KR1"] if is_found else [])


@pytest.mark.parametrize(("value", "is_found"), [(5, False), (10, False), (80, True)])
def test_percentage_in_place_of_a_level_is_found(value: float, is_found: bool) -> None:
    one = figures(value, target=5, measure={"unit": "ระดับ", "direction": "increase"})
    assert found(one) == (["PRG516:KR1"] if is_found else [])


@pytest.mark.parametrize(
    ("direction", "baseline", "is_found"),
    [
        ("increase", 120, True),
        ("increase", 80, False),
        ("decrease", 80, True),
        ("decrease", 120, False),
    ],
)
def test_target_behind_the_baseline_is_found(
    direction: str, baseline: float, is_found: bool
) -> None:
    one = figures(baseline=baseline, measure={**POINTS, "direction": direction})
    assert found(one) == (["PRG523:KR1"] if is_found else [])


@pytest.mark.parametrize(
    ("value", "statuses", "is_found"),
    [
        (99, ["done"], True),
        (99, ["done", "done", "cancelled"], True),
        (99, ["done", "active"], False),
        (99, ["done", None], False),
        (99, ["cancelled"], False),
        (99, [], False),
        (100, ["done"], False),
        (None, ["done"], False),
    ],
)
def test_done_projects_and_a_target_that_is_not_met_contradict_each_other(
    value: float | None, statuses: list[str | None], is_found: bool
) -> None:
    one = figures(*([] if value is None else [value]))
    projects = [
        project(f"PRJ{number}", key_results=["KR1"], **({"status": each} if each else {}))
        for number, each in enumerate(statuses)
    ]
    sources = city(objective("O1", one), *projects)
    assert found(sources) == (["PRG512:KR1"] if is_found else [])


# Key results beside each other --------------------------------------------------------------------


def coded(
    item_id: str, target: float | None = 100, title: str = "จุดเสี่ยงน้ำท่วม", **fields: Any
) -> Piece:
    known = {} if target is None else {"target": target}
    return key_result(item_id, **{"code": "1.4.05", "title": title, **known, **fields})


def of_year(*key_results: Piece, year: int | None = 2567) -> Piece:
    numbered = f"O-{year}-{key_results[0].fields['id']}"
    return objective(numbered, *key_results, **({"fiscal_year": year} if year else {}))


def test_two_targets_of_one_measure_are_found_and_either_is_named() -> None:
    sources = city(of_year(coded("KR-A", 212)), of_year(coded("KR-B", 125)))
    (row,) = sources.rows("contradictions")
    assert (row["item"], row["against"], row["finding"]) == ("KR-B", "KR-A", "PRG517:KR-B:KR-A")
    assert (row["expected"], row["found"]) == (212, 125)
    for selected in ("KR-A", "KR-B"):
        assert found(sources, selected=frozenset({selected})) == ["PRG517:KR-B:KR-A"]
    assert found(sources, selected=frozenset({"O-2567-KR-A"})) == []


@pytest.mark.parametrize(
    "other",
    [
        of_year(coded("KR-B", 212)),
        of_year(coded("KR-B", None)),
        of_year(coded("KR-B", 125), year=2568),
        of_year(coded("KR-B", 125, code="1.4.06")),
    ],
)
def test_targets_that_do_not_go_against_each_other_are_left_alone(other: Piece) -> None:
    assert found(city(of_year(coded("KR-A", 212)), other)) == []


def test_key_results_of_no_year_or_no_code_are_not_compared() -> None:
    assert found(city(of_year(coded("KR-A", 1), coded("KR-B", 2), year=None))) == []
    nameless = [key_result(one, title="ไม่มีรหัส", target=7) for one in ("KR-A", "KR-B")]
    assert found(city(of_year(*nameless))) == []


def test_one_code_for_two_measures_is_found() -> None:
    sources = city(
        of_year(coded("KR-A"), coded("KR-B", 30, "ผายปากซอย"), coded("KR-C", 30, "ผายปากซอย"))
    )
    assert found(sources) == ["PRG519:KR-B:KR-A"]


def test_targets_of_other_owners_are_their_own() -> None:
    owned = [
        coded(f"KR-{unit}", 4 + number, owner=unit) for number, unit in enumerate(["B1", "B2"])
    ]
    sources = [of_year(*owned), bureau("B1"), bureau("B2")]
    assert found(city(*sources)) == []
    assert found(city(of_year(*owned, coded("KR-Z", 9)), *sources[1:])) == ["PRG517:KR-Z:KR-B1"]


UNITS = ("B1", "B2", "B3")
OWNERS = st.none() | st.lists(st.sampled_from(UNITS), unique=True)  # None: as the objective.
KEY_RESULTS = st.lists(
    st.fixed_dictionaries(
        {"owner": OWNERS, "title": st.sampled_from("กข"), "target": st.sampled_from([None, 1, 2])}
    ),
    max_size=9,
)


def naively(key_results: list[dict[str, Any]], of_objective: list[str] | None) -> list[str]:
    """The findings among key results of one code and year, each held against all before it."""
    said = []
    for position, one in enumerate(key_results):
        near = []
        for at, other in enumerate(key_results[:position]):
            mine, theirs = (
                set(each["owner"] if each["owner"] is not None else of_objective or ())
                for each in (one, other)
            )
            if not mine or not theirs or mine & theirs:
                near.append((at, other))
        alike = [(at, other) for at, other in near if other["title"] == one["title"]]
        if alike:
            at, other = alike[0]
            if None not in (one["target"], other["target"]) and one["target"] != other["target"]:
                said.append(f"PRG517:KR-{position}:KR-{at}")
        elif near:
            said.append(f"PRG519:KR-{position}:KR-{near[0][0]}")
    return sorted(said)


@given(KEY_RESULTS, OWNERS)
def test_key_results_of_one_code_are_held_against_the_first_that_may_be_the_same(
    key_results: list[dict[str, Any]], of_objective: list[str] | None
) -> None:
    pieces = [
        coded(f"KR-{at}", one["target"], one["title"], owner=one["owner"])
        if one["owner"] is not None
        else coded(f"KR-{at}", one["target"], one["title"])
        for at, one in enumerate(key_results)
    ]
    owned = {} if of_objective is None else {"owner": of_objective}
    whole = objective("O1", *pieces, fiscal_year=2567, **owned)
    sources = city(whole, *map(bureau, UNITS))
    assert found(sources) == naively(key_results, of_objective)


def test_target_that_was_replaced_is_found_beside_the_one_with_its_figures() -> None:
    seen: dict[str, Any] = {"check_ins": [{"as_of": "2024-07-28", "value": 20}]}
    sources = city(
        of_year(coded("KR-A", 212)),
        of_year(coded("KR-B", 212, **seen)),
        of_year(coded("KR-B-old", 224, weight=0, **seen)),
    )
    assert found(sources) == ["PRG518:KR-B-old:KR-B"]


def test_copy_of_weight_0_is_looked_at_for_nothing_else() -> None:
    assert found(figures(500.5, 3, target=0, weight=0)) == []


# Projects -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "rules"),
    [
        ({"status": "active", "progress": 100}, ["PRG520"]),
        ({"status": "cancelled", "progress": 100}, ["PRG520"]),
        ({"status": "done", "progress": 99}, ["PRG520"]),
        ({"status": "done", "progress": 100}, []),
        ({"progress": 100}, []),
        ({"status": "done"}, []),
        ({"status": "done", "end": "2024-10-01"}, ["PRG521"]),
        ({"status": "done", "end": "2024-09-30"}, []),
        ({"status": "active", "end": "2024-10-01"}, []),
        ({"start": "2024-05-01", "end": "2024-05-01"}, ["PRG522"]),
        ({"budget": 100, "spent": 100.5}, ["BUD601"]),
        ({"budget": 100, "spent": 100}, []),
        ({"spent": 100}, []),
        ({"status": "done", "spent": 0, "budget": 100}, ["BUD602"]),
        ({"status": "done", "spent": 0}, ["BUD602"]),
        ({"progress": 100, "spent": 0}, ["BUD602"]),
        ({"status": "done", "spent": 0, "budget": 0}, []),
        ({"status": "done", "budget": 100}, []),
        ({"status": "active", "budget": 0}, ["BUD603"]),
        ({"progress": 10, "budget": 0}, ["BUD603"]),
        ({"progress": 10, "budget": 0, "status": "cancelled"}, []),
        ({"budget": 0}, []),
        ({"status": "active"}, []),
    ],
)
def test_project_that_goes_against_itself_is_found(
    fields: dict[str, Any], rules: list[str]
) -> None:
    assert found(project("PRJ1", **fields)) == [f"{rule}:PRJ1" for rule in rules]


def test_words_and_days_are_shown_as_the_reader_says_them() -> None:
    sources = city(
        project("PRJ1", status="active", progress=100, lead="B1"),
        project("PRJ2", status="done", end="2025-01-31"),
        bureau("B1"),
    )
    rows = [(row["owner"], row["expected"], row["found"]) for row in sources.rows("contradictions")]
    assert rows == [(["B1"], "done", "active"), ([], None, "2025-01-31")]
    thai = app.render([sources.ask("contradictions")], app.Layout())
    assert "ความคืบหน้ากับสถานะไม่ตรงกัน" in thai
    assert "กำลังดำเนินการ" in thai


# All of it ----------------------------------------------------------------------------------------


def test_every_rule_is_said_in_both_languages_and_none_stops_a_build_by_itself() -> None:
    numbered = {code for code in RULES if code[:5] in {"PRG51", "PRG52", "BUD60"}}
    assert set(SAYS) == numbered - {"BUD604"}  # That one is of the readiness for the budget.
    for code, (thai, english) in SAYS.items():
        assert any("\u0e00" <= letter <= "\u0e7f" for letter in thai)
        assert english.isascii()
        assert RULES[code].severity in {Severity.NOTICE, Severity.WARNING}


def test_fiscal_year_leaves_out_the_items_of_others() -> None:
    sources = city(
        objective("O1", figures(target=0), fiscal_year=2567),
        project("PRJ1", budget=1, spent=2, fiscal_year=2568),
        project("PRJ2", budget=1, spent=2),
    )
    assert found(sources) == ["BUD601:PRJ1", "BUD601:PRJ2", "PRG510:KR1"]
    assert found(sources, fiscal_year=2567) == ["PRG510:KR1"]
    assert found(sources, fiscal_year=2568) == ["BUD601:PRJ1"]


def test_waived_contradiction_is_counted_apart() -> None:
    accepted = [waiver("PRG510", reason="เลื่อนไปปีหน้า")]
    sources = city(objective("O1", figures(20.5, target=0, waive=accepted)))
    assert found(sources) == ["PRG515:KR1"]
    assert [one["finding"] for one in sources.summary("contradictions")["waived"]] == ["PRG510:KR1"]


def test_summary_counts_by_rule_and_severity() -> None:
    sources = city(objective("O1", figures(20.5, target=0)), project("PRJ1", budget=1, spent=2))
    assert sources.summary("contradictions", language="en") == {
        "contradictions": 3,
        "items": 2,
        "key_results": 1,
        "projects": 1,
        "by_severity": {"error": 0, "warning": 2, "notice": 1},
        "by_rule": [
            {"rule": "BUD601", "what": "more spent than the budget", "findings": 1},
            {"rule": "PRG510", "what": "the target is 0", "findings": 1},
            {"rule": "PRG515", "what": "a fraction of what is counted whole", "findings": 1},
        ],
        "waived": [],
    }


# The traps of the shipped data --------------------------------------------------------------------


@cache
def shipped() -> dict[str, dict[str, Any]]:
    asked = Parameters(as_of=AS_OF)
    (result,) = app.ask(app.open_graph(ROOT / "data"), ["contradictions"], asked)
    return {row["finding"]: dict(row) for row in result.rows}


@pytest.mark.parametrize(
    ("finding", "expected", "value"),
    [
        # Percentages that were added up over months and districts.
        ("PRG511:KR-2567-4.2.16", 100, 44247),
        ("PRG511:KR-2567-5.1.2.1", 100, 17414.79),
        ("PRG511:KR-2567-3.2.04", 100, 45741.96),
        ("PRG511:KR-2567-R025", 100, 169117.7),
        # The same goal has two targets in BMA's two tables.
        ("PRG517:KR-2567-G21:KR-2567-1.4.06", 7032.75, 4227.3),
        ("PRG517:KR-2567-G09:KR-2567-1.4.05", 212, 125),
        # Targets change in the year: 224 on 28 July, 125 on 12 August.
        ("PRG518:KR-2567-G09-0728:KR-2567-G09", 125, 224),
        # Figures that fall: sois improved, flood points fixed.
        ("PRG513:KR-2567-G04.3", 175.21, 76.09),
        ("PRG513:KR-2567-G09", 200.4, 96),
        # Half a park.
        ("PRG515:KR-2567-G03", None, 119.5),
        # Targets of 0.
        ("PRG510:KR-2567-4.2.10", None, 0),
        ("PRG510:KR-2567-4.2.11", None, 0),
        ("PRG510:KR-2567-4.2.26", None, 0),
        ("PRG510:KR-2567-4.2.41", None, 0),
        # 371 % of the target.
        ("PRG514:KR-2567-8.1.07", 45, 167),
        # One code for two measures: vending; all trees, perennials; bottlenecks, soi mouths.
        ("PRG519:KR-2567-1.1.01-2:KR-2567-1.1.01", None, None),
        ("PRG519:KR-2567-4.1.01-2:KR-2567-4.1.01", None, None),
        ("PRG519:KR-2567-G10.2:KR-2567-1.2.05", None, None),
        # A share by its title, a number by its unit, and the other way round.
        ("PRG516:KR-2567-7.1.1.1", "ร้อยละ", "มิติ"),
        ("PRG516:KR-2567-7.3.1.1", "จำนวน", "ร้อยละ"),
        # Projects: done for nothing, under way for nothing, over on the day they begin.
        ("BUD602:PRJ-18000000-2521", 15275000, 0),
        ("BUD603:PRJ-08000000-7157", None, 0),
        ("PRG522:PRJ-24000000-3021", None, "2020-10-01"),
    ],
)
def test_trap_of_the_shipped_data_is_found(
    finding: str, expected: float | str | None, value: float | str | None
) -> None:
    row = shipped()[finding]
    assert (row["expected"], row["found"]) == (expected, value)


def test_every_target_that_was_replaced_in_the_shipped_data_is_found() -> None:
    replaced = [row for row in shipped().values() if row["rule"] == "PRG518"]
    assert len(replaced) == 11
    assert all(row["item"] == f"{row['against']}-0728" for row in replaced)


def test_no_progress_is_made_of_what_was_added_up() -> None:
    asked = Parameters(as_of=AS_OF)
    (result,) = app.ask(app.open_graph(ROOT / "data"), ["progress"], asked)
    impossible = {row["item"] for row in shipped().values() if row["rule"] == "PRG511"}
    rows = [row for row in result.rows if row["item"] in impossible]
    assert len(rows) == len(impossible) == result.summary["impossible"] == 14
    assert all(row["progress"] is None and row["met"] == 0 for row in rows)
