"""The words of two years beside each other; fields keep their YAML names."""

from collections.abc import Iterator

from graph.model.entities import Item
from graph.reports.comparison import kind_of
from graph.reports.years.comparison import (
    CHANGED,
    DROPPED,
    GOES_ON,
    NEW,
    TITLES,
    GoesOn,
    YearComparison,
)
from graph.views.differences.words import value
from graph.views.words import VALUES, Words, word
from graph.views.writing import number, one_line

SIGNS = {NEW: "+", DROPPED: "-", CHANGED: "~"}
_WORDS: Words = {
    GOES_ON: ("ทำต่อ", "go on"),
    CHANGED: ("แผนเปลี่ยน", "changed"),
    NEW: ("ใหม่", "new"),
    DROPPED: ("ไม่ทำต่อ", "dropped"),
    "by_link": ("จับคู่ด้วยลิงก์", "paired by link"),
    "by_code": ("ด้วยรหัส", "by code"),
    "by_title": ("ด้วยชื่อ", "by title"),
    "by_likeness": ("ด้วยชื่อที่คล้าย", "by a title alike"),
    "budget": ("งบประมาณ (บาท)", "budget (baht)"),
    "unknown": ("ไม่ทราบงบ", "unknown"),
    "targets": ("ผลลัพธ์สำคัญที่ยังไม่มีค่าเป้าหมาย", "key results without a target"),
    "of": ("จาก", "of"),
    "nothing": ("ไม่มีแผนของสองปีนี้", "nothing is planned in either year"),
    "change": ("การเปลี่ยน", "change"),
    "field": ("ช่องข้อมูล", "field"),
    "id": ("รหัส", "id"),
    "title": ("ชื่อ", "title"),
}


def say(key: str, language: str) -> str:
    """Return a word of two years."""
    return word(_WORDS, key, language)


def title(language: str) -> str:
    """Return what the comparison is called."""
    return TITLES[language]


def asked(comparison: YearComparison) -> str:
    """Return which years of which sources were compared, in a line."""
    return one_line(f"diff · {comparison.before} → {comparison.after} · {comparison.side.name}")


def counted(comparison: YearComparison, language: str) -> Iterator[str]:
    """Yield how much goes on of each kind, how it was paired, and the sums of both years."""
    summary = comparison.summary()
    if not summary["by_kind"]:
        yield say("nothing", language)
        return
    for kind, counts in summary["by_kind"].items():
        parts = [f"{say(key, language)} {count:,}" for key, count in counts.items()]
        yield f"{word(VALUES, kind, language)}: {' · '.join(parts)}"
    paired = summary["paired_by"].items()
    if paired:
        yield " · ".join(f"{say(f'by_{key}', language)} {count:,}" for key, count in paired)
    sides = [summary["before"], summary["after"]]
    budgets = [
        f"{one['fiscal_year']} {number(one['budget'])}"
        f" ({say('unknown', language)} {one['unknown_budgets']:,}"
        f" {say('of', language)} {one['projects']:,})"
        for one in sides
    ]
    yield f"{say('budget', language)}: {' → '.join(budgets)}"
    lacking = [
        f"{one['fiscal_year']} {one['without_target']:,} {say('of', language)}"
        f" {one['key_results']:,}"
        for one in sides
    ]
    yield f"{say('targets', language)}: {' → '.join(lacking)}"


def kinds(comparison: YearComparison) -> list[str]:
    """Return the kinds that there are, in the order of the chain."""
    return list(comparison.summary()["by_kind"])


def changed(comparison: YearComparison, kind: str) -> list[GoesOn]:
    """Return what of a kind goes on with another plan."""
    goes_on = comparison.goes_on
    return [one for one in goes_on if one.fields and kind_of(one.pair.after) == kind]


def alone(comparison: YearComparison, kind: str) -> Iterator[tuple[str, Item]]:
    """Yield what of a kind is new or was dropped, and which of the two."""
    for key, items in ((NEW, comparison.new), (DROPPED, comparison.dropped)):
        for one in items:
            if kind_of(one) == kind:
                yield key, one


def fields_of(one: GoesOn, language: str) -> Iterator[tuple[str, str, str]]:
    """Yield each field of the plan that changes: its name, and both values."""
    for change in one.fields:
        yield (
            change.field,
            value(change, change.old, language),
            value(change, change.new, language),
        )


def ids(one: GoesOn) -> str:
    """Return both ids of what goes on."""
    return f"{one.pair.before.id} → {one.pair.after.id}"
