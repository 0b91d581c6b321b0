"""The trace on the page: what Python traces, in lanes where nothing overlaps, for every reader."""

import math
import re
from pathlib import Path
from typing import Any

from hypothesis import given, settings

from benchmarks.cities import write_city
from graph import app
from graph.app import viewing
from graph.network import TraceGraph
from graph.reports.result import Parameters
from graph.reports.trace import Extent, Side, trace
from graph.views.trace_words import own_texts
from graph.views.viewer.payload import payload
from tests import strategies
from tests.builders import (
    AS_OF,
    bureau,
    city,
    dimension,
    district,
    division,
    handoff,
    key_result,
    objective,
    part,
    policy,
    project,
    strategy,
)
from tests.page_reports import shown_table
from tests.pages import Opened, OpenPage, html_of
from tests.test_any_city import graph_of

FAR = Extent(depth=1 << 20, breadth=1)
CHAIN = city(
    dimension("DIM"),
    policy("P1", owner=["B1", "B2", "D1"], strategies=["S1.1"], dimensions=["DIM"]),
    policy("P2", owner="B1", strategies=["S1.1"], basis={"strategies": "inferred"}),
    strategy("S1"),
    strategy("S1.1", part_of="S1"),
    bureau("B1", abbreviation="สหน."),
    bureau("B2"),
    division("B1-X", of="B1"),
    district("D1"),
    objective(
        "O1",
        key_result("KR1", code="1.1", allocations=[part("D1", target=4)]),
        key_result("KR2"),
        owner="B1",
        policies=["P1"],
        strategies=["S1.1"],
    ),
    project(
        "PRJ1",
        handoff("H1", "D1", "B1", state="waiting"),
        lead="B1-X",
        supports=["D1"],
        key_results=["KR1"],
        budget=2_500_000,
        progress=40,
    ),
    *(project(f"N{number}", lead="B2", key_results=["KR1"]) for number in range(20)),
    project("ALONE", lead="B2", key_results=[], budget=0),
)

# What the page finds for every item of a store, as plain values.
TRACES = """(data) => {
  const { view } = policytrace;
  const store = data ? new policytrace.store.constructor(data) : policytrace.store;
  const side = ({ reach, arrows, sums }) => ({
    depths: [...reach.depths].map(([item, depth]) => [store.id(item), depth]),
    links: arrows.map((one) => [store.id(one.source), one.relation, store.id(one.target),
      one.isInferred ? "inferred" : "stated", one.strength, one.depth]),
    sums: [sums.policies, sums.inferredPolicies, Object.values(sums.work),
      Object.values(sums.inferredWork)],
  });
  return Array.from({ length: store.count }, (_, item) => {
    const found = view.traced(store, item);
    return [store.id(item), found.strength, side(found.up), side(found.down)];
  });
}"""

# What is wrong with the lanes of every item: boxes that overlap, lines behind a box of others.
FLAWS = """([open, every]) => {
  const app = Object.create(policytrace, { state: { value: { view: "trace", open } } });
  const { store, view } = policytrace;
  const flaws = [];
  let drawn = 0;
  const isApart = (one, other) => one.x + one.width <= other.x || other.x + other.width <= one.x
    || one.y + one.height <= other.y || other.y + other.height <= one.y;
  const bezier = ([x0, y0, x1, y1, x2, y2, x3, y3], t) => {
    const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
    return [a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3];
  };
  for (let item = 0; item < store.count; item += every) {
    const scene = view.sceneOf(app, item, 1000);
    const { boxes, lines, width, height } = scene.layout;
    drawn += boxes.length;
    boxes.forEach((one, at) => {
      if (one.x < 0 || one.y < 0 || one.x + one.width > width || one.y + one.height > height) {
        flaws.push(`${store.id(item)}: ${one.key} is outside`);
      }
      for (const other of [...boxes.slice(0, at), ...scene.layout.titles]) {
        if (!isApart(one, other)) flaws.push(`${store.id(item)}: ${one.key} on ${other.key}`);
      }
      for (const line of scene.contents.get(one.key).lines) {
        const most = one.width - 10 - line.before;
        if (scene.type.width(line.text, { size: 13 }) > most) flaws.push(`${line.text} is cut`);
      }
    });
    for (const { link, path } of lines) {
      const { from, to } = scene.links[link];
      for (const curve of path) {
        for (let t = 0; t <= 1; t += 0.05) {
          const [x, y] = bezier(curve, t);
          const behind = boxes.find((box) => x > box.x + 1 && x < box.x + box.width - 1
            && y > box.y + 1 && y < box.y + box.height - 1);
          if (behind) flaws.push(`${store.id(item)}: ${from} to ${to} behind ${behind.key}`);
        }
      }
    }
  }
  return [drawn, flaws];
}"""


def side_of(found: Side | None) -> dict[str, Any]:
    assert found is not None
    works = (found.sums.work, found.sums.inferred_work)
    return {
        "depths": [[one, depth] for one, depth in found.depths.items()],
        "links": [
            [hop.source, hop.relation.name, hop.target, hop.basis, one.strength, one.depth]
            for one in found.links
            for hop in [one.hop]
        ],
        "sums": [
            found.sums.policies,
            found.sums.inferred_policies,
            *([one.projects, one.budget, one.unknown_budget] for one in works),
        ],
    }


def traces_of(graph: TraceGraph) -> dict[str, Any]:
    found = {one.id: trace(graph, one.id, FAR) for one in graph.items()}
    return {
        item: [item, one.strength, side_of(one.up), side_of(one.down)]
        for item, one in found.items()
    }


def by_id(traces: list[list[Any]]) -> dict[str, Any]:
    return {one[0]: one for one in traces}


def drawn(opened: Opened) -> Opened:
    opened.page.wait_for_selector(".trace-scroll[data-drawn=true]")
    return opened


def box(opened: Opened, item: str) -> tuple[float, float]:
    """The middle of an item's box on the screen."""
    place = opened.page.locator(f'.trace-node[data-id="{item}"]').bounding_box()
    assert place is not None
    return place["x"] + place["width"] / 2, place["y"] + place["height"] / 2


def state(opened: Opened) -> dict[str, str]:
    return dict(opened.store("app.state"))


def said(opened: Opened) -> str:
    """All that those who listen to the lanes hear."""
    nodes = opened.page.locator(".trace-nodes")
    return str(
        nodes.evaluate(
            "one => [...one.querySelectorAll('[aria-label]')]"
            ".map((button) => button.getAttribute('aria-label')).join('\\n') + one.textContent"
        )
    )


def test_the_page_traces_every_item_of_the_shipped_data_as_python_does(open_page: OpenPage) -> None:
    graph = app.open_graph("data")
    opened = open_page(html_of(graph), "view=trace")
    assert by_id(opened.page.evaluate(TRACES)) == traces_of(graph)


def test_the_page_traces_every_item_of_any_city_as_python_does(open_page: OpenPage) -> None:
    opened = open_page(html_of(CHAIN.graph), "view=trace")

    @settings(deadline=None, max_examples=25)
    @given(strategies.portfolios())
    def holds(data: dict[str, Any]) -> None:
        graph = graph_of(data)
        scene = payload(viewing.scene_of(graph, Parameters(as_of=AS_OF)))
        found = by_id(opened.page.evaluate(TRACES, scene))
        expected = traces_of(graph)
        for item, (_, _, *sides) in expected.items():
            for mine, theirs in zip(found[item][2:], sides, strict=True):
                for one, other in zip(mine["sums"][2:], theirs["sums"][2:], strict=True):
                    assert math.isclose(one[1], other[1], abs_tol=0.005)
                    one[1] = other[1]
        assert found == expected

    holds()


def test_no_box_overlaps_another_and_no_line_runs_behind_one(
    open_page: OpenPage, tmp_path: Path
) -> None:
    opened = open_page(html_of(app.open_graph("data")), "view=trace")
    for opened_lanes, every in (("", 2), ("policy,key_result,project,district", 9)):
        boxes, flaws = opened.page.evaluate(FLAWS, [opened_lanes, every])
        assert flaws == []
        assert boxes > 1000
    made = open_page(html_of(app.open_graph(write_city(tmp_path / "made", 60))), "view=trace")
    boxes, flaws = made.page.evaluate(FLAWS, ["strategy,bureau", 9])
    assert flaws == []
    assert boxes > 1000


def test_a_press_shows_details_and_a_double_press_moves_the_lanes(open_page: OpenPage) -> None:
    wide = {"width": 1600, "height": 900}  # Every lane is in sight.
    opened = drawn(open_page(html_of(CHAIN.graph), "view=trace&node=PRJ1", viewport=wide))
    page = opened.page
    page.evaluate("window.before = document.querySelector('.trace')")
    page.mouse.click(*box(opened, "KR1"))
    page.wait_for_url(re.compile("node=KR1"))
    assert state(opened)["root"] == "PRJ1"
    assert page.evaluate("document.querySelector('.trace') === window.before")  # Not drawn anew.
    page.mouse.dblclick(*box(opened, "P1"))
    page.wait_for_url(re.compile("root=P1"))
    assert "Title P1" not in (page.locator(".trace-name").text_content() or "")  # Thai first.
    assert "ชื่อ P1" in (page.locator(".trace-name").text_content() or "")
    page.evaluate("history.back(), history.back()")
    page.wait_for_url(re.compile("node=KR1"))
    assert "ชื่อ PRJ1" in (page.locator(".trace-name").text_content() or "")


def test_lanes_move_to_an_item_that_stands_in_none_of_them(open_page: OpenPage) -> None:
    opened = drawn(open_page(html_of(CHAIN.graph), "view=trace&node=PRJ1&root=PRJ1"))
    opened.store("app.open(store.numberOf('P2'))")
    drawn(opened)
    assert "ชื่อ PRJ1" in (opened.page.locator(".trace-name").text_content() or "")
    opened.store("app.open(store.numberOf('ALONE'))")
    drawn(opened)
    assert "ชื่อ ALONE" in (opened.page.locator(".trace-name").text_content() or "")


def test_the_keyboard_alone_walks_the_chain_and_unfolds_a_lane(open_page: OpenPage) -> None:
    opened = drawn(open_page(html_of(CHAIN.graph), "view=trace&node=P1"))
    page = opened.page
    focused = "document.activeElement.dataset.id ?? document.activeElement.dataset.key"
    page.locator('.trace-node[data-id="P1"]').focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate(focused) in ("S1.1", "O1")
    page.locator('.trace-node[data-id="O1"]').focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate(focused) == "KR1"
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == "KR2"
    page.keyboard.press("Enter")
    assert state(opened) == {"view": "trace", "node": "KR2", "root": "P1"}
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("End")
    assert page.evaluate(focused) == "more:project"
    assert "อีก 9 รายการ" in said(opened)
    page.keyboard.press("Enter")
    drawn(opened)
    assert state(opened)["open"] == "project"
    assert page.evaluate("document.activeElement.className") == "trace-node"
    assert page.locator('.trace-node[data-id="N19"]').count() == 1
    page.locator('.trace-node[data-id="N19"]').focus()
    page.keyboard.press("Shift+Enter")
    assert state(opened)["root"] == "N19"


def test_lanes_say_who_answers_what_is_hidden_and_where_the_chain_breaks(
    open_page: OpenPage,
) -> None:
    opened = drawn(open_page(html_of(CHAIN.graph), "view=trace&node=P1"))
    text = said(opened)
    assert "ร่วม: สหน., ชื่อ B2 +1" in text  # All owners of P1.
    assert "2.5 ล้านบาท · 40%" in text
    assert "สังกัด สหน." in text  # The division, under its bureau.
    assert "ไม่มีโครงการ TRC204" in text  # KR2.
    heads = opened.page.locator('.trace-head[data-lane="project"]').inner_text()
    assert heads.splitlines() == ["โครงการ", "แสดง 12 จาก 21", "2.5 ล้านบาท", "ไม่ทราบงบ 20"]
    drawn(opened.at("view=trace&node=P1&hide=project,unit"))
    assert "ซ่อนไว้: โครงการ 21" in (opened.page.locator(".trace-name").text_content() or "")
    assert opened.page.locator('.trace-node[data-id="PRJ1"]').count() == 0
    drawn(opened.at("view=trace&node=ALONE"))
    assert "ไม่มีผลลัพธ์สำคัญ – สายโซ่ขาดที่นี่ TRC201" in said(opened)
    drawn(opened.at("view=trace&node=ALONE&lang=en"))
    assert "no key result – the chain breaks here TRC201" in said(opened)


def test_key_results_tell_how_far_they_are_as_the_terminal_does(open_page: OpenPage) -> None:
    """What is almost all is not all; later figures do not count; a level is only met or not."""

    def at(value: float, day: str = "2024-09-01") -> dict[str, Any]:
        return {"as_of": day, "value": value}

    level = {"unit": "ระดับ"}
    told = {
        "FAR": key_result("FAR", target=2000, check_ins=[at(70), at(999, "2024-12-01")]),
        "ALMOST": key_result("ALMOST", target=100_000, check_ins=[at(99_999)]),
        "DONE": key_result("DONE", code="1.2", target=4, check_ins=[at(9)], weight=0),
        "MET": key_result("MET", target=3, measure=level, check_ins=[at(3)]),
        "UNMET": key_result("UNMET", target=3, measure=level, check_ins=[at(2)]),
        "SILENT": key_result("SILENT", target=3),
        "AIMLESS": key_result("AIMLESS", check_ins=[at(2)]),
        "ODD": key_result("ODD", target=50, measure={"unit": "ร้อยละ"}, check_ins=[at(400)]),
    }
    graph = city(objective("O1", *told.values(), owner=[])).graph
    opened = drawn(open_page(html_of(graph), "view=trace&node=O1"))
    facts = trace(graph, "O1", Extent(as_of=AS_OF)).facts
    for language, before, after in (("th", "สำเร็จ ", ""), ("en", "", " attained")):
        drawn(opened.at(f"view=trace&node=O1&lang={language}"))
        rows = {row["cells"][1]: row["cells"] for row in shown_table(opened)["rows"]}
        for item in told:
            share, *figures = [*own_texts(facts[item], language), ""]
            node = opened.page.locator(f'.trace-node[data-id="{item}"]')
            said = (node.get_attribute("aria-label") or "").split(", ")
            percent = f"{before}{share}{after}" if share.endswith("%") else share
            expected = f"{percent} ({figures[0]})" if share else ""
            assert [one for one in said if "(" in one or "%" in one] == [expected] * bool(share)
            assert str(rows[item][6] or "") == share.removesuffix("%")
    assert own_texts(facts["ALMOST"], "en") == ["99.9%", "99,999/100,000"]
    assert own_texts(facts["UNMET"], "th") == ["ยังไม่บรรลุ", "2/3"]
    assert own_texts(facts["ODD"], "th") == []


def test_the_table_holds_the_whole_trace(open_page: OpenPage) -> None:
    opened = open_page(html_of(CHAIN.graph), "view=trace&node=PRJ1&lang=en")
    table = opened.store("app.view.table(app)")
    found = trace(CHAIN.graph, "PRJ1", FAR)
    sides = [side for side in (found.up, found.down) if side]
    ids = {one for side in sides for one in side.depths}
    rows = {row["cells"][1]: row["cells"] for row in table["rows"]}
    assert rows.keys() == ids
    assert table["columns"][0] == "lane"
    assert rows["PRJ1"][3:7] == ["Title B1-X", None, 2_500_000, 40]
    assert rows["P2"][7:] == ["inferred", "via strategy", -4]
    assert rows["D1"][4:] == ["district", None, None, "stated", "direct", 1]


def test_a_picture_is_vector_text_and_a_bitmap_of_twice_the_size(open_page: OpenPage) -> None:
    opened = drawn(open_page(html_of(CHAIN.graph), "view=trace&node=PRJ1&lang=en"))
    texts, width, size, colours = opened.page.evaluate(
        """async () => {
          const picture = policytrace.view.picture(policytrace);
          const parsed = new DOMParser().parseFromString(picture.svg(), "image/svg+xml");
          const root = parsed.documentElement;
          const bitmap = await createImageBitmap(await picture.png(2));
          const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
          context.drawImage(bitmap, 0, 0);
          const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
          return [[...root.querySelectorAll("text")].map((one) => one.textContent),
            Number(root.getAttribute("width")), bitmap.width,
            new Set(new Uint32Array(data.buffer)).size];
        }"""
    )
    assert {"Trace of Title PRJ1 (PRJ1)", "as of 2024-09-30", "Key results"} <= set(texts)
    assert {"Title KR1", "via a strategy"} <= set(texts)
    assert size == 2 * width
    assert colours > 10


def test_without_an_item_the_page_offers_where_to_begin(open_page: OpenPage) -> None:
    opened = open_page(
        html_of(CHAIN.graph), "view=trace&node=GONE", viewport={"width": 390, "height": 844}
    )
    page = opened.page
    page.locator('.chip[data-id="ALONE"]').click()
    drawn(opened)
    assert state(opened)["node"] == "ALONE"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
