"""What the tests of the command line stand on."""

import os
import shutil
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

CITY = Path(__file__).parent / "assets" / "cli" / "city"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where tests run side by side: one file on one core, and one core has the Neo4j server."""
    for item in items:
        needs_server = "neo4j_server" in getattr(item, "fixturenames", ())
        item.add_marker(pytest.mark.xdist_group("neo4j" if needs_server else item.path.stem))


@pytest.fixture(autouse=True)
def _no_cache_of_this_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the user's cache alone; who tests the cache names a folder for it."""
    monkeypatch.setenv("POLICYTRACE_CACHE", "false")


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
