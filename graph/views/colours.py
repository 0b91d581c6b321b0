"""The roles that text plays in the terminal, and their colours."""

from collections.abc import Callable

Style = Callable[[str, str], str]  # A text and its role to the text as it is shown.

_CODES = {
    "title": "1",
    "heading": "1",
    "id": "36",
    "dim": "2",
    "error": "31;1",
    "warning": "33",
    "notice": "34",
    "added": "32",
    "removed": "31",
    "changed": "33",
}


def plain(text: str, _role: str) -> str:
    """Return the text as it is: for pipes, files and NO_COLOR."""
    return text


def coloured(text: str, role: str) -> str:
    """Return the text with the escape codes of its role."""
    return f"\033[{_CODES[role]}m{text}\033[0m"
