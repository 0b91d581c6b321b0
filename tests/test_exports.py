"""The graph for other programs, read back by libraries that know nothing of this one."""

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
import rdflib
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, ORG, RDF, SKOS

from graph.app import open_portfolio
from graph.engines.exporting import csv_tables, cypher_script, graphml, json_ld, terms
from graph.engines.records import (
    NodeRecord,
    Properties,
    Records,
    RelationRecord,
    property_names,
    records_of,
)
from graph.errors import UsageError
from graph.model.vocabulary import RELATIONS, NodeKind
from tests import strategies
from tests.builders import _Dumper
from tests.commands import run
from tests.neo4j_fixture import Neo4j
from tests.test_admin_import import HOSTILE

if TYPE_CHECKING:
    import neo4j

SHIPPED = records_of(open_portfolio("data"))
# What rdflib itself still uses.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
BASE = "https://data.example.org/plan/"
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
TEXTS = st.one_of(
    st.sampled_from(
        [*HOSTILE[:-1], "\\u0041", "a\\", "'=1+1", "'", "\0", "]]>", "<b>&amp;", ";\n"]
    ),
    st.text(st.characters(codec="utf-8"), max_size=12),
)


@st.composite
def hostile_records(draw: st.DrawFn) -> Records:
    """The nodes and arrows of a random portfolio, with any text wherever text may stand."""
    data = draw(strategies.portfolios())
    with TemporaryDirectory() as name:
        text = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False)
        (Path(name) / "all.yaml").write_text(text, encoding="utf-8")
        records = records_of(open_portfolio(name), draw(st.sampled_from(("default", 'a "b"/ก'))))
    nodes = [one._replace(properties=_hostile(draw, one.properties)) for one in records.nodes]
    return Records(records.dataset, nodes, records.relations)


def _hostile(draw: st.DrawFn, properties: Properties) -> Properties:
    own: Properties = {
        name: draw(TEXTS) for name in ("title_th", "note", "source") if name in properties
    }
    if "external_ids" in properties:
        own["external_ids"] = draw(st.lists(TEXTS, min_size=1, max_size=3))
    if "budget" in properties:
        own["budget"] = draw(st.one_of(st.integers(0, 10**17), st.floats(0, 1e30), st.just(5.0)))
    return properties | own


EXAMPLES = settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
Graph = tuple[dict[str, Any], dict[tuple[str, str, str], Any]]  # Nodes and arrows, by their ids.


def meant(records: Records) -> Graph:
    nodes = {one.id: {**one.properties, ":": one.kind.value} for one in records.nodes}
    arrows = {(one.type, one.source, one.target): one.properties for one in records.relations}
    return nodes, arrows


def typed(value: Any) -> Any:
    """A value that is equal to another only if both are of one type."""
    if isinstance(value, dict):
        return {name: typed(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [typed(one) for one in value]
    return type(value).__name__, value


# GraphML ------------------------------------------------------------------------------------------


def read_graphml(text: str) -> Graph:
    found: Any = nx.parse_graphml(text, force_multigraph=True)
    nodes = {one: dict(properties) for one, properties in found.nodes(data=True)}
    arrows = {}
    for source, target, key, properties in found.edges(keys=True, data=True):
        relation = properties.pop("relation")
        assert key == f"{relation}:{source}:{target}"
        arrows[relation, source, target] = properties
    return nodes, arrows


def in_graphml(graph: Graph) -> Graph:
    """What GraphML can hold: no dates and no lists."""
    nodes, arrows = graph
    return (
        {item_id: _attributes(properties) for item_id, properties in nodes.items()},
        {ends: _attributes(properties) for ends, properties in arrows.items()},
    )


def _attributes(properties: Properties) -> Properties:
    own_kind = {"Unit": "unit_kind", "Area": "area_kind"}.get(properties.get(":", ""), "kind")
    names = {":": "kind", "kind": own_kind}
    found = {names.get(name, name): _attribute(value) for name, value in properties.items()}
    return {name: value for name, value in found.items() if name != "id"}


def _attribute(value: Any) -> Any:
    if isinstance(value, list | tuple):
        value = _json(value)
    if isinstance(value, dt.date):
        value = value.isoformat()
    return _NO_XML.sub("\ufffd", value) if isinstance(value, str) else value


def _json(values: list[Any] | tuple[Any, ...]) -> str:
    plain = [one.isoformat() if isinstance(one, dt.date) else one for one in values]
    return json.dumps(plain, ensure_ascii=False)


@given(hostile_records())
@EXAMPLES
def test_networkx_reads_the_same_nodes_arrows_and_types(records: Records) -> None:
    text = graphml.render(records)
    assert typed(read_graphml(text)) == typed(in_graphml(meant(records)))
    assert graphml.render(records) == text


def test_networkx_reads_the_shipped_data(tmp_path: Path) -> None:
    ran = run("export", "graphml", str(tmp_path / "out.graphml"))
    assert ran.out == f"wrote 946 items and 2,068 links as graphml to {tmp_path}/out.graphml\n"
    found = read_graphml((tmp_path / "out.graphml").read_text("utf-8"))
    assert typed(found) == typed(in_graphml(meant(SHIPPED)))


def test_number_that_is_whole_stays_whole_beside_one_that_is_not() -> None:
    nodes = [
        NodeRecord(NodeKind.PROJECT, name, {"id": name, "budget": budget})
        for name, budget in (("A", 5), ("B", 5.0), ("C", 0.1))
    ]
    found, _ = read_graphml(graphml.render(Records("default", nodes, [])))
    assert [repr(found[name]["budget"]) for name in "ABC"] == ["5", "5.0", "0.1"]


# JSON-LD ------------------------------------------------------------------------------------------


def read_json_ld(text: str, records: Records) -> Graph:
    """The nodes and arrows that rdflib finds, with the properties that were written."""
    found: Any = rdflib.Graph().parse(data=text, format="json-ld")
    nodes = {}
    for one in records.nodes:
        (subject,) = found.subjects(DCTERMS.identifier, rdflib.Literal(one.id))
        nodes[one.id] = _properties(found, subject, property_names(one.kind), one.kind)
    arrows = {}
    for subject in found.subjects(RDF.type, RDF.Statement):
        ends = (found.value(subject, one) for one in (RDF.subject, RDF.predicate, RDF.object))
        assert tuple(ends) in found
        relation = str(found.value(subject, rdflib.URIRef(f"{BASE}ns#relation")))
        names = ("dataset", "basis", "source_file", "source_line", "target", "actual")
        source, target = (
            str(found.value(subject, end)).rpartition("/")[2] for end in (RDF.subject, RDF.object)
        )
        arrows[relation, source, target] = _properties(found, subject, names)
    return nodes, arrows


def _properties(found: Any, subject: Any, names: Any, kind: NodeKind | None = None) -> Properties:
    properties: Properties = {}
    for name in names:
        if kind and name in ("title_th", "title_en"):
            titles = found.objects(subject, iri(terms.label(kind)))
            value: Any = next((one for one in titles if one.language == name[-2:]), None)
            value = value if value is None else str(value)
        else:
            value = _value(found, found.value(subject, iri(terms.term(name))))
        if value is not None:
            properties[name] = value
    if kind:
        assert {iri(one) for one in terms.classes(kind, properties.get("kind"))} == set(
            found.objects(subject, RDF.type)
        )
        properties[":"] = kind.value
    return properties


def _value(found: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, rdflib.Literal):
        plain = value.toPython()
        return str(plain) if isinstance(plain, rdflib.Literal) else plain
    return [_value(found, one) for one in Collection(found, value)]


def iri(term: str) -> rdflib.URIRef:
    prefix, _, name = term.partition(":")
    prefixes: Mapping[str, str] = {**terms.PREFIXES, "pt": f"{BASE}ns#"}
    return rdflib.URIRef(prefixes[prefix] + name)


@given(hostile_records())
@EXAMPLES
def test_rdflib_reads_the_same_nodes_arrows_and_types(records: Records) -> None:
    text = json_ld.render(records, BASE)
    assert typed(read_json_ld(text, records)) == typed(meant(records))
    assert json_ld.render(records, BASE) == text


def test_rdflib_reads_the_shipped_data(tmp_path: Path) -> None:
    ran = run("export", "json-ld", str(tmp_path), "--base-iri", BASE)
    assert (ran.code, ran.err) == (0, "")
    text = (tmp_path / "graph.jsonld").read_text("utf-8")
    assert typed(read_json_ld(text, SHIPPED)) == typed(meant(SHIPPED))


def test_words_of_others_say_what_units_and_strategies_are() -> None:
    found: Any = rdflib.Graph().parse(data=json_ld.render(SHIPPED, BASE), format="json-ld")
    bureau, sub = (rdflib.URIRef(f"{BASE}id/default/{one}") for one in ("B1100", "S1.3"))
    parent = found.value(sub, SKOS.broader)
    assert (bureau, RDF.type, ORG.Organization) in found
    assert (bureau, SKOS.prefLabel, rdflib.Literal("สำนักการระบายน้ำ", lang="th")) in found
    assert str(found.value(bureau, ORG.unitOf)) == f"{BASE}id/default/BMA"
    assert str(parent) == f"{BASE}id/default/S1"
    assert (sub, RDF.type, SKOS.Concept) in found


def test_concept_without_a_broader_one_is_at_the_top_of_its_scheme() -> None:
    found: Any = rdflib.Graph().parse(data=json_ld.render(SHIPPED, BASE), format="json-ld")
    concepts = set(found.subjects(RDF.type, SKOS.Concept))
    tops = {one for one in concepts if (one, SKOS.topConceptOf, None) in found}
    assert tops == {one for one in concepts if (one, SKOS.broader, None) not in found} != concepts
    for one in tops:
        assert found.value(one, SKOS.topConceptOf) == found.value(one, SKOS.inScheme)
    for scheme in found.subjects(RDF.type, SKOS.ConceptScheme):
        titles = found.objects(scheme, SKOS.prefLabel)
        assert sorted(one.language for one in titles) == ["en", "th"]


def test_concept_whose_broader_one_is_not_selected_is_not_called_a_top_one(tmp_path: Path) -> None:
    run("export", "json-ld", str(tmp_path), "--select", "S1.3 S2", "--base-iri", BASE)
    found: Any = rdflib.Graph().parse(tmp_path / "graph.jsonld", format="json-ld")
    tops = found.subjects(SKOS.topConceptOf)
    assert [str(one) for one in tops] == [f"{BASE}id/default/S2"]


def test_no_two_arrows_or_properties_of_a_kind_share_a_word() -> None:
    for kind in NodeKind:
        arrows = [
            terms.predicate(one.name, kind)
            for one in RELATIONS.values()
            if kind in one.source_kinds
        ]
        names = [one for one in property_names(kind) if not one.startswith("title_")]
        words = [*arrows, *(terms.term(one) for one in names), terms.label(kind)]
        assert len(set(words)) == len(words)


@pytest.mark.parametrize("base", ["", "plan", "https://example.org", "https://example.org/a b/"])
def test_base_that_no_name_can_follow_is_refused(base: str) -> None:
    with pytest.raises(UsageError, match="is no IRI that names can follow: give one that ends"):
        json_ld.render(SHIPPED, base)


# CSV ----------------------------------------------------------------------------------------------


def read_csv(tables: Mapping[str, str]) -> tuple[dict[str, Any], dict[tuple[str, str, str], Any]]:
    nodes: dict[str, Any] = {}
    arrows = {}
    for name, text in tables.items():
        assert text.startswith("\ufeff")
        kind = re.sub(r"(?:nodes|edges)-(.*)\.csv", r"\1", name)
        for row in csv.DictReader(io.StringIO(text[1:], newline="")):
            cells = {key: cell.removeprefix("'") for key, cell in row.items() if cell}
            if name.startswith("nodes"):
                nodes[cells["id"]] = cells | {":": kind}
                continue
            ends = kind, cells.pop("from"), cells.pop("to")
            kinds = cells.pop("from_kind"), cells.pop("to_kind")
            assert kinds in [(a.value, b.value) for a, b in RELATIONS[kind].ends]
            arrows[ends] = cells
    return nodes, arrows


def in_csv(graph: Graph) -> Graph:
    """What cells hold: text, of numbers and dates too, and nothing for empty text."""
    nodes, arrows = graph
    return (
        {name: _cells(one) for name, one in nodes.items()},
        {ends: _cells(one) for ends, one in arrows.items()},
    )


def _cells(properties: Properties) -> Properties:
    cells = {name: _cell(value) for name, value in properties.items()}
    return {name: cell for name, cell in cells.items() if cell}


def _cell(value: Any) -> str:
    if isinstance(value, list | tuple):
        return _json(value)
    return value if isinstance(value, str) else str(value)


@given(hostile_records())
@EXAMPLES
def test_csv_holds_the_same_nodes_and_arrows_and_runs_nothing(records: Records) -> None:
    tables = csv_tables.tables(records)
    assert read_csv(tables) == in_csv(meant(records))
    assert csv_tables.tables(records) == tables
    cells = (
        cell
        for text in tables.values()
        for row in csv.reader(io.StringIO(text[1:], newline=""))
        for cell in row
    )
    assert not [one for one in cells if one[:1] in "=+-@\t\r\n" and one and not _is_number(one)]


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?[0-9.]+(?:e[+-]?[0-9]+)?", text) is not None


def test_csv_of_the_shipped_data_has_a_file_for_each_kind_and_relation(tmp_path: Path) -> None:
    ran = run("export", "csv", str(tmp_path / "out"))
    assert ran.out == f"wrote 946 items and 2,068 links as csv to {tmp_path}/out (29 files)\n"
    tables = {path.name: path.read_bytes().decode("utf-8") for path in (tmp_path / "out").iterdir()}
    assert read_csv(tables) == in_csv(meant(SHIPPED))
    assert tables.keys() == {
        *(f"nodes-{kind}.csv" for kind in NodeKind),
        *(f"edges-{name}.csv" for name in RELATIONS),
    }


# Cypher -------------------------------------------------------------------------------------------


def of_server(driver: "neo4j.Driver", dataset: str) -> Graph:
    found, _, _ = driver.execute_query(
        "MATCH (n:PolicyTrace {dataset: $dataset}) RETURN labels(n) AS labels, n {.*} AS own",
        dataset=dataset,
    )
    nodes = {}
    for row in found:
        (kind,) = set(row["labels"]) - {"PolicyTrace"}
        nodes[row["own"]["id"]] = {**_python(row["own"]), ":": kind}
    found, _, _ = driver.execute_query(
        "MATCH (a {dataset: $dataset})-[r {dataset: $dataset}]->(b)"
        " RETURN type(r) AS type, a.id AS a, b.id AS b, r {.*} AS own",
        dataset=dataset,
    )
    return nodes, {(row["type"], row["a"], row["b"]): _python(row["own"]) for row in found}


def _python(value: Any) -> Any:
    """A value of the driver as Python has it."""
    if isinstance(value, dict):
        return {name: _python(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_python(one) for one in value]
    return value.to_native() if hasattr(value, "to_native") else value


def statements(script: str) -> Iterator[str]:
    """The statements of a script, told apart as cypher-shell does: by lines that end with `;`."""
    lines = [line for line in script.split("\n") if not line.startswith("//")]
    return (one for one in "\n".join(lines).split(";\n") if one.strip())


def test_script_makes_the_same_graph_on_a_server(clean_neo4j: Neo4j) -> None:
    numbers = count()

    with clean_neo4j.driver() as driver:

        def make(records: Records) -> None:
            script = cypher_script.render(records)
            assert cypher_script.render(records) == script
            for one in statements(script):
                driver.execute_query(one)
            assert typed(of_server(driver, records.dataset)) == typed(meant(records))

        @given(hostile_records())
        @settings(EXAMPLES, max_examples=8)
        def any_text(records: Records) -> None:
            make(_named(records, f'data set "{next(numbers)}" \\ \';'))

        make(SHIPPED)
        any_text()


def _named(records: Records, dataset: str) -> Records:
    name = {"dataset": dataset}
    return Records(
        dataset,
        [one._replace(properties=one.properties | name) for one in records.nodes],
        [one._replace(properties=one.properties | name) for one in records.relations],
    )


def test_no_text_ends_a_line_or_a_statement_of_a_script() -> None:
    note = 'a;\nb;\r\n"c";\u2028\\'
    node = NodeRecord(NodeKind.PROJECT, "PRJ1", {"id": "PRJ1", "note": note})
    script = cypher_script.render(Records("x", [node], []))
    assert list(statements(script))[-1] == (
        'UNWIND [\n{id: "PRJ1", note: "a;\\nb;\\r\\n\\"c\\";\\u2028\\\\"}\n] AS row\n'
        "CREATE (n:Project:PolicyTrace) SET n = row"
    )


def test_large_kind_is_made_in_several_statements() -> None:
    nodes = [NodeRecord(NodeKind.PROJECT, f"PRJ{nth}", {"id": f"PRJ{nth}"}) for nth in range(1001)]
    arrow = RelationRecord(
        "LED_BY", NodeKind.PROJECT, "PRJ1", NodeKind.UNIT, "B1", {"basis": "stated"}
    )
    found = list(cypher_script.statements(Records("x", nodes, [arrow])))
    assert [one.count("{id:") for one in found if "CREATE (n:Project" in one] == [500, 500, 1]
    assert found[-1] == (
        'UNWIND [\n{a: "PRJ1", b: "B1", r: {basis: "stated"}}\n] AS row\n'
        'MATCH (a:Project:PolicyTrace {dataset: "x", id: row.a}),'
        ' (b:Unit:PolicyTrace {dataset: "x", id: row.b})\n'
        "CREATE (a)-[r:LED_BY]->(b) SET r = row.r"
    )


# The command --------------------------------------------------------------------------------------


def test_selection_alone_is_exported(tmp_path: Path) -> None:
    run("export", "graphml", str(tmp_path / "a.graphml"), "--select", "PRJ-N197 B1700")
    nodes, arrows = read_graphml((tmp_path / "a.graphml").read_text("utf-8"))
    assert nodes.keys() == {"PRJ-N197", "B1700"}
    assert arrows.keys() == {("LED_BY", "PRJ-N197", "B1700")}


def test_division_selected_without_its_bureau_counts_as_that_bureau(tmp_path: Path) -> None:
    run("export", "graphml", str(tmp_path / "a.graphml"), "--select", "B0700-erawan")
    nodes, _ = read_graphml((tmp_path / "a.graphml").read_text("utf-8"))
    found = nodes["B0700-erawan"]
    assert (found["tier"], found["counts_as"]) == ("bureau", "B0700")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("csv", "a-file"), "is a file, and csv is several: name a folder"),
        (("graphml", "a-file/out"), "cannot write to"),
        (("graphml", "out", "--base-iri", BASE), "give --base-iri with json-ld alone"),
        (("neo4j-admin", "out", "--base-iri", BASE), "give --base-iri with json-ld alone"),
        (("json-ld", "out", "--base-iri", "plan"), "'plan' is no IRI"),
        (("cypher", "out", "--select", "NOBODY"), "NOBODY"),
    ],
)
def test_mistake_is_a_sentence_and_nothing_is_written(
    tmp_path: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    (tmp_path / "a-file").write_text("mine", encoding="utf-8")
    form, place, *others = arguments
    ran = run("export", form, str(tmp_path / place), *others)
    assert ran.code == 2
    assert sentence in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["a-file"]
