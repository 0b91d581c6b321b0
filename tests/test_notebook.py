"""A selection as a network of pyvis: what a notebook shows, and that no title in it is script."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graph import app
from graph.app.selecting import select
from graph.app.viewing import network
from graph.errors import UsageError
from graph.model.vocabulary import NodeKind
from graph.reports.result import Parameters
from graph.selection.methods import kind_word
from graph.views.viewer import notebook
from graph.views.viewer.looks import LOOKS
from tests.builders import AS_OF, bureau, city, district, key_result, objective, policy, project
from tests.commands import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

README = (ROOT / "README.md").read_text(encoding="utf-8")
HOSTILE = (
    '<img src=x onerror="hacked=1"><a href="javascript:hacked=1">&amp;</script><script>hacked=1'
)
LIT = city(
    policy("P1", owner="B1"),
    bureau("B1", title={"th": HOSTILE, "en": HOSTILE}),
    district("D1"),
    objective(
        "O1",
        key_result("KR1", owner="B1", allocations=[{"unit": "B1", "target": 1}]),
        policies=["P1"],
        basis={"policies": "inferred"},
    ),
    project("PRJ1", lead="B1", supports=["D1"], key_results=["KR1"]),
    project("PRJ2", lead="D1"),
)


def shown(selector: str = "kind:*", **asked: Any) -> Any:
    return network(LIT.graph, selector, as_of="2024-09-30", **asked)


def test_nodes_and_arrows_are_those_of_the_selection() -> None:
    graph = app.open_graph("data")
    ids = select(graph, "+P166+", parameters=Parameters(as_of=AS_OF))
    net = network(graph, "+P166+", as_of=AS_OF)
    assert set(net.get_nodes()) == ids
    assert net.num_nodes() == len(ids)
    assert Counter((one["from"], one["to"]) for one in net.edges) == Counter(
        (one.source, one.target) for one in graph.links() if {one.source, one.target} <= ids
    )
    assert net.get_node("P166")["title"].startswith(graph.item("P166").title())
    assert net.neighbors("P166") <= ids


def test_two_arrows_between_the_same_items_are_both_drawn() -> None:
    both = [one for one in shown().edges if (one["from"], one["to"]) == ("KR1", "B1")]
    assert {one["title"].splitlines()[0] for one in both} == {"มีเจ้าภาพคือ", "แบ่งเป้าให้"}
    assert len({str(one.get("smooth")) for one in both}) == 2


def test_what_is_inferred_is_dashed_and_words_are_in_the_language() -> None:
    (edge,) = (
        one for one in shown(language="en").edges if one["from"] == "P1" if one["to"] == "O1"
    )
    assert (edge["dashes"], edge["title"]) == (True, "calls for\ninferred")


def test_lanes_run_from_policies_to_units_and_no_two_nodes_share_a_place() -> None:
    net = network(app.open_graph("data"), "+P166+", as_of=AS_OF)
    across: dict[str, set[int]] = {}
    for one in net.nodes:
        across.setdefault(one["color"], set()).add(one["x"])
    chain = ("POLICY", "STRATEGY", "OBJECTIVE", "KEY_RESULT", "PROJECT", "UNIT")
    lanes = [across[LOOKS[NodeKind[one]].colour] for one in chain]
    assert [len(lane) for lane in lanes] == [1, 1, 1, 1, 1, 5]  # Fifty districts and a bureau.
    assert all(max(one) < min(after) for one, after in pairwise(lanes))
    assert len({(one["x"], one["y"]) for one in net.nodes}) == net.num_nodes()


def test_the_same_selection_gives_the_same_page() -> None:
    assert shown().generate_html() == shown().generate_html()


def test_more_than_a_picture_can_show_is_refused_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(notebook, "MOST", 3)
    assert shown("P1 B1 O1").num_nodes() == 3
    with pytest.raises(UsageError, match=r"4 items.*choose fewer"):
        shown("P1 B1 O1 KR1")


def test_selector_and_day_that_do_not_fit_are_mistakes_in_one_sentence() -> None:
    with pytest.raises(UsageError, match="write 2024-09-30"):
        network(LIT.graph, "P1", as_of="2567-09-30")
    with pytest.raises(UsageError, match="kind"):
        shown("kinds:policy")
    assert set(shown("kind:policy finding:TRC201").get_nodes()) == {"P1", "PRJ2"}


def test_kinds_have_the_colours_of_the_page() -> None:
    script = ROOT / "graph/views/viewer/assets/js/kinds.js"
    found = re.findall(r'(\w+): \{ glyph: ".", colour: "(#\w+)"', script.read_text("utf-8"))
    assert dict(found) == {kind_word(kind): look.colour for kind, look in LOOKS.items()}
    assert set(LOOKS) == set(NodeKind)


def test_example_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (example,) = re.findall(r"```python\n([^`]*viewing import network[^`]*)```", README)
    (tmp_path / "data").symlink_to(ROOT / "data")
    monkeypatch.chdir(tmp_path)
    exec(compile(example, "README.md", "exec"), {})  # noqa: S102  # our own document
    (file,) = tmp_path.glob("*.html")
    assert "P001" in file.read_text(encoding="utf-8")


# In the browser -----------------------------------------------------------------------------------


@pytest.fixture
def page(browser: "Browser", tmp_path: Path) -> Iterator["Page"]:
    """The network in a browser that reaches nothing but the file itself."""
    file = tmp_path / "net.html"
    file.write_text(shown().generate_html(), encoding="utf-8")

    def pass_or_refuse(route: "Route") -> None:
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            route.abort()

    page = browser.new_page()
    page.route("**/*", pass_or_refuse)
    page.goto(file.as_uri())
    page.evaluate(
        "new Promise((done) => { network.once('afterDrawing', done); network.redraw(); })"
    )
    yield page
    page.close()


def test_nodes_are_drawn_and_titles_are_text(page: "Page") -> None:
    assert page.evaluate("network.body.nodeIndices.length") == len(list(LIT.graph.items()))
    pixels = """() => {
        const canvas = document.querySelector("canvas");
        const all = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
        return new Set(new Uint32Array(all.buffer)).size;
    }"""
    assert page.evaluate(pixels) > 20
    at = page.evaluate("network.canvasToDOM(network.getPosition('B1'))")
    box = page.locator("canvas").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + at["x"], box["y"] + at["y"])
    tip = page.locator("div.vis-tooltip", has_text="onerror")
    tip.wait_for()
    assert tip.inner_text().replace("\u2060", "").startswith(HOSTILE)
    assert tip.locator(":not(br)").count() == 0
    assert page.locator(".popup").count() == 0
    assert page.evaluate("typeof hacked") == "undefined"
