"""Every format is one answer written down: csv, json, md and the table (DESIGN section 6)."""

import csv
import io
import json
import re
import unicodedata
from typing import Any

import pytest
import wcwidth
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import app
from graph.errors import UsageError
from graph.reports.registry import REPORTS
from graph.reports.result import Result
from graph.reports.trace import Extent
from graph.views.writing import long_date, number, pad, shorten, width
from tests.builders import (
    AS_OF,
    City,
    area,
    bureau,
    city,
    district,
    division,
    handoff,
    key_result,
    objective,
    part,
    policy,
    project,
    strategy,
    waiver,
)

EMPTY = city()
EXTENT = Extent()
FORMATS = app.FORMATS
every_report = pytest.mark.parametrize("report", REPORTS)
every_format = pytest.mark.parametrize("format_name", FORMATS)
both_languages = pytest.mark.parametrize("language", app.LANGUAGES)

BUSY = city(
    policy("P1", title="กรุงเทพฯ ต้องสว่าง"),
    policy("P2", owner=["B1", "D1"], strategies=["S1"]),
    strategy("S1", owner=["B2", "B1"]),
    bureau("B1", title="สำนักการโยธา"),
    bureau("B2", title="สำนักการระบายน้ำ"),
    district("D1", title="สำนักงานเขตบางกะปิ", areas=["A1"]),
    area("A1", title="เขตบางกะปิ"),
    division("B1-a", of="B1", title="กองก่อสร้างและบูรณะ"),
    project("PRJ1", title="ปรับปรุงทางเท้าริมคลองแสนแสบ", lead="B1", supports=["D1"], budget=1_500_000),
    project("PRJ2", title="ล้างท่อระบายน้ำ", lead="D1", fiscal_year=2567, budget=0, key_results=[]),
    project("PRJ10", title="ไฟฟ้าส่องสว่างใต้สะพานข้ามแยก ๑๒ แห่ง", lead="B1-a", budget=12_345.5),
    handoff("H1", "D1", "B1", subject="ไฟดับที่ปากซอย", asked_on="2024-01-01", due_on="2024-02-01"),
    handoff("H2", "B1-a", "D1", subject="ฝาท่อชำรุด", state="returned"),
    objective(
        "O1",
        key_result(
            "KR1",
            title="แก้ไขจุดเสี่ยงน้ำท่วม (จุด)",
            measure={"unit": "จุด", "direction": "increase", "aggregation": "sum"},
            target=12,
            check_ins=[{"as_of": "2024-01-15", "value": 30.5}],
            allocations=[part("D1", target=5, actual=4.5)],
        ),
    ),
)


def titled(title: str, **fields: Any) -> Result:
    """The answer to orphan-projects in a city with one project of that title."""
    return city(project("PRJ1", title=title, **fields)).ask("orphan-projects")


def render(*results: Result, format: str = "table", **layout: Any) -> str:
    return app.render(results, app.Layout(format=format, **layout))


# csv ----------------------------------------------------------------------------------------------


def cells_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def csv_cell(title: str) -> str:
    """The cell that a spreadsheet finds for a title."""
    return cells_of(render(titled(title), format="csv"))[1][1]


def test_csv_begins_with_a_byte_order_mark_and_ends_lines_as_spreadsheets_do() -> None:
    text = render(BUSY.ask("orphan-projects"), format="csv")
    assert text.startswith("\ufeffproject,title,lead,")
    assert text.endswith("\r\n")
    assert text.count("\n") == text.count("\r\n") == 4


@every_report
def test_csv_has_the_columns_of_the_contract_and_every_row(report: str) -> None:
    result = BUSY.ask(report)
    head, *body = cells_of(render(result, format="csv", limit=1))
    assert head == list(REPORTS[report].columns)
    assert len(body) == len(result.rows)


@pytest.mark.parametrize(
    "title",
    [
        "=1+1",
        "+66",
        "-1+1",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        " =1+1",
        "   @SUM(A1)",
        " \t=1+1",
        '=HYPERLINK("https://x.example","ดู")',
    ],
)
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(title: str) -> None:
    assert csv_cell(title) == f"'{title}"


@pytest.mark.parametrize(
    "title", ["ทางเท้า", "ก=ข", "1-2", "ถนน, ซอย", 'ป้าย "ห้ามจอด"', "สอง\nบรรทัด", "'เดิม"]
)
def test_other_text_stays_as_it_is(title: str) -> None:
    assert csv_cell(title) == title


def test_ids_and_lists_of_ids_are_never_taken_for_formulas() -> None:
    _, *body = cells_of(render(BUSY.ask("unowned-policies"), format="csv"))
    assert body[1][:6] == ["P2", "ชื่อ P2", "phantom", "B1 D1", "B1 B2", ""]


def test_numbers_stay_numbers_even_when_negative() -> None:
    ahead = city(bureau("B1"), district("D1"), handoff("H1", "D1", "B1", asked_on="2024-10-05"))
    (row,) = csv.DictReader(
        io.StringIO(render(ahead.ask("handoffs"), format="csv").removeprefix("\ufeff"))
    )
    assert row["days"] == "-5"


def test_numbers_have_no_separators() -> None:
    _, *body = cells_of(render(BUSY.ask("orphan-projects"), format="csv"))
    assert [row[5] for row in body] == ["1500000", "12345.5", "0"]


def test_what_is_unknown_is_an_empty_cell_and_truth_is_a_word() -> None:
    rows = list(
        csv.DictReader(
            io.StringIO(render(BUSY.ask("handoffs"), format="csv").removeprefix("\ufeff"))
        )
    )
    assert [(row["state"], row["overdue"]) for row in rows] == [
        ("waiting", "true"),
        ("returned", "false"),
        ("", ""),
    ]


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_no_cell_begins_as_a_formula_does(title: str) -> None:
    result = BUSY.ask("orphan-projects")
    hostile = Result(
        report=result.report,
        engine=result.engine,
        parameters=result.parameters,
        summary=result.summary,
        rows=[{**result.rows[0], "title": title}],
        names=result.names,
    )
    cell = cells_of(render(hostile, format="csv"))[1][1]
    assert not cell.lstrip(" \t\r").startswith(("=", "+", "-", "@"))
    assert cell.removeprefix("'") == title.removeprefix("'")


def test_several_reports_do_not_fit_into_one_csv() -> None:
    with pytest.raises(UsageError, match=r"one report.*folder"):
        render(EMPTY.ask("handoffs"), EMPTY.ask("orphan-projects"), format="csv")


# json ---------------------------------------------------------------------------------------------

KEYS = [
    "schema_version",
    "report",
    "title",
    "engine",
    "as_of",
    "filters",
    "summary",
    "columns",
    "rows",
]


@every_report
@both_languages
def test_json_of_one_report_is_the_object_of_the_contract(report: str, language: str) -> None:
    result = BUSY.ask(report, language=language, fiscal_year=2567, all_tiers=True)
    whole = json.loads(render(result, format="json"))
    assert list(whole) == KEYS
    assert whole["schema_version"] == 1
    assert whole["report"] == report
    assert whole["title"] == REPORTS[report].title(language)
    assert whole["engine"] == "networkx"
    assert whole["as_of"] == "2024-09-30"
    assert whole["filters"] == {"fiscal_year": 2567, "all_tiers": True}
    assert whole["columns"] == list(REPORTS[report].columns)
    assert all(list(row) == whole["columns"] for row in whole["rows"])
    assert whole["rows"] == [dict(row) for row in result.rows]


def test_json_of_several_reports_holds_an_object_for_each_in_the_order_asked_for() -> None:
    results = [BUSY.ask("handoffs"), BUSY.ask("orphan-projects")]
    whole = json.loads(render(*results, format="json"))
    assert list(whole) == ["schema_version", "reports"]
    assert whole["schema_version"] == 1
    assert whole["reports"] == [json.loads(render(one, format="json")) for one in results]


@every_report
def test_json_of_the_same_sources_is_the_same_bytes(report: str) -> None:
    again = City(BUSY.pieces)
    assert render(again.ask(report), format="json") == render(BUSY.ask(report), format="json")


def test_json_stands_a_row_a_line_and_in_thai_to_be_read_and_compared() -> None:
    text = render(BUSY.ask("orphan-projects"), format="json")
    assert '\n    {"project": "PRJ1", "title": "ปรับปรุงทางเท้าริมคลองแสนแสบ", ' in text
    assert text.endswith("  ]\n}\n")


def test_json_keeps_absent_nothing_and_empty_lists_apart() -> None:
    rows = json.loads(render(BUSY.ask("orphan-projects"), format="json"))["rows"]
    assert [row["budget"] for row in rows] == [1_500_000, 12_345.5, 0]
    assert [row["fiscal_year"] for row in rows] == [None, None, 2567]
    rows = json.loads(render(BUSY.ask("unowned-policies"), format="json"))["rows"]
    assert rows[0]["owner"] == []


@settings(max_examples=100, deadline=None)
@given(
    st.text(
        st.one_of(
            st.characters(exclude_categories=["Cs", "Cc"]),
            st.sampled_from('"\\/\n\t\u2028\u2029<>&|`'),
        ),
        min_size=1,
    )
)
def test_json_is_valid_whatever_the_sources_hold(text: str) -> None:
    result = titled(f"ก{text}ข")
    assert json.loads(render(result, format="json"))["rows"][0]["title"] == result.rows[0]["title"]


# md -----------------------------------------------------------------------------------------------


def md_title(title: str) -> str:
    """The cell of a title, as it is written in Markdown."""
    (line,) = (
        line
        for line in render(titled(title), format="md").splitlines()
        if line.startswith("| PRJ1")
    )
    return line.removeprefix("| PRJ1 | ").split(" |  |")[0]


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("ก | ข", r"ก \| ข"),
        ("สอง\nบรรทัด", "สอง บรรทัด"),
        ("<b>หนา</b>", r"\<b\>หนา\</b\>"),
        ("<script>alert(1)</script>", r"\<script\>alert(1)\</script\>"),
        ("*เอน* _เอน_ `โค้ด`", r"\*เอน\* \_เอน\_ \`โค้ด\`"),
        ("[ดู](https://x.example)", r"\[ดู\](https://x.example)"),
        ("![รูป](x.png)", r"!\[รูป\](x.png)"),
        ("ก\\|ข", r"ก\\\|ข"),
    ],
)
def test_markdown_shows_text_as_it_is(title: str, written: str) -> None:
    assert md_title(title) == written


@pytest.mark.parametrize("mark", ["&lt;b&gt;", "&copy;", "~~ขีด~~"])
def test_markdown_takes_no_text_for_an_entity_or_a_stroke(mark: str) -> None:
    assert mark not in md_title(f"ก {mark} ข")


@every_report
@both_languages
def test_markdown_tables_have_as_many_cells_in_each_line(report: str, language: str) -> None:
    text = render(BUSY.ask(report, language=language), format="md")
    tables = re.findall(r"(?:^\|.*\|\n)+", text, re.MULTILINE)
    assert tables
    for table in tables:
        lines = table.splitlines()
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in lines}) == 1
        assert re.fullmatch(r"\|( (---|--:) \|)+", lines[1])


def test_markdown_holds_every_row_and_column_of_the_contract() -> None:
    result = BUSY.ask("orphan-projects", language="en")
    text = render(result, format="md", limit=1)
    head = "| project | title | lead | tier | year | budget (baht) | broken at | state | finding |"
    assert head in text.splitlines()
    assert text.count("TRC201:") == len(result.rows) == 3


def test_markdown_says_the_day_in_the_language_of_the_reader() -> None:
    assert "ณ 30 กันยายน 2567" in render(EMPTY.ask("handoffs"), format="md")
    assert "as of 2024-09-30" in render(EMPTY.ask("handoffs", language="en"), format="md")


@pytest.mark.parametrize("format_name", ["table", "md"])
@both_languages
def test_readers_are_told_what_year_an_answer_is_for(format_name: str, language: str) -> None:
    result = BUSY.ask("orphan-projects", fiscal_year=2566, language=language)
    assert "2566" in render(result, format=format_name)


# The table: straight columns ----------------------------------------------------------------------


def at(line: str, column: int) -> int:
    """The index of the character that begins at a terminal column, by wcwidth alone."""
    index, here = 0, 0
    while here < column:
        if index == len(line):
            return index
        here += max(0, wcwidth.wcwidth(line[index]))
        index += 1
    while index < len(line) and wcwidth.wcwidth(line[index]) == 0:
        index += 1
    assert here == column, f"a character stands across column {column} of {line!r}"
    return index


def tables_of(text: str) -> list[list[str]]:
    """The lines of each table: the header, the rule, the rows."""
    blocks = [block.splitlines() for block in text.split("\n\n")]
    tables = []
    for block in blocks:
        rules = [number for number, line in enumerate(block) if line.startswith("─")]
        tables += [block[number - 1 :] for number in rules]
    return tables


def assert_straight(lines: list[str]) -> None:
    """Every column begins at the same terminal column on every line."""
    rule = lines[1]
    starts = [found.start() for found in re.finditer("─+", rule)]
    for line in lines:
        if line.startswith("…"):
            continue
        for start in starts[1:]:
            index = at(line, start)
            assert line[max(0, index - 2) : index].isspace() or index >= len(line), (line, start)
        assert wcwidth.wcswidth(line) <= len(rule)


@every_report
@both_languages
@pytest.mark.parametrize("columns", [60, 100, 200])
def test_columns_stand_straight_under_thai_vowels_and_tones(
    report: str, language: str, columns: int
) -> None:
    tables = tables_of(render(BUSY.ask(report, language=language), columns=columns))
    assert tables
    for lines in tables:
        assert_straight(lines)


THAI = "กขคงจชดตถทนบปผพมยรลวสหอฮ"
MARKS = "ัิีึืฺุู็่้๊๋์ํ๎ำ"  # What stands above or below a letter; sara am stands behind it too.
thai_text = st.lists(
    st.tuples(
        st.sampled_from("เแโใไ" + " " * 5), st.sampled_from(THAI), st.text(MARKS, max_size=2)
    ).map("".join),
    min_size=1,
    max_size=30,
).map(lambda clusters: "".join(clusters).strip())


@settings(max_examples=60, deadline=None)
@given(titles=st.lists(thai_text, min_size=1, max_size=4), columns=st.integers(40, 160))
def test_columns_stand_straight_under_any_thai_title(titles: list[str], columns: int) -> None:
    result = BUSY.ask("orphan-projects")
    row = result.rows[0]
    rows = [{**row, "project": f"PRJ{n}", "title": title} for n, title in enumerate(titles)]
    any_titles = Result(
        report=result.report,
        engine=result.engine,
        parameters=result.parameters,
        summary=result.summary,
        rows=rows,
        names=result.names,
    )
    for lines in tables_of(render(any_titles, columns=columns)):
        assert_straight(lines)


def test_long_titles_give_way_so_that_the_table_fits() -> None:
    result = city(
        bureau("B1"), project("PRJ1", title="ทางเท้าริมคลอง " * 20, lead="B1", budget=1)
    ).ask("orphan-projects")
    lines = tables_of(render(result, columns=100))[0]
    assert all(wcwidth.wcswidth(line) <= 100 for line in lines)
    assert "…" in lines[2]
    lines = tables_of(render(result, columns=1000))[0]
    assert "…" not in lines[2]


@pytest.mark.parametrize("title", ["สอง\nบรรทัด", "แท็บ\tกลาง", "หนึ่ง\r\nสอง", "สาม\u2028สี่"])
def test_a_title_takes_one_line_whatever_stands_in_it(title: str) -> None:
    sources = city(project("PRJ1", title=title, lead="B1"), bureau("B1"))
    lines = tables_of(render(sources.ask("orphan-projects")))[0]
    assert len(lines) == 3
    assert "\t" not in "".join(lines)
    assert_straight(lines)
    tree = app.trace(sources.graph, "PRJ1", EXTENT, "th", app.Layout())
    assert tree.splitlines()[0].endswith("(โครงการ)")


def test_control_characters_of_the_sources_reach_no_terminal() -> None:
    sources = city(project("PRJ1", title="\x1b[31mแดง\x1b[0m\x07", lead="B1"), bureau("B1"))
    assert "\x1b" not in render(sources.ask("orphan-projects"))
    assert "\x1b" not in app.trace(sources.graph, "PRJ1", EXTENT, "th", app.Layout())


# Shortening ---------------------------------------------------------------------------------------


@settings(max_examples=500, deadline=None)
@given(text=thai_text, columns=st.integers(1, 30))
def test_text_is_never_cut_between_a_letter_and_its_vowel_or_tone(text: str, columns: int) -> None:
    short = shorten(text, columns)
    assert wcwidth.wcswidth(short) <= columns
    if short == text:
        return
    assert wcwidth.wcswidth(text) > columns
    kept = short.removesuffix("…")
    assert short == kept + "…"
    assert text.startswith(kept)
    after = text[len(kept) :].lstrip(" ")
    assert unicodedata.category(after[0]) not in {"Mn", "Mc", "Me"}
    assert after[0] != "\u0e33"


MIXED_TEXT = st.text(
    st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B) | st.sampled_from("a 1·…│▲界é🙂")
)


@settings(max_examples=500, deadline=None)
@given(text=MIXED_TEXT.filter(str.isprintable), columns=st.integers(0, 30), right=st.booleans())
def test_widths_and_cuts_are_those_of_wcwidth(text: str, columns: int, right: bool) -> None:
    assert width(text) == wcwidth.width(text)
    assert pad(text, columns, right=right) == (wcwidth.rjust if right else wcwidth.ljust)(
        text, columns
    )
    clusters = list(wcwidth.iter_graphemes(text))
    if width(text) <= columns:
        assert shorten(text, columns) == text
    else:
        fitting = [
            "".join(clusters[:n])
            for n in range(len(clusters))
            if wcwidth.width("".join(clusters[:n])) < columns
        ]
        assert shorten(text, columns) == (fitting or [""])[-1].rstrip() + "…"


def test_text_that_fits_is_not_cut() -> None:
    assert shorten("น้ำ", 2) == "น้ำ"
    assert shorten("น้ำท่วม", 5) == "น้ำท่วม"
    assert width("น้ำท่วม") == 5
    assert shorten("น้ำท่วม", 4) == "น้ำท่…"


# Dates, numbers, words ----------------------------------------------------------------------------


THAI_MONTHS = (
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม"
)


def test_thai_readers_see_the_buddhist_era() -> None:
    for month, name in enumerate(THAI_MONTHS.split(), 1):
        assert long_date(AS_OF.replace(month=month, day=1), "th") == f"1 {name} 2567"


def test_english_readers_see_iso_dates() -> None:
    assert long_date(AS_OF, "en") == "2024-09-30"


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (1_500_000, "1,500,000"), (12_345.5, "12,345.5"), (2.0, "2"), (-5, "-5")],
)
def test_numbers_have_separators_and_no_empty_fraction(value: float, written: str) -> None:
    assert number(value) == written


def test_table_in_thai_tells_what_day_and_years_it_is_for() -> None:
    text = render(BUSY.ask("orphan-projects"))
    assert text.startswith(
        "โครงการที่ไม่โยงถึงนโยบาย\norphan-projects · ณ 30 กันยายน 2567 · ทุกปีงบประมาณ\n\n"
    )
    assert "ปีงบประมาณ 2567\n" in render(BUSY.ask("orphan-projects", fiscal_year=2567))


def test_table_in_english_holds_no_thai_but_what_the_sources_hold() -> None:
    english = city(
        policy("P1"),
        bureau("B1"),
        district("D1"),
        project("PRJ1", lead="B1", supports=["D1"], waive=[waiver("HND402", reason="later")]),
        handoff("H1", "D1", "B1", subject="Lights out", asked_on="2024-01-01"),
    )
    for report in REPORTS:
        for format_name in ("table", "md"):
            text = render(english.ask(report, language="en"), format=format_name)
            assert not re.search("[\u0e00-\u0e7f]", text), text


def test_table_leaves_out_finding_ids_and_columns_without_a_value() -> None:
    head = tables_of(render(city(project("PRJ1")).ask("orphan-projects", language="en")))[0][0]
    assert head.split() == ["project", "title", "broken", "at", "state"]


# The limit ----------------------------------------------------------------------------------------


@both_languages
def test_limit_cuts_the_rows_and_says_how_many_more_there_are(language: str) -> None:
    text = render(BUSY.ask("orphan-projects", language=language), limit=2)
    assert "PRJ2" not in text
    assert ("… 1 more rows: --limit 0" if language == "en" else "… อีก 1 แถว: --limit 0") in text


@pytest.mark.parametrize("limit", [0, 3, 40])
def test_nothing_is_said_where_nothing_is_cut(limit: int) -> None:
    text = render(BUSY.ask("orphan-projects"), limit=limit)
    assert "PRJ2" in text
    assert "--limit" not in text


def test_limit_does_not_touch_the_summary() -> None:
    assert "3 of 3 projects" in render(BUSY.ask("orphan-projects", language="en"), limit=1)


# Colour -------------------------------------------------------------------------------------------


def test_there_are_no_escape_codes_where_no_colour_is_asked_for() -> None:
    assert "\x1b" not in render(*(BUSY.ask(report) for report in REPORTS))


def test_colour_changes_nothing_but_colour() -> None:
    result = BUSY.ask("orphan-projects")
    coloured = render(result, colour=True, limit=1, columns=100)
    assert "\x1b[1m" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == render(result, limit=1, columns=100)


@every_report
@pytest.mark.parametrize("format_name", ["csv", "json", "md"])
def test_files_are_never_coloured(report: str, format_name: str) -> None:
    assert "\x1b" not in render(BUSY.ask(report), format=format_name, colour=True)


# Nothing to show ----------------------------------------------------------------------------------


@every_report
@every_format
@both_languages
def test_every_format_writes_an_empty_answer(report: str, format_name: str, language: str) -> None:
    result = EMPTY.ask(report, language=language)
    text = render(result, format=format_name)
    assert text.endswith("\n")
    if format_name == "csv":
        assert cells_of(text) == [list(REPORTS[report].columns)]
    elif format_name == "json":
        assert json.loads(text)["rows"] == []
    else:
        assert REPORTS[report].title(language) in text
        assert "None" not in text
        assert "nan" not in text


@every_format
def test_no_report_ends_with_more_than_one_line_break(format_name: str) -> None:
    for report in REPORTS:
        text = render(BUSY.ask(report), format=format_name)
        assert text.endswith("\n")
        assert not text.endswith("\n\n")


def test_several_reports_stand_one_after_another() -> None:
    results = [BUSY.ask(report) for report in REPORTS]
    for format_name in ("table", "md"):
        text = render(*results, format=format_name)
        places = [text.index(REPORTS[report].title_th) for report in REPORTS]
        assert places == sorted(places)
