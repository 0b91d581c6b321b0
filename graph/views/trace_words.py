"""What a trace says in every format: the remarks on an item, a fold, the sums of a side."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graph.model.entities import Handoff, KeyResult, Project, Unit
from graph.model.vocabulary import ADVANCES, CALLS_FOR, HAS_OBJECTIVE, NodeKind, RelationType
from graph.reports.trace import Side, Trace
from graph.reports.trace_facts import Facts, Work
from graph.reports.trace_tree import Fold, Step
from graph.views.words import KINDS, STEPS, VALUES, Words, word
from graph.views.writing import number

SIDES: Words = {"up": ("▲ ขึ้นไป", "▲ up"), "down": ("▼ ลงมา", "▼ down")}
NOTHING = ("(ไม่มี)", "(nothing)")
_STATUSES: Words = {
    "planned": ("วางแผน", "planned"),
    "active": ("กำลังดำเนินการ", "active"),
    "done": ("เสร็จ", "done"),
    "paused": ("พักไว้", "paused"),
    "cancelled": ("ยกเลิก", "cancelled"),
    "unreported": ("ไม่ได้รายงาน", "unreported"),
    "": ("ไม่ระบุสถานะ", "no status"),
}
MET: Words = {"met": ("บรรลุ", "met"), "not met": ("ยังไม่บรรลุ", "not met")}
_PLURALS = {NodeKind.POLICY: "policies", NodeKind.STRATEGY: "strategies"}
# The links that make a trace direct, or lead it through a strategy.
_DECIDING = (CALLS_FOR, HAS_OBJECTIVE, ADVANCES)
_TIED = (NodeKind.OBJECTIVE, NodeKind.KEY_RESULT, NodeKind.PROJECT)
_TOP = (NodeKind.DIMENSION, NodeKind.POLICY)
_ABOVE_PROJECTS = (*_TOP, NodeKind.STRATEGY, NodeKind.OBJECTIVE, NodeKind.KEY_RESULT)
_UNITS_SHOWN = 2
_ALMOST_ALL = 99.9  # What is not all of it never reads 100 %.


class Attained(NamedTuple):
    """How far a key result is by its latest figure, whose target is known."""

    percent: float | None  # None: only met or not.
    met: bool
    value: float


class Remark(NamedTuple):
    """A remark on an item; where there is no room, those of the highest rank go first."""

    text: str
    rank: int


def verb(relation: RelationType, language: str, *, forward: bool) -> str:
    """Return how a step along a relation reads, from its start or from its end."""
    forwards, backwards = STEPS[relation.name]
    return (forwards if forward else backwards)[language == "en"]


def remarks(step: Step, facts: Facts, language: str) -> list[Remark]:
    """Return what is said about a step, in the order of reading."""
    said = []
    if step.hop:
        said.append(Remark(word(VALUES, step.hop.basis, language), 1))
        if step.strength:
            rank = 2 if step.hop.relation in _DECIDING else 6
            said.append(Remark(word(VALUES, step.strength, language), rank))
    said += _own(facts, language)
    if step.repeated:
        said.append(Remark("see above" if language == "en" else "ดูข้างบน", 0))
    return said


def own_texts(facts: Facts, language: str) -> list[str]:
    """Return what is said about an item itself, however it is reached."""
    return [one.text for one in _own(facts, language)]


def _own(facts: Facts, language: str) -> Iterator[Remark]:
    item = facts.item
    if units := units_text(facts, language):
        yield Remark(units, 4)
    if facts.tier:
        yield Remark(word(VALUES, facts.tier, language), 3)
    if isinstance(item, Handoff):
        yield Remark(word(VALUES, item.reached_state, language), 3)
    if isinstance(item, Project) and item.budget is not None:
        yield Remark(baht(item.budget, language), 3)
    yield from _progress(facts, language)


def heading_facts(found: Trace, language: str) -> list[str]:
    """Return what is said about the item that the trace starts from."""
    item, facts = found.item, found.facts[found.item.id]
    said = [_tie(found, language)] if item.kind_of_node in _TIED else []
    if isinstance(item, Unit) and item.abbreviation and language == "th":
        said.append(item.abbreviation)
    own = own_texts(facts, language)
    if isinstance(item, Project) and item.budget is None:
        own.append("budget unknown" if language == "en" else "ไม่ทราบงบประมาณ")
    if isinstance(item, Project) and item.status:
        own.append(word(_STATUSES, item.status, language))
    return said + own


def _tie(found: Trace, language: str) -> str:
    english = language == "en"
    if found.strength:
        strength = word(VALUES, found.strength, language)
        return f"traced {strength}" if english else f"โยงถึงนโยบาย: {strength}"
    if not english:
        return "ไม่โยงถึงนโยบายใด"
    orphan = ": an orphan" if isinstance(found.item, Project) else ""
    return f"serves no policy{orphan}"


def units_text(facts: Facts, language: str) -> str:
    """Return who answers for an item, each with its tier: two at most, and how many more."""
    shown = [
        f"{_short_name(unit, language)} ({word(VALUES, tier, language)})"
        for unit, tier in facts.units[:_UNITS_SHOWN]
    ]
    more = len(facts.units) - len(shown)
    text = ", ".join([*shown, *([f"+{more}"] if more else [])])
    inherited = " by its objective" if language == "en" else " ตามวัตถุประสงค์"
    return text + inherited if text and facts.is_inherited else text


def _short_name(unit: Unit, language: str) -> str:
    return (unit.abbreviation if language == "th" else None) or unit.id


def _progress(facts: Facts, language: str) -> Iterator[Remark]:
    """Yield how far an item is, where that is known: a share or met, and the figures behind it."""
    item = facts.item
    if not isinstance(item, KeyResult):
        if facts.progress is not None:
            yield Remark(f"{number(facts.progress)}%", 5)
        return
    told = attained(facts)
    if told is None or item.target is None:
        return
    if told.percent is None:
        yield Remark(word(MET, "met" if told.met else "not met", language), 5)
    else:
        yield Remark(f"{number(told.percent)}%", 5)
    yield Remark(f"{number(told.value)}/{number(item.target)}", 7)


def attained(facts: Facts) -> Attained | None:
    """Return how far a key result is, as it is told; None where there is nothing to tell."""
    item, value, met = facts.item, facts.value, facts.met
    if not isinstance(item, KeyResult) or value is None or item.target is None or met is None:
        return None
    if facts.progress is None or met:
        return Attained(facts.progress, met, value)
    return Attained(min(round(facts.progress, 1), _ALMOST_ALL), met, value)


def baht(amount: float, language: str) -> str:
    """Return an amount of money."""
    return f"{number(amount)} {'baht' if language == 'en' else 'บาท'}"


def counted(kind: NodeKind, count: int, language: str) -> str:
    """Return a number of items of a kind."""
    if language != "en":
        return f"{count:,} {word(KINDS, kind, language)}"
    noun = word(KINDS, kind, language)
    return f"{count:,} {noun if count == 1 else _PLURALS.get(kind, noun + 's')}"


def money(work: Work, language: str) -> str:
    """Return the budget of some projects, and of how many it is not known."""
    unknown = work.unknown_budget
    if unknown == work.projects:
        return "budget unknown" if language == "en" else "ไม่ทราบงบประมาณ"
    text = baht(work.budget, language)
    if not unknown:
        return text
    return f"{text} ({unknown:,} unknown)" if language == "en" else f"{text} (ไม่ทราบงบ {unknown:,})"


def fold_text(fold: Fold, language: str) -> str:
    """Return one line for items that are not shown: how many, their budget and how far they are."""
    english, work = language == "en", fold.work
    sorts = [counted(kind, count, language) for kind, count in fold.kinds.items()]
    said = [("+" if english else "อีก ") + ", ".join(sorts)]
    among = fold.kinds.get(NodeKind.PROJECT, 0)
    if work.projects and not among:
        below = counted(NodeKind.PROJECT, work.projects, language)
        said.append(f"{below} below" if english else f"มี {below}ข้างล่าง")
    if work.projects:
        said.append(money(work, language))
    if among:
        said += [
            f"{word(_STATUSES, status or '', language)} {count:,}"
            for status, count in work.by_status.items()
        ]
    return "… " + " · ".join(said)


def sums_text(found: Trace, name: str, language: str) -> Sequence[str]:
    """Return what the side `up` or `down` adds up to, piece by piece; nothing where it is empty."""
    side = found.up if name == "up" else found.down
    if side is None:
        return ()
    said = [*_policies(found, side, language), *_projects(found, side, language)]
    if name == "down" and found.districts:
        said.append(_districts(found.districts, language))
    if not said:
        return ()
    label = ("above", "below") if language == "en" else ("ข้างบน", "ข้างล่าง")
    return (f"{label[name == 'down']}: {said[0]}", *said[1:])


def _policies(found: Trace, side: Side, language: str) -> Iterator[str]:
    sums = side.sums
    if sums.policies:
        text = counted(NodeKind.POLICY, sums.policies, language)
        yield text + _inferred(sums.inferred_policies, None, language)
    elif side is found.up and found.item.kind_of_node not in (*_TOP, *_TIED):
        yield "no policy" if language == "en" else "ไม่มีนโยบาย"


def _projects(found: Trace, side: Side, language: str) -> Iterator[str]:
    work, inferred = side.sums.work, side.sums.inferred_work
    if work.projects:
        yield counted(NodeKind.PROJECT, work.projects, language)
        yield money(work, language) + _inferred(inferred.projects, inferred, language)
    elif side is found.down and found.item.kind_of_node in _ABOVE_PROJECTS:
        yield "no project" if language == "en" else "ไม่มีโครงการ"


def _inferred(count: int, work: Work | None, language: str) -> str:
    """Return how much rests on inferred links alone."""
    if not count:
        return ""
    amount = f", {baht(work.budget, language)}" if work and work.budget else ""
    if language == "en":
        return f" ({count:,} by inferred links alone{amount})"
    return f" (อาศัยลิงก์อนุมานเท่านั้น {count:,}{amount})"


def _districts(count: int, language: str) -> str:
    if language == "en":
        return f"{count:,} {'district' if count == 1 else 'districts'}"
    return f"{count:,} เขต"


def hints(side: Side, language: str) -> list[str]:
    """Return what shows more than a tree does; nothing where nothing is folded away."""
    english = language == "en"
    by_depth = {one.by_depth for one in _folds(side.tree)}
    said = []
    if False in by_depth:
        said.append("--breadth 0 shows all" if english else "--breadth 0 แสดงทั้งหมด")
    if True in by_depth:
        said.append("a greater --depth goes on" if english else "--depth ที่มากขึ้นแสดงต่อไป")
    return said


def _folds(step: Step) -> Iterator[Fold]:
    yield from step.folds
    for one in step.steps:
        yield from _folds(one)
