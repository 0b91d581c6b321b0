"""The use case of answers: what units have filled in becomes a patch of the sources to review."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.app import Layout, Sources
from graph.app.changing import names_from_here, replace_files
from graph.app.importing import sound
from graph.errors import UsageError

if TYPE_CHECKING:
    from graph.reports.nightly.answering import Answering
    from graph.reports.result import Parameters
    from graph.sources.workbooks.returned import Returned


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """What the answers come to, not yet written."""

    told: "Answering"
    changes: Mapping[Path, tuple[bytes, bytes]]  # Each file before and after.

    @property
    def is_whole(self) -> bool:
        """Whether all answers were taken."""
        return not self.told.refused


def read(
    files: Sequence[Path], sources: Sources, asked: "Parameters", state: Path | None = None
) -> Import:
    """Return what digests that have come back change in the sources; nothing is written.

    With the folder of what the nightly job remembers, units that have not answered are told too.

    Raises:
        UsageError: a workbook cannot be read, or is of other sources.
        SourcesHaveErrorsError, UnreadableSourcesError: see `graph.app.open_portfolio`.
    """
    from graph.app.answering import answering
    from graph.app.taking import taken

    returned = _returned(files, sources.dataset)
    folder = sound(sources.folder)
    outcome = taken(folder, returned, asked, sources.folder)
    told = answering(outcome, returned, names_from_here(outcome.changes, sources.folder), state)
    changes = {Path(name): change for name, change in outcome.changes.items()}
    return Import(told=told, changes=changes)


def write(found: Import) -> list[Path]:
    """Change the sources, each file in one step; return those that were changed.

    Raises:
        UsageError: one was changed meanwhile, or cannot be written to.
    """
    replace_files(found.changes)
    return list(found.changes)


def render(found: Import, language: str, layout: Layout) -> str:
    """Write which units have answered, what was refused, and what is for people to read."""
    from graph.views.nightly import answers_page

    if layout.format == "json":
        return answers_page.as_json(found.told, language)
    return answers_page.table(found.told, language, columns=layout.columns, style=layout.style)


def _returned(files: Sequence[Path], dataset: str) -> "list[Returned]":
    """Read every workbook, and tell at once of all that cannot be read."""
    from graph.sources.workbooks.returned import returned

    found, troubles = [], []
    for path in files:
        try:
            one = returned(path)
            _refuse_other(one, dataset)
            found.append(one)
        except UsageError as error:
            troubles.append(str(error))
    if troubles:
        raise UsageError("\n".join(troubles))
    return found


def _refuse_other(one: "Returned", dataset: str) -> None:
    if one.dataset not in ("", dataset):
        hint = f"import it with --dataset {one.dataset} and --data of its sources"
        raise UsageError(f"{one.file}: this digest is of the data set '{one.dataset}': {hint}")
