"""The CSV files for neo4j-admin, and the database that Neo4j's own importer makes of them."""

import datetime as dt
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from graph.engines.loading.admin_import import Written, write_import
from graph.engines.loading.load import load
from graph.engines.loading.outcome import About, Options
from graph.engines.loading.schema import missing_rules
from graph.engines.loading.verifying import verify
from graph.engines.local_server import local_server
from graph.engines.local_server.server_files import Home
from graph.engines.local_server.server_jars import find_jars, java, with_jars
from graph.engines.local_server.server_launch import Options as ServerOptions
from graph.engines.records import (
    NodeRecord,
    Properties,
    Records,
    RelationRecord,
    records_of,
)
from graph.errors import MissingExtraError, ServiceError, UsageError
from graph.model.vocabulary import NodeKind
from tests import strategies
from tests.builders import City, Piece
from tests.commands import environment

if TYPE_CHECKING:
    import neo4j

BANGKOK = dt.timezone(dt.timedelta(hours=7))
ABOUT = About(dt.datetime(2024, 9, 30, 10, tzinfo=BANGKOK), "abc123")
HOSTILE = (
    "",
    " blanks before and after ",
    "\u00a0",
    "\t",
    ",",
    '"',
    '""',
    'a "b", c',
    "it's",
    "\\",
    'ends in a backslash and a quote \\"',
    "\\n is no line break",
    "two\nlines",
    "two\r\nlines",
    "an old Mac's\rline",
    "\n",
    "\r",
    "\n\n after two",
    "=cmd|' /C calc'!A0",
    "null",
    "true",
    "5",
    ";",
    "a;b",
    "กรุงเทพฯ ต้องสว่าง น้ำไม่ท่วม",
    "👩‍👩‍👧‍👦 😀",
    "\ufeff",
    "\u0085 \u2028 \u2029",
    "\x01 \x07 \x1b[31m \x7f",
    "\x1f\x1e\x1d",
    "\ue000",
    "very long, " * 20_000,
)


def project(item: str, **properties: Any) -> NodeRecord:
    return NodeRecord(
        NodeKind.PROJECT, item, {"id": item, "dataset": "default", "title_th": item, **properties}
    )


def key_result(item: str, **properties: Any) -> NodeRecord:
    return NodeRecord(NodeKind.KEY_RESULT, item, {"id": item, "dataset": "default", **properties})


def led_by(source: str, target: str, /, **properties: Any) -> RelationRecord:
    stated = {"dataset": "default", "basis": "stated", **properties}
    return RelationRecord("LED_BY", NodeKind.PROJECT, source, NodeKind.UNIT, target, stated)


def graph(*items: NodeRecord | RelationRecord) -> Records:
    nodes = [one for one in items if isinstance(one, NodeRecord)]
    relations = [one for one in items if isinstance(one, RelationRecord)]
    return Records("default", nodes, relations)


def unit(item: str) -> NodeRecord:
    return NodeRecord(NodeKind.UNIT, item, {"id": item, "dataset": "default", "kind": "bureau"})


def lines(folder: Path, name: str) -> list[str]:
    """The lines of a file, without the hashes of the items."""
    text = (folder / name).read_bytes().decode()
    rows = [line.split(",") for line in text.removesuffix("\n").split("\n")]
    if "hash:string" in rows[0]:
        for row in rows:
            del row[1]
    return [",".join(row) for row in rows]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def options(folder: Path) -> list[str]:
    return (folder / "import.args").read_text("utf-8").splitlines()


# The CSV files ------------------------------------------------------------------------------------


def test_each_kind_and_each_type_of_link_has_a_file(tmp_path: Path) -> None:
    written = write_import(
        graph(project("PRJ1"), unit("B1"), led_by("PRJ1", "B1")), tmp_path / "out", ABOUT
    )

    assert lines(written.folder, "nodes-Project.csv") == [
        "id:ID(policytrace),dataset:string,title_th:string",
        '"PRJ1","default","PRJ1"',
    ]
    assert lines(written.folder, "nodes-Unit.csv") == [
        "id:ID(policytrace),dataset:string,kind:string",
        '"B1","default","bureau"',
    ]
    assert lines(written.folder, "relations-LED_BY.csv") == [
        ":START_ID(policytrace),:END_ID(policytrace),dataset:string,basis:string",
        '"PRJ1","B1","default","stated"',
    ]
    assert options(written.folder) == [
        "# Written by policytrace export neo4j-admin.",
        "--input-encoding=UTF-8",
        "--array-delimiter=U+001F",
        "--bad-tolerance=0",
        "--nodes=Load=load.csv",
        "--nodes=Project:PolicyTrace=nodes-Project.csv",
        "--nodes=Unit:PolicyTrace=nodes-Unit.csv",
        "--relationships=LED_BY=relations-LED_BY.csv",
    ]


def test_result_tells_what_was_written_and_what_to_do(tmp_path: Path) -> None:
    records = graph(project("PRJ1"), unit("B1"), led_by("PRJ1", "B1"))

    written = write_import(records, tmp_path / "the out", ABOUT)

    folder = tmp_path / "the out"
    assert written == Written(
        folder,
        sum(len(data) for data in contents(folder).values()),
        nodes=2,
        relations=1,
        import_command=f"sh '{folder}/import.sh'",
        schema_command=f"cypher-shell --file '{folder}/schema.cypher'",
    )


def test_every_type_of_value_is_written_as_neo4j_admin_reads_it(tmp_path: Path) -> None:
    day = dt.date(2024, 6, 5)
    values = {
        "text": 'a "b", ค',
        "empty": "",
        "whole": -5,
        "part": 0.1,
        "yes": True,
        "no": False,
        "day": day,
        "moment": dt.datetime(2024, 6, 5, 7, 8, 9, 10, tzinfo=dt.UTC),
        "texts": ["a", '"'],
        "parts": [1.0, 2.5],
        "days": [day, day],
    }

    folder = write_import(graph(project("PRJ1", **values)), tmp_path / "out", ABOUT).folder

    head, row = (folder / "nodes-Project.csv").read_text("utf-8").splitlines()
    assert head.endswith(
        "text:string,empty:string,whole:long,part:double,yes:boolean,no:boolean,day:date,"
        "moment:datetime,texts:string[],parts:double[],days:date[]"
    )
    assert row.endswith(
        '"a ""b"", ค","",-5,0.1,true,false,2024-06-05,'
        '2024-06-05T07:08:09.000010+00:00,"a\x1f""","1.0\x1f2.5","2024-06-05\x1f2024-06-05"'
    )


def test_absent_value_and_empty_text_are_told_apart(tmp_path: Path) -> None:
    records = graph(project("PRJ1", note=""), project("PRJ2"))

    folder = write_import(records, tmp_path / "out", ABOUT).folder

    assert lines(folder, "nodes-Project.csv")[1:] == [
        '"PRJ1","default","PRJ1",""',
        '"PRJ2","default","PRJ2",',
    ]


def test_whole_numbers_and_fractions_of_one_column_go_to_files_of_their_own(tmp_path: Path) -> None:
    records = graph(
        project("PRJ1", budget=5, progress=1),
        project("PRJ2", budget=5.0, progress=2),
        project("PRJ3", progress=3),
        project("PRJ4", budget=6, progress=4),
    )

    folder = write_import(records, tmp_path / "out", ABOUT).folder

    assert lines(folder, "nodes-Project.csv") == [
        "id:ID(policytrace),dataset:string,title_th:string,budget:double,progress:long",
        '"PRJ2","default","PRJ2",5.0,2',
        '"PRJ3","default","PRJ3",,3',
    ]
    assert lines(folder, "nodes-Project-2.csv") == [
        "id:ID(policytrace),dataset:string,title_th:string,budget:long,progress:long",
        '"PRJ1","default","PRJ1",5,1',
        '"PRJ4","default","PRJ4",6,4',
    ]
    assert options(folder)[-2:] == [
        "--nodes=Project:PolicyTrace=nodes-Project.csv",
        "--nodes=Project:PolicyTrace=nodes-Project-2.csv",
    ]


def test_links_keep_the_types_of_their_numbers_too(tmp_path: Path) -> None:
    records = graph(
        project("PRJ1"),
        unit("B1"),
        unit("B2"),
        led_by("PRJ1", "B1", target=5, actual=1),
        led_by("PRJ1", "B2", target=5.0, actual=1.0),
    )

    folder = write_import(records, tmp_path / "out", ABOUT).folder

    assert lines(folder, "relations-LED_BY.csv")[1:] == ['"PRJ1","B2","default","stated",5.0,1.0']
    assert lines(folder, "relations-LED_BY-2.csv")[1:] == ['"PRJ1","B1","default","stated",5,1']


def test_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    records = bundle(5)

    first = write_import(records, tmp_path / "a", ABOUT).folder
    second = write_import(records, tmp_path / "b", ABOUT).folder

    assert contents(first) == contents(second)


def test_lists_are_parted_by_a_character_that_none_of_them_holds(tmp_path: Path) -> None:
    records = graph(project("PRJ1", external_ids=["a\x1fb", "c\x1e"], note="\x1d"))

    folder = write_import(records, tmp_path / "out", ABOUT).folder

    assert "--array-delimiter=U+001D" in options(folder)
    assert '"a\x1fb\x1dc\x1e"' in (folder / "nodes-Project.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("properties", "is_needed"),
    [
        ({"note": "a line"}, False),
        ({"note": "two\nlines"}, True),
        ({"note": "two\rlines"}, True),
        ({"external_ids": ["x:two\nlines"]}, True),
    ],
)
def test_slower_reading_of_several_lines_is_asked_for_only_where_needed(
    tmp_path: Path, properties: Properties, is_needed: bool
) -> None:
    folder = write_import(graph(project("PRJ1", **properties)), tmp_path / "out", ABOUT).folder

    assert ("--multiline-fields=true" in options(folder)) is is_needed


@pytest.mark.parametrize("value", [2**63, -(2**63) - 1, [], [""], [1, 2.5], [2**63]])
def test_value_that_neo4j_admin_cannot_take_is_refused_by_name(tmp_path: Path, value: Any) -> None:
    with pytest.raises(UsageError, match=r"^budget of 'PRJ1' cannot be given to Neo4j"):
        write_import(graph(project("PRJ1", budget=value)), tmp_path / "out", ABOUT)

    assert list(tmp_path.iterdir()) == []


def test_largest_numbers_of_neo4j_are_written(tmp_path: Path) -> None:
    records = graph(project("PRJ1", budget=2**63 - 1, spent=-(2**63)))

    folder = write_import(records, tmp_path / "out", ABOUT).folder

    row = lines(folder, "nodes-Project.csv")[1]
    assert row.endswith(",9223372036854775807,-9223372036854775808")


def test_graph_says_of_itself_of_what_it_was_made(tmp_path: Path) -> None:
    about = About(dt.datetime(2024, 9, 30, tzinfo=BANGKOK))

    folder = write_import(graph(project("PRJ1")), tmp_path / "out", about).folder

    head, row = lines(folder, "load.csv")
    said = dict(zip(head.split(","), row.split(","), strict=True))
    assert said["dataset:string"] == '"default"'
    assert said["nodes:long"] == said["added:long"] == "1"
    assert said["relations:long"] == "0"
    assert "revision:string" not in said


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        (BANGKOK, "2024-09-30T00:00:00+07:00"),
        (ZoneInfo("Asia/Bangkok"), "2024-09-30T00:00:00+07:00[Asia/Bangkok]"),
    ],
)
def test_graph_says_of_itself_when_it_was_made(
    tmp_path: Path, zone: dt.tzinfo, expected: str
) -> None:
    about = About(dt.datetime(2024, 9, 30, tzinfo=zone))

    folder = write_import(graph(project("PRJ1")), tmp_path / "out", about).folder

    head, row = lines(folder, "load.csv")
    said = dict(zip(head.split(","), row.split(","), strict=True))
    assert said["loaded_at:datetime"] == expected


# The folder ---------------------------------------------------------------------------------------


def test_earlier_export_is_replaced_with_what_the_importer_left_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    write_import(graph(project("PRJ1", budget=5), project("PRJ2", budget=5.0)), folder, ABOUT)
    (folder / "import.report").write_text("nothing to report")

    write_import(graph(unit("B1")), folder, ABOUT)

    assert sorted(contents(folder)) == [
        *("import.args", "import.sh", "load.csv", "nodes-Unit.csv", "schema.cypher"),
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_empty_folder_is_taken_and_missing_ones_are_made(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    for folder in (tmp_path / "empty", tmp_path / "new" / "newer"):
        assert (write_import(graph(unit("B1")), folder, ABOUT).folder / "load.csv").is_file()


def test_folder_of_others_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "policies.yaml").write_text("format: 1")

    with pytest.raises(UsageError, match=r"such as 'policies\.yaml': name a new folder$"):
        write_import(graph(unit("B1")), tmp_path, ABOUT)

    assert contents(tmp_path) == {"policies.yaml": b"format: 1"}


def test_earlier_export_with_something_else_in_it_is_refused(tmp_path: Path) -> None:
    folder = write_import(graph(unit("B1")), tmp_path / "out", ABOUT).folder
    (folder / "notes.txt").write_text("mine")

    with pytest.raises(UsageError, match=r"'notes\.txt'"):
        write_import(graph(unit("B1")), folder, ABOUT)

    assert (folder / "notes.txt").read_text() == "mine"


def test_file_is_refused_and_so_is_a_place_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")

    with pytest.raises(UsageError, match="is a file: name a folder"):
        write_import(graph(unit("B1")), tmp_path / "file", ABOUT)
    with pytest.raises(UsageError, match="file is a file: name a folder"):
        write_import(graph(unit("B1")), tmp_path / "file" / "out", ABOUT)
    with pytest.raises(UsageError, match=r"cannot write to .*: Not a directory"):
        write_import(graph(unit("B1")), tmp_path / "file" / "deeper" / "out", ABOUT)


def test_failure_half_way_leaves_the_earlier_export_alone(tmp_path: Path) -> None:
    folder = write_import(graph(unit("B1")), tmp_path / "out", ABOUT).folder
    before = contents(folder)
    broken = graph(project("PRJ1"), unit("B2"), led_by("PRJ1", "B2", target=2**64))

    with pytest.raises(UsageError, match="target of 'PRJ1'"):
        write_import(broken, folder, ABOUT)

    assert contents(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_earlier_export_is_back_if_the_new_one_cannot_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_import(graph(unit("B1")), tmp_path / "out", ABOUT).folder
    before = contents(folder)
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path.suffix == ".part":
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(UsageError, match=r"cannot write to .*: No space left on device"):
        write_import(graph(unit("B2")), folder, ABOUT)

    assert contents(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


KILLED = """
import datetime as dt, os, pathlib, signal, sys
from graph.engines.loading import admin_import
from graph.engines.loading.outcome import About
from graph.engines.records import NodeRecord, Records
from graph.model.vocabulary import NodeKind

write = admin_import.write_table

def write_and_die(*arguments):
    write(*arguments)
    os.kill(os.getpid(), signal.SIGKILL)

admin_import.write_table = write_and_die
node = NodeRecord(NodeKind.UNIT, "B2", {"id": "B2", "dataset": "default"})
about = About(dt.datetime(2024, 1, 1, tzinfo=dt.UTC))
admin_import.write_import(Records("default", [node], []), pathlib.Path(sys.argv[1]), about)
"""


def test_program_killed_half_way_leaves_the_earlier_export_alone(tmp_path: Path) -> None:
    folder = write_import(graph(unit("B1")), tmp_path / "out", ABOUT).folder
    before = contents(folder)

    killed = subprocess.run(
        [sys.executable, "-c", KILLED, folder], check=False, env=environment(), timeout=120
    )

    assert killed.returncode == -9
    assert contents(folder) == before
    write_import(graph(unit("B3")), folder, ABOUT)
    assert '"B3"' in (folder / "nodes-Unit.csv").read_text("utf-8")


def test_script_calls_the_tool_from_wherever_it_is_run(tmp_path: Path) -> None:
    written = write_import(graph(unit("B1")), tmp_path / "it's an export", ABOUT)
    tool = tmp_path / "tool"
    tool.write_text('#!/bin/sh\npwd\nfor one in "$@"; do echo "$one"; done\n')
    tool.chmod(0o755)

    said = subprocess.run(
        [*shlex.split(written.import_command), "--overwrite-destination"],
        env={"PATH": os.environ["PATH"], "NEO4J_ADMIN": str(tool)},
        cwd="/",
        check=True,
        capture_output=True,
        text=True,
    ).stdout

    assert said.splitlines() == [
        str(written.folder),
        *("database", "import", "full", "neo4j", "@import.args", "--overwrite-destination"),
    ]
    assert os.access(written.folder / "import.sh", os.X_OK)


# The database that Neo4j makes of it --------------------------------------------------------------


def bundle(count: int) -> Records:
    """Several random portfolios as one graph, their ids told apart by a number before them."""
    drawn: list[dict[str, Any]] = []

    @settings(
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(data=strategies.portfolios())
    def draw(data: dict[str, Any]) -> None:
        drawn.append(data)

    draw()
    nodes: list[NodeRecord] = []
    relations: list[RelationRecord] = []
    for number, data in enumerate(drawn):
        found = portfolio_records(data)
        for node in found.nodes:
            item = f"{number}-{node.id}"
            nodes.append(NodeRecord(node.kind, item, {**node.properties, "id": item}))
        for one in found.relations:
            source, target = f"{number}-{one.source}", f"{number}-{one.target}"
            relations.append(one._replace(source=source, target=target))
    return Records("default", nodes, relations)


def portfolio_records(data: dict[str, Any]) -> Records:
    lists = {name: value for name, value in data.items() if isinstance(value, list)}
    pieces = [Piece(name, item) for name, found in lists.items() for item in found]
    found = records_of(City(tuple(pieces), data.get("defaults", {})).check().portfolio)
    for node in found.nodes:
        node.properties["source_file"] = "data/all.yaml"
    for one in found.relations:
        one.properties["source_file"] = "data/all.yaml"
    return found


def hostile() -> Iterator[NodeRecord | RelationRecord]:
    yield unit("HOSTILE")
    for number, text in enumerate(HOSTILE):
        yield project(f"T{number}", note=text, external_ids=["egp:", text, "x:y"])
        yield led_by(f"T{number}", "HOSTILE", source_file=text)
    numbers = (0, 5, 5.0, 5.5, -0.0, 0.1, 5e-324, 1e300, 2**53 + 1, 2**63 - 1, -(2**63))
    for number, value in enumerate(numbers):
        other = numbers[(number * 3) % len(numbers)]
        yield project(f"N{number}", budget=value, spent=other)
        yield key_result(f"K{number}", target=value, check_in_values=[0.1, float(value)])
        yield led_by(f"N{number}", "HOSTILE", target=value)
    first, last = dt.date(1, 1, 1), dt.date(9999, 12, 31)
    yield project("D", start=first, end=last)
    yield key_result("K", check_in_days=[first, last])


@pytest.fixture(scope="module")
def records() -> Records:
    drawn = bundle(20)
    extra = graph(*hostile())
    return Records("default", [*drawn.nodes, *extra.nodes], [*drawn.relations, *extra.relations])


@pytest.fixture(scope="module")
def imported(
    records: Records, tmp_path_factory: pytest.TempPathFactory
) -> "Iterator[neo4j.Driver]":
    """A server on the database that Neo4j's importer has made of the records."""
    import neo4j

    home = tmp_path_factory.mktemp("imported")
    written = write_import(records, home / "export", ABOUT)
    run_importer(written, home)
    local_server.start(home, lambda _: None, ServerOptions(ports=(0, 0), seconds=300))
    try:
        connection = local_server.local_connection(home)
        assert connection is not None
        quiet: Any = {"auth": connection[1:], "notifications_min_severity": "OFF"}
        with neo4j.GraphDatabase.driver(connection[0], **quiet) as driver:
            for statement in (written.folder / "schema.cypher").read_text("utf-8").split(";\n"):
                if statement:
                    driver.execute_query(statement)
            yield driver
    finally:
        local_server.stop(home, lambda _: None)


def run_importer(written: Written, home: Path) -> None:
    """Run import.sh with Neo4j's own tool, out of the jars of the local server."""
    places = Home(home)
    try:
        command = java()
        jars = find_jars(places.jars, lambda _: None)
    except (MissingExtraError, ServiceError) as error:
        missing = f"NO NEO4J, so its importer is not tested: {error}"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    places.settings.parent.mkdir()
    tool = home / "neo4j-admin"
    tool.write_text(f'#!/bin/sh\nexec "{command}" -Xmx512m org.neo4j.cli.AdminTool "$@"\n')
    tool.chmod(0o755)
    done = subprocess.run(
        shlex.split(written.import_command),
        env={
            **with_jars(jars),
            "NEO4J_ADMIN": str(tool),
            "NEO4J_HOME": str(home),
            "NEO4J_CONF": str(places.settings.parent),
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def snapshot(driver: "neo4j.Driver") -> tuple[list[str], list[str]]:
    """Every node and every relation, with the types of all values."""

    def shown(properties: Properties) -> str:
        return repr(sorted(properties.items()))

    nodes = driver.execute_query("MATCH (n) RETURN labels(n), properties(n)").records
    arrows = driver.execute_query(
        "MATCH (a)-[r]->(b) RETURN type(r), a.id, b.id, properties(r)"
    ).records
    return (
        sorted(f"{sorted(labels)} {shown(properties)}" for labels, properties in nodes),
        sorted(f"{name} {a} {b} {shown(properties)}" for name, a, b, properties in arrows),
    )


def test_imported_database_is_the_one_that_a_load_makes(
    imported: "neo4j.Driver", records: Records
) -> None:
    assert verify(imported, records) == []
    dry = load(imported, records, Options(dry_run=True), ABOUT)
    assert (dry.added, dry.changed, dry.removed) == ({}, {}, {})
    assert load(imported, records, Options(), ABOUT).counters == {}
    indexes = imported.execute_query("SHOW INDEXES YIELD *").records
    assert missing_rules([one.data() for one in indexes]) == []
    of_import = snapshot(imported)

    imported.execute_query("MATCH (n) DETACH DELETE n")
    load(imported, records, Options(), ABOUT)

    nodes, arrows = snapshot(imported)
    assert (set(of_import[0]) ^ set(nodes), set(of_import[1]) ^ set(arrows)) == (set(), set())
    assert of_import == (nodes, arrows)
    assert len(of_import[1]) == len(records.relations)
