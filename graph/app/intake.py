"""What every import has: the changes that it comes to, shown as a patch and then written."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.app import Layout, SourcesHaveErrorsError, errors_of
from graph.app.changing import Folder, new_problems, read_folder, replace_files
from graph.problems import Problem, Severity
from graph.reports.intake import Intake

Changes = Mapping[Path, tuple[bytes | None, bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """What a file comes to, not yet written."""

    told: Intake
    changes: Changes  # Each file before (None: it is new) and after.

    def patch(self) -> str:
        """Return what changes, as a patch."""
        from graph.views import patch

        return patch.render({_name(path): change for path, change in self.changes.items()})


def _name(path: Path) -> str:
    """Return what a patch calls a file: as seen from here, where it is below."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100  # a link is changed by its own name
    here = Path.cwd()
    name = whole.relative_to(here) if whole.is_relative_to(here) else whole
    return name.as_posix().lstrip("/")


def sound(folder: Path) -> Folder:
    """Return all files of a folder, which are to be without errors.

    Raises:
        SourcesHaveErrorsError, UnreadableSourcesError: see `graph.app.open_portfolio`.
    """
    found = read_folder(folder)
    errors = errors_of(found.checked)
    if errors:
        raise SourcesHaveErrorsError(errors)
    return found


def new_errors(sources: Folder, changes: Changes) -> list[Problem]:
    """Return the errors that changes would bring into the sources."""
    if not changes:
        return []
    after = sources.with_files({path.as_posix(): data for path, (_, data) in changes.items()})
    new = new_problems(sources.checked, after.checked)
    return [one for one in new if one.severity is Severity.ERROR]


def refuse_errors(sources: Folder, changes: Changes) -> None:
    """Refuse what would bring an error into the sources.

    Raises:
        SourcesHaveErrorsError: it does.
    """
    errors = new_errors(sources, changes)
    if errors:
        raise SourcesHaveErrorsError(errors, "nothing was written: with it come these errors")


def write(found: Import) -> list[Path]:
    """Change the sources, each file in one step; return those that were changed.

    Raises:
        UsageError: one was changed meanwhile, or cannot be written to.
    """
    replace_files(found.changes)
    return list(found.changes)


def render(found: Import, language: str, layout: Layout) -> str:
    """Write how much was new, changed and refused, and what is for people to read."""
    from graph.views import intake_page

    return intake_page.table(found.told, language, columns=layout.columns, style=layout.style)
