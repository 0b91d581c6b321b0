"""The twin of `project_card`: one project's line up to the policies."""

from collections.abc import Iterator, Sequence

from graph.model import vocabulary as v
from graph.model.entities import (
    Project,
)
from graph.network import DIRECT, VIA_STRATEGY, TraceGraph
from tests.library_words import (
    Asked,
    Row,
    Step,
    advancing,
    is_stated,
    objective_of,
    titled,
)


def project_card(graph: TraceGraph, asked: Asked) -> list[Row]:
    if not isinstance(graph.item(asked["id"]) if asked["id"] in graph else None, Project):
        return []
    project = graph.get(Project, asked["id"])
    ways = _ways_up(graph, project.id)
    best: dict[tuple[str | None, str | None, str | None, str | None], bool | None] = {}
    for key, stated in ways:
        best[key] = stated if stated is None else best.get(key) or stated
    rows = []
    for (strength, key_result, strategy, policy), stated in best.items():
        objective = objective_of(graph, key_result).id if key_result else None
        rows.append(
            {
                "project": project.id,
                "title": titled(graph, project.id, asked),
                "lead": graph.lead(project.id),
                "fiscal_year": project.fiscal_year,
                "budget": project.budget,
                "key_result": key_result,
                "result_title": titled(graph, key_result, asked),
                "objective": objective,
                "objective_title": titled(graph, objective, asked),
                "strategy": strategy,
                "policy": policy,
                "policy_title": titled(graph, policy, asked),
                "strength": strength,
                "basis": stated if stated is None else ("stated" if stated else "inferred"),
            }
        )
    columns = ("key_result", "strategy", "policy")
    return sorted(
        rows, key=lambda row: (row["strength"] or "x", *(row[one] or "" for one in columns))
    )


_Way = tuple[tuple[str | None, str | None, str | None, str | None], bool | None]


def _ways_up(graph: TraceGraph, project: str) -> Iterator[_Way]:
    """Strength, key result, strategy and policy of each way; and whether it is all stated."""
    key_results = graph.sources(v.DELIVERED_BY, project)
    if not key_results:
        yield (None, None, None, None), None
    for key_result in key_results:
        objective = objective_of(graph, key_result).id
        steps: list[Step] = [
            (v.DELIVERED_BY, key_result, project),
            (v.HAS_KEY_RESULT, objective, key_result),
        ]
        called = graph.sources(v.CALLS_FOR, objective)
        for policy in called:
            stated = is_stated(graph, [*steps, (v.CALLS_FOR, policy, objective)])
            yield (DIRECT, key_result, None, policy), stated
        strategies = graph.sources(v.HAS_OBJECTIVE, objective)
        reached = {one for strategy in strategies for one in advancing(graph, strategy)}
        for strategy in strategies or ((None,) if not called else ()):
            if strategy and reached:
                begun = [*steps, (v.HAS_OBJECTIVE, strategy, objective)]
                for policy, stated in _through(graph, strategy, begun):
                    if policy not in called:
                        yield (VIA_STRATEGY, key_result, strategy, policy), stated
            elif not called:
                yield (None, key_result, strategy, None), None


def _through(graph: TraceGraph, strategy: str, begun: Sequence[Step]) -> Iterator[tuple[str, bool]]:
    """The policies that advance a strategy or what it is part of, and whether all is stated."""
    wholes = graph.above(strategy)
    for depth, whole in enumerate(wholes):
        rise = [(v.PART_OF, wholes[n], wholes[n + 1]) for n in range(depth)]
        for policy in graph.sources(v.ADVANCES, whole):
            yield policy, is_stated(graph, [*begun, *rise, (v.ADVANCES, policy, whole)])
