"""Format 1 as a table: every field of every kind, its type, and the relation that it states."""

from graph.model.fields import plan, work
from graph.model.fields.field import Field as Field
from graph.model.fields.field import FieldType as FieldType
from graph.model.fields.shared import EVERY_ITEM, ID, TITLE
from graph.model.vocabulary import NodeKind

FIELDS: dict[NodeKind, tuple[Field, ...]] = {
    NodeKind.DIMENSION: (ID, TITLE, *EVERY_ITEM),
    NodeKind.POLICY: (*plan.POLICY, *EVERY_ITEM),
    NodeKind.STRATEGY: (*plan.STRATEGY, *EVERY_ITEM),
    NodeKind.KPI: (*plan.KPI, *EVERY_ITEM),
    NodeKind.UNIT: (*work.UNIT, *EVERY_ITEM),
    NodeKind.AREA: (*work.AREA, *EVERY_ITEM),
    NodeKind.OBJECTIVE: (*plan.OBJECTIVE, *EVERY_ITEM),
    NodeKind.KEY_RESULT: (*plan.KEY_RESULT, *EVERY_ITEM),
    NodeKind.PROJECT: (*work.PROJECT, *EVERY_ITEM),
    NodeKind.HANDOFF: (*work.HANDOFF, *EVERY_ITEM),
}

LISTS: dict[str, NodeKind] = {
    "dimensions": NodeKind.DIMENSION,
    "policies": NodeKind.POLICY,
    "strategies": NodeKind.STRATEGY,
    "kpis": NodeKind.KPI,
    "units": NodeKind.UNIT,
    "areas": NodeKind.AREA,
    "objectives": NodeKind.OBJECTIVE,
    "projects": NodeKind.PROJECT,
    "handoffs": NodeKind.HANDOFF,
}

DEFAULTS: tuple[Field, ...] = (
    Field(
        "owner",
        FieldType.REF_OR_REFS,
        "For the objectives and kpis of the file.",
        "เจ้าภาพของวัตถุประสงค์และตัวชี้วัดในไฟล์นี้ ที่ไม่ได้ระบุไว้เอง",
    ),
    Field("lead", FieldType.REF, "For its projects.", "หน่วยงานหลักของโครงการในไฟล์นี้ ที่ไม่ได้ระบุไว้เอง"),
    Field(
        "fiscal_year",
        FieldType.YEAR,
        "For its objectives and projects.",
        "ปีงบประมาณ (พ.ศ.) ของวัตถุประสงค์และโครงการในไฟล์นี้ ที่ไม่ได้ระบุไว้เอง",
    ),
    Field("source", FieldType.TEXT, "For all its items.", "แหล่งที่มาของทุกรายการในไฟล์นี้ ที่ไม่ได้ระบุไว้เอง"),
    Field("basis", FieldType.BASIS, "For all its items.", "ที่มา (ระบุหรืออนุมาน) ของทุกรายการในไฟล์นี้"),
)
DEFAULTS_FOR: dict[str, tuple[NodeKind, ...]] = {
    "owner": (NodeKind.OBJECTIVE, NodeKind.KPI),
    "lead": (NodeKind.PROJECT,),
    "fiscal_year": (NodeKind.OBJECTIVE, NodeKind.PROJECT),
    "source": tuple(NodeKind),
    "basis": tuple(NodeKind),
}
