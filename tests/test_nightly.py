"""`policytrace nightly`, as cron runs it: what it writes, what it says, and how it ends."""

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from graph.reports.nightly.answer_sheets import UNASSIGNED
from graph.state import hold
from tests.builders import City, bureau, city, handoff, key_result, objective, policy, project
from tests.commands import Ran, run
from tests.neo4j_fixture import Neo4j
from tests.receivers import MailServer, mail_server

FIRST, SECOND = "2024-09-29", "2024-09-30"
BOLT_TO_NOWHERE = "bolt://127.0.0.1:1"


def plan(*orphans: str, waits: bool = False) -> City:
    """A city in which these of three projects serve no policy."""
    hand_over = handoff("H1", "B1", "B2", asked_on="2024-09-01", due_on="2024-09-10")
    return city(
        policy("POL1", owner="B1"),
        bureau("B1"),
        bureau("B2"),
        objective("O1", key_result("KR1", owner="B1", target=1), policies=["POL1"]),
        *(
            project(
                one,
                lead="B1" if one != "PRJ3" else "B2",
                key_results=[] if one in orphans else ["KR1"],
                budget=500,
            )
            for one in ("PRJ1", "PRJ2", "PRJ3")
        ),
        *((hand_over,) if waits else ()),
    )


@pytest.fixture
def night(empty_home: Path) -> "Night":
    return Night(empty_home)


class Night:
    """The job in a folder of its own: its sources, its state, what it wrote."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.out = home / "build" / "nightly"

    def run(self, sources: City | None, as_of: str, *options: str, **env: str) -> Ran:
        if sources is not None:
            sources.write(self.home / "data")
        return run("nightly", "--as-of", as_of, *options, **env)

    def report(self, as_of: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.out / as_of / "report.json").read_bytes())
        return found

    @property
    def status(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.out / "status.json").read_bytes())
        return found


def statuses(report: Mapping[str, Any]) -> dict[str, str]:
    return {one["finding"]: one["status"] for one in report["findings"]}


# What it writes -----------------------------------------------------------------------------------


def test_a_night_writes_every_format_a_digest_for_each_unit_and_a_zip_of_all(night: Night) -> None:
    night.run(plan("PRJ1", "PRJ3"), FIRST)
    folder = night.out / FIRST
    files = {one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file()}
    whole = f"policytrace-{FIRST}.zip"
    assert files - {one for one in files if one.startswith("digests/")} == {
        *("index.html", "report.md", "report.json", "report.csv", "report.xlsx", "report.sarif"),
        whole,
    }
    units = {one["unit"] or UNASSIGNED for one in night.report(FIRST)["units"]}
    assert {"B1", "B2"} <= units
    assert {one for one in files if one.startswith("digests/")} == {
        f"digests/{unit}.{ending}" for unit in units for ending in ("xlsx", "md")
    }
    with zipfile.ZipFile(io.BytesIO((folder / whole).read_bytes())) as packed:
        assert set(packed.namelist()) == files - {whole}
        assert all(packed.read(one) == (folder / one).read_bytes() for one in packed.namelist())


def test_the_same_night_over_the_same_sources_gives_the_same_bytes(night: Night) -> None:
    night.run(plan("PRJ1"), FIRST)
    night.run(plan("PRJ1", "PRJ2"), SECOND)
    before = {one: one.read_bytes() for one in (night.out / SECOND).rglob("*") if one.is_file()}
    night.run(None, SECOND)
    after = {one: one.read_bytes() for one in (night.out / SECOND).rglob("*") if one.is_file()}
    assert before == after


def test_it_says_one_line_and_how_it_went(night: Night) -> None:
    ran = night.run(plan("PRJ1"), FIRST)
    assert ran.out.count("\n") == 1
    assert night.status == {
        "schema_version": 1,
        "as_of": FIRST,
        "outcome": "findings",
        "line": ran.out.strip(),
        "report": FIRST,
        "problems": [],
        "troubles": [],
        "sent": 0,
    }
    assert (night.out / "latest" / "index.html").is_file()


def test_handoffs_of_every_tier_are_looked_at(night: Night) -> None:
    night.run(plan(waits=True), FIRST)
    units = {one["unit"]: one for one in night.report(FIRST)["units"]}
    assert (units["B2"]["waiting"], units["B2"]["overdue"]) == (1, 1)
    assert "HND404:H1" in statuses(night.report(FIRST))


# How it ends --------------------------------------------------------------------------------------


def test_only_what_is_new_fails(night: Night) -> None:
    assert night.run(plan("PRJ1"), FIRST).code == 1
    assert night.run(plan("PRJ1"), SECOND).code == 0
    assert night.run(plan("PRJ1", "PRJ2"), SECOND).code == 1


@pytest.mark.parametrize(("fail_on", "code"), [("new", 0), ("error", 1), ("never", 0)])
def test_old_errors_fail_where_that_is_asked_for(night: Night, fail_on: str, code: int) -> None:
    night.run(plan("PRJ1"), FIRST)
    assert night.run(None, SECOND, "--fail-on", fail_on).code == code
    assert night.run(plan(), SECOND, "--fail-on", fail_on).code == 0


def test_a_hand_over_that_waits_is_told_but_fails_nothing(night: Night) -> None:
    night.run(plan(), FIRST)
    assert night.run(plan(waits=True), SECOND).code == 0
    assert statuses(night.report(SECOND)) == {"HND404:H1": "new"} | dict.fromkeys(
        statuses(night.report(FIRST)), "still"
    )


def test_what_is_accepted_as_baseline_fails_no_more_and_never_grows(night: Night) -> None:
    assert night.run(plan("PRJ1"), FIRST, "--baseline").code == 0
    assert night.run(None, SECOND, "--fail-on", "error").code == 0
    assert night.run(plan("PRJ1", "PRJ2"), SECOND, "--fail-on", "error").code == 1
    again = night.run(None, SECOND, "--baseline")
    assert again.code == 2
    assert "there is a baseline of 2024-09-29 already, and it never grows" in again.err
    run("state", "drop-baseline")
    assert night.run(None, SECOND, "--baseline").code == 0


def test_debt_that_was_paid_and_comes_back_is_no_longer_accepted(night: Night) -> None:
    night.run(plan("PRJ1"), "2024-09-28", "--baseline")
    night.run(plan(), FIRST)
    assert night.run(plan("PRJ1"), SECOND).code == 1
    assert statuses(night.report(SECOND))["TRC201:PRJ1"] == "reopened"


def test_sources_that_cannot_be_read_leave_the_last_good_report(night: Night) -> None:
    night.run(plan("PRJ1"), FIRST)
    broken = night.home / "data" / "all.yaml"
    broken.write_text(f"areas: [\n{broken.read_text(encoding='utf-8')}", encoding="utf-8")
    ran = night.run(None, SECOND)
    assert ran.code == 2
    assert "data/all.yaml:" in ran.err
    assert "[SRC101]" in ran.err
    assert (night.status["outcome"], night.status["report"]) == ("unreadable", None)
    assert night.status["problems"] == ran.err.splitlines()
    assert not (night.out / SECOND).exists()
    assert (night.out / "latest").resolve().name == FIRST
    night.run(plan("PRJ1", "PRJ2"), "2024-10-01")
    told = statuses(night.report("2024-10-01"))
    assert (told["TRC201:PRJ1"], told["TRC201:PRJ2"]) == ("still", "new")


def test_a_file_that_only_names_what_a_broken_one_held_is_not_broken_itself(night: Night) -> None:
    city(project("PRJ1", lead="B1", key_results=[])).write(night.home / "data" / "projects")
    units = city(bureau("B1"), policy("POL1", owner=[])).write(night.home / "data" / "units")
    night.run(None, FIRST)
    assert {"TRC201:PRJ1", "OWN301:POL1"} <= statuses(night.report(FIRST)).keys()
    (units / "all.yaml").write_text("units: [", encoding="utf-8")  # Not even the ids are left.
    ran = night.run(None, SECOND)
    assert "unit 'B1' does not exist" in ran.err
    assert "1 ไฟล์ (data/units/all.yaml)" in ran.out
    last = json.loads(run("state", "show", "--format", "json").out)["nights"][-1]
    held = [one for one in statuses(night.report(FIRST)) if {"B1", "POL1"} & {*one.split(":")}]
    assert last["unknown"] == len(held)
    assert "TRC201:PRJ1" not in held


def test_sources_that_are_gone_are_a_night_that_saw_nothing(night: Night) -> None:
    night.run(plan("PRJ1"), FIRST)
    (night.home / "data" / "all.yaml").unlink()
    ran = night.run(None, SECOND)
    assert ran.code == 2
    assert "Warning: there is no *.yaml file under 'data'" in ran.err
    shown = json.loads(run("state", "show", "--format", "json").out)
    assert shown["nights"][-1] == {"as_of": SECOND, "numbers": None} | {
        name: one for name, one in shown["nights"][-1].items() if name not in ("as_of", "numbers")
    }


def test_sources_that_never_were_are_a_mistake_in_the_options(night: Night) -> None:
    ran = night.run(None, FIRST)
    assert ran.code == 2
    assert ran.err.startswith("Error: ")
    assert not night.out.exists()


def test_references_that_lead_nowhere_can_be_let_pass(night: Night) -> None:
    sources = city(project("PRJ1", lead="B-none", key_results=[]))
    assert night.run(sources, FIRST).code == 2
    assert night.run(None, FIRST, "--lenient").code == 1
    assert statuses(night.report(FIRST))["TRC202:PRJ1:B-none"] == "new"


def test_a_second_run_at_the_same_time_is_refused(night: Night) -> None:
    plan("PRJ1").write(night.home / "data")
    with hold(night.home / "build" / "nightly-state"):
        ran = night.run(None, FIRST)
    assert ran.code == 3
    assert not night.out.exists()
    assert night.run(None, FIRST).code == 1


def test_history_is_not_rewritten(night: Night) -> None:
    night.run(plan("PRJ1"), SECOND)
    ran = night.run(None, FIRST)
    assert ran.code == 2
    assert "history is not rewritten" in ran.err
    assert not (night.out / FIRST).exists()


def test_a_revision_cannot_be_loaded(night: Night) -> None:
    ran = night.run(plan(), FIRST, "--at", "HEAD", "--load")
    assert (ran.code, "leave out --at" in ran.err) == (2, True)


def test_a_place_that_cannot_be_written_to_is_one_sentence_and_nothing_is_remembered(
    night: Night,
) -> None:
    (night.home / "file").write_bytes(b"")
    ran = night.run(plan("PRJ1"), FIRST, "--out", "file")
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    night.run(None, FIRST)
    assert statuses(night.report(FIRST))["TRC201:PRJ1"] == "new"


# Engines ------------------------------------------------------------------------------------------


def without_engines(report: dict[str, Any]) -> dict[str, Any]:
    return report | {"reports": [one | {"engine": None} for one in report["reports"]]}


def test_the_embedded_engine_tells_the_same(night: Night) -> None:
    night.run(plan("PRJ1", waits=True), FIRST)
    ours = night.report(FIRST)
    assert night.run(None, FIRST, "--engine", "embedded").code == 1
    theirs = night.report(FIRST)
    assert {one["engine"] for one in theirs["reports"]} == {"networkx", "embedded"}
    assert without_engines(theirs) == without_engines(ours)


def test_a_server_is_loaded_first_and_tells_the_same(night: Night, clean_neo4j: Neo4j) -> None:
    server = {
        "NEO4J_URI": clean_neo4j.uri,
        "NEO4J_USER": clean_neo4j.user,
        "NEO4J_PASSWORD": clean_neo4j.password or "",
    }
    night.run(plan("PRJ1", waits=True), FIRST)
    ours = night.report(FIRST)
    ran = night.run(None, FIRST, "--load", "--engine", "neo4j", **server)
    assert (ran.code, "Warning" in ran.err) == (1, False)
    theirs = night.report(FIRST)
    assert {one["engine"] for one in theirs["reports"]} == {"networkx", "neo4j"}
    assert without_engines(theirs) == without_engines(ours)


def test_a_server_out_of_reach_spoils_no_report_but_shows(night: Night) -> None:
    nowhere = {"NEO4J_URI": BOLT_TO_NOWHERE, "NEO4J_PASSWORD": "password"}
    ran = night.run(plan("PRJ1"), FIRST, "--load", **nowhere)
    assert ran.code == 3
    assert "Warning: the graph was not loaded: " in ran.err
    assert night.status["outcome"] == "untold"
    assert statuses(night.report(FIRST))["TRC201:PRJ1"] == "new"


def test_an_engine_out_of_reach_ends_the_night(night: Night) -> None:
    nowhere = {"NEO4J_URI": BOLT_TO_NOWHERE, "NEO4J_PASSWORD": "password"}
    assert night.run(plan("PRJ1"), FIRST, "--engine", "neo4j", **nowhere).code == 3
    assert not (night.out / FIRST).exists()


# Whom it tells ------------------------------------------------------------------------------------

ROUTES = """
[smtp]
host = "127.0.0.1"
port = {port}
security = "none"
from = "policytrace@example.org"

[summary]
to = ["office@example.org"]

[units.B1]
to = ["b1@example.org"]

[units."*"]
to = ["others@example.org"]
"""


def routes(night: Night, server: MailServer) -> str:
    file = night.home / "notify.toml"
    file.write_text(ROUTES.format(port=server.port), encoding="utf-8")
    return str(file)


def received(server: MailServer) -> dict[str, list[str]]:
    """The names of what was attached, by who received it."""
    found = {}
    for mail in server.mails():
        names = [one.get_filename() or "" for one in mail.iter_attachments()]
        found[str(mail["To"])] = names
    return found


def test_the_office_hears_of_all_and_a_unit_of_its_own_news(night: Night) -> None:
    with mail_server() as server:
        first = night.run(plan("PRJ1", "PRJ3"), FIRST, "--notify", routes(night, server))
        assert (first.code, night.status["sent"]) == (1, len(server.arrived))
        assert received(server) == {
            "office@example.org": ["index.html", "report.xlsx"],
            "b1@example.org": ["B1.xlsx"],
            "others@example.org": ["B2.xlsx"],
        }
        server.arrived.clear()
        night.run(plan("PRJ1"), SECOND, "--notify", routes(night, server))
        assert received(server).keys() == {"office@example.org", "others@example.org"}
        subjects = {str(mail["To"]): str(mail["Subject"]) for mail in server.mails()}
        assert "แก้แล้ว 1" in subjects["others@example.org"]


def test_of_an_unreadable_night_only_the_office_hears(night: Night) -> None:
    with mail_server() as server:
        night.run(plan("PRJ1"), FIRST)
        (night.home / "data" / "all.yaml").write_text("projects: [", encoding="utf-8")
        ran = night.run(None, SECOND, "--notify", routes(night, server))
        assert ran.code == 2
        (mail,) = server.mails()
        body = mail.get_body()
        assert body is not None
        assert "data/all.yaml:" in body.get_content()


def test_a_failed_send_spoils_no_report_but_shows(night: Night) -> None:
    with mail_server() as server:
        server.to_receivers["b1@example.org"] = ["550 no such user"] * 9
        ran = night.run(plan("PRJ1"), FIRST, "--notify", routes(night, server))
    assert ran.code == 3
    assert "Warning: could not tell b1@example.org about B1: " in ran.err
    assert night.status["outcome"] == "untold"
    assert statuses(night.report(FIRST))["TRC201:PRJ1"] == "new"


def test_a_unit_that_is_not_there_is_said_before_anything_is_written(night: Night) -> None:
    file = night.home / "notify.toml"
    file.write_text(ROUTES.format(port=25).replace("units.B1]", "units.B9]"), encoding="utf-8")
    ran = night.run(plan("PRJ1"), FIRST, "--notify", str(file))
    assert (ran.code, "B9" in ran.err) == (2, True)
    assert not night.out.exists()
