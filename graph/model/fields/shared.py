"""Fields that several kinds have."""

from graph.model import vocabulary as v
from graph.model.fields.field import Field
from graph.model.fields.field import FieldType as T
from graph.model.vocabulary import NodeKind

TITLE = Field(
    "title",
    T.TITLE,
    "The title in Thai, or in Thai and English.",
    "ชื่อภาษาไทย หรือทั้งไทยและอังกฤษ",
    required=True,
)
ID = Field(
    "id",
    T.ID,
    "Unique over all kinds; letters, digits, `.`, `_`, `-`.",
    "รหัส ไม่ซ้ำกับรายการใดทุกชนิด ใช้อักษรละติน เลขอารบิก `.` `_` และ `-`",
    required=True,
)
_WAIVER = (
    Field(
        "rule",
        T.TEXT,
        "The rule's code, such as TRC201.",
        "รหัสกฎ เช่น TRC201",
        required=True,
    ),
    Field(
        "reason",
        T.TEXT,
        "Why the finding is accepted; without it the waiver is void.",
        "เหตุผลที่ยอมรับข้อค้นพบ หากไม่มี การผ่อนผันไม่มีผล",
    ),
    Field("by", T.TEXT, "The office that accepts it.", "หน่วยงานที่ยอมรับ"),
    Field("until", T.DATE, "The last day on which it holds.", "วันสุดท้ายที่การผ่อนผันมีผล (ค.ศ.)"),
)
EVERY_ITEM = (
    Field(
        "source",
        T.TEXT,
        "Where the facts were published: an address or a document.",
        "แหล่งที่เผยแพร่ข้อเท็จจริง เป็นที่อยู่เว็บหรือชื่อเอกสาร",
    ),
    Field("note", T.TEXT, "A remark for the reader.", "หมายเหตุถึงผู้อ่าน"),
    Field(
        "external_ids",
        T.TEXTS,
        "Its codes in other systems: `{system: code}`.",
        "รหัสในระบบอื่น: `{ระบบ: รหัส}`",
    ),
    Field(
        "basis",
        T.BASIS,
        "Who says so: a published source (stated) or judgement (inferred).",
        "ใครเป็นผู้กล่าว: แหล่งที่เผยแพร่ระบุไว้ (stated) หรือเราอนุมานเอง (inferred)",
    ),
    Field(
        "waive",
        T.RECORDS,
        "Findings that are accepted for a while.",
        "ข้อค้นพบที่ผ่อนผันให้ชั่วคราว",
        fields=_WAIVER,
    ),
)
_MEASURE = (
    Field("unit", T.TEXT, "The unit of measurement, as printed.", "หน่วยนับ ตามที่พิมพ์ไว้"),
    Field(
        "direction",
        T.CHOICE,
        "Which way is good.",
        "ทิศทางที่ดี: เพิ่ม ลด หรือคงไว้",
        choices=v.DIRECTIONS,
    ),
    Field(
        "aggregation",
        T.CHOICE,
        "How parts become a whole.",
        "วิธีรวมส่วนย่อยเป็นภาพรวม",
        choices=v.AGGREGATIONS,
    ),
)
OWNER = Field(
    "owner",
    T.REF_OR_REFS,
    "The unit or units that answer for it.",
    "เจ้าภาพ: หน่วยงานที่รับผิดชอบ หนึ่งหน่วยหรือหลายหน่วย",
    relation=v.OWNED_BY,
)
MEASURE = Field("measure", T.RECORD, "How it is measured.", "วิธีวัด", fields=_MEASURE)
AREAS = Field("areas", T.REFS, "The areas that it is meant for.", "พื้นที่เป้าหมาย", relation=v.TARGETS)
YEAR = Field(
    "fiscal_year",
    T.YEAR,
    "Buddhist era; 2567 is 1 Oct 2023 to 30 Sep 2024.",
    "ปีงบประมาณ (พ.ศ.) 2567 คือ 1 ต.ค. 2566 ถึง 30 ก.ย. 2567",
)
HANDOFFS = Field(
    "handoffs",
    T.ITEMS,
    "Its recorded hand-overs between units.",
    "การส่งต่องานระหว่างหน่วยงานที่บันทึกไว้",
    items=NodeKind.HANDOFF,
)


def part_of(meaning: str, meaning_th: str) -> Field:
    """Return the field that names what an item of the same kind is a part of."""
    return Field("part_of", T.REF, meaning, meaning_th, relation=v.PART_OF)
