"""Where things end in the text of a source file, for what is put between them.

PyYAML says where a value begins; where a block ends it says only roughly, past the comments and
empty lines behind it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from graph.sources.scalars import NULLS
from graph.sources.text import normalise, without_separators

_LINE_END = re.compile("\r\n|\r|\n")
_EMPTY_LINE = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)")
_COMMENT = re.compile("([ \t]*)#")
_DOCUMENT_END = re.compile(r"^\.\.\.(?=\s|$)", re.MULTILINE)

Pair = tuple[yaml.Node, yaml.Node]


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a file, and its root as PyYAML composes it."""

    text: str
    root: yaml.Node | None

    @property
    def line_end(self) -> str:
        """How the first line of the file ends."""
        found = _LINE_END.search(self.text)
        return found[0] if found else "\n"

    @property
    def end(self) -> int:
        """Where the last list may be followed by another."""
        if self.root is None:
            return len(self.text)
        found = _DOCUMENT_END.search(self.text, self.end_of(self.root))
        return found.start() if found else len(self.text)

    def column(self, index: int) -> int:
        """Return how many characters of its line stand before a place."""
        return index - self.line_start(index)

    def line_start(self, index: int) -> int:
        """Return where the line of a place begins."""
        return max(self.text.rfind("\n", 0, index), self.text.rfind("\r", 0, index)) + 1

    def line_stop(self, index: int) -> int:
        """Return where the line of a place ends, before its line end."""
        found = _LINE_END.search(self.text, index)
        return found.start() if found else len(self.text)

    def next_line(self, index: int) -> int:
        """Return where the line after that of a place begins."""
        found = _LINE_END.search(self.text, index)
        return found.end() if found else len(self.text)

    def after_block(self, index: int, column: int) -> int:
        """Return the line after a block that ends at `index`, and after the comments inside it.

        A comment that stands deeper than `column` belongs to the block.
        """
        at = self.next_line(index)
        while found := _COMMENT.match(self.text, at):
            if len(found[1]) <= column or at == index:
                break
            at = self.next_line(at)
        return at

    def end_of(self, node: yaml.Node) -> int:
        """Return where the text of a value ends."""
        while isinstance(node, yaml.CollectionNode) and not node.flow_style:
            last = node.value[-1]
            node = last[1] if isinstance(last, tuple) else last
        start, end = node.start_mark.index, node.end_mark.index
        if not (isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}):
            return int(end)
        if keeps_line_ends(self.text, node):
            return int(self.line_stop(self.line_start(max(end - 1, start))))
        return int(start) + len(self.text[start:end].rstrip())

    def is_spaced(self, first: yaml.Node, second: yaml.Node) -> bool:
        """Tell whether an empty line stands between two items."""
        between = self.text[self.end_of(first) : second.start_mark.index]
        return _EMPTY_LINE.search(between) is not None


def keeps_line_ends(text: str, node: yaml.Node) -> bool:
    """Tell whether a value is a block of text that counts the empty lines behind it."""
    header = text[node.start_mark.index :].split("\n", 1)[0].partition("#")[0]
    return isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"} and "+" in header


def compose(text: str) -> SourceText:
    """Return the text of a file that the reader can read, with its root."""
    plain, _ = without_separators(text)
    root = yaml.compose(plain, Loader=yaml.CSafeLoader)
    is_nothing = isinstance(root, yaml.ScalarNode) and is_silent(root)
    return SourceText(text, None if is_nothing else root)


def is_silent(node: yaml.Node) -> bool:
    """Tell whether a value says nothing, or is an empty list."""
    if isinstance(node, yaml.ScalarNode):
        return not node.style and node.value in NULLS
    return not node.value


def pair_of(mapping: yaml.Node, name: str) -> Pair | None:
    """Return the key and the value of a field."""
    if not isinstance(mapping, yaml.MappingNode):
        return None
    return next(((key, one) for key, one in mapping.value if key.value == name), None)


def items_of(node: yaml.Node | None) -> Iterator[yaml.MappingNode]:
    """Yield every mapping in the lists of a file, at any depth."""
    if isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            if isinstance(value, yaml.SequenceNode):
                for one in value.value:
                    if isinstance(one, yaml.MappingNode):
                        yield one
                        yield from items_of(one)


def items_by_id(root: yaml.Node | None) -> dict[str, yaml.MappingNode]:
    """Return every item by its id; of two with one id, the first."""
    found: dict[str, yaml.MappingNode] = {}
    for item in items_of(root):
        pair = pair_of(item, "id")
        if pair:
            found.setdefault(normalise(str(pair[1].value))[0], item)
    return found


def texts_of(root: yaml.Node | None, name: str) -> dict[str, str]:
    """Return what a mapping of the file holds as text of its own, such as the defaults."""
    found = pair_of(root, name) if root else None
    if found is None or not isinstance(found[1], yaml.MappingNode):
        return {}
    scalars = ((key, one) for key, one in found[1].value if isinstance(one, yaml.ScalarNode))
    return {str(key.value): str(one.value) for key, one in scalars}
