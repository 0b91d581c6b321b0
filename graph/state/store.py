"""The folder in which a nightly job remembers: read it, hold it, add a run, make it shorter."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from graph.errors import UsageError
from graph.reports.nightly.memory import Memory, NightRecord, Record
from graph.state import files, lines
from graph.state.lock import locked
from graph.state.log import NAME, Line, Log, parsed
from graph.state.records import body_of


@dataclass(frozen=True, slots=True)
class Compacted:
    """What compaction has made of the log."""

    bytes_before: int
    bytes_after: int


class Store:
    """The log of a folder that this run alone may write to; see `hold`."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        with files.in_words(folder):
            self._log = parsed(_bytes(self._path), self._path)
            self.notes: tuple[str, ...] = self._mend()  # What was mended, for the user.

    @property
    def records(self) -> tuple[Record, ...]:
        """The runs since the last compaction, in their order."""
        return self._log.records

    def memory(self, before: date | None = None) -> Memory:
        """Return all that is known, or what was known before the night of a day."""
        return self._log.memory(before)

    def refuse_unless_next(self, as_of: date, dataset: str) -> None:
        """Refuse a night before the last one, or of other sources.

        Raises:
            UsageError: it is one.
        """
        last, told = self._log.last, self._log.start.last
        if last is not None and as_of < last.as_of:
            raise UsageError(
                f"the last night in {self._path} is {last.as_of}, and history is not rewritten:"
                f" run {last.as_of} again or a later day, or name another folder with --state; if"
                f" {last.as_of} was a mistake, delete its lines, the last of the file"
            )
        if told is not None and as_of <= told.as_of:  # Of that night only the numbers are left.
            raise UsageError(
                f"the last night in {self._path} is {told.as_of}, and history is not rewritten:"
                " run a later day, or name another folder with --state"
            )
        if last is not None and dataset != last.dataset:
            raise UsageError(
                f"{self._path.parent} remembers the data set '{last.dataset}', not '{dataset}':"
                " name a folder for each with --state"
            )

    def append(self, record: Record) -> None:
        """Add a run; when this returns, it is on the disk.

        Raises:
            UsageError: it does not follow the runs before it, or the disk does not take it.
        """
        if isinstance(record, NightRecord):
            self.refuse_unless_next(record.as_of, record.dataset)
        body = body_of(record)
        text = lines.written(body)
        with files.in_words(self._path.parent):
            files.append(self._path, text, self._log.size)
        self._log = replace(
            self._log,
            lines=(*self._log.lines, Line(text, body, record)),
            size=self._log.size + len(text),
        )

    def compact(self) -> Compacted:
        """Write the log anew as a snapshot and the last night's lines; the memory is the same.

        Raises:
            UsageError: the disk does not take it.
        """
        before, data = self._log.size, self._log.compacted()
        with files.in_words(self._path.parent):
            if data:
                files.replace(self._path, data)
        self._log = parsed(data, self._path)
        return Compacted(before, self._log.size)

    def _mend(self) -> tuple[str, ...]:
        """Put aside what a killed run has left, so that the next line stands by itself."""
        files.unfinished_of(self._path).unlink(missing_ok=True)
        log, notes = self._log, []
        if log.torn:
            aside = self._path.with_name(f"{NAME}.torn-{zlib.crc32(log.torn):08x}")
            files.replace(aside, log.torn)
            files.cut(self._path, log.size)
            notes.append(f"{unfinished(self._path, log)}: it is kept in {aside.name}")
        if not log.is_ended:
            files.append(self._path, b"\n", log.size)
            self._log = parsed(_bytes(self._path), self._path)
        else:
            self._log = replace(log, torn=b"")
        return tuple(notes)


@contextmanager
def hold(folder: Path) -> Iterator[Store]:
    """Have the folder for this run alone until its end; it is made if there is none.

    Raises:
        ServiceError: another run has it.
        UsageError: it cannot be used, or its log is damaged or of a newer program.
    """
    with files.in_words(folder):
        files.refuse_file(folder)
        folder.mkdir(parents=True, exist_ok=True)
    with locked(folder):
        yield Store(folder)


def read(folder: Path) -> Log:
    """Return what is written down in a folder, which may be nothing, and touch nothing.

    Raises:
        UsageError: the folder cannot be read, or its log is damaged or of a newer program.
    """
    with files.in_words(folder):
        files.refuse_file(folder)
        return parsed(_bytes(folder / NAME), folder / NAME)


def unfinished(path: Path, log: Log) -> str:
    """Return what is said of a last line that was never finished."""
    return f"{path}: the last run was killed while it wrote its line ({len(log.torn)} bytes of it)"


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
