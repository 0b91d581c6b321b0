"""The workbook of a unit's operational plan: how a machine knows its sheets and columns again.

One writes it (`template`), another reads it when it comes back filled in. It follows the habits of
the workbook that a unit answers in: a sheet is known by its hidden row of names, which is among
its first `HEAD_ROWS` rows, however its tab is called; what a list offers is an id or a word of the
sources, a space, and what that means for people; what is meant for people holds none of the
`SEPARATORS`. Names of columns are fields of the format, with a dot before a part of a field.

A row is an item, known by its id; without an id it is a new one, whose id the reader gives. Where
another row is to name it, it does so by what stands in its column `row`: `#O3` is the third empty
row for objectives. Such a name is no id, and is there before anything else: a row is empty if
nothing but `row` is filled in. New objectives and projects are of the fiscal year that stands in
the hidden sheet; a key result is of its objective's.

An empty cell says nothing. `NONE` says that there is none, in columns that know it; one of `GONE`
takes away what the sources say, where they may be silent. What begins with `TOLD` is for people,
and nothing is read from it but `ROLE`: a row where that begins with `OTHERS` is another unit's, and
nothing else is read from it. A text that a cell cannot hold is cut, and ends with `CUT`: it is as
it was.

A row of split targets is one unit's part of a key result, known by the two. Units stand there
before they have a part: a row without target and actual makes no new part.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.model.explanations import Text
from graph.model.fields import FIELDS, Field, FieldType
from graph.model.vocabulary import NodeKind
from graph.reports.nightly import answer_sheets as a

FORMAT = 1
KIND = "plan"  # Of the workbook: a digest has no kind.
ABOUT = a.ABOUT  # The hidden sheet of keys and values, in its first two columns.
ABOUT_KEYS = ("format", "kind", "unit", "fiscal_year", "dataset", "commit")  # Empty where none.
LISTS = a.LISTS  # The hidden sheet of what may be chosen; nothing is read from it.
FIRST = a.FIRST  # The sheet for people; nothing is read from it.
HEAD_ROWS = a.HEAD_ROWS
SEPARATORS = a.SEPARATORS  # Between several ids in a cell.
NONE = "-"  # In a cell of ids: the sources say that there are none.
GONE = ("(ลบ)", "(clear)")
CUT = "…"

ID, ROW = "id", "row"
NEW_ROW = r"#(O|KR|PRJ)[1-9][0-9]*"  # What stands in `row` where there is no id yet.
TOLD = "told:"
ROLE, INFERRED = "told:role", "told:inferred"  # Whose row it is; the fields that are our judgement.
SAID, SAID_ON = "told:value", "told:as_of"  # The newest figure of a key result, and its day.
KEY_RESULT_TARGET = "told:target"  # The whole that a part is of.
OTHERS = "others"
NEW_ROWS = 50  # Empty rows to fill in, at least.

REQUIRED, WANTED = "required", "wanted"  # By the format; by whoever judges a plan.


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: the field that it holds, and what may stand in its cells."""

    name: str  # `title.th`, `measure.unit`, `budget`; or `row`, or `told:…`.
    field: Field | None = None  # None: no field of the format.
    refers_to: tuple[NodeKind, ...] = ()  # Its cells hold ids of these kinds.
    need: str = ""  # `required`, `wanted`, or nothing.
    is_fixed: bool = False  # Locked where it is filled in: it says where the item stands.

    @property
    def is_told(self) -> bool:
        """Tell whether it is for people alone, so that nothing is read from it."""
        return self.name.startswith(TOLD)

    @property
    def holds_many(self) -> bool:
        """Tell whether a cell may hold several ids, with one of `SEPARATORS` between them."""
        return self.field is not None and self.field.type in _LISTS

    @property
    def knows_none(self) -> bool:
        """Tell whether `NONE` may stand in it, for the empty list of the sources."""
        return self.holds_many

    @property
    def choices(self) -> tuple[str, ...]:
        """The words of the format that a cell may begin with; none where it is no choice."""
        return self.field.choices if self.field else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSheet:
    """One sheet of the plan, a row an item or a part of a target."""

    name: str
    title: Text  # Of its tab.
    kind: NodeKind  # Of its rows; of split targets, of what is split.
    mark: str  # Begins the names of new rows, after `#`; empty where nothing names them.
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names in the hidden row, in the order in which they are written."""
        return tuple(one.name for one in self.columns)

    @property
    def key(self) -> tuple[str, ...]:
        """The columns by which a row is known."""
        return (ID,) if ID in self.names else ("key_result", "unit")

    def column(self, name: str) -> Column:
        """Return the column of a name that the sheet is known to have."""
        return next(one for one in self.columns if one.name == name)


_LISTS = (FieldType.REFS, FieldType.REF_OR_REFS)
_REFS = (FieldType.REF, *_LISTS)


def _column(
    kind: NodeKind, name: str, fields: Sequence[Field], need: str = "", *, is_fixed: bool = False
) -> Column:
    """Return the column of a field; a dot stands before a part of a record or of a title."""
    whole, _, part = name.partition(".")
    found = next(one for one in fields if one.name == whole)
    if found.fields:
        found = next(one for one in found.fields if one.name == part)
    refers_to = _kinds(kind, found) if found.type in _REFS else ()
    return Column(name=name, field=found, refers_to=refers_to, need=need, is_fixed=is_fixed)


def _kinds(kind: NodeKind, field: Field) -> tuple[NodeKind, ...]:
    """Return the kinds of items that a field may name."""
    if field.relation is None:
        return (NodeKind.UNIT,)  # Of a part of a target.
    return field.named_kinds(kind)


def _told(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name=one, is_fixed=True) for one in names)


_NEEDS = {"!": REQUIRED, "?": WANTED}  # What stands behind a name below.


def _of_items(
    kind: NodeKind,
    name: str,
    title: Text,
    fields: str,
    *,
    mark: str = "",
    fixed: str = "",
    told: Sequence[str] = (),
) -> PlanSheet:
    """Return a sheet of items: the columns are id, row, these fields, and what is told of each.

    Fields stand in the order of the columns, `!` behind a required one and `?` behind a wanted one.
    """
    needs = {one.rstrip("!?"): _NEEDS.get(one[-1], "") for one in fields.split()}
    columns = (
        _column(kind, ID, FIELDS[kind], is_fixed=True),
        *((Column(name=ROW, is_fixed=True),) if mark else ()),
        *(
            _column(kind, one, FIELDS[kind], need, is_fixed=one == fixed)
            for one, need in needs.items()
        ),
        *_told(*told, INFERRED, ROLE),
    )
    return PlanSheet(name=name, title=title, kind=kind, mark=mark, columns=columns)


_K = NodeKind
_PARTS = next(one for one in FIELDS[_K.KEY_RESULT] if one.name == "allocations").fields
_NAMED_KEY_RESULT = Column(
    name="key_result",
    field=Field("key_result", FieldType.REF, "", ""),
    refers_to=(_K.KEY_RESULT,),
    need=REQUIRED,
    is_fixed=True,
)
OBJECTIVES = _of_items(
    _K.OBJECTIVE,
    "objectives",
    Text("วัตถุประสงค์", "Objectives"),
    "title.th! strategies? policies? owner? areas title.en source note",
    mark="O",
)
KEY_RESULTS = _of_items(
    _K.KEY_RESULT,
    "key-results",
    Text("ผลลัพธ์สำคัญ", "Key results"),
    "title.th! objective! code owner measure.unit? measure.direction? measure.aggregation?"
    " baseline? target? weight kpi title.en source note",
    mark="KR",
    fixed="objective",
    told=(SAID, SAID_ON),
)
SPLIT_TARGETS = PlanSheet(
    name="split-targets",
    title=Text("แบ่งค่าเป้าหมาย", "Split targets"),
    kind=_K.KEY_RESULT,
    mark="",
    columns=(
        _NAMED_KEY_RESULT,
        _column(_K.KEY_RESULT, "unit", _PARTS, REQUIRED, is_fixed=True),
        _column(_K.KEY_RESULT, "target", _PARTS, WANTED),
        _column(_K.KEY_RESULT, "actual", _PARTS),
        *_told(KEY_RESULT_TARGET, INFERRED, ROLE),
    ),
)
PROJECTS = _of_items(
    _K.PROJECT,
    "projects",
    Text("โครงการ", "Projects"),
    "title.th! key_results? lead? supports budget? spent status? progress start? end? areas?"
    " title.en source note",
    mark="PRJ",
)
HANDOFFS = _of_items(
    _K.HANDOFF,
    "handoffs",
    Text("งานส่งต่อ", "Handoffs"),
    "subject.th! item from! to! asked_on? due_on? accepted_on returned_on done_on state reason"
    " subject.en source note",
    fixed="item",
)
SHEETS = (OBJECTIVES, KEY_RESULTS, SPLIT_TARGETS, PROJECTS, HANDOFFS)
