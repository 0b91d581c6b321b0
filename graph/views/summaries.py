"""What sums a report up, as lines and small tables for readers."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from graph.reports.result import Report, Result, Row
from graph.views.further_summaries import FURTHER
from graph.views.measure_summaries import MEASURES
from graph.views.plan_summaries import PLANS
from graph.views.summary_parts import Summary, Table, counted, in_language, named, percent, top
from graph.views.writing import long_date, number, one_line

__all__ = ["Summary", "Table", "asked", "summarise"]

_BOTTLENECK_COLUMNS = (
    "unit",
    "name",
    "open",
    "overdue",
    "days_median",
    "days_p90",
    "budget",
    "policies",
    "ping_pongs",
)
_SELECTING = {"select": ("เฉพาะ", "only"), "exclude": ("ไม่รวม", "without")}


def asked(result: Result) -> str:
    """Return what was asked, in a line: the report, the day, the fiscal year, the selection."""
    if not isinstance(result.report, Report):
        given = [(name, one) for name, one in result.summary["parameters"].items() if one]
        parts = [result.report.name, *(f"{name}={value}" for name, value in given)]
        return one_line(" · ".join(parts))
    parameters = result.parameters
    day, year = long_date(parameters.as_of, parameters.language), parameters.fiscal_year
    thai, english = f"ณ {day}", f"as of {day}"
    if "fiscal_year" in result.report.filters:
        thai += f" · {f'ปีงบประมาณ {year}' if year else 'ทุกปีงบประมาณ'}"
        english += f" · {f'fiscal year {year}' if year else 'every fiscal year'}"
    if parameters.all_tiers and "all_tiers" in result.report.filters:
        thai, english = f"{thai} · ทุกระดับ", f"{english} · every tier"
    for name, (in_thai, in_english) in _SELECTING.items():
        if text := parameters.selection.get(name):
            thai, english = f"{thai} · {in_thai} {text}", f"{english} · {in_english} {text}"
    return one_line(f"{result.report.name} · {in_language(result, thai, english)}")


def summarise(result: Result) -> Summary:
    """Return the summary of a result in its language."""
    if not isinstance(result.report, Report):
        label, language = in_language(result, "ชนิด", "kind"), result.parameters.language
        kinds = counted(label, result.summary.get("by_kind", {}), language)
        return Summary([_rows(result), *([kinds] if kinds else [])])
    spoken = _SPOKEN[result.report.name](result, result.summary, result.parameters.language)
    lines, tables = list(spoken.lines), list(spoken.tables)
    waived = result.summary["waived"]
    if waived:
        thai = f"ยกเว้นไว้โดยมีเหตุผล {len(waived):,} รายการ ไม่นับข้างบน"
        english = f"waived with a reason: {len(waived):,} (not counted above)"
        lines.append(in_language(result, thai, english))
        tables.append(_waivers(result, "ที่ยกเว้นไว้", "Waived", waived))
    if expired := result.summary.get("expired", ()):
        thai = f"เคยยกเว้นไว้แต่พ้นกำหนดแล้ว {len(expired):,} รายการ จึงนับข้างบน"
        english = f"waived until a day that is past: {len(expired):,} (counted above)"
        lines.append(in_language(result, thai, english))
        tables.append(_waivers(result, "การยกเว้นที่พ้นกำหนด", "Waivers past their date", expired))
    if unused := result.summary.get("unused", ()):
        thai = f"การยกเว้นที่ไม่มีข้อค้นพบแล้ว {len(unused):,} รายการ: ลบออกได้"
        english = f"waivers of findings that are not there: {len(unused):,}, which can be deleted"
        lines.append(in_language(result, thai, english))
        tables.append(_waivers(result, "การยกเว้นที่ไม่ได้ใช้", "Unused waivers", unused))
    if dangling := len(result.summary.get("dangling", ())):
        thai = f"การอ้างอิงที่ไม่มีปลายทาง {dangling:,} จุด: ตัวเลขข้างบนจึงอาจเกินจริง"
        english = (
            f"references that lead nowhere: {dangling:,}, so the figures above may be too high"
        )
        lines.append(in_language(result, thai, english))
    return Summary(lines, tables)


def _waivers(result: Result, thai: str, english: str, rows: Sequence[Row]) -> Table:
    columns = ("finding", "reason", "waived_by", "until")
    named = [{**row, "waived_by": row["by"]} for row in rows]
    return Table(in_language(result, thai, english), columns, named)


def _rows(result: Result) -> str:
    count, has_more = result.summary["rows"], result.summary["has_more"]
    thai, english = f"{count:,} แถว", f"{count:,} row{'' if count == 1 else 's'}"
    if has_more:
        thai, english = f"{thai} และยังมีอีก: --limit 0 แสดงทั้งหมด", f"{english}, and more: --limit 0"
    return in_language(result, thai, english)


def _orphans(result: Result, figures: Mapping[str, Any], language: str) -> Summary:
    traced = figures["traced"]
    share = percent(figures["orphans"], figures["projects"])
    budget, of_all = number(figures["budget"]), number(figures["budget_of_all"])
    unknown, unknown_all = figures["unknown_budget"], figures["unknown_budget_of_all"]
    inferred = traced["on_inferred_links_alone"]
    direct, via = traced["direct"], traced["via_strategy"]
    if language == "en":
        lines = [
            f"{figures['orphans']:,} of {figures['projects']:,} projects serve no policy ({share})",
            f"their budget: {budget} of {of_all} baht",
            f"their budget is unknown: {unknown:,} of {unknown_all:,} such projects",
            f"traced: {direct:,} directly, {via:,} via a strategy",
            f"of the traced, {inferred:,} rest on inferred links alone",
        ]
    else:
        lines = [
            f"{figures['orphans']:,} จาก {figures['projects']:,} โครงการไม่โยงถึงนโยบายใด ({share})",
            f"งบประมาณที่ไม่โยง {budget} จาก {of_all} บาท",
            f"ไม่ทราบงบประมาณ {unknown:,} จาก {unknown_all:,} โครงการ",
            f"โยงถึงนโยบาย: ตรง {direct:,} โครงการ ผ่านยุทธศาสตร์ {via:,} โครงการ",
            f"ในที่โยงถึง อาศัยลิงก์อนุมานเท่านั้น {inferred:,} โครงการ",
        ]
    lines.append(
        counted(in_language(result, "ขาดที่", "broken at"), figures["by_broken_at"], language)
    )
    lines.append(counted(in_language(result, "สถานะ", "state"), figures["by_state"], language))
    return Summary([line for line in lines if line], [_leads(result, figures["by_lead"])])


def _leads(result: Result, groups: Sequence[Row]) -> Table:
    title = in_language(result, "หน่วยงานที่มีมากที่สุด", "Leads with the most")
    rows = [named(result, group, "lead") for group in groups]
    return top(title, ("lead", "name", "orphans", "budget", "unknown_budget"), rows)


def _unowned(result: Result, figures: Mapping[str, Any], language: str) -> Summary:
    unowned, policies = figures["unowned"], figures["policies"]
    share = percent(unowned, policies)
    lines = [
        in_language(
            result,
            f"{unowned:,} จาก {policies:,} นโยบายไม่มีเจ้าภาพที่ทำจริง ({share})",
            f"nobody answers for {unowned:,} of {policies:,} policies ({share})",
        ),
        counted(in_language(result, "สถานะ", "state"), figures["by_state"], language),
        in_language(
            result,
            f"มีหน่วยงานที่ทำโครงการอยู่แล้ว {figures['with_candidates']:,} นโยบาย",
            f"{figures['with_candidates']:,} have units that already lead projects below them",
        ),
        in_language(
            result,
            f"เจ้าภาพที่อาศัยการอนุมาน {figures['inferred_owners']:,} นโยบาย",
            f"policies whose owner is inferred: {figures['inferred_owners']:,}",
        ),
    ]
    return Summary([line for line in lines if line])


def _handoffs(result: Result, figures: Mapping[str, Any], language: str) -> Summary:
    lines = [
        in_language(
            result,
            f"งานส่งต่อ {figures['handoffs']:,} รายการ ค้างอยู่ {figures['open']:,}"
            f" เกินกำหนด {figures['overdue']:,}",
            f"{figures['handoffs']:,} handoffs, {figures['open']:,} of them open,"
            f" {figures['overdue']:,} overdue",
        ),
        counted(in_language(result, "ชนิด", "kind"), figures["by_kind"], language),
        in_language(
            result,
            f"อาศัยลิงก์อนุมาน {figures['on_inferred_links']:,} รายการ",
            f"resting on inferred links: {figures['on_inferred_links']:,}",
        ),
    ]
    pairs = sorted(figures["matrix"], key=lambda cell: (-cell["open"], -cell["handoffs"]))
    waiting = [named(result, one, "unit") for one in figures["bottlenecks"]]
    return Summary(
        [line for line in lines if line],
        [
            top(
                in_language(result, "เขต × สำนัก", "District × bureau"),
                ("district", "bureau", "handoffs", "open"),
                pairs,
            ),
            top(
                in_language(result, "คอขวด: งานรออยู่ที่ใคร", "Bottlenecks: with whom work waits"),
                _BOTTLENECK_COLUMNS,
                waiting,
            ),
        ],
    )


_SPOKEN: Mapping[str, Callable[[Result, Mapping[str, Any], str], Summary]] = {
    "orphan-projects": _orphans,
    "unowned-policies": _unowned,
    "handoffs": _handoffs,
    **FURTHER,
    **MEASURES,
    **PLANS,
}
