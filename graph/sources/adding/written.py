"""Values as they are written in YAML: quotes only where the text needs them."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias

from graph.sources.scalars import Plain, plain

# A Plain is written as it is, such as a number; any other text so that it is read back as text.
Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value]"
_BEGINS_WITH_A_SIGN = re.compile("[-?:,\\[\\]{}#&*!|>'\"%@`<=~]")
# What YAML does not allow in a file, and what it takes for the end of a line.
_ESCAPED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_NEEDS_QUOTES = re.compile(rf"{_ESCAPED.pattern}|:(?: |$)| #|^[ ]|[ ]$|^$")
_NEEDS_QUOTES_IN_BRACKETS = re.compile(r"[\[\]{},:?]")


@lru_cache(maxsize=4096, typed=True)  # A Plain is not the text that it equals.
def scalar(text: str, *, in_brackets: bool = True) -> str:
    """Return text as a scalar of one line."""
    if type(text) is Plain:
        return text
    found = plain(text)
    is_plain = (
        not (type(found) is Plain and not found.is_text)
        and not _BEGINS_WITH_A_SIGN.match(text)
        and not _NEEDS_QUOTES.search(text)
        and not (in_brackets and _NEEDS_QUOTES_IN_BRACKETS.search(text))
    )
    return text if is_plain else _in_quotes(text)


def _in_quotes(text: str) -> str:
    """Return text in double quotes, in which YAML knows the escapes of JSON."""
    quoted = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def flow(value: Value) -> str:
    """Return a value on one line, with its lists and mappings in brackets."""
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{scalar(key)}: {flow(one)}' for key, one in value.items())}}}"
    return f"[{', '.join(flow(one) for one in value)}]"


@dataclass(frozen=True, slots=True)
class Style:
    """How the items of a list are written."""

    column: int = 2  # Of the dash.
    gap: int = 1  # Spaces after the dash.
    step: int | None = 2  # Of a mapping inside the item; None: in brackets.
    in_brackets: bool = False  # The whole item.
    is_spaced: bool = False  # An empty line between two items.


def block(item: Mapping[str, Value], style: Style) -> list[str]:
    """Return the lines of an item of a list with dashes."""
    if style.in_brackets:
        return [f"{' ' * style.column}-{' ' * style.gap}{flow(item)}"]
    lines = []
    for name, value in item.items():
        key = scalar(name, in_brackets=False)
        if isinstance(value, str):
            lines.append(f"{key}: {scalar(value, in_brackets=False)}")
        elif isinstance(value, Mapping) and name in _IN_LINES and style.step:
            lines.append(f"{key}:")
            margin = " " * style.step
            texts = ((one, text) for one, text in value.items() if isinstance(text, str))
            lines += [f"{margin}{one}: {scalar(text, in_brackets=False)}" for one, text in texts]
        elif items := _items(value):
            lines += [f"{key}:", *blocks(items, replace(style, column=_NESTED))]
        else:
            lines.append(f"{key}: {flow(value)}")
    first, rest = f"{' ' * style.column}-{' ' * style.gap}", " " * (style.column + 1 + style.gap)
    return [
        f"{rest if number else first}{line}" if line else "" for number, line in enumerate(lines)
    ]


def blocks(items: Sequence[Mapping[str, Value]], style: Style) -> list[str]:
    """Return the lines of several items, parted by empty lines where the style has them."""
    lines: list[str] = []
    for number, one in enumerate(items):
        lines += ([""] if number and style.is_spaced else []) + block(one, style)
    return lines


_IN_LINES = {"title", "subject"}
_NESTED = 2  # How far the items inside an item stand from its own fields.


def _items(value: Value) -> Sequence[Mapping[str, Value]]:
    """Return the items of a list of nothing else: what has an id."""
    if isinstance(value, (str, Mapping)):
        return ()
    found = [one for one in value if isinstance(one, Mapping) and "id" in one]
    return found if len(found) == len(value) else ()
