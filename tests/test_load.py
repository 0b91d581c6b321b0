"""`policytrace load`: what the graph on the server is after it, and what it leaves alone."""

import dataclasses
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from graph.engines.loading.differences import hashes_of
from graph.engines.loading.load import load
from graph.engines.loading.outcome import About, Options, Watcher
from graph.engines.loading.schema import RELATION_PROPERTIES, RULES, make_rules, missing_rules
from graph.engines.records import Records, property_names
from graph.errors import ServiceError, UsageError
from graph.model.vocabulary import RELATIONS, NodeKind
from tests import strategies
from tests.builders import (
    City,
    bureau,
    city,
    district,
    key_result,
    objective,
    part,
    policy,
    project,
    strategy,
)
from tests.commands import ROOT, environment
from tests.loading import ABOUT, LOADED_AT, Graph, city_of, graph_of
from tests.neo4j_fixture import Neo4j

SMALL = city(
    policy("P1", owner="B1", strategies=["S1"]),
    strategy("S1"),
    bureau("B1"),
    district("D1"),
    objective("O1", key_result("KR1", allocations=[part("D1", target=4)]), policies=["P1"]),
    project("PRJ1", lead="B1", key_results=["KR1"], budget=100),
    project("PRJ2", lead="B1"),
)


def without(whole: City, *ids: str) -> City:
    return City(tuple(piece for piece in whole.pieces if piece.fields["id"] not in ids))


def changed(whole: City, item: str, **fields: Any) -> City:
    """The city with other fields of one item; None takes one away."""
    pieces = []
    for piece in whole.pieces:
        if piece.fields["id"] == item:
            merged = {**piece.fields, **fields}
            kept = {name: value for name, value in merged.items() if value is not None}
            pieces.append(dataclasses.replace(piece, fields=kept))
        else:
            pieces.append(piece)
    return City(tuple(pieces))


@pytest.fixture
def graph(neo4j_server: Neo4j, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Graph]:
    with graph_of(neo4j_server, tmp_path, request.node.name) as found:
        yield found


# What is there afterwards -------------------------------------------------------------------------


def test_every_node_has_its_kind_its_mark_and_its_hash(graph: Graph) -> None:
    graph.load(SMALL)
    rows = graph.run(
        "MATCH (n:PolicyTrace {dataset: $dataset}) RETURN n.id, labels(n), n.hash ORDER BY n.id"
    )
    assert [(item, sorted(labels)) for item, labels, _ in rows] == [
        ("B1", ["PolicyTrace", "Unit"]),
        ("D1", ["PolicyTrace", "Unit"]),
        ("KR1", ["KeyResult", "PolicyTrace"]),
        ("O1", ["Objective", "PolicyTrace"]),
        ("P1", ["Policy", "PolicyTrace"]),
        ("PRJ1", ["PolicyTrace", "Project"]),
        ("PRJ2", ["PolicyTrace", "Project"]),
        ("S1", ["PolicyTrace", "Strategy"]),
    ]
    assert all(len(known) >= 16 for _, _, known in rows)


def test_relations_carry_their_properties_and_the_data_set(graph: Graph) -> None:
    graph.load(SMALL)
    ((properties,),) = graph.run(
        "MATCH (:KeyResult {dataset: $dataset})-[r:ALLOCATED_TO]->(:Unit) RETURN r {.*}"
    )
    assert properties.pop("source_file").endswith("all.yaml")
    assert properties.pop("source_line") > 1
    assert properties == {"dataset": graph.dataset, "basis": "stated", "target": 4}


def test_the_load_says_what_it_was(graph: Graph) -> None:
    graph.load(SMALL)
    ((said,),) = graph.run("MATCH (l:Load {dataset: $dataset}) RETURN l {.*}")
    assert said.pop("loaded_at").to_native() == LOADED_AT
    assert len(said.pop("fingerprint")) >= 16
    assert said.pop("version")
    assert said == {
        "dataset": graph.dataset,
        "revision": ABOUT.revision,
        "format": 1,
        "nodes": 8,
        "relations": len(graph.records(SMALL).relations),
        "added": 8,
        "changed": 0,
        "removed": 0,
    }


def test_a_second_load_writes_nothing(graph: Graph) -> None:
    first = graph.load(SMALL)
    assert first.counters["nodes_created"] == 9
    before = graph.dump()
    second = graph.load(SMALL)
    assert (second.counters, second.added, second.changed, second.removed) == ({}, {}, {}, {})
    assert graph.dump() == before


def test_only_the_revision_is_written_where_the_sources_are_the_same(graph: Graph) -> None:
    graph.load(SMALL)
    later = About(LOADED_AT.replace(year=2025), "f00")
    outcome = load(graph.driver, graph.records(SMALL), Options(), later)
    assert outcome.counters == {"properties_set": 1}
    ((revision, loaded_at),) = graph.run(
        "MATCH (l:Load {dataset: $dataset}) RETURN l.revision, l.loaded_at.year"
    )
    assert (revision, loaded_at) == ("f00", 2024)


def test_outcome_names_what_came_what_changed_and_what_went(graph: Graph) -> None:
    graph.load(without(SMALL, "PRJ2"))
    after = without(changed(SMALL, "PRJ1", budget=200), "D1", "O1")
    outcome = graph.load(changed(after, "PRJ1", key_results=None))
    assert outcome.added == {"Project": ("PRJ2",)}
    assert "PRJ1" in outcome.changed["Project"]
    assert outcome.removed == {"Objective": ("O1",), "KeyResult": ("KR1",), "Unit": ("D1",)}
    assert outcome.nodes == 5
    assert outcome.counters["nodes_deleted"] == 3


def test_a_property_that_the_sources_drop_goes(graph: Graph) -> None:
    graph.load(SMALL)
    graph.load(changed(SMALL, "PRJ1", budget=None))
    ((keys,),) = graph.run("MATCH (n:Project {dataset: $dataset, id: 'PRJ1'}) RETURN keys(n)")
    assert "budget" not in keys
    assert "title_th" in keys


def test_an_item_may_become_one_of_another_kind(graph: Graph) -> None:
    before = city(bureau("B1"), project("X", lead="B1", budget=5), project("Y", lead="B1"))
    after = city(bureau("B1"), objective("X", owner="B1"), project("Y", lead="B1"))
    graph.load(before)
    graph.load(after)
    assert graph.verify(after) == []
    ((labels, keys),) = graph.run(
        "MATCH (n {dataset: $dataset, id: 'X'}) RETURN labels(n), keys(n)"
    )
    assert sorted(labels) == ["Objective", "PolicyTrace"]
    assert "budget" not in keys
    assert graph.run("MATCH (n {dataset: $dataset, id: 'X'})-[r]->() RETURN type(r)") == [
        ["OWNED_BY"]
    ]


def test_a_kind_taken_away_by_hand_comes_back(graph: Graph) -> None:
    graph.load(SMALL)
    graph.run("MATCH (n {dataset: $dataset, id: 'PRJ1'}) REMOVE n:Project")
    graph.load(SMALL, full=True)
    assert graph.verify(SMALL) == []


def test_an_item_deleted_by_hand_comes_back_with_all_its_relations(graph: Graph) -> None:
    graph.load(SMALL)
    before = graph.dump()
    graph.run("MATCH (n {dataset: $dataset, id: 'KR1'}) DETACH DELETE n")
    graph.run("MATCH (l:Load {dataset: $dataset}) SET l.fingerprint = 'another'")
    graph.load(SMALL)
    assert graph.dump() == before


def test_an_empty_city_leaves_the_load_alone(graph: Graph) -> None:
    graph.load(SMALL)
    outcome = load(graph.driver, Records(graph.dataset, [], []), Options(), ABOUT)
    assert (outcome.nodes, outcome.relations) == (0, 0)
    nodes, relations = graph.dump()
    assert (len(nodes), len(relations)) == (1, 0)


def test_full_writes_everything_again_and_mends_what_the_hashes_hide(graph: Graph) -> None:
    graph.load(SMALL)
    before = graph.dump()
    graph.run("MATCH (n {dataset: $dataset, id: 'PRJ1'}) SET n.title_th = 'x', n.budget = null")
    graph.run("MATCH ({dataset: $dataset, id: 'PRJ1'})-[r:LED_BY]->() DELETE r")
    assert graph.load(SMALL).counters == {}
    outcome = graph.load(SMALL, full=True)
    assert sum(map(len, outcome.changed.values())) == 8
    assert graph.dump() == before


def test_progress_counts_up_to_all_that_is_written(graph: Graph) -> None:
    told: list[tuple[int, int]] = []
    watcher = Watcher(progress=lambda done, total: told.append((done, total)))
    graph.load(SMALL, watcher)
    (total,) = {whole for _, whole in told}
    counts = [done for done, _ in told]
    assert counts == sorted(counts)
    assert counts[-1] == total == 8 + len(graph.records(SMALL).relations)


# Any edit -----------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=25)  # Three loads each; and one holds many edits at once.
@given(first=strategies.portfolios(), second=strategies.portfolios())
def test_loading_one_city_over_another_gives_the_same_as_loading_it_afresh(
    neo4j_server: Neo4j, tmp_path_factory: pytest.TempPathFactory, first: Any, second: Any
) -> None:
    folder = tmp_path_factory.getbasetemp() / "incremental"
    with graph_of(neo4j_server, folder, "incremental") as graph:
        graph.load(city_of(second))
        afresh = graph.dump()
        graph.wipe()
        graph.load(city_of(first))
        outcome = graph.load(city_of(second))
        assert graph.dump() == afresh
        assert (outcome.stubs, outcome.adopted) == ((), ())
        assert graph.verify(city_of(second)) == []


# What others wrote --------------------------------------------------------------------------------


def test_nodes_and_relations_of_others_stay(graph: Graph) -> None:
    graph.load(SMALL)
    graph.run(
        "MATCH (p {dataset: $dataset, id: 'PRJ1'}), (u {dataset: $dataset, id: 'B1'})"
        " CREATE (:ForeignNote {text: 'mine', test: $dataset})-[:ABOUT {since: 1}]->(p),"
        " (:Project {id: 'PRJ1', test: $dataset}), (p)-[:LED_BY {mine: true}]->(u)"
        " SET p:ForeignLabel, p.foreign = 'kept'"
    )
    graph.load(changed(SMALL, "PRJ1", budget=7))
    graph.load(changed(SMALL, "PRJ1", budget=8), full=True)
    assert graph.verify(changed(SMALL, "PRJ1", budget=8)) == []
    found = graph.run(
        "MATCH (n:ForeignNote {test: $dataset})-[r:ABOUT]->(p:Project:ForeignLabel)"
        "-[l:LED_BY {mine: true}]->(:Unit) RETURN n.text, r.since, p.foreign, p.budget, keys(l)"
    )
    assert found == [["mine", 1, "kept", 8, ["mine"]]]
    assert graph.run("MATCH (n:Project {id: 'PRJ1', test: $dataset}) RETURN n {.*}") == [
        [{"id": "PRJ1", "test": graph.dataset}]
    ]


def test_a_removed_item_with_relations_of_others_stays_as_a_stub_and_comes_back(
    graph: Graph,
) -> None:
    graph.load(SMALL)
    before = graph.dump()
    graph.run(
        "MATCH (p {dataset: $dataset, id: 'PRJ1'}) SET p.foreign = 1"
        " CREATE (:ForeignNote {test: $dataset})-[:ABOUT]->(p)"
    )
    outcome = graph.load(without(SMALL, "PRJ1"))
    assert outcome.removed == {"Project": ("PRJ1",)}
    assert outcome.stubs == ("PRJ1",)
    ((labels, properties),) = graph.run(
        "MATCH (:ForeignNote)-[:ABOUT]->(n {dataset: $dataset}) RETURN labels(n), n {.*}"
    )
    assert labels == ["Removed"]
    assert properties.pop("removed_at").to_native() == LOADED_AT
    assert properties == {
        "dataset": graph.dataset,
        "id": "PRJ1",
        "title_th": "ชื่อ PRJ1",
        "title_en": "Title PRJ1",
        "foreign": 1,
    }
    assert graph.verify(without(SMALL, "PRJ1")) == []
    assert graph.load(without(SMALL, "PRJ1")).counters == {}

    outcome = graph.load(SMALL)
    assert (outcome.added, outcome.adopted) == ({"Project": ("PRJ1",)}, ("PRJ1",))
    assert graph.run("MATCH (:ForeignNote {test: $dataset})-->(n:Project) RETURN n.id") == [
        ["PRJ1"]
    ]
    graph.run("MATCH (n:ForeignNote {test: $dataset})-->(p) REMOVE p.foreign DETACH DELETE n")
    assert graph.dump() == before


def test_two_data_sets_stand_side_by_side(
    graph: Graph, neo4j_server: Neo4j, tmp_path: Path
) -> None:
    graph.load(SMALL)
    before = graph.dump()
    with graph_of(neo4j_server, tmp_path, "another") as other:
        other.load(changed(SMALL, "PRJ1", budget=1))
        assert graph.load(SMALL).counters == {}
        other.load(without(SMALL, "PRJ1", "B1"))
        assert other.verify(without(SMALL, "PRJ1", "B1")) == []
    assert graph.dump() == before


# Looking before writing ---------------------------------------------------------------------------


def test_a_dry_run_tells_and_writes_nothing(graph: Graph) -> None:
    outcome = graph.load(SMALL, dry_run=True)
    assert outcome.is_dry_run
    assert outcome.added["Project"] == ("PRJ1", "PRJ2")
    assert list(outcome.added) == [
        "Policy",
        "Strategy",
        "Objective",
        "KeyResult",
        "Project",
        "Unit",
    ]
    assert graph.dump() == ({}, {})

    graph.load(SMALL)
    before = graph.dump()
    outcome = graph.load(without(SMALL, "PRJ2"), dry_run=True)
    assert (outcome.added, outcome.removed) == ({}, {"Project": ("PRJ2",)})
    assert outcome.counters == {}
    assert graph.dump() == before


def test_verify_finds_each_difference(graph: Graph) -> None:
    graph.load(SMALL)
    assert graph.verify(SMALL) == []
    graph.run(
        "MATCH (p {dataset: $dataset, id: 'PRJ1'}), (q {dataset: $dataset, id: 'PRJ2'}),"
        " (k {dataset: $dataset, id: 'KR1'})-[d:DELIVERED_BY]->(p), (q)-[l:LED_BY]->(u)"
        " SET p.budget = 100.0, q:Policy, d.basis = 'inferred'"
        " CREATE (q)-[m:LED_BY]->(u), (k)-[:DELIVERED_BY {dataset: $dataset}]->(q) SET m = l"
    )
    graph.run("MATCH (n {dataset: $dataset, id: 'D1'}) DETACH DELETE n")
    graph.run("MATCH (n {dataset: $dataset, id: 'S1'}) SET n.id = 'S2'")
    assert sorted(graph.verify(SMALL)) == [
        "D1 is not on the server",
        "KR1 -ALLOCATED_TO-> D1 is not on the server",
        "KR1 -DELIVERED_BY-> PRJ1: basis is 'inferred' on the server, 'stated' in the sources",
        "KR1 -DELIVERED_BY-> PRJ2 is on the server only",
        "P1 -ADVANCES-> S1 is not on the server",
        "P1 -ADVANCES-> S2 is on the server only",
        "PRJ1: budget is 100.0 on the server, 100 in the sources",
        "PRJ2 -LED_BY-> B1 is 2 times on the server",
        "PRJ2 is Policy and Project, not Project",
        "S1 is not on the server",
        "S2 is on the server only",
    ]
    graph.load(SMALL, full=True)
    assert graph.verify(SMALL) == []


def test_verify_finds_a_load_of_other_sources(graph: Graph) -> None:
    assert "the server's last load was of other sources" in graph.verify(SMALL)


def test_too_much_for_one_transaction_is_refused_unless_asked_for(graph: Graph) -> None:
    with pytest.raises(UsageError, match=r"more than the 10 .*export neo4j-admin DIR.*--large"):
        graph.load(SMALL, limit=10)
    assert graph.dump() == ({}, {})
    graph.load(SMALL, limit=10, large=True)
    graph.load(changed(SMALL, "PRJ2", budget=9), limit=10)
    assert graph.verify(changed(SMALL, "PRJ2", budget=9)) == []


def test_a_number_too_large_for_neo4j_is_named(graph: Graph) -> None:
    records = graph.records(SMALL)
    records.nodes[-1].properties["budget"] = 10**30
    with pytest.raises(UsageError, match="budget of 'PRJ2' is too large a number for Neo4j"):
        load(graph.driver, records, Options(), ABOUT)
    assert graph.dump() == ({}, {})


def test_a_load_of_someone_else_is_not_taken_for_ours(graph: Graph) -> None:
    graph.run("CREATE (:Load {dataset: $dataset, cargo: 'sand'})")
    with pytest.raises(ServiceError, match="that is not ours"):
        graph.load(SMALL)
    assert graph.run("MATCH (l:Load {dataset: $dataset}) RETURN l.cargo") == [["sand"]]
    assert len(graph.dump()[0]) == 1


# Hashes -------------------------------------------------------------------------------------------


def hashes_in_a_process(seed: str, folder: Path) -> dict[str, str]:
    program = (
        "import json, sys; from pathlib import Path;"
        "from graph.engines.loading.differences import hashes_of;"
        "from graph.engines.records import records_of;"
        "from graph.sources.files import read_sources;"
        "portfolio = read_sources(Path(sys.argv[1])).portfolio;"
        "print(json.dumps(hashes_of(records_of(portfolio))))"
    )
    command = [sys.executable, "-c", program, str(folder)]
    env = environment(PYTHONHASHSEED=seed)
    run = subprocess.run(command, capture_output=True, check=True, env=env, cwd=ROOT)
    found: dict[str, str] = json.loads(run.stdout)
    return found


def test_hashes_are_the_same_in_every_process(tmp_path: Path) -> None:
    folder = SMALL.write(tmp_path)
    assert hashes_in_a_process("1", folder) == hashes_in_a_process("2", folder)


@settings(deadline=None, max_examples=40)
@given(data=strategies.portfolios())
def test_hashes_do_not_depend_on_the_order_of_the_records(
    tmp_path_factory: pytest.TempPathFactory, data: Any
) -> None:
    graph = Graph(None, "x", tmp_path_factory.getbasetemp() / "hashes")  # type: ignore[arg-type]  # no server is asked
    records = graph.records(city_of(data))
    turned = Records(
        records.dataset,
        [one._replace(properties=backwards(one.properties)) for one in reversed(records.nodes)],
        [one._replace(properties=backwards(one.properties)) for one in reversed(records.relations)],
    )
    assert hashes_of(turned) == hashes_of(records)
    for one in records.nodes:
        assert set(one.properties) <= set(property_names(one.kind))
    for arrow in records.relations:
        assert set(arrow.properties) <= set(RELATION_PROPERTIES)


def backwards(properties: dict[str, Any]) -> dict[str, Any]:
    return dict(reversed(properties.items()))


@pytest.mark.parametrize(
    ("item", "fields", "changes"),
    [
        ("PRJ1", {"budget": 101}, {"PRJ1"}),
        ("PRJ1", {"budget": 100.0}, {"PRJ1"}),
        ("PRJ1", {"lead": "D1"}, {"PRJ1"}),
        ("P1", {"strategies": []}, {"P1"}),
        ("P1", {"basis": "inferred"}, {"P1"}),
    ],
)
def test_a_hash_covers_properties_and_the_relations_that_leave(
    tmp_path: Path, item: str, fields: dict[str, Any], changes: set[str]
) -> None:
    graph = Graph(None, "x", tmp_path)  # type: ignore[arg-type]  # no server is asked
    before = hashes_of(without_places(graph.records(SMALL)))
    after = hashes_of(without_places(graph.records(changed(SMALL, item, **fields))))
    assert {one for one in before if before[one] != after[one]} == changes


def without_places(records: Records) -> Records:
    for properties in (
        one.properties for ones in (records.nodes, records.relations) for one in ones
    ):
        del properties["source_line"]
    return records


# Constraints, indexes and names -------------------------------------------------------------------


def test_constraints_and_indexes_are_made_once(graph: Graph) -> None:
    graph.load(SMALL)
    names = {name for (name,) in graph.run("SHOW INDEXES YIELD name")}
    assert {rule.name for rule in RULES} <= names
    with graph.driver.session() as session:
        make_rules(session, 60)
    assert {name for (name,) in graph.run("SHOW INDEXES YIELD name")} == names


def test_a_load_with_nothing_to_change_makes_the_indexes_that_are_missing(graph: Graph) -> None:
    """As after an import by neo4j-admin, which makes none."""
    graph.load(SMALL)
    graph.run(f"DROP INDEX {RULES[-1].name}")
    assert graph.load(SMALL).counters == {}
    assert [RULES[-1].name] in graph.run("SHOW INDEXES YIELD name")


def test_the_server_knows_every_name_that_a_query_may_hold(graph: Graph) -> None:
    graph.load(SMALL)
    (properties,) = zip(*graph.run("CALL db.propertyKeys()"), strict=True)
    assert {name for kind in NodeKind for name in property_names(kind)} <= set(properties)
    assert {*RELATION_PROPERTIES, "removed_at", "fingerprint", "hash"} <= set(properties)
    relations = "|".join(RELATIONS)
    labels = "|".join((*NodeKind, "Removed", "Load", "PolicyTrace"))
    with graph.driver.session(notifications_min_severity="INFORMATION") as session:
        text = f"EXPLAIN MATCH (n:{labels})-[:{relations}]->() RETURN n.waived, n.budget"
        said = session.run(text).consume().gql_status_objects
    assert not [one for one in said if "01N5" in one.gql_status]


def index(**fields: Any) -> dict[str, Any]:
    return {
        "name": "foreign",
        "type": "RANGE",
        "entityType": "NODE",
        "labelsOrTypes": ["PolicyTrace"],
        "properties": ["dataset", "id"],
        "owningConstraint": None,
        **fields,
    }


def test_a_constraint_that_does_the_same_under_another_name_will_do() -> None:
    missing = missing_rules([index(owningConstraint="foreign")])
    assert [rule.name for rule in RULES if rule not in missing] == ["policytrace_item"]


def test_an_index_of_another_type_is_in_nobodys_way() -> None:
    text = index(type="TEXT", labelsOrTypes=["Policy"], properties=["id"])
    assert missing_rules([text]) == list(RULES)


@pytest.mark.parametrize(
    ("there", "remedy"),
    [
        (index(), "DROP INDEX `foreign`"),
        (index(name="policytrace_item", properties=["name"]), "DROP INDEX `policytrace_item`"),
        (
            index(name="policytrace_load", properties=["x"], owningConstraint="policytrace_load"),
            "DROP CONSTRAINT `policytrace_load`",
        ),
    ],
)
def test_an_index_that_stands_in_the_way_is_named(there: dict[str, Any], remedy: str) -> None:
    with pytest.raises(ServiceError) as caught:
        missing_rules([there])
    assert remedy in str(caught.value)
