"""What differs between two revisions, or two fiscal years, in the format that is asked for."""

from graph.reports.comparison import Comparison
from graph.reports.years.comparison import YearComparison
from graph.views.differences import markdown, text
from graph.views.json_view import object_of_rows
from graph.views.output import Layout
from graph.views.years import markdown as years_markdown
from graph.views.years import text as years_text


def render(comparison: Comparison | YearComparison, language: str, layout: Layout) -> str:
    """Write what differs in one of `DIFF_FORMATS`."""
    if layout.format == "json":
        return _json(comparison, language)
    is_markdown = layout.format == "md"
    if isinstance(comparison, Comparison):
        if is_markdown:
            return markdown.render(comparison, language)
        return text.render(comparison, layout, language)
    if is_markdown:
        return years_markdown.render(comparison, language)
    return years_text.render(comparison, layout, language)


def _json(comparison: Comparison | YearComparison, language: str) -> str:
    """Return the contract's object: same revisions, same bytes; a change a line."""
    told = comparison.as_json(language)
    lists = (key for key, value in told.items() if isinstance(value, list))
    return object_of_rows(told, *lists) + "\n"
