"""What is remembered from night to night: lines that are added, and read for ever."""

import datetime as dt
import json
import shutil
import stat
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.app import ask, open_graph
from graph.errors import UsageError
from graph.reports.nightly.memory import BaselineDropped, Ending, Memory, NightRecord, PastNight
from graph.reports.nightly.night import Status
from graph.reports.nightly.telling import night
from graph.reports.registry import REPORTS
from graph.reports.result import Parameters
from graph.state import hold, lines, read
from tests import naive_nights
from tests.commands import ROOT
from tests.dying import NIGHT, SUBJECT
from tests.naive_nights import Event, Ran
from tests.run_histories import as_record, events_in_order
from tests.state_logs import (
    FIXED,
    MONDAY,
    RECORDS,
    TUESDAY,
    UNSEEN,
    WEDNESDAY,
    log,
    names,
    remember,
)

ASSETS = Path(__file__).parent / "assets" / "state"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that remembers three nights."""
    return remember(tmp_path / "state")


# --- Kept and read --------------------------------------------------------------------------------


def test_what_is_added_is_read_again_as_it_was(folder: Path) -> None:
    assert read(folder).records == RECORDS
    with hold(folder) as store:
        assert store.records == RECORDS
        assert store.notes == ()


def test_folder_is_made_where_there_is_none_and_remembers_nothing(tmp_path: Path) -> None:
    with hold(tmp_path / "a" / "b") as store:
        assert store.memory() == Memory()
    assert read(tmp_path / "never").memory() == Memory()
    assert not (tmp_path / "never").exists()


def test_each_run_is_a_line_that_holds_only_what_differs(folder: Path) -> None:
    told = [json.loads(one) for one in log(folder).read_text(encoding="utf-8").splitlines()]
    assert [one["kind"] for one in told] == ["night", "baseline-dropped", "night", "night"]
    del told[2]["crc32"]
    assert told[2] == {
        "format": 1,
        "kind": "night",
        "as_of": "2026-11-03",
        "dataset": "default",
        "numbers": {"open": 1},
        "closed": {"OWN301:P1": "fixed"},
        "codes": ["OWN301", "TRC201"],
    }


def test_same_runs_make_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    assert log(remember(tmp_path / "other")).read_bytes() == log(folder).read_bytes()


def test_line_is_added_and_those_before_it_stay_as_they_are(folder: Path) -> None:
    before = log(folder).read_bytes()
    with hold(folder) as store:
        store.append(NIGHT)
    assert log(folder).read_bytes().startswith(before)


def test_night_of_the_shipped_data_is_remembered_as_it_was_told(tmp_path: Path) -> None:
    graph = open_graph(ROOT / "data")
    results = ask(graph, list(REPORTS), Parameters(as_of=dt.date(2024, 9, 30), all_tiers=True))
    _, record = night(graph, results, Memory(), accepts=True, commit="0123abc")
    with hold(tmp_path) as store:
        store.append(record)
    assert read(tmp_path).records == (record,)
    again, _ = night(graph, results, read(tmp_path).memory(before=record.as_of))
    assert len(again.of(Status.NEW)) == len(again.findings) == len(record.opened) > 400
    assert all(one.in_baseline for one in again.findings)


@settings(deadline=None)
@given(events_in_order(), st.data())
def test_any_history_is_remembered_whenever_it_is_compacted_or_read_again(
    events: list[Event], data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder:
        for position, event in enumerate(events):
            with hold(Path(folder)) as store:
                before = Memory()
                if isinstance(event, Ran):
                    before = store.memory(event.day)
                    assert before == naive_nights.memory(events[:position], event.day)
                store.append(as_record(before, event))
                now = naive_nights.memory(events[: position + 1])
                assert store.memory() == now
                if data.draw(st.booleans(), label="is compacted"):
                    store.compact()
                    assert store.memory() == now
            assert read(Path(folder)).memory() == now


# --- The order of nights --------------------------------------------------------------------------


def test_night_before_the_last_is_refused_and_nothing_is_written(folder: Path) -> None:
    before = log(folder).read_bytes()
    with hold(folder) as store:
        store.refuse_unless_next(WEDNESDAY, "default")
        with pytest.raises(UsageError, match=r"is 2026-11-04, and history is not rewritten: run"):
            store.append(replace(FIXED, as_of=TUESDAY))
    assert log(folder).read_bytes() == before


def test_night_of_other_sources_is_refused(folder: Path) -> None:
    with hold(folder) as store, pytest.raises(UsageError, match=r"the data set 'default', not 'x'"):
        store.refuse_unless_next(NIGHT.as_of, "x")


def test_night_that_was_a_mistake_can_be_deleted_by_hand(folder: Path) -> None:
    with hold(folder) as store:
        store.append(replace(NIGHT, as_of=dt.date(2062, 1, 1)))
        store.compact()
    kept = log(folder).read_bytes().splitlines(keepends=True)[:-1]
    log(folder).write_bytes(b"".join(kept))
    with hold(folder) as store:
        assert store.memory().last == PastNight(WEDNESDAY, None, 1)
        with pytest.raises(UsageError, match=r"is 2026-11-04, and .* run a later day"):
            store.refuse_unless_next(WEDNESDAY, "default")
        memory = store.memory()
        store.append(BaselineDropped(as_of=NIGHT.as_of))
        store.compact()
        assert store.memory() == memory
        store.append(NIGHT)


# --- Compaction -----------------------------------------------------------------------------------


def test_compacted_log_is_a_snapshot_and_the_lines_of_the_last_day(folder: Path) -> None:
    with hold(folder) as store:
        store.append(replace(UNSEEN, unknown=frozenset()))
        before = store.memory()
        last = log(folder).read_bytes().splitlines()[-2:]
        store.compact()
        assert store.memory() == read(folder).memory() == before
        assert store.records == (*RECORDS[-1:], replace(UNSEEN, unknown=frozenset()))
    written = log(folder).read_bytes().splitlines()
    assert written[1:] == last
    assert json.loads(written[0])["kind"] == "snapshot"
    assert names(folder) == {"runs.jsonl", "lock"}


def test_compacting_again_changes_no_byte(folder: Path) -> None:
    with hold(folder) as store:
        store.compact()
        once = log(folder).read_bytes()
        store.compact()
    assert log(folder).read_bytes() == once


def test_empty_log_stays_empty_when_compacted(tmp_path: Path) -> None:
    with hold(tmp_path) as store:
        store.compact()
    assert names(tmp_path) == {"lock"}


def test_compaction_keeps_what_a_later_program_wrote_beside_what_is_known(tmp_path: Path) -> None:
    later = {"kind": "night", "as_of": "2026-11-02", "dataset": "default", "numbers": {"open": 0}}
    log(tmp_path).write_bytes(
        lines.written({**later, "wind": "NE"})
        + lines.written({**later, "as_of": "2026-11-03", "wind": "SW"})
    )
    for _ in range(2):
        with hold(tmp_path) as store:
            store.compact()
            store.append(replace(FIXED, as_of=store.records[-1].as_of + dt.timedelta(days=1)))
            store.compact()
    snapshot = json.loads(log(tmp_path).read_bytes().splitlines()[0])
    assert [one.get("wind") for one in snapshot["nights"]] == ["NE", "SW", None]


def test_compaction_keeps_who_may_read_the_log(folder: Path) -> None:
    log(folder).chmod(0o640)
    with hold(folder) as store:
        store.compact()
    assert stat.S_IMODE(log(folder).stat().st_mode) == 0o640


# --- Formats --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["format-1", "format-1-compacted"])
def test_log_of_the_first_format_is_read_for_ever(name: str, tmp_path: Path) -> None:
    shutil.copy(ASSETS / f"{name}.jsonl", log(tmp_path))
    memory = read(tmp_path).memory()
    assert [one.as_of for one in memory.nights] == [MONDAY, TUESDAY, WEDNESDAY]
    assert memory.nights[0].numbers == {"open": 2, "orphan_budget": 1500000.5}
    assert memory.nights[2] == PastNight(WEDNESDAY, None, 1)
    assert {one: known.is_open for one, known in memory.known.items()} == {
        "TRC201:PRJ-1": True,
        "OWN301:P1": False,
    }
    assert memory.known["OWN301:P1"].ending == Ending.FIXED
    assert memory.known["TRC201:PRJ-1"].subject == SUBJECT
    assert memory.codes == {"OWN301", "TRC201"}
    assert memory.baseline is None


def test_first_format_is_what_is_written_today(folder: Path) -> None:
    assert log(folder).read_bytes() == (ASSETS / "format-1.jsonl").read_bytes()
    with hold(folder) as store:
        store.compact()
    assert log(folder).read_bytes() == (ASSETS / "format-1-compacted.jsonl").read_bytes()


def test_line_of_an_older_format_is_upgraded_step_by_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dated(body: lines.Body) -> lines.Body:
        rest = {key: value for key, value in body.items() if key != "day"}
        return {**rest, "as_of": body["day"]}

    def named(body: lines.Body) -> lines.Body:
        return {**body, "dataset": "default"}

    monkeypatch.setattr(lines, "FORMAT", 7)
    old = lines.written({"kind": "night", "day": "2026-11-02", "numbers": None})
    monkeypatch.setattr(lines, "FORMAT", 9)
    monkeypatch.setattr(lines, "STEPS", {7: dated, 8: named})
    log(tmp_path).write_bytes(old)
    with hold(tmp_path) as store:
        assert store.records == (NightRecord(as_of=MONDAY, numbers=None),)
        store.append(FIXED)
        store.compact()
    first, _ = log(tmp_path).read_bytes().splitlines()
    assert json.loads(first)["format"] == 9
    assert [one.as_of for one in read(tmp_path).memory().nights] == [MONDAY, TUESDAY]


def test_line_of_a_newer_format_is_refused(folder: Path) -> None:
    newer = lines.written({"format": 2, "kind": "week"})
    log(folder).write_bytes(log(folder).read_bytes() + newer)
    with pytest.raises(UsageError, match=r"runs\.jsonl:5: this line is of format 2.*: upgrade"):
        read(folder)


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "week"},
        {"kind": "night"},
        {"kind": "night", "as_of": "2026-11-02", "dataset": "d", "numbers": []},
        {"kind": "night", "as_of": "2026-11-02", "dataset": "d", "numbers": {}, "closed": {"a": 1}},
        {"kind": "snapshot", "nights": [{}], "known": {}, "baseline": None, "codes": []},
    ],
)
def test_whole_line_that_says_what_is_not_known_is_refused(
    tmp_path: Path, body: dict[str, Any]
) -> None:
    log(tmp_path).write_bytes(lines.written(body))
    with pytest.raises(UsageError, match=r"runs\.jsonl:1: this line is whole, but.* upgrade"):
        read(tmp_path)
