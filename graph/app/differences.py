"""The use case of `diff`: two revisions of the sources, each a folder or in git."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from graph.app import Checked, Layout, Sources, SourcesHaveErrorsError, checked, errors_of
from graph.errors import UsageError
from graph.problems import reaches
from graph.views.output import file_name, write_texts

if TYPE_CHECKING:
    from graph.reports.comparison import Comparison, Side
    from graph.reports.years.comparison import YearComparison

WORKING = "-"  # The sources as they stand in their folder.
NEW = "new"  # Of --fail-on: any new finding, of whatever severity.


@dataclass(frozen=True, slots=True)
class Read:
    """One revision of the sources, and what a check of it found."""

    side: "Side"
    checked: Checked


def diff(before: str, after: str, sources: Sources, as_of: date) -> "Comparison":
    """Return what differs from one revision of the sources to another.

    Each is a folder, a git revision, `REVISION:PATH`, or `-` for the folder of the sources, in
    whose repository revisions are looked up. `as_of` is the day that findings are reported for.

    Raises:
        UsageError: it is none of these, or both a folder and a revision.
        ServiceError: git is out of reach.
        UnreadableSourcesError: one has no sources in it.
        SourcesHaveErrorsError: one holds errors.
    """
    from graph.network import TraceGraph
    from graph.reports.comparison import Comparison
    from graph.reports.differences import compare
    from graph.reports.finding_changes import compare_findings, findings_of

    read = read_sides((before, after), sources)
    old, new = (one.checked.portfolio for one in read)
    found = [findings_of(TraceGraph.from_portfolio(one), as_of) for one in (old, new)]
    return Comparison(
        before=read[0].side,
        after=read[1].side,
        as_of=as_of,
        differences=compare(old, new),
        findings=compare_findings(*found),
    )


def read_sides(names: Sequence[str], sources: Sources) -> list[Read]:
    """Read revisions of the sources; raises what `diff` raises."""
    read = [_read(name, sources.folder) for name in names]
    _refuse_errors(read, lenient=sources.lenient)
    return read


def fails(comparison: "Comparison", fail_on: str) -> bool:
    """Tell whether there is a new finding of the severity `fail_on` or above; `new` is of any."""
    worst = comparison.findings.worst_new
    return worst is not None if fail_on == NEW else reaches(worst, fail_on)


def render(comparison: "Comparison | YearComparison", language: str, layout: Layout) -> str:
    """Write what differs in one of `app.DIFF_FORMATS`."""
    from graph.views.differences import output

    return output.render(comparison, language, layout)


def write(
    comparison: "Comparison | YearComparison", language: str, layout: Layout, output: Path
) -> list[Path]:
    """Write what differs to a file, or to a folder as `diff.FORMAT` or `diff-years.FORMAT`.

    Raises:
        UsageError: the place cannot be written to.
    """
    path = output / file_name(comparison.report, layout) if output.is_dir() else output
    return write_texts({path: render(comparison, language, layout)})


def _read(name: str, data: Path) -> Read:
    from graph.reports.comparison import Side
    from graph.sources.files import read_sources
    from graph.sources.git_folder import git_folder, read_git_folder, shown

    folder = _folder(name, data)
    if folder is not None:
        shown_folder, commit = folder.as_posix(), None
        read = read_sources(folder, every_place=True)
    else:
        found = git_folder(name, data)
        shown_folder, commit = found.name, found.commit
        read = read_git_folder(found, every_place=True)
    files, items = len(read.portfolio.files), len(read.portfolio.items)
    side_name = shown_folder if name == WORKING else shown(name)
    side = Side(name=side_name, folder=shown_folder, commit=commit, files=files, items=items)
    return Read(side, checked(read))


def _folder(name: str, data: Path) -> Path | None:
    """Return the folder that is meant, or None where it can only be a revision.

    Raises:
        UsageError: it is both.
    """
    from graph.sources.git_folder import is_revision

    if name == WORKING:
        return data
    folder = Path(name)
    if not name or not folder.is_dir():
        return None
    if name == folder.name and is_revision(name, data):
        message = f"'{name}' is a folder and a git revision: write ./{name} or {name}:PATH"
        raise UsageError(message)
    return folder


def _refuse_errors(read: list[Read], *, lenient: bool) -> None:
    errors = {one.side.name: errors_of(one.checked, lenient=lenient) for one in read}
    if any(errors.values()):
        names = " and ".join(f"'{name}'" for name, found in errors.items() if found)
        message = f"nothing is compared, as there are errors in {names}: mend them first"
        raise SourcesHaveErrorsError([one for side in errors.values() for one in side], message)
