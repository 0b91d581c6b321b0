"""What sums up the reports on plans: readiness for the budget, and how plans go together."""

from collections.abc import Callable, Mapping
from typing import Any

from graph.reports.result import Result
from graph.views.summary_parts import Summary, Table, counted, in_language, named, percent, top
from graph.views.words import VALUES, word
from graph.views.writing import number

_SUMS = ("projects", "ready", "budget_ready", "budget_not_ready", "unknown_budget")
_MISSING = ("missing", "projects", "budget", "unknown_budget")


def _readiness(result: Result, figures: Mapping[str, Any], language: str) -> Summary:
    tables = [
        Table(in_language(result, "ยังขาดอะไร", "What is missing"), _MISSING, figures["by_missing"]),
        top(
            in_language(result, "หน่วยงานที่ยังไม่พร้อมมากที่สุด", "Units with the most that are not"),
            ("lead", "name", *_SUMS),
            [named(result, one, "lead") for one in figures["by_lead"]],
        ),
        Table(
            in_language(result, "กลุ่มงาน", "Sectors"),
            ("sector", *_SUMS),
            [
                {**one, "sector": one["sector"] or word(VALUES, "unrecorded", language)}
                for one in figures["by_sector"]
            ],
        ),
    ]
    return Summary(_readiness_lines(result, figures, language), tables)


def _readiness_lines(result: Result, figures: Mapping[str, Any], language: str) -> list[str]:
    ready, projects, unknown = (figures[name] for name in ("ready", "projects", "unknown_budget"))
    known, not_ready = number(figures["budget_ready"]), number(figures["budget_not_ready"])
    inferred, share = figures["on_inferred_links_alone"], percent(ready, projects)
    if language == "en":
        lines = [
            f"{ready:,} of {projects:,} projects that ask for budget are ready ({share})",
            f"budget that is ready: {known} baht; that is not: {not_ready} baht",
            f"their budget is not yet known: {unknown:,}",
            f"of the ready, {inferred:,} rest on inferred links alone",
        ]
    else:
        lines = [
            f"{ready:,} จาก {projects:,} โครงการที่ขอรับงบประมาณมีข้อมูลพร้อม ({share})",
            f"งบประมาณที่พร้อม {known} บาท ที่ยังไม่พร้อม {not_ready} บาท",
            f"ยังไม่ทราบงบประมาณ {unknown:,} โครงการ",
            f"ในที่พร้อม อาศัยลิงก์อนุมานเท่านั้น {inferred:,} โครงการ",
        ]
    label = in_language(result, "คำตอบของหน่วยงานสนับสนุน", "answers of supporting units")
    answers = counted(label, figures["supports"], language)
    return [*lines, *([answers] if answers else [])]


def _alignment(result: Result, figures: Mapping[str, Any], language: str) -> Summary:
    found = sum(figures["by_kind"].values())
    of_bureaus, of_districts = figures["of_bureaus"], figures["of_districts"]
    parts = figures["parts"]
    lines = [
        in_language(
            result,
            f"พบ {found:,} จุดที่แผนไม่สอดคล้องกัน",
            f"{found:,} places where plans do not go together",
        ),
        in_language(
            result,
            f"เทียบผลลัพธ์สำคัญของสำนัก {of_bureaus:,} รายการกับของเขต {of_districts:,} รายการ"
            f" และส่วนแบ่งของเป้า {parts:,} ส่วน",
            f"compared: key results of bureaus {of_bureaus:,}, of districts {of_districts:,},"
            f" parts of targets {parts:,}",
        ),
        counted(in_language(result, "ชนิด", "kind"), figures["by_kind"], language),
    ]
    units = [named(result, one, "unit") for one in figures["by_unit"]]
    title = in_language(result, "หน่วยงานที่มีมากที่สุด", "Units with the most")
    return Summary(
        [line for line in lines if line], [top(title, ("unit", "name", "findings"), units)]
    )


PLANS: Mapping[str, Callable[[Result, Mapping[str, Any], str], Summary]] = {
    "budget-readiness": _readiness,
    "alignment": _alignment,
}
