"""What a query file says of itself is read from its header, and parameters as they are meant."""

import datetime as dt
from pathlib import Path

import pytest

from graph.errors import UsageError
from graph.queries import (
    Query,
    Value,
    file_query,
    parameters_of,
    query_named,
    query_names,
    read_query,
    typed_query,
)

FILE = """\
// title: Units of a tier
// title_th: หน่วยงานตามระดับ
// about: Units, and what they lead: one row each;
//   a project has one lead.
// pattern: (Project)-[LED_BY]->(Unit),
//   (Project)-[SUPPORTED_BY]->(Unit)
// params: dataset, tier,
//   as_of, share, least, strict, year
// columns: unit, projects
// key: unit
//
// :param dataset => 'default'
// :param tier => "bureau"
// :param as_of => date('2024-09-30')
// :param share => 0.5
// :param least => -3
// :param strict => false
// :param year => null

MATCH (unit:Unit {dataset: $dataset, tier: $tier})  // title: not this one
RETURN unit.id AS unit, 1 AS projects
"""
STANDING: dict[str, Value] = {"dataset": "default", "as_of": dt.date(2024, 9, 30), "lang": "th"}


@pytest.fixture
def query() -> Query:
    return read_query("units", FILE)


def refusal(query: Query, *given: str) -> str:
    with pytest.raises(UsageError) as caught:
        parameters_of(query, given, STANDING)
    return str(caught.value)


# The header ---------------------------------------------------------------------------------------


def test_header_is_read(query: Query) -> None:
    assert (query.name, query.text) == ("units", FILE)
    assert (query.title, query.title_th) == ("Units of a tier", "หน่วยงานตามระดับ")
    assert query.columns == ("unit", "projects")
    assert query.key == ("unit",)
    assert not query.is_ours


def test_indented_lines_go_on_with_a_field(query: Query) -> None:
    assert query.about == "Units, and what they lead: one row each; a project has one lead."
    assert query.pattern == "(Project)-[LED_BY]->(Unit), (Project)-[SUPPORTED_BY]->(Unit)"
    assert query.params == ("dataset", "tier", "as_of", "share", "least", "strict", "year")


def test_examples_have_their_types(query: Query) -> None:
    assert query.examples == {
        "dataset": "default",
        "tier": "bureau",
        "as_of": dt.date(2024, 9, 30),
        "share": 0.5,
        "least": -3,
        "strict": False,
        "year": None,
    }
    assert type(query.examples["strict"]) is bool
    assert type(query.examples["least"]) is int


def test_text_without_a_header_tells_nothing_of_itself() -> None:
    query = read_query("typed", "MATCH (u:Unit)\n// title: no header\nRETURN u.id AS unit")
    assert (query.title, query.params, query.columns, query.examples) == ("", (), (), {})


def test_windows_line_ends_are_read(query: Query) -> None:
    other = read_query("units", FILE.replace("\n", "\r\n"))
    assert (other.about, other.params, other.examples) == (
        query.about,
        query.params,
        query.examples,
    )


# Finding a query ----------------------------------------------------------------------------------


def test_library_is_found_by_name() -> None:
    assert query_names() == tuple(sorted(query_names()))
    assert query_named("orphan-projects") == query_named("orphan_projects")
    assert query_named("orphan-projects").name == "orphan_projects"
    assert all(query_named(name).is_ours for name in query_names())


def test_misspelt_name_gets_a_hint() -> None:
    with pytest.raises(UsageError, match=r"there is no query 'orphan-project'.*orphan_projects"):
        query_named("orphan-project")


def test_strange_name_gets_the_list() -> None:
    with pytest.raises(UsageError, match=r"there are: .*handoffs.*trace"):
        query_named("zzz")


@pytest.mark.parametrize("name", ["../queries/trace", "trace.cypher", ""])
def test_name_is_no_path(name: str) -> None:
    with pytest.raises(UsageError, match="there is no query"):
        query_named(name)


def test_query_of_ones_own_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.cypher"
    path.write_bytes(b"\xef\xbb\xbf" + FILE.encode())
    found = file_query(path)
    assert (found.name, found.title, found.is_ours) == ("mine", "Units of a tier", False)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"'.*none\.cypher' cannot be read: No such file"):
        file_query(tmp_path / "none.cypher")


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(UsageError, match="'standard input' is not UTF-8"):
        typed_query("standard input", "RETURN 'ก' AS x".encode("cp874"))


# Parameters ---------------------------------------------------------------------------------------

GIVEN = ("tier=office", "share=2", "least=4", "strict=true", "year=2567")


def test_given_and_standing_parameters_are_put_together(query: Query) -> None:
    assert parameters_of(query, GIVEN, STANDING) == {
        "dataset": "default",
        "tier": "office",
        "as_of": dt.date(2024, 9, 30),
        "share": 2,
        "least": 4,
        "strict": True,
        "year": 2567,
    }


def test_given_parameter_goes_before_the_standing_one(query: Query) -> None:
    found = parameters_of(query, (*GIVEN, "as_of=2025-01-31"), STANDING)
    assert found["as_of"] == dt.date(2025, 1, 31)


def test_text_stays_text_where_the_example_is_text(query: Query) -> None:
    found = parameters_of(query, (*GIVEN, "tier=2567"), STANDING)
    assert found["tier"] == "2567"


def test_value_may_hold_an_equals_sign(query: Query) -> None:
    assert parameters_of(query, (*GIVEN, "tier=a=b"), STANDING)["tier"] == "a=b"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("tier", "-p 'tier' is no name=value"),
        ("=office", "-p '=office' is no name=value"),
        ("teir=office", "has no parameter 'teir'"),
        ("as_of=soon", "'soon' is not a date such as 2024-09-30"),
        ("strict=yes", "'yes' is not true or false"),
        ("least=many", "'many' is not a whole number"),
        ("least=1.5", "'1.5' is not a whole number"),
        ("share=half", "'half' is not a number"),
    ],
)
def test_parameter_that_does_not_fit_is_refused(query: Query, given: str, said: str) -> None:
    assert said in refusal(query, *GIVEN, given)


def test_missing_parameter_is_asked_for(query: Query) -> None:
    assert refusal(query, *GIVEN[1:]) == (
        "query 'units' needs the parameter 'tier': give it, such as -p tier=bureau"
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2567", 2567),
        ("-1.5", -1.5),
        ("1e3", 1000.0),
        ("true", True),
        ("null", None),
        ("2024-09-30", dt.date(2024, 9, 30)),
        ("'2567'", "2567"),
        ('"true"', "true"),
        ("กรุงเทพฯ", "กรุงเทพฯ"),
        ("1.2.3", "1.2.3"),
        ("", ""),
    ],
)
def test_value_without_an_example_is_what_it_looks_like(text: str, value: Value) -> None:
    typed = read_query("typed", "RETURN $x AS x")
    found = parameters_of(typed, (f"x={text}",), STANDING)
    assert found == {**STANDING, "x": value}
    assert type(found["x"]) is type(value)
