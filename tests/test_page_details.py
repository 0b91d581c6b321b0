"""The panel of an item: every field and link of every kind, what is found, where it stands."""

from typing import Any

import pytest

from graph import app
from graph.model.entities import Item
from graph.model.fields import FIELDS
from graph.model.plain import attributes
from graph.model.vocabulary import NodeKind
from graph.network import TraceGraph
from graph.selection.methods import kind_word
from graph.views.viewer.field_words import FIELD_VALUES, FIELD_WORDS
from graph.views.words import COLUMNS, VALUES
from tests.builders import (
    area,
    bureau,
    city,
    dimension,
    district,
    division,
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
from tests.page_reports import shipped_page
from tests.pages import Opened, OpenPage, html_of

FULL = city(
    dimension("safe", note="มิติแรก"),
    policy(
        "P1",
        owner="B1",
        dimensions=["safe"],
        strategies=["S1"],
        supersedes=["P0"],
        valid_from="2022-06-01",
        valid_to="2026-05-31",
        basis={"strategies": "inferred", "owner": "stated"},
        external_ids={"bma": "007", "อื่น": "ก-1"},
        source="ดู https://example.org/a_(b)?x=1&y=2, และ javascript:alert(1) กับ https://example.org/c).",
    ),
    policy("P0", owner=[]),
    strategy("S1", owner="B1", basis="inferred"),
    strategy("S1.1", part_of="S1"),
    kpi("KPI1", strategy="S1", owner="B1", measure={"unit": "ร้อยละ", "aggregation": "mean"}),
    objective(
        "O1",
        key_result(
            "KR1",
            handoff("H1", "D1", "B1", asked_on="2024-06", due_on="2024-07-05", reason="รอแบบ"),
            code="1.4.05",
            kpi="KPI1",
            measure={"unit": "จุด", "direction": "increase", "aggregation": "sum"},
            baseline=0,
            target=1212.5,
            weight=2,
            check_ins=[
                {"as_of": "2024-08-12", "value": 116},
                {"as_of": "2024-02-01", "value": 7.25},
            ],
            allocations=[part("D1", target=4, actual=3), part("B1")],
        ),
        owner=["B1", "D1"],
        fiscal_year=2567,
        strategies=["S1.1"],
        policies=["P1"],
        areas=["A1"],
    ),
    project(
        "PRJ1",
        handoff("H2", "B1", "D1", state="returned", done_on=None),
        lead="B1a",
        supports=["D1"],
        key_results=["KR1"],
        fiscal_year=2567,
        budget=1500000,
        spent=0,
        status="active",
        progress=40,
        start="2023-10-01",
        end="2024-09-30",
        areas=["A1"],
        note="<b>หมายเหตุ</b>",
        waive=[waiver("BUD601", reason="เบิกปลายปี", by="สำนัก", until="2027-03-31")],
    ),
    project("PRJ2"),
    bureau("B1", abbreviation="สนน.", sector="โครงสร้าง", areas=["A1"]),
    division("B1a", of="B1"),
    district("D1", areas=["A1"]),
    area("Z", kind="zone"),
    area("A1", part_of="Z"),
)
READ = """() => {
  const panel = document.getElementById("details");
  for (const more of panel.querySelectorAll(".links .more")) while (!more.hidden) more.click();
  const fields = [...panel.querySelectorAll("[data-field]")];
  const links = [...panel.querySelectorAll("[data-way]")];
  const ids = (link) => [...link.querySelectorAll("[data-id]")].map((one) => one.dataset.id);
  return {
    fields: Object.fromEntries(fields.map((one) => [one.dataset.field, one.innerText])),
    links: links.map((one) => [one.dataset.relation, one.dataset.way, ids(one).sort()]),
    findings: [...panel.querySelectorAll("[data-finding]")].map((one) => one.dataset.finding),
  };
}"""


def panel(opened: Opened, item_id: str, address: str = "") -> dict[str, Any]:
    """What the panel of an item says."""
    opened.at(f"{address}&node={item_id}")
    found: dict[str, Any] = opened.page.evaluate(READ)
    return found


def links_of(graph: TraceGraph, item_id: str) -> list[list[Any]]:
    """The far ends of an item's links, by relation and direction."""
    groups: dict[tuple[str, str], list[str]] = {}
    for link in graph.links():
        if link.target == item_id:
            groups.setdefault((link.relation.name, "back"), []).append(link.source)
        if link.source == item_id:
            groups.setdefault((link.relation.name, "forward"), []).append(link.target)
    return sorted([name, way, sorted(ids)] for (name, way), ids in groups.items())


def fields_of(item: Item) -> set[str]:
    """The fields that an item states, but for its links and its names."""
    kind = item.kind_of_node
    table = {one.name: one for one in FIELDS[kind]}
    said = {
        name for name in attributes(item, "th") if name not in ("title", "kind", "file", "line")
    }
    plain = {name for name in said if name not in table or not table[name].relation}
    records = {"measure", "check_ins", "external_ids", "waive"}
    return plain | {name for name in records if getattr(item, name, None)}


def a_choice(graph: TraceGraph) -> list[str]:
    """Of each kind the items with the most and the least links, and those of the longest source."""
    degrees: dict[str, int] = {}
    for link in graph.links():
        for end in (link.source, link.target):
            degrees[end] = degrees.get(end, 0) + 1
    chosen: dict[str, None] = {}
    for kind in NodeKind:
        items = sorted(
            (one for one in graph.items() if one.kind_of_node is kind),
            key=lambda one: (degrees.get(one.id, 0), len(one.source or ""), one.id),
        )
        chosen |= dict.fromkeys(one.id for one in (*items[:1], *items[-2:]))
    return list(chosen)


@pytest.mark.parametrize("source", ["built", "shipped"])
def test_every_field_and_link_of_every_kind_is_on_the_panel(
    open_page: OpenPage, source: str
) -> None:
    graph = FULL.graph if source == "built" else app.open_graph("data")
    opened = open_page(html_of(graph))
    for item_id in a_choice(graph):
        item = graph.item(item_id)
        said = panel(opened, item_id)
        assert sorted(said["links"]) == links_of(graph, item_id), item_id
        assert fields_of(item) <= said["fields"].keys(), item_id
        assert "null" not in str(said["fields"]), item_id
        assert "undefined" not in str(said["fields"]), item_id
        assert all(text.strip() for text in said["fields"].values()), item_id
        kind = opened.page.locator("#details .details-kind .glyph").get_attribute("data-kind")
        assert kind == kind_word(item.kind_of_node)


def test_every_field_has_words_and_so_has_every_choice() -> None:
    every = [one for fields in FIELDS.values() for one in fields if one.items is None]
    records = [one for field in every for one in field.fields]
    named = {one.name for one in (*every, *records)} - {"kind", "as_of"}
    assert named <= FIELD_WORDS.keys() | COLUMNS.keys()
    choices = {choice for one in (*every, *records) for choice in one.choices}
    assert choices <= FIELD_VALUES.keys() | VALUES.keys()


def test_values_are_told_in_the_words_of_the_reader(open_page: OpenPage) -> None:
    opened = open_page(html_of(FULL.graph))
    thai = panel(opened, "PRJ1")["fields"]
    assert thai["budget"] == "1,500,000 บาท"
    assert thai["spent"] == "0 บาท"
    assert thai["status"] == "กำลังดำเนินการ"
    assert thai["progress"] == "40%"
    assert thai["start"] == "1 ต.ค. 2566"
    assert thai["fiscal_year"] == "2567"
    assert thai["note"] == "<b>หมายเหตุ</b>"
    assert thai["waive"] == "BUD601 · เบิกปลายปี · โดย สำนัก · ถึงวันที่ 31 มี.ค. 2570"
    assert thai["place"].endswith(f"all.yaml:{FULL.graph.item('PRJ1').line}")
    english = panel(opened, "PRJ1", "lang=en")["fields"]
    assert english["budget"] == "฿1,500,000"
    assert english["start"] == "2023-10-01"
    result = panel(opened, "KR1")["fields"]
    assert result["measure"] == "จุด · ยิ่งมากยิ่งดี · ผลรวม"
    assert result["target"] == "1,212.5"
    assert result["year_of"] == "2567"
    assert result["owner"] == "ไม่ได้บันทึก"
    assert panel(opened, "P0")["fields"]["owner"] == "ระบุว่าไม่มี"
    assert panel(opened, "PRJ2")["fields"]["budget"] == "ไม่ได้บันทึก"
    dates = panel(opened, "H1")["fields"]
    assert (dates["asked_on"], dates["due_on"]) == ("มิ.ย. 2567", "5 ก.ค. 2567")


def test_figures_stand_from_the_newest_back(open_page: OpenPage) -> None:
    opened = open_page(html_of(FULL.graph), "node=KR1")
    page = opened.page
    rows = page.locator(".figures tbody tr").all_inner_texts()
    assert [row.split("\t") for row in rows] == [["12 ส.ค. 2567", "116"], ["1 ก.พ. 2567", "7.25"]]
    told = page.locator(".spark").get_attribute("aria-label") or ""
    assert told.endswith("1 ก.พ. 2567: 7.25, 12 ส.ค. 2567: 116")
    parts = page.locator('[data-relation="ALLOCATED_TO"] .chip').all_inner_texts()
    assert "ค่าเป้าหมาย 4 · ผลจริง 3" in parts[0]
    assert "ค่าเป้าหมาย" not in parts[1]
    inherited = page.locator('[data-relation="inherited"] [data-id]')
    assert [one.get_attribute("data-id") for one in inherited.all()] == ["B1", "D1"]


def test_judgement_is_marked_where_it_is(open_page: OpenPage) -> None:
    opened = open_page(html_of(FULL.graph), "node=P1")
    page = opened.page
    assert "ยุทธศาสตร์" in page.locator('[data-field="basis"]').inner_text()
    assert page.locator('[data-relation="ADVANCES"] .tag').count() == 1
    assert page.locator('[data-relation="OWNED_BY"] .tag').count() == 0
    assert panel(opened, "S1")["fields"]["basis"] == "เราอนุมานเอง"
    assert panel(opened, "P0")["fields"]["basis"] == "แหล่งที่เผยแพร่ระบุไว้"


def test_findings_are_told_with_what_to_do(open_page: OpenPage) -> None:
    opened = open_page(html_of(FULL.graph))
    assert "TRC201" in panel(opened, "PRJ2", "lang=en")["findings"]
    told = opened.page.locator('[data-finding="TRC201"]').inner_text()
    assert "A project has no way up to a policy" in told
    assert "To do: " in told
    assert "TRC201" not in panel(opened, "PRJ1")["findings"]
    assert "OWN301" in panel(opened, "P0")["findings"]


def test_reference_that_leads_nowhere_is_told_where_it_is(open_page: OpenPage) -> None:
    sources = city(project("PRJ1", lead="B9"), project("PRJ2"))
    opened = open_page(html_of(sources.lenient_graph), "node=PRJ1")
    told = opened.page.locator('[data-finding="TRC202"]').inner_text()
    assert "หน่วยงานหลัก: B9" in told
    assert "all.yaml:" in told
    assert "TRC202" not in panel(opened, "PRJ2")["findings"]


def test_only_web_addresses_in_a_source_are_links(open_page: OpenPage) -> None:
    opened = open_page(html_of(FULL.graph), "node=P1")
    links = opened.page.locator('[data-field="source"] a')
    assert [one.get_attribute("href") for one in links.all()] == [
        "https://example.org/a_(b)?x=1&y=2",
        "https://example.org/c",
    ]
    assert {one.get_attribute("rel") for one in links.all()} == {"noopener noreferrer"}


@pytest.mark.parametrize(
    ("template", "is_link"),
    [
        ("https://git.example.org/{file}#L{line}", True),
        ("vscode://file/{file}:{line}", True),
        ("javascript:alert('{file}{line}')", False),
        ("{file}", False),
    ],
)
def test_line_of_the_sources_is_a_link_where_it_can_be_read(
    open_page: OpenPage, template: str, is_link: bool
) -> None:
    html = html_of(app.open_graph("data"), source_url=template)
    opened = open_page(html, "node=P001")
    place = opened.page.locator('[data-field="place"]')
    assert place.inner_text() == "data/policies.yaml:13"
    links = [one.get_attribute("href") for one in place.locator("a").all()]
    filled = template.replace("{file}", "data/policies.yaml").replace("{line}", "13")
    assert links == ([filled] if is_link else [])


def test_buttons_lead_on_and_the_panel_closes(open_page: OpenPage) -> None:
    opened = open_page(html_of(FULL.graph), "node=PRJ1")
    page = opened.page
    page.locator("#details-trace").click()
    assert opened.store("[app.view.name, app.state.root, app.state.node]") == [
        *("trace", "PRJ1", "PRJ1")
    ]
    page.locator("#details-map").click()
    assert opened.store("app.view.name") == "map"
    chip = page.locator('#details [data-relation="DELIVERED_BY"] [data-id="KR1"]')
    chip.focus()
    page.keyboard.press("Enter")
    assert page.locator("#details-title").inner_text() == "ชื่อ KR1"
    assert page.evaluate("document.activeElement.id") == "details-title"
    page.locator("#details-close").click()
    assert opened.store("app.item === undefined")
    assert "/" in page.locator(".details-hint").inner_text()


def test_panel_is_a_sheet_on_a_phone(open_page: OpenPage) -> None:
    viewport = {"width": 390, "height": 844}
    opened = open_page(html_of(FULL.graph), "node=P1", viewport=viewport)
    page = opened.page
    box = page.locator("#details").bounding_box()
    assert box is not None
    assert box["x"] == 0
    assert box["y"] + box["height"] == 844
    assert box["height"] < 844 * 0.7
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    page.locator("#details-close").click()
    assert page.locator("#details.chosen").count() == 0


def test_sheet_leaves_the_list_in_sight_until_it_is_raised(open_page: OpenPage) -> None:
    viewport = {"width": 390, "height": 844}
    opened = open_page(html_of(FULL.graph), "view=trace&node=P1", viewport=viewport)
    page = opened.page
    title, raised, body = (page.locator(f"#details-{one}") for one in ("title", "handle", "body"))
    sheet = page.locator("#details").bounding_box()
    assert sheet is not None
    assert sheet["height"] < 844 / 5
    assert page.locator(".twin tbody tr").first.is_visible()
    assert title.is_visible()
    assert not body.is_visible()  # Nor is it heard, nor met by Tab.
    assert raised.get_attribute("aria-expanded") == "false"
    raised.focus()
    page.keyboard.press("Enter")
    assert body.is_visible()
    assert raised.get_attribute("aria-expanded") == "true"
    assert raised.get_attribute("aria-controls") == "details-body"
    page.evaluate("policytrace.go({ node: 'S1' })")
    assert body.is_visible()  # From item to item it stays as it is.
    raised.focus()
    page.keyboard.press("Space")
    assert not body.is_visible()
    assert page.evaluate("document.activeElement.id") == "details-handle"
    page.set_viewport_size({"width": 1200, "height": 844})
    assert body.is_visible()
    assert not raised.is_visible()


@pytest.mark.parametrize("language", ["th", "en"])
def test_legend_stands_beside_the_tabs_or_is_folded_there(
    open_page: OpenPage, language: str
) -> None:
    size = {"width": 1440, "height": 800}
    opened = open_page(shipped_page(), f"view=trace&lang={language}", viewport=size)
    page = opened.page
    for width in (1440, 1393, 1392, 1280, 1201, 1200, 1024, 800, 769):
        page.set_viewport_size({"width": width, "height": 800})
        tabs, legend = (page.locator(one).bounding_box() for one in (".bar nav", "#legend"))
        assert tabs is not None
        assert legend is not None
        assert abs(legend["y"] + legend["height"] / 2 - tabs["y"] - tabs["height"] / 2) < 5, width
        assert page.locator("#kind-policy").is_visible() == (width > 1200)
    top = page.locator("#top").bounding_box()
    page.locator("#legend summary").click()
    page.locator("#kind-kpi").click()
    assert page.locator("#kind-kpi").get_attribute("aria-pressed") == "false"  # Open as it was.
    assert page.locator("#legend summary").inner_text().endswith("9/10")
    assert page.locator("#top").bounding_box() == top
    assert page.evaluate("document.documentElement.scrollWidth") <= 769
    page.keyboard.press("Escape")
    assert not page.locator("#kind-kpi").is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


CONTRASTS = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const light = (colour) => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const part = (one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
    const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
    return 0.2126 * part(red / 255) + 0.7152 * part(green / 255) + 0.0722 * part(blue / 255);
  };
  const style = getComputedStyle(document.documentElement);
  const contrast = (one, other) => {
    const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const papers = ["--paper", "--panel"].map((name) => style.getPropertyValue(name));
  const glyphs = [...document.querySelectorAll("#legend .glyph")];
  const colours = glyphs.map((one) => getComputedStyle(one).color);
  return colours.flatMap((one) => papers.map((paper) => contrast(one, paper)));
}"""


def test_legend_hides_kinds_and_its_glyphs_are_plain_to_see(open_page: OpenPage) -> None:
    opened = open_page(html_of(FULL.graph), "view=map")
    page = opened.page
    for theme in ("light", "dark"):
        opened.at(f"view=map&theme={theme}")
        contrasts = page.evaluate(CONTRASTS)
        assert len(contrasts) == 20
        assert min(contrasts) >= 3
    page.locator("#kind-unit").click()
    page.locator("#kind-area").click()
    assert opened.store("app.state.hide") == "unit,area"
    assert page.locator("#kind-unit").get_attribute("aria-pressed") == "false"
    assert page.evaluate("document.activeElement.id") == "kind-area"
    page.locator("#kind-unit").click()
    assert opened.store("[app.isHidden('unit'), app.isHidden('area')]") == [False, True]
    page.locator("#kind-all").click()
    assert opened.store("app.state.hide") is None
    opened.at("view=findings")
    assert page.locator("#legend button").count() == 0
