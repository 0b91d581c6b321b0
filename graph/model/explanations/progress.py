"""PRG501 to PRG505: figures that are old, targets that are split, years that have ended."""

from graph.model import rules
from graph.model.explanations.base import Example, Text, finding

_OBJECTIVE = """\
objectives:
  - id: O1
    title: {th: น้ำท่วมลดลง, en: Fewer floods}
    fiscal_year: 2567
    key_results:
      - id: KR1
        title: {th: แก้ไขจุดเสี่ยงน้ำท่วม, en: Flood risk points fixed}
        measure: {unit: จุด, direction: increase, aggregation: sum}
"""
_UNITS = """\
units:
  - {id: D5012, kind: district, title: {th: เขตบางเขน, en: Bang Khen}}
  - {id: D5015, kind: district, title: {th: เขตหนองจอก, en: Nong Chok}}
  - {id: D5042, kind: district, title: {th: เขตสายไหม, en: Sai Mai}}
"""

EXPLAINED = (
    finding(
        rules.STALE_KEY_RESULT,
        title=Text("ไม่มีผลรายงานใหม่", "No new figure"),
        meaning_th="ผลล่าสุดของผลลัพธ์สำคัญเก่าเกิน 90 วัน หรือยังไม่มีผลเลย",
        why=Text(
            "ความก้าวหน้าที่คำนวณจากตัวเลขเก่าไม่บอกสถานการณ์ปัจจุบัน",
            "Progress that rests on an old figure does not say how things are. Days are counted to"
            " the end of the fiscal year at most.",
        ),
        remedy=Text(
            "ขอตัวเลขจากเจ้าภาพแล้วเติมใน check_ins โดยเก็บค่าเดิมไว้ ถ้ารายงานปีละครั้งให้ยกเว้นพร้อมเหตุผล",
            "Ask its owner for the figure and add it to check_ins; leave the old ones. Where it is"
            " reported once a year, waive it with that reason.",
        ),
        example=Example(
            wrong=_OBJECTIVE
            + """\
        target: 212
        check_ins: [{as_of: 2024-03-31, value: 40}]
""",
            mends={"value: 40}": "value: 40}, {as_of: 2024-09-15, value: 116}"},
            shows="PRG501:KR1",
        ),
    ),
    finding(
        rules.UNEVEN_SPLIT,
        title=Text("แบ่งค่าเป้าหมายไม่ลงตัว", "Split that does not come out"),
        meaning_th="ส่วนแบ่งของค่าเป้าหมายรวมกันไม่เท่ากับค่าเป้าหมาย หรือบางส่วนไม่มีค่า",
        why=Text(
            "แม้ทุกหน่วยงานทำครบส่วนของตน ผลรวมก็ไม่ถึงหรือเกินค่าเป้าหมาย",
            "Though every unit does its part, the whole falls short of the target or goes beyond"
            " it.",
        ),
        remedy=Text(
            "แก้ target ของส่วนที่ผิดหรือของทั้งหมด ถ้าส่วนที่เหลือยังไม่ได้แบ่งให้ยกเว้นถึงวันที่จะแบ่ง",
            "Mend the target of the part that is wrong, or of the whole. Where the rest is yet to"
            " be given out, waive it until that day.",
        ),
        example=Example(
            wrong=_OBJECTIVE
            + """\
        target: 10
        check_ins: [{as_of: 2024-09-15, value: 8}]
        allocations: [{unit: D5012, target: 4}, {unit: D5015, target: 3}]
"""
            + _UNITS,
            mends={"target: 3}": "target: 6}"},
            shows="PRG502:KR1",
        ),
    ),
    finding(
        rules.UNIT_WITHOUT_PART,
        title=Text("หน่วยงานที่ไม่ได้รับส่วนแบ่ง", "Unit without a part"),
        meaning_th="หน่วยงานหนึ่งไม่มีส่วนของค่าเป้าหมาย ทั้งที่หน่วยงานระดับเดียวกันเกือบทั้งหมดมี",
        why=Text(
            "เมื่อ 49 ใน 50 เขตมีส่วนแบ่ง เขตที่เหลือมักตกหล่น ไม่ใช่ตั้งใจ",
            "Where 49 of 50 districts have a part, the last was more likely forgotten than left out"
            " on purpose.",
        ),
        remedy=Text(
            "เติมส่วนของหน่วยงานนั้นใน allocations ถ้าตั้งใจไม่แบ่งให้ ให้ยกเว้นพร้อมเหตุผล",
            "Add the unit to allocations. Where it is left out on purpose, waive it with the"
            " reason.",
        ),
        example=Example(
            wrong=_OBJECTIVE
            + """\
        target: 10
        check_ins: [{as_of: 2024-09-15, value: 8}]
        allocations: [{unit: D5012, target: 4}, {unit: D5015, target: 6}]
"""
            + _UNITS,
            mends={"target: 6}": "target: 4}, {unit: D5042, target: 2}"},
            shows="PRG503:KR1:D5042",
        ),
    ),
    finding(
        rules.OUTDATED_STATE,
        title=Text("สถานะโครงการไม่เป็นปัจจุบัน", "Project in a state of the past"),
        meaning_th="สถานะของโครงการไม่ทันวันที่ของโครงการเอง หรือหน่วยงานไม่รายงาน",
        why=Text(
            "โครงการที่เลยวันสิ้นสุดแต่ยังดำเนินการอยู่ อาจล่าช้า หรือเสร็จแล้วแต่ไม่มีใครบันทึก",
            "A project that is active past its last day is late, or it is done and nobody wrote it"
            " down.",
        ),
        remedy=Text(
            "แก้ status ตามจริง หรือแก้ start และ end เมื่อขยายเวลา ถ้ารอเอกสารให้ยกเว้นถึงวันที่จะได้รับ",
            "Write the status as it is, or mend start and end where time was extended. Where papers"
            " are awaited, waive it until then.",
        ),
        example=Example(
            wrong="""\
projects:
  - id: PRJ1
    title: {th: ขุดลอกคลอง, en: Canal dredging}
    status: active
    end: 2024-03-31
""",
            mends={"status: active": "status: done"},
            shows="PRG504:PRJ1",
        ),
    ),
    finding(
        rules.MISSED_TARGET,
        title=Text("สิ้นปีแล้วไม่ถึงค่าเป้าหมาย", "Target missed"),
        meaning_th="ปีงบประมาณสิ้นสุดแล้ว แต่ผลล่าสุดยังไม่ถึงค่าเป้าหมาย",
        why=Text(
            "ต้องตัดสินใจว่าจะทำต่อในปีถัดไปหรือไม่ และเพราะเหตุใดจึงไม่ถึง",
            "Someone has to decide whether it goes on in the next year, and to say why it fell"
            " short.",
        ),
        remedy=Text(
            "ถ้ามีตัวเลขสิ้นปีให้เติมใน check_ins ถ้าไม่ถึงจริงให้ยกเว้นพร้อมเหตุผลที่ไม่ถึง",
            "Add the figure of the end of the year to check_ins. Where it was missed indeed, waive"
            " it with the reason.",
        ),
        example=Example(
            wrong=_OBJECTIVE.replace("2567", "2566")
            + """\
        target: 212
        check_ins: [{as_of: 2023-09-15, value: 116}]
""",
            mends={"value: 116}": "value: 116}, {as_of: 2023-09-30, value: 215}"},
            shows="PRG505:KR1",
        ),
    ),
)
