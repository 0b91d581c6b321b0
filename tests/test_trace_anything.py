"""Whatever a valid city holds, a trace is the closure of its links; also of the shipped data."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
import wcwidth
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import app
from graph.model.entities import Area, Policy, Project, Strategy, Unit
from graph.model.portfolio import Link
from graph.network import TraceGraph
from graph.reports.trace import Extent, Side, Trace, trace
from graph.reports.trace_tree import Step
from tests import strategies
from tests.commands import ROOT
from tests.library_chain import trace as twin
from tests.test_any_city import graph_of

# By the words of the design: which relations lead up, followed from end to start, or down.
UP = {
    "LED_BY",
    "ALLOCATED_TO",
    "TARGETS",
    "HANDED_OVER",
    "DELIVERED_BY",
    "MEASURED_BY",
    "TRACKED_BY",
    "HAS_KEY_RESULT",
    "CALLS_FOR",
    "HAS_OBJECTIVE",
    "ADVANCES",
}
DOWN = {
    "CALLS_FOR",
    "ADVANCES",
    "HAS_OBJECTIVE",
    "HAS_KEY_RESULT",
    "DELIVERED_BY",
    "ALLOCATED_TO",
    "HANDED_OVER",
    "LED_BY",
    "SUPPORTED_BY",
    "FROM_UNIT",
    "TO_UNIT",
}
Arrow = tuple[str, str, str]


def steps(graph: TraceGraph, side: str) -> Iterator[tuple[str, str, Link]]:
    """Every link that leads up or down, as (near, far, link)."""
    for link in graph.links():
        name = link.relation.name
        is_part = name == "PART_OF" and isinstance(graph.item(link.source), Strategy)
        if name in UP if side == "up" else is_part or name == "IN_DIMENSION":
            yield link.target, link.source, link
        if is_part if side == "up" else name in DOWN:
            yield link.source, link.target, link


def closure(
    graph: TraceGraph, start: str, side: str, depth: int = 99, *, stated_only: bool = False
) -> tuple[set[str], set[Arrow]]:
    """All items and links within a number of steps: over and over, till nothing new comes."""
    links = [one for one in steps(graph, side) if not stated_only or one[2].basis == "stated"]
    items, arrows = {start}, set[Arrow]()
    for _ in range(depth):
        new = [one for one in links if one[0] in items]
        if len(new) == len(arrows):
            break
        items |= {far for _, far, _ in new}
        arrows = {(one.source, one.relation.name, one.target) for _, _, one in new}
    return items, arrows


def sides_of(found: Trace) -> list[tuple[str, Side]]:
    return [(name, side) for name, side in (("up", found.up), ("down", found.down)) if side]


def every_step(step: Step) -> Iterator[Step]:
    yield step
    for one in step.steps:
        yield from every_step(one)


def arrows_of(tree: Step) -> set[Arrow]:
    hops = (one.hop for one in every_step(tree) if one.hop)
    return {(one.source, one.relation.name, one.target) for one in hops}


def ids_of(data: dict[str, Any]) -> list[str]:
    return [one["id"] for items in data.values() if isinstance(items, list) for one in items]


SIDES = ("up", "down")
drawn_often = settings(deadline=None, max_examples=30)
TRACED = {"data": strategies.portfolios(), "depth": st.integers(1, 8)}


@drawn_often
@given(**TRACED, breadth=st.integers(0, 4))
def test_json_is_the_closure_of_the_links_within_the_depth(
    data: dict[str, Any], depth: int, breadth: int
) -> None:
    graph = graph_of(data)
    for item_id in ids_of(data):
        text = app.trace(
            graph, item_id, Extent(depth=depth, breadth=breadth), "th", app.Layout(format="json")
        )
        found = json.loads(text)
        ids = [one["id"] for one in found["nodes"]]
        assert len(ids) == len(set(ids))
        reached = {item_id}
        for side in SIDES:
            items, arrows = closure(graph, item_id, side, depth)
            listed = [one for one in found["links"] if one["side"] == side]
            told = [(one["from"], one["relation"], one["to"]) for one in listed]
            assert len(told) == len(arrows)
            assert set(told) == arrows
            assert all(one["depth"] <= depth for one in listed)
            reached |= items
        assert set(ids) == reached


@drawn_often
@given(data=strategies.portfolios())
def test_links_are_those_of_the_query_of_this_name(data: dict[str, Any]) -> None:
    graph = graph_of(data)
    for item_id in ids_of(data):
        found = trace(graph, item_id, Extent(depth=100))
        told = [
            (side, one.depth, one.hop.source, one.hop.relation.name, one.hop.target, one.hop.basis)
            for side, whole in sides_of(found)
            for one in whole.links
        ]
        names = ("direction", "level", "from", "relation", "to", "basis")
        asked = twin(graph, {"id": item_id, "lang": "th", "dataset": "default"})
        assert sorted(told) == sorted(tuple(row[name] for name in names) for row in asked)


@drawn_often
@given(**TRACED, breadth=st.one_of(st.none(), st.integers(0, 4)))
def test_what_is_shown_and_what_is_folded_are_all_that_follows(
    data: dict[str, Any], depth: int, breadth: int | None
) -> None:
    graph = graph_of(data)
    following = {side: Counter(one[:2] for one in steps(graph, side)) for side in SIDES}
    for item_id in ids_of(data):
        for name, side in sides_of(trace(graph, item_id, Extent(depth=depth, breadth=breadth))):
            whole = {
                one.item.id: one for one in every_step(side.tree) if one.below and not one.repeated
            }
            for step in every_step(side.tree):
                follows = sum(n for (near, _), n in following[name].items() if near == step.item.id)
                told = len(step.steps) + sum(one.count for one in step.folds)
                assert told == (0 if step.repeated else follows)
                assert not step.repeated or step.item.id in whole
                if breadth:
                    assert max(Counter(_relations(step)).values(), default=0) <= breadth


def _relations(step: Step) -> list[str]:
    return [one.hop.relation.name for one in step.steps if one.hop]


@drawn_often
@given(**TRACED)
def test_tree_of_all_breadth_shows_every_link(data: dict[str, Any], depth: int) -> None:
    graph = graph_of(data)
    for item_id in ids_of(data):
        for name, side in sides_of(trace(graph, item_id, Extent(depth=depth, breadth=0))):
            assert arrows_of(side.tree) == closure(graph, item_id, name, depth)[1]


@drawn_often
@given(data=strategies.portfolios())
def test_sums_are_those_of_the_closure(data: dict[str, Any]) -> None:
    graph = graph_of(data)
    for item_id in ids_of(data):
        found = trace(graph, item_id, Extent(depth=1))
        for name, side in sides_of(found):
            items = closure(graph, item_id, name)[0] - {item_id}
            stated = closure(graph, item_id, name, stated_only=True)[0]
            budgets = [one.budget for one in projects(graph, items)]
            sums = side.sums
            assert sums.policies == policies(graph, items)
            assert sums.inferred_policies == policies(graph, items - stated)
            assert sums.work.projects == len(budgets) == sum(sums.work.by_status.values())
            assert sums.work.budget == sum(budget for budget in budgets if budget)
            assert sums.work.unknown_budget == budgets.count(None)
            assert sums.inferred_work.projects == len(projects(graph, items - stated))


def projects(graph: TraceGraph, ids: Iterable[str]) -> list[Project]:
    return [one for one in map(graph.item, ids) if isinstance(one, Project)]


def policies(graph: TraceGraph, ids: Iterable[str]) -> int:
    return sum(isinstance(graph.item(one), Policy) for one in ids)


@drawn_often
@given(data=strategies.portfolios())
def test_strength_is_that_by_which_orphans_are_told(data: dict[str, Any]) -> None:
    graph = graph_of(data)
    known = graph.served_objectives() | graph.traced_projects()
    for kind in ("objectives", "projects"):
        for item in data.get(kind) or ():
            assert trace(graph, item["id"], Extent()).strength == known.get(item["id"])


@drawn_often
@given(data=strategies.portfolios())
def test_districts_are_those_of_an_office_or_a_place_below(data: dict[str, Any]) -> None:
    graph = graph_of(data)
    for item_id in ids_of(data):
        below = closure(graph, item_id, "down")[0]
        offices = {
            graph.lifted(one)
            for one in below
            if isinstance(graph.item(one), Unit) and graph.tier(one) == "district"
        }
        served = [(one.source, one.target) for one in links_of(graph, "SERVES")]
        meant = {one.target for one in links_of(graph, "TARGETS") if one.source in below}
        places = [
            district_around(graph, {area for unit, area in served if unit == office}) or {office}
            for office in offices
        ]
        expected = set().union(*places) | district_around(graph, meant)
        assert trace(graph, item_id, Extent()).districts == len(expected)


def links_of(graph: TraceGraph, name: str) -> list[Link]:
    return [one for one in graph.links() if one.relation.name == name]


def district_around(graph: TraceGraph, areas: set[str]) -> set[str]:
    found = set(areas)
    for _ in range(9):
        found |= {one.target for one in links_of(graph, "PART_OF") if one.source in found}
    items = [graph.item(one) for one in found]
    return {one.id for one in items if isinstance(one, Area) and one.kind == "district"}


# The shipped data ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped() -> TraceGraph:
    return app.open_graph(ROOT / "data")


@pytest.mark.parametrize("language", app.LANGUAGES)
def test_no_tree_of_the_shipped_data_is_wider_than_the_terminal_or_too_long(
    shipped: TraceGraph, language: str
) -> None:
    for item in shipped.items():
        text = app.trace(shipped, item.id, Extent(), language, app.Layout(columns=80))
        lines = text.splitlines()
        assert max(map(wcwidth.wcswidth, lines)) <= 80
        assert len(lines) <= 420


def test_every_item_of_the_shipped_data_has_a_trace_in_every_format(shipped: TraceGraph) -> None:
    for item in shipped.items():
        text = {
            form: app.trace(shipped, item.id, Extent(), "th", app.Layout(format=form))
            for form in app.TRACE_FORMATS
        }
        assert text["md"].startswith(f"# {item.id.replace('_', chr(92) + '_')} ")
        assert text["mermaid"].startswith("flowchart LR\n")
        assert text["dot"].endswith("\n}\n")
        links = json.loads(text["json"])["links"]
        rows = csv.DictReader(io.StringIO(text["csv"].removeprefix("\ufeff"), newline=""))
        pairs = [(row["from"], row["relation"], row["to"]) for row in rows]
        assert pairs == [(one["from"], one["relation"], one["to"]) for one in links]
