"""The generator of synthetic cities: same seed, same bytes; sources without errors."""

from datetime import date
from pathlib import Path

import pytest

from benchmarks.cities import write_city
from benchmarks.city_check import check_city
from graph import app
from graph.problems import Severity
from graph.reports import MAIN_REPORTS
from graph.reports.result import Parameters

PROJECTS = 60


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_city(tmp_path_factory.mktemp("cities") / "small", PROJECTS, seed=7)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_same_seed_gives_the_same_bytes(small: Path, tmp_path: Path) -> None:
    assert bytes_of(write_city(tmp_path / "again", PROJECTS, seed=7)) == bytes_of(small)


def test_another_seed_gives_another_city(small: Path, tmp_path: Path) -> None:
    assert bytes_of(write_city(tmp_path / "other", PROJECTS, seed=8)) != bytes_of(small)


def test_every_file_says_that_it_is_made_up(small: Path) -> None:
    for name, data in bytes_of(small).items():
        assert data.startswith(b"# SYNTHETIC"), name


def test_city_is_read_without_errors_and_warnings(small: Path) -> None:
    checked = app.check(small)
    assert [str(one) for one in checked.at_least(Severity.WARNING)] == []


def test_city_is_sound_by_a_reading_that_shares_no_code(small: Path) -> None:
    assert check_city(small).problems == []


def test_city_has_something_to_report_everywhere(small: Path) -> None:
    asked = Parameters(as_of=date(2025, 3, 31), all_tiers=True)
    results = app.ask(app.open_graph(small), ["all"], asked)
    assert [one.report.name for one in results] == list(MAIN_REPORTS)
    orphans, unowned, handoffs = results
    assert orphans.summary["projects"] == PROJECTS
    assert 0 < orphans.summary["orphans"] < PROJECTS
    assert all(unowned.summary["by_state"].values())
    assert all(handoffs.summary["by_kind"].values())
    assert handoffs.summary["bottlenecks"]


def test_folder_that_holds_something_is_left_alone(small: Path) -> None:
    with pytest.raises(FileExistsError, match="not empty"):
        write_city(small, PROJECTS, seed=7)
