"""One item more in a list of a file: where its text goes, and in which style.

Only text is put in; all that stood there stays, with its comments, order and line ends.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

import yaml

from graph.errors import UsageError
from graph.sources.adding.source_text import (
    SourceText,
    compose,
    is_silent,
    item_with,
    items_of,
    keeps_line_ends,
    pair_of,
)
from graph.sources.adding.written import Style, Value, block, flow

Edit = tuple[int, int, str]  # From, to, and what stands there then.
_DASH = re.compile("( *)-( +)$")
_TITLES = ("title", "subject")
_ENDS_EMPTY = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)\Z")
_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\r\n]*")


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
        edits = _new_list(source, around, list_name, item)
    elif is_silent(found[1]):
        edits = _first_item(source, around, found, item)
    else:
        assert isinstance(found[1], yaml.SequenceNode)  # The reader found no fault with it.
        edits = _last_item(source, found[1], item)
    return mark + _edited(source.text, edits)


def _edited(text: str, edits: list[Edit]) -> str:
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _last_item(
    source: SourceText, listed: yaml.SequenceNode, item: Mapping[str, Value]
) -> list[Edit]:
    if listed.flow_style:
        return _last_in_brackets(source, listed, flow(item))
    style = _style_of(source, listed)
    last = listed.value[-1]
    at = source.after_block(source.end_of(last), style.column)
    blank = style.is_spaced and not keeps_line_ends(source.text, _leaf(last))
    return [_lines_at(source, at, block(item, style), blank=blank)]


def _first_item(
    source: SourceText,
    around: yaml.MappingNode,
    found: tuple[yaml.Node, yaml.Node],
    item: Mapping[str, Value],
) -> list[Edit]:
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
    style = _style_under(source, key)
    lines = _lines_at(source, source.next_line(end), block(item, style))
    return [(colon, end, ""), lines] if end > start else [lines]


def _new_list(
    source: SourceText, around: yaml.MappingNode | None, name: str, item: Mapping[str, Value]
) -> list[Edit]:
    """Write a list that was not there: at the end of the file, or of the item around it."""
    if around is None:
        lines = [f"{name}:", *block(item, Style())]
        return [_lines_at(source, len(source.text), lines, blank=bool(source.text.strip()))]
    if around.flow_style:
        return _last_in_brackets(source, around, f"{name}: [{flow(item)}]")
    key = around.value[0][0]
    margin = source.column(key.start_mark.index)
    lines = [f"{' ' * margin}{name}:", *block(item, _style_under(source, key))]
    keeps = keeps_line_ends(source.text, _leaf(around))
    if around is source.root:
        spaced = not keeps and not _ENDS_EMPTY.search(source.text, 0, source.end)
        return [_lines_at(source, source.end, lines, blank=spaced)]
    at = source.after_block(source.end_of(around), margin - 1)
    return [_lines_at(source, at, lines)]


def _lines_at(source: SourceText, at: int, lines: list[str], *, blank: bool = False) -> Edit:
    """Return lines that are put before the line that begins at `at`."""
    end = source.line_end
    text = "".join(f"{line}{end}" for line in ([""] if blank else []) + lines)
    is_begun = at > 0 and source.text[at - 1] not in "\r\n"
    return at, at, f"{end}{text}" if is_begun else text


def _last_in_brackets(source: SourceText, around: yaml.CollectionNode, new: str) -> list[Edit]:
    """Put an element behind the last one of `[…]` or `{…}`; on a new line if that has its own."""
    opening, close = around.start_mark.index + 1, around.end_mark.index - 1
    if not around.value:
        return [(opening, opening, new)]
    last = around.value[-1]
    first, last = last if isinstance(last, tuple) else (last, last)
    end = last.end_mark.index
    margin = source.text[source.line_start(first.start_mark.index) : first.start_mark.index]
    between = _COMMENT.sub(lambda found: " " * len(found[0]), source.text[end:close])
    comma = between.find(",") + 1
    behind = end + comma
    if margin.strip(" "):
        return [(behind, behind, f" {new}," if comma else f", {new}")]
    at = min(source.line_stop(behind), close)
    added = f"{source.line_end}{margin}{new}{',' if comma else ''}"
    if comma or at == end:
        return [(at, at, added if comma else f",{added}")]
    return [(end, end, ","), (at, at, added)]


def _leaf(node: yaml.Node) -> yaml.Node:
    """Return the last scalar, or the last value in brackets, of a block."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node


def _style_of(source: SourceText, listed: yaml.SequenceNode) -> Style:
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


def _style_under(source: SourceText, key: yaml.Node) -> Style:
    """Return the style for the first item under a key: that of the other lists of the file."""
    margin = source.column(key.start_mark.index)
    for name, listed in _lists(source.root):
        if listed.value and not listed.flow_style:
            style = _style_of(source, listed)
            deeper = style.column - source.column(name.start_mark.index)
            return replace(style, column=margin + max(deeper, 0))
    return Style(margin + 2)


def _lists(root: yaml.Node | None) -> Iterator[tuple[yaml.Node, yaml.SequenceNode]]:
    for node in (root, *items_of(root)):
        if isinstance(node, yaml.MappingNode) and not node.flow_style:
            for key, value in node.value:
                if isinstance(value, yaml.SequenceNode) and _holds_items(value):
                    yield key, value


def _holds_items(listed: yaml.SequenceNode) -> bool:
    return any(isinstance(one, yaml.MappingNode) and pair_of(one, "id") for one in listed.value)


def _is_spaced(source: SourceText, listed: yaml.SequenceNode) -> bool:
    """Tell whether empty lines part the items: of this list, else of another one of the file."""
    lists = [listed, *(one for _, one in _lists(source.root) if one is not listed)]
    for one in lists:
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
