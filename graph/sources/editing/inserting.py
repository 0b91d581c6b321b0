"""A field that an item had not yet: where it goes, and how it is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import yaml

from graph.sources.adding.changes import Change, last_in_brackets, lines_at
from graph.sources.adding.source_text import SourceText
from graph.sources.adding.styles import style_of, style_under
from graph.sources.adding.written import Style, Value, block, flow, scalar


def inserted(
    source: SourceText, around: yaml.MappingNode, name: str, value: Value, order: Sequence[str]
) -> Iterator[Change]:
    """Yield what puts a field behind the one that comes before it in the order."""
    nth = _place(around, name, order)
    if around.flow_style:
        yield from _between(source, around, nth, flow_pairs({name: value}, [name]))
        return
    key, before = around.value[nth]
    margin = source.column(around.value[0][0].start_mark.index)
    at = source.after_block(source.end_of(before), margin)
    lines = _lines(name, value, _style(source, around, key))
    yield lines_at(source, at, [f"{' ' * margin}{line}" for line in lines])


def _place(around: yaml.MappingNode, name: str, order: Sequence[str]) -> int:
    """Return which pair of the mapping the new one follows."""
    rank = {one: nth for nth, one in enumerate(order)}
    here = rank.get(name, len(order))
    before = [
        (rank[key.value], nth)
        for nth, (key, _) in enumerate(around.value)
        if rank.get(key.value, len(order)) < here
    ]
    return max(before)[1] if before else len(around.value) - 1


def flow_pairs(fields: Mapping[str, Value], names: Sequence[str]) -> str:
    """Return some of the fields as they stand within brackets."""
    return ", ".join(f"{scalar(one)}: {flow(fields[one])}" for one in names)


def _between(source: SourceText, around: yaml.MappingNode, nth: int, pair: str) -> Iterator[Change]:
    if nth + 1 == len(around.value):
        yield from last_in_brackets(source, around, pair)
        return
    at = around.value[nth + 1][0].start_mark.index
    margin = source.text[source.line_start(at) : at]
    behind = " " if margin.strip(" ") else f"{source.line_end}{margin}"
    yield at, at, f"{pair},{behind}"


def _style(source: SourceText, around: yaml.MappingNode, key: yaml.Node) -> Style:
    """Return how far the lines of a value stand inside those of its key: 0 is the key's column."""
    margin = source.column(key.start_mark.index)
    for name, node in around.value:
        if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
            style = style_of(source, node)
            deeper = style.column - source.column(name.start_mark.index)
            return replace(style, column=max(deeper, 0))
    style = style_under(source, key)
    return replace(style, column=max(style.column - margin, 0))


def _lines(name: str, value: Value, style: Style) -> list[str]:
    """Return the lines of a field, as seen from its own column."""
    records = _records(value)
    if records:
        in_brackets = replace(style, in_brackets=True)
        return [f"{name}:", *(line for one in records for line in block(one, in_brackets))]
    first, *others = block({name: value}, replace(style, column=0, gap=1, in_brackets=False))
    return [one[2:] for one in (first, *others)]


def _records(value: Value) -> list[Mapping[str, Value]]:
    """Return the mappings of a list of nothing else; of any other value none."""
    if isinstance(value, (str, Mapping)):
        return []
    found = [one for one in value if isinstance(one, Mapping)]
    return found if len(found) == len(value) else []
