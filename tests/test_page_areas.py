"""The view "Areas" in a real browser: the city as a tile map, and what reaches each district."""

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from benchmarks.cities import write_city
from graph import app
from graph.app import viewing
from graph.model import vocabulary as v
from graph.model.entities import Area, Policy, Project, Strategy
from graph.network import TraceGraph
from graph.reports.result import Parameters
from tests.builders import (
    AS_OF,
    area,
    bureau,
    city,
    key_result,
    objective,
    policy,
    project,
    strategy,
    waiver,
)
from tests.pages import Opened, OpenPage, html_of

# The parts of a district's panel that the report counts too.
COUNTED = (
    *("projects", "wider_projects", "objectives", "key_results"),
    *("policies_direct", "policies_via_strategy", "open_handoffs"),
)
FIGURES = ("objectives", "projects", "wider_projects", "budget", "unknown_budget", "progress")
SMALL = city(
    area("Z", kind="zone"),
    area("A1", part_of="Z", title={"th": "เขตดุสิต", "en": "Dusit District"}),
    area("A1-a", kind="subdistrict", part_of="A1"),
    area("A2", part_of="Z", title={"th": "เขตพญาไท", "en": "Phaya Thai District"}),
    area("A3", title={"th": "เขตบางนา", "en": "Bang Na District"}),
    bureau("B1"),
    strategy("S1"),
    strategy("S1.1", part_of="S1"),
    policy("P1"),
    policy("P2", strategies=["S1"], title={"th": "น้ำไม่ท่วม", "en": "No floods"}),
    objective("O1", key_result("KR1"), policies=["P1"], areas=["A1-a"]),
    objective("O2", key_result("KR2"), strategies=["S1.1"]),
    project("PRJ1", lead="B1", key_results=["KR1"], budget=2_500_000, areas=["A1"]),
    project("PRJ2", lead="B1", key_results=["KR2"], areas=["Z"]),
    project("PRJ3", lead="B1", key_results=["KR2"]),
)


page_of = cache(html_of)  # The large one takes longer to write than to open.


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> TraceGraph:
    """A made-up city with work for subdistricts, districts and everywhere, in several years."""
    return app.open_graph(write_city(tmp_path_factory.mktemp("rich") / "data", projects=400))


def table(opened: Opened) -> dict[str, dict[str, Any]]:
    """What the view shows as a table: by district, by the words of the columns."""
    found = opened.store(
        "(() => { const { columns, rows } = app.view.table(app);"
        " return rows.map((row) => [store.id(row.item), columns, row.cells]); })()"
    )
    return {item: dict(zip(columns, cells, strict=True)) for item, columns, cells in found}


def words(opened: Opened) -> dict[str, str]:
    """The words that the page has for each column."""
    pairs = "Object.entries(store.data.words.columns)"
    return dict(opened.store(f"{pairs}.map(([name, both]) => [name, app.t(both)])"))


def tile(opened: Opened, item: str) -> Any:
    return opened.page.locator(f'.tile[data-area="{opened.store(f"store.numberOf({item!r})")}"]')


def counts(opened: Opened, items: list[str]) -> dict[str, dict[str, int]]:
    """The numbers of the panel's parts, with one district open after the other."""
    found = opened.page.evaluate(
        """(items) => items.map((area) => {
          policytrace.go({ area });
          const parts = [...document.querySelectorAll("#area-panel [data-part]")];
          return [area, parts.map((one) => [one.dataset.part, Number(one.dataset.count)])];
        })""",
        items,
    )
    return {item: dict(parts) for item, parts in found}


# The same questions, asked naively in Python ------------------------------------------------------


def naive(graph: TraceGraph, asked: str, year: int | None = None) -> dict[str, dict[str, Any]]:
    """What of one policy or strategy reaches each district, by walking every arrow."""
    arrows: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for link in graph.links():
        arrows[link.relation.name].append((link.source, link.target))

    def over(relation: Any, starts: set[str]) -> set[str]:
        return {end for start, end in arrows[relation.name] if start in starts}

    def closed(starts: set[str]) -> set[str]:
        while more := {a for a, b in arrows["PART_OF"] if b in starts} - starts:
            starts = starts | more
        return starts

    objectives = over(v.CALLS_FOR, {asked})
    if not objectives:
        start = over(v.ADVANCES, {asked}) if isinstance(graph.item(asked), Policy) else {asked}
        objectives = over(v.HAS_OBJECTIVE, closed(start))
    projects = over(v.DELIVERED_BY, over(v.HAS_KEY_RESULT, objectives))
    everything = {
        one for one in objectives | projects if year is None or graph.fiscal_year(one) == year
    }
    targets = [(a, b) for a, b in arrows["TARGETS"] if a in everything]
    shares = progress_of(graph, year)
    found = {}
    for district in (one.id for one in graph.all(Area) if one.kind == "district"):
        within, around = closed({district}), set(graph.above(district)[1:])
        own = {a for a, b in targets if b in within}
        wider = {a for a, b in targets if b in around} - own
        budgets = [graph.get(Project, one).budget for one in own & projects]
        known = [share for one in own & objectives if (share := shares.get(one)) is not None]
        amounts = [one for one in budgets if one is not None]
        found[district] = {
            "objectives": len(own & objectives),
            "projects": len(own & projects),
            "wider_projects": len(wider & projects),
            "budget": sum(amounts) if amounts or not budgets else None,
            "unknown_budget": budgets.count(None),
            "progress": sum(known) / len(known) if known else None,
        }
    return found


def progress_of(graph: TraceGraph, year: int | None) -> dict[str, float | None]:
    (result,) = app.ask(graph, ["progress"], Parameters(as_of=AS_OF, fiscal_year=year))
    return {row["item"]: row["progress"] for row in result.rows}


def asked_for(graph: TraceGraph) -> list[str]:
    """Policies of either kind, and strategies at any height: some, so that it stays quick."""
    policies = [one.id for one in graph.all(Policy)]
    direct = [one for one in policies if graph.targets(v.CALLS_FOR, one)]
    via = [one for one in policies if graph.targets(v.ADVANCES, one) and one not in direct]
    strategies = [one.id for one in graph.all(Strategy)]
    return [*direct[:4], *via[:3], *strategies[:2], *strategies[-2:]]


# Numbers ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", [None, 2567])
def test_every_number_of_everything_is_that_of_the_report(
    open_page: OpenPage, rich: TraceGraph, year: int | None
) -> None:
    opened = open_page(page_of(rich, fiscal_year=year), "view=areas")
    scene = viewing.scene_of(rich, Parameters(as_of=AS_OF, fiscal_year=year))
    shares = progress_of(rich, year)
    shown, names = table(opened), words(opened)
    rows = {row["area"]: row for row in scene.results["areas"].rows}
    assert shown.keys() == rows.keys()
    parts = counts(opened, list(rows))
    for item, row in rows.items():
        numbers = {name: row[name] for name in COUNTED}
        assert {name: parts[item][name] for name in COUNTED} == numbers
        is_unknown = 0 < row["projects"] == row["unknown_budget"]
        further = {name: row[name] for name in ("unknown_budget", "held")}
        figures = numbers | further | {"budget": None if is_unknown else row["budget"]}
        figures["progress"] = shares.get(item)
        assert {name: shown[item][names[name]] for name in figures} == figures
    for column in (*COUNTED, "held"):
        assert any(row[column] for row in rows.values()), column


@pytest.mark.parametrize("year", [None, 2567])
def test_numbers_of_a_policy_or_a_strategy_are_those_of_a_naive_walk(
    open_page: OpenPage, rich: TraceGraph, year: int | None
) -> None:
    opened = open_page(page_of(rich, fiscal_year=year), "view=areas")
    names = words(opened)
    for item in asked_for(rich):
        opened.store(f"app.go({{ for: {item!r} }})")
        shown = table(opened)
        for district, expected in naive(rich, item, year).items():
            found = {column: shown[district][names[column]] for column in FIGURES}
            assert found == pytest.approx(expected), (item, district)


def test_shipped_data_shows_the_reports_numbers_on_the_tiles(open_page: OpenPage) -> None:
    graph = app.open_graph("data")
    opened = open_page(html_of(graph), "view=areas")
    (result,) = app.ask(graph, ["areas"], Parameters(as_of=AS_OF))
    numbers = opened.page.locator(".tile .tile-number").all_text_contents()
    assert sorted(map(int, numbers)) == sorted(row["projects"] for row in result.rows)
    severed = [
        row for row in result.rows if not row["policies_direct"] + row["policies_via_strategy"]
    ]
    fact = opened.page.locator("[data-fact=severed] dd")
    assert fact.text_content() == f"{len(severed)} จาก {len(result.rows)}"


def test_policies_that_do_not_reach_a_district_are_all_others(
    open_page: OpenPage, rich: TraceGraph
) -> None:
    opened = open_page(page_of(rich), "view=areas")
    policies = [one.id for one in rich.all(Policy)]
    item = next(one.id for one in rich.all(Area) if one.kind == "district")
    places = {*rich.inside([item]), *rich.above(item)}
    meant = {one for place in places for one in rich.sources(v.TARGETS, place)}
    reached = {
        one
        for one in policies
        if (below := rich.objectives_below(one)) & meant
        or rich.projects_below(rich.key_results_below(below)) & meant
    }
    assert counts(opened, [item])[item]["no_policies"] == len(policies) - len(reached)


# What the map says --------------------------------------------------------------------------------


def test_wider_work_missing_work_and_missing_data_are_told_apart(open_page: OpenPage) -> None:
    opened = open_page(html_of(SMALL.graph), "view=areas&lang=en")

    def labels() -> list[str]:
        return [tile(opened, one).get_attribute("aria-label") for one in ("A1", "A2", "A3")]

    assert labels() == [
        "Dusit District: 1 project +1 wider",
        "Phaya Thai District: wider work only",
        "Bang Na District: no work names it",
    ]
    opened.at("view=areas&lang=en&colour=budget")
    assert labels()[0] == "Dusit District: ฿2.5M"
    opened.at("view=areas&lang=en&colour=progress")
    assert {one.partition(": ")[2] for one in labels()} == {"no data"}
    assert opened.page.locator(".tile", has_text="0").count() == 0
    opened.at("view=areas&lang=en&colour=gaps")
    assert labels()[0] == "Dusit District: 1 policy"
    opened.at("view=areas&lang=en&colour=gaps&for=P2")
    assert labels() == [
        "Dusit District: wider work only",
        "Phaya Thai District: wider work only",
        "Bang Na District: not reached",
    ]


def test_work_that_names_a_district_and_its_zone_is_wider_only_in_the_others(
    open_page: OpenPage,
) -> None:
    both = city(
        *(area("Z", kind="zone"), area("A1", part_of="Z"), area("A2", part_of="Z")),
        bureau("B1"),
        policy("P1"),
        objective("O1", key_result("KR1"), policies=["P1"], areas=["A2", "Z"]),
        project("PRJ1", lead="B1", key_results=["KR1"], areas=["A2", "Z"]),
    )
    opened = open_page(html_of(both.graph), "view=areas&lang=en&for=P1&colour=gaps")
    assert tile(opened, "A1").get_attribute("aria-label") == "Title A1: wider work only"
    assert tile(opened, "A2").get_attribute("aria-label") == "Title A2: 2 pieces of work"
    assert counts(opened, ["A2"])["A2"]["wider_projects"] == 0


def test_work_that_names_no_place_is_no_district_missed(open_page: OpenPage) -> None:
    lone = city(area("A1"), policy("P1"), policy("P2"), objective("O1", policies=["P1"]))
    opened = open_page(html_of(lone.graph), "view=areas&lang=en&for=P1")
    remark = opened.page.get_by_text("Nothing of what was chosen names a place")
    assert remark.is_visible()
    assert opened.page.locator(".areas-facts .alarm").count() == 0
    opened.at("view=areas&lang=en&for=P2")
    assert remark.count() == 0
    assert opened.page.locator(".areas-facts .alarm dd").inner_text() == "1 of 1"


def test_a_finding_that_was_accepted_leaves_its_tile_with_true_numbers(
    open_page: OpenPage,
) -> None:
    accepted = waiver("TRC205", reason="รอจัดสรร", by="B1")
    lone = city(bureau("B1"), area("A1", waive=[accepted]), area("A2"))
    assert [row["area"] for row in lone.rows("areas")] == ["A2"]
    opened = open_page(html_of(lone.graph), "view=areas&lang=en")
    assert {one["projects"] for one in table(opened).values()} == {0}
    assert tile(opened, "A1").get_attribute("aria-label") == "Title A1: no work names it"


def test_a_page_of_chosen_items_counts_these(open_page: OpenPage) -> None:
    graph = SMALL.graph
    html = html_of(graph, select="PRJ1", selected=frozenset({"PRJ1"}))
    opened = open_page(html, "view=areas&lang=en")
    assert tile(opened, "A1").get_attribute("aria-label") == "Dusit District: 1 project"
    assert opened.page.get_by_text("This page holds chosen items alone").is_visible()


def test_sources_without_districts_say_so(open_page: OpenPage) -> None:
    lone = city(policy("P1"), area("Z", kind="zone"))
    opened = open_page(html_of(lone.graph), "view=areas&lang=en&area=Z&for=Z&colour=nothing")
    said = opened.page.locator("#content").inner_text()
    assert said.splitlines()[0] == "These sources hold no district"
    assert opened.store("app.view.picture(app)") is None


# Opening, keys, choosing --------------------------------------------------------------------------


def test_a_tile_opens_by_click_and_by_keys_and_closes_again(open_page: OpenPage) -> None:
    opened = open_page(html_of(SMALL.graph), "view=areas&lang=en")
    page = opened.page
    assert page.locator(".tile[tabindex='0']").count() == 1
    tile(opened, "A1").click()
    assert opened.store("app.state.area") == "A1"
    assert page.locator("#area-panel h2").text_content() == "Dusit District"
    assert page.locator("#status").text_content() == "Dusit District"
    page.locator("#area-panel .chip[data-id=PRJ1]").click()
    assert opened.store("app.state.node") == "PRJ1"
    tile(opened, "A1").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert opened.store("app.state.area") == "A2"
    assert tile(opened, "A2").get_attribute("aria-pressed") == "true"
    page.keyboard.press("End")
    assert tile(opened, "A3").evaluate("(one) => one === document.activeElement")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Home")
    assert tile(opened, "A1").evaluate("(one) => one === document.activeElement")
    page.keyboard.press("Escape")
    assert opened.store("app.state.area") is None
    assert opened.store("app.state.node") == "PRJ1"
    assert page.locator(".tile[aria-pressed='true']").count() == 0
    page.go_back()
    assert page.locator("#area-panel h2").text_content() == "Phaya Thai District"


def test_a_policy_is_found_by_typing_and_a_strategy_in_the_list(open_page: OpenPage) -> None:
    opened = open_page(html_of(SMALL.graph), "view=areas")
    page = opened.page
    field = page.locator("#areas-policy")
    field.fill("น้ำ")  # Sara am as two marks.
    assert page.locator("#areas-policy-list [role=option]").all_text_contents() == ["น้ำไม่ท่วม P2"]
    field.press("Enter")
    assert opened.store("app.state.for") == "P2"
    assert field.input_value() == "น้ำไม่ท่วม"
    assert page.locator("[data-fact=wider] dd").inner_text() == "2 จาก 3"
    assert page.locator("[data-fact=placeless_works] dd").inner_text() == "2"
    page.locator("#areas-strategy").select_option("S1.1")
    assert opened.store("app.state.for") == "S1.1"
    assert page.get_by_text("ไม่มีรายการใดระบุพื้นที่เลย").count() == 0
    page.locator("#areas-all").click()
    assert opened.store("app.state.for") is None
    field.fill("ไม่มีนโยบายนี้")
    assert page.locator("#areas-policy-list").inner_text() == "ไม่พบ"
    field.press("Escape")
    assert page.locator("#areas-policy-list").is_hidden()


# Looks --------------------------------------------------------------------------------------------

CONTRASTS = """() => {
  const rgb = (text) => text.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const light = (colour) => rgb(colour)
    .map((one) => one / 255)
    .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4))
    .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const fill = (one) => getComputedStyle(one).fill;
  const hatches = { none: ".hatch-line", gap: ".hatch-alarm-line" };
  return [...document.querySelectorAll(".tile")].flatMap((tile) => {
    const grounds = [fill(tile.querySelector(".tile-box"))];
    const hatch = hatches[tile.classList[1].slice("tile-".length)];
    if (hatch) grounds.push(fill(document.querySelector(hatch)));
    return [...tile.querySelectorAll("text, tspan")]
      .flatMap((text) => grounds.map((ground) => contrast(fill(text), ground)));
  });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_text_of_every_tile_stands_out_from_it(
    open_page: OpenPage, rich: TraceGraph, scheme: str
) -> None:
    opened = open_page(page_of(rich), "view=areas", color_scheme=scheme)
    seen = set()
    chosen = next(one.id for one in rich.all(Policy) if rich.targets(v.CALLS_FOR, one.id))
    for state in ("projects", "budget", "progress", "gaps", f"gaps&for={chosen}"):
        opened.at(f"view=areas&colour={state}")
        found = opened.page.evaluate(CONTRASTS)
        assert len(found) >= 100
        assert min(found) >= 4.5
        seen |= set(
            opened.page.locator(".tile").evaluate_all("(all) => all.map((one) => one.classList[1])")
        )
    assert seen >= {f"tile-step-{step}" for step in range(5)} | {"tile-gap"}


def test_names_stay_inside_their_tiles_in_either_language(open_page: OpenPage) -> None:
    html = html_of(app.open_graph("data"))
    opened = open_page(html, "view=areas")
    outside = """() => [...document.querySelectorAll(".tile")].flatMap((tile) => {
      const box = tile.querySelector(".tile-box").getBoundingClientRect();
      return [...tile.querySelectorAll("text")].filter((text) => {
        const own = text.getBoundingClientRect();
        return own.left < box.left - 1 || own.right > box.right + 1 || own.top < box.top - 3;
      }).map((text) => text.textContent);
    })"""
    for language in ("th", "en"):
        opened.at(f"view=areas&lang={language}&colour=budget")
        assert opened.page.evaluate(outside) == []


def test_a_phone_scrolls_the_map_and_not_the_page(open_page: OpenPage, rich: TraceGraph) -> None:
    size = {"width": 390, "height": 844}
    opened = open_page(page_of(rich), "view=areas", viewport=size)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390
    box = tile(opened, next(one.id for one in rich.all(Area) if one.kind == "district"))
    assert box.bounding_box()["width"] >= 44
    box.click()
    assert opened.page.locator("#area-panel h2").is_visible()
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_picture_stands_alone(open_page: OpenPage, tmp_path: Path) -> None:
    opened = open_page(html_of(SMALL.graph), "view=areas&lang=en&theme=dark&for=P2")
    text = opened.store("app.view.picture(app).svg()")
    texts = opened.page.evaluate(
        """(text) => {
          const drawn = new DOMParser().parseFromString(text, "image/svg+xml");
          return [...drawn.querySelectorAll("text, parsererror")].map((one) => one.textContent);
        }""",
        text,
    )
    assert {"Dusit", "Bang Na", "What reaches each district: Gaps"} <= set(texts)
    assert "var(" not in text
    assert 'class="' not in text
    assert 'style="' not in text
    colours = opened.page.evaluate(
        """async () => {
          const blob = await policytrace.view.picture(policytrace).png(1);
          const image = await createImageBitmap(blob);
          const canvas = document.createElement("canvas");
          [canvas.width, canvas.height] = [image.width, image.height];
          const pencil = canvas.getContext("2d");
          pencil.drawImage(image, 0, 0);
          const { data } = pencil.getImageData(0, 0, image.width, image.height);
          const seen = new Set();
          for (let at = 0; at < data.length; at += 4) seen.add(data.slice(at, at + 3).join(" "));
          return [...seen];
        }"""
    )
    assert "18 23 31" in colours  # The dark paper.
    assert len(colours) > 10
