"""The git revision of a folder of sources."""

from pathlib import Path

from graph.errors import TraceError
from graph.sources import git


def revision_of(folder: Path) -> str | None:
    """Return the commit of the folder, with `+changes` if it differs; None outside of git."""
    try:
        commit = git.run(folder, "rev-parse", "HEAD").decode().strip()
        changes = git.run(folder, "status", "--porcelain", "--", ".")
    except TraceError:  # Git is not installed, or there is no commit.
        return None
    return f"{commit}+changes" if changes else commit
