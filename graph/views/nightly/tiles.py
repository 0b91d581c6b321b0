"""The numbers of a night, each with what it was before."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.reports.nightly.memory import Numbers
from graph.reports.nightly.night import Night
from graph.views.nightly.sparkline import Sparkline, earlier, sparkline
from graph.views.nightly.words import baht, either, say, several
from graph.views.writing import number

SHOWN = (
    "open",
    "errors",
    "orphan_projects",
    "orphan_budget",
    "unowned_policies",
    "waiting_handoffs",
)
_MONEY = frozenset(["orphan_budget"])
_WEEK = 7
# What stands beside a number: another one of the night, in words.
_NOTES: Mapping[str, tuple[str, str, str]] = {
    "errors": ("warnings", "ระดับเตือน {}", "{} warnings"),
    "orphan_projects": ("projects", "จาก {} โครงการ", "of {} projects"),
    "orphan_budget": (
        "orphans_of_unknown_budget",
        "ไม่รวม {} โครงการที่ไม่ทราบงบ",
        "without {} projects of unknown budget",
    ),
    "unowned_policies": ("policies", "จาก {} นโยบาย", "of {} policies"),
    "waiting_handoffs": ("overdue_handoffs", "เกินกำหนด {}", "{} overdue"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One number in words, and how it went."""

    name: str
    label: str
    value: float
    text: str
    note: str
    change: str  # Against the last good night; empty on the first.
    way: str  # up, down or same; more is never better.
    week: str  # What it was a week ago; empty where nobody knows.
    line: Sparkline
    told: str  # What the drawing shows, for those who do not see it.


def tiles(night: Night, language: str) -> list[Tile]:
    """Return the numbers that a night shows first."""
    return [_tile(night, name, language) for name in SHOWN]


def _tile(night: Night, name: str, language: str) -> Tile:
    value = night.numbers[name]
    change, way = _change(night, name, language)
    line = sparkline(night.trend, name, night.as_of)
    return Tile(
        name=name,
        label=say(name, language),
        value=value,
        text=_amount(name, value, language),
        note=_note(night, name, language),
        change=change,
        way=way,
        week=_week(night, name, language),
        line=line,
        told=_told(name, line, language),
    )


def _amount(name: str, value: float, language: str) -> str:
    return baht(value, language) if name in _MONEY else number(value)


def _note(night: Night, name: str, language: str) -> str:
    if name == "open":
        parts = (
            f"{say(one, language)} {int(night.numbers[one]):,}"
            for one in ("new", "reopened", "fixed")
            if night.numbers[one]
        )
        return " · ".join(parts)
    other, thai, english = _NOTES[name]
    return either(thai, english, language).format(number(night.numbers[other]))


def _previous(night: Night) -> Numbers | None:
    found = (one.numbers for one in night.trend if one.as_of == night.previous)
    return next(found, None)


def _change(night: Night, name: str, language: str) -> tuple[str, str]:
    before = _previous(night)
    if before is None or name not in before:
        return "", ""
    change = night.numbers[name] - before[name]
    if not change:
        return say("same", language), "same"
    amount = _amount(name, abs(change), language)
    if change > 0:
        return either(f"เพิ่ม {amount}", f"up {amount}", language), "up"
    return either(f"ลด {amount}", f"down {amount}", language), "down"


def _week(night: Night, name: str, language: str) -> str:
    past = earlier(night.trend, night.as_of, _WEEK)
    if past is None or past.numbers is None or name not in past.numbers:
        return ""
    ago, amount = (night.as_of - past.as_of).days, _amount(name, past.numbers[name], language)
    return either(f"{ago:,} คืนก่อน {amount}", f"{ago:,} nights ago {amount}", language)


def _told(name: str, line: Sparkline, language: str) -> str:
    """Return the drawing in words: its nights, its gaps, where it began and how far it went."""
    if not line.known:
        return ""
    first, low, high = (
        _amount(name, one, language) for one in (line.known[0], min(line.known), max(line.known))
    )
    count, gaps = len(line.values), line.values.count(None)
    thai = f"{say(name, 'th')}: {count:,} คืน เริ่มที่ {first} ต่ำสุด {low} สูงสุด {high}"
    english = (
        f"{say(name, 'en')}: {several(count, 'night')}, first {first}, lowest {low}, highest {high}"
    )
    if gaps:
        thai = f"{thai} ไม่มีตัวเลข {gaps:,} คืน"
        english = f"{english}, {several(gaps, 'night')} without a number"
    return either(thai, english, language)
