"""A field of a mapping in the text of a file: put in, replaced, taken away.

What the field holds already is changed piece by piece where that can be, so that a longer list
keeps the lines that it has.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

import yaml

from graph.sources.adding.changes import Change, last_in_brackets, lines_at, overlap
from graph.sources.adding.source_text import Pair, SourceText, pair_of
from graph.sources.adding.styles import style_of
from graph.sources.adding.written import Style, Value, block, flow, scalar
from graph.sources.editing.inserting import flow_pairs, inserted
from graph.sources.editing.nodes import is_same, value_of
from graph.sources.editing.wanted import CannotEditError

_COMMA = re.compile(r"[ \t]*,")


def put(
    source: SourceText, around: yaml.MappingNode, name: str, value: Value, order: Sequence[str]
) -> Iterator[Change]:
    """Yield what makes a field hold a value; `order` is that of the fields around it."""
    found = pair_of(around, name)
    if found is None:
        yield from inserted(source, around, name, value, order)
        return
    node = found[1]
    if isinstance(node, yaml.ScalarNode) and not node.value and not node.style:
        yield _after_colon(source, found[0], value, in_brackets=bool(around.flow_style))
    elif is_same(value_of(node), value):
        return
    else:
        changes = _piecewise(source, node, value)
        yield from _anew(source, around, found, value) if changes is None else changes


def _piecewise(source: SourceText, node: yaml.Node, value: Value) -> list[Change] | None:
    """Return the changes within a value, or None where it is to be written anew."""
    if isinstance(value, Mapping) and isinstance(node, yaml.MappingNode):
        names = [key.value for key, _ in node.value]
        gone = [one for one in names if one not in value]
        if len(gone) <= 1 and len(gone) < len(names):
            changes = list(_in_mapping(source, node, value, gone))
            return None if overlap(changes) else changes
    elif isinstance(node, yaml.SequenceNode) and not isinstance(value, (str, Mapping)):
        is_longer = 0 < len(node.value) <= len(value)
        return list(_in_sequence(source, node, value)) if is_longer else None
    return None


def _in_mapping(
    source: SourceText, node: yaml.MappingNode, value: Mapping[str, Value], gone: Sequence[str]
) -> Iterator[Change]:
    for name in gone:
        yield taken(source, node, name)
    new = [one for one in value if pair_of(node, one) is None]
    together = new if node.flow_style and len(new) > 1 else []  # One comma before all of them.
    for name, one in value.items():
        if name not in together:
            yield from put(source, node, name, one, list(value))
    if together:
        yield from last_in_brackets(source, node, flow_pairs(value, together))


def _in_sequence(
    source: SourceText, node: yaml.SequenceNode, value: Sequence[Value]
) -> Iterator[Change]:
    for old, new in zip(node.value, value, strict=False):
        if not is_same(value_of(old), new):
            within = _piecewise(source, old, new)
            start, end = old.start_mark.index, source.end_of(old)
            text = _inline(new, in_brackets=bool(node.flow_style))
            yield from [(start, end, text)] if within is None else within
    more = value[len(node.value) :]
    if more and node.flow_style:
        yield from last_in_brackets(source, node, ", ".join(map(flow, more)))
    elif more:
        style = style_of(source, node)
        at = source.after_block(source.end_of(node.value[-1]), style.column)
        is_spaced = len(node.value) > 1 and source.is_spaced(*node.value[-2:])
        for one in more:
            yield lines_at(source, at, _dashed(one, style), blank=is_spaced)


def _dashed(value: Value, style: Style) -> list[str]:
    """Return the lines of an element of a list with dashes."""
    if isinstance(value, Mapping):
        return block(value, style)
    return [f"{' ' * style.column}-{' ' * style.gap}{_inline(value, in_brackets=False)}"]


def _inline(value: Value, *, in_brackets: bool) -> str:
    return scalar(value, in_brackets=in_brackets) if isinstance(value, str) else flow(value)


def _anew(
    source: SourceText, around: yaml.MappingNode, found: Pair, value: Value
) -> Iterator[Change]:
    """Yield what writes a value in place of the whole of another one."""
    key, node = found
    start, end = node.start_mark.index, source.end_of(node)
    if not isinstance(node, yaml.CollectionNode) or node.flow_style:
        yield start, end, _inline(value, in_brackets=bool(around.flow_style))
    elif isinstance(node, yaml.SequenceNode) and value and not isinstance(value, (str, Mapping)):
        style = style_of(source, node)
        lines = [line for one in value for line in _dashed(one, style)]
        yield start, end, source.line_end.join(lines).lstrip(" ")
    else:
        yield _after_colon(source, key, value, in_brackets=False)
        yield source.line_start(start), source.next_line(end), ""


def _after_colon(source: SourceText, key: yaml.Node, value: Value, *, in_brackets: bool) -> Change:
    text = _inline(value, in_brackets=in_brackets)
    end = key.end_mark.index
    rest = source.text[end : source.line_stop(end)]
    if not rest.lstrip(" \t").startswith(":"):  # A key in brackets needs none.
        return end, end, f": {text}"
    at = end + rest.index(":") + 1
    return at, at, f" {text}"


def taken(source: SourceText, around: yaml.MappingNode, name: str) -> Change:
    """Return what takes a field away, with the lines that are its own.

    Raises:
        CannotEditError: nothing would be left.
    """
    names = [key.value for key, _ in around.value]
    nth = names.index(name)
    key, node = around.value[nth]
    start, end = key.start_mark.index, source.end_of(node)
    following = around.value[nth + 1][0].start_mark.index if nth + 1 < len(names) else None
    if len(names) == 1:
        raise CannotEditError(f"nothing but {name} stands there: take it away by hand")
    if around.flow_style:
        if following is not None:
            return start, following, ""
        before = source.end_of(around.value[nth - 1][1])
        behind_comment = "#" in source.text[before:start]
        return _own_place(source, start, end) if behind_comment else (before, end, "")
    if nth == 0:  # It stands behind the dash.
        assert following is not None
        return start, following, ""
    return source.line_start(start), source.next_line(end), ""


def _own_place(source: SourceText, start: int, end: int) -> Change:
    """Return what takes a last pair of brackets out, with its comma and its line."""
    comma = _COMMA.match(source.text, end)
    end = comma.end() if comma else end
    first, last = source.line_start(start), source.line_stop(end)
    is_alone = not source.text[first:start].strip() and not source.text[end:last].strip()
    return (first, source.next_line(end), "") if is_alone else (start, end, "")
