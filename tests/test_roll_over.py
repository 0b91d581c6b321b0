"""Another year's plan begins with what goes on of the last one; nothing else changes."""

import dataclasses
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import app
from graph.app import rolling
from graph.app.rolling import RollOver, Years
from graph.errors import UsageError
from graph.model.entities import Item, KeyResult, Objective, Project
from graph.problems import Severity
from graph.reports.years.pairs import PREVIOUS
from tests import strategies
from tests.builders import (
    City,
    Piece,
    bureau,
    city,
    division,
    key_result,
    objective,
    part,
    policy,
    project,
    strategy,
    waiver,
)
from tests.commands import Ran, run
from tests.test_new_anywhere import at_the_terminal, written

YEARS = Years(before=2567, after=2568)
UNITS = (bureau("B1"), bureau("B2"), division("B1-x", of="B1"))


def rolled(folder: Path, sources: City, years: Years = YEARS) -> dict[str, Any]:
    """Roll the sources over, and return every item by its id."""
    sources.write(folder)
    rolling.write(rolling.roll_over(folder, years))
    checked = app.check(folder)
    assert checked.at_least(Severity.ERROR) == []
    return dict(checked.portfolio.items)


def plan(*more: Piece, **fields: Any) -> City:
    """A plan of one key result, and the units that there are."""
    whole = objective("O-2567-1", key_result("KR-2567-1.1", **fields), fiscal_year=2567, owner="B1")
    return city(*UNITS, whole, *more)


def of_2567(item_id: str, **fields: Any) -> Piece:
    return project(item_id, **{"lead": "B1", "fiscal_year": 2567, "status": "active", **fields})


# What goes on -------------------------------------------------------------------------------------


def test_objective_goes_on_with_its_links_and_names_the_one_before(tmp_path: Path) -> None:
    whole = objective(
        "O-2567-1.4",
        fiscal_year=2567,
        owner=["B1", "B2"],
        policies=["P1"],
        strategies=["S1"],
        areas=[],
        source="https://example.org/okr",
        note="as printed",
        external_ids={"bma_issue": "1.4"},
    )
    items = rolled(tmp_path, city(*UNITS, policy("P1"), strategy("S1"), whole))

    new = items["O-2568-1.4"]
    assert new.fiscal_year == 2568
    assert (new.owner, new.policies, new.strategies, new.areas) == (
        ("B1", "B2"),
        ("P1",),
        ("S1",),
        (),
    )
    assert (new.title_th, new.title_en) == ("ชื่อ O-2567-1.4", "Title O-2567-1.4")
    assert new.external_ids == {PREVIOUS: "O-2567-1.4"}
    assert new.basis == "inferred"
    assert new.source == "https://example.org/okr"
    assert new.note is None


def test_key_result_goes_on_from_its_last_figure_without_its_target(tmp_path: Path) -> None:
    fields = {
        "code": "1.10",
        "measure": {"unit": "จุด", "direction": "increase", "aggregation": "sum"},
        "baseline": 0,
        "target": 200,
        "weight": 2,
        "check_ins": [{"as_of": "2024-08-12", "value": 116.5}, {"as_of": "2024-06-01", "value": 9}],
        "waive": [waiver("TRC201", reason="รอข้อมูล")],
    }
    new = rolled(tmp_path, plan(**fields))["KR-2568-1.1"]

    assert new.objective == "O-2568-1"
    assert (new.baseline, new.target, new.weight, new.code) == (116.5, None, 2, "1.10")
    assert new.measure.unit == "จุด"
    assert new.check_ins is None
    assert new.waive == ()


def test_figure_that_its_unit_cannot_have_is_no_baseline(tmp_path: Path) -> None:
    percent = {"unit": "ร้อยละ", "direction": "increase"}
    wrong = [{"as_of": "2024-08-12", "value": 44247}]
    sources = plan(measure=percent, target=100, check_ins=wrong)
    assert rolled(tmp_path, sources)["KR-2568-1.1"].baseline is None


def test_units_keep_their_parts_without_targets(tmp_path: Path) -> None:
    parts = [part("B2", target=4, actual=3), part("B1", target=6)]
    new = rolled(tmp_path, plan(target=10, allocations=parts))["KR-2568-1.1"]
    assert [(one.unit, one.target, one.actual) for one in new.allocations] == [
        ("B2", None, None),
        ("B1", None, None),
    ]


def test_missing_target_is_a_warning_afterwards(tmp_path: Path) -> None:
    plan(target=5).write(tmp_path)
    made = rolling.roll_over(tmp_path, YEARS)
    assert made.problems == {"SRC153": 1}


def test_project_goes_on_without_its_money_and_delivers_the_new_key_results(
    tmp_path: Path,
) -> None:
    old = of_2567(
        "PRJ-N1",
        key_results=["KR-2567-1.1"],
        supports=["B2"],
        budget=100,
        spent=50,
        progress=40,
        start="2023-10-01",
        end="2025-03-31",
    )
    new = rolled(tmp_path, plan(old))["PRJ-N2"]

    assert (new.lead, new.supports, new.fiscal_year) == ("B1", ("B2",), 2568)
    assert new.key_results == ("KR-2568-1.1",)
    assert (new.budget, new.spent, new.progress) == (None, None, None)
    assert (new.status, new.start, new.end.isoformat()) == ("active", None, "2025-03-31")
    assert new.external_ids == {PREVIOUS: "PRJ-N1"}


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"status": "planned"}, None),
        ({"status": "paused"}, None),
        ({"status": "active", "progress": 100}, None),
        ({"status": None, "progress": 99}, None),
        ({"status": "unreported", "progress": 0}, None),
        ({"status": None, "end": "2024-10-01"}, None),
        ({"status": "active", "end": "2024-09-30"}, "late"),
        ({"status": None, "progress": 60, "end": "2024-06-30"}, "late"),
        ({"status": None, "progress": 100, "end": "2024-09-30"}, "ends"),
        ({"status": None, "end": "2024-09-30"}, "ends"),
        ({"status": "done", "progress": 40}, "over"),
        ({"status": "cancelled", "end": "2026-09-30"}, "over"),
        ({"status": None, "progress": 100}, "over"),
        ({"status": None}, "unknown"),
        ({"status": "unreported"}, "unknown"),
    ],
)
def test_project_goes_on_if_something_says_so(
    tmp_path: Path, fields: dict[str, Any], why: str | None
) -> None:
    city(*UNITS, of_2567("PRJ-N1", **fields)).write(tmp_path)
    made = rolling.roll_over(tmp_path, YEARS)
    assert made.staying == ({} if why is None else {"PRJ-N1": why})
    assert len(made.items) == (why is None)


def test_what_is_of_no_year_or_another_stays_as_it_is(tmp_path: Path) -> None:
    sources = plan(of_2567("PRJ-1", fiscal_year=2566), of_2567("PRJ-2", fiscal_year=None))
    items = rolled(tmp_path, sources)
    assert {one.id for one in items.values() if PREVIOUS in one.external_ids} == {
        "O-2568-1",
        "KR-2568-1.1",
    }


def test_key_result_of_weight_0_stays_behind_and_no_project_delivers_it(tmp_path: Path) -> None:
    old = of_2567("PRJ-N1", key_results=["KR-2567-1.1"])
    items = rolled(tmp_path, plan(old, weight=0))
    assert "KR-2568-1.1" not in items
    assert items["PRJ-N2"].key_results is None


def test_project_that_serves_none_says_so_again(tmp_path: Path) -> None:
    assert rolled(tmp_path, plan(of_2567("PRJ-N1", key_results=[])))["PRJ-N2"].key_results == ()


def test_project_keeps_a_key_result_that_is_of_no_year(tmp_path: Path) -> None:
    timeless = objective("O-x", key_result("KR-x"))
    old = of_2567("PRJ-N1", key_results=["KR-x", "KR-2567-1.1"])
    assert rolled(tmp_path, plan(timeless, old))["PRJ-N2"].key_results == ("KR-x", "KR-2568-1.1")


# Ids ----------------------------------------------------------------------------------------------


def test_no_id_is_one_that_there_is(tmp_path: Path) -> None:
    taken = project("O-2568-1", lead="B1")
    items = rolled(tmp_path, plan(taken))
    (new,) = (one for one in items.values() if isinstance(one, Objective) and one.id != "O-2567-1")
    assert isinstance(items["O-2568-1"], Project)
    assert new.fiscal_year == 2568
    assert items["KR-2568-1.1"].objective == new.id


def test_number_of_a_register_is_not_made_up(tmp_path: Path) -> None:
    olds = [of_2567(f"PRJ-11000000-{number}") for number in (4061, 7288)]
    items = rolled(tmp_path, city(*UNITS, *olds))
    new = {one.external_ids[PREVIOUS]: one.id for one in items.values() if one.external_ids}
    assert new == {
        "PRJ-11000000-4061": "PRJ-11000000-4061-2568",
        "PRJ-11000000-7288": "PRJ-11000000-7288-2568",
    }


# Once, and unit by unit ---------------------------------------------------------------------------


def test_running_twice_changes_nothing(tmp_path: Path) -> None:
    rolled(tmp_path, plan(of_2567("PRJ-N1", key_results=["KR-2567-1.1"]), target=5))
    again = rolling.roll_over(tmp_path, YEARS)
    assert (again.items, again.changes, again.diff) == ([], {}, "")
    assert len(again.there) == 3


def test_what_people_have_planned_already_is_not_planned_twice(tmp_path: Path) -> None:
    mine = objective("O-2568-1", key_result("KR-9", title="ชื่อ KR-2567-1.1"), fiscal_year=2568)
    mine.fields["owner"] = "B1"
    made = rolling.roll_over(plan(mine).write(tmp_path), YEARS)
    assert made.there == {"O-2567-1": "O-2568-1", "KR-2567-1.1": "KR-9"}


def test_key_result_goes_into_an_objective_that_is_there(tmp_path: Path) -> None:
    mine = objective("O-2568-1", fiscal_year=2568)
    assert rolled(tmp_path, plan(mine))["KR-2568-1.1"].objective == "O-2568-1"


def test_unit_gets_what_it_owns_leads_and_delivers(tmp_path: Path) -> None:
    sources = city(
        *UNITS,
        objective("O-2567-1", key_result("KR-2567-1.1"), fiscal_year=2567, owner="B1-x"),
        objective(
            "O-2567-2",
            key_result("KR-2567-2.1", owner="B2"),
            key_result("KR-2567-2.2", owner="B2"),
            fiscal_year=2567,
        ),
        of_2567("PRJ-N1", key_results=["KR-2567-2.2"]),
        of_2567("PRJ-N2", lead="B2"),
    )
    made = rolling.roll_over(sources.write(tmp_path), dataclasses.replace(YEARS, unit="B1"))
    assert [one.id for one in made.items] == [
        *("O-2568-1", "O-2568-2", "KR-2568-1.1", "KR-2568-2.2", "PRJ-N3"),
    ]


def test_units_one_after_another_give_what_all_at_once_gives(tmp_path: Path) -> None:
    sources = city(
        *UNITS,
        objective(
            "O-2567-1",
            key_result("KR-2567-1.1", owner="B1"),
            key_result("KR-2567-1.2", owner="B2"),
            fiscal_year=2567,
        ),
    )
    at_once = rolled(tmp_path / "once", sources)
    folder = sources.write(tmp_path / "turns")
    for unit in ("B1", "B2"):
        rolling.write(rolling.roll_over(folder, dataclasses.replace(YEARS, unit=unit)))
    assert _meant(app.open_portfolio(folder).items) == _meant(at_once)


# Files --------------------------------------------------------------------------------------------


def test_new_items_stand_beside_the_old_in_the_file_of_the_new_year(tmp_path: Path) -> None:
    shutil.copytree("data", tmp_path / "data")
    made = rolling.roll_over(tmp_path / "data", YEARS)
    names = {path.relative_to(tmp_path / "data").as_posix() for path in made.changes}
    assert names == {
        "okr-2568.yaml",
        "units/1000-public-works.yaml",
        "units/1100-drainage-and-sewerage.yaml",
    }
    new = made.changes[tmp_path / "data" / "okr-2568.yaml"][1].decode("utf-8")
    assert new.startswith("# yaml-language-server: $schema=schema.json\nformat: 1\ndefaults:\n")


def test_new_file_is_written_as_people_write_it(tmp_path: Path) -> None:
    whole = objective(
        "O-2567-1",
        key_result("KR-2567-1.1", code="1.10", allocations=[part("B1", target=4)]),
        key_result("KR-2567-1.2"),
        fiscal_year=2567,
        source="แผน: ๑",
    )
    whole.fields["key_results"] = [
        one | {"source": "แผน: ๑"} for one in whole.fields["key_results"]
    ]
    city(*UNITS, whole).write(tmp_path)
    (tmp_path / "all.yaml").rename(tmp_path / "okr-2567.yaml")
    made = rolling.roll_over(tmp_path, YEARS)

    assert (
        made.changes[tmp_path / "okr-2568.yaml"][1].decode("utf-8")
        == """\
format: 1
defaults:
  fiscal_year: 2568
  source: "แผน: ๑"

objectives:
  - id: O-2568-1
    title:
      th: ชื่อ O-2567-1
      en: Title O-2567-1
    external_ids: {previous: O-2567-1}
    basis: inferred
    key_results:
      - id: KR-2568-1.1
        title:
          th: ชื่อ KR-2567-1.1
          en: Title KR-2567-1.1
        code: "1.10"
        allocations: [{unit: B1}]
        external_ids: {previous: KR-2567-1.1}
        basis: inferred

      - id: KR-2568-1.2
        title:
          th: ชื่อ KR-2567-1.2
          en: Title KR-2567-1.2
        external_ids: {previous: KR-2567-1.2}
        basis: inferred
"""
    )


def test_shipped_data_are_without_errors_in_the_new_year(tmp_path: Path) -> None:
    shutil.copytree("data", tmp_path / "data")
    before = app.check(tmp_path / "data")
    made = rolling.roll_over(tmp_path / "data", YEARS)
    rolling.write(made)
    after = app.check(tmp_path / "data")

    assert after.at_least(Severity.ERROR) == []
    assert made.problems == {"SRC153": _count(made, KeyResult)}
    old_items = _meant(before.portfolio.items)
    assert {key: one for key, one in _meant(after.portfolio.items).items() if key in old_items} == (
        old_items
    )
    assert rolling.roll_over(tmp_path / "data", YEARS).changes == {}


def test_default_of_a_file_that_says_more_than_is_meant_is_refused(tmp_path: Path) -> None:
    (tmp_path / "okr-2567.yaml").write_text(
        "format: 1\nobjectives:\n  - {id: O-2567-1, title: ก, fiscal_year: 2567}\n"
        "units:\n  - {id: B1, title: ข, kind: bureau}\n",
        encoding="utf-8",
    )
    (tmp_path / "okr-2568.yaml").write_text(
        "format: 1\ndefaults: {owner: [B1]}\n", encoding="utf-8"
    )
    with pytest.raises(UsageError, match=r"okr-2568\.yaml would give 'O-2568-1' owner"):
        rolling.roll_over(tmp_path, YEARS)


@st.composite
def texts(draw: st.DrawFn) -> bytes:
    """A city as text of some style, with something that is of 2567."""
    data = draw(strategies.portfolios())
    year = {"id": "O-2567-0", "title": "ปี 2567", "fiscal_year": 2567}
    data["objectives"] = [year, *data.get("objectives", ())]
    return written(draw, data)


@given(texts())
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_the_plan_the_old_items_stay_and_a_second_time_changes_nothing(
    text: bytes,
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "plan-2567.yaml").write_bytes(text)
        before = app.open_portfolio(folder)
        made = rolling.roll_over(folder, YEARS)
        rolling.write(made)
        after = app.check(folder)

        assert after.at_least(Severity.ERROR) == []
        items = _meant(after.portfolio.items)
        assert {key: items[key] for key in before.items} == _meant(before.items)
        new = {key: one for key, one in items.items() if key not in before.items}
        assert sorted(new) == sorted(one.id for one in made.items)
        assert "O-2568-0" in new
        assert {one.external_ids[PREVIOUS] for one in new.values()} == {
            one.old.id for one in made.items
        }
        assert all(one.basis == "inferred" for one in new.values())
        assert not any(isinstance(one, KeyResult) and one.target for one in new.values())
        assert not any(isinstance(one, Project) and one.budget for one in new.values())
        assert rolling.roll_over(folder, YEARS).changes == {}


# The command --------------------------------------------------------------------------------------


def test_dry_run_shows_what_is_written_without_asking_off_a_terminal(tmp_path: Path) -> None:
    plan(target=5).write(tmp_path)
    before = (tmp_path / "all.yaml").read_bytes()
    shown = _run(tmp_path, "--from", "2567", "--to", "2568", "--lang", "en", "--dry-run")
    assert shown.code == 0
    assert "\n+- id: O-2568-1\n" in shown.out
    assert "wrote" not in shown.err
    assert (tmp_path / "all.yaml").read_bytes() == before

    done = _run(tmp_path, "--from", "2567", "--to", "2568")
    assert done.code == 0
    assert done.out == shown.out
    assert "ยกจากปี 2567 ไปปี 2568: วัตถุประสงค์ 1 · ผลลัพธ์สำคัญ 1" in done.err
    assert done.err.endswith(f"wrote {tmp_path / 'all.yaml'}\n")
    assert "O-2568-1" in (tmp_path / "all.yaml").read_text("utf-8")


def test_a_second_run_has_nothing_to_ask_or_to_write(tmp_path: Path) -> None:
    plan(target=5).write(tmp_path)
    asked = ("--from", "2567", "--to", "2568", "--data", str(tmp_path))
    assert at_the_terminal("", *asked, "--yes", verb="roll-over")[0] == 0
    before = (tmp_path / "all.yaml").read_bytes()
    code, shown = at_the_terminal("", *asked, verb="roll-over")
    assert (code, "write " in shown) == (0, False)
    assert (tmp_path / "all.yaml").read_bytes() == before


@pytest.mark.parametrize(("answer", "writes"), [("y\n", True), ("n\n", False), ("\n", True)])
def test_terminal_is_asked_before_anything_is_written(
    tmp_path: Path, answer: str, writes: bool
) -> None:
    plan(target=5).write(tmp_path)
    asked = ("--from", "2567", "--to", "2568", "--data", str(tmp_path))
    code, shown = at_the_terminal(answer, *asked, verb="roll-over")
    assert code == 0
    assert f"write {tmp_path / 'all.yaml'}?" in shown.replace("\r\n", "")
    assert ("O-2568-1" in (tmp_path / "all.yaml").read_text("utf-8")) is writes


def test_question_names_three_files_and_how_many_more_there_are(tmp_path: Path) -> None:
    for at in range(1, 6):
        (tmp_path / f"unit-{at}").mkdir()
        number = {"fiscal_year": 2567, "owner": f"B{at}"}
        city(bureau(f"B{at}"), objective(f"O{at}", **number)).write(tmp_path / f"unit-{at}")
    asked = ("--from", "2567", "--to", "2568", "--data", str(tmp_path))
    code, shown = at_the_terminal("n\n", *asked, verb="roll-over")
    named = ", ".join(str(tmp_path / f"unit-{at}" / "all.yaml") for at in (1, 2, 3))
    assert (code, f"write {named} and 2 more?" in shown.replace("\r\n", "")) == (0, True)


def _run(folder: Path, *arguments: str) -> Ran:
    return run("roll-over", *arguments, "--data", str(folder))


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--from", "2568", "--to", "2567"), "2567 is not after 2568"),
        (("--from", "2560", "--to", "2561"), "give one of these with --from: 2567"),
        (("--from", "2567", "--to", "2568", "--unit", "B3"), "there is no unit 'B3'"),
    ],
)
def test_mistake_is_a_sentence_with_the_remedy(
    tmp_path: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    plan().write(tmp_path)
    done = _run(tmp_path, *arguments)
    assert done.code == 2
    assert sentence in done.err
    assert done.out == ""


def _count(made: RollOver, entity: type[Item]) -> int:
    return sum(isinstance(one.old, entity) for one in made.items)


def _meant(items: Any) -> dict[str, Item]:
    """The items without their places."""
    return {key: dataclasses.replace(one, mark=0, file="") for key, one in items.items()}
