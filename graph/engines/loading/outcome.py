"""What a load is asked with, and what it tells."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from graph.engines.loading.differences import Difference, Ids, ids_by_kind
from graph.engines.loading.schema import REMOVED

LIMIT = 120_000  # Items and arrows: with 1 GB of heap 130,000 were written, and 160,000 were not.


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to load."""

    database: str | None = None  # None: the server's own choice.
    dry_run: bool = False
    full: bool = False  # Write everything again, whatever the hashes say.
    large: bool = False  # In one transaction however much it is.
    limit: int = LIMIT
    wait: float = 60.0  # Seconds to wait for another load.


@dataclass(frozen=True, slots=True)
class About:
    """What the graph shall say of the load."""

    loaded_at: dt.datetime  # With its zone.
    revision: str | None = None  # Of the sources in git.


@dataclass(frozen=True, slots=True)
class Watcher:
    """Who is told how far a load has come."""

    progress: Callable[[int, int], None] = lambda _done, _total: None  # Of items and arrows.
    notice: Callable[[str], None] = lambda _text: None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a load did, or with `dry_run` what it would do; ids by the label of their kind."""

    dataset: str
    nodes: int  # That the graph holds afterwards.
    relations: int
    added: Mapping[str, Ids]
    changed: Mapping[str, Ids]
    removed: Mapping[str, Ids]
    adopted: Ids = ()  # Those added that had been kept as stubs.
    stubs: Ids = ()  # Those removed that stay as stubs, since others' relations hang on them.
    is_dry_run: bool = False
    counters: Mapping[str, int] = field(default_factory=dict)  # As Neo4j gives them; no zeros.


def outcome_of(
    found: Difference,
    *,
    is_dry_run: bool = False,
    stubs: Ids = (),
    counters: Mapping[str, int] | None = None,
) -> Outcome:
    """Return the outcome of a difference that was, or would be, written."""
    records, stored = found.wanted.records, found.stored
    labels = ((stored.items[item][0] or (REMOVED,), item) for item in found.removed)
    return Outcome(
        dataset=records.dataset,
        nodes=len(records.nodes),
        relations=len(records.relations),
        added=ids_by_kind([(node.kind.value, node.id) for node in found.added]),
        changed=ids_by_kind([(node.kind.value, node.id) for node in found.changed]),
        removed=ids_by_kind([(kinds[0], item) for kinds, item in labels]),
        adopted=tuple(node.id for node in found.added if node.id in stored.stubs),
        stubs=stubs,
        is_dry_run=is_dry_run,
        counters=counters or {},
    )
