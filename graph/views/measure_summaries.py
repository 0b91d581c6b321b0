"""What sums up the reports on figures: progress, split targets, staleness, contradictions."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from graph.reports.result import Result
from graph.views.summary_parts import Summary, Table, counted, in_language, named, percent, top
from graph.views.writing import long_date, number

_STRATEGY_COLUMNS = ("strategy", "title", "progress", "key_results", "with_data")


def _progress(result: Result, figures: Mapping[str, Any], language: str) -> Summary:
    of_all, known = figures["key_results"], figures["with_data"]
    share = "–" if figures["progress"] is None else f"{number(figures['progress'])}%"
    measured, met, missed = figures["measured"], figures["met"], figures["missed"]
    impossible, ownerless = figures["impossible"], figures["without_owner"]
    if language == "en":
        lines = [
            f"{share} of the way: the mean of the objectives with data",
            f"{known:,} of {of_all:,} key results have data ({percent(known, of_all)})",
            f"{measured:,} of them have a share of the way, on which the progress rests",
            f"their target is met: {met:,}; the year is over and it is not: {missed:,}",
            f"values that cannot be, and count for nothing: {impossible:,}",
            f"nobody answers for {ownerless:,} key results, so they count for no unit",
        ]
    else:
        lines = [
            f"คืบหน้า {share} (เฉลี่ยจากวัตถุประสงค์ที่มีข้อมูล)",
            f"ผลลัพธ์สำคัญมีข้อมูล {known:,} จาก {of_all:,} รายการ ({percent(known, of_all)})",
            f"ในจำนวนนี้ใช้คำนวณความคืบหน้าได้ {measured:,} รายการ",
            f"ถึงเป้าหมายแล้ว {met:,} รายการ สิ้นปีแล้วยังไม่ถึงเป้าหมาย {missed:,} รายการ",
            f"ค่าที่เป็นไปไม่ได้ จึงไม่นำมาคำนวณ {impossible:,} รายการ",
            f"ไม่มีเจ้าภาพ {ownerless:,} รายการ จึงไม่นับให้หน่วยงานใด",
        ]
    if figures["oldest"]:
        lines.insert(3, _days_of_data(result, figures, language))
    strategies = in_language(result, "ยุทธศาสตร์", "Strategies")
    return Summary(lines, [top(strategies, _STRATEGY_COLUMNS, figures["strategies"])])


def _days_of_data(result: Result, figures: Mapping[str, Any], language: str) -> str:
    oldest, newest = (
        long_date(date.fromisoformat(figures[name]), language) for name in ("oldest", "newest")
    )
    return in_language(
        result, f"ข้อมูล ณ {oldest} ถึง {newest}", f"the data are of {oldest} to {newest}"
    )


def _split(result: Result, figures: Mapping[str, Any], language: str) -> Summary:
    of_all, split, parts = (figures[name] for name in ("key_results", "split", "parts"))
    uneven, states = figures["uneven"], figures["by_state"]
    lines = [
        in_language(
            result,
            f"แบ่งค่าเป้าหมายให้หน่วยงาน {split:,} จาก {of_all:,} ผลลัพธ์สำคัญ รวม {parts:,} ส่วน",
            f"{split:,} of {of_all:,} key results split their target, into {parts:,} parts",
        ),
        in_language(
            result,
            f"แบ่งแล้วไม่ลงตัว {uneven:,} รายการ",
            f"splits that do not come out whole: {uneven:,}",
        ),
        counted(in_language(result, "สถานะ", "state"), states, language),
    ]
    return Summary([line for line in lines if line])


def _staleness(result: Result, figures: Mapping[str, Any], language: str) -> Summary:
    stale, key_results = figures["stale_key_results"], figures["key_results"]
    outdated, projects = figures["outdated_projects"], figures["projects"]
    days, silent = figures["stale_after_days"], figures["without_status"]
    lines = [
        in_language(
            result,
            f"{stale:,} จาก {key_results:,} ผลลัพธ์สำคัญไม่มีผลรายงานใหม่เกิน {days} วัน",
            f"{stale:,} of {key_results:,} key results have no figure newer than {days} days",
        ),
        in_language(
            result,
            f"{outdated:,} จาก {projects:,} โครงการมีสถานะไม่เป็นปัจจุบัน",
            f"{outdated:,} of {projects:,} projects are in a state that is out of date",
        ),
        in_language(
            result,
            f"ไม่ได้บันทึกสถานะ {silent:,} โครงการ จึงบอกไม่ได้",
            f"projects without a status, of which nothing can be told: {silent:,}",
        ),
        counted(in_language(result, "สถานะ", "state"), figures["by_state"], language),
    ]
    owners = [named(result, one, "owner") for one in figures["by_owner"]]
    title = in_language(result, "หน่วยงานที่มีมากที่สุด", "Units with the most")
    return Summary(
        [line for line in lines if line], [top(title, ("owner", "name", "findings"), owners)]
    )


def _contradictions(result: Result, figures: Mapping[str, Any], language: str) -> Summary:
    found, items = figures["contradictions"], figures["items"]
    key_results, projects = figures["key_results"], figures["projects"]
    lines = [
        in_language(
            result,
            f"พบ {found:,} จุดใน {items:,} รายการ"
            f" จากผลลัพธ์สำคัญ {key_results:,} รายการและโครงการ {projects:,} โครงการ",
            f"{found:,} contradictions in {items:,} items, of {key_results:,} key results and"
            f" {projects:,} projects",
        ),
        counted(in_language(result, "ความรุนแรง", "severity"), figures["by_severity"], language),
    ]
    title = in_language(result, "แยกตามกฎ", "By rule")
    rules = Table(title, ("rule", "what", "findings"), figures["by_rule"])  # All: they are few.
    return Summary([line for line in lines if line], [rules])


MEASURES: Mapping[str, Callable[[Result, Mapping[str, Any], str], Summary]] = {
    "progress": _progress,
    "split-targets": _split,
    "staleness": _staleness,
    "contradictions": _contradictions,
}
