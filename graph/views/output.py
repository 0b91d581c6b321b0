"""Answers in the format that is asked for, as text or as files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import UsageError
from graph.views.colours import Style, coloured, plain

if TYPE_CHECKING:
    from graph.reports.result import Result
    from graph.views.remarks import Remarks

FORMATS = ("table", "json", "csv", "md")
PAGE_FORMATS = ("html",)
BOOK_FORMATS = ("xlsx",)  # No text: for files.
BINARY_FORMATS = (*BOOK_FORMATS, "docx")
REMARK_FORMATS = ("sarif", "junit", "github")  # Of problems and findings, at their places.
CHECK_FORMATS = ("text", "json", *REMARK_FORMATS)
RULE_FORMATS = ("table", "json", "md")
DIFF_FORMATS = RULE_FORMATS
_ENDINGS = {"table": "txt", "junit": "xml", "github": "txt"}  # Where not the format's own name.
TRACE_FORMATS = ("table", "json", "csv", "md", "mermaid", "dot")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How an answer is to be written."""

    format: str = "table"
    columns: int = 1000  # Of the terminal; wide enough for any text where there is none.
    limit: int = 0  # Rows of a table; 0 for all.
    colour: bool = False
    root: str = ""  # The folder that remarks count the names of files from.

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
    if layout.format == "html":
        from graph.views import html_view

        return html_view.render(results)
    if layout.format in REMARK_FORMATS:
        from graph.views import remarks

        return render_remarks(remarks.of_results(results, layout.root), layout.format)
    from graph.views import table

    width, limit, style = layout.columns, layout.limit, layout.style
    written = [table.render(one, columns=width, limit=limit, style=style) for one in results]
    return "\n\n".join(written)


def render_bytes(results: "Sequence[Result]", layout: Layout) -> bytes:
    """Write the answers in a format, as a file holds them.

    Raises:
        UsageError: several reports as csv.
    """
    if layout.format == "xlsx":
        from graph.views import workbook

        return workbook.render(results)
    return _encoded(render(results, layout))


def render_remarks(groups: "Sequence[Remarks]", form: str) -> str:
    """Write problems and findings for the programs that show them at their places."""
    from graph.views import github, junit, sarif

    views = {"sarif": sarif.render, "junit": junit.render, "github": github.render}
    return views[form](groups)


def write(results: "Sequence[Result]", layout: Layout, output: Path) -> list[Path]:
    """Write the answers to a file, or to a folder as one file for each report.

    An output that is a folder, or whose name has no ending where several reports are written, gets
    `NAME.FORMAT` for each report. Files are replaced in one step.

    Raises:
        UsageError: the place cannot be written to.
    """
    is_folder = output.is_dir() or (len(results) > 1 and not output.suffix)
    if not is_folder:
        return write_files({output: render_bytes(results, layout)})
    return write_files(
        {
            output / file_name(one.report.name, layout): render_bytes([one], layout)
            for one in results
        }
    )


def file_name(name: str, layout: Layout) -> str:
    """Return the name of a file in a folder of answers."""
    return f"{name}.{_ENDINGS.get(layout.format, layout.format)}"


def write_texts(texts: Mapping[Path, str]) -> list[Path]:
    """Write each text to its file, which is replaced in one step.

    Raises:
        UsageError: a place cannot be written to.
    """
    return write_files(texts)


def write_files(files: Mapping[Path, str | bytes]) -> list[Path]:
    """Write each file, text as UTF-8; it is replaced in one step.

    Raises:
        UsageError: a place cannot be written to.
    """
    for path, content in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path.resolve(), _encoded(content))
        except OSError as error:
            reason = error.strerror or str(error)
            raise UsageError(f"cannot write to '{path}': {reason}") from error
    return list(files)


def _encoded(content: str | bytes) -> bytes:
    """Return text as UTF-8; what that cannot write, as in names of files, is escaped as in JSON."""
    if isinstance(content, bytes):
        return content
    return content.encode("utf-8", errors="backslashreplace")


def _write(path: Path, content: bytes) -> None:
    """Replace a file in one step; anything else, such as a pipe, is written to as it is."""
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    unfinished = path.with_name(f".{path.name}.part")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
