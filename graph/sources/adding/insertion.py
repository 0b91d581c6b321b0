"""One item more in a list of a file: where its text goes, and in which style.

Only text is put in; all that stood there stays, with its comments, order and line ends.
"""

import re
from collections.abc import Mapping

import yaml

from graph.errors import UsageError
from graph.sources.adding.changes import Change, edited, last_in_brackets, leaf, lines_at
from graph.sources.adding.source_text import (
    SourceText,
    compose,
    is_silent,
    item_with,
    keeps_line_ends,
    pair_of,
)
from graph.sources.adding.styles import style_of, style_under
from graph.sources.adding.written import Style, Value, block, flow

_ENDS_EMPTY = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)\Z")


def with_item(text: str, list_name: str, item: Mapping[str, Value], inside: str | None) -> str:
    """Return the text of a file with one item more: last in a list of the file or of an item.

    `inside` is the id of that item. The text must be one that the reader reads without errors.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    source = compose(text[len(mark) :])
    around = source.root if inside is None else item_with(source.root, inside)
    if inside is not None and around is None:
        raise UsageError(f"the text of item '{inside}' was not found: is its id written plainly?")
    found = pair_of(around, list_name) if around else None
    assert around is None or isinstance(around, yaml.MappingNode)
    if around is None or found is None:
        changes = _new_list(source, around, list_name, item)
    elif is_silent(found[1]):
        changes = _first_item(source, around, found, item)
    else:
        assert isinstance(found[1], yaml.SequenceNode)  # The reader found no fault with it.
        changes = _last_item(source, found[1], item)
    return mark + edited(source.text, changes)


def _last_item(
    source: SourceText, listed: yaml.SequenceNode, item: Mapping[str, Value]
) -> list[Change]:
    if listed.flow_style:
        return last_in_brackets(source, listed, flow(item))
    style = style_of(source, listed)
    last = listed.value[-1]
    at = source.after_block(source.end_of(last), style.column)
    blank = style.is_spaced and not keeps_line_ends(source.text, leaf(last))
    return [lines_at(source, at, block(item, style), blank=blank)]


def _first_item(
    source: SourceText,
    around: yaml.MappingNode,
    found: tuple[yaml.Node, yaml.Node],
    item: Mapping[str, Value],
) -> list[Change]:
    """Fill a list that is empty or says nothing: `projects: []`, `projects:`."""
    key, value = found
    start, end = value.start_mark.index, value.end_mark.index
    colon = source.text.index(":", key.end_mark.index) + 1
    on_one_line = not source.text[colon:start].strip(" ") and source.line_stop(colon) >= end
    if around.flow_style or not on_one_line:
        if isinstance(value, yaml.ScalarNode):
            space = "" if source.text[start - 1 : start].isspace() else " "
            return [(start, end, f"{space}[{flow(item)}]")]
        return [(start + 1, start + 1, flow(item))]
    style = style_under(source, key)
    lines = lines_at(source, source.next_line(end), block(item, style))
    return [(colon, end, ""), lines] if end > start else [lines]


def _new_list(
    source: SourceText, around: yaml.MappingNode | None, name: str, item: Mapping[str, Value]
) -> list[Change]:
    """Write a list that was not there: at the end of the file, or of the item around it."""
    if around is None:
        lines = [f"{name}:", *block(item, Style())]
        return [lines_at(source, len(source.text), lines, blank=bool(source.text.strip()))]
    if around.flow_style:
        return last_in_brackets(source, around, f"{name}: [{flow(item)}]")
    key = around.value[0][0]
    margin = source.column(key.start_mark.index)
    lines = [f"{' ' * margin}{name}:", *block(item, style_under(source, key))]
    keeps = keeps_line_ends(source.text, leaf(around))
    if around is source.root:
        spaced = not keeps and not _ENDS_EMPTY.search(source.text, 0, source.end)
        return [lines_at(source, source.end, lines, blank=spaced)]
    at = source.after_block(source.end_of(around), margin - 1)
    return [lines_at(source, at, lines)]
