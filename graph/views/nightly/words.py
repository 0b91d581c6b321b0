"""The words of the nightly report, in Thai and English."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from graph.views.words import Words, word
from graph.views.writing import number, short_date

_MILLION = 1_000_000
_WORDS: Words = {
    # What became of findings, to be counted.
    "new": ("ใหม่", "new"),
    "reopened": ("กลับมา", "back"),
    "fixed": ("แก้แล้ว", "fixed"),
    # Headings.
    "numbers": ("ตัวเลขคืนนี้", "The numbers"),
    "news": ("ข้อค้นพบใหม่", "New findings"),
    "came_back": ("ข้อค้นพบที่กลับมา", "Findings that came back"),
    "were_fixed": ("แก้แล้ว", "Fixed"),
    "were_waived": ("ได้รับยกเว้น", "Waived"),
    "were_retired": ("หมดไปเพราะกฎเลิกใช้", "Gone with their rule"),
    "open_still": ("ยังค้างอยู่", "Still open"),
    "bottlenecks": ("คอขวด: งานรออยู่ที่ใคร", "Bottlenecks: with whom work waits"),
    "baseline": ("ข้อค้นพบเดิมที่รับไว้เป็นฐาน", "Baseline"),
    "units": ("แต่ละหน่วยงาน", "Unit by unit"),
    # The numbers.
    "open": ("ข้อค้นพบที่ยังไม่แก้", "open findings"),
    "errors": ("ข้อค้นพบระดับผิดพลาด", "findings that are errors"),
    "orphan_projects": ("โครงการไม่โยงถึงนโยบาย", "projects that serve no policy"),
    "orphan_budget": ("งบประมาณที่ไม่โยงถึงนโยบาย", "budget that serves no policy"),
    "unowned_policies": ("นโยบายไม่มีเจ้าภาพ", "policies that nobody owns"),
    "waiting_handoffs": ("งานส่งต่อที่รออยู่", "hand-overs that wait"),
    # Columns.
    "number": ("ตัวเลข", "number"),
    "tonight": ("คืนนี้", "tonight"),
    "change": ("เทียบคืนก่อน", "change"),
    "week": ("ก่อนหน้านี้", "earlier"),
    "item": ("รายการ", "item"),
    "unit": ("หน่วยงาน", "unit"),
    "rule": ("กฎ", "rule"),
    "severity": ("ความรุนแรง", "severity"),
    "unsolved": ("ยังไม่แก้", "open"),
    "nights": ("ค้าง (คืน)", "nights open"),
    "stood": ("เคยค้าง (คืน)", "stood (nights)"),
    "budget": ("งบประมาณ (บาท)", "budget (baht)"),
    "where": ("ตำแหน่งในไฟล์", "in the sources"),
    "count": ("จำนวน", "findings"),
    "longest": ("นานสุด (คืน)", "longest (nights)"),
    "ended": ("หมดไป", "ended"),
    "waits": ("รออยู่", "waits"),
    "digest": ("เอกสารของหน่วยงาน", "digest"),
    # Small ones.
    "nobody": ("ไม่มีหน่วยงานรับผิดชอบ", "nobody's"),
    "nothing_new": ("ไม่มีข้อค้นพบใหม่", "Nothing is new."),
    "nothing_open": ("ไม่มีข้อค้นพบค้างจากคืนก่อน", "Nothing is left open from before."),
    "nothing_waits": ("ไม่มีงานรออยู่ที่ใคร", "No work waits with anybody."),
    "same": ("เท่าเดิม", "unchanged"),
    "all_files": ("ฉบับเต็ม", "In full"),
    "beyond": ("นอกฐานเดิม", "not in the baseline"),
    "by_new_rule": ("กฎใหม่", "new rule"),
    "budgets": ("งบที่เกี่ยวข้อง", "at stake"),
}


def say(key: str, language: str) -> str:
    """Return a word of the nightly report."""
    return word(_WORDS, key, language)


def either(thai: str, english: str, language: str) -> str:
    """Return the text in the reader's language."""
    return english if language == "en" else thai


def baht(value: float, language: str) -> str:
    """Return money for people who read sums: in millions from one million on."""
    if abs(value) >= _MILLION:
        millions = f"{value / _MILLION:,.1f}"
        return either(f"{millions} ล้านบาท", f"{millions} million baht", language)
    return f"{number(value)} {either('บาท', 'baht', language)}"


def longest(nights: int, language: str, *, ended: bool) -> str:
    """Return for how long the oldest of several findings stands, or stood."""
    if ended:
        return either(f"เคยค้างนานสุด {nights:,} คืน", f"up to {several(nights, 'night')}", language)
    return either(f"ค้างนานสุด {nights:,} คืน", f"the oldest {several(nights, 'night')}", language)


def more_in_csv(more: int, language: str) -> str:
    """Return how many findings stand in the table of all findings alone."""
    thai, english = f"… และอีก {more:,} ข้อใน report.csv", f"… and {more:,} more in report.csv"
    return either(thai, english, language)


def more_units(more: int, language: str) -> str:
    """Return how many units are not told of."""
    thai = f"… และอีก {more:,} หน่วยงาน"
    return either(thai, f"… and {several(more, 'more unit')}", language)


def several(count: int, noun: str) -> str:
    """Return an English count with its noun: `1 night`, `2 nights`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def days(found: Sequence[date], language: str) -> str:
    """Return days for readers, each run of them as its first and its last."""
    runs = [
        [day for _, day in run]
        for _, run in groupby(
            enumerate(sorted(found)), key=lambda one: one[1] - timedelta(days=one[0])
        )
    ]
    return ", ".join(_run(run[0], run[-1], language) for run in runs)


def _run(first: date, last: date, language: str) -> str:
    if first == last:
        return short_date(first, language)
    return f"{short_date(first, language)} – {short_date(last, language)}"
