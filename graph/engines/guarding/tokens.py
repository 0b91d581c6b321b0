r"""Cypher cut into words, strings and signs: one pass, each character looked at once.

What a reader of Cypher may see as a word is one here too; where engines differ, the text is
refused. Neo4j 5 reads `\uXXXX` as a character before it looks at quotes and comments, so such an
escape may stand in a string alone, and only for a character that means nothing there.
"""

import unicodedata
from collections.abc import Callable, Iterator
from enum import Enum, auto
from typing import NamedTuple, NoReturn

from graph.errors import UsageError


class Kind(Enum):
    """What a token is."""

    NAME = auto()  # A keyword or a name without quotes.
    QUOTED = auto()  # A name in backticks; its text is what stands between them.
    PARAMETER = auto()  # `$name`; its text is the name.
    STRING = auto()
    NUMBER = auto()
    SIGN = auto()  # One character, or `..`.
    COMMENT = auto()


class Token(NamedTuple):
    """A piece of the text, and the positions at which it starts and stops."""

    kind: Kind
    text: str
    start: int
    stop: int


_SIGNS = frozenset("()[]{}.,:;=<>+-*/%^|&!~$")
_MARKS = frozenset({"Mn", "Mc"})  # Vowels and tones that stand above, below or after a letter.
_HEX = frozenset("0123456789abcdefABCDEF")
_OCTAL = frozenset("01234567_")
_DIGITS = frozenset("0123456789_")
_HEX_DIGITS = 4
# What `\uXXXX` may not stand for: Neo4j would see the quote, the backslash or the end of a line.
_ACTS = frozenset("'\"`\\\r\n")


def refuse(text: str, position: int, what: str) -> NoReturn:
    """Raise one sentence that begins with the line and the column, both counted from 1."""
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    raise UsageError(f"line {line}, column {column} of the query: {what}")


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a text in their order, comments too, blanks not.

    Raises:
        UsageError: a string, name or comment has no end, or a character has no place in Cypher.
    """
    position, length = 0, len(text)
    while position < length:
        if text[position].isspace():
            position += 1
            continue
        token = _reader(text, position)(text, position)
        yield token
        position = token.stop


def _reader(text: str, at: int) -> Callable[[str, int], Token]:
    """Return what reads the token that starts here."""
    character = text[at]
    if character.isalpha() or character == "_":
        return _name
    if character in _DIGITS:
        return _number
    if character == "/":
        return _comments.get(text[at : at + 2], _sign)
    return _others.get(character, _sign)


def _name(text: str, start: int) -> Token:
    stop = _name_end(text, start)
    return Token(Kind.NAME, text[start:stop], start, stop)


def _name_end(text: str, at: int) -> int:
    while at < len(text) and _is_of_name(text[at]):
        at += 1
    return at


def _is_of_name(character: str) -> bool:
    if character.isalnum() or character == "_":
        return True
    return not character.isascii() and unicodedata.category(character) in _MARKS


def _number(text: str, start: int) -> Token:
    stop = _number_end(text, start)
    if stop < len(text) and _is_of_name(text[stop]):
        refuse(text, stop, "a number runs into a word; put a blank between them")
    return Token(Kind.NUMBER, text[start:stop], start, stop)


def _number_end(text: str, start: int) -> int:
    prefix = text[start : start + 2].lower()
    if prefix in ("0x", "0o"):
        return _over(text, start + 2, _HEX | {"_"} if prefix == "0x" else _OCTAL)
    stop = _over(text, start, _DIGITS)
    if text[stop : stop + 1] == "." and text[stop + 1 : stop + 2] in _DIGITS:
        stop = _over(text, stop + 1, _DIGITS)
    if text[stop : stop + 1] in ("e", "E"):
        power = stop + 2 if text[stop + 1 : stop + 2] in ("+", "-") else stop + 1
        if text[power : power + 1] in _DIGITS:
            return _over(text, power, _DIGITS)
    return stop


def _over(text: str, at: int, characters: frozenset[str]) -> int:
    while at < len(text) and text[at] in characters:
        at += 1
    return at


def _string(text: str, start: int) -> Token:
    at, quote = start + 1, text[start]
    while at < len(text):
        if text[at] == quote:
            return Token(Kind.STRING, text[start + 1 : at], start, at + 1)
        if text[at] == "\\":
            _check_escape(text, at)
            at += 2
        else:
            at += 1
    refuse(text, start, f"a string has no end; close it with {quote}")


def _check_escape(text: str, at: int) -> None:
    r"""Refuse `\uXXXX` where an engine would see something else than a character of the string."""
    if text[at + 1 : at + 2] != "u":
        return
    digits = text[at + 2 : at + 2 + _HEX_DIGITS]
    if len(digits) < _HEX_DIGITS or not _HEX.issuperset(digits):
        refuse(text, at, "four hexadecimal digits must follow \\u; for a backslash write \\\\")
    meant = chr(int(digits, 16))
    if meant in _ACTS or unicodedata.category(meant) in ("Cc", "Cs"):
        refuse(text, at, f"\\u{digits} has no place in a string; write the character itself")


def _quoted(text: str, start: int) -> Token:
    """Read a name in backticks, in which two backticks stand for one."""
    at = start + 1
    while True:
        stop = text.find("`", at)
        if stop < 0:
            refuse(text, start, "a name has no end; close it with `")
        if text[stop + 1 : stop + 2] != "`":
            break
        at = stop + 2
    inside = text[start + 1 : stop]
    _refuse_escapes(text, start, stop)
    return Token(Kind.QUOTED, inside.replace("``", "`"), start, stop + 1)


def _refuse_escapes(text: str, start: int, stop: int) -> None:
    escape = text.find("\\u", start, stop)
    if escape >= 0:
        refuse(text, escape, "\\u may stand in a string alone; write the character itself")


def _line_comment(text: str, start: int) -> Token:
    end = text.find("\n", start)
    stop = end if end >= 0 else len(text)
    lone = text.find("\r", start, stop)
    if 0 <= lone < stop - 1 or (lone >= 0 and end < 0):
        # One engine ends the comment here, the other does not.
        refuse(text, lone, "a carriage return stands alone; end the line with a line feed")
    return _comment(text, start, stop)


def _block_comment(text: str, start: int) -> Token:
    end = text.find("*/", start + 2)
    if end < 0:
        refuse(text, start, "a comment has no end; close it with */")
    return _comment(text, start, end + 2)


def _comment(text: str, start: int, stop: int) -> Token:
    _refuse_escapes(text, start, stop)
    return Token(Kind.COMMENT, text[start:stop], start, stop)


def _parameter(text: str, start: int) -> Token:
    following = text[start + 1 : start + 2]
    if following == "`":
        quoted = _quoted(text, start + 1)
        return Token(Kind.PARAMETER, quoted.text, start, quoted.stop)
    if following == "(":  # A label that is worked out: `:$(…)`.
        return _sign(text, start)
    is_number = following in _DIGITS
    stop = _over(text, start + 1, _DIGITS) if is_number else _name_end(text, start + 1)
    if stop == start + 1:
        refuse(text, start, "a parameter has no name; write it right after the $")
    if is_number and stop < len(text) and _is_of_name(text[stop]):
        refuse(text, stop, "a number runs into a word; put the parameter's name in backticks")
    return Token(Kind.PARAMETER, text[start + 1 : stop], start, stop)


def _sign(text: str, start: int) -> Token:
    character = text[start]
    if character not in _SIGNS:
        shown = character if character.isprintable() else "a character"
        what = f"{shown} (U+{ord(character):04X}) has no place outside of strings"
        refuse(text, start, f"{what}; leave it out")
    stop = start + 2 if text.startswith("..", start) else start + 1
    return Token(Kind.SIGN, text[start:stop], start, stop)


_comments = {"//": _line_comment, "/*": _block_comment}
_others = {"'": _string, '"': _string, "`": _quoted, "$": _parameter}
