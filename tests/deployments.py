"""What the tests of deploy/ share: tools that judge its files, and an office to run them in."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.builders import city, policy
from tests.repositories import ENVIRONMENT, Repository, repository

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
FIRST, SECOND = city(policy("P1")), city(policy("P1"), policy("P2"))
_BIN = Path(sys.executable).parent  # Beside Python stand the tools that packages bring.
# Stands in for policytrace: it tells what it was asked for, and on what, and ends as it is told.
_STAND_IN = """#!/bin/sh
echo "$@" >>{told}
git -C sources rev-parse origin/HEAD >>{told}
echo 'a line of the night'
exit {code}
"""


def judged(*command: str | Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a tool that came with a Python package."""
    tool, *arguments = command
    return ran([_BIN / tool, *arguments], {**os.environ, **env})


def of_the_machine(name: str) -> str:
    """A program that Linux has; where there is none, say so loudly, and fail on CI."""
    found = shutil.which(name)
    if found is None:
        missing = f"NO {name} HERE, so what it judges is not tested: `.ci/deploy` brings it"
        if os.environ.get("CI") == "true" and sys.platform == "linux":
            pytest.fail(missing)
        pytest.skip(missing)
    return found


def ran(
    command: Sequence[str | Path], env: Mapping[str, str], cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end."""
    return subprocess.run(
        command, env=env, cwd=cwd, capture_output=True, text=True, check=False, timeout=120
    )


@dataclass(frozen=True)
class Office:
    """A machine with a clone of the sources, and a stand-in for policytrace."""

    home: Path  # The folder of the job.
    origin: Repository
    settings: dict[str, str] = field(default_factory=dict)  # POLICYTRACE_… of the job.

    @property
    def programs(self) -> Path:
        """The folder of policytrace."""
        return self.home.parent / "programs"

    @property
    def environment(self) -> dict[str, str]:
        """The variables of a job: no setting of the person who runs the tests."""
        return {
            "PATH": f"{self.programs}:{os.environ['PATH']}",
            "POLICYTRACE_CACHE": "false",
            **ENVIRONMENT,
            **self.settings,
        }

    def ends_with(self, code: int) -> None:
        """Let policytrace end so from now on."""
        program = self.programs / "policytrace"
        told = shlex.quote(str(self.home.parent / "told"))
        program.write_text(_STAND_IN.format(told=told, code=code), encoding="utf-8")
        program.chmod(0o755)

    def takes_the_real_one(self) -> None:
        """Let policytrace be the program itself from now on."""
        program = self.programs / "policytrace"
        call = f"PYTHONPATH={shlex.quote(str(ROOT))} {shlex.quote(sys.executable)} -m cli"
        program.write_text(f'#!/bin/sh\n{call} "$@"\n', encoding="utf-8")
        program.chmod(0o755)

    def told(self) -> list[str]:
        """What policytrace was asked for, and the commit that it found, run by run."""
        path = self.home.parent / "told"
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def office_in(folder: Path) -> Office:
    """An office whose clone is one day old."""
    origin = repository(folder / "origin")
    origin.commit(FIRST)
    made = Office(folder / "home", origin)
    made.home.mkdir()
    made.programs.mkdir()
    made.ends_with(0)
    origin.git("clone", "--quiet", str(origin.top), str(made.home / "sources"))
    origin.commit(SECOND)
    return made
