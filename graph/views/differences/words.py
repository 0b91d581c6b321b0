"""The words and the values of a comparison, as readers see them; fields keep their YAML names."""

from collections.abc import Mapping
from typing import Any

from graph.reports.comparison import TITLES, Comparison, Side, kind_of
from graph.reports.differences import LinkChange
from graph.reports.field_changes import FieldChange, Place
from graph.reports.finding_changes import Finding
from graph.views.words import STEPS, VALUES, Words, word
from graph.views.writing import long_date, one_line

SIGNS = {"added": "+", "removed": "-", "changed": "~"}
_WORDS: Words = {
    "items": ("รายการ", "items"),
    "links": ("ลิงก์", "links"),
    "findings": ("ข้อค้นพบ", "findings"),
    "added": ("เพิ่ม", "added"),
    "removed": ("ลบ", "removed"),
    "changed": ("แก้ไข", "changed"),
    "new": ("ใหม่", "new"),
    "fixed": ("หมดไป", "fixed"),
    "still": ("คงเดิม", "still there"),
    "unrecorded": ("(ไม่ได้บันทึก)", "(unrecorded)"),
    "none": ("(ระบุว่าไม่มี)", "(none)"),
    "was": ("เดิม", "was"),
    "nothing": ("ไม่มีอะไรเปลี่ยน", "nothing differs"),
    "renames": ("น่าจะเป็นการเปลี่ยนรหัส", "Likely new ids"),
    "link_changes": ("ลิงก์ที่เปลี่ยน", "Links"),
    "new_findings": ("ข้อค้นพบใหม่", "New findings"),
    "fixed_findings": ("ข้อค้นพบที่หมดไป", "Fixed findings"),
    "now_waived": ("ได้รับยกเว้น", "now waived"),
    "no_longer_waived": ("พ้นการยกเว้น", "no longer waived"),
    "change": ("การเปลี่ยน", "change"),
    "id": ("รหัส", "id"),
    "title": ("ชื่อ", "title"),
    "field": ("ช่องข้อมูล", "field"),
    "before": ("ก่อน", "before"),
    "after": ("หลัง", "after"),
    "link": ("ลิงก์", "link"),
    "finding": ("ข้อค้นพบ", "finding"),
    "severity": ("ความรุนแรง", "severity"),
    "where": ("ที่", "where"),
    "error": ("ข้อผิดพลาด", "error"),
    "warning": ("คำเตือน", "warning"),
    "notice": ("ข้อสังเกต", "notice"),
}


def say(key: str, language: str) -> str:
    """Return a word of comparisons."""
    return word(_WORDS, key, language)


def title(language: str) -> str:
    """Return what the comparison is called."""
    return TITLES[language]


def asked(comparison: Comparison, language: str) -> str:
    """Return what was compared, in a line: both sides, and the day of the findings."""
    day = long_date(comparison.as_of, language)
    when = f"as of {day}" if language == "en" else f"ณ {day}"
    return f"diff · {_side(comparison.before)} → {_side(comparison.after)} · {when}"


def _side(side: Side) -> str:
    short = side.commit[:10] if side.commit else ""
    is_told = not short or side.name.startswith(short)
    return one_line(side.name) if is_told else f"{one_line(side.name)} ({short})"


def counted(comparison: Comparison, language: str) -> list[str]:
    """Return how much differs, a line for items, links and findings."""
    summary = comparison.summary()
    lines = [f"{say(name, language)}: {counts(summary[name], language)}" for name in _COUNTED]
    if summary["likely_renames"]:
        lines.append(f"{say('renames', language)}: {summary['likely_renames']:,}")
    return lines


_COUNTED = ("items", "links", "findings")


def counts(found: Mapping[str, int], language: str) -> str:
    """Return counts in a line, those that are 0 left out; of nothing, that nothing differs."""
    parts = [f"{say(key, language)} {count:,}" for key, count in found.items() if count]
    return " · ".join(parts) or say("nothing", language)


def step(link: LinkChange, language: str) -> str:
    """Return a link as a sentence in the order of the chain, with its basis or both of them."""
    read = STEPS[link.relation][0][language == "en"]
    bases = dict.fromkeys(one.basis for one in (link.before, link.after) if one)
    basis = " → ".join(word(VALUES, one, language) for one in bases)
    return f"{link.source} {read} {link.target}  [{basis}]"


def link_places(link: LinkChange, comparison: Comparison, language: str) -> str:
    """Return where a link is stated, and where it was."""
    then = link.before.place if link.before else None
    return places(then, link.after.place if link.after else None, comparison, language)


def waiver(finding: Finding, comparison: Comparison, language: str) -> str:
    """Return that a finding is fixed, or new, because of a waiver; else nothing."""
    if finding.id not in comparison.findings.waived:
        return ""
    is_new = finding in comparison.findings.new
    return f"  ({say('no_longer_waived' if is_new else 'now_waived', language)})"


def value(change: FieldChange, one: Any, language: str) -> str:
    """Return the old or the new value of a field, on one line."""
    if one is None:
        return say("unrecorded", language)
    if one == []:
        return say("none", language)
    if change.field in ("title", "subject"):
        return one_line(" / ".join(text for text in one.values() if text))
    return one_line(str(one) if change.field == "fiscal_year" else _text(one))


def _text(one: Any) -> str:
    if isinstance(one, Mapping):
        return ", ".join(f"{name} {_text(part)}" for name, part in one.items())
    if isinstance(one, list):
        records = any(isinstance(part, Mapping) for part in one)
        return ("; " if records else ", ").join(_text(part) for part in one)
    if isinstance(one, float) and one.is_integer():
        one = int(one)
    return f"{one:,}" if isinstance(one, (int, float)) else str(one)


def place(at: Place) -> str:
    """Return `file:line`."""
    return f"{one_line(at.file)}:{at.line}"


def places(then: Place | None, now: Place | None, comparison: Comparison, language: str) -> str:
    """Return where something stands, and where it stood, in short if in the same file."""
    if then is None or now is None:
        return "".join(place(one) for one in (then, now) if one)
    if comparison.before.path(then) != comparison.after.path(now):
        return f"{place(now)} ({say('was', language)} {place(then)})"
    if now.line == then.line:
        return place(now)
    return f"{place(now)} ({say('was', language)} :{then.line})"


def kinds(comparison: Comparison) -> Mapping[str, str]:
    """Return the kinds of which items differ, and what a reader's word for each is found by."""
    items = (one.item for one in comparison.differences.items)
    return {kind_of(item): str(item.kind_of_node) for item in items}
