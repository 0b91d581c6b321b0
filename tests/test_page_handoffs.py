"""The page's handoffs: a matrix of districts and bureaus that counts the report's own rows."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from graph.model.entities import Unit
from graph.reports.result import Row
from tests import strategies
from tests.builders import bureau, city, district, handoff, outsider, project
from tests.page_reports import ALL_TABLES, SHIPPED, plain, results, shipped_page, shown_findings
from tests.pages import Opened, OpenPage, html_of
from tests.test_any_city import graph_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

KINDS = ("recorded", "delivery", "support", "allocation", "all")
CELLS = """Object.fromEntries([...document.querySelectorAll("main .cell")].map((one) =>
  [one.dataset.cell, [one.firstChild.textContent, one.lastChild.textContent]]))"""
# How many rows each cell opens to, and what they are about.
OPENED = """(() => {
  const found = {};
  for (const one of [...document.querySelectorAll("main .cell")].map((cell) => cell.dataset.cell)) {
    app.go({ cell: one });
    found[one] = app.view.table(app).rows.map((row) => row.cells.at(-1));
  }
  return found;
})()"""
# The least contrast of a number with its cell, whose colour lies on the page's.
CONTRAST = """(() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const light = (...colours) => {
    for (const one of colours) { canvas.fillStyle = one; canvas.fillRect(0, 0, 1, 1); }
    const parts = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((one) => one / 255);
    const linear = (one) => one <= .04045 ? one / 12.92 : ((one + .055) / 1.055) ** 2.4;
    const [r, g, b] = parts.map(linear);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const paper = getComputedStyle(document.documentElement).backgroundColor;
  return Math.min(...[...document.querySelectorAll("main .cell, main .way")].map((one) => {
    const cell = getComputedStyle(one.closest(".cell")).backgroundColor;
    const pair = [light(paper, cell), light(getComputedStyle(one).color)].sort((a, b) => b - a);
    return (pair[0] + .05) / (pair[1] + .05);
  }));
})()"""


def pair_of(row: Row) -> tuple[str, str]:
    """The district and the bureau of a row."""
    ends = {row["from_tier"]: row["from"], row["to_tier"]: row["to"]}
    return ends["district"], ends["bureau"]


def counted(rows: Iterable[Row], kind: str, way: str | None) -> dict[str, list[Row]]:
    """The rows of each cell and of each total."""
    cells: dict[str, list[Row]] = {}
    for row in rows:
        is_open = row["holder"] is not None or row["kind"] != "recorded"
        is_there = row["from_tier"] == "district"
        if kind != "all" and (row["kind"] != kind or not is_open):
            continue
        if way is not None and is_there != (way == "there"):
            continue
        one, other = pair_of(row)
        for key in (f"{one}:{other}", f"{one}:", f":{other}", ":"):
            cells.setdefault(key, []).append(row)
    return cells


def without_lonely_totals(cells: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """Where there is one district or one bureau, a total would say its number again."""
    districts = {key.split(":")[0] for key in cells} - {""}
    bureaus = {key.split(":")[1] for key in cells} - {""}
    return {
        key: rows
        for key, rows in cells.items()
        if (len(districts) > 1 or not key.startswith(":"))
        and (len(bureaus) > 1 or not key.endswith(":"))
    }


def arrow(rows: list[Row]) -> str:
    tiers = {row["from_tier"] for row in rows}
    return "⇄" if len(tiers) > 1 else {"district": "→", "bureau": "←"}[tiers.pop()]


def go(opened: Opened, **state: str | None) -> None:
    opened.page.evaluate("(state) => policytrace.go(state)", state)


def test_every_cell_counts_the_reports_rows_of_its_kind_and_direction(open_page: OpenPage) -> None:
    opened = open_page(shipped_page(), "view=handoffs")
    rows = results(SHIPPED)["handoffs"].rows
    for kind in KINDS:
        for way in (None, "there", "back"):
            go(opened, kind=kind, way=way)
            expected = without_lonely_totals(counted(rows, kind, way))
            told = {key: [f"{len(some):,}", arrow(some)] for key, some in expected.items()}
            assert opened.page.evaluate(CELLS) == told, (kind, way)
            if not expected:
                assert opened.page.locator(".matrix-part .nothing").is_visible()


def test_all_kinds_together_are_the_matrix_of_the_summary(open_page: OpenPage) -> None:
    opened = open_page(shipped_page(), "view=handoffs&kind=all")
    matrix = results(SHIPPED)["handoffs"].summary["matrix"]
    expected = {f"{one['district']}:{one['bureau']}": str(one["handoffs"]) for one in matrix}
    cells = opened.page.evaluate(CELLS)
    inner = {
        key: told[0] for key, told in cells.items() if not key.startswith(":") and key[-1] != ":"
    }
    assert inner == expected


@pytest.mark.parametrize("kind", ["recorded", "all"])
def test_a_cell_opens_to_the_rows_that_it_counts(open_page: OpenPage, kind: str) -> None:
    opened = open_page(shipped_page(), f"view=handoffs&kind={kind}")
    expected = without_lonely_totals(counted(results(SHIPPED)["handoffs"].rows, kind, None))
    found = opened.store(OPENED)
    assert found == {key: [row["finding"] for row in rows] for key, rows in expected.items()}
    last = opened.store("app.state.cell")
    drawn = opened.page.locator(".cell-list tbody tr").count()
    assert drawn == min(100, len(expected[last]))


def test_a_city_opens_on_what_is_recorded_and_open(open_page: OpenPage) -> None:
    rows = results(SHIPPED)["handoffs"].rows
    opened = open_page(shipped_page(), "view=handoffs")
    districts = {pair_of(row)[0] for row in rows if row["holder"]}
    assert opened.page.locator(".matrix tbody tr:not(.total)").count() == len(districts)
    opened.page.locator("#handoffs-whole").click()
    every = sum(1 for one in SHIPPED.all(Unit) if one.kind == "district")
    assert opened.page.locator(".matrix tbody tr:not(.total)").count() == every
    table = opened.store("app.view.table(app)")
    assert len(table["rows"]) == every
    assert sum(row["cells"][-1] for row in table["rows"]) == sum(1 for row in rows if row["holder"])


def test_the_bottlenecks_are_the_summarys_in_its_order(open_page: OpenPage) -> None:
    opened = open_page(shipped_page("en"), "view=handoffs")
    figures = results(SHIPPED, language="en")["handoffs"].summary
    columns = ("open", "overdue", "days_median", "days_p90", "budget", "policies", "ping_pongs")
    ranking = opened.page.locator(".ranking")
    told = [
        [line.locator(".chip").get_attribute("data-id"), *line.locator(".number").all_inner_texts()]
        for line in ranking.locator("tbody tr").all()
    ]
    assert told == [
        [one["unit"], *("" if one[name] is None else f"{one[name]:,}" for name in columns)]
        for one in figures["bottlenecks"][:8]
    ]
    facts = opened.page.locator(".facts").inner_text()
    for name in ("handoffs", "open", "overdue"):
        assert f"{name} {figures[name]:,}" in facts


def test_pairs_stand_as_the_command_line_ranks_them(open_page: OpenPage) -> None:
    opened = open_page(shipped_page(), "view=handoffs")
    matrix = results(SHIPPED)["handoffs"].summary["matrix"]
    ranked = sorted(matrix, key=lambda one: (-one["open"], -one["handoffs"]))
    told = [
        [
            *(chip.get_attribute("data-id") for chip in line.locator(".chip").all()),
            *line.locator(".number").all_inner_texts(),
        ]
        for line in opened.page.locator(".pairs tbody tr").all()
    ]
    columns = ("district", "bureau", "handoffs", "open")
    assert told == [[str(one[name]) for name in columns] for one in ranked[:8]]


LIT = city(
    bureau("B1", abbreviation="สนย."),
    bureau("B2"),
    district("D1", title={"th": "สำนักงานเขตบางเขน", "en": "Bang Khen District Office"}),
    district("D2"),
    district("D3"),
    outsider("X1"),
    project(
        "PRJ1",
        handoff("H1", "D1", "B1", asked_on="2024-09-01", due_on="2024-09", state="waiting"),
        handoff("H2", "B1", "D1", asked_on="2024-09-11", due_on="2024-09-20", state="returned"),
        handoff("H3", "D2", "B2", state="done"),
        handoff("H4", "D2", "B2", state="accepted"),
        handoff("H5", "D1", "X1", state="waiting"),
    ),
)


def test_a_cell_tells_who_holds_the_ball_since_when_and_until_when(open_page: OpenPage) -> None:
    opened = open_page(html_of(LIT.graph), "view=handoffs&cell=D1:B1")
    lines = opened.page.locator(".cell-list tbody tr")
    told: dict[str | None, list[str | None]] = {
        line.locator("td[data-column=subject] .chip").get_attribute("data-id"): [
            *(
                line.locator(f"td[data-column={name}]").inner_text()
                for name in ("state", "days", "due_on", "overdue")
            ),
            line.locator("td[data-column=holder] .chip").get_attribute("data-id"),
        ]
        for line in lines.all()
    }
    assert told == {
        "H1": ["รอรับ", "29", "ก.ย. 2567", "", "B1"],
        "H2": ["ส่งคืน", "19", "20 ก.ย. 2567", "ใช่", "B1"],
    }
    heads = opened.page.locator(".matrix thead .head").all_inner_texts()
    assert heads == ["สนย.", "ชื่อ B2"]
    assert opened.page.locator(".matrix tbody .head").all_inner_texts() == ["ชื่อ D2", "บางเขน"]
    assert opened.store("app.view.table(app).name") == "handoffs"
    assert shown_findings(opened) == ["HND404:H1", "HND404:H2"]


def test_the_keyboard_walks_the_matrix_and_comes_back_from_a_list(open_page: OpenPage) -> None:
    opened = open_page(html_of(LIT.graph), "view=handoffs&lang=en")
    page = opened.page
    focused = "document.activeElement.dataset.cell"
    assert page.locator('.matrix .cell[tabindex="0"]').count() == 1
    page.locator('.cell[data-cell="D1:B1"]').focus()
    walked = []
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowUp", "ArrowLeft", "ArrowLeft"):
        page.keyboard.press(key)
        walked.append(page.evaluate(focused))
    assert walked == [":B1", ":B2", ":", "D2:", "D2:B2", "D2:B2"]
    page.locator('.cell[data-cell="D2:B2"]').press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "H2"
    assert page.locator('.cell[aria-pressed="true"]').get_attribute("data-cell") == "D2:B2"
    page.locator("#close-cell").press("Enter")
    assert page.evaluate(focused) == "D2:B2"
    assert not page.locator(".cell-list").is_visible()
    page.go_back()
    assert page.locator(".cell-list tbody tr").count() == 1


def test_a_city_without_handoffs_or_with_an_address_of_nothing_says_so(open_page: OpenPage) -> None:
    opened = open_page(html_of(city(bureau("B1"), district("D1")).graph), "view=handoffs&lang=en")
    assert "No handoff of this kind" in opened.page.locator(".matrix-part").inner_text()
    assert opened.store("app.view.table(app).rows") == []
    go(opened, cell="nobody:nowhere", kind="odd", way="round")
    assert not opened.page.locator(".cell-list").is_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_numbers_are_legible_on_every_depth_of_colour(open_page: OpenPage, theme: str) -> None:
    opened = open_page(shipped_page(), f"view=handoffs&kind=all&theme={theme}")
    assert opened.page.evaluate(CONTRAST) >= 4.5


@settings(max_examples=5, deadline=None)
@given(data=strategies.portfolios())
def test_whatever_a_city_holds_the_page_shows_the_rows_of_its_reports(
    browser: "Browser", tmp_path_factory: pytest.TempPathFactory, data: dict[str, Any]
) -> None:
    graph = graph_of(data)
    file = tmp_path_factory.mktemp("any") / "page.html"
    file.write_text(html_of(graph), encoding="utf-8", newline="")
    page = browser.new_page()
    opened = Opened(page, file.as_uri()).at("view=findings")
    expected = results(graph)
    for name, table in opened.store(ALL_TABLES).items():
        rows = [plain(row, table["columns"]) for row in expected[name].rows]
        assert [row["cells"] for row in table["rows"]] == rows
    go(opened, view="handoffs", kind="all")
    cells = without_lonely_totals(counted(expected["handoffs"].rows, "all", None))
    assert opened.store(OPENED) == {
        key: [row["finding"] for row in rows] for key, rows in cells.items()
    }
    page.close()
