"""Queries that people type: they run in a process of their own, whatever they do to it."""

import datetime as dt
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]  # it comes without types
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.engines import sandbox
from graph.engines.answers import Answer, Limits
from graph.engines.embedded import Embedded
from graph.engines.records import Records, records_of
from graph.engines.sandbox import ask_apart
from graph.errors import UsageError
from tests.builders import City, Piece, bureau, city, objective, policy, project
from tests.strategies import portfolios

ROOT = Path(sandbox.__file__).parents[2]
PATIENT = Limits(seconds=120)  # Of a slow machine.
ENDLESS = (
    "RETURN any(a IN range(1, 1000000) WHERE any(b IN range(1, 1000000) WHERE a + b = 0)) AS x"
)


@pytest.fixture(scope="module")
def records() -> Records:
    lit = city(
        policy("P1", title="กรุงเทพฯ ต้องสว่าง", owner="B1", valid_from=dt.date(2022, 6, 1)),
        bureau("B1"),
        objective("O1", policies=["P1"]),
        project("PRJ1", lead="B1", budget=1_500_000),
    )
    return records_of(lit.check().portfolio)


@pytest.fixture(autouse=True)
def _no_child_is_left() -> Iterator[None]:
    before = children()
    yield
    assert children() == before


def children() -> set[int]:
    return {one.pid for one in psutil.Process().children(recursive=True)}


def sentence(records: Records, text: str, limits: Limits = PATIENT, **parameters: Any) -> str:
    """The sentence with which a query ends."""
    with pytest.raises(UsageError) as caught:
        ask_apart(records, text, parameters, limits)
    (line,) = str(caught.value).splitlines()
    return line


def value(records: Records, expression: str, **parameters: Any) -> Any:
    answer = ask_apart(records, f"RETURN {expression} AS x", parameters, PATIENT)
    return answer.rows[0]["x"]


# Answers ------------------------------------------------------------------------------------------


def test_rows_come_through_as_they_are(records: Records) -> None:
    text = (
        "MATCH (p:Policy)-[r:OWNED_BY]->(u) RETURN p.title_th AS th, p.valid_from AS day,"
        " p.nothing AS none, [1, 2.5, true, null, 'ก'] AS list, {a: {b: [p.valid_from]}} AS map"
    )
    day = dt.date(2022, 6, 1)
    assert ask_apart(records, text, {}, PATIENT) == Answer(
        ("th", "day", "none", "list", "map"),
        [
            {
                "th": "กรุงเทพฯ ต้องสว่าง",
                "day": day,
                "none": None,
                "list": [1, 2.5, True, None, "ก"],
                "map": {"a": {"b": [day]}},
            }
        ],
    )


def test_nodes_relations_and_paths_come_as_plain_mappings(records: Records) -> None:
    text = "MATCH path = (p:Policy)-[r:OWNED_BY]->() RETURN p, r, path"
    (row,) = ask_apart(records, text, {}, PATIENT).rows
    assert row["p"]["properties"]["id"] == "P1"
    assert row["r"]["type"] == "OWNED_BY"
    assert row["path"]["nodes"][0] == row["p"]
    assert row["path"]["relations"] == [row["r"]]


def test_parameters_of_each_type_arrive(records: Records) -> None:
    given = {
        "text": "ไทย '\" \\ $x",
        "whole": -(2**63),
        "broken": 0.1,
        "flag": True,
        "none": None,
        "day": dt.date(2024, 2, 29),
        "list": ["ก", 1, None, [2.5]],
        "map": {"ข": {"b": [1]}},
    }
    for name, expected in given.items():
        assert value(records, f"${name}", **{name: expected}) == expected


def test_comments_of_both_kinds_are_understood(records: Records) -> None:
    assert value(records, "/* one\n */ 1 + // two\n 2 /**/") == 3


def test_only_so_many_rows_are_given_back(records: Records) -> None:
    text = "UNWIND range(1, 1000000) AS x RETURN x"
    capped = ask_apart(records, text, {}, Limits(seconds=120, rows=3))
    assert capped == Answer(("x",), [{"x": 1}, {"x": 2}, {"x": 3}], has_more=True)
    exact = ask_apart(records, "UNWIND [1, 2, 3] AS x RETURN x", {}, Limits(seconds=120, rows=3))
    assert not exact.has_more


def test_parameters_that_the_engine_does_not_take_are_refused(records: Records) -> None:
    assert "64-bit" in sentence(records, "RETURN $x AS x", x=2**63)
    assert "unsupported" in sentence(records, "RETURN $x AS x", x=b"bytes")


@pytest.mark.parametrize("text", ["RETURN nothing AS x", "MATCH (n RETURN n", "RETURN $x AS x"])
def test_engine_refuses_with_the_same_sentence_as_in_this_process(
    records: Records, text: str
) -> None:
    with pytest.raises(UsageError) as caught:
        Embedded(records).ask(text, {})
    assert sentence(records, text) == str(caught.value)


SAME = (
    "MATCH (n) RETURN labels(n) AS l, n.id AS id, n.title_th AS t ORDER BY id",
    "MATCH (a)-[r]->(b) RETURN type(r) AS r, a.id AS a, b.id AS b ORDER BY r, a, b",
    "MATCH (h:Handoff) RETURN h.id AS id, h.asked_on AS asked, h.state AS state ORDER BY id",
)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(portfolios(), st.sampled_from(SAME))
def test_any_graph_gives_the_same_rows_as_in_this_process(data: dict[str, Any], text: str) -> None:
    lists = {name: found for name, found in data.items() if isinstance(found, list)}
    pieces = [Piece(name, item) for name, found in lists.items() for item in found]
    drawn = City(tuple(pieces), data.get("defaults", {}))
    records = records_of(drawn.check().portfolio)
    apart = ask_apart(records, text, {}, PATIENT)
    assert apart == Embedded(records).ask(text, {}, PATIENT)


# Ends ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "RETURN reduce(s = 'x', i IN range(1, 60) | s + s) AS x",
        "UNWIND range(1, 5000000) AS a UNWIND range(1, 9) AS b RETURN collect('x' + a + b) AS x",
    ],
)
def test_query_that_takes_too_much_memory_ends_with_a_sentence(records: Records, text: str) -> None:
    # Only Linux limits the memory; elsewhere the time is the limit.
    expected = "more than 300 MB of memory" if sys.platform == "linux" else "longer than"
    assert expected in sentence(records, text, Limits(seconds=60, megabytes=300))


def test_engine_itself_does_not_count_for_the_memory(records: Records) -> None:
    answer = ask_apart(records, "RETURN 1 AS x", {}, Limits(seconds=120, megabytes=16))
    assert list(answer.rows) == [{"x": 1}]


def test_endless_query_ends_when_its_time_is_over(records: Records) -> None:
    said = sentence(records, ENDLESS, Limits(seconds=0.5))
    assert said == "the query took longer than 0.5 s: --timeout gives it more"


@pytest.mark.parametrize(
    "text",
    [
        "CALL { " * 4000 + "RETURN 1 AS x" + " } RETURN x" * 4000,
        " UNION ALL ".join(["RETURN 1 AS x"] * 4000),
    ],
    ids=["nested calls", "unions"],
)
def test_query_that_brings_the_engine_down_ends_with_a_sentence(
    records: Records, text: str
) -> None:
    assert sentence(records, text).startswith("the embedded engine came to an end over the query")


# What a child does instead of answering; it then serves, if it still can.
NO_ENGINE = "import sys; sys.modules['kglite'] = None"
DEAF = (
    "import time; from graph.engines.embedded import Embedded;"
    " Embedded.ask = lambda *a: time.sleep(600)"
)
KILLED = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
BROKEN = "raise SystemExit(9)"
NOISY = (
    "from graph.engines.embedded import Embedded as E; own = E.ask;"
    " E.ask = lambda *a: print('noise', flush=True) or own(*a)"
)
STUCK = "import time; time.sleep(600)"


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Lets the child run something before it serves."""

    def doing(code: str) -> None:
        start = f"import sys; sys.path[:] = sys.argv[1:]\n{code}\n"
        serving = "from graph.engines.sandbox import serve; serve()"
        monkeypatch.setattr(sandbox, "_START", start + serving)

    return doing


def test_engine_that_does_not_heed_its_limit_is_ended(records: Records, child: Any) -> None:
    child(DEAF)
    said = sentence(records, "RETURN 1 AS x", Limits(seconds=0.1))
    assert said == "the query took longer than 0.1 s: --timeout gives it more"


def test_child_that_does_nothing_is_ended(
    records: Records, child: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    child(STUCK)
    monkeypatch.setattr(sandbox, "_START_SECONDS", 0.5)
    assert "longer than 0.1 s" in sentence(records, "RETURN 1 AS x", Limits(seconds=0.1))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (KILLED, "the query was ended by the system"),
        (BROKEN, "came to an end over the query (exit code 9)"),
        (NO_ENGINE, "pip install 'policytrace[cypher]'"),
    ],
)
def test_every_way_of_dying_becomes_a_sentence(
    records: Records, child: Any, code: str, said: str
) -> None:
    child(code)
    assert said in sentence(records, "RETURN 1 AS x")


def test_what_a_library_prints_does_not_disturb_the_answer(records: Records, child: Any) -> None:
    child(NOISY)
    assert value(records, "1") == 1


# The child and its parent -------------------------------------------------------------------------

PARENT = f"""
import sys
sys.path[:0] = [{str(ROOT)!r}]
from graph.engines.answers import Limits
from graph.engines.records import Records
from graph.engines.sandbox import ask_apart
ask_apart(Records("default", (), ()), {ENDLESS!r}, {{}}, Limits(seconds=600))
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_child_ends_with_its_parent(how: signal.Signals) -> None:
    command = [sys.executable, "-c", PARENT]
    # In a session of its own, so that the signal comes to the parent and to it alone.
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True) as parent:
        asked = psutil.Process(parent.pid)
        (apart,) = wait_for(lambda: asked.children() or None)
        # It computes, so it has been given its question.
        wait_for(lambda: apart.cpu_times().user > 1 or None)
        os.kill(parent.pid, how)
        assert parent.wait(60) != 0
    psutil.wait_procs([apart], timeout=60)
    assert not apart.is_running()


def wait_for(ready: Any) -> Any:
    """Wait until something is ready, and return it."""
    for _ in range(1200):
        found = ready()
        if found is not None:
            return found
        psutil.wait_procs([psutil.Process()], timeout=0.1)
    pytest.fail("nothing happened for two minutes")
