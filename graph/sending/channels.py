"""The servers that the file of `--notify` names: the one for mail, and webhooks."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from graph.sending.section import Section, is_address
from graph.sending.settings import (
    MAIL_SECONDS,
    WEBHOOK_SECONDS,
    Security,
    Sender,
    Smtp,
    Style,
    Webhook,
    When,
)

_LOCAL = ("localhost", "127.0.0.1", "::1")  # What is sent there does not leave the machine.
_HOST = re.compile(
    r"[A-Za-z0-9](?:[A-Za-z0-9_-]|\.(?!\.)){0,251}(?<!\.)|[0-9A-Fa-f:.]*::?[0-9A-Fa-f:.]*"
)
_LABEL = 63  # Characters between two points of a host's name.
_FROM = re.compile(r"(?:(?P<name>[^<>]*)<(?P<named>[^<>]*)>|(?P<bare>[^<>]*))")
_MOST_SECONDS, _MOST_PORT = 300, 65_535


def read_smtp(section: Section, environ: Mapping[str, str]) -> Smtp:
    """Return the mail server; where something is amiss, the section has been told of it."""
    host = section.required("host", "mail.example.org")
    if host and not _is_host(host):
        section.complain("host", "must be the name of a server alone, such as mail.example.org")
    security = section.word("security", Security.STARTTLS)
    user = section.text("user")
    password = section.secret("password", environ)
    _check_login(section, user, host, security)
    port = section.number("port", security.port, most=_MOST_PORT, whole=True)
    smtp = Smtp(
        host=host,
        sender=_sender(section),
        port=int(port),
        security=security,
        user=user,
        password=password,
        timeout=section.number("timeout", MAIL_SECONDS, most=_MOST_SECONDS),
    )
    section.finish()
    return smtp


def _is_host(text: str) -> bool:
    return _HOST.fullmatch(text) is not None and all(len(one) <= _LABEL for one in text.split("."))


def _check_login(section: Section, user: str | None, host: str, security: Security) -> None:
    """Complain about half a login, and about one that would cross a network in the clear."""
    if user is not None and not user.isascii():
        section.complain("user", "must be in ASCII: mail servers know no other logins")
    if user is not None and not section.has_secret("password"):
        section.complain("user", "has no password: name one by password_env or password_file")
    if user is None and section.has_secret("password"):
        section.complain("user", "is missing, though there is a password")
    if user is not None and security is Security.NONE and host not in _LOCAL:
        section.complain(
            "security", 'is "none", which lets others read the password: take "starttls"'
        )


def _sender(section: Section) -> Sender:
    text = section.required("from", "policytrace@example.org")
    found = _FROM.fullmatch(text.strip())
    address = (found["named"] or found["bare"] or "").strip() if found else ""
    name = (found["name"] or "").strip().strip('"').strip() if found else ""
    if text and not is_address(address):
        section.complain("from", "must be name@example.org, or Words <name@example.org>")
    return Sender(address=address, name=name)


def read_webhook(section: Section, environ: Mapping[str, str]) -> Webhook:
    """Return a webhook; where something is amiss, the section has been told of it."""
    name = section.required("name", "planning")
    if not section.has_secret("url"):
        section.complain("url_env", 'is missing: write url_env = "VARIABLE" or url_file = "PATH"')
    url = (section.secret("url", environ) or "").strip()
    if url and (fault := _fault(url)):
        section.explain("url_env" if section.has("url_env") else "url_file", fault)
    webhook = Webhook(
        name=name,
        url=url,
        style=section.word("style", Style.SLACK),
        when=section.word("when", When.ALWAYS),
        token=section.secret("token", environ),
        timeout=section.number("timeout", WEBHOOK_SECONDS, most=_MOST_SECONDS),
    )
    section.finish()
    return webhook


def _fault(url: str) -> str:
    """Return what is amiss with an address, without saying the address, or nothing."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    if not _is_host(host) or " " in url or parts.scheme not in ("https", "http"):
        return "what it leads to is no address such as https://HOST/PATH"
    if "@" in parts.netloc:
        return "the address that it leads to holds a user: give a token by token_env instead"
    if parts.scheme == "http" and host not in _LOCAL:
        return "the address that it leads to begins with http://, which anyone could read: take https://"
    return ""
