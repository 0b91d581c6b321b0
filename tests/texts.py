"""The same sources as text of many styles: as people, editors and programs write YAML."""

import datetime as dt
import json
import random
import re
from typing import Any

from hypothesis import strategies as st

# What texts are made of: letters, marks that YAML gives a meaning to, and words that it knows.
PIECES = [
    *("ก", "ข้อ", "ทางเท้า", "น้ำ", " ", "a", "B", "0", "2567", "1e3", "null", "true", "no"),
    *(":", ": ", "#", " #", "-", "- ", "?", ",", "[", "]", "{", "}", "&", "*", "!", "|", ">", "'"),
    *('"', "%", "@", "`", "\\", "\t", "~", "<<", "=", "...", "---", "é", "“", "…", "🛶", "/"),
]
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join)
_PLAIN = re.compile(r"[A-Za-zก-๙][A-Za-z0-9ก-๙./-]*(?: [A-Za-zก-๙][A-Za-z0-9ก-๙]*)*")
_WORDS = {"null", "true", "false"}


class Writer:
    """Writes a value by chance in one of the ways that mean the same."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311  # the looks of a test's text
        self._inside = self._of(2, 2, 3, 4)  # Columns from a key to what it holds.
        self._dash = self._of(0, 2, self._inside)
        self._gap = self._of(1, 1, 3)
        self._is_odd = self._of(True, False)  # Quotes, comments and empty lines anywhere.
        self._in_text = False  # The line before is of a block of text.

    def text(self, data: dict[str, Any]) -> str:
        """The whole file."""
        lines = ["# ก่อน", *self._mapping(data, 0), *self._between(0)]
        end = self._of("\n", "\n", "\r\n")
        text = self._of("", "", "\ufeff") + "\n".join(lines) + self._of("\n", "\n", "", "\n\n\n")
        return str(text.replace("\n", end))

    def _of(self, *ways: Any) -> Any:
        return self._chance.choice(ways)

    def _one_in(self, number: int) -> bool:
        return self._is_odd and self._chance.randrange(number) == 0

    def _between(self, column: int) -> list[str]:
        if not self._one_in(5):
            return []
        comment = f"{' ' * column}# ระหว่าง: [ก, 'ข"
        deeper = "" if self._in_text else "   "
        return list(self._of([""], [comment], ["", comment], [f"{deeper}{comment}"]))

    def _mapping(self, value: dict[str, Any], column: int) -> list[str]:
        lines: list[str] = []
        for name, one in value.items():
            if lines:
                lines += self._between(column)
            key = f"{' ' * column}{json.dumps(name) if self._one_in(9) else name}:"
            first, *others = self._value(one, column)
            lines += [f"{key}{first}{self._comment(first)}", *others]
        return lines

    def _comment(self, before: str) -> str:
        return "  # เพราะ: {" if self._one_in(6) and not before.startswith((" |", " >")) else ""

    def _value(self, value: Any, column: int) -> list[str]:
        """What stands behind a colon, and the lines under it."""
        self._in_text = False
        if isinstance(value, (dict, list)) and value and not self._one_in(3):
            inner = column + (self._dash if isinstance(value, list) else self._inside)
            first = ["", *self._between(inner)]
            if isinstance(value, list):
                return [*first, *self._list(value, inner)]
            return [*first, *self._mapping(value, inner)]
        if isinstance(value, str) and _PLAIN.fullmatch(value) and self._one_in(5):
            self._in_text = True
            return [f" {self._of('>-', '|-')}", f"{' ' * (column + self._inside)}{value}"]
        if value is None:
            return [self._of("", " ~", " null")]
        return [f" {self._flow(value, column + self._inside)}"]

    def _list(self, value: list[Any], column: int) -> list[str]:
        lines: list[str] = []
        for one in value:
            if lines:
                lines += self._between(column)
            start = f"{' ' * column}-{' ' * self._gap}"
            if isinstance(one, dict) and not self._one_in(4):
                first, *others = self._mapping(one, len(start))
                lines += [start + first[len(start) :], *others]
            else:
                lines.append(start + self._flow(one, len(start)))
        return lines

    def _flow(self, value: Any, column: int) -> str:
        if not isinstance(value, (dict, list)):
            return self._scalar(value)
        parts = [self._flow(one, column) for one in value] if isinstance(value, list) else []
        if isinstance(value, dict):
            parts = [f"{name}: {self._flow(one, column)}" for name, one in value.items()]
        opening, closing = "[]" if isinstance(value, list) else "{}"
        comma = self._of("", "", ",", " ,") if parts and self._is_odd else ""
        if parts and self._one_in(4):
            margin = " " * column
            inner = f",\n{margin} ".join(parts).split("\n")
            body = f"\n{margin} " + "\n".join(inner) + f"{comma}  # ท้าย\n{margin}"
            return f"{opening}{body}{closing}"
        return f"{opening}{', '.join(parts)}{comma}{closing}"

    def _scalar(self, value: Any) -> str:
        if value is None:
            return "null"
        if isinstance(value, (int, float)):
            return repr(value)
        text = value.isoformat() if isinstance(value, dt.date) else value
        is_plain = isinstance(value, dt.date) or (_PLAIN.fullmatch(text) and text not in _WORDS)
        if is_plain and not self._one_in(3):
            return text
        if "\\" not in text and "\t" not in text and self._one_in(2):
            return "'" + text.replace("'", "''") + "'"
        return json.dumps(text, ensure_ascii=False)


def texts_of(data: dict[str, Any]) -> st.SearchStrategy[str]:
    """Draw the text of a file that holds the data."""
    return st.integers(0, 10**9).map(lambda seed: Writer(seed).text(data))
