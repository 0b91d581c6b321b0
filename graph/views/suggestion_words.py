"""What speaks for a suggestion, in words: Thai and English."""

from collections.abc import Iterator, Mapping

from graph.reports.suggestions import Suggestion

_ALIKE = 0.15  # From here on, titles are alike to the eye.


def reasons(found: Suggestion, language: str) -> str:
    """Return what speaks for a suggestion, and what it lacks, in a line."""
    pairs = list(_reasons(found))
    if not found.leads_on:
        pairs.append(_LACKS[found.field])
    return " · ".join(pair[language == "en"] for pair in pairs)


_LACKS: Mapping[str, tuple[str, str]] = {
    "key_results": ("แต่ยังขึ้นไปไม่ถึงนโยบาย", "though no policy is above it yet"),
    "strategies": ("แต่ยังไม่มีวัตถุประสงค์", "though no objective is under it yet"),
    "owner": ("แต่ยังไม่มีงานใต้นโยบายนี้", "though it works on nothing below yet"),
}


def _reasons(found: Suggestion) -> Iterator[tuple[str, str]]:
    speaks, is_owner = found.evidence, found.field == "owner"
    is_title, is_like = speaks.title >= _ALIKE, speaks.alike >= _ALIKE / 3
    if is_title or not (is_like or speaks.unit or speaks.owned):
        yield ("ชื่อคล้ายกัน", "title alike") if is_title else ("ชื่อคล้ายเล็กน้อย", "title a little alike")
    if is_like:
        linked = ("ของหน่วยงานนี้", "its own") if is_owner else ("โยงแล้ว", "linked")
        yield f"คล้าย {found.like} ({linked[0]})", f"like {found.like} ({linked[1]})"
    if speaks.unit and is_owner:
        yield f"ทำโครงการข้างล่าง {speaks.unit:.0%}", f"leads {speaks.unit:.0%} of the projects below"
    elif speaks.unit:
        thai = f"งานอื่นของหน่วยงานโยงถึง {speaks.unit:.0%}"
        yield thai, f"{speaks.unit:.0%} of its unit's other work"
    if speaks.owned:
        yield "หน่วยงานเดียวกันรับผิดชอบ", "the same unit answers for it"
    if speaks.year:
        yield "ปีเดียวกัน", "same year"
    if speaks.area:
        yield "เขตเดียวกัน", "same district"
