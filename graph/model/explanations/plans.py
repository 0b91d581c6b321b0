"""TRC206 to TRC208, PRG506 and BUD604: plans beside each other, and before the budget."""

from graph.model import rules
from graph.model.explanations.base import Example, Text, finding

_UNITS = """\
units:
  - {id: B1100, kind: bureau, title: {th: สำนักการระบายน้ำ, en: Drainage}, abbreviation: สนน.}
  - {id: D5012, kind: district, title: {th: เขตบางเขน, en: Bang Khen}, areas: [A1005]}
areas:
  - {id: A1005, kind: district, title: {th: เขตบางเขน, en: Bang Khen}}
"""
_OF_THE_BUREAU = """\
objectives:
  - id: O1
    title: {th: น้ำท่วมลดลง, en: Fewer floods}
    owner: [B1100]
    fiscal_year: 2568
    key_results:
      - id: KR1
        title: {th: แก้ไขจุดเสี่ยงน้ำท่วม, en: Flood risk points fixed}
        code: "1.4.05"
        measure: {unit: จุด, direction: increase, aggregation: sum}
        target: 4
"""
_OF_THE_DISTRICT = """\
  - id: O2
    title: {th: บางเขนน้ำไม่ท่วม, en: Bang Khen stays dry}
    owner: [D5012]
    fiscal_year: 2568
    key_results:
      - id: KR2
        title: {th: ล้างท่อในซอย, en: Drains of sois cleaned}
        measure: {unit: จุด, direction: increase, aggregation: sum}
        target: 3
"""
_PART = "        allocations: [{unit: D5012, target: 4}]\n"
_CODED = 'of sois cleaned}\n        code: "1.4.05"'
_WITH_CODE = {"of sois cleaned}": _CODED}

EXPLAINED = (
    finding(
        rules.PART_WITHOUT_PLAN,
        title=Text("ส่วนแบ่งเป้าที่ไม่มีในแผน", "Part that no plan holds"),
        meaning_th="หน่วยงานได้รับส่วนแบ่งของค่าเป้าหมาย แต่ในแผนของตนไม่มีผลลัพธ์สำคัญหรือโครงการรองรับ",
        why=Text(
            "สำนักนับส่วนนี้ไว้ในเป้าแล้ว แต่ไม่มีใครตั้งงบหรือลงมือทำ",
            "The bureau counts on this part, and nobody asks for money for it or works on it.",
        ),
        remedy=Text(
            "ให้หน่วยงานเพิ่มผลลัพธ์สำคัญที่ใช้ตัวชี้วัดหรือรหัสเดียวกัน หรือโครงการที่ส่งมอบผลลัพธ์นี้"
            " ถ้าไม่ได้ตกลงกันไว้ให้ถอนส่วนแบ่งออก",
            "Let the unit add a key result of the same KPI or code, or a project that delivers this"
            " one. Where it never agreed, take the part away.",
        ),
        example=Example(
            wrong=_OF_THE_BUREAU + _PART + _OF_THE_DISTRICT + _UNITS,
            mends=_WITH_CODE,
            shows="TRC206:KR1:D5012",
        ),
    ),
    finding(
        rules.UNALIGNED_KEY_RESULT,
        title=Text("ผลลัพธ์ของเขตที่ไม่อยู่ใต้แผนสำนัก", "District's key result on its own"),
        meaning_th="ผลลัพธ์สำคัญของเขตไม่มีตัวชี้วัด รหัส วัตถุประสงค์ ยุทธศาสตร์ หรือนโยบายร่วมกับของสำนักใดเลย",
        why=Text(
            "ผลงานของเขตจะไม่ถูกนับในเป้าใดของเมือง ทั้งที่อาจเป็นเรื่องเดียวกัน",
            "What the district reaches counts for no target of the city, though it may be the same"
            " matter.",
        ),
        remedy=Text(
            "ระบุ kpi หรือ code ของผลลัพธ์ หรือ strategies และ policies ของวัตถุประสงค์"
            " ถ้าเป็นงานเฉพาะเขตให้ยกเว้นพร้อมเหตุผล",
            "Give the key result its kpi or code, or its objective its strategies and policies."
            " Where it is a matter of the district alone, waive it with that reason.",
        ),
        example=Example(
            wrong=_OF_THE_BUREAU + _OF_THE_DISTRICT + _UNITS, mends=_WITH_CODE, shows="TRC207:KR2"
        ),
    ),
    finding(
        rules.PROMISED_TWICE,
        title=Text("สองหน่วยงานตั้งเป้าเรื่องเดียวกัน", "Same thing promised twice"),
        meaning_th="ผลลัพธ์สำคัญของสองหน่วยงานชื่อแทบเหมือนกัน หน่วยนับและปีเดียวกัน พื้นที่ทับกัน แต่ไม่ได้แบ่งเป้าให้กัน",
        why=Text(
            "งานเดียวกันอาจถูกตั้งงบและนับผลสองครั้ง",
            "The same work may be paid for, and counted, twice.",
        ),
        remedy=Text(
            "ถ้าเป็นงานเดียวกัน ให้หน่วยงานหนึ่งแบ่งเป้าให้อีกหน่วยงานใน allocations"
            " ถ้าคนละงานให้ตั้งชื่อให้ต่างกัน หรือยกเว้นพร้อมเหตุผล",
            "Where it is one work, let the one give the other its part in allocations. Where it is"
            " two, let their titles say so, or waive it.",
        ),
        example=Example(
            wrong=_OF_THE_BUREAU
            + _OF_THE_DISTRICT.replace("ล้างท่อในซอย", "แก้ไขจุดเสี่ยงน้ำท่วม").replace(
                "Drains of sois cleaned", "Flood risk points fixed"
            )
            + _UNITS,
            mends={"target: 4\n": f"target: 4\n{_PART}"},
            shows="TRC208:KR1:KR2",
        ),
    ),
    finding(
        rules.UNEVEN_PART,
        title=Text("เป้าของหน่วยงานไม่ตรงกับส่วนแบ่ง", "Target unlike the part given"),
        meaning_th="ค่าเป้าหมายในแผนของหน่วยงานไม่เท่ากับส่วนแบ่งที่ได้รับ ทั้งที่ใช้ตัวชี้วัดหรือรหัสเดียวกัน",
        why=Text(
            "สองแผนคาดหวังไม่เท่ากัน เมื่อรวมแล้วเป้าของเมืองจะขาดหรือเกิน",
            "The two plans expect different things, so the whole will fall short or go beyond.",
        ),
        remedy=Text(
            "ให้สองหน่วยงานตกลงตัวเลขเดียว แล้วแก้ target ของหน่วยงานหรือของส่วนแบ่ง",
            "Let the two agree on one figure, and mend the target of the unit or of the part.",
        ),
        example=Example(
            wrong=_OF_THE_BUREAU
            + _PART
            + _OF_THE_DISTRICT.replace("of sois cleaned}", _CODED)
            + _UNITS,
            mends={"target: 3": "target: 4"},
            shows="PRG506:KR1:D5012",
        ),
    ),
    finding(
        rules.NOT_READY,
        title=Text("โครงการยังไม่พร้อมขอรับงบประมาณ", "Not ready for budget"),
        meaning_th="โครงการขอรับงบประมาณ แต่ข้อมูลที่ต้องมียังไม่ครบ",
        why=Text(
            "ทุกโครงการที่ขอรับงบประมาณต้องแสดงว่าตอบผลลัพธ์สำคัญ วัตถุประสงค์ ยุทธศาสตร์ และนโยบายใด"
            " และมีรายละเอียดครบ",
            "Every project that asks for budget has to show which key result, objective, strategy"
            " and policy it serves, and to say plainly what it is.",
        ),
        remedy=Text(
            "คอลัมน์ missing บอกว่ายังขาดอะไร เติมที่โครงการ ที่ผลลัพธ์สำคัญ หรือที่วัตถุประสงค์ตามที่ระบุ"
            " โครงการที่ขอในปีงบประมาณใดต้องแสดงผลลัพธ์สำคัญของปีนั้น"
            " ผลลัพธ์สำคัญที่มี weight: 0 (ค่าเป้าหมายถูกแทนแล้ว) ไม่นับ",
            "The column missing says what it lacks: add it to the project, its key result or its"
            " objective, as named. What asks in a fiscal year shows a key result of that year. One"
            " of weight 0, whose target was replaced, does not count.",
        ),
        example=Example(
            wrong="policies:\n  - {id: P001, title: {th: น้ำไม่ท่วม, en: No floods}}\n"
            + _OF_THE_BUREAU.replace("    key_results", "    policies: [P001]\n    key_results")
            + """\
        baseline: 0
projects:
  - id: PRJ1
    title: {th: ขุดลอกคลอง, en: Canal dredging}
    lead: B1100
    key_results: [KR1]
    fiscal_year: 2568
    budget: 1500000
    start: 2024-10-01
    end: 2025-09-30
"""
            + _UNITS,
            mends={"budget: 1500000": "budget: 1500000\n    areas: [A1005]"},
            shows="BUD604:PRJ1",
        ),
    ),
)
