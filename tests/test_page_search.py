"""The search box: what it finds first, by which keys, and what the address keeps of it."""

import csv
import io
from pathlib import Path

from graph import app
from graph.app.selecting import listed
from graph.reports.result import Parameters
from graph.views import csv_view
from tests.builders import AS_OF, bureau, city, key_result, objective, policy, project
from tests.pages import Opened, OpenPage, html_of

HOSTILE = '<img src=x onerror="policytrace.hurt=1">น้ำ'
TITLES = {
    "P1": ("ระบายน้ำให้เร็ว", "Drain fast"),
    "P2": ("น้ำไม่ท่วม", "No floods"),
    "P3": ("ทางเท้า ๑๒ เส้น", "Footpaths, 12 routes"),
    "P12": ("ถนนสว่าง", "Bright roads"),
    "P13": ("แสงสว่าง", "Light for P12 and others"),
    "H1": (HOSTILE, "Hostile <b>road</b>"),
}
LIT = city(
    *(policy(one, title={"th": th, "en": en}) for one, (th, en) in TITLES.items()),
    bureau("B1", abbreviation="สนน."),
    objective("O1", key_result("KR1", code="1.4.05"), owner="B1", policies=["P1"]),
    project("PRJ1", lead="B1", key_results=["KR1"]),
)


def type_in(opened: Opened, text: str) -> None:
    """Type into the box from anywhere, and wait for the answer."""
    page = opened.page
    page.keyboard.press("/")
    page.keyboard.insert_text(text)
    page.wait_for_selector("#search[aria-expanded=true]:not([aria-busy])")


def shown(opened: Opened) -> list[str]:
    options = opened.page.locator("#search-list [data-id]")
    return [one.get_attribute("data-id") or "" for one in options.all()]


CASES = {
    "p12": ["P12", "P13"],  # The id itself, then where it is named.
    "P1": ["P1", "P12", "P13"],
    "น้\u0e4d\u0e32": ["P2", "P1", "H1"],  # Sara am in two; a title's beginning first.
    "น\u0e4d\u0e49\u0e32": ["P2", "P1", "H1"],
    "น้ำไม\u200b่ท่วม": ["P2"],
    "12 ทางเท้า": ["P3"],  # Thai digits are digits; the words in any order.
    "ทางเท้า ๑๒": ["P3"],
    "ＲＯＡＤＳ": ["P12"],
    "bright": ["P12"],
    "เเสง": ["P13"],  # Sara e twice looks like sara ae.
    "ท่วม ระบาย": [],
    "สนน.": ["B1"],
    "1.4.05": ["KR1"],
    "<b>": ["H1"],
    "ไม่มีสิ่งนี้": [],
}


def test_words_find_titles_and_ids_however_they_are_typed(open_page: OpenPage) -> None:
    opened = open_page(html_of(LIT.graph))
    found = {}
    for text in CASES:
        type_in(opened, text)
        found[text] = shown(opened)
        opened.page.keyboard.press("Escape")
    assert found == CASES
    assert opened.store("app.hurt === undefined")
    assert opened.page.locator("#app img").count() == 0


def test_keys_alone_lead_to_an_item_and_back(open_page: OpenPage) -> None:
    opened = open_page(html_of(LIT.graph), "lang=en")
    page = opened.page
    box = page.locator("#search")
    type_in(opened, "p12")
    assert box.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    active = page.locator(f"#{box.get_attribute('aria-activedescendant')}")
    assert active.get_attribute("data-id") == "P13"
    assert active.get_attribute("aria-selected") == "true"
    page.keyboard.press("Enter")
    assert page.locator("#details-title").inner_text() == "Light for P12 and others"
    assert page.evaluate("document.activeElement.id") == "details-title"
    assert box.get_attribute("aria-expanded") == "false"
    page.keyboard.press("Escape")
    assert page.locator("#details-title").count() == 0
    page.go_back()
    assert page.locator("#details-title").inner_text() == "Light for P12 and others"
    page.go_back()
    assert page.locator("#details-title").count() == 0


def test_first_is_chosen_by_enter_alone_and_escape_leaves(open_page: OpenPage) -> None:
    opened = open_page(html_of(LIT.graph))
    page = opened.page
    page.keyboard.press("/")
    page.keyboard.insert_text("ถนน")
    page.keyboard.press("Enter")  # Before the pause is over.
    assert opened.store("app.state.node") == "P12"
    type_in(opened, "น้ำ")
    page.keyboard.press("Escape")
    assert not page.locator(".search-drop").is_visible()
    assert page.evaluate("document.activeElement.id") == "content"
    assert opened.store("app.state.node") == "P12"


def test_examples_are_offered_in_an_empty_box(open_page: OpenPage) -> None:
    opened = open_page(html_of(LIT.graph))
    page = opened.page
    page.locator("#search").click()
    examples = page.locator("#search-list [role=option]")
    for text in examples.all_inner_texts():
        assert opened.store(f"app.select('{text}').size") > 0
    examples.first.click()
    assert page.locator("#search").input_value() == "P1+"
    assert "KR1" in shown(opened)


def test_selector_is_listed_and_kept_in_the_address(open_page: OpenPage, tmp_path: Path) -> None:
    opened = open_page(html_of(LIT.graph))
    page = opened.page
    type_in(opened, "P1+ kind:unit")
    page.keyboard.press("Enter")
    results = page.locator("#results")
    assert results.locator("#results-count").inner_text() == "พบ 5 รายการ"
    kinds = results.locator(".results-kinds li")
    assert [one.get_attribute("data-kind") for one in kinds.all()] == [
        *("policy", "objective", "key_result", "project", "unit")
    ]
    assert opened.store("[...app.picked].map((one) => store.id(one)).sort()") == [
        *("B1", "KR1", "O1", "P1", "PRJ1")
    ]
    page.locator("#results-map").click()
    assert opened.store("[app.view.name, app.picked.size]") == ["map", 5]
    assert opened.store("app.view.table(app).rows.length") == 5  # Which the map lets stand out.
    assert not page.locator(".results-list").is_visible()
    page.go_back()
    with page.expect_download() as saving:
        page.locator("#results-csv").click()
    saving.value.save_as(tmp_path / "list.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "list.csv").read_text(encoding="utf-8-sig"))))
    assert [row[0] for row in rows] == ["id", "P1", "O1", "KR1", "PRJ1", "B1"]
    page.locator("#results-close").click()
    assert not results.is_visible()
    assert opened.store("app.picked") is None


def test_list_is_that_of_the_command_line(open_page: OpenPage, tmp_path: Path) -> None:
    text = "owner:B1100 dimension:safe+1"
    result = listed(app.Sources(folder=Path("data")), Parameters(as_of=AS_OF, select=text))
    opened = open_page(html_of(app.open_graph("data")))
    opened.at(f"q={text.replace('+', '%2B')}")
    with opened.page.expect_download() as saving:
        opened.page.locator("#results-csv").click()
    saving.value.save_as(tmp_path / "list.csv")
    saved = (tmp_path / "list.csv").read_bytes().decode("utf-8")
    assert saved == csv_view.render(result)


def test_mistake_is_told_and_the_words_are_looked_for_instead(open_page: OpenPage) -> None:
    opened = open_page(html_of(LIT.graph), "lang=en")
    type_in(opened, "knd:project")
    said = opened.page.locator(".search-said")
    assert "did you mean 'kind'?" in said.inner_text()
    assert shown(opened) == []
    opened.page.keyboard.press("Enter")
    assert opened.store("app.state.q") is None
    opened.at("lang=en&q=knd:project")
    assert "did you mean 'kind'?" in opened.page.locator("#results .alarm").inner_text()
    assert opened.store("app.picked") is None


def test_list_of_the_box_stays_inside_a_phone(open_page: OpenPage) -> None:
    opened = open_page(html_of(app.open_graph("data")), viewport={"width": 390, "height": 844})
    type_in(opened, "น้ำ")
    box = opened.page.locator(".search-drop").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert box["y"] + box["height"] <= 844
    assert len(shown(opened)) == 12
    opened.at("view=trace&node=P001&q=kind:policy&lang=en")
    assert opened.page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
