"""What is to be written: each item has a hash, and those on the server are compared with them."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from operator import attrgetter
from typing import Any

from graph.engines.records import NodeRecord, Records, RelationRecord
from graph.model.vocabulary import NodeKind

FORMAT = 1  # Of the graph on the server: another number makes every hash another.
_DIGEST = 12  # Bytes.
Ids = tuple[str, ...]


def hashes_of(records: Records) -> dict[str, str]:
    """Return the hash of each item: of its kind, its properties and the arrows that leave it.

    The same items give the same hashes, in whatever order the sources name them, and under every
    version of Python.
    """
    leaving: dict[str, list[RelationRecord]] = {}
    for one in records.relations:
        leaving.setdefault(one.source, []).append(one)
    encode = json.JSONEncoder(
        sort_keys=True, separators=(",", ":"), default=_plain, check_circular=False
    ).encode
    salt = FORMAT.to_bytes(2, "big")
    hashes = {}
    for node in records.nodes:
        arrows = [
            (one.type, one.target, one.properties)
            for one in sorted(leaving.get(node.id, ()), key=_BY_TYPE_AND_TARGET)
        ]
        text = encode((node.kind, node.properties, arrows))
        hashes[node.id] = blake2b(text.encode(), digest_size=_DIGEST, salt=salt).hexdigest()
    return hashes


_BY_TYPE_AND_TARGET = attrgetter("type", "target")


def _plain(day: dt.date) -> Sequence[str]:
    return "date", day.isoformat()


def fingerprint_of(hashes: Mapping[str, str]) -> str:
    """Return one hash of all items."""
    text = "\n".join(f"{one} {hashes[one]}" for one in sorted(hashes))
    return blake2b(text.encode(), digest_size=_DIGEST).hexdigest()


@dataclass(frozen=True, slots=True)
class Wanted:
    """The items that are to be on the server, and their hashes."""

    records: Records
    hashes: Mapping[str, str]
    fingerprint: str

    @classmethod
    def of(cls, records: Records) -> "Wanted":
        """Hash the records."""
        hashes = hashes_of(records)
        return cls(records, hashes, fingerprint_of(hashes))


@dataclass(frozen=True, slots=True)
class Stored:
    """What the server holds of a data set."""

    items: Mapping[str, tuple[Ids, str]]  # The labels that are kinds, and the hash, by id.
    stubs: frozenset[str] = frozenset()  # Removed, but others' relations hang on them.
    load: Mapping[str, Any] | None = None  # What the last load said of itself.


@dataclass(frozen=True)
class Difference:
    """What has to be written; nodes in the order of the sources, ids in that of the alphabet."""

    wanted: Wanted
    added: Sequence[NodeRecord]  # Those that come anew, and those that come back.
    changed: Sequence[NodeRecord]
    removed: Sequence[str]
    stored: Stored

    @cached_property
    def relations(self) -> list[RelationRecord]:
        """The arrows to be written: those that leave what is written, or lead to what is new."""
        added = {node.id for node in self.added}
        written = added.union(node.id for node in self.changed)
        return [
            one
            for one in self.wanted.records.relations
            if one.source in written or one.target in added
        ]

    @cached_property
    def size(self) -> int:
        """The number of items and arrows to be written or removed."""
        nodes = len(self.added) + len(self.changed) + len(self.removed)
        return nodes + len(self.relations)

    @property
    def is_empty(self) -> bool:
        """Whether the server holds just what is wanted."""
        load = self.stored.load or {}
        is_known = load.get("fingerprint") == self.wanted.fingerprint
        return is_known and not (self.added or self.changed or self.removed)


def difference(wanted: Wanted, stored: Stored, *, full: bool = False) -> Difference:
    """Compare by the hashes; with `full`, all that is there counts as changed."""
    added, changed = [], []
    for node in wanted.records.nodes:
        known = stored.items.get(node.id)
        if known is None:
            added.append(node)
        elif full or known != ((node.kind.value,), wanted.hashes[node.id]):
            changed.append(node)
    removed = sorted(stored.items.keys() - wanted.hashes.keys())
    return Difference(wanted, added, changed, removed, stored)


def ids_by_kind(items: Sequence[tuple[str, str]]) -> dict[str, Ids]:
    """Return the ids of (kind, id) pairs by kind, kinds in the order of the vocabulary."""
    found: dict[str, list[str]] = {}
    for kind, item in items:
        found.setdefault(kind, []).append(item)
    order = {kind.value: position for position, kind in enumerate(NodeKind)}
    kinds = sorted(found, key=lambda kind: order.get(kind, len(order)))
    return {kind: tuple(sorted(found[kind])) for kind in kinds}
