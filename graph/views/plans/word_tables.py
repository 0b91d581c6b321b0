"""Tables of a Word file: as wide as the page, their header on each page, no row split."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from graph.views.plans.document import Cell
from graph.views.plans.word_styles import (
    ALARM,
    HEAD,
    SOFT,
    keep_together,
    narrow_cells,
    set_style,
    shade,
)

if TYPE_CHECKING:
    from docx.document import Document as File


def new_table(file: "File", rows: int, widths: Sequence[float], *, grid: bool = True) -> Any:
    """Return a new table of columns so many millimetres wide, which stay so."""
    from docx.shared import Mm

    table = file.add_table(rows, len(widths), style="Table Grid" if grid else None)
    table.autofit = False
    narrow_cells(table)
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Mm(wide)
    for row in table.rows:
        for cell, wide in zip(row.cells, widths, strict=True):
            cell.width = Mm(wide)
    return table


def put_row(
    row: Any, cells: Sequence[Cell], figures: Sequence[bool], style: str, *, is_head: bool = False
) -> None:
    """Write a row; figures stand to the right, and a head is kept with the row below it."""
    keep_together(row, is_head=is_head)
    for cell, told, is_figure in zip(row.cells, cells, figures, strict=True):
        put_cell(cell, told, style, is_figure=is_figure)
        if is_head:
            shade(cell, HEAD)
    if is_head:
        keep_with_next(row)


def keep_with_next(row: Any) -> None:
    """Let a row stand on the same page as the next one."""
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def put_cell(cell: Any, told: Cell, style: str, *, is_figure: bool = False) -> None:
    """Write a cell, a paragraph each line; what is missing is marked."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import RGBColor

    colour = ALARM if told.missing else SOFT if told.soft else None
    for at, line in enumerate(told.lines or ("",)):
        paragraph = cell.add_paragraph() if at else cell.paragraphs[0]
        set_style(paragraph, style)
        if is_figure:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = paragraph.add_run(line)
        if colour:
            run.font.color.rgb = RGBColor.from_string(colour)
