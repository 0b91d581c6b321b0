"""A problem is a value: what is wrong in the sources, and exactly where."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from graph.sayings import say

_LONGEST = 320  # Characters of a message: a line or two of a terminal, or four.


class Severity(IntEnum):
    """How bad a problem or a finding is, in rising order."""

    NOTICE = 1  # Read and understood; worth a look.
    WARNING = 2  # Read as it stands, but probably not what was meant.
    ERROR = 3  # Not to be built upon: reports refuse to run.

    def __str__(self) -> str:
        """Return the word that people and programs see."""
        return self.name.lower()


LEVELS = ("never", *(str(severity) for severity in Severity))


def reaches(worst: Severity | None, level: str) -> bool:
    """Tell whether the worst of what was found is at one of `LEVELS` or above."""
    return worst is not None and level != LEVELS[0] and worst >= Severity[level.upper()]


@dataclass(frozen=True, slots=True)
class Problem:
    """One defect of the sources; lines and columns count from 1, columns in characters."""

    file: str
    line: int
    column: int
    code: str
    message: str
    severity: Severity = Severity.ERROR

    def __post_init__(self) -> None:
        """Keep the message on one line that can be read, whatever it quotes."""
        if not self.message.isprintable() or len(self.message) > _LONGEST:
            shown = "".join(one if one.isprintable() else "\ufffd" for one in self.message)
            cut = shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
            object.__setattr__(self, "message", cut)

    def order(self) -> tuple[str, int, int, str, str]:
        """Return what problems are sorted by: the order of the files, then of their text."""
        return self.file, self.line, self.column, self.code, self.message

    def __str__(self) -> str:
        """Return `file:line:column: severity: message [code]`."""
        place = f"{self.file}:{self.line}:{self.column}"
        return f"{place}: {self.severity}: {self.message} [{self.code}]"


_LENGTHS_APART = 3


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is nearest to `word`, if one is near.

    Case is ignored, and a long list is first cut to words of about the same length, so that a
    thousand misspelt ids among ten thousand stay quick.
    """
    import difflib

    alike = (name for name in known if abs(len(name) - len(word)) <= _LENGTHS_APART)
    candidates = {name.casefold(): name for name in alike}
    near = difflib.get_close_matches(word.casefold(), candidates, n=1, cutoff=0.6)
    return candidates[near[0]] if near else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `; did you mean 'x'?` for the known word that is nearest to `word`, or nothing."""
    near = nearest(word, known)
    return say("; did you mean '{}'?", near) if near else ""
