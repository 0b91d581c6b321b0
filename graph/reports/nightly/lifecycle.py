"""How the life of findings goes on from one night to the next.

Of one day, the last run that could see everything counts, or if there was none, the last run; so a
night that is run again replaces what it said before, and compares with the same night before it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date

from graph.model.finding_ids import code_of, item_ids_of
from graph.reports.nightly.memory import (
    Baseline,
    Ending,
    Known,
    Memory,
    NightRecord,
    Numbers,
    PastNight,
    Record,
    Subject,
)


def seen(
    memory: Memory,
    as_of: date,
    found: Mapping[str, Subject],
    waived: AbstractSet[str],
    numbers: Numbers,
    codes: AbstractSet[str],
) -> NightRecord:
    """Return what a night adds that could see everything.

    `found` are the findings that stand, `waived` those that are accepted, `codes` the rules that
    were gone by. To the `numbers` are added how many findings are open, new, back and ended.
    """
    before = memory.open()
    opened = {one: found[one] for one in sorted(found.keys() - before.keys())}
    closed = {one: _ending(one, waived, codes) for one in sorted(before.keys() - found.keys())}
    back = opened.keys() & memory.known.keys()
    endings = Counter(closed.values())
    counts = {
        "open": len(found),
        "new": len(opened) - len(back),
        "reopened": len(back),
        **{str(one): endings[one] for one in Ending},
    }
    return NightRecord(
        as_of=as_of,
        numbers={**numbers, **counts},
        opened=opened,
        closed=closed,
        codes=frozenset(codes),
    )


def _ending(finding: str, waived: AbstractSet[str], codes: AbstractSet[str]) -> Ending:
    if finding in waived:
        return Ending.WAIVED
    return Ending.FIXED if code_of(finding) in codes else Ending.RETIRED


def unseen(memory: Memory, as_of: date, readable: AbstractSet[str]) -> NightRecord:
    """Return what a night adds on which sources could not be read.

    Nothing is new and nothing is fixed. Of a finding that names an item which is not among the
    `readable` ones, of sound files, such a night can tell nothing at all.
    """
    unknown = (one for one in memory.open() if not readable >= set(item_ids_of(one)))
    return NightRecord(as_of=as_of, numbers=None, unknown=frozenset(unknown))


def after(memory: Memory, record: NightRecord) -> Memory:
    """Return the memory after one more night."""
    return replayed([record], memory)


def replayed(records: Iterable[Record], start: Memory | None = None) -> Memory:
    """Return the memory after all these records, in the order in which they were written.

    `start` is what was known before the first of them.
    """
    every = list(records)
    start = start or Memory()
    return _after_nights(start, counting(every), _last_taken(every, start))


def before(records: Iterable[Record], as_of: date, start: Memory | None = None) -> Memory:
    """Return the memory before the night of a day, but with the baseline that is in force now.

    What an earlier run of that day found to be paid stands in the baseline again: this run sees
    for itself.
    """
    every = list(records)
    start = start or Memory()
    nights = [one for one in counting(every) if one.as_of < as_of]
    return _after_nights(start, nights, _last_taken(every, start))


def counting(records: Iterable[Record]) -> list[NightRecord]:
    """Return the one run of each day that counts, in the order of the days."""
    nights: dict[date, NightRecord] = {}
    for record in records:
        if not isinstance(record, NightRecord):
            continue
        if record.numbers is not None or _is_unseen(nights.get(record.as_of)):
            nights[record.as_of] = record
    return [nights[one] for one in sorted(nights)]


def _last_taken(records: Iterable[Record], start: Memory) -> Baseline | None:
    """Return the baseline as it was taken, if none has dropped it since."""
    baseline = start.baseline
    for record in records:
        if not isinstance(record, NightRecord):
            baseline = None
        elif record.accepted is not None:
            baseline = _taken(record.as_of, record.accepted)
    return baseline


def _is_unseen(record: NightRecord | None) -> bool:
    return record is None or record.numbers is None


def _taken(day: date, accepted: frozenset[str]) -> Baseline:
    return Baseline(accepted_on=day, accepted=len(accepted), left=accepted)


def _after_nights(start: Memory, nights: list[NightRecord], baseline: Baseline | None) -> Memory:
    known = dict(start.known)
    past = list(start.nights)
    codes, last_good = start.codes, start.last_good
    for night in nights:
        past.append(PastNight(night.as_of, night.numbers, len(night.unknown)))
        if night.numbers is None:
            continue
        _apply(known, night, last_good.as_of if last_good else night.as_of)
        last_good, codes = past[-1], night.codes
        if baseline and night.as_of >= baseline.accepted_on:
            baseline = replace(baseline, left=_left(baseline, night, known))
    return Memory(known=known, nights=tuple(past), baseline=baseline, codes=codes)


def _left(baseline: Baseline, night: NightRecord, known: Mapping[str, Known]) -> frozenset[str]:
    """Return what is left of a baseline after a night, if its own day was run again too."""
    if night.as_of > baseline.accepted_on:
        return baseline.left - night.closed.keys()
    return frozenset(one for one in baseline.left if one in known and known[one].is_open)


def _apply(known: dict[str, Known], night: NightRecord, last_seen: date) -> None:
    for one, subject in night.opened.items():
        old = known.get(one)
        known[one] = Known(
            subject=subject,
            first_seen=old.first_seen if old else night.as_of,
            since=night.as_of,
            reopened=old.reopened + 1 if old else 0,
        )
    for one, ending in night.closed.items():
        if one in known:  # Always, unless someone has edited the state.
            known[one] = replace(
                known[one], closed_on=night.as_of, last_seen=last_seen, ending=ending
            )
