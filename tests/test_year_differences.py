"""`policytrace diff --years`: two fiscal years of one plan beside each other."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given, settings

from graph.app import graph_of, open_graph, open_portfolio, rolling
from graph.app.rolling import Years
from graph.reports.years.pairs import PREVIOUS, pairs
from tests import strategies
from tests.builders import City, Piece, bureau, city, key_result, objective, project
from tests.commands import Ran, run

UNITS = (bureau("B1"), bureau("B2"))


def okr(item_id: str, year: int, *key_results: Piece, **fields: Any) -> Piece:
    return objective(item_id, *key_results, fiscal_year=year, **fields)


def after(item: Piece, old: str) -> Piece:
    """An item that names the one that it goes on from."""
    item.fields["external_ids"] = {PREVIOUS: old}
    return item


def paired(sources: City) -> list[tuple[str, str, str]]:
    found = pairs(sources.graph, 2567, 2568)
    return [(one.before.id, one.after.id, one.by) for one in found]


# Pairs --------------------------------------------------------------------------------------------


def test_item_that_names_another_goes_on_from_it_whatever_its_title() -> None:
    sources = city(
        okr("O-1", 2567, title="ก"), after(okr("O-2", 2568, title="ข"), "O-1"), okr("O-3", 2568)
    )
    assert paired(sources) == [("O-1", "O-2", "link")]


def test_same_code_pairs_titles_that_are_alike() -> None:
    was = key_result("KR-a", code="1.4.05", title="แก้ไขจุดเสี่ยงน้ำท่วม")
    now = key_result("KR-b", code="1.4.05", title="แก้ไขจุดเสี่ยงน้ำท่วมในเขต")
    other = key_result("KR-c", code="2.1.01", title="กล้องวงจรปิด")
    alien = key_result("KR-d", code="2.1.01", title="ปลูกต้นไม้ยืนต้น")
    sources = city(
        okr("O-2567-1", 2567, was, other, title="น้ำไม่ท่วม"),
        okr("O-2568-1", 2568, now, alien, title="น้ำไม่ท่วม"),
    )
    assert paired(sources) == [("O-2567-1", "O-2568-1", "code"), ("KR-a", "KR-b", "code")]


def test_same_title_of_one_unit_pairs_where_several_units_have_it() -> None:
    title = "ลอกท่อระบายน้ำ"
    olds = [
        project(f"PRJ-{nth}", title=title, lead=unit, fiscal_year=2567)
        for nth, unit in ((1, "B1"), (2, "B2"))
    ]
    news = [
        project(f"PRJ-{nth}", title=title, lead=unit, fiscal_year=2568)
        for nth, unit in ((3, "B2"), (4, "B1"))
    ]
    assert paired(city(*UNITS, *olds, *news)) == [
        ("PRJ-1", "PRJ-4", "title"),
        ("PRJ-2", "PRJ-3", "title"),
    ]


def test_very_like_titles_pair_within_a_unit_alone() -> None:
    old = project("PRJ-1", title="ขุดลอกคลองเปรมประชากร ระยะที่ 1", lead="B1", fiscal_year=2567)
    same = project("PRJ-2", title="ขุดลอกคลองเปรมประชากร ระยะที่ 2", lead="B1", fiscal_year=2568)
    other = project("PRJ-2", title="ขุดลอกคลองเปรมประชากร ระยะที่ 2", lead="B2", fiscal_year=2568)
    assert paired(city(*UNITS, old, same)) == [("PRJ-1", "PRJ-2", "likeness")]
    assert paired(city(*UNITS, old, other)) == []


@given(strategies.portfolios())
@settings(deadline=None)
def test_no_item_is_of_two_pairs_and_each_is_of_its_year(data: strategies.Data) -> None:
    with TemporaryDirectory() as name:
        (Path(name) / "all.yaml").write_text(
            yaml.dump(data, allow_unicode=True, Dumper=_NoAliases), encoding="utf-8"
        )
        graph = graph_of(open_portfolio(name))
    found = pairs(graph, 2567, 2568)
    for items, year in (
        ([one.before for one in found], 2567),
        ([one.after for one in found], 2568),
    ):
        assert len({one.id for one in items}) == len(items)
        assert {graph.fiscal_year(one.id) for one in items} <= {year}
    assert all(type(one.before) is type(one.after) for one in found)


class _NoAliases(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def test_every_item_that_was_rolled_over_goes_on_by_its_link(tmp_path: Path) -> None:
    folder = TWO_YEARS.write(tmp_path)
    made = rolling.roll_over(folder, Years(before=2568, after=2569))
    rolling.write(made)
    found = pairs(open_graph(folder), 2568, 2569)
    assert {(one.before.id, one.after.id) for one in found if one.by == "link"} == {
        (one.old.id, one.id) for one in made.items
    }
    assert len(found) == len(made.items) > 0


# What changes -------------------------------------------------------------------------------------

TWO_YEARS = city(
    *UNITS,
    okr(
        "O-2567-1",
        2567,
        key_result("KR-2567-1", target=10, check_ins=[{"as_of": "2024-01-01", "value": 4}]),
        key_result("KR-2567-2", target=1),
        owner="B1",
    ),
    after(
        okr(
            "O-2568-1",
            2568,
            after(key_result("KR-2568-1", target=12, baseline=4, title="ใหม่"), "KR-2567-1"),
            key_result("KR-2568-9"),
            owner="B2",
            title={"th": "ชื่อ O-2567-1", "en": "Title O-2567-1"},
        ),
        "O-2567-1",
    ),
    project("PRJ-1", lead="B1", fiscal_year=2567, key_results=["KR-2567-1"], budget=100, spent=100),
    after(
        project(
            "PRJ-2",
            lead="B1",
            fiscal_year=2568,
            key_results=["KR-2568-1"],
            status="active",
            title={"th": "ชื่อ PRJ-1", "en": "Title PRJ-1"},
        ),
        "PRJ-1",
    ),
)


def ask(folder: Path, *arguments: str) -> Ran:
    return run("diff", *arguments, "--data", str(folder), "--lang", "en")


def told(folder: Path) -> dict[str, Any]:
    ran = ask(folder, "--years", "2567", "2568", "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    answer: dict[str, Any] = json.loads(ran.out)
    return answer


def test_what_goes_on_tells_what_of_the_plan_changes_and_nothing_of_the_year(
    tmp_path: Path,
) -> None:
    answer = told(TWO_YEARS.write(tmp_path))
    changes = {
        (one["from"], one["to"]): {
            each["field"]: (each["old"], each["new"]) for each in one["fields"]
        }
        for one in answer["goes_on"]
    }
    assert changes == {
        ("O-2567-1", "O-2568-1"): {"owner": (["B1"], ["B2"])},
        ("KR-2567-1", "KR-2568-1"): {
            "title": (
                {"th": "ชื่อ KR-2567-1", "en": "Title KR-2567-1"},
                {"th": "ใหม่", "en": None},
            ),
            "baseline": (None, 4),
            "target": (10, 12),
        },
        ("PRJ-1", "PRJ-2"): {"budget": (100, None), "status": (None, "active")},
    }
    assert [one["id"] for one in answer["new"]] == ["KR-2568-9"]
    assert [one["id"] for one in answer["dropped"]] == ["KR-2567-2"]


def test_summary_counts_kinds_money_and_missing_targets(tmp_path: Path) -> None:
    summary = told(TWO_YEARS.write(tmp_path))["summary"]
    assert summary["by_kind"]["key_result"] == {
        "goes_on": 1,
        "changed": 1,
        "new": 1,
        "dropped": 1,
    }
    assert summary["paired_by"] == {"link": 3}
    assert [
        (one["budget"], one["unknown_budgets"], one["without_target"])
        for one in (summary["before"], summary["after"])
    ] == [(100, 0, 0), (0, 1, 1)]


def test_table_shows_what_changes_what_is_new_and_what_was_dropped(tmp_path: Path) -> None:
    folder = TWO_YEARS.write(tmp_path)
    assert (
        ask(folder, "--years", "2567", "2568").out
        == f"""\
Two fiscal years side by side
diff · 2567 → 2568 · {folder}

objective: go on 1 · changed 1 · new 0 · dropped 0
key result: go on 1 · changed 1 · new 1 · dropped 1
project: go on 1 · changed 1 · new 0 · dropped 0
paired: by link 3
FY2567: 100 baht (unknown for 0 of 1 projects) · no target for 0 of 2 key results
FY2568: 0 baht (unknown for 1 of 1 projects) · no target for 1 of 2 key results

objective
~ O-2567-1 → O-2568-1  Title O-2567-1
    owner  B1 → B2

key result
~ KR-2567-1 → KR-2568-1  ใหม่
    title  ชื่อ KR-2567-1 / Title KR-2567-1 → ใหม่
    baseline  (unrecorded) → 4
    target  10 → 12
+ KR-2568-9  Title KR-2568-9
- KR-2567-2  Title KR-2567-2

project
~ PRJ-1 → PRJ-2  Title PRJ-1
    budget  100 → (unrecorded)
    status  (unrecorded) → active
"""
    )


def test_markdown_has_a_column_for_each_year(tmp_path: Path) -> None:
    page = ask(TWO_YEARS.write(tmp_path), "--years", "2567", "2568", "--format", "md").out
    assert "| change | id | title | field | 2567 | 2568 |" in page
    assert "| changed | O-2567-1 → O-2568-1 | Title O-2567-1 | owner | B1 | B2 |" in page
    assert "| dropped | KR-2567-2 | Title KR-2567-2 |  |  |  |" in page


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "name a revision A, or two fiscal years with --years"),
        (("-", "-", "--years", "2567", "2568"), "leave B out"),
        (("--years", "2567", "2567"), "2567 and 2567 are one year"),
        (("--years", "2560", "2568"), "give two of these with --years: 2567, 2568"),
    ],
)
def test_mistake_is_a_sentence_with_the_remedy(
    tmp_path: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    ran = ask(TWO_YEARS.write(tmp_path), *arguments)
    assert ran.code == 2
    assert sentence in " ".join(ran.err.split())
