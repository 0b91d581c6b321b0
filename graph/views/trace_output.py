"""A trace in the format that is asked for."""

from graph.reports.trace import Trace
from graph.views import diagrams, trace_data, trace_markdown, tree
from graph.views.output import Layout


def render(found: Trace, language: str, layout: Layout) -> str:
    """Write a trace as a tree (`table`), as data, or as the source of a drawing."""
    if layout.format == "json":
        return trace_data.as_json(found)
    if layout.format == "csv":
        return trace_data.as_csv(found, language)
    if layout.format == "md":
        return trace_markdown.render(found, language)
    if layout.format == "mermaid":
        return diagrams.mermaid(found, language)
    if layout.format == "dot":
        return diagrams.dot(found, language)
    return tree.render(found, language=language, columns=layout.columns, style=layout.style)
