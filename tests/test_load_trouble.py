"""Whatever happens during a load, the graph is the old one or the new one, and never a mixture."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from neo4j.exceptions import Neo4jError

from graph.engines import connection
from graph.engines.connection import connected
from graph.engines.loading.load import load
from graph.engines.loading.lock import LOCK
from graph.engines.loading.outcome import Options, Watcher
from graph.engines.loading.schema import make_names
from graph.engines.loading.stored import read_stored
from graph.engines.loading.verifying import verify
from graph.engines.local_server import local_server
from graph.engines.local_server.server_launch import Options as ServerOptions
from graph.engines.records import Records
from graph.errors import ServiceError
from tests.builders import City, bureau, city, dimension, policy, project
from tests.commands import ROOT, environment
from tests.loading import ABOUT, Graph, graph_of, target_of
from tests.neo4j_fixture import Neo4j
from tests.proxies import Valve, cut_after, cut_at_commit, hold_after, open_wire, wire


def busy(projects: int, budget: int) -> City:
    """A city whose load takes long enough to be disturbed."""
    return city(
        bureau("B1"),
        bureau("B2"),
        policy("P1", owner="B1"),
        *(
            project(f"PRJ{number}", lead=f"B{number % 2 + 1}", supports=["B1"], budget=budget)
            for number in range(projects)
        ),
    )


OLD, NEW = busy(400, budget=1), busy(700, budget=2)


@pytest.fixture
def graph(neo4j_server: Neo4j, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Graph]:
    with graph_of(neo4j_server, tmp_path, request.node.name) as found:
        yield found


@pytest.fixture
def old(graph: Graph) -> Records:
    """The records of the old city, which is loaded."""
    records = graph.records(OLD)
    load(graph.driver, records, Options(), ABOUT)
    return records


@pytest.fixture
def new(graph: Graph) -> Records:
    """The records of the new city, which is not."""
    return graph.records(NEW)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The driver gives up soon."""
    monkeypatch.setattr(connection, "_RETRY", 0.1)


def holds(graph: Graph, records: Records) -> bool:
    return verify(graph.driver, records) == []


# Clients that go away -----------------------------------------------------------------------------


@contextmanager
def loading(
    server: Neo4j, graph: Graph, folder: Path, *options: str
) -> Iterator[subprocess.Popen[str]]:
    """A process that is about to load what a folder holds."""
    command = [sys.executable, "-m", "tests.loading", server.uri, server.user, str(folder)]
    with subprocess.Popen(
        [*command, graph.dataset, *options],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment(NEO4J_PASSWORD=server.password),
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process


def test_a_load_that_is_killed_leaves_the_old_graph_or_the_new(
    neo4j_server: Neo4j, graph: Graph, tmp_path: Path
) -> None:
    cities = [(OLD.write(tmp_path / "old"), OLD), (NEW.write(tmp_path / "new"), NEW)]
    wanted = [replace(graph, folder=folder).records(one) for folder, one in cities]
    load(graph.driver, wanted[0], Options(), ABOUT)
    start = time.monotonic()
    with loading(neo4j_server, graph, cities[1][0]) as process:
        assert process.wait() == 0
    whole = time.monotonic() - start
    assert holds(graph, wanted[1])

    now = 1
    for part in range(12):
        with loading(neo4j_server, graph, cities[1 - now][0]) as process:
            time.sleep(whole * part / 16)
            process.send_signal(signal.SIGKILL)
        wait_for_the_server(graph)
        found = [holds(graph, records) for records in wanted]
        assert sorted(found) == [False, True]
        now = found.index(True)
    load(graph.driver, wanted[1 - now], Options(), ABOUT)
    assert holds(graph, wanted[1 - now])


def wait_for_the_server(graph: Graph) -> None:
    """Wait until the server has ended what a client that is gone has begun.

    It may be in the midst of its commit, and Neo4j knows no snapshots.
    """
    with graph.driver.session() as session, session.begin_transaction() as tx:
        tx.run(LOCK, dataset=graph.dataset).consume()
        tx.rollback()


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_a_load_that_is_killed_while_it_writes_leaves_the_old_graph(
    neo4j_server: Neo4j, graph: Graph, tmp_path: Path, old: Records, share: float
) -> None:
    with loading(neo4j_server, graph, NEW.write(tmp_path / "new"), str(share)) as process:
        assert process.wait() == -signal.SIGKILL
    assert holds(graph, old)


def test_a_load_that_is_interrupted_leaves_the_old_graph_and_no_lock(
    graph: Graph, old: Records, new: Records
) -> None:
    def interrupt(done: int, total: int) -> None:
        if done > total / 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(graph.driver, new, Options(), ABOUT, Watcher(progress=interrupt))
    assert holds(graph, old)
    load(graph.driver, new, Options(wait=30), ABOUT)
    assert holds(graph, new)


# Wires that are cut -------------------------------------------------------------------------------


def load_over(server: Neo4j, records: Records, *valves: Valve) -> int:
    """Load over a wire; the bytes that it took."""
    target = target_of(server)
    with wire(server.uri, *valves) as proxy:
        with connected(replace(target, uri=proxy.uri)) as driver:
            load(driver, records, Options(), ABOUT)
        return proxy.sent


def test_a_wire_cut_at_any_byte_leaves_the_old_graph(
    neo4j_server: Neo4j, graph: Graph, old: Records, new: Records, impatient: None
) -> None:
    whole = load_over(neo4j_server, new, open_wire)
    assert holds(graph, new)
    load(graph.driver, old, Options(), ABOUT)
    for part in (0.001, 0.01, 0.1, 0.5, 0.9, 0.99):
        with pytest.raises(ServiceError):
            load_over(neo4j_server, new, cut_after(int(whole * part)))
        assert holds(graph, old)
    load_over(neo4j_server, new, open_wire)
    assert holds(graph, new)


def test_a_wire_cut_once_is_tried_again(
    neo4j_server: Neo4j, graph: Graph, old: Records, new: Records
) -> None:
    whole = load_over(neo4j_server, new, open_wire)
    load(graph.driver, old, Options(), ABOUT)
    assert load_over(neo4j_server, new, cut_after(whole // 2), open_wire) > whole
    assert holds(graph, new)


def test_a_wire_cut_while_committing_says_that_the_end_is_not_known(
    neo4j_server: Neo4j, graph: Graph, old: Records, new: Records
) -> None:
    with pytest.raises(ServiceError) as caught:
        load_over(neo4j_server, new, cut_at_commit(b"SET l += $load"), open_wire)
    assert "is not known: 'policytrace load' once more is safe" in str(caught.value)
    load(graph.driver, new, Options(), ABOUT)
    assert holds(graph, new)


def test_a_server_that_holds_its_breath_is_waited_for(
    neo4j_server: Neo4j, graph: Graph, old: Records, new: Records
) -> None:
    whole = load_over(neo4j_server, new, open_wire)
    load(graph.driver, old, Options(), ABOUT)
    load_over(neo4j_server, new, hold_after(whole // 2, seconds=2))
    assert holds(graph, new)


def test_a_server_that_dies_in_the_middle_keeps_the_old_graph(
    neo4j_server: Neo4j, tmp_path: Path, impatient: None
) -> None:
    home = tmp_path / "home"
    options = ServerOptions(ports=(0, 0), seconds=300)

    def begin() -> Neo4j:
        local_server.start(home, lambda _sentence: None, options)
        found = local_server.local_connection(home)
        assert found is not None
        return Neo4j(*found, home)

    def kill(done: int, total: int) -> None:
        if done > total / 2:
            pid = local_server.status(home).pid
            if pid is not None:
                os.kill(pid, signal.SIGKILL)

    try:
        with graph_of(begin(), tmp_path, "dies") as graph:
            old, new = graph.records(OLD), graph.records(NEW)
            load(graph.driver, old, Options(), ABOUT)
        server = begin()
        with connected(target_of(server)) as driver:
            load(driver, old, Options(), ABOUT)
        with pytest.raises(ServiceError), connected(target_of(server)) as driver:
            load(driver, new, Options(), ABOUT, Watcher(progress=kill))
        with connected(target_of(begin())) as driver:
            assert verify(driver, old) == []
            load(driver, new, Options(), ABOUT)
            assert verify(driver, new) == []
    finally:
        local_server.stop(home, lambda _sentence: None)


# Others at the same time --------------------------------------------------------------------------


@contextmanager
def held(graph: Graph) -> Iterator[None]:
    """Another load holds the data set."""
    with graph.driver.session() as session, session.begin_transaction() as transaction:
        transaction.run(LOCK, dataset=graph.dataset).consume()
        yield
        transaction.rollback()


def test_another_load_that_does_not_end_is_reported(
    graph: Graph, old: Records, new: Records
) -> None:
    told: list[str] = []
    with held(graph):
        with pytest.raises(ServiceError, match="another load holds the graph, and 2 s did not see"):
            load(graph.driver, new, Options(wait=2), ABOUT, Watcher(notice=told.append))
        assert holds(graph, old)
    assert told == ["waiting for another load"]


def test_another_load_is_waited_for(graph: Graph, old: Records, new: Records) -> None:
    told = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        with held(graph):
            watcher = Watcher(notice=lambda _text: told.set())
            waiting = pool.submit(load, graph.driver, new, Options(), ABOUT, watcher)
            assert told.wait(60)
            assert holds(graph, old)
        waiting.result()
    assert holds(graph, new)


def test_a_load_with_nothing_to_do_waits_for_nobody(graph: Graph, old: Records) -> None:
    with held(graph):
        assert load(graph.driver, old, Options(wait=0), ABOUT).counters == {}


def test_two_loads_at_once_follow_one_another(
    neo4j_server: Neo4j, graph: Graph, old: Records, new: Records
) -> None:
    third = replace(graph, folder=graph.folder.with_name("third")).records(busy(600, budget=3))
    start = threading.Barrier(2)

    def one(records: Records) -> Any:
        with connected(target_of(neo4j_server)) as driver:
            start.wait()
            return load(driver, records, Options(), ABOUT)

    for _ in range(3):
        with ThreadPoolExecutor(2) as pool:
            outcomes = list(pool.map(one, [new, third]))
        assert [outcome.nodes for outcome in outcomes] == [703, 603]
        assert sorted(holds(graph, records) for records in (new, third)) == [False, True]


def test_two_first_loads_of_one_city_make_it_once(
    neo4j_server: Neo4j, graph: Graph, new: Records
) -> None:
    start = threading.Barrier(2)

    def one(_number: int) -> Any:
        with connected(target_of(neo4j_server)) as driver:
            start.wait()
            return load(driver, new, Options(), ABOUT)

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(one, range(2)))
    assert sorted(outcome.counters.get("nodes_created", 0) for outcome in outcomes) == [0, 704]
    assert holds(graph, new)


def test_readers_see_the_old_graph_until_all_is_written(
    graph: Graph, old: Records, new: Records
) -> None:
    """While it is being committed they may see part of it, for Neo4j knows no snapshots."""
    text = (
        "MATCH (l:Load {dataset: $dataset}) MATCH (n:Project {dataset: $dataset})-[r:LED_BY]->()"
        " RETURN l.nodes, count(r), min(n.budget), max(n.budget)"
    )
    seen: list[tuple[int, ...]] = []

    def look(_done: int = 0, _total: int = 0) -> None:
        seen.extend(tuple(row) for row in graph.run(text))

    load(graph.driver, new, Options(), ABOUT, Watcher(progress=look))
    assert len(seen) > 3
    assert set(seen) == {(403, 400, 1, 1)}
    look()
    assert seen[-1] == (703, 700, 2, 2)


# Servers that refuse ------------------------------------------------------------------------------


def failing(error: Neo4jError, times: int) -> tuple[Callable[..., Any], list[int]]:
    """What reads the graph, under the lock, and fails the first times."""
    calls = [0]

    def fail(*arguments: Any) -> Any:
        calls[0] += 1
        if calls[0] <= times:
            raise error
        return read_stored(*arguments)

    return fail, calls


def test_too_little_memory_is_not_tried_again(
    neo4j_server: Neo4j,
    graph: Graph,
    old: Records,
    new: Records,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code = "Neo.TransientError.General.MemoryPoolOutOfMemoryError"
    fail, calls = failing(Neo4jError._hydrate_neo4j(code=code, message="full"), times=99)
    monkeypatch.setattr("graph.engines.loading.writing.read_stored", fail)
    with pytest.raises(ServiceError) as caught, connected(target_of(neo4j_server)) as driver:
        load(driver, new, Options(), ABOUT)
    assert "has too little memory for this in one transaction" in str(caught.value)
    assert calls == [1]
    assert holds(graph, old)


def test_a_deadlock_is_tried_again(
    graph: Graph, old: Records, new: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = "Neo.TransientError.Transaction.DeadlockDetected"
    fail, calls = failing(Neo4jError._hydrate_neo4j(code=code, message="both"), times=1)
    monkeypatch.setattr("graph.engines.loading.writing.read_stored", fail)
    load(graph.driver, new, Options(), ABOUT)
    assert calls == [2]
    assert holds(graph, new)


def test_a_constraint_of_others_that_refuses_an_item_is_reported(
    neo4j_server: Neo4j, graph: Graph
) -> None:
    before, after = city(dimension("N1", note="a")), city(dimension("N1", note="b"))
    twice = city(dimension("N1", note="b"), dimension("N2", note="b"))
    graph.load(before)
    graph.run("CREATE CONSTRAINT foreign_note FOR (n:Dimension) REQUIRE n.note IS UNIQUE")
    try:
        graph.load(after)
        records = graph.records(twice)
        with pytest.raises(ServiceError, match="that is not ours stands in the way"):
            with_driver(neo4j_server, lambda driver: load(driver, records, Options(), ABOUT))
        assert graph.verify(after) == []
    finally:
        graph.run("DROP CONSTRAINT foreign_note")


def with_driver(server: Neo4j, act: Callable[[Any], Any]) -> Any:
    with connected(target_of(server)) as driver:
        return act(driver)


def test_a_user_who_may_not_make_names_goes_without() -> None:
    class Session:
        asked = 0

        def execute_write(self, _make: Any) -> None:
            self.asked += 1
            code = "Neo.ClientError.Security.Forbidden"
            raise Neo4jError._hydrate_neo4j(code=code, message="no")

    session: Any = Session()
    make_names(session)
    assert session.asked == 1
