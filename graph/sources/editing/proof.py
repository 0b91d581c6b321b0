"""The proof that a changed file holds what was wanted and nothing else: the reader reads both."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from graph.problems import Problem, Severity
from graph.sources.adding.written import Value
from graph.sources.items import read_items
from graph.sources.one_file import tree_of
from graph.sources.scalars import Plain, is_null
from graph.sources.tree import Node


class _Figure(NamedTuple):
    """A scalar without quotes that is no text; not equal to the same characters in quotes."""

    written: str


class Read(NamedTuple):
    """What a file holds, without places, comments and style, and what is wrong with it."""

    meaning: Any
    errors: Sequence[Problem]


def read(data: bytes, name: str) -> Read:
    """Read the bytes of a file as every command does."""
    tree = tree_of(data, name)
    read_items(tree, name)  # Its problems are added to those of the tree.
    errors = [one for one in tree.problems if one.severity is Severity.ERROR]
    return Read(None if tree.root is None else _of_node(tree.root), errors)


def meaning(data: bytes, name: str) -> Any:
    """Return what a file holds that is known to be without errors."""
    tree = tree_of(data, name)
    return None if tree.root is None else _of_node(tree.root)


def _of_node(node: Node) -> Any:
    value = node[0]
    if isinstance(value, dict):
        return {key: _of_node(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_of_node(one) for one in value]
    return _of_scalar(value)


def _of_scalar(text: str) -> Any:
    if type(text) is not Plain:
        return text
    if is_null(text):
        return None
    return str(text) if text.is_text else _Figure(str(text))


def of_written(value: Value) -> Any:
    """Return what a value means, as `read` gives it."""
    if isinstance(value, str):
        return _of_scalar(value)
    if isinstance(value, Mapping):
        return {key: of_written(one) for key, one in value.items()}
    return [of_written(one) for one in value]


def items_in(whole: Any) -> Iterator[dict[str, Any]]:
    """Yield every mapping in the lists of a file's meaning, at any depth."""
    if isinstance(whole, dict):
        for value in whole.values():
            if isinstance(value, list):
                for one in value:
                    if isinstance(one, dict):
                        yield one
                        yield from items_in(one)
