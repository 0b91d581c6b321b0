"""What each unit's own plan of a year holds, and how key results of two plans belong together."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from math import fsum
from typing import NamedTuple

from graph.model import vocabulary as v
from graph.model.entities import Allocation, KeyResult, Project
from graph.network import TraceGraph
from graph.reports.attainment import aggregation
from graph.reports.progress import weight

UPPER = ("bureau", "office", "city")  # Tiers whose key results a district's may stand under.
Key = tuple[str, str]  # Sort of thing, and its id or code.


class Part(NamedTuple):
    """What of a key result's target one unit at its tier was given."""

    key_result: KeyResult
    unit: str
    target: float | None  # None: not said, or of several parts that cannot be added up.


class Plans:
    """The plans of the units: key results that count, and projects that were not cancelled."""

    def __init__(self, graph: TraceGraph) -> None:
        self.graph = graph
        every = (one for one in graph.all(KeyResult) if weight(one) > 0)
        self.key_results = sorted(every, key=lambda one: one.id)
        self._years = {one.id: graph.fiscal_year(one.id) for one in self.key_results}
        self._owners = {
            one.id: sorted({graph.lifted(unit) for unit in graph.effective_owners(one.id)})
            for one in self.key_results
        }

    def year(self, key_result: KeyResult) -> int | None:
        """Return the fiscal year of a key result, None where its objective is of none."""
        return self._years[key_result.id]

    def owners(self, key_result: KeyResult) -> Sequence[str]:
        """Return the effective owners of a key result at their tiers, in the order of the ids."""
        return self._owners[key_result.id]

    def are_all(self, key_result: KeyResult, tier: str) -> bool:
        """Tell whether a key result has owners, and all of them are of a tier."""
        owners = self.owners(key_result)
        return bool(owners) and all(self.graph.tier(one) == tier for one in owners)

    def is_upper(self, key_result: KeyResult) -> bool:
        """Tell whether a bureau, an office or the city is among the owners of a key result."""
        return any(self.graph.tier(one) in UPPER for one in self.owners(key_result))

    def parts(self, key_result: KeyResult) -> Iterator[Part]:
        """Yield the parts of a target by unit at its tier; what its owners keep is no part."""
        given: dict[str, list[Allocation]] = defaultdict(list)
        for part in key_result.allocations or ():
            if part.unit in self.graph:
                given[self.graph.lifted(part.unit)].append(part)
        for unit in sorted(given.keys() - set(self.owners(key_result))):
            targets = [part.target for part in given[unit]]
            yield Part(key_result, unit, added(targets, key_result))

    def own(self, unit: str, year: int | None) -> Sequence[KeyResult]:
        """Return the key results of a year that a unit, or one inside it, answers for."""
        return self._own.get((unit, year), ())

    @cached_property
    def _own(self) -> dict[tuple[str, int | None], list[KeyResult]]:
        found: dict[tuple[str, int | None], list[KeyResult]] = defaultdict(list)
        for one in self.key_results:
            for unit in self.owners(one):
                found[unit, self.year(one)].append(one)
        return found

    @cached_property
    def _led(self) -> dict[str, list[Project]]:
        found: dict[str, list[Project]] = defaultdict(list)
        for project in self.graph.all(Project):
            lead = self.graph.lead(project.id)
            if lead and project.status != "cancelled":
                found[self.graph.lifted(lead)].append(project)
        return found

    @cached_property
    def _delivered(self) -> dict[str, set[str]]:
        """The key results that the projects of each unit deliver."""
        above = self.graph.sources
        return {
            unit: {key_result for one in led for key_result in above(v.DELIVERED_BY, one.id)}
            for unit, led in self._led.items()
        }

    def delivers(self, unit: str, key_result: KeyResult) -> bool:
        """Tell whether a unit leads a project that delivers a key result."""
        return key_result.id in self._delivered.get(unit, ())

    def is_recorded(self, unit: str, year: int | None) -> bool:
        """Tell whether the sources have anything of a unit's plan for a year."""
        return bool(self.own(unit, year)) or any(
            project.fiscal_year == year for project in self._led.get(unit, ())
        )

    def holds(self, part: Part) -> bool:
        """Tell whether a unit's plan has something of its own for its part of a target."""
        key_result, unit = part.key_result, part.unit
        if self.delivers(unit, key_result):
            return True
        year, keys = self.year(key_result), near_keys(key_result)
        if any(keys & near_keys(one) for one in self.own(unit, year)):
            return True
        others = self._delivered.get(unit, set()) & self._years.keys()
        known = (self.graph.get(KeyResult, one) for one in others)
        return any(self.year(one) == year and keys & near_keys(one) for one in known)

    def counterparts(self, part: Part) -> list[KeyResult]:
        """Return the unit's own key results that measure the same: by KPI or code, in one unit."""
        keys, unit = same_figure(part.key_result), _unit(part.key_result)
        own = self.own(part.unit, self.year(part.key_result))
        return [one for one in own if keys & same_figure(one) and _unit(one) == unit]


def added(figures: Sequence[float | None], key_result: KeyResult) -> float | None:
    """Return what figures make together: one stands for itself, more are added where they may be.

    Percentages, and whatever the measure does not add up, are never added.
    """
    known = [one for one in figures if one is not None]
    if not known or len(known) < len(figures):
        return None
    if len(known) == 1:
        return known[0]
    return whole(fsum(known)) if aggregation(key_result.measure) == "sum" else None


def whole(figure: float) -> float:
    """Return a figure to four decimals, without a fraction where there is none."""
    exact = round(figure, 4) + 0  # Never -0.0.
    return int(exact) if float(exact).is_integer() else exact


def same_figure(key_result: KeyResult) -> set[Key]:
    """Return by what a key result is known to measure the same as another: its KPI, its code."""
    named = (("kpi", key_result.kpi), ("code", key_result.code))
    return {(sort, value) for sort, value in named if value}


def near_keys(key_result: KeyResult) -> set[Key]:
    """Return by what a key result stands beside another: its objective, KPI and code."""
    return {*same_figure(key_result), ("objective", key_result.objective)}


def _unit(key_result: KeyResult) -> str | None:
    return key_result.measure.unit if key_result.measure else None
