"""Text that a workbook can hold: cells, and the names of sheets."""

from collections.abc import Container

from graph.views.writing import one_line, shorten

LONGEST = 32_767  # Letters of a cell, as UTF-16 counts them.
LONGEST_NAME = 31
_MARK = "…"
_FORBIDDEN = str.maketrans("[]:*?/\\", "()-- --")
_RESERVED = "history"  # A name that the spreadsheet keeps for itself.


def safe(text: str) -> str:
    """Return text that a cell can hold, on one line; what is too long is cut, with a mark."""
    return cut(one_line(text), LONGEST)


def cut(text: str, most: int) -> str:
    """Return at most so many letters, as UTF-16 counts them."""
    if 2 * len(text) <= most or len(text.encode("utf-16-le")) <= 2 * most:
        return text
    kept = text.encode("utf-16-le")[: 2 * (most - len(_MARK))]
    return kept.decode("utf-16-le", errors="ignore") + _MARK


def sheet_name(title: str, taken: Container[str]) -> str:
    """Return a name that a sheet may have, and that is not among those `taken`, in small letters.

    Thai is cut between letters, and not between a letter and its vowel or tone.
    """
    plain = " ".join(one_line(title).translate(_FORBIDDEN).split()).strip("'") or "sheet"
    plain = f"{plain}_" if plain.casefold() == _RESERVED else plain
    name, nth = _short(plain, LONGEST_NAME), 1
    while name.casefold() in taken:
        nth += 1
        after = f" ({nth})"
        name = _short(plain, LONGEST_NAME - len(after)) + after
    return name


def _short(text: str, most: int) -> str:
    columns = most
    while len((short := shorten(text, columns)).encode("utf-16-le")) > 2 * most:
        columns -= 1
    return short.strip("'")
