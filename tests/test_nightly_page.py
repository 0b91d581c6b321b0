"""The night as a page: in a real browser, without scripts, on any screen and on paper."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from graph import app
from graph.reports.nightly.night import Night, Status
from graph.views.nightly import page
from graph.views.writing import one_line, shorten
from tests import builders as b
from tests.night_cases import DROPPED, FIRST, LAST, eventful, first, quiet
from tests.nights import night_of
from tests.pages import Opened, OpenPage
from tests.test_page_axe import RUN_OFF, violations
from tests.test_page_hostile import INNOCENT, NOTHING, hostile_city

CSS = Path(page.__file__).with_name("page.css")
BASE = Path(page.__file__).parents[1] / "viewer" / "assets" / "css" / "10-base.css"
NUMBER = re.compile(r'<data value="([^"]*)" data-number="([^"]*)">')
both_languages = pytest.mark.parametrize("language", app.LANGUAGES)
NIGHTS = {"eventful": eventful, "first": first, "quiet": quiet}


def large() -> Night:
    """A night with 10,000 findings, of long titles, all of them new but a few."""
    pieces = [
        b.project(f"PRJ{at}", title="ขุดลอกคลอง" * 15, key_results=[], budget=at, status=DROPPED)
        for at in range(10_000)
    ]
    _, memory = night_of(b.city(*pieces[:3000]).graph, FIRST)
    return night_of(b.city(*pieces).graph, LAST, memory)[0]


@cache
def hostile() -> Night:
    """A night whose every text is hostile."""
    return night_of(hostile_city().graph, b.AS_OF)[0]


def shown(open_page: OpenPage, night: Night, language: str = "th", **context: Any) -> Opened:
    """The page as a reader of a language sees it, who lets no script run."""
    opened = open_page(page.render(night), ready="main", **context)
    opened.page.locator(f"label[for=show-{language}]").click()
    return opened


def items_of(opened: Opened, name: str) -> list[str]:
    """The ids of the findings in a section, such as `th-new`."""
    return opened.page.locator(f"section[aria-labelledby={name}] .id").all_text_contents()


# What it says -------------------------------------------------------------------------------------


@pytest.mark.parametrize("night", NIGHTS)
def test_the_numbers_are_those_of_the_night_in_both_languages(night: str) -> None:
    told = NIGHTS[night]()
    found = NUMBER.findall(page.render(told))
    assert len(found) == 12
    assert all(float(value) == told.numbers[name] for value, name in found)


@both_languages
def test_the_same_night_gives_the_same_bytes(language: str) -> None:
    assert page.render(eventful(language)) == page.render(eventful(language))


@both_languages
def test_each_finding_stands_where_its_status_says(open_page: OpenPage, language: str) -> None:
    night = eventful()
    opened = shown(open_page, night, language)
    for status in (Status.NEW, Status.REOPENED, Status.FIXED, Status.WAIVED, Status.STILL):
        expected = {one.item_id for one in night.of(status)}
        assert set(items_of(opened, f"{language}-{status}")) == expected


def test_a_finding_is_told_with_all_that_is_known_of_it(open_page: OpenPage) -> None:
    opened = shown(open_page, eventful(), "en")
    (row,) = opened.page.locator("section[aria-labelledby=en-new] tbody tr").all()
    told = " ".join(row.inner_text().split())
    assert told.startswith(
        "PRJ-light Title PRJ-light it serves no policy, broken at the key result"
        " Project that serves no policy TRC201 error Public Works 1 2,300,000,000 "
    )
    assert re.search(r"all\.yaml:\d+$", told)


def test_the_head_says_of_what_and_against_what(open_page: OpenPage) -> None:
    opened = shown(open_page, eventful())
    head = opened.page.locator("article[lang=th] header").inner_text().splitlines()
    assert [line for line in head if line] == [
        "รายงานประจำคืน 24 พฤศจิกายน 2569",
        "ชุดข้อมูล default · รุ่นของข้อมูล 136d843a9f · เทียบกับคืน 21 พฤศจิกายน 2569",
        "ระบบไม่ได้ทำงาน 1 คืน (23 พ.ย. 2569)",
        "อ่านแหล่งข้อมูลไม่ได้ 1 คืน (22 พ.ย. 2569)",
        "คืนนี้มีข้อค้นพบใหม่ 1 ข้อ กลับมา 1 ข้อ แก้แล้ว 1 ข้อ ได้รับยกเว้น 1 ข้อ รวมที่ยังไม่แก้ 4 ข้อ",
        "โครงการที่งบสูงสุดในกลุ่มใหม่และกลับมา: PRJ-light ชื่อ PRJ-light งบ 2,300.0 ล้านบาท",
        "งานส่งต่อเกินกำหนด 1 จาก 1 เรื่องที่รออยู่",
    ]


@both_languages
def test_each_unit_has_a_row_and_a_digest(open_page: OpenPage, language: str) -> None:
    night, _ = night_of(b.city(b.policy("P1"), *[b.bureau("B1")]).graph, FIRST)
    night = replace(eventful(), shares=[*eventful().shares, *night.shares])
    opened = shown(open_page, night, language)
    links = opened.page.locator(f"section[aria-labelledby={language}-units] a").all()
    assert [one.get_attribute("href") for one in links] == [
        "digests/B1.xlsx",
        "digests/B2.xlsx",
        "digests/D1.xlsx",
        "digests/_unassigned.xlsx",
    ]


def test_a_drawing_has_its_gaps_and_is_told_in_words(open_page: OpenPage) -> None:
    opened = shown(open_page, eventful(), "en")
    drawing = opened.page.locator("article[lang=en] .tile").nth(2).locator("svg")
    assert drawing.locator("polyline").count() == 1  # The two nights in a row.
    assert drawing.locator("title").text_content() == (
        "projects that serve no policy: 5 nights, first 4, lowest 3, highest 4,"
        " 2 nights without a number"
    )


def test_a_city_without_anything_has_a_page(open_page: OpenPage) -> None:
    night, _ = night_of(b.city().graph, FIRST)
    opened = shown(open_page, night, "en")
    assert opened.page.locator("article[lang=en] .nothing").count() == 3


# How it is shown ----------------------------------------------------------------------------------


@both_languages
def test_one_language_is_shown_at_a_time_without_any_script(
    open_page: OpenPage, language: str
) -> None:
    html = page.render(eventful(language))
    assert "<script" not in html
    opened = open_page(html, ready="main", java_script_enabled=False)
    other = next(one for one in app.LANGUAGES if one != language)
    articles = {one: opened.page.locator(f"article[lang={one}]") for one in (language, other)}
    assert [one.is_visible() for one in articles.values()] == [True, False]
    opened.page.locator(f"label[for=show-{other}]").click()
    assert [one.is_visible() for one in articles.values()] == [False, True]
    opened.page.locator(f"#show-{other}").press(
        "ArrowRight"
    )  # By the keyboard, round to the first.
    assert [one.is_visible() for one in articles.values()] == [True, False]


@both_languages
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(open_page: OpenPage, language: str, theme: str) -> None:
    opened = shown(open_page, eventful(), language, color_scheme=theme)
    opened.page.locator(f"article[lang={language}] summary").first.click()
    assert violations(opened) == []


@both_languages
@pytest.mark.parametrize("night", [eventful, hostile], ids=["eventful", "hostile"])
def test_nothing_runs_off_any_screen(
    open_page: OpenPage, language: str, night: Callable[[], Night]
) -> None:
    opened = shown(open_page, night(), language, viewport={"width": 390, "height": 844})
    for summary in opened.page.locator(f"article[lang={language}] summary").all():
        summary.click()
    for width in (390, 768, 1280):
        opened.page.set_viewport_size({"width": width, "height": 844})
        opened.page.wait_for_function(f"innerWidth === {width}")
        wide = opened.page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
        assert (width, wide <= 0, opened.page.evaluate(RUN_OFF)) == (width, True, [])


@both_languages
def test_paper_has_the_heads_of_what_is_folded_and_no_switch(
    open_page: OpenPage, language: str
) -> None:
    opened = shown(open_page, eventful(), language, color_scheme="dark")
    opened.page.emulate_media(media="print")
    section = opened.page.locator(f"section[aria-labelledby={language}-still]")
    assert section.locator("summary").first.is_visible()
    assert not section.locator("table").first.is_visible()
    assert not opened.page.locator("main > label").first.is_visible()
    paper = opened.page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert paper == "rgb(255, 255, 255)"
    assert opened.page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def colours(css: str) -> dict[str, str]:
    return dict(re.findall(r"(--[\w-]+): (#\w+);", css))


def test_the_colours_are_those_of_the_interactive_page() -> None:
    own, base = CSS.read_text("utf-8"), BASE.read_text("utf-8")
    for mark, its_mark in ((":root {", ":root {"), ("dark) {", '="dark"] {')):
        mine = colours(own.partition(mark)[2].partition("}")[0])
        theirs = colours(base.partition(its_mark)[2].partition("}")[0])
        assert mine
        assert mine == {name: theirs[name] for name in mine}


# What could go wrong ------------------------------------------------------------------------------


@both_languages
def test_hostile_text_is_shown_and_nothing_else(open_page: OpenPage, language: str) -> None:
    opened = shown(open_page, hostile(), language)
    assert opened.page.evaluate(INNOCENT) == {**NOTHING, "scripts": 0}
    titles = opened.page.locator(f"article[lang={language}] .findings th > bdi")
    expected = {shorten(one_line(one.subject.title(language)), 160) for one in hostile().findings}
    assert set(titles.all_text_contents()) == expected
    text = opened.page.locator(f"article[lang={language}]").text_content() or ""
    assert not set("\u202e\u2066\u2028\u200b") & set(text)


def test_a_name_of_a_file_may_be_no_text(open_page: OpenPage) -> None:
    night = eventful()
    odd = [replace(one, place=("data/\udce9.yaml", 3)) for one in night.findings]
    opened = shown(open_page, replace(night, findings=odd))
    assert "data/\\udce9.yaml:3" in opened.page.content().replace("<wbr>", "")


def test_a_large_city_has_a_small_page_that_counts_what_it_leaves_out() -> None:
    night = large()
    html = page.render(night)
    assert len(html.encode()) < 1_000_000
    told = [int(one.replace(",", "")) for one in re.findall(r"and ([\d,]+) more in", html)]
    lines = len(re.findall(r'<span class="id">', html)) // 2
    assert sum(told) + lines == len(night.findings) == 10_000
