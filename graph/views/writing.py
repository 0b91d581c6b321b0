"""How dates, money and Thai text are written, and how wide they are in a terminal."""

import re
from collections.abc import Iterable
from datetime import date

from graph.calendar import BUDDHIST_ERA

# Thai, ASCII and what the views draw with take one column a character, and vowels and tones above
# and below none. Nearly every text is of these alone, and wcwidth takes longer to import than
# `trace` takes to answer.
_PLAIN = re.compile("[ -~\u0e01-\u0e3a\u0e3f-\u0e5b\u2500-\u257f…–·✓✗→▲▼]*")
_WIDTHLESS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_PLAIN_CLUSTER = re.compile(".[\u0e31\u0e33\u0e34-\u0e3a\u0e47-\u0e4e]*")  # With sara am.
_THAI_MONTHS = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
_SHORT_MONTHS = (
    *("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย."),
    *("ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."),
)


def long_date(day: date, language: str) -> str:
    """Return a date for readers: Buddhist era in Thai, ISO in English."""
    if language == "en":
        return day.isoformat()
    return f"{day.day} {_THAI_MONTHS[day.month - 1]} {day.year + BUDDHIST_ERA}"


def short_date(day: date, language: str) -> str:
    """Return a date for a narrow place: `23 พ.ย. 2569` in Thai, ISO in English."""
    if language == "en":
        return day.isoformat()
    return f"{day.day} {_SHORT_MONTHS[day.month - 1]} {day.year + BUDDHIST_ERA}"


def one_line(text: str) -> str:
    """Return text that takes one line and sends nothing but text to a terminal."""
    if text.isprintable():
        return text
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def number(value: float) -> str:
    """Return a number with separators, and without a fraction that says nothing."""
    whole = value == int(value)
    return f"{int(value):,}" if whole else f"{value:,.2f}".rstrip("0").rstrip(".")


def long_span(first: date, last: date, language: str) -> str:
    """Return a day, a month or a year for readers, as exact as its source: its two ends tell."""
    if first == last:
        return long_date(first, language)
    if first.month == last.month:
        month = _THAI_MONTHS[first.month - 1]
        return f"{first:%Y-%m}" if language == "en" else f"{month} {first.year + BUDDHIST_ERA}"
    return f"{first:%Y}" if language == "en" else f"พ.ศ. {first.year + BUDDHIST_ERA}"


def width(text: str) -> int:
    """Return the terminal columns that a text takes; Thai vowels and tones above take none."""
    if _PLAIN.fullmatch(text):
        return len(text) - len(_WIDTHLESS.findall(text))
    import wcwidth

    return wcwidth.width(text)


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """Fill with spaces up to a number of terminal columns."""
    spaces = " " * (columns - width(text))
    return spaces + text if right else text + spaces


def shorten(text: str, columns: int) -> str:
    """Cut to a number of terminal columns, never between a letter and its vowel or tone."""
    if width(text) <= columns:
        return text
    kept = ""
    room = columns - 1
    for cluster in _clusters(text):
        room -= width(cluster)
        if room < 0:
            break
        kept += cluster
    return kept.rstrip() + "…"


def _clusters(text: str) -> Iterable[str]:
    """Return what a reader takes for characters, each a letter with its vowels and tones."""
    if _PLAIN.fullmatch(text):
        return _PLAIN_CLUSTER.findall(text)
    import wcwidth

    return wcwidth.iter_graphemes(text)
