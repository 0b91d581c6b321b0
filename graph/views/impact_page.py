"""What is lost with an item, as a page and as JSON."""

import json
from collections.abc import Iterator, Mapping, Sequence

from graph.reports.impact import LISTS, Impact
from graph.reports.result import SCHEMA_VERSION, Row
from graph.views.json_view import item_object
from graph.views.page import Page, Part, folded
from graph.views.words import KINDS, VALUES, word
from graph.views.writing import number, one_line

_HEADINGS: Mapping[str, tuple[str, str]] = {
    "dropped": ("หายไปด้วยกัน", "Dropped with it"),
    "orphans": ("โครงการที่จะไม่โยงถึงนโยบาย", "Projects that would serve no policy"),
    "weakened": (
        "โครงการที่จะเหลือทางผ่านยุทธศาสตร์เท่านั้น",
        "Projects left with a way through a strategy alone",
    ),
    "leaderless": ("โครงการที่จะไม่มีหน่วยงานหลัก", "Projects that would have no lead"),
    "unowned": ("นโยบายที่จะไม่มีเจ้าภาพที่ทำจริง", "Policies that nobody would answer for"),
    "lowered": ("นโยบายที่จะลงไปได้ไม่ลึกเท่าเดิม", "Policies that would reach less far down"),
    "unfunded": ("นโยบายที่จะไม่มีงบประมาณที่ทราบเหลือ", "Policies that would lose all known budget"),
    "gaps": ("สิ่งที่จะไม่มีอะไรรองรับ", "What would have nothing below it"),
    "handoffs": ("งานส่งต่อที่จะหายไป", "Handoffs that would be no more"),
    "areas": ("เขตที่จะได้รับน้อยลง", "Districts that would lose what reaches them"),
}

_COUNTED: Mapping[str, tuple[str, str]] = {
    "orphans": ("โครงการไม่โยงถึงนโยบายเพิ่ม", "projects that serve no policy any more:"),
    "weakened": ("โครงการเหลือทางผ่านยุทธศาสตร์", "left with a way through a strategy alone:"),
    "leaderless": ("โครงการไม่มีหน่วยงานหลัก", "projects without a lead:"),
    "unowned": ("นโยบายไม่มีเจ้าภาพเพิ่ม", "policies that nobody answers for:"),
    "lowered": ("นโยบายลงไปไม่ลึกเท่าเดิม", "policies that reach less far down:"),
    "unfunded": ("นโยบายไม่มีงบประมาณที่ทราบเหลือ", "policies that lose all known budget:"),
    "gaps": ("ไม่มีอะไรรองรับเพิ่ม", "left with nothing below:"),
    "handoffs": ("งานส่งต่อหายไป", "handoffs gone:"),
    "areas": ("เขตที่ได้รับน้อยลง", "districts that lose something:"),
}


def page(found: Impact, language: str) -> Page:
    """Return what would be lost for readers: the sum first, then lists of ten at most."""
    item = found.item
    kind = word(KINDS, item.kind_of_node, language)
    title = f"{item.id}  {one_line(item.title(language))}  ({kind})"
    parts = [Part(lines=_summary(found, language))]
    for name, rows in found.lists.items():
        shown = [row for row in rows if row.get("item") != item.id] if name == "dropped" else rows
        if shown:
            heading = f"{_HEADINGS[name][language == 'en']}: {len(shown):,}"
            parts.append(Part(heading, table=folded(_filled(name, shown), shown)))
    return Page(title, f"{item.file}:{item.line}", parts, language)


def _filled(name: str, rows: Sequence[Row]) -> list[str]:
    """Return the columns that have something in them."""
    return [one for one in LISTS[name] if any(row[one] not in (None, "", False) for row in rows)]


def _summary(found: Impact, language: str) -> list[str]:
    """Return what is lost in a line, then the money of the project itself where it is one."""
    english = language == "en"
    if found.changes_anything:
        counted = " · ".join(_counted(found, language))
        lines = [f"if it is dropped: {counted}" if english else f"ถ้าตัดออก: {counted}"]
    elif english:
        lines = ["if it is dropped, nothing else is lost: no project, no policy, no handoff"]
    else:
        lines = ["ถ้าตัดออก ไม่มีสิ่งอื่นเสียไป ทั้งโครงการ นโยบาย และงานส่งต่อ"]
    if any(row["kind"] == "project" for row in found.lists["dropped"]):
        money = _money(found.summary, "dropped", language)
        lines.append(f"the project itself: {money}" if english else f"ตัวโครงการเอง: {money}")
    return lines


def _counted(found: Impact, language: str) -> Iterator[str]:
    """Yield how much is lost of each kind; projects are told of even where there are none."""
    figures = found.summary
    for name, labels in _COUNTED.items():
        count = figures[name]
        if not count and name != "orphans":
            continue
        more = (
            f" ({_money(figures, 'of_orphans', language)})" if name == "orphans" and count else ""
        )
        if name == "gaps":
            kinds = figures["gaps_by_kind"].items()
            more = f" ({', '.join(f'{word(VALUES, one, language)} {n:,}' for one, n in kinds)})"
        yield f"{labels[language == 'en']} {count:,}{more}"


def _money(figures: Mapping[str, float], of: str, language: str) -> str:
    """Return the known budget, and how many projects have none that is known."""
    prefix = "budget_" + of
    known, unknown = number(figures[prefix]), figures[f"unknown_{prefix}"]
    if language == "en":
        return f"known budget {known} baht, unknown for {unknown:,}"
    return f"งบประมาณที่ทราบ {known} บาท ไม่ทราบ {unknown:,} โครงการ"


def as_json(found: Impact, language: str) -> str:
    """Return all of it as JSON: the same answer, the same bytes."""
    whole = {
        "schema_version": SCHEMA_VERSION,
        "report": "impact",
        "as_of": found.parameters.as_of.isoformat(),
        "item": item_object(found.item, language),
        "sentences": _summary(found, language),
        "summary": found.summary,
        "lists": {name: list(rows) for name, rows in found.lists.items()},
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
