"""The nightly job by cron and by systemd: judged by their own tools, and its commands run."""

import os
import re
import shlex
import shutil
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests import ways
from tests.deployments import Office, of_the_machine, office_in, ran
from tests.ways import (
    HOME,
    PROGRAM,
    PROGRAMS,
    SERVICE,
    SYSTEMD,
    by_cron,
    by_systemd,
    crontab,
    values,
)

UNITS = (SERVICE, "policytrace-nightly.timer", "policytrace-nightly-failed.service")
# Out of ten; the rest is that it may speak to the network, for mail and git.
EXPOSURE = "1.5"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_in(tmp_path)


# systemd ------------------------------------------------------------------------------------------


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """The root of a machine that has the units, and programs where they look for them."""
    of_the_machine("systemd-analyze")
    root = tmp_path / "machine"
    shutil.copytree("/usr/lib/systemd/system", root / "usr/lib/systemd/system", symlinks=True)
    shutil.copytree(SYSTEMD, root / "etc/systemd/system")
    for program in PROGRAMS:
        path = root / program[1:]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("#!/bin/sh\n", encoding="utf-8")
        path.chmod(0o755)
    return root


def analyzed(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    tool = of_the_machine("systemd-analyze")
    return ran([tool, *arguments], {**os.environ, "SYSTEMD_COLORS": "0", **env})


def verified(machine: Path, *units: str) -> str:
    done = analyzed("verify", "--man=no", f"--root={machine}", *units)
    return done.stderr + (f"ends with {done.returncode}" if done.returncode else "")


def test_systemd_has_nothing_to_say_against_the_units(machine: Path) -> None:
    assert verified(machine, *UNITS) == ""


@pytest.mark.parametrize("name", [SERVICE, f"{SERVICE}.d/notify.conf", UNITS[1], UNITS[2]])
def test_systemd_reads_every_one_of_the_files(machine: Path, name: str) -> None:
    """So the silence of the test before means something."""
    path = machine / "etc/systemd/system" / name
    path.write_text(path.read_text(encoding="utf-8") + "\nUnheardOf=true\n", encoding="utf-8")
    assert "UnheardOf" in verified(machine, *UNITS)


def test_the_service_is_shut_in(machine: Path) -> None:
    arguments = ("--offline=yes", f"--threshold={EXPOSURE.replace('.', '')}", f"--root={machine}")
    done = analyzed("security", *arguments, SERVICE)
    assert done.returncode == 0, done.stdout
    laxer = machine / "etc/systemd/system" / SERVICE
    text = laxer.read_text(encoding="utf-8")
    laxer.write_text(re.sub("(?m)^SystemCall.*", "", text), encoding="utf-8")
    assert analyzed("security", *arguments, SERVICE).returncode != 0


def test_the_timer_goes_off_at_half_past_two_in_bangkok_and_catches_up() -> None:
    unit = "policytrace-nightly.timer"
    (calendar,) = values(unit, "OnCalendar")
    base = "--base-time=2024-09-30 12:00:00 UTC"
    said = analyzed("calendar", base, "--iterations=2", calendar, TZ="UTC", LC_ALL="C").stdout
    found = re.findall(r"(\d{4}-\d\d-\d\d \d\d:\d\d):00 UTC", said)
    nights = [datetime.fromisoformat(one) + timedelta(hours=7) for one in found]
    assert [f"{one:%F %R}" for one in nights] == ["2024-10-01 02:30", "2024-10-02 02:30"]
    assert values(unit, "Persistent") == ["true"]


def test_a_bug_is_no_good_night_and_nobody_is_told_twice() -> None:
    """A traceback ends with 1, so no finding may; and what has told people is not run again."""
    assert values(SERVICE, "SuccessExitStatus") == []
    assert values(SERVICE, "Restart") == ["on-failure"]
    assert values(SERVICE, "RestartPreventExitStatus") == ["1 2 3"]
    assert values(SERVICE, "OnFailure") == [UNITS[2]]


def test_the_user_has_the_home_that_the_service_works_in() -> None:
    path = SYSTEMD / "policytrace.sysusers.conf"
    done = ran([of_the_machine("systemd-sysusers"), "--dry-run", path], os.environ)
    assert done.returncode == 0, done.stderr
    (line,) = [one for one in path.read_text("utf-8").splitlines() if one.startswith("u ")]
    _, user, *_, home = shlex.split(line)
    assert [user] == values(SERVICE, "User") == values(SERVICE, "Group")
    assert home == HOME == values(SERVICE, "WorkingDirectory")[0].replace("%S", "/var/lib")


def test_old_reports_are_removed_and_the_state_never_is() -> None:
    text = (SYSTEMD / "policytrace.tmpfiles.conf").read_text(encoding="utf-8")
    (line,) = [one for one in text.splitlines() if not one.startswith("#")]
    kind, path, *_, age = line.split()
    assert (kind, path) == ("e", f"{HOME}/reports")
    assert int(age.removesuffix("d")) > 366  # A year is compared with the one before.


def test_no_secret_stands_in_a_unit() -> None:
    for path in SYSTEMD.rglob("*.*"):
        if path.is_file():
            assert not re.search(r"(?i)(password|token|secret)=", path.read_text(encoding="utf-8"))
    loaded = values(f"{SERVICE}.d/notify.conf", "LoadCredential")
    assert {one.partition(":")[0] for one in loaded} == {"notify.toml", "smtp-password"}


def test_systemd_leaves_policytrace_alone_where_nothing_could_be_fetched(office: Office) -> None:
    shutil.move(office.origin.top, office.origin.top.with_name("gone"))
    # Not one of those after which it would not be tried again.
    assert by_systemd(office).returncode not in (0, 1, 2, 3)
    assert office.told() == []


def test_the_mail_of_a_failure_has_a_receiver_a_subject_and_the_log(
    office: Office, tmp_path: Path
) -> None:
    unit = UNITS[2]
    for program, does in (("journalctl", "echo the log"), ("sendmail", f"cat >{tmp_path}/mail")):
        path = office.programs / program
        path.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
        path.chmod(0o755)
    (command,) = values(unit, "ExecStart")
    words = shlex.split(command.replace("%%", "%").replace("/usr/sbin/", ""))
    (variable,) = values(unit, "Environment")
    env = {**office.environment, **dict([variable.split("=", 1)])}
    assert ran(words, env).returncode == 0
    told, subject, empty, log = (tmp_path / "mail").read_text(encoding="utf-8").splitlines()
    assert told == f"To: {env['MAILTO']}"
    assert subject.startswith("Subject: policytrace")
    assert (empty, log) == ("", "the log")


# cron ---------------------------------------------------------------------------------------------


def test_cron_has_nothing_to_say_against_the_crontab() -> None:
    tool = of_the_machine("crontab")
    flag = "-T" if "-T" in ran([tool, "-h"], os.environ).stderr else "-n"
    done = ran([tool, flag, ways.CRONTAB], os.environ)
    assert done.returncode == 0, done.stderr


def test_cron_runs_it_at_half_past_two_in_bangkok() -> None:
    variables, commands = crontab()
    assert "policytrace nightly" in commands["30 2 * * *"]
    assert variables["CRON_TZ"] == variables["TZ"] == "Asia/Bangkok"
    assert variables["HOME"] == HOME
    assert variables["PATH"].split(":")[0] == str(Path(PROGRAM).parent)
    assert variables["MAILTO"]
    assert "%" not in "".join(commands.values()), "a % ends the command of a crontab"


def test_cron_mails_nothing_after_a_good_night(office: Office) -> None:
    assert by_cron(office).stdout == ""
    assert (office.home / "nightly.log").read_text(encoding="utf-8") == "a line of the night\n"


@pytest.mark.parametrize("code", [1, 2, 3])
def test_cron_mails_how_a_bad_night_ended(office: Office, code: int) -> None:
    office.ends_with(code)
    done = by_cron(office)
    assert (done.stdout, done.stderr) == ("a line of the night\n", "")


def test_cron_mails_that_the_sources_could_not_be_fetched(office: Office) -> None:
    shutil.move(office.origin.top, office.origin.top.with_name("gone"))
    assert "does not appear to be a git repository" in by_cron(office).stdout
    assert office.told() == []
