"""Mails: one connection for all of a night, and a word on each receiver."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING, Self

from graph.sending.composing import composed
from graph.sending.failures import Failure, answer_failure, mail_failure
from graph.sending.messages import Mail
from graph.sending.patience import Patience
from graph.sending.sent import Sent
from graph.sending.settings import Security, Smtp

if TYPE_CHECKING:
    import smtplib


class Postbox:
    """The mail server, spoken to when the first mail is sent; a context manager."""

    def __init__(self, smtp: Smtp, patience: Patience) -> None:
        self._smtp = smtp
        self._patience = patience
        self._server: smtplib.SMTP | None = None
        self._down: str | None = None  # Why no mail can be sent at all.

    def __enter__(self) -> Self:
        """Return this."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take leave of the server; not in a hurry, as when the run is interrupted."""
        if self._server is not None and kind is None:
            with suppress(OSError, ValueError):  # All is sent: how it takes leave is no matter.
                self._server.quit()
        self._hang_up()

    def send(self, mail: Mail) -> list[Sent]:
        """Send a mail, and say of each receiver what became of it; never raises."""
        parcel = _Parcel(mail.to, self._smtp.sender.address, composed(mail, self._smtp.sender))
        if self._down is None:
            failure = self._patience.tried(lambda: self._attempt(parcel))
            if failure and failure.is_everywhere:
                self._down = failure.reason
        else:
            failure = Failure(self._down)
        reason = failure.reason if failure else None
        return [
            Sent(about=mail.about, receiver=one, failure=parcel.failure(one, reason))
            for one in mail.to
        ]

    def _attempt(self, parcel: "_Parcel") -> Failure | None:
        is_connected = self._server is not None
        try:
            server = self._server or self._connected()
            is_connected = True
            failure = parcel.handed_over(server)
        except (OSError, ValueError) as error:  # All that smtplib raises is one of them.
            failure = mail_failure(error, self._smtp.timeout)
            failure = replace(failure, is_everywhere=not is_connected)
        if failure is not None:
            self._hang_up()
        return failure

    def _connected(self) -> "smtplib.SMTP":
        import smtplib
        import ssl

        smtp = self._smtp
        if smtp.security is Security.NONE:
            self._server = smtplib.SMTP(smtp.host, smtp.port, timeout=smtp.timeout)
        elif smtp.security is Security.STARTTLS:
            self._server = smtplib.SMTP(smtp.host, smtp.port, timeout=smtp.timeout)
            self._server.starttls(context=ssl.create_default_context())
        else:
            context = ssl.create_default_context()
            self._server = smtplib.SMTP_SSL(
                smtp.host, smtp.port, timeout=smtp.timeout, context=context
            )
        if smtp.user is not None:
            self._server.login(smtp.user, smtp.password or "")
        return self._server

    def _hang_up(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None


class _Parcel:
    """A mail on its way: whom it has still to reach, and who refused it for good."""

    def __init__(self, to: Sequence[str], sender: str, content: bytes) -> None:
        self._left = list(to)
        self._sender = sender
        self._content = content
        self._refused: dict[str, str] = {}  # Why, by address, for good.
        self._put_off: dict[str, str] = {}  # Why, by address, when it was last tried.

    def handed_over(self, server: "smtplib.SMTP") -> Failure | None:
        """Hand it to the server once; return a failure while somebody may yet take it."""
        import smtplib

        self._put_off = {}
        try:
            refused = server.sendmail(self._sender, self._left, self._content)
            left = [one for one in self._left if one in refused]
        except smtplib.SMTPRecipientsRefused as error:  # Nobody has got it.
            refused, left = error.recipients, self._left
        answers = {one: answer_failure(*told) for one, told in refused.items()}
        for_good = {one: told.reason for one, told in answers.items() if not told.may_pass}
        self._refused |= for_good
        self._put_off = {one: told.reason for one, told in answers.items() if told.may_pass}
        self._left = [one for one in left if one not in for_good]
        if not self._left:
            return None
        return Failure(next(iter(self._put_off.values())), may_pass=True)

    def failure(self, receiver: str, reason: str | None) -> str | None:
        """Return why it did not reach somebody; `reason` is what went wrong at last."""
        if receiver in self._left:
            return self._put_off.get(receiver, reason)
        return self._refused.get(receiver)
