"""The life of findings from night to night: what is new, still there, ended and back."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given

from graph.reports.nightly import lifecycle
from graph.reports.nightly.memory import (
    BaselineDropped,
    Ending,
    Memory,
    NightRecord,
    PastNight,
    Record,
    Subject,
)
from tests import naive_nights
from tests.naive_nights import Event, Ran
from tests.run_histories import FIRST, IDS, as_record, as_records, events_in_order

MONDAY = dt.date(2026, 11, 2)
CODES = frozenset(["TRC201", "OWN301"])
A, B, OWN = "TRC201:PRJ-A", "TRC201:PRJ-B", "OWN301:P1"


def day(number: int) -> dt.date:
    """The day that is so many after the first."""
    return MONDAY + dt.timedelta(days=number)


def subject(title: str = "โครงการ") -> Subject:
    return Subject(title_th=title, title_en="Project", units=("B1",))


def found(*ids: str) -> dict[str, Subject]:
    return {one: subject() for one in ids}


class History:
    """Nights one after the other, each written down as the job does."""

    def __init__(self) -> None:
        self.records: list[Record] = []

    def night(
        self,
        number: int,
        *ids: str,
        waived: Iterable[str] = (),
        codes: frozenset[str] = CODES,
        accepts: bool = False,
    ) -> NightRecord:
        before = lifecycle.before(self.records, day(number))
        record = lifecycle.seen(before, day(number), found(*ids), set(waived), {}, codes)
        record = replace(record, accepted=frozenset(ids) if accepts else None)
        self.records.append(record)
        return record

    def broken(self, number: int, *readable: str) -> NightRecord:
        before = lifecycle.before(self.records, day(number))
        record = lifecycle.unseen(before, day(number), frozenset(readable))
        self.records.append(record)
        return record

    def drop_baseline(self) -> None:
        self.records.append(BaselineDropped(as_of=MONDAY))

    @property
    def memory(self) -> Memory:
        return lifecycle.replayed(self.records)

    @property
    def left(self) -> frozenset[str]:
        assert self.memory.baseline is not None
        return self.memory.baseline.left


def test_on_the_first_night_everything_is_new() -> None:
    nights = History()
    record = nights.night(0, A, B)
    assert record.opened.keys() == {A, B}
    assert record.numbers == {
        "open": 2,
        "new": 2,
        "reopened": 0,
        "fixed": 0,
        "waived": 0,
        "retired": 0,
    }
    assert nights.memory.known[A].first_seen == nights.memory.known[A].since == MONDAY


def test_what_is_still_there_adds_nothing_to_the_log() -> None:
    nights = History()
    nights.night(0, A)
    record = nights.night(1, A)
    assert (record.opened, record.closed) == ({}, {})
    assert nights.memory.known[A].since == MONDAY


def test_what_is_no_longer_found_is_fixed_and_its_last_night_is_known() -> None:
    nights = History()
    nights.night(0, A)
    nights.night(1, A)
    assert nights.night(2).closed == {A: Ending.FIXED}
    known = nights.memory.known[A]
    assert (known.closed_on, known.last_seen, known.is_open) == (day(2), day(1), False)


def test_what_comes_back_is_counted_and_keeps_its_first_day() -> None:
    nights = History()
    nights.night(0, A)
    nights.night(1)
    record = nights.night(2, A)
    assert record.numbers is not None
    assert (record.numbers["new"], record.numbers["reopened"]) == (0, 1)
    known = nights.memory.known[A]
    assert (known.first_seen, known.since, known.reopened) == (MONDAY, day(2), 1)
    assert (known.closed_on, known.ending) == (None, None)


def test_what_someone_accepts_is_waived_and_not_fixed() -> None:
    nights = History()
    nights.night(0, A, B)
    assert nights.night(1, waived=[A]).closed == {A: Ending.WAIVED, B: Ending.FIXED}


def test_what_only_a_retired_rule_found_is_not_fixed() -> None:
    nights = History()
    nights.night(0, A, OWN)
    record = nights.night(1, A, codes=frozenset(["TRC201"]))
    assert record.closed == {OWN: Ending.RETIRED}
    assert nights.memory.codes == {"TRC201"}


def test_memory_says_which_rules_the_last_good_night_knew() -> None:
    nights = History()
    nights.night(0, A, codes=frozenset(["TRC201"]))
    nights.broken(1)
    assert nights.memory.codes == {"TRC201"}
    nights.night(2, A, OWN)
    assert nights.memory.codes == CODES


def test_days_on_which_nothing_ran_end_nothing() -> None:
    nights = History()
    nights.night(0, A)
    nights.night(5, A)
    nights.night(9)
    known = nights.memory.known[A]
    assert (known.since, known.last_seen, known.closed_on) == (MONDAY, day(5), day(9))
    assert [one.as_of for one in nights.memory.nights] == [MONDAY, day(5), day(9)]


def test_night_that_cannot_read_ends_nothing_and_says_of_how_much_it_knows_nothing() -> None:
    nights = History()
    nights.night(0, A, B)
    assert nights.broken(1, "PRJ-A").unknown == {B}
    assert nights.memory.open().keys() == {A, B}
    assert nights.memory.last == PastNight(day(1), None, 1)
    assert nights.memory.last_good == nights.memory.nights[0]


def test_what_ended_about_a_broken_night_was_last_seen_before_it() -> None:
    nights = History()
    nights.night(0, A)
    nights.broken(1)
    nights.night(2)
    assert nights.memory.known[A].last_seen == MONDAY


def test_night_run_again_replaces_what_it_said() -> None:
    nights = History()
    nights.night(0, A)
    nights.night(1)
    assert nights.night(1, A).opened == {}  # As compared with the same night before.
    known = nights.memory.known[A]
    assert (known.is_open, known.since, known.reopened) == (True, MONDAY, 0)
    assert len(nights.memory.nights) == 2


def test_broken_run_does_not_replace_a_good_one_of_its_day() -> None:
    nights = History()
    nights.night(0, A)
    nights.broken(0)
    assert nights.memory.last_good == nights.memory.last
    nights.broken(1)
    nights.night(1, A, B)
    assert nights.memory.nights[-1].numbers is not None


def test_baseline_shrinks_when_debt_is_paid_and_never_grows() -> None:
    nights = History()
    nights.night(0, A, B, accepts=True)
    nights.night(1, A)
    assert nights.left == {A}
    nights.night(2, A, B, OWN)
    assert nights.left == {A}


def test_baseline_loses_nothing_on_a_broken_night_or_a_gap() -> None:
    nights = History()
    nights.night(0, A, B, accepts=True)
    nights.broken(1)
    nights.night(7, A, B)
    assert nights.left == {A, B}


def test_baseline_taken_again_is_what_stands_then() -> None:
    nights = History()
    nights.night(0, A, accepts=True)
    nights.night(1, B, OWN, accepts=True)
    assert nights.memory.baseline is not None
    assert (nights.memory.baseline.accepted_on, nights.memory.baseline.accepted) == (day(1), 2)
    assert nights.left == {B, OWN}


def test_baseline_that_is_dropped_is_gone_until_another_is_taken() -> None:
    nights = History()
    nights.night(0, A, accepts=True)
    nights.drop_baseline()
    assert nights.memory.baseline is None
    nights.night(1, A)
    assert nights.memory.baseline is None
    nights.night(2, A, accepts=True)
    assert nights.left == {A}


def test_run_of_the_same_day_sees_the_baseline_as_the_one_before_it_did() -> None:
    nights = History()
    nights.night(0, A, B, accepts=True)
    before = lifecycle.before(nights.records, day(1))
    nights.night(1, A)
    assert lifecycle.before(nights.records, day(1)) == before
    nights.night(1, A, B)
    assert nights.left == {A, B}


def test_what_is_mended_on_the_day_of_the_baseline_is_no_longer_in_it() -> None:
    nights = History()
    nights.night(0, A, B, accepts=True)
    nights.night(0, A)
    assert nights.left == {A}
    nights.night(1, A, B)
    assert nights.left == {A}


@given(events_in_order())
def test_any_history_is_remembered_as_a_naive_reading_of_it_says(events: list[Event]) -> None:
    records: list[Record] = []
    for position, event in enumerate(events):
        before = Memory()
        if isinstance(event, Ran):
            before = lifecycle.before(records, event.day)
            assert before == naive_nights.memory(events[:position], event.day)
        records.append(as_record(before, event))
        assert lifecycle.replayed(records) == naive_nights.memory(events[: position + 1])


@given(events_in_order())
def test_memory_after_a_night_is_the_one_that_the_next_night_begins_with(
    events: list[Event],
) -> None:
    records = as_records(events)
    for position, record in enumerate(records):
        if isinstance(record, NightRecord) and record.numbers is not None:
            after = lifecycle.after(lifecycle.before(records[:position], record.as_of), record)
            assert after == lifecycle.replayed(records[: position + 1])


@given(events_in_order())
def test_baseline_of_any_history_never_grows_from_day_to_day(events: list[Event]) -> None:
    debt = Ran(FIRST - dt.timedelta(days=1), found(*IDS), codes=CODES, accepts=True)
    later = [replace(one, accepts=False) for one in events if isinstance(one, Ran)]
    left = frozenset(IDS)
    for last in sorted({one.day for one in later}):
        records = as_records([debt, *(one for one in later if one.day <= last)])
        baseline = lifecycle.replayed(records).baseline
        assert baseline is not None
        assert baseline.left <= left
        left = baseline.left
