"""SRC120 to SRC130: the fields of an item, and its id."""

from graph.model.explanations.base import Example, Explanation, Text
from graph.problems import Severity

EXPLAINED = (
    Explanation(
        code="SRC120",
        severity=Severity.ERROR,
        title=Text("ไม่มีฟิลด์หรือลิสต์ชื่อนี้", "Unknown field or list"),
        meaning=Text(
            "ชื่อฟิลด์หรือชื่อลิสต์ไม่อยู่ในรูปแบบข้อมูล มักเป็นการสะกดผิด",
            "The format has no field or list of that name; it is probably misspelt.",
        ),
        why=Text(
            "ค่าที่เขียนไว้จะไม่ถูกนำไปใช้ และดูเหมือนไม่ได้บันทึก",
            "What it holds would not count, and would look as if nobody had recorded it.",
        ),
        remedy=Text(
            "แก้ตัวสะกดตามที่แนะนำ ชื่อฟิลด์ทั้งหมดอยู่ใน data/README.md",
            "Spell it as the message proposes; data/README.md lists the fields of each kind.",
        ),
        example=Example(
            wrong="""\
projects:
  - id: PRJ1
    title: {th: ขุดลอกคลอง, en: Canal dredging}
    bugdet: 1500000
""",
            mends={"bugdet": "budget"},
            shows=(
                "plan.yaml:4:5: error: a project has no field 'bugdet'; did you mean 'budget'?"
                " [SRC120]"
            ),
        ),
    ),
    Explanation(
        code="SRC121",
        severity=Severity.ERROR,
        title=Text("ขาดฟิลด์ที่จำเป็น", "Missing field"),
        meaning=Text(
            "รายการชนิดนี้ต้องมีฟิลด์ดังกล่าว ชื่อที่ว่างหรือมีแต่ช่องว่างถือว่าไม่มี",
            "An item of this kind needs the field. A title of spaces alone is none.",
        ),
        why=Text(
            "ถ้าไม่มีฟิลด์นี้ จะอ้างถึงหรือจัดวางรายการในสายโยงไม่ได้",
            "Without it the item cannot be referred to, named or placed in the chain.",
        ),
        remedy=Text("เติมฟิลด์นั้น", "Add the field."),
        example=Example(
            wrong="""\
units:
  - id: B1100
    title: {th: สำนักการระบายน้ำ, en: Drainage and Sewerage Department}
""",
            mends={"B1100\n": "B1100\n    kind: bureau\n"},
            shows="plan.yaml:2:5: error: a unit needs the field 'kind' [SRC121]",
        ),
    ),
    Explanation(
        code="SRC122",
        severity=Severity.ERROR,
        title=Text("ค่าผิดชนิด", "Value of the wrong sort"),
        meaning=Text(
            "ฟิลด์นี้รับค่าชนิดอื่น เช่น ต้องเป็นตัวเลข ข้อความ หรือลิสต์",
            "The field holds another sort of value: a number, text or a list, as the message says.",
        ),
        why=Text(
            "ค่าที่อ่านไม่ได้จะทำให้ตัวเลขรวมผิดโดยไม่มีใครรู้",
            "A value that is not understood would make sums wrong without anyone noticing.",
        ),
        remedy=Text(
            "เขียนตัวเลขโดยไม่มีตัวคั่นหรือหน่วย ปีงบประมาณเป็น พ.ศ. และรหัสที่เป็นตัวเลขต้องอยู่ในอัญประกาศ",
            "Write numbers without separators, quotes or a unit, fiscal years in the Buddhist era,"
            " and ids that look like numbers in quotes.",
        ),
        example=Example(
            wrong="""\
projects:
  - id: PRJ1
    title: {th: ขุดลอกคลอง, en: Canal dredging}
    budget: 1,500,000
""",
            mends={"1,500,000": "1500000"},
            shows=(
                "plan.yaml:4:13: error: budget must be a number of baht, not text '1,500,000':"
                " write digits without separators, quotes or a unit [SRC122]"
            ),
        ),
    ),
    Explanation(
        code="SRC123",
        severity=Severity.ERROR,
        title=Text("รหัสใช้ไม่ได้", "Not an id"),
        meaning=Text(
            "รหัสใช้ได้เฉพาะอักษรละติน เลขอารบิก จุด ขีดล่าง และขีดกลาง และต้องขึ้นต้นด้วยอักษรหรือเลข",
            "An id begins with a Latin letter or a digit, and holds only these, '.', '_' and '-'.",
        ),
        why=Text(
            "รหัสต้องพิมพ์ ค้นหา และใช้ในคำสั่งได้เหมือนกันทุกเครื่อง",
            "Ids are typed, searched for and used in commands on every machine.",
        ),
        remedy=Text(
            "ตั้งรหัสใหม่ แล้วเก็บชื่อไทยไว้ใน title",
            "Give it another id, and keep the Thai name in its title.",
        ),
        example=Example(
            wrong="""\
projects:
  - id: โครงการ1
    title: {th: ขุดลอกคลอง, en: Canal dredging}
""",
            mends={"โครงการ1": "PRJ1"},
            shows=(
                "plan.yaml:2:9: error: 'โครงการ1' is not an id: begin with a Latin letter or a"
                " digit, then use only Latin letters, digits, '.', '_' and '-' [SRC123]"
            ),
        ),
    ),
    Explanation(
        code="SRC124",
        severity=Severity.ERROR,
        title=Text("คำที่ไม่อยู่ในรายการให้เลือก", "Not one of the words"),
        meaning=Text("ฟิลด์นี้รับได้เฉพาะคำที่กำหนดไว้", "The field takes one of a few words only."),
        why=Text("คำที่ไม่รู้จักนับรวมกับคำอื่นไม่ได้", "A word that is not known cannot be counted."),
        remedy=Text("เลือกคำหนึ่งจากที่แสดงในข้อความ", "Take one of the words that the message lists."),
        example=Example(
            wrong="""\
projects:
  - id: PRJ1
    title: {th: ขุดลอกคลอง, en: Canal dredging}
    status: finished
""",
            mends={"finished": "done"},
            shows=(
                "plan.yaml:4:13: error: status is 'finished', but must be one of: planned,"
                " active, done, paused, cancelled, unreported [SRC124]"
            ),
        ),
    ),
    Explanation(
        code="SRC125",
        severity=Severity.ERROR,
        title=Text("วันที่ใช้ไม่ได้", "Not a date"),
        meaning=Text(
            "วันที่ต้องเป็นคริสต์ศักราชแบบ 2024-09-30 ไม่รับ พ.ศ. เลขไทย หรือชื่อเดือนไทย",
            "A date is written as 2024-09-30, in the common era: no Buddhist years, Thai digits or"
            " names of months.",
        ),
        why=Text(
            "การเดาศักราชผิดทำให้คลาดเคลื่อนไป 543 ปี", "To guess the era wrong is to be 543 years off."
        ),
        remedy=Text(
            "เขียนเป็น ค.ศ. เช่น 2566-10-01 เขียนเป็น 2023-10-01",
            "Write it in the common era: 2566-10-01 is 2023-10-01.",
        ),
        example=Example(
            wrong="""\
projects:
  - id: PRJ1
    title: {th: ขุดลอกคลอง, en: Canal dredging}
    start: 2566-10-01
""",
            mends={"2566-10-01": "2023-10-01"},
            shows=(
                "plan.yaml:4:12: error: start is '2566-10-01', a Buddhist-era year: dates"
                " count in the common era, so write 2023-10-01 [SRC125]"
            ),
        ),
    ),
    Explanation(
        code="SRC126",
        severity=Severity.ERROR,
        title=Text("รุ่นของรูปแบบไม่ตรง", "Another format"),
        meaning=Text(
            "ไฟล์ระบุว่าเขียนด้วยรูปแบบรุ่นอื่น โปรแกรมนี้อ่านรุ่น 1",
            "The file says that it is written in another format; this program reads format 1.",
        ),
        why=Text(
            "ฟิลด์ของรุ่นอื่นอาจมีความหมายต่างออกไป", "The fields of another format may mean other things."
        ),
        remedy=Text(
            "เขียน format: 1 หรือใช้โปรแกรมรุ่นที่ตรงกัน",
            "Write format: 1, or take the release of this program that reads the other.",
        ),
        example=Example(
            wrong="format: 2\n",
            mends={"2": "1"},
            shows="plan.yaml:1:9: error: this is format 1, not '2': write format: 1 [SRC126]",
        ),
    ),
    Explanation(
        code="SRC127",
        severity=Severity.ERROR,
        title=Text("ระบุรายการแม่ซ้ำ", "Parent named twice"),
        meaning=Text(
            "รายการที่อยู่ข้างในรายการอื่นขึ้นกับรายการนั้นอยู่แล้ว",
            "What stands inside an item belongs to it already, and does not name it again.",
        ),
        why=Text(
            "ถ้าสองที่ไม่ตรงกัน จะไม่รู้ว่าที่ไหนถูก",
            "If the two differ, nobody can tell which is right.",
        ),
        remedy=Text(
            "ลบฟิลด์ออก หรือย้ายรายการไปไว้ชั้นบนสุดของไฟล์",
            "Leave the field out, or move the item to the top level of the file.",
        ),
        example=Example(
            wrong="""\
units:
  - {id: B1100, kind: bureau, title: {th: สำนักการระบายน้ำ, en: Drainage Department}}
  - {id: D5012, kind: district, title: {th: เขตบางเขน, en: Bang Khen}}
projects:
  - id: PRJ1
    title: {th: ขุดลอกคลอง, en: Canal dredging}
    handoffs:
      - {id: H1, item: PRJ1, subject: ขอเครื่องสูบน้ำ, from: D5012, to: B1100}
""",
            mends={"item: PRJ1, ": ""},
            shows=(
                "plan.yaml:8:18: error: item follows from where the handoff stands: leave it"
                " out here [SRC127]"
            ),
        ),
    ),
    Explanation(
        code="SRC130",
        severity=Severity.ERROR,
        title=Text("รหัสซ้ำ", "Id that is taken"),
        meaning=Text(
            "รหัสต้องไม่ซ้ำกันเลย แม้ต่างชนิดหรือต่างไฟล์",
            "Ids are unique over all kinds and all files.",
        ),
        why=Text(
            "การอ้างถึงรหัสนี้อาจหมายถึงรายการใดก็ได้", "A reference to the id could mean either of them."
        ),
        remedy=Text(
            "ตั้งรหัสใหม่ให้รายการหนึ่ง หรือลบรายการที่ซ้ำ",
            "Give one of them another id, or delete the one that is a copy.",
        ),
        example=Example(
            wrong="""\
projects:
  - {id: PRJ1, title: {th: ขุดลอกคลอง, en: Canal dredging}}
  - {id: PRJ1, title: {th: ซ่อมทางเท้า, en: Footpath repair}}
""",
            mends={"PRJ1, title: {th: ซ่อม": "PRJ2, title: {th: ซ่อม"},
            shows=(
                "plan.yaml:3:10: error: id 'PRJ1' is already that of a project at plan.yaml:2:10:"
                " ids are unique over all kinds [SRC130]"
            ),
        ),
    ),
)
