"""The workbook that a unit answers in: how a machine knows its sheets and columns again.

One writes it, another reads it when it comes back, sorted, filtered and renamed as people do. So a
sheet is known by its hidden row of names, which is among its first rows, and a row by its finding.
What a list offers is an id or a word of the sources, a space, and what that means for people; what
is meant for people holds none of the separators.
"""

from dataclasses import dataclass

from graph.model.explanations import Text
from graph.model.rules import ORPHAN_PROJECT, RECORDED_HANDOFF, UNOWNED_POLICY

FORMAT = 1
FIRST = Text("อ่านก่อน", "Read first")  # The sheet for people; nothing is read from it.
ABOUT = "policytrace"  # The hidden sheet of keys and values, in its first two columns.
LISTS = "lists"  # The hidden sheet of what may be chosen; nothing is read from it.
ABOUT_KEYS = ("format", "unit", "as_of", "dataset", "commit", "findings")  # Empty: there is none.
UNASSIGNED = "_unassigned"  # The digest of what is nobody's: no id of a unit begins so.
HEAD_ROWS = 10  # The hidden row of names is among so many.

FINDING, ITEM, STATUS = "finding", "item", "status"
MARKS = ("place", FINDING)  # File and line, and the id of the finding: the last columns.
ANSWER = "answer:"  # Begins the names of the columns that are to be filled in.
KEY_RESULTS, OWNER = "answer:key_results", "answer:owner"  # Ids, one or more.
STATE, ON = "answer:state", "answer:on"  # What became of a hand-over, and on which day.
REASON, UNTIL, NOTE = "answer:waive_reason", "answer:waive_until", "answer:note"
SEPARATORS = ",;\n"  # Between several ids.
ANSWER_DAYS = 14  # Calendar days after the night within which an answer is asked for.

STATES = ("accepted", "returned", "done", "withdrawn")  # What a unit may say of a hand-over.


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSheet:
    """One sheet of findings, a row each: what it tells, and what is asked."""

    name: str
    title: Text  # Of its tab, at most 31 characters.
    codes: frozenset[str]  # The rules of its findings; none: those that no other sheet has.
    told: tuple[str, ...]
    answers: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names in the hidden row, in the order in which they are written."""
        return (*self.told, *self.answers, *MARKS)


_FIRST = (STATUS, "nights", ITEM)
_ACCEPTING = (REASON, UNTIL, NOTE)

ORPHANS = AnswerSheet(
    name="orphan-projects",
    title=Text("โครงการไม่โยงถึงนโยบาย", "Projects without a policy"),
    codes=frozenset([ORPHAN_PROJECT.code]),
    told=(*_FIRST, "title", "budget", "amiss"),
    answers=(KEY_RESULTS, *_ACCEPTING),
)
UNOWNED = AnswerSheet(
    name="unowned-policies",
    title=Text("นโยบายไม่มีเจ้าภาพ", "Policies without an owner"),
    codes=frozenset([UNOWNED_POLICY.code]),
    told=(*_FIRST, "title", "amiss", "candidates"),
    answers=(OWNER, *_ACCEPTING),
)
WAITING = AnswerSheet(
    name="waiting",
    title=Text("งานที่รออยู่ที่ท่าน", "Waiting with you"),
    codes=frozenset([RECORDED_HANDOFF.code]),
    told=(
        *(*_FIRST, "subject", "about", "from", "to"),
        *("since", "due", "days", "overdue", "became"),
    ),
    answers=(STATE, ON, *_ACCEPTING),
)
OTHERS = AnswerSheet(
    name="others",
    title=Text("ข้อค้นพบอื่น", "Other findings"),
    codes=frozenset(),
    told=(*_FIRST, "title", "amiss", "remedy"),
    answers=_ACCEPTING,
)
SHEETS = (ORPHANS, UNOWNED, WAITING, OTHERS)


def sheet_of(code: str) -> AnswerSheet:
    """Return the sheet that the findings of a rule stand in."""
    return next((one for one in SHEETS if code in one.codes), OTHERS)
