"""What changes in a text, and where it goes."""

import re
from collections.abc import Iterable

import yaml

from graph.sources.adding.source_text import SourceText

Change = tuple[int, int, str]  # From, to, and what stands there then.
_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\r\n]*")


class OverlapError(ValueError):
    """Two changes want the same place; a bug of who made them, or two wishes at once."""


def overlap(changes: Iterable[Change]) -> bool:
    """Tell whether a place is changed twice."""
    at = 0
    for start, end, _ in sorted(changes, key=lambda one: one[:2]):
        if start < at:
            return True
        at = end
    return False


def edited(text: str, changes: Iterable[Change]) -> str:
    """Return the text with all changes; what goes in at one place goes in in the given order.

    Raises:
        OverlapError: a place is changed twice.
    """
    parts, at = [], 0
    for start, end, new in sorted(changes, key=lambda one: one[:2]):
        if start < at:
            raise OverlapError
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])


def lines_at(source: SourceText, at: int, lines: list[str], *, blank: bool = False) -> Change:
    """Return lines that are put before the line that begins at `at`."""
    end = source.line_end
    text = "".join(f"{line}{end}" for line in ([""] if blank else []) + lines)
    is_begun = at > 0 and source.text[at - 1] not in "\r\n"
    return at, at, f"{end}{text}" if is_begun else text


def last_in_brackets(source: SourceText, around: yaml.CollectionNode, new: str) -> list[Change]:
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


def leaf(node: yaml.Node) -> yaml.Node:
    """Return the last scalar, or the last value in brackets, of a block."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node
