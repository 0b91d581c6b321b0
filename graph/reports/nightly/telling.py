"""What a night tells, put together from the graph, the reports' answers and the memory."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from graph.model.entities import Project, Unit
from graph.model.finding_ids import code_of, item_id_of
from graph.network import TraceGraph
from graph.problems import Severity
from graph.reports.nightly import lifecycle
from graph.reports.nightly.memory import Memory, NightRecord, Numbers, Subject
from graph.reports.nightly.night import Night, Share, Status, Tracked
from graph.reports.nightly.tracking import FOLLOWED, Found, followed, subject, waived
from graph.reports.result import Result, Row


def night(
    graph: TraceGraph,
    results: Sequence[Result],
    memory: Memory,
    *,
    accepts: bool = False,
    dataset: str = "default",
    commit: str | None = None,
) -> tuple[Night, NightRecord]:
    """Return what a night tells that could see everything, and what is to be remembered of it.

    Args:
        graph: Of the sources.
        results: The answers of the reports; their parameters say which day it is.
        memory: What was known before that day.
        accepts: Whether all that stands becomes the baseline.
        dataset: The name of the sources.
        commit: Their revision, where git knows it.
    """
    as_of = results[0].parameters.as_of
    found = followed(results)
    subjects = {one: subject(graph, told) for one, told in found.items()}
    numbers = _numbers(results, found)
    record = lifecycle.seen(memory, as_of, subjects, waived(results), numbers, FOLLOWED)
    accepted = frozenset(found) if accepts else None
    record = replace(record, accepted=accepted, dataset=dataset, commit=commit)
    now = lifecycle.after(memory, record)
    tracked = _tracked(graph, record, memory, now, found, subjects)
    shares = _shares(graph, tracked, _waiting(results))
    record = replace(record, digests=tuple(one.unit for one in shares if one.unit))
    return _night(graph, results, tracked, shares, record, memory, now), record


def _night(
    graph: TraceGraph,
    results: Sequence[Result],
    tracked: Sequence[Tracked],
    shares: Sequence[Share],
    record: NightRecord,
    before: Memory,
    now: Memory,
) -> Night:
    return Night(
        as_of=record.as_of,
        graph=graph,
        language=results[0].parameters.language,
        results=results,
        findings=tracked,
        numbers=record.numbers or {},
        shares=shares,
        trend=now.nights,
        previous=before.last_good.as_of if before.last_good else None,
        missed=tuple(_missed(before, record.as_of)),
        baseline=now.baseline,
        dataset=record.dataset,
        commit=record.commit,
    )


def _missed(memory: Memory, as_of: date) -> Iterator[date]:
    """Yield the days since the last good night on which nothing ran, or nothing could be read."""
    if memory.last_good is None:
        return
    day = memory.last_good.as_of + timedelta(days=1)
    while day < as_of:
        yield day
        day += timedelta(days=1)


def _numbers(results: Sequence[Result], found: Mapping[str, Found]) -> Numbers:
    summaries = {one.report.name: one.summary for one in results}
    orphans, handoffs = summaries["orphan-projects"], summaries["handoffs"]
    severities = [one.severity for one in found.values()]
    return {
        "projects": orphans["projects"],
        "orphan_projects": orphans["orphans"],
        "orphan_budget": orphans["budget"],
        "orphans_of_unknown_budget": orphans["unknown_budget"],
        "policies": summaries["unowned-policies"]["policies"],
        "unowned_policies": summaries["unowned-policies"]["unowned"],
        "waiting_handoffs": handoffs["open"],
        "overdue_handoffs": handoffs["overdue"],
        "errors": severities.count(Severity.ERROR),
        "warnings": severities.count(Severity.WARNING),
    }


def _tracked(
    graph: TraceGraph,
    record: NightRecord,
    before: Memory,
    now: Memory,
    found: Mapping[str, Found],
    subjects: Mapping[str, Subject],
) -> list[Tracked]:
    """Return the findings that are open, and those that ended this night, by id."""
    debt = now.baseline.left if now.baseline else frozenset()
    is_first = before.last_good is None
    every = []
    for one in sorted({*found, *record.closed}):
        known, told = now.known[one], found.get(one)
        is_opened = one in record.opened
        every.append(
            Tracked(
                id=one,
                status=_status(one, record, before),
                subject=subjects.get(one, known.subject),
                first_seen=known.first_seen,
                since=known.since,
                nights=((known.last_seen or record.as_of) - known.since).days + 1,
                reopened=known.reopened,
                in_baseline=one in debt,
                by_new_rule=is_opened and not is_first and code_of(one) not in before.codes,
                report=told.report if told else None,
                row=told.row if told else None,
                place=_place(graph, one) if told else None,
                budget=_budget(graph, one),
            )
        )
    return every


def _status(finding: str, record: NightRecord, before: Memory) -> Status:
    if finding in record.closed:
        return Status(record.closed[finding])
    if finding not in record.opened:
        return Status.STILL
    return Status.REOPENED if finding in before.known else Status.NEW


def _place(graph: TraceGraph, finding: str) -> tuple[str, int]:
    item = graph.item(item_id_of(finding))
    return item.file, item.line


def _budget(graph: TraceGraph, finding: str) -> float | None:
    item_id = item_id_of(finding)
    item = graph.item(item_id) if item_id in graph else None
    return item.budget if isinstance(item, Project) else None


def _waiting(results: Sequence[Result]) -> dict[str, list[Row]]:
    """Return the recorded hand-overs that are open, by the unit that holds them."""
    handoffs = next(one for one in results if one.report.name == "handoffs")
    held: dict[str, list[Row]] = {}
    for row in handoffs.rows:
        if row["holder"]:
            held.setdefault(row["holder"], []).append(row)
    return held


def _shares(
    graph: TraceGraph, tracked: Sequence[Tracked], waiting: Mapping[str, list[Row]]
) -> tuple[Share, ...]:
    """Return what each unit is told that is told anything; what is nobody's comes last."""
    told: dict[str | None, list[Tracked]] = {}
    for one in tracked:
        for unit in one.subject.units or (None,):
            told.setdefault(unit, []).append(one)
    order = [one.id for one in graph.all(Unit)]
    units = [one for one in order if one in told or one in waiting]
    gone = sorted(one for one in told if one is not None and one not in graph)
    return tuple(
        Share(
            unit=one, findings=tuple(told.get(one, ())), waiting=tuple(waiting.get(one or "", ()))
        )
        for one in (*units, *gone, *((None,) if None in told else ()))
    )
