"""The pieces that a report's summary is made of: lines, and small tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.reports.result import Result, Row
from graph.views.words import VALUES, word

_TOP = 8


@dataclass(frozen=True, slots=True)
class Table:
    """A small table under a title."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[Row]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """Lines to read, then tables."""

    lines: Sequence[str]
    tables: Sequence[Table] = ()


def in_language(result: Result, thai: str, english: str) -> str:
    """Return the text in the reader's language."""
    return english if result.parameters.language == "en" else thai


def counted(label: str, counts: Mapping[str, int], language: str) -> str:
    """Return how often each word occurs, in a line; empty where none does."""
    found = [f"{word(VALUES, key, language)} {count:,}" for key, count in counts.items() if count]
    return f"{label}: {' · '.join(found)}" if found else ""


def percent(part: int, whole: int) -> str:
    """Return a percentage; of nothing there is none."""
    return f"{100 * part / whole:.1f}%" if whole else "–"


def named(result: Result, group: Row, column: str) -> Row:
    """Return a row with the name of its unit."""
    nobody = in_language(result, "(ไม่ได้บันทึก)", "(unrecorded)")
    return {**group, "name": result.names.get(group[column] or "", nobody)}


def top(title: str, columns: tuple[str, ...], rows: Sequence[Row]) -> Table:
    """Return a table of the first rows, which counts the rest."""
    return Table(title, columns, rows[:_TOP], max(0, len(rows) - _TOP))
