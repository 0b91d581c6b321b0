"""Calling git: the user's own, kept from writing, fetching, asking and running anything else."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from graph.errors import ServiceError, TraceError

_SECONDS = 60
# Of git's own variables, those that say what may be read; others, such as GIT_DIR within a hook,
# would name another repository than that of the folder, or have git write or run something.
_KEPT = (
    "GIT_CONFIG",
    "GIT_CEILING_DIRECTORIES",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM",
    "GIT_EXEC_PATH",
)
_SET = {
    "GIT_ALLOW_PROTOCOL": "none",  # Nothing is fetched, whatever a partial clone lacks,
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",  # nothing is written, not even what would make git faster,
    "GIT_TERMINAL_PROMPT": "0",  # nobody is asked for a password,
    "LC_ALL": "C",  # and reasons are in English, as all messages are.
}
_GIT = ("git", "--no-pager", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")


class GitRefusedError(TraceError):
    """Git has run, and says why it does not do what is asked."""


def run(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Return what git says when it is run in a folder; `given` is its standard input.

    Raises:
        GitRefusedError: git ends with an error.
        ServiceError: git is not installed, or does not answer.
    """
    try:
        done = subprocess.run(  # noqa: S603  # fixed words; what users name comes by `given`
            [*_GIT, "-C", str(folder), *arguments],
            capture_output=True,
            check=False,
            env=_environment(os.environ),
            input=given,
            timeout=_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise ServiceError(f"git has not answered within {_SECONDS} seconds: try again") from None
    except OSError as error:
        reason = error.strerror or str(error)
        message = f"git cannot be started ({reason}): install git, or compare two folders"
        raise ServiceError(message) from error
    if done.returncode:
        raise GitRefusedError(_reason(done.stderr.decode("utf-8", "replace")))
    return done.stdout


def _reason(said: str) -> str:
    """Return the line by which git gives up; there may be warnings before and advice after it."""
    lines = [line.strip() for line in said.splitlines() if line.strip()] or ["no reason given"]
    last = next((line for line in lines if line.startswith("fatal: ")), lines[0])
    return last.removeprefix("fatal: ")


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    kept = {
        name: value
        for name, value in given.items()
        if not name.startswith("GIT_") or name.startswith(_KEPT)
    }
    return kept | _SET
