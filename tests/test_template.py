"""The workbook in which a unit fills in its plan: all that is known of it, and room for more."""

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from graph import app
from graph.errors import UnknownItemError, UsageError
from graph.model.entities import Handoff, Item, KeyResult, Objective, PartialDate, Project
from graph.model.fields import FIELDS, FieldType
from graph.network import TraceGraph
from graph.reports import plan_sheets as p
from graph.reports.plan_items import plan_items
from graph.views.plan_template.words import HEADERS, HINTS
from tests.builders import (
    Piece,
    area,
    bureau,
    city,
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
)
from tests.commands import run
from tests.plan_workbooks import (
    FIRST,
    NAMES,
    Read,
    book_of,
    empty_rows_in,
    ids_in,
    rows_in,
    sheet_in,
    template_of,
    units_of,
)
from tests.strategies import portfolios
from tests.workbooks import opened, visible

YEAR = 2567
OF_ITEMS: dict[p.PlanSheet, type[Item]] = {
    p.OBJECTIVES: Objective,
    p.KEY_RESULTS: KeyResult,
    p.PROJECTS: Project,
    p.HANDOFFS: Handoff,
}


def plan(*more: Piece) -> list[Piece]:
    """A bureau with one of each, and a district that has a part of its target."""
    return [
        bureau("B1", title="สำนักหนึ่ง"),
        bureau("B2"),
        division("B1-x", of="B1"),
        district("D1"),
        district("D2"),
        strategy("S1"),
        policy("P1", strategies=["S1"]),
        kpi("K1"),
        area("A1"),
        objective(
            "O1",
            key_result(
                "KR1",
                target=100,
                baseline=5.5,
                measure={"unit": "จุด", "direction": "increase", "aggregation": "sum"},
                allocations=[part("D2", target=60, actual=4), part("B2", target=40)],
                check_ins=[{"as_of": dt.date(2024, 3, 1), "value": 7}],
                kpi="K1",
            ),
            owner="B1",
            fiscal_year=YEAR,
            strategies=["S1"],
            policies=[],
        ),
        project(
            "PRJ1",
            handoff("H1", "D1", "B1", asked_on="2024-06-05", due_on="2024-07"),
            title="โครงการหนึ่ง",
            lead="B1",
            key_results=["KR1"],
            fiscal_year=YEAR,
            budget=1_500_000,
            status="active",
            start=dt.date(2023, 10, 1),
            end=dt.date(2024, 9, 30),
            areas=["A1"],
        ),
        *more,
    ]


@cache
def plain() -> TraceGraph:
    return city(*plan()).graph


def graph_of(*more: Piece) -> TraceGraph:
    return city(*plan(*more)).graph if more else plain()


def at(year: int, month: int, day: int) -> dt.datetime:
    """A day as openpyxl reads it."""
    return dt.datetime.combine(dt.date(year, month, day), dt.time())


def only(rows: list[Read], item_id: str) -> Read:
    (found,) = (one for one in rows if one.cells[p.ID] == item_id)
    return found


def cell(sheet: Worksheet, contract: p.PlanSheet, row: int, name: str) -> Any:
    return sheet.cell(row, contract.names.index(name) + 1)


# What stands in it --------------------------------------------------------------------------------


def test_a_project_stands_there_with_its_values() -> None:
    row = only(rows_in(book_of(graph_of(), "B1"), p.PROJECTS), "PRJ1").cells
    assert row["title.th"] == "โครงการหนึ่ง"
    assert row["budget"] == 1_500_000
    assert row["status"] == "active กำลังดำเนินการ"
    assert (row["start"], row["end"]) == (at(2023, 10, 1), at(2024, 9, 30))
    assert row["lead"] == "B1 สำนักหนึ่ง"
    assert ids_in(row["key_results"]) == ("KR1",)
    assert row["supports"] is None


def test_a_key_result_tells_its_newest_figure() -> None:
    row = only(rows_in(book_of(graph_of(), "B1"), p.KEY_RESULTS), "KR1").cells
    assert (row[p.SAID], row[p.SAID_ON]) == (7, at(2024, 3, 1))
    assert row["measure.direction"] == "increase ยิ่งมากยิ่งดี"
    assert (row["baseline"], row["target"]) == (5.5, 100)


def test_what_the_sources_say_to_be_none_is_a_dash_and_what_is_silent_is_empty() -> None:
    row = only(rows_in(book_of(graph_of(), "B1"), p.OBJECTIVES), "O1").cells
    assert row["policies"] == p.NONE
    assert row["areas"] is None


def test_a_date_that_stops_at_the_month_stays_so() -> None:
    row = only(rows_in(book_of(graph_of(), "B1"), p.HANDOFFS), "H1").cells
    assert row["due_on"] == "กรกฎาคม 2567"
    assert row["asked_on"] == at(2024, 6, 5)


def _of_city(data: dict[str, Any]) -> TraceGraph:
    pieces = [
        Piece(name, item)
        for name, items in data.items()
        if isinstance(items, list)
        for item in items
    ]
    defaults = data.get("defaults")
    return city(*pieces, defaults=defaults if isinstance(defaults, dict) else None).graph


def _owned(graph: TraceGraph, unit: str, year: int) -> dict[p.PlanSheet, set[str]]:
    """The naive reading of which items are a unit's in a year, but for hand-overs."""
    item = graph.item(unit)
    tiers = ("city", "district", "bureau", "office", "external")
    if getattr(item, "kind", "") in tiers:
        units = {one for one in units_of(graph) if graph.lifted(one) == unit}
    else:
        units = {one for one in units_of(graph) if unit in graph.above(one)}
    found: dict[p.PlanSheet, set[str]] = {sheet: set() for sheet in OF_ITEMS}
    for one in graph.all(Objective):
        if one.fiscal_year == year and set(one.owner or ()) & units:
            found[p.OBJECTIVES].add(one.id)
    for each in graph.all(KeyResult):
        above = graph.get(Objective, each.objective)
        owner = each.owner if each.owner is not None else above.owner
        if above.fiscal_year == year and set(owner or ()) & units:
            found[p.KEY_RESULTS].add(each.id)
    for work in graph.all(Project):
        if work.fiscal_year == year and work.lead in units:
            found[p.PROJECTS].add(work.id)
    return found


def _same(column: p.Column, item: Item, given: Any) -> bool:
    """Tell whether a cell holds what the item says."""
    assert column.field is not None
    if column.field.type is FieldType.TITLE:
        said: Any = item.title_en if column.name.endswith(".en") else item.title_th
    else:
        said = item
        for name in (column.field.key,) if "." not in column.name else column.name.split("."):
            said = None if said is None else getattr(said, name)
    if column.refers_to:
        return ids_in(given) == ((said,) if isinstance(said, str) else said)
    if column.choices:
        return bool((given.split()[0] if given else None) == said)
    if isinstance(said, PartialDate) and said.day is None:
        return isinstance(given, str)
    if isinstance(said, (dt.date, PartialDate)):
        day = said.day if isinstance(said, PartialDate) else said
        return bool(given.date() == day)
    return bool(given == said)


def _hold(graph: TraceGraph, unit: str, year: int) -> None:
    """Hold every row of a unit's workbook to the sources."""
    book = book_of(graph, unit, year)
    owned = _owned(graph, unit, year)
    for sheet, kind in OF_ITEMS.items():
        rows = rows_in(book, sheet)
        ids = [one.cells[p.ID] for one in rows]
        assert len(ids) == len(set(ids))
        own = {one.cells[p.ID] for one in rows if not one.is_others}
        assert owned[sheet] <= own
        if sheet in (p.KEY_RESULTS, p.PROJECTS):
            assert own == owned[sheet]
        for row in rows:
            item = graph.get(kind, row.cells[p.ID])
            wrong = [
                c.name for c in sheet.columns if c.field and not _same(c, item, row.cells[c.name])
            ]
            assert wrong == []


@settings(max_examples=15, deadline=None)
@given(portfolios(), st.sampled_from((2566, 2567, 2568)), st.data())
def test_every_item_of_any_unit_and_year_stands_there_once_with_its_values(
    data: dict[str, Any], year: int, draw: st.DataObject
) -> None:
    graph = _of_city(data)
    _hold(graph, draw.draw(st.sampled_from(units_of(graph))), year)


@pytest.mark.parametrize("unit", ["B1100", "D5039", "B1000", "B0900"])
def test_the_shipped_data_stands_in_the_templates(unit: str) -> None:
    _hold(app.open_graph("data"), unit, YEAR)


def test_each_project_of_the_year_is_in_one_template_alone() -> None:
    graph = app.open_graph("data")
    found = [
        one.id
        for unit in units_of(graph)
        if graph.lifted(unit) == unit
        for one in plan_items(graph, unit, YEAR).projects
    ]
    led = [one.id for one in graph.all(Project) if one.fiscal_year == YEAR and one.lead]
    assert sorted(found) == sorted(led)


def test_a_bureau_plans_for_its_divisions_and_a_division_for_itself() -> None:
    graph = graph_of(project("PRJ2", lead="B1-x", fiscal_year=YEAR))
    bureaus = [one.cells[p.ID] for one in rows_in(book_of(graph, "B1"), p.PROJECTS)]
    divisions = [one.cells[p.ID] for one in rows_in(book_of(graph, "B1-x"), p.PROJECTS)]
    assert bureaus == ["PRJ1", "PRJ2"]
    assert divisions == ["PRJ2"]


def test_an_objective_that_nobody_owns_is_shown_to_whoever_has_its_key_result() -> None:
    graph = graph_of(objective("O2", key_result("KR2", owner="D1", target=1), fiscal_year=YEAR))
    row = only(rows_in(book_of(graph, "D1"), p.OBJECTIVES), "O2")
    assert row.cells[p.ROLE] == "unclaimed ยังไม่มีเจ้าภาพ"


def test_an_objective_of_others_above_an_own_key_result_is_there_to_read() -> None:
    graph = graph_of(
        objective("O2", key_result("KR2", owner="D1", target=1), owner="B2", fiscal_year=YEAR)
    )
    row = only(rows_in(book_of(graph, "D1"), p.OBJECTIVES), "O2")
    assert row.cells[p.ROLE] == "others ของหน่วยงานอื่น"


def test_what_others_own_is_locked_and_says_so() -> None:
    graph = graph_of(
        objective("O2", key_result("KR2", target=1), fiscal_year=YEAR),
        project("PRJ2", lead="D1", key_results=["KR1", "KR2"], fiscal_year=YEAR),
    )
    book = book_of(graph, "D1")
    rows = rows_in(book, p.KEY_RESULTS)
    assert [one.cells[p.ROLE] for one in rows] == [
        "others ของหน่วยงานอื่น",
        "others ยังไม่มีเจ้าภาพ",
    ]
    sheet = sheet_in(book, p.KEY_RESULTS)
    assert all(one.protection.locked for one in sheet[rows[0].number])


def test_a_project_without_a_year_is_counted_on_the_first_sheet() -> None:
    book = book_of(graph_of(project("PRJ2", lead="B1")), "B1")
    said = [one.value for one in book[p.FIRST.th]["A"] if one.value]
    assert any("อีก 1 โครงการที่ยังไม่ระบุปีงบประมาณ" in one for one in said)
    assert [one.cells[p.ID] for one in rows_in(book, p.PROJECTS)] == ["PRJ1"]


@pytest.mark.parametrize(
    ("fields", "is_there"),
    [
        ({"asked_on": "2024-06-05", "state": "done"}, True),
        ({"asked_on": "2022-06-05", "state": "done"}, False),
        ({"asked_on": "2022-06-05", "state": "waiting"}, True),
        ({"asked_on": "2024-10-01", "state": "waiting"}, False),
        ({"state": "waiting"}, True),
        ({"state": "done"}, False),
        ({"state": "withdrawn", "asked_on": "2024"}, False),
    ],
)
def test_a_handover_is_of_the_year_or_still_open_from_before(
    fields: dict[str, Any], is_there: bool
) -> None:
    book = book_of(graph_of(handoff("H2", "B2", "B1", **fields)), "B1")
    assert ("H2" in [one.cells[p.ID] for one in rows_in(book, p.HANDOFFS)]) is is_there


# Split targets ------------------------------------------------------------------------------------


def test_a_bureau_finds_a_row_for_each_district_of_a_target_that_is_split() -> None:
    graph = graph_of(*(district(f"D{one}") for one in range(3, 51)))
    rows = [one.cells for one in rows_in(book_of(graph, "B1"), p.SPLIT_TARGETS)]
    units = [one["unit"].split()[0] for one in rows]
    assert sorted(units) == sorted(["B2", *(f"D{one}" for one in range(1, 51))])
    figures = {one["unit"].split()[0]: (one["target"], one["actual"]) for one in rows}
    assert figures["D2"] == (60, 4)
    assert figures["B2"] == (40, None)
    assert figures["D7"] == (None, None)
    assert {ids_in(one["key_result"]) for one in rows} == {("KR1",)}
    assert {one[p.KEY_RESULT_TARGET] for one in rows} == {100}


def test_a_target_that_no_district_shares_has_no_rows_for_districts() -> None:
    shared = key_result("KR2", target=1, allocations=[part("B2", target=1)])
    graph = graph_of(objective("O2", shared, owner="B2", fiscal_year=YEAR))
    rows = [one for one in rows_in(book_of(graph, "B2"), p.SPLIT_TARGETS) if not one.is_others]
    assert [ids_in(one.cells["unit"]) for one in rows] == [("B2",)]


def test_a_district_reads_its_parts_and_cannot_change_them() -> None:
    book = book_of(graph_of(), "D2")
    (row,) = rows_in(book, p.SPLIT_TARGETS)
    assert row.is_others
    assert (row.cells["target"], row.cells["actual"]) == (60, 4)
    assert all(one.protection.locked for one in sheet_in(book, p.SPLIT_TARGETS)[row.number])


def test_a_district_that_splits_its_own_target_may_change_the_parts() -> None:
    own = key_result("KR2", target=3, allocations=[part("D1", target=3)])
    book = book_of(graph_of(objective("O2", own, owner="D1", fiscal_year=YEAR)), "D1")
    (row,) = rows_in(book, p.SPLIT_TARGETS)
    sheet = sheet_in(book, p.SPLIT_TARGETS)
    assert not cell(sheet, p.SPLIT_TARGETS, row.number, "target").protection.locked
    assert cell(sheet, p.SPLIT_TARGETS, row.number, "unit").protection.locked
    assert not row.is_others


# Room for what is new, and what helps to fill it in -----------------------------------------------


@pytest.mark.parametrize("sheet", p.SHEETS, ids=lambda one: one.name)
def test_empty_rows_wait_below_and_each_can_be_named(sheet: p.PlanSheet) -> None:
    book = book_of(graph_of(), "B1")
    empty, found = empty_rows_in(book, sheet), sheet_in(book, sheet)
    assert len(empty) >= p.NEW_ROWS
    if sheet.mark:
        names = [cell(found, sheet, one, p.ROW).value for one in empty]
        assert names == [f"#{sheet.mark}{nth}" for nth in range(1, len(empty) + 1)]
    for column in sheet.columns:
        is_locked = {cell(found, sheet, one, column.name).protection.locked for one in empty}
        assert is_locked == {column.name == p.ROW or column.is_told}


def test_a_new_row_can_be_chosen_where_others_name_it() -> None:
    book = book_of(graph_of(), "B1")
    assert "#O1 วัตถุประสงค์ใหม่ แถวที่ 1" in offered(book, p.KEY_RESULTS, "objective")
    assert "#KR50 ผลลัพธ์สำคัญใหม่ แถวที่ 50" in offered(book, p.PROJECTS, "key_results")
    assert "#KR1 ผลลัพธ์สำคัญใหม่ แถวที่ 1" in offered(book, p.SPLIT_TARGETS, "key_result")
    assert "#PRJ2 โครงการใหม่ แถวที่ 2" in offered(book, p.HANDOFFS, "item")


def offered(book: Any, sheet: p.PlanSheet, name: str) -> list[str]:
    """What the list of a column offers, from the hidden sheet."""
    found = sheet_in(book, sheet)
    place = cell(found, sheet, FIRST, name).coordinate
    (rule,) = (one for one in found.data_validations.dataValidation if place in one.sqref)
    where = rule.formula1.split("!")[1].replace("$", "")
    return [one.value for row in book[p.LISTS][where] for one in row]


def span_of(rule: Any) -> Any:
    """The one range of cells that a rule is for."""
    (found,) = rule.sqref.ranges
    return found


def test_lists_begin_with_what_is_the_units_own() -> None:
    book = book_of(graph_of(), "B1")
    assert offered(book, p.PROJECTS, "lead")[:2] == ["B1 สำนักหนึ่ง", "B1-x ชื่อ B1-x"]
    assert ids_in(offered(book, p.PROJECTS, "key_results")[0]) == ("KR1",)
    assert ids_in(offered(book, p.OBJECTIVES, "policies")[0]) == ("P1",)
    assert len(offered(book, p.OBJECTIVES, "owner")) == 5


@pytest.mark.parametrize("unit", ["B1100", "D5039"])
def test_every_column_that_names_something_has_a_list_that_holds_all_it_can(unit: str) -> None:
    graph = app.open_graph("data")
    book = book_of(graph, unit)
    for sheet in p.SHEETS:
        for column in (one for one in sheet.columns if one.refers_to or one.choices):
            found = offered(book, sheet, column.name)
            assert len(found) == len(set(found)) > 0
            assert None not in found
            ids = {one.split()[0] for one in found}
            if column.choices:
                assert ids == set(column.choices)
            for one in ids:
                if not column.choices and not one.startswith("#"):
                    assert graph.item(one).kind_of_node in column.refers_to


def test_a_cell_that_is_filled_in_holds_what_its_list_offers() -> None:
    book = book_of(app.open_graph("data"), "B1100")
    for row in rows_in(book, p.KEY_RESULTS):
        for name in ("objective", "measure.direction", "measure.aggregation", "owner"):
            if row.cells[name] is not None:
                assert row.cells[name] in offered(book, p.KEY_RESULTS, name)


def test_only_a_word_that_is_no_choice_is_refused() -> None:
    book = book_of(graph_of(), "B1")
    for sheet in p.SHEETS:
        found = sheet_in(book, sheet)
        refusing = {
            found.cell(NAMES, span_of(one).min_col).value
            for one in found.data_validations.dataValidation
            if one.type == "list" and one.showErrorMessage
        }
        assert refusing == {one.name for one in sheet.columns if one.choices}


def test_every_column_to_fill_in_has_a_hint_in_every_row() -> None:
    book = book_of(graph_of(), "B1")
    for sheet in p.SHEETS:
        found = sheet_in(book, sheet)
        rules = found.data_validations.dataValidation
        for at, column in enumerate(sheet.columns, start=1):
            own = [one for one in rules if span_of(one).min_col == at]
            assert bool(own) is not column.is_told
            for one in own:
                assert one.prompt
                assert (span_of(one).min_row, span_of(one).max_row) == (FIRST, found.max_row)


def test_hints_and_headers_fit_where_a_spreadsheet_shows_them() -> None:
    assert max(map(len, HINTS.values())) <= 255
    assert max(len(thai) for thai, _ in HEADERS.values()) <= 32


def test_the_sheets_are_locked_without_a_password_and_stay_in_sight() -> None:
    book = book_of(graph_of(), "B1")
    assert visible(book) == [p.FIRST.th, *(one.title.th for one in p.SHEETS)]
    for sheet in p.SHEETS:
        found = sheet_in(book, sheet)
        assert found.protection.sheet
        assert not found.protection.password
        assert found.row_dimensions[NAMES].hidden
        assert found.freeze_panes is not None
        assert found.auto_filter.ref is not None
        assert (found.page_setup.orientation, found.page_setup.paperSize) == ("landscape", 9)


def test_sheets_too_wide_to_be_read_on_a_page_take_two_that_begin_with_the_names() -> None:
    book = book_of(graph_of(), "B1")
    wide = (p.KEY_RESULTS, p.PROJECTS, p.HANDOFFS)
    for sheet in p.SHEETS:
        found = sheet_in(book, sheet)
        pages, kept = found.page_setup.fitToWidth or 1, found.print_title_cols
        assert (pages, kept is not None) == ((2, True) if sheet in wide else (1, False))
    assert sheet_in(book, p.PROJECTS).print_title_cols == "$A:$C"


def test_ids_and_where_an_item_stands_are_locked_and_all_else_is_free() -> None:
    book = book_of(graph_of(), "B1")
    row = only(rows_in(book, p.KEY_RESULTS), "KR1")
    sheet = sheet_in(book, p.KEY_RESULTS)
    locked = {
        one.name
        for one in p.KEY_RESULTS.columns
        if cell(sheet, p.KEY_RESULTS, row.number, one.name).protection.locked
    }
    told = {one.name for one in p.KEY_RESULTS.columns if one.is_told}
    assert locked == {p.ID, p.ROW, "objective"} | told


def marks(book: Any, sheet: p.PlanSheet, name: str) -> list[str]:
    """The formulas that colour a column."""
    found = sheet_in(book, sheet)
    place = cell(found, sheet, FIRST, name).coordinate
    return [
        formula
        for one in found.conditional_formatting
        if place in one.sqref
        for rule in one.rules
        for formula in rule.formula
    ]


def test_what_is_amiss_is_coloured_by_formulas_over_its_own_columns() -> None:
    book = book_of(graph_of(), "B1")
    budget = cell(sheet_in(book, p.PROJECTS), p.PROJECTS, FIRST, "budget")
    column = f"${budget.column_letter}{FIRST}"
    assert f"AND(NOT(ISBLANK({column})),OR(NOT(ISNUMBER({column})),{column}<0))" in marks(
        book, p.PROJECTS, "budget"
    )
    start, end = (
        f"${cell(sheet_in(book, p.PROJECTS), p.PROJECTS, FIRST, one).column_letter}{FIRST}"
        for one in ("start", "end")
    )
    said = marks(book, p.PROJECTS, "end")
    assert f"AND(ISNUMBER({end}),ISNUMBER({start}),{end}<{start})" in said
    assert any("DATE(2023,10,1)" in one and "DATE(2567,9,30)" in one for one in said)
    assert any("COUNTIFS" in one for one in marks(book, p.OBJECTIVES, p.ID))
    assert any(one.count("COUNTA(") == 1 for one in marks(book, p.OBJECTIVES, "title.th"))
    results = sheet_in(book, p.KEY_RESULTS)
    same = "{}={}".format(
        *(
            f"${cell(results, p.KEY_RESULTS, FIRST, one).column_letter}{FIRST}"
            for one in ("baseline", "target")
        )
    )
    assert any(same in one and '"maintain"' in one for one in marks(book, p.KEY_RESULTS, "target"))


# Looks, bytes, and texts that are no friends ------------------------------------------------------


def test_what_is_our_judgement_looks_otherwise_and_is_named() -> None:
    graph = graph_of(
        project(
            "PRJ2",
            lead="B1",
            fiscal_year=YEAR,
            key_results=["KR1"],
            budget=1,
            basis={"key_results": "inferred"},
        )
    )
    book = book_of(graph, "B1")
    sheet, row = sheet_in(book, p.PROJECTS), only(rows_in(book, p.PROJECTS), "PRJ2")
    guessed, stated = (
        cell(sheet, p.PROJECTS, row.number, one) for one in ("key_results", "budget")
    )
    assert guessed.fill.fgColor.rgb != stated.fill.fgColor.rgb
    assert guessed.font.italic
    assert not stated.font.italic
    assert row.cells[p.INFERRED] == "ผลลัพธ์สำคัญที่ส่งมอบ"


def test_the_same_sources_give_the_same_bytes() -> None:
    assert template_of(graph_of(), "B1") == template_of(graph_of(), "B1")


HOSTILE = [
    "=1+1",
    "@SUM(A1)",
    "+66 2",
    '=HYPERLINK("http://example.org")',
    "http://example.org",
    "<b>&amp;</b>",
    "_x0041_ _x000D_",
    "  ช่อง   ว่าง  ",
    "บรรทัดหนึ่ง\nบรรทัดสอง",
    "00123",
    "1e5 บาท",
    "TRUE",
    "{=A1}",
    "น้ำ 🌊 ท่วม",
    "a,b;c",
    "-",
    "'ก",
]


def titled(titles: list[str]) -> tuple[TraceGraph, Any]:
    """A city with a project of each title, and the workbook of its bureau."""
    named = enumerate(titles)
    graph = city(
        bureau("B1"),
        *(project(f"N{at}", lead="B1", fiscal_year=YEAR, title=one, note=one) for at, one in named),
    ).graph
    return graph, book_of(graph, "B1")


def test_hostile_titles_come_back_as_they_are() -> None:
    graph, book = titled(HOSTILE)
    sheet = sheet_in(book, p.PROJECTS)
    for row in rows_in(book, p.PROJECTS):
        said = graph.item(row.cells[p.ID]).title_th
        assert (row.cells["title.th"], row.cells["note"]) == (said, said)
        assert cell(sheet, p.PROJECTS, row.number, "title.th").data_type == "s"


ANY_LETTER = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"])


@settings(max_examples=15, deadline=None)
@given(st.lists(st.text(ANY_LETTER, max_size=40), min_size=1, max_size=8))
def test_any_title_comes_back_or_is_cut_and_locked(titles: list[str]) -> None:
    graph, book = titled([f"ก{one}" for one in titles])
    sheet = sheet_in(book, p.PROJECTS)
    rows = rows_in(book, p.PROJECTS)
    assert len(rows) == len(titles)
    for row in rows:
        found = cell(sheet, p.PROJECTS, row.number, "title.th")
        is_cut = found.value.endswith(p.CUT) and found.protection.locked
        assert found.value == graph.item(row.cells[p.ID]).title_th or is_cut


def test_a_text_longer_than_a_cell_is_cut_and_locked() -> None:
    book = book_of(graph_of(project("PRJ2", lead="B1", fiscal_year=YEAR, note="ก" * 40_000)), "B1")
    row = only(rows_in(book, p.PROJECTS), "PRJ2")
    note = cell(sheet_in(book, p.PROJECTS), p.PROJECTS, row.number, "note")
    assert note.value.rstrip(p.CUT) == "ก" * 32_765
    assert note.value.endswith(p.CUT)
    assert note.protection.locked


@pytest.mark.parametrize("figure", [0.1 + 0.2, 1 / 3, 1e-9, 2**53 + 1, 10**15, 0, 5])
def test_a_figure_comes_back_to_the_last_digit(figure: float) -> None:
    measured = key_result("KR2", target=figure)
    book = book_of(graph_of(objective("O2", measured, owner="B1", fiscal_year=YEAR)), "B1")
    found = only(rows_in(book, p.KEY_RESULTS), "KR2").cells["target"]
    assert type(figure)(found) == figure


def test_a_title_with_commas_is_offered_without_them() -> None:
    graph = graph_of(objective("O2", title="ก, ข; ค", owner="B1", fiscal_year=YEAR))
    book = book_of(graph, "B1")
    assert "O2 ก ข ค" in offered(book, p.KEY_RESULTS, "objective")


def test_many_ids_stand_in_a_cell_without_their_titles() -> None:
    units = ["D1", "D2", "B2", "B1-x"]
    graph = graph_of(project("PRJ2", lead="B1", fiscal_year=YEAR, supports=units))
    row = only(rows_in(book_of(graph, "B1"), p.PROJECTS), "PRJ2")
    assert row.cells["supports"] == "D1, D2, B2, B1-x"


def test_a_day_before_all_spreadsheets_is_text() -> None:
    graph = graph_of(project("PRJ2", lead="B1", fiscal_year=YEAR, start=dt.date(1899, 5, 1)))
    row = only(rows_in(book_of(graph, "B1"), p.PROJECTS), "PRJ2")
    assert row.cells["start"] == "1899-05-01"


def test_the_first_sheet_says_in_thai_and_english_which_data_it_was_made_of() -> None:
    book = opened(template_of(graph_of(), "B1", commit="0123456789abcdef"))
    assert [book[p.FIRST.th].cell(row, 1).value for row in (2, 3)] == [
        "ข้อมูล ณ วันที่ 30 กันยายน 2567 · ชุดข้อมูล default · รุ่นของข้อมูล 0123456789",
        "data as of 2024-09-30 · data set default · version of the data 0123456789",
    ]
    plain = opened(template_of(graph_of(), "B1"))
    assert plain[p.FIRST.th].cell(3, 1).value == "data as of 2024-09-30 · data set default"


def test_the_hidden_sheet_says_what_the_workbook_is() -> None:
    book = opened(template_of(graph_of(), "B1", commit="abc"))
    said = {row[0].value: row[1].value for row in book[p.ABOUT].iter_rows(max_col=2)}
    assert tuple(said) == p.ABOUT_KEYS
    assert said == {
        "format": "1",
        "kind": "plan",
        "unit": "B1",
        "fiscal_year": "2567",
        "dataset": "default",
        "commit": "abc",
    }


# The contract -------------------------------------------------------------------------------------


def test_every_field_of_the_format_has_a_column_or_is_known_to_have_none() -> None:
    elsewhere = {"fiscal_year", "external_ids", "basis", "waive", "handoffs", "key_results"}
    nested = {"check_ins", "allocations"}
    for sheet, kind in OF_ITEMS.items():
        fields = {one.name for one in FIELDS[kind.kind_of_node]}
        shown = {one.partition(".")[0] for one in sheet.names}
        assert fields - shown <= elsewhere | nested


# The command --------------------------------------------------------------------------------------


def test_the_command_writes_the_workbook(tmp_path: Path) -> None:
    file = tmp_path / "d.xlsx"
    asked = ("--fiscal-year", "2567", "--as-of", "2024-09-30", "-o", str(file))
    ran = run("template", "D5039", *asked)
    assert (ran.code, ran.out) == (0, "")
    assert f"wrote {file}" in ran.err
    (row,) = rows_in(opened(file.read_bytes()), p.PROJECTS)
    assert row.cells["title.th"] == "ปรับปรุงทางเท้าซอยสุขุมวิท 23"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("D5039",), "say which year the plan is of: --fiscal-year 2567"),
        (("D503", "--fiscal-year", "2567"), "no source declares 'D503'; did you mean 'D5"),
        (("P001", "--fiscal-year", "2567"), "'P001' is a policy: name the unit that plans"),
    ],
)
def test_the_command_refuses_with_a_sentence(
    arguments: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    file = tmp_path / "d.xlsx"
    ran = run("template", *arguments, "-o", str(file))
    assert ran.code == 2
    assert said in ran.err
    assert not file.exists()


def test_what_is_no_unit_is_refused() -> None:
    with pytest.raises(UsageError):
        plan_items(graph_of(), "P1", YEAR)
    with pytest.raises(UnknownItemError):
        plan_items(graph_of(), "D99", YEAR)
