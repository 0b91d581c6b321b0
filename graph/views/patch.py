"""Changed files as a patch that people review and `git apply` takes."""

import difflib
import re
from collections.abc import Iterator, Mapping

_CONTEXT = 3
_NOTHING = "/dev/null"  # As git calls a file that is not there yet.
_NO_END = "\\ No newline at end of file"
_ODD = re.compile(r"\s")


def render(changes: Mapping[str, tuple[bytes | None, bytes]]) -> str:
    """Return what changes in each file, before (None: it is new) and after, by their names.

    Line ends are part of the lines, so that the patch changes none of them.
    """
    return "".join(line for name in sorted(changes) for line in _of_file(name, *changes[name]))


def _of_file(name: str, before: bytes | None, after: bytes) -> Iterator[str]:
    old, new = _lines(before or b""), _lines(after)
    first = _NOTHING if before is None else f"a/{name}"
    tab = "\t" if _ODD.search(name) else ""  # Where a name with spaces ends.
    for line in difflib.unified_diff(old, new, first, f"b/{name}", n=_CONTEXT):
        if line.startswith(("--- ", "+++ ")) and line.endswith(f"/{name}\n"):
            yield f"{line[:-1]}{tab}\n"
        else:
            yield line if line.endswith("\n") else f"{line}\n{_NO_END}\n"


def _lines(data: bytes) -> list[str]:
    """Return the lines as git counts them: they end with a line feed and with nothing else."""
    return re.findall("[^\n]*\n|[^\n]+", data.decode("utf-8"))
