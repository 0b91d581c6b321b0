"""What a list in a workbook offers: an id or a word of the sources, and what that means."""

from graph.reports.nightly.answer_sheets import SEPARATORS
from graph.views.writing import one_line, shorten

_TITLE = 70  # Columns of a title in a list.
_PLAIN = str.maketrans(dict.fromkeys(SEPARATORS, " "))


def choice_label(key: str, title: str, after: str = "") -> str:
    """Return an id and what it means, without what stands between several ids."""
    plain = " ".join(one_line(title).translate(_PLAIN).split())
    return " ".join(filter(None, (key, shorten(plain, _TITLE), after)))
