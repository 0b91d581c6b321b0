"""Running the program as a person would: within this process, or as one of its own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

import cli

ROOT = Path(cli.__file__).parent
AS_OF = ("--as-of", "2024-09-30")


@dataclass(frozen=True)
class Ran:
    """What a run left behind."""

    code: int
    data: bytes
    err: str

    @property
    def out(self) -> str:
        return self.data.decode()


def run(*arguments: str, **env: str) -> Ran:
    """Run `policytrace ARGUMENTS` in this process; a bug keeps its traceback."""
    result = CliRunner().invoke(
        cli.main, arguments, env=env, prog_name="policytrace", catch_exceptions=False
    )
    return Ran(result.exit_code, result.stdout_bytes, result.stderr)


def start(*arguments: str, **env: str) -> Ran:
    """Run `policytrace ARGUMENTS` in a process of its own."""
    result = subprocess.run(
        [sys.executable, "-m", "cli", *arguments],
        capture_output=True,
        check=False,
        timeout=60,
        env=environment(**env),
    )
    return Ran(result.returncode, result.stdout, result.stderr.decode())


def environment(**env: str) -> dict[str, str]:
    """The environment in which a process of its own finds this very program."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **env}
