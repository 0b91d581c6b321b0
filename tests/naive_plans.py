"""What budget-readiness and alignment say, from the raw sources: each compared with each.

The sources are those that `strategies.portfolios()` draws: no weight is 0, no unit has two parts.
"""

import datetime as dt
from typing import Any

from tests import oracle

Item = dict[str, Any]
_TIERS = ("city", "district", "bureau", "office", "external")


class Naive:
    """The plans of one set of sources."""

    def __init__(self, data: Item) -> None:
        self.data, self.defaults = data, data.get("defaults", {})
        self.units = {one["id"]: one for one in data.get("units", [])}
        self.projects = [{**self.defaults, **_said(one)} for one in data.get("projects", [])]
        self.results = [
            {
                **one,
                "year": objective.get("fiscal_year", self.defaults.get("fiscal_year")),
                "of": objective,
                "owners": self.lifted(self._owners(objective, one)),
            }
            for objective in map(_said, data.get("objectives", []))
            for one in map(_said, objective.get("key_results", []))
        ]

    def _owners(self, objective: Item, result: Item) -> list[str]:
        said = {**self.defaults, **objective, **result}.get("owner") or []
        return [said] if isinstance(said, str) else said

    def lift(self, unit: str) -> str:
        while self.units[unit]["kind"] not in _TIERS:
            unit = self.units[unit]["part_of"]
        return unit

    def lifted(self, units: list[str]) -> set[str]:
        return {self.lift(one) for one in units}

    def tiers(self, result: Item) -> set[str]:
        return {self.units[one]["kind"] for one in result["owners"]}

    # Readiness

    def readiness(self, year: int | None) -> dict[str, set[str]]:
        """What each project that asks for money misses, but for near-duplicates."""
        breaks = {one["project"]: one["broken_at"] for one in oracle.orphan_projects(self.data)}
        return {
            one["id"]: self._missing(one, breaks.get(one["id"]))
            for one in self.projects
            if year in (None, one.get("fiscal_year")) and _asks(one)
        }

    def _missing(self, one: Item, broken_at: str | None) -> set[str]:
        lead, handoffs = one.get("lead"), self._handoffs(one)
        answers = [
            {_state(each) for each in handoffs if lead and self._is_between(each, lead, unit)}
            for unit in self.lifted(one.get("supports", []))
            if lead is None or unit != self.lift(lead)
        ]
        asked = [states for states in answers if not states & {"accepted", "done"}]
        days = [_day(one[name]) for name in ("start", "end") if name in one]
        checks = {
            broken_at or "": broken_at is not None,
            "lead": lead is None,
            "support_waiting": any("waiting" in states for states in asked),
            "support_returned": any(
                "returned" in states - {"waiting"} and "waiting" not in states for states in asked
            ),
            "area": not one.get("areas"),
            "dates": len(days) < 2,
            "outside_year": any(_year(day) != one.get("fiscal_year", _year(day)) for day in days),
            "budget": "budget" not in one,
        }
        shown = self._shown(one, is_traced=broken_at is None)
        return {name for name, is_so in checks.items() if is_so} | shown

    def _shown(self, project: Item, *, is_traced: bool) -> set[str]:
        """What is missing of the key result that a project shows: its year, or its figures."""
        delivered = [one for one in self.results if one["id"] in project.get("key_results", [])]
        if is_traced:
            delivered = [one for one in delivered if self._serves(one)]
        year = project.get("fiscal_year")
        ranked = [
            (len(missing), one["id"], missing)
            for one in delivered
            if year is None or one["year"] is None or one["year"] == year
            for missing in [{name for name in ("measure", "baseline", "target") if name not in one}]
        ]
        if ranked:
            return min(ranked, key=lambda each: each[:2])[2]
        return {"key_result_year"} if delivered else set()

    def _serves(self, result: Item) -> bool:
        """Whether a project that delivers nothing else would be no orphan."""
        alone = {"id": "alone", "key_results": [result["id"]]}
        rows = oracle.orphan_projects({**self.data, "projects": [alone]})
        return not rows

    def _handoffs(self, project: Item) -> list[Item]:
        apart = [one for one in self.data.get("handoffs", []) if one.get("item") == project["id"]]
        return [*project.get("handoffs", []), *apart]

    def _is_between(self, handoff: Item, lead: str, unit: str) -> bool:
        ends = self.lift(handoff["from"]), self.lift(handoff["to"])
        return ends == (self.lift(lead), unit)

    # Alignment

    def alignment(self) -> set[tuple[str, str, str | None]]:
        """Each row but `twice` as its kind, key result and unit."""
        parts = [
            (one, self.lift(part["unit"]))
            for one in self.results
            for part in one.get("allocations", [])
        ]
        found = {
            ("not_held" if self._has_plan(unit, one) else "no_plan", one["id"], unit)
            for one, unit in parts
            if unit not in one["owners"] and not self._holds(unit, one)
        }
        found |= {("unaligned", one["id"], min(one["owners"])) for one in self._unaligned()}
        return found | {("uneven_sum", one["id"], None) for one in self.results if _sums(one, self)}

    def led(self, unit: str) -> list[Item]:
        return [
            one
            for one in self.projects
            if "lead" in one and self.lift(one["lead"]) == unit and one.get("status") != "cancelled"
        ]

    def own(self, unit: str, year: int | None) -> list[Item]:
        return [one for one in self.results if unit in one["owners"] and one["year"] == year]

    def _has_plan(self, unit: str, result: Item) -> bool:
        years = [one.get("fiscal_year") for one in self.led(unit)]
        return result["year"] in years or bool(self.own(unit, result["year"]))

    def _holds(self, unit: str, result: Item) -> bool:
        delivered = {one for project in self.led(unit) for one in project.get("key_results", [])}
        near = [one for one in self.results if one["year"] == result["year"] and _near(one, result)]
        return any(unit in one["owners"] or one["id"] in delivered for one in near)

    def _unaligned(self) -> list[Item]:
        above = [one for one in self.results if self.tiers(one) & {"city", "bureau", "office"}]
        return [
            one
            for one in self.results
            if self.tiers(one) == {"district"}
            and any(other["year"] == one["year"] for other in above)
            and not any(
                other["year"] == one["year"] and _ties(one) & _ties(other) for other in above
            )
        ]


def _said(item: Item) -> Item:
    return {name: value for name, value in item.items() if value is not None}


def _asks(project: Item) -> bool:
    if "budget" in project:
        return project["budget"] > 0 and project.get("status") != "cancelled"
    return project.get("status") in {"planned", "active"}


def _state(handoff: Item) -> str:
    if handoff.get("state"):
        return str(handoff["state"])
    for name, state in (("done_on", "done"), ("returned_on", "returned")):
        if handoff.get(name):
            return state
    return "accepted" if handoff.get("accepted_on") else "waiting"


def _day(day: Any) -> dt.date:
    return day if isinstance(day, dt.date) else dt.date.fromisoformat(day)


def _year(day: dt.date) -> int:
    return day.year + 543 + (day.month >= 10)


def _near(one: Item, other: Item) -> bool:
    return one["of"] is other["of"] or any(
        name in one and one[name] == other.get(name) for name in ("kpi", "code")
    )


def _ties(one: Item) -> set[tuple[str, str]]:
    own = {(name, one[name]) for name in ("kpi", "code") if name in one}
    above = {
        (name, each) for name in ("strategies", "policies") for each in one["of"].get(name, [])
    }
    return own | above | {("objective", one["of"]["id"])}


def _sums(one: Item, naive: Naive) -> bool:
    measure = one.get("measure", {})
    if measure.get("unit") == "ร้อยละ" or measure.get("aggregation", "sum") != "sum":
        return False
    if not one.get("allocations") or "target" not in one:
        return False
    left = one["target"] - sum(part["target"] for part in one["allocations"])
    does_the_rest = any(
        one["id"] in project.get("key_results", [])
        for unit in one["owners"]
        for project in naive.led(unit)
    )
    return left < 0 or (left > 0 and not does_the_rest)
