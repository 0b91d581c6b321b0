"""Plans and sheets as files: read back by other libraries, hostile text, the same bytes twice."""

import io
import math
import re
import zipfile
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from graph import app
from graph.app.planning import PLAN_FORMATS
from graph.model.entities import Project, Unit
from graph.reports.planning.of_project import project_sheet
from graph.reports.planning.of_unit import unit_plan
from graph.reports.result import Parameters
from graph.views.output import Layout
from graph.views.plans.document import PAPER, Document
from graph.views.plans.output import document_of, render
from tests.builders import (
    AS_OF,
    Piece,
    bureau,
    city,
    district,
    division,
    key_result,
    objective,
    outsider,
    part,
    policy,
    project,
    waiver,
)
from tests.commands import AS_OF as ON_THAT_DAY
from tests.commands import Ran, run
from tests.pages import OpenPage

HOSTILE = '=1+1</td></style><script>alert(1)</script>\u202e\u0007 | **x** & "\\'
YEAR = ("--fiscal-year", "2567", *ON_THAT_DAY)


class _Page(HTMLParser):
    """The cells of a page, what it would fetch, and how its elements are nested."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.tags: list[str] = []
        self.fetched: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.fetched += [value or "" for name, value in attrs if name in ("src", "href")]
        if tag in ("td", "th"):
            self._inside = True
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.cells[-1] += data


def written(*arguments: str) -> Ran:
    ran = run("plan", *arguments, *YEAR)
    assert ran.code == 0, ran.err
    return ran


@cache
def plan(unit: str, form: str, language: str = "th") -> bytes:
    return written(unit, "--format", form, "--lang", language).data


@cache
def shipped(unit: str) -> Document:
    graph = app.open_graph("data")
    asked = Parameters(as_of=AS_OF, fiscal_year=2567)
    return document_of(unit_plan(graph, graph.get(Unit, unit), asked), graph, "th")


def tables(document: Document) -> list[list[list[str]]]:
    """Every row of every table on paper, as lists of texts."""
    return [
        [
            [row[at].text for at in table.shown(PAPER)]
            for row in (
                *(row for group in table.groups for row in group.rows),
                *([table.total] if table.total else []),
            )
        ]
        for section in document.sections
        for table in section.tables
    ]


def hostile() -> Document:
    graph = city(
        bureau("B1", title=HOSTILE),
        policy("P1", title=HOSTILE),
        objective(
            "O1",
            key_result("KR1", title=HOSTILE, owner=["B1"], measure={"unit": HOSTILE}),
            policies=["P1"],
            fiscal_year=2567,
            title=HOSTILE,
        ),
        project("PRJ1", lead="B1", title=HOSTILE, key_results=["KR1"], fiscal_year=2567),
    ).graph
    asked = Parameters(as_of=AS_OF, fiscal_year=2567)
    return document_of(unit_plan(graph, graph.get(Unit, "B1"), asked), graph, "th")


def split() -> Document:
    graph = city(
        bureau("B1"),
        district("D1"),
        objective(
            "O1",
            key_result(
                "KR1", owner=["B1"], target=90, allocations=[part("D1", target=40, actual=10)]
            ),
            fiscal_year=2567,
        ),
    ).graph
    asked = Parameters(as_of=AS_OF, fiscal_year=2567)
    return document_of(unit_plan(graph, graph.get(Unit, "D1"), asked), graph, "en")


# Word ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("unit", ["B1100", "D5039"])
def test_word_file_holds_every_row_of_the_plan(unit: str) -> None:
    file = docx.Document(io.BytesIO(plan(unit, "docx")))
    found = [
        [cell.text.replace("\n", "; ") for cell in row.cells]
        for table in file.tables
        for row in table.rows
    ]
    for row in (one for rows in tables(shipped(unit)) for one in rows):
        assert row in found


def test_rows_of_a_word_file_are_never_split_and_heads_stand_on_each_page() -> None:
    file = docx.Document(io.BytesIO(plan("B1100", "docx")))
    rows = [row for table in file.tables for row in table.rows]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    heads = [row for row in rows if row._tr.trPr.find(qn("w:tblHeader")) is not None]
    assert len(heads) == len(tables(shipped("B1100")))


def test_thai_in_a_word_file_has_its_font_and_size_as_a_complex_script() -> None:
    file = docx.Document(io.BytesIO(plan("B1100", "docx")))
    used = {paragraph.style.name for paragraph in every_paragraph(file) if paragraph.style}
    assert {"Title", "Heading 1", "Cell", "Signature Line"} <= used
    for name in sorted(one for one in used if one):
        properties = file.styles[name].element.rPr
        fonts, sizes = properties.find(qn("w:rFonts")), properties.find(qn("w:szCs"))
        assert fonts.get(qn("w:cs")) == fonts.get(qn("w:ascii")) == "TH Sarabun New"
        assert sizes.get(qn("w:val")) == properties.find(qn("w:sz")).get(qn("w:val"))
    assert file.styles["Normal"].element.rPr.find(qn("w:szCs")).get(qn("w:val")) == "32"
    defaults = file.styles.element.find(qn("w:docDefaults"))
    assert next(defaults.iter(qn("w:lang"))).get(qn("w:bidi")) == "th-TH"


def every_paragraph(file: Any) -> list[Any]:
    cells = (cell for table in file.tables for row in table.rows for cell in row.cells)
    return [*file.paragraphs, *(paragraph for cell in cells for paragraph in cell.paragraphs)]


def test_word_file_names_unit_and_year_above_each_page_and_numbers_them() -> None:
    (section,) = docx.Document(io.BytesIO(plan("B1100", "docx"))).sections
    assert section.header.paragraphs[0].text == (
        "สำนักการระบายน้ำ · แผนปฏิบัติราชการ ปีงบประมาณ พ.ศ. 2567"
    )
    fields = [one.text for one in section.footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]
    wide, high = section.page_width, section.page_height
    assert wide
    assert high
    assert (round(wide.mm), round(high.mm)) == (297, 210)


def test_word_file_holds_no_day_but_that_of_the_plan() -> None:
    content = plan("B1100", "docx")
    properties = docx.Document(io.BytesIO(content)).core_properties
    assert properties.created == properties.modified
    assert str(properties.created).startswith("2024-09-30")
    assert (properties.author, properties.last_modified_by) == ("", "")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert {one.date_time[0] for one in packed.infolist()} == {1980}
        assert not [one for one in packed.namelist() if "thumbnail" in one]


# Pages --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("unit", ["B1100", "D5039"])
def test_page_holds_every_row_of_the_plan_and_fetches_nothing(unit: str) -> None:
    page = _Page()
    page.feed(plan(unit, "html").decode())
    assert page.fetched == []
    assert not {"script", "link", "img", "iframe", "form"} & set(page.tags)
    cells = iter(page.cells)
    for row in (one for rows in tables(shipped(unit)) for one in rows):
        for text in row:
            wanted = text.replace("; ", "")
            assert any(cell.replace("; ", "") == wanted for cell in cells), text


def test_nothing_sticks_out_of_a_document_on_paper_where_it_would_be_an_empty_page(
    open_page: OpenPage,
) -> None:
    sheet = run("sheet", "PRJ-N197", "--format", "html", *ON_THAT_DAY).data
    for page in (sheet, plan("D5039", "html"), plan("B1100", "html")):
        shown = open_page(page.decode(), ready="main", viewport={"width": 688, "height": 90}).page
        shown.emulate_media(media="print")
        reaches, ends = shown.evaluate(
            "[document.documentElement.scrollHeight,"
            " document.documentElement.getBoundingClientRect().bottom]"
        )
        assert reaches <= math.ceil(ends)


def test_page_of_hostile_text_shows_it() -> None:
    page = _Page()
    text = str(render(hostile(), Layout(format="html")))
    page.feed(text)
    assert "script" not in page.tags
    assert text.count("</style>") == 1
    assert any("<script>alert(1)</script>" in cell for cell in page.cells)
    assert "\u202e" not in text


def test_key_result_names_its_owner_where_its_objective_and_its_part_in_the_plan_do_not() -> None:
    graph = city(
        bureau("B1"),
        bureau("B2"),
        objective(
            "O1",
            key_result("KR1", owner=["B1"]),
            key_result("KR2", owner=["B1", "B2"]),
            key_result("KR3", owner=["B2"]),
            owner=["B2"],
            fiscal_year=2567,
        ),
        project("PRJ1", lead="B1", key_results=["KR3"], fiscal_year=2567),
    ).graph
    asked = Parameters(as_of=AS_OF, fiscal_year=2567)
    made = document_of(unit_plan(graph, graph.get(Unit, "B1"), asked), graph, "en")
    results = made.sections[1].tables[0]
    told = {row[0].text: row[2].text for group in results.groups for row in group.rows}
    assert {name: "owner: " in text for name, text in told.items()} == {
        "KR1": False,
        "KR2": True,
        "KR3": False,
    }


def test_sheet_says_first_whether_its_project_is_ready_to_ask_for_budget() -> None:
    ran = run("sheet", "PRJ-N197", "--format", "md", "--lang", "en", "--as-of", "2024-09-30")
    first = ran.out.partition("## 2.")[0]
    assert "Not ready to ask for budget; missing: " in first
    assert ran.out.count("ready to ask for budget") == 1


def test_id_is_whole_on_a_page_and_its_text_stays_as_it_is() -> None:
    page = plan("B1100", "html").decode()
    assert '<span class="whole">KR-2567-1.4.05</span>' in page
    assert '<span class="whole">(ตรง · อนุมาน)</span>' in page


def test_running_title_ends_neither_its_string_nor_its_style() -> None:
    text = str(render(hostile(), Layout(format="html")))
    (content,) = re.findall(r'@top-right \{ content: "(.*?)"; font', text)
    assert not set('<>&"') & set(content)


# Workbooks ----------------------------------------------------------------------------------------


def test_workbook_holds_figures_as_figures_and_dates_as_dates() -> None:
    book = openpyxl.load_workbook(io.BytesIO(plan("B1100", "xlsx")))
    sheet = book["วัตถุประสงค์และผลลัพธ์สำคัญ"]
    head, *rows = list(sheet.iter_rows(min_row=3, values_only=True))
    found = {row[1]: dict(zip(head, row, strict=True)) for row in rows}
    first = found["KR-2567-1.4.05"]
    assert (first["ค่าเป้าหมาย"], first["ผลล่าสุด"], first["สำเร็จ (%)"]) == (212, 116, 54.7)
    assert str(first["ณ วันที่"]).startswith("2024-08-12")
    assert first["ค่าฐาน"] == "ไม่ระบุ"


def test_sheets_too_wide_to_be_read_on_a_page_take_two_that_begin_with_the_names() -> None:
    book = openpyxl.load_workbook(io.BytesIO(plan("B1100", "xlsx")))
    printed = {one.title: (one.page_setup.fitToWidth or 1, one.print_title_cols) for one in book}
    assert printed["วัตถุประสงค์และผลลัพธ์สำคัญ"] == (2, "$A:$C")
    assert printed["โครงการและงบประมาณ"] == (2, "$A:$B")
    assert printed["พื้นที่ดำเนินการ"] == (1, None)
    assert book["โครงการและงบประมาณ"].page_setup.pageOrder == "overThenDown"


def test_workbook_and_word_file_of_hostile_text_open_and_hold_no_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(bytes_of(hostile(), "xlsx")))
    values = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {one.data_type for one in values} <= {"s", "n"}
    assert any(str(one.value).startswith("=1+1") for one in values)
    file = docx.Document(io.BytesIO(bytes_of(hostile(), "docx")))
    assert any("<script>" in one.text for one in every_paragraph(file))


def bytes_of(document: Document, form: str) -> bytes:
    content = render(document, Layout(format=form))
    return content if isinstance(content, bytes) else content.encode()


# Every format -------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", PLAN_FORMATS)
def test_same_plan_gives_the_same_bytes(form: str) -> None:
    assert written("D5039", "--format", form, "--lang", "th").data == plan("D5039", form)


@pytest.mark.parametrize("form", ["html", "md"])
@pytest.mark.parametrize("unit", ["B1000", "D5039", "BMA"])
def test_english_plan_has_no_thai_word_of_its_own(unit: str, form: str) -> None:
    text = plan(unit, form, "en").decode()
    thai = set(re.findall("[\u0e01-\u0e4e]+", text.partition("<body")[2] or text))
    titled = " ".join(one.title_th or "" for one in app.open_graph("data").items())
    units = " ".join(
        one.measure.unit or ""
        for one in app.open_graph("data").items()
        if hasattr(one, "measure") and one.measure
    )
    assert [one for one in thai if one not in titled + units] == []


def test_plan_of_the_city_is_written_in_every_format() -> None:
    for form in PLAN_FORMATS:
        assert plan("BMA", form)
    text = plan("BMA", "md").decode()
    assert "โครงสร้างพื้นฐานและความปลอดภัย" in text
    assert "660,339,000" in text


def test_part_of_a_target_is_told_beside_the_whole() -> None:
    text = str(render(split(), Layout(format="md")))
    assert "### ชื่อ KR1 (KR1)" not in text
    assert "### Title KR1 (KR1)\n\n- target: 90\n" in text
    assert "| Title D1 | 40 | 10 | 25 |" in text


def test_what_others_have_to_mend_is_told_under_their_name() -> None:
    told = str(render(split(), Layout(format="md"))).partition("What is still missing\n\n")[2]
    assert told.startswith("this unit: Nothing that is looked for is missing.\n\n### ")
    assert "### Title B1\n" in told
    assert "| key result without a baseline | 1 | 1 | KR1 |" in told
    alone = plan("B1100", "md").decode().partition("ข้อมูลที่ยังขาด\n\n")[2]
    assert alone.startswith("| สิ่งที่ขาด | ")


def test_unit_without_a_plan_gets_a_sentence_and_the_years_that_it_has() -> None:
    text = plan("B1700", "md").decode()
    assert "ไม่พบแผนของสำนักการจราจรและขนส่งในปีงบประมาณ พ.ศ. 2567" in text
    assert "2563, 2564, 2566, 2568, 2569" in text
    assert "ลงชื่อ" not in text


def test_fiscal_year_is_that_of_the_day_where_none_is_given() -> None:
    text = run("plan", "B1100", "--as-of", "2023-10-01", "--format", "md").out
    assert text.startswith("# แผนปฏิบัติราชการประจำปีงบประมาณ พ.ศ. 2567\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("plan", "B110"), "no source declares a unit 'B110'; did you mean 'B1100'?"),
        (("plan", "P001"), "'P001' is a policy: name a unit"),
        (("plan", "B1700-transport-systems"), "policytrace plan B1700"),
        (("sheet", "PRJ-N19"), "no source declares a project 'PRJ-N19'; did you mean"),
        (("sheet", "B1100"), "'B1100' is a unit: name a project"),
        (("plan", "B1100", "-o", "plan.docx"), "give --format docx too"),
        (("sheet", "PRJ-N197", "-o", "sheet.xlsx"), "a sheet is written as html, docx or md"),
    ],
)
def test_mistake_is_told_in_one_sentence_with_its_remedy(
    arguments: tuple[str, ...], message: str
) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert message in ran.err
    assert ran.err.count("\n") == 1


def test_outsider_and_division_of_no_unit_have_a_plan_of_their_own(tmp_path: Path) -> None:
    folder = city(outsider("X1"), division("V1", of="X1"), bureau("B1")).write(tmp_path / "data")
    ran = run("plan", "X1", "--data", str(folder), "--format", "md", *YEAR)
    assert (ran.code, "ชื่อ V1" in ran.out) == (0, True)


# Sheets -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["html", "docx", "md"])
def test_sheet_of_a_shipped_project_names_its_policies_and_figures(form: str) -> None:
    ran = run("sheet", "PRJ-N197", *ON_THAT_DAY, "--format", form)
    assert ran.code == 0
    if form == "docx":
        file = docx.Document(io.BytesIO(ran.data))
        text = "\n".join(one.text for one in every_paragraph(file))
    else:
        text = ran.out
    for wanted in ("P001 กรุงเทพฯ ต้องสว่าง", "2,300,000,000", "3.5", "KR", "2.1.03"):
        assert wanted in text
    assert ran.data == run("sheet", "PRJ-N197", *ON_THAT_DAY, "--format", form).data


def sheet_of(project_id: str, *pieces: Piece, language: str = "en") -> str:
    graph = city(bureau("B1"), *pieces).graph
    found = project_sheet(graph, graph.get(Project, project_id), Parameters(as_of=AS_OF))
    return str(render(document_of(found, graph, language), Layout(format="md")))


def test_sheet_says_who_waived_a_finding_of_the_project_why_and_until_when() -> None:
    said = {"reason": "รอ\nแก้แผน", "by": "สนน.", "until": "2025-03-31"}
    waived = project("PRJ1", lead="B1", budget=9, waive=[waiver("BUD604", **said)])
    assert "\n\nNot ready for budget (BUD604): waived by สนน. until 2025-03-31: รอ แก้แผน\n\n" in (
        sheet_of("PRJ1", waived)
    )
    assert "ยกเว้นโดย สนน. ถึง 31 มีนาคม 2568: รอ แก้แผน" in sheet_of("PRJ1", waived, language="th")


def test_sheet_says_of_a_waiver_that_does_not_hold_why() -> None:
    past = [waiver("TRC201", reason="x", by="y", until="2024-01-31"), waiver("BUD604", by="y")]
    text = sheet_of("PRJ1", project("PRJ1", lead="B1", budget=9, waive=past))
    lines = [one for one in text.split("\n") if "waiver" in one]
    assert [one.partition("(")[2] for one in lines] == [
        "BUD604): a waiver by y gives no reason, so it is void",
        "TRC201): a waiver by y ran out on 2024-01-31: x",
    ]
    assert "waive" not in sheet_of("PRJ1", project("PRJ1", lead="B1", budget=9))
