"""HND401 to HND404: work that crosses between units."""

from graph.model import rules
from graph.model.explanations.base import Example, Text, finding

_UNITS = """\
units:
  - {id: B1100, kind: bureau, title: {th: สำนักการระบายน้ำ, en: Drainage Department}}
  - {id: D5012, kind: district, title: {th: เขตบางเขน, en: Bang Khen}}
"""
_WHY = Text(
    "ไม่ใช่ข้อผิดพลาด แต่เป็นจุดที่งานมักค้าง: เขตเดินหน้าได้ แต่งานติดอยู่ที่สำนัก",
    "It is no mistake, but a place where work tends to wait: districts can usually proceed, and"
    " much gets stuck at the bureaus.",
)

EXPLAINED = (
    finding(
        rules.DELIVERY_HANDOFF,
        title=Text("ส่งมอบข้ามหน่วยงาน", "Delivery between units"),
        meaning_th="หน่วยงานหนึ่งเป็นเจ้าภาพผลลัพธ์สำคัญ แต่อีกหน่วยงานเป็นหน่วยงานหลักของโครงการ",
        why=_WHY,
        remedy=Text(
            "ตรวจว่าสองหน่วยงานตกลงกันแล้ว หรือให้หน่วยงานเดียวรับทั้งสอง ถ้าตั้งใจไว้เช่นนี้ให้ยกเว้นพร้อมเหตุผล",
            "See that the two have agreed, or give both to one unit. Where it is meant so, waive it"
            " with the reason.",
        ),
        example=Example(
            wrong=_UNITS
            + """\
objectives:
  - id: O1
    title: {th: น้ำท่วมลดลง, en: Fewer floods}
    owner: B1100
    key_results:
      - {id: KR1, title: {th: จุดเสี่ยงน้ำท่วม, en: Flood points}, target: 212}
projects:
  - id: PRJ1
    title: {th: ขุดลอกคลอง, en: Canal dredging}
    lead: D5012
    key_results: [KR1]
""",
            mends={"lead: D5012": "lead: B1100"},
            shows="HND401:PRJ1:KR1:B1100:D5012",
        ),
    ),
    finding(
        rules.SUPPORT_HANDOFF,
        title=Text("สนับสนุนข้ามหน่วยงาน", "Support between units"),
        meaning_th="หน่วยงานหนึ่งเป็นหน่วยงานหลักของโครงการ และอีกหน่วยงานสนับสนุน",
        why=_WHY,
        remedy=Text(
            "ตรวจว่าหน่วยงานสนับสนุนรับรู้และมีงานนี้ในแผนของตน",
            "See that the supporting unit knows of it and has it in its own plan.",
        ),
        example=Example(
            wrong=_UNITS
            + """\
projects:
  - id: PRJ1
    title: {th: ขุดลอกคลอง, en: Canal dredging}
    lead: D5012
    supports: [B1100]
""",
            mends={"[B1100]": "[]"},
            shows="HND402:PRJ1:D5012:B1100",
        ),
    ),
    finding(
        rules.ALLOCATION_HANDOFF,
        title=Text("แบ่งเป้าข้ามหน่วยงาน", "Part of a target for another unit"),
        meaning_th="หน่วยงานหนึ่งเป็นเจ้าภาพผลลัพธ์สำคัญ และอีกหน่วยงานมีส่วนของค่าเป้าหมาย",
        why=_WHY,
        remedy=Text(
            "ตรวจว่าหน่วยงานที่รับส่วนของเป้ารู้ตัวเลขและรายงานผล",
            "See that the unit knows its part of the target, and reports on it.",
        ),
        example=Example(
            wrong=_UNITS
            + """\
objectives:
  - id: O1
    title: {th: น้ำท่วมลดลง, en: Fewer floods}
    owner: B1100
    key_results:
      - id: KR1
        title: {th: จุดเสี่ยงน้ำท่วม, en: Flood points}
        target: 212
        allocations: [{unit: D5012, target: 4}]
""",
            mends={"[{unit: D5012, target: 4}]": "[]"},
            shows="HND403:KR1:B1100:D5012",
        ),
    ),
    finding(
        rules.RECORDED_HANDOFF,
        title=Text("งานส่งต่อที่บันทึกไว้", "Recorded handoff"),
        meaning_th="มีการส่งงานต่อจากหน่วยงานหนึ่งไปอีกหน่วยงานหนึ่ง",
        why=Text(
            "คอลัมน์ holder บอกว่างานอยู่ที่ใคร และ days บอกว่านานเท่าใด",
            "The column holder tells with whom the work lies, and days for how long.",
        ),
        remedy=Text(
            "ติดตามหน่วยงานที่ถืองานอยู่ เมื่อเสร็จให้เติม done_on ถ้าบันทึกหน่วยงานผิดให้แก้ from หรือ to",
            "Ask the unit that holds it, and write done_on once it is done. Where the wrong unit"
            " was recorded, mend from or to.",
        ),
        example=Example(
            wrong=_UNITS
            + """\
  - id: B1100-canals
    kind: division
    part_of: B1100
    title: {th: กองระบบคลอง, en: Canal Division}
handoffs:
  - {id: H1, subject: ขอเครื่องสูบน้ำ, from: D5012, to: B1100, asked_on: 2024-06-05}
""",
            mends={"from: D5012": "from: B1100-canals"},
            shows="HND404:H1",
        ),
    ),
)
