"""What every import has: the changes that it comes to, shown as a patch and then written."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.app import Layout, SourcesHaveErrorsError, errors_of
from graph.app.changing import Folder, Names, read_folder, replace_files
from graph.reports.imported import Imported, InCell
from graph.sources.workbooks.returned import Told
from graph.sources.workbooks.sheets import Place

if TYPE_CHECKING:
    from graph.sources.editing.edit import Given

Changes = Mapping[Path, tuple[bytes | None, bytes]]  # Each file before (None: new) and after.


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """What files come to, not yet written."""

    told: Imported
    changes: Changes
    names: Names  # Of the files that change, by which a patch calls them.

    @property
    def is_whole(self) -> bool:
        """Whether all was taken."""
        return not self.told.refused

    def patch(self) -> Iterator[str]:
        """Yield the lines of what changes, as a patch."""
        from graph.views import patch

        return patch.lines({self.names.of[str(one)]: own for one, own in self.changes.items()})


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


def write(found: Import) -> list[Path]:
    """Change the sources, each file in one step; return those that were changed.

    Raises:
        UsageError: one was changed meanwhile, or cannot be written to.
    """
    replace_files(found.changes)
    return list(found.changes)


def render(found: Import, language: str, layout: Layout) -> str:
    """Write what came of the files, what was refused, and what is for people to read."""
    from graph.views import imported

    if layout.format == "json":
        return imported.as_json(found.told, found.patch())
    return imported.table(found.told, language, columns=layout.columns, style=layout.style)


def in_cell(told: Told) -> InCell:
    """Return what is told of a cell."""
    place = told.place
    return InCell(file=place.file, sheet=place.sheet, cell=place.cell, text=told.text)


def setting(place: Place, item_id: str, names: Iterable[str], value: "Given") -> InCell:
    """Return what a cell sets: the field of an item, or a part of it; None takes it away."""
    from graph.sources.adding.written import flow
    from graph.sources.editing.wanted import as_written

    written = as_written(value)
    text = "taken away" if written is None else flow(written)
    return in_cell(Told(place, f"{item_id}: {'.'.join(names)}: {text}"))


def new_item(place: Place, item_id: str, fields: "Mapping[str, Given]") -> InCell:
    """Return what a row makes: a new item with these fields."""
    from graph.sources.adding.written import flow
    from graph.sources.editing.wanted import as_written

    return in_cell(Told(place, f"{item_id}: {flow(as_written(fields) or '')}"))
