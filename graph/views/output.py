"""Answers in the format that is asked for, as text or as files."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import UsageError
from graph.views.colours import Style, coloured, plain

if TYPE_CHECKING:
    from graph.reports.result import Result

FORMATS = ("table", "json", "csv", "md")
RULE_FORMATS = ("table", "json", "md")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How an answer is to be written."""

    format: str = "table"
    columns: int = 1000  # Of the terminal; wide enough for any text where there is none.
    limit: int = 0  # Rows of a table; 0 for all.
    colour: bool = False

    @property
    def style(self) -> Style:
        """How the roles of text are shown."""
        return coloured if self.colour else plain


def render(results: "Sequence[Result]", layout: Layout) -> str:
    """Write the answers in a format; `csv` takes one report at a time.

    Raises:
        UsageError: several reports as csv.
    """
    if layout.format == "json":
        from graph.views import json_view

        return json_view.render(results, one=len(results) == 1)
    if layout.format == "csv":
        from graph.views import csv_view

        if len(results) > 1:
            message = "csv holds one report: name one, or give --output a folder for several"
            raise UsageError(message)
        return csv_view.render(results[0])
    if layout.format == "md":
        from graph.views import markdown

        return "\n".join(markdown.render(one) for one in results)
    from graph.views import table

    width, limit, style = layout.columns, layout.limit, layout.style
    written = [table.render(one, columns=width, limit=limit, style=style) for one in results]
    return "\n\n".join(written)


def write(results: "Sequence[Result]", layout: Layout, output: Path) -> list[Path]:
    """Write the answers to a file, or to a folder as one file for each report.

    An output that is a folder, or whose name has no ending where several reports are written, gets
    `NAME.FORMAT` for each report. Files are replaced in one step.

    Raises:
        UsageError: the place cannot be written to.
    """
    is_folder = output.is_dir() or (len(results) > 1 and not output.suffix)
    ending = {"table": "txt"}.get(layout.format, layout.format)
    texts = (
        {output / f"{one.report.name}.{ending}": render([one], layout) for one in results}
        if is_folder
        else {output: render(results, layout)}
    )
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path.resolve(), text)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(f"cannot write to '{output}': {reason}") from error
    return list(texts)


def _write(path: Path, text: str) -> None:
    """Replace a file in one step; anything else, such as a pipe, is written to as it is."""
    if path.exists() and not path.is_file():
        path.write_text(text, encoding="utf-8", newline="")
        return
    unfinished = path.with_name(f".{path.name}.part")
    try:
        unfinished.write_text(text, encoding="utf-8", newline="")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
