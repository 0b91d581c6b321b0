"""What is remembered of the nights, for the terminal and as JSON."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from graph.reports.nightly.standing import Remembered, Standing
from graph.reports.result import SCHEMA_VERSION
from graph.views.colours import Style
from graph.views.json_view import object_of_rows
from graph.views.nightly.json_view import baseline
from graph.views.writing import long_date, number, pad, width

_COUNTS = {
    "open": ("ยังไม่แก้", "open"),
    "new": ("ใหม่", "new"),
    "reopened": ("กลับมา", "back"),
    "fixed": ("แก้แล้ว", "fixed"),
    "waived": ("ยกเว้น", "waived"),
    "retired": ("กฎเลิกใช้", "rule retired"),
}
_KILO, _MEGA = 1e3, 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Where the memory is kept."""

    place: str
    size: int  # Bytes.
    lines: int
    torn: int = 0  # Bytes of a last line that was never finished.


def as_json(told: Standing, kept: Kept) -> str:
    """Return all of it, a night a line."""
    whole = {
        "schema_version": SCHEMA_VERSION,
        "state": kept.place,
        "bytes": kept.size,
        "lines": kept.lines,
        "torn_bytes": kept.torn,
        "as_of": told.as_of.isoformat(),
        "days_since_last": told.quiet,
        "open": told.open,
        "ever": told.ever,
        "missed": told.missed,
        "unreadable": told.unseen,
        "baseline": told.baseline and baseline(told.baseline),
        "nights": map(_row, told.nights),
    }
    return object_of_rows(whole, "nights") + "\n"


def _row(one: Remembered) -> dict[str, Any]:
    night = one.night
    return {
        "as_of": night.as_of.isoformat(),
        "missed_before": one.missed,
        "numbers": None if night.numbers is None else dict(night.numbers),
        "unknown": night.unknown,
    }


def table(told: Standing, kept: Kept, *, language: str, limit: int, style: Style) -> str:
    """Return the figures and the last nights, at most `limit` of them; 0 for all."""
    is_english = language == "en"
    title = "What is remembered of the nights" if is_english else "ความจำของรายงานรายคืน"
    lines = [style(title, "title"), *_figures(told, kept, language)]
    shown = told.nights[-limit:] if limit else told.nights
    if shown:
        lines += ["", *_nights(shown, language, style)]
    if hidden := len(told.nights) - len(shown):
        thai = f"… อีก {hidden:,} คืนก่อนหน้า: --limit 0 แสดงทั้งหมด"
        more = f"… {hidden:,} earlier nights: --limit 0 shows all" if is_english else thai
        lines += ["", style(more, "dim")]
    return "\n".join(lines) + "\n"


def _figures(told: Standing, kept: Kept, language: str) -> Iterator[str]:
    is_english = language == "en"
    nights, missed, unseen = len(told.nights), told.missed, told.unseen
    size = memory_size(kept.size)
    if is_english:
        yield f"{kept.place} · {size} · lines: {kept.lines:,}"
        yield f"nights that ran: {nights:,} · missed: {missed:,} · sources unreadable: {unseen:,}"
    else:
        yield f"{kept.place} · {size} · {kept.lines:,} บรรทัด"
        yield f"ทำงาน {nights:,} คืน · ขาด {missed:,} คืน · อ่านแหล่งข้อมูลไม่ได้ {unseen:,} คืน"
    yield from _last(told, language)
    thai = f"ข้อค้นพบที่ยังไม่แก้ {told.open:,} จากที่เคยพบ {told.ever:,} ข้อ"
    yield (
        f"open findings: {told.open:,} of {told.ever:,} that there ever were"
        if is_english
        else thai
    )
    yield _baseline(told, language)
    if kept.torn:
        thai = f"บรรทัดสุดท้ายเขียนไม่จบ ({kept.torn:,} ไบต์): กำลังเขียนอยู่ หรือถูกหยุดกลางคัน"
        english = (
            f"the last line is unfinished ({kept.torn:,} bytes): a run writes it, or was killed"
        )
        yield english if is_english else thai


def _last(told: Standing, language: str) -> Iterator[str]:
    """Yield how long ago the last night was: a job that has stopped says nothing by itself."""
    if not told.nights:
        return
    day, ago = long_date(told.nights[-1].night.as_of, language), ""
    if told.quiet:
        ago = f" (days ago: {told.quiet:,})" if language == "en" else f" ({told.quiet:,} วันก่อน)"
    yield f"last night: {day}{ago}" if language == "en" else f"คืนล่าสุด {day}{ago}"


def _baseline(told: Standing, language: str) -> str:
    baseline, is_english = told.baseline, language == "en"
    if baseline is None:
        return "accepted old debt: none" if is_english else "หนี้เดิมที่ยอมรับไว้: ไม่มี"
    day, left = long_date(baseline.accepted_on, language), len(baseline.left)
    if is_english:
        return f"accepted old debt: {left:,} left of {baseline.accepted:,} accepted on {day}"
    return f"หนี้เดิมที่ยอมรับไว้เมื่อ {day}: เหลือ {left:,} จาก {baseline.accepted:,} ข้อ"


def _nights(nights: Sequence[Remembered], language: str, style: Style) -> Iterator[str]:
    is_english = language == "en"
    head = ["night" if is_english else "คืน", *(words[is_english] for words in _COUNTS.values()), ""]
    grid = [head, *([*_cells(one, language), _remark(one, language)] for one in nights)]
    widths = [max(width(row[column]) for row in grid) for column in range(len(head))]
    for position, row in enumerate(grid):
        padded = [
            pad(text, wide, right=0 < column <= len(_COUNTS))
            for column, (text, wide) in enumerate(zip(row, widths, strict=True))
        ]
        line = "  ".join(padded).rstrip()
        yield style(line, "heading") if position == 0 else line
        if position == 0:
            yield style("  ".join("─" * wide for wide in widths).rstrip(), "dim")


def _cells(one: Remembered, language: str) -> list[str]:
    numbers = one.night.numbers or {}
    counts = [number(numbers[key]) if key in numbers else "" for key in _COUNTS]
    return [long_date(one.night.as_of, language), *counts]


def _remark(one: Remembered, language: str) -> str:
    is_english, remarks = language == "en", []
    if one.missed:
        thai = f"ขาดไป {one.missed:,} คืนก่อนหน้า"
        remarks.append(f"missed before it: {one.missed:,}" if is_english else thai)
    if one.is_unseen:
        unknown = one.night.unknown
        thai = f"อ่านแหล่งข้อมูลไม่ได้ ไม่ทราบผล {unknown:,} ข้อ"
        english = f"sources unreadable, findings unknown: {unknown:,}"
        remarks.append(english if is_english else thai)
    return " · ".join(remarks)


def memory_size(size: int) -> str:
    """Return a size for readers."""
    if size >= _MEGA:
        return f"{size / _MEGA:,.1f} MB"
    return f"{size / _KILO:,.1f} kB"
