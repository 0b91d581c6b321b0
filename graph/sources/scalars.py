"""Plain scalars by the core schema of YAML 1.2: `no` and `on` are text, not booleans."""

import math
import re

_NUMBER = re.compile(
    r"[-+]?(?:[0-9]+|(?:\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]+)?|[0-9]+[eE][-+]?[0-9]+)"
)
_OTHER_BASE = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_SPECIAL = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_BOOLEANS = frozenset({"true", "True", "TRUE", "false", "False", "FALSE"})
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_MAY_NOT_BE_TEXT = frozenset("0123456789+-.~tTfFnN")
_DIGITS = 30  # More are no figure of a plan.


class Plain(str):
    """A scalar without quotes that YAML may read as something else than text.

    It keeps the text as written, so that the type of the field decides what it is: `1.10` is a
    number in a target and text in a code, with nothing lost.
    """

    __slots__ = ()

    @property
    def is_null(self) -> bool:
        """Tell whether it stands for nothing."""
        return self in _NULLS

    @property
    def is_text(self) -> bool:
        """Tell whether YAML reads it as text."""
        return not (
            self in _NULLS
            or self in _BOOLEANS
            or _NUMBER.fullmatch(self)
            or _OTHER_BASE.fullmatch(self)
            or _SPECIAL.fullmatch(self)
        )

    def number(self) -> int | float | None:
        """Return the finite number that it stands for, or None."""
        if len(self) > _DIGITS or not _NUMBER.fullmatch(self):
            return None
        if self.lstrip("+-").isdigit():
            return int(self)
        value = float(self)
        return value if math.isfinite(value) else None


def plain(text: str) -> str:
    """Return the text of a scalar without quotes, marked where it may be no text."""
    return Plain(text) if not text or text[0] in _MAY_NOT_BE_TEXT else text
