"""The columns of the page's data: Python writes them shorter, and the page reads the same again."""

import json
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import app
from graph.app import viewing
from graph.reports.result import Parameters
from graph.views.viewer import columns
from graph.views.viewer.payload import payload
from tests.builders import AS_OF
from tests.pages import page_with

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def page(browser: "Browser") -> "Page":
    """A page that has the reader and nothing else."""
    return page_with(browser, "columns.js", "readable")


def read_again(page: "Page", data: dict[str, Any]) -> dict[str, Any]:
    text = json.dumps(columns.shortened(data), ensure_ascii=False, default=list)
    found: str = page.evaluate("(text) => JSON.stringify(readable(JSON.parse(text)))", text)
    again: dict[str, Any] = json.loads(found)
    return again


def plain(data: dict[str, Any]) -> dict[str, Any]:
    copy: dict[str, Any] = json.loads(json.dumps(data, default=list))
    return copy


def data_with(**held: list[Any]) -> dict[str, Any]:
    return {"nodes": {"id": []}, "fields": {}, "reports": {}, **held}


WHOLE = st.integers(-(2**31), 2**31)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
UNEVEN = Random(1)  # noqa: S311  # it guards no secret
ENDS = st.sampled_from(["", "PRJ-", "9", "٣", "1-", "0", "๙", "99999999999999"])


def some(values: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(values, min_size=20, max_size=90)


COLUMNS = st.one_of(
    some(st.integers(0, 3)),
    some(WHOLE),
    some(WHOLE).map(sorted),
    some(st.lists(st.integers(-1, 40), max_size=3)),
    some(st.sampled_from(["ก", "a", None, True, False, 0, 1, 1.5, "1"])),
    some(TEXT),
    some(st.dictionaries(st.sampled_from("abc"), st.integers(0, 3), max_size=3)),
    some(st.tuples(TEXT, st.integers(0, 9))).map(lambda rows: [list(one) for one in rows]),
    some(st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=2), max_size=2)),
    some(st.one_of(TEXT, st.none(), st.lists(TEXT, max_size=2))),
    st.builds(
        lambda head, first, many, width: [f"{head}{one:0{width}}" for one in range(first, many)],
        *(ENDS, st.integers(0, 12), st.integers(30, 120), st.integers(1, 4)),
    ),
)


@given(column=COLUMNS)
@settings(deadline=None)
def test_any_column_is_read_as_it_was(page: "Page", column: list[Any]) -> None:
    data = data_with(column=column)
    assert read_again(page, data) == plain(data)


def test_data_of_the_shipped_graph_are_a_fraction_and_read_as_they_were(page: "Page") -> None:
    data = payload(viewing.scene_of(app.open_graph("data"), Parameters(as_of=AS_OF)))
    assert read_again(page, data) == plain(data)
    short, whole = (len(json.dumps(one, default=list)) for one in (columns.shortened(data), data))
    assert short < 0.8 * whole


@pytest.mark.parametrize(
    ("column", "way"),
    [
        ([one for one in UNEVEN.sample(range(9999), 20) for _ in range(one % 90)], "runs"),
        (list(range(100, 140)), "steps"),
        ([10**6 + one * one for one in range(40)], "steps"),
        (UNEVEN.choices(["stated", None, "inferred"], k=900), "words"),
        (UNEVEN.choices([["area"], [], ["area", "dates"]], k=900), "words"),
        ([f"PRJ-{one:04}" for one in range(8, 48)], "counted"),
        ([[f"PRJ-{one:04}", "led"] for one in range(40)], "rows"),
        ([[97_000 + one] * (1 + one % 2) for one in range(40)], "lists"),
        ([{"plan": f"1100{one:04}"} for one in range(40)], "objects"),
    ],
)
def test_column_is_written_in_the_way_that_its_values_call_for(column: list[Any], way: str) -> None:
    found = columns.column(column)
    assert isinstance(found, dict)
    assert found["$"] == way
    assert len(json.dumps(found)) < 0.8 * len(json.dumps(column))


@pytest.mark.parametrize(
    "column", [[], [7] * 8, [{"a": 1}] * 8, [f"{one * one}" for one in range(40)]]
)
def test_column_that_would_gain_nothing_stays_as_it_is(column: list[Any]) -> None:
    assert columns.column(column) is column


def report(findings: list[str | None], **items: list[int]) -> dict[str, Any]:
    rows = {name: {"items": one} for name, one in items.items()}
    return {
        "nodes": {"id": ["A", "B", "C"]},
        "fields": {},
        "reports": {"r": {"columns": {**rows, "finding": {"values": findings}}}},
    }


def test_findings_are_told_by_the_items_that_they_name(page: "Page") -> None:
    findings = [*["HND401:A:C"] * 10, *["HND404:B"] * 10, None, "HND401:A:B"]
    data = report(
        findings, item=[0] * 20 + [2, 0], via=[2] * 10 + [1] * 11 + [-1], to=[-1] * 21 + [1]
    )
    found = columns.shortened(data)["reports"]["r"]["columns"]["finding"]["values"]
    assert found["by"] == {"HND401": ["item", "via", "to"], "HND404": ["via"]}
    assert read_again(page, data) == data


def test_findings_that_name_what_no_column_has_stay_texts(page: "Page") -> None:
    data = report([f"TRC201:X{one * one}" for one in range(20)], item=[0] * 20)
    found = columns.shortened(data)["reports"]["r"]["columns"]["finding"]
    assert "findings" not in json.dumps(found)
    assert read_again(page, data) == data


def with_field(*, of: list[Any]) -> dict[str, Any]:
    """A report whose rows are about items, and say what is of each of them."""
    items = [0, 1, 2, 3] * 5
    told = {"item": {"items": items}, "budget": {"values": of}}
    fields = {"budget": {"at": [0, 2, 3], "is": [5, 1.5, 0]}}
    return {**data_with(), "fields": fields, "reports": {"r": {"columns": told}}}


def test_what_an_item_has_in_a_field_is_not_told_again(page: "Page") -> None:
    data = with_field(of=[5, None, 1.5, 0] * 5)
    found = columns.shortened(data)["reports"]["r"]["columns"]["budget"]["values"]
    assert found == {"$": "field", "of": "item", "field": "budget"}
    assert read_again(page, data) == plain(data)


@pytest.mark.parametrize("other", [6, None, False])
def test_column_that_says_something_else_than_the_field_is_told(page: "Page", other: Any) -> None:
    data = with_field(of=[*[5, None, 1.5, 0] * 4, 5, None, 1.5, other])
    assert '"field"' not in json.dumps(columns.shortened(data)["reports"])
    assert read_again(page, data) == plain(data)
