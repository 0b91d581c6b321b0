"""Servers on this machine that a night is told to: they say what a test wants, and keep all."""

import asyncio
import datetime as dt
import email
import email.policy
import json
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from graph.sending.messages import Attachment, Notice, Outgoing
from graph.sending.patience import Clock
from graph.sending.settings import NightStatus

HOST = "127.0.0.1"
AS_OF = dt.date(2024, 9, 30)
BANGKOK = dt.timezone(dt.timedelta(hours=7))
LINE = "คืนวันที่ 30 กันยายน 2567: ใหม่ 3 กลับมา 1 จบ 2"


class Waits:
    """A clock on which only waiting takes time."""

    def __init__(self) -> None:
        self.waited: list[float] = []

    @property
    def clock(self) -> Clock:
        return Clock(now=lambda: sum(self.waited), wait=self.waited.append)


def notice(line: str = LINE, *files: tuple[str, bytes], **numbers: float) -> Notice:
    attachments = [Attachment(name, content) for name, content in files]
    return Notice(line=line, body=f"# {line}\n", attachments=attachments, numbers=numbers or None)


def outgoing(
    status: NightStatus = NightStatus.NEWS,
    *,
    summary: Notice | None = None,
    units: Mapping[str, Notice] | None = None,
    unassigned: Notice | None = None,
) -> Outgoing:
    """A night of the last day of a fiscal year, told half an hour before midnight."""
    return Outgoing(
        as_of=AS_OF,
        sent_at=dt.datetime(2024, 9, 30, 23, 30, tzinfo=BANGKOK),
        status=status,
        summary=summary or notice(),
        units=units or {},
        unassigned=unassigned,
    )


# Mail ---------------------------------------------------------------------------------------------


@dataclass
class MailServer:
    """What a mail server is to say, and what it was told."""

    port: int = 0
    to_receivers: dict[str, list[str]] = field(default_factory=dict)  # Said before it takes them.
    to_content: list[str] = field(default_factory=list)  # The same; an empty one: it hangs up.
    password: str | None = None
    arrived: list[tuple[list[str], bytes]] = field(default_factory=list)
    logins: list[tuple[bytes, bytes]] = field(default_factory=list)
    greetings: int = 0
    features: list[str] = field(default_factory=list)  # What it says of itself besides.

    async def handle_EHLO(  # noqa: N802  # aiosmtpd finds it by this name
        self, server: SMTP, session: Session, envelope: Envelope, name: str, lines: list[str]
    ) -> list[str]:
        self.greetings += 1
        session.host_name = name
        return [*lines[:-1], *self.features, lines[-1]]

    async def handle_RCPT(  # noqa: N802  # the same
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        said = self.to_receivers.get(address)
        if said:
            return said.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802  # the same
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.to_content and not self.to_content[0]:
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
        if self.to_content:
            return self.to_content.pop(0)
        assert isinstance(envelope.original_content, bytes)
        self.arrived.append((list(envelope.rcpt_tos), envelope.original_content))
        return "250 OK"

    def judge(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.logins.append((data.login, data.password))
        is_right = data.password.decode() == self.password
        return AuthResult(success=is_right, handled=False)

    def mails(self) -> list[EmailMessage]:
        """The mails that came, as a mail program reads them."""
        return [parsed(raw) for _, raw in self.arrived]


def parsed(raw: bytes) -> EmailMessage:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


class _AnyPort(Controller):
    """A server at whatever port is free."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]  # aiosmtpd has no types here


@contextmanager
def mail_server(*, password: str | None = None, **manners: Any) -> Iterator[MailServer]:
    """Run a mail server; `manners` are aiosmtpd's, such as `tls_context`."""
    server = MailServer(password=password)
    if password is not None:
        manners |= {"authenticator": server.judge, "auth_require_tls": False}
    controller = _AnyPort(server, hostname=HOST, port=0, **manners)
    controller.start()
    server.port = controller.port
    try:
        yield server
    finally:
        controller.stop()


@dataclass(frozen=True)
class Certificate:
    """A certificate for this machine that nobody has signed but itself."""

    path: Path

    @property
    def context(self) -> ssl.SSLContext:
        """What a server needs to show it."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.path)
        return context


def certificate(folder: Path) -> Certificate:
    """Make one with the program `openssl`."""
    key, path = folder / "key.pem", folder / "certificate.pem"
    subject = ["-subj", "/CN=localhost", "-addext", f"subjectAltName=IP:{HOST}"]
    use = ["-addext", "keyUsage=critical,digitalSignature,keyCertSign"]  # Python 3.13 asks for it.
    made = ["-newkey", "rsa:2048", "-nodes", "-keyout", str(key), "-out", str(path)]
    command = ["openssl", "req", "-x509", "-days", "2", *subject, *use, *made]
    subprocess.run(command, check=True, capture_output=True)
    path.write_text(path.read_text() + key.read_text())
    return Certificate(path)


# Webhooks -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """A request that a web server was sent."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def content(self) -> Any:
        return json.loads(self.body)


@dataclass
class WebServer:
    """What a web server is to answer, and what it was asked; at the end of its answers, 200."""

    port: int = 0
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}/hooks/T0/SECRET-PATH"


@contextmanager
def web_server(
    *answers: tuple[int, dict[str, str]], tls: ssl.SSLContext | None = None
) -> Iterator[WebServer]:
    """Run a web server that gives these answers."""
    server = WebServer(answers=list(answers))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            server.asked.append(Asked(self.path, dict(self.headers), body))
            status, headers = server.answers.pop(0) if server.answers else (200, {})
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(b"SECRET-PATH SECRET-TOKEN")  # A server may repeat what it heard.

        def log_message(self, format: str, *args: Any) -> None:
            """Keep silent."""

    listening = ThreadingHTTPServer((HOST, 0), Handler)
    if tls is not None:
        listening.socket = tls.wrap_socket(listening.socket, server_side=True)
    server.port = listening.server_address[1]
    thread = threading.Thread(target=listening.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown()
        thread.join()
        listening.server_close()


# Neither ------------------------------------------------------------------------------------------


@contextmanager
def silent_port() -> Iterator[int]:
    """A port that takes connections and never says a word."""
    with socket.create_server((HOST, 0)) as listening:
        yield listening.getsockname()[1]


@contextmanager
def talking_port(words: bytes) -> Iterator[int]:
    """A port whose server says some words to everybody, and hangs up."""
    with socket.create_server((HOST, 0)) as listening:

        def talk() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection:
                    connection.sendall(words)

        thread = threading.Thread(target=talk)
        thread.start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()


def dead_port() -> int:
    """A port at which nothing listens."""
    with socket.create_server((HOST, 0)) as listening:
        port: int = listening.getsockname()[1]
    return port
