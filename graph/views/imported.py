"""What an import comes to, for the terminal and as JSON."""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from graph.problems import Severity
from graph.reports.imported import OUTCOMES, Imported, InCell
from graph.reports.result import SCHEMA_VERSION
from graph.views.colours import Style
from graph.views.json_view import object_of_rows
from graph.views.page import Page, Part, as_text
from graph.views.sayings import said
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
    "refused": ("ไม่รับ: แก้ในแฟ้มแล้วนำเข้าใหม่", "Refused: mend in the file and import it again"),
    "unknown": ("แหล่งข้อมูลไม่รู้จัก", "Not known to the sources"),
    "missing": ("ไม่มีแถวแล้ว แต่ยังอยู่ในแหล่งข้อมูล", "No row any more, but still in the sources"),
    "told": ("ควรดูด้วย", "Worth a look"),
}
_MOST = 20  # Lines of a list; what is refused is told whole.
_PROBLEMS = ("คำเตือนของแหล่งข้อมูลที่มากับการแก้ไขนี้", "Warnings that come with the change")


def as_json(told: Imported, patch: Iterable[str]) -> str:
    """Return all of it, one thing a line; `patch` are the lines of what changes."""
    lists: dict[str, Iterable[Any]] = {"sheets": told.tallies, "changes": told.changes}
    lists |= {name: getattr(told, name) for name in _LISTS}
    whole = {
        "schema_version": SCHEMA_VERSION,
        "apply_in": told.apply_in,
        "files": list(told.files),
        "summary": told.sums,
        **{name: map(dataclasses.asdict, found) for name, found in lists.items()},
        "problems": map(str, told.problems),
        "patch": "".join(patch),
    }
    return object_of_rows(whole, *lists, "problems") + "\n"


def table(told: Imported, language: str, *, columns: int, style: Style) -> str:
    """Return how much was new, changed, unchanged and refused, then what people have to look at."""
    is_english = language == "en"
    parts = [Part(table=_tallies(told, language))]
    for name, words in _LISTS.items():
        found = getattr(told, name)
        is_whole = name == "refused"
        lines = _together(found, language) if is_whole else [_line(one, language) for one in found]
        most = None if is_whole else _MOST
        parts += _part(words[is_english], lines, language, most, len(found))
    warnings = [str(one) for one in told.problems if one.severity >= Severity.WARNING]
    parts += _part(_PROBLEMS[is_english], warnings, language, _MOST, len(warnings))
    page = Page(_TITLE[is_english], _subtitle(told, language), parts, language)
    return as_text(page, columns=columns, style=style)


def _tallies(told: Imported, language: str) -> Table:
    """Return the sums of each sheet; where things of several sorts are counted, those of each."""
    if list(told.sums) == ["row"]:
        rows = [dataclasses.asdict(one) for one in told.tallies]
        return Table("", ("file", "sheet", *OUTCOMES), rows)
    sums = [{"kind": word(_SORTS, sort, language), **found} for sort, found in told.sums.items()]
    return Table("", ("kind", *OUTCOMES), sums)


def _part(
    heading: str, lines: Sequence[str], language: str, most: int | None, count: int
) -> Iterator[Part]:
    if lines:
        more = len(lines) - (most or len(lines))
        rest = f"… and {more:,} more" if language == "en" else f"… อีก {more:,} รายการ"
        shown = [*lines[:most], *([f"{rest}: --format json"] if more > 0 else [])]
        yield Part(f"{heading} ({count:,})", shown)


def _line(one: InCell, language: str) -> str:
    text = said(one.text, language)
    return one_line(f"{one.place}: {text}" if one.cell else text)


def _together(refused: Iterable[InCell], language: str) -> list[str]:
    """Return a line for each cell, and for many tickets of one fault one line, with the first."""
    tickets: dict[tuple[str, str], list[InCell]] = {}
    lines = []
    for one in refused:
        if one.cell.isdecimal():
            tickets.setdefault((one.file, one.text), []).append(one)
        else:
            lines.append(_line(one, language))
    for alike in sorted(tickets.values(), key=len, reverse=True):
        many = f" ({len(alike):,} tickets; this is the first)"
        if language != "en":
            many = f" ({len(alike):,} เรื่อง นี่คือเรื่องแรก)"
        lines.append(_line(alike[0], language) + (many if len(alike) > 1 else ""))
    return lines


def _subtitle(told: Imported, language: str) -> str:
    """Return how many rows there are of each sort, and where the patch applies if not here."""
    files = f"{len(told.files):,}"
    is_english = language == "en"
    parts = [f"files changed {files}" if is_english else f"แก้ {files} แฟ้ม"]
    if list(told.sums) == ["row"]:
        words = _OUTCOMES[is_english]
        sums = told.sums["row"].values()
        parts[:0] = [f"{one} {found:,}" for one, found in zip(words, sums, strict=True)]
    else:
        parts[:0] = [one_line(name) for name in dict.fromkeys(one.file for one in told.tallies)]
    where = [f"git apply: {one_line(told.apply_in)}"] if told.apply_in else []
    return " · ".join([*parts, *where])


_OUTCOMES = (
    ("ใหม่", "แก้ไข", "ไม่เปลี่ยน", "ไม่รับ"),
    ("new", "changed", "unchanged", "refused"),
)
