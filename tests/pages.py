"""Pages for the tests, and a real browser to open them in."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graph.app import viewing
from graph.network import TraceGraph
from graph.reports.result import Parameters
from graph.views.viewer import html_page
from tests import browsers
from tests.builders import AS_OF
from tests.commands import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

SCRIPTS = ROOT / "graph/views/viewer/assets/js"


def html_of(graph: TraceGraph, **asked: Any) -> str:
    """The page of a graph; `asked` are parameters of the reports, `selectors` and `source_url`."""
    others = {name: asked.pop(name) for name in ("selectors", "source_url") if name in asked}
    parameters = Parameters(**{"as_of": AS_OF, **asked})
    return html_page.render(viewing.scene_of(graph, parameters, **others))


@dataclass
class Opened:
    """A page in the browser, and what it did that it should not have done."""

    page: "Page"
    url: str
    ready: str = "html[data-ready]"  # What stands on the page when it can be used.
    requests: list[str] = field(default_factory=list)  # All but the file itself.
    complaints: list[str] = field(default_factory=list)  # Of the console, and errors.

    def at(self, address: str) -> "Opened":
        """Go to another place of the page, such as `view=trace&node=P1`."""
        self.page.goto(f"{self.url}#{address}")
        self.page.locator(self.ready).wait_for(state="attached")
        return self

    def store(self, expression: str) -> Any:
        """The value of an expression on `app`, the page's own, and `store`, its graph."""
        text = f"(() => {{ const app = policytrace, store = app.store; return {expression}; }})()"
        return self.page.evaluate(text)


OpenPage = Callable[..., Opened]


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """A browser for the whole session; where CI=true there must be one."""
    from playwright.sync_api import sync_playwright

    found = browsers.found()
    if found is None and os.environ.get("CI") == "true":
        pytest.fail(browsers.MISSING)
    if found is None:
        pytest.skip(browsers.MISSING)
    with sync_playwright() as playwright:
        opened = browsers.launched(playwright.chromium, found)
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser: "Browser", tmp_path: Path) -> Iterator[OpenPage]:
    """Open a page from its HTML, as a file; `address` is what follows the `#`.

    `ready` finds what stands there when the page can be used. Other arguments are those of a
    browser context: `viewport`, `color_scheme`, `locale` …
    In the end no page may have asked for anything, nor complained in the console.
    """
    contexts: list[BrowserContext] = []
    everything: list[Opened] = []

    def opening(
        html: str, address: str = "", *, ready: str = Opened.ready, **context: Any
    ) -> Opened:
        file = tmp_path / f"page-{len(contexts)}.html"
        file.write_text(html, encoding="utf-8", newline="")
        contexts.append(browser.new_context(**context))
        opened = Opened(contexts[-1].new_page(), file.as_uri(), ready)
        everything.append(opened)
        page = opened.page
        page.on("request", lambda one: _keep(opened, one.url))
        page.on("console", lambda one: opened.complaints.append(f"{one.type}: {one.text}"))
        page.on("pageerror", lambda one: opened.complaints.append(str(one)))
        return opened.at(address)

    yield opening
    for context in contexts:
        context.close()
    for opened in everything:
        assert opened.requests == []
        assert opened.complaints == []


def _keep(opened: Opened, url: str) -> None:
    if not url.startswith((opened.url, "blob:", "data:")):
        opened.requests.append(url)


def page_with(browser: "Browser", script: str, name: str) -> "Page":
    """A page that has one function of one of the page's own modules, and nothing else."""
    page = browser.new_page()
    text = (SCRIPTS / script).read_text(encoding="utf-8").replace("export function", "function")
    page.evaluate(f"() => {{\n{text}\nglobalThis.{name} = {name};\n}}")
    return page
