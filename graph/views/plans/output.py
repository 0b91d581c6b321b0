"""Plans and sheets in the format that is asked for."""

from collections.abc import Iterable

from graph.model.entities import Area, Unit
from graph.network import TraceGraph
from graph.reports.planning.plan import CityPlan, Plan, Sheet
from graph.views.output import Layout
from graph.views.plans import of_city, of_project, of_unit
from graph.views.plans.document import Document
from graph.views.plans.told import Teller


def document_of(found: Plan | CityPlan | Sheet, graph: TraceGraph, language: str) -> Document:
    """Return a plan or a sheet as a document, before it has a format."""
    teller = Teller(language, _districts(graph.all(Unit)), _districts(graph.all(Area)))
    if isinstance(found, Sheet):
        return of_project.document(found, teller)
    if isinstance(found, CityPlan):
        return of_city.document(found, teller)
    return of_unit.document(found, teller)


def _districts(items: Iterable[Unit] | Iterable[Area]) -> list[str]:
    return [one.id for one in items if one.kind == "district"]


def render(document: Document, layout: Layout) -> str | bytes:
    """Write a document as html, docx, xlsx or md."""
    if layout.format == "docx":
        from graph.views.plans import word_file

        return word_file.render(document)
    if layout.format == "xlsx":
        from graph.views.plans import workbook

        return workbook.render(document)
    if layout.format == "md":
        from graph.views.plans import markdown

        return markdown.render(document)
    from graph.views.plans import page

    return page.render(document)
