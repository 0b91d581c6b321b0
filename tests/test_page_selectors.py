"""Selectors on the page find what they find on the command line, or are refused as there."""

import json
from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import app
from graph.app import viewing
from graph.app.selecting import select
from graph.errors import TraceError
from graph.network import TraceGraph
from graph.reports.result import Parameters
from graph.views.viewer.payload import payload
from tests import strategies
from tests.builders import AS_OF, city, policy, project
from tests.naive_selection import Naive, text_of
from tests.pages import Opened, OpenPage, html_of
from tests.test_selection import CHAIN, findings_of, groups, portfolio_of

ASKED = Parameters(as_of=AS_OF)
Answer = list[str] | str
EVALUATE = """([data, texts]) => {
  const store = new policytrace.store.constructor(JSON.parse(data));
  return texts.map((text) => {
    try {
      return [...policytrace.select(text, store)].map((item) => store.id(item)).sort();
    } catch (error) {
      if (!error.words) throw error;
      return error.words;
    }
  });
}"""


def by_page(
    opened: Opened, graph: TraceGraph, texts: Sequence[str], named: Mapping[str, str] = {}
) -> list[Answer]:
    """What the page finds for each text: ids, or the English sentence that says why nothing."""
    data = json.dumps(payload(viewing.scene_of(graph, ASKED, named)), default=list)
    answers = opened.page.evaluate(EVALUATE, [data, list(texts)])
    return [by_kind_of_answer(one, text) for one, text in zip(answers, texts, strict=True)]


def by_kind_of_answer(found: list[str], text: str) -> Answer:
    is_refused = any(" " in one for one in found)  # No id has a space.
    if not is_refused:
        return found
    thai, english = found
    assert any("\u0e00" <= one <= "\u0e7f" for one in thai), text
    return english.partition(";")[0]  # What follows hints at what was meant.


def by_command_line(
    graph: TraceGraph, texts: Sequence[str], named: Mapping[str, str] = {}
) -> list[Answer]:
    answers: list[Answer] = []
    for text in texts:
        try:
            answers.append(sorted(select(graph, text, parameters=ASKED, selectors=named)))
        except TraceError as error:
            answers.append(str(error).partition(";")[0])
    return answers


def test_random_selectors_find_what_they_find_on_the_command_line(open_page: OpenPage) -> None:
    opened = open_page(html_of(CHAIN.graph))

    @settings(deadline=None, max_examples=40)
    @given(data=strategies.portfolios(), draw=st.data())
    def holds(data: dict[str, Any], draw: st.DataObject) -> None:
        portfolio = portfolio_of(data)
        graph = TraceGraph.from_portfolio(portfolio)
        naive = Naive(portfolio, findings_of(graph))
        ways = [True, False, False, False, False, False]
        texts = [text_of(draw.draw(groups(naive, is_any=is_any))) for is_any in ways]
        assert by_page(opened, graph, texts) == by_command_line(graph, texts)

    holds()


PIECES = ("P1", "PRJ1", "+", "2+", "+1", ",", " ", ":", "kind:", "kind:project", "owner:B1", "@")
OTHERS = (
    "0",
    "123",
    "*",
    "?",
    "[",
    "]",
    "!",
    "S1*",
    "tier:district",
    "\u00a0",
    "\x1f",
    "ก",
    "é",
    "😀",
)


def test_any_text_is_read_as_on_the_command_line(open_page: OpenPage) -> None:
    opened = open_page(html_of(CHAIN.graph))
    text = st.lists(st.sampled_from(PIECES + OTHERS), max_size=6).map("".join)

    @settings(deadline=None, max_examples=15)
    @given(st.lists(text, min_size=30, max_size=30))
    def holds(texts: list[str]) -> None:
        assert by_page(opened, CHAIN.graph, texts) == by_command_line(CHAIN.graph, texts)

    holds()


def test_wildcards_are_those_of_the_command_line(open_page: OpenPage) -> None:
    ids = ["a" + "".join(rest) for rest in product("ab-.", repeat=2)]
    graph = city(*(policy(one) for one in ids)).graph
    opened = open_page(html_of(CHAIN.graph))
    pattern = st.text("ab-.[]!^*?", min_size=1, max_size=8).map(lambda one: f"a{one}")

    @settings(deadline=None, max_examples=15)
    @given(st.lists(pattern, min_size=60, max_size=60))
    def holds(patterns: list[str]) -> None:
        assert by_page(opened, graph, patterns) == by_command_line(graph, patterns)

    holds()


NAMED = {
    "led": "owner:B1,kind:project",
    "all": "selector:led P1",
    "ท่อ": "PRJ1",
    "circle": "P1 selector:around",
    "around": "+selector:circle",
    "wrong": "selector:typo",
    "typo": "ownr:B1",
}


def test_named_selectors_are_those_of_the_settings(open_page: OpenPage) -> None:
    deep = {f"n{level}": f"selector:n{level + 1}" for level in range(60)}
    named = {**NAMED, **deep}
    texts = [*(f"selector:{name}" for name in (*NAMED, "n0", "n30", "none")), "selector:led+1"]
    opened = open_page(html_of(CHAIN.graph, selectors=named))
    assert by_page(opened, CHAIN.graph, texts, named) == by_command_line(CHAIN.graph, texts, named)
    assert by_page(opened, CHAIN.graph, ["selector:led"]) == [
        "there is no selector 'led': [tool.policytrace.selectors] in pyproject.toml names none"
    ]
    assert opened.store("[...app.select('selector:led')].map((item) => store.id(item))") == ["PRJ1"]


def test_reference_that_leads_nowhere_is_found(open_page: OpenPage) -> None:
    graph = city(project("PRJ1", lead="B9"), project("PRJ2")).lenient_graph
    opened = open_page(html_of(CHAIN.graph))
    texts = ["finding:TRC202", "finding:TRC2*", "finding:TRC202:PRJ1:B9", "finding:BUD601"]
    assert by_page(opened, graph, texts) == by_command_line(graph, texts)


def test_shipped_data_is_selected_as_on_the_command_line(open_page: OpenPage) -> None:
    graph = app.open_graph("data")
    codes = sorted({one.partition(":")[0] for one in findings_of(graph)})
    texts = [
        *(f"finding:{code}" for code in codes),
        *("owner:B1100", "owner:B*", "tier:district", "area:*", "strategy:S1", "+kind:project"),
        *("P001+", "2+PRJ-*+1,year:2567", "basis:inferred,kind:policy", "file:units/*", "year:25*"),
        *("kind:KeyResult+", "status:*", "dimension:safe+", "file:policies.yaml,finding:OWN301"),
    ]
    opened = open_page(html_of(graph))
    assert by_page(opened, graph, texts) == by_command_line(graph, texts)


@pytest.mark.parametrize(
    ("text", "thai", "english"),
    [
        ("ownr:B1", "ไม่มีวิธีเลือก 'ownr' (ตัวอักษรที่ 1) หมายถึง 'owner' หรือไม่", "did you mean 'owner'?"),
        ("kind:projects", "หมายถึง 'project' หรือไม่", "did you mean 'project'?"),
        ("year:2999", "มี 2566, 2567", "there are: 2566, 2567"),
        ("P1++", "ตัวอักษรที่ 4", "column 4"),
    ],
)
def test_mistake_is_told_with_its_remedy_in_both_languages(
    open_page: OpenPage, text: str, thai: str, english: str
) -> None:
    opened = open_page(html_of(CHAIN.graph))
    script = (
        f"(() => {{ try {{ app.select({json.dumps(text)}) }} catch (e) {{ return e.words }} }})()"
    )
    said = opened.store(script)
    assert thai in said[0]
    assert english in said[1]
