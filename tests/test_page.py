"""The page in a real browser: it opens from a file, without a network."""

import pytest

from graph import app
from tests.builders import bureau, city, key_result, objective, policy, project
from tests.pages import OpenPage, html_of

LIT = city(
    policy("P1", owner="B1"),
    bureau("B1"),
    objective("O1", key_result("KR1"), policies=["P1"]),
    project("PRJ1", lead="B1", key_results=["KR1"]),
    project("PRJ2", lead="B1"),
)
VIEWS = ("overview", "trace", "map", "areas", "findings", "handoffs")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("language", ["th", "en"])
def test_every_view_opens_without_a_request_or_a_complaint(
    open_page: OpenPage, view: str, language: str
) -> None:
    opened = open_page(html_of(LIT.graph), f"view={view}&lang={language}")
    assert opened.page.locator("#content").get_attribute("data-view") == view
    assert opened.page.locator("html").get_attribute("lang") == language


def test_the_page_holds_every_item_and_arrow_of_the_graph(open_page: OpenPage) -> None:
    graph = app.open_graph("data")
    opened = open_page(html_of(graph))
    assert opened.store("store.count") == len(list(graph.items()))
    assert opened.store("store.arrowCount") == len(list(graph.links()))


def test_packed_data_are_read_where_the_browser_has_no_base64_of_its_own(
    open_page: OpenPage,
) -> None:
    graph = app.open_graph("data")
    opened = open_page(html_of(graph))
    assert opened.page.locator("#data").get_attribute("type") == "application/gzip+base64"
    opened.page.add_init_script("delete Uint8Array.fromBase64")
    opened.page.reload()
    opened.page.wait_for_function("document.documentElement.dataset.ready")
    assert opened.store("store.count") == len(list(graph.items()))
    assert opened.page.evaluate("Uint8Array.fromBase64 === undefined")
