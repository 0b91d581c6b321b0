"""The use cases of plans: the plan of a unit or of the city, and the sheet of one project."""

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from graph.app import Layout, Sources, open_graph
from graph.calendar import fiscal_year_of
from graph.errors import UsageError
from graph.model.vocabulary import TIERS

if TYPE_CHECKING:
    from graph.model.entities import Item, Project, Unit
    from graph.network import TraceGraph
    from graph.reports.result import Parameters
    from graph.views.answer import Answer

    ItemT = TypeVar("ItemT", bound=Item)

PLAN_FORMATS = ("html", "docx", "xlsx", "md")
SHEET_FORMATS = ("html", "docx", "md")


def plan(sources: Sources, unit_id: str, parameters: "Parameters", layout: Layout) -> str | bytes:
    """Return the plan of a unit, or of the city, for a fiscal year.

    Without a fiscal year, it is that of the day.

    Raises:
        UsageError: no source declares such a unit, or it is a part of the unit that has the plan.
        UnreadableSourcesError, SourcesHaveErrorsError: see `open_portfolio`.
    """
    from graph.reports.planning.of_city import city_plan
    from graph.reports.planning.of_unit import unit_plan
    from graph.views.plans import output

    graph = open_graph(sources.folder, lenient=sources.lenient)
    unit = _unit(graph, unit_id)
    year = parameters.fiscal_year or fiscal_year_of(parameters.as_of)
    asked = replace(parameters, fiscal_year=year)
    make = city_plan if unit.kind == "city" else unit_plan
    found = make(graph, unit, asked)
    return output.render(output.document_of(found, graph, asked.language), layout)


def sheet(
    sources: Sources, project_id: str, parameters: "Parameters", layout: Layout
) -> str | bytes:
    """Return the sheet of one project for the budget hearing.

    Raises:
        UsageError: no source declares such a project.
        UnreadableSourcesError, SourcesHaveErrorsError: see `open_portfolio`.
    """
    from graph.reports.planning.of_project import project_sheet
    from graph.views.plans import output

    graph = open_graph(sources.folder, lenient=sources.lenient)
    found = project_sheet(graph, _project(graph, project_id), parameters)
    return output.render(output.document_of(found, graph, parameters.language), layout)


def refuse_other_ending(answer: "Answer", formats: tuple[str, ...] = PLAN_FORMATS) -> None:
    """Refuse a file whose name says one format where another is asked for.

    Raises:
        UsageError: such as `-o plan.docx` without `--format docx`.
    """
    ending = answer.output.suffix.removeprefix(".").lower() if answer.output else ""
    if ending in PLAN_FORMATS and ending not in formats:
        *others, last = formats
        raise UsageError(
            f"a sheet is written as {', '.join(others)} or {last}: name '{answer.output}' otherwise"
        )
    if ending in PLAN_FORMATS and ending != answer.format:
        message = f"'{answer.output}' would hold {answer.format}: give --format {ending} too"
        raise UsageError(message)


def _unit(graph: "TraceGraph", unit_id: str) -> "Unit":
    from graph.model.entities import Unit

    unit = _named(graph, unit_id, Unit, "a unit, such as one that it belongs to")
    return unit if unit.kind in TIERS else _refuse_part(graph, unit)


def _refuse_part(graph: "TraceGraph", unit: "Unit") -> "Unit":
    """Refuse a division, and name the unit whose plan holds its work; one of none has its own."""
    whole = graph.lifted(unit.id)
    if whole == unit.id:
        return unit
    title = graph.item(whole).title()
    raise UsageError(
        f"'{unit.id}' is a {unit.kind} of {whole} {title}, whose plan holds its work:"
        f" policytrace plan {whole}"
    )


def _project(graph: "TraceGraph", project_id: str) -> "Project":
    from graph.model.entities import Project

    return _named(graph, project_id, Project, "a project")


def _named(graph: "TraceGraph", item_id: str, entity: "type[ItemT]", wanted: str) -> "ItemT":
    """Return the item of an id, and refuse one of another kind: `wanted` is to be named."""
    from graph.problems import did_you_mean

    if item_id not in graph:
        hint = did_you_mean(item_id, (one.id for one in graph.all(entity)))
        raise UsageError(f"no source declares {entity.kind_of_node.a_noun} '{item_id}'{hint}")
    item = graph.item(item_id)
    if not isinstance(item, entity):
        raise UsageError(f"'{item_id}' is {item.kind_of_node.a_noun}: name {wanted}")
    return item
