"""The nightly job on GitHub: judged by the schema of workflows, and its scripts run."""

import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.deployments import DEPLOY, Office, judged, office_in, ran
from tests.ways import WORKFLOW

README = (DEPLOY / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def workflow() -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(WORKFLOW.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506  # text alone: `on` is no truth
    return found


@pytest.fixture(scope="module")
def steps(workflow: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The steps of the report by their names."""
    return {one.get("name", one.get("uses")): one for one in workflow["jobs"]["report"]["steps"]}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_in(tmp_path)


def test_the_schema_of_workflows_takes_it() -> None:
    done = judged("check-jsonschema", "--builtin-schema", "vendor.github-workflows", WORKFLOW)
    assert done.returncode == 0, done.stdout


def test_it_starts_at_half_past_two_in_bangkok(workflow: dict[str, Any]) -> None:
    (schedule,) = workflow["on"]["schedule"]
    minute, hour, *rest = schedule["cron"].split()
    assert rest == ["*", "*", "*"]
    there = datetime(2024, 9, 30, int(hour), int(minute), tzinfo=UTC)
    here = there.astimezone(timezone(timedelta(hours=7)))
    assert (here.hour, here.minute) == (2, 30)
    assert workflow["env"]["TZ"] == "Asia/Bangkok"


def test_each_job_may_do_what_it_has_to_and_no_more(workflow: dict[str, Any]) -> None:
    assert workflow["permissions"] == {}
    report, scanning = (workflow["jobs"][one]["permissions"] for one in ("report", "code-scanning"))
    assert report == {"contents": "write"}
    assert scanning == {"contents": "read", "actions": "read", "security-events": "write"}


def test_only_the_state_is_left_with_a_login(workflow: dict[str, Any]) -> None:
    for job in workflow["jobs"].values():
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                keeps = step["with"].get("persist-credentials") != "false"
                assert keeps == (step["with"].get("ref") == "nightly-state")


def test_nights_wait_for_each_other(workflow: dict[str, Any]) -> None:
    assert workflow["concurrency"] == {"group": "nightly-report", "cancel-in-progress": "false"}


def test_each_action_is_of_one_major_version_everywhere(workflow: dict[str, Any]) -> None:
    texts = [WORKFLOW, *(DEPLOY.parent / ".github" / "workflows").glob("*.yml")]
    found = {one for path in texts for one in re.findall(r"uses: (\S+)", path.read_text("utf-8"))}
    assert all(re.fullmatch(r"(actions|github)/[a-z/-]+@v\d+", one) for one in found)
    assert len({one.partition("@")[0] for one in found}) == len(found)


def test_the_state_is_kept_and_the_report_is_after_a_bad_night_too(
    steps: dict[str, dict[str, Any]],
) -> None:
    for name in ("Remember", "Keep the report"):
        assert "!cancelled()" in steps[name]["if"]


# The branch of the state --------------------------------------------------------------------------


def begun(office: Office) -> Path:
    """Make the branch as the README says, and check it out as the workflow does."""
    (line,) = re.findall(r"\$ (git push .*:refs/heads/nightly-state\")", README)
    done = ran(["bash", "-c", line], office.environment, office.home / "sources")
    assert done.returncode == 0, done.stderr
    return checked_out(office, "state")


def checked_out(office: Office, name: str) -> Path:
    folder = office.home / name
    branch = ("--branch", "nightly-state", "--single-branch")
    office.origin.git("clone", "--quiet", *branch, str(office.origin.top), str(folder))
    return folder


def remember(steps: dict[str, dict[str, Any]], office: Office, folder: Path) -> int:
    env = {**office.environment, "HOME": str(office.home), "TZ": "Asia/Bangkok"}
    script = steps["Remember"]["run"]
    return ran(["bash", "-e", "-c", script], env, folder).returncode


def remembered(office: Office) -> str:
    return office.origin.git("show", "nightly-state:runs.jsonl")


def test_the_branch_of_the_state_begins_empty(office: Office) -> None:
    assert [one.name for one in begun(office).iterdir()] == [".git"]


def test_each_night_adds_to_the_branch(steps: dict[str, dict[str, Any]], office: Office) -> None:
    folder = begun(office)
    for night in ("one\n", "one\ntwo\n"):
        (folder / "runs.jsonl").write_text(night, encoding="utf-8")
        (folder / "lock").write_text("held", encoding="utf-8")
        assert remember(steps, office, folder) == 0
        assert remembered(office) + "\n" == night
        folder = checked_out(office, f"after-{len(night)}")
    assert office.origin.git("ls-tree", "--name-only", "nightly-state") == "runs.jsonl"
    assert office.origin.git("rev-list", "--count", "nightly-state") == "3"


def test_a_night_that_adds_nothing_changes_nothing(
    steps: dict[str, dict[str, Any]], office: Office
) -> None:
    folder = begun(office)
    assert remember(steps, office, folder) == 0
    assert office.origin.git("rev-list", "--count", "nightly-state") == "1"


def test_a_night_does_not_overwrite_what_another_has_remembered(
    steps: dict[str, dict[str, Any]], office: Office
) -> None:
    folder, other = begun(office), checked_out(office, "other")
    for nth, one in enumerate((folder, other)):
        (one / "runs.jsonl").write_text(f"{nth}", encoding="utf-8")
    assert remember(steps, office, folder) == 0
    assert remember(steps, office, other) != 0
    assert remembered(office) == "0"


def test_the_secrets_are_those_of_the_example(steps: dict[str, dict[str, Any]]) -> None:
    example = (DEPLOY / "notify.example.toml").read_text(encoding="utf-8")
    given = {one for one in steps["Report"]["env"] if one != "POLICYTRACE_NOTIFY"}
    assert given <= set(re.findall(r'_env = "(\w+)"', example))
