"""All that the sources hold, and every link that they state."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The items of all files by id, in the order of the files."""

    items: Mapping[str, e.Item] = field(default_factory=dict)
    files: tuple[str, ...] = ()

    def of(self, entity: type[ItemT]) -> Iterator[ItemT]:
        """Yield the items of one kind, such as `Project`."""
        return (item for item in self.items.values() if isinstance(item, entity))

    def links(self) -> Iterator[Link]:
        """Yield every link that an item states, in the order of the files."""
        for item in self.items.values():
            yield from links_of(item)


_LINK_FIELDS: dict[NodeKind, tuple[Field, ...]] = {
    kind: tuple(field for field in fields if field.relation) for kind, fields in FIELDS.items()
}


def links_of(item: e.Item) -> Iterator[Link]:
    """Yield the links that one item states, field by field."""
    for stating in _LINK_FIELDS[item.kind_of_node]:
        value = getattr(item, stating.key)
        if not value:
            continue
        if stating.type is FieldType.RECORDS:
            yield from _allocations(item, stating, value)
            continue
        others = (value,) if isinstance(value, str) else value
        for position, other in enumerate(others):
            yield _link(item, stating, other, position)


def _link(
    item: e.Item,
    stating: Field,
    other: str,
    position: int,
    properties: Mapping[str, float | None] | None = None,
) -> Link:
    assert stating.relation is not None
    source, target = (item.id, other) if stating.is_source else (other, item.id)
    basis = item.basis_of(stating.name)
    mark = item.mark_of(stating.name, position)
    return Link(stating.relation, source, target, basis, item, stating.name, mark, properties)


def _allocations(item: e.Item, stating: Field, parts: tuple[e.Allocation, ...]) -> Iterator[Link]:
    for position, part in enumerate(parts):
        properties = {"target": part.target, "actual": part.actual}
        yield _link(item, stating, part.unit, position, properties)
