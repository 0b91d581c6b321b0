"""A problem at a field of an item."""

from graph.model.entities import Item, unpack
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
