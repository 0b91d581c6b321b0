"""Where the tile of each district stands in the tile map of Bangkok.

One tile a district, of the same size, near where it lies on the map: rows run from north to south,
columns from west to east, and the river runs between the fourth and the fifth column. The
arrangement is ours; the districts are found by their Thai names, whatever their ids.
"""

from typing import Any

from graph.model.entities import Area
from graph.views.viewer.scene import Scene

# A row a line, an empty place a dot.
TILES = """
. . . . . . ดอนเมือง สายไหม . . .
. . . . . . หลักสี่ บางเขน . . .
. . . . . บางซื่อ จตุจักร ลาดพร้าว คันนายาว คลองสามวา หนองจอก
ทวีวัฒนา ตลิ่งชัน . บางพลัด ดุสิต พญาไท ดินแดง วังทองหลาง บึงกุ่ม มีนบุรี .
. . . บางกอกน้อย พระนคร ป้อมปราบศัตรูพ่าย ราชเทวี ห้วยขวาง บางกะปิ สะพานสูง .
หนองแขม บางแค ภาษีเจริญ บางกอกใหญ่ สัมพันธวงศ์ ปทุมวัน วัฒนา สวนหลวง ประเวศ ลาดกระบัง .
. . ธนบุรี คลองสาน บางรัก สาทร คลองเตย พระโขนง . . .
. บางบอน จอมทอง ราษฎร์บูรณะ บางคอแหลม ยานนาวา . บางนา . . .
. . บางขุนเทียน ทุ่งครุ . . . . . . .
"""
_PREFIX = "เขต"
_COLUMN_OF_THE_RIVER = 4


def places(scene: Scene) -> dict[str, Any]:
    """Return the column and the row of each district's tile, and its zone, by number of the area.

    Districts that are none of Bangkok's fifty follow below, in the order of the sources.
    """
    known = {
        name: (column, row)
        for row, line in enumerate(TILES.strip().splitlines())
        for column, name in enumerate(line.split())
        if name != "."
    }
    last = max(row for _, row in known.values())
    wide = max(column for column, _ in known.values()) + 1
    tiles: list[tuple[int, int, int, int]] = []
    others = 0
    for area in scene.graph.all(Area):
        if area.kind != "district" or area.id not in scene.number:
            continue
        place = known.pop((area.title_th or "").removeprefix(_PREFIX), None)
        if place is None:
            place = (others % wide, last + 2 + others // wide)
            others += 1
        tiles.append((scene.number[area.id], *place, _zone(scene, area.id)))
    return {
        "area": [one[0] for one in tiles],
        "column": [one[1] for one in tiles],
        "row": [one[2] for one in tiles],
        "zone": [one[3] for one in tiles],
        "river": _COLUMN_OF_THE_RIVER,
    }


def _zone(scene: Scene, area: str) -> int:
    """Return the number of the zone that an area lies in; -1 for none."""
    above = (one for one in scene.graph.above(area)[1:])
    zones = (one for one in above if scene.graph.get(Area, one).kind == "zone")
    return scene.number.get(next(zones, ""), -1)
