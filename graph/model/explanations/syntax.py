"""SRC101 to SRC111: the YAML of a file."""

from graph.model.explanations.base import Example, Explanation, Text
from graph.problems import Severity

_DEPTH = 40

EXPLAINED = (
    Explanation(
        code="SRC101",
        severity=Severity.ERROR,
        title=Text("ไฟล์ไม่ใช่ YAML", "Not YAML"),
        meaning=Text(
            "อ่านไฟล์ตั้งแต่จุดนี้ต่อไปไม่ได้ ส่วนก่อนหน้ายังอ่านและตรวจตามปกติ",
            "The file cannot be read past this place; what stands before it is read and checked.",
        ),
        why=Text(
            "รายการที่อยู่หลังจุดนี้หายไปทั้งหมด จึงยังรายงานอะไรไม่ได้",
            "Every item after this place is lost, so nothing can be reported.",
        ),
        remedy=Text(
            "ดูอัญประกาศ วงเล็บ โคลอน และย่อหน้าที่จุดนี้ ใส่อัญประกาศคร่อมข้อความที่มี ': ' หรือ '#'",
            "Look at the quotes, brackets, colons and indentation here. Quote text that holds"
            " ': ' or ' #', or begins with @, ` or %.",
        ),
        example=Example(
            wrong="""\
projects:
  - id: PRJ1
    title: ขุดลอกคลอง: ระยะที่ 2
""",
            mends={"ขุดลอกคลอง: ระยะที่ 2": '{th: "ขุดลอกคลอง: ระยะที่ 2", en: "Canals: phase 2"}'},
            shows=(
                "plan.yaml:3:22: error: this is not YAML: mapping values are not allowed in"
                " this context; look at the quotes, brackets, colons and indentation here"
                " [SRC101]"
            ),
        ),
    ),
    Explanation(
        code="SRC104",
        severity=Severity.ERROR,
        title=Text("ไฟล์เดียวมีหลายเอกสาร", "A second document"),
        meaning=Text(
            "มีเส้นคั่น '---' กลางไฟล์ ส่วนหลังเส้นคั่นจะไม่ถูกอ่าน",
            "A line '---' begins a second document, which is not read.",
        ),
        why=Text("รายการหลังเส้นคั่นหายไปทั้งหมด", "Every item after the line would be lost."),
        remedy=Text(
            "ลบ '---' แล้วรวมรายการไว้ใต้ชื่อลิสต์เดียวกัน หรือแยกเป็นสองไฟล์",
            "Delete the '---' and keep the items under one list, or make two files.",
        ),
        example=Example(
            wrong="""\
projects:
  - {id: PRJ1, title: {th: ขุดลอกคลอง, en: Canal dredging}}
---
projects:
  - {id: PRJ2, title: {th: ซ่อมทางเท้า, en: Footpath repair}}
""",
            mends={"---\nprojects:\n": ""},
            shows="plan.yaml:3:1: error: a file holds one document: delete this '---' [SRC104]",
        ),
    ),
    Explanation(
        code="SRC105",
        severity=Severity.ERROR,
        title=Text("ใช้ anchor หรือ alias", "Anchor or alias"),
        meaning=Text(
            "ข้อมูลรูปแบบนี้ไม่ใช้ anchor (&) และ alias (*) ของ YAML",
            "Anchors (&) and aliases (*) of YAML are not used in this format.",
        ),
        why=Text(
            "ผู้อ่านต้องเห็นค่าที่จุดนั้นเอง และรู้ว่าใครเป็นผู้ระบุ",
            "A reader has to see the value where it counts, and who states it.",
        ),
        remedy=Text("ลบ & และเขียนค่าจริงแทน *", "Delete the &, and write the value out for the *."),
        example=Example(
            wrong="""\
projects:
  - id: PRJ1
    title: &title {th: ขุดลอกคลอง, en: Canal dredging}
  - id: PRJ2
    title: *title
""",
            mends={"&title ": "", "*title": "{th: ขุดลอกคลอง, en: Canal dredging}"},
            shows="plan.yaml:3:12: error: anchors (&) are not used here: delete it [SRC105]",
        ),
    ),
    Explanation(
        code="SRC106",
        severity=Severity.ERROR,
        title=Text("ใช้ tag ของ YAML", "Tag"),
        meaning=Text(
            "ข้อมูลรูปแบบนี้ไม่ใช้ tag เช่น !!int", "Tags such as !!int are not used in this format."
        ),
        why=Text(
            "ชนิดของค่ากำหนดไว้แล้วตามชื่อฟิลด์", "The name of a field already says what it may hold."
        ),
        remedy=Text("ลบ tag ออก", "Delete the tag."),
        example=Example(
            wrong="""\
projects:
  - id: PRJ1
    title: {th: ขุดลอกคลอง, en: Canal dredging}
    budget: !!int "1500000"
""",
            mends={'!!int "1500000"': "1500000"},
            shows="plan.yaml:4:13: error: tags (!!int) are not used here: delete it [SRC106]",
        ),
    ),
    Explanation(
        code="SRC108",
        severity=Severity.ERROR,
        title=Text("ซ้อนลึกเกินไป", "Nested too deep"),
        meaning=Text(
            "วงเล็บหรือย่อหน้าซ้อนกันเกิน 32 ชั้น", "Lists or mappings stand in each other over 32 deep."
        ),
        why=Text(
            "รูปแบบนี้ไม่เคยต้องซ้อนเกินสิบชั้น จึงน่าจะเป็นความผิดพลาด",
            "The format never needs more than ten levels, so this is a mistake.",
        ),
        remedy=Text("ลบวงเล็บที่เกิน", "Delete the brackets that are too many."),
        example=Example(
            wrong=f"""\
projects:
  - id: PRJ1
    title: {"[" * _DEPTH}{"]" * _DEPTH}
""",
            mends={"[" * _DEPTH + "]" * _DEPTH: "{th: ขุดลอกคลอง, en: Canal dredging}"},
            shows=(
                "plan.yaml:3:41: error: nested deeper than 32 levels: format 1 needs no more"
                " than ten [SRC108]"
            ),
        ),
    ),
    Explanation(
        code="SRC109",
        severity=Severity.ERROR,
        title=Text("มีคีย์ซ้ำ", "Key twice"),
        meaning=Text(
            "ฟิลด์เดียวกันเขียนไว้สองครั้งในรายการเดียว", "The same field stands twice in one item."
        ),
        why=Text(
            "ไม่รู้ว่าค่าไหนถูก โปรแกรม YAML ทั่วไปจะทิ้งค่าแรกไปเงียบ ๆ",
            "Nobody can tell which value is meant; most readers of YAML drop the first in silence.",
        ),
        remedy=Text("เก็บไว้เพียงอันเดียว", "Keep one of them."),
        example=Example(
            wrong="""\
projects:
  - id: PRJ1
    title: {th: ขุดลอกคลอง, en: Canal dredging}
    budget: 1500000
    budget: 2500000
""",
            mends={"    budget: 2500000\n": ""},
            shows=(
                "plan.yaml:5:5: error: 'budget' stands twice here, first at 4:5: keep one of"
                " them [SRC109]"
            ),
        ),
    ),
    Explanation(
        code="SRC111",
        severity=Severity.ERROR,
        title=Text("โครงของไฟล์ผิด", "Not a mapping of words"),
        meaning=Text(
            "ไฟล์ต้องขึ้นต้นด้วยชื่อลิสต์ เช่น projects: และทุกคีย์ต้องเป็นคำ",
            "A file is a mapping that begins with a list's name, such as projects:, and every key"
            " is a word.",
        ),
        why=Text("ไม่รู้ว่ารายการเหล่านี้เป็นรายการชนิดใด", "Nobody can tell of which kind the items are."),
        remedy=Text("เขียนชื่อลิสต์ไว้เหนือรายการ", "Write the name of the list above the items."),
        example=Example(
            wrong="""\
- id: PRJ1
  title: {th: ขุดลอกคลอง, en: Canal dredging}
""",
            mends={"- id": "projects:\n- id"},
            shows=(
                "plan.yaml:1:1: error: a file is a mapping: begin it with one of format,"
                " defaults, dimensions, policies, strategies, kpis, units, areas, objectives,"
                " projects, handoffs [SRC111]"
            ),
        ),
    ),
)
