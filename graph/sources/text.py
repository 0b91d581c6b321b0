"""Bytes to text, and Thai text to one spelling."""

import re
import unicodedata

_ZERO_WIDTH = re.compile("[\u200b-\u200d\u2060\ufeff]")
_SUSPECTS = "\u0e4d\u200b\u200c\u200d\u2060\ufeff\\&!"
_DECOMPOSED_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")  # A tone mark may stand between.
_SEPARATORS = "\u0085\u2028\u2029"
_LINE_END = re.compile("\r\n|\r|\n")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def is_clean(text: str) -> bool:
    """Tell at a glance that no scalar of a YAML text needs a closer look.

    A nikhahit may be half a sara am, a backslash hide any character, and `&` and `!` begin an
    anchor and a tag, so that a text with one of these is never called clean.
    """
    if any(suspect in text for suspect in _SUSPECTS):
        return False
    return text.isascii() or unicodedata.is_normalized("NFC", text)


def normalise(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the text in NFC with sara am composed and without zero-width characters.

    The second value tells what was changed, as pairs of code and sentence.
    """
    changes = []
    plain = _ZERO_WIDTH.sub("", text)
    if plain != text:
        changes.append(
            ("LNG702", "the text holds a zero-width character, which is left out: delete it")
        )
    composed = _DECOMPOSED_AM.sub("\\1\u0e33", plain)
    if composed != plain:
        changes.append(
            ("LNG701", "sara am is written as U+0E4D U+0E32; it is read as U+0E33: retype it so")
        )
    normal = unicodedata.normalize("NFC", composed)
    if normal != composed:
        changes.append(("LNG703", "the text is not in Unicode NFC; it is read so: save it as NFC"))
    return normal, changes


def without_separators(text: str) -> tuple[str, tuple[int, int] | None]:
    """Return the text with spaces for the line separators that no editor counts as lines.

    The second value is the place of the first of them; libyaml would begin a line at each.
    """
    places = _separators(text)
    if not places:
        return text, None
    return text.translate(dict.fromkeys(map(ord, _SEPARATORS), " ")), place_of(text, min(places))


def _separators(text: str) -> list[int]:
    return [at for at in map(text.find, _SEPARATORS) if at >= 0]


def is_one_line(text: str) -> bool:
    """Tell whether a text holds no end of a line and no character that YAML does not allow."""
    return not _LINE_END.search(text) and not _CONTROL.search(text) and not _separators(text)


def first_control_character(text: str) -> tuple[tuple[int, int], str]:
    """Return the place of the first character that YAML does not allow, and the text before it."""
    found = _CONTROL.search(text)
    index = found.start() if found else 0
    return place_of(text, index), text[:index]


def place_of(text: str, index: int) -> tuple[int, int]:
    """Return the line and the column, from 1, of the character at `index`."""
    lines = _LINE_END.split(text[:index])
    return len(lines), len(lines[-1]) + 1
