"""What a night says in sentences: what it is of, what matters, and what is not known."""

from collections.abc import Iterator, Sequence
from datetime import date

from graph.reports.nightly.night import Night, Status, Tracked
from graph.views.nightly.words import baht, days, either, several
from graph.views.writing import long_date, one_line, shorten

_TITLE = 80  # Columns of a title within a sentence.
_RUNS = 3  # Runs of days that are named one by one.


def heading(night: Night, language: str) -> str:
    """Return the title with the night's date."""
    day = long_date(night.as_of, language)
    return either(f"รายงานประจำคืน {day}", f"Nightly report, {day}", language)


def origin(night: Night, language: str) -> str:
    """Return what the night is of: the data, their revision, and the night before."""
    parts = [either(f"ชุดข้อมูล {night.dataset}", f"dataset {night.dataset}", language)]
    if night.commit:
        revision = night.commit[:10]
        parts.append(either(f"รุ่นของข้อมูล {revision}", f"commit {revision}", language))
    if night.previous:
        day = long_date(night.previous, language)
        parts.append(either(f"เทียบกับคืน {day}", f"compared with {day}", language))
    else:
        parts.append(either("คืนแรกที่บันทึก", "the first night on record", language))
    return one_line(" · ".join(parts))


def missed(night: Night, language: str) -> list[str]:
    """Return which nights are missing since the one before, and why."""
    ran = {one.as_of for one in night.trend}
    unread = [one for one in night.missed if one in ran]
    silent = [one for one in night.missed if one not in ran]
    found = []
    if silent:
        told = either(
            f"ระบบไม่ได้ทำงาน {len(silent):,} คืน",
            f"Did not run: {several(len(silent), 'night')}",
            language,
        )
        found.append(f"{told} ({_when(silent, language)})")
    if unread:
        told = either(
            f"อ่านแหล่งข้อมูลไม่ได้ {len(unread):,} คืน",
            f"Could not read the sources: {several(len(unread), 'night')}",
            language,
        )
        found.append(f"{told} ({_when(unread, language)})")
    return found


def _when(found: Sequence[date], language: str) -> str:
    told = days(found, language)
    return told if told.count(",") < _RUNS else days([found[0], found[-1]], language)


def lead(night: Night, language: str) -> str:
    """Return what matters tonight, in a sentence."""
    numbers = night.numbers
    still, errors = int(numbers["open"]), int(numbers["errors"])
    if night.previous is None:
        thai = f"คืนแรกที่บันทึก พบข้อค้นพบ {still:,} ข้อ เป็นระดับผิดพลาด {errors:,} ข้อ"
        return either(
            f"{thai} ตั้งแต่คืนหน้าจะบอกเฉพาะสิ่งที่เปลี่ยน",
            f"The first night on record: {several(still, 'finding')}, of which {errors:,} are"
            " errors. From the next night on, what has changed is told.",
            language,
        )
    changes = list(_changes(night, language))
    if not changes:
        return either(
            f"คืนนี้ไม่มีอะไรเปลี่ยน ยังค้าง {still:,} ข้อ",
            f"Nothing has changed: {several(still, 'finding')} still open.",
            language,
        )
    return either(
        f"คืนนี้{' '.join(changes)} รวมที่ยังไม่แก้ {still:,} ข้อ",
        f"Tonight: {', '.join(changes)}; {still:,} open in all.",
        language,
    )


_CHANGES = (
    (Status.NEW, "มีข้อค้นพบใหม่ {} ข้อ", "{} new"),
    (Status.REOPENED, "กลับมา {} ข้อ", "{} back"),
    (Status.FIXED, "แก้แล้ว {} ข้อ", "{} fixed"),
    (Status.WAIVED, "ได้รับยกเว้น {} ข้อ", "{} waived"),
    (Status.RETIRED, "หมดไปเพราะกฎเลิกใช้ {} ข้อ", "{} gone with their rule"),
)


def _changes(night: Night, language: str) -> Iterator[str]:
    for status, thai, english in _CHANGES:
        if count := len(night.of(status)):
            yield either(thai, english, language).format(f"{count:,}")


def beside(night: Night, language: str) -> list[str]:
    """Return what else matters, a short sentence each."""
    return [*_by_new_rules(night, language), *_largest(night, language), *_overdue(night, language)]


def _by_new_rules(night: Night, language: str) -> Iterator[str]:
    if count := sum(one.by_new_rule for one in night.findings):
        yield either(
            f"ในข้อค้นพบใหม่ มี {count:,} ข้อมาจากกฎที่เพิ่งเริ่มใช้",
            f"{count:,} of the new ones come from rules that are new.",
            language,
        )


def _largest(night: Night, language: str) -> Iterator[str]:
    """Yield the project with the largest budget that has become a finding."""
    changed = night.of(Status.NEW, Status.REOPENED) if night.previous else []
    known: list[tuple[float, str, Tracked]] = [(one.budget or 0, one.id, one) for one in changed]
    budget, _, one = max(known, default=(0, "", None), key=lambda found: found[:2])
    if one is None or not budget:
        return
    title = shorten(one_line(one.subject.title(language)), _TITLE)
    thai = f"โครงการที่งบสูงสุดในกลุ่มใหม่และกลับมา: {one.item_id} {title}"
    english = f"The largest project among the new and the returned: {one.item_id} {title}"
    money = baht(budget, language)
    yield either(f"{thai} งบ {money}", f"{english}, {money}", language)


def _overdue(night: Night, language: str) -> Iterator[str]:
    overdue, waiting = (int(night.numbers[f"{one}_handoffs"]) for one in ("overdue", "waiting"))
    if overdue:
        yield either(
            f"งานส่งต่อเกินกำหนด {overdue:,} จาก {waiting:,} เรื่องที่รออยู่",
            f"Overdue: {overdue:,} of {several(waiting, 'hand-over')} that wait.",
            language,
        )


def baseline(night: Night, language: str) -> str:
    """Return how much is left of the debt that was accepted; empty where none was."""
    accepted = night.baseline
    if accepted is None:
        return ""
    day, left = long_date(accepted.accepted_on, language), len(accepted.left)
    paid = accepted.accepted - left
    return either(
        f"รับไว้เมื่อ {day} จำนวน {accepted.accepted:,} ข้อ หมดไปแล้ว {paid:,} ข้อ เหลือ {left:,} ข้อ",
        f"Accepted on {day}: {several(accepted.accepted, 'finding')}, of which {paid:,} have"
        f" ended and {left:,} are left.",
        language,
    )
