"""What an import of spreadsheets comes to, for the terminal and as JSON."""

import dataclasses
import json
from collections.abc import Iterator, Sequence
from typing import Any

from graph.problems import Severity
from graph.reports.imported import Imported, InCell
from graph.reports.result import SCHEMA_VERSION
from graph.views.colours import Style
from graph.views.page import Page, Part, as_text
from graph.views.summary_parts import Table
from graph.views.writing import one_line

_TITLE = ("นำเข้าแผนจากแฟ้ม", "Plans imported")
_COLUMNS = ("file", "sheet", "new", "changed", "unchanged", "refused")
_LISTS = {
    "refused": ("ไม่รับ: แก้ในแฟ้มแล้วนำเข้าใหม่", "Refused: mend in the file and import it again"),
    "missing": ("ไม่มีแถวแล้ว แต่ยังอยู่ในแหล่งข้อมูล", "No row any more, but still in the sources"),
    "told": ("ควรดูด้วย", "Worth a look"),
}
_MOST = 20  # Lines of a list; what is refused is told whole.
_PROBLEMS = ("คำเตือนของแหล่งข้อมูลที่มากับการแก้ไขนี้", "Warnings that come with the change")


def as_json(told: Imported) -> str:
    """Return all of it, one thing a line."""
    head = {
        "schema_version": SCHEMA_VERSION,
        "apply_in": told.apply_in,
        "files": list(told.files),
    }
    lists: dict[str, Sequence[Any]] = {
        "sheets": list(map(dataclasses.asdict, told.sheets)),
        "changes": list(map(dataclasses.asdict, told.changes)),
        **{name: list(map(dataclasses.asdict, getattr(told, name))) for name in _LISTS},
        "problems": list(map(str, told.problems)),
    }
    parts = [f'  "{name}": {_text(value)}' for name, value in head.items()]
    parts += [f'  "{name}": {_lines(rows)}' for name, rows in lists.items()]
    parts.append(f'  "patch": {_text(told.patch)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _lines(rows: Sequence[Any]) -> str:
    lines = ",\n".join(f"    {_text(one)}" for one in rows)
    return f"[\n{lines}\n  ]" if rows else "[]"


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def table(told: Imported, language: str, *, columns: int, style: Style) -> str:
    """Return what became of the rows of each sheet, then what people have to look at."""
    is_english = language == "en"
    rows = [dataclasses.asdict(one) for one in told.sheets]
    parts = [Part(table=Table("", _COLUMNS, rows))]
    for name, words in _LISTS.items():
        most = None if name == "refused" else _MOST
        parts += _part(words[is_english], list(map(_line, getattr(told, name))), language, most)
    warnings = [str(one) for one in told.problems if one.severity >= Severity.WARNING]
    parts += _part(_PROBLEMS[is_english], warnings, language, _MOST)
    page = Page(_TITLE[is_english], _sums(told, language), parts, language)
    return as_text(page, columns=columns, style=style)


def _part(heading: str, lines: Sequence[str], language: str, most: int | None) -> Iterator[Part]:
    if lines:
        more = len(lines) - (most or len(lines))
        rest = f"… and {more:,} more" if language == "en" else f"… อีก {more:,} รายการ"
        shown = [*lines[:most], *([f"{rest}: --format json"] if more > 0 else [])]
        yield Part(f"{heading} ({len(lines):,})", shown)


def _line(one: InCell) -> str:
    return one_line(f"{one.place}: {one.text}")


def _sums(told: Imported, language: str) -> str:
    """Return how many rows there are of each sort, and where the patch applies if not here."""
    new, changed, unchanged, refused = (
        f"{sum(getattr(one, name) for one in told.sheets):,}" for name in _COLUMNS[2:]
    )
    files = f"{len(told.files):,}"
    if language == "en":
        found = f"new {new} · changed {changed} · unchanged {unchanged} · refused {refused}"
        found += f" · files changed {files}"
    else:
        found = f"ใหม่ {new} · แก้ไข {changed} · ไม่เปลี่ยน {unchanged} · ไม่รับ {refused}"
        found += f" · แก้ {files} แฟ้ม"
    where = f" · git apply: {one_line(told.apply_in)}" if told.apply_in else ""
    return found + where
