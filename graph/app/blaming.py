"""Which rows bring an error into the sources, so that they are left out and the others taken."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from graph.app.changing import Folder
from graph.problems import Problem, Severity
from graph.sayings import say

Row = TypeVar("Row")


def to_blame(
    problems: Iterable[Problem],
    after: Folder,
    rows: Sequence[Row],
    item_of: Callable[[Row], str],
    file_of: Callable[[Row], str],
) -> Iterator[tuple[Row, Problem]]:
    """Yield the rows that bring an error, with it: that of its item, or all of its file, or all.

    Args:
        problems: What comes with the rows; only errors count.
        after: The sources as they would be.
        rows: Those that change anything.
        item_of: The item that a row changes or makes.
        file_of: The file that holds it.
    """
    errors = [one for one in problems if one.severity is Severity.ERROR]
    of_item, of_file = (_by(key, rows if errors else ()) for key in (item_of, file_of))
    items = _Items(after)
    for problem in errors:
        own = of_item.get(items.at(problem) or "") or of_file.get(problem.file) or rows
        yield from ((one, problem) for one in own)


def reason(problem: Problem) -> str:
    """Return why a row is left out that brings an error."""
    message = f"{problem.message} [{problem.code}]"  # As `check` says it.
    return say("the sources would have an error: {}", message)


def _by(key: Callable[[Row], str], rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for one in rows:
        found.setdefault(key(one), []).append(one)
    return found


class _Items:
    """The items of files in the order of their places; a file is put in order once."""

    def __init__(self, folder: Folder) -> None:
        self._files = folder.files
        self._in_order: dict[str, list[tuple[int, str]]] = {}

    def at(self, problem: Problem) -> str | None:
        """Return the item that a problem is about: the last that begins before it."""
        if problem.file not in self._files:
            return None
        if problem.file not in self._in_order:
            items = sorted(self._files[problem.file].items, key=lambda one: one.mark)
            self._in_order[problem.file] = [(one.line, one.id) for one in items]
        found = self._in_order[problem.file]
        nth = bisect_right(found, problem.line, key=lambda one: one[0])
        return found[nth - 1][1] if nth else None
