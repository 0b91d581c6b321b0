"""The use cases of a Neo4j server: run one here, and put the graph on one."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from graph.app import Sources, open_portfolio
from graph.app.selecting import NO_SELECTORS, chosen_of

if TYPE_CHECKING:
    from graph.engines.loading.admin_import import Written
    from graph.engines.loading.outcome import Options, Outcome, Watcher
    from graph.engines.local_server.local_server import Server
    from graph.engines.records import Records
    from graph.reports.result import Parameters

_SHOWN = 5  # Ids of each kind, before the rest becomes a count.


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did, and where the server differs from the sources: nowhere, if all is well."""

    outcome: "Outcome"
    differences: Sequence[str] = ()


def load(
    sources: Sources,
    loaded_at: datetime,
    options: "Options",
    *,
    watcher: "Watcher | None" = None,
    verify: bool = False,
) -> Loaded:
    """Make the data set on the Neo4j server hold just the sources: all of them, or nothing.

    With `verify`, all is read again and compared.

    Raises:
        UsageError: the sources are too much for one transaction.
        ServiceError: the server is out of reach or in trouble; the old graph stands.
        UnreadableSourcesError, SourcesHaveErrorsError: see `open_portfolio`.
    """
    from graph.engines import asking
    from graph.engines.loading.load import load as load_records
    from graph.engines.loading.outcome import About
    from graph.engines.loading.verifying import verify as compare
    from graph.sources.revision import revision_of

    records = records_for(sources)
    about = About(loaded_at, revision_of(sources.folder))
    with asking.server(os.environ) as server:
        asked = replace(options, database=server.database)
        outcome = load_records(server.driver, records, asked, about, watcher)
        differences = compare(server.driver, records, server.database) if verify else []
    return Loaded(outcome, differences)


def export(
    sources: Sources,
    folder: Path,
    loaded_at: datetime,
    parameters: "Parameters | None" = None,
    selectors: Mapping[str, str] = NO_SELECTORS,
) -> "Written":
    """Write the sources as CSV for `neo4j-admin database import`, which takes any amount.

    With selectors in the parameters: the items that they find, and the links between these.

    Raises:
        UsageError: the folder cannot be written to, or holds something else.
        UsageError, UnknownItemError: see `graph.app.selecting.select`.
        UnreadableSourcesError, SourcesHaveErrorsError: see `open_portfolio`.
    """
    from graph.engines.loading.admin_import import write_import
    from graph.engines.loading.outcome import About
    from graph.sources.revision import revision_of

    about = About(loaded_at, revision_of(sources.folder))
    return write_import(records_for(sources, parameters, selectors), folder, about)


def records_for(
    sources: Sources,
    parameters: "Parameters | None" = None,
    selectors: Mapping[str, str] = NO_SELECTORS,
) -> "Records":
    """Return the nodes and arrows of the sources, or of what the selectors find in them."""
    from graph.engines.records import records_of

    whole = open_portfolio(sources.folder, lenient=sources.lenient)
    portfolio = chosen_of(whole, parameters, selectors) if parameters else whole
    return records_of(portfolio, sources.dataset, sources.folder, whole)


def start(progress: Callable[[str], None]) -> "Server":
    """Start a Neo4j server on this machine, or leave the one that runs.

    Raises:
        MissingExtraError: the extra `server` is not installed.
        ServiceError: it cannot be fetched or does not start.
    """
    from graph.engines.local_server import local_server

    return local_server.start(local_server.default_home(os.environ), progress)


def stop(progress: Callable[[str], None]) -> bool:
    """Stop the Neo4j server of this machine that `start` started; tell whether it ran."""
    from graph.engines.local_server import local_server

    return local_server.stop(local_server.default_home(os.environ), progress)


def status() -> "Server":
    """Return how the Neo4j server of this machine stands."""
    from graph.engines.local_server import local_server

    return local_server.status(local_server.default_home(os.environ))


def told(loaded: Loaded) -> str:
    """Return what a load did, or would do, in lines, with a few ids of each kind."""
    done = loaded.outcome
    lines = [
        f"{sign} {len(ids):,} {kind}: {_listed(ids)}"
        for sign, kinds in (("+", done.added), ("~", done.changed), ("-", done.removed))
        for kind, ids in kinds.items()
    ]
    if done.adopted:
        lines.append(f"taken up again: {_listed(done.adopted)}")
    if done.stubs:
        lines.append(f"kept as stubs, for the relations of others: {_listed(done.stubs)}")
    verb = "would hold" if done.is_dry_run else "holds"
    lines.append(
        f"data set '{done.dataset}' {verb} {done.nodes:,} items and {done.relations:,} links"
        f"{'' if lines else ': nothing changed'}"
    )
    counted = ", ".join(f"{name} {count:,}" for name, count in sorted(done.counters.items()))
    lines += [f"written: {counted}"] if counted else []
    return "".join(f"{line}\n" for line in [*lines, *loaded.differences])


def _listed(ids: Sequence[str]) -> str:
    shown = ids[:_SHOWN]
    more = f", … +{len(ids) - len(shown):,}" if len(shown) < len(ids) else ""
    return ", ".join(shown) + more


def told_of_server(server: "Server") -> str:
    """Return how the server of this machine stands, in lines."""
    megabytes = f"{server.data_bytes / 2**20:,.0f} MB"
    if not server.running:
        return (
            f"not running: 'policytrace neo4j start' starts it\ndata: {server.home} ({megabytes})\n"
        )
    return (
        f"Neo4j {server.version} at {server.uri}, in a browser http://127.0.0.1:{server.http_port}\n"
        f"user: {server.user}, password: in {server.password_file}\n"
        f"data: {server.home} ({megabytes}), process {server.pid}\n"
    )


def told_of_export(written: "Written", form: str) -> str:
    """Return what was written, and the commands that put it into Neo4j."""
    return (
        f"wrote {written.nodes:,} items and {written.relations:,} links for {form} to"
        f" {written.folder} ({written.size / 2**20:,.1f} MB)\n"
        f"with Neo4j stopped:  {written.import_command}\n"
        f"then, with it running:  {written.schema_command}\n"
    )
