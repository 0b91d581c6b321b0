"""Why a local Neo4j server did not start: the last words of its logs."""

import re
from contextlib import suppress
from pathlib import Path

from graph.engines.local_server.server_files import Home

_CAUSE = re.compile(r"(?m)^(?:Caused by: |Exception in thread \S+ )(?:[\w.$]+: )?(?P<why>.+)")
_ERROR = re.compile(r" ERROR (?P<why>.+)")


def last_words(home: Home, since: int) -> str:
    """Say why a server ended, and which log has more.

    Args:
        home: its folder.
        since: the size that Neo4j's log had before the start.
    """
    for path, text in ((home.log, _read(home.log, since)), (home.console, _read(home.console))):
        for pattern in (_CAUSE, _ERROR):
            found = pattern.findall(text)
            if found:
                return f"{found[-1].strip()} (see {path})"
    # Java could not even begin: it says why in its first two lines.
    lines = _read(home.console).strip().splitlines()
    said = [line for line in lines if "Picked up " not in line]
    if said:
        return f"{': '.join(said[:2])} (see {home.console})"
    return f"it gave no reason (see {home.log})"


def log_size(home: Home) -> int:
    """Return the bytes of Neo4j's log."""
    with suppress(OSError):
        return home.log.stat().st_size
    return 0


def _read(path: Path, since: int = 0) -> str:
    with suppress(OSError):
        return path.read_bytes()[since:].decode(errors="replace")
    return ""
