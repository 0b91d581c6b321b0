"""What is a difference between two portfolios, and what is none."""

import dataclasses
import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from graph.model.portfolio import Portfolio
from graph.problems import Severity
from graph.reports.differences import Differences, compare
from graph.reports.finding_changes import Findings, compare_findings, findings_of
from graph.sources.files import read_sources
from tests.builders import (
    AS_OF,
    City,
    Piece,
    area,
    bureau,
    city,
    dimension,
    district,
    handoff,
    key_result,
    kpi,
    objective,
    part,
    policy,
    project,
    strategy,
    waiver,
)


def read(sources: City | dict[str, str]) -> Portfolio:
    """The sources of a city, or of files by name and text, with every place."""
    files = {"all.yaml": sources.yaml} if isinstance(sources, City) else sources
    with TemporaryDirectory() as folder:
        for name, text in files.items():
            path = Path(folder, name)
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return read_sources(Path(folder), every_place=True).portfolio


def between(before: City | dict[str, str], after: City | dict[str, str]) -> Differences:
    return compare(read(before), read(after))


def fields(before: Piece, after: Piece) -> list[tuple[str, Any, Any]]:
    """The fields that differ between two states of one item."""
    found = between(city(before), city(after)).items
    assert len(found) <= 1
    return [(one.field, one.old, one.new) for item in found for one in item.fields]


def signs(found: Differences) -> list[str]:
    return [f"{one.change} {one.item.id}" for one in found.items]


def arrows(found: Differences) -> list[tuple[str, ...]]:
    return [
        (
            one.change,
            one.source,
            one.relation,
            one.target,
            " → ".join(side.basis for side in (one.before, one.after) if side),
        )
        for one in found.links
    ]


# Items --------------------------------------------------------------------------------------------


def test_items_are_added_removed_and_changed_in_the_order_of_the_chain() -> None:
    before = city(
        dimension("d1"),
        bureau("B1"),
        policy("P1"),
        project("PRJ1", budget=1),
        objective("O1", key_result("KR1"), key_result("KR2")),
        handoff("H1", "B1", "B1"),
    )
    after = city(
        handoff("H2", "B1", "B1"),
        project("PRJ1", budget=2),
        bureau("B1"),
        bureau("B2"),
        objective("O1", key_result("KR2", target=3), key_result("KR10")),
        policy("P2"),
        strategy("S1"),
        kpi("K1"),
        area("A1"),
    )
    assert signs(between(before, after)) == [
        "removed P1",
        "added P2",
        "added S1",
        "removed KR1",
        "added KR10",
        "changed KR2",
        "changed PRJ1",
        "added B2",
        "added K1",
        "added A1",
        "removed H1",
        "added H2",
        "removed d1",
    ]


def test_equal_sources_do_not_differ() -> None:
    whole = city(policy("P1", owner="B1"), bureau("B1"), project("PRJ1", lead="B1"))
    assert between(whole, whole) == Differences()


def test_an_id_that_has_become_another_kind_is_removed_and_added() -> None:
    found = between(city(policy("X1")), city(strategy("X1")))
    assert signs(found) == ["removed X1", "added X1"]
    assert found.renames == ()


def test_where_items_stand_and_in_which_order_is_no_difference() -> None:
    before = {
        "all.yaml": """
policies:
  - {id: P1, title: ก, owner: [B1, B2], strategies: [S1, S2], dimensions: [d1, d2]}
  - {id: P2, title: ข, owner: B1, external_ids: {a: "1", b: "2"}}
strategies: [{id: S1, title: ก}, {id: S2, title: ข}]
units: [{id: B1, kind: bureau, title: ก}, {id: B2, kind: bureau, title: ข}]
dimensions: [{id: d1, title: ก}, {id: d2, title: ข}]
objectives:
  - id: O1
    title: ก
    owner: B2
    key_results:
      - id: KR1
        title: ก
        check_ins: [{as_of: 2024-01-01, value: 1}, {as_of: 2024-02-01, value: 2}]
        allocations: [{unit: B1, target: 1}, {unit: B2, actual: 2.0}]
        measure: {unit: จุด, direction: increase}
        handoffs: [{id: H1, subject: ก, from: B1, to: B2}]
      - {id: KR2, title: ข}
"""
    }
    after = {
        "units/one.yaml": """
# A line more.
units: [{id: B2, title: ข, kind: bureau}, {kind: bureau, id: B1, title: {th: ก}}]
strategies: [{title: ข, id: S2}]
""",
        "plan.yaml": """
format: 1
defaults: {owner: B2}
objectives:
  - key_results:
      - {id: KR2, title: ข}
      - measure: {direction: increase, unit: จุด}
        title: ก
        allocations: [{actual: 2, unit: B2}, {unit: B1, target: 1.0}]
        check_ins:
          - {value: 2, as_of: 2024-02-01}
          - {value: 1, as_of: 2024-01-01}
        id: KR1
    title: ก
    id: O1
strategies: [{title: ก, id: S1}]
handoffs: [{id: H1, item: KR1, subject: ก, from: B1, to: B2}]
dimensions: [{id: d2, title: ข}, {id: d1, title: ก}]
policies:
  - {id: P2, title: ข, owner: [B1], basis: stated, external_ids: {b: "2", a: "1"}}
  - {id: P1, title: ก, dimensions: [d2, d1], basis: {owner: stated}, owner: [B2, B1],
     strategies: [S2, S1]}
""",
    }
    assert between(before, after) == Differences()


# Fields -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ({"budget": 100}, {"budget": 250.5}, [("budget", 100, 250.5)]),
        ({}, {"budget": 0}, [("budget", None, 0)]),
        ({"budget": 0}, {}, [("budget", 0, None)]),
        ({"status": "active"}, {"status": "done"}, [("status", "active", "done")]),
        (
            {"start": dt.date(2024, 1, 1)},
            {"start": dt.date(2024, 1, 2)},
            [("start", "2024-01-01", "2024-01-02")],
        ),
        ({"fiscal_year": 2567}, {"fiscal_year": 2568}, [("fiscal_year", 2567, 2568)]),
        ({"note": "a"}, {"note": "b"}, [("note", "a", "b")]),
        ({"lead": "B1"}, {"lead": "B2"}, [("lead", "B1", "B2")]),
        ({}, {"lead": "B2"}, [("lead", None, "B2")]),
        ({}, {"key_results": []}, [("key_results", None, [])]),
        ({"supports": ["B2", "B1"]}, {}, [("supports", ["B2", "B1"], None)]),
        ({"supports": ["B2", "B1"]}, {"supports": []}, [("supports", ["B2", "B1"], [])]),
        (
            {"supports": ["B3", "B1"]},
            {"supports": ["B1", "B2"]},
            [("supports", ["B1", "B3"], ["B1", "B2"])],
        ),
        (
            {"external_ids": {"egp": "1", "old": "2"}},
            {"external_ids": {"egp": "3", "new": "4"}},
            [
                ("external_ids.egp", "1", "3"),
                ("external_ids.new", None, "4"),
                ("external_ids.old", "2", None),
            ],
        ),
        ({}, {"basis": "inferred"}, [("basis", "stated", "inferred")]),
        (
            {"basis": {"lead": "inferred"}},
            {"basis": {"lead": "inferred", "title": "inferred"}},
            [("basis", {"lead": "inferred"}, {"lead": "inferred", "title": "inferred"})],
        ),
        (
            {"waive": [waiver("TRC201", reason="a")]},
            {"waive": [waiver("TRC201", reason="a", until=dt.date(2025, 1, 1))]},
            [("waive[TRC201].until", None, "2025-01-01")],
        ),
        ({}, {"waive": []}, []),
        ({}, {"waive": [waiver("X")]}, [("waive", None, [{"rule": "X"}])]),
    ],
)
def test_fields_of_a_project_are_compared_one_by_one(
    before: dict[str, Any], after: dict[str, Any], found: list[Any]
) -> None:
    assert fields(project("PRJ1", **before), project("PRJ1", **after)) == found


def test_both_languages_of_a_title_are_shown_where_one_has_changed() -> None:
    before = policy("P1", title={"th": "ก", "en": "A"})
    after = policy("P1", title={"th": "ก", "en": "B"})
    assert fields(before, after) == [("title", {"th": "ก", "en": "A"}, {"th": "ก", "en": "B"})]
    assert fields(before, policy("P1", title="ก")) == [
        ("title", {"th": "ก", "en": "A"}, {"th": "ก", "en": None})
    ]


def in_objective(**of_key_result: Any) -> City:
    return city(objective("O1", key_result("KR1", **of_key_result)))


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (
            {"measure": {"unit": "km"}},
            {"measure": {"unit": "m", "direction": "increase"}},
            [("measure.direction", None, "increase"), ("measure.unit", "km", "m")],
        ),
        ({}, {"measure": {"unit": "m"}}, [("measure.unit", None, "m")]),
        (
            {"check_ins": [{"as_of": dt.date(2024, 1, 1), "value": 1}]},
            {
                "check_ins": [
                    {"as_of": dt.date(2024, 2, 1), "value": 2},
                    {"as_of": dt.date(2024, 1, 1), "value": 3},
                ]
            },
            [
                ("check_ins[2024-01-01].value", 1, 3),
                ("check_ins[2024-02-01]", None, {"as_of": "2024-02-01", "value": 2}),
            ],
        ),
        (
            {"allocations": [part("D1", target=4), part("D2", target=1)]},
            {"allocations": [part("D1", target=4, actual=0)]},
            [
                ("allocations[D1].actual", None, 0),
                ("allocations[D2]", {"unit": "D2", "target": 1}, None),
            ],
        ),
        ({}, {"allocations": []}, [("allocations", None, [])]),
        (
            {},
            {"allocations": [part("D1", target=4)]},
            [("allocations", None, [{"unit": "D1", "target": 4}])],
        ),
        (
            {"check_ins": [{"as_of": dt.date(2024, 1, 1), "value": one} for one in (1, 2)]},
            {"check_ins": [{"as_of": dt.date(2024, 1, 1), "value": one} for one in (3, 1)]},
            [("check_ins[2024-01-01#2].value", 2, 3)],
        ),
    ],
)
def test_records_are_compared_by_what_they_are_about(
    before: dict[str, Any], after: dict[str, Any], found: list[Any]
) -> None:
    (item,) = between(in_objective(**before), in_objective(**after)).items
    assert item.item.id == "KR1"
    assert [(one.field, one.old, one.new) for one in item.fields] == found


def test_a_key_result_that_stands_under_another_objective_has_changed() -> None:
    before = city(objective("O1", key_result("KR1")), objective("O2"))
    after = city(objective("O1"), objective("O2", key_result("KR1")))
    (item,) = between(before, after).items
    assert [(one.field, one.old, one.new) for one in item.fields] == [("objective", "O1", "O2")]


def test_handoffs_are_compared_by_their_own_ids() -> None:
    units = (bureau("B1"), bureau("B2"))
    before = city(*units, project("PRJ1", handoff("H1", "B1", "B2", asked_on="2024-06")))
    after = city(
        *units, project("PRJ1"), handoff("H1", "B1", "B1", asked_on="2024", subject="เรื่องใหม่")
    )
    (item,) = between(before, after).items
    assert [(one.field, one.old, one.new) for one in item.fields] == [
        ("subject", {"th": "เรื่อง H1", "en": None}, {"th": "เรื่องใหม่", "en": None}),
        ("item", "PRJ1", None),
        ("to", "B2", "B1"),
        ("asked_on", "2024-06", "2024"),
    ]


def test_each_field_is_placed_on_both_sides() -> None:
    before = """
policies:
  - id: P1
    title:
      th: ก
    owner:
      - B1
      - B2
    note: a
    waive: [{rule: OWN301, reason: x}]
units: [{id: B1, kind: bureau, title: ก}, {id: B2, kind: bureau, title: ข}]
"""
    after = """
defaults: {source: s}
policies:

  - id: P1
    owner:
      - B3
      - B1
    waive:
      - {rule: TRC203, reason: y}
      - {rule: OWN301, reason: z}
    title: ข
units: [{id: B1, kind: bureau, title: ก}, {id: B3, kind: bureau, title: ข}]
"""
    found = between({"a.yaml": before}, {"b.yaml": after})
    (item, *_) = found.items
    places = [(one.field, one.before.line, one.after.line) for one in item.fields]
    assert places == [
        ("title", 5, 12),
        ("owner", 8, 7),
        ("source", 3, 2),
        ("note", 9, 5),
        ("waive[OWN301].reason", 10, 11),
        ("waive[TRC203]", 10, 10),
    ]
    assert {Path(one.before.file).name for one in item.fields} == {"a.yaml"}
    assert {Path(one.after.file).name for one in item.fields} == {"b.yaml"}


# Likely renames -----------------------------------------------------------------------------------


def titled(make: Any, item_id: str, title: str) -> Piece:
    piece: Piece = make(item_id, title={"th": title, "en": title})
    return piece


def renames(before: City, after: City) -> list[tuple[str, str]]:
    return [(one.before.id, one.after.id) for one in between(before, after).renames]


def test_an_item_of_another_id_with_the_same_kind_and_title_is_pointed_out() -> None:
    before = city(titled(policy, "P1", "a"), titled(project, "PRJ1", "b"))
    after = city(titled(policy, "P9", "a"), titled(project, "PRJ1", "c"))
    assert signs(between(before, after)) == ["removed P1", "added P9", "changed PRJ1"]
    assert renames(before, after) == [("P1", "P9")]


@pytest.mark.parametrize(
    "after",
    [
        city(titled(strategy, "S1", "a")),
        city(titled(policy, "P2", "b")),
        city(titled(policy, "P2", "a"), titled(policy, "P3", "a")),
        city(titled(policy, "P1", "b"), titled(policy, "P2", "a")),
        city(),
    ],
)
def test_what_may_be_another_item_is_no_rename(after: City) -> None:
    assert renames(city(titled(policy, "P1", "a")), after) == []


# Links --------------------------------------------------------------------------------------------


def test_links_are_added_removed_and_put_on_another_basis() -> None:
    units = (bureau("B1"), bureau("B2"), district("D1"))
    before = city(
        *units,
        strategy("S1"),
        policy("P1", owner=["B1", "D1"], strategies=["S1"]),
        project("PRJ1", lead="B1", basis={"lead": "inferred"}),
    )
    after = city(
        *units,
        strategy("S1"),
        policy("P1", owner=["D1", "B2"], strategies=["S1"], basis={"strategies": "inferred"}),
        project("PRJ1", lead="B1"),
    )
    assert arrows(between(before, after)) == [
        ("changed", "P1", "ADVANCES", "S1", "stated → inferred"),
        ("changed", "PRJ1", "LED_BY", "B1", "inferred → stated"),
        ("removed", "P1", "OWNED_BY", "B1", "stated"),
        ("added", "P1", "OWNED_BY", "B2", "stated"),
    ]


def test_a_link_is_placed_where_each_side_states_it() -> None:
    before = city(policy("P1"), policy("P2"), objective("O1", policies=["P1", "P2"]))
    after = city(objective("O1", policies=["P2"]), policy("P2"))
    (link,) = between(before, after).links
    assert link.before is not None
    assert read(before).items["O1"].mark_of("policies", 0) >> 28 == link.before.place.line
    assert link.after is None


# Findings -----------------------------------------------------------------------------------------


def found_in(sources: City, as_of: dt.date = AS_OF) -> Findings:
    return findings_of(sources.lenient_graph, as_of)


LEADERLESS = project("PRJ1", key_results=[])
OWNERLESS = policy("P1", owner=[])


def test_findings_are_new_fixed_or_still_there() -> None:
    before = city(LEADERLESS, project("PRJ2"))
    after = city(OWNERLESS, LEADERLESS)
    found = compare_findings(found_in(before), found_in(after))
    assert [one.id for one in found.new] == ["OWN301:P1", "TRC203:P1", "TRC204:P1"]
    assert [one.id for one in found.fixed] == ["TRC201:PRJ2"]
    assert [one.id for one in found.still] == ["TRC201:PRJ1"]
    assert [one.report for one in found.new] == ["unowned-policies", "coverage", "gaps"]
    assert found.worst_new is Severity.ERROR
    assert found.waived == frozenset()


def test_every_report_is_asked_on_the_day_of_both_sides() -> None:
    accepted = project("PRJ1", waive=[waiver("TRC201", reason="x", until=dt.date(2024, 9, 30))])
    whole = city(accepted)
    assert list(found_in(whole).waived) == ["TRC201:PRJ1"]
    assert list(found_in(whole, dt.date(2024, 10, 1)).standing) == ["TRC201:PRJ1"]


def test_a_finding_that_is_accepted_is_fixed_and_new_when_the_waiver_ends() -> None:
    plain = city(project("PRJ1"))
    accepted = city(project("PRJ1", waive=[waiver("TRC201", reason="x")]))
    there = compare_findings(found_in(plain), found_in(accepted))
    back = compare_findings(found_in(accepted), found_in(plain))
    assert [one.id for one in there.fixed] == ["TRC201:PRJ1"] == [one.id for one in back.new]
    assert there.waived == {"TRC201:PRJ1"} == back.waived
    gone = compare_findings(found_in(accepted), found_in(city()))
    assert gone == dataclasses.replace(gone, new=(), fixed=(), still=(), waived=frozenset())


def test_references_that_lead_nowhere_are_findings() -> None:
    before, after = city(LEADERLESS), city(project("PRJ1", key_results=[], lead="B9"))
    (new,) = compare_findings(found_in(before), found_in(after)).new
    assert (new.id, new.report, new.item.id) == ("TRC202:PRJ1:B9", None, "PRJ1")


def test_nothing_new_has_no_severity() -> None:
    assert compare_findings(found_in(city()), found_in(city())).worst_new is None
