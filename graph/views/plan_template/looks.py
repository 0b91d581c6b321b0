"""How the cells of a plan's workbook look: to fill in, our judgement, locked, and what is amiss."""

from collections.abc import Mapping
from typing import Any

from graph.views.workbook_book import MARK

_FREE = {"bg_color": "#fefce8", "border": 1, "border_color": "#e7d98b", "locked": False}
_GUESS = {**_FREE, "bg_color": "#ede9fe", "border_color": "#c4b5fd", "italic": True}
_FIXED = {"bg_color": "#f1f5f9", "border": 1, "border_color": "#cbd5e1"}
_FIXED_GUESS = {**_FIXED, "italic": True, "font_color": "#5b21b6"}
_TOLD = {**_FIXED, "font_size": 11, "font_color": "#475569"}
_STATES = {
    "free": _FREE,
    "guess": _GUESS,
    "fixed": _FIXED,
    "fixed_guess": _FIXED_GUESS,
    "told": _TOLD,
}
_KINDS: Mapping[str, Mapping[str, Any]] = {
    "text": {"text_wrap": True, "align": "left", "indent": 1},
    "line": {"align": "left", "indent": 1},  # Long, and of little weight: it takes no second line.
    "date": {"align": "left", "indent": 1},
    "figure": {"align": "right"},
    "money": {"align": "right", "num_format": "#,##0.00"},
}
REQUIRED, WANTED, WRONG, ODD = (f"{MARK}{one}" for one in ("required", "wanted", "wrong", "odd"))
_MARKS: Mapping[str, Mapping[str, Any]] = {
    REQUIRED: {"bg_color": "#fca5a5"},
    WANTED: {"bg_color": "#fed7aa"},
    WRONG: {"bg_color": "#fecaca", "font_color": "#b91c1c", "bold": True},
    ODD: {"bg_color": "#fde68a", "font_color": "#92400e", "bold": True},
}
LOOKS: Mapping[str, Mapping[str, Any]] = {
    **{
        f"{state}_{kind}": {**own, **of}
        for state, own in _STATES.items()
        for kind, of in _KINDS.items()
    },
    **_MARKS,
    **{
        f"need_{name.removeprefix(MARK)}": {**look, "text_wrap": True, "align": "left", "indent": 1}
        for name, look in _MARKS.items()
    },
    "english": {"font_size": 11, "font_color": "#64748b", "text_wrap": True},
}
