"""Where the districts' tiles stand: beside their neighbours, one place each."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import app
from graph.app import viewing
from graph.model.entities import Area
from graph.network import TraceGraph
from graph.reports.result import Parameters
from graph.views.viewer.places import COLUMN_OF_THE_RIVER, Place, arrangement, places
from tests.builders import AS_OF, area, city

# Districts that have a border in common; the last four pairs across the river.
NEIGHBOURS = """
ดอนเมือง-หลักสี่ ดอนเมือง-สายไหม สายไหม-บางเขน หลักสี่-บางเขน หลักสี่-จตุจักร บางเขน-จตุจักร
บางเขน-ลาดพร้าว บางเขน-คันนายาว บางเขน-บึงกุ่ม สายไหม-คลองสามวา จตุจักร-บางซื่อ จตุจักร-พญาไท
จตุจักร-ดินแดง จตุจักร-ลาดพร้าว จตุจักร-ห้วยขวาง บางซื่อ-ดุสิต บางซื่อ-พญาไท ลาดพร้าว-วังทองหลาง
ลาดพร้าว-บางกะปิ ลาดพร้าว-บึงกุ่ม บึงกุ่ม-คันนายาว บึงกุ่ม-สะพานสูง บึงกุ่ม-บางกะปิ คันนายาว-มีนบุรี
คันนายาว-คลองสามวา คันนายาว-สะพานสูง คลองสามวา-มีนบุรี คลองสามวา-หนองจอก มีนบุรี-หนองจอก
มีนบุรี-ลาดกระบัง มีนบุรี-สะพานสูง หนองจอก-ลาดกระบัง ลาดกระบัง-สะพานสูง ลาดกระบัง-ประเวศ
สะพานสูง-ประเวศ สะพานสูง-บางกะปิ ประเวศ-สวนหลวง ประเวศ-พระโขนง ประเวศ-บางนา บางกะปิ-วังทองหลาง
บางกะปิ-ห้วยขวาง บางกะปิ-สวนหลวง วังทองหลาง-ห้วยขวาง ห้วยขวาง-ดินแดง ห้วยขวาง-ราชเทวี ห้วยขวาง-วัฒนา
ห้วยขวาง-สวนหลวง ดินแดง-พญาไท ดินแดง-ราชเทวี พญาไท-ราชเทวี พญาไท-ดุสิต ราชเทวี-ดุสิต ราชเทวี-ปทุมวัน
ราชเทวี-วัฒนา ดุสิต-พระนคร ดุสิต-ป้อมปราบศัตรูพ่าย พระนคร-ป้อมปราบศัตรูพ่าย พระนคร-สัมพันธวงศ์
ป้อมปราบศัตรูพ่าย-สัมพันธวงศ์ ป้อมปราบศัตรูพ่าย-ปทุมวัน สัมพันธวงศ์-บางรัก ปทุมวัน-บางรัก ปทุมวัน-สาทร
ปทุมวัน-วัฒนา ปทุมวัน-คลองเตย วัฒนา-คลองเตย วัฒนา-พระโขนง วัฒนา-สวนหลวง สวนหลวง-พระโขนง
พระโขนง-คลองเตย พระโขนง-บางนา คลองเตย-สาทร คลองเตย-ยานนาวา สาทร-บางรัก สาทร-ยานนาวา
สาทร-บางคอแหลม บางคอแหลม-ยานนาวา บางพลัด-บางกอกน้อย บางพลัด-ตลิ่งชัน บางกอกน้อย-ตลิ่งชัน
บางกอกน้อย-บางกอกใหญ่ ตลิ่งชัน-ทวีวัฒนา ตลิ่งชัน-ภาษีเจริญ ตลิ่งชัน-บางแค ทวีวัฒนา-บางแค
ทวีวัฒนา-หนองแขม บางแค-หนองแขม บางแค-ภาษีเจริญ บางแค-บางบอน หนองแขม-บางบอน ภาษีเจริญ-บางกอกใหญ่
ภาษีเจริญ-ธนบุรี ภาษีเจริญ-จอมทอง ภาษีเจริญ-บางบอน บางกอกใหญ่-ธนบุรี ธนบุรี-คลองสาน ธนบุรี-จอมทอง
ธนบุรี-ราษฎร์บูรณะ จอมทอง-ราษฎร์บูรณะ จอมทอง-บางขุนเทียน จอมทอง-ทุ่งครุ จอมทอง-บางบอน
บางบอน-บางขุนเทียน บางขุนเทียน-ทุ่งครุ ทุ่งครุ-ราษฎร์บูรณะ
บางพลัด-ดุสิต บางกอกน้อย-พระนคร คลองสาน-บางรัก ราษฎร์บูรณะ-บางคอแหลม
"""
# From the west to the east, and from the north to the south, as they follow one another on the map.
WEST_TO_EAST = (
    "หนองแขม บางแค ภาษีเจริญ บางกอกใหญ่ สัมพันธวงศ์ ปทุมวัน วัฒนา สวนหลวง ประเวศ",
    "ทวีวัฒนา ตลิ่งชัน บางกอกน้อย พระนคร ป้อมปราบศัตรูพ่าย ราชเทวี ห้วยขวาง บางกะปิ สะพานสูง ลาดกระบัง",
    "บางพลัด ดุสิต พญาไท ดินแดง วังทองหลาง บึงกุ่ม มีนบุรี หนองจอก",
)
NORTH_TO_SOUTH = (
    "ดอนเมือง หลักสี่ จตุจักร ดินแดง ราชเทวี ปทุมวัน สาทร ยานนาวา",
    "สายไหม บางเขน ลาดพร้าว วังทองหลาง ห้วยขวาง สวนหลวง พระโขนง บางนา",
    "บางพลัด บางกอกน้อย บางกอกใหญ่ คลองสาน ราษฎร์บูรณะ ทุ่งครุ",
    "ทวีวัฒนา บางแค บางบอน บางขุนเทียน",
)
THON_BURI = """
บางพลัด บางกอกน้อย บางกอกใหญ่ คลองสาน ธนบุรี ตลิ่งชัน ทวีวัฒนา จอมทอง ภาษีเจริญ บางแค หนองแขม
บางบอน บางขุนเทียน ทุ่งครุ ราษฎร์บูรณะ
"""


def distance(one: Place, other: Place) -> int:
    """In tiles, across a corner too."""
    return max(abs(one.column - other.column), abs(one.row - other.row))


def laid_out(graph: TraceGraph) -> dict[str, Any]:
    return places(viewing.scene_of(graph, Parameters(as_of=AS_OF)))


def spots(found: dict[str, Any]) -> list[tuple[int, int]]:
    return list(zip(found["column"], found["row"], strict=True))


def test_each_district_of_the_shipped_data_has_a_place_of_its_own_on_the_map() -> None:
    graph = app.open_graph("data")
    districts = [one for one in graph.all(Area) if one.kind == "district"]
    names = {(one.title_th or "").removeprefix("เขต") for one in districts}
    assert names == arrangement().keys()
    found = laid_out(graph)
    assert len(set(spots(found))) == len(districts) == 50
    assert set(spots(found)) == {(one.column, one.row) for one in arrangement().values()}
    assert [name.replace("-", "") for name in found["name"]] == [
        (one.title_th or "").removeprefix("เขต") for one in districts
    ]


def test_neighbours_stand_at_most_two_tiles_apart_and_most_side_by_side() -> None:
    known = arrangement()
    pairs = [pair.split("-") for pair in NEIGHBOURS.split()]
    apart = [distance(known[one], known[other]) for one, other in pairs]
    assert max(apart) <= 2
    assert apart.count(1) > 3 * apart.count(2)
    assert {name for pair in pairs for name in pair} == known.keys()


@pytest.mark.parametrize(("lines", "axis"), [(WEST_TO_EAST, "column"), (NORTH_TO_SOUTH, "row")])
def test_districts_follow_one_another_as_on_the_map(lines: tuple[str, ...], axis: str) -> None:
    known = arrangement()
    for line in lines:
        along = [getattr(known[name], axis) for name in line.split()]
        assert along == sorted(set(along))


def test_the_river_runs_between_thon_buri_and_the_rest() -> None:
    west = {name for name, place in arrangement().items() if place.column < COLUMN_OF_THE_RIVER}
    assert west == set(THON_BURI.split())


def test_the_tiles_of_each_zone_hang_together() -> None:
    found = laid_out(app.open_graph("data"))
    zones: dict[int, set[tuple[int, int]]] = {}
    for spot, zone in zip(spots(found), found["zone"], strict=True):
        zones.setdefault(zone, set()).add(spot)
    assert len(zones) == 6
    for tiles in zones.values():
        reached = {min(tiles)}
        while grown := {
            one
            for one in tiles - reached
            if any(distance(Place(*one), Place(*other)) == 1 for other in reached)
        }:
            reached |= grown
        assert reached == tiles


NAMES = st.one_of(
    st.sampled_from(
        [*arrangement(), ".", "-", "เขต", "เขต.", "<b>", "พระนคร ", "1001", "ป้อมปราบ-ศัตรูพ่าย"]
    ),
    st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=8),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(NAMES, max_size=70))
def test_any_districts_stand_without_overlap_and_the_unknown_below(names: list[str]) -> None:
    pieces = [area(f"X{at}", title={"th": f"เขต{name}"}) for at, name in enumerate(names)]
    found = laid_out(city(*pieces).graph)
    assert len(set(spots(found))) == len(names)
    placed = zip(found["name"], found["row"], found["column"], strict=True)
    of_bangkok = {name.replace("-", ""): row for name, row, _ in placed if name}
    assert of_bangkok.keys() == arrangement().keys() & {name.strip() for name in names}
    others = [row for name, row in zip(found["name"], found["row"], strict=True) if not name]
    assert all(row > max(of_bangkok.values(), default=-1) for row in others)
    assert (found["river"] is None) == (not of_bangkok)
    assert max(found["column"], default=0) < 11


def test_what_is_no_district_has_no_tile_and_a_district_may_lie_in_no_zone() -> None:
    pieces = (
        area("Z", kind="zone"),
        area("A1", part_of="Z", title={"th": "เขตดุสิต"}),
        area("A1-a", kind="subdistrict", part_of="A1"),
        area("A2", title={"th": "เขตพญาไท"}),
    )
    scene = viewing.scene_of(city(*pieces).graph, Parameters(as_of=AS_OF))
    found = places(scene)
    assert found["area"] == [scene.number["A1"], scene.number["A2"]]
    assert found["zone"] == [scene.number["Z"], -1]
