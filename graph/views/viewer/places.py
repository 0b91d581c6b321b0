"""Where the tile of each district stands in the tile map of Bangkok.

One tile a district, of the same size, near where it lies on the map: rows run from north to south,
columns from west to east, and the river runs between the fourth and the fifth column. The
arrangement is ours; the districts are found by their Thai names, whatever their ids.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from graph.model.entities import Area
from graph.views.viewer.scene import Scene

# A row a line, an empty place a dot; a long name may break at its hyphen.
TILES = """
. . . . . . ดอนเมือง สายไหม . . .
. . . . . . หลักสี่ บางเขน . . .
. . . . . บางซื่อ จตุจักร ลาดพร้าว คันนา-ยาว คลอง-สามวา .
. . . บางพลัด ดุสิต พญาไท ดินแดง วังทอง-หลาง บึงกุ่ม มีนบุรี หนองจอก
. ทวีวัฒนา ตลิ่งชัน บางกอก-น้อย พระนคร ป้อมปราบ-ศัตรูพ่าย ราชเทวี ห้วยขวาง บางกะปิ สะพานสูง ลาด-กระบัง
หนองแขม บางแค ภาษี-เจริญ บางกอก-ใหญ่ สัมพันธ-วงศ์ ปทุมวัน วัฒนา สวนหลวง ประเวศ . .
. บางบอน ธนบุรี คลองสาน บางรัก สาทร คลองเตย พระโขนง . . .
. บางขุน-เทียน จอมทอง ราษฎร์-บูรณะ บาง-คอแหลม ยานนาวา . บางนา . . .
. . ทุ่งครุ . . . . . . . .
"""
COLUMN_OF_THE_RIVER = 4  # It runs along the west of this column.
_PREFIX = "เขต"
_BREAK = "-"


class Place(NamedTuple):
    """A place among the tiles."""

    column: int
    row: int
    name: str | None = None  # As it may break into lines; of Bangkok's fifty.


def arrangement() -> dict[str, Place]:
    """Return the place of each of Bangkok's fifty districts, by its Thai name."""
    return {
        name.replace(_BREAK, ""): Place(column, row, name)
        for row, line in enumerate(TILES.strip().splitlines())
        for column, name in enumerate(line.split())
        if name != "."
    }


def places(scene: Scene) -> dict[str, Any]:
    """Return the place of each district's tile and its zone, by the number of the area.

    Of a name in Thai it tells with a hyphen where it may break. Districts that are none of
    Bangkok's fifty follow below, in the order of the sources, each zone on rows of its own with
    room for its name in the first column. `river` is the column along whose west it runs; where no
    tile stands on Bangkok's map there is none.
    """
    districts = [
        one for one in scene.graph.all(Area) if one.kind == "district" and one.id in scene.number
    ]
    zones = [_zone(scene, one.id) for one in districts]
    placed = _placed([_name(one) for one in districts], zones)
    has_river = any(one.name for one in placed)
    return {
        "area": [scene.number[one.id] for one in districts],
        "column": [one.column for one in placed],
        "row": [one.row for one in placed],
        "name": [one.name for one in placed],
        "zone": zones,
        "river": COLUMN_OF_THE_RIVER if has_river else None,
    }


def _placed(names: Sequence[str], zones: Sequence[int]) -> list[Place]:
    """Return the place of each district; a name that comes again is none of Bangkok's."""
    free = arrangement()
    wide = max(one.column for one in free.values())
    under = 2 + max(one.row for one in free.values())
    known = [free.pop(name, None) for name in names]
    others: dict[int, list[int]] = {}
    for at, zone in enumerate(zones):
        if known[at] is None:
            others.setdefault(zone, []).append(at)
    found = {at: place for at, place in enumerate(known) if place}
    row = under if found else 0
    for districts in others.values():
        for rank, at in enumerate(districts):
            found[at] = Place(1 + rank % wide, row + rank // wide)
        row += 1 + (len(districts) - 1) // wide
    return [found[at] for at in range(len(names))]


def _name(area: Area) -> str:
    return (area.title_th or "").strip().removeprefix(_PREFIX).strip()


def _zone(scene: Scene, area: str) -> int:
    """Return the number of the zone that an area lies in; -1 for none."""
    for one in scene.graph.above(area)[1:]:
        if scene.graph.get(Area, one).kind == "zone":
            return scene.number.get(one, -1)
    return -1
