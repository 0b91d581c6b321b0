"""What the lists of a plan's workbook offer: what is the unit's first, then all else."""

from collections.abc import Iterable, Mapping, Sequence

from graph.model.entities import Area, Item, KeyResult, Kpi, Objective, Policy, Strategy, Unit
from graph.model.vocabulary import TIERS, NodeKind
from graph.network import TraceGraph
from graph.reports import plan_sheets as p
from graph.reports.plan_items import PlanItems
from graph.views.choice_label import choice_label
from graph.views.plan_template.cells import label_of
from graph.views.plan_template.words import CHOICES, NEW_ROWS
from graph.views.words import word

Lists = Mapping[str, Sequence[str]]  # What is offered, by the name of the list.
_K = NodeKind
_OF_KINDS: Mapping[tuple[NodeKind, ...], str] = {
    (_K.UNIT,): "units",
    (_K.STRATEGY,): "strategies",
    (_K.POLICY,): "policies",
    (_K.AREA,): "areas",
    (_K.KPI,): "kpis",
    (_K.OBJECTIVE,): "objectives",
    (_K.KEY_RESULT,): "key_results",
}


def list_of(sheet: p.PlanSheet, column: p.Column) -> str:
    """Return the name of the list that a column offers; empty where it offers none."""
    if column.choices:
        return f"{sheet.name}.{column.name}"
    if sheet is p.SPLIT_TARGETS and column.name == "key_result":
        return "own_key_results"
    return _OF_KINDS.get(column.refers_to, "items") if column.refers_to else ""


def new_row(sheet: p.PlanSheet, nth: int) -> str:
    """Return how a new row is named by others in the workbook; `nth` counts from 1."""
    return f"#{sheet.mark}{nth}"


def lists_of(graph: TraceGraph, items: PlanItems, empty: Mapping[str, int]) -> Lists:
    """Return what each list offers; `empty` are the new rows of each sheet."""
    new = {one.name: _new(one, empty[one.name]) for one in p.SHEETS if one.mark}
    new_objectives, new_results, new_projects = (
        new[one.name] for one in (p.OBJECTIVES, p.KEY_RESULTS, p.PROJECTS)
    )
    own_results = _labels(graph, items.key_results)
    near = _labels(graph, [*items.objectives, *items.unclaimed, *items.objectives_of_others])
    delivered = _labels(graph, [*items.key_results, *items.key_results_of_others])
    return {
        "units": _labels(graph, _units(graph, items)),
        "strategies": _labels(graph, graph.all(Strategy)),
        "policies": _labels(graph, graph.all(Policy)),
        "areas": _labels(graph, graph.all(Area)),
        "kpis": _labels(graph, graph.all(Kpi)),
        "objectives": _each_once(near, new_objectives, _of_year(graph, items, Objective)),
        "key_results": _each_once(
            delivered, new_results, _parts(graph, items), _of_year(graph, items, KeyResult)
        ),
        "own_key_results": [*own_results, *new_results],
        "items": [*_labels(graph, items.projects), *own_results, *new_projects, *new_results],
        **_choices(),
    }


def _labels(graph: TraceGraph, items: Iterable[Item]) -> list[str]:
    return [label_of(one.id, graph) for one in items]


def _each_once(*parts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(one for part in parts for one in part))


def _new(sheet: p.PlanSheet, count: int) -> list[str]:
    """Return the names of the new rows of a sheet."""
    what = NEW_ROWS[sheet.name]
    return [choice_label(new_row(sheet, one), f"{what} {one}") for one in range(1, count + 1)]


def _units(graph: TraceGraph, items: PlanItems) -> list[Unit]:
    """Return the unit, its divisions, and all others that have a tier."""
    every = graph.all(Unit)
    own = [one for one in every if one.id in items.units and one is not items.unit]
    others = [one for one in every if one.kind in TIERS and one.id not in items.units]
    return [items.unit, *own, *others]


def _of_year(
    graph: TraceGraph, items: PlanItems, kind: type[Objective] | type[KeyResult]
) -> list[str]:
    year = items.fiscal_year
    return [label_of(one.id, graph) for one in graph.all(kind) if graph.fiscal_year(one.id) == year]


def _parts(graph: TraceGraph, items: PlanItems) -> list[str]:
    """Return the key results of others of which the unit has a part."""
    return _labels(graph, (one.key_result for one in items.parts if not one.is_own))


def _choices() -> dict[str, list[str]]:
    """Return the words of the format, for the columns that are a choice."""
    return {
        list_of(sheet, one): [choice_label(each, word(CHOICES, each, "th")) for each in one.choices]
        for sheet in p.SHEETS
        for one in sheet.columns
        if one.choices
    }
