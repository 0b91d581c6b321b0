"""What a finding says, and whether it stands, in sentences: Thai and English."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from graph.model.explanations import EXPLANATIONS
from graph.reports.explaining.standing import (
    ABSENT,
    EXPIRED,
    HOLDS,
    WAIVED,
    Standing,
    Waived,
)
from graph.reports.explaining.why import Why
from graph.reports.result import Row
from graph.views.cells import cell, header
from graph.views.words import VALUES, word
from graph.views.writing import long_date, one_line

_Pair = tuple[str, str]  # Thai, English.


def finding_sentences(told: Why, found: Standing, language: str) -> Iterator[str]:
    """Yield whether the finding stands, what it says, and what its waivers say."""
    english = language == "en"
    name = found.finding
    if found.status == ABSENT:
        year = told.parameters.fiscal_year
        thai = f"{name}: ไม่พบในรายงานใด ณ วันที่ถาม"
        sentence = f"{name} does not stand: no report gives it on that day"
        if year:
            thai, sentence = f"{thai} ในปีงบประมาณ {year}", f"{sentence} for fiscal year {year}"
        yield sentence if english else thai
    elif found.status == WAIVED:
        yield f"{name} is waived" if english else f"{name}: ยกเว้นไว้"
    else:
        yield f"{name} stands: {_said(found, 1)}" if english else f"{name}: {_said(found, 0)}"
    for one in found.waivers:
        yield waiver_sentence(one, language)


def waiver_sentence(waiver: Waived, language: str) -> str:
    """Return who accepts a finding, why and until when; or why the waiver is void."""
    english = language == "en"
    nobody = "nobody named" if english else "ไม่ระบุผู้ยกเว้น"
    by, day = waiver.by or nobody, ""
    if waiver.until:
        day = long_date(waiver.until, language)
    if waiver.status == HOLDS:
        until = (f" until {day}" if english else f" ถึง {day}") if day else ""
        start = f"waived by {by}{until}" if english else f"ยกเว้นโดย {by}{until}"
        return f"{start}: {waiver.reason}"
    if waiver.status == EXPIRED:
        thai = f"เคยยกเว้นโดย {by} แต่หมดอายุเมื่อ {day}: {waiver.reason}"
        return f"a waiver by {by} ran out on {day}: {waiver.reason}" if english else thai
    thai = f"มีการยกเว้นโดย {by} แต่ไม่มีเหตุผล จึงไม่มีผล"
    return f"a waiver by {by} gives no reason, so it is void" if english else thai


def _said(found: Standing, language: int) -> str:
    """Return what the finding says, from its row, or what its code means."""
    assert found.row is not None
    pair = _sentence(found.code, found.row) or EXPLANATIONS[found.code].meaning
    return pair[language]


# Findings that one column of the row tells: the column, and the sentence around its word.
_BY_COLUMN: Mapping[str, tuple[str, str, str]] = {
    "TRC201": ("broken_at", "ไม่โยงถึงนโยบายใด ขาดที่{}", "it serves no policy, broken at the {}"),
    "TRC203": (
        "reaches",
        "ห่วงโซ่ลงไปถึงแค่{} ไม่ถึงโครงการ",
        "its chain ends at the {}, before any project",
    ),
    "TRC204": ("missing", "ข้างล่างไม่มี{}", "it has no {} below it"),
    "OWN301": ("state", "ไม่มีเจ้าภาพที่ทำจริง ({})", "nobody answers for it ({})"),
}


def _sentence(code: str, row: Row) -> _Pair | None:
    if code in _BY_COLUMN:
        column, thai, english = _BY_COLUMN[code]
        value: Any = row[column]
        return thai.format(word(VALUES, value, "th")), english.format(word(VALUES, value, "en"))
    if code == "TRC202":
        where, missing = f"{row['field']} ({row['file']}:{row['line']})", row["missing"]
        thai = f"ช่อง {where} อ้างถึง {missing} ซึ่งไม่มีแหล่งข้อมูลใดประกาศไว้"
        return thai, f"{where} names {missing}, which no source declares"
    if code == "TRC205":
        wider = row["wider_projects"]
        thai = f"ไม่มีวัตถุประสงค์หรือโครงการใดเจาะจงเขตนี้ (โครงการวงกว้างที่ครอบถึง {wider:,})"
        return thai, f"nothing is meant for it by itself ({wider:,} projects for a larger area)"
    if code == "BUD604":
        thai, english = (cell("missing", row["missing"], one) for one in ("th", "en"))
        return f"ยังขาด {thai}", f"it misses {english}"
    return _of_plans(code, row) or (_handoff(code, row) if code.startswith("HND") else None)


def _of_plans(code: str, row: Row) -> _Pair | None:
    """Return how the plans of two units do not go together; figures as they are written."""
    unit, other = row.get("unit"), row.get("against")
    promised, planned = (cell(name, row.get(name), "en") or "–" for name in ("promised", "planned"))
    return {
        "TRC206": (
            f"แบ่งให้ {unit} {promised} แต่แผนของ {unit} ไม่มีสิ่งใดรองรับ",
            f"{unit} was given {promised} of it, and has nothing in its plan for that",
        ),
        "TRC207": (
            f"เป็นของ {unit} และไม่มีสิ่งใดร่วมกับผลลัพธ์สำคัญของสำนัก",
            f"it is {unit}'s, and shares nothing with any key result of a bureau",
        ),
        "TRC208": (
            f"แทบเหมือนกับ {other} ของ {unit} โดยไม่ได้แบ่งเป้าให้กัน",
            f"it is all but the same as {other} of {unit}, and no part was given",
        ),
        "PRG506": (
            f"แบ่งให้ {unit} {promised} แต่ {other} ในแผนของ {unit} ตั้งเป้าไว้ {planned}",
            f"{unit} was given {promised}, and its own {other} says {planned}",
        ),
    }.get(code)


def specifics(code: str, row: Row, language: str) -> str:
    """Return what is particular about one finding, from its row; empty where its code says all."""
    pair = _sentence(code, row) or _measured(row)
    return one_line(pair[language == "en"]) if pair else ""


def _measured(row: Row) -> _Pair | None:
    """Return what figures say: the expected one and the one that is there, or since when."""
    if row.get("found") is not None:
        return _both(lambda language: _expected_and_found(row, language))
    if row.get("since") is not None:
        return _both(lambda language: _since(row, language))
    if row.get("difference") is not None:
        return _both(lambda language: _figure("difference", row, language))
    return None


def _both(say: Callable[[str], str]) -> _Pair:
    return say("th"), say("en")


def _expected_and_found(row: Row, language: str) -> str:
    names = (one for one in ("expected", "found", "against") if row[one] is not None)
    return " · ".join(_figure(one, row, language) for one in names)


def _figure(column: str, row: Row, language: str) -> str:
    return f"{header(column, language)} {cell(column, row[column], language)}"


def _since(row: Row, language: str) -> str:
    state = word(VALUES, str(row["state"]), language)
    day = long_date(date.fromisoformat(row["since"]), language)
    if language == "en":
        return f"{state}: since {day}, {row['days']:,} days"
    return f"{state} ตั้งแต่ {day} ({row['days']:,} วัน)"


def _handoff(code: str, row: Row) -> _Pair | None:
    one, other, item, via = row["from"], row["to"], row["item"], row["via"]
    if code == "HND404":
        return _recorded(row)
    return {
        "HND401": (
            f"{one} เป็นเจ้าของผลลัพธ์สำคัญ {via} แต่ {other} เป็นหน่วยงานหลักของ {item} ที่ส่งมอบ",
            f"{one} owns {via}, and {other} leads {item}, which delivers it",
        ),
        "HND402": (
            f"{one} เป็นหน่วยงานหลักของ {item} และ {other} สนับสนุน",
            f"{one} leads {item}, and {other} supports it",
        ),
        "HND403": (
            f"{one} เป็นเจ้าของผลลัพธ์สำคัญ {item} และ {other} มีส่วนของเป้า",
            f"{one} owns {item}, and {other} has a part of its target",
        ),
    }.get(code)


def _recorded(row: Row) -> _Pair:
    state, days, holder = row["state"], row["days"], row["holder"]
    thai = f"{row['from']} ส่งถึง {row['to']}: {word(VALUES, state, 'th')}"
    english = f"from {row['from']} to {row['to']}: {word(VALUES, state, 'en')}"
    if days is not None:
        thai, english = f"{thai} {days:,} วัน", f"{english}, {days:,} days"
    if row["overdue"]:
        thai, english = f"{thai} เกินกำหนด", f"{english}, overdue"
    if holder:
        thai, english = f"{thai} อยู่ที่ {holder}", f"{english}, with {holder}"
    return thai, english
