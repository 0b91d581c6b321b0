"""SRC150 to SRC158: dates, money, targets and waivers."""

from graph.model.explanations.base import Example, Explanation, Text
from graph.problems import Severity

EXPLAINED = (
    Explanation(
        code="SRC150",
        severity=Severity.ERROR,
        title=Text("วันที่สลับลำดับ", "Dates out of order"),
        meaning=Text(
            "วันสิ้นสุดอยู่ก่อนวันเริ่ม หรือขั้นหลังของงานส่งต่ออยู่ก่อนขั้นแรก",
            "An end stands before its start, or a later step of a handoff before an earlier one.",
        ),
        why=Text(
            "จำนวนวันที่คำนวณจากคู่นี้จะติดลบ", "Days that are counted between the two would be negative."
        ),
        remedy=Text(
            "เทียบกับเอกสารต้นทาง แล้วแก้วันที่ผิด",
            "Compare with the source and mend the date that is wrong.",
        ),
        example=Example(
            wrong="""\
projects:
  - id: PRJ1
    title: {th: ขุดลอกคลอง, en: Canal dredging}
    start: 2024-09-30
    end: 2023-10-01
""",
            mends={"start: 2024-09-30": "start: 2023-10-01", "end: 2023-10-01": "end: 2024-09-30"},
            shows="plan.yaml:5:10: error: end 2023-10-01 is before start 2024-09-30 [SRC150]",
        ),
    ),
    Explanation(
        code="SRC151",
        severity=Severity.WARNING,
        title=Text("วันที่อยู่นอกปีงบประมาณ", "Date outside its fiscal year"),
        meaning=Text(
            "ปีงบประมาณ 2567 คือ 1 ต.ค. 2566 ถึง 30 ก.ย. 2567 แต่วันที่นี้อยู่นอกช่วง",
            "Fiscal year 2567 is 1 October 2023 to 30 September 2024; this date lies outside its"
            " year.",
        ),
        why=Text(
            "วันที่หรือปีงบประมาณอย่างใดอย่างหนึ่งน่าจะผิด", "Either the date or the year is probably wrong."
        ),
        remedy=Text(
            "ตรวจทั้งสองค่ากับเอกสารต้นทาง โครงการผูกพันหลายปีให้เว้น fiscal_year ไว้",
            "Check both against the source. A project of several years has no fiscal_year.",
        ),
        example=Example(
            wrong="""\
projects:
  - id: PRJ1
    title: {th: ขุดลอกคลอง, en: Canal dredging}
    fiscal_year: 2567
    end: 2024-10-31
""",
            mends={"2567": "2568"},
            shows=(
                "plan.yaml:5:10: warning: end 2024-10-31 is outside fiscal year 2567"
                " (2023-10-01 to 2024-09-30): check the date and the year [SRC151]"
            ),
        ),
    ),
    Explanation(
        code="SRC152",
        severity=Severity.ERROR,
        title=Text("จำนวนเงินติดลบ", "Negative money"),
        meaning=Text("งบประมาณหรือยอดเบิกจ่ายน้อยกว่าศูนย์", "A budget or what was spent is below zero."),
        why=Text("ยอดรวมจะต่ำกว่าความจริง", "Sums would come out lower than they are."),
        remedy=Text(
            "แก้ตัวเลข ถ้าไม่ทราบให้เว้นฟิลด์ไว้ ศูนย์แปลว่าไม่มีงบ",
            "Mend the figure. Leave the field out where it is unknown; 0 says that there is none.",
        ),
        example=Example(
            wrong="""\
projects:
  - id: PRJ1
    title: {th: ขุดลอกคลอง, en: Canal dredging}
    budget: -1500000
""",
            mends={"-1500000": "1500000"},
            shows=(
                "plan.yaml:4:13: error: budget is -1500000: money is never negative; leave it"
                " out where unknown [SRC152]"
            ),
        ),
    ),
    Explanation(
        code="SRC153",
        severity=Severity.WARNING,
        title=Text("ผลลัพธ์สำคัญไม่มีค่าเป้าหมาย", "Key result without a target"),
        meaning=Text("ไม่มีตัวเลขที่ต้องไปให้ถึง", "No figure says what is to be reached."),
        why=Text(
            "บอกไม่ได้ว่าสำเร็จหรือยัง และคำนวณความก้าวหน้าไม่ได้",
            "Nobody can tell whether it is reached, and there is no progress to compute.",
        ),
        remedy=Text(
            "เติม target จากแผน ถ้าแผนไม่มีตัวเลข ให้ถามเจ้าภาพ",
            "Add the target of the plan; where the plan has none, ask the owner.",
        ),
        example=Example(
            wrong="""\
objectives:
  - id: O1
    title: {th: น้ำท่วมลดลง, en: Fewer floods}
    key_results:
      - id: KR1
        title: {th: แก้ไขจุดเสี่ยงน้ำท่วม, en: Flood risk points fixed}
""",
            mends={"points fixed}": "points fixed}\n        target: 212"},
            shows=(
                "plan.yaml:5:9: warning: key result 'KR1' has no target: add the figure to"
                " reach [SRC153]"
            ),
        ),
    ),
    Explanation(
        code="SRC154",
        severity=Severity.ERROR,
        title=Text("หน่วยงานเดียวมีสองส่วนของเป้า", "Two parts for one unit"),
        meaning=Text(
            "ค่าเป้าหมายที่แบ่งให้หน่วยงานเดียวกันเขียนไว้สองครั้ง",
            "A unit has two parts of the same target.",
        ),
        why=Text(
            "ไม่รู้ว่าต้องรวมกันหรือเป็นรายการซ้ำ", "Nobody can tell whether to add them or to drop one."
        ),
        remedy=Text("รวมเป็นส่วนเดียว", "Make them one."),
        example=Example(
            wrong="""\
units:
  - {id: D5012, kind: district, title: {th: เขตบางเขน, en: Bang Khen}}
objectives:
  - id: O1
    title: {th: น้ำท่วมลดลง, en: Fewer floods}
    key_results:
      - id: KR1
        title: {th: แก้ไขจุดเสี่ยงน้ำท่วม, en: Flood risk points fixed}
        target: 7
        allocations: [{unit: D5012, target: 4}, {unit: D5012, target: 3}]
""",
            mends={"target: 4}, {unit: D5012, target: 3}": "target: 7}"},
            shows=(
                "plan.yaml:10:56: error: 'D5012' has two parts of this target: make them one"
                " [SRC154]"
            ),
        ),
    ),
    Explanation(
        code="SRC155",
        severity=Severity.WARNING,
        title=Text("สถานะขัดกับวันที่", "State against its dates"),
        meaning=Text(
            "งานส่งต่อมีวันที่เสร็จ แต่สถานะบอกว่ายังไม่เสร็จ",
            "A handoff has a day on which it was done, but its state says that it is not.",
        ),
        why=Text(
            "สถานะที่เขียนไว้ชนะวันที่ งานที่เสร็จแล้วจึงยังนับว่าค้าง",
            "The state that is given wins over the dates: finished work is counted as waiting.",
        ),
        remedy=Text(
            "ลบ state เพื่อให้อ่านจากวันที่ หรือลบวันที่ที่ผิด",
            "Delete the state, so that it follows from the dates, or the date that is wrong.",
        ),
        example=Example(
            wrong="""\
units:
  - {id: B1100, kind: bureau, title: {th: สำนักการระบายน้ำ, en: Drainage Department}}
  - {id: D5012, kind: district, title: {th: เขตบางเขน, en: Bang Khen}}
handoffs:
  - id: H1
    subject: ขอเครื่องสูบน้ำ
    from: D5012
    to: B1100
    done_on: 2024-07-01
    state: waiting
""",
            mends={"    state: waiting\n": ""},
            shows=(
                "plan.yaml:10:12: warning: state is waiting, but done_on is 2024-07-01: mend"
                " one [SRC155]"
            ),
        ),
    ),
    Explanation(
        code="SRC156",
        severity=Severity.WARNING,
        title=Text("ความก้าวหน้าไม่อยู่ในช่วง 0 ถึง 100", "Progress outside 0 to 100"),
        meaning=Text(
            "ร้อยละของงานที่ทำแล้วต้องอยู่ระหว่าง 0 ถึง 100",
            "A percentage done lies between 0 and 100.",
        ),
        why=Text(
            "ตัวเลขน่าจะเป็นค่าอื่น เช่น จำนวน หรือยอดที่บวกร้อยละเข้าด้วยกัน",
            "It is probably another figure: a count, or percentages that were added up.",
        ),
        remedy=Text("เขียนร้อยละของงานที่ทำแล้ว หรือเว้นไว้", "Write the percentage, or leave it out."),
        example=Example(
            wrong="""\
projects:
  - id: PRJ1
    title: {th: ขุดลอกคลอง, en: Canal dredging}
    progress: 140
""",
            mends={"140": "40"},
            shows=(
                "plan.yaml:4:15: warning: progress is 140, but a percentage done lies between"
                " 0 and 100 [SRC156]"
            ),
        ),
    ),
    Explanation(
        code="SRC157",
        severity=Severity.WARNING,
        title=Text("ยกเว้นกฎที่ไม่มี", "Waiver of an unknown rule"),
        meaning=Text(
            "รหัสกฎใน waive ไม่ใช่รหัสของข้อค้นพบ จึงไม่มีผล",
            "The rule of a waiver is not the code of any finding, so the waiver does not count.",
        ),
        why=Text("ข้อค้นพบที่ตั้งใจยกเว้นยังแสดงอยู่", "The finding that was to be accepted is still shown."),
        remedy=Text(
            "แก้รหัสตามที่แนะนำ policytrace rules แสดงทุกรหัส ปัญหาของไฟล์ (SRC, LNG) ยกเว้นไม่ได้ ต้องแก้ที่ไฟล์",
            "Take the code that the message proposes; 'policytrace rules' lists them. Problems of"
            " the sources (SRC, LNG) cannot be waived: mend them.",
        ),
        example=Example(
            wrong="""\
projects:
  - id: PRJ1
    title: {th: ขุดลอกคลอง, en: Canal dredging}
    waive: [{rule: TRC21, reason: รอแผนปี 2570}]
""",
            mends={"TRC21": "TRC201"},
            shows=(
                "plan.yaml:4:20: warning: there is no rule 'TRC21'; did you mean 'TRC201'? [SRC157]"
            ),
        ),
    ),
    Explanation(
        code="SRC158",
        severity=Severity.WARNING,
        title=Text("ยกเว้นโดยไม่มีเหตุผล", "Waiver without a reason"),
        meaning=Text("การยกเว้นที่ไม่มี reason ไม่มีผล", "A waiver without a reason does not count."),
        why=Text(
            "ผู้อ่านรายงานต้องรู้ว่ายอมรับเพราะอะไร และใครยอมรับ",
            "Whoever reads the report has to know why the finding is accepted, and by whom.",
        ),
        remedy=Text(
            "เติม reason และควรมี by กับ until", "Add a reason; better still, by and until too."
        ),
        example=Example(
            wrong="""\
projects:
  - id: PRJ1
    title: {th: ขุดลอกคลอง, en: Canal dredging}
    waive: [{rule: TRC201}]
""",
            mends={"TRC201": "TRC201, reason: รอแผนปี 2570"},
            shows=(
                "plan.yaml:4:20: warning: the waiver of TRC201 has no reason and does not"
                " count: add one [SRC158]"
            ),
        ),
    ),
)
