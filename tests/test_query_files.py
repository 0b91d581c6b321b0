"""Every query file keeps what its header promises, and fits the graph that it asks.

No Cypher is parsed here: small patterns find the arrows and the parameters, and `EXPLAIN` on the
server says the rest.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import neo4j
import pytest

import cli
from benchmarks.cities import write_city
from graph import app
from graph.engines.answers import Limits
from graph.engines.embedded import Embedded
from graph.engines.loading.schema import make_names, make_rules
from graph.engines.records import records_of
from graph.errors import UsageError
from graph.model.portfolio import Portfolio
from graph.model.vocabulary import RELATIONS, NodeKind
from graph.queries import Query, query_named, query_names, read_query
from graph.reports.registry import REPORTS
from graph.views import query_docs

ROOT = Path(cli.__file__).parent
PATIENT = Limits(seconds=600)
# Every parameter that a query may have, and the types of its example.
PARAMETERS: Mapping[str, tuple[type, ...]] = {
    "dataset": (str,),
    "as_of": (date,),
    "fiscal_year": (int, type(None)),
    "all_tiers": (bool,),
    "lang": (str,),
    "id": (str,),
    "from": (str,),
    "to": (str,),
}

every_query = pytest.mark.parametrize("name", query_names())


@pytest.fixture
def query(name: str) -> Query:
    return query_named(name)


def body(query: Query) -> str:
    """The statement, without the comments."""
    return "\n".join(line for line in query.text.splitlines() if not line.startswith("//"))


# The header ---------------------------------------------------------------------------------------


@every_query
def test_header_has_every_field(query: Query) -> None:
    for field in ("title", "title_th", "about", "pattern", "params", "columns", "key"):
        assert getattr(query, field), f"no {field}"
    assert re.search("[ก-๙]", query.title_th)
    assert not re.search("[ก-๙]", query.title + query.about)
    assert query.about.endswith(".")
    assert not query.title.endswith(".")


@every_query
def test_parameters_are_declared_shown_and_used(query: Query) -> None:
    assert set(query.params) == set(re.findall(r"\$(\w+)", body(query)))
    assert list(query.params) == list(query.examples)
    for parameter, example in query.examples.items():
        assert type(example) in PARAMETERS[parameter]
    assert "dataset" in query.params


@every_query
def test_parameters_named_in_the_words_are_there(query: Query) -> None:
    named = set(re.findall(r"\$(\w+)|\b(all_tiers|as_of)\b", query.about))
    assert {one for pair in named for one in pair if one} <= set(query.params)


@every_query
def test_key_is_among_the_columns(query: Query) -> None:
    assert set(query.key) <= set(query.columns)
    assert len(set(query.columns)) == len(query.columns)


@every_query
def test_text_is_tidy(query: Query) -> None:
    lines = query.text.splitlines()
    assert lines[0].startswith("// title: ")
    assert query.text.endswith("\n")
    assert not query.text.endswith("\n\n")
    assert "\t" not in query.text
    assert not [line for line in lines if line != line.rstrip()]
    assert "/*" not in query.text
    assert "//" not in body(query)


def test_titles_differ() -> None:
    queries = [query_named(one) for one in query_names()]
    for titles in ([one.title for one in queries], [one.title_th for one in queries]):
        assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("report", [name for name, one in REPORTS.items() if one.in_cypher])
def test_report_and_its_query_file_have_the_same_columns_and_filters(report: str) -> None:
    query = query_named(report)
    assert query.columns == REPORTS[report].columns
    assert (query.title, query.title_th) == (REPORTS[report].title_en, REPORTS[report].title_th)
    assert set(REPORTS[report].filters) == set(query.params) & {"fiscal_year", "all_tiers"}


# The arrows ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Arrow:
    """A piece of a pattern such as `(a:Policy)-[:ADVANCES|CALLS_FOR*0..1]->(b)`."""

    left: str
    head: str  # `<`, `>`, or nothing where it is followed in either direction.
    types: tuple[str, ...]
    repeated: bool
    right: str


# A node: a variable and labels, and maybe properties in braces.
_BRACES = r"(?:\{[^{}]*\})?"
_NODE = rf"\((\w*(?:\s*:\s*[\w|]+)?)\s*{_BRACES}\)"
_RELATION = rf"\[\s*\w*\s*:?\s*([\w|\s]*?)(\*[\d.]*)?\s*{_BRACES}\]"
_ARROW = rf"{_NODE}\s*(<?)-{_RELATION}-(>?)\s*(?={_NODE})"


def arrows(text: str) -> Iterator[Arrow]:
    for left, back, types, star, forth, right in re.findall(_ARROW, text):
        names = tuple(one.strip() for one in types.split("|") if one.strip())
        yield Arrow(left, back or forth, names, bool(star), right)


def kinds_by_variable(text: str) -> dict[str, set[NodeKind]]:
    """The labels that each variable has anywhere in the text."""
    found: dict[str, set[NodeKind]] = {}
    for variable, label in re.findall(r"\((\w+)\s*:\s*(\w+)\s*[){]", text):
        if label in set(NodeKind):
            found.setdefault(variable, set()).add(NodeKind(label))
    return found


def kinds_of(node: str, known: Mapping[str, set[NodeKind]]) -> set[NodeKind]:
    variable, _, label = (one.strip() for one in node.partition(":"))
    if label in set(NodeKind):
        return {NodeKind(label)}
    return known.get(variable) or set(NodeKind)


def misfits(text: str) -> list[str]:
    """What in the patterns of a text does not fit the vocabulary."""
    known = kinds_by_variable(text)
    wrong = []
    for arrow in arrows(text):
        left, right = kinds_of(arrow.left, known), kinds_of(arrow.right, known)
        sources, targets = (right, left) if arrow.head == "<" else (left, right)
        for name in arrow.types:
            if name not in RELATIONS:
                wrong.append(f"{name} is no relation")
            elif arrow.head and not arrow.repeated:
                ends = RELATIONS[name].ends
                if not any(one in sources and other in targets for one, other in ends):
                    wrong.append(f"{arrow.left} {name} {arrow.right}")
        if arrow.head and arrow.repeated and not _can_be_walked(arrow.types, sources, targets):
            wrong.append(f"{arrow.left} {'|'.join(arrow.types)}* {arrow.right}")
    return wrong


def _can_be_walked(names: tuple[str, ...], sources: set[NodeKind], targets: set[NodeKind]) -> bool:
    """Whether some steps along the relations lead from a source to a target; or none has to."""
    if sources & targets:
        return True
    relations = [RELATIONS[name] for name in names if name in RELATIONS]
    starts = {kind for one in relations for kind in one.source_kinds}
    ends = {kind for one in relations for kind in one.target_kinds}
    return bool(sources & starts) and bool(targets & ends)


@every_query
def test_every_arrow_fits_the_vocabulary(query: Query) -> None:
    text = body(query)
    assert len(list(arrows(text))) == text.count("-["), "an arrow is written in an unknown way"
    assert misfits(text) == []
    labels = set(re.findall(r":\s*([A-Z][a-z]\w*)", text))
    assert labels <= {*NodeKind, "PolicyTrace"}


@every_query
def test_pattern_of_the_header_fits_the_vocabulary(query: Query) -> None:
    text = re.sub(r"\((\w+)\)", r"(:\1)", query.pattern)
    found = list(arrows(text))
    assert found
    assert len(found) == query.pattern.count("-[") == query.pattern.count("]->")
    assert misfits(text) == []
    named = {kind for arrow in found for kind in (arrow.left, arrow.right)}
    assert named <= {f":{kind}" for kind in NodeKind}
    used = set(re.findall(r"[A-Z]+_[A-Z_]+|ADVANCES|SERVES|TARGETS|SUPERSEDES", body(query)))
    drawn = {name for arrow in found for name in arrow.types}
    assert drawn <= used or "-[link]->" in query.text, f"not asked for: {sorted(drawn - used)}"


@pytest.mark.parametrize(
    "wrong",
    [
        "(project:Project)-[:DELIVERED_BY]->(result:KeyResult)",
        "(:KeyResult)<-[:DELIVERED_BY]-(:Project {dataset: $dataset})",
        "(policy:Policy)-[:ADVANCES]->(x)-[:LED_BY]->(y), (x:Strategy)",
        "(a:Policy)-[r:OWNED_BY {basis: 'stated'}]->(b:Project)",
        "(a:Policy)-[:OWNED_BY|LED_BY]->(b:Unit)",
        "(a:Policy)-[:HAS_OBJECTIVE*0..3]->(b:Unit)",
        "(a)-[:IS_OWNED_BY]->(b)",
    ],
)
def test_arrow_that_does_not_fit_is_noticed(wrong: str) -> None:
    assert misfits(wrong)


@pytest.mark.parametrize(
    "right",
    [
        "(result:KeyResult)-[:DELIVERED_BY]->(project:Project)",
        "(:Project)<-[:DELIVERED_BY]-(:KeyResult {dataset: $dataset})<-[:HAS_KEY_RESULT]-()",
        "(a:Policy)-[x:OWNED_BY {basis: 'stated'}]->(b:Unit)<-[:PART_OF*0..]-(c:Unit)",
        "(a)-[:ADVANCES|PART_OF*..12]-(b)",
    ],
)
def test_arrow_that_fits_is_left_alone(right: str) -> None:
    assert list(arrows(right))
    assert misfits(right) == []


# On the embedded engine ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def portfolios(tmp_path_factory: pytest.TempPathFactory) -> tuple[Portfolio, Portfolio]:
    """The shipped data and a synthetic city."""
    town = write_city(tmp_path_factory.mktemp("town"), projects=300)
    return app.check(ROOT / "data").portfolio, app.check(town).portfolio


@pytest.fixture(scope="module")
def engines(portfolios: tuple[Portfolio, Portfolio]) -> list[tuple[Portfolio, Embedded]]:
    return [(one, Embedded(records_of(one))) for one in portfolios]


def asked(query: Query, portfolio: Portfolio) -> Iterator[dict[str, Any]]:
    """The parameters as the file shows them; where they name no item, those of some items."""
    about = {"id", "from", "to"} & set(query.params)
    if all(query.examples[one] in portfolio.items for one in about):
        yield dict(query.examples)
        return
    ids = sorted(portfolio.items)
    step = len(ids) // 40
    for one, other in zip(ids[::step], ids[::-step], strict=False):
        yield {**query.examples, **{name: other if name == "to" else one for name in about}}


@every_query
def test_columns_are_as_declared_and_the_key_tells_rows_apart(
    query: Query, engines: list[tuple[Portfolio, Embedded]]
) -> None:
    for portfolio, engine in engines:
        for parameters in asked(query, portfolio):
            answer = engine.ask(query.text, parameters, PATIENT)
            assert tuple(answer.columns) == query.columns
            keys = [str([row[column] for column in query.key]) for row in answer.rows]
            assert len(set(keys)) == len(keys)


@every_query
def test_items_of_the_examples_are_in_the_shipped_data(
    query: Query, portfolios: tuple[Portfolio, Portfolio], engines: list[tuple[Portfolio, Embedded]]
) -> None:
    about = {"id", "from", "to"} & set(query.params)
    assert {query.examples[one] for one in about} <= set(portfolios[0].items)
    if about:
        assert engines[0][1].ask(query.text, query.examples, PATIENT).rows


@every_query
def test_other_data_set_is_left_alone(
    query: Query, engines: list[tuple[Portfolio, Embedded]]
) -> None:
    for portfolio, engine in engines:
        for parameters in asked(query, portfolio):
            assert not engine.ask(query.text, {**parameters, "dataset": "other"}, PATIENT).rows


# The document ------------------------------------------------------------------------------------


def test_example_in_the_document_keeps_the_contract_that_it_shows(
    engines: list[tuple[Portfolio, Embedded]],
) -> None:
    document = (ROOT / "queries" / "README.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"^```cypher\n(// title: .*?)^```", document, re.DOTALL | re.MULTILINE)
    query = read_query("example", text)
    test_header_has_every_field(query)
    test_parameters_are_declared_shown_and_used(query)
    test_every_arrow_fits_the_vocabulary(query)
    test_pattern_of_the_header_fits_the_vocabulary(query)
    test_columns_are_as_declared_and_the_key_tells_rows_apart(query, engines)
    assert engines[0][1].ask(query.text, query.examples, PATIENT).rows


def test_picture_draws_each_arrow_of_the_pattern_once() -> None:
    text = "// pattern: (Policy)-[ADVANCES]->(Strategy)-[PART_OF]->(Strategy),\n"
    text += "//   (Policy)-[ADVANCES]->(Strategy)\n"
    assert query_docs.picture(read_query("sample", text)).splitlines() == [
        "```mermaid",
        "flowchart LR",
        '  Policy["policy · นโยบาย"]',
        '  Strategy["strategy · ยุทธศาสตร์"]',
        "  Policy -->|ADVANCES| Strategy",
        "  Strategy -->|PART_OF| Strategy",
        "```",
    ]


@pytest.mark.parametrize(
    "pattern",
    ["(Strategy)-[ADVANCES]->(Policy)", "(Policy)-[IMPROVES]->(Strategy)", "(A)-[LED_BY]->(Unit)"],
)
def test_arrow_that_the_graph_has_not_is_not_drawn(pattern: str) -> None:
    with pytest.raises(UsageError, match="no relation of the graph is like that"):
        query_docs.picture(read_query("sample", f"// pattern: {pattern}\n"))


def test_section_shows_parameters_as_they_are_given() -> None:
    text = "// title: T\n// about: Of $id.\n// params: id, as_of, strict, year\n"
    text += "// pattern: (Project)-[LED_BY]->(Unit)\n// :param id => 'B1'\n"
    text += "// :param as_of => date('2024-09-30')\n// :param strict => false\n"
    section = query_docs.sections([read_query("sample", text + "// :param year => null\n")])
    assert "Of `$id`." in section
    for row in ("| `id` | `B1` |", "| `as_of` | `2024-09-30` |", "| `strict` | `false` |"):
        assert row in section
    assert section.endswith("| `year` | `null` |")


# On a server --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def session(request: pytest.FixtureRequest) -> Iterator[neo4j.Session]:
    """A server that knows every name of the graph, whether anything is loaded or not."""
    server = request.getfixturevalue("neo4j_server")
    with (
        neo4j.GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver,
        driver.session() as session,
    ):
        make_rules(session, 600)
        make_names(session)
        yield session


def warnings(summary: neo4j.ResultSummary) -> list[str]:
    return [one.status_description for one in summary.gql_status_objects if one.is_notification]


@every_query
def test_server_reads_without_a_warning(query: Query, session: neo4j.Session) -> None:
    result = session.run(f"EXPLAIN {query.text}", dict(query.examples))
    assert tuple(result.keys()) == query.columns
    summary = result.consume()
    assert summary.query_type == "r"
    assert warnings(summary) == []


def test_server_would_warn(session: neo4j.Session) -> None:
    text = "EXPLAIN MATCH (a:Unit), (b:Area)-[:NO_SUCH]->() RETURN a.id AS a, b.no_such AS b"
    said = " ".join(warnings(session.run(text).consume()))
    for word in ("cartesian", "NO_SUCH", "no_such"):
        assert word in said
