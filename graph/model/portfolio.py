"""All that the sources hold, and every link that they state."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, TypeVar

from graph.model import entities as e
from graph.model.fields import FIELDS, Field, FieldType
from graph.model.vocabulary import NodeKind, RelationType

ItemT = TypeVar("ItemT", bound=e.Item)


class Link(NamedTuple):
    """One arrow that an item of the sources states, with its basis and its place."""

    relation: RelationType
    source: str
    target: str
    basis: str
    stated_by: e.Item
    field: str
    mark: e.Mark
    properties: Mapping[str, float | None] | None = None

    @property
    def other(self) -> str:
        """The id that is referred to, at the far end from the item that states the link."""
        return self.target if self.source == self.stated_by.id else self.source

    @property
    def line(self) -> int:
        """The line that states it, in the file of the item that states it."""
        return e.unpack(self.mark)[0]


@dataclass(frozen=True)
class Portfolio:
    """The items of all files by id, in the order of the files."""

    items: Mapping[str, e.Item] = field(default_factory=dict)
    files: tuple[str, ...] = ()

    def of(self, entity: type[ItemT]) -> Iterator[ItemT]:
        """Yield the items of one kind, such as `Project`."""
        return (item for item in self.items.values() if isinstance(item, entity))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every link that an item states, in the order of the files."""
        return tuple(link for item in self.items.values() for link in links_of(item))


_LINK_FIELDS: dict[NodeKind, tuple[Field, ...]] = {
    kind: tuple(field for field in fields if field.relation) for kind, fields in FIELDS.items()
}


def links_of(item: e.Item) -> Iterator[Link]:
    """Yield the links that one item states, field by field."""
    for stating in _LINK_FIELDS[item.kind_of_node]:
        value = getattr(item, stating.key)
        if value:
            is_record = stating.type is FieldType.RECORDS
            yield from _allocations(item, stating) if is_record else _links(item, stating, value)


def _links(item: e.Item, stating: Field, value: str | e.Ids) -> Iterator[Link]:
    relation, name = stating.relation, stating.name
    assert relation is not None
    basis = item.basis_of(name)
    others = (value,) if isinstance(value, str) else value
    for position, other in enumerate(others):
        source, target = (item.id, other) if stating.is_source else (other, item.id)
        yield Link(relation, source, target, basis, item, name, item.mark_of(name, position))


def _allocations(item: e.Item, stating: Field) -> Iterator[Link]:
    assert isinstance(item, e.KeyResult)
    parts = item.allocations or ()
    links = _links(item, stating, tuple(part.unit for part in parts))
    for part, link in zip(parts, links, strict=True):
        yield link._replace(properties={"target": part.target, "actual": part.actual})
