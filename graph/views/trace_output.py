"""A trace in the format that is asked for; only the writer that is needed is loaded."""

from graph.reports.trace import Trace
from graph.views.output import Layout


def render(found: Trace, language: str, layout: Layout) -> str:
    """Write a trace as a tree (`table`), as data, or as the source of a drawing."""
    match layout.format:
        case "json" | "csv":
            from graph.views import trace_data

            is_json = layout.format == "json"
            return trace_data.as_json(found) if is_json else trace_data.as_csv(found, language)
        case "md":
            from graph.views import trace_markdown

            return trace_markdown.render(found, language)
        case "mermaid" | "dot":
            from graph.views import diagrams

            draw = diagrams.mermaid if layout.format == "mermaid" else diagrams.dot
            return draw(found, language)
    from graph.views import tree

    return tree.render(found, language=language, columns=layout.columns, style=layout.style)
