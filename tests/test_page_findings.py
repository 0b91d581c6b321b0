"""The page's findings: the command line's rows, to sort, filter, open and understand."""

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest

from graph.reports.result import Row
from graph.views import csv_view
from tests.builders import (
    bureau,
    city,
    district,
    division,
    handoff,
    key_result,
    objective,
    policy,
    project,
    waiver,
)
from tests.page_reports import (
    ALL_TABLES,
    SHIPPED,
    plain,
    results,
    shipped_page,
    shown_findings,
    shown_table,
)
from tests.pages import Opened, OpenPage, html_of


def go(opened: Opened, **state: str | None) -> None:
    opened.page.evaluate("(state) => policytrace.go(state)", state)


def rows_drawn(opened: Opened) -> int:
    return opened.page.locator("main .rows").first.locator("tbody tr").count()


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_report_is_shown_as_the_command_line_gives_it(
    open_page: OpenPage, language: str
) -> None:
    expected = results(SHIPPED, language=language)
    tables = open_page(shipped_page(language)).store(ALL_TABLES)
    assert {*tables} >= {
        name for name, one in expected.items() if any(r["finding"] for r in one.rows)
    }
    for name, table in tables.items():
        columns = expected[name].report.columns
        assert table["columns"] == list(columns)
        rows = [plain(row, columns) for row in expected[name].rows]
        assert [row["cells"] for row in table["rows"]] == rows
        texts = [dict(zip(columns, row["cells"], strict=True)) for row in table["rows"]]
        whole = [dict(zip(columns, row, strict=True)) for row in rows]
        assert csv_view.table(columns, texts) == csv_view.table(columns, whole)


def test_a_table_without_fractions_is_the_command_lines_csv(open_page: OpenPage) -> None:
    opened = open_page(shipped_page(), "view=findings&report=handoffs")
    table = shown_table(opened)
    rows = [dict(zip(table["columns"], row["cells"], strict=True)) for row in table["rows"]]
    assert csv_view.table(table["columns"], rows) == csv_view.render(results(SHIPPED)["handoffs"])


@pytest.mark.parametrize(("of_the_run", "of_the_reader"), [("th", "en"), ("en", "th")])
def test_texts_are_in_the_readers_language_and_not_in_that_of_the_run(
    open_page: OpenPage, of_the_run: str, of_the_reader: str
) -> None:
    opened = open_page(shipped_page(of_the_run), f"lang={of_the_reader}")
    tables = opened.store(ALL_TABLES)
    for name, result in results(SHIPPED, language=of_the_reader).items():
        if name not in tables:
            continue
        for column in {"title", "subject", "what"} & {*result.report.columns}:
            at = result.report.columns.index(column)
            texts = [row["cells"][at] for row in tables[name]["rows"]]
            assert texts == [row[column] for row in result.rows]


def test_the_reports_tell_how_many_findings_they_have(open_page: OpenPage) -> None:
    opened = open_page(shipped_page(), "view=findings")
    told = {
        one.get_attribute("data-report"): one.locator(".count").inner_text()
        for one in opened.page.locator(".report-tab").all()
    }
    expected = results(SHIPPED)
    for name, count in told.items():
        assert count == f"{sum(1 for row in expected[name or ''].rows if row['finding']):,}"
    assert opened.page.locator('.report-tab[aria-pressed="true"]').count() == 1


def test_only_findings_are_shown_until_every_row_is_asked_for(open_page: OpenPage) -> None:
    opened = open_page(shipped_page(), "view=findings&report=coverage")
    rows = results(SHIPPED)["coverage"].rows
    assert shown_findings(opened) == [row["finding"] for row in rows if row["finding"]]
    opened.page.locator("#all-rows").click()
    assert len(shown_table(opened)["rows"]) == len(rows)
    go(opened, report="areas", rows=None)  # Of its rows none is a finding.
    assert len(shown_table(opened)["rows"]) == len(results(SHIPPED)["areas"].rows)


def test_the_budget_at_stake_is_the_summarys(open_page: OpenPage) -> None:
    opened = open_page(shipped_page("en"), "view=findings&report=orphan-projects")
    figures = results(SHIPPED)["orphan-projects"].summary
    told = opened.page.locator(".shown").inner_text()
    assert f"฿{figures['budget'] / 1e6:,.1f}M" in told
    assert f"unknown {figures['unknown_budget']:,} projects" in told
    assert f"{figures['orphans']:,} of {figures['orphans']:,} findings" in told


# Sorting and filtering -----------------------------------------------------------------------


@pytest.mark.parametrize("sort", ["budget", "budget-", "fiscal_year-"])
def test_rows_are_sorted_by_a_column_with_the_unknown_last(open_page: OpenPage, sort: str) -> None:
    opened = open_page(shipped_page(), f"view=findings&report=orphan-projects&sort={sort}")
    column = sort.rstrip("-")
    rows = results(SHIPPED)["orphan-projects"].rows
    known = [row for row in rows if row[column] is not None]
    known.sort(key=lambda row: -row[column] if sort.endswith("-") else row[column])
    unknown = [row for row in rows if row[column] is None]
    assert shown_findings(opened) == [row["finding"] for row in (*known, *unknown)]


def test_titles_are_sorted_as_a_thai_dictionary_has_them(open_page: OpenPage) -> None:
    words = ["กา", "เกาะ", "แก", "ไก่", "ขา", "เขา", "งา 2", "งา 10"]
    pieces = [
        project(f"PRJ{len(words) - at}", title={"th": word, "en": word})
        for at, word in enumerate(words)
    ]
    opened = open_page(html_of(city(*pieces).graph), "view=findings&sort=project")
    titles = opened.page.locator("td[data-column=project] .chip-title").all_inner_texts()
    assert titles == words


def folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def searched(row: Row, language: str) -> str:
    """What a row says to a reader: titles and ids, the words and the numbers."""
    titles = [
        one
        for cell in row.values()
        for item in (cell if isinstance(cell, list) else [cell])
        if isinstance(item, str) and item in SHIPPED
        for one in (item, SHIPPED.item(item).title(language))
    ]
    return folded("\n".join(map(str, [row["finding"], *titles])))


def units_of(row: Row) -> set[str]:
    ids = [
        one
        for cell in row.values()
        for one in (cell if isinstance(cell, list) else [cell])
        if isinstance(one, str) and one in SHIPPED
    ]
    return {SHIPPED.lifted(one) for one in ids if SHIPPED.item(one).kind_of_node == "Unit"}


_WARNINGS = ("BUD602", "PRG510", "PRG511", "PRG513", "PRG516", "PRG517")
FILTERS: dict[str, tuple[dict[str, str], Callable[[Row], Any]]] = {
    "text": (
        {"report": "orphan-projects", "find": "คลอง"},
        lambda row: "คลอง" in searched(row, "th"),
    ),
    "sara am in two parts": (
        {"report": "orphan-projects", "find": "น\u0e49\u0e4d\u0e32"},
        lambda row: folded("น้ำ") in searched(row, "th"),
    ),
    "a tone mark within sara am": (
        {"report": "orphan-projects", "find": "น\u0e4d\u0e49\u0e32"},
        lambda row: folded("น้ำ") in searched(row, "th"),
    ),
    "an id in capitals or not": (
        {"report": "unowned-policies", "find": "own301:p00"},
        lambda row: row["finding"].startswith("OWN301:P00"),
    ),
    "what is invisible": (
        {"report": "unowned-policies", "find": "p\u200b002"},
        lambda row: "p002" in searched(row, "th"),
    ),
    "rule": (
        {"report": "contradictions", "rule": "PRG517"},
        lambda row: row["finding"].startswith("PRG517"),
    ),
    "severity": (
        {"report": "contradictions", "severity": "warning"},
        lambda row: row["rule"] in _WARNINGS,
    ),
    "unit": ({"report": "handoffs", "unit": "B1100"}, lambda row: "B1100" in units_of(row)),
    "no unit": ({"report": "orphan-projects", "unit": "-"}, lambda row: not units_of(row)),
    "several": (
        {"report": "gaps", "unit": "B1100", "find": "น้ำ"},
        lambda row: "B1100" in units_of(row) and folded("น้ำ") in searched(row, "th"),
    ),
    "what nobody knows": ({"report": "gaps", "unit": "X", "rule": "X", "severity": "X"}, bool),
}


def test_filters_choose_the_rows_that_a_slow_and_obvious_search_finds(open_page: OpenPage) -> None:
    opened = open_page(shipped_page(), "view=findings")
    expected = results(SHIPPED)
    none: dict[str, str | None] = dict.fromkeys(("find", "rule", "severity", "unit"))
    for name, (state, test) in FILTERS.items():
        go(opened, **{**none, **state})
        rows = expected[state["report"]].rows
        found = [row["finding"] for row in rows if row["finding"] and test(row)]
        assert found, name
        assert shown_findings(opened) == found, name


def test_a_division_is_found_under_its_bureau(open_page: OpenPage) -> None:
    lit = city(
        bureau("B1"),
        division("B1-1", of="B1"),
        bureau("B2"),
        project("PRJ1", lead="B1-1"),
        project("PRJ2", lead="B2"),
    )
    opened = open_page(html_of(lit.graph), "view=findings&report=orphan-projects&unit=B1")
    assert shown_findings(opened) == ["TRC201:PRJ1"]


def test_what_is_typed_filters_and_is_told_and_keeps_the_focus(open_page: OpenPage) -> None:
    pieces = [project(f"PRJ{at}") for at in range(12)]
    opened = open_page(html_of(city(*pieces).graph), "view=findings&report=orphan-projects&lang=en")
    page = opened.page
    page.locator("#find-in-table").press_sequentially("prj1")
    page.locator("#status", has_text="Showing 3 of 12 findings").wait_for(state="attached")
    assert shown_findings(opened) == ["TRC201:PRJ1", "TRC201:PRJ10", "TRC201:PRJ11"]
    assert page.evaluate("document.activeElement.id") == "find-in-table"
    page.locator("#find-in-table").fill("nothing like it")
    page.locator(".nothing").wait_for()
    page.locator("#clear-filters").click()
    assert len(shown_findings(opened)) == 12


# Reading -------------------------------------------------------------------------------------


def test_a_long_table_is_drawn_in_parts(open_page: OpenPage) -> None:
    pieces = [project(f"PRJ{at:03}") for at in range(250)]
    opened = open_page(html_of(city(*pieces).graph), "view=findings&report=orphan-projects")
    assert opened.page.locator("main .rows").first.get_attribute("aria-rowcount") == "251"
    more = opened.page.locator("main .more").first
    drawn = [rows_drawn(opened)]
    for _ in range(2):
        more.press("Enter")
        drawn.append(rows_drawn(opened))
    assert drawn == [100, 200, 250]
    assert not more.is_visible()
    assert opened.page.evaluate("document.activeElement.dataset.id") == "PRJ200"


def test_the_keyboard_sorts_explains_and_opens(open_page: OpenPage) -> None:
    pieces = [project("PRJ1", budget=2), project("PRJ2", budget=9), project("PRJ3")]
    opened = open_page(html_of(city(*pieces).graph), "view=findings&report=orphan-projects&lang=en")
    page = opened.page
    head = page.locator("th[data-column=budget]").first
    directions = []
    for _ in range(3):
        head.locator("button").press("Enter")
        directions.append((head.get_attribute("aria-sort"), shown_findings(opened)[0]))
    assert directions == [
        ("ascending", "TRC201:PRJ1"),
        ("descending", "TRC201:PRJ2"),
        (None, "TRC201:PRJ1"),
    ]
    code = page.locator("button.code").first
    code.press("Enter")
    assert code.get_attribute("aria-expanded") == "true"
    told = page.locator("tr.detail").inner_text()
    assert opened.store("store.rule('TRC201').remedy[1]") in told
    assert "error" in code.inner_text()
    code.press("Enter")
    assert page.locator("tr.detail").count() == 0
    page.locator("td .chip[data-id=PRJ2]").press("Enter")
    assert opened.store("app.state.node") == "PRJ2"
    assert page.locator("tr[aria-current]").get_attribute("aria-rowindex") == "3"
    page.locator("td[data-column=budget]").first.click()  # A row opens wherever it is pressed.
    assert opened.store("app.state.node") == "PRJ1"


def test_waivers_and_references_that_lead_nowhere_are_told(open_page: OpenPage) -> None:
    lit = city(
        project("PRJ1", waive=[waiver("TRC201", reason="รับได้", by="สยป.", until="2027-03-31")]),
        project("PRJ2", waive=[waiver("TRC201", reason="พ้นแล้ว", until="2020-01-01")]),
        project("PRJ3", key_results=["KR-NONE"]),
        objective("O1", key_result("KR1"), waive=[waiver("TRC204", reason="ไม่มีแล้ว")]),
        project("PRJ4", key_results=["KR1"]),
    )
    opened = open_page(html_of(lit.lenient_graph), "view=findings&report=orphan-projects")
    notes = opened.page.locator("main .note")
    texts = [" ".join(one.split()) for one in notes.all_text_contents()]
    expected = lit.ask("orphan-projects", lenient=True).summary
    assert [one["finding"] for one in expected["waived"]] == ["TRC201:PRJ1"]
    waived, expired, dangling = texts
    for said in ("TRC201:PRJ1", "ชื่อ PRJ1", "รับได้", "สยป.", "31 มี.ค. 2570"):
        assert said in waived
    assert "TRC201:PRJ2" in expired
    for said in ("KR-NONE", "TRC202:PRJ3:KR-NONE", "all.yaml:", "ผลลัพธ์สำคัญ"):
        assert said in dangling
    assert "TRC201:PRJ1" not in shown_findings(opened)
    go(opened, report="gaps")
    assert "TRC204:O1" in notes.first.text_content()  # type: ignore[operator]


def test_text_that_looks_like_markup_is_text(open_page: OpenPage) -> None:
    hostile = '<img src=x onerror="window.hit=1">'
    lit = city(
        bureau("B1", title={"th": hostile}),
        district(
            "D1", title={"th": "</script><script>window.hit=1</script>"}, abbreviation=hostile
        ),
        project(
            "PRJ1", handoff("H1", "D1", "B1", subject=hostile), title={"th": hostile}, lead="B1"
        ),
        project("PRJ2", waive=[waiver("TRC201", reason=hostile, by=hostile)]),
    )
    opened = open_page(html_of(lit.graph), "view=findings&report=orphan-projects")
    assert opened.page.locator("td .chip-title").first.inner_text() == hostile
    go(opened, find=hostile)
    assert shown_findings(opened) == ["TRC201:PRJ1"]
    opened.page.locator(".note summary").click()
    assert hostile in opened.page.locator(".note").inner_text()
    go(opened, report="handoffs", sort="__proto__", unit="constructor", rule="<b>")
    assert shown_findings(opened) == ["HND404:H1"]
    go(opened, view="handoffs", cell="D1:B1")
    assert opened.page.locator(".cell-list .chip-title").first.inner_text() == hostile
    assert opened.page.evaluate("[window.hit, document.querySelectorAll('main img').length]") == [
        None,
        0,
    ]


def test_a_city_with_nothing_to_find_says_so(open_page: OpenPage) -> None:
    lit = city(
        bureau("B1"),
        policy("P1", owner="B1"),
        objective("O1", key_result("KR1"), policies=["P1"]),
        project("PRJ1", lead="B1", key_results=["KR1"]),
    )
    opened = open_page(html_of(lit.graph), "view=findings&report=orphan-projects&lang=en")
    assert "found nothing" in opened.page.locator(".nothing").inner_text()
    assert shown_table(opened)["rows"] == []
    go(opened, report="no-such-report")
    assert opened.page.locator('.report-tab[aria-pressed="true"]').count() == 1
