"""CSV as `neo4j-admin database import` takes it: tables, types and cells.

What it takes for which value was tried with Neo4j 5.26: nothing between two commas is nothing, ""
is empty text, and text in quotes may hold anything, quotes doubled.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from graph.engines.records import Properties
from graph.errors import UsageError

# For the items of a list: a character that no text of a list holds.
_DELIMITERS = "\x1f\x1e\x1d\x1c" + "".join(map(chr, range(0xE000, 0xF900)))
_LARGEST = 2**63  # What Neo4j holds as a number is below.
Row = tuple[tuple[str, ...], Properties]  # What tells it apart, and the rest.


class Table(NamedTuple):
    """Nodes of one kind, or arrows of one type: what tells them apart, and their properties."""

    option: str  # That names a file of them to neo4j-admin.
    name: str  # Of its files.
    keys: tuple[str, ...]  # The head of the first columns, all of them text.
    rows: Sequence[Row]

    @property
    def key_names(self) -> set[str]:
        """The properties that the first columns hold."""
        return {key.partition(":")[0] for key in self.keys}


def delimiter_of(tables: Sequence[Table]) -> str:
    """Return a character for between the items of a list, held by no text of a list.

    Raises:
        UsageError: there is none.
    """
    lists = (value for value in _values(tables) if isinstance(value, list | tuple))
    held = set(chain.from_iterable(_texts(lists)))
    found = next((one for one in _DELIMITERS if one not in held), None)
    if found is None:
        raise UsageError("the lists of the graph hold every control and private-use character")
    return found


def have_line_breaks(tables: Sequence[Table]) -> bool:
    """Tell whether some text goes over several lines."""
    return any("\n" in text or "\r" in text for text in _texts(_values(tables)))


def _values(tables: Iterable[Table]) -> Iterator[Any]:
    for table in tables:
        for _, properties in table.rows:
            yield from properties.values()


def _texts(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, list | tuple):
            yield from (one for one in value if isinstance(one, str))


# One file for each combination of types -----------------------------------------------------------


def write_table(folder: Path, table: Table, delimiter: str) -> list[str]:
    """Write the rows of a table, and return the options that name its files.

    A column of a file has one type: 5 and 5.0 in one column would both become 5.0, so the rows are
    parted by the types of their values. An absent value fits any type.

    Raises:
        UsageError: a value is none that neo4j-admin takes.
    """
    types = _types(table)
    mixed = {name: min(found) for name, found in types.items() if len(found) > 1}
    parts: dict[tuple[str, ...], list[Row]] = {}
    for row in table.rows:
        properties = row[1]
        signature = tuple(
            _type_of(properties[name]) if name in properties else usual
            for name, usual in mixed.items()
        )
        parts.setdefault(signature, []).append(row)
    options = []
    for number, (signature, rows) in enumerate(sorted(parts.items()), 1):
        own = dict(zip(mixed, signature, strict=True))
        columns = {name: own.get(name) or min(found) for name, found in types.items()}
        name = f"{table.name}.csv" if number == 1 else f"{table.name}-{number}.csv"
        write_lines(folder / name, _lines(table.keys, columns, rows, delimiter))
        options.append(f"{table.option}={name}")
    return options


def _types(table: Table) -> dict[str, set[str]]:
    """Return the columns of a table, each with every type that it holds."""
    found: dict[str, set[str]] = {}
    for keys, properties in table.rows:
        for name, value in properties.items():
            kind = _type_of(value)
            if not kind:
                raise UsageError(
                    f"{name} of {keys[0]!r} cannot be given to Neo4j by neo4j-admin: it is too"
                    " large a number, or a list that is empty or of unlike values"
                )
            found.setdefault(name, set()).add(kind)
    return {name: kinds for name, kinds in found.items() if name not in table.key_names}


_NAMES: Mapping[type, str] = {
    str: "string",
    bool: "boolean",
    int: "long",
    float: "double",
    dt.date: "date",
    dt.datetime: "datetime",
}


def _type_of(value: Any) -> str:
    """Return the name that neo4j-admin has for the type of a value; empty for what it cannot take.

    An empty list and a list of one empty text look alike in CSV, and like nothing at all.
    """
    if isinstance(value, list | tuple):
        found = {_type_of(one) for one in value}
        is_fit = len(found) == 1 and "" not in found and list(value) != [""]
        return f"{found.pop()}[]" if is_fit else ""
    if isinstance(value, int) and not -_LARGEST <= value < _LARGEST:
        return ""
    own: type = type(value)
    return _NAMES.get(own) or next(_NAMES[one] for one in own.__mro__ if one in _NAMES)


# The CSV ------------------------------------------------------------------------------------------


def _lines(
    keys: Sequence[str], columns: Mapping[str, str], rows: Iterable[Row], delimiter: str
) -> Iterator[str]:
    """Yield the head and the rows; nothing between two commas is nothing, "" is empty text."""
    yield ",".join((*keys, *(f"{name}:{kind}" for name, kind in columns.items()))) + "\n"
    writers = [(name, _writer(kind, delimiter)) for name, kind in columns.items()]
    for own, properties in rows:
        cells = [_quoted(key) for key in own]
        cells += [write(properties[name]) if name in properties else "" for name, write in writers]
        yield ",".join(cells) + "\n"


def _writer(kind: str, delimiter: str) -> Callable[[Any], str]:
    if kind == "string":
        return _quoted
    if kind.endswith("[]"):
        plain = _PLAIN[kind.removesuffix("[]")]
        return lambda values: _quoted(delimiter.join(map(plain, values)))
    return _PLAIN[kind]


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _instant(moment: dt.datetime) -> str:
    """Return a moment with its offset, and with the name of its zone if it has one."""
    zone = getattr(moment.tzinfo, "key", None)
    return f"{moment.isoformat()}[{zone}]" if zone else moment.isoformat()


_PLAIN: Mapping[str, Callable[[Any], str]] = {
    "string": str,
    "boolean": lambda value: "true" if value else "false",
    "long": str,
    "double": repr,
    "date": dt.date.isoformat,
    "datetime": _instant,
}


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write lines as they come, with the line ends that they have."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines)
