"""SRC140 to SRC144: references between items."""

from graph.model.explanations.base import Example, Explanation, Text
from graph.problems import Severity

EXPLAINED = (
    Explanation(
        code="SRC140",
        severity=Severity.ERROR,
        title=Text("อ้างถึงรหัสที่ไม่มี", "Reference to nothing"),
        meaning=Text("ไม่มีไฟล์ใดประกาศรหัสที่อ้างถึง", "No source declares the id that is referred to."),
        why=Text(
            "สายโยงขาดเพราะพิมพ์ผิด ไม่ใช่เพราะโครงการไม่มีนโยบาย จึงไม่รายงานจนกว่าจะแก้",
            "The chain breaks at a slip of the pen, not in the plan: the project would be called"
            " an orphan for nothing.",
        ),
        remedy=Text(
            "แก้รหัสตามที่แนะนำ หรือประกาศรายการที่ขาด report --lenient จะรายงานต่อโดยนับเป็นข้อค้นพบ TRC202",
            "Take the id that the message proposes, or declare the item. report --lenient goes on,"
            " and counts it as finding TRC202.",
        ),
        example=Example(
            wrong="""\
units:
  - {id: B1100, kind: bureau, title: {th: สำนักการระบายน้ำ, en: Drainage Department}}
projects:
  - id: PRJ1
    title: {th: ขุดลอกคลอง, en: Canal dredging}
    lead: B1101
""",
            mends={"B1101": "B1100"},
            shows=(
                "plan.yaml:6:11: error: unit 'B1101' does not exist; did you mean 'B1100'? [SRC140]"
            ),
        ),
    ),
    Explanation(
        code="SRC141",
        severity=Severity.ERROR,
        title=Text("อ้างถึงรายการผิดชนิด", "Reference to another kind"),
        meaning=Text(
            "รหัสที่อ้างถึงมีอยู่ แต่เป็นรายการชนิดอื่น",
            "The id is declared, but as an item of another kind.",
        ),
        why=Text(
            "ลิงก์แต่ละชนิดโยงได้เฉพาะคู่ที่กำหนด เช่น โครงการกับหน่วยงาน",
            "Each relation joins two kinds only, such as a project and a unit.",
        ),
        remedy=Text(
            "ใช้รหัสของรายการชนิดที่ถูก หรือย้ายไปไว้ในฟิลด์ที่ถูก",
            "Take an id of the right kind, or move it into the right field.",
        ),
        example=Example(
            wrong="""\
units:
  - {id: B1100, kind: bureau, title: {th: สำนักการระบายน้ำ, en: Drainage Department}}
areas:
  - {id: A1005, kind: district, title: {th: เขตบางเขน, en: Bang Khen}}
projects:
  - id: PRJ1
    title: {th: ขุดลอกคลอง, en: Canal dredging}
    lead: A1005
""",
            mends={"lead: A1005": "lead: B1100"},
            shows="plan.yaml:8:11: error: 'A1005' is an area, not a unit [SRC141]",
        ),
    ),
    Explanation(
        code="SRC142",
        severity=Severity.ERROR,
        title=Text("วนเป็นวงกลม", "Circle"),
        meaning=Text(
            "part_of หรือ supersedes วนกลับมาที่รายการเดิม",
            "part_of or supersedes leads back to where it began.",
        ),
        why=Text(
            "ไม่มีรายการใดอยู่บนสุด จึงหาระดับหรือยอดรวมไม่ได้",
            "Nothing stands at the top, so there is no tier and no total.",
        ),
        remedy=Text("ตัดขั้นหนึ่งในวงออก", "Take one of the steps out."),
        example=Example(
            wrong="""\
strategies:
  - {id: S1, title: {th: เมืองปลอดภัย, en: Safe city}, part_of: S1.1}
  - {id: S1.1, title: {th: ปลอดอุทกภัย, en: Free of floods}, part_of: S1}
""",
            mends={", part_of: S1.1": ""},
            shows=(
                "plan.yaml:2:65: error: part_of runs in a circle: S1 → S1.1 → S1; take one of"
                " the steps out [SRC142]"
            ),
        ),
    ),
    Explanation(
        code="SRC143",
        severity=Severity.ERROR,
        title=Text("หน่วยงานไม่มีระดับ", "Unit without a tier"),
        meaning=Text(
            "กองหรือฝ่ายต้องอยู่ใต้เขต สำนัก หรือหน่วยงานที่มีระดับ",
            "A division or section has the tier of the unit above it, and none is named.",
        ),
        why=Text(
            "บอกไม่ได้ว่างานข้ามระหว่างเขตกับสำนักหรือไม่",
            "Nobody can tell whether its work crosses between a district and a bureau.",
        ),
        remedy=Text(
            "เติม part_of ให้ชี้ไปยังหน่วยงานต้นสังกัด", "Give it a part_of that leads to the unit above."
        ),
        example=Example(
            wrong="""\
units:
  - {id: B1100, kind: bureau, title: {th: สำนักการระบายน้ำ, en: Drainage Department}}
  - {id: B1100-canals, kind: division, title: {th: กองระบบคลอง, en: Canal Division}}
""",
            mends={"kind: division,": "kind: division, part_of: B1100,"},
            shows=(
                "plan.yaml:3:30: error: division 'B1100-canals' has no tier: give it a part_of"
                " that leads to a unit of kind city, district, bureau, office or external"
                " [SRC143]"
            ),
        ),
    ),
    Explanation(
        code="SRC144",
        severity=Severity.WARNING,
        title=Text("อ้างถึงซ้ำในลิสต์เดียว", "Reference twice"),
        meaning=Text(
            "รหัสเดียวกันอยู่ในลิสต์สองครั้ง นับครั้งเดียว",
            "The same id stands twice in a list; it counts once.",
        ),
        why=Text("อาจตั้งใจเขียนรหัสอื่น", "Perhaps another id was meant in one of the places."),
        remedy=Text("ลบตัวที่ซ้ำ หรือแก้เป็นรหัสที่ตั้งใจ", "Delete one, or write the id that was meant."),
        example=Example(
            wrong="""\
units:
  - {id: B1100, kind: bureau, title: {th: สำนักการระบายน้ำ, en: Drainage Department}}
policies:
  - id: P166
    title: {th: ลดจุดเสี่ยงน้ำท่วม, en: Cut flood risk points}
    owner: [B1100, B1100]
""",
            mends={"[B1100, B1100]": "[B1100]"},
            shows="plan.yaml:6:20: warning: owner names 'B1100' twice; it counts once [SRC144]",
        ),
    ),
)
