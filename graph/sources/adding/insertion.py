"""Items more in the lists of a file: where their text goes, and in which style.

Only text is put in; all that stood there stays, with its comments, order and line ends.
"""

import re
from collections.abc import Mapping, Sequence

import yaml

from graph.errors import UsageError
from graph.sources.adding.changes import Change, edited, last_in_brackets, leaf, lines_at
from graph.sources.adding.source_text import (
    SourceText,
    compose,
    is_silent,
    items_by_id,
    keeps_line_ends,
    pair_of,
)
from graph.sources.adding.styles import style_of, style_under
from graph.sources.adding.written import Style, Value, blocks, flow

_ENDS_EMPTY = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)\Z")


Items = Sequence[Mapping[str, Value]]


def with_item(text: str, list_name: str, item: Mapping[str, Value], inside: str | None) -> str:
    """Return the text of a file with one item more: last in a list of the file or of an item.

    `inside` is the id of that item. The text must be one that the reader reads without errors.
    """
    return with_items(text, {(inside, list_name): [item]})


def with_items(text: str, lists: Mapping[tuple[str | None, str], Items]) -> str:
    """Return the text with items more in several lists, each known by the item around and its name.

    Raises:
        OverlapError: two lists want the same place; put their items in one after the other.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    source = compose(text[len(mark) :])
    known = items_by_id(source.root) if any(inside for inside, _ in lists) else {}
    inner_first = sorted(lists.items(), key=lambda one: one[0][0] is None)
    changes: list[Change] = []
    for (inside, name), items in inner_first:
        around = source.root if inside is None else known.get(inside)
        if inside is not None and around is None:
            message = f"the text of item '{inside}' was not found: is its id written plainly?"
            raise UsageError(message)
        changes += _changes(source, around, name, items)
    return mark + edited(source.text, changes)


def _changes(source: SourceText, around: yaml.Node | None, name: str, items: Items) -> list[Change]:
    found = pair_of(around, name) if around else None
    assert around is None or isinstance(around, yaml.MappingNode)
    if around is None or found is None:
        return _new_list(source, around, name, items)
    if is_silent(found[1]):
        return _first_items(source, around, found, items)
    assert isinstance(found[1], yaml.SequenceNode)  # The reader found no fault with it.
    return _last_items(source, found[1], items)


def _last_items(source: SourceText, listed: yaml.SequenceNode, items: Items) -> list[Change]:
    if listed.flow_style:
        return last_in_brackets(source, listed, _in_flow(items))
    style = style_of(source, listed)
    last = listed.value[-1]
    at = source.after_block(source.end_of(last), style.column)
    blank = style.is_spaced and not keeps_line_ends(source.text, leaf(last))
    return [lines_at(source, at, blocks(items, style), blank=blank)]


def _in_flow(items: Items) -> str:
    return ", ".join(map(flow, items))


def _first_items(
    source: SourceText,
    around: yaml.MappingNode,
    found: tuple[yaml.Node, yaml.Node],
    items: Items,
) -> list[Change]:
    """Fill a list that is empty or says nothing: `projects: []`, `projects:`."""
    key, value = found
    start, end = value.start_mark.index, value.end_mark.index
    colon = source.text.index(":", key.end_mark.index) + 1
    on_one_line = not source.text[colon:start].strip(" ") and source.line_stop(colon) >= end
    if around.flow_style or not on_one_line:
        if isinstance(value, yaml.ScalarNode):
            space = "" if source.text[start - 1 : start].isspace() else " "
            return [(start, end, f"{space}[{_in_flow(items)}]")]
        return [(start + 1, start + 1, _in_flow(items))]
    style = style_under(source, key)
    lines = lines_at(source, source.next_line(end), blocks(items, style))
    return [(colon, end, ""), lines] if end > start else [lines]


def _new_list(
    source: SourceText, around: yaml.MappingNode | None, name: str, items: Items
) -> list[Change]:
    """Write a list that was not there: at the end of the file, or of the item around it."""
    if around is None:
        lines = [f"{name}:", *blocks(items, Style())]
        return [lines_at(source, len(source.text), lines, blank=bool(source.text.strip()))]
    if around.flow_style:
        return last_in_brackets(source, around, f"{name}: [{_in_flow(items)}]")
    key = around.value[0][0]
    margin = source.column(key.start_mark.index)
    lines = [f"{' ' * margin}{name}:", *blocks(items, style_under(source, key))]
    keeps = keeps_line_ends(source.text, leaf(around))
    if around is source.root:
        spaced = not keeps and not _ENDS_EMPTY.search(source.text, 0, source.end)
        return [lines_at(source, source.end, lines, blank=spaced)]
    at = source.after_block(source.end_of(around), margin - 1)
    return [lines_at(source, at, lines)]
