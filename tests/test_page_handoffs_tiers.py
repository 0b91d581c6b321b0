"""The page's handoffs between units of every tier: what `policytrace report --all-tiers` gives."""

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from graph.model import vocabulary as v
from graph.model.entities import Handoff
from graph.reports.result import Row
from tests import strategies
from tests.builders import bureau, city, district, division, handoff, outsider, project
from tests.page_reports import (
    SHIPPED,
    plain,
    results,
    shipped_page,
    shown_findings,
    shown_table,
)
from tests.pages import Opened, OpenPage, html_of
from tests.test_any_city import graph_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

EVERY_TIER = "view=handoffs&tiers=all"
FIGURES = ("open", "overdue", "days_median", "days_p90", "budget", "policies", "ping_pongs")
# The findings of a report and of the same between all tiers, as the page's store tells them.
ROWS = """Object.fromEntries(["report", "widest"].map((which) => {
  const report = store[which]("handoffs");
  return [which, Array.from({ length: report.length }, (_, row) => report.cell("finding", row))];
}))"""
CUT = """[...document.querySelectorAll(".ranking .table-box, .pairs .table-box")]
  .filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.ariaLabel)"""

WIDE = city(
    bureau("B1"),
    division("B1a", of="B1"),
    division("B1b", of="B1"),
    district("D1"),
    outsider("X1"),
    project(
        "PRJ1",
        handoff("H1", "D1", "B1", asked_on="2024-09-01"),
        handoff("H2", "B1", "X1", asked_on="2024-08-01", accepted_on="2024-08-05"),
        handoff("H3", "X1", "D1", asked_on="2024-07-01", due_on="2024-07-31"),
        handoff("H4", "B1a", "B1b", state="waiting"),
        lead="B1",
        fiscal_year=2567,
    ),
    handoff("H5", "B1a", "B1", state="waiting"),
)


def is_open(row: Row) -> bool:
    return row["holder"] is not None


def every_tier(language: str = "th") -> Any:
    """The answer to `policytrace report handoffs --all-tiers` on the shipped data."""
    return results(SHIPPED, all_tiers=True, language=language)["handoffs"]


def ranking(opened: Opened) -> list[list[str | None]]:
    """Every line of the bottlenecks: the unit, then its figures."""
    more = opened.page.locator(".ranking .more")
    while more.is_visible():
        more.click()
    return [
        [line.locator(".chip").get_attribute("data-id"), *line.locator(".number").all_inner_texts()]
        for line in opened.page.locator(".ranking tbody tr").all()
    ]


def test_every_tier_lists_what_the_command_line_gives_with_all_tiers(open_page: OpenPage) -> None:
    rows = every_tier().rows
    opened = open_page(shipped_page(), f"{EVERY_TIER}&kind=all")
    table = shown_table(opened)
    assert [row["cells"] for row in table["rows"]] == [plain(row, table["columns"]) for row in rows]
    assert opened.page.locator(".cell-list .count").inner_text() == f"{len(rows):,}"
    opened.at(EVERY_TIER)
    waiting = [row["finding"] for row in rows if is_open(row)]
    assert shown_findings(opened) == waiting
    assert opened.page.locator(".cell-list tbody tr").count() == len(waiting)


def test_every_tier_ranks_and_counts_as_the_command_line_does(open_page: OpenPage) -> None:
    summary = every_tier("en").summary
    opened = open_page(shipped_page("en"), EVERY_TIER)
    assert ranking(opened) == [
        [one["unit"], *("" if one[name] is None else f"{one[name]:,}" for name in FIGURES)]
        for one in summary["bottlenecks"]
    ]
    facts = opened.page.locator(".facts").inner_text()
    for name in ("handoffs", "open", "overdue"):
        assert f"{name} {summary[name]:,}" in facts
    assert f"inferred links {summary['on_inferred_links']}" in facts


def test_the_switch_keeps_the_matrix_and_stands_in_the_address(open_page: OpenPage) -> None:
    cells = "[...document.querySelectorAll('.cell')].map((one) => [one.dataset.cell, one.title])"
    opened = open_page(shipped_page(), "view=handoffs")
    page = opened.page
    few, many = (
        sum(map(is_open, results(SHIPPED, all_tiers=wide)["handoffs"].rows))
        for wide in (False, True)
    )
    for name, count in (("some", few), ("all", many)):
        assert page.locator(f"#handoffs-tiers-{name} .count").inner_text() == str(count)
    before = page.evaluate(cells)
    page.locator("#handoffs-tiers-all").press("Enter")
    assert opened.store("app.state.tiers") == "all"
    assert page.evaluate("document.activeElement.id") == "handoffs-tiers-all"
    assert page.locator("#handoffs-tiers-all").get_attribute("aria-pressed") == "true"
    assert page.evaluate(cells) == before
    page.locator("#handoffs-tiers-some").press("Enter")
    assert opened.store("app.state.tiers") is None
    assert not page.locator(".cell-list").is_visible()


def test_a_cell_takes_the_place_of_the_list_of_every_tier(open_page: OpenPage) -> None:
    opened = open_page(html_of(WIDE.graph), EVERY_TIER)
    everything = ["HND404:H1", "HND404:H2", "HND404:H3"]
    assert shown_findings(opened) == everything
    opened.page.locator('.cell[data-cell="D1:B1"]').press("Enter")
    assert shown_findings(opened) == ["HND404:H1"]
    assert opened.page.evaluate("document.activeElement.tagName") == "H2"
    opened.page.locator("#close-cell").press("Enter")
    assert shown_findings(opened) == everything
    assert opened.page.evaluate("document.activeElement.dataset.cell") == "D1:B1"
    opened.page.locator("#handoffs-way-there").click()
    assert shown_findings(opened) == ["HND404:H1"]


def test_what_is_not_listed_is_told_of(open_page: OpenPage) -> None:
    recorded, all_recorded = (
        results(SHIPPED, all_tiers=wide)["handoffs"].summary["by_kind"]["recorded"]
        for wide in (False, True)
    )
    inside = sum(
        1
        for one in SHIPPED.all(Handoff)
        for start in SHIPPED.targets(v.FROM_UNIT, one.id)
        for end in SHIPPED.targets(v.TO_UNIT, one.id)
        if SHIPPED.lifted(start) == SHIPPED.lifted(end)
    )
    opened = open_page(shipped_page("en"), "view=handoffs")
    facts = opened.page.locator(".facts").inner_text()
    assert f"{all_recorded - recorded} further recorded handoffs" in facts
    assert f"{inside} recorded handoffs stay within one unit" in facts
    facts = opened.at(f"{EVERY_TIER}&lang=en").page.locator(".facts").inner_text()
    assert "further recorded handoffs" not in facts
    assert f"{inside} recorded handoffs stay within one unit" in facts
    assert all_recorded + inside == len(SHIPPED.all(Handoff))


@pytest.mark.parametrize(
    ("asked", "inside"),
    [({}, 2), ({"fiscal_year": 2567}, 1), ({"fiscal_year": 2568}, 0), ({"select": "H5"}, 1)],
)
def test_handoffs_within_a_unit_are_counted_among_those_asked_for(
    open_page: OpenPage, asked: dict[str, Any], inside: int
) -> None:
    opened = open_page(html_of(WIDE.graph, **asked), "view=handoffs&lang=en")
    facts = opened.page.locator(".facts").inner_text()
    assert ("within one unit" in facts) == (inside > 0)
    assert inside == 0 or f"{inside} recorded handoffs stay" in facts


def test_a_page_of_some_items_names_the_units_of_every_tier(open_page: OpenPage) -> None:
    opened = open_page(html_of(WIDE.graph, select="H2"), EVERY_TIER)
    table = shown_table(opened)
    (expected,) = results(WIDE.graph, select="H2", all_tiers=True)["handoffs"].rows
    assert [row["cells"] for row in table["rows"]] == [plain(expected, table["columns"])]
    assert opened.page.locator(".cell-list td[data-column=to] .chip").inner_text().endswith("X1")
    assert opened.page.locator(".matrix-part .nothing").is_visible()


def test_a_page_of_every_tier_has_no_switch(open_page: OpenPage) -> None:
    opened = open_page(html_of(WIDE.graph, all_tiers=True), "view=handoffs&lang=en")
    assert opened.page.locator("#handoffs-tiers-all").count() == 0
    assert shown_findings(opened) == ["HND404:H1", "HND404:H2", "HND404:H3"]
    assert "handoffs 3 ·" in opened.page.locator(".facts").inner_text()


def test_a_city_without_other_tiers_has_no_switch(open_page: OpenPage) -> None:
    alone = city(bureau("B1"), district("D1"), handoff("H1", "D1", "B1", state="waiting"))
    opened = open_page(html_of(alone.graph), EVERY_TIER)
    assert opened.page.locator("#handoffs-tiers-all").count() == 0
    assert not opened.page.locator(".cell-list").is_visible()


def test_details_and_trace_tell_the_state_of_a_handoff_of_any_tier(open_page: OpenPage) -> None:
    opened = open_page(html_of(WIDE.graph), "view=trace&root=PRJ1&node=H3")
    said = opened.page.locator("#details [data-finding=HND404] li").inner_text()
    assert "สถานะ รอรับ" in said
    assert "อยู่ที่ ชื่อ D1" in said
    assert "เกินกำหนด ใช่" in said
    assert "รับแล้ว" in opened.store("app.view.picture(app).svg()")  # H2, by its dates alone.


@pytest.mark.parametrize("language", ["th", "en"])
def test_no_column_beside_the_matrix_is_cut(open_page: OpenPage, language: str) -> None:
    opened = open_page(shipped_page(language), EVERY_TIER)
    for width in (390, 768, 1024, 1280, 1440):
        opened.page.set_viewport_size({"width": width, "height": 900})
        assert opened.page.evaluate(CUT) == [], width


@settings(max_examples=5, deadline=None)
@given(data=strategies.portfolios())
def test_whatever_a_city_holds_every_tier_is_the_command_lines(
    browser: "Browser", tmp_path_factory: pytest.TempPathFactory, data: dict[str, Any]
) -> None:
    graph = graph_of(data)
    file = tmp_path_factory.mktemp("any") / "page.html"
    file.write_text(html_of(graph), encoding="utf-8", newline="")
    page = browser.new_page()
    opened = Opened(page, file.as_uri()).at(f"{EVERY_TIER}&kind=all")
    some, every = (results(graph, all_tiers=wide)["handoffs"] for wide in (False, True))
    assert opened.store(ROWS) == {
        "report": [row["finding"] for row in some.rows],
        "widest": [row["finding"] for row in every.rows],
    }
    assert opened.store("store.widest('handoffs').summary.bottlenecks") == [
        dict(one) for one in every.summary["bottlenecks"]
    ]
    if len(every.rows) > len(some.rows):
        assert shown_findings(opened) == [row["finding"] for row in every.rows]
    page.close()
