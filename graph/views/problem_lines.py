"""Problems as lines that editors and people jump to."""

from collections.abc import Iterable

from graph.problems import Problem
from graph.views.colours import Style


def render(problems: Iterable[Problem], style: Style) -> str:
    """Return a line for each: `file:line:column: severity: message [code]`."""
    lines = []
    for problem in problems:
        word = str(problem.severity)
        lines.append(str(problem).replace(f": {word}: ", f": {style(word, word)}: ", 1))
    return "".join(f"{line}\n" for line in lines)
