"""Webhooks: what they are told, how long they are waited for, and that no secret gets out."""

import email.utils
import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st

from graph.sending.delivery import deliver
from graph.sending.messages import Outgoing, messages_of
from graph.sending.sent import Sent
from graph.sending.settings import NightStatus, Route, Settings, Style, Webhook, When
from tests.receivers import (
    HOST,
    LINE,
    Waits,
    certificate,
    dead_port,
    notice,
    outgoing,
    silent_port,
    talking_port,
    web_server,
)

TOKEN = "SECRET-TOKEN"  # noqa: S105  # nobody's


def settings(url: str, style: Style = Style.SLACK, **more: Any) -> Settings:
    """Settings by which one webhook is told of everything."""
    hook = Webhook(**{"name": "planning", "url": url, "style": style, "timeout": 5.0, **more})
    route = Route(webhooks=("planning",))
    return Settings(webhooks={"planning": hook}, summary=route, rest=route, unassigned=route)


def told(url: str, night: Outgoing | None = None, **more: Any) -> tuple[list[Sent], list[float]]:
    """Tell one webhook of a night; return what became of it, and the waits between the tries."""
    waits = Waits()
    return deliver(settings(url, **more), night or outgoing(), waits.clock), waits.waited


def failure(sent: list[Sent]) -> str | None:
    (only,) = sent
    return only.failure


# What is said -------------------------------------------------------------------------------------


def test_slack_is_told_the_line() -> None:
    with web_server() as server:
        sent, waited = told(server.url)
    assert sent == [Sent(about="summary", receiver="webhook planning")]
    (asked,) = server.asked
    assert asked.path == "/hooks/T0/SECRET-PATH"
    assert asked.headers["Content-Type"] == "application/json"
    assert "Authorization" not in asked.headers
    assert asked.content == {"text": LINE}
    assert waited == []


def test_a_program_is_told_the_numbers_of_the_night_and_of_its_units() -> None:
    night = outgoing(
        NightStatus.TROUBLE,
        summary=notice(LINE, new=3, orphan_budget=1.5e9),
        units={"B1100": notice("ระบายน้ำ", new=1)},
        unassigned=notice("ไม่มีผู้รับ", new=2),
    )
    with web_server() as server:
        told(server.url, night, style=Style.JSON, token=TOKEN)
    whole, unit, nobody = (one.content for one in server.asked)
    assert whole == {
        "schema_version": 1,
        "as_of": "2024-09-30",
        "dataset": "default",
        "status": "trouble",
        "line": LINE,
        "numbers": {"new": 3, "orphan_budget": 1.5e9},
    }
    assert unit == {**whole, "line": "ระบายน้ำ", "numbers": {"new": 1}, "unit": "B1100"}
    assert nobody == {**whole, "line": "ไม่มีผู้รับ", "numbers": {"new": 2}, "unit": None}
    assert [one.headers["Authorization"] for one in server.asked] == [f"Bearer {TOKEN}"] * 3
    assert len({one.headers["Idempotency-Key"] for one in server.asked}) == 3


def test_a_night_that_could_not_see_has_no_numbers() -> None:
    night = outgoing(NightStatus.UNREADABLE, units={"B1": notice()}, unassigned=notice())
    with web_server() as server:
        told(server.url, night, style=Style.JSON)
    (asked,) = server.asked
    assert (asked.content["status"], asked.content["numbers"]) == ("unreadable", None)


def test_a_webhook_for_trouble_hears_nothing_on_other_nights() -> None:
    with web_server() as server:
        assert told(server.url, when=When.TROUBLE) == ([], [])
        told(server.url, outgoing(NightStatus.TROUBLE), when=When.TROUBLE)
        assert len(server.asked) == 1


@trials(deadline=None)
@given(line=st.text() | st.sampled_from(["<!channel> & <https://evil.example|here>"]))
def test_slack_sees_no_mention_and_no_link_in_any_text(line: str) -> None:
    (post,) = messages_of(outgoing(summary=notice(line)), settings("https://hooks.example"))
    text = json.loads(json.dumps(post.content))["text"]  # type: ignore[union-attr]
    assert not {"<", ">"} & set(text)
    assert text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == line


# Answers ------------------------------------------------------------------------------------------


def test_a_server_that_is_busy_is_tried_again_after_as_long_as_it_asks_for() -> None:
    with web_server((429, {"Retry-After": "7"}), (503, {}), (502, {}), (200, {})) as server:
        sent, waited = told(server.url)
    assert failure(sent) is None
    assert waited == [7, 5, 25]
    assert len({one.headers["Idempotency-Key"] for one in server.asked}) == 1


def test_a_server_that_asks_for_a_day_is_given_a_minute() -> None:
    with web_server((429, {"Retry-After": "86400"})) as server:
        assert told(server.url)[1] == [60]


@pytest.mark.parametrize(
    ("words", "seconds"),
    [("soon", 1), ("-5", 1), ("", 1), (email.utils.formatdate(0), 1), ("1" * 400, 60)],
)
def test_a_server_that_asks_for_no_sensible_time_is_tried_in_ours(
    words: str, seconds: float
) -> None:
    with web_server((503, {"Retry-After": words})) as server:
        sent, waited = told(server.url)
    assert failure(sent) is None
    assert waited == [seconds]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((500, {}), "the server answers 500 Internal Server Error"),
        ((404, {}), "the server answers 404 Not Found"),
        ((403, {}), "the server answers 403 Forbidden"),
        ((599, {}), "the server answers 599"),
    ],
)
def test_what_will_not_pass_is_told_at_once(
    answer: tuple[int, dict[str, str]], reason: str
) -> None:
    with web_server(answer) as server:
        sent, waited = told(server.url)
    assert (failure(sent), waited, len(server.asked)) == (reason, [], 1)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(status: int) -> None:
    with web_server() as other, web_server((status, {"Location": other.url})) as server:
        sent, waited = told(server.url)
        assert other.asked == []
    reason = f"the server sends elsewhere ({status}): give the address that it names itself"
    assert (failure(sent), waited) == (reason, [])


def test_what_stays_busy_is_given_up_after_three_more_tries() -> None:
    with web_server(*[(503, {})] * 9) as server:
        sent, waited = told(server.url)
        assert len(server.asked) == 4
    assert (failure(sent), waited) == ("the server answers 503 Service Unavailable", [1, 5, 25])


# Servers that are not there -----------------------------------------------------------------------


def test_a_port_at_which_nothing_listens_is_told() -> None:
    sent, waited = told(f"http://{HOST}:{dead_port()}/SECRET-PATH")
    assert (failure(sent), waited) == ("nothing listens at the server's port", [1, 5, 25])


def test_a_server_that_hangs_is_left_after_its_time() -> None:
    with silent_port() as port:
        sent, _ = told(f"http://{HOST}:{port}/SECRET-PATH", timeout=0.05)
    assert failure(sent) == "the server did not answer within 0.05 seconds"


def test_a_server_that_speaks_something_else_is_told() -> None:
    with talking_port(b"220 mail.example ESMTP\r\n") as port:
        assert failure(told(f"http://{HOST}:{port}/")[0]) == "the connection to the server broke"


def test_a_webhook_that_fails_does_not_keep_another_from_being_told() -> None:
    with web_server() as server:
        hooks = {
            name: Webhook(name=name, url=url, timeout=5.0)
            for name, url in (("dead", f"http://{HOST}:{dead_port()}/"), ("alive", server.url))
        }
        both = Settings(webhooks=hooks, summary=Route(webhooks=("dead", "alive")))
        dead, alive = deliver(both, outgoing(), Waits().clock)
    assert dead.failure is not None
    assert alive.failure is None


# TLS ----------------------------------------------------------------------------------------------


def test_certificates_are_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = certificate(tmp_path)
    with web_server(tls=own.context) as server:
        url = server.url.replace("http:", "https:")
        sent, waited = told(url)
        assert failure(sent) == ("the server's certificate does not hold: self-signed certificate")
        assert (server.asked, waited) == ([], [])
        monkeypatch.setenv("SSL_CERT_FILE", str(own.path))
        assert failure(told(url)[0]) is None


# Secrets ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [
        (200, {}),
        (500, {}),
        (302, {"Location": "/"}),
        (503, {"Retry-After": "x"}),
        (200, {"X": "\0"}),
    ],
)
def test_no_secret_gets_into_a_log_a_sentence_or_a_value(
    answer: tuple[int, Mapping[str, str]], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), web_server((answer[0], dict(answer[1]))) as server:
        known = settings(server.url, token=TOKEN)
        sent = deliver(known, outgoing(), Waits().clock)
        sent += told(f"http://{HOST}:{dead_port()}/SECRET-PATH", token=TOKEN)[0]
    whole = f"{caplog.text}{caplog.records}{sent}{list(map(str, sent))}{known}"
    assert "SECRET" not in whole
    assert "planning" in whole


def test_after_the_sending_others_may_log_again(caplog: pytest.LogCaptureFixture) -> None:
    with web_server() as server:
        told(server.url)
    logging.getLogger("urllib3.connectionpool").warning("heard")
    assert "heard" in caplog.text
