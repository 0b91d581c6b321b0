"""What the schema says to people: Thai first, English beside it."""

from collections.abc import Iterable, Mapping

from graph.model.vocabulary import NodeKind
from graph.views.words import KINDS

Pair = tuple[str, str]  # Thai, English.

FILE: Pair = ("ไฟล์ข้อมูลของ policytrace", "a source file of policytrace, format 1")
FORMAT: Pair = ("รูปแบบของไฟล์ คือ 1", "the format of the file: 1")
DEFAULTS: Pair = (
    "ค่าที่ใช้เมื่อรายการในไฟล์นี้ไม่ได้ระบุเอง",
    "values for the items of this file that are silent",
)
AN_ID: Pair = (
    "รหัสขึ้นต้นด้วยอักษรละตินหรือเลขอารบิก แล้วใช้ได้เพียงสองอย่างนี้กับ . _ -",
    "an id begins with a Latin letter or a digit and holds only those and . _ -",
)
A_DATE: Pair = ("วันที่เป็น ค.ศ. เช่น 2024-09-30", "a date of the common era such as 2024-09-30")
A_PARTIAL_DATE: Pair = (
    "วันที่เป็น ค.ศ. เช่น 2024-09-30, 2024-09 หรือ 2024",
    "a date of the common era such as 2024-09-30, 2024-09 or 2024",
)
A_TITLE: Pair = ("ชื่อต้องไม่ว่างเปล่า", "a title says something")
_NOT_RECORDED: Pair = ("ไม่ได้บันทึก", "not recorded")
_CHOICES: Mapping[str, Pair] = {
    "city": ("กรุงเทพมหานคร", "the city"),
    "district": ("สำนักงานเขต", "a district office"),
    "bureau": ("สำนัก", "a bureau"),
    "office": ("สำนักงานหรือส่วนราชการที่ขึ้นตรง", "an office directly under the city"),
    "division": ("กองหรือส่วน", "a division"),
    "section": ("ฝ่าย", "a section"),
    "external": ("หน่วยงานภายนอก", "an outside unit"),
    "planned": ("อยู่ในแผน ยังไม่เริ่ม", "planned, not begun"),
    "active": ("กำลังดำเนินการ", "under way"),
    "paused": ("หยุดไว้ชั่วคราว", "paused"),
    "cancelled": ("ยกเลิก", "cancelled"),
    "unreported": ("ไม่มีรายงาน", "not reported"),
    "waiting": ("รอหน่วยงานปลายทางรับเรื่อง", "waits to be taken on"),
    "accepted": ("รับเรื่องแล้ว", "taken on"),
    "returned": ("ส่งคืน", "came back unresolved"),
    "done": ("แล้วเสร็จ", "done"),
    "withdrawn": ("ถอนเรื่อง", "withdrawn"),
    "increase": ("ยิ่งมากยิ่งดี", "more is better"),
    "decrease": ("ยิ่งน้อยยิ่งดี", "less is better"),
    "maintain": ("รักษาระดับไว้", "to be kept"),
    "sum": ("ผลรวม", "the sum"),
    "mean": ("ค่าเฉลี่ย", "the mean"),
    "latest": ("ค่าล่าสุด", "the latest"),
    "max": ("ค่าสูงสุด", "the highest"),
    "stated": ("แหล่งที่เผยแพร่ระบุไว้", "a published source says so"),
    "inferred": ("เราอนุมานเอง", "we judge so"),
}
_AREAS: Mapping[str, Pair] = {
    "city": ("ทั้งกรุงเทพมหานคร", "the whole city"),
    "zone": ("กลุ่มเขต", "a group of districts"),
    "district": ("เขต", "a district"),
    "subdistrict": ("แขวง", "a subdistrict"),
}


def both(thai: str, english: str) -> str:
    """Return one text in both languages."""
    return f"{thai} — {english}"


def kind_title(kind: NodeKind) -> str:
    """Return the name of a kind of item."""
    return both(*KINDS[kind])


def choice_words(choices: Iterable[str | None], kind: NodeKind | None = None) -> list[str]:
    """Return what each choice means; None is a field that says nothing."""
    words = {**_CHOICES, **(_AREAS if kind is NodeKind.AREA else {})}
    return [both(*(_NOT_RECORDED if one is None else words[one])) for one in choices]
