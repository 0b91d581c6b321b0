"""The generator of synthetic cities, and the benches that need a server, at a tiny size."""

import shutil
import subprocess
import sys
import tempfile
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks import (
    bench_cache,
    bench_load,
    bench_nightly,
    bench_plans,
    bench_queries,
    bench_suggestions,
    bench_tickets,
    bench_viewer,
)
from benchmarks.__main__ import with_table
from benchmarks.bench_queries import Asked
from benchmarks.cases import Beside, Case, rows_of
from benchmarks.cities import write_city
from benchmarks.city_check import check_city
from benchmarks.load_peers import PEERS, Peer
from benchmarks.measure import Usage
from benchmarks.servers import Place
from benchmarks.tables import Options, Table
from benchmarks.tickets import FILES, write_tickets
from graph import app
from graph.app import traffy
from graph.problems import Severity
from graph.queries import query_names
from graph.reports.registry import MAIN_REPORTS
from graph.reports.result import Parameters
from tests import browsers
from tests.neo4j_fixture import Neo4j

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PROJECTS = 60
TINY = Options((PROJECTS,), 1)


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


def test_reading_from_the_cache_is_measured_in_every_way() -> None:
    table = bench_cache.bench_reading(TINY)
    assert [row["reading"] for row in table.rows] == list(bench_cache.WAYS.values())
    for row in table.rows:
        speed = row["times as fast as CSafeLoader"]
        assert isinstance(speed, float)
        assert speed > 0


def test_a_night_is_measured_beside_its_reports() -> None:
    table = bench_nightly.bench(TINY)
    (row,) = table.rows
    assert row["projects"] == PROJECTS
    figures = [one for one in row.values() if isinstance(one, float)]
    assert len(figures) == len(row) - 2  # All but the projects and the aim.
    assert min(figures) > 0


def test_verbs_of_plans_are_measured_beside_bare_work() -> None:
    table = bench_plans.bench(TINY)
    shown = [str(row["command"]).split()[0] for row in table.rows]
    plans = ["plan"] * len(bench_plans.PLANS)
    others = ["import", "roll-over", "report", "export", "export"]
    assert shown == ["template", *plans, *others]
    assert all_figures(table)


def test_tickets_are_measured_beside_parsing_and_reading() -> None:
    table = bench_tickets.bench(TINY, count=200)
    assert [str(row["command"]) for row in table.rows] == [
        f"import traffy {name}" for name in FILES for _ in range(2)
    ]
    assert all_figures(table)


def test_same_tickets_come_again_and_most_are_handed_over(small: Path, tmp_path: Path) -> None:
    for folder in ("one", "other"):
        (tmp_path / folder).mkdir()
        write_tickets(small, 200, tmp_path / folder)
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "other")
    taken = [
        traffy.read(tmp_path / "one" / name, shutil.copytree(small, tmp_path / name / "city"))
        for name in FILES
    ]
    assert not any(one.told.refused for one in taken)
    by_csv, by_json = ([after for _, after in one.changes.values()] for one in taken)
    assert by_csv == by_json
    (written,) = by_csv
    assert 100 < written.count(b"TF-2025-") < 200


def test_table_is_put_in_place_of_the_last_one_of_its_title() -> None:
    machine = "Measured on 2 cores."
    old, new, other = (
        Table(name, f"**{title}**: of two", ({"rows": rows},))
        for name, title, rows in (("one", "One", 1), ("one", "One", 2), ("other", "Other", 3))
    )
    measured = ""
    for table in (old, other, new):
        measured = with_table(f"\n\n{measured}\n\n", machine, table)
    assert measured == "\n\n".join([machine, new.markdown(), other.markdown()])
    assert with_table(measured, "On another.", old) == f"On another.\n\n{old.markdown()}"


def test_verb_is_compared_with_the_sum_of_what_stands_beside_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    runs = {
        "verb": [Usage(6.0, 8.0, 60.0), Usage(7.0, 9.0, 60.0), Usage(99.0, 9.0, 60.0)],
        "both 0": [Usage(1.0, 1.0, 20.0)] * 3,
        "both 1": [Usage(2.0, 3.0, 40.0)] * 3,
    }
    monkeypatch.setattr("benchmarks.cases.interleave", lambda *_, **__: runs)
    both = Beside("both", [(3.0, ["one"]), (1.0, ["other"])], most=1.5)
    (row,) = rows_of(Case(shown="it", command=["it"], data="none", beside=[both]), 3)
    assert row["CPU ÷ it"] == 7.0 / (3 * 1.0 + 2.0)
    assert row["time ÷ it"] == 9.0 / (3 * 1.0 + 3.0)
    assert row["memory ÷ it"] == 60.0 / 40.0
    assert row["aim"] == "≤ 1.5: met"


# The bench that needs a browser -------------------------------------------------------------------


def test_page_is_measured_as_it_is_written() -> None:
    table = bench_viewer.bench_written(TINY)
    assert [row["data"] for row in table.rows] == ["data/", "60 projects"]
    assert all(0 < float(str(row["file, MB"])) < 2 for row in table.rows)
    assert all(float(str(row["CPU ÷ report all"])) > 0.5 for row in table.rows)


def test_page_is_measured_in_the_browser_beside_that_of_pyvis(
    browser: "Browser", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.viewer_browser.DRAG", 0.2)
    executable = browsers.found()
    assert executable is not None
    table = bench_viewer.opened(lambda: browsers.launched(browser.browser_type, executable), TINY)
    items = {"data/": len(list(app.open_graph("data").items())), "60 projects": 1120}
    assert [(row["data"], row["page"], row["items"]) for row in table.rows] == [
        (data, page, count)
        for data, count in items.items()
        for page in ("policytrace view", "pyvis at its best")
    ]
    for ours, peer in zip(table.rows[::2], table.rows[1::2], strict=True):
        ratio = float(str(ours["interactive, s"])) / float(str(peer["interactive, s"]))
        assert ours["÷ pyvis"] == pytest.approx(ratio)
        assert peer["÷ pyvis"] is None
        assert all(float(str(row["heap, MB"])) > 1 for row in (ours, peer))
        assert all(float(str(row["fps, map"])) > 1 for row in (ours, peer))
        assert (ours["fps, lanes"] is None, peer["fps, lanes"] is None) == (False, True)


def all_figures(table: Table) -> bool:
    """Tell whether every ratio and every size was measured."""
    figures = [
        one for row in table.rows for name, one in row.items() if "÷" in name or "MB" in name
    ]
    return all(isinstance(one, float) and one > 0 for one in figures)


# The benches that need a server -------------------------------------------------------------------


@pytest.fixture
def place(clean_neo4j: Neo4j) -> Place:
    return Place(clean_neo4j.uri, clean_neo4j.user, clean_neo4j.password)


def test_loading_is_measured_in_every_way_that_is_installed(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    pythons = {"graphio": None, "neomodel": Path(sys.executable), "cartography": None}
    monkeypatch.setattr(Peer, "python", lambda peer: pythons[peer.name])

    table = bench_load.table_of(place, TINY)

    seconds = {str(row["way"]): row["seconds"] for row in table.rows}
    told = {way: found for way, found in seconds.items() if isinstance(found, str)}
    told.pop(bench_load.TITLES[bench_load.IMPORT], None)  # Where its jars cannot be had.
    assert told == {
        "graphio 0.23": "not installed",
        "cartography 0.143.0": "not installed",
        "neomodel 7.0.0": "failed",  # This Python does not have it.
    }
    assert set(seconds) == set(bench_load.TITLES.values())
    assert "| policytrace load: nothing changed |" in table.markdown()


def test_reports_and_queries_are_measured_on_every_engine(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    city = bench_queries.city_of(PROJECTS, 1, lambda _export: nullcontext(place))
    monkeypatch.setattr(bench_queries, "measured", lambda _options: (city,))

    reports, queries, graphs = (bench(TINY) for bench in bench_queries.BENCHES)

    assert [row["report"] for row in reports.rows] == [*MAIN_REPORTS, "all three"]
    assert [row["query"] for row in queries.rows] == list(query_names())
    assert [row["graph"] for row in graphs.rows][1:] == list(bench_queries.ENGINES)
    for row in (*reports.rows, *queries.rows):
        times = [value for name, value in row.items() if name.endswith(", ms")]
        assert all(isinstance(one, float) and one > 0 for one in times), row


def test_suggestions_are_measured_beside_their_baselines() -> None:
    table = bench_suggestions.bench(TINY)
    hits = {(row["data"], row["link"], row["ranked by"]): row["hit at 5, %"] for row in table.rows}
    together, frequent = "all together, as shown", "baseline: most frequent"
    strategies = ("shipped", "policy: strategies")
    assert int(str(hits[(*strategies, together)])) > int(str(hits[(*strategies, frequent)])) > 0
    assert {link for data, link, _ in hits if data == "synthetic"} == {"project: key_results"}
    assert len(table.rows) == 6 * 6
    assert all(0 <= int(str(share)) <= 100 for share in hits.values())


def test_ratio_is_the_median_of_the_pairs() -> None:
    asked = Asked(1, {"embedded": [1.0, 9.0, 4.0], "neo4j": [2.0, 3.0, 4.0]})
    assert asked.ratio("embedded") == 1.0
    assert asked.ratio("networkx") is None


def test_peer_that_cannot_be_installed_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise subprocess.CalledProcessError(1, ["pip"])

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(subprocess, "run", refuse)
    assert PEERS["graphio"].python() is None
    assert "graphio 0.23 is left out" in capsys.readouterr().err
