"""What differs between two portfolios: items by their ids, and the links that they state.

Where an item stands, in which file and in which order, is no difference. An id that changes is one
item removed and another added; where just these two share kind and title, that is pointed out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from graph.model.entities import Item
from graph.model.portfolio import Link, Portfolio
from graph.model.vocabulary import RELATIONS, NodeKind
from graph.reports.field_changes import FieldChange, Place, field_changes

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
CHANGES = (ADDED, REMOVED, CHANGED)
_ByTitle = dict[tuple[str | None, ...], list[Item]]
_KINDS = {kind: position for position, kind in enumerate(NodeKind)}  # In the order of the chain.
_RELATIONS = {name: position for position, name in enumerate(RELATIONS)}


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An item that is there on one side alone, or on both with other fields."""

    before: Item | None
    after: Item | None
    fields: tuple[FieldChange, ...] = ()

    @property
    def change(self) -> str:
        """`added`, `removed` or `changed`."""
        return _change(self.before, self.after)

    @property
    def item(self) -> Item:
        """The item as it is now, or as it was last."""
        item = self.after or self.before
        assert item is not None
        return item


@dataclass(frozen=True, slots=True)
class Statement:
    """A link as one side states it: on what basis, and where."""

    basis: str
    place: Place


@dataclass(frozen=True, slots=True)
class LinkChange:
    """A link that one side alone states, or both on another basis."""

    relation: str
    source: str
    target: str
    before: Statement | None
    after: Statement | None

    @property
    def change(self) -> str:
        """`added`, `removed` or `changed`."""
        return _change(self.before, self.after)


class Rename(NamedTuple):
    """An item removed, and the only one added of its kind and title: likely the same."""

    before: Item
    after: Item


@dataclass(frozen=True, slots=True)
class Differences:
    """All that differs, in the order of the chain and then of the ids."""

    items: tuple[ItemChange, ...] = ()
    links: tuple[LinkChange, ...] = ()
    renames: tuple[Rename, ...] = ()


def compare(before: Portfolio, after: Portfolio) -> Differences:
    """Return what `after` has that `before` has not, what it lacks, and what it says otherwise."""
    items = tuple(sorted(_item_changes(before.items, after.items), key=_order))
    return Differences(items, _link_changes(before, after), _renames(items))


def _change(before: object, after: object) -> str:
    return ADDED if before is None else REMOVED if after is None else CHANGED


def _order(one: ItemChange) -> tuple[int, str, str]:
    return _KINDS[one.item.kind_of_node], one.item.id, one.change


def _item_changes(before: Mapping[str, Item], after: Mapping[str, Item]) -> Iterator[ItemChange]:
    for key in before.keys() | after.keys():
        old, new = before.get(key), after.get(key)
        if old and new and old.kind_of_node is new.kind_of_node:
            if fields := field_changes(old, new):
                yield ItemChange(old, new, fields)
            continue
        if old:
            yield ItemChange(old, None)
        if new:
            yield ItemChange(None, new)


def _link_changes(before: Portfolio, after: Portfolio) -> tuple[LinkChange, ...]:
    olds, news = _by_ends(before), _by_ends(after)
    found = []
    for ends in olds.keys() | news.keys():
        old, new = olds.get(ends), news.get(ends)
        if old is None or new is None or old.basis != new.basis:
            found.append(LinkChange(*ends, _stated(old), _stated(new)))
    return tuple(sorted(found, key=lambda one: (_RELATIONS[one.relation], one.source, one.target)))


def _by_ends(portfolio: Portfolio) -> dict[tuple[str, str, str], Link]:
    return {(one.relation.name, one.source, one.target): one for one in portfolio.links}


def _stated(link: Link | None) -> Statement | None:
    return link and Statement(link.basis, Place(link.stated_by.file, link.line))


def _renames(items: tuple[ItemChange, ...]) -> tuple[Rename, ...]:
    removed, added = _by_title(items, REMOVED), _by_title(items, ADDED)
    return tuple(
        Rename(olds[0], news[0])
        for title, olds in removed.items()
        if len(olds) == len(news := added.get(title, [])) == 1
    )


def _by_title(items: tuple[ItemChange, ...], change: str) -> _ByTitle:
    found: _ByTitle = {}
    for one in items:
        item = one.item
        if one.change == change and (item.title_th or item.title_en):
            found.setdefault((item.kind_of_node, item.title_th, item.title_en), []).append(item)
    return found
