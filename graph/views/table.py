"""A report in the terminal: columns that stay straight under Thai vowels and tones."""

from collections.abc import Sequence

from graph.reports.result import Result, Row
from graph.views.cells import NUMERIC, grid, shown_columns
from graph.views.colours import Style
from graph.views.summaries import Table, asked, summarise
from graph.views.writing import pad, shorten, width

_GAP = "  "
_STRETCHING = (
    "title",
    "subject",
    "name",
    "what",
)  # The columns, or their last words, that give way.
_NARROWEST = 12


def render(result: Result, *, columns: int, limit: int, style: Style) -> str:
    """Return title, rows and summary; at most `limit` rows, 0 for all of them."""
    language = result.parameters.language
    rows = result.rows[:limit] if limit else result.rows
    parts = [style(result.report.title(language), "title") + f"\n{asked(result)}"]
    if rows:
        parts.append(_lines(shown_columns(result), rows, language, columns, style))
    hidden = len(result.rows) - len(rows)
    if hidden:
        more = {"en": f"… {hidden:,} more rows: --limit 0 shows all"}
        parts.append(style(more.get(language, f"… อีก {hidden:,} แถว: --limit 0 แสดงทั้งหมด"), "dim"))
    summary = summarise(result)
    parts.append("\n".join(summary.lines))
    parts += [_table(one, language, columns, style) for one in summary.tables if one.rows]
    return "\n\n".join(parts) + "\n"


def _table(table: Table, language: str, columns: int, style: Style) -> str:
    return f"{style(table.title, 'heading')}\n{small(table, language, columns, style)}"


def small(table: Table, language: str, columns: int, style: Style) -> str:
    """Return a small table without its title, and a count of the rows that it leaves out."""
    lines = _lines(table.columns, table.rows, language, columns, style)
    return f"{lines}\n… +{table.more:,}" if table.more else lines


def _lines(
    names: Sequence[str], rows: Sequence[Row], language: str, columns: int, style: Style
) -> str:
    cells = grid(names, rows, language)
    widths = _widths(names, cells, columns)
    lines = []
    for position, row in enumerate(cells):
        padded = [
            pad(shorten(text, wide), wide, right=name in NUMERIC)
            for name, text, wide in zip(names, row, widths, strict=True)
        ]
        line = _GAP.join(padded).rstrip()
        lines.append(style(line, "heading") if position == 0 else line)
    lines.insert(1, style(_GAP.join("─" * wide for wide in widths), "dim"))
    return "\n".join(lines)


def _widths(names: Sequence[str], cells: Sequence[Sequence[str]], columns: int) -> list[int]:
    """Give each column what it needs, and take what is too much from the widest texts."""
    widths = [max(width(row[position]) for row in cells) for position in range(len(names))]
    stretching = [position for position, name in enumerate(names) if name.endswith(_STRETCHING)]
    excess = sum(widths) + len(_GAP) * (len(names) - 1) - columns
    while excess > 0 and stretching:
        widest = max(stretching, key=lambda position: widths[position])
        if widths[widest] <= _NARROWEST:
            break
        widths[widest] -= 1
        excess -= 1
    return widths
