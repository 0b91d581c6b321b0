"""alignment: where the plans of bureaus and districts do not go together.

Units stand at their tiers: a section counts as its district. All is compared within one fiscal
year; key results of weight 0 (targets that were replaced) and projects that were cancelled are no
part of a plan. A key result's owners are its own, or where it is silent its objective's. The kinds:

- `not_held`: a unit was given a part of a target (`promised`), but has nothing of its own for it:
  it leads no project that delivers the key result, or one of the same objective, KPI or code, and
  owns no other key result of the same objective, KPI or code. `no_plan`: nor do the sources have
  any key result or project of the unit for the year, so that its plan may only be unrecorded.
- `unaligned`: a district's key result that shares no KPI, code, objective, strategy or policy with
  any key result of a bureau, an office or the city. Strategies and policies are those of their
  objectives, each by itself. Where a year has no such key result, nothing can be told.
- `uneven_sum`: the parts of a target add up to another figure (`planned`) than the target
  (`promised`). What is left is the owner's own part, where it leads a project that delivers the key
  result. split-targets has the finding (PRG502); here its rows have none, to be counted once.
- `uneven_part`: a unit's own key result of the same KPI or code and unit of measure (`against`) has
  another target (`planned`) than the part that it was given (`promised`).
- `twice`: two key results of different units promise the same; see promised_twice. `promised` is
  the target of the one, `planned` that of the other.

`unit` is the unit with the part, the district, or the first owner of the other key result. Figures
are added where the measure says that they may be: percentages never are.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import fsum
from typing import Any

from graph.model import vocabulary as v
from graph.model.entities import KeyResult
from graph.model.rules import (
    PART_WITHOUT_PLAN,
    PROMISED_TWICE,
    UNALIGNED_KEY_RESULT,
    UNEVEN_PART,
    Rule,
)
from graph.network import TraceGraph
from graph.reports.attainment import aggregation
from graph.reports.promised_twice import promised_twice
from graph.reports.result import Parameters, Report, Row
from graph.reports.unit_plans import Key, Part, Plans, added, same_figure, whole

KINDS: dict[str, Rule | None] = {
    "not_held": PART_WITHOUT_PLAN,
    "no_plan": PART_WITHOUT_PLAN,
    "unaligned": UNALIGNED_KEY_RESULT,
    "uneven_sum": None,
    "uneven_part": UNEVEN_PART,
    "twice": PROMISED_TWICE,
}
_ORDER = {kind: at for at, kind in enumerate(KINDS)}


def rows(graph: TraceGraph, parameters: Parameters) -> list[Row]:
    """Return what does not go together, in the order of the kinds, key results and units."""
    plans = Plans(graph)
    found = [
        row
        for finder in (_parts, _unaligned, _sums, _twice)
        for year, row in finder(plans, parameters.language)
        if parameters.fiscal_year in (None, year)
    ]
    return sorted(found, key=_position)


_Found = Iterator[tuple[int | None, Row]]  # Each with its fiscal year.


def _position(row: Row) -> tuple[int | str, ...]:
    return _ORDER[row["kind"]], row["key_result"], row["unit"] or "", row["against"] or ""


def _parts(plans: Plans, language: str) -> _Found:
    """Yield the parts that no plan holds, and those that a plan holds with another figure."""
    for key_result in plans.key_results:
        year = plans.year(key_result)
        for part in plans.parts(key_result):
            if not plans.holds(part):
                kind = "not_held" if plans.is_recorded(part.unit, year) else "no_plan"
                yield year, _row(plans, kind, key_result, part.unit, language, part.target)
            elif row := _uneven(plans, part, language):
                yield year, row


def _uneven(plans: Plans, part: Part, language: str) -> Row | None:
    """Return the row of a part that the unit's own target differs from; both have to be known."""
    own = plans.counterparts(part)
    planned = added([one.target for one in own], part.key_result)
    if part.target is None or planned is None or part.target == planned:
        return None
    row = _row(plans, "uneven_part", part.key_result, part.unit, language, part.target, planned)
    return {**row, "against": own[0].id}


def _sums(plans: Plans, language: str) -> _Found:
    """Yield the targets whose parts add up to more, or to less and nobody does what is left."""
    for key_result in plans.key_results:
        parts, target = key_result.allocations or (), key_result.target
        if not parts or target is None or aggregation(key_result.measure) != "sum":
            continue
        known = [part.target for part in parts if part.target is not None]
        planned = whole(fsum(known))
        may_be_less = len(known) < len(parts) or any(
            plans.delivers(owner, key_result) for owner in plans.owners(key_result)
        )
        if planned > target or (planned < target and not may_be_less):
            row = _row(plans, "uneven_sum", key_result, None, language, target, planned)
            yield plans.year(key_result), row


def _unaligned(plans: Plans, language: str) -> _Found:
    """Yield the key results of districts that share nothing with any above them."""
    above: dict[int | None, set[Key]] = {}
    for one in plans.key_results:
        if plans.is_upper(one):
            above.setdefault(plans.year(one), set()).update(_ties(plans.graph, one))
    for one in plans.key_results:
        year = plans.year(one)
        if (
            year in above
            and plans.are_all(one, "district")
            and not _ties(plans.graph, one) & above[year]
        ):
            unit = plans.owners(one)[0]
            yield year, _row(plans, "unaligned", one, unit, language, one.target)


def _ties(graph: TraceGraph, key_result: KeyResult) -> set[Key]:
    """Return all by which one key result may stand under another."""
    objective = key_result.objective
    return {
        *same_figure(key_result),
        ("objective", objective),
        *(("strategy", one) for one in graph.sources(v.HAS_OBJECTIVE, objective)),
        *(("policy", one) for one in graph.sources(v.CALLS_FOR, objective)),
    }


def _twice(plans: Plans, language: str) -> _Found:
    for one, other in promised_twice(plans):
        unit = plans.owners(other)[0]
        row = _row(plans, "twice", one, unit, language, one.target, other.target)
        finding = PROMISED_TWICE.finding(one.id, other.id)
        yield plans.year(one), {**row, "against": other.id, "difference": None, "finding": finding}


def _row(
    plans: Plans,
    kind: str,
    key_result: KeyResult,
    unit: str | None,
    language: str,
    promised: float | None = None,
    planned: float | None = None,
) -> Row:
    rule, difference = KINDS[kind], None
    if promised is not None and planned is not None:
        difference = whole(planned - promised)
    named = None if kind == "unaligned" else unit  # A key result has one such finding.
    return {
        "kind": kind,
        "key_result": key_result.id,
        "title": key_result.title(language),
        "owner": plans.owners(key_result),
        "unit": unit,
        "against": None,
        "promised": promised,
        "planned": planned,
        "difference": difference,
        "finding": rule.finding(key_result.id, named) if rule else None,
    }


def summary(graph: TraceGraph, found: Sequence[Row], parameters: Parameters) -> dict[str, Any]:
    """Count what does not go together by kind and by unit, beside all that was compared."""
    plans = Plans(graph)
    year = parameters.fiscal_year
    asked = [
        one
        for one in plans.key_results
        if year in (None, plans.year(one)) and parameters.asks(one.id)
    ]
    kinds = Counter(row["kind"] for row in found)
    units = Counter(row["unit"] for row in found if row["unit"])
    return {
        "key_results": len(asked),
        "of_districts": sum(1 for one in asked if plans.are_all(one, "district")),
        "of_bureaus": sum(1 for one in asked if plans.is_upper(one)),
        "parts": sum(1 for one in asked for _ in plans.parts(one)),
        "by_kind": {kind: kinds[kind] for kind in KINDS},
        "by_unit": [
            {"unit": unit, "findings": count}
            for unit, count in sorted(units.items(), key=lambda pair: (-pair[1], pair[0]))
        ],
    }


REPORT = Report(
    name="alignment",
    title_th="แผนสำนักกับแผนเขตที่ไม่ตรงกัน",
    title_en="Plans of bureaus and districts that do not go together",
    columns=(
        "kind",
        "key_result",
        "title",
        "owner",
        "unit",
        "against",
        "promised",
        "planned",
        "difference",
        "finding",
    ),
    filters=("fiscal_year",),
    subjects=("key_result", "unit", "against"),
    rows=rows,
    summary=summary,
    rules=(PART_WITHOUT_PLAN, UNALIGNED_KEY_RESULT, UNEVEN_PART, PROMISED_TWICE),
    in_cypher=False,
)
