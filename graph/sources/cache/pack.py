"""All that was read from a folder, as bytes and back.

The bytes are JSON and plain numbers. pickle would run what a stranger wrote into it, and marshal
may crash on it; JSON of columns is read as fast as either (measured on a city of 6,000 projects).
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from graph.model.entities import Item
from graph.problems import Problem, Severity
from graph.sources.cache.columns import Reader, Writer, filled
from graph.sources.files import SourceFile

_SECTIONS = 5  # What stands at once to hand; then the items: tables, texts, codes, places.
_NUMBER = 8  # Bytes of a section's length.


class KeptFile(NamedTuple):
    """What is kept of a file, but for its items."""

    name: str
    digest: str  # Of its bytes.
    number: int  # Of its items.
    lost_ids: Sequence[str]
    problems: str  # JSON of their rows: they are wanted only when another file changes.


class Pack(NamedTuple):
    """What all files of a folder held, and what was found wrong with the whole."""

    files: Sequence[KeptFile]
    of_folder: Sequence[Problem]  # Of the folder itself.
    problems: Sequence[Problem]  # All there are, in order.
    items: Callable[[], Sequence[Item]]  # Of all files; building them takes longest by far.

    def sources(self) -> list[SourceFile]:
        """Return what each file held."""
        items = iter(self.items())
        return [
            SourceFile(
                one.name,
                list(islice(items, one.number)),
                _problems(json.loads(one.problems)),
                frozenset(one.lost_ids),
            )
            for one in self.files
        ]


def packed(
    files: Sequence[SourceFile],
    digests: Sequence[str],
    of_folder: Sequence[Problem],
    problems: Sequence[Problem],
) -> Pack:
    """Return what was read of a folder in the form in which it is kept."""
    kept = [
        KeptFile(
            one.name, digest, len(one.items), sorted(one.lost_ids), json.dumps(_rows(one.problems))
        )
        for one, digest in zip(files, digests, strict=True)
    ]
    return Pack(kept, of_folder, problems, lambda: [item for one in files for item in one.items])


def to_bytes(pack: Pack) -> bytes:
    """Return a pack as bytes."""
    from graph.sources.cache.packed_items import write_items

    writer = Writer()
    write_items(pack.items(), writer)
    sections = [
        _json([pack.files, _rows(pack.of_folder), _rows(pack.problems)]),
        _json(writer.tables),
        b"".join(writer.texts),
        writer.codes.tobytes(),
        writer.places.tobytes(),
    ]
    lengths = [len(one).to_bytes(_NUMBER, "big") for one in sections]
    return b"".join([*lengths, *sections])


def from_bytes(data: memoryview) -> Pack:
    """Return the pack that `to_bytes` wrote; of any other bytes, an error of any kind."""
    first, tables, texts, codes, places = _sections(data)
    listed, of_folder, problems = json.loads(bytes(first))
    files = [KeptFile(*one) for one in listed]

    def items() -> Sequence[Item]:
        from graph.sources.cache.packed_items import read_items

        reader = Reader(json.loads(bytes(tables)), texts, codes.tobytes(), places.tobytes())
        return read_items([(one.name, one.number) for one in files], reader)

    return Pack(files, _problems(of_folder), _problems(problems), items)


def _json(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _sections(data: memoryview) -> Iterator[memoryview]:
    start = _SECTIONS * _NUMBER
    for at in range(0, start, _NUMBER):
        end = start + int.from_bytes(data[at : at + _NUMBER], "big")
        yield data[start:end]
        start = end


_FIELDS = ("file", "line", "column", "code", "message", "severity")


def _rows(problems: Sequence[Problem]) -> list[list[Any]]:
    return [[getattr(one, name) for name in _FIELDS] for one in problems]


def _problems(rows: Sequence[Sequence[Any]]) -> list[Problem]:
    if not rows:
        return []
    columns: dict[str, Iterable[Any]] = dict(zip(_FIELDS, zip(*rows, strict=True), strict=True))
    columns["severity"] = map(Severity, columns["severity"])
    return filled(Problem, len(rows), columns)
