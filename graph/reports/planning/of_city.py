"""The plan of the city: all of a fiscal year, by strategy, by group of units, and by unit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.model import vocabulary as v
from graph.model.entities import Item, KeyResult, Objective, Policy, Project, Strategy, Unit
from graph.network import TraceGraph
from graph.reports import progress
from graph.reports.planning.gaps import gaps_of
from graph.reports.planning.plan import OWNED, CityPlan, Line, PlannedObjective, Sums
from graph.reports.planning.planned import Planner
from graph.reports.progress import of_the_year
from graph.reports.result import Parameters, Row

DISTRICTS = "district"  # Stands for their group: districts are of no sector.
_AT_A_TIER = ("bureau", "office", "district")
_Key = str | None


@dataclass(slots=True)
class _Work:
    """Items of one group, each once."""

    objectives: dict[str, Objective] = field(default_factory=dict)
    key_results: dict[str, KeyResult] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.objectives or self.key_results or self.projects)

    def add(self, other: "_Work") -> None:
        """Add all that another group holds."""
        self.objectives |= other.objectives
        self.key_results |= other.key_results
        self.projects |= other.projects

    def without(self, other: "_Work") -> "_Work":
        """Return what another group does not hold."""
        return _Work(
            {one: item for one, item in self.objectives.items() if one not in other.objectives},
            {one: item for one, item in self.key_results.items() if one not in other.key_results},
            {one: item for one, item in self.projects.items() if one not in other.projects},
        )


def city_plan(graph: TraceGraph, unit: Unit, asked: Parameters) -> CityPlan:
    """Return the plan of the city for the fiscal year of the parameters, which must have one."""
    assert asked.fiscal_year is not None
    planner = Planner(graph, asked)
    every = _Work(
        {one.id: one for one in of_the_year(graph, Objective, asked)},
        {one.id: one for one in of_the_year(graph, KeyResult, asked)},
        {one.id: one for one in of_the_year(graph, Project, asked)},
    )
    by_unit = _by_unit(graph, every)
    objectives = _objectives(planner, every)
    results = [one for objective in objectives for one in objective.results]
    projects = [planner.project(one) for one in every.projects.values()]
    called_for, reaching = _policies(graph, every)
    return CityPlan(
        unit=unit,
        year=asked.fiscal_year,
        as_of=asked.as_of,
        sums=_sums(planner, every, progress.summary(graph, [], asked)),
        policies=len(graph.all(Policy)),
        called_for=called_for,
        reaching=reaching,
        strategies=tuple(_strategies(planner, every)),
        sectors=tuple(_sectors(planner, by_unit)),
        units=tuple(_units(planner, by_unit)),
        objectives=objectives,
        unowned=tuple(one for one in results if one.counts and not one.owners),
        idle=tuple(one for one in _at_a_tier(graph) if one.id not in by_unit),
        gaps=gaps_of([*objectives, *results, *projects]),
        years=_years(graph),
    )


def _objectives(planner: Planner, every: _Work) -> tuple[PlannedObjective, ...]:
    below: dict[str, list[KeyResult]] = {}
    for one in every.key_results.values():
        below.setdefault(one.objective, []).append(one)
    return tuple(
        planner.objective(
            objective,
            [planner.result(one, OWNED, set()) for one in below.get(own, ())],
        )
        for own, objective in every.objectives.items()
    )


def _line(
    planner: Planner, name: Strategy | Unit | str | None, work: _Work, units: int = 0
) -> Line:
    """Sum up a group; a strategy and a unit have the progress of their row in the report."""
    has_row = isinstance(name, Strategy) or (isinstance(name, Unit) and name.kind != "city")
    row = planner.progress.get(name.id) if has_row and isinstance(name, Item) else None
    return Line(name=name, sums=_sums(planner, work, row), units=units)


def _sums(planner: Planner, work: _Work, row: Row | None) -> Sums:
    return planner.sums(
        work.objectives.values(), work.key_results.values(), work.projects.values(), row
    )


def _strategies(planner: Planner, every: _Work) -> Iterable[Line]:
    """Yield the strategies that are part of none, with all below them; last what has none."""
    graph = planner.graph
    rest = every
    for strategy in sorted(graph.all(Strategy), key=lambda one: one.id):
        if graph.targets(v.PART_OF, strategy.id):
            continue
        parts = graph.inside([strategy.id])
        work = _below(graph, every, (o for s in parts for o in graph.targets(v.HAS_OBJECTIVE, s)))
        rest = rest.without(work)
        yield _line(planner, strategy, work)
    if rest:
        yield _line(planner, None, rest)


def _below(graph: TraceGraph, every: _Work, objectives: Iterable[str]) -> _Work:
    """Return what stands below objectives; a project may deliver a key result of another year."""
    above = set(objectives)
    results = graph.key_results_below(above)
    projects = graph.projects_below(results) & every.projects.keys()
    found, results = above & every.objectives.keys(), results & every.key_results.keys()
    return _Work(
        {one: every.objectives[one] for one in sorted(found)},
        {one: every.key_results[one] for one in sorted(results)},
        {one: every.projects[one] for one in sorted(projects)},
    )


def _by_unit(graph: TraceGraph, every: _Work) -> Mapping[_Key, _Work]:
    """Return what each unit, at its tier, answers for, shares or leads; None stands for nobody."""
    found: dict[_Key, _Work] = {}

    def of(units: Iterable[str]) -> Iterable[_Work]:
        keys: set[_Key] = {graph.lifted(one) for one in units}
        return [found.setdefault(one, _Work()) for one in keys or {None}]

    for objective in every.objectives.values():
        for work in of(graph.owners(objective.id)):
            work.objectives[objective.id] = objective
    for key_result in every.key_results.values():
        owners = list(graph.effective_owners(key_result.id))
        shares = graph.targets(v.ALLOCATED_TO, key_result.id)
        for work in (*of(owners), *(of(shares) if shares else ())):
            work.key_results[key_result.id] = key_result
    for project in every.projects.values():
        for work in of(graph.targets(v.LED_BY, project.id)):
            work.projects[project.id] = project
    return found


def _at_a_tier(graph: TraceGraph) -> list[Unit]:
    """Return bureaus, offices and districts, in this order and that of their ids."""
    units = (one for one in graph.all(Unit) if one.kind in _AT_A_TIER)
    return sorted(units, key=lambda one: (_AT_A_TIER.index(one.kind), one.id))


def _units(planner: Planner, by_unit: Mapping[_Key, _Work]) -> Iterable[Line]:
    graph = planner.graph
    known = [one for one in _at_a_tier(graph) if one.id in by_unit]
    own = {one.id for one in known}
    others = sorted(one for one in by_unit if one is not None and one not in own)
    for unit in (*known, *(graph.get(Unit, one) for one in others)):
        yield _line(planner, unit, by_unit[unit.id])
    if None in by_unit:
        yield _line(planner, None, by_unit[None])


def _sectors(planner: Planner, by_unit: Mapping[_Key, _Work]) -> Iterable[Line]:
    """Yield the groups of bureaus and offices, then the districts, then what is of no group."""
    groups: dict[_Key, list[_Key]] = {}
    for unit in _at_a_tier(planner.graph):
        key = DISTRICTS if unit.kind == DISTRICTS else unit.sector
        groups.setdefault(key, []).append(unit.id)
    tiers = {one for group in groups.values() for one in group}
    groups.setdefault(None, []).extend(sorted(by_unit.keys() - tiers, key=str))
    order = sorted(groups, key=lambda one: (one is None, one == DISTRICTS, one or ""))
    for key in order:
        work = _Work()
        for one in groups[key]:
            work.add(by_unit.get(one, _Work()))
        units = sum(1 for one in groups[key] if one is not None)
        if units or work:
            yield _line(planner, key, work, units)


def _policies(graph: TraceGraph, every: _Work) -> tuple[int, int]:
    """Count the policies that an objective of the year answers, and those with a project too."""
    called_for = reaching = 0
    for policy in graph.all(Policy):
        work = _below(graph, every, graph.targets(v.CALLS_FOR, policy.id))
        called_for += bool(work.objectives)
        reaching += bool(work.projects)
    return called_for, reaching


def _years(graph: TraceGraph) -> tuple[int, ...]:
    items: tuple[Item, ...] = (*graph.all(Objective), *graph.all(Project))
    years = {graph.fiscal_year(one.id) for one in items}
    return tuple(sorted(one for one in years if one is not None))
