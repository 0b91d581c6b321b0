"""A workbook while it is being written: its looks, its sheets, and its bytes at the end.

The same values give the same bytes. Text is never taken for a formula, a number or a link.
"""

import io
from collections.abc import Mapping
from datetime import date, datetime, time
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from graph.views.workbook_text import safe, sheet_name
from graph.views.writing import long_date

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FONT = "TH Sarabun New"  # As Thai offices write; where it is missing, another takes its place.
SIZE = 14
ROW_PIXELS = 28  # Thai vowels and tones need room above and below.
_A4 = 9
_READABLE = 180.0  # Digits that A4 takes beside each other, before letters are under 8 points.
_INK, _FAINT, _LINE = "#0f172a", "#64748b", "#cbd5e1"
_DATES = {"th": "[$-107041E]d mmm yyyy;@", "en": "yyyy-mm-dd"}  # The first: Buddhist era.

LOOKS: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 20, "valign": "vcenter"},
    "heading": {"bold": True, "font_size": 16, "valign": "vcenter"},
    "asked": {"font_color": _FAINT},
    "wide_title": {"bold": True, "font_size": 20, "valign": "vcenter", "text_wrap": True},
    "wide_heading": {"bold": True, "font_size": 16, "valign": "vcenter", "text_wrap": True},
    "told": {"font_color": _FAINT, "text_wrap": True},
    "plain": {},
    "bold": {"bold": True},
    "prose": {"text_wrap": True},
    "strong": {"bold": True, "text_wrap": True},
    "name": {"font_size": 10, "font_color": _FAINT, "align": "left", "indent": 1},
    "header": {
        "bold": True,
        "bg_color": "#e2e8f0",
        "bottom": 1,
        "bottom_color": _FAINT,
        "text_wrap": True,
        "indent": 1,
        "valign": "vcenter",
    },
    "figures": {
        "bold": True,
        "bg_color": "#e2e8f0",
        "bottom": 1,
        "bottom_color": _FAINT,
        "text_wrap": True,
        "align": "right",
        "valign": "vcenter",
    },
    "text": {"text_wrap": True, "align": "left", "indent": 1},
    "small": {
        "font_size": 11,
        "font_color": _FAINT,
        "text_wrap": True,
        "align": "left",
        "indent": 1,
    },
    "number": {"num_format": "#,##0"},
    "fraction": {"num_format": "#,##0.00"},
    "change": {"num_format": "+#,##0.##;-#,##0.##;0"},
    "year": {"num_format": "0"},
    "date": {"align": "left", "indent": 1},
    "asks": {
        "bold": True,
        "bg_color": "#fde68a",
        "bottom": 1,
        "bottom_color": "#b45309",
        "text_wrap": True,
        "indent": 1,
        "valign": "vcenter",
    },
    "fill_in": {"bold": True, "bg_color": "#fef9c3", "align": "center", "valign": "vcenter"},
    "link": {"font_color": "#1d4ed8", "underline": 1, "align": "left", "indent": 1},
    "answer": {
        "bg_color": "#fef9c3",
        "border": 1,
        "border_color": "#e7d98b",
        "locked": False,
        "text_wrap": True,
    },
    "answer_date": {
        "bg_color": "#fef9c3",
        "border": 1,
        "border_color": "#e7d98b",
        "locked": False,
        "align": "left",
    },
    "row": {"bottom": 1, "bottom_color": _LINE},
}
NO_LOOKS: Mapping[str, Mapping[str, Any]] = MappingProxyType({})
MARK = "mark:"
_DATED = "date"  # Ends the names of looks of dates.


class Book:
    """A workbook in one language, of one day; `looks` are more of its own.

    The look of a row, and those whose names begin with `mark:`, are laid over other looks.
    """

    def __init__(
        self,
        title: str,
        day: date,
        language: str,
        looks: Mapping[str, Mapping[str, Any]] = NO_LOOKS,
    ) -> None:
        from xlsxwriter import Workbook

        self._known = {**LOOKS, **looks}
        self.language = language
        self.day = day
        self._bytes = io.BytesIO()
        base = {"font_name": FONT, "font_size": SIZE, "font_color": _INK, "valign": "top"}
        self._base = base
        plain = {"font_name": FONT, "font_size": SIZE}
        self._book = Workbook(
            self._bytes,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_numbers": False,
                "strings_to_urls": False,
                "default_row_height": ROW_PIXELS,
                "default_format_properties": plain,
            },
        )
        self._book.set_properties({"title": safe(title), "created": datetime.combine(day, time())})
        self._looks: dict[str, Format] = {}
        self._names: set[str] = set()

    def look(self, name: str) -> "Format":
        """Return one of the looks: one object a workbook, whatever the number of its cells."""
        if name not in self._looks:
            given = dict(self._known[name])
            if name.endswith(_DATED):
                given["num_format"] = _DATES[self.language]
            base = {} if name == "row" or name.startswith(MARK) else self._base
            self._looks[name] = self._book.add_format({**base, **given})
        return self._looks[name]

    def sheet(self, title: str, *, exactly: bool = False) -> "Worksheet":
        """Add a sheet under a name that is allowed and not taken, or under exactly this one."""
        name = title if exactly else sheet_name(title, self._names)
        self._names.add(name.casefold())
        found: Worksheet = self._book.add_worksheet(name)
        return found

    def print_on_a4(
        self,
        sheet: "Worksheet",
        title: str,
        header: tuple[int, int],
        *,
        wide: float = 0,
        kept: tuple[int, int] = (0, 0),
    ) -> None:
        """Set a sheet up to be printed: lying, as wide as the paper, its header on each page.

        Where it is so many digits `wide` that nobody could read it, it takes two pages side by
        side, and both begin with the columns that are `kept`.
        """
        sheet.set_landscape()
        sheet.set_paper(_A4)
        is_wide = wide > _READABLE
        sheet.fit_to_pages(1 + is_wide, 0)
        if is_wide:
            sheet.repeat_columns(*kept)
            sheet.print_across()
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        if header[0] >= 0:
            sheet.repeat_rows(*header)
        name = safe(title)[:80].replace("&", "&&")
        day = long_date(self.day, self.language)
        font = f'&"{FONT}"&12 '  # The space ends the size, where a digit follows.
        sheet.set_footer(f"&L{font}{name}&C{font}&P / &N&R{font}{day}")

    def close(self) -> bytes:
        """Return the whole file."""
        self._book.close()
        return self._bytes.getvalue()
