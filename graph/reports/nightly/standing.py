"""How the memory stands: which nights ran, which could not see, which are missing, what is open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from graph.reports.nightly.memory import Baseline, Memory, PastNight


@dataclass(frozen=True, slots=True)
class Remembered:
    """A night that ran, and what is wrong about it."""

    night: PastNight
    missed: int  # Days between it and the night before, on which nothing ran.

    @property
    def is_unseen(self) -> bool:
        """Whether the sources could not be read."""
        return self.night.numbers is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is remembered on a day, in figures."""

    as_of: date
    nights: Sequence[Remembered]
    open: int  # Findings.
    ever: int  # Findings that there ever were.
    baseline: Baseline | None

    @property
    def quiet(self) -> int | None:
        """Days since the last night that ran; None if none did, or it is yet to come."""
        days = (self.as_of - self.nights[-1].night.as_of).days if self.nights else -1
        return days if days >= 0 else None

    @property
    def missed(self) -> int:
        """How many days there were, from the first night to the last, on which nothing ran."""
        return sum(one.missed for one in self.nights)

    @property
    def unseen(self) -> int:
        """How many nights could not read the sources."""
        return sum(one.is_unseen for one in self.nights)


def standing(memory: Memory, as_of: date) -> Standing:
    """Return how the memory stands on a day."""
    return Standing(
        as_of=as_of,
        nights=tuple(_nights(memory.nights)),
        open=len(memory.open()),
        ever=len(memory.known),
        baseline=memory.baseline,
    )


def _nights(nights: Sequence[PastNight]) -> Iterator[Remembered]:
    if nights:
        yield Remembered(nights[0], 0)
    for before, night in pairwise(nights):
        yield Remembered(night, (night.as_of - before.as_of).days - 1)
