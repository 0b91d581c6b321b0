"""The use case of `diff --years`: two fiscal years of one revision of the sources."""

from pathlib import Path
from typing import TYPE_CHECKING

from graph.app import Layout, Sources, graph_of
from graph.app.differences import read_sides
from graph.errors import UsageError
from graph.views.output import write_texts

if TYPE_CHECKING:
    from graph.reports.years.comparison import YearComparison


def diff_years(name: str, before: int, after: int, sources: Sources) -> "YearComparison":
    """Return what of one fiscal year (Buddhist era) goes on in another, and how.

    `name` is a folder, a git revision, `REVISION:PATH`, or `-` for the folder of the sources.

    Raises:
        UsageError: the years are one, the sources have nothing of either, or there is no such
            revision.
        ServiceError, UnreadableSourcesError, SourcesHaveErrorsError: see `differences.diff`.
    """
    from graph.reports.years.comparison import compare_years
    from graph.reports.years.pairs import years_of

    if before == after:
        raise UsageError(f"{before} and {after} are one year: name two with --years")
    (read,) = read_sides([name], sources)
    graph = graph_of(read.checked.portfolio)
    known = years_of(graph)
    for year in (before, after):
        if year not in known:
            listed = ", ".join(map(str, known)) or "none"
            message = f"nothing in the sources is of fiscal year {year}"
            raise UsageError(f"{message}: give two of these with --years: {listed}")
    return compare_years(graph, before, after, read.side)


def render(comparison: "YearComparison", language: str, layout: Layout) -> str:
    """Write what differs in one of `app.DIFF_FORMATS`."""
    if layout.format == "json":
        from graph.views.differences import json_view

        return json_view.render(comparison, language)
    if layout.format == "md":
        from graph.views.years import markdown

        return markdown.render(comparison, language)
    from graph.views.years import text

    return text.render(comparison, layout, language)


def write(comparison: "YearComparison", language: str, layout: Layout, output: Path) -> list[Path]:
    """Write what differs to a file, or to a folder as `diff-years.FORMAT`.

    Raises:
        UsageError: the place cannot be written to.
    """
    ending = {"table": "txt"}.get(layout.format, layout.format)
    path = output / f"diff-years.{ending}" if output.is_dir() else output
    return write_texts({path: render(comparison, language, layout)})
