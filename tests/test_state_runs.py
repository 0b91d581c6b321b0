"""Runs that are killed, that come at once, or that the system refuses something."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from graph.errors import ServiceError, UsageError
from graph.state import hold, read
from tests.commands import ROOT, environment
from tests.dying import NIGHT
from tests.state_logs import RECORDS, log, names, remember


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that remembers three nights."""
    return remember(tmp_path / "state")


# --- Killed at any moment -------------------------------------------------------------------------


def ends_of(kind: str, start: Path, tmp_path: Path) -> list[Path]:
    """A folder for each moment at which the change can be killed."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "dying.py"), kind, str(start), str(tmp_path / kind)],
        capture_output=True,
        check=True,
        text=True,
        timeout=300,
        env=environment(),
    )
    return [Path(one) for one in done.stdout.splitlines()]


@pytest.fixture(params=["whole", "torn", "without its end"])
def start_of(request: pytest.FixtureRequest, folder: Path) -> Path:
    """A log as the run before has left it."""
    if request.param == "torn":
        with log(folder).open("ab") as file:
            file.write(b'{"format":1,"kind":"nig')
    if request.param == "without its end":
        log(folder).write_bytes(log(folder).read_bytes()[:-1])
    return folder


def test_run_that_is_killed_at_any_moment_has_added_its_line_or_not(
    start_of: Path, tmp_path: Path
) -> None:
    torn = read(start_of).torn
    ends = ends_of("append", start_of, tmp_path)
    seen = set()
    for end in ends:
        records = read(end).records
        assert records in (RECORDS, (*RECORDS, NIGHT))
        seen.add(len(records))
        with hold(end) as store:
            assert store.records == records
            store.append(NIGHT)
        assert read(end).records == (*records, NIGHT)
        assert read(end).torn == b""
        if torn:
            assert torn in {one.read_bytes() for one in end.glob("runs.jsonl.torn-*")}
    assert len(ends) > 30
    assert seen == {len(RECORDS), len(RECORDS) + 1}


def test_first_run_of_all_that_is_killed_at_any_moment_leaves_a_folder_to_go_on_with(
    tmp_path: Path,
) -> None:
    (tmp_path / "empty").mkdir()
    ends = ends_of("append", tmp_path / "empty", tmp_path)
    assert {len(read(end).records) for end in ends} == {0, 1}
    for end in ends:
        with hold(end) as store:
            store.append(NIGHT)
        assert read(end).records[-1] == NIGHT


def test_compaction_that_is_killed_at_any_moment_has_changed_nothing_that_is_known(
    start_of: Path, tmp_path: Path
) -> None:
    memory = read(start_of).memory()
    ends = ends_of("compact", start_of, tmp_path)
    seen = set()
    for end in ends:
        assert read(end).memory() == memory
        seen.add(len(read(end).records))
        with hold(end) as store:
            store.append(NIGHT)
        assert read(end).records[-1] == NIGHT
        assert not list(end.glob("runs.jsonl.part"))
    assert len(ends) > 30
    assert seen == {len(RECORDS), 1}


# --- Two runs at once -----------------------------------------------------------------------------

HOLDING = (
    "import sys; from pathlib import Path; from graph.state import hold\n"
    "with hold(Path(sys.argv[1])):\n"
    "    print('held', flush=True); sys.stdin.readline()\n"
)


def holding(folder: Path) -> "subprocess.Popen[str]":
    """Another process that has the folder, until it is told or killed."""
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    return other


def test_second_run_is_refused_at_once_and_told_who_has_the_folder(folder: Path) -> None:
    with holding(folder) as other:
        with pytest.raises(ServiceError) as refused, hold(folder):
            pass
        assert re.fullmatch(
            rf"another run \(process {other.pid} on {re.escape(os.uname().nodename)}, since"
            rf" \d{{4}}-\d\d-\d\d \d\d:\d\d in Bangkok\) has {re.escape(str(folder))}:"
            r" wait for its end, or end it, and try again",
            str(refused.value),
        )
        assert read(folder).records == RECORDS
        other.communicate("\n")
    with hold(folder) as store:
        store.append(NIGHT)


def test_run_that_was_killed_blocks_nobody(folder: Path) -> None:
    with holding(folder) as other:
        other.send_signal(signal.SIGKILL)
        other.wait()
    with hold(folder) as store:
        assert store.records == RECORDS


def test_lock_that_says_nothing_of_its_holder_is_a_lock_all_the_same(folder: Path) -> None:
    with holding(folder) as other:
        (folder / "lock").write_text("")
        with pytest.raises(ServiceError, match="another run has"), hold(folder):
            pass
        other.communicate("\n")


def test_run_that_fails_gives_the_folder_back(folder: Path) -> None:
    with pytest.raises(KeyError), hold(folder):
        raise KeyError
    with hold(folder):
        pass


def test_line_that_another_program_adds_during_a_run_is_not_run_over(folder: Path) -> None:
    with hold(folder) as store:
        with log(folder).open("ab") as file:
            file.write(b"mine")
        with pytest.raises(UsageError, match="another program has changed"):
            store.append(NIGHT)
    assert log(folder).read_bytes().endswith(b"mine")


# --- What the system refuses ----------------------------------------------------------------------


real_write = os.write


def test_full_disk_is_a_sentence_and_leaves_the_log_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = log(folder).read_bytes()
    room = [5]

    def write(handle: int, data: memoryview) -> int:
        if not room:
            raise OSError(28, "No space left on device")
        return real_write(handle, data[: room.pop()])

    with hold(folder) as store:
        with monkeypatch.context() as patch:
            patch.setattr(os, "write", write)
            with pytest.raises(UsageError, match=r"No space left on device; mend that, or name"):
                store.append(NIGHT)
            room.append(5)
            with pytest.raises(UsageError, match="No space left on device"):
                store.compact()
        assert log(folder).read_bytes() == before
        assert names(folder) == {"runs.jsonl", "lock"}
        store.append(NIGHT)
    assert read(folder).records == (*RECORDS, NIGHT)


def test_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for one in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(UsageError, match="--state"), hold(one):
            pass
    with pytest.raises(UsageError, match=r"file is a file: name a folder with --state"):
        read(tmp_path / "file")


def test_folder_in_place_of_the_log_is_refused(tmp_path: Path) -> None:
    log(tmp_path).mkdir()
    with pytest.raises(UsageError, match="Is a directory; mend that"), hold(tmp_path):
        pass


def test_what_the_system_refuses_is_told_with_the_place(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Any, *rest: Any) -> int:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(UsageError, match=r"lock: Permission denied; mend that"), hold(folder):
        pass
