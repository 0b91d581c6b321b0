"""A comparison as JSON: same revisions, same bytes; a change a line."""

from typing import Any, Protocol

from graph.views.json_view import object_of_rows


class _Comparison(Protocol):
    def as_json(self, language: str) -> dict[str, Any]: ...


def render(comparison: _Comparison, language: str) -> str:
    """Return the contract's object."""
    told = comparison.as_json(language)
    lists = (key for key, value in told.items() if isinstance(value, list))
    return object_of_rows(told, *lists) + "\n"
