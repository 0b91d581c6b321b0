"""Values to JSON and back a column at a time, so that the loops over them run in C.

Most fields of most items repeat what others hold: a column is the list of the distinct values, and
for each item a number that tells which. Objects are made empty and then given one field at a time:
that needs a fifth of the time of their `__init__`, which for what is frozen is slow.
"""

from array import array
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count, islice, repeat
from operator import attrgetter
from typing import Any, NamedTuple, Protocol, TypeVar

T = TypeVar("T")
CODES, PLACES = "I", "q"  # Numbers of 4 bytes without sign; of 8 bytes with one.


class Writer:
    """What is written: tables that become JSON, texts, and numbers that stay numbers."""

    def __init__(self) -> None:
        self.tables: list[Any] = []
        self.texts: list[bytes] = []
        self.codes = array(CODES)
        self.places = array(PLACES)


class Reader:
    """The same, read in the order in which it was written."""

    def __init__(
        self, tables: Sequence[Any], texts: memoryview, codes: bytes, places: bytes
    ) -> None:
        self.tables = iter(tables)
        self.places = array(PLACES, places)
        self._texts = texts
        self._text = 0
        self._codes = array(CODES, codes)
        self._code = 0

    def text(self, length: int) -> str:
        """Return the next text, of so many bytes."""
        self._text += length
        return str(self._texts[self._text - length : self._text], "utf-8", "surrogatepass")

    def some_codes(self, count: int) -> "array[int]":
        """Return the next numbers.

        Raises:
            ValueError: there are no more.
        """
        found = self._codes[self._code : self._code + count]
        self._code += count
        if len(found) != count:
            raise ValueError("the numbers end too early")
        return found


class Column(Protocol):
    """How the values of one field are written and read."""

    def write(self, values: Iterable[Any], writer: Writer) -> None:
        """Write one value for each item."""

    def read(self, reader: Reader, count: int) -> Iterable[Any]:
        """Return as many values."""


def _itself(value: Any) -> Any:
    return value


class Distinct(NamedTuple):
    """Values that repeat: each of them once, and a number for each item."""

    key: Callable[[Any], Any] = _itself  # What tells a value from any other.
    dump: Callable[[Any], Any] = _itself  # The key as JSON; None stays None.
    load: Callable[[Any], Any] = _itself  # JSON to the value; None stays None.

    def write(self, values: Iterable[Any], writer: Writer) -> None:
        """Write one value for each item."""
        keys = _coded(map(self.key, values), writer)
        writer.tables.append([None if key is None else self.dump(key) for key in keys])

    def read(self, reader: Reader, count: int) -> Iterable[Any]:
        """Return as many values."""
        table = next(reader.tables)
        return _decoded([None if one is None else self.load(one) for one in table], reader, count)


class Texts:
    """The same for text, most of what there is: joined, as JSON would look at each character."""

    def write(self, values: Iterable[Any], writer: Writer) -> None:
        """Write one value for each item."""
        keys = list(_coded(values, writer))
        texts = [key for key in keys if key is not None]
        all_of_it = "".join(texts)
        separator = next(one for one in map(chr, count()) if one not in all_of_it)
        # Lone surrogates stand in file names for bytes that are no text.
        written = separator.join(texts).encode("utf-8", "surrogatepass")
        none_at = keys.index(None) if None in keys else None
        writer.tables.append([len(texts), len(written), separator, none_at])
        writer.texts.append(written)

    def read(self, reader: Reader, count: int) -> Iterable[Any]:
        """Return as many values."""
        number, length, separator, none_at = next(reader.tables)
        table: list[str | None] = [*reader.text(length).split(separator)] if number else []
        if none_at is not None:
            table.insert(none_at, None)
        return _decoded(table, reader, count)


def _coded(values: Iterable[Any], writer: Writer) -> Iterable[Any]:
    """Write which of the distinct values each one is, and return those."""
    seen: defaultdict[Any, int] = defaultdict(count().__next__)
    codes = array(CODES, map(seen.__getitem__, values))
    if len(seen) > 1:
        writer.codes.extend(codes)
    return seen


def _decoded(table: Sequence[Any], reader: Reader, count: int) -> Iterable[Any]:
    if len(table) == 1:
        return repeat(table[0], count)
    return map(table.__getitem__, reader.some_codes(count if table else 0))


class Numbers:
    """Figures, each by itself: 1 and 1.0 are not the same, though they are equal."""

    def write(self, values: Iterable[Any], writer: Writer) -> None:
        """Write one value for each item."""
        written = list(values)
        writer.tables.append(written if any(one is not None for one in written) else None)

    def read(self, reader: Reader, count: int) -> Iterable[Any]:
        """Return as many values."""
        return next(reader.tables) or repeat(None, count)


class Records(NamedTuple):
    """Tuples of objects: how many each item has, and the fields of all of them as columns."""

    make: type[Any]
    columns: Mapping[str, Column]

    def write(self, values: Iterable[Any], writer: Writer) -> None:
        """Write one value for each item."""
        written = list(values)
        LENGTHS.write([None if one is None else len(one) for one in written], writer)
        records = [record for one in written if one for record in one]
        write_fields(records, self.columns, writer)

    def read(self, reader: Reader, count: int) -> Iterable[Any]:
        """Return as many values."""
        lengths = list(LENGTHS.read(reader, count))
        number = sum(filter(None, lengths))
        records = iter(read_fields(self.make, number, self.columns, reader))
        return (None if n is None else tuple(islice(records, n)) if n else () for n in lengths)


LENGTHS = Distinct()


def write_fields(objects: Sequence[Any], columns: Mapping[str, Column], writer: Writer) -> None:
    """Write the fields of objects."""
    for name, column in columns.items():
        column.write(map(attrgetter(name), objects), writer)


def read_fields(
    make: type[T], count: int, columns: Mapping[str, Column], reader: Reader
) -> list[T]:
    """Return as many new objects, with their fields."""
    return filled(make, count, {name: one.read(reader, count) for name, one in columns.items()})


def filled(make: type[T], count: int, columns: Mapping[str, Iterable[Any]]) -> list[T]:
    """Return new objects of a class with slots, with what the columns hold for each."""
    made = list(map(object.__new__, repeat(make, count)))
    fill(make, made, columns)
    return made


def fill(make: type[Any], objects: Iterable[Any], columns: Mapping[str, Iterable[Any]]) -> None:
    """Give objects what the columns hold for each; a frozen one too, through its slots."""
    for name, values in columns.items():
        deque(map(getattr(make, name).__set__, objects, values), maxlen=0)
