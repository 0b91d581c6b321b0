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
        if len(self) > _DIGITS or not _NUMBER.fullmatch(self):
            return None
        if self.isdecimal():
            return int(self)
        if self[0] in "+-" and self[1:].isdecimal():
            return int(self)
        value = float(self)
        return value if math.isfinite(value) else None


def plain(text: str) -> str:
    """Return the text of a scalar without quotes, as Plain where it may be no text."""
    return Plain(text) if text[:1] in _MAY_BE_NUMBER or text in _WORDS else text
