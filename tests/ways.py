"""The ways in which deploy/ runs the nightly job, each of them run in an office of a test."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import yaml

from tests.deployments import DEPLOY, Office, ran

CRONTAB = DEPLOY / "cron" / "policytrace.crontab"
SYSTEMD = DEPLOY / "systemd"
SERVICE = "policytrace-nightly.service"
MANIFEST = DEPLOY / "kubernetes" / "nightly.yaml"
WORKFLOW = DEPLOY / "github" / "nightly.yml"
COMPOSE = DEPLOY / "compose.yaml"
HOME = "/var/lib/policytrace"
PROGRAM = "/opt/policytrace/bin/policytrace"
PROGRAMS = (PROGRAM, "/usr/bin/git", "/usr/sbin/sendmail", "/bin/sh")
Ended = subprocess.CompletedProcess[str]


def settings(unit: str) -> list[tuple[str, str]]:
    """The lines `Name=value` of a unit, in order."""
    lines = (SYSTEMD / unit).read_text(encoding="utf-8").splitlines()
    pairs = [line.partition("=") for line in lines if line and line[0] not in "#["]
    return [(name, value) for name, _, value in pairs]


def values(unit: str, name: str) -> list[str]:
    return [value for one, value in settings(unit) if one == name]


def crontab() -> tuple[dict[str, str], dict[str, str]]:
    """The variables of the crontab, and its commands by their times."""
    text = CRONTAB.read_text(encoding="utf-8")
    assert text.endswith("\n"), "cron leaves out a last line that has no end"
    lines = [one for one in text.splitlines() if one and not one.startswith("#")]
    variables = dict(one.split("=", 1) for one in lines if re.match(r"[A-Z_]+=", one))
    jobs = [one.split(maxsplit=5) for one in lines if not re.match(r"[A-Z_]+=", one)]
    return variables, {" ".join(times): command for *times, command in jobs}


def by_cron(office: Office) -> Ended:
    """Run the crontab's job of the night; what it prints would be mailed."""
    return as_cron_would(crontab()[1]["30 2 * * *"], office)


def as_cron_would(command: str, office: Office) -> Ended:
    """Run a command of the crontab."""
    variables, _ = crontab()
    kept = {name: value for name, value in variables.items() if name not in ("PATH", "HOME")}
    env = {**office.environment, **kept, "HOME": str(office.home)}
    return ran([variables["SHELL"], "-c", command], env, office.home.parent)


def by_systemd(office: Office) -> Ended:
    """Run the service's commands up to the first that fails."""
    (fetch,), (nightly,) = values(SERVICE, "ExecStartPre"), values(SERVICE, "ExecStart")
    return _in_turn(office, shlex.split(fetch), shlex.split(nightly))


def by_kubernetes(office: Office) -> Ended:
    """Run the containers of a new pod."""
    every = yaml.safe_load_all(MANIFEST.read_text(encoding="utf-8"))
    (job,) = [one for one in every if one["kind"] == "CronJob"]
    pod = job["spec"]["jobTemplate"]["spec"]["template"]["spec"]
    shutil.rmtree(office.home / "sources")
    (office.home / "reports").mkdir(exist_ok=True)  # Where the claim is mounted.
    before = [[*one["command"], *one["args"]] for one in pod["initContainers"]]
    (nightly,) = pod["containers"]
    return _in_turn(office, *before, ["policytrace", *nightly["args"]])


def by_github(office: Office) -> Ended:
    """Run the script of the report where the sources have been checked out anew."""
    office.origin.git("-C", str(office.home / "sources"), "pull", "--quiet", "--ff-only")
    jobs = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]
    (step,) = [one for one in jobs["report"]["steps"] if one.get("name") == "Report"]
    script = step["run"].replace("--data data", "--data sources/data").replace("nightly/", "")
    return ran(["bash", "-e", "-c", script], office.environment, office.home)


def by_compose(office: Office) -> Ended:
    """Run the command of the service on sources that someone has fetched."""
    office.origin.git("-C", str(office.home / "sources"), "pull", "--quiet", "--ff-only")
    nightly = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["services"]["nightly"]
    return _in_turn(office, ["policytrace", *nightly["command"]])


def _in_turn(office: Office, first: list[str], *others: list[str]) -> Ended:
    """Run commands up to the first that fails."""
    program, *words = (_placed(one, office) for one in first)
    done = ran([Path(program).name, *words], office.environment, office.home)
    return _in_turn(office, *others) if others and not done.returncode else done


def _placed(word: str, office: Office) -> str:
    """Return a word of a container's command with its folders in the office."""
    sources = office.home / "sources"
    word = re.sub(r"^https://.*\.git$", office.origin.top.as_uri(), word)
    word = re.sub(r"(^|=)(/srv/plan)?/sources", rf"\1{sources}", word)
    return word.replace(HOME, str(office.home))


WAYS: dict[str, Callable[[Office], Ended]] = {
    "cron": by_cron,
    "systemd": by_systemd,
    "kubernetes": by_kubernetes,
    "github": by_github,
    "compose": by_compose,
}
