"""Format 1 as a table: every field of every kind, its type, and the relation that it states."""

from dataclasses import dataclass
from enum import StrEnum

from graph.model import vocabulary as v
from graph.model.vocabulary import NodeKind, RelationType


class FieldType(StrEnum):
    """What a field may hold; the value is the phrase used in messages and documents."""

    ID = "an id"
    TEXT = "text"
    TITLE = "text, or {th: …, en: …}"
    REF = "one id"
    REFS = "a list of ids"
    REF_OR_REFS = "one id or a list of ids"
    YEAR = "a Buddhist-era year such as 2567"
    NUMBER = "a number"
    MONEY = "a number of baht"
    PERCENT = "a number from 0 to 100"
    DATE = "a date such as 2024-09-30"
    PARTIAL_DATE = "a date such as 2024-09-30, 2024-09 or 2024"
    CHOICE = "a choice"
    TEXTS = "a mapping of text to text"
    BASIS = "stated, inferred, or a mapping of fields to one of the two"
    RECORD = "a mapping"
    RECORDS = "a list of mappings"
    ITEMS = "a list of items"

    __hash__ = str.__hash__  # In C; Enum's own runs in Python, for each look-up by type.


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an item: how it is written, and the arrow that it states, if any."""

    name: str
    type: FieldType
    meaning: str
    required: bool = False
    relation: RelationType | None = None
    is_source: bool = True  # The item that holds the field is where the arrow starts.
    choices: tuple[str, ...] = ()
    fields: tuple["Field", ...] = ()  # Of a record.
    items: NodeKind | None = None  # Of a nested list of items.
    implied: bool = False  # Not written: it follows from where the item stands.
    attribute: str = ""  # Its name in the entity, where the YAML word is taken in Python.

    @property
    def key(self) -> str:
        """The entity's attribute that holds it."""
        return self.attribute or self.name


T = FieldType
_TITLE = Field("title", T.TITLE, "The title in Thai, or in Thai and English.", required=True)
_ID = Field("id", T.ID, "Unique over all kinds; letters, digits, `.`, `_`, `-`.", required=True)
_WAIVER = (
    Field("rule", T.TEXT, "The rule's code, such as TRC201.", required=True),
    Field("reason", T.TEXT, "Why the finding is accepted; without it the waiver is void."),
    Field("by", T.TEXT, "The office that accepts it."),
    Field("until", T.DATE, "The last day on which it holds."),
)
_COMMON = (
    Field("source", T.TEXT, "Where the facts were published: an address or a document."),
    Field("note", T.TEXT, "A remark for the reader."),
    Field("external_ids", T.TEXTS, "Its codes in other systems: `{system: code}`."),
    Field("basis", T.BASIS, "Who says so: a published source (stated) or judgement (inferred)."),
    Field("waive", T.RECORDS, "Findings that are accepted for a while.", fields=_WAIVER),
)
_MEASURE = (
    Field("unit", T.TEXT, "The unit of measurement, as printed."),
    Field("direction", T.CHOICE, "Which way is good.", choices=v.DIRECTIONS),
    Field("aggregation", T.CHOICE, "How parts become a whole.", choices=v.AGGREGATIONS),
)
_OWNER = Field("owner", T.REF_OR_REFS, "The unit or units that answer for it.", relation=v.OWNED_BY)
_MEASURE_FIELD = Field("measure", T.RECORD, "How it is measured.", fields=_MEASURE)
_AREAS = Field("areas", T.REFS, "The areas that it is meant for.", relation=v.TARGETS)
_YEAR = Field("fiscal_year", T.YEAR, "Buddhist era; 2567 is 1 Oct 2023 to 30 Sep 2024.")
_HANDOFFS = Field(
    "handoffs", T.ITEMS, "Its recorded hand-overs between units.", items=NodeKind.HANDOFF
)


def _part_of(meaning: str) -> Field:
    return Field("part_of", T.REF, meaning, relation=v.PART_OF)


_POLICY = (
    _ID,
    _TITLE,
    Field("dimensions", T.REFS, "The themes that it belongs to.", relation=v.IN_DIMENSION),
    _OWNER,
    Field("strategies", T.REFS, "The strategies that it advances.", relation=v.ADVANCES),
    Field("supersedes", T.REFS, "The policies that it replaces.", relation=v.SUPERSEDES),
    Field("valid_from", T.DATE, "The first day on which it holds."),
    Field("valid_to", T.DATE, "The last day on which it holds."),
)
_STRATEGY = (_ID, _TITLE, _OWNER, _part_of("The strategy that it is a part of."))
_KPI = (
    _ID,
    _TITLE,
    Field(
        "strategy", T.REF, "The strategy that it tracks.", relation=v.TRACKED_BY, is_source=False
    ),
    _MEASURE_FIELD,
    _OWNER,
)
_UNIT = (
    _ID,
    _TITLE,
    Field("kind", T.CHOICE, "What sort of unit it is.", required=True, choices=v.UNIT_KINDS),
    Field("abbreviation", T.TEXT, "Its short name."),
    _part_of("The unit above it."),
    Field("areas", T.REFS, "The areas that it serves.", relation=v.SERVES),
    Field("sector", T.TEXT, "Its group in the planning workshops."),
)
_AREA = (
    _ID,
    _TITLE,
    Field("kind", T.CHOICE, "What sort of area it is.", required=True, choices=v.AREA_KINDS),
    _part_of("The area around it."),
)
_OBJECTIVE = (
    _ID,
    _TITLE,
    _OWNER,
    _YEAR,
    Field(
        "strategies",
        T.REFS,
        "The strategies that it pursues.",
        relation=v.HAS_OBJECTIVE,
        is_source=False,
    ),
    Field(
        "policies",
        T.REFS,
        "The policies that call for it: the precise link.",
        relation=v.CALLS_FOR,
        is_source=False,
    ),
    _AREAS,
    Field("key_results", T.ITEMS, "What shows that it is reached.", items=NodeKind.KEY_RESULT),
)
_CHECK_IN = (
    Field("as_of", T.DATE, "The day of the figure.", required=True),
    Field("value", T.NUMBER, "The figure, in the unit of the measure.", required=True),
)
_ALLOCATION = (
    Field("unit", T.REF, "The unit that has this part of the target.", required=True),
    Field("target", T.NUMBER, "Its part of the target."),
    Field("actual", T.NUMBER, "What it has reached."),
)
_KEY_RESULT = (
    _ID,
    _TITLE,
    Field(
        "objective",
        T.REF,
        "The objective that it stands under.",
        relation=v.HAS_KEY_RESULT,
        is_source=False,
        implied=True,
    ),
    Field("code", T.TEXT, "Its official code; not unique."),
    _OWNER,
    Field("kpi", T.REF, "The indicator that it is measured by.", relation=v.MEASURED_BY),
    _MEASURE_FIELD,
    Field("baseline", T.NUMBER, "The figure at the start."),
    Field("target", T.NUMBER, "The figure to reach."),
    Field("check_ins", T.RECORDS, "The figures reported so far.", fields=_CHECK_IN),
    Field(
        "allocations",
        T.RECORDS,
        "The parts of the target and the units that have them.",
        relation=v.ALLOCATED_TO,
        fields=_ALLOCATION,
    ),
    Field("weight", T.NUMBER, "Its share in the objective's progress; 1 where silent."),
    _HANDOFFS,
)
_PROJECT = (
    _ID,
    _TITLE,
    Field("lead", T.REF, "The unit that leads it.", relation=v.LED_BY),
    Field("supports", T.REFS, "The units that support it.", relation=v.SUPPORTED_BY),
    Field(
        "key_results",
        T.REFS,
        "The key results that it delivers.",
        relation=v.DELIVERED_BY,
        is_source=False,
    ),
    _YEAR,
    Field("budget", T.MONEY, "Baht; absent is unknown, 0 is none."),
    Field("spent", T.MONEY, "Baht spent so far."),
    Field("status", T.CHOICE, "How far it is.", choices=v.PROJECT_STATES),
    Field("progress", T.PERCENT, "Percent done, as reported."),
    Field("start", T.DATE, "Its first day."),
    Field("end", T.DATE, "Its last day."),
    _AREAS,
    _HANDOFFS,
)
_HANDOFF = (
    _ID,
    Field("subject", T.TITLE, "What is handed over.", required=True, attribute="title"),
    Field(
        "item",
        T.REF,
        "The project or key result that it belongs to; follows from its place when nested.",
        relation=v.HANDED_OVER,
        is_source=False,
    ),
    Field(
        "from",
        T.REF,
        "The unit that asks.",
        required=True,
        relation=v.FROM_UNIT,
        attribute="from_unit",
    ),
    Field(
        "to",
        T.REF,
        "The unit that is asked.",
        required=True,
        relation=v.TO_UNIT,
        attribute="to_unit",
    ),
    Field("asked_on", T.PARTIAL_DATE, "When it was asked for."),
    Field("due_on", T.PARTIAL_DATE, "When it is due."),
    Field("accepted_on", T.PARTIAL_DATE, "When the other unit took it on."),
    Field("returned_on", T.PARTIAL_DATE, "When it came back unresolved."),
    Field("done_on", T.PARTIAL_DATE, "When it was done."),
    Field("state", T.CHOICE, "What an undated source says.", choices=v.HANDOFF_STATES),
    Field("reason", T.TEXT, "Why it was handed over."),
)

FIELDS: dict[NodeKind, tuple[Field, ...]] = {
    NodeKind.DIMENSION: (_ID, _TITLE, *_COMMON),
    NodeKind.POLICY: (*_POLICY, *_COMMON),
    NodeKind.STRATEGY: (*_STRATEGY, *_COMMON),
    NodeKind.KPI: (*_KPI, *_COMMON),
    NodeKind.UNIT: (*_UNIT, *_COMMON),
    NodeKind.AREA: (*_AREA, *_COMMON),
    NodeKind.OBJECTIVE: (*_OBJECTIVE, *_COMMON),
    NodeKind.KEY_RESULT: (*_KEY_RESULT, *_COMMON),
    NodeKind.PROJECT: (*_PROJECT, *_COMMON),
    NodeKind.HANDOFF: (*_HANDOFF, *_COMMON),
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
    Field("owner", T.REF_OR_REFS, "For the objectives and kpis of the file."),
    Field("lead", T.REF, "For its projects."),
    Field("fiscal_year", T.YEAR, "For its objectives and projects."),
    Field("source", T.TEXT, "For all its items."),
    Field("basis", T.BASIS, "For all its items."),
)
DEFAULTS_FOR: dict[str, tuple[NodeKind, ...]] = {
    "owner": (NodeKind.OBJECTIVE, NodeKind.KPI),
    "lead": (NodeKind.PROJECT,),
    "fiscal_year": (NodeKind.OBJECTIVE, NodeKind.PROJECT),
    "source": tuple(NodeKind),
    "basis": tuple(NodeKind),
}
