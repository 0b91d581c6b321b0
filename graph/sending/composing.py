"""A mail as it stands on the wire: no text of the sources can become a header."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from graph.sending.messages import Attachment, Mail
from graph.sending.settings import Sender

_LONGEST = 200  # Characters of a subject; the body begins with more.
_NOT_IN_NAMES = frozenset('<>:"/\\|?*=')  # `=?` would begin an encoded word, and so a header.


def composed(mail: Mail, sender: Sender) -> bytes:
    """Return a mail: the same bytes from the same values."""
    message = EmailMessage(policy=SMTP)
    message["To"] = [Address(addr_spec=one) for one in mail.to]
    message["Date"] = mail.sent_at
    message["Message-ID"] = f"<{mail.key}@{sender.address.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"  # So that nobody's absence answers it.
    message.set_content(mail.notice.body, cte="base64")
    for one in mail.notice.attachments:
        _attach(message, one)
    if message.is_multipart():
        message.set_boundary(f"=_{mail.key}")  # `=_` stands in no base64.
    # EmailMessage may put two encoded words of a long header side by side, which servers refuse.
    name = f"{_encoded(sender.name, 'From')} " if sender.name else ""
    head = f"From: {name}<{sender.address}>\r\nSubject: {_encoded(subject(mail), 'Subject')}\r\n"
    return head.encode("ascii") + message.as_bytes()


def subject(mail: Mail) -> str:
    """Return the line that a mail is headed by."""
    line = one_line(mail.notice.line)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def one_line(text: str) -> str:
    """Return a text without line ends and whatever else cannot be seen."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def file_name(text: str) -> str:
    """Return the name of a file that every system takes, and no mail program reads more into."""
    return "".join("_" if one in _NOT_IN_NAMES else one for one in one_line(text))[:_LONGEST]


def _encoded(text: str, header: str) -> str:
    from email.header import Header

    return Header(text, "utf-8", header_name=header).encode(linesep="\r\n")


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    kind, _, part = attachment.mime_type.partition("/")
    charset = {"charset": "utf-8"} if kind == "text" else None
    message.add_attachment(
        attachment.content,
        maintype=kind,
        subtype=part,
        filename=file_name(attachment.name),
        params=charset,
    )
