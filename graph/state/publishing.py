"""A folder of files that is put in its place in one step, and a link to the last one."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from graph.errors import UsageError

_UNFINISHED, _REPLACED = ".part", ".old"


def publish(folder: Path, files: Mapping[str, bytes], link: str) -> None:
    """Put a folder with these files in its place, in place of one that stands there already.

    The files are written beside it and moved in one step, so that nobody ever sees half of them; a
    kill leaves the old folder or the new one. Then the link of that name, beside the folder, leads
    to it.

    Raises:
        UsageError: the place cannot be written to.
    """
    unfinished = folder.with_name(f".{folder.name}{_UNFINISHED}")
    try:
        mend(folder)
        _write(unfinished, files)
        _swap(unfinished, folder)
        _lead(folder.with_name(link), folder.name)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(f"cannot write to '{folder}': {reason}") from error


def mend(folder: Path) -> None:
    """Finish or undo what a kill has left of an earlier attempt."""
    replaced = _replaced(folder)
    if replaced.exists() and not folder.exists():
        replaced.rename(folder)
    for left in (replaced, folder.with_name(f".{folder.name}{_UNFINISHED}")):
        shutil.rmtree(left, ignore_errors=True)


def _replaced(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}{_REPLACED}")


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    folder.mkdir(parents=True, exist_ok=True)
    _sync(folder, files)


def _sync(folder: Path, files: Mapping[str, bytes]) -> None:
    """Have all of it on the disk before it is moved, so that no power cut leaves empty files."""
    folders = {folder, *((folder / name).parent for name in files)}
    for path in (*(folder / name for name in files), *folders):
        opened = os.open(path, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _swap(unfinished: Path, folder: Path) -> None:
    replaced = _replaced(folder)
    if folder.exists():
        folder.rename(replaced)
    unfinished.rename(folder)
    shutil.rmtree(replaced, ignore_errors=True)


def _lead(link: Path, name: str) -> None:
    """Let the link lead to the folder; what stands there and is no link is left alone."""
    if link.exists() and not link.is_symlink():
        return
    fresh = link.with_name(f".{link.name}{_UNFINISHED}")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(name, target_is_directory=True)
    fresh.replace(link)
