"""Plain scalars by the core schema of YAML 1.2: `no` and `on` are text, not booleans."""

import math
import re

_NUMBER = re.compile(
    r"[-+]?(?:[0-9]+|(?:\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]+)?|[0-9]+[eE][-+]?[0-9]+)"
)
_OTHER_BASE = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_SPECIAL = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_WORDS = NULLS | {"true", "True", "TRUE", "false", "False", "FALSE"}
_MAY_BE_NUMBER = frozenset("0123456789+-.")
MAY_NOT_BE_TEXT = _MAY_BE_NUMBER | {word[:1] for word in _WORDS}
_DIGITS = 30  # More are no figure of a plan.
_WHOLE_DIGITS = 18  # Of a whole number: what fits in the 64 bits that a database gives it.


class Plain(str):
    """A scalar without quotes that YAML may read as something else than text.

    It keeps the text as written, so that the type of the field decides what it is: `1.10` is a
    number in a target and text in a code, with nothing lost.
    """

    __slots__ = ()

    @property
    def is_text(self) -> bool:
        """Tell whether YAML reads it as text."""
        return not (
            self in _WORDS
            or _NUMBER.fullmatch(self)
            or _OTHER_BASE.fullmatch(self)
            or _SPECIAL.fullmatch(self)
        )

    def number(self) -> int | float | None:
        """Return the finite number that it stands for, or None."""
        if len(self) > _DIGITS:
            return None
        if self.isdecimal() and self.isascii():
            return int(self) if len(self) <= _WHOLE_DIGITS else None
        if not _NUMBER.fullmatch(self):
            return None
        if self[0] in "+-" and self[1:].isdecimal():
            return int(self) if len(self) <= _WHOLE_DIGITS + 1 else None
        value = float(self)
        return value if math.isfinite(value) else None


# Stands for a value that is refused, such as an alias: one problem is enough.
REFUSED = Plain("~")


def plain(text: str) -> str:
    """Return the text of a scalar without quotes, as Plain where it may be no text."""
    return Plain(text) if text[:1] in _MAY_BE_NUMBER or text in _WORDS else text


def is_null(value: object) -> bool:
    """Tell whether a value says nothing."""
    return type(value) is Plain and value in NULLS


def spoken(value: object) -> str:
    """Return what a value is, as a message says it."""
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a mapping"
    if is_null(value):
        return "nothing"
    if type(value) is Plain and not value.is_text:
        return f"{'the number' if value.number() is not None else 'the value'} {short(value)}"
    return f"text '{short(value)}'"


def short(value: object) -> str:
    """Return text for a message: 60 characters at most."""
    text = str(value)
    return text if len(text) <= 60 else text[:59] + "…"  # noqa: PLR2004  # one line
