"""Putting a folder in its place: whatever moment a kill chooses, nobody sees half of one."""

import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from graph.errors import UsageError
from graph.state.publishing import mend, publish

OLD = {"index.html": b"old", "digests/B1.md": b"old"}
NEW = {"index.html": b"new", "digests/B2.md": b"new"}
NIGHT, LINK = "2024-09-30", "latest"
STEPS = ((Path, "mkdir"), (Path, "write_bytes"), (Path, "rename"), (Path, "symlink_to"))
STEPS_OF_OS = ((os, "fsync"), (Path, "replace"), (Path, "unlink"))


class Killed(BaseException):
    """Nothing catches it and nothing tidies up after it, as after a kill."""


@contextmanager
def killed_at(moment: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Die before the n-th step that changes anything on the disk."""
    count = itertools.count()

    def before(step: Callable[..., Any]) -> Callable[..., Any]:
        def dying(*given: Any, **named: Any) -> Any:
            if next(count) == moment:
                raise Killed
            return step(*given, **named)

        return dying

    with monkeypatch.context() as patched:
        for where, name in (*STEPS, *STEPS_OF_OS):
            patched.setattr(where, name, before(getattr(where, name)))
        yield


def held(folder: Path) -> dict[str, bytes] | None:
    """What a folder holds, or None where there is none."""
    if not folder.exists():
        return None
    files = (one for one in folder.rglob("*") if one.is_file())
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in files}


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def killed_moments(place: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Publish the new files in a copy of a place for each moment, and die there; yield it after."""
    for moment in itertools.count():
        copy = place.with_name(f"{place.name}-{moment}")
        copy.mkdir()
        if held(place / NIGHT):
            publish(copy / NIGHT, OLD, LINK)
        try:
            with killed_at(moment, monkeypatch):
                publish(copy / NIGHT, NEW, LINK)
        except Killed:
            yield copy
            continue
        assert moment > 10  # There have been steps to die at.
        return


def test_files_stand_in_the_folder_and_the_link_leads_there(tmp_path: Path) -> None:
    publish(tmp_path / NIGHT, NEW, LINK)
    assert held(tmp_path / NIGHT) == held(tmp_path / LINK) == NEW
    assert names(tmp_path) == [NIGHT, LINK]


def test_a_later_night_takes_the_link_and_leaves_the_earlier_one(tmp_path: Path) -> None:
    publish(tmp_path / NIGHT, OLD, LINK)
    publish(tmp_path / "2024-10-01", NEW, LINK)
    assert held(tmp_path / NIGHT) == OLD
    assert held(tmp_path / LINK) == NEW


def test_the_same_night_is_replaced_whole(tmp_path: Path) -> None:
    publish(tmp_path / NIGHT, OLD, LINK)
    publish(tmp_path / NIGHT, NEW, LINK)
    assert held(tmp_path / NIGHT) == NEW
    assert names(tmp_path) == [NIGHT, LINK]


def test_a_kill_leaves_all_of_a_new_folder_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "place"
    place.mkdir()
    for copy in killed_moments(place, monkeypatch):
        assert held(copy / NIGHT) in (None, NEW)
        assert held(copy / LINK) in (None, NEW)
        publish(copy / NIGHT, NEW, LINK)
        assert names(copy) == [NIGHT, LINK]
        assert held(copy / LINK) == NEW


def test_a_kill_leaves_the_old_folder_or_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "place"
    publish(place / NIGHT, OLD, LINK)
    for copy in killed_moments(place, monkeypatch):
        mend(copy / NIGHT)
        assert held(copy / NIGHT) in (OLD, NEW)
        assert held(copy / LINK) == held(copy / NIGHT)


def test_what_is_called_as_the_link_and_is_none_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / LINK).mkdir()
    publish(tmp_path / NIGHT, NEW, LINK)
    assert held(tmp_path / LINK) == {}


def test_a_place_that_cannot_be_written_to_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UsageError, match=r"cannot write to '.*2024-09-30': Not a directory"):
        publish(tmp_path / "file" / NIGHT, NEW, LINK)
