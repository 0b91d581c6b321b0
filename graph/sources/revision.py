"""The git revision of a folder of sources."""

import subprocess
from pathlib import Path


def revision_of(folder: Path) -> str | None:
    """Return the commit of the folder, with `+changes` if it differs; None outside of git."""
    commit = _git(folder, "rev-parse", "HEAD")
    if not commit:
        return None
    changes = _git(folder, "status", "--porcelain", "--", ".")
    return f"{commit}+changes" if changes else commit


def _git(folder: Path, *arguments: str) -> str | None:
    """Return what git says, or None where it is not installed or refuses."""
    try:
        done = subprocess.run(  # noqa: S603  # fixed words and a folder that the user named
            ["git", "-C", str(folder), *arguments],  # noqa: S607  # the user's own git
            capture_output=True,
            check=True,
            timeout=20,
            text=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()
