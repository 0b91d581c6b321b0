"""Where an answer goes: to the terminal, or to files."""

import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from graph.errors import UsageError
from graph.views.output import BINARY_FORMATS, Layout, write_files


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """In which format an answer is written, and where to."""

    format: str = "table"
    output: Path | None = None  # None: the terminal.
    limit: int | None = None  # Rows of a table; 0 for all, None where nothing is said of it.

    def rows(self, shown: int) -> int | None:
        """Return how many rows to ask for, None for all: as many as a table shows, if not told."""
        if self.limit is not None:
            return self.limit or None
        return shown if self.format == "table" and self.output is None else None

    @property
    def layout(self) -> Layout:
        """How it is written: in a file without colour, and as wide as the text."""
        if self.output is None:
            return terminal_layout(self.format, self.limit or 0)
        return Layout(format=self.format, root=Path.cwd().as_posix())

    def written(
        self,
        render: Callable[[Layout], str | bytes],
        write: Callable[[Layout, Path], Iterable[Path]] | None = None,
    ) -> tuple[str | bytes, list[Path]]:
        """Return what is for the terminal; or else write it, and return the files.

        `write` is for answers that may be several files; others are one.

        Raises:
            UsageError: the place cannot be written to, or the terminal cannot show it.
        """
        if self.output is None:
            if self.format in BINARY_FORMATS and sys.stdout.isatty():
                raise UsageError(f"{self.format} is no text for a terminal: give --output a file")
            return render(self.layout), []
        if write:
            return "", list(write(self.layout, self.output))
        return "", write_files({self.output: render(self.layout)})


def terminal_layout(form: str = "table", limit: int = 0) -> Layout:
    """Return the layout for the terminal: without colour when piped, or with NO_COLOR set."""
    from shutil import get_terminal_size

    columns = get_terminal_size((120, 40)).columns
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    root = Path.cwd().as_posix()
    return Layout(format=form, columns=columns, limit=limit, colour=colour, root=root)
