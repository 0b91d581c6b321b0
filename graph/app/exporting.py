"""The use case of `export`: files of the whole graph, for other programs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from graph.app import Sources, servers
from graph.app.selecting import NO_SELECTORS
from graph.errors import UsageError
from graph.views.output import write_files

if TYPE_CHECKING:
    from graph.engines.records import Records
    from graph.reports.result import Parameters

_NAMES = {"graphml": "graph.graphml", "json-ld": "graph.jsonld", "cypher": "graph.cypher"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is written, and where."""

    form: str  # neo4j-admin or csv, into a folder; graphml, json-ld or cypher, into a file.
    place: Path  # A folder in place of a file gets `graph.FORM`.
    base: str | None = None  # The IRI that names in JSON-LD follow.
    at: datetime  # When, as the graph of neo4j-admin tells.


def export(
    sources: Sources,
    target: Target,
    parameters: "Parameters",
    selectors: Mapping[str, str] = NO_SELECTORS,
) -> str:
    """Write the sources for another program; return in lines what was written.

    With selectors in the parameters: the items that they find, and the links between these.

    Raises:
        UsageError: the place cannot be written to, or the base is no IRI, or is none of the form's.
        UsageError, UnknownItemError: see `graph.app.selecting.select`.
        UnreadableSourcesError, SourcesHaveErrorsError: see `open_portfolio`.
    """
    form, place = target.form, target.place
    if target.base is not None and form != "json-ld":
        raise UsageError(f"{form} has no IRIs: give --base-iri with json-ld alone")
    if form == "neo4j-admin":
        written = servers.export(sources, place, target.at, parameters, selectors)
        return servers.told_of_export(written, form)
    if form == "csv" and place.is_file():
        raise UsageError(f"'{place}' is a file, and csv is several: name a folder")
    records = servers.records_for(sources, parameters, selectors)
    files = write_files(_texts(records, form, place, target.base))
    where = f"{place} ({len(files)} files)" if len(files) > 1 else str(files[0])
    counts = f"{len(records.nodes):,} items and {len(records.relations):,} links"
    return f"wrote {counts} as {form} to {where}\n"


def _texts(records: "Records", form: str, place: Path, base: str | None) -> Mapping[Path, str]:
    if form == "csv":
        from graph.engines.exporting import csv_tables

        return {place / name: text for name, text in csv_tables.tables(records).items()}
    path = place / _NAMES[form] if place.is_dir() else place
    if form == "graphml":
        from graph.engines.exporting import graphml

        return {path: graphml.render(records)}
    if form == "cypher":
        from graph.engines.exporting import cypher_script

        return {path: cypher_script.render(records)}
    from graph.engines.exporting import json_ld, terms

    return {path: json_ld.render(records, terms.BASE if base is None else base)}
