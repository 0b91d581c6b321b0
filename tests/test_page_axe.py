"""What makes a page hard to use: axe finds nothing in any view, and nothing runs off a screen."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has none

from graph import app
from tests.pages import Opened, OpenPage, html_of

VIEWS = ("overview", "trace", "map", "areas", "findings", "handoffs")
ITEMS = ("", "P001")
OPTIONS: dict[str, Any] = {"resultTypes": ["violations"], "preload": False}  # It would fetch.
# Elements that reach out of the screen, though nothing around them scrolls or hides it.
RUN_OFF = """() => [...document.querySelectorAll("body *")].filter((one) => {
  if (!one.checkVisibility({ visibilityProperty: true })) return false;
  if (one.closest("svg, .skip, #status")) return false;
  const box = one.getBoundingClientRect();
  if (box.width === 0 || (box.right <= innerWidth + 1 && box.left >= -1)) return false;
  for (let up = one.parentElement; up; up = up.parentElement) {
    if (getComputedStyle(up).overflowX !== "visible") return false;
  }
  return true;
}).map((one) => `${one.tagName}.${one.className}#${one.id}: ${one.textContent.slice(0, 40)}`)"""


@pytest.fixture(scope="module")
def html() -> str:
    return html_of(app.open_graph("data"))


def places(language: str, theme: str) -> Iterator[str]:
    for view in VIEWS:
        for item in ITEMS:
            yield f"view={view}&lang={language}&theme={theme}" + (f"&node={item}" if item else "")
    yield f"view=nowhere&node=NOWHERE&lang={language}&theme={theme}"


def violations(opened: Opened) -> list[str]:
    found = Axe().run(opened.page, options=OPTIONS).response["violations"]
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("language", app.LANGUAGES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(open_page: OpenPage, html: str, language: str, theme: str) -> None:
    opened = open_page(html, viewport={"width": 1440, "height": 900})
    found = {place: violations(opened.at(place)) for place in places(language, theme)}
    assert {place: some for place, some in found.items() if some} == {}


@pytest.mark.parametrize("language", app.LANGUAGES)
@pytest.mark.parametrize("width", [390, 768, 1024, 1280])
def test_nothing_runs_off_the_screen(
    open_page: OpenPage, html: str, language: str, width: int
) -> None:
    opened = open_page(html, viewport={"width": width, "height": 844})
    found = {}
    for place in places(language, "light"):
        page = opened.at(place).page
        wide = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
        found[place] = [*([f"{wide} pixels too wide"] if wide > 0 else []), *page.evaluate(RUN_OFF)]
    assert {place: some for place, some in found.items() if some} == {}
