"""A night in one line, for a chat or the log of a job."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from graph.reports.nightly.night import Night, Share, Status
from graph.views.nightly.finding_lines import unit_name
from graph.views.nightly.words import baht, either, say, several
from graph.views.writing import one_line, short_date

_DEFAULT = "default"  # A dataset that needs no name.
_FILES = 3  # Broken files that are named.


def render(night: Night) -> str:
    """Return the line, in the night's language and without a line end."""
    language = night.language
    name = "policytrace" if night.dataset == _DEFAULT else f"policytrace {night.dataset}"
    told = " · ".join(_parts(night, language))
    return one_line(f"{name} {short_date(night.as_of, language)}: {told}")


def _parts(night: Night, language: str) -> Iterator[str]:
    count = {name: f"{int(value):,}" for name, value in night.numbers.items()}
    if night.previous is None:
        yield either(f"คืนแรก พบ {count['open']}", f"first night, {count['open']} found", language)
    else:
        yield either(f"ใหม่ {count['new']}", f"{count['new']} new", language)
        if night.numbers["reopened"]:
            yield either(f"กลับมา {count['reopened']}", f"{count['reopened']} back", language)
        yield either(f"แก้แล้ว {count['fixed']}", f"{count['fixed']} fixed", language)
        yield either(f"ค้าง {count['open']}", f"{count['open']} open", language)
    money = baht(night.numbers["orphan_budget"], language)
    yield either(f"งบที่ไม่โยง {money}", f"orphan budget {money}", language)
    waits, overdue = int(night.numbers["waiting_handoffs"]), count["overdue_handoffs"]
    late = either(f" (เกินกำหนด {overdue})", f" ({overdue} overdue)", language)
    shown = late if night.numbers["overdue_handoffs"] else ""
    yield either(
        f"รอส่งต่อ {waits:,}{shown}", f"{several(waits, 'hand-over')} waiting{shown}", language
    )
    if missed := len(night.missed):
        nights = several(missed, "night")
        yield either(f"ขาดไป {missed:,} คืนก่อนหน้านี้", f"{nights} missing before", language)


def of_unit(night: Night, share: Share) -> str:
    """Return the line by which a unit is told of its digest."""
    language = night.language
    name = unit_name(night.graph, share.unit, language)
    counts = Counter(one.status for one in share.findings)
    told = [
        f"{say(status, language)} {counts[status]:,}"
        for status in (Status.NEW, Status.REOPENED, Status.FIXED)
        if counts[status]
    ]
    if share.waiting:
        told.append(f"{say('waits', language)} {len(share.waiting):,}")
    told.append(
        f"{say('unsolved', language)} {sum(one.status.is_open for one in share.findings):,}"
    )
    return one_line(f"{name} {short_date(night.as_of, language)}: {' · '.join(told)}")


def broken(
    as_of: date, files: Sequence[str], unknown: int, last_good: date | None, language: str
) -> str:
    """Return the line of a night on which the sources could not be read.

    Args:
        as_of: The day of the night.
        files: The files that have errors.
        unknown: How many open findings such a night can tell nothing of.
        last_good: The last night that could see everything.
        language: `th` or `en`.
    """
    day = short_date(as_of, language)
    named = ", ".join(files[:_FILES]) + (f" +{len(files) - _FILES:,}" if files[_FILES:] else "")
    where = f" {either(f'{len(files):,} ไฟล์', several(len(files), 'file'), language)} ({named})"
    parts = [either("อ่านแหล่งข้อมูลไม่ได้", "could not read the sources,", language)]
    parts[0] = parts[0] + where if files else parts[0].rstrip(",")
    if unknown:
        thai = f"ไม่รู้สถานะของข้อค้นพบ {unknown:,} ข้อ"
        parts.append(either(thai, f"{several(unknown, 'finding')} unknown", language))
    if last_good:
        good = short_date(last_good, language)
        parts.append(either(f"คืนล่าสุดที่อ่านได้ {good}", f"last good night {good}", language))
    else:
        parts.append(either("ยังไม่เคยมีคืนที่อ่านได้", "no good night yet", language))
    return one_line(f"policytrace {day}: {' · '.join(parts)}")
