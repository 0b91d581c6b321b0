"""Key results whose own figures cannot be right, or go against each other."""

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import groupby

from graph.calendar import fiscal_year_of
from graph.model import rules as r
from graph.model import vocabulary as v
from graph.model.entities import CheckIn, KeyResult, Measure, Project
from graph.network import TraceGraph
from graph.reports.attainment import (
    WHOLE,
    Attainment,
    attainment,
    first_figure,
    is_behind,
    is_level,
    is_percent,
    way_done,
)
from graph.reports.contradiction import Contradiction

FAR_ABOVE = 2  # Times the way to the target.
# Classifiers of what is counted by whole things; of kilometres, tons and baht there are fractions.
# fmt: off
_COUNTED = frozenset(
    [
        "กรง", "กระบวนงาน", "กล้อง", "กิจกรรม", "ข้อบัญญัติ", "เขต", "คน",
        "ครั้ง", "ครัวเรือน", "คัน", "เครื่อง", "โครงการ", "จุด", "ฉบับ",
        "ชุด", "ชุดข้อมูล", "ชุมชน", "ดวง", "ต้น", "ป้าย", "แผน",
        "แปลง", "มาตรการ", "ระบบ", "ราย", "เรื่อง", "โรงเรียน", "เล่ม",
        "เส้นทาง", "หน่วยงาน", "หลัง", "หลักสูตร", "ห้อง", "แห่ง", "อาคาร",
    ]
)
# fmt: on
_SHARE, _NUMBER, _RATIO = "ร้อยละ", "จำนวน", "ต่อ"  # How titles begin; "X per Y" is a share too.


def contradictions_of(
    graph: TraceGraph, key_result: KeyResult, as_of: date
) -> Iterator[Contradiction]:
    """Yield what goes against itself in one key result, by its figures up to a day."""
    figure = attainment(key_result, as_of)
    known = sorted(
        (one for one in key_result.check_ins or () if one.as_of <= as_of),
        key=lambda one: one.as_of,
    )
    yield from _target(key_result)
    yield from _value(key_result, figure)
    yield from _title(key_result)
    yield from _fallen(key_result, known)
    yield from _fraction(key_result, known)
    yield from _done(graph, key_result, figure)


def _target(one: KeyResult) -> Iterator[Contradiction]:
    """A target of 0, or one on the side of the baseline from which the figure shall move away."""
    direction = one.measure.direction if one.measure else None
    if one.target == 0 and direction in (None, "increase") and not one.baseline:
        yield Contradiction(rule=r.TARGET_OF_NOTHING, item=one, found=0)
    if one.target is None or one.baseline is None:
        return
    if is_behind(direction, one.baseline, one.target):
        yield Contradiction(
            rule=r.TARGET_BEHIND_BASELINE, item=one, expected=one.baseline, found=one.target
        )


def _value(one: KeyResult, figure: Attainment) -> Iterator[Contradiction]:
    """A value that its unit cannot have, or far beyond the target."""
    if figure.value is None:
        return
    if not figure.is_possible and is_percent(one.measure):
        yield Contradiction(rule=r.IMPOSSIBLE_PERCENT, item=one, expected=WHOLE, found=figure.value)
    elif not figure.is_possible:
        yield _unlike(one, one.target, figure.value, _unit(one.measure))
    elif _way(one, figure.value) > FAR_ABOVE:
        yield Contradiction(
            rule=r.FAR_ABOVE_TARGET, item=one, expected=one.target, found=figure.value
        )


def _way(one: KeyResult, value: float) -> Fraction | int:
    """Return how much of the way to the target a value is, uncut; 0 where there is no way."""
    start = first_figure(one.measure, one.baseline)
    if start is None or one.target is None or start == one.target or is_level(one.measure):
        return 0
    if is_behind(one.measure.direction if one.measure else None, start, one.target):
        return 0
    return way_done(start, one.target, value)


def _title(one: KeyResult) -> Iterator[Contradiction]:
    """A title of a share with a unit of a number, or the other way round."""
    title, unit = one.title_th or "", _unit(one.measure)
    if not unit:
        return
    percent = is_percent(one.measure)
    if title.startswith(_SHARE) and not percent:
        yield _unlike(one, _SHARE, unit)
    elif title.startswith(_NUMBER) and _RATIO not in title and percent:
        yield _unlike(one, _NUMBER, unit)


def _unlike(
    one: KeyResult, expected: float | str | None, found: float | str, detail: str | None = None
) -> Contradiction:
    return Contradiction(
        rule=r.UNLIKE_UNITS, item=one, expected=expected, found=found, detail=detail
    )


def _unit(measure: Measure | None) -> str | None:
    return measure.unit if measure else None


def _fallen(one: KeyResult, known: list[CheckIn]) -> Iterator[Contradiction]:
    """A figure that only grows within a year, below an earlier one: the deepest fall."""
    measure = one.measure
    if measure is None or measure.aggregation not in ("sum", "max") or is_percent(measure):
        return
    if measure.direction not in (None, "increase"):
        return
    falls: list[tuple[CheckIn, CheckIn]] = []
    for _, year in groupby(known, key=lambda check_in: fiscal_year_of(check_in.as_of)):
        highest: CheckIn | None = None
        for check_in in year:
            if highest and check_in.value < highest.value:
                falls.append((highest, check_in))
            if not highest or check_in.value > highest.value:
                highest = check_in
    if falls:
        before, after = max(falls, key=lambda pair: pair[0].value - pair[1].value)
        yield Contradiction(
            rule=r.FALLEN_FIGURE,
            item=one,
            expected=before.value,
            found=after.value,
            detail=f"{before.as_of} → {after.as_of}",
        )


def _fraction(one: KeyResult, known: list[CheckIn]) -> Iterator[Contradiction]:
    """A part of a thing that is counted whole: the newest such figure. A mean may have one."""
    unit = _unit(one.measure) or ""
    word = re.split(r"[\s/(]", unit)[0]
    if word not in _COUNTED or (one.measure and one.measure.aggregation == "mean"):
        return
    broken = [check_in.value for check_in in known if check_in.value % 1]
    if broken:
        yield Contradiction(rule=r.PART_OF_A_THING, item=one, found=broken[-1], detail=unit)


def _done(graph: TraceGraph, one: KeyResult, figure: Attainment) -> Iterator[Contradiction]:
    """A target that is not met although every project that was to deliver it is done."""
    if figure.met is not False:
        return
    projects = [graph.get(Project, other) for other in graph.targets(v.DELIVERED_BY, one.id)]
    under_way = [project for project in projects if project.status != "cancelled"]
    if under_way and all(project.status == "done" for project in under_way):
        yield Contradiction(
            rule=r.DONE_BELOW_TARGET,
            item=one,
            expected=one.target,
            found=figure.value,
            detail=", ".join(sorted(project.id for project in under_way)),
        )
