"""A folder of sources as a git revision holds it: read from git, never written to a disk."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from graph.errors import TraceError, UsageError
from graph.model.entities import ANY_ID
from graph.problems import Problem
from graph.sources import git
from graph.sources.files import (
    Listing,
    Sources,
    gathered,
    is_source,
    nothing_to_read,
    too_large,
)
from graph.sources.one_file import parse

_OBJECT = re.compile(r"([0-9a-f]{40,64}) (commit|tree|blob|tag) ([0-9]+)")
_WITH_PATH = re.compile(r"((?:[^:{]|\{[^}]*\})+):(.*)", re.DOTALL)  # A brace may hold a colon.
_LINK, _SUBMODULE = "120000", "160000"
_UNREADABLE = "SRC110"


@dataclass(frozen=True, slots=True)
class GitFolder:
    """A folder in a revision; `name` is how it is shown, and what `git show` takes."""

    name: str
    commit: str | None  # None where the revision is a tree that no commit names.
    repository: Path  # A folder in it.
    root: str  # The tree of the whole revision,
    path: str  # and where the folder stands in it.
    tree: str

    def called(self, name: str) -> "GitFolder":
        """Return the same, with its files named as in a folder on the disk."""
        return replace(self, name=name if self.path else f"{name}/")


@dataclass(frozen=True, slots=True)
class _Object:
    id: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class _Entry:
    mode: str
    id: str
    size: int
    path: str


def is_revision(text: str, data: Path) -> bool:
    """Tell whether git, asked in the folder of the sources, knows a revision of that name."""
    try:
        return _find(_nearest(data), _split(text)[0]) is not None
    except TraceError:  # It is no repository, or there is no git.
        return False


def git_folder(text: str, data: Path) -> GitFolder:
    """Return the folder that `REVISION` or `REVISION:PATH` names.

    Without a path it is the folder `data`, as it stood then; the revision is one that the
    repository around `data` knows, and the path counts from the top of that.

    Raises:
        UsageError: there is no such revision, or no such folder in it.
        ServiceError: git is out of reach.
    """
    here = _nearest(data)
    name, path = _split(text)
    if path is None:
        path = _path_of(data, here, text)
    elif path.startswith(("./", "../", "/")):
        raise UsageError(f"'{shown(text)}': write the path from the top of the repository")
    path = path.rstrip("/")
    found = _revision(here, name, data)
    commit = _find(here, f"{found.id}^{{commit}}")
    root = _find(here, f"{found.id}^{{tree}}")
    if root is None:
        message = f"'{shown(name)}' holds no folder that this clone has: name a commit, or fetch it"
        raise UsageError(message)
    tree = _find(here, f"{root.id}:{path}")
    if tree is None or tree.kind != "tree":
        hint = f"{name}:PATH names it where it stood elsewhere"
        raise UsageError(f"the revision '{shown(name)}' has no folder '{shown(path)}': {hint}")
    label = shown(f"{name}:{path}")
    return GitFolder(label, commit.id if commit else None, here, root.id, path, tree.id)


def read_git_folder(folder: GitFolder, *, every_place: bool = False) -> Sources:
    """Read every `*.yaml` file in a folder of a revision; see `parse` for `every_place`.

    Raises:
        UnreadableSourcesError: it holds none.
        UsageError: git cannot give what the revision holds.
        ServiceError: git is out of reach.
    """
    listing, wanted = _listed(folder)
    if not wanted:
        raise nothing_to_read(folder.name, listing.problems)
    ids = [one.id for _, one in wanted if isinstance(one, _Object)]
    contents = _contents(folder, ids)
    files = (
        parse(one if isinstance(one, Problem) else next(contents), name, every_place=every_place)
        for name, one in wanted
    )
    return gathered(listing, files)


def _listed(folder: GitFolder) -> tuple[Listing, list[tuple[str, _Object | Problem]]]:
    """Return the files that are to be read, or why they are not, in the order of their names."""
    listing = Listing()
    wanted: list[tuple[str, _Object | Problem]] = []
    for entry in _entries(folder):
        name = _name(folder, entry.path)
        if entry.mode == _SUBMODULE:
            message = "the files of a submodule are no part of the revision: compare two folders"
            listing.problems.append(Problem(name, 1, 1, _UNREADABLE, message))
            listing.lost_ids.add(ANY_ID)
        elif is_source(PurePosixPath(entry.path).name, name, listing.problems):
            wanted.append((name, _followed(folder, entry, name)))
    return listing, sorted(wanted, key=lambda pair: pair[0])


def shown(text: str) -> str:
    """Return what a user typed as it may stand in a message: on one line."""
    return "".join(one if one.isprintable() else "\ufffd" for one in text)


def _split(text: str) -> tuple[str, str | None]:
    """Return the revision and the path; a search such as `:/words` is all revision."""
    match = _WITH_PATH.fullmatch(text)
    return (match[1], match[2]) if match else (text, None)


def _nearest(folder: Path) -> Path:
    """Return the folder, or where it is gone the nearest above it: where git is asked."""
    whole = folder.resolve()
    return next(one for one in (whole, *whole.parents) if one.is_dir())


def _path_of(data: Path, here: Path, text: str) -> str:
    """Return where the folder of the sources stands, from the top of its repository."""
    try:
        prefix = git.run(here, "rev-parse", "--show-prefix")
    except git.GitRefusedError as error:
        message = f"'{shown(text)}' is no folder, and git knows no revision at '{data}': {error}"
        raise UsageError(message) from error
    top = prefix.decode("utf-8", "surrogateescape").removesuffix("\n").rstrip("/")
    rest = data.resolve().relative_to(here).as_posix()
    return "/".join(part for part in (top, rest) if part not in ("", "."))


def _revision(here: Path, name: str, data: Path) -> _Object:
    try:
        found = _find(here, name)
        if found is not None:
            return found
        is_shallow = git.run(here, "rev-parse", "--is-shallow-repository").strip() == b"true"
    except git.GitRefusedError as error:
        message = f"'{shown(name)}' is no folder, and git knows no revision at '{data}': {error}"
        raise UsageError(message) from error
    hint = "write a tag, a branch or a commit that 'git log' shows"
    if is_shallow:
        hint = "this clone is shallow, 'git fetch --unshallow' brings the older ones"
    raise UsageError(f"there is no folder and no git revision '{shown(name)}': {hint}")


def _find(here: Path, name: str) -> _Object | None:
    """Return the object that git knows by a name; the name is never an option or a second one."""
    if not name.strip() or "\n" in name:
        return None
    asked = name.encode("utf-8", "surrogateescape") + b"\n"
    said = git.run(here, "cat-file", "--batch-check", "--follow-symlinks", given=asked)
    answer = said.decode("utf-8", "surrogateescape").partition("\n")[0]
    if answer == f"{name} ambiguous":
        message = f"'{shown(name)}' is the beginning of several revisions: write more of it"
        raise UsageError(message)
    match = _OBJECT.fullmatch(answer)
    return _Object(match[1], match[2], int(match[3])) if match else None


def _entries(folder: GitFolder) -> Iterator[_Entry]:
    """Yield the files under the folder, at any depth; what begins with a dot is not looked at."""
    listed = _asked(folder, "ls-tree", "-r", "-z", "-l", "--full-tree", folder.tree)
    for line in listed.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        about, _, path = line.partition("\t")
        mode, _, object_id, size = about.split()
        if not any(part.startswith(".") for part in path.split("/")):
            yield _Entry(mode, object_id, int(size) if size.isdigit() else 0, path)


def _asked(folder: GitFolder, *arguments: str, given: bytes = b"") -> bytes:
    try:
        return git.run(folder.repository, *arguments, given=given)
    except git.GitRefusedError as error:
        message = f"git cannot read '{folder.name}', of which this clone may lack a part: {error}"
        raise UsageError(message) from error


def _name(folder: GitFolder, path: str) -> str:
    return shown(f"{folder.name}/{path}" if folder.path else f"{folder.name}{path}")


def _followed(folder: GitFolder, entry: _Entry, name: str) -> _Object | Problem:
    """Return the file of an entry; a link is followed, but not out of the revision."""
    found: _Object | None = _Object(entry.id, "blob", entry.size)
    if entry.mode == _LINK:
        path = "/".join(part for part in (folder.path, entry.path) if part)
        found = _find(folder.repository, f"{folder.root}:{path}")
    if found is None or found.kind != "blob":
        message = "the file is a link that leads to no file of the revision"
        return Problem(name, 1, 1, _UNREADABLE, message)
    return too_large(found.size, name) or found


def _contents(folder: GitFolder, ids: Sequence[str]) -> Iterator[bytes]:
    """Yield the contents of files, in the order of their ids."""
    said = _asked(folder, "cat-file", "--batch", given="".join(f"{one}\n" for one in ids).encode())
    start = 0
    for one in ids:
        end = said.index(b"\n", start)
        *_, size = said[start:end].split()
        if not size.isdigit():  # "… missing"
            message = f"this clone lacks the file {one} of '{folder.name}': 'git fetch' brings it"
            raise UsageError(message)
        start = end + 1 + int(size) + 1
        yield said[end + 1 : start - 1]
