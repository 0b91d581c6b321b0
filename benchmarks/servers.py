"""A Neo4j of the benchmarks' own: begun in a temporary folder, and stopped in the end.

NEO4J_URI is not heeded: a bench must not fill someone's server.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measure import CommandFailedError

if TYPE_CHECKING:
    import neo4j

_IMPORTER = "org.neo4j.cli.AdminTool"
_PATIENCE = 300.0  # Seconds for a start; the machine may be slow.


@dataclass(frozen=True, slots=True)
class Place:
    """Where a server is, and as whom to speak to it."""

    uri: str
    user: str
    password: str = field(repr=False)
    pid: int | None = None  # Of Java; None where the server is not on this machine.
    imported: float | None = None  # Seconds that Neo4j's importer took to fill it, if it did.

    def write(self, path: Path) -> None:
        """Write it down for the processes that load and ask; the owner alone may read it."""
        path.touch(mode=0o600)
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> "Place":
        """Return what `write` wrote."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))

    @contextmanager
    def driver(self) -> "Iterator[neo4j.Driver]":
        """Yield a driver that has connected."""
        from neo4j import GraphDatabase

        quiet: Any = {"notifications_min_severity": "OFF"}
        auth = (self.user, self.password)
        with GraphDatabase.driver(self.uri, auth=auth, **quiet) as driver:
            driver.verify_connectivity()
            yield driver

    @property
    def resident(self) -> float | None:
        """Megabytes (2^20 bytes) of memory that Java takes now."""
        if self.pid is None:
            return None
        import psutil  # type: ignore[import-untyped]  # it comes without types

        return float(psutil.Process(self.pid).memory_info().rss) / 2**20


@contextmanager
def own_server(heap: str = "1g", export: Path | None = None) -> Iterator[Place]:
    """Yield a new server: an empty one, or one that Neo4j's importer has filled with an export.

    Raises:
        CommandFailedError: none can be had.
    """
    from graph.engines.local_server import local_server
    from graph.engines.local_server.server_launch import Options
    from graph.errors import TraceError

    options = Options(heap=heap, ports=(0, 0), seconds=_PATIENCE)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home = Path(folder, "neo4j")
        imported = _imported(export, home) if export else None
        try:
            started = local_server.start(home, _say, options)
            connection = local_server.local_connection(home)
        except TraceError as error:
            raise CommandFailedError(str(error)) from error
        try:
            assert connection is not None
            yield Place(*connection, started.pid, imported)
        finally:
            local_server.stop(home, _say)


def _imported(export: Path, home: Path) -> float:
    importer = Importer.into(home)
    if importer is None:
        raise CommandFailedError("Neo4j's importer cannot be had")
    return importer.seconds(export)


@dataclass(frozen=True, slots=True)
class Importer:
    """Neo4j's own importer, which fills a database of a server that does not run."""

    java: Path
    home: Path
    environment: dict[str, str] = field(repr=False)

    @classmethod
    def into(cls, home: Path) -> "Importer | None":
        """Return the importer of a home of its own; None where it cannot be had."""
        from graph.engines.local_server.server_jars import find_jars, java, with_jars
        from graph.errors import TraceError

        home.mkdir(parents=True)
        try:
            found = java()
            environment = with_jars(find_jars(home / "jars.txt", _say))
        except TraceError as error:
            _say(str(error))
            return None
        (home / "conf").mkdir()
        places = {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
        return cls(found, home, {**os.environ, **environment, **places})

    def seconds(self, export: Path) -> float:
        """Make a database of an export, and return the seconds from Java's start to its exit.

        Raises:
            CommandFailedError: it did not end as it should.
        """
        from graph.engines.loading.admin_import import ARGUMENTS

        shutil.rmtree(self.home / "data", ignore_errors=True)
        verb = "database", "import", "full"
        command = [str(self.java), _IMPORTER, *verb, "neo4j", f"@{ARGUMENTS}"]
        before = time.perf_counter()
        done = subprocess.run(
            command,
            cwd=export,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        seconds = time.perf_counter() - before
        if done.returncode:
            said = (done.stderr or done.stdout)[-800:]
            raise CommandFailedError(f"exit {done.returncode}: neo4j-admin database import\n{said}")
        return seconds


def versions() -> str:
    """Name the server and the driver."""
    from graph.engines.local_server.server_jars import VERSION

    return f"Neo4j {VERSION}, driver {version('neo4j')}"


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)
