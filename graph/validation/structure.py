"""Is every hierarchy a tree with a tier above each unit?"""

from collections.abc import Callable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

from graph.model.entities import Area, Item, Policy, Strategy, Unit
from graph.model.portfolio import Portfolio
from graph.model.vocabulary import TIERS
from graph.problems import Problem
from graph.validation.places import named, problem_at

ItemT = TypeVar("ItemT", bound=Item)
_MAX_CIRCLES = 100  # Of one kind; whoever has more mends these first.


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
    items: dict[str, ItemT] = {}
    for item in portfolio.of(kind):
        items.setdefault(item.id, item)
    graph = {name: list(above(item)) for name, item in items.items()}
    for _ in range(_MAX_CIRCLES):
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            path = _from_first(items, list(reversed(error.args[1]))[1:])
            circle = " → ".join([*path, path[0]])
            message = f"{field} runs in a circle: {circle}; take one of the steps out"
            first, step = items[path[0]], path[1 % len(path)]
            position = above(first).index(step)
            yield problem_at(first, field, "SRC142", message, position=position)
            graph[first.id].remove(step)
        else:
            return


def _from_first(items: Mapping[str, Item], circle: list[str]) -> list[str]:
    """Begin a circle with the item that the sources name first."""
    start = min(range(len(circle)), key=lambda at: (items[circle[at]].file, items[circle[at]].mark))
    return [*circle[start:], *circle[:start]]


def _units_without_tier(portfolio: Portfolio) -> Iterator[Problem]:
    """Find the units at the top that have no tier; what is below them has none for that reason."""
    for unit in portfolio.of(Unit):
        is_top = unit.part_of is None and "part_of" not in unit.marks
        if is_top and unit.kind and unit.kind not in TIERS:
            message = (
                f"{named(unit, unit.kind)} has no tier: give it a part_of that leads to a unit of"
                f" kind {', '.join(TIERS[:-1])} or {TIERS[-1]}"
            )
            yield problem_at(unit, "kind", "SRC143", message)
