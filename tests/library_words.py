"""Words that the twins of the query files share (see `library.py`)."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

from graph.model import vocabulary as v
from graph.model.entities import (
    KeyResult,
    Objective,
    Project,
)
from graph.model.vocabulary import RelationType
from graph.network import TraceGraph

Asked = Mapping[str, Any]
Row = dict[str, Any]
# A step along a relation: the ids at its source and its target.
Step = tuple[RelationType, str, str]


def titled(graph: TraceGraph, item: str | None, asked: Asked) -> str | None:
    return graph.item(item).title(asked["lang"]) if item else None


def baht(projects: Iterable[str], graph: TraceGraph) -> int:
    """The known budget of some projects, in whole baht."""
    known = math.fsum(graph.get(Project, one).budget or 0 for one in projects)
    return math.floor(known + 0.5)


def is_asked(year: int | None, asked: Asked) -> bool:
    return asked["fiscal_year"] in (None, year)


def year_of(graph: TraceGraph, item: str | None) -> int | None:
    """The fiscal year of a project or an objective, or of a key result's objective."""
    found = graph.item(item) if item else None
    if isinstance(found, KeyResult):
        found = graph.item(found.objective)
    return found.fiscal_year if isinstance(found, (Project, Objective)) else None


def objective_of(graph: TraceGraph, key_result: str) -> Objective:
    return graph.get(Objective, graph.get(KeyResult, key_result).objective)


def answering(graph: TraceGraph, key_result: str) -> list[str]:
    """The units at their tier that answer for a key result."""
    return sorted({graph.lifted(one) for one in graph.effective_owners(key_result)})


def callers(graph: TraceGraph, key_results: Iterable[str]) -> list[str]:
    """The policies that call for the objectives of key results."""
    objectives = {objective_of(graph, one).id for one in key_results}
    return sorted({one for each in objectives for one in graph.sources(v.CALLS_FOR, each)})


def below(graph: TraceGraph, strategies: Iterable[str]) -> set[str]:
    """The objectives under strategies and all their parts."""
    return {
        objective
        for strategy in graph.inside(strategies)
        for objective in graph.targets(v.HAS_OBJECTIVE, strategy)
    }


def advancing(graph: TraceGraph, strategy: str) -> set[str]:
    """The policies that advance a strategy or what it is part of."""
    return {one for each in graph.above(strategy) for one in graph.sources(v.ADVANCES, each)}


def is_stated(graph: TraceGraph, steps: Iterable[Step]) -> bool:
    return not any(graph.is_inferred(one, source=a, target=b) for one, a, b in steps)


def spaced(words: Iterable[str]) -> str:
    return "".join(f"{word} " for word in words)
