"""Fields of the work: projects and hand-overs, the units that do it, the areas where they do it."""

from graph.model import vocabulary as v
from graph.model.fields.field import Field
from graph.model.fields.field import FieldType as T
from graph.model.fields.shared import AREAS, HANDOFFS, ID, TITLE, YEAR, part_of

UNIT = (
    ID,
    TITLE,
    Field(
        "kind",
        T.CHOICE,
        "What sort of unit it is.",
        "ประเภทของหน่วยงาน",
        required=True,
        choices=v.UNIT_KINDS,
    ),
    Field("abbreviation", T.TEXT, "Its short name.", "ชื่อย่อ"),
    part_of("The unit above it.", "หน่วยงานต้นสังกัด"),
    Field(
        "areas",
        T.REFS,
        "The areas that it serves.",
        "พื้นที่ที่หน่วยงานนี้ดูแล",
        relation=v.SERVES,
    ),
    Field(
        "sector",
        T.TEXT,
        "Its group in the planning workshops.",
        "กลุ่มงานในการประชุมเชิงปฏิบัติการจัดทำแผน",
    ),
)
AREA = (
    ID,
    TITLE,
    Field(
        "kind",
        T.CHOICE,
        "What sort of area it is.",
        "ประเภทของพื้นที่",
        required=True,
        choices=v.AREA_KINDS,
    ),
    part_of("The area around it.", "พื้นที่ใหญ่ที่ครอบพื้นที่นี้"),
)
PROJECT = (
    ID,
    TITLE,
    Field("lead", T.REF, "The unit that leads it.", "หน่วยงานหลักของโครงการ", relation=v.LED_BY),
    Field(
        "supports",
        T.REFS,
        "The units that support it.",
        "หน่วยงานสนับสนุน",
        relation=v.SUPPORTED_BY,
    ),
    Field(
        "key_results",
        T.REFS,
        "The key results that it delivers.",
        "ผลลัพธ์สำคัญที่โครงการนี้ส่งมอบ",
        relation=v.DELIVERED_BY,
        is_source=False,
    ),
    YEAR,
    Field(
        "budget",
        T.MONEY,
        "Baht; absent is unknown, 0 is none.",
        "งบประมาณ (บาท) ไม่ระบุคือไม่ทราบ 0 คือไม่ใช้งบ",
    ),
    Field("spent", T.MONEY, "Baht spent so far.", "เบิกจ่ายแล้ว (บาท)"),
    Field("status", T.CHOICE, "How far it is.", "สถานะของโครงการ", choices=v.PROJECT_STATES),
    Field("progress", T.PERCENT, "Percent done, as reported.", "ความคืบหน้าที่รายงาน (ร้อยละ)"),
    Field("start", T.DATE, "Its first day.", "วันเริ่มต้น (ค.ศ.)"),
    Field("end", T.DATE, "Its last day.", "วันสิ้นสุด (ค.ศ.)"),
    AREAS,
    HANDOFFS,
)
HANDOFF = (
    ID,
    Field(
        "subject",
        T.TITLE,
        "What is handed over.",
        "เรื่องที่ส่งต่อ",
        required=True,
        attribute="title",
    ),
    Field(
        "item",
        T.REF,
        "The project or key result that it belongs to; follows from its place when nested.",
        "โครงการหรือผลลัพธ์สำคัญที่เรื่องนี้สังกัด หากเขียนซ้อนอยู่ข้างในไม่ต้องระบุ",
        relation=v.HANDED_OVER,
        is_source=False,
    ),
    Field(
        "from",
        T.REF,
        "The unit that asks.",
        "หน่วยงานที่ขอ",
        required=True,
        relation=v.FROM_UNIT,
        attribute="from_unit",
    ),
    Field(
        "to",
        T.REF,
        "The unit that is asked.",
        "หน่วยงานที่รับเรื่อง",
        required=True,
        relation=v.TO_UNIT,
        attribute="to_unit",
    ),
    Field("asked_on", T.PARTIAL_DATE, "When it was asked for.", "วันที่ขอ (ค.ศ.)"),
    Field("due_on", T.PARTIAL_DATE, "When it is due.", "กำหนดเสร็จ (ค.ศ.)"),
    Field(
        "accepted_on",
        T.PARTIAL_DATE,
        "When the other unit took it on.",
        "วันที่หน่วยงานปลายทางรับเรื่อง (ค.ศ.)",
    ),
    Field(
        "returned_on",
        T.PARTIAL_DATE,
        "When it came back unresolved.",
        "วันที่ส่งคืนโดยยังไม่แล้วเสร็จ (ค.ศ.)",
    ),
    Field("done_on", T.PARTIAL_DATE, "When it was done.", "วันที่แล้วเสร็จ (ค.ศ.)"),
    Field(
        "state",
        T.CHOICE,
        "What an undated source says.",
        "สถานะตามแหล่งที่มาซึ่งไม่ลงวันที่",
        choices=v.HANDOFF_STATES,
    ),
    Field("reason", T.TEXT, "Why it was handed over.", "เหตุที่ส่งต่อ"),
)
