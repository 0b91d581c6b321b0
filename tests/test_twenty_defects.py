"""Twenty defects in seven files: one run names them all, each with its place.

`assets/twenty/expected.txt` is the whole of what `policytrace check --data .` prints there.
"""

import gc
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import cli
from graph import app

TWENTY = Path(__file__).parent / "assets" / "twenty"
EXPECTED = (TWENTY / "expected.txt").read_text(encoding="utf-8")
PLACE = re.compile(r"([^:]+):([0-9]+):([0-9]+): (error|warning|notice): .+ \[([A-Z]{3}[0-9]{3})\]")
TALLY = "17 items in 7 files: 17 errors, 2 warnings, 1 notice\n"


@pytest.fixture(autouse=True)
def among_the_sources(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(TWENTY)
    yield
    gc.enable()  # The command line switches it off, for a process that ends with the answer.


def policytrace(*arguments: str) -> Result:
    return CliRunner().invoke(cli.main, arguments)


def test_twenty_different_defects_are_named_in_one_run() -> None:
    lines = EXPECTED.splitlines()
    places = [PLACE.fullmatch(line) for line in lines]

    assert [str(problem) for problem in app.check(Path()).problems] == lines
    assert len(lines) == 20
    assert all(places), "each with file, line and column"
    assert len({place[5] for place in places if place}) == 20, "each of another kind"


def test_check_prints_every_problem_and_exits_with_1() -> None:
    result = policytrace("check", "--data", ".")

    assert result.stdout == EXPECTED
    assert result.stderr == TALLY
    assert result.exit_code == 1


def test_check_in_a_process_of_its_own_does_the_same() -> None:
    command = [sys.executable, str(Path(cli.__file__)), "check", "--data", "."]

    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)

    assert done.stdout == EXPECTED
    assert done.stderr == TALLY
    assert done.returncode == 1


def test_report_prints_the_errors_alone_and_exits_with_2() -> None:
    result = policytrace("report", "all", "--data", ".")

    errors = [line for line in EXPECTED.splitlines() if ": error: " in line]
    *printed, last = result.stderr.splitlines()
    assert result.stdout == ""
    assert printed == errors
    assert last.startswith("Error: the sources have errors")
    assert result.exit_code == 2


def test_lenient_report_still_stops_at_what_is_no_dangling_reference() -> None:
    result = policytrace("report", "all", "--data", ".", "--lenient")

    errors = [line for line in EXPECTED.splitlines() if ": error: " in line]
    assert result.stderr.splitlines()[:-1] == [line for line in errors if "[SRC140]" not in line]
    assert result.exit_code == 2
