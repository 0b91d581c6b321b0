"""Changed files as a patch that people review and `git apply` takes."""

import re
from collections.abc import Iterable, Iterator, Mapping

from graph.views.line_matching import matcher_of

_CONTEXT = 3
_NOTHING = "/dev/null"  # As git calls a file that is not there yet.
_NO_END = "\\ No newline at end of file"
_ODD = re.compile(r"\s")


def render(changes: Mapping[str, tuple[bytes | None, bytes]]) -> str:
    """Return what changes in each file, before (None: it is new) and after, by their names.

    Line ends are part of the lines, so that the patch changes none of them.
    """
    return "".join(lines(changes))


def lines(changes: Mapping[str, tuple[bytes | None, bytes]]) -> Iterator[str]:
    """Yield the same, line by line."""
    for name in sorted(changes):
        yield from _of_file(name, *changes[name])


def _of_file(name: str, before: bytes | None, after: bytes) -> Iterator[str]:
    old, new = _lines(before or b""), _lines(after)
    tab = "\t" if _ODD.search(name) else ""  # Where a name with spaces ends.
    groups = list(matcher_of(old, new).get_grouped_opcodes(_CONTEXT)) if old != new else []
    if groups:
        yield f"--- {_NOTHING if before is None else f'a/{name}{tab}'}\n"
        yield f"+++ b/{name}{tab}\n"
    for group in groups:
        first, last = group[0], group[-1]
        yield f"@@ -{_range(first[1], last[2])} +{_range(first[3], last[4])} @@\n"
        for sort, start, end, new_start, new_end in group:
            if sort == "equal":
                yield from _marked(" ", old[start:end])
            else:
                yield from _marked("-", old[start:end])
                yield from _marked("+", new[new_start:new_end])


def _range(start: int, end: int) -> str:
    """Return where a piece begins and how many lines it has, as patches write it."""
    length = end - start
    if length == 1:
        return str(start + 1)
    return f"{start + 1 if length else start},{length}"


def _marked(mark: str, lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield f"{mark}{line}" if line.endswith("\n") else f"{mark}{line}\n{_NO_END}\n"


def _lines(data: bytes) -> list[str]:
    """Return the lines as git counts them: they end with a line feed and with nothing else."""
    return re.findall("[^\n]*\n|[^\n]+", data.decode("utf-8"))
