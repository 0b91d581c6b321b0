"""How dates, money and Thai text are written, and how wide they are in a terminal."""

from datetime import date

import wcwidth

_BUDDHIST_ERA = 543
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


def long_date(day: date, language: str) -> str:
    """Return a date for readers: Buddhist era in Thai, ISO in English."""
    if language == "en":
        return day.isoformat()
    return f"{day.day} {_THAI_MONTHS[day.month - 1]} {day.year + _BUDDHIST_ERA}"


def one_line(text: str) -> str:
    """Return text that takes one line and sends nothing but text to a terminal."""
    if text.isprintable():
        return text
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def number(value: float) -> str:
    """Return a number with separators, and without a fraction that says nothing."""
    whole = value == int(value)
    return f"{int(value):,}" if whole else f"{value:,.2f}".rstrip("0").rstrip(".")


def width(text: str) -> int:
    """Return the terminal columns that a text takes; Thai vowels and tones above take none."""
    return wcwidth.width(text)


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """Fill with spaces up to a number of terminal columns."""
    return wcwidth.rjust(text, columns) if right else wcwidth.ljust(text, columns)


def shorten(text: str, columns: int) -> str:
    """Cut to a number of terminal columns, never between a letter and its vowel or tone."""
    if width(text) <= columns:
        return text
    kept = ""
    room = columns - 1
    for cluster in wcwidth.iter_graphemes(text):
        room -= width(cluster)
        if room < 0:
            break
        kept += cluster
    return kept.rstrip() + "…"
