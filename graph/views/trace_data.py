"""A trace as data: every item and link within the depth once, in a fixed order."""

from collections.abc import Iterator
from typing import Any

from graph.model.entities import Objective, Project
from graph.reports.result import SCHEMA_VERSION, Row
from graph.reports.trace import Side, Trace, TracedLink
from graph.reports.trace_facts import Facts, Work
from graph.reports.trace_tree import Fold, Step
from graph.views import csv_view
from graph.views.json_view import object_of_rows

COLUMNS = (
    "side",
    "depth",
    "from",
    "from_kind",
    "from_title",
    "relation",
    "to",
    "to_kind",
    "to_title",
    "basis",
    "strength",
)


def as_json(found: Trace) -> str:
    """Return sums, items and links, and the tree of ids: an item or a link a line, to be diffed."""
    item, extent = found.item, found.extent
    whole = {
        "schema_version": SCHEMA_VERSION,
        "trace": item.id,
        "strength": found.strength,
        "depth": extent.depth,
        "breadth": extent.breadth,
        "above": _sums(found.up),
        "below": _sums(found.down, districts=found.districts),
        "nodes": (_node(found, *one) for one in _nodes(found)),
        "links": (_link(name, one) for name, one in _links(found)),
        **{name: _tree(side.tree) if side else None for name, side in _sides(found)},
    }
    return object_of_rows(whole, "nodes", "links") + "\n"


def _sides(found: Trace) -> tuple[tuple[str, Side | None], ...]:
    return (("up", found.up), ("down", found.down))


def _nodes(found: Trace) -> Iterator[tuple[str | None, int, str]]:
    """Yield the item itself, then those above it, then those below it."""
    yield None, 0, found.item.id
    for name, side in _sides(found):
        for item_id, depth in side.depths.items() if side else ():
            if depth:
                yield name, depth, item_id


def _links(found: Trace) -> Iterator[tuple[str, TracedLink]]:
    for name, side in _sides(found):
        for link in side.links if side else ():
            yield name, link


def _node(found: Trace, side: str | None, depth: int, item_id: str) -> dict[str, Any]:
    facts = found.facts[item_id]
    item = facts.item
    project = item if isinstance(item, Project) else None
    return {
        "id": item.id,
        "kind": item.kind_of_node.value,
        "title_th": item.title_th,
        "title_en": item.title_en,
        "side": side,
        "depth": depth,
        "units": _units(facts),
        "inherited": facts.is_inherited if facts.units else None,
        "tier": facts.tier,
        "fiscal_year": item.fiscal_year if isinstance(item, (Objective, Project)) else None,
        "budget": project.budget if project else None,
        "status": project.status if project else None,
        "progress": facts.progress,
        "met": facts.met,
        "value": facts.value,
        "file": item.file,
        "line": item.line,
    }


def _units(facts: Facts) -> list[dict[str, Any]]:
    return [
        {"id": unit.id, "abbreviation": unit.abbreviation, "tier": tier}
        for unit, tier in facts.units
    ]


def _link(side: str, link: TracedLink) -> dict[str, Any]:
    hop = link.hop
    return {
        "side": side,
        "depth": link.depth,
        "from": hop.source,
        "relation": hop.relation.name,
        "to": hop.target,
        "basis": hop.basis,
        "strength": link.strength,
    }


def _tree(step: Step) -> dict[str, Any]:
    """Return an item and what follows it, as it is shown."""
    return {
        "id": step.item.id,
        "relation": step.hop.relation.name if step.hop else None,
        "repeated": step.repeated,
        "steps": [_tree(one) for one in step.steps],
        "folded": [_fold(one) for one in step.folds],
    }


def _fold(fold: Fold) -> dict[str, Any]:
    return {
        "relation": fold.relation.name,
        "count": fold.count,
        "kinds": {kind.value: count for kind, count in fold.kinds.items()},
        **_work(fold.work),
        "by_status": {status or "": count for status, count in fold.work.by_status.items()},
    }


def _sums(side: Side | None, **more: Any) -> dict[str, Any] | None:
    if side is None:
        return None
    sums = side.sums
    inferred = sums.inferred_work
    return {
        "policies": sums.policies,
        "inferred_policies": sums.inferred_policies,
        **_work(sums.work),
        "inferred_projects": inferred.projects,
        "inferred_budget": inferred.budget,
        **more,
    }


def _work(work: Work) -> dict[str, Any]:
    return {
        "projects": work.projects,
        "budget": work.budget,
        "unknown_budget": work.unknown_budget,
    }


def as_csv(found: Trace, language: str) -> str:
    """Return every link within the depth, each as a row."""
    return csv_view.table(COLUMNS, (_row(found, language, *one) for one in _links(found)))


def _row(found: Trace, language: str, side: str, link: TracedLink) -> Row:
    ends = {"from": found.facts[link.hop.source].item, "to": found.facts[link.hop.target].item}
    kinds = {f"{end}_kind": item.kind_of_node.value for end, item in ends.items()}
    titles = {f"{end}_title": item.title(language) for end, item in ends.items()}
    return _link(side, link) | kinds | titles
