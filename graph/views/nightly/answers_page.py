"""What has come back from the units, for the terminal and as JSON."""

from collections.abc import Iterator, Sequence
from typing import Any

from graph.reports.nightly.answering import Answering, Said, UnitAnswers
from graph.reports.result import SCHEMA_VERSION
from graph.views.colours import Style
from graph.views.json_view import object_of_rows
from graph.views.page import Page, Part, as_text
from graph.views.sayings import said
from graph.views.summary_parts import Table
from graph.views.words import word
from graph.views.writing import long_date, one_line

_TITLE = ("คำตอบจากหน่วยงาน", "Answers of the units")
_COLUMNS = ("unit", "name", "asked", "answered", "refused", "digest")
_LISTS = {
    "refused": ("ไม่รับ: แก้ในแฟ้มแล้วนำเข้าใหม่", "Refused: mend in the workbook and import again"),
    "notes": ("หมายเหตุถึงผู้อ่าน ไม่ได้เขียนลงแหล่งข้อมูล", "Notes for people, not written to the sources"),
    "told": ("ควรดูด้วย", "Worth a look"),
    "already": ("แหล่งข้อมูลเป็นเช่นนั้นอยู่แล้ว", "The sources say so already"),
}
_SILENT = ("ยังไม่ส่งคำตอบ", "No answer yet")


def as_json(told: Answering, language: str) -> str:
    """Return all of it, one thing a line."""
    lists = {
        "units": [_unit(one, language) for one in told.units],
        "taken": list(map(_said, told.taken)),
        **{name: list(map(_said, getattr(told, name))) for name in _LISTS},
    }
    whole = {
        "schema_version": SCHEMA_VERSION,
        "as_of": told.as_of.isoformat(),
        "apply_in": told.apply_in,
        "files": list(told.files),
        "ended": list(told.ended),
        **lists,
        "patch": told.patch,
    }
    return object_of_rows(whole, *lists) + "\n"


def _unit(one: UnitAnswers, language: str) -> dict[str, Any]:
    return {
        "unit": one.unit,
        "title": one.title(language),
        "digest": one.digest.isoformat(),
        "returned": one.has_returned,
        "asked": one.asked,
        "answered": one.answered,
        "refused": one.refused,
        "gone": one.gone,
    }


def _said(one: Said) -> dict[str, Any]:
    return {
        "unit": one.unit,
        "finding": one.finding,
        "file": one.file,
        "sheet": one.sheet,
        "cell": one.cell,
        "text": one.text,
    }


def table(told: Answering, language: str, *, columns: int, style: Style) -> str:
    """Return which units have answered, then what people have to look at."""
    is_english = language == "en"
    returned = [one for one in told.units if one.has_returned]
    silent = [one for one in told.units if not one.has_returned]
    parts = [Part(lines=list(_sums(told, language)), table=_table(returned, language))]
    for name, words in _LISTS.items():
        lines = [_line(one, language) for one in getattr(told, name)]
        if lines:
            parts.append(Part(f"{words[is_english]} ({len(lines):,})", lines))
    if silent:
        heading = f"{_SILENT[is_english]} ({len(silent):,})"
        parts.append(Part(heading, table=_table(silent, language)))
    page = Page(_TITLE[is_english], long_date(told.as_of, language), parts, language)
    return as_text(page, columns=columns, style=style)


def _sums(told: Answering, language: str) -> Iterator[str]:
    """Yield what the patch does, and from where it applies if not from here."""
    answers = len({one.finding for one in told.taken})
    files, ended = len(told.files), len(told.ended)
    if language == "en":
        yield f"answers taken: {answers:,} · files changed: {files:,} · findings ended: {ended:,}"
    else:
        yield f"รับ {answers:,} คำตอบ · แก้ {files:,} แฟ้ม · ข้อค้นพบที่จบ {ended:,} ข้อ"
    if gone := sum(one.gone for one in told.units):
        if language == "en":
            yield f"rows deleted from the digests: {gone:,} · their findings stay as they are"
        else:
            yield f"แถวที่ถูกลบออกจากแฟ้ม {gone:,} แถว · ข้อค้นพบเหล่านั้นยังคงอยู่"
    if told.apply_in:
        where = one_line(told.apply_in)
        yield f"git apply in {where}" if language == "en" else f"ใช้ git apply ใน {where}"


def _table(units: Sequence[UnitAnswers], language: str) -> Table:
    rows = [
        {
            "unit": one.unit or "",
            "name": one.title(language) or word(_NOBODY, "nobody", language),
            "asked": one.asked,
            "answered": one.answered,
            "refused": one.refused,
            "digest": long_date(one.digest, language),
        }
        for one in units
    ]
    return Table("", _COLUMNS, rows)


_NOBODY = {"nobody": ("(ไม่ทราบผู้รับผิดชอบ)", "(nobody known)")}


def _line(one: Said, language: str) -> str:
    finding = f"{one.finding}: " if one.finding and one.finding not in one.text else ""
    return one_line(f"{one.place}: {finding}{said(one.text, language)}")
