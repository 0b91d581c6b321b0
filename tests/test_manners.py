"""How much the program tells beside its answer: a bar, each step, or nothing."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

import cli
from tests.commands import AS_OF, environment, run

pytestmark = pytest.mark.usefixtures("home")
PROGRAM = "import cli; cli.PATIENCE = {}; cli.run()"


def told_on_a_terminal(*arguments: str, patience: float = -1) -> str:
    """What a run tells on an error stream that is a terminal; it takes long after `patience`."""
    near, far = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM.format(patience), *arguments],
        stdout=subprocess.DEVNULL,
        stderr=far,
        env=environment(TERM="xterm", POLICYTRACE_CACHE="false"),
    ) as process:
        os.close(far)
        parts = []
        try:
            while part := os.read(near, 65536):
                parts.append(part)
        except OSError:  # Linux says so where macOS says nothing.
            pass
        assert process.wait(timeout=60) == 0
    os.close(near)
    return b"".join(parts).decode()


# A bar --------------------------------------------------------------------------------------------


def test_reading_that_takes_long_shows_a_bar_on_a_terminal() -> None:
    told = told_on_a_terminal("report", "all", *AS_OF)
    assert "reading" in told
    assert "100%" in told
    assert told.endswith("\n")


def test_quiet_run_shows_no_bar() -> None:
    assert told_on_a_terminal("-q", "report", "all", *AS_OF) == ""


def test_bar_does_not_show_in_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "PATIENCE", -1)
    assert run("report", "all", *AS_OF, "--no-cache").err == ""


def test_reading_that_is_soon_done_shows_no_bar() -> None:
    assert told_on_a_terminal("report", "all", *AS_OF, patience=60) == ""


# Each step ----------------------------------------------------------------------------------------


def steps(*arguments: str) -> list[str]:
    """The steps of a run, without their times."""
    ran = run("-v", *arguments)
    lines = ran.err.splitlines()
    timed = [re.fullmatch(r" *\d+\.\d{3} s  (.*)", line) for line in lines]
    return [found[1] for found in timed if found]


def test_verbose_run_tells_each_step() -> None:
    files = len(list(Path("data").rglob("*.yaml")))
    items = int(run("check").err.split()[0])
    reports = [
        f"made a graph of {items} items",
        "answered orphan-projects",
        "answered unowned-policies",
        "answered handoffs",
    ]
    warm = f"read {files} files: {files} from the cache, 0 afresh"
    assert steps("report", "all", *AS_OF) == [warm, *reports]
    assert steps("report", "all", *AS_OF, "--no-cache") == [
        f"read {files} files afresh",
        f"checked {items} items",
        *reports,
    ]
    assert steps("trace", "PRJ-01") == [warm, reports[0]]


def test_answer_is_the_same_however_much_is_told() -> None:
    for verb in (("check",), ("report", "handoffs", *AS_OF), ("trace", "PRJ-01")):
        assert run("-v", *verb).data == run("-q", *verb).data == run(*verb).data


# Nothing ------------------------------------------------------------------------------------------


def test_quiet_run_tells_nothing_but_the_answer(tmp_path: Path) -> None:
    assert run("check").err != ""
    assert run("-q", "check").err == ""
    assert run("-q", "check").out == run("check").out
    output = tmp_path / "orphans.csv"
    written = ("report", "orphan-projects", *AS_OF, "--format", "csv", "-o", str(output))
    assert run(*written).err == f"wrote {output}\n"
    assert run("-q", *written).err == ""


@pytest.mark.parametrize(
    "verb",
    [("schema",), ("trace", "PRJ-01"), ("diff", "data", "./data", *AS_OF), ("list", "PRJ-01")],
)
def test_quiet_run_does_not_tell_where_it_wrote(verb: tuple[str, ...], tmp_path: Path) -> None:
    output = tmp_path / "answer"
    assert run(*verb, "-o", str(output)).err == f"wrote {output}\n"
    assert run("-q", *verb, "-o", str(output)).err == ""


def test_quiet_run_tells_of_a_new_item_by_its_lines_alone() -> None:
    wanted = ("new", "policy", "--title-th", "ทางเท้า", "--title-en", "Footpaths", "--yes")
    ran = run("-q", *wanted)
    assert (ran.code, ran.err) == (0, "")
    assert "+  - id: P006" in ran.out


def test_quiet_run_still_tells_why_it_failed() -> None:
    Path("data", "broken.yaml").write_text("policies: [", encoding="utf-8")
    ran = run("-q", "report", "all")
    assert ran.code == 2
    assert "[SRC101]" in ran.err
    assert "mend them first" in ran.err


def test_of_quiet_and_verbose_the_last_one_counts() -> None:
    assert run("-q", "-v", "check").err != ""
    assert run("-v", "-q", "check").err == ""
