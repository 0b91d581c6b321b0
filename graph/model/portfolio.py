"""All that the sources hold, and every link that they state."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from graph.model import entities as e
from graph.model.fields import FIELDS, Field, FieldType
from graph.model.vocabulary import NodeKind, RelationType

ItemT = TypeVar("ItemT", bound=e.Item)


class Link(NamedTuple):
    """One arrow that an item of the sources states, with its basis and its place."""

    relation: RelationType
    source: str
    target: str
    other: str  # The end that is referred to: not the item that states the link.
    basis: str
    stated_by: e.Item
    field: str
    mark: e.Mark
    properties: Mapping[str, float | None] | None = None

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
        links: list[Link] = []
        for item in self.items.values():
            for stating in _LINK_FIELDS[item.kind_of_node]:
                value = getattr(item, stating.key)
                if value:
                    links += _links(item, stating, value)
        return tuple(links)


_LINK_FIELDS: dict[NodeKind, tuple[Field, ...]] = {
    kind: tuple(field for field in fields if field.relation) for kind, fields in FIELDS.items()
}


def _links(item: e.Item, stating: Field, value: Any) -> list[Link]:
    """Return the links that one field of an item states."""
    if stating.type is FieldType.RECORDS:
        return _allocations(item, stating, value)
    relation, name, own = stating.relation, stating.name, item.id
    assert relation is not None
    basis, mark = item.basis_of(name), item.marks.get(name, item.mark)
    links = []
    for position, other in enumerate((value,) if isinstance(value, str) else value):
        source, target = (own, other) if stating.is_source else (other, own)
        place = item.mark_of(name, position) if isinstance(mark, tuple) else mark
        links.append(Link(relation, source, target, other, basis, item, name, place))
    return links


def _allocations(item: e.Item, stating: Field, parts: Sequence[e.Allocation]) -> list[Link]:
    assert stating.relation is not None
    basis = item.basis_of(stating.name)
    return [
        Link(
            stating.relation,
            item.id,
            part.unit,
            part.unit,
            basis,
            item,
            stating.name,
            item.mark_of(stating.name, position),
            {"target": part.target, "actual": part.actual},
        )
        for position, part in enumerate(parts)
    ]
