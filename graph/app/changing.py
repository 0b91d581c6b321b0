"""The sources of a folder as they would be with files changed, and the writing of these files."""

import difflib
import os
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from graph.app import Checked, checked
from graph.errors import UnreadableSourcesError, UsageError
from graph.problems import Problem

if TYPE_CHECKING:
    from graph.sources.files import Listing, SourceFile

_PLACE = re.compile(r"\d+:\d+")


@dataclass(frozen=True)
class Folder:
    """What each file of the folder holds, and what is wrong with all of them together."""

    listing: "Listing"
    files: Mapping[str, "SourceFile"]

    @cached_property
    def checked(self) -> Checked:
        """Every item and every problem."""
        from graph.sources.files import gathered

        in_order = (self.files[name] for name in sorted(self.files))
        return checked(gathered(self.listing, in_order))

    def with_files(self, changed: Mapping[str, bytes]) -> "Folder":
        """Return the same with some files as they would be."""
        from graph.sources.one_file import parse

        parsed = {name: parse(data, name) for name, data in changed.items()}
        return Folder(self.listing, {**self.files, **parsed})


class Names(NamedTuple):
    """How a patch calls the changed files."""

    of: Mapping[str, str]
    apply_in: str | None  # The folder that these names count from, if not where one stands.


def names_from_here(files: Iterable[str], data: Path) -> Names:
    """Return the names of changed files as seen from here, or else from their folder."""
    here = Path.cwd()
    whole = {name: Path(os.path.abspath(name)) for name in files}  # noqa: PTH100  # a link is changed by its own name
    is_here = all(path.is_relative_to(here) for path in whole.values())
    top = here if is_here else Path(os.path.abspath(data))  # noqa: PTH100  # the same
    names = {name: path.relative_to(top).as_posix() for name, path in whole.items()}
    return Names(names, None if is_here else str(top))


def read_folder(folder: Path) -> Folder:
    """Read all files of a folder; there may be none yet.

    Raises:
        UnreadableSourcesError: there is no such folder.
    """
    from graph.sources.files import Listing, list_files
    from graph.sources.one_file import read_file

    try:
        listing = list_files(folder)
    except UnreadableSourcesError:
        if not folder.is_dir():
            raise
        listing = Listing()
    return Folder(listing, {name: read_file(path, name) for path, name in listing.files})


def new_problems(before: Checked, after: Checked) -> list[Problem]:
    """Return the problems that a change brings, wherever the old ones have moved."""
    seen = Counter(map(_sign, before.problems))
    new = []
    for one in after.problems:
        seen[_sign(one)] -= 1
        if seen[_sign(one)] < 0:
            new.append(one)
    return new


def _sign(problem: Problem) -> tuple[str, str, str]:
    """Return a problem without its place, which moves with the lines above."""
    return problem.file, problem.code, _PLACE.sub("", problem.message)


def unified_diff(path: Path, before: bytes | None, after: bytes) -> str:
    """Return what changes in a file for people to read; before None, the file is new."""
    name = path.as_posix()
    old, new = (before or b"").decode("utf-8"), after.decode("utf-8")
    was = "/dev/null" if before is None else name
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), was, name, lineterm="")
    return "".join(f"{line}\n" for line in lines)


def replace_files(changes: Mapping[Path, tuple[bytes | None, bytes]]) -> None:
    """Replace each file in one step, after a look that all are still as they were read.

    Raises:
        UsageError: one was changed meanwhile, or cannot be written to.
    """
    for path, (before, _) in changes.items():
        if _bytes(path) != before:
            raise UsageError(f"'{path}' was changed meanwhile: run this again")
    for path, (_, after) in changes.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(path.resolve(), after)
        except OSError as error:
            raise UsageError(f"cannot write to '{path}': {error.strerror}") from error


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.exists() else None
    except OSError as error:
        raise UsageError(f"cannot write to '{path}': {error.strerror}") from error


def _replace(path: Path, data: bytes) -> None:
    unfinished = path.with_name(f".{path.name}.part")
    try:
        unfinished.write_bytes(data)
        if path.exists():
            shutil.copymode(path, unfinished)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
