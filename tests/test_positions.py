"""Where items stand on the map: nothing overlaps, and only the graph has a say in it."""

import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.cities import write_city
from graph import app
from graph.model import vocabulary as v
from graph.network import TraceGraph
from graph.reports.result import Parameters
from graph.views.viewer.map_bands import Filling, plan
from graph.views.viewer.positions import Layout, layout, positions
from graph.views.viewer.scene import Scene
from tests.builders import (
    AS_OF,
    City,
    Piece,
    bureau,
    city,
    dimension,
    district,
    division,
    key_result,
    objective,
    policy,
    project,
    section,
    strategy,
)
from tests.strategies import portfolios


def graph_of(data: dict[str, Any]) -> TraceGraph:
    return City(tuple(pieces_of(data)), data.get("defaults", {})).graph


def pieces_of(data: dict[str, Any]) -> list[Piece]:
    lists = {name: value for name, value in data.items() if isinstance(value, list)}
    return [Piece(name, item) for name, found in lists.items() for item in found]


def scene_of(graph: TraceGraph, shown: frozenset[str] | None = None) -> Scene:
    asked = Parameters(as_of=AS_OF)
    return Scene(
        graph=graph, results={}, parameters=asked, dataset="test", version="1", shown=shown
    )


def placed(graph: TraceGraph) -> dict[str, tuple[int, int]]:
    scene = scene_of(graph)
    return {scene.items[at].id: (x, y) for at, x, y, _ in layout(scene).places()}


def assert_stands_well(found: Layout, count: int) -> None:
    """Every item has one place, inside its band and far enough from every other."""
    places = list(found.places())
    assert sorted(at for at, _, _, _ in places) == list(range(count))
    near: dict[tuple[int, int], list[tuple[int, int, int]]] = {}
    for _, x, y, band in places:
        half = band.tall // 2
        assert half <= x <= found.plan.width - half
        assert band.top + half <= y <= band.top + band.height - half
        for other_x, other_y, other_tall in _around(near, x, y):
            least = min(band.tall, other_tall)
            assert abs(x - other_x) >= least or abs(y - other_y) >= least
        near.setdefault((x // _REACH, y // _REACH), []).append((x, y, band.tall))
    for above, below in pairwise(found.plan.bands):
        assert above.top + above.height < below.top
    assert all(band.top + band.height < found.plan.height for band in found.plan.bands)


_REACH = 24  # Not above the height of the smallest place.


def _around(
    near: dict[tuple[int, int], list[tuple[int, int, int]]], x: int, y: int
) -> Iterator[tuple[int, int, int]]:
    for column in range(x // _REACH - 4, x // _REACH + 5):
        for row in range(y // _REACH - 4, y // _REACH + 5):
            yield from near.get((column, row), ())


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(data=portfolios(), chance=st.randoms(use_true_random=False))
def test_whatever_the_city_nothing_overlaps_and_the_order_of_the_sources_moves_nothing(
    data: dict[str, Any], chance: random.Random
) -> None:
    graph = graph_of(data)
    assert_stands_well(layout(scene_of(graph)), len(list(graph.items())))
    pieces = pieces_of(data)
    chance.shuffle(pieces)
    shuffled = City(tuple(pieces), data.get("defaults", {})).graph
    assert placed(shuffled) == placed(graph)


counts = st.integers(0, 3000)
either_side = st.builds(Filling, left=counts, right=counts)
across = st.builds(Filling, across=counts)


@settings(deadline=None)
@given(st.lists(either_side | across, min_size=1, max_size=11))
def test_however_full_the_bands_are_they_hold_their_items(fillings: list[Filling]) -> None:
    fillings = [one for one in fillings if one.count]
    found = plan(fillings)
    assert [sum(block.count for block in band.blocks) for band in found.bands] == [
        one.count for one in fillings
    ]
    for band in found.bands:
        ends = []
        for block in band.blocks:
            assert block.cell >= 2 * band.tall
            assert block.rows * band.tall <= band.height
            columns = -(-block.count // block.rows)
            ends.append((block.left, block.left + columns * block.cell))
        assert ends == sorted(ends)
        assert all(one[1] <= other[0] for one, other in pairwise(ends))
        assert ends[-1][1] <= found.width


def test_a_city_of_thousands_stands_well_and_its_arrows_are_short(tmp_path: Path) -> None:
    graph = app.open_graph(write_city(tmp_path / "city", projects=600))
    scene = scene_of(graph)
    found = layout(scene)
    assert_stands_well(found, len(scene.items))
    x = {scene.items[at].id: x for at, x, _, _ in found.places()}
    for relation in (v.HAS_OBJECTIVE, v.DELIVERED_BY):
        arrows = [one for one in graph.links() if one.relation is relation]
        lengths = sum(abs(x[one.source] - x[one.target]) for one in arrows)
        by_chance = found.plan.width / 3  # The mean distance of two points on a line.
        assert lengths / len(arrows) < by_chance / 3


def test_the_same_city_is_written_the_same_way_twice() -> None:
    graph = app.open_graph("data")
    assert positions(scene_of(graph)) == positions(scene_of(graph))


def test_the_chain_reads_from_top_to_bottom() -> None:
    lit = city(
        policy("P1", dimensions=["good"]),
        dimension("good"),
        strategy("S1"),
        objective("O1", key_result("KR1"), policies=["P1"]),
        project("PRJ1", lead="B1", key_results=["KR1"]),
        bureau("B1"),
        district("D1"),
    )
    y = {one: place[1] for one, place in placed(lit.graph).items()}
    chain = ["good", "P1", "S1", "O1", "KR1", "PRJ1", "B1", "D1"]
    assert sorted(chain, key=lambda one: y[one]) == chain


def test_what_no_policy_leads_to_stands_right_of_the_border() -> None:
    lit = city(
        policy("P1"),
        bureau("B1"),
        objective("O1", key_result("KR1"), policies=["P1"]),
        objective("O2", key_result("KR2")),
        project("PRJ1", lead="B1", key_results=["KR1"]),
        project("PRJ2", lead="B1", key_results=["KR2"]),
        project("PRJ3", lead="B1"),
    )
    border = layout(scene_of(lit.graph)).plan.border
    assert border is not None
    right = {one for one, (x, _) in placed(lit.graph).items() if x > border}
    assert right - {"B1"} == {"O2", "KR2", "PRJ2", "PRJ3"}


def test_where_everything_is_traced_there_is_no_border() -> None:
    lit = city(policy("P1"), objective("O1", policies=["P1"]))
    assert layout(scene_of(lit.graph)).plan.border is None


def test_parts_stand_behind_their_whole_and_districts_apart() -> None:
    lit = city(
        bureau("B1"),
        bureau("B2"),
        division("B1-1", of="B1"),
        division("B1-2", of="B1"),
        district("D1"),
        section("D1-1", of="D1"),
    )
    at = placed(lit.graph)
    organisations = sorted(("B1", "B2", "B1-1", "B1-2"), key=lambda one: at[one])
    assert organisations in (["B1", "B1-1", "B1-2", "B2"], ["B2", "B1", "B1-1", "B1-2"])
    assert at["D1"][1] == at["D1-1"][1] > at["B1"][1]


def test_projects_stand_below_their_key_results() -> None:
    lit = city(
        policy("P1"),
        objective("O1", key_result("KR1"), key_result("KR2"), policies=["P1"]),
        *(project(f"PRJ{one}", key_results=[f"KR{2 - one % 2}"]) for one in range(8)),
    )
    at = placed(lit.graph)
    of_first = [at[f"PRJ{one}"][0] for one in (1, 3, 5, 7)]
    of_second = [at[f"PRJ{one}"][0] for one in (0, 2, 4, 6)]
    first_is_left = at["KR1"] < at["KR2"]
    left, right = (of_first, of_second) if first_is_left else (of_second, of_first)
    assert max(left) < min(right)


def test_a_page_of_a_selection_places_what_it_holds() -> None:
    lit = city(policy("P1"), bureau("B1"), division("B1-1", of="B1"))
    scene = scene_of(lit.graph, shown=frozenset({"P1", "B1-1"}))
    assert_stands_well(layout(scene), 2)


def test_a_page_of_nothing_has_an_empty_map() -> None:
    empty = positions(scene_of(city(policy("P1")).graph, shown=frozenset()))
    assert empty["bands"] == []
    assert empty["order"] == []
