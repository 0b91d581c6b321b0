"""A problem at a field of an item."""

from graph.model.entities import UNREADABLE, Item, unpack
from graph.problems import Problem, Severity


def problem_at(
    item: Item,
    field: str,
    code: str,
    message: str,
    *,
    severity: Severity = Severity.ERROR,
    position: int = 0,
) -> Problem:
    """Return a problem at the field of the item, or at the item where the field is silent."""
    line, column = unpack(item.mark_of(field, position))
    return Problem(item.file, line, column, code, message, severity)


def named(item: Item, noun: str) -> str:
    """Return the noun with the item's id, or `this …` where the id could not be read."""
    return f"this {noun}" if item.id.startswith(UNREADABLE) else f"{noun} '{item.id}'"
