"""What a project still misses before it can ask for budget, and where that is mended.

`MISSING` is every word that there is for it, in this order:

- `key_result`, `strategy`, `policy`: where its chain up to a policy breaks, as in orphan-projects;
  but a key result of weight 0, whose target was replaced, counts for nothing here, nor does a way
  through it.
- `key_result_year`: all its key results are of other fiscal years than its own, those on a way to a
  policy where there are any. What is asked for in a year shows a key result of that year. Where the
  project, or an objective, has no year recorded, nothing is known, and nothing is missing.
- `measure`, `baseline`, `target`: the key result has no unit of measure, or no such figure. One key
  result that has all three is enough, of those that may be of its year; else it is the one that
  misses the least. Key results of other years are not asked: they are not the one that it needs.
- `lead`: no unit leads it.
- `support_waiting`, `support_returned`: it was handed over from the lead to a supporting unit, and
  is not accepted yet, or came back. Where no such hand-over is recorded, nothing is known, and
  nothing is missing; a unit that has accepted one of several has accepted.
- `area`: the project itself names no place. The city is a place.
- `dates`: no first or no last day. `outside_year`: one of them is outside its fiscal year; a
  project of several years has no fiscal year, and is outside of none.
- `budget`: its budget is unknown.
- `duplicate`: another project that asks for money is all but the same; see duplicates.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from graph.calendar import fiscal_year
from graph.model import vocabulary as v
from graph.model.entities import Handoff, Item, KeyResult, Project, unpack
from graph.network import TraceGraph
from graph.reports.duplicates import duplicates
from graph.reports.orphan_projects import break_above
from graph.reports.progress import weight

CHAIN = ("key_result", "strategy", "policy")
FIGURES = ("measure", "baseline", "target")
MISSING = (
    *(*CHAIN, "key_result_year", *FIGURES, "lead", "support_waiting", "support_returned"),
    *("area", "dates", "outside_year", "budget", "duplicate"),
)
SUPPORTS = ("accepted", "waiting", "returned", "unrecorded")
_ACCEPTED = ("accepted", "done")


class Mend(NamedTuple):
    """One thing that is missing, and the item, field, file and line where it is mended."""

    missing: str  # One of `MISSING`.
    item: str
    field: str
    file: str
    line: int


def asks_for_money(project: Project) -> bool:
    """Tell whether a project asks for budget: it has one, or one that is not yet known.

    A budget of 0 asks for none. One that is unknown is asked for by what is planned or under way;
    of any other project it is only not recorded. What was cancelled asks for nothing.
    """
    if project.status == "cancelled":
        return False
    if project.budget is None:
        return project.status in ("planned", "active")
    return project.budget > 0


class Readiness:
    """What the projects of a graph that ask for money still miss."""

    def __init__(self, graph: TraceGraph) -> None:
        self._graph = graph
        self._served = graph.served_objectives()

    @cached_property
    def _duplicates(self) -> dict[str, str]:
        asking = [one for one in self._graph.all(Project) if asks_for_money(one)]
        return duplicates(self._graph, asking)

    def missing(self, project: Project) -> list[Mend]:
        """Return what a project misses, in the order of `MISSING`; nothing where it is ready."""
        return [
            *self._chain(project),
            *self._key_result(project),
            *self._unlinked(project, v.LED_BY, "lead"),
            *self._supports(project),
            *self._unlinked(project, v.TARGETS, "area"),
            *_dates(project),
            *([_mend("budget", project)] if project.budget is None else []),
            *self._duplicate(project),
        ]

    def duplicate_of(self, project: str) -> str | None:
        """Return the project that another is all but the same as."""
        return self._duplicates.get(project)

    def _chain(self, project: Project) -> Iterator[Mend]:
        above = {one.objective for one in self._counting(project)}
        if not above:
            yield _mend("key_result", project, "key_results")
        elif above.isdisjoint(self._served):
            level, _ = break_above(self._graph, above)
            objective = self._graph.item(min(above))
            yield _mend(level, objective, "strategies" if level == "strategy" else "policies")

    def is_of_other_years(self, project: Project) -> bool:
        """Tell whether all key results that a project shows are of other years than its own."""
        shown = self._shown(project)
        return bool(shown) and not self._of_its_year(project, shown)

    def _shown(self, project: Project) -> list[KeyResult]:
        """Return the key results on a way to a policy; where there is none, all of them."""
        counting = self._counting(project)
        return [one for one in counting if one.objective in self._served] or counting

    def _counting(self, project: Project) -> list[KeyResult]:
        """Return the key results that a project delivers, but for those that count for nothing."""
        graph = self._graph
        every = (graph.get(KeyResult, one) for one in graph.sources(v.DELIVERED_BY, project.id))
        return [one for one in every if weight(one) > 0]

    def _of_its_year(self, project: Project, shown: Iterable[KeyResult]) -> list[KeyResult]:
        """Return those that may be of the project's year: a year that is not said may be any."""
        year, of = project.fiscal_year, self._graph.fiscal_year
        return [one for one in shown if year is None or of(one.id) in (None, year)]

    def _key_result(self, project: Project) -> list[Mend]:
        """Return what is missing of the key result that it shows: its year, or its figures."""
        if self.is_of_other_years(project):
            return [_mend("key_result_year", project, "key_results")]
        found = [
            (len(missing), one.id, [_mend(name, one) for name in missing])
            for one in self._of_its_year(project, self._shown(project))
            for missing in [missing_figures(one)]
        ]
        return min(found, key=lambda one: one[:2])[2] if found else []

    def _unlinked(self, project: Project, relation: v.RelationType, missing: str) -> Iterator[Mend]:
        if not self._graph.targets(relation, project.id):
            yield _mend(missing, project, "areas" if missing == "area" else missing)

    def _supports(self, project: Project) -> Iterator[Mend]:
        found = list(supports(self._graph, project))
        for state in ("waiting", "returned"):
            for _, answer, handoff in found:
                if answer == state and handoff:
                    yield _mend(f"support_{state}", handoff, "state")
                    break

    def _duplicate(self, project: Project) -> Iterator[Mend]:
        if other := self._duplicates.get(project.id):
            yield _mend("duplicate", self._graph.item(other), "title")


def missing_figures(key_result: KeyResult) -> list[str]:
    """Return which of measure, baseline and target a key result does not say."""
    measure = key_result.measure.unit if key_result.measure else None
    values = (measure or None, key_result.baseline, key_result.target)
    return [name for name, value in zip(FIGURES, values, strict=True) if value is None]


def supports(graph: TraceGraph, project: Project) -> Iterator[tuple[str, str, Handoff | None]]:
    """Yield each supporting unit at its tier, what it answered, and the hand-over that says so.

    The answer is one of `SUPPORTS`. A division of the lead is no other unit. What was withdrawn was
    not asked.
    """
    lead = graph.lead(project.id)
    own = graph.lifted(lead) if lead else None
    units = (graph.lifted(one) for one in graph.targets(v.SUPPORTED_BY, project.id))
    every = [graph.get(Handoff, one) for one in graph.targets(v.HANDED_OVER, project.id)]
    for unit in dict.fromkeys(one for one in units if one != own):
        between = [one for one in every if own in _ends(graph, v.FROM_UNIT, one)]
        between = [one for one in between if unit in _ends(graph, v.TO_UNIT, one)]
        yield unit, *_answer(sorted(between, key=lambda one: one.id))


def _ends(graph: TraceGraph, relation: v.RelationType, handoff: Handoff) -> Sequence[str]:
    return [graph.lifted(one) for one in graph.targets(relation, handoff.id)]


def _answer(handoffs: Iterable[Handoff]) -> tuple[str, Handoff | None]:
    """Return the best answer: accepted, else still waiting, else sent back, else none recorded."""
    states = {one.reached_state: one for one in reversed(list(handoffs))}
    for state in _ACCEPTED:
        if state in states:
            return "accepted", states[state]
    for state in ("waiting", "returned"):
        if state in states:
            return state, states[state]
    return "unrecorded", None


def _dates(project: Project) -> Iterator[Mend]:
    absent = [name for name in ("start", "end") if getattr(project, name) is None]
    if absent:
        yield _mend("dates", project, absent[0])
    if project.fiscal_year is None:
        return
    year = fiscal_year(project.fiscal_year)
    for name, day in (("start", project.start), ("end", project.end)):
        if day and not year.first <= day <= year.last:
            yield _mend("outside_year", project, name)
            return


def _mend(missing: str, item: Item, field: str | None = None) -> Mend:
    """Return where to mend it: the field's line where there is one, else the item's."""
    name = field or missing
    line, _ = unpack(item.mark_of(name))
    return Mend(missing, item.id, name, item.file, line)
