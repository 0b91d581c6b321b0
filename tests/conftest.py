"""What the tests of the command line stand on."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.neo4j_fixture import (
    clean_neo4j,  # noqa: F401  # pytest finds a fixture by its name here
    neo4j_server,  # noqa: F401  # the same
)
from tests.pages import (
    browser,  # noqa: F401  # the same
    open_page,  # noqa: F401  # the same
)

# What takes longest, longest first: it begins first, so that in the end no core waits for another.
LONGEST = (
    "neo4j",  # All that needs the one server, not a file.
    "test_local_server",
    "test_admin_import",
    "test_nightly_page",
    "test_page_areas",
    "test_the_year",
    "test_benchmarks",
    "test_import_xlsx",
    "test_reading_anything",
    "test_import_traffy",
)
# They ask for it while they run, so that their fixtures do not tell.
ASK_FOR_SERVER = {"test_query_files", "test_same_answers"}
CITY = Path(__file__).parent / "assets" / "cli" / "city"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where tests run side by side: one file on one core, one core has the Neo4j server."""
    ranks = {name: rank for rank, name in enumerate(LONGEST)}
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_group(item)))
    items.sort(key=lambda item: ranks.get(_group(item), len(ranks)))


def _group(item: pytest.Item) -> str:
    needs_server = "neo4j_server" in getattr(item, "fixturenames", ())
    return "neo4j" if needs_server or item.path.stem in ASK_FOR_SERVER else item.path.stem


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
