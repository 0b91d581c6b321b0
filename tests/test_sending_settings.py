"""The file that `--notify` names: what it may say, and what is said of each mistake."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st

from graph import app
from graph.errors import UsageError
from graph.model.entities import Unit
from graph.sending.reading import _Reader, read_settings
from graph.sending.settings import Route, Security, Sender, Settings, Smtp, Style, Webhook, When

UNITS = ("B1100", "D5001")
EXAMPLE = Path(__file__).parent.parent / "deploy" / "notify.example.toml"
SECRETS = {"MAIL": "SECRET-1", "HOOK": "https://hooks.example/SECRET-2", "TOKEN": "SECRET-3"}
NOT_HERE = "does not belong into this file: put it elsewhere, and write"
SMTP = '[smtp]\nhost = "mail.example"\nfrom = "bot@city.example"\n'
SUMMARY = '[summary]\nto = ["chief@city.example"]\n'
HOOK = '[[webhook]]\nname = "planning"\nurl_env = "HOOK"\n'


def read(folder: Path, text: str, **environ: str) -> Settings:
    path = folder / "notify.toml"
    path.write_text(text, encoding="utf-8")
    return read_settings(path, UNITS, {**SECRETS, **environ})


def problems(folder: Path, text: str, **environ: str) -> list[str]:
    """The lines that are said of a file, without its folder."""
    with pytest.raises(UsageError) as raised:
        read(folder, text, **environ)
    lines = str(raised.value).splitlines()
    assert all(one.startswith(f"{folder}/notify.toml") for one in lines)
    assert "SECRET" not in str(raised.value)
    return [one.removeprefix(f"{folder}/notify.toml").removeprefix(": ") for one in lines]


# What it may say ----------------------------------------------------------------------------------


def test_a_whole_file(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("SECRET-4\nsecond line\n", encoding="utf-8")
    settings = read(
        tmp_path,
        """
        [smtp]
        host = "mail.city.example"
        port = 2525
        security = "tls"
        user = "bot"
        password_file = "password"
        from = "กรุงเทพมหานคร <bot@city.example>"
        timeout = 12.5

        [[webhook]]
        name = "planning"
        style = "json"
        when = "news"
        url_env = "HOOK"
        token_env = "TOKEN"
        timeout = 3

        [summary]
        to = ["chief@city.example", "plan@city.example", "chief@city.example"]
        webhooks = ["planning"]

        [units.B1100]
        to = ["drains@city.example"]

        [units.D5001]

        [units."*"]
        webhooks = ["planning"]

        [unassigned]
        to = ["plan@city.example"]
        """,
    )
    assert settings == Settings(
        smtp=Smtp(
            host="mail.city.example",
            sender=Sender(address="bot@city.example", name="กรุงเทพมหานคร"),
            port=2525,
            security=Security.TLS,
            user="bot",
            password="SECRET-4",  # noqa: S106  # nobody's
            timeout=12.5,
        ),
        webhooks={
            "planning": Webhook(
                name="planning",
                url="https://hooks.example/SECRET-2",
                style=Style.JSON,
                when=When.NEWS,
                token="SECRET-3",  # noqa: S106  # nobody's
                timeout=3,
            )
        },
        summary=Route(to=("chief@city.example", "plan@city.example"), webhooks=("planning",)),
        units={"B1100": Route(to=("drains@city.example",)), "D5001": Route()},
        rest=Route(webhooks=("planning",)),
        unassigned=Route(to=("plan@city.example",)),
    )
    assert "SECRET" not in repr(settings)


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_each_kind_of_server_is_looked_for_at_its_own_port(
    security: str, port: int, tmp_path: Path
) -> None:
    smtp = read(tmp_path, f'{SMTP}security = "{security}"\n{SUMMARY}').smtp
    assert smtp is not None
    assert (smtp.security, smtp.port, smtp.user) == (security, port, None)


def test_a_mail_server_is_spoken_to_by_starttls_where_nothing_else_is_said(tmp_path: Path) -> None:
    smtp = read(tmp_path, f"{SMTP}{SUMMARY}").smtp
    assert smtp is not None
    assert (smtp.security, smtp.port) == (Security.STARTTLS, 587)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]"])
def test_plain_http_is_for_this_machine(host: str, tmp_path: Path) -> None:
    text = f'{HOOK}[summary]\nwebhooks = ["planning"]\n'
    url = f"http://{host}:8080/x"
    assert read(tmp_path, text, HOOK=url).webhooks["planning"].url == url


def test_units_are_not_looked_for_while_nobody_knows_them(tmp_path: Path) -> None:
    path = tmp_path / "notify.toml"
    path.write_text(f'{SMTP}[units.B9]\nto = ["b9@city.example"]\n')
    assert list(read_settings(path, None, {}).units) == ["B9"]


def test_the_example_is_sound_and_names_units_of_the_shipped_data() -> None:
    ids = [one.id for one in app.open_graph("data").all(Unit)]
    url = "https://hooks.example.org/x"
    names = {"POLICYTRACE_SMTP_PASSWORD": "x", "POLICYTRACE_SLACK_URL": url}
    settings = read_settings(
        EXAMPLE, ids, {**names, "POLICYTRACE_BOARD_URL": url, "POLICYTRACE_BOARD_TOKEN": "x"}
    )
    assert settings.smtp is not None
    assert {one.style for one in settings.webhooks.values()} == set(Style)
    assert settings.units


# What is said of a mistake ------------------------------------------------------------------------


def test_everything_that_is_amiss_is_said_at_once(tmp_path: Path) -> None:
    text = """
    [smtp]
    hsot = "mail.example"
    port = "25"
    from = "nobody"
    password = "SECRET-5"
    user = "bot"

    [[webhook]]
    name = "planning"
    url = "https://hooks.example/SECRET-6"
    style = "slak"

    [sumary]

    [units.B1110]
    to = ["x@city.example", "no address"]
    webhooks = ["planing"]
    """
    assert problems(tmp_path, text) == [
        f'[[webhook]] 1 url {NOT_HERE} url_env = "VARIABLE" or url_file = "PATH"',
        "[[webhook]] 1 style must be one of slack, json; did you mean 'slack'?",
        "[units.B1110]: no unit with this id is told anything; did you mean 'B1100'?",
        "[units.B1110] to: 'no address' is no mail address such as name@example.org",
        "[units.B1110] webhooks: no [[webhook]] has the name 'planing'; did you mean 'planning'?",
        '[smtp] host is missing: write host = "mail.example.org"',
        f'[smtp] password {NOT_HERE} password_env = "VARIABLE" or password_file = "PATH"',
        "[smtp] port must be a whole number above 0, up to 65535",
        "[smtp] from must be name@example.org, or Words <name@example.org>",
        "[smtp]: there is no 'hsot' here; did you mean 'host'?",
        "there is no 'sumary' here; did you mean 'summary'?",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "nobody is told: name in [summary] or [units.ID] whom to tell"),
        (SMTP, "nobody is told: name in [summary] or [units.ID] whom to tell"),
        (SUMMARY, "[summary] to: there is no [smtp] that could take a mail"),
        (f"smtp = 3\n{SUMMARY}", "[smtp] must be a table"),
        ("summary = []", "[summary] must be a table"),
        ("units = 1", "[units] must be a table"),
        ("[units]\nB1100 = 1", "[units.B1100] must be a table"),
        ("[webhook]\nname = 'x'", "webhook must stand in two brackets: [[webhook]]"),
        ("webhook = [1]", "[[webhook]] 1 must be a table"),
        (f"{SMTP}[summary]\nto = 'x@y.z'", '[summary] to must be a list of texts: ["…", "…"]'),
        (f"{SMTP}[summary]\nto = [1]", '[summary] to must be a list of texts: ["…", "…"]'),
        (
            f"{SMTP}port = true\n{SUMMARY}",
            "[smtp] port must be a whole number above 0, up to 65535",
        ),
        (f"{SMTP}port = 0\n{SUMMARY}", "[smtp] port must be a whole number above 0, up to 65535"),
        (f"{SMTP}timeout = inf\n{SUMMARY}", "[smtp] timeout must be a number above 0, up to 300"),
        (f"{SMTP}timeout = nan\n{SUMMARY}", "[smtp] timeout must be a number above 0, up to 300"),
        (
            f'{SMTP}security = "ssl"\n{SUMMARY}',
            "[smtp] security must be one of starttls, tls, none",
        ),
        (f"{SMTP}security = []\n{SUMMARY}", "[smtp] security must be one of starttls, tls, none"),
        (
            f'{SMTP}user = "bot"\n{SUMMARY}',
            "[smtp] user has no password: name one by password_env or password_file",
        ),
        (
            f'{SMTP}password_env = "MAIL"\n{SUMMARY}',
            "[smtp] user is missing, though there is a password",
        ),
        (
            f'{SMTP}user = "bot"\npassword_env = "MAIL"\nsecurity = "none"\n{SUMMARY}',
            '[smtp] security is "none", which lets others read the password: take "starttls"',
        ),
        (
            f'{SMTP}user = "ก"\npassword_env = "MAIL"\n{SUMMARY}',
            "[smtp] user must be in ASCII: mail servers know no other logins",
        ),
    ],
)
def test_one_mistake(text: str, said: str, tmp_path: Path) -> None:
    assert said in problems(tmp_path, text)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            'password_env = "NONE"',
            "password_env: the variable that it names is not set, or is empty",
        ),
        (
            'password_env = "SECRET-7"',
            "password_env: the variable that it names is not set, or is empty",
        ),
        ("password_env = 7", "password_env must be a text on one line, in quotes"),
        (
            'password_file = "SECRET-8"',
            "password_file: the file that it names cannot be read: No such file or directory",
        ),
        (
            'password_file = "."',
            "password_file: the file that it names cannot be read: Is a directory",
        ),
        (
            'password_file = "empty"',
            "password_file: the file that it names has nothing in its first line",
        ),
        (
            'password_file = "binary"',
            "password_file: the file that it names cannot be read: it is not UTF-8 text",
        ),
        (
            'password_env = "MAIL"\npassword_file = "empty"',
            "password_env stands beside password_file: leave one of them out",
        ),
        (
            'password_env = "THAI"',
            "password_env: what it leads to holds characters other than ASCII's printable",
        ),
        (
            'password_env = "LINES"',
            "password_env: what it leads to holds characters other than ASCII's printable",
        ),
    ],
)
def test_a_secret_that_is_not_to_be_had(lines: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "empty").write_text("\n", encoding="utf-8")
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    text = f'{SMTP}user = "bot"\n{lines}\n{SUMMARY}'
    assert problems(tmp_path, text, THAI="ลับSECRET", LINES="SECRET\r\nX: y") == [f"[smtp] {said}"]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (
            "http://hooks.example/SECRET",
            "the address that it leads to begins with http://, which anyone could read: take https://",
        ),
        (
            "https://bot:SECRET@hooks.example/",
            "the address that it leads to holds a user: give a token by token_env instead",
        ),
        ("ftp://hooks.example/SECRET", "what it leads to is no address such as https://HOST/PATH"),
        ("SECRET", "what it leads to is no address such as https://HOST/PATH"),
        ("https:///SECRET", "what it leads to is no address such as https://HOST/PATH"),
        (
            "https://hooks.example:port/SECRET",
            "what it leads to is no address such as https://HOST/PATH",
        ),
        ("https://[SECRET/", "what it leads to is no address such as https://HOST/PATH"),
        (
            "https://hooks.example/SEC RET-SECRET",
            "what it leads to is no address such as https://HOST/PATH",
        ),
    ],
)
def test_an_address_that_will_not_do(url: str, said: str, tmp_path: Path) -> None:
    text = f'{HOOK}[summary]\nwebhooks = ["planning"]\n'
    assert problems(tmp_path, text, HOOK=url) == [f"[[webhook]] 1 url_env: {said}"]


def test_two_webhooks_of_one_name(tmp_path: Path) -> None:
    text = f'{HOOK}{HOOK}[summary]\nwebhooks = ["planning"]\n'
    assert problems(tmp_path, text) == [
        "[[webhook]] 2 name: 'planning' is the name of another one too"
    ]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "x",
        "x@",
        "@y.z",
        "a b@y.z",
        "x@y.z\nBcc: t@e.x",
        "x@y..z",
        "x@-y.z",
        "ก@y.z",
        "x@y.z, t@e.x",
        "=?utf-8?q?a?=@y.z",
        "<x@y.z>",
        f"{'x' * 255}@y.z",
    ],
)
def test_what_is_no_address(address: str, tmp_path: Path) -> None:
    text = f"{SMTP}[summary]\nto = [{address!r}]".replace("'", '"')
    (said,) = problems(tmp_path, text)
    assert said.startswith("[summary] to: ")
    assert said.endswith(" is no mail address such as name@example.org")


def test_a_file_that_is_no_toml(tmp_path: Path) -> None:
    (said,) = problems(tmp_path, "[smtp\npassword = 'SECRET'")
    assert said.startswith(" is not TOML: ")


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"absent\.toml cannot be read: No such file"):
        read_settings(tmp_path / "absent.toml", UNITS, {})
    path = tmp_path / "notify.toml"
    path.write_bytes(b"\xff")
    with pytest.raises(UsageError, match=r"notify\.toml cannot be read: it is not UTF-8 text"):
        read_settings(path, UNITS, {})


# Anything -----------------------------------------------------------------------------------------

KEYS = [
    "smtp",
    "webhook",
    "summary",
    "units",
    "unassigned",
    "host",
    "port",
    "security",
    "user",
    "from",
    "timeout",
    "name",
    "style",
    "when",
    "to",
    "webhooks",
    "B1100",
    "*",
    "password",
    "password_env",
    "password_file",
    "url",
    "url_env",
    "url_file",
    "token",
    "token_env",
]
WORDS = ("starttls", "json", "news", "x@y.example", "planning", "HOOK", "MAIL", "TOKEN", "25")
VALUES = st.recursive(
    st.sampled_from(WORDS) | st.text() | st.booleans() | st.integers() | st.floats() | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=3), inner, max_size=6)
    ),
    max_leaves=40,
)


@trials(deadline=None)
@given(table=st.dictionaries(st.sampled_from(KEYS[:5]) | st.text(max_size=3), VALUES))
def test_whatever_a_file_holds_is_taken_or_told_line_by_line(table: dict[str, object]) -> None:
    reader = _Reader(Path("notify.toml"), table, SECRETS)
    settings = reader.settings(UNITS)
    assert all(one.isprintable() and one.startswith("notify.toml: ") for one in reader.problems)
    assert "SECRET" not in f"{settings}{reader.problems}"
    has_someone = settings.summary.to or settings.summary.webhooks
    assert has_someone or settings.units or settings.rest != Route() or reader.problems
