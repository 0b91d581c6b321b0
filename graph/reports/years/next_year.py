"""The fields of an item as it goes on in another fiscal year.

What is said of the plan goes on: titles, units, links, how it is measured. What is said of the year
does not: targets, money, progress, check-ins, hand-overs, waivers, notes and official codes of
other systems. That it goes on is our judgement, so all of it is `inferred`; `source` still says
where the facts come from, and `external_ids` which item it goes on from.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from graph.calendar import fiscal_year
from graph.model.entities import Item, KeyResult, Objective, Project
from graph.reports.attainment import attainment
from graph.reports.years.pairs import PREVIOUS

Fields = dict[str, Any]  # As entities hold their values, in the order of the table of fields.


def next_objective(old: Objective, new_id: str, year: int) -> Fields:
    """Return the fields of an objective in a later year, without its key results."""
    fields = {
        "owner": old.owner,
        "fiscal_year": year,
        "strategies": old.strategies,
        "policies": old.policies,
        "areas": old.areas,
    }
    return _item(old, new_id, fields)


def next_key_result(old: KeyResult, new_id: str) -> Fields:
    """Return the fields of a key result in a later year.

    Its last figure becomes its baseline; the units keep their parts, without targets.
    """
    fields = {
        "code": old.code,
        "owner": old.owner,
        "kpi": old.kpi,
        "measure": _measure(old),
        "baseline": last_figure(old),
        "allocations": old.allocations and [{"unit": one.unit} for one in old.allocations],
        "weight": old.weight,
    }
    return _item(old, new_id, fields)


def next_project(old: Project, new_id: str, year: int, new_ids: Mapping[str, str | None]) -> Fields:
    """Return the fields of a project in a later year.

    Args:
        old: The project as it is.
        new_id: What it is called then.
        year: The later fiscal year.
        new_ids: What the key results of the earlier year are called then; None: they stay behind.
    """
    days = fiscal_year(year)
    begins = old.start is not None and days.first <= old.start <= days.last
    fields = {
        "lead": old.lead,
        "supports": old.supports,
        "key_results": _delivered(old.key_results, new_ids),
        "fiscal_year": year,
        "status": old.status if old.status != "unreported" else None,
        "start": old.start if begins else None,
        "end": old.end,
        "areas": old.areas,
    }
    return _item(old, new_id, fields)


def last_figure(old: KeyResult) -> float | None:
    """Return the newest figure of a key result, if its unit can have such a one."""
    found = attainment(old)
    return found.value if found.is_possible else None


def _delivered(
    ids: Iterable[str] | None, new_ids: Mapping[str, str | None]
) -> tuple[str, ...] | None:
    """Return the key results of the later year; unrecorded where none of them is left."""
    if not ids:
        return None if ids is None else ()
    found = (new_ids.get(one, one) for one in ids)
    return tuple(dict.fromkeys(one for one in found if one)) or None


def _measure(old: KeyResult) -> Mapping[str, str] | None:
    if old.measure is None:
        return None
    measure = old.measure
    said = {
        "unit": measure.unit,
        "direction": measure.direction,
        "aggregation": measure.aggregation,
    }
    return {name: one for name, one in said.items() if one is not None}


def _item(old: Item, new_id: str, fields: Mapping[str, Any]) -> Fields:
    title = {"th": old.title_th, "en": old.title_en}
    said = {
        "id": new_id,
        "title": {language: text for language, text in title.items() if text is not None},
        **fields,
        "source": old.source,
        "external_ids": {PREVIOUS: old.id},
        "basis": "inferred",
    }
    return {name: value for name, value in said.items() if value is not None}
