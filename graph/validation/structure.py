"""Is every hierarchy a tree with a tier above each unit?"""

from collections.abc import Callable, Iterator
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

from graph.model.entities import Area, Item, Policy, Strategy, Unit
from graph.model.portfolio import Portfolio
from graph.model.vocabulary import TIERS
from graph.problems import Problem
from graph.validation.places import problem_at

ItemT = TypeVar("ItemT", bound=Item)


def structure_problems(portfolio: Portfolio) -> Iterator[Problem]:
    """Yield a problem for each circle and for each unit without a tier."""
    yield from _circles(portfolio, Strategy, "part_of", _part_of)
    yield from _circles(portfolio, Unit, "part_of", _part_of)
    yield from _circles(portfolio, Area, "part_of", _part_of)
    yield from _circles(portfolio, Policy, "supersedes", lambda item: item.supersedes or ())
    yield from _units_without_tier(portfolio)


def _part_of(item: Strategy | Unit | Area) -> tuple[str, ...]:
    return (item.part_of,) if item.part_of else ()


def _circles(
    portfolio: Portfolio, kind: type[ItemT], field: str, above: Callable[[ItemT], tuple[str, ...]]
) -> Iterator[Problem]:
    graph = {item.id: above(item) for item in portfolio.of(kind)}
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle = set(error.args[1])
            yield _circle_problem(portfolio, circle, graph, field)
            graph = {name: near for name, near in graph.items() if name not in circle}
        else:
            return


def _circle_problem(
    portfolio: Portfolio, circle: set[str], graph: dict[str, tuple[str, ...]], field: str
) -> Problem:
    first = min((portfolio.items[name] for name in circle), key=lambda item: (item.file, item.mark))
    path = [first.id]
    while True:
        step = next(name for name in graph[path[-1]] if name in circle)
        path.append(step)
        if step in path[:-1]:
            break
    message = f"{field} runs in a circle: {' → '.join(path)}; take one of the steps out"
    return problem_at(first, field, "SRC142", message)


def _units_without_tier(portfolio: Portfolio) -> Iterator[Problem]:
    units = {unit.id: unit for unit in portfolio.of(Unit)}
    for unit in units.values():
        seen = set()
        above: Unit | None = unit
        while above is not None and above.kind and above.kind not in TIERS and above.id not in seen:
            seen.add(above.id)
            above = units.get(above.part_of or "")
        if above is None and _chain_ends_openly(units, unit):
            message = (
                f"{unit.kind} '{unit.id}' has no tier: give it a part_of that leads to a unit of"
                f" kind {', '.join(TIERS[:-1])} or {TIERS[-1]}"
            )
            yield problem_at(unit, "part_of" if unit.part_of else "kind", "SRC143", message)


def _chain_ends_openly(units: dict[str, Unit], unit: Unit) -> bool:
    """Tell whether the chain above ends at a unit that names none, not at a missing one."""
    while unit.part_of in units:
        unit = units[unit.part_of]
    return unit.part_of is None
