"""SRC102 to SRC112: the file itself, before its YAML is looked at."""

from graph.model.explanations.base import Example, Explanation, Text
from graph.problems import Severity

_PROJECT = """\
projects:
  - id: PRJ1
    title: {th: ขุดลอกคลอง, en: Canal dredging}
"""

EXPLAINED = (
    Explanation(
        code="SRC102",
        severity=Severity.ERROR,
        title=Text("ไฟล์ไม่ได้เข้ารหัสแบบ UTF-8", "Not UTF-8"),
        meaning=Text(
            "ไฟล์มีไบต์ที่ไม่เป็น UTF-8 เช่น บันทึกเป็น TIS-620 หรือ UTF-16",
            "The file holds a byte that is not UTF-8: it was saved as TIS-620 or UTF-16, say.",
        ),
        why=Text(
            "อักษรไทยอาจถูกอ่านผิดเป็นอักษรอื่น จึงไม่เดาและไม่อ่านทั้งไฟล์",
            "Thai text could be taken for other letters, so nothing of the file is read.",
        ),
        remedy=Text(
            "บันทึกไฟล์ใหม่เป็น UTF-8 (ในโปรแกรมแก้ไข: Save with encoding)",
            "Save the file as UTF-8 (in an editor: save with encoding).",
        ),
        example=Example(
            wrong=_PROJECT,
            mends={},
            shows="plan.yaml:3:17: error: byte 0xA2 is not UTF-8: save the file as UTF-8 [SRC102]",
            encoding="tis-620",
            setting=Text("บันทึกเป็น TIS-620", "Saved as TIS-620."),
        ),
    ),
    Explanation(
        code="SRC103",
        severity=Severity.NOTICE,
        title=Text("ไฟล์ขึ้นต้นด้วย BOM", "Byte-order mark"),
        meaning=Text(
            "ไฟล์ขึ้นต้นด้วยเครื่องหมายลำดับไบต์ (U+FEFF) ซึ่งข้ามไปไม่อ่าน",
            "The file begins with a byte-order mark (U+FEFF), which is left out.",
        ),
        why=Text(
            "เครื่องมืออื่นอาจนับเครื่องหมายนี้เป็นตัวอักษรแรกของไฟล์",
            "Other tools may take the mark for the first letter of the file.",
        ),
        remedy=Text("บันทึกเป็น UTF-8 แบบไม่มี BOM", "Save the file as UTF-8 without a mark."),
        example=Example(
            wrong=_PROJECT,
            mends={},
            shows=(
                "plan.yaml:1:1: notice: the file begins with a byte-order mark, which is left"
                " out: save it without [SRC103]"
            ),
            encoding="utf-8-sig",
            setting=Text("บันทึกเป็น UTF-8 with BOM", "Saved as UTF-8 with BOM."),
        ),
    ),
    Explanation(
        code="SRC107",
        severity=Severity.ERROR,
        title=Text("ไฟล์ใหญ่เกินไป", "File too large"),
        meaning=Text("ไฟล์ใหญ่กว่า 64 MiB จึงไม่อ่าน", "The file is larger than 64 MiB and is not read."),
        why=Text(
            "ไฟล์ขนาดนี้มักไม่ใช่ข้อมูลที่คนเขียน และไม่มีใครตรวจทานได้",
            "Nobody writes or reviews a file of that size; it is probably something else.",
        ),
        remedy=Text(
            "แยกเป็นหลายไฟล์ เช่น หน่วยงานละไฟล์ หรือนำไฟล์ที่ไม่เกี่ยวออก",
            "Split it, one file a unit for instance, or move out what does not belong here.",
        ),
        example=Example(
            wrong=_PROJECT,
            mends={},
            shows="plan.yaml:1:1: error: the file is larger than 64 MiB: split it [SRC107]",
            setting=Text("และต่อไปจนเกิน 64 MiB", "And so on, for more than 64 MiB."),
        ),
    ),
    Explanation(
        code="SRC110",
        severity=Severity.ERROR,
        title=Text("เปิดไฟล์หรือโฟลเดอร์ไม่ได้", "File or folder that cannot be read"),
        meaning=Text(
            "ระบบไม่ยอมให้อ่านไฟล์หรือโฟลเดอร์นี้ หรือไฟล์ถูกย้ายไปแล้ว",
            "The system does not let this file or folder be read, or it was moved away.",
        ),
        why=Text(
            "สิ่งที่อยู่ในนั้นอาจถูกอ้างถึงจากไฟล์อื่น จึงยังรายงานอะไรไม่ได้",
            "Other files may refer to what it holds, so nothing can be reported.",
        ),
        remedy=Text(
            "แก้สิทธิ์การอ่านหรือลิงก์ หรือลบชื่อที่ไม่มีไฟล์อยู่จริง",
            "Mend its permissions or the link, or remove the name that leads to nothing.",
        ),
        example=Example(
            wrong=_PROJECT,
            mends={},
            shows=(
                "plan.yaml:1:1: error: the file cannot be read: No such file or directory [SRC110]"
            ),
            setting=Text(
                "ไฟล์เป็นลิงก์ไปยังไฟล์ที่ถูกย้ายไปแล้ว", "The file is a link to one that was moved away."
            ),
        ),
    ),
    Explanation(
        code="SRC112",
        severity=Severity.WARNING,
        title=Text("ไฟล์ที่ไม่ถูกอ่าน", "File that is not read"),
        meaning=Text(
            "อ่านเฉพาะไฟล์ที่ลงท้ายด้วย .yaml ไฟล์นี้จึงถูกข้าม",
            "Only files that end with .yaml are read; this one is left out.",
        ),
        why=Text(
            "สิ่งที่เขียนไว้ในไฟล์นี้ไม่อยู่ในรายงานใดเลย",
            "What it holds is missing from every report.",
        ),
        remedy=Text("เปลี่ยนชื่อให้ลงท้ายด้วย .yaml", "Rename it to end with .yaml."),
        example=Example(
            wrong=_PROJECT,
            mends={},
            shows=(
                "plan.yml:1:1: warning: this file is not read: rename it to end with .yaml [SRC112]"
            ),
            file="plan.yml",
            setting=Text("ไฟล์ชื่อ plan.yml", "The file's name is plan.yml."),
        ),
    ),
)
