"""The words of what a unit is told and asked, in Thai and English."""

from collections import Counter
from datetime import timedelta

from graph.model.explanations import Text
from graph.reports.nightly import answer_sheets as a
from graph.reports.nightly.night import Night, Share, Status
from graph.reports.result import Row
from graph.views.nightly.finding_lines import unit_name
from graph.views.nightly.sentences import origin
from graph.views.nightly.words import either
from graph.views.words import Words, word
from graph.views.writing import long_date

HEADERS: Words = {
    a.STATUS: ("สถานะ", "status"),
    "nights": ("คืนที่", "night"),
    a.ITEM: ("รหัส", "id"),
    "title": ("ชื่อ", "title"),
    "budget": ("งบประมาณ (บาท)", "budget (baht)"),
    "amiss": ("สิ่งที่พบ", "what is amiss"),
    "remedy": ("วิธีแก้", "remedy"),
    "candidates": ("หน่วยงานที่น่าจะรับ", "who might own it"),
    "subject": ("เรื่อง", "subject"),
    "about": ("เกี่ยวกับ", "about"),
    "from": ("ส่งจาก", "from"),
    "to": ("ส่งถึง", "to"),
    "since": ("ขอเมื่อ", "asked on"),
    "due": ("กำหนด", "due"),
    "days": ("รอมา (วัน)", "days"),
    "overdue": ("เกินกำหนด", "overdue"),
    "became": ("ขณะนี้", "by now"),
    "place": ("ที่ในไฟล์ข้อมูล", "file and line"),
    a.FINDING: ("รหัสข้อค้นพบ", "finding"),
    a.KEY_RESULTS: ("ผลลัพธ์สำคัญที่ส่งมอบ", "key results it delivers"),
    a.OWNER: ("หน่วยงานเจ้าภาพ", "owner"),
    a.STATE: ("ผลของงานที่ส่งต่อ", "what became of it"),
    a.ON: ("เมื่อวันที่", "on"),
    a.REASON: ("เหตุผลที่ขอยกเว้น", "reason to waive"),
    a.UNTIL: ("ยกเว้นถึงวันที่", "waived until"),
    a.NOTE: ("หมายเหตุ", "note"),
}

STATUSES: Words = {
    "new": ("ใหม่", "new"),
    "reopened": ("กลับมา", "back"),
    "still": ("ค้าง", "still open"),
    "fixed": ("แก้แล้ว", "fixed"),
    "waived": ("ยกเว้นแล้ว", "waived"),
    "retired": ("กฎเลิกใช้", "rule retired"),
}

_OF_NOBODY = Text(
    "นโยบายเหล่านี้ไม่มีหน่วยงานใดรับผิดชอบจริง และยังไม่รู้ว่าควรถามหน่วยงานใด ขอให้ระบุหน่วยงานเจ้าภาพ",
    "Nobody answers for these policies, and it is not known whom to ask. Name the unit that owns"
    " each.",
)

# What is asked of each sheet, above its table.
_ASKS: Words = {
    a.ORPHANS.name: Text(
        "โครงการเหล่านี้ยังบอกไม่ได้ว่าตอบนโยบายใด ขอให้เลือกผลลัพธ์สำคัญที่โครงการส่งมอบ"
        " หากไม่ควรโยงถึงนโยบายใด ให้เขียนเหตุผลและวันที่ขอยกเว้นถึง",
        "These projects cannot show which policy they serve. Choose the key results that each"
        " delivers; where it is to serve none, write the reason, and until when.",
    ),
    a.UNOWNED.name: Text(
        "นโยบายเหล่านี้ไม่มีหน่วยงานใดรับผิดชอบจริง ถามมาที่ท่านเพราะท่านมีชื่อเป็นเจ้าภาพ ทำโครงการใต้นโยบายนี้อยู่"
        " หรือเป็นเจ้าภาพของยุทธศาสตร์ ขอให้ระบุหน่วยงานเจ้าภาพ ท่านเองหรือหน่วยงานอื่นก็ได้",
        "Nobody answers for these policies. You are asked because you are named as their owner,"
        " lead projects below them, or own their strategy. Name the unit that owns each, yourself"
        " or another.",
    ),
    a.WAITING.name: Text(
        "งานเหล่านี้ส่งต่อมาแล้วและรออยู่ที่หน่วยงานของท่าน ขอให้แจ้งว่ารับแล้ว ส่งคืน เสร็จแล้ว หรือถอนเรื่อง"
        " และเมื่อวันที่เท่าใด",
        "This work was handed over and waits with you. Say whether it was accepted, returned, done"
        " or withdrawn, and on which day.",
    ),
    a.OTHERS.name: Text(
        "ข้อมูลเหล่านี้ขัดกันหรือไม่เป็นปัจจุบัน ขอให้แก้ตามช่องวิธีแก้แล้วแจ้งในหมายเหตุ หรือเขียนเหตุผลและวันที่ขอยกเว้นถึง",
        "These figures or states contradict each other or are old. Mend them as the remedy says and"
        " tell so in the note, or write the reason why they stand, and until when.",
    ),
}

# What a cell says when it is entered; at most 255 letters.
HINTS: Words = {
    a.KEY_RESULTS: (
        "เลือกจากรายการ หรือพิมพ์รหัส หลายรายการให้คั่นด้วยจุลภาค",
        "Choose from the list, or type ids, with commas between several.",
    ),
    a.OWNER: (
        "เลือกจากรายการ หรือพิมพ์รหัสหน่วยงาน หลายหน่วยงานให้คั่นด้วยจุลภาค",
        "Choose from the list, or type ids of units, with commas between several.",
    ),
    a.STATE: ("เลือกจากรายการ", "Choose from the list."),
    a.ON: ("วันที่เกิดขึ้นจริง เช่น 1 ต.ค. 2567", "The day it happened, such as 2024-10-01."),
    a.REASON: (
        "ถ้าไม่มีเหตุผล การยกเว้นไม่มีผล",
        "Without a reason nothing is waived.",
    ),
    a.UNTIL: (
        "หลังวันนี้จะถูกถามอีก เช่น 30 ก.ย. 2568",
        "After this day it is asked again, such as 2025-09-30.",
    ),
    a.NOTE: (
        "ถึงผู้ดูแลข้อมูล ไม่เข้าสู่ข้อมูลโดยอัตโนมัติ",
        "For those who keep the data; it does not go into them by itself.",
    ),
}

FILL_IN: tuple[str, str] = ("โปรดเติมช่องสีเหลือง", "Please fill in the yellow cells")

_ORPHAN: Words = {
    "key_result:unrecorded": (
        "ยังไม่ได้บันทึกว่าส่งมอบผลลัพธ์สำคัญใด",
        "which key results it delivers is not recorded",
    ),
    "key_result:unlinked": (
        "ระบุว่าไม่ส่งมอบผลลัพธ์สำคัญใด",
        "it is said to deliver no key result",
    ),
    "strategy:unrecorded": (
        "โยงถึงวัตถุประสงค์แล้ว แต่ยังไม่ได้บันทึกว่าวัตถุประสงค์นั้นตอบยุทธศาสตร์หรือนโยบายใด",
        "its objective names no strategy and no policy",
    ),
    "strategy:unlinked": (
        "โยงถึงวัตถุประสงค์แล้ว แต่วัตถุประสงค์นั้นระบุว่าไม่ตอบยุทธศาสตร์ใด",
        "its objective is said to serve no strategy",
    ),
    "policy:unlinked": (
        "โยงถึงยุทธศาสตร์แล้ว แต่ไม่มีนโยบายใดขับเคลื่อนยุทธศาสตร์นั้น",
        "no policy advances the strategy that it leads to",
    ),
}
_UNOWNED: Words = {
    "none": ("ระบุว่าไม่มีเจ้าภาพ", "it is said to have no owner"),
    "unrecorded": ("ยังไม่ได้บันทึกเจ้าภาพ", "no owner is recorded"),
    "phantom": (
        "มีชื่อ {} เป็นเจ้าภาพ แต่ไม่มีงานใดใต้นโยบายนี้",
        "{} is named as owner, but does no work below it",
    ),
}


def orphan(row: Row, language: str) -> str:
    """Return where the chain of a project breaks."""
    return word(_ORPHAN, f"{row['broken_at']}:{row['state']}", language)


def unowned(row: Row, language: str) -> str:
    """Return why nobody answers for a policy."""
    return word(_UNOWNED, row["state"], language).format(", ".join(row["owner"]))


# What is said where a cell is filled in otherwise than it should be; at most 255 letters.
NOT_SO: Words = {
    a.STATE: (
        "โปรดเลือกจากรายการ: รับแล้ว ส่งคืน เสร็จ หรือถอน",
        "Please choose from the list: accepted, returned, done or withdrawn.",
    ),
    a.ON: (
        "ไม่ใช่วันที่ที่โปรแกรมรู้จัก จะเก็บไว้ตามที่พิมพ์หรือไม่",
        "This is no date that the program knows. Keep it as it was typed?",
    ),
    a.UNTIL: (
        "ไม่ใช่วันที่ หรือเป็นวันที่ผ่านไปแล้ว จะเก็บไว้ตามที่พิมพ์หรือไม่",
        "This is no date, or a day that is past. Keep it as it was typed?",
    ),
}
HOW: tuple[str, str] = ("วิธีตอบ", "How to answer")
ENDED: tuple[str, str] = ("หมดไปคืนนี้", "Ended this night")


def addressee(night: Night, unit: str | None) -> str:
    """Return to whom a digest goes."""
    language = night.language
    if unit is None:
        return either("เรื่องที่ยังไม่มีหน่วยงานรับผิดชอบ", "What nobody is known to answer for", language)
    title = unit_name(night.graph, unit, language)
    whole = unit if title == unit else f"{title} ({unit})"
    return either(f"ถึง {whole}", f"For {whole}", language)


def asks(sheet: a.AnswerSheet, unit: str | None, language: str) -> str:
    """Return what is asked of the findings of a sheet."""
    if unit is None and sheet is a.UNOWNED:
        return either(*_OF_NOBODY, language)
    return word(_ASKS, sheet.name, language)


def of_what(night: Night) -> str:
    """Return which night and which sources a digest is of."""
    day = long_date(night.as_of, night.language)
    as_of = either(f"ข้อมูล ณ วันที่ {day}", f"As of {day}", night.language)
    return f"{as_of} · {origin(night, night.language)}"


def news(night: Night, share: Share) -> str:
    """Return in a sentence what is new, what came back, what waits and what is still open."""
    counts = Counter(one.status for one in share.findings)
    gone = sum(count for status, count in counts.items() if not status.is_open)
    new, back, still = (counts[one] for one in (Status.NEW, Status.REOPENED, Status.STILL))
    told = either(
        f"ใหม่ {new:,} เรื่อง · กลับมา {back:,} · ค้างจากคืนก่อน {still:,} · หมดไป {gone:,}",
        f"New: {new:,} · back: {back:,} · still open: {still:,} · ended: {gone:,}",
        night.language,
    )
    return told + _waiting(night, share)


def _waiting(night: Night, share: Share) -> str:
    if not share.waiting:
        return ""
    waiting = len(share.waiting)
    overdue = sum(1 for one in share.waiting if one["overdue"])
    late = either(f" (เกินกำหนด {overdue:,})", f" ({overdue:,} overdue)", night.language)
    return either(
        f" · งานที่รออยู่ที่ท่าน {waiting:,}", f" · waiting with you: {waiting:,}", night.language
    ) + (late if overdue else "")


def how_to_answer(night: Night) -> tuple[str, ...]:
    """Return the steps of an answer."""
    return (*_STEPS[night.language == "en"], f"5. {answer_by(night)}")


def answer_by(night: Night) -> str:
    """Return till when an answer is asked for, and where it goes."""
    until = long_date(night.as_of + timedelta(days=a.ANSWER_DAYS), night.language)
    return either(
        f"บันทึกสมุดงานแล้วส่งกลับภายในวันที่ {until} ไปยังหน่วยงานที่ส่งให้ท่าน",
        f"Save the workbook, and send it back by {until} to the office that sent it to you.",
        night.language,
    )


_STEPS = (
    (
        "1. เปิดแผ่นงานถัดไปทีละแผ่น หนึ่งแถวคือหนึ่งเรื่อง เติมเฉพาะช่องสีเหลือง ช่องอื่นล็อกไว้ (ไม่มีรหัสผ่าน)",
        "2. ช่องที่มีรายการให้เลือกจากรายการ หรือพิมพ์รหัส หลายรายการให้คั่นด้วยจุลภาค",
        "3. เรื่องใดควรคงไว้ตามเดิม ให้เขียนเหตุผลและวันที่ขอยกเว้นถึง ถ้าไม่มีเหตุผล การยกเว้นไม่มีผล",
        "4. เรื่องที่ยังตอบไม่ได้ให้เว้นว่างไว้ จะถูกถามอีก ส่วนหมายเหตุมีคนอ่าน",
    ),
    (
        (
            "1. Each row of the other sheets is one matter. Fill in the yellow cells: the others"
            " are locked (there is no password)."
        ),
        "2. Where a cell has a list, choose from it, or type ids with commas between several.",
        (
            "3. Where a matter is to stay as it is, write why, and until when: without a reason"
            " nothing is waived."
        ),
        "4. Leave empty what you cannot answer: it is asked again. Notes are read by people.",
    ),
)
