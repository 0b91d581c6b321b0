"""The text of one file beside what it means, and what an edit changes in both."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import yaml

from graph.model.entities import Item
from graph.model.fields import DEFAULTS_FOR, FIELDS, Field
from graph.sources.adding.changes import Change
from graph.sources.adding.source_text import (
    SourceText,
    compose,
    is_silent,
    items_by_id,
    pair_of,
)
from graph.sources.editing import proof
from graph.sources.editing.edit import Edit, How
from graph.sources.editing.nodes import value_of
from graph.sources.editing.replacing import put, taken
from graph.sources.editing.wanted import (
    CannotEditError,
    as_written,
    field_of,
    with_more,
    with_parts,
)

if TYPE_CHECKING:
    from graph.sources.adding.written import Value

_MARK = "\ufeff"


def order_of(item: Item) -> Sequence[str]:
    """Return the names of an item's fields in the order of the table."""
    return [one.name for one in FIELDS[item.kind_of_node]]


class OneText:
    """The text of a file that the reader reads without errors.

    What it means is changed along with each edit, to be compared with what the new text means.
    """

    def __init__(self, data: bytes, meaning: Any) -> None:
        text = data.decode("utf-8")
        self.mark = _MARK if text.startswith(_MARK) else ""
        self.source: SourceText = compose(text[len(self.mark) :])
        self.meaning = meaning
        self._nodes = items_by_id(self.source.root)
        self._meant = {one["id"]: one for one in proof.items_in(meaning) if "id" in one}

    def changes_for(self, one: Edit, item: Item) -> Sequence[Change]:
        """Return what an edit changes in the text, and change the meaning along with it.

        Raises:
            CannotEditError: the field cannot hold the value, or its text is not understood.
        """
        field = field_of(item, one.field)
        node, meant = self._nodes.get(item.id), self._meant.get(item.id)
        if node is None or meant is None:
            message = f"the text of '{item.id}' was not found: is its id written plainly?"
            raise CannotEditError(message)
        value = self._wanted(one, field, node, item)
        if value is None:
            return self._without(node, meant, field.name)
        meant[field.name] = proof.of_written(value)
        return list(put(self.source, node, field.name, value, order_of(item)))

    def _without(
        self, node: yaml.MappingNode, meant: dict[str, Any], name: str
    ) -> Sequence[Change]:
        if pair_of(node, name) is None:
            return ()
        meant.pop(name, None)
        return [taken(self.source, node, name)]

    def _wanted(
        self, one: Edit, field: Field, node: yaml.MappingNode, item: Item
    ) -> "Value | None":
        """Return what the field is to hold in the end."""
        if one.how is How.MERGE:
            found = pair_of(node, field.name)
            is_there = found is not None and not _is_null(found[1])
            return with_parts(field, value_of(found[1]) if found and is_there else None, one.value)
        value = as_written(one.value)
        if one.how is How.SET or value is None:
            return value
        found = pair_of(node, field.name)
        if found and not _is_null(found[1]):
            return with_more(field, value_of(found[1]), value)
        defaults = pair_of(self.source.root, "defaults") if self.source.root else None
        default = pair_of(defaults[1], field.name) if defaults else None
        holds = default and item.kind_of_node in DEFAULTS_FOR.get(field.name, ())
        return with_more(field, value_of(default[1]) if default and holds else None, value)


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and is_silent(node)
