"""The words of the night's own sheets, in Thai and English."""

from collections.abc import Iterator

from graph.reports.nightly.night import Night
from graph.views.words import Words
from graph.views.writing import long_date

SHEETS = (("คืนนี้", "ข้อค้นพบที่ยังค้าง"), ("This night", "Open findings"))
CHANGED = ("ใหม่ กลับมา และหมดไป", "New, back and ended")
HEADS = (("ตัวเลข", "คืนนี้", "คืนก่อน", "ต่างกัน"), ("number", "this night", "before", "change"))

NUMBERS: Words = {
    "open": ("ข้อค้นพบที่ยังค้าง", "open findings"),
    "errors": ("ระดับผิดพลาด", "errors"),
    "warnings": ("ระดับเตือน", "warnings"),
    "orphan_projects": ("โครงการไม่โยงถึงนโยบาย", "projects that serve no policy"),
    "projects": ("จากโครงการทั้งหมด", "of all projects"),
    "orphan_budget": ("งบประมาณที่ไม่โยงถึงนโยบาย (บาท)", "budget that serves no policy (baht)"),
    "orphans_of_unknown_budget": ("โครงการไม่โยงที่ไม่ทราบงบประมาณ", "of unknown budget"),
    "unowned_policies": ("นโยบายไม่มีเจ้าภาพ", "policies that nobody owns"),
    "policies": ("จากนโยบายทั้งหมด", "of all policies"),
    "waiting_handoffs": ("งานส่งต่อที่รออยู่", "hand-overs that wait"),
    "overdue_handoffs": ("งานส่งต่อที่เกินกำหนด", "hand-overs overdue"),
}
# What happened in one night, which is no more or less than in the night before.
EVENTS: Words = {
    "new": ("ใหม่คืนนี้", "new this night"),
    "reopened": ("กลับมาคืนนี้", "back this night"),
    "fixed": ("แก้แล้วคืนนี้", "fixed this night"),
    "waived": ("ยกเว้นคืนนี้", "waived this night"),
    "retired": ("หมดไปเพราะกฎเลิกใช้", "gone with their rule"),
}

# The first four stand below the numbers, and are wide enough for them.
COLUMNS: Words = {
    "title": ("ชื่อ", "title"),
    "item": ("รหัส", "item"),
    "unit": ("หน่วยงาน", "unit"),
    "rule": ("กฎ", "rule"),
    "status": ("สถานะ", "status"),
    "nights": ("คืนที่", "night"),
    "since": ("ตั้งแต่", "since"),
    "severity": ("ความรุนแรง", "severity"),
    "amiss": ("รายละเอียด", "details"),
    "budget": ("งบประมาณ (บาท)", "budget (baht)"),
    "reopened": ("กลับมา (ครั้ง)", "times back"),
    "in_baseline": ("หนี้เดิม", "old debt"),
    "place": ("ที่ในไฟล์ข้อมูล", "file and line"),
    "finding": ("รหัสข้อค้นพบ", "finding"),
}


def title(night: Night) -> str:
    """Return the title of the night's report."""
    day = long_date(night.as_of, night.language)
    return f"Nightly report, {day}" if night.language == "en" else f"รายงานประจำคืน {day}"


def asides(night: Night) -> Iterator[str]:
    """Yield what is to be known beside the numbers: nights that are missing, and old debt."""
    english = night.language == "en"
    if count := len(night.missed):
        first, last = (
            long_date(one, night.language) for one in (night.missed[0], night.missed[-1])
        )
        yield (
            f"nights that did not run or could not read: {count:,} ({first} to {last})"
            if english
            else f"คืนที่ไม่ได้ทำงานหรืออ่านข้อมูลไม่ได้ {count:,} คืน ({first} ถึง {last})"
        )
    if old := night.baseline:
        day, left = long_date(old.accepted_on, night.language), len(old.left)
        yield (
            f"old debt accepted on {day}: {left:,} of {old.accepted:,} left"
            if english
            else f"หนี้เดิมที่ยอมรับไว้เมื่อ {day} เหลือ {left:,} จาก {old.accepted:,}"
        )
