"""What is remembered of the nights before, and how one more night changes it.

A finding is known by its id. It is open from the first night on which it is found, and as long as
no night that could see tells otherwise: a night on which nothing ran is a gap and not a fix, and of
a night on which sources could not be read nothing is concluded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

Numbers = Mapping[str, float]


class Ending(StrEnum):
    """Why a finding is no longer found."""

    FIXED = "fixed"
    WAIVED = "waived"  # Someone accepted it.
    RETIRED = "retired"  # Its rule is gone, so nobody looks for it any more.


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whom and what a finding is about, as it is told when the item itself may be gone."""

    title_th: str
    title_en: str
    units: tuple[str, ...] = ()  # Who is to answer, at their tiers; none where nobody is known.

    def title(self, language: str) -> str:
        """Return the title in `th` or `en`."""
        return self.title_en if language == "en" else self.title_th


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is remembered of one finding."""

    subject: Subject
    first_seen: date
    since: date  # The first night of its present spell, or of its last one.
    reopened: int = 0  # How often it came back.
    closed_on: date | None = None  # The night that no longer found it; None while it is open.
    last_seen: date | None = None  # The last night of the spell that ended; None while it is open.
    ending: Ending | None = None  # Why that spell ended.

    @property
    def is_open(self) -> bool:
        """Whether the last night that could see has found it."""
        return self.closed_on is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The debt that was accepted on a night, without what has been paid since."""

    accepted_on: date
    accepted: int  # How many findings there were.
    left: frozenset[str]  # Those that are still open since then; it only shrinks.


@dataclass(frozen=True, slots=True)
class PastNight:
    """A night that ran."""

    as_of: date
    numbers: Numbers | None  # None: the sources could not be read.
    unknown: int = 0  # Findings of which such a night could tell nothing.


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """All that is known before a night."""

    known: Mapping[str, Known] = field(default_factory=dict)
    nights: Sequence[PastNight] = ()  # In the order of their days, one a day.
    baseline: Baseline | None = None
    codes: frozenset[str] = frozenset()  # The rules that the last good night went by.

    @property
    def last(self) -> PastNight | None:
        """The last night that ran, whatever it could see."""
        return self.nights[-1] if self.nights else None

    @property
    def last_good(self) -> PastNight | None:
        """The last night that could see everything."""
        good = (one for one in reversed(self.nights) if one.numbers is not None)
        return next(good, None)

    def open(self) -> dict[str, Known]:
        """Return the findings that the last good night has left open."""
        return {one: known for one, known in self.known.items() if known.is_open}


@dataclass(frozen=True, slots=True, kw_only=True)
class NightRecord:
    """What one run adds to the memory: only what differs from the night before."""

    as_of: date
    numbers: Numbers | None  # None: the sources could not be read.
    opened: Mapping[str, Subject] = field(default_factory=dict)  # Found, and not open before.
    closed: Mapping[str, Ending] = field(default_factory=dict)  # Open before, and not found.
    unknown: frozenset[str] = frozenset()  # Open before, and not to be looked at.
    codes: frozenset[str] = frozenset()  # The rules that this night went by.
    accepted: frozenset[str] | None = None  # The baseline that this run took.
    commit: str | None = None  # The revision of the sources, where git knows it.
    dataset: str = "default"
    digests: tuple[str, ...] = ()  # The units that got a digest.


@dataclass(frozen=True, slots=True)
class BaselineDropped:
    """Someone took the baseline away."""

    as_of: date


Record = NightRecord | BaselineDropped
