"""The page in a real browser: it opens from a file, without a network."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import app
from graph.views.viewer import bundle, html_page
from tests.builders import bureau, city, key_result, objective, policy, project
from tests.pages import SCRIPTS, OpenPage, html_of, page_with

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

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


def test_script_of_the_page_leaves_comments_behind_and_no_text_spans_lines() -> None:
    modules = {one: one.read_text(encoding="utf-8") for one in SCRIPTS.rglob("*.js")}
    spanning = [
        f"{one.name}: {line}"
        for one, text in modules.items()
        for line in text.splitlines()
        if line.count("`") % 2 and not line.lstrip().startswith(("*", "/", "//"))
    ]
    assert spanning == []
    assert re.findall(r"^ .*|^//.*|^/\*.*", bundle.script(), re.MULTILINE) == []
    code = (line.strip() for text in modules.values() for line in text.splitlines())
    kept = {line for line in code if line and not line.startswith(("/", "*", "import", "export"))}
    assert kept <= set(bundle.script().splitlines())


@pytest.mark.parametrize(
    "text",
    [
        'import { own as other } from "./own.js";',
        'import { missing } from "./own.js";',
        'import * as own from "./own.js";',
        'import own from "./own.js";',
        'import "./own.js";',
        'import { own } from "./own.js"',
        'import { second } from "./own.js";',
        "export const [one, other] = [1, 2];",
        "export const { one } = {};",
        "export let one = 1;",
        "export default 1;",
        "const one = 1;\nexport { one };",
        'export * from "./own.js";',
    ],
)
def test_what_the_bundle_does_not_know_is_refused(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "_SCRIPTS", tmp_path.resolve())
    main = tmp_path.resolve() / "main.js"
    (tmp_path / "own.js").write_text("export const own = 1, second = 2;\n")
    main.write_text('import {\n  own,\n} from "./own.js";\nexport const a = own;\n')
    bundle._add(main, {}, ())
    main.write_text(text + "\n")
    with pytest.raises(ValueError, match=r"^main\.js (imports|has) '"):
        bundle._add(main, {}, ())


def test_large_data_are_packed_and_read(open_page: OpenPage) -> None:
    graph = app.open_graph("data")
    opened = open_page(html_of(graph))
    assert opened.page.locator("#data").get_attribute("type") == "application/gzip+base85"
    assert opened.store("store.count") == len(list(graph.items()))


@pytest.fixture(scope="module")
def reader(browser: "Browser") -> "Page":
    return page_with(browser, "base85.js", "bytesOf")


@given(raw=st.binary(max_size=60))
@settings(deadline=None)
def test_bytes_in_base_85_are_read_as_they_were(reader: "Page", raw: bytes) -> None:
    text = html_page.in_base_85(raw)
    assert not set(text) & set("<`\\\"'")
    found = reader.evaluate("(text) => [...bytesOf(text)]", text)
    assert bytes(found) == raw
