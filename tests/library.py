"""The twins of the query files: each question once more, in Python over the graph of the domain.

They follow the words of each file's header, not its Cypher, and have its name:
`twin("bottlenecks")(graph, {"as_of": …})` gives the rows of `queries/bottlenecks.cypher`, in their
order. Where a report answers the question, the report is the twin.
"""

from collections.abc import Callable
from datetime import date

from graph.network import TraceGraph
from graph.reports.registry import REPORTS
from graph.reports.result import Parameters
from tests.library_card import project_card
from tests.library_chain import shortest_chain, trace, ways_between
from tests.library_handoffs import back_and_forth, bottlenecks, waiting_handoffs
from tests.library_plan import (
    allocation_check,
    inferred_links,
    key_results_without_project,
    kpis_unmeasured,
    objectives_without_policy,
    shared_key_results,
    strategy_tree,
)
from tests.library_policies import (
    cross_tier_paths,
    policies_by_dimension,
    policy_to_kpi,
    superseded_policies,
)
from tests.library_units import area_projects, orphan_budget_by_unit, unit_plan, unit_workload
from tests.library_words import Asked, Row

Twin = Callable[[TraceGraph, Asked], list[Row]]

TWINS: dict[str, Twin] = {
    one.__name__: one
    for one in (
        allocation_check,
        area_projects,
        back_and_forth,
        bottlenecks,
        cross_tier_paths,
        inferred_links,
        key_results_without_project,
        kpis_unmeasured,
        objectives_without_policy,
        orphan_budget_by_unit,
        policies_by_dimension,
        policy_to_kpi,
        project_card,
        shared_key_results,
        shortest_chain,
        strategy_tree,
        superseded_policies,
        trace,
        unit_plan,
        unit_workload,
        waiting_handoffs,
        ways_between,
    )
}


def twin(name: str) -> Twin:
    """Return the function that answers the question of a query file."""
    report = REPORTS.get(name.replace("_", "-"))
    if report is None:
        return TWINS[name]
    rows = report.rows

    def answer(graph: TraceGraph, asked: Asked) -> list[Row]:
        known = ("as_of", "fiscal_year", "all_tiers")
        given = {field: asked[field] for field in known if field in asked}
        parameters = Parameters(**{"as_of": date.min, "language": asked["lang"], **given})
        return [dict(row) for row in rows(graph, parameters)]

    return answer
