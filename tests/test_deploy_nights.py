"""Every way of deploy/ runs the program itself, night after night, on sources that change."""

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest

from tests.builders import City, city, policy, project
from tests.deployments import Office, office_in
from tests.ways import WAYS, as_cron_would, by_compose, by_kubernetes, crontab

BROKEN = "policies: [{id: P1, titel: none}]\n"
ORPHAN = city(policy("P1"), policy("P2"), project("J1"))
NO_SERVER = {"NEO4J_URI": "bolt://127.0.0.1:9", "NEO4J_PASSWORD": "long-enough"}


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = office_in(tmp_path)
    made.takes_the_real_one()
    made.settings.update({"POLICYTRACE_LANG": "en", **NO_SERVER})
    return made


def night(way: str, office: Office, day: int, sources: City | None = None) -> dict[str, Any]:
    """Run a night of October after the sources have changed; return what it says of itself."""
    if sources:
        office.origin.commit(sources)
    office.settings["POLICYTRACE_AS_OF"] = f"2024-10-{day:02}"
    done = WAYS[way](office)
    status: dict[str, Any] = json.loads(
        (office.home / "reports" / "status.json").read_text("utf-8")
    )
    assert status["as_of"] == office.settings["POLICYTRACE_AS_OF"], done.stderr
    return status


def statuses(office: Office) -> dict[str, str]:
    """The findings of the last good night, and what has become of each."""
    path = office.home / "reports" / "latest" / "report.json"
    findings = json.loads(path.read_text(encoding="utf-8"))["findings"]
    return {one["finding"]: one["status"] for one in findings}


def test_a_night_tells_what_is_new_since_the_night_before(way: str, office: Office) -> None:
    good = "untold" if way == "compose" else "clean"  # Compose loads Neo4j, and none is here.
    assert night(way, office, 1)["outcome"] == good
    assert "TRC201:J1" not in statuses(office)
    assert night(way, office, 2, ORPHAN)["outcome"] == good
    assert statuses(office)["TRC201:J1"] == "new"
    night(way, office, 3)
    assert statuses(office)["TRC201:J1"] == "still"


def test_a_night_that_cannot_read_its_sources_leaves_the_last_report(
    way: str, office: Office
) -> None:
    night(way, office, 1)
    (office.origin.data / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    office.origin.commit()
    assert night(way, office, 2)["outcome"] == "unreadable"
    reports = office.home / "reports"
    assert (reports / "latest").resolve() == (reports / "2024-10-01").resolve()
    assert not (reports / "2024-10-02").exists()


def test_whom_to_tell_comes_from_the_environment(way: str, office: Office) -> None:
    """Of a file that does not do nothing is run, and cron would mail why."""
    (office.home / "notify.toml").write_text("[smpt]\n", encoding="utf-8")
    office.settings["POLICYTRACE_NOTIFY"] = str(office.home / "notify.toml")
    done = WAYS[way](office)
    assert "'smpt'" in done.stdout + done.stderr
    assert not (office.home / "reports" / "latest").exists()


def test_the_report_stands_where_neo4j_does_not_answer(office: Office) -> None:
    done = by_compose(office)
    assert done.returncode == 3
    assert "the graph was not loaded" in done.stderr
    assert (office.home / "reports" / "latest" / "index.html").is_file()


def test_a_history_that_was_rewritten_does_not_stop_a_night(tmp_path: Path) -> None:
    for way in ("cron", "systemd"):
        office = office_in(tmp_path / way)
        office.origin.git("commit", "--quiet", "--amend", "--message=rewritten")
        WAYS[way](office)
        assert office.told()[1] == office.origin.git("rev-parse", "HEAD")


@pytest.mark.parametrize("way", ["cron", "kubernetes"])
def test_old_reports_are_removed_and_nothing_else(way: str, tmp_path: Path) -> None:
    office = office_in(tmp_path)
    reports = office.home / "reports"
    for name, age in (("2023-08-01", 420), ("2023-10-01", 360)):
        (reports / name / "digests").mkdir(parents=True)
        back = time.time() - age * 86400  # noqa: TID251  # as old as files are to `find`
        os.utime(reports / name, (back, back))
    (reports / "latest").symlink_to("2023-10-01")
    if way == "cron":
        assert as_cron_would(crontab()[1]["30 3 * * *"], office).stderr == ""
    else:
        assert by_kubernetes(office).returncode == 0
    assert sorted(one.name for one in reports.iterdir()) == ["2023-10-01", "latest"]


def test_every_way_leaves_exit_code_1_to_bugs(way: str, tmp_path: Path) -> None:
    office = office_in(tmp_path)
    WAYS[way](office)
    words = office.told()[0].replace("=", " ").split()
    assert words[words.index("--fail-on") + 1] == "never"
