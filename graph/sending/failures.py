"""What went wrong with a server, as half a sentence; none of them holds a secret."""

from dataclasses import dataclass

_TOO_EARLY = range(400, 500)  # What SMTP answers when it may go well later.
_SHOWN = 160  # Characters of what a server says.


@dataclass(frozen=True, slots=True)
class Failure:
    """Why something was not sent."""

    reason: str
    may_pass: bool = False  # Whether it may go well a little later.
    wait: float = 0.0  # Seconds that the server asks to wait.
    is_everywhere: bool = False  # Whether nothing else will reach that server either.


def mail_failure(error: OSError | ValueError, seconds: float) -> Failure:
    """Return what a mail server did; `seconds` is how long it had for an answer."""
    import smtplib

    if isinstance(error, smtplib.SMTPAuthenticationError):
        code = error.smtp_code  # Without its words, which might repeat the login.
        return Failure(f"the server refuses the login ({code})", code in _TOO_EARLY)
    if isinstance(error, smtplib.SMTPResponseException):
        return answer_failure(error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPServerDisconnected):
        is_silent = isinstance(error.__context__, TimeoutError)
        return network_failure(TimeoutError() if is_silent else ConnectionError(), seconds)
    if isinstance(error, smtplib.SMTPNotSupportedError):  # STARTTLS, or logins.
        return Failure(f"the server does not fit: {_shown(str(error))}")
    if isinstance(error, smtplib.SMTPException):
        return Failure("the server knows no way to log in that is known here")
    return network_failure(error, seconds)


def answer_failure(code: int, words: bytes | str) -> Failure:
    """Return a refusal that a mail server has put into words."""
    if code < 0:
        return Failure("what answers there is no mail server")
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return Failure(f"the server says {code} {_shown(text)}".strip(), code in _TOO_EARLY)


def network_failure(error: Exception, seconds: float) -> Failure:
    """Return what went wrong below the words of mail and HTTP."""
    import socket
    import ssl

    if isinstance(error, ssl.SSLCertVerificationError):
        return Failure(f"the server's certificate does not hold: {error.verify_message}")
    if isinstance(error, ssl.SSLError):
        return Failure("no TLS could be agreed on with the server: see its port")
    passing = {
        TimeoutError: f"the server did not answer within {seconds:g} seconds",
        socket.gaierror: "the server's name is not known",
        ConnectionRefusedError: "nothing listens at the server's port",
        OSError: "the connection to the server broke",
    }
    for kind, reason in passing.items():
        if isinstance(error, kind):
            return Failure(reason, may_pass=True)
    return Failure("the server's answer cannot be understood")


def _shown(text: str) -> str:
    line = " ".join("".join(one if one.isprintable() else " " for one in text).split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
