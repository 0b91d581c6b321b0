"""What a roll-over does, in lines for the person who reviews it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.views.words import KINDS, Words, word
from graph.views.writing import one_line

_SHOWN = 8  # Ids of a line, before the rest becomes a count.
_WORDS: Words = {
    "nothing": (
        "ยกไปปี {after} ครบแล้ว ไม่มีอะไรต้องเพิ่ม",
        "all that goes on to {after} is there already: nothing to add",
    ),
    "adds": ("ยกจากปี {before} ไปปี {after}: {counts}", "from {before} to {after}: {counts}"),
    "there": (
        "มีในปี {after} อยู่แล้ว {count} รายการ: {ids}",
        "there already in {after}, {count}: {ids}",
    ),
    "replaced": (
        "ไม่ยกไป เพราะน้ำหนักเป็น 0 {count} รายการ: {ids}",
        "stay behind, of weight 0, {count}: {ids}",
    ),
    "over": (
        "ไม่ยกไป เพราะเสร็จหรือยกเลิกแล้ว {count} โครงการ: {ids}",
        "stay behind, done or cancelled, {count}: {ids}",
    ),
    "ends": (
        "ไม่ยกไป เพราะสิ้นสุดภายในปี {before} {count} โครงการ: {ids}",
        "stay behind, as they end with {before}, {count}: {ids}",
    ),
    "late": (
        "ไม่ยกไป เพราะถึงวันสิ้นสุดแล้วแต่ยังไม่เสร็จ {count} โครงการ ถ้าทำต่อให้เลื่อน end: {ids}",
        "stay behind, past their end and not done, {count}: give a later end: {ids}",
    ),
    "unknown": (
        "ไม่ยกไป เพราะแหล่งข้อมูลไม่บอกว่าทำถึงไหน {count} โครงการ ถ้าทำต่อให้ใส่ status หรือ end: {ids}",
        "stay behind, as nothing says how far they are, {count}: give a status or an end: {ids}",
    ),
    "met": (
        "ถึงเป้าของปี {before} แล้ว {count} ผลลัพธ์ ดูว่ายังทำต่อหรือไม่: {ids}",
        "have met their target of {before}, {count}: see whether they go on: {ids}",
    ),
    "titles": (
        "ชื่อยังพูดถึงปี {before} {count} รายการ: {ids}",
        "have a title that speaks of {before}, {count}: {ids}",
    ),
    "targets": (
        "ค่าเป้าหมายและงบประมาณของปี {after} ยังว่าง ค่าฐานคือผลล่าสุด ตัวที่นับใหม่ทุกปีให้แก้เป็น 0",
        "targets and budgets of {after} are to be filled in; a count of the year begins at 0",
    ),
    "problems": (
        "policytrace check จะบอกเพิ่ม: {counts}",
        "policytrace check will say more: {counts}",
    ),
}
_ORDER = ("there", "replaced", "over", "ends", "late", "unknown", "met", "titles")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What there is to tell of a roll-over."""

    before: int
    after: int
    added: Mapping[str, int]  # By the name of the kind, such as `KeyResult`.
    ids: Mapping[str, Sequence[str]]  # By what is told of them.
    problems: Mapping[str, int]  # By code.


def render(told: Told, language: str) -> str:
    """Return what goes on, what stays behind, and what is left to do, a line each."""
    lines = [_added(told, language)]
    lines += [_ids(told, key, language) for key in _ORDER if told.ids.get(key)]
    if told.added:
        lines.append(_say("targets", told, language))
    if told.problems:
        counts = " · ".join(f"{code} × {count:,}" for code, count in told.problems.items())
        lines.append(_say("problems", told, language, counts=counts))
    return "".join(f"{line}\n" for line in lines)


def _added(told: Told, language: str) -> str:
    if not told.added:
        return _say("nothing", told, language)
    counts = " · ".join(
        f"{word(KINDS, kind, language)} {count:,}" for kind, count in told.added.items()
    )
    return _say("adds", told, language, counts=counts)


def _ids(told: Told, key: str, language: str) -> str:
    ids = told.ids[key]
    more = f", … +{len(ids) - _SHOWN:,}" if len(ids) > _SHOWN else ""
    listed = one_line(", ".join(ids[:_SHOWN]) + more)
    return _say(key, told, language, count=f"{len(ids):,}", ids=listed)


def _say(key: str, told: Told, language: str, **values: str) -> str:
    return word(_WORDS, key, language).format(before=told.before, after=told.after, **values)
