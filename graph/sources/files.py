"""The YAML files of a folder, read whole: every problem of every file in one run."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Protocol

from graph.errors import UnreadableSourcesError
from graph.model.entities import ANY_ID, UNREADABLE, Item, unpack
from graph.model.portfolio import Portfolio
from graph.problems import Problem, Severity

MAX_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Sources:
    """What a folder holds, with the problems of its files."""

    portfolio: Portfolio
    problems: tuple[Problem, ...]
    lost_ids: frozenset[str]  # Of items that could not be read: not to be called missing.


@dataclass(slots=True)
class Listing:
    """The sources of a folder, not yet read, and what is wrong with the folder itself."""

    files: list[tuple[Path, str]] = field(default_factory=list)  # Each with the name to call it by.
    problems: list[Problem] = field(default_factory=list)
    lost_ids: set[str] = field(default_factory=set)


class Held(Protocol):
    """The items of one file, whatever else is known of it."""

    @property
    def name(self) -> str:
        """What its problems call it."""

    @property
    def items(self) -> Sequence[Item]:
        """Its items in the order in which they stand; two may have one id."""


class SourceFile(NamedTuple):
    """What one file holds, seen by itself."""

    name: str
    items: Sequence[Item]
    problems: Sequence[Problem]
    lost_ids: frozenset[str]


def read_sources(folder: Path, *, every_place: bool = False) -> Sources:
    """Read every `*.yaml` file under the folder; see `parse` for `every_place`.

    Raises:
        UnreadableSourcesError: the folder is missing, or holds no such file.
    """
    from graph.sources.one_file import read_file

    listing = list_files(folder)
    files = (read_file(path, name, every_place=every_place) for path, name in listing.files)
    return gathered(listing, files)


def gathered(listing: Listing, files: Iterable[SourceFile]) -> Sources:
    """Return what all files hold together: an id is that of one item alone."""
    problems = list(listing.problems)
    lost = set(listing.lost_ids)

    def noted() -> Iterator[SourceFile]:
        for one in files:
            problems.extend(one.problems)
            lost.update(one.lost_ids)
            yield one

    portfolio = merged(noted(), problems)
    return Sources(portfolio, tuple(problems), frozenset(lost))


def merged(files: Iterable[Held], problems: list[Problem]) -> Portfolio:
    """Return the items of all files; each id that is taken is added to the problems."""
    items: dict[str, Item] = {}
    names = []
    for one in files:
        names.append(one.name)
        for item in one.items:
            if items.setdefault(item.id, item) is not item:
                _add_second(item, items, problems)
    return Portfolio(items, tuple(names))


def list_files(folder: Path) -> Listing:
    """Find every `*.yaml` file under the folder, in the order in which they are read.

    Raises:
        UnreadableSourcesError: the folder is missing, or holds no such file.
    """
    if not folder.is_dir():
        message = f"there is no folder '{folder}': name the folder of the sources with --data DIR"
        raise UnreadableSourcesError(message)
    found = Listing()
    problems = found.problems

    def unreadable(error: OSError) -> None:
        message = f"the folder cannot be read: {error.strerror}"
        problems.append(Problem(Path(error.filename).as_posix(), 1, 1, "SRC110", message))
        found.lost_ids.add(ANY_ID)

    for root, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            path = Path(root, name)
            if is_source(name, path.as_posix(), problems):
                found.files.append((path, path.as_posix()))
    if not found.files:
        raise nothing_to_read(str(folder), problems)
    found.files.sort(key=lambda pair: pair[1])
    return found


def is_source(name: str, path: str, problems: list[Problem]) -> bool:
    """Tell whether a file of that name is read; one that nearly is becomes a problem."""
    if name.startswith("."):
        return False
    if not name.endswith(".yaml") and name.lower().endswith((".yml", ".yaml")):
        message = "this file is not read: rename it to end with .yaml"
        problems.append(Problem(path, 1, 1, "SRC112", message, Severity.WARNING))
    return name.endswith(".yaml")


def nothing_to_read(folder: str, problems: Sequence[Problem]) -> UnreadableSourcesError:
    """Return the error of a folder without sources."""
    hint = f"; rename '{problems[0].file}' to end with .yaml" if problems else ""
    return UnreadableSourcesError(f"there is no *.yaml file under '{folder}'{hint}")


def read_bytes(path: Path, name: str) -> bytes | Problem:
    """Return what a file holds, or why it is not read."""
    try:
        return too_large(path.stat().st_size, name) or path.read_bytes()
    except OSError as error:
        message = f"the file cannot be read: {error.strerror or error}"
        return Problem(name, 1, 1, "SRC110", message)


def too_large(size: int, name: str) -> Problem | None:
    """Return what is wrong with a file that has more bytes than are read."""
    if size <= MAX_BYTES:
        return None
    limit = MAX_BYTES // 1024 // 1024
    return Problem(name, 1, 1, "SRC107", f"the file is larger than {limit} MiB: split it")


def _add_second(item: Item, items: dict[str, Item], problems: list[Problem]) -> None:
    """Note an id that is taken, and keep the item for the other checks alone."""
    first = items[item.id]
    line, column = unpack(item.mark_of("id"))
    first_line, first_column = unpack(first.mark_of("id"))
    message = (
        f"id '{item.id}' is already that of {first.kind_of_node.a_noun}"
        f" at {first.file}:{first_line}:{first_column}: ids are unique over all kinds"
    )
    problems.append(Problem(item.file, line, column, "SRC130", message))
    items[f"{UNREADABLE}{item.id}:{item.file}:{line}:{column}"] = item
