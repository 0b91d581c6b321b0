"""What an import has brought, for the terminal."""

from graph.reports.intake import OUTCOMES, Intake
from graph.views.colours import Style
from graph.views.page import Page, Part, as_text
from graph.views.summary_parts import Table
from graph.views.words import word
from graph.views.writing import one_line

_TITLE = ("ผลการนำเข้า", "What was imported")
_SORTS = {
    "handoff": ("การส่งต่องาน", "hand-overs"),
    "key_result": ("ผลลัพธ์สำคัญ", "key results"),
    "check_in": ("ผลรายเดือน", "check-ins"),
    "allocation": ("การแบ่งค่าเป้าหมาย", "allocations"),
    "ticket": ("เรื่องร้องเรียน", "tickets"),
    "row": ("แถว", "rows"),
}
_LISTS = {
    "refused": ("ไม่รับ: แก้ในแฟ้มแล้วนำเข้าใหม่", "Refused: mend in the file and import again"),
    "unknown": ("แหล่งข้อมูลไม่รู้จัก", "Not known to the sources"),
    "told": ("ควรดูด้วย", "Worth a look"),
}
_MOST = 20  # Lines of a list.


def table(told: Intake, language: str, *, columns: int, style: Style) -> str:
    """Return how much was new, changed, unchanged and refused, then what people have to look at."""
    is_english = language == "en"
    parts = [Part(table=_tallies(told, language))]
    for name, words in _LISTS.items():
        found = [one_line(one) for one in getattr(told, name)]
        if found:
            more = len(found) - _MOST
            rest = f"… and {more:,} more" if is_english else f"… อีก {more:,} รายการ"
            lines = [*found[:_MOST], *([rest] if more > 0 else [])]
            parts.append(Part(f"{words[is_english]} ({len(found):,})", lines))
    return as_text(
        Page(_TITLE[is_english], one_line(told.file), parts, language),
        columns=columns,
        style=style,
    )


def _tallies(told: Intake, language: str) -> Table:
    rows = [
        {"kind": word(_SORTS, one.sort, language), **{name: one.of(name) for name in OUTCOMES}}
        for one in told.tallies
    ]
    return Table("", ("kind", *OUTCOMES), rows)
