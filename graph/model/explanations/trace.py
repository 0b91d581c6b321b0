"""TRC201 to TRC205 and OWN301: chains that break, and policies that nobody owns."""

from graph.model import rules
from graph.model.explanations.base import Example, Text, finding

EXPLAINED = (
    finding(
        rules.ORPHAN_PROJECT,
        title=Text("โครงการไม่โยงถึงนโยบาย", "Project that serves no policy"),
        meaning_th="โครงการไม่มีทางขึ้นไปถึงนโยบายใดของผู้ว่าฯ",
        why=Text(
            "โครงการที่ขอรับงบประมาณต้องบอกได้ว่าตอบผลลัพธ์สำคัญ วัตถุประสงค์ ยุทธศาสตร์ และนโยบายใด",
            "Every project that asks for budget has to show which key result, objective, strategy"
            " and policy it serves.",
        ),
        remedy=Text(
            "คอลัมน์ broken_at บอกว่าขาดที่ระดับใด เติมลิงก์ที่ระดับนั้น เช่น key_results ของโครงการ",
            "The column broken_at names the level that is missing: add the link there, such as the"
            " key_results of the project.",
        ),
        example=Example(
            wrong="""\
policies:
  - {id: P166, title: {th: ลดจุดเสี่ยงน้ำท่วม, en: Cut flood risk points}}
objectives:
  - id: O1
    title: {th: น้ำท่วมลดลง, en: Fewer floods}
    policies: [P166]
    key_results:
      - id: KR1
        title: {th: แก้ไขจุดเสี่ยงน้ำท่วม, en: Flood risk points fixed}
        target: 212
projects:
  - id: PRJ1
    title: {th: ขุดลอกคลอง, en: Canal dredging}
    key_results: []
""",
            mends={"key_results: []": "key_results: [KR1]"},
            shows="TRC201:PRJ1",
        ),
    ),
    finding(
        rules.DANGLING_REFERENCE,
        title=Text("อ้างถึงรหัสที่ไม่มี", "Reference to nothing"),
        meaning_th="มีการอ้างถึงรายการที่ไม่มีไฟล์ใดประกาศ",
        why=Text(
            "สายโยงผ่านจุดนี้ไม่ได้ ตัวเลขในรายงานจึงอาจเกินจริง แสดงเมื่อใช้ --lenient เท่านั้น",
            "No chain goes through it, so figures may be too high. Shown with --lenient alone;"
            " without it such sources are refused (SRC140).",
        ),
        remedy=Text(
            "แก้รหัส หรือประกาศรายการที่ขาด", "Mend the id, or declare the item that is missing."
        ),
        example=Example(
            wrong="""\
strategies:
  - {id: S1, title: {th: เมืองปลอดภัย, en: Safe city}}
objectives:
  - id: O1
    title: {th: น้ำท่วมลดลง, en: Fewer floods}
    strategies: [S9]
""",
            mends={"[S9]": "[S1]"},
            shows="TRC202:O1:S9",
        ),
    ),
    finding(
        rules.UNREACHED_PROJECT,
        title=Text("นโยบายลงไปไม่ถึงโครงการ", "Policy that reaches no project"),
        meaning_th="สายโยงของนโยบายจบลงก่อนถึงโครงการ",
        why=Text(
            "ยังไม่มีงานใดทำให้นโยบายนี้เกิดขึ้นตามที่บันทึกไว้",
            "As far as the sources tell, no work makes the policy happen.",
        ),
        remedy=Text(
            "คอลัมน์ reaches บอกว่าลงไปถึงระดับใด เติมลิงก์ของระดับถัดไป หรือขอให้หน่วยงานเสนอโครงการ",
            "The column reaches names the last level: add the link to the next one, or ask a unit"
            " to propose a project.",
        ),
        example=Example(
            wrong="""\
policies:
  - {id: P166, title: {th: ลดจุดเสี่ยงน้ำท่วม, en: Cut flood risk points}}
objectives:
  - id: O1
    title: {th: น้ำท่วมลดลง, en: Fewer floods}
    policies: [P166]
    key_results:
      - id: KR1
        title: {th: แก้ไขจุดเสี่ยงน้ำท่วม, en: Flood risk points fixed}
        target: 212
projects:
  - {id: PRJ1, title: {th: ขุดลอกคลอง, en: Canal dredging}}
""",
            mends={"dredging}}": "dredging}, key_results: [KR1]}"},
            shows="TRC203:P166",
        ),
    ),
    finding(
        rules.NOTHING_BELOW,
        title=Text("ไม่มีอะไรรองรับ", "Nothing below"),
        meaning_th="รายการในสายโยงไม่มีอะไรอยู่ใต้ลงไป หรือหน่วยงานไม่มีงานใดเลย",
        why=Text(
            "วัตถุประสงค์ที่ไม่มีผลลัพธ์สำคัญวัดไม่ได้ ผลลัพธ์สำคัญที่ไม่มีโครงการไม่มีใครทำ",
            "An objective without key results cannot be measured; a key result without projects is"
            " nobody's work.",
        ),
        remedy=Text(
            "เติมสิ่งที่คอลัมน์ missing บอก หรือบันทึกเหตุผลว่าเหตุใดจึงไม่มี",
            "Add what the column missing names, or say in a waiver why there is none.",
        ),
        example=Example(
            wrong="""\
policies:
  - {id: P166, title: {th: ลดจุดเสี่ยงน้ำท่วม, en: Cut flood risk points}}
objectives:
  - id: O1
    title: {th: น้ำท่วมลดลง, en: Fewer floods}
    policies: []
""",
            mends={"policies: []": "policies: [P166]"},
            shows="TRC204:P166",
        ),
    ),
    finding(
        rules.UNTARGETED_AREA,
        title=Text("เขตที่ไม่มีงานเจาะจงถึง", "District that nothing is meant for"),
        meaning_th="ไม่มีวัตถุประสงค์หรือโครงการใดเจาะจงพื้นที่เขตนี้",
        why=Text(
            "เป้าหมายของเมืองเป็นเรื่องของพื้นที่ แต่ OKR ทำโดยหน่วยงาน พื้นที่จึงอาจตกหล่น",
            "The city's goals are areas, while its plans are made by organisations: an area may"
            " fall between them.",
        ),
        remedy=Text(
            "เติม areas ให้โครงการที่ลงในเขตนี้ งานที่ทำทั้งเมืองไม่นับเป็นการเจาะจง",
            "Add areas to the projects that are meant for it; work for the whole city is not.",
        ),
        example=Example(
            wrong="""\
areas:
  - {id: A1005, kind: district, title: {th: เขตบางเขน, en: Bang Khen}}
projects:
  - {id: PRJ1, title: {th: ขุดลอกคลอง, en: Canal dredging}}
""",
            mends={"dredging}}": "dredging}, areas: [A1005]}"},
            shows="TRC205:A1005",
        ),
    ),
    finding(
        rules.UNOWNED_POLICY,
        title=Text("นโยบายไม่มีเจ้าภาพ", "Policy that nobody owns"),
        meaning_th="ไม่มีหน่วยงานใดรับผิดชอบนโยบายนี้จริง",
        why=Text(
            "นโยบายที่ไม่มีเจ้าภาพไม่มีใครตอบได้ว่าไปถึงไหน เจ้าภาพที่ไม่มีงานใต้สายโยงนับว่ามีแต่ชื่อ (phantom)",
            "Nobody can say how far it is. An owner that owns and leads nothing below the policy"
            " is one in name alone (phantom).",
        ),
        remedy=Text(
            "ระบุ owner ดูคอลัมน์ candidates ว่าหน่วยงานใดทำโครงการอยู่แล้ว",
            "Name an owner; the column candidates tells who already leads projects below it.",
        ),
        example=Example(
            wrong="""\
units:
  - {id: B1100, kind: bureau, title: {th: สำนักการระบายน้ำ, en: Drainage Department}}
policies:
  - id: P166
    title: {th: ลดจุดเสี่ยงน้ำท่วม, en: Cut flood risk points}
    owner: []
objectives:
  - id: O1
    title: {th: น้ำท่วมลดลง, en: Fewer floods}
    owner: B1100
    policies: [P166]
""",
            mends={"owner: []": "owner: [B1100]"},
            shows="OWN301:P166",
        ),
    ),
)
