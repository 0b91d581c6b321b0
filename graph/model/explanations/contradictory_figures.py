"""PRG510 to PRG516 and PRG523: figures of one key result that cannot be right."""

from graph.model import rules
from graph.model.explanations.base import Example, Text, finding

_OBJECTIVE = """\
objectives:
  - id: O1
    title: {th: น้ำท่วมลดลง, en: Fewer floods}
    key_results:
      - id: KR1
        title: {th: แก้ไขจุดเสี่ยงน้ำท่วม, en: Flood risk points fixed}
"""
_POINTS = """\
        measure: {unit: จุด, direction: increase, aggregation: sum}
"""

EXPLAINED = (
    finding(
        rules.TARGET_OF_NOTHING,
        title=Text("ค่าเป้าหมายเป็น 0", "Target of nothing"),
        meaning_th="ค่าเป้าหมายของผลลัพธ์สำคัญเป็น 0 ทั้งที่ควรเพิ่มขึ้น",
        why=Text(
            "ไม่มีอะไรให้ไปถึง จึงคำนวณความก้าวหน้าไม่ได้ และผลใดก็ถือว่าถึงเป้า",
            "There is nothing to reach: no progress can be computed, and any figure meets it.",
        ),
        remedy=Text(
            "ใส่ค่าเป้าหมายจริง ถ้ายังไม่มีให้ลบ target ออก ถ้าเลื่อนไปปีอื่นให้ยกเว้นพร้อมเหตุผล",
            "Write the true target; where there is none yet, leave target out. Where it was put off"
            " to another year, waive it with that reason.",
        ),
        example=Example(
            wrong=_OBJECTIVE + _POINTS + "        target: 0\n",
            mends={"target: 0": "target: 212"},
            shows="PRG510:KR1",
        ),
    ),
    finding(
        rules.IMPOSSIBLE_PERCENT,
        title=Text("ร้อยละเกิน 100", "Percentage over 100"),
        meaning_th="ค่าร้อยละเกิน 100 น่าจะเกิดจากการนำร้อยละมาบวกกัน",
        why=Text(
            "ร้อยละของหลายเดือนหรือหลายเขตบวกกันไม่ได้ ค่าเช่นนี้จึงไม่ถูกนำไปคำนวณความก้าวหน้า",
            "Percentages of months or districts cannot be added up. Such a value counts for nothing"
            " in progress.",
        ),
        remedy=Text(
            "ขอค่าเฉลี่ยหรือค่าล่าสุดจากหน่วยงานแล้วแก้ check_ins ถ้าเกิน 100 ได้จริงให้ยกเว้นพร้อมเหตุผล",
            "Ask the unit for the mean or the newest figure, and mend check_ins. Where more than"
            " 100 is right, waive it with the reason.",
        ),
        example=Example(
            wrong=_OBJECTIVE
            + """\
        measure: {unit: ร้อยละ, direction: increase, aggregation: mean}
        target: 90
        check_ins: [{as_of: 2024-08-12, value: 17414.79}]
""",
            mends={"17414.79": "87.4"},
            shows="PRG511:KR1",
        ),
    ),
    finding(
        rules.DONE_BELOW_TARGET,
        title=Text("โครงการเสร็จแต่ไม่ถึงเป้า", "Done below target"),
        meaning_th="ทุกโครงการของผลลัพธ์สำคัญเสร็จแล้ว แต่ยังไม่ถึงค่าเป้าหมาย",
        why=Text(
            "ไม่มีงานเหลือที่จะทำให้ถึงเป้า หรือตัวเลขหรือสถานะอย่างใดอย่างหนึ่งผิด",
            "No work is left that could reach the target, or the figure or a status is wrong.",
        ),
        remedy=Text(
            "เติมผลล่าสุด แก้ status หรือเพิ่มโครงการ ถ้าจบเพียงเท่านี้ให้ยกเว้นพร้อมเหตุผล",
            "Add the newest figure, mend a status, or link a further project. Where it ends there,"
            " waive it with the reason.",
        ),
        example=Example(
            wrong=_OBJECTIVE
            + _POINTS
            + """\
        target: 212
        check_ins: [{as_of: 2024-08-12, value: 116}]
projects:
  - id: PRJ1
    title: {th: ขุดลอกคลอง, en: Canal dredging}
    key_results: [KR1]
    status: done
""",
            mends={"status: done": "status: active"},
            shows="PRG512:KR1",
        ),
    ),
    finding(
        rules.FALLEN_FIGURE,
        title=Text("ตัวเลขสะสมลดลง", "Figure that fell"),
        meaning_th="ตัวเลขสะสมของปีต่ำกว่าที่เคยรายงานไว้ก่อนหน้า",
        why=Text(
            "ตัวเลขที่นับสะสมลดลงเองไม่ได้ ค่าใดค่าหนึ่งจึงผิด หรือเปลี่ยนวิธีนับ",
            "What adds up over a year cannot fall: one of the two is wrong, or the way of counting"
            " was changed.",
        ),
        remedy=Text(
            "ถามหน่วยงานแล้วแก้ค่าที่ผิด ถ้าไม่ใช่ตัวเลขสะสมให้ใช้ aggregation: latest ถ้าเปลี่ยนวิธีนับให้ยกเว้น",
            "Ask the unit and mend the wrong one; where it does not add up, write aggregation:"
            " latest. Where the counting changed, waive it with that reason.",
        ),
        example=Example(
            wrong=_OBJECTIVE
            + _POINTS
            + """\
        target: 212
        check_ins:
          - {as_of: 2024-07-28, value: 200}
          - {as_of: 2024-08-12, value: 96}
""",
            mends={"value: 96": "value: 206"},
            shows="PRG513:KR1",
        ),
    ),
    finding(
        rules.FAR_ABOVE_TARGET,
        title=Text("ผลเกินเป้ามาก", "Far above target"),
        meaning_th="ผลลัพธ์สำคัญไปไกลเกินสองเท่าของค่าเป้าหมาย",
        why=Text(
            "ค่าเป้าหมายอาจตั้งต่ำเกินไป หรือผลกับเป้าใช้หน่วยนับต่างกัน",
            "The target was set too low, or figure and target are not in the same unit.",
        ),
        remedy=Text(
            "ตรวจหน่วยนับแล้วแก้ตัวเลขที่ผิด ถ้าทำได้เกินจริงให้ยกเว้น และตั้งเป้าปีถัดไปใหม่",
            "See to the unit and mend what is wrong. Where it was exceeded indeed, waive it, and"
            " set the next target anew.",
        ),
        example=Example(
            wrong=_OBJECTIVE
            + _POINTS
            + """\
        target: 45
        check_ins: [{as_of: 2024-08-12, value: 167}]
""",
            mends={"target: 45": "target: 145"},
            shows="PRG514:KR1",
        ),
    ),
    finding(
        rules.PART_OF_A_THING,
        title=Text("เศษของสิ่งที่นับเป็นจำนวนเต็ม", "Fraction of a whole thing"),
        meaning_th="สิ่งที่นับเป็นจำนวนเต็มมีเศษทศนิยม",
        why=Text(
            "สวน 119.5 แห่งไม่มีจริง มักเป็นค่าเฉลี่ย หรือนับงานที่ทำไปครึ่งหนึ่ง",
            "There is no half park: it is a mean, or work half done was counted.",
        ),
        remedy=Text(
            "นับเฉพาะที่เสร็จ หรือแก้หน่วยนับ ถ้าเป็นค่าเฉลี่ยให้ใช้ aggregation: mean หรือยกเว้นพร้อมเหตุผล",
            "Count what is finished alone, or mend the unit. Where it is a mean, write aggregation:"
            " mean, or waive it with the reason.",
        ),
        example=Example(
            wrong=_OBJECTIVE
            + _POINTS
            + """\
        target: 156
        check_ins: [{as_of: 2024-08-12, value: 119.5}]
""",
            mends={"119.5": "119"},
            shows="PRG515:KR1",
        ),
    ),
    finding(
        rules.UNLIKE_UNITS,
        title=Text("หน่วยนับไม่ตรง", "Unit that does not fit"),
        meaning_th="ตัวเลขหรือชื่อของผลลัพธ์สำคัญไม่ตรงกับหน่วยนับ",
        why=Text(
            "เป้าเป็นระดับ 5 แต่ผลเป็นร้อยละ 80 เทียบกันไม่ได้ จึงคำนวณความก้าวหน้าไม่ได้",
            "A target of level 5 and a figure of 80 percent cannot be compared, and so there is no"
            " progress.",
        ),
        remedy=Text(
            "แก้ unit หรือแปลงตัวเลขให้เป็นหน่วยเดียวกัน ถ้าชื่อพาให้เข้าใจผิดเท่านั้นให้ยกเว้นพร้อมเหตุผล",
            "Mend the unit, or bring the figures to one unit. Where the title alone misleads, waive"
            " it with the reason.",
        ),
        example=Example(
            wrong=_OBJECTIVE
            + """\
        measure: {unit: ระดับ, direction: increase, aggregation: latest}
        target: 5
        check_ins: [{as_of: 2024-08-12, value: 80}]
""",
            mends={"value: 80": "value: 4"},
            shows="PRG516:KR1",
        ),
    ),
    finding(
        rules.TARGET_BEHIND_BASELINE,
        title=Text("ค่าเป้าหมายแย่กว่าค่าฐาน", "Target behind the baseline"),
        meaning_th="จากค่าฐานไปค่าเป้าหมายสวนทางกับ direction",
        why=Text(
            "ตามที่บันทึก การถึงเป้าคือการแย่ลง จึงมีตัวใดตัวหนึ่งผิด",
            "As it is written, to reach the target is to get worse: one of the three is wrong.",
        ),
        remedy=Text(
            "แก้ baseline, target หรือ direction ที่ผิด ถ้าตั้งใจลดเป้าลงให้ยกเว้นพร้อมเหตุผล",
            "Mend whichever of baseline, target and direction is wrong. Where less is aimed at on"
            " purpose, waive it with the reason.",
        ),
        example=Example(
            wrong=_OBJECTIVE
            + _POINTS
            + """\
        baseline: 200
        target: 125
""",
            mends={"baseline: 200": "baseline: 20"},
            shows="PRG523:KR1",
        ),
    ),
)
