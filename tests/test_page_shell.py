"""The shell of the page, in a real browser: tools, tables of drawings, print, sentences.

Views are others' tests; here stands one of the tests' own in the place of a view.
"""

import csv
import io
import re
import struct
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from graph.views import csv_view
from graph.views.viewer import bundle
from tests.builders import bureau, city, key_result, objective, policy, project
from tests.pages import Opened, OpenPage, html_of

LIT = city(
    policy("P1", owner="B1"),
    bureau("B1"),
    objective("O1", key_result("KR1"), policies=["P1"]),
    project("PRJ1", lead="B1", key_results=["KR1"]),
    project("PRJ2", lead="B1"),
)
PHONE = {"width": 390, "height": 844}
# A drawn view of as many rows as are asked for, that counts what is done with it.
OWN = """(rows) => {
  const app = policytrace, view = app.views.find((one) => one.name === "trace");
  window.done = { drawn: 0, left: 0, moved: 0 };
  Object.assign(view, {
    keys: ["drawn-by"],
    render(root) {
      const canvas = document.createElement("canvas");
      canvas.setAttribute("role", "img");
      canvas.setAttribute("aria-label", "own");
      root.append(canvas);
      done.drawn += 1;
      return () => { done.left += 1; };
    },
    moved() { done.moved += 1; },
    table: (app) => ({
      name: "=own: “ตาราง”/1",
      columns: [app.t(["รหัส", "id"]), "=b", "c"],
      rows: Array.from({ length: rows }, (_, at) => ({
        item: at % 2 ? null : 0,
        cells: [`P${at}`, ["=1+1", ' "x",\\n', null][at % 3], at * 1.5],
      })),
    }),
    picture: () => rows === 0 ? null : ({
      name: "own", svg: () => "<svg xmlns='http://www.w3.org/2000/svg'/>",
      png: (scale) => new Promise((give) => {
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [40 * scale, 30 * scale];
        canvas.toBlob(give);
      }),
    }),
  });
  app.draw();
}"""


def own_view(open_page: OpenPage, rows: int = 3, address: str = "", **context: Any) -> Opened:
    opened = open_page(html_of(LIT.graph), f"view=trace&{address}", **context)
    opened.page.evaluate(OWN, rows)
    return opened


def saved(page: Page, button: str) -> tuple[str, bytes]:
    """The name and the bytes of the file that a button gives."""
    with page.expect_download() as waiting:
        page.click(button)
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def module(path: str) -> str:
    """A module of the page's scripts with all that it imports; its exports are `$name`."""
    modules: dict[Path, str] = {}
    bundle._add(bundle._SCRIPTS / path, modules, ())
    return "".join(modules.values())


# The tools ----------------------------------------------------------------------------------------


def test_the_language_changes_in_place_and_keeps_the_rest_of_the_address(
    open_page: OpenPage,
) -> None:
    page = open_page(html_of(LIT.graph), "view=map&node=P1&hide=kpi").page
    page.evaluate("window.same = true")
    assert page.locator("html").get_attribute("lang") == "th"
    page.focus("#language")
    page.keyboard.press("Enter")
    page.locator("html[lang=en]").wait_for(state="attached")
    assert page.evaluate("[same, location.hash]") == [True, "#view=map&node=P1&hide=kpi&lang=en"]
    assert page.evaluate("document.activeElement.id") == "language"
    assert page.title() == "Map · Bangkok policy graph"
    page.go_back()
    page.locator("html[lang=th]").wait_for(state="attached")


def test_the_colours_are_those_of_the_system_or_those_that_are_chosen(open_page: OpenPage) -> None:
    page = open_page(html_of(LIT.graph), color_scheme="dark").page

    def paper() -> Any:
        return page.evaluate("getComputedStyle(document.documentElement).backgroundColor")

    dark = paper()
    page.select_option("#theme", "light")
    assert (paper(), page.evaluate("policytrace.state.theme")) == ("rgb(255, 255, 255)", "light")
    page.select_option("#theme", "dark")
    assert paper() == dark != "rgb(255, 255, 255)"
    page.select_option("#theme", "")
    assert (paper(), page.evaluate("location.hash")) == (dark, "")


def test_csv_of_what_is_shown_is_safe_in_a_spreadsheet(open_page: OpenPage) -> None:
    name, content = saved(own_view(open_page).page, "#save-csv")
    assert name == "own-ตาราง-1.csv"
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 4
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows == [
        ["รหัส", "'=b", "c"],
        ["P0", "'=1+1", "0"],
        ["P1", ' "x",\n', "1.5"],
        ["P2", "", "3"],
    ]


def test_csv_of_the_page_is_csv_of_the_command_line(open_page: OpenPage) -> None:
    texts = [
        *("", "=1", "+1", "-1", "@x", " =1", "\t=1", "\r=1", "\n", "\tx", "\xa0=1", "\u3000-1"),
        *("\x1c=1", "\x85=1", "\u2028=1", "\ufeff=1", "x=1", 'a"b', "a,b", "a\nb", "a\rb", "ก้ำ"),
    ]
    rows: list[list[Any]] = [[one, 1, None, True, False, -2.5] for one in texts]
    columns = ["a", "b", "c", "d", "e", "f"]
    page = open_page(html_of(LIT.graph)).page
    write = f"({{ columns, rows }}) => {{ {module('files.js')} return $files.csv(columns, rows); }}"
    expected = csv_view.table(columns, [dict(zip(columns, row, strict=True)) for row in rows])
    assert page.evaluate(write, {"columns": columns, "rows": rows}) == expected
    lonely = [[one] for one in texts]
    expected = csv_view.table(["a"], [{"a": one} for one in texts])
    assert page.evaluate(write, {"columns": ["a"], "rows": lonely}) == expected


def test_pictures_are_saved_where_a_view_has_them_and_not_offered_elsewhere(
    open_page: OpenPage,
) -> None:
    opened = own_view(open_page)
    name, content = saved(opened.page, "#save-png")
    assert (name, struct.unpack(">II", content[16:24])) == ("own.png", (80, 60))
    assert saved(opened.page, "#save-svg") == (
        "own.svg",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    )
    opened.page.evaluate(
        "Object.assign(policytrace.view, { picture: undefined, table: undefined })"
    )
    opened.page.evaluate("policytrace.draw()")
    for tool in ("#save-csv", "#save-png", "#save-svg", "#twin"):
        assert not opened.page.locator(tool).is_visible()


def test_where_there_is_nothing_to_save_a_sentence_says_so(open_page: OpenPage) -> None:
    page = own_view(open_page, rows=0, address="lang=en").page
    for tool in ("#save-csv", "#save-png", "#save-svg"):
        page.evaluate("document.getElementById('note').textContent = ''")
        page.click(tool)
        assert page.inner_text("#note").startswith("Nothing to save in this view yet")


def test_the_link_that_is_copied_leads_to_what_is_shown(open_page: OpenPage) -> None:
    opened = open_page(
        html_of(LIT.graph),
        "view=map&node=P1&lang=en",
        permissions=["clipboard-read", "clipboard-write"],
    )
    opened.page.click("#copy-link")
    opened.page.locator("#note:not(:empty)").wait_for()
    assert opened.page.inner_text("#note") == "Link copied. Whoever gets it needs this file too."
    copied = opened.page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{opened.url}#view=map&node=P1&lang=en"


def test_on_a_phone_the_tools_are_a_menu_for_the_keyboard_too(open_page: OpenPage) -> None:
    page = own_view(open_page, viewport=PHONE).page
    assert not page.locator("#save-csv").is_visible()
    page.focus("#unfold-tools")
    page.keyboard.press("Enter")
    for tool in ("#save-csv", "#save-png", "#save-svg", "#print", "#copy-link", "#theme"):
        box = page.locator(tool).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
    page.keyboard.press("Escape")
    assert not page.locator("#save-csv").is_visible()
    assert page.evaluate("document.activeElement.id") == "unfold-tools"


# The table of a drawing ---------------------------------------------------------------------------


def test_a_drawing_has_a_table_that_opens_items_and_brings_the_rest_on_demand(
    open_page: OpenPage,
) -> None:
    page = own_view(open_page, rows=450, address="lang=en").page
    assert page.locator("#twin tbody tr").count() == 0
    page.click("#twin-summary")
    for rows in (200, 400, 450):
        expect(page.locator("#twin tbody tr")).to_have_count(rows)
        if rows < 450:
            page.click("#twin .more")
    assert not page.locator("#twin .more").is_visible()
    assert page.inner_text("#twin caption") == "Trace · 450 rows"
    page.click("#twin tbody tr:nth-child(1) button")
    assert page.evaluate("policytrace.state.node") == "P1"
    assert page.locator("#twin tbody tr:nth-child(2) button").count() == 0


def test_a_drawing_that_only_hears_of_the_item_is_not_drawn_anew(open_page: OpenPage) -> None:
    page = own_view(open_page).page
    before = page.evaluate("({ ...done })")
    page.evaluate("policytrace.go({ node: 'PRJ1' })")
    assert page.evaluate("done") == {**before, "moved": before["moved"] + 1}
    page.evaluate("policytrace.go({ 'drawn-by': '1' })")
    assert page.evaluate("done.drawn - done.left") == 1
    page.evaluate("policytrace.go({ view: 'overview' })")
    assert page.evaluate("done.drawn - done.left") == 0


def test_a_phone_shows_the_list_and_the_drawing_when_it_is_asked_for(open_page: OpenPage) -> None:
    page = own_view(open_page, viewport=PHONE).page
    assert page.locator("#twin tbody tr").count() == 3
    assert not page.locator("#content canvas").is_visible()
    page.click("#show-drawing")
    assert page.locator("#content canvas").is_visible()
    assert page.evaluate("document.activeElement.id") == "show-drawing"
    page.click("#show-drawing")
    assert not page.locator("#content canvas").is_visible()


# Focus and what is said ---------------------------------------------------------------------------


def test_the_skip_link_is_first_and_leads_to_the_content(open_page: OpenPage) -> None:
    page = open_page(html_of(LIT.graph), "view=map").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    assert page.evaluate("location.hash") == "#view=map"


def test_landmarks_and_headings_are_one_of_each_and_in_order(open_page: OpenPage) -> None:
    page = open_page(html_of(LIT.graph), "node=P1").page
    for landmark in ("banner", "navigation", "main", "complementary"):
        assert page.get_by_role(landmark).count() == 1
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3')].map((one) => one.tagName)")
    assert levels[0] == "H1"
    assert levels.count("H1") == 1


def test_another_view_is_announced_and_takes_the_focus_that_stood_in_the_old_one(
    open_page: OpenPage,
) -> None:
    page = open_page(html_of(LIT.graph), "lang=en").page
    page.click("#tab-findings")
    assert page.evaluate("document.activeElement.id") == "tab-findings"
    assert page.locator("#status").text_content() == "Findings"
    page.focus("#content")
    page.evaluate("policytrace.go({ view: 'handoffs' })")
    assert page.evaluate("document.activeElement.id") == "content"
    assert page.locator(".tab[aria-current=page]").inner_text() == "Handoffs"


def test_the_details_take_room_only_where_an_item_is_chosen(open_page: OpenPage) -> None:
    page = open_page(html_of(LIT.graph), viewport={"width": 1440, "height": 900}).page

    def width() -> int:
        return int(page.evaluate("document.getElementById('content').offsetWidth"))

    assert width() == 1440
    page.evaluate("policytrace.open(0)")
    assert 1000 < width() < 1150
    assert page.locator("#details").is_visible()


@pytest.mark.parametrize(
    ("address", "language", "sentence"),
    [
        ("view=x<b>", "th", "ไม่มีมุมมองชื่อ “x<b>” จึงแสดงภาพรวมแทน"),
        ("lang=en&view=nowhere", "en", "There is no view “nowhere”; so the overview is shown."),
        ("node=P9", "th", "หน้านี้ไม่มีรายการรหัส “P9” ลองค้นหาด้วยชื่อแทน"),
        ("lang=en&node=P9", "en", "This page has no item “P9”; try searching for its name."),
        ("lang=xx", "th", "หน้านี้มีภาษาไทยและภาษาอังกฤษ ไม่มีภาษา “xx”"),
    ],
)
def test_what_the_address_asks_for_in_vain_is_told(
    open_page: OpenPage, address: str, language: str, sentence: str
) -> None:
    page = open_page(html_of(LIT.graph), address).page
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator(".warning span").inner_text().strip() == sentence
    assert page.locator("#content").get_attribute("data-view") == "overview"
    page.click(".warning button")
    assert page.locator(".warning").count() == 0


def complaints_of(opened: Opened) -> list[str]:
    """What the console was told; that was meant, and is forgotten."""
    told = opened.complaints[:]
    opened.complaints.clear()
    return told


def test_a_view_that_fails_says_so_and_the_rest_goes_on(open_page: OpenPage) -> None:
    opened = own_view(open_page, address="lang=en&node=P1")
    failing = "policytrace.view.render = () => { throw new Error('no <b>lanes</b>'); }"
    opened.page.evaluate(f"{failing}; policytrace.draw()")
    said = opened.page.inner_text("#content .failure")
    assert said.startswith("Could not show “Trace”. Reload the page or open another view")
    assert said.endswith("no <b>lanes</b>")
    assert opened.page.locator("#details h2").count() >= 1
    assert "no <b>lanes</b>" in "".join(complaints_of(opened))
    opened.page.click("#tab-overview")
    assert opened.page.locator(".failure").count() == 0


def test_an_error_of_something_that_was_waited_for_is_told_too(open_page: OpenPage) -> None:
    opened = open_page(html_of(LIT.graph), "lang=en")
    opened.page.evaluate("setTimeout(() => Promise.reject(new Error('too late')))")
    opened.page.wait_for_selector("#warnings .failure")
    assert opened.page.inner_text("#warnings .failure").endswith("too late")
    assert "too late" in "".join(complaints_of(opened))


def test_a_file_that_did_not_arrive_whole_says_so(open_page: OpenPage) -> None:
    html = re.sub(r'(id="data">.{20})[^<]*', r"\1", html_of(LIT.graph), count=1)
    opened = open_page(html)
    assert opened.page.locator(".failure").all_inner_texts() == [
        "อ่านข้อมูลในไฟล์นี้ไม่ได้ ไฟล์อาจส่งมาไม่ครบ โปรดขอไฟล์ใหม่จากผู้จัดทำ",
        (
            "The data in this file cannot be read; it may not have arrived whole. Please ask"
            " whoever made it for a new one."
        ),
    ]
    assert len(complaints_of(opened)) == 1


@pytest.mark.parametrize("missing", ["DecompressionStream", "Intl.Segmenter", "Array.prototype.at"])
def test_a_browser_that_is_too_old_is_told_so(browser: Any, tmp_path: Path, missing: str) -> None:
    file = tmp_path / "page.html"
    file.write_text(html_of(LIT.graph), encoding="utf-8")
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda one: complaints.append(one.text))
    page.on("pageerror", lambda one: complaints.append(str(one)))
    page.add_init_script(f"delete window.{missing}")
    page.goto(file.as_uri())
    thai, english = page.locator(".failure").all_inner_texts()
    assert thai.startswith("เบราว์เซอร์นี้แสดงหน้านี้ไม่ได้")
    assert english.startswith("This browser cannot show this page")
    assert complaints == []
    context.close()


def test_the_check_for_old_browsers_is_written_for_old_browsers() -> None:
    text = re.sub(r"//.*", "", bundle.first_script())
    assert not re.search(r"=>|`|\b(?:const|let|class|async|await)\b|\?\.|\?\?|\.\.\.", text)


# Print --------------------------------------------------------------------------------------------


def test_print_is_light_has_a_head_and_no_controls(open_page: OpenPage) -> None:
    opened = own_view(open_page, address="node=P1&theme=dark&lang=en")
    page = opened.page
    page.evaluate("window.print = () => { document.body.className = 'printed'; }")
    page.click("#print")
    page.locator("body.printed").wait_for()
    page.emulate_media(media="print")
    ink = "getComputedStyle(document.querySelector('#paper p')).color"
    assert page.evaluate(ink) == "rgb(27, 35, 48)"
    version = opened.store("store.meta.version")
    assert page.locator("#paper p").all_inner_texts() == [
        "Bangkok policy graph",
        "View: Trace · Title P1 (P1)",
        f"As of 2024-09-30 · Every fiscal year · Data set: default · policytrace {version}",
        "Place in the page: #view=trace&node=P1&lang=en",
    ]
    for gone in ("#top", "#note", "#twin", "#content canvas"):
        assert not page.locator(gone).is_visible()
    for there in ("#details", "#printed img"):
        assert page.locator(there).is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert page.locator("#content canvas").is_visible()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_a_printed_table_repeats_its_head_and_pages_have_numbers(open_page: OpenPage) -> None:
    page = own_view(open_page, rows=150).page
    page.click("#twin-summary")
    page.wait_for_selector("#twin tbody tr")
    pages = {landscape: page.pdf(format="A4", landscape=landscape) for landscape in (False, True)}
    counts = {one: len(re.findall(rb"/Type /Page\b", pdf)) for one, pdf in pages.items()}
    assert 1 < counts[False] < counts[True]
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('#twin thead')).display") == (
        "table-header-group"
    )
