"""The overview: its figures are the reports', and its cells open to as many items as they say."""

import json
from typing import Any

import pytest

from graph import app
from graph.reports.result import Parameters
from tests.builders import (
    AS_OF,
    area,
    bureau,
    city,
    dimension,
    district,
    division,
    handoff,
    key_result,
    objective,
    outsider,
    policy,
    project,
    strategy,
)
from tests.commands import ROOT
from tests.pages import Opened, OpenPage, html_of

COUNTS = ("projects", "key_results", "objectives", "policies", "budget")
SHIPPED = str(ROOT / "data")

# Chains that two ways lead to, with every tier, two owners, a silent key result and odd areas.
TOWN = city(
    dimension("safe"),
    dimension("green"),
    strategy("S1"),
    strategy("S1.1", part_of="S1"),
    strategy("S2"),
    bureau("B1", title={"th": "สำนักการโยธา", "en": "Works"}),
    bureau("B2", title={"th": "สำนักการระบายน้ำ", "en": "Drains"}),
    division("B2-a", of="B2"),
    district("D1"),
    district("D2"),
    outsider("X1"),
    area("A-city", kind="city"),
    area("Z1", kind="zone", part_of="A-city"),
    area("A1", part_of="Z1"),
    area("A2"),
    policy("P1", dimensions=["safe"], owner=["B1", "B2-a"], strategies=["S1", "S2"]),
    policy("P2", dimensions=["green"], strategies=["S1"]),
    policy("P3"),
    policy("P4", dimensions=["safe"]),
    objective("O1", key_result("KR1"), policies=["P1"], owner=["D1", "D2"], fiscal_year=2567),
    objective("O2", key_result("KR2", owner="B1"), strategies=["S1.1", "S2"], areas=["A1"]),
    objective("O4", policies=["P4"]),
    objective("O3", key_result("KR3", owner=[]), areas=["A-city"]),
    project("PRJ1", lead="D1", key_results=["KR1"], budget=0, areas=["A1", "A-city"]),
    project("PRJ2", lead="B2-a", key_results=["KR1", "KR2"], budget=4_000, areas=["A2"]),
    project("PRJ3", lead="X1", key_results=["KR2"], fiscal_year=2567, areas=["A-city"]),
    project("PRJ4", budget=123_456_789.5),
    handoff("H1", "D1", "B1", asked_on="2024-01-01", due_on="2024-02-01"),
    handoff("H2", "D1", "B2", asked_on="2024-03-01"),
)

# Every table of the page as `table` gives it, and what stands in its cells.
TABLES = """() => Object.fromEntries(["dimension", "strategy", "zone"].flatMap((by) =>
  COUNTS.map((count) => {
    policytrace.go({ by, count, districts: "open", cell: null }, { replace: true });
    const rows = [...document.querySelectorAll(".overview-table tr[data-unit]")];
    const units = rows.map((row) => row.dataset.unit);
    const texts = rows.map((row) => [...row.querySelectorAll("td")].map((one) => one.textContent));
    const heads = [...document.querySelectorAll(".overview-table th[data-column]")];
    const columns = heads.map((one) => one.dataset.column);
    const table = policytrace.view.table(policytrace);
    return [`${by} ${count}`, { units, columns, texts, table }];
  })))""".replace("COUNTS", json.dumps(COUNTS))

# Of every cell that can be opened, how many items its list holds, and of which kind.
LISTS = """() => ["dimension", "strategy", "zone"].flatMap((way) => COUNTS.flatMap((figure) => {
  policytrace.go({ by: way, count: figure, districts: "open", cell: null });
  const pressed = [...document.querySelectorAll(".overview-choice [aria-pressed=true]")];
  const [by, count] = pressed.map((one) => one.id.split("-")[1]);
  const cells = [...document.querySelectorAll(".overview-cell")].map((one) => one.dataset.cell);
  return cells.map((cell) => {
    policytrace.go({ cell }, { replace: true });
    const [list, ...others] = document.querySelectorAll(".overview-list");
    const more = list.querySelector(".more");
    const rest = more.hidden ? 0 : Number(more.textContent.replace(/\\D/g, ""));
    const ids = [...list.querySelectorAll(".chip")].map((one) => one.dataset.id);
    const { store } = policytrace;
    const kinds = [...new Set(ids.map((one) => store.kindName(store.numberOf(one))))];
    return { by, count, cell, items: new Set(ids).size + rest, kinds, lists: others.length + 1 };
  });
}))""".replace("COUNTS", json.dumps(COUNTS))

CONTRASTS = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const light = (rgb) => rgb.map((one) => one / 255)
    .map((one) => (one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4))
    .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
  const painted = (...colours) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const one of colours) { canvas.fillStyle = one; canvas.fillRect(0, 0, 1, 1); }
    return light([...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3));
  };
  const paper = getComputedStyle(document.documentElement).backgroundColor;
  return [...document.querySelectorAll(".overview-cell")].map((one) => {
    const back = painted(paper, getComputedStyle(one.closest("td")).backgroundColor);
    const ink = painted(getComputedStyle(one).color);
    return (Math.max(back, ink) + 0.05) / (Math.min(back, ink) + 0.05);
  });
}"""


def reported(graph: Any, report: str = "overview", **asked: Any) -> Any:
    (result,) = app.ask(graph, [report], Parameters(**{"as_of": AS_OF, **asked}))
    return result


def figures_of(rows: Any) -> dict[tuple[str, str], Any]:
    """The report's rows by way and by cell, as the page writes a cell in its address."""
    return {
        (row["by"], f"{row['unit'] or '-'}/{row['column'] or '-'}"): row
        for row in rows
        if row["unit"] in (None, "*", "*district") or not row["unit"].startswith("*")
    }


def value(row: Any, count: str) -> Any:
    """What the table counts: a budget that is unknown of all its projects is None."""
    is_unknown = count == "budget" and 0 < row["unknown_budget"] == row["projects"]
    return None if is_unknown else row[count]


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_number_of_the_table_is_the_reports(open_page: OpenPage, language: str) -> None:
    graph = app.open_graph(SHIPPED)
    result = reported(graph)
    figures = figures_of(result.rows)
    opened = open_page(html_of(graph), f"lang={language}")
    seen = set()
    for name, shown in opened.page.evaluate(TABLES).items():
        by, count = name.split()
        count = "projects" if (by, count) == ("zone", "policies") else count
        table = shown["table"]
        for unit, row, texts in zip(shown["units"], table["rows"], shown["texts"], strict=True):
            for key, cell, text in zip(shown["columns"], row["cells"][1:], texts, strict=True):
                there = figures.get((by, f"{unit}/{key}"))
                expected = value(there, count) if there else 0
                assert cell == expected, (by, count, unit, key)
                if count != "budget":
                    assert text == (f"{expected:,}" if expected else "–")
                if there:
                    seen.add((by, f"{unit}/{key}"))
    assert seen == set(figures)


def opened_lists(opened: Opened) -> dict[tuple[str, str, str], int]:
    """How many items each cell that opens lists, by way, count and address."""
    kinds = {"key_results": "key_result", "objectives": "objective", "policies": "policy"}
    found = {}
    for one in opened.page.evaluate(LISTS):
        assert one["lists"] == 1
        assert one["kinds"] == [kinds.get(one["count"], "project")]
        found[one["by"], one["count"], one["cell"]] = one["items"]
    return found


def expected_lists(rows: Any) -> dict[tuple[str, str, str], int]:
    """The same of the report's rows, by the ways that have any columns."""
    ways = {row["by"] for row in rows if row["column"] not in (None, "*")}
    found = {
        (by, count, cell): row["projects" if count == "budget" else count]
        for (by, cell), row in figures_of(rows).items()
        for count in COUNTS
        if by in ways
    }
    return {cell: items for cell, items in found.items() if items}


def test_every_cell_of_the_shipped_data_opens_to_as_many_items_as_it_says(
    open_page: OpenPage,
) -> None:
    graph = app.open_graph(SHIPPED)
    assert opened_lists(open_page(html_of(graph))) == expected_lists(reported(graph).rows)


@pytest.mark.parametrize(
    "asked", [{}, {"fiscal_year": 2567}, {"select": "O2 KR2 O4 P1"}, {"select": "KR1 PRJ4"}]
)
def test_cells_open_to_what_is_asked_about_alone(
    open_page: OpenPage, asked: dict[str, Any]
) -> None:
    opened = open_page(html_of(TOWN.graph, **asked))
    rows = reported(TOWN.graph, **asked).rows
    assert opened_lists(opened) == expected_lists(rows)
    line = opened.page.locator("header .title p").inner_text()
    assert "30 ก.ย. 2567" in line
    assert ("ปีงบประมาณ 2567" in line) is ("fiscal_year" in asked)
    assert ("เฉพาะ O2 KR2 O4 P1" in line) is (asked.get("select") == "O2 KR2 O4 P1")


# What stands where --------------------------------------------------------------------------------


def heads(opened: Opened) -> list[str]:
    """The heads of the rows, without their marks."""
    texts = opened.page.locator(".overview-table tr[data-unit] th").all_inner_texts()
    return [text.lstrip("▸▾⚠ ") for text in texts]


def test_rows_are_bureaus_then_districts_as_one_then_others_then_nobody(
    open_page: OpenPage,
) -> None:
    opened = open_page(html_of(TOWN.graph))
    first = ["สำนักการโยธา", "สำนักการระบายน้ำ", "สำนักงานเขต (2)"]
    assert heads(opened) == [*first, "ชื่อ X1", "ไม่มีผู้รับผิดชอบ", "รวม"]
    last = opened.page.locator(".overview-table tbody tr[data-unit]").last
    assert "⚠" in last.inner_text()
    opened.at("lang=en&districts=open&by=zone")
    districts = [
        "District offices (2)",
        "Title D1",
        "Title D2",
        "Title X1",
        "Nobody answers",
        "All",
    ]
    assert heads(opened) == ["Drains", "Works", *districts]
    columns = opened.page.locator(".overview-table thead th").all_inner_texts()
    assert columns == ["Unit", "Title A-city", "Title Z1", "⚠ No zone", "All"]


def test_projects_are_counted_at_first_and_else_what_stands_nearest_above_them(
    open_page: OpenPage,
) -> None:
    pressed = "[aria-pressed=true]"
    opened = open_page(html_of(TOWN.graph))
    assert opened.page.locator(f".overview-choice {pressed}").all_inner_texts() == ["มิติ", "โครงการ"]
    few = city(strategy("S1"), policy("P1", strategies=["S1"]), bureau("B1"))
    opened = open_page(html_of(few.graph), "cell=D1/B1&by=nothing&count=else")
    found = opened.page.locator(f".overview-choice {pressed}").all_inner_texts()
    assert found == ["ยุทธศาสตร์", "นโยบาย"]
    assert opened.page.locator(".overview-list").count() == 0
    opened.page.get_by_text("หน่วยงานที่ยังไม่มีรายการใด (1)").click()
    assert opened.page.locator(".overview-idle .chip").get_attribute("data-id") == "B1"


def test_budget_that_nobody_knows_is_not_nothing(open_page: OpenPage) -> None:
    opened = open_page(html_of(TOWN.graph), "by=strategy&count=budget&lang=en&districts=open")

    def text(cell: str) -> str:
        return opened.page.locator(f'[data-cell="{cell}"]').inner_text()

    assert text("X1/S1").split("\n") == ["?", "1 unknown"]
    assert text("D1/-") == "0"
    assert text("B2/S1") == "<0.01"
    assert text("*/*").split("\n") == ["123", "1 unknown"]


def test_facts_are_the_summaries_and_lead_to_the_rows(open_page: OpenPage) -> None:
    graph = app.open_graph(SHIPPED)
    opened = open_page(html_of(graph))
    names = ("orphan-projects", "unowned-policies", "gaps", "handoffs", "contradictions")
    summaries = {name: reported(graph, name).summary for name in (*names, "coverage")}
    keys = ("orphans", "unowned", "gaps", "open", "contradictions")
    cards = opened.page.locator(".card")
    told = [f"{summaries[name][key]:,}" for name, key in zip(names, keys, strict=True)]
    assert cards.locator(".card-count").all_inner_texts() == told
    levels = summaries["coverage"]["by_level"]
    reached = [levels["project"], levels["key_result"], levels["objective"]]
    steps = [summaries["coverage"]["policies"], sum(reached), sum(reached[:2]), reached[0]]
    assert opened.page.locator(".funnel-count").all_inner_texts() == [f"{one:,}" for one in steps]
    orphans = summaries["orphan-projects"]
    assert f"{orphans['budget'] / 1e6:,.1f} ล้านบาท" in cards.first.inner_text()
    for name in names:
        opened.at("view=overview")
        opened.page.locator(f"#card-{name}").click()
        state = opened.store("app.state")
        view = {"view": "handoffs"} if name == "handoffs" else {"view": "findings", "report": name}
        assert state == view


# Reading it ---------------------------------------------------------------------------------------


def test_keyboard_opens_districts_and_cells_and_keeps_its_place(open_page: OpenPage) -> None:
    graph = app.open_graph(SHIPPED)
    page = open_page(html_of(graph)).page
    focus = "document.activeElement.id"
    page.locator("#overview-districts").focus()
    page.keyboard.press("Enter")
    assert page.locator(".overview-district").count() == 50
    assert page.evaluate(focus) == "overview-districts"
    page.locator('[data-cell="*district/*"]').focus()
    page.keyboard.press("Enter")
    opened = page.locator(".overview-list")
    assert opened.locator(".chip").count() == 50
    assert opened.locator(".more").inner_text() == "แสดงอีก 50 รายการ"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert "node" in page.evaluate("policytrace.state")
    assert opened.locator(".chip[aria-current]").count() == 1
    page.keyboard.press("Escape")
    assert opened.count() == 0
    assert page.evaluate(focus) == "cell-*district/*"
    page.go_back()
    page.go_back()
    assert opened.count() == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_number_can_be_read_on_its_shade(open_page: OpenPage, theme: str) -> None:
    graph = app.open_graph(SHIPPED)
    opened = open_page(html_of(graph), f"theme={theme}&districts=open")
    for by in ("dimension", "zone"):
        opened.at(f"theme={theme}&districts=open&by={by}&count=projects")
        ratios = opened.page.evaluate(CONTRASTS)
        assert len(ratios) > 100
        assert min(ratios) >= 4.5


def test_phone_scrolls_the_table_in_its_box_and_never_the_page(open_page: OpenPage) -> None:
    html = html_of(app.open_graph(SHIPPED))
    opened = open_page(html, "cell=B1000/-", viewport={"width": 390, "height": 844})
    sizes = "[document.scrollingElement.scrollWidth, innerWidth]"
    box = opened.page.locator(".overview-box")
    for address in ("", "by=strategy&lang=en", "count=budget&districts=open&cell=*/*"):
        opened.at(address)
        width, inner = opened.page.evaluate(sizes)
        assert width <= inner
        assert box.evaluate("(one) => one.scrollWidth > one.clientWidth")
    box.evaluate("(one) => { one.scrollLeft = 200; }")
    first = opened.page.locator(".overview-table tbody th").first.bounding_box()
    assert first is not None
    assert first["x"] >= 0
