"""What sums the further reports up: coverage, gaps, areas and the overview."""

from collections.abc import Callable, Mapping
from typing import Any

from graph.reports.result import Result
from graph.views.summary_parts import Summary, counted, in_language, named, percent, top
from graph.views.words import VALUES, word
from graph.views.writing import number

_UNIT_COLUMNS = (
    *("unit", "name", "policies", "objectives", "key_results", "projects"),
    *("budget", "unknown_budget"),
)
_ZONE_COLUMNS = ("zone", "areas", "untargeted", "open_handoffs", "held")


def _coverage(result: Result, figures: Mapping[str, Any], language: str) -> Summary:
    without, policies = figures["without_project"], figures["policies"]
    projects, budget = figures["projects"], number(figures["budget"])
    unknown, share = figures["unknown_budget"], percent(without, policies)
    lines = [
        in_language(
            result,
            f"{without:,} จาก {policies:,} นโยบายยังลงไปไม่ถึงโครงการ ({share})",
            f"{without:,} of {policies:,} policies reach no project ({share})",
        ),
        counted(in_language(result, "ลงไปถึง", "reaches"), figures["by_level"], language),
        counted(in_language(result, "การโยง", "strength"), figures["by_strength"], language),
        counted(in_language(result, "ที่มา", "basis"), figures["by_basis"], language),
        in_language(
            result,
            f"โครงการใต้นโยบายทั้งหมด {projects:,} โครงการ งบประมาณที่ทราบ {budget} บาท"
            f" ไม่ทราบ {unknown:,} โครงการ (โครงการที่ซ้ำกันนับครั้งเดียว)",
            f"projects below them: {projects:,}, known budget {budget} baht, unknown for"
            f" {unknown:,} (a shared project counts once)",
        ),
    ]
    return Summary([line for line in lines if line])


def _gaps(result: Result, figures: Mapping[str, Any], language: str) -> Summary:
    found = [
        f"{word(VALUES, kind, language)} {figures['by_kind'][kind]:,}/{items:,}"
        for kind, items in figures["items"].items()
    ]
    label = in_language(result, "จากทั้งหมด", "of all")
    gaps, without = figures["gaps"], figures["without_owner"]
    lines = [
        in_language(
            result,
            f"{gaps:,} รายการไม่มีอะไรรองรับ ในนั้นไม่มีเจ้าภาพ {without:,} รายการ",
            f"{gaps:,} items have nothing below them; {without:,} of these have no owner either",
        ),
        f"{label}: {' · '.join(found)}",
    ]
    owners = [named(result, one, "owner") for one in figures["by_owner"]]
    title = in_language(result, "เจ้าภาพที่มีมากที่สุด", "Owners with the most")
    return Summary(lines, [top(title, ("owner", "name", "gaps"), owners)])


def _areas(result: Result, figures: Mapping[str, Any], language: str) -> Summary:
    areas, untargeted, unserved = (figures[name] for name in ("areas", "untargeted", "unserved"))
    projects, of_all = figures["projects"], figures["projects_of_all"]
    nowhere, unknown = figures["projects_without_area"], figures["unknown_budget"]
    budget = number(figures["budget"])
    if language == "en":
        lines = [
            f"nothing is meant for {untargeted:,} of {areas:,} districts by themselves",
            f"districts that no unit serves: {unserved:,}",
            f"{projects:,} of {of_all:,} projects are meant for a district, {nowhere:,} nowhere",
            f"their known budget: {budget} baht; unknown for {unknown:,}",
        ]
    else:
        lines = [
            f"{untargeted:,} จาก {areas:,} เขตไม่มีงานใดเจาะจงถึง",
            f"เขตที่ไม่มีหน่วยงานดูแล {unserved:,} เขต",
            f"{projects:,} จาก {of_all:,} โครงการเจาะจงเขต และ {nowhere:,} โครงการไม่ระบุพื้นที่เลย",
            f"งบประมาณที่ทราบ {budget} บาท ไม่ทราบ {unknown:,} โครงการ",
        ]
    nameless = in_language(result, "(ไม่มีกลุ่มเขต)", "(no zone)")
    zones = [{**one, "zone": one["zone"] or nameless} for one in figures["by_zone"]]
    return Summary(lines, [top(in_language(result, "กลุ่มเขต", "Zones"), _ZONE_COLUMNS, zones)])


def _overview(result: Result, figures: Mapping[str, Any], language: str) -> Summary:
    projects, nobody = figures["projects"], figures["of_nobody"]
    budget, unknown = number(figures["budget"]), figures["unknown_budget"]
    apart = [
        f"{word(VALUES, by, language)} {none['projects']:,}"
        for by, none in figures["in_no_column"].items()
    ]
    label = in_language(result, "โครงการที่ไม่อยู่ใน", "projects that belong to no")
    lines = [
        in_language(
            result,
            f"โครงการ {projects:,} โครงการ งบประมาณที่ทราบ {budget} บาท ไม่ทราบ {unknown:,} โครงการ",
            f"{projects:,} projects, known budget {budget} baht, unknown for {unknown:,}",
        ),
        f"{label}: {' · '.join(apart)}",
        in_language(
            result,
            f"ไม่มีหน่วยงานรับผิดชอบ: นโยบาย {nobody['policies']:,}"
            f" · วัตถุประสงค์ {nobody['objectives']:,}"
            f" · ผลลัพธ์สำคัญ {nobody['key_results']:,} · โครงการ {nobody['projects']:,}",
            f"nobody answers for: policies {nobody['policies']:,}"
            f" · objectives {nobody['objectives']:,}"
            f" · key results {nobody['key_results']:,} · projects {nobody['projects']:,}",
        ),
    ]
    units = [named(result, one, "unit") for one in figures["by_unit"]]
    title = in_language(result, "หน่วยงานที่มีมากที่สุด", "Units with the most")
    return Summary(lines, [top(title, _UNIT_COLUMNS, units)])


FURTHER: Mapping[str, Callable[[Result, Mapping[str, Any], str], Summary]] = {
    "coverage": _coverage,
    "gaps": _gaps,
    "areas": _areas,
    "overview": _overview,
}
