"""A document as a Word file (docx), fit to be signed.

The same document gives the same bytes: no day but that of the plan stands in the file.
"""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from graph.views.plans.document import PAPER, Cell, Document, Group, Section, Table
from graph.views.plans.word_styles import (
    BAND,
    keep_together,
    paper_width,
    set_page,
    set_styles,
    shade,
)
from graph.views.plans.word_tables import keep_with_next, new_table, put_cell, put_row
from graph.views.plans.words import say

if TYPE_CHECKING:
    from docx.document import Document as File

_ZIPPED_ON = (1980, 1, 1, 0, 0, 0)  # The first day that a zip file knows.
_SMALLER = 2  # Points, on the sheet of a project: to be one page.
_DOTS = "." * 42


def render(document: Document) -> bytes:
    """Return the whole file."""
    import docx

    file = docx.Document()
    set_styles(file, 0 if document.lying else _SMALLER)
    set_page(file, document.running, say("page", document.language), lying=document.lying)
    _set_properties(file, document)
    file.add_paragraph(document.title, style="Title")
    file.add_paragraph(document.subject, style="Subtitle")
    for one in document.about:
        file.add_paragraph(one, style="About")
    for at, section in enumerate(document.sections, 1):
        _put_section(file, document, section, at)
    if document.signed:
        _put_signatures(file, document)
    written = io.BytesIO()
    file.save(written)
    return _without_days(written.getvalue())


def _set_properties(file: "File", document: Document) -> None:
    found = file.core_properties
    day = datetime.combine(document.day, time(), UTC)
    found.title = document.title[:255]
    found.subject = document.subject[:255]
    found.author = found.last_modified_by = found.comments = found.keywords = ""
    found.language = document.language
    found.created = found.modified = day
    found.revision = 1


def _put_section(file: "File", document: Document, section: Section, at: int) -> None:
    file.add_paragraph(f"{at}. {section.heading}", style="Heading 1")
    for one in section.lines:
        file.add_paragraph(one)
    if section.facts:
        _put_facts(file, document, section)
    for table in section.tables:
        _put_table(file, document, table)
    for one in section.notes:
        file.add_paragraph(one, style="Note")


def _put_facts(file: "File", document: Document, section: Section) -> None:
    """Put the facts in two columns, each a label and what is told of it."""
    half = (len(section.facts) + 1) // 2
    wide = paper_width(lying=document.lying)
    shares = (30, 20, 30, 20) if document.lying else (22, 28, 22, 28)
    table = new_table(file, half, [share * wide / 100 for share in shares])
    for at, (label, cell) in enumerate(section.facts):
        row, column = at % half, 2 * (at // half)
        put_cell(table.cell(row, column), Cell((label,)), "Cell")
        put_cell(table.cell(row, column + 1), cell, "Cell Bold")
    for one in table.rows:
        keep_together(one)


def _put_table(file: "File", document: Document, table: Table) -> None:
    shown = table.shown(PAPER)
    columns = [table.columns[at] for at in shown]
    wide, whole = paper_width(lying=document.lying), sum(one.share for one in columns)
    rows = 1 + bool(table.total) + sum(len(one.rows) + bool(one.title) for one in table.groups)
    made = new_table(file, rows, [wide * one.share / whole for one in columns])
    lines = iter(made.rows)
    heads = [Cell((one.name,)) for one in columns]
    figures = [one.figure for one in columns]
    put_row(next(lines), heads, figures, "Cell Bold", is_head=True)
    for group in table.groups:
        _put_group(lines, group, shown, figures)
    if table.total:
        keep_with_next(made.rows[-2])
        put_row(next(lines), [table.total[at] for at in shown], figures, "Cell Bold")


def _put_group(lines: Any, group: Group, shown: Sequence[int], figures: Sequence[bool]) -> None:
    if group.title:
        band = next(lines)
        keep_together(band)
        cell = band.cells[0].merge(band.cells[-1])
        put_cell(cell, Cell((group.title,)), "Band")
        shade(cell, BAND)
        for one in group.lines:
            cell.add_paragraph(one, style="Band Line")
    for row in group.rows:
        put_row(next(lines), [row[at] for at in shown], figures, "Cell")


def _put_signatures(file: "File", document: Document) -> None:
    """Put a block for each who signs, side by side on one page; without names."""
    wide = paper_width(lying=document.lying)
    file.add_paragraph(style="Cell Bold").paragraph_format.keep_with_next = True
    table = new_table(file, 1, [wide / len(document.signed)] * len(document.signed), grid=False)
    keep_together(table.rows[0])
    for cell, part in zip(table.rows[0].cells, document.signed, strict=True):
        put_cell(cell, Cell((say(part, document.language),)), "Signature Part")
        for key in ("sign", "", "position", "signed_on"):
            label = say(key, document.language) if key else ""
            line = f"{label} {_DOTS}" if key else f"({_DOTS})"
            cell.add_paragraph(line.strip(), style="Signature Line")


def _without_days(content: bytes) -> bytes:
    """Return the file with each part packed on the same day, in the same order."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as read,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for one in read.infolist():
            entry = zipfile.ZipInfo(one.filename, _ZIPPED_ON)
            entry.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(entry, read.read(one))
    return packed.getvalue()
