"""What the tests of the command line stand on."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from tests.neo4j_fixture import (
    clean_neo4j,  # noqa: F401  # pytest finds a fixture by its name here
    neo4j_server,  # noqa: F401  # the same
)
from tests.pages import (
    browser,  # noqa: F401  # the same
    open_page,  # noqa: F401  # the same
)

settings.register_profile("tests", deadline=None)  # A busy machine is no defect.
settings.load_profile("tests")
# All tests of these files run on one core, which has the Neo4j server.
OF_SERVER = {
    "test_benchmarks",
    "test_cli_engines",
    "test_connection",
    "test_exports",
    "test_guard",
    "test_load",
    "test_load_trouble",
    "test_nightly",
    "test_query_files",
    "test_same_answers",
}
# What takes longest, longest first: it begins first, so that in the end no core waits for another.
LONGEST = (
    "neo4j",  # All that needs the one server, not a file.
    "test_local_server",
    "test_admin_import",
    "test_nightly_page",
    "test_page_areas",
    "test_the_year",
    "test_import_xlsx",
    "test_reading_anything",
    "test_import_traffy",
)
CITY = Path(__file__).parent / "assets" / "cli" / "city"


def group_of(nodeid: str) -> str:
    """What runs on one core, one after the other: a file, or all that needs the Neo4j server."""
    stem = Path(nodeid.partition("::")[0]).stem
    return "neo4j" if stem in OF_SERVER else stem


class ByGroup(LoadScopeScheduling):
    """Gives whole groups to the cores.

    The groups of `--dist loadgroup` itself are lost with pytest 9.2: xdist 3.8 writes them into
    the id of each test where pytest no longer looks, and gives out single tests.
    """

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByGroup | None:
    """Give out tests by their groups, if groups are asked for."""
    return ByGroup(config, log) if config.getvalue("dist") == "loadgroup" else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest."""
    for item in items:
        needs_server = "neo4j_server" in getattr(item, "fixturenames", ())
        assert not needs_server or item.path.stem in OF_SERVER, f"{item.path.stem}: add it there"
    ranks = {name: rank for rank, name in enumerate(LONGEST)}
    items.sort(key=lambda item: ranks.get(group_of(item.nodeid), len(ranks)))


@pytest.fixture(scope="session", autouse=True)
def _surroundings() -> Iterator[None]:
    """What holds for fixtures of modules too.

    The user's cache is left alone: who tests the cache names a folder for it. Java compiles in
    haste, for no server of the tests runs long enough to earn back the time of doing it well.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("POLICYTRACE_CACHE", "false")
        patch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        yield


@pytest.fixture
def empty_home(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """An empty folder to run the program in, with no settings but its defaults."""
    for name in [name for name in os.environ if name.startswith("POLICYTRACE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("POLICYTRACE_CACHE", str(tmp_path_factory.mktemp("cache")))
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def home(empty_home: Path) -> Path:
    """The same, with the city of `assets/cli` as its data."""
    shutil.copytree(CITY, empty_home / "data")
    return empty_home
