"""What came of an import, as every format tells it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

OUTCOMES = ("new", "changed", "unchanged", "refused")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many things of one sort were new, changed, unchanged and refused."""

    sort: str  # Such as `handoff`.
    counts: Mapping[str, int] = field(default_factory=dict)

    def of(self, outcome: str) -> int:
        """Return how many came out so."""
        return self.counts.get(outcome, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """All that a file has brought."""

    file: str
    read: int  # Rows, records or tickets in it.
    tallies: Sequence[Tally]
    refused: Sequence[str] = ()  # Sentences with a place and a remedy.
    unknown: Sequence[str] = ()  # What the file names and the sources do not know.
    told: Sequence[str] = ()  # What else is worth a look.
    files: Sequence[str] = ()  # Those that change.

    @property
    def is_whole(self) -> bool:
        """Whether all was taken."""
        return not self.refused
