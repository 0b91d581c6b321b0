"""The words of two years beside each other; fields keep their YAML names."""

from collections.abc import Iterator, Mapping
from typing import Any

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
    "paired": ("จับคู่", "paired"),
    "by_link": ("ด้วยลิงก์", "by link"),
    "by_code": ("ด้วยรหัส", "by code"),
    "by_title": ("ด้วยชื่อ", "by title"),
    "by_likeness": ("ด้วยชื่อที่คล้าย", "by a title alike"),
    "money": (
        "ปี {year}: งบประมาณ {budget} บาท (ไม่ทราบงบ {unknown_budgets} จาก {projects} โครงการ)",
        "FY{year}: {budget} baht (unknown for {unknown_budgets} of {projects} projects)",
    ),
    "targets": (
        "ไม่มีค่าเป้าหมาย {without_target} จาก {key_results} ผลลัพธ์สำคัญ",
        "no target for {without_target} of {key_results} key results",
    ),
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
    for kind, counts in summary["by_kind"].items():
        parts = [f"{say(key, language)} {count:,}" for key, count in counts.items()]
        yield f"{word(VALUES, kind, language)}: {' · '.join(parts)}"
    paired = summary["paired_by"].items()
    if paired:
        ways = " · ".join(f"{say(f'by_{key}', language)} {count:,}" for key, count in paired)
        yield f"{say('paired', language)}: {ways}"
    yield from (_figures(summary[side], language) for side in ("before", "after"))


def _figures(year: Mapping[str, Any], language: str) -> str:
    """Return a year's budget, and how much of it and of the targets is not known, in a line."""
    values = {name: number(one) for name, one in year.items() if name != "fiscal_year"}
    parts = (say(key, language) for key in ("money", "targets"))
    return " · ".join(parts).format(year=year["fiscal_year"], **values)


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
