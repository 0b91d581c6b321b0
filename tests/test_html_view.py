"""Answers as one page that stands still, in a real browser too."""

import datetime as dt

import pytest

from graph import app
from graph.reports.result import Parameters
from graph.views import html_view
from tests.builders import bureau, city, project
from tests.commands import AS_OF, run
from tests.pages import OpenPage
from tests.test_page_axe import violations

DAY = dt.date(2024, 9, 30)
HOSTILE = '</td></style><script>alert(1)</script><img src="http://x" onerror=alert(1)> & "\u202e'


def page(title: str = "ขุดลอกคลอง", language: str = "th") -> str:
    graph = city(bureau("B1"), project("PRJ1", lead="B1", title=title, budget=1500)).graph
    parameters = Parameters(as_of=DAY, language=language)
    return html_view.render(app.ask(graph, ["orphan-projects", "unowned-policies"], parameters))


def test_page_says_the_summary_and_every_row() -> None:
    text = page(language="en")
    assert '<html lang="en">' in text
    assert "<li>1 of 1 projects serve no policy (100.0%)</li>" in text
    assert '<td class="figure">1,500</td>' in text
    assert "TRC201:PRJ1" in text


def test_page_is_written_where_it_is_asked_for() -> None:
    ran = run("report", "all", *AS_OF, "--format", "html")
    assert (ran.code, ran.out.count("<section>")) == (0, 3)
    assert ran.out.count("<tr><td>PRJ-") == 245


def test_same_answer_gives_the_same_bytes() -> None:
    assert page() == page()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_of_hostile_text_shows_it_asks_for_nothing_and_is_easy_to_use(
    open_page: OpenPage, scheme: str
) -> None:
    opened = open_page(
        page(HOSTILE),
        ready="main",
        color_scheme=scheme,
        viewport={"width": 390, "height": 800},
    )
    assert "<script>alert(1)</script>" in opened.page.locator("tbody").last.inner_text()
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(opened) == []
