"""LNG701 to LNG710: how text is written, and in which languages."""

from graph.model.explanations.base import Example, Explanation, Text
from graph.problems import Severity

EXPLAINED = (
    Explanation(
        code="LNG701",
        severity=Severity.NOTICE,
        title=Text("สระอำแยกเป็นสองตัว", "Sara am in two pieces"),
        meaning=Text(
            "สระอำเขียนเป็นนิคหิต (U+0E4D) กับสระอา (U+0E32) อ่านให้เป็นสระอำ (U+0E33)",
            "Sara am is written as nikhahit (U+0E4D) and sara aa (U+0E32); it is read as U+0E33.",
        ),
        why=Text(
            "ดูเหมือนกันบนจอ แต่ค้นหาคำเดียวกันไม่พบ",
            "It looks the same on the screen, but a search for the word does not find it.",
        ),
        remedy=Text("พิมพ์ ำ ใหม่ มักมาจากการคัดลอกจาก PDF", "Retype it; it mostly comes from a PDF."),
        example=Example(
            wrong="""\
projects:
  - id: PRJ1
    title: {th: ระบายน\u0e49\u0e4d\u0e32, en: Drainage}
""",
            mends={"\u0e49\u0e4d\u0e32": "\u0e49\u0e33"},
            shows=(
                "plan.yaml:3:17: notice: sara am is written as U+0E4D U+0E32; it is read as"
                " U+0E33: retype it so [LNG701]"
            ),
        ),
    ),
    Explanation(
        code="LNG702",
        severity=Severity.NOTICE,
        title=Text("อักขระกว้างศูนย์", "Zero-width character"),
        meaning=Text(
            "ข้อความมีอักขระที่มองไม่เห็น (U+200B เป็นต้น) ซึ่งตัดออกเมื่ออ่าน",
            "The text holds a character that nobody sees, such as U+200B; it is left out.",
        ),
        why=Text(
            "คำที่ดูเหมือนกันจะไม่ตรงกันเมื่อค้นหาหรือเปรียบเทียบ",
            "Words that look alike would differ in a search.",
        ),
        remedy=Text("ลบแล้วพิมพ์คำนั้นใหม่", "Delete the word and type it again."),
        example=Example(
            wrong="""\
projects:
  - id: PRJ1
    title: {th: ขุดลอก\u200bคลอง, en: Canal dredging}
""",
            mends={"\u200b": ""},
            shows=(
                "plan.yaml:3:17: notice: the text holds a zero-width character, which is left"
                " out: delete it [LNG702]"
            ),
        ),
    ),
    Explanation(
        code="LNG703",
        severity=Severity.NOTICE,
        title=Text("ข้อความไม่เป็น NFC", "Text that is not NFC"),
        meaning=Text(
            "ตัวอักษรกับเครื่องหมายเขียนแยกกัน อ่านรวมเป็นตัวเดียวตาม Unicode NFC",
            "A letter and its accent are written apart; they are read as one, in Unicode NFC.",
        ),
        why=Text("ข้อความที่ดูเหมือนกันจะไม่เท่ากัน", "Texts that look alike would not be equal."),
        remedy=Text("พิมพ์ใหม่ หรือบันทึกเป็น NFC", "Type it again, or save the text as NFC."),
        example=Example(
            wrong="""\
projects:
  - id: PRJ1
    title: {th: ร้านกาแฟชุมชน, en: Community cafe\u0301}
""",
            mends={"e\u0301": "\u00e9"},
            shows=(
                "plan.yaml:3:36: notice: the text is not in Unicode NFC; it is read so: save"
                " it as NFC [LNG703]"
            ),
        ),
    ),
    Explanation(
        code="LNG704",
        severity=Severity.NOTICE,
        title=Text("ตัวแบ่งบรรทัดที่ซ่อนอยู่", "Hidden line separator"),
        meaning=Text(
            "ข้อความมี U+0085, U+2028 หรือ U+2029 ซึ่งอ่านเป็นช่องว่าง",
            "The text holds U+0085, U+2028 or U+2029; it is read as a space.",
        ),
        why=Text(
            "โปรแกรมแก้ไขไม่นับเป็นบรรทัดใหม่ แต่ YAML นับ",
            "YAML begins a line there, and editors do not.",
        ),
        remedy=Text("ลบหรือเคาะช่องว่างแทน", "Delete it, or type a space."),
        example=Example(
            wrong="""\
projects:
  - id: PRJ1
    title: {th: "ขุดลอกคลอง\u2028ระยะที่ 2", en: Canal dredging}
""",
            mends={"\u2028": " "},
            shows=(
                "plan.yaml:3:28: notice: the text holds a line separator (U+0085, U+2028,"
                " U+2029): it is read as a space [LNG704]"
            ),
        ),
    ),
    Explanation(
        code="LNG710",
        severity=Severity.NOTICE,
        title=Text("ขาดชื่ออีกภาษา", "Title in one language"),
        meaning=Text(
            "ชื่อมีเพียงภาษาเดียว อีกภาษาจึงแสดงชื่อนี้แทน",
            "The title is given in one language; readers of the other see the same.",
        ),
        why=Text(
            "รายงานภาษาอังกฤษจะมีชื่อไทยปนอยู่ หรือกลับกัน",
            "Reports in the other language show a title that their readers may not understand.",
        ),
        remedy=Text("เขียนเป็น {th: …, en: …}", "Write {th: …, en: …}."),
        example=Example(
            wrong="""\
projects:
  - id: PRJ1
    title: ขุดลอกคลอง
""",
            mends={"ขุดลอกคลอง": "{th: ขุดลอกคลอง, en: Canal dredging}"},
            shows=(
                "plan.yaml:3:12: notice: this project has no title in English: add en: … [LNG710]"
            ),
        ),
    ),
)
