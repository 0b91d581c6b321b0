"""Lines of the log that are torn, damaged or of another program."""

import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import UsageError
from graph.state import hold, read
from tests.dying import NIGHT
from tests.state_logs import RECORDS, log, names, remember


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that remembers three nights."""
    return remember(tmp_path / "state")


# --- Torn and damaged lines -----------------------------------------------------------------------


def test_line_that_was_cut_at_any_byte_never_was_and_the_next_stands_by_itself(
    folder: Path, tmp_path: Path
) -> None:
    whole = log(folder).read_bytes()
    with hold(folder) as store:
        store.append(NIGHT)
    last = log(folder).read_bytes()[len(whole) :]
    for kept in range(len(last)):
        cut = tmp_path / "cut"
        cut.mkdir()
        log(cut).write_bytes(whole + last[:kept])
        told = (*RECORDS, NIGHT) if kept == len(last) - 1 else RECORDS  # All but its end of line.
        assert read(cut).records == told
        with hold(cut) as store:
            assert store.records == told
            assert len(store.notes) == (0 < kept < len(last) - 1)
            store.append(NIGHT)
        assert read(cut).records == (*told, NIGHT)
        aside = [one.read_bytes() for one in cut.glob("runs.jsonl.torn-*")]
        assert aside == [last[:kept]] * (0 < kept < len(last) - 1)
        shutil.rmtree(cut)


def test_what_was_torn_is_told_and_kept_aside(folder: Path) -> None:
    with log(folder).open("ab") as file:
        file.write(b'{"format":1,"ki')
    with hold(folder) as store:
        (note,) = store.notes
    assert re.fullmatch(
        r".*runs\.jsonl: the last run was killed while it wrote its line \(15 bytes of it\):"
        r" it is kept in runs\.jsonl\.torn-[0-9a-f]{8}",
        note,
    )
    with hold(folder) as store:
        assert store.notes == ()


def test_reading_alone_leaves_a_torn_line_where_it_is(folder: Path) -> None:
    with log(folder).open("ab") as file:
        file.write(b"{")
    before = log(folder).read_bytes()
    assert read(folder).torn == b"{"
    assert log(folder).read_bytes() == before
    assert names(folder) == {"runs.jsonl", "lock"}


def test_last_line_whose_blocks_never_reached_the_disk_never_was(folder: Path) -> None:
    with log(folder).open("ab") as file:
        file.write(b'{"format":1,' + bytes(50) + b"\n")
    with hold(folder) as store:
        assert store.records == RECORDS
        assert len(store.notes) == 1


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("damage", [b"", b"x", b"{}", b"\x00\x00", b'{"format":1,"kind":"night"}'])
def test_damaged_line_before_the_last_is_an_error_with_its_place(
    folder: Path, number: int, damage: bytes
) -> None:
    texts = log(folder).read_bytes().splitlines()
    texts[number - 1] = damage
    log(folder).write_bytes(b"\n".join([*texts, b""]))
    before = log(folder).read_bytes()
    with pytest.raises(UsageError, match=rf"runs\.jsonl:{number}: this line is damaged .*put back"):
        read(folder)
    with pytest.raises(UsageError, match="this line is damaged"), hold(folder):
        pass
    assert log(folder).read_bytes() == before


def test_any_changed_byte_of_an_earlier_line_is_seen(folder: Path) -> None:
    whole = log(folder).read_bytes()
    for position in range(whole.index(b"\n")):
        changed = bytearray(whole)
        changed[position] ^= 1
        log(folder).write_bytes(changed)
        with pytest.raises(UsageError, match=r"runs\.jsonl:[12]: this line is damaged"):
            read(folder)


def test_last_line_that_was_edited_is_an_error_and_not_dropped(folder: Path) -> None:
    text = log(folder).read_text(encoding="utf-8")
    log(folder).write_text(text.replace("2026-11-04", "2026-11-05"), encoding="utf-8")
    with pytest.raises(UsageError, match=r"runs\.jsonl:4: this line is damaged or was edited"):
        read(folder)


def test_snapshot_that_is_cut_short_is_an_error_even_alone(folder: Path) -> None:
    with hold(folder) as store:
        store.compact()
    log(folder).write_bytes(log(folder).read_bytes()[:200])
    with pytest.raises(UsageError, match=r"runs\.jsonl:1: this line is damaged"):
        read(folder)


def test_lines_in_another_order_are_an_error(folder: Path) -> None:
    texts = log(folder).read_bytes().splitlines(keepends=True)
    log(folder).write_bytes(b"".join(reversed(texts)))
    with pytest.raises(UsageError, match="of 2026-11-03 stands after that of 2026-11-04"):
        read(folder)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_in_a_sentence(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        log(Path(folder)).write_bytes(data)
        try:
            assert read(Path(folder)).records == ()
        except UsageError as error:
            assert "runs.jsonl:" in str(error)  # noqa: PT017  # most bytes are a torn line
