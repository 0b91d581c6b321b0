"""Whom a night is told to, and by what: the values of the file that `--notify` names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

MAIL_SECONDS, WEBHOOK_SECONDS = 30.0, 10.0


class Security(StrEnum):
    """How a mail server is spoken to."""

    STARTTLS = "starttls"  # In the clear first, and nothing is said before TLS has begun.
    TLS = "tls"
    NONE = "none"

    @property
    def port(self) -> int:
        """The port where servers of that kind are found."""
        return {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}[self]


class Style(StrEnum):
    """What a webhook is told."""

    SLACK = "slack"  # {"text": …}
    JSON = "json"  # The numbers too.


class NightStatus(StrEnum):
    """How a night went, from the best to the worst."""

    QUIET = "quiet"  # All is as it was.
    NEWS = "news"  # Something is new, back or ended, and nothing fails.
    TROUBLE = "trouble"  # There is what --fail-on asks to fail for.
    UNREADABLE = "unreadable"  # The sources could not be read.


class When(StrEnum):
    """On which nights a webhook is told."""

    ALWAYS = "always"
    NEWS = "news"
    TROUBLE = "trouble"

    def holds(self, status: NightStatus) -> bool:
        """Tell whether a night is one of those."""
        if self is When.ALWAYS:
            return True
        is_bad = status in (NightStatus.TROUBLE, NightStatus.UNREADABLE)
        return is_bad or (self is When.NEWS and status is NightStatus.NEWS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """From whom a mail comes."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Smtp:
    """The server that takes the mails."""

    host: str
    sender: Sender
    port: int = Security.STARTTLS.port
    security: Security = Security.STARTTLS
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout: float = MAIL_SECONDS  # Seconds for each answer of the server.


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """An address that takes a line, or the numbers, by HTTP."""

    name: str
    url: str = field(repr=False)  # Who knows it may write there: as secret as a password.
    style: Style = Style.SLACK
    when: When = When.ALWAYS
    token: str | None = field(default=None, repr=False)
    timeout: float = WEBHOOK_SECONDS  # Seconds for a connection, and for the answer.


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Who is told: addresses by one mail, and webhooks by their names."""

    to: Sequence[str] = ()
    webhooks: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All that the file says."""

    smtp: Smtp | None = None
    webhooks: Mapping[str, Webhook] = field(default_factory=dict)
    summary: Route = Route()
    units: Mapping[str, Route] = field(default_factory=dict)
    rest: Route = Route()  # For the units that `units` does not name.
    unassigned: Route = Route()  # For what nobody is known to answer for.

    def route(self, unit: str) -> Route:
        """Return who is told of a unit's share."""
        return self.units.get(unit, self.rest)
