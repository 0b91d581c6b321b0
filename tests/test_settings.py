"""Settings: a flag, else the environment, else pyproject.toml, else the default (DESIGN 6)."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

import cli
from graph.settings import settings_of_verbs
from tests.builders import city, project
from tests.commands import AS_OF, run

pytestmark = pytest.mark.usefixtures("home")


def settings(text: str, folder: str = ".") -> None:
    """Write pyproject.toml with these lines in [tool.policytrace]."""
    Path(folder, "pyproject.toml").write_text(f"[tool.policytrace]\n{text}\n", encoding="utf-8")


def asked(*flags: str, **env: str) -> dict[str, Any]:
    """What a report in JSON says it was asked."""
    ran = run("report", "handoffs", *flags, **{"POLICYTRACE_FORMAT": "json", **env})
    assert ran.code == 0, ran.err
    whole: dict[str, Any] = json.loads(ran.out)
    return whole


THAI, ENGLISH = "งานส่งต่อระหว่างเขตกับสำนัก", "Handoffs between districts and bureaus"


# Which one counts ---------------------------------------------------------------------------------


def test_language() -> None:
    assert asked()["title"] == THAI
    settings('lang = "en"')
    assert asked()["title"] == ENGLISH
    assert asked(POLICYTRACE_LANG="th")["title"] == THAI
    assert asked("--lang", "en", POLICYTRACE_LANG="th")["title"] == ENGLISH


def test_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "_today", lambda: dt.date(2024, 1, 31))
    assert asked()["as_of"] == "2024-01-31"
    settings("as_of = 2024-02-01")
    assert asked()["as_of"] == "2024-02-01"
    settings('as_of = "2024-02-02"')
    assert asked()["as_of"] == "2024-02-02"
    assert asked(POLICYTRACE_AS_OF="2024-02-03")["as_of"] == "2024-02-03"
    assert asked("--as-of", "2024-02-04", POLICYTRACE_AS_OF="2024-02-03")["as_of"] == "2024-02-04"


class Evening(dt.datetime):
    """A clock that stands at eight in the evening in Greenwich: in Bangkok it is tomorrow."""

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> "Evening":
        return cls(2024, 9, 30, 20, tzinfo=dt.UTC).astimezone(tz)


def test_today_is_that_of_bangkok(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "datetime", Evening)
    assert asked()["as_of"] == "2024-10-01"


def test_fiscal_year() -> None:
    assert asked()["filters"]["fiscal_year"] is None
    settings("fiscal_year = 2566")
    assert asked()["filters"]["fiscal_year"] == 2566
    assert asked(POLICYTRACE_FISCAL_YEAR="2567")["filters"]["fiscal_year"] == 2567
    flag = asked("--fiscal-year", "2568", POLICYTRACE_FISCAL_YEAR="2567")
    assert flag["filters"]["fiscal_year"] == 2568


def test_all_tiers() -> None:
    assert asked()["filters"]["all_tiers"] is False
    settings("all_tiers = true")
    assert asked()["filters"]["all_tiers"] is True
    assert asked(POLICYTRACE_ALL_TIERS="0")["filters"]["all_tiers"] is False
    assert asked("--all-tiers", POLICYTRACE_ALL_TIERS="0")["filters"]["all_tiers"] is True


def test_format() -> None:
    assert run("report", "handoffs", *AS_OF).out.startswith(THAI)
    settings('format = "json"')
    assert run("report", "handoffs", *AS_OF).out.startswith("{")
    assert run("report", "handoffs", POLICYTRACE_FORMAT="csv").out.startswith("\ufeffkind,")
    flag = run("report", "handoffs", "--format", "md", POLICYTRACE_FORMAT="csv")
    assert flag.out.startswith("# ")


def test_limit() -> None:
    def rows(*flags: str, **env: str) -> int:
        table = run("report", "orphan-projects", *AS_OF, *flags, **env).out
        return sum(line.startswith("PRJ-0") for line in table.splitlines())

    assert rows() == 5
    settings("limit = 1")
    assert rows() == 1
    assert rows(POLICYTRACE_LIMIT="2") == 2
    assert rows("--limit", "3", POLICYTRACE_LIMIT="2") == 3
    assert rows("--limit", "0") == 5


def test_fail_on() -> None:
    assert run("report", "all").code == 0
    settings('fail_on = "error"')
    assert run("report", "all").code == 1
    assert run("report", "all", POLICYTRACE_FAIL_ON="never").code == 0
    assert run("report", "all", "--fail-on", "notice", POLICYTRACE_FAIL_ON="never").code == 1
    settings('fail_on = "warning"')
    assert run("check").code == 1
    assert run("check", POLICYTRACE_FAIL_ON="error").code == 0


def test_data(tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        city(project(f"PRJ-{name}")).write(tmp_path / name)

    def found(**env: str) -> str:
        return run("trace", "PRJ-one", **env).err

    assert "no source declares 'PRJ-one'" in found()
    settings('data = "one"')
    assert found() == ""
    assert "did you mean 'PRJ-two'" in found(POLICYTRACE_DATA="two")
    assert run("trace", "PRJ-three", "--data", "three", POLICYTRACE_DATA="two").code == 0


def test_data_in_pyproject_counts_from_the_folder_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings('data = "data"')
    (tmp_path / "deep" / "er").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "deep" / "er")
    assert run("check").code == 0


def test_nearest_pyproject_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings('lang = "en"')
    deep = tmp_path / "deep"
    deep.mkdir()
    settings('lang = "th"\ndata = "../data"', str(deep))
    monkeypatch.chdir(deep)
    assert asked()["title"] == THAI


def test_pyproject_that_says_nothing_of_policytrace_is_no_mistake() -> None:
    Path("pyproject.toml").write_text('[project]\nname = "other"\n', encoding="utf-8")
    assert run("check").code == 0


def test_settings_of_one_verb_do_not_trouble_another() -> None:
    settings('format = "json"\nlimit = 3\nlang = "en"')
    assert run("check").code == 0
    assert run("trace", "PRJ-01").code == 0


def test_word_that_only_another_verb_knows_is_left_out_and_one_that_none_knows_is_not() -> None:
    choices = {"report": {"format": ("csv", "md")}, "trace": {"format": ("md", "dot")}}
    both = {"limit": 3, "format": "md", "selectors": {"drains": "owner:B1100"}}
    assert settings_of_verbs(both, choices) == {"report": both, "trace": both}
    one, none = {"limit": 3, "format": "dot"}, {"format": "docx"}
    assert settings_of_verbs(one, choices) == {"report": {"limit": 3}, "trace": one}
    assert settings_of_verbs(none, choices) == {"report": none, "trace": none}


# What is no setting -------------------------------------------------------------------------------


def refused(*flags: str, **env: str) -> str:
    ran = run("report", "all", *flags, **env)
    assert (ran.code, ran.out) == (2, "")
    assert "Error: " in ran.err
    return ran.err


def test_unknown_setting_is_named_with_what_may_be_meant() -> None:
    settings('formt = "json"')
    assert refused().endswith("has no setting 'formt'; did you mean 'format'?\n")
    assert "pyproject.toml: [tool.policytrace]" in refused()


def test_setting_unlike_any_other_is_answered_with_what_there_is() -> None:
    settings('language = "en"')
    assert "lang" in refused().replace("'language'", "")


@pytest.mark.parametrize(
    "line",
    [
        'lang = "de"',
        "lang = 5",
        'format = "pdf"',
        'fail_on = "always"',
        'limit = "many"',
        "limit = -1",
        "fiscal_year = 2024",
        'all_tiers = "perhaps"',
        'as_of = "yesterday"',
        'as_of = "2567-09-30"',
        "as_of = 2567-09-30",
        "as_of = 2024",
        'data = ["data"]',
        "data = 5",
        'data = "nowhere"',
    ],
)
def test_value_that_does_not_fit_is_refused_in_a_sentence(line: str) -> None:
    settings(line)
    assert "Traceback" not in refused()


@pytest.mark.parametrize("text", ["[tool]\npolicytrace = 3\n", "tool = 3\n", "[tool.policytrace\n"])
def test_pyproject_that_cannot_be_understood_is_named(text: str) -> None:
    Path("pyproject.toml").write_text(text, encoding="utf-8")
    assert "pyproject.toml" in refused()


def test_pyproject_that_is_not_text_is_named() -> None:
    Path("pyproject.toml").write_bytes(b"\xff\xfe[\x00")
    assert "pyproject.toml" in refused()


def test_time_of_day_in_pyproject_is_refused_or_left_out() -> None:
    settings("as_of = 2024-09-30T10:00:00")
    ran = run("report", "handoffs", "--format", "json")
    assert ran.code == 2 or json.loads(ran.out)["as_of"] == "2024-09-30"


@pytest.mark.parametrize(
    "env",
    [
        {"POLICYTRACE_LANG": "de"},
        {"POLICYTRACE_FORMAT": "pdf"},
        {"POLICYTRACE_AS_OF": "2567-09-30"},
        {"POLICYTRACE_FISCAL_YEAR": "2024"},
        {"POLICYTRACE_FAIL_ON": "always"},
        {"POLICYTRACE_LIMIT": "many"},
        {"POLICYTRACE_ALL_TIERS": "perhaps"},
    ],
    ids=lambda env: next(iter(env)),
)
def test_value_in_the_environment_that_does_not_fit_is_refused(env: dict[str, str]) -> None:
    refused(**env)
