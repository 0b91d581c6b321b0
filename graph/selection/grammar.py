"""The grammar of selectors: text in, a frozen tree out; it knows no graph.

    selector  groups with spaces between them: what is in any of them
    group     terms with commas between them, without spaces: what is in all of them
    term      [[depth]+][method:]value[+[depth]]

`+x` is x and all that is upstream of it, `x+` all downstream, `2+x+1` two steps up and one down. A
depth has one or two digits, so that `5001+` is the item 5001; where an id is such a number itself,
`0+12+1` tells the two apart. A value may hold the wildcards `*`, `?` and `[…]`, but no space, comma
or plus, for which `?` may stand. dbt's `@x` is not known here.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from graph.errors import UsageError

_WORD = re.compile(r"\S+")
_TERM = re.compile(r"(?:([0-9]{0,2})\+)?([^+]+)(?:\+([0-9]{0,2}))?")
_SHORT_NUMBER = re.compile(r"[0-9]{1,2}")


@dataclass(frozen=True, slots=True)
class Term:
    """One value of a method, and how far to go up and down the chain from what it finds."""

    value: str
    method: str = ""  # Empty: the value is an id.
    up: int | None = 0  # Steps; None is all the way.
    down: int | None = 0
    column: int = field(default=1, compare=False)  # Where it stands in the text, from 1.

    def __str__(self) -> str:
        """Return the term as it is written."""
        method = f"{self.method}:" if self.method else ""
        up = f"{_digits(self.up)}+" if self.up != 0 else ""
        down = f"+{_digits(self.down)}" if self.down != 0 else ""
        if down and not up and not method and _SHORT_NUMBER.fullmatch(self.value):
            up = "0+"  # Else its number would be read as a depth.
        return f"{up}{method}{self.value}{down}"


def _digits(depth: int | None) -> str:
    return "" if depth is None else str(depth)


@dataclass(frozen=True, slots=True)
class Selector:
    """What is in any of the groups; a group is what is in all of its terms."""

    groups: tuple[tuple[Term, ...], ...]

    def __str__(self) -> str:
        """Return the selector as it is written."""
        return " ".join(",".join(map(str, group)) for group in self.groups)


def parse(text: str) -> Selector:
    """Return the tree of a selector.

    Raises:
        UsageError: it is none; the message points at the column.
    """
    text = unicodedata.normalize("NFC", text)
    groups = tuple(tuple(_terms(word, text)) for word in _WORD.finditer(text))
    if not groups:
        raise UsageError("the selector is empty: name an id, or a method and a value: kind:project")
    return Selector(groups)


def _terms(word: re.Match[str], text: str) -> Iterator[Term]:
    start = word.start()
    for one in word[0].split(","):
        if not one:
            reason = "a comma stands between two terms, without spaces: 'kind:project,owner:B1'"
            raise _mistake(text, min(start, word.end() - 1), reason)
        yield _term(one, start, text)
        start += len(one) + 1


def _term(written: str, start: int, text: str) -> Term:
    found = _TERM.match(written)
    if found is None or found.end() < len(written):
        raise _mistake(text, start + _misplaced(written, found), _WHERE_PLUS_STANDS)
    up, body, down = found.groups()
    body_start = start + found.start(2)
    if body.startswith("@"):
        raise _mistake(text, body_start, "'@' is not known here: use '+x', 'x+' or '+x+'")
    before, colon, after = body.partition(":")
    if not colon:
        return Term(body, "", _depth(up), _depth(down), body_start + 1)
    if not before:
        raise _mistake(text, body_start, "name a method before ':', such as 'kind:project'")
    if not after:
        position = body_start + len(before)
        raise _mistake(text, position, f"name a value after '{before}:'")
    return Term(after, before, _depth(up), _depth(down), body_start + 1)


_WHERE_PLUS_STANDS = (
    "'+' stands before a term and after it, with a depth of one or two digits at most: '2+x+1'"
)


def _misplaced(written: str, found: re.Match[str] | None) -> int:
    """Return the position of what cannot be read in a term."""
    if found is not None:
        return found.end()
    return 1 if len(written) > 1 else 0  # It begins with two plus signs, or is one.


def _depth(digits: str | None) -> int | None:
    """Return the steps: none where there is no plus, all where it has no number."""
    if digits is None:
        return 0
    return int(digits) if digits else None


def _mistake(text: str, position: int, reason: str) -> UsageError:
    return UsageError(f"the selector '{text}' cannot be read at column {position + 1}: {reason}")
