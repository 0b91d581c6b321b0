"""Mails and webhooks: what is sent of a night, to whom, and what becomes of it."""

import datetime as dt
import subprocess
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st

from graph.sending.composing import composed, subject
from graph.sending.delivery import deliver
from graph.sending.messages import Mail, Notice, messages_of
from graph.sending.patience import Clock
from graph.sending.sent import Sent
from graph.sending.settings import (
    NightStatus,
    Route,
    Security,
    Sender,
    Settings,
    Smtp,
    When,
)
from tests.receivers import (
    HOST,
    LINE,
    Certificate,
    MailServer,
    Waits,
    certificate,
    dead_port,
    mail_server,
    notice,
    outgoing,
    parsed,
    silent_port,
    talking_port,
)

SENDER = Sender(address="policytrace@city.example", name="กรุงเทพมหานคร")
PASSWORD = "correct horse"  # noqa: S105  # nobody's
CHIEF, PLANNER, DRAINS = "chief@city.example", "plan@city.example", "drains@city.example"


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as running:
        yield running


@pytest.fixture(scope="module")
def own_certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return certificate(tmp_path_factory.mktemp("tls"))


def smtp(port: int, security: Security = Security.NONE, **more: object) -> Smtp:
    known = {"host": HOST, "sender": SENDER, "timeout": 5.0}
    return Smtp(**{**known, "port": port, "security": security, **more})  # type: ignore[arg-type]


def told(port: int, *to: str, **more: object) -> tuple[list[Sent], Waits]:
    """Send a night to some addresses; return what became of it, and the waits between the tries."""
    waits = Waits()
    settings = Settings(smtp=smtp(port, **more), summary=Route(to=to or (CHIEF,)))  # type: ignore[arg-type]
    return deliver(settings, outgoing(), waits.clock), waits


def failures(sent: list[Sent]) -> list[str | None]:
    return [one.failure for one in sent]


# What arrives -------------------------------------------------------------------------------------


def test_a_mail_arrives_with_its_thai_subject_body_and_files(server: MailServer) -> None:
    files = [
        ("index.html", "<p>ไทย</p>\n".encode()),
        ("รายงานประจำคืน สำนักการระบายน้ำ.xlsx", b"PK\0\r\n.\r\n"),
    ]
    night = outgoing(summary=notice(LINE, *files))
    settings = Settings(smtp=smtp(server.port), summary=Route(to=(CHIEF, PLANNER)))
    assert failures(deliver(settings, night)) == [None, None]

    (mail,) = server.mails()
    assert server.arrived[0][0] == [CHIEF, PLANNER]
    assert mail["Subject"] == LINE
    assert mail["To"] == f"{CHIEF}, {PLANNER}"
    (sender,) = mail["From"].addresses
    assert (sender.display_name, sender.addr_spec) == (SENDER.name, SENDER.address)
    assert mail["Date"].datetime == night.sent_at
    assert mail["Auto-Submitted"] == "auto-generated"
    body = mail.get_body()
    assert body is not None
    assert body.get_content().splitlines() == [f"# {LINE}"]
    page, workbook = mail.iter_attachments()
    assert page.get_content_type() == "text/html"
    assert page.get_content_charset() == "utf-8"
    for part, (name, content) in zip((page, workbook), files, strict=True):
        assert part.get_filename() == name
        assert part.get_payload(decode=True) == content


def test_a_repeated_mail_is_known_by_its_message_id_and_every_byte(server: MailServer) -> None:
    night = outgoing(summary=notice(LINE, ("index.html", b"<p>")))
    for to in (CHIEF, CHIEF, PLANNER):
        deliver(Settings(smtp=smtp(server.port), summary=Route(to=(to,))), night)
    first, again, other = (raw for _, raw in server.arrived)
    assert first == again
    assert parsed(first)["Message-ID"] != parsed(other)["Message-ID"]
    assert parsed(first)["Message-ID"].endswith("@city.example>")


def test_all_mails_of_a_night_take_one_connection(server: MailServer) -> None:
    units = {f"D{nth}": notice(f"D{nth}") for nth in range(5)}
    settings = Settings(smtp=smtp(server.port), rest=Route(to=(PLANNER,)))
    deliver(settings, outgoing(units=units))
    assert [mail["Subject"] for mail in server.mails()] == list(units)
    assert server.greetings == 1


# Who is told --------------------------------------------------------------------------------------


def receivers(settings: Settings, **night: object) -> list[tuple[str, list[str]]]:
    sent = messages_of(outgoing(**night), settings)  # type: ignore[arg-type]
    return [(one.about, list(one.to)) for one in sent if isinstance(one, Mail)]


SHARES = {"units": {"B1": notice(), "D2": notice()}, "unassigned": notice()}


def test_each_unit_is_told_at_its_own_addresses_and_the_rest_at_those_of_the_rest() -> None:
    settings = Settings(
        summary=Route(to=(CHIEF,)),
        units={"B1": Route(to=(DRAINS,)), "B9": Route(to=("gone@city.example",))},
        rest=Route(to=(PLANNER,)),
    )
    expected = [("summary", [CHIEF]), ("B1", [DRAINS]), ("D2", [PLANNER])]
    assert receivers(settings, **SHARES) == expected


def test_a_unit_with_an_empty_table_is_not_told_what_the_rest_is_told() -> None:
    settings = Settings(units={"B1": Route()}, rest=Route(to=(PLANNER,)))
    assert receivers(settings, **SHARES) == [("D2", [PLANNER])]


def test_what_is_nobodys_goes_only_where_that_is_asked_for() -> None:
    settings = Settings(unassigned=Route(to=(CHIEF,)))
    assert receivers(settings, **SHARES) == [("unassigned", [CHIEF])]
    assert receivers(settings) == []


def test_a_unit_named_like_what_is_nobodys_keeps_its_own_mail() -> None:
    settings = Settings(units={"unassigned": Route(to=(DRAINS,))})
    assert receivers(settings, units={"unassigned": notice()}) == [("unassigned", [DRAINS])]


def test_on_a_night_that_could_not_see_only_the_summary_is_sent() -> None:
    everyone = Route(to=(PLANNER,))
    settings = Settings(summary=Route(to=(CHIEF,)), rest=everyone, unassigned=everyone)
    told = receivers(settings, status=NightStatus.UNREADABLE, **SHARES)
    assert told == [("summary", [CHIEF])]


@pytest.mark.parametrize(
    ("when", "nights"),
    [
        (When.ALWAYS, ["quiet", "news", "trouble", "unreadable"]),
        (When.NEWS, ["news", "trouble", "unreadable"]),
        (When.TROUBLE, ["trouble", "unreadable"]),
    ],
)
def test_when_says_on_which_nights(when: When, nights: list[str]) -> None:
    assert [str(one) for one in NightStatus if when.holds(one)] == nights


# Servers that refuse ------------------------------------------------------------------------------


def test_a_receiver_that_is_refused_does_not_keep_the_others_from_their_mail(
    server: MailServer,
) -> None:
    server.to_receivers = {PLANNER: ["550 5.1.1 no such mailbox"]}
    sent, waits = told(server.port, CHIEF, PLANNER, DRAINS)
    assert failures(sent) == [None, "the server says 550 5.1.1 no such mailbox", None]
    assert [to for to, _ in server.arrived] == [[CHIEF, DRAINS]]
    assert waits.waited == []
    assert str(sent[1]) == (
        f"could not tell {PLANNER} about summary: the server says 550 5.1.1 no such mailbox"
    )


def test_a_receiver_that_is_refused_for_now_alone_is_tried_again(server: MailServer) -> None:
    server.to_receivers = {PLANNER: ["450 4.2.0 greylisted"] * 2, DRAINS: ["551 moved"]}
    sent, waits = told(server.port, CHIEF, PLANNER, DRAINS)
    assert failures(sent) == [None, None, "the server says 551 moved"]
    assert [to for to, _ in server.arrived] == [[CHIEF], [PLANNER]]
    assert waits.waited == [1, 5]


def test_a_mail_that_is_refused_for_now_is_tried_again(server: MailServer) -> None:
    server.to_content = ["451 4.3.0 busy"]
    sent, waits = told(server.port, CHIEF, PLANNER)
    assert failures(sent) == [None, None]
    assert [to for to, _ in server.arrived] == [[CHIEF, PLANNER]]
    assert waits.waited == [1]


def test_a_server_that_closes_in_the_middle_of_the_receivers_is_tried_again(
    server: MailServer,
) -> None:
    server.to_receivers = {CHIEF: ["421 4.3.2 closing"]}
    assert failures(told(server.port, CHIEF, PLANNER)[0]) == [None, None]
    assert [to for to, _ in server.arrived] == [[CHIEF, PLANNER]]


def test_a_server_that_hangs_up_in_place_of_an_answer_is_tried_again(server: MailServer) -> None:
    server.to_content = [""]
    sent, waits = told(server.port)
    assert failures(sent) == [None]
    assert (len(server.arrived), waits.waited) == (1, [1])


def test_what_always_hangs_up_is_told(server: MailServer) -> None:
    server.to_content = [""] * 4
    assert failures(told(server.port)[0]) == ["the connection to the server broke"]


def test_a_mail_that_is_refused_for_good_is_not_tried_again(server: MailServer) -> None:
    server.to_content = ["552 5.3.4 too\tbig " + "x" * 500, "550 not again"]
    sent, waits = told(server.port)
    (why,) = failures(sent)
    assert why is not None
    assert why.startswith("the server says 552 5.3.4 too big x")
    assert len(why) < 200
    assert (server.arrived, waits.waited) == ([], [])


def test_what_stays_refused_is_given_up_after_three_more_tries(server: MailServer) -> None:
    server.to_receivers = {CHIEF: ["450 later"] * 9}
    sent, waits = told(server.port)
    assert failures(sent) == ["the server says 450 later"]
    assert waits.waited == [1, 5, 25]
    assert len(server.to_receivers[CHIEF]) == 5


def test_one_mail_that_fails_does_not_keep_the_next_from_going(server: MailServer) -> None:
    server.to_content = ["554 no"]
    settings = Settings(
        smtp=smtp(server.port), summary=Route(to=(CHIEF,)), rest=Route(to=(DRAINS,))
    )
    sent = deliver(settings, outgoing(units={"B1": notice()}))
    assert failures(sent) == ["the server says 554 no", None]


# Servers that are not there -----------------------------------------------------------------------


def test_a_port_at_which_nothing_listens_is_tried_again_and_then_told_once_for_all() -> None:
    waits = Waits()
    everyone = Route(to=(CHIEF,))
    settings = Settings(smtp=smtp(dead_port()), summary=everyone, rest=everyone)
    sent = deliver(settings, outgoing(units={"B1": notice(), "D2": notice()}), waits.clock)
    assert failures(sent) == ["nothing listens at the server's port"] * 3
    assert waits.waited == [1, 5, 25]


def test_a_server_that_hangs_is_left_after_its_time() -> None:
    with silent_port() as port:
        (why,) = failures(told(port, timeout=0.05)[0])
    assert why == "the server did not answer within 0.05 seconds"


def test_what_is_no_mail_server_is_told() -> None:
    with talking_port(b"HTTP/1.1 400 Bad Request\r\n\r\n") as port:
        (why,) = failures(told(port)[0])
    assert why == "what answers there is no mail server"


def test_after_five_minutes_nobody_is_waited_for() -> None:
    everyone = Route(to=(CHIEF,))
    with mail_server() as server:
        server.to_receivers = {CHIEF: ["450 later"] * 99}
        settings = Settings(smtp=smtp(server.port), rest=everyone)
        waits = Waits()
        units = {f"D{nth:02}": notice() for nth in range(20)}
        sent = deliver(settings, outgoing(units=units), waits.clock)
    assert 250 < sum(waits.waited) < 300
    assert failures(sent) == ["the server says 450 later"] * 20


def test_after_five_minutes_nothing_more_is_begun(server: MailServer) -> None:
    settings = Settings(smtp=smtp(server.port), rest=Route(to=(CHIEF,)))
    minutes = iter(range(0, 6000, 60))  # One goes by whenever somebody looks at the clock.
    clock = Clock(now=lambda: float(next(minutes)), wait=lambda _: None)
    units = {f"D{nth}": notice() for nth in range(7)}
    late = "not tried, as 300 seconds had gone by with this server"
    assert failures(deliver(settings, outgoing(units=units), clock)) == [None] * 4 + [late] * 3
    assert len(server.arrived) == 4


# TLS and logins -----------------------------------------------------------------------------------


@pytest.fixture
def trusted(own_certificate: Certificate, monkeypatch: pytest.MonkeyPatch) -> Certificate:
    """The certificate of this machine, as one that the system trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(own_certificate.path))
    return own_certificate


def test_a_login_over_starttls(trusted: Certificate) -> None:
    with mail_server(
        password=PASSWORD, tls_context=trusted.context, require_starttls=True
    ) as server:
        sent, _ = told(server.port, security=Security.STARTTLS, user="bot", password=PASSWORD)
        assert failures(sent) == [None]
        assert server.logins == [(b"bot", PASSWORD.encode())]
        assert len(server.arrived) == 1


def test_tls_from_the_first_byte(trusted: Certificate) -> None:
    with mail_server(ssl_context=trusted.context) as server:
        assert failures(told(server.port, security=Security.TLS)[0]) == [None]


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_a_certificate_that_nobody_trusts_is_refused(
    security: Security, own_certificate: Certificate
) -> None:
    kind = "tls_context" if security is Security.STARTTLS else "ssl_context"
    with mail_server(password=PASSWORD, **{kind: own_certificate.context}) as server:
        sent, waits = told(server.port, security=security, user="bot", password=PASSWORD)
        assert server.logins == []
    assert failures(sent) == ["the server's certificate does not hold: self-signed certificate"]
    assert waits.waited == []


def test_a_server_without_starttls_is_told_nothing_of_the_login() -> None:
    with mail_server(password=PASSWORD) as server:
        sent, _ = told(server.port, security=Security.STARTTLS, user="bot", password=PASSWORD)
        assert (server.logins, server.arrived) == ([], [])
    assert failures(sent) == [
        "the server does not fit: STARTTLS extension not supported by server."
    ]


def test_tls_at_a_port_without_it_is_told(server: MailServer) -> None:
    (why,) = failures(told(server.port, security=Security.TLS)[0])
    assert why == "no TLS could be agreed on with the server: see its port"


def test_a_wrong_password_is_told_once_and_never_shown() -> None:
    with mail_server(password=PASSWORD) as server:
        sent, waits = told(server.port, user="bot", password="hunter2")  # noqa: S106  # nobody's
        assert server.arrived == []
    assert failures(sent) == ["the server refuses the login (535)"]
    assert waits.waited == []


def test_a_server_that_knows_no_logins_is_told(server: MailServer) -> None:
    (why,) = failures(told(server.port, user="bot", password=PASSWORD)[0])
    assert why == "the server does not fit: SMTP AUTH extension not supported by server."


def test_a_server_that_knows_other_logins_alone_is_told() -> None:
    with mail_server() as server:
        server.features = ["250-AUTH GSSAPI"]
        (why,) = failures(told(server.port, user="bot", password=PASSWORD)[0])
    assert why == "the server knows no way to log in that is known here"


# Lightness ----------------------------------------------------------------------------------------


def test_nothing_is_loaded_that_speaks_to_servers_before_there_is_something_to_send() -> None:
    code = (
        "import sys, graph.sending.delivery, graph.sending.reading;"
        "print(sorted({'urllib3', 'smtplib', 'ssl'} & sys.modules.keys()))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


# Hostile text -------------------------------------------------------------------------------------

NASTY = st.text() | st.sampled_from(
    [
        "x\r\nBcc: thief@evil.example",
        "x\n\nbody",
        "\u2028Bcc: a@b.example",
        "=?utf-8?q?=0D=0ABcc:_a@b.example?=",
        "x" * 2000,
        "น้ำ " * 300,
    ]
)
HEADERS = ["From", "Subject", "To", "Date", "Message-ID", "Auto-Submitted", "MIME-Version"]


@trials(deadline=None)
@given(line=NASTY, body=NASTY, name=NASTY, about=NASTY)
def test_no_text_becomes_a_header(line: str, body: str, name: str, about: str) -> None:
    told = Notice(line=line, body=body, attachments=notice("", (name, b"\r\n.\r\n")).attachments)
    sent_at = dt.datetime(2024, 9, 30, tzinfo=dt.UTC)
    mail = Mail(about=about, to=(CHIEF,), notice=told, sent_at=sent_at, key="0" * 32)
    raw = composed(mail, SENDER)
    message = parsed(raw)
    assert message.keys() == [*HEADERS[:6], "MIME-Version", "Content-Type"]
    assert message["Subject"] == subject(mail)
    assert message["To"] == CHIEF
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) < 998
    (file,) = message.iter_attachments()
    assert file.get_payload(decode=True) == b"\r\n.\r\n"
    assert set(file.keys()) <= {
        "Content-Type",
        "Content-Transfer-Encoding",
        "Content-Disposition",
        "MIME-Version",
    }
