"""Fields of the plan: policies, strategies, indicators, objectives, key results."""

from graph.model import vocabulary as v
from graph.model.fields.field import Field
from graph.model.fields.field import FieldType as T
from graph.model.fields.shared import AREAS, HANDOFFS, ID, MEASURE, OWNER, TITLE, YEAR, part_of
from graph.model.vocabulary import NodeKind

POLICY = (
    ID,
    TITLE,
    Field(
        "dimensions",
        T.REFS,
        "The themes that it belongs to.",
        "มิติที่นโยบายนี้สังกัด",
        relation=v.IN_DIMENSION,
    ),
    OWNER,
    Field(
        "strategies",
        T.REFS,
        "The strategies that it advances.",
        "ยุทธศาสตร์ที่นโยบายนี้ขับเคลื่อน",
        relation=v.ADVANCES,
    ),
    Field(
        "supersedes",
        T.REFS,
        "The policies that it replaces.",
        "นโยบายเดิมที่นโยบายนี้มาแทน",
        relation=v.SUPERSEDES,
    ),
    Field("valid_from", T.DATE, "The first day on which it holds.", "วันแรกที่มีผล (ค.ศ.)"),
    Field("valid_to", T.DATE, "The last day on which it holds.", "วันสุดท้ายที่มีผล (ค.ศ.)"),
)
STRATEGY = (
    ID,
    TITLE,
    OWNER,
    part_of("The strategy that it is a part of.", "ยุทธศาสตร์ที่ยุทธศาสตร์นี้เป็นส่วนหนึ่ง"),
)
KPI = (
    ID,
    TITLE,
    Field(
        "strategy",
        T.REF,
        "The strategy that it tracks.",
        "ยุทธศาสตร์ที่ตัวชี้วัดนี้ใช้ติดตาม",
        relation=v.TRACKED_BY,
        is_source=False,
    ),
    MEASURE,
    OWNER,
)
OBJECTIVE = (
    ID,
    TITLE,
    OWNER,
    YEAR,
    Field(
        "strategies",
        T.REFS,
        "The strategies that it pursues.",
        "ยุทธศาสตร์ที่วัตถุประสงค์นี้มุ่งสู่",
        relation=v.HAS_OBJECTIVE,
        is_source=False,
    ),
    Field(
        "policies",
        T.REFS,
        "The policies that call for it: the precise link.",
        "นโยบายที่วัตถุประสงค์นี้ตอบโดยตรง",
        relation=v.CALLS_FOR,
        is_source=False,
    ),
    AREAS,
    Field(
        "key_results",
        T.ITEMS,
        "What shows that it is reached.",
        "ผลลัพธ์สำคัญที่แสดงว่าบรรลุวัตถุประสงค์",
        items=NodeKind.KEY_RESULT,
    ),
)
_CHECK_IN = (
    Field("as_of", T.DATE, "The day of the figure.", "วันของตัวเลข (ค.ศ.)", required=True),
    Field(
        "value",
        T.NUMBER,
        "The figure, in the unit of the measure.",
        "ตัวเลข ตามหน่วยนับ",
        required=True,
    ),
)
_ALLOCATION = (
    Field(
        "unit",
        T.REF,
        "The unit that has this part of the target.",
        "หน่วยงานที่รับค่าเป้าหมายส่วนนี้",
        required=True,
    ),
    Field("target", T.NUMBER, "Its part of the target.", "ค่าเป้าหมายส่วนของหน่วยงานนี้"),
    Field("actual", T.NUMBER, "What it has reached.", "ผลที่หน่วยงานนี้ทำได้"),
)
KEY_RESULT = (
    ID,
    TITLE,
    Field(
        "objective",
        T.REF,
        "The objective that it stands under.",
        "วัตถุประสงค์ที่ผลลัพธ์สำคัญนี้อยู่ภายใต้",
        relation=v.HAS_KEY_RESULT,
        is_source=False,
        implied=True,
    ),
    Field("code", T.TEXT, "Its official code; not unique.", "รหัสทางการ อาจซ้ำกันได้"),
    OWNER,
    Field(
        "kpi",
        T.REF,
        "The indicator that it is measured by.",
        "ตัวชี้วัดที่ใช้วัด",
        relation=v.MEASURED_BY,
    ),
    MEASURE,
    Field("baseline", T.NUMBER, "The figure at the start.", "ค่าฐาน: ตัวเลขเมื่อเริ่ม"),
    Field("target", T.NUMBER, "The figure to reach.", "ค่าเป้าหมาย: ตัวเลขที่ต้องไปให้ถึง"),
    Field(
        "check_ins",
        T.RECORDS,
        "The figures reported so far.",
        "ผลการดำเนินงานที่รายงานแล้ว แยกตามวัน",
        fields=_CHECK_IN,
    ),
    Field(
        "allocations",
        T.RECORDS,
        "The parts of the target and the units that have them.",
        "การแบ่งค่าเป้าหมายให้แต่ละหน่วยงาน",
        relation=v.ALLOCATED_TO,
        fields=_ALLOCATION,
    ),
    Field(
        "weight",
        T.NUMBER,
        "Its share in the objective's progress; 1 where silent.",
        "น้ำหนักในความก้าวหน้าของวัตถุประสงค์ หากไม่ระบุคือ 1",
    ),
    HANDOFFS,
)
