"""PRG517 to PRG522 and BUD601 to BUD603: codes that are shared, and projects against themselves."""

from graph.model import rules
from graph.model.explanations.base import Example, Text, finding

_TWO_KEY_RESULTS = """\
objectives:
  - id: O1
    title: {th: น้ำท่วมลดลง, en: Fewer floods}
    fiscal_year: 2567
    key_results:
      - id: KR1
        title: {th: แก้ไขจุดเสี่ยงน้ำท่วม, en: Flood risk points fixed}
        code: "1.4.05"
        target: 212
      - id: KR2
"""
_PROJECT = """\
projects:
  - id: PRJ1
    title: {th: ขุดลอกคลอง, en: Canal dredging}
"""

EXPLAINED = (
    finding(
        rules.TWO_TARGETS,
        title=Text("ตัวชี้วัดเดียว สองค่าเป้าหมาย", "Two targets of one measure"),
        meaning_th="ตัวชี้วัดเดียวกัน รหัสเดียวกัน มีค่าเป้าหมายสองค่าในปีเดียว",
        why=Text(
            "ผลเดียวกันจะถึงเป้าในตารางหนึ่งและไม่ถึงในอีกตารางหนึ่ง",
            "One figure then meets its target in one table and misses it in the other.",
        ),
        remedy=Text(
            "ถามว่าค่าใดใช้อยู่แล้วแก้อีกค่า ค่าที่ถูกแทนแล้วให้ใส่ weight: 0 ถ้าเป็นคนละเรื่องให้ยกเว้นพร้อมเหตุผล",
            "Ask which one holds and mend the other; give one that was replaced weight: 0. Where"
            " they are two things, waive it with the reason.",
        ),
        example=Example(
            wrong=_TWO_KEY_RESULTS
            + """\
        title: {th: แก้ไขจุดเสี่ยงน้ำท่วม, en: Flood risk points fixed}
        code: "1.4.05"
        target: 125
""",
            mends={"target: 125": "target: 212"},
            shows="PRG517:KR2:KR1",
        ),
    ),
    finding(
        rules.REPLACED_TARGET,
        title=Text("ค่าเป้าหมายที่ถูกเปลี่ยน", "Replaced target"),
        meaning_th="ค่าเป้าหมายถูกเปลี่ยนระหว่างปี รายการเดิมมี weight: 0",
        why=Text(
            "เป้าที่ลดลงระหว่างปีทำให้ผลดูดีขึ้นโดยไม่มีงานเพิ่ม",
            "A target that is lowered within the year makes figures look better without more work.",
        ),
        remedy=Text(
            "บันทึกเหตุผลและผู้อนุมัติในการยกเว้น ถ้าไม่เคยเปลี่ยนจริงให้แก้ค่าหรือลบรายการเดิม",
            "Waive it with the reason and the office that agreed. Where it was never changed, mend"
            " the figure or delete the old item.",
        ),
        example=Example(
            wrong=_TWO_KEY_RESULTS
            + """\
        title: {th: แก้ไขจุดเสี่ยงน้ำท่วม, en: Flood risk points fixed}
        code: "1.4.05"
        target: 224
        weight: 0
""",
            mends={"target: 224": "target: 212"},
            shows="PRG518:KR2:KR1",
        ),
    ),
    finding(
        rules.SHARED_CODE,
        title=Text("รหัสซ้ำ", "Code of two"),
        meaning_th="รหัสทางการเดียวใช้กับผลลัพธ์สำคัญสองรายการที่ไม่เหมือนกัน",
        why=Text(
            "รหัสจึงใช้อ้างถึงหรือเชื่อมตารางไม่ได้",
            "The code then names neither, and tables cannot be joined by it.",
        ),
        remedy=Text(
            "ตรวจรหัสในเอกสารต้นทางแล้วแก้ code ถ้าต้นทางใช้ซ้ำจริงให้ยกเว้นพร้อมเหตุผล",
            "Look the code up in the plan and mend it. Where the plan itself uses it twice, waive"
            " it with that reason.",
        ),
        example=Example(
            wrong=_TWO_KEY_RESULTS
            + """\
        title: {th: ขุดลอกคลอง (กม.), en: Canals dredged (km)}
        code: "1.4.05"
        target: 6648.77
""",
            mends={
                'code: "1.4.05"\n        target: 6648.77': 'code: "1.4.07"\n        target: 6648.77'
            },
            shows="PRG519:KR2:KR1",
        ),
    ),
    finding(
        rules.STATUS_AGAINST_PROGRESS,
        title=Text("ความคืบหน้ากับสถานะไม่ตรงกัน", "Progress against status"),
        meaning_th="ร้อยละความคืบหน้ากับสถานะของโครงการไม่ตรงกัน",
        why=Text(
            "โครงการที่ทำครบ 100 แต่ยังไม่เสร็จ อาจปิดโครงการไม่ได้ หรือรายงานเกินจริง",
            "A project at 100 percent that is not done was not closed, or was reported too well.",
        ),
        remedy=Text(
            "แก้ progress หรือ status ที่ผิด ถ้ารอเอกสารปิดโครงการให้ยกเว้นถึงวันที่จะปิด",
            "Mend the progress or the status. Where the project is about to be closed, waive it"
            " until then.",
        ),
        example=Example(
            wrong=_PROJECT
            + """\
    status: active
    progress: 100
""",
            mends={"status: active": "status: done"},
            shows="PRG520:PRJ1",
        ),
    ),
    finding(
        rules.DONE_BEFORE_ITS_END,
        title=Text("เสร็จก่อนวันสิ้นสุด", "Done before its end"),
        meaning_th="โครงการระบุว่าเสร็จแล้ว แต่วันสิ้นสุดยังมาไม่ถึง",
        why=Text(
            "อาจเสร็จเร็วกว่าแผน หรือสถานะหรือวันที่ผิด",
            "It was quicker than planned, or the status or the date is wrong.",
        ),
        remedy=Text(
            "แก้ status หรือเขียน end เป็นวันที่เสร็จจริง ถ้าต้องคงวันตามสัญญาให้ยกเว้นพร้อมเหตุผล",
            "Mend the status, or write the day on which it was done. Where the day of the contract"
            " has to stay, waive it with that reason.",
        ),
        example=Example(
            wrong=_PROJECT
            + """\
    status: done
    end: 2024-12-31
""",
            mends={"2024-12-31": "2024-09-15"},
            shows="PRG521:PRJ1",
        ),
    ),
    finding(
        rules.ONE_DAY_PROJECT,
        title=Text("โครงการวันเดียว", "One-day project"),
        meaning_th="โครงการสิ้นสุดในวันเดียวกับที่เริ่ม",
        why=Text(
            "มักเป็นเพราะไม่ได้กรอกวันสิ้นสุด ระบบจึงใส่วันเริ่มต้นแทน",
            "Mostly the last day was not filled in, and a form put the first one there.",
        ),
        remedy=Text(
            "ใส่วันสิ้นสุดจริง หรือลบ end ออก ถ้าเป็นงานวันเดียวจริงให้ยกเว้นพร้อมเหตุผล",
            "Write the true last day, or leave end out. Where it is the work of one day, waive it"
            " with that reason.",
        ),
        example=Example(
            wrong=_PROJECT
            + """\
    start: 2023-10-01
    end: 2023-10-01
""",
            mends={"end: 2023-10-01": "end: 2024-09-30"},
            shows="PRG522:PRJ1",
        ),
    ),
    finding(
        rules.OVERSPENT,
        title=Text("เบิกจ่ายเกินงบ", "Overspent"),
        meaning_th="เบิกจ่ายมากกว่างบประมาณของโครงการ",
        why=Text(
            "งบประมาณอาจได้รับโอนเพิ่มแต่ไม่ได้บันทึก หรือหน่วยเงินผิด",
            "Money was moved to it and not written down, or an amount is not in baht.",
        ),
        remedy=Text(
            "แก้ budget เป็นงบหลังโอน หรือแก้ spent ถ้าโอนแล้วแต่รอเอกสารให้ยกเว้นถึงวันที่จะได้รับ",
            "Write the budget after the transfer, or mend what was spent. Where papers are awaited,"
            " waive it until then.",
        ),
        example=Example(
            wrong=_PROJECT
            + """\
    budget: 1500000
    spent: 1650000
""",
            mends={"budget: 1500000": "budget: 1700000"},
            shows="BUD601:PRJ1",
        ),
    ),
    finding(
        rules.DONE_FOR_NOTHING,
        title=Text("เสร็จโดยไม่เบิกจ่าย", "Done with nothing spent"),
        meaning_th="โครงการเสร็จแล้ว แต่ไม่มีการเบิกจ่าย",
        why=Text(
            "มักหมายความว่าไม่ได้กรอกยอดเบิกจ่าย หรือโครงการไม่ได้ทำจริง",
            "What was spent was not filled in, or the project was not carried out.",
        ),
        remedy=Text(
            "ใส่ยอดเบิกจ่าย หรือลบ spent ออกถ้าไม่ทราบ ถ้าทำโดยไม่ใช้งบให้เขียน budget: 0 หรือยกเว้นพร้อมเหตุผล",
            "Write what was spent, or leave spent out where it is not known. Where no money was"
            " needed, write budget: 0 or waive it with that reason.",
        ),
        example=Example(
            wrong=_PROJECT
            + """\
    status: done
    budget: 15275000
    spent: 0
""",
            mends={"spent: 0": "spent: 15000000"},
            shows="BUD602:PRJ1",
        ),
    ),
    finding(
        rules.WORK_WITHOUT_BUDGET,
        title=Text("ดำเนินการโดยไม่มีงบ", "Work without budget"),
        meaning_th="โครงการดำเนินการอยู่ แต่งบประมาณเป็น 0 บาท",
        why=Text(
            "0 หมายความว่าไม่มีงบ แต่ต้นทางอาจหมายความว่าไม่ได้กรอก ยอดรวมจึงต่ำเกินจริง",
            "0 says that there is no money. The source may mean that nobody filled it in, and then"
            " sums are too low.",
        ),
        remedy=Text(
            "ใส่งบประมาณ หรือลบ budget ออกถ้าไม่ทราบ ถ้าใช้งบประจำให้ยกเว้นพร้อมเหตุผล",
            "Write the budget, or leave it out where it is not known. Where it is done within the"
            " routine budget, waive it with that reason.",
        ),
        example=Example(
            wrong=_PROJECT
            + """\
    status: active
    budget: 0
""",
            mends={"budget: 0": "budget: 900000"},
            shows="BUD603:PRJ1",
        ),
    ),
)
