"""The verbs that show and tidy what the nightly job remembers."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from graph.state import hold, read
from tests.commands import run
from tests.dying import NIGHT
from tests.state_logs import FIXED, FOUND, TUESDAY, UNSEEN, log

ASSETS = Path(__file__).parent / "assets" / "state"
AS_OF = ("--as-of", "2026-11-10")


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the nightly job remembers if nobody says otherwise: four nights, one of them blind."""
    monkeypatch.chdir(tmp_path)
    with hold(Path("build", "nightly-state")) as store:
        for one in (FOUND, FIXED, UNSEEN, NIGHT):
            store.append(one)
    return Path("build", "nightly-state")


def test_nights_gaps_blind_nights_and_the_baseline_are_shown(state: Path) -> None:
    shown = run("state", "show", *AS_OF)
    assert shown.out == (ASSETS / "show.txt").read_text(encoding="utf-8")
    assert shown.code == 0


def test_the_same_is_shown_in_english_and_the_last_nights_alone(state: Path) -> None:
    shown = run("state", "show", *AS_OF, "--lang", "en", "--limit", "2")
    assert shown.out == (
        "What is remembered of the nights\n"
        "build/nightly-state · 1.0 kB · lines: 4\n"
        "nights that ran: 4 · missed: 4 · sources unreadable: 1\n"
        "last night: 2026-11-09 (days ago: 1)\n"
        "open findings: 2 of 3 that there ever were\n"
        "accepted old debt: 1 left of 2 accepted on 2026-11-02\n"
        "\n"
        "night       open  new  back  fixed  waived  rule retired\n"
        "──────────  ────  ───  ────  ─────  ──────  ────────────  "
        "───────────────────────────────────────\n"
        "2026-11-04                                                "
        "sources unreadable, findings unknown: 1\n"
        "2026-11-09     1                                          "
        "missed before it: 4\n"
        "\n"
        "… 2 earlier nights: --limit 0 shows all\n"
    )


def test_json_holds_every_night_with_its_numbers(state: Path) -> None:
    shown = json.loads(run("state", "show", *AS_OF, "--format", "json", "--limit", "1").out)
    assert shown.pop("bytes") == log(state).stat().st_size
    assert shown == {
        "schema_version": 1,
        "state": "build/nightly-state",
        "lines": 4,
        "torn_bytes": 0,
        "as_of": "2026-11-10",
        "days_since_last": 1,
        "open": 2,
        "ever": 3,
        "missed": 4,
        "unreadable": 1,
        "baseline": {"accepted_on": "2026-11-02", "accepted": 2, "left": 1},
        "nights": [
            {
                "as_of": "2026-11-02",
                "missed_before": 0,
                "numbers": {"open": 2, "orphan_budget": 1500000.5},
                "unknown": 0,
            },
            {"as_of": "2026-11-03", "missed_before": 0, "numbers": {"open": 1}, "unknown": 0},
            {"as_of": "2026-11-04", "missed_before": 0, "numbers": None, "unknown": 1},
            {"as_of": "2026-11-09", "missed_before": 4, "numbers": {"open": 1}, "unknown": 0},
        ],
    }


def test_unfinished_line_is_told_and_left_to_the_next_run(state: Path) -> None:
    with log(state).open("ab") as file:
        file.write(b'{"format"')
    before = log(state).read_bytes()
    shown = run("state", "show", *AS_OF, "--lang", "en").out
    assert "the last line is unfinished (9 bytes): a run writes it, or was killed\n" in shown
    assert log(state).read_bytes() == before
    done = run("state", "compact")
    assert "was killed while it wrote its line (9 bytes of it): it is kept in runs" in done.err


def test_compaction_shows_the_same_nights_in_fewer_lines(state: Path) -> None:
    before = json.loads(run("state", "show", *AS_OF, "--format", "json").out)
    done = run("state", "compact")
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith("compacted build/nightly-state: 1.0 kB before, ")
    after = json.loads(run("state", "show", *AS_OF, "--format", "json").out)
    assert (before.pop("lines"), after.pop("lines")) == (4, 2)
    del before["bytes"], after["bytes"]
    assert after == before


def test_baseline_is_dropped_once(state: Path) -> None:
    done = run("state", "drop-baseline")
    assert done.err == "dropped the baseline of 2026-11-02: 1 of 2 findings were left\n"
    assert read(state).memory().baseline is None
    assert "accepted old debt: none" in run("state", "show", "--lang", "en", *AS_OF).out
    again = run("state", "drop-baseline")
    assert again.code == 2
    assert "has no baseline: `policytrace nightly --baseline` takes one" in again.err


def test_job_that_has_stopped_is_seen_by_its_last_night(state: Path) -> None:
    quiet = run("state", "show", "--as-of", "2026-12-09", "--lang", "en").out
    assert "last night: 2026-11-09 (days ago: 30)\n" in quiet
    same_day = run("state", "show", "--as-of", "2026-11-09", "--lang", "en").out
    assert "last night: 2026-11-09\n" in same_day


@pytest.mark.parametrize("verb", ["show", "compact", "drop-baseline"])
def test_folder_in_which_nothing_is_remembered_is_a_sentence_and_is_not_made(
    verb: str, tmp_path: Path
) -> None:
    refused = run("state", verb, "--state", str(tmp_path / "none"))
    assert refused.code == 2
    assert "nothing is remembered in" in refused.err
    assert "--state" in refused.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("verb", ["compact", "drop-baseline"])
def test_folder_of_a_run_is_left_to_it(verb: str, state: Path) -> None:
    with hold(state):
        refused = run("state", verb)
    assert refused.code == 3
    assert "wait for its end, or end it, and try again" in refused.err


def test_folder_comes_from_the_flag_else_the_environment_else_the_settings(
    state: Path, tmp_path: Path
) -> None:
    for name, night in (("settings", FOUND), ("environment", FIXED), ("flag", UNSEEN)):
        with hold(tmp_path / name) as store:
            store.append(replace(night, accepted=None))
    (tmp_path / "pyproject.toml").write_text('[tool.policytrace]\nstate = "settings"\n')

    def last(*given: str, **env: str) -> object:
        shown = run("state", "show", *given, "--format", "json", **env)
        return json.loads(shown.out)["nights"][-1]["as_of"]

    assert last() == "2026-11-02"
    assert last(POLICYTRACE_STATE="environment") == TUESDAY.isoformat()
    assert last("--state", "flag", POLICYTRACE_STATE="environment") == "2026-11-04"


def test_language_of_the_settings_holds_for_these_verbs_too(state: Path, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.policytrace]\nlang = "en"\nformat = "csv"\n')
    assert run("state", "show", *AS_OF).out.startswith("What is remembered of the nights\n")


def test_log_that_is_damaged_is_a_sentence_with_its_place(state: Path) -> None:
    log(state).write_text("x\n" * 3)
    shown = run("state", "show")
    assert shown.code == 2
    assert "runs.jsonl:1: this line is damaged" in shown.err
