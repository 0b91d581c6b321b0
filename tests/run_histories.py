"""Random histories of runs: nights that see and nights that cannot, gaps, and runs of one day."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from hypothesis import strategies as st

from graph.reports.nightly import lifecycle
from graph.reports.nightly.memory import BaselineDropped, Memory, NightRecord, Record, Subject
from tests.naive_nights import Dropped, Event, Ran

FIRST = dt.date(2026, 11, 2)
IDS = ("TRC201:P-A", "TRC201:P-B", "OWN301:P1", "HND401:P-A:H1", "PRG501:ก")
ITEMS = ("P-A", "P-B", "P1", "H1", "ก")
CODES = ("TRC201", "OWN301", "HND401", "PRG501")
SUBJECTS = tuple(
    Subject(title_th=title, title_en="Canal", units=units)
    for title in ("ขุดลอกคลอง", "คลอง\u2028\"\\\n\x00'")
    for units in ((), ("B1100", "D5001"))
)
# From one run to the next: mostly the next day, or the same one again.
_DAYS_ON = st.sampled_from((1, 1, 0, 1, 3))


@st.composite
def events_in_order(draw: st.DrawFn, most: int = 7) -> list[Event]:
    """What happened, in its order; no run is of a day before the last one's."""
    events: list[Event] = []
    day = FIRST
    for _ in range(draw(st.integers(0, most))):
        if draw(st.integers(0, 7)) == 7:
            events.append(Dropped())
            continue
        day += dt.timedelta(days=draw(_DAYS_ON))
        events.append(draw(_runs(day)))
    return events


@st.composite
def _runs(draw: st.DrawFn, day: dt.date) -> Ran:
    if draw(st.integers(0, 4)) == 4:
        return Ran(day, None, readable=frozenset(draw(st.sets(st.sampled_from(ITEMS)))))
    codes = frozenset(CODES) - draw(st.sets(st.sampled_from(CODES), max_size=1))
    possible = [one for one in IDS if one.partition(":")[0] in codes]
    ids = draw(st.sets(st.sampled_from(possible)))
    found = {one: draw(st.sampled_from(SUBJECTS)) for one in sorted(ids)}
    waived = frozenset(draw(st.sets(st.sampled_from(IDS)))) - ids
    return Ran(day, found, waived, codes, accepts=draw(st.integers(0, 3)) == 3)


def as_record(before: Memory, event: Event) -> Record:
    """What the nightly job would write down, with this memory before the night."""
    if isinstance(event, Dropped):
        return BaselineDropped(as_of=FIRST)
    if event.found is None:
        return lifecycle.unseen(before, event.day, event.readable)
    record: NightRecord = lifecycle.seen(
        before, event.day, event.found, event.waived, {}, event.codes
    )
    return replace(record, accepted=frozenset(event.found) if event.accepts else None)


def as_records(events: Iterable[Event]) -> list[Record]:
    """What the job would write down of all that happened."""
    records: list[Record] = []
    for one in events:
        day = one.day if isinstance(one, Ran) else FIRST
        records.append(as_record(lifecycle.before(records, day), one))
    return records
