"""The command line with engines of Cypher: reports, queries, load and export."""

import json
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

import cli
from graph.queries import query_names
from tests.commands import AS_OF, Ran, run
from tests.neo4j_fixture import Neo4j

pytestmark = pytest.mark.usefixtures("home")
BOLT_TO_NOWHERE = "bolt://127.0.0.1:1"


@pytest.fixture
def server(clean_neo4j: Neo4j) -> Mapping[str, str]:
    """The environment that names the server; the program stands in a folder with a city."""
    return {
        "NEO4J_URI": clean_neo4j.uri,
        "NEO4J_USER": clean_neo4j.user,
        "NEO4J_PASSWORD": clean_neo4j.password or "",
    }


@pytest.fixture
def nowhere(tmp_path: Path) -> Mapping[str, str]:
    """An environment without any server."""
    return {"NEO4J_URI": "", "POLICYTRACE_NEO4J_HOME": str(tmp_path / "none")}


def ask(text: str, *options: str, **env: str) -> Ran:
    """Run `policytrace query -` with the text as standard input."""
    result = CliRunner().invoke(
        cli.main, ["query", "-", *options], input=text, env=env, catch_exceptions=False
    )
    return Ran(result.exit_code, result.stdout_bytes, result.stderr)


def add(home: Path, text: str) -> None:
    (home / "data" / "added.yaml").write_text(f"{text}\n", encoding="utf-8")


def rows_of(ran: Ran) -> list[dict[str, object]]:
    assert (ran.code, ran.err) == (0, "")
    found: list[dict[str, object]] = json.loads(ran.out)["rows"]
    return found


# Reports ------------------------------------------------------------------------------------------

ALL = ("report", "all", "coverage", "gaps", "areas", *AS_OF)


@pytest.mark.parametrize("form", ["json", "table", "md"])
def test_embedded_reports_are_those_of_networkx_but_for_the_engines_name(form: str) -> None:
    ours = run(*ALL, "--format", form)
    embedded = run(*ALL, "--format", form, "--engine", "embedded")
    assert embedded.code == ours.code == 0
    assert embedded.out.replace('"engine": "embedded"', '"engine": "networkx"') == ours.out


def test_reports_of_a_server_are_those_of_networkx_but_for_the_engines_name(
    server: Mapping[str, str],
) -> None:
    assert run("load", **server).code == 0
    for form in ("json", "table", "md"):
        ours = run(*ALL, "--format", form)
        theirs = run(*ALL, "--format", form, "--engine", "neo4j", **server)
        assert (theirs.code, theirs.err) == (0, "")
        assert theirs.out.replace('"engine": "neo4j"', '"engine": "networkx"') == ours.out


def test_a_server_with_other_sources_is_refused(home: Path, server: Mapping[str, str]) -> None:
    nothing = run("report", "all", "--engine", "neo4j", **server)
    assert nothing.code == 3
    assert "holds no data set 'default': 'policytrace load' puts the sources there" in nothing.err
    assert run("load", **server).code == 0
    add(home, "units: [{id: B9999, kind: bureau, title: สำนักใหม่}]")
    stale = run("report", "all", "--engine", "neo4j", **server)
    assert stale.code == 3
    assert "holds other sources than these" in stale.err
    assert run("load", **server).code == 0
    assert run("report", "all", "--engine", "neo4j", **server).code == 0


def test_lenient_reports_are_the_same_on_every_engine(home: Path) -> None:
    add(home, "projects: [{id: PRJ-lost, title: หาย, key_results: [KR-none], lead: U-none}]")
    assert run("report", "all", "--engine", "embedded").code == 2
    lenient = ("report", "all", "--lenient", "--format", "json", *AS_OF)
    ours, embedded = run(*lenient), run(*lenient, "--engine", "embedded")
    assert ours.code == 0
    assert "TRC202:PRJ-lost:KR-none" in ours.out
    assert embedded.out.replace('"engine": "embedded"', '"engine": "networkx"') == ours.out


@pytest.mark.parametrize("verb", [("report", "all", "--engine", "neo4j"), ("load",)])
def test_no_server_is_a_sentence_and_exit_3(nowhere: Mapping[str, str], verb: list[str]) -> None:
    ran = run(*verb, **nowhere)
    assert (ran.code, ran.out) == (3, "")
    assert "no Neo4j is named: set NEO4J_URI, or start one with" in ran.err
    gone = run(*verb, **{**nowhere, "NEO4J_URI": BOLT_TO_NOWHERE})
    assert (gone.code, gone.out) == (3, "")
    assert f"no Neo4j answers at {BOLT_TO_NOWHERE}" in gone.err


def test_an_engine_whose_library_is_missing_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "kglite", None)
    ran = run("report", "all", "--engine", "embedded")
    assert ran.code == 2
    assert "pip install 'policytrace[cypher]'" in ran.err


# Queries ------------------------------------------------------------------------------------------


def test_a_query_of_the_library_is_asked_by_name() -> None:
    ran = run("query", "orphan_projects", "--format", "json", "--lang", "en")
    report = json.loads(run("report", "orphan-projects", "--format", "json", "--lang", "en").out)
    waived = {one["finding"] for one in report["summary"]["waived"]}
    standing = [row for row in rows_of(ran) if row["finding"] not in waived]
    assert standing == report["rows"]
    assert waived  # Only a report knows waivers: a query shows every row.
    dashed = run("query", "orphan-projects", "--format", "json", "--lang", "en")
    assert dashed.out == ran.out


def test_an_unknown_query_is_refused_with_the_nearest() -> None:
    ran = run("query", "orphan_project")
    assert ran.code == 2
    assert "there is no query 'orphan_project'; did you mean 'orphan_projects'?" in ran.err


def test_one_query_is_to_be_named() -> None:
    for arguments in ((), ("trace", "--file", "x.cypher")):
        ran = run("query", *arguments)
        assert ran.code == 2
        assert "name one query" in ran.err


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ("7", 7),
        ("-7.5", -7.5),
        ("1e3", 1000.0),
        ("true", True),
        ("null", None),
        ("2024-09-01", "2024-09-01"),
        ("'1.10'", "1.10"),
        ('"7"', "7"),
        ("P001", "P001"),
        ("ก=ข", "ก=ข"),
        ("", ""),
    ],
)
def test_parameters_are_typed_by_how_they_look(given: str, value: object) -> None:
    ran = ask("RETURN $x AS x", "-p", f"x={given}", "--format", "json")
    assert rows_of(ran) == [{"x": value}]


def test_a_date_is_a_date_and_not_text() -> None:
    text = "RETURN duration.inDays($from_day, $as_of).days AS days"
    ran = ask(text, "-p", "from_day=2024-09-01", *AS_OF, "--format", "json")
    assert rows_of(ran) == [{"days": 29}]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("nonsense", "is no name=value"),
        ("fiscal_yaer=2567", "has no parameter 'fiscal_yaer'; did you mean 'fiscal_year'?"),
        ("as_of=soon", "'soon' is not a date such as 2024-09-30"),
        ("as_of=2567-09-30", "is in the Buddhist era: write 2024-09-30"),
        ("all_tiers=1", "'1' is not true or false"),
    ],
)
def test_a_parameter_that_does_not_fit_is_refused(given: str, sentence: str) -> None:
    ran = run("query", "handoffs", "-p", given)
    assert ran.code == 2
    assert sentence in ran.err


def test_a_missing_parameter_is_named_with_an_example() -> None:
    ran = run("query", "trace")
    assert ran.code == 2
    assert "query 'trace' needs the parameter 'id': give it, such as -p id=" in ran.err


@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
def test_every_kind_of_value_can_be_written_in_every_format(form: str) -> None:
    text = (
        "MATCH (p:Policy {dataset: $dataset}) WITH p ORDER BY p.id LIMIT 1"
        " RETURN p AS node, [1, 'ก', null] AS list, {day: date('2024-01-02')} AS map,"
        " 1.5 AS budget, 'ไทย' AS state, true AS flag, null AS nothing"
    )
    ran = ask(text, "--format", form)
    assert (ran.code, ran.err) == (0, "")
    for shown in ("2024-01-02", "ไทย", "1.5", "nothing"):
        assert shown in ran.out


def test_a_limit_cuts_and_says_so() -> None:
    text = "UNWIND range(1, 50) AS n RETURN n ORDER BY n"
    cut = ask(text)
    assert "40 แถว และยังมีอีก: --limit 0 แสดงทั้งหมด" in cut.out
    assert "50 แถว" in ask(text, "--limit", "0").out
    assert len(rows_of(ask(text, "--format", "json"))) == 50
    summary = json.loads(ask(text, "--format", "json", "--limit", "7").out)["summary"]
    assert (summary["rows"], summary["has_more"]) == (7, True)


def test_an_id_that_no_source_declares_is_named_with_the_nearest() -> None:
    ran = run("query", "trace", "-p", "id=PRJ-8")
    assert ran.code == 2
    assert "no source declares 'PRJ-8'; did you mean 'PRJ-" in ran.err


def test_a_setting_for_reports_leaves_queries_on_the_embedded_engine(home: Path) -> None:
    for engine, code in (("networkx", 0), ("embedded", 0), ("neo4j", 3)):
        settings = f'[tool.policytrace]\nengine = "{engine}"\n'
        (home / "pyproject.toml").write_text(settings, encoding="utf-8")
        nowhere = {"NEO4J_URI": "", "POLICYTRACE_NEO4J_HOME": str(home / "none")}
        assert ask("RETURN 1 AS x", **nowhere).code == code


def test_a_file_of_ones_own_is_asked_and_may_have_a_header(home: Path) -> None:
    (home / "mine.cypher").write_text(
        "// title: Units\n// title_th: หน่วยงาน\n// params: lang\n// columns: n\n// key: n\n//\n"
        "// :param lang => 'th'\n\nMATCH (u:Unit) RETURN count(u) AS n\n",
        encoding="utf-8",
    )
    ran = run("query", "--file", "mine.cypher", "--lang", "en")
    assert ran.code == 0
    assert ran.out.startswith("Units\nmine · lang=en\n")


def test_a_file_that_cannot_be_read_is_a_sentence(home: Path) -> None:
    (home / "latin.cypher").write_bytes(b"RETURN '\xe9' AS x")
    for name, sentence in (("none.cypher", "cannot be read"), ("latin.cypher", "is not UTF-8")):
        ran = run("query", "--file", name)
        assert ran.code == 2
        assert sentence in ran.err


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("CREATE (n:Foreign)", "CREATE"),
        ("LOAD CSV FROM 'file:///etc/passwd' AS x RETURN x", "LOAD"),
        ("RETURN 1 AS x; RETURN 2 AS x", "one statement"),
        ("", "empty"),
    ],
)
def test_what_does_not_only_read_is_refused_on_both_engines(
    nowhere: Mapping[str, str], text: str, sentence: str
) -> None:
    for engine in ("embedded", "neo4j"):
        ran = ask(text, "--engine", engine, **nowhere)
        assert (ran.code, ran.out) == (2, "")
        assert sentence in ran.err


def test_a_query_that_is_not_understood_is_a_sentence(server: Mapping[str, str]) -> None:
    for engine in ("embedded", "neo4j"):
        ran = ask("MATCH (n) RETURN nope AS x", "--engine", engine, **server)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("Error: ")
        assert ran.err.count("\n") == 1


def test_a_query_that_takes_too_long_is_stopped(server: Mapping[str, str]) -> None:
    endless = "UNWIND range(1, 30000) AS a UNWIND range(1, 30000) AS b RETURN sum(a % b + 1) AS x"
    for engine in ("embedded", "neo4j"):
        ran = ask(endless, "--engine", engine, "--timeout", "1", **server)
        assert (ran.code, ran.out) == (2, "")
        assert "longer than 1 s" in ran.err


def test_a_query_of_a_server_needs_no_sources(home: Path, server: Mapping[str, str]) -> None:
    assert run("load", **server).code == 0
    shutil.rmtree(home / "data")
    ran = run("query", "unit_workload", "--engine", "neo4j", "--format", "json", **server)
    assert rows_of(ran)


def test_every_query_of_the_library_answers_from_the_command_line() -> None:
    ids = {"id": "PRJ-08", "from": "B1100", "to": "PRJ-08"}
    for name in query_names():
        from graph.queries import query_named

        wanted = [f"-p{one}={ids[one]}" for one in query_named(name).params if one in ids]
        assert run("query", name, *wanted, "--format", "csv").code == 0, name


# Load and export ----------------------------------------------------------------------------------


def test_load_tells_what_it_did_and_the_second_time_nothing(server: Mapping[str, str]) -> None:
    dry = run("load", "--dry-run", **server)
    assert dry.code == 0
    assert "data set 'default' would hold" in dry.out
    first = run("load", "--verify", **server)
    assert first.code == 0
    assert "written: " in first.out
    again = run("load", "--verify", **server)
    assert again.code == 0
    assert again.out.endswith(": nothing changed\n")


def test_data_sets_stand_side_by_side(server: Mapping[str, str]) -> None:
    for name in ("one", "two"):
        assert run("load", "--dataset", name, **server).code == 0
    text = "MATCH (l:Load) RETURN l.dataset AS name ORDER BY name"
    ran = ask(text, "--engine", "neo4j", "--format", "json", **server)
    assert {"name": "one"} in rows_of(ran)
    assert {"name": "two"} in rows_of(ran)
    both = run(
        "report", "all", "--engine", "neo4j", "--dataset", "two", "--format", "json", **server
    )
    assert both.code == 0


def test_sources_with_errors_are_not_loaded(home: Path, server: Mapping[str, str]) -> None:
    add(home, "projects: [{id: X}]")
    ran = run("load", **server)
    assert ran.code == 2
    assert "nothing is done with them: mend them first" in ran.err


def test_export_writes_the_files_and_tells_the_commands(home: Path) -> None:
    ran = run("export", "neo4j-admin", "out")
    assert ran.code == 0
    assert "with Neo4j stopped:" in ran.out
    assert (home / "out" / "import.args").is_file()


def test_status_of_no_server_is_exit_3(nowhere: Mapping[str, str]) -> None:
    ran = run("neo4j", "status", **nowhere)
    assert ran.code == 3
    assert "not running: 'policytrace neo4j start' starts it" in ran.out
    assert run("neo4j", "stop", **nowhere).code == 0
    assert os.environ.get("POLICYTRACE_NEO4J_HOME") != nowhere["POLICYTRACE_NEO4J_HOME"]
