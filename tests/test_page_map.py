"""The map in a real browser: what it draws, what it says, and what hands can do with it."""

import json
from functools import cache
from typing import Any
from xml.etree import ElementTree

import pytest

from graph import app
from graph.network import TraceGraph
from graph.reports.result import Parameters
from graph.selection.chain import DOWN, UP, reached
from graph.views.viewer.positions import layout
from graph.views.viewer.scene import Scene
from tests.builders import AS_OF, bureau, city, key_result, objective, policy, project
from tests.pages import Opened, OpenPage, html_of

SCREEN = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


@cache
def shipped() -> TraceGraph:
    return app.open_graph("data")


@cache
def shipped_page() -> str:
    return html_of(shipped())


def shown(opened: Opened) -> set[str]:
    """The ids of what the map says it shows: what is lit, else all."""
    rows = opened.store("app.view.table(app).rows.map((row) => store.id(row.item))")
    assert len(rows) == len(set(rows))
    return set(rows)


def place_of(opened: Opened, item: str) -> dict[str, float]:
    place: dict[str, float] = opened.store(
        f"app.view.whereIs(app, store.numberOf({json.dumps(item)}))"
    )
    return place


def colours_of(opened: Opened) -> dict[str, int]:
    """How many pixels the canvas has of each colour, once it is drawn."""
    opened.page.evaluate(
        "new Promise((done) => setTimeout(() => requestAnimationFrame(done), 200))"
    )
    counts: dict[str, int] = opened.page.evaluate(
        """() => {
          const canvas = document.getElementById("map-canvas");
          const copy = new OffscreenCanvas(canvas.width, canvas.height);
          const pen = copy.getContext("2d", { willReadFrequently: true });
          pen.drawImage(canvas, 0, 0);
          const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
          const counts = {};
          for (let at = 0; at < data.length; at += 4) {
            const key = `${data[at]},${data[at + 1]},${data[at + 2]}`;
            counts[key] = (counts[key] ?? 0) + 1;
          }
          return counts;
        }"""
    )
    return counts


def test_every_item_stands_where_python_put_it(open_page: OpenPage) -> None:
    opened = open_page(shipped_page(), "view=map", viewport=SCREEN)
    scene = Scene(
        graph=shipped(),
        results={},
        parameters=Parameters(as_of=AS_OF),
        dataset="",
        version="",
    )
    seen = opened.store("[...Array(store.count).keys()].map((one) => app.view.whereIs(app, one))")
    places = [(at, x, y) for at, x, y, _ in layout(scene).places()]
    assert len(seen) == len(places)
    for axis, name in ((1, "x"), (2, "y")):
        low = min(places, key=lambda one: one[axis])
        high = max(places, key=lambda one: one[axis])
        start, end = seen[low[0]][name], seen[high[0]][name]
        scale = (end - start) / (high[axis] - low[axis])
        assert scale > 0
        for place in places:
            expected = start + (place[axis] - low[axis]) * scale
            assert seen[place[0]][name] == pytest.approx(expected, abs=0.01)


def test_what_is_lit_is_the_trace_as_selectors_walk_it(open_page: OpenPage) -> None:
    graph = shipped()
    opened = open_page(shipped_page(), "view=map&node=NOT-THERE", viewport=SCREEN)
    assert shown(opened) == {item.id for item in graph.items()}
    kinds: dict[str, str] = {}
    for item in graph.items():
        kinds.setdefault(item.kind_of_node, item.id)
    assert len(kinds) == 10
    for node in kinds.values():
        opened.at(f"view=map&node={node}")
        assert shown(opened) == trace(node)


def trace(node: str) -> set[str]:
    return reached(shipped(), [node], UP, None) | reached(shipped(), [node], DOWN, None)


def test_another_choice_lights_another_trace_and_a_given_set_stands_out(
    open_page: OpenPage,
) -> None:
    opened = open_page(shipped_page(), "view=map&node=P001", viewport=SCREEN)
    before = place_of(opened, "P001")
    opened.page.get_by_role("button", name="ขยาย").click()
    assert place_of(opened, "P001") != before
    moved = place_of(opened, "P001")
    opened.store("app.open(store.numberOf('P002'))")
    assert shown(opened) == trace("P002")
    assert place_of(opened, "P001") == moved
    opened.store("app.view.highlight(app, [3, 5])")
    assert shown(opened) == set(opened.store("[store.id(3), store.id(5)]"))


def test_a_click_opens_the_item_and_a_drag_does_not(open_page: OpenPage) -> None:
    opened = open_page(shipped_page(), "view=map", viewport=SCREEN)
    page = opened.page
    for item in ("P010", "D5018", "KR-2567-1.1.05"):
        place = place_of(opened, item)
        page.mouse.click(place["x"], place["y"])
        assert opened.store("app.state.node") == item
    opened.store("app.go({ node: null })")
    page.evaluate(  # The map has moved into the room of the panel that closed.
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    start = place_of(opened, "P010")
    page.mouse.move(start["x"], start["y"])
    page.mouse.down()
    page.mouse.move(start["x"] - 30, start["y"] + 20)
    page.mouse.move(start["x"] - 60, start["y"] + 40)
    page.mouse.up()
    end = place_of(opened, "P010")
    assert end["x"] == pytest.approx(start["x"] - 60, abs=0.01)
    assert end["y"] == pytest.approx(start["y"] + 40, abs=0.01)
    assert opened.store("app.state.node ?? null") is None


def test_the_wheel_and_two_fingers_zoom_about_the_point_that_they_are_at(
    open_page: OpenPage,
) -> None:
    opened = open_page(shipped_page(), "view=map", viewport=SCREEN)
    start, other = place_of(opened, "P010"), place_of(opened, "P200")
    opened.page.mouse.move(start["x"], start["y"])
    opened.page.mouse.wheel(0, -400)
    opened.page.evaluate(
        """(x) => new Promise((done) => {
          const item = policytrace.store.numberOf("P200");
          const look = () => policytrace.view.whereIs(policytrace, item).x === x
            ? requestAnimationFrame(look) : done();
          look();
        })""",
        other["x"],
    )
    # A mouse is at whole pixels, and what it misses grows with the map.
    assert place_of(opened, "P010")["x"] == pytest.approx(start["x"], abs=1)
    wide = abs(place_of(opened, "P200")["x"] - place_of(opened, "P010")["x"])
    assert wide > abs(other["x"] - start["x"]) * 1.5
    opened.page.evaluate(
        """([x, y]) => {
          const canvas = document.getElementById("map-canvas");
          const send = (type, pointerId, clientX) => canvas.dispatchEvent(
            new PointerEvent(type, { pointerId, clientX, clientY: y, button: 0, bubbles: true }));
          send("pointerdown", 1, x - 50);
          send("pointerdown", 2, x + 50);
          for (const step of [60, 80, 100]) {
            send("pointermove", 1, x - step);
            send("pointermove", 2, x + step);
          }
          send("pointerup", 1, x - 100);
          send("pointerup", 2, x + 100);
        }""",
        [start["x"], start["y"]],
    )
    now, far = place_of(opened, "P010"), place_of(opened, "P200")
    assert abs(far["x"] - now["x"]) == pytest.approx(2 * wide, rel=0.01)
    assert opened.store("app.state.node ?? null") is None


def test_the_keyboard_alone_walks_the_trace_and_opens_an_item(open_page: OpenPage) -> None:
    opened = open_page(shipped_page(), "view=map&node=P001&lang=en", viewport=SCREEN)
    page = opened.page
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "map-canvas":
            break
    assert page.evaluate("document.activeElement.matches('#map-canvas:focus-visible')")
    walk = [row["cells"][0] for row in opened.store("app.view.table(app).rows")]
    page.keyboard.press("]")
    following = walk[(walk.index("P001") + 1) % len(walk)]
    assert following in page.locator("#status").inner_text()
    assert page.locator(".map-tip").is_visible()
    page.keyboard.press("Enter")
    assert opened.store("app.state.node") == following
    assert page.evaluate("document.activeElement.id") == "map-canvas"
    whole = place_of(opened, "P001")
    page.keyboard.press("+")
    assert place_of(opened, "P001") != whole
    before = place_of(opened, "P001")
    page.keyboard.press("ArrowRight")
    assert place_of(opened, "P001")["x"] == pytest.approx(before["x"] - 80, abs=0.01)
    page.keyboard.press("0")
    assert place_of(opened, "P001") == whole


def test_the_canvas_is_drawn_light_or_dark_as_the_page_is(open_page: OpenPage) -> None:
    light = colours_of(open_page(shipped_page(), "view=map", viewport=SCREEN, color_scheme="light"))
    dark = open_page(shipped_page(), "view=map", viewport=SCREEN, color_scheme="dark")
    dark_colours = colours_of(dark)
    for counts, paper in ((light, "255,255,255"), (dark_colours, "18,23,31")):
        assert counts[paper] > 0.1 * sum(counts.values())
        assert len(counts) > 100
    assert dark_colours.get("255,255,255", 0) < 100
    dark.page.emulate_media(color_scheme="light")
    assert colours_of(dark)["255,255,255"] == light["255,255,255"]


def test_findings_are_marked_when_wanted_and_counted_as_the_report_counts(
    open_page: OpenPage,
) -> None:
    graph = shipped()
    (result,) = app.ask(graph, ["orphan-projects"], Parameters(as_of=AS_OF))
    opened = open_page(shipped_page(), "view=map", viewport=SCREEN)
    before = colours_of(opened).get("163,58,0", 0)
    button = opened.page.locator("[data-mark=orphan-projects]")
    assert button.inner_text().endswith(f" {len(result.rows)}")
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert opened.store("app.state.mark") == "orphan-projects"
    assert colours_of(opened)["163,58,0"] > before + len(result.rows)
    button.click()
    assert opened.store("app.state.mark ?? null") is None
    assert colours_of(opened).get("163,58,0", 0) == before


def test_a_kind_that_is_hidden_is_neither_drawn_nor_found(open_page: OpenPage) -> None:
    opened = open_page(shipped_page(), "view=map&hide=project,area", viewport=SCREEN)
    kinds = opened.store(
        "[...new Set(app.view.table(app).rows.map((row) => store.kindName(row.item)))]"
    )
    assert not {"project", "area"} & set(kinds)
    first = opened.store("store.range('project')[0]")
    place = opened.store(f"app.view.whereIs(app, {first})")
    opened.page.mouse.click(place["x"], place["y"])
    assert opened.store("app.state.node ?? null") is None
    opened.store("app.go({ hide: null })")
    opened.page.mouse.click(place["x"], place["y"])
    assert opened.store("app.state.node") == opened.store(f"store.id({first})")


def test_pictures_hold_what_is_seen_and_titles_are_only_text_in_them(open_page: OpenPage) -> None:
    hostile = "</text><script>alert(1)</script>&\"'\u0008"
    lit = city(
        policy("P1", title=hostile.replace("\u0008", "")),
        bureau("B1"),
        objective("O1", key_result("KR1"), policies=["P1"]),
        project("PRJ1", lead="B1", key_results=["KR1"]),
    )
    opened = open_page(html_of(lit.graph), "view=map&node=P1", viewport=SCREEN)
    root = ElementTree.fromstring(opened.store("app.view.picture(app).svg()"))  # noqa: S314  # our own output
    words = [one.text or "" for one in root.iter("{http://www.w3.org/2000/svg}text")]
    assert any(one.startswith("</text>") for one in words)
    assert any("นโยบาย" in one for one in words)
    assert not list(root.iter("{http://www.w3.org/2000/svg}script"))
    size: list[int] = opened.page.evaluate(
        """async () => {
          const blob = await policytrace.view.picture(policytrace).png(2);
          const image = await createImageBitmap(blob);
          const { width, height } = document.getElementById("map-canvas");
          return [image.width, image.height, 2 * width, 2 * height];
        }"""
    )
    assert size[:2] == size[2:]
    assert min(size) > 500


def test_a_phone_sees_the_whole_map_without_a_sideways_scroll(open_page: OpenPage) -> None:
    opened = open_page(shipped_page(), "view=map", viewport=PHONE, device_scale_factor=2)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    seen: list[dict[str, Any]] = opened.store(
        "[...Array(store.count).keys()].map((one) => app.view.whereIs(app, one))"
    )
    box = opened.page.locator("#map-canvas").bounding_box()
    assert box
    assert all(box["x"] < one["x"] < box["x"] + box["width"] for one in seen)
    assert all(box["y"] < one["y"] < box["y"] + box["height"] for one in seen)
