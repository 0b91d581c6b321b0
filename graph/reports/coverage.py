"""coverage: policy by policy, how far down its chain reaches.

Downstream of a policy are the objectives that it calls for (direct), or where it calls for none,
those of its strategies and all their parts (via_strategy); their key results; those key results'
projects. `reaches` is the lowest level at which there is anything. `basis` is stated where some
way down to that level rests on stated links alone, else inferred.

A fiscal year leaves out the objectives and the projects of other years, and of none; a key result
is of its objective's year. The ways down may still lead through any year.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from graph.model import vocabulary as v
from graph.model.entities import Policy, Project
from graph.model.rules import UNREACHED_PROJECT
from graph.model.vocabulary import RelationType
from graph.network import DIRECT, VIA_STRATEGY, TraceGraph
from graph.reports.money import total
from graph.reports.result import Parameters, Report, Row

LEVELS = ("project", "key_result", "objective", "strategy", "policy")  # From the lowest up.
_TRACED = LEVELS[:3]  # What a trace has a strength to.


def rows(graph: TraceGraph, parameters: Parameters) -> list[Row]:
    """Return every policy, in the order of the ids; budgets in baht."""
    downstream = _Downstream(graph, parameters.fiscal_year)
    policies = sorted(graph.all(Policy), key=lambda one: one.id)
    return [_row(graph, one, downstream, parameters.language) for one in policies]


def _row(graph: TraceGraph, policy: Policy, downstream: "_Downstream", language: str) -> Row:
    below = downstream.below(graph.objectives_below(policy.id))
    reaches = _reaches(below, has_strategy=bool(graph.targets(v.ADVANCES, policy.id)))
    budgets = [graph.get(Project, one).budget for one in below.projects]
    known = [budget for budget in budgets if budget is not None]
    return {
        "policy": policy.id,
        "title": policy.title(language),
        "reaches": reaches,
        "strength": _strength(graph, policy) if reaches in _TRACED else None,
        "basis": downstream.basis(policy.id, reaches),
        "objectives": len(below.objectives),
        "key_results": len(below.key_results),
        "projects": len(below.projects),
        "budget": total(known),
        "unknown_budget": len(budgets) - len(known),
        "finding": None if below.projects else UNREACHED_PROJECT.finding(policy.id),
    }


def _strength(graph: TraceGraph, policy: Policy) -> str:
    return DIRECT if graph.targets(v.CALLS_FOR, policy.id) else VIA_STRATEGY


@dataclass(frozen=True, slots=True)
class _Below:
    """What stands below some objectives, and counts in the fiscal year."""

    objectives: frozenset[str]
    key_results: frozenset[str]
    projects: frozenset[str]


def _reaches(below: _Below, *, has_strategy: bool) -> str:
    found = (below.projects, below.key_results, below.objectives, has_strategy, True)
    return next(level for level, there in zip(LEVELS, found, strict=True) if there)


class _Downstream:
    """What stands below a set of objectives; many policies share the same set."""

    def __init__(self, graph: TraceGraph, fiscal_year: int | None) -> None:
        self._graph = graph
        self._year = fiscal_year
        self.below = cache(self._below)

    def _below(self, objectives: frozenset[str], *, stated_only: bool = False) -> _Below:
        key_results = self._ends(v.HAS_KEY_RESULT, objectives, stated_only)
        projects = self._ends(v.DELIVERED_BY, key_results, stated_only)
        return _Below(*map(self._of_the_year, (objectives, key_results, projects)))

    def _of_the_year(self, ids: Iterable[str]) -> frozenset[str]:
        if self._year is None:
            return frozenset(ids)
        return frozenset(one for one in ids if self._graph.fiscal_year(one) == self._year)

    def basis(self, policy: str, reaches: str) -> str | None:
        """Return what the way down to the level that is reached rests on."""
        if reaches == "policy":
            return None
        strategies = self._ends(v.ADVANCES, [policy], stated_only=True)
        if reaches == "strategy":
            return "stated" if strategies else "inferred"
        if self._graph.targets(v.CALLS_FOR, policy):
            objectives = self._ends(v.CALLS_FOR, [policy], stated_only=True)
        else:
            parts = self._graph.inside(strategies, stated_only=True)
            objectives = self._ends(v.HAS_OBJECTIVE, parts, stated_only=True)
        below = self.below(objectives, stated_only=True)
        return "stated" if _reaches(below, has_strategy=True) == reaches else "inferred"

    def _ends(
        self, relation: RelationType, sources: Iterable[str], stated_only: bool
    ) -> frozenset[str]:
        return frozenset(
            target
            for source in sources
            for target in self._graph.targets(relation, source)
            if not (stated_only and self._graph.is_inferred(relation, source=source, target=target))
        )


def summary(graph: TraceGraph, found: Sequence[Row], parameters: Parameters) -> dict[str, Any]:
    """Count the policies by level, strength and basis; each project below them counts once."""
    downstream = _Downstream(graph, parameters.fiscal_year)
    projects = {
        project
        for row in found
        for project in downstream.below(graph.objectives_below(row["policy"])).projects
    }
    budgets = [graph.get(Project, one).budget for one in projects]
    known = [budget for budget in budgets if budget is not None]
    return {
        "policies": sum(1 for one in graph.all(Policy) if parameters.asks(one.id)),
        "without_project": sum(1 for row in found if row["finding"]),
        "by_level": _counts(found, "reaches", LEVELS),
        "by_strength": _counts(found, "strength", (DIRECT, VIA_STRATEGY)),
        "by_basis": _counts(found, "basis", v.BASES),
        "projects": len(projects),
        "budget": total(known),
        "unknown_budget": len(budgets) - len(known),
    }


def _counts(found: Sequence[Row], column: str, words: Iterable[str]) -> dict[str, int]:
    counts = Counter(row[column] for row in found)
    return {word: counts[word] for word in words}


REPORT = Report(
    name="coverage",
    title_th="นโยบายลงไปถึงระดับใด",
    title_en="How far down each policy reaches",
    columns=(
        "policy",
        "title",
        "reaches",
        "strength",
        "basis",
        "objectives",
        "key_results",
        "projects",
        "budget",
        "unknown_budget",
        "finding",
    ),
    filters=("fiscal_year",),
    subjects=("policy",),
    rows=rows,
    summary=summary,
    rules=(UNREACHED_PROJECT,),
)
