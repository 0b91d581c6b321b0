"""What became of what was to be sent."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What became of one message at one receiver."""

    about: str  # `summary`, `unassigned` or a unit.
    receiver: str  # A mail address, or `webhook NAME`.
    failure: str | None = None  # Why it did not get there.

    def __str__(self) -> str:
        """Return a sentence without any secret."""
        if self.failure is None:
            return f"told {self.receiver} about {self.about}"
        return f"could not tell {self.receiver} about {self.about}: {self.failure}"
