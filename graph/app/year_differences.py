"""The use case of `diff --years`: two fiscal years of one revision of the sources."""

from typing import TYPE_CHECKING

from graph.app import Sources, graph_of
from graph.app.differences import read_sides
from graph.errors import UsageError

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
