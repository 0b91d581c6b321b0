"""A contradiction of the figures as a value, and what each rule says of it to readers."""

from dataclasses import dataclass

from graph.model import rules as r
from graph.model.entities import KeyResult, Project
from graph.model.rules import Rule

Figure = float | str | None

# What a row says, in Thai and English; the figures stand beside it, as `expected` and `found`, and
# details follow in parentheses, of which a saying has none of its own.
SAYS: dict[str, tuple[str, str]] = {
    rule.code: (thai, english)
    for rule, thai, english in (
        (
            r.TARGET_OF_NOTHING,
            "ค่าเป้าหมายเป็น 0",
            "the target is 0",
        ),
        (
            r.IMPOSSIBLE_PERCENT,
            "ค่าร้อยละเกิน 100",
            "a percentage over 100",
        ),
        (
            r.DONE_BELOW_TARGET,
            "ทุกโครงการเสร็จแล้ว แต่ไม่ถึงเป้าหมาย",
            "all projects are done, the target is not met",
        ),
        (
            r.FALLEN_FIGURE,
            "ต่ำกว่าที่เคยรายงานในปีเดียวกัน",
            "below an earlier figure of the year",
        ),
        (r.FAR_ABOVE_TARGET, "เกินสองเท่าของเป้าหมาย", "more than twice the target"),
        (
            r.PART_OF_A_THING,
            "หน่วยที่นับเป็นจำนวนเต็มกลับมีเศษ",
            "a fraction of what is counted whole",
        ),
        (
            r.UNLIKE_UNITS,
            "ไม่ตรงกับหน่วยนับ",
            "does not go with the unit",
        ),
        (
            r.TWO_TARGETS,
            "ตัวชี้วัดเดียวกัน ค่าเป้าหมายไม่ตรงกัน",
            "two targets for one measure",
        ),
        (
            r.REPLACED_TARGET,
            "ค่าเป้าหมายถูกเปลี่ยนระหว่างปี",
            "the target was replaced",
        ),
        (
            r.SHARED_CODE,
            "รหัสเดียวใช้กับสองตัวชี้วัด",
            "one code for two measures",
        ),
        (
            r.STATUS_AGAINST_PROGRESS,
            "ความคืบหน้ากับสถานะไม่ตรงกัน",
            "progress and status do not agree",
        ),
        (
            r.DONE_BEFORE_ITS_END,
            "เสร็จแล้วทั้งที่ยังไม่ถึงวันสิ้นสุด",
            "done before its last day",
        ),
        (
            r.ONE_DAY_PROJECT,
            "เริ่มและสิ้นสุดในวันเดียวกัน",
            "ends on the day it begins",
        ),
        (
            r.TARGET_BEHIND_BASELINE,
            "ค่าเป้าหมายแย่กว่าค่าฐาน",
            "the target is behind the baseline",
        ),
        (r.OVERSPENT, "เบิกจ่ายเกินงบประมาณ", "more spent than the budget"),
        (r.DONE_FOR_NOTHING, "เสร็จแล้วแต่ไม่มีการเบิกจ่าย", "done with nothing spent"),
        (
            r.WORK_WITHOUT_BUDGET,
            "ดำเนินการอยู่แต่งบประมาณเป็น 0",
            "under way with a budget of 0",
        ),
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """One thing that the figures say twice, and not alike, or that cannot be."""

    rule: Rule
    item: KeyResult | Project
    expected: Figure = None
    found: Figure = None
    against: str | None = None  # The other item that it goes against, if there is one.
    detail: str | None = None  # Days, a code or a unit, as the sources write them.

    @property
    def finding(self) -> str:
        """The stable id of the finding."""
        return self.rule.finding(self.item.id, self.against)

    def what(self, language: str) -> str:
        """Return what it is, in `th` or `en`."""
        says = SAYS[self.rule.code][language == "en"]
        return f"{says} ({self.detail})" if self.detail else says
