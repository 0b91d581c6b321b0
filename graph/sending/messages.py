"""What is to be sent of a night, and to whom: values, before anything is said to a server."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from graph.sending.settings import NightStatus, Route, Settings, Style, Webhook

SUMMARY, UNASSIGNED = "summary", "unassigned"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TYPES = {".html": "text/html", ".xlsx": _XLSX, ".md": "text/markdown", ".zip": "application/zip"}


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail."""

    name: str
    content: bytes = field(repr=False)

    @property
    def mime_type(self) -> str:
        """The type of its content, by the end of its name."""
        return next(
            (kind for end, kind in _TYPES.items() if self.name.endswith(end)),
            "application/octet-stream",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What somebody is told: the line is the subject of a mail, and all that Slack is told."""

    line: str
    body: str
    attachments: Sequence[Attachment] = ()
    numbers: Mapping[str, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """All that a night has to say; who hears it is in the settings."""

    as_of: date
    sent_at: datetime  # With a time zone: the date of the mails.
    status: NightStatus
    summary: Notice
    units: Mapping[str, Notice] = field(default_factory=dict)  # Only those with news.
    unassigned: Notice | None = None
    dataset: str = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail to one group of addresses."""

    about: str  # SUMMARY, UNASSIGNED or a unit.
    to: Sequence[str]
    notice: Notice
    sent_at: datetime
    key: str  # The same for the same night and group: a repeated mail is known by it.


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What one webhook is told."""

    about: str
    webhook: str  # Its name: the address is a secret, and stays in the settings.
    content: Mapping[str, Any]
    key: str


Message = Mail | Post


def messages_of(outgoing: Outgoing, settings: Settings) -> list[Message]:
    """Return what is to be sent: the night as a whole first, then the units, what is nobody's last.

    On a night whose sources could not be read, units are told nothing.
    """
    told = [(SUMMARY, outgoing.summary, settings.summary)]
    if outgoing.status is not NightStatus.UNREADABLE:
        told += [(one, notice, settings.route(one)) for one, notice in outgoing.units.items()]
        if outgoing.unassigned:
            told.append((UNASSIGNED, outgoing.unassigned, settings.unassigned))
    return [
        message
        for about, notice, route in told
        for message in _messages(about, notice, route, outgoing, settings)
    ]


def _messages(
    about: str, notice: Notice, route: Route, outgoing: Outgoing, settings: Settings
) -> list[Message]:
    found: list[Message] = []
    if route.to:
        key = _key(outgoing, about, *route.to)
        mail = Mail(about=about, to=route.to, notice=notice, sent_at=outgoing.sent_at, key=key)
        found.append(mail)
    for name in route.webhooks:
        webhook = settings.webhooks[name]
        if webhook.when.holds(outgoing.status):
            content = _content(webhook, about, notice, outgoing)
            key = _key(outgoing, about, f"webhook:{name}")
            found.append(Post(about=about, webhook=name, content=content, key=key))
    return found


def _content(webhook: Webhook, about: str, notice: Notice, outgoing: Outgoing) -> Mapping[str, Any]:
    if webhook.style is Style.SLACK:
        return {"text": _escaped(notice.line)}
    content = {
        "schema_version": 1,
        "as_of": outgoing.as_of.isoformat(),
        "dataset": outgoing.dataset,
        "status": str(outgoing.status),
        "line": notice.line,
        "numbers": None if notice.numbers is None else dict(notice.numbers),
    }
    if about != SUMMARY:
        content["unit"] = None if about == UNASSIGNED else about
    return content


def _escaped(text: str) -> str:
    """Return a text in which Slack sees no link and no mention."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _key(outgoing: Outgoing, *receiver: str) -> str:
    import hashlib

    parts = (outgoing.dataset, outgoing.as_of.isoformat(), *receiver)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
