"""Git repositories of a test's own, with sources in them; no setting of this machine counts."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.builders import City

ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "author",
    "GIT_AUTHOR_EMAIL": "author@example.org",
    "GIT_AUTHOR_DATE": "2024-01-01T00:00:00Z",
    "GIT_COMMITTER_NAME": "author",
    "GIT_COMMITTER_EMAIL": "author@example.org",
    "GIT_COMMITTER_DATE": "2024-01-01T00:00:00Z",
}


@dataclass(frozen=True)
class Repository:
    """A repository; the sources stand in `data`, as deep in it as the test likes."""

    top: Path
    data: Path

    def git(self, *arguments: str) -> str:
        """Run git at the top, as a person with no settings would."""
        kept = {name: one for name, one in os.environ.items() if not name.startswith("GIT_")}
        done = subprocess.run(
            ["git", *arguments],  # noqa: S607  # git of the machine
            cwd=self.top,
            env=kept | ENVIRONMENT,
            capture_output=True,
            check=True,
            text=True,
        )
        return done.stdout.strip()

    def commit(self, sources: City | None = None) -> str:
        """Commit all that is there, after writing the sources if given; return the commit."""
        if sources:
            sources.write(self.data)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message=a state")
        return self.git("rev-parse", "HEAD")


def repository(top: Path, data: str = "data") -> Repository:
    """An empty repository in a new folder."""
    top.mkdir(parents=True, exist_ok=True)
    made = Repository(top, top / data)
    made.git("init", "--quiet", "--initial-branch=main")
    return made
