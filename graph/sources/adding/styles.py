"""In which style a file is written, for what is put into it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

import yaml

from graph.sources.adding.source_text import SourceText, items_of, pair_of
from graph.sources.adding.written import Style

_DASH = re.compile("( *)-( +)$")
_TITLES = ("title", "subject")


def style_of(source: SourceText, listed: yaml.SequenceNode) -> Style:
    """Return the style of the last item of a list with dashes."""
    last = listed.value[-1]
    start = last.start_mark.index
    found = _DASH.match(source.text[source.line_start(start) : start])
    column = len(found[1]) if found else source.column(listed.start_mark.index)
    gap = len(found[2]) if found else 1
    is_spaced = _is_spaced(source, listed)
    if not isinstance(last, yaml.MappingNode):
        return Style(column, gap, is_spaced=is_spaced)
    return Style(column, gap, _step(source, last), bool(last.flow_style), is_spaced)


def style_under(source: SourceText, key: yaml.Node) -> Style:
    """Return the style for the first item under a key: that of the other lists of the file."""
    margin = source.column(key.start_mark.index)
    for name, listed in _lists(source.root):
        if listed.value and not listed.flow_style:
            style = style_of(source, listed)
            deeper = style.column - source.column(name.start_mark.index)
            return replace(style, column=margin + max(deeper, 0))
    return Style(margin + 2)


def _lists(root: yaml.Node | None) -> Iterator[tuple[yaml.Node, yaml.SequenceNode]]:
    for node in chain((root,), items_of(root)):
        if isinstance(node, yaml.MappingNode) and not node.flow_style:
            for key, value in node.value:
                if isinstance(value, yaml.SequenceNode) and _holds_items(value):
                    yield key, value


def _holds_items(listed: yaml.SequenceNode) -> bool:
    return any(isinstance(one, yaml.MappingNode) and pair_of(one, "id") for one in listed.value)


def _is_spaced(source: SourceText, listed: yaml.SequenceNode) -> bool:
    """Tell whether empty lines part the items: of this list, else of another one of the file."""
    others = (one for _, one in _lists(source.root) if one is not listed)
    for one in chain((listed,), others):
        if len(one.value) > 1 and not one.flow_style:
            return source.is_spaced(*one.value[-2:])
    return False


def _step(source: SourceText, item: yaml.MappingNode) -> int | None:
    """Return how far a title stands inside its item, or None where it stands in brackets."""
    for name in _TITLES:
        found = pair_of(item, name)
        if found and isinstance(found[1], yaml.MappingNode):
            if found[1].flow_style:
                return None
            at = found[1].start_mark.index
            return source.column(at) - source.column(found[0].start_mark.index)
    return None
