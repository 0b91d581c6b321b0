"""The use case of the nightly job: look, compare with the night before, write, remember, tell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph.app import (
    ENGINES,
    Checked,
    ask,
    asking_engine,
    check,
    checked,
    errors_of,
    graph_of,
)
from graph.app.night_job import LATEST, Done, Job, Outcome
from graph.errors import ServiceError, UnreadableSourcesError, UsageError
from graph.problems import Problem

if TYPE_CHECKING:
    from graph.model.portfolio import Portfolio
    from graph.network import TraceGraph
    from graph.reports.nightly.memory import Memory
    from graph.reports.nightly.night import Night
    from graph.reports.result import Result
    from graph.state import Store


@dataclass(frozen=True, slots=True)
class _Read:
    """What could be read, and why not all."""

    checked: Checked | None
    commit: str | None = None
    errors: Sequence[Problem] = ()
    trouble: str | None = None  # Why there is nothing at all.


def run(job: Job) -> Done:
    """Do a night's work once.

    Raises:
        UsageError: the options, the state or the file of whom to tell do not fit.
        ServiceError: another run has the state, or git or the engine is out of reach.
        UnreadableSourcesError: there are no sources, and never were.
    """
    from graph.app import notifying
    from graph.state import hold

    if job.revision is not None and job.loads:
        raise UsageError("--load puts the folder as it stands on the server: leave out --at")
    notifying.routes_of(job)  # Before anything is read.
    job = replace(job, parameters=replace(job.parameters, all_tiers=True))
    with hold(job.state) as store:
        store.refuse_unless_next(job.parameters.as_of, job.sources.dataset)
        memory = store.memory(before=job.parameters.as_of)
        _refuse_second_baseline(job, memory)
        read = _read(job, may_be_gone=memory.last_good is not None)
        if read.checked is None or read.errors:
            routes = notifying.routes_of(job)
            done = _unreadable(job, store, memory, read)
            outgoing = notifying.of_an_unreadable_night(job, done)
        else:
            graph = graph_of(read.checked.portfolio)
            routes = notifying.routes_of(job, graph)
            done, told, files = _readable(job, store, memory, read, graph)
            outgoing = notifying.of_a_night(job, done, told, files)
        done = replace(done, troubles=(*store.notes, *done.troubles))
    done = notifying.told(done, outgoing, routes)
    notifying.write_status(job, done)
    return done


def _refuse_second_baseline(job: Job, memory: "Memory") -> None:
    if job.accepts and memory.baseline is not None:
        raise UsageError(
            f"there is a baseline of {memory.baseline.accepted_on} already, and it never grows:"
            " waive what you accept, or take it away first: policytrace state drop-baseline"
        )


def _read(job: Job, *, may_be_gone: bool) -> _Read:
    from graph.sources.git_folder import git_folder, read_git_folder
    from graph.sources.revision import revision_of

    folder = job.sources.folder
    try:
        if job.revision is None:
            found, commit = check(folder), revision_of(folder)
        else:
            named = git_folder(job.revision, folder).called(folder.as_posix())
            found, commit = checked(read_git_folder(named)), named.commit
    except UnreadableSourcesError as error:
        if may_be_gone:
            return _Read(None, trouble=str(error))
        raise
    return _Read(found, commit, errors_of(found, lenient=job.sources.lenient))


def _unreadable(job: Job, store: "Store", memory: "Memory", read: _Read) -> Done:
    """Remember that a night could not see everything; the last good report stays."""
    from graph.reports.nightly.lifecycle import unseen
    from graph.validation.references import DANGLING
    from graph.views.nightly import line

    broken = {one.file for one in read.errors if one.code != DANGLING}
    items = read.checked.portfolio.items if read.checked else {}
    readable = {one for one, item in items.items() if item.file not in broken}
    record = unseen(memory, job.parameters.as_of, readable)
    record = replace(record, commit=read.commit, dataset=job.sources.dataset)
    store.append(record)
    last = memory.last_good.as_of if memory.last_good else None
    language = job.parameters.language
    files = sorted(broken or {one.file for one in read.errors})
    said = line.broken(record.as_of, files, len(record.unknown), last, language)
    troubles = [read.trouble] if read.trouble else []
    return Done(outcome=Outcome.UNREADABLE, line=said, problems=read.errors, troubles=troubles)


def _readable(
    job: Job, store: "Store", memory: "Memory", read: _Read, graph: "TraceGraph"
) -> "tuple[Done, Night, Mapping[str, bytes]]":
    """Look at everything, write the report, and only then remember the night.

    Killed in between, the night is told again; the other way round nobody would hear of it.
    """
    from graph.reports.nightly.telling import night
    from graph.state.publishing import publish
    from graph.views.nightly import files, line

    assert read.checked is not None
    troubles = list(_loaded(job))
    dataset, commit = job.sources.dataset, read.commit
    told, record = night(
        graph,
        _answers(job, graph, read.checked.portfolio),
        memory,
        accepts=job.accepts,
        dataset=dataset,
        commit=commit,
    )
    written = files.files(told)
    report = job.out / told.as_of.isoformat()
    publish(report, written, LATEST)
    store.append(record)
    outcome = Outcome.UNTOLD if troubles else _outcome(told, job.fail_on)
    done = Done(outcome=outcome, line=line.render(told), report=report, troubles=troubles)
    return done, told, written


def _outcome(told: "Night", fail_on: str) -> Outcome:
    """Tell whether what the night found fails it."""
    if fail_on == "new":
        fails = any(one.is_new_debt for one in told.findings)
    else:
        fails = fail_on == "error" and any(one.is_error for one in told.findings)
    return Outcome.FINDINGS if fails else Outcome.CLEAN


def _loaded(job: Job) -> Iterator[str]:
    """Load the server if that is asked for, and yield why that could not be done."""
    if not job.loads:
        return
    from graph.app.servers import load
    from graph.engines.loading.outcome import Options

    try:
        load(job.sources, job.started_at, Options())
    except ServiceError as error:
        yield f"the graph was not loaded: {error}"


def _answers(job: Job, graph: "TraceGraph", portfolio: "Portfolio") -> "list[Result]":
    """Ask every report, in the order of the registry, on the engine where it can answer."""
    from graph.engines import asking
    from graph.reports.registry import REPORTS

    if job.engine == ENGINES[0]:
        return ask(graph, list(REPORTS), job.parameters)
    in_cypher = [name for name, one in REPORTS.items() if one.in_cypher]
    with asking_engine(job.engine, job.sources, portfolio) as asked:
        rows_of = asking.rows_by_query(asked, job.sources.dataset)
        answered = ask(graph, in_cypher, job.parameters, job.engine, rows_of)
    alone = ask(graph, [name for name in REPORTS if name not in in_cypher], job.parameters)
    by_name = {one.report.name: one for one in (*answered, *alone)}
    return [by_name[name] for name in REPORTS]
