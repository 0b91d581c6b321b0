"""JSON records one at a time, however long the file: an array, records in an envelope, or lines.

Known envelopes are those of the ticket services: `{"results": […]}`, `{"features": […]}` and
`{"result": {"records": […]}}`.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from graph.errors import UsageError

LONGEST = 1 << 20  # Characters of one record; a ticket has some thousand.
_PIECE = 1 << 16
_LISTS = ("results", "features", "records", "tickets", "data")
_AROUND = ("result", "data")  # Objects in which the list may stand.
_OF_A_RECORD = ("ticket_id", "properties")  # Fields by which a record is known, not an envelope.
_SPACE = " \t\r\n"


class _DamagedError(Exception):
    """What stands there is no JSON, or no list of records."""


def records_of(path: Path, name: str) -> Iterator[tuple[int, Any]]:
    """Yield the records of a file with their numbers, from 1; messages call it `name`.

    Raises:
        UsageError: the file cannot be read, or is damaged or cut off at some place.
    """
    number = 0
    try:
        with path.open(encoding="utf-8-sig") as file:
            for number, record in enumerate(_Stream(file).records(), start=1):
                yield number, record
    except OSError as error:
        raise UsageError(f"{name}: the file cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{name}: the file is not UTF-8: fetch or save it anew") from error
    except (_DamagedError, ValueError, RecursionError) as error:
        reason = str(error) if isinstance(error, _DamagedError) else "it is damaged or cut off"
        message = f"{name}: no ticket can be read after number {number:,}: {reason}"
        raise UsageError(f"{message}: fetch the file anew") from error


class _Stream:
    """The text of a file, of which no more than a record is held."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._text = ""
        self._at = 0
        self._begun: int | None = None  # Where what may be a record begins.
        self._is_whole = False  # Whether all of the file has been read.
        self._decoder = json.JSONDecoder(parse_constant=_refuse)

    def records(self) -> Iterator[Any]:
        """Yield every record."""
        if self._next() == "[":
            self._at += 1
            yield from self._elements()
        elif self._next() == "{" and self._enter():
            yield from self._elements()
        else:
            while self._next():
                yield self._value()

    def _elements(self) -> Iterator[Any]:
        """Yield the elements of an array that has begun; what follows it is not read."""
        if self._next() == "]":
            return
        while True:
            yield self._value()
            sign = self._sign()
            if sign == "]":
                return
            if sign != ",":
                raise _DamagedError("a comma is missing between two")

    def _enter(self) -> bool:
        """Go into the list of an envelope; tell if there is none as this is a record itself."""
        self._begun = self._at
        self._at += 1
        while self._next() == '"':
            key = self._value()
            if self._sign() != ":":
                raise _DamagedError("it is no JSON")
            if key in _OF_A_RECORD:
                self._at, self._begun = self._begun, None
                return False
            if key in _LISTS and self._next() == "[":
                self._at += 1
                self._begun = None
                return True
            if key in _AROUND and self._next() == "{":
                self._at += 1
                continue
            self._value()
            if self._next() == ",":
                self._at += 1
        raise _DamagedError(f"there is no list of them, such as {', '.join(_LISTS[:3])}")

    def _sign(self) -> str:
        sign = self._next()
        self._at += 1
        return sign

    def _next(self) -> str:
        """Return the next character that is no space; nothing at the end."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in _SPACE:
                    return self._text[self._at]
                self._at += 1
            if not self._more():
                return ""

    def _value(self) -> Any:
        """Return the value that begins here, and stand behind it."""
        self._next()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except ValueError:
                value, end, is_value = None, len(self._text), False
            else:
                is_value = True
            if is_value and (end < len(self._text) or self._is_whole):
                self._at = end
                return value
            if len(self._text) - self._at > LONGEST:
                raise _DamagedError(f"it is damaged, or has more than {LONGEST:,} characters")
            if not self._more() and not is_value:
                raise _DamagedError("it is damaged or cut off")

    def _more(self) -> bool:
        """Read on, and let go of what is no longer needed; tell if there was more."""
        piece = "" if self._is_whole else self._file.read(_PIECE)
        self._is_whole = not piece
        keep = self._at if self._begun is None else self._begun
        if len(self._text) - keep > 2 * LONGEST:
            raise _DamagedError(f"what stands before them has more than {LONGEST:,} characters")
        self._text = self._text[keep:] + piece
        self._at -= keep
        if self._begun is not None:
            self._begun = 0
        return bool(piece)


def _refuse(constant: str) -> Any:
    raise ValueError(constant)
