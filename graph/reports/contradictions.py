"""contradictions: figures that cannot be right, or that go against each other.

Each row is of one rule: `expected` is what the other figure says, `found` what stands there, and
`against` the other item, if there is one. Figures are taken up to the day that is asked for. What
the sources do not say contradicts nothing.

Key results of weight 0 are looked at for one thing alone: whether their target was replaced.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from graph.model.entities import KeyResult, Project
from graph.model.rules import RULES
from graph.network import TraceGraph
from graph.problems import Severity
from graph.reports.contradiction import SAYS, Contradiction
from graph.reports.contradictory_codes import contradictions_between
from graph.reports.contradictory_key_results import contradictions_of
from graph.reports.contradictory_projects import contradictions_in
from graph.reports.progress import counting, of_the_year, weight
from graph.reports.result import Parameters, Report, Row


def rows(graph: TraceGraph, parameters: Parameters) -> list[Row]:
    """Return the contradictions in the order of their rules and of the ids."""
    found = sorted(_found(graph, parameters), key=lambda one: one.finding)
    return [_row(graph, one, parameters.language) for one in found]


def _found(graph: TraceGraph, parameters: Parameters) -> Iterator[Contradiction]:
    counted = counting(graph, parameters)
    for key_result in counted:
        yield from contradictions_of(graph, key_result, parameters.as_of)
    replaced = [one for one in of_the_year(graph, KeyResult, parameters) if weight(one) == 0]
    yield from contradictions_between(graph, counted, replaced)
    for project in of_the_year(graph, Project, parameters):
        yield from contradictions_in(project, parameters.as_of)


def _row(graph: TraceGraph, one: Contradiction, language: str) -> Row:
    return {
        "rule": one.rule.code,
        "item": one.item.id,
        "title": one.item.title(language),
        "against": one.against,
        "owner": _owners(graph, one.item),
        "what": one.what(language),
        "expected": one.expected,
        "found": one.found,
        "finding": one.finding,
    }


def _owners(graph: TraceGraph, item: KeyResult | Project) -> list[str]:
    if isinstance(item, KeyResult):
        return sorted(set(graph.effective_owners(item.id)))
    lead = graph.lead(item.id)
    return [lead] if lead else []


def summary(graph: TraceGraph, found: Sequence[Row], parameters: Parameters) -> dict[str, Any]:
    """Count the contradictions by rule and by severity, and the items that they are about."""
    rules = Counter(row["rule"] for row in found)
    severities = Counter(str(RULES[row["rule"]].severity) for row in found)
    items = {row["item"] for row in found}
    key_results = [one for one in counting(graph, parameters) if parameters.asks(one.id)]
    projects = of_the_year(graph, Project, parameters)
    return {
        "contradictions": len(found),
        "items": len(items),
        "key_results": len(key_results),
        "projects": sum(1 for one in projects if parameters.asks(one.id)),
        "by_severity": {
            str(severity): severities[str(severity)] for severity in sorted(Severity, reverse=True)
        },
        "by_rule": [
            {"rule": code, "what": SAYS[code][parameters.language == "en"], "findings": rules[code]}
            for code in sorted(SAYS)
            if rules[code]
        ],
    }


REPORT = Report(
    name="contradictions",
    title_th="ตัวเลขที่ขัดกัน",
    title_en="Figures that contradict each other",
    columns=(
        "rule",
        "item",
        "title",
        "against",
        "owner",
        "what",
        "expected",
        "found",
        "finding",
    ),
    filters=("fiscal_year",),
    subjects=("item", "against"),
    rows=rows,
    summary=summary,
    rules=tuple(RULES[code] for code in SAYS),
    in_cypher=False,
)
