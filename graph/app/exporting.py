"""The use case of `export` to programs that are no Neo4j server: files of the whole graph."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.app import Sources
from graph.app.selecting import NO_SELECTORS
from graph.errors import UsageError
from graph.views.output import write_files

if TYPE_CHECKING:
    from graph.engines.records import Records
    from graph.reports.result import Parameters

FORMS = {"graphml": "graph.graphml", "json-ld": "graph.jsonld", "cypher": "graph.cypher", "csv": ""}


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    files: tuple[Path, ...]
    nodes: int
    relations: int


def export(
    sources: Sources,
    form: str,
    place: Path,
    parameters: "Parameters",
    selectors: Mapping[str, str] = NO_SELECTORS,
    base: str | None = None,
) -> Exported:
    """Write the sources in one of `FORMS`: `csv` into a folder, the others into a file.

    A place that is a folder gets `graph.FORM`. With selectors in the parameters: the items that
    they find, and the links between these. `base` is the IRI that names in JSON-LD follow.

    Raises:
        UsageError: the place cannot be written to, or the base is no IRI.
        UsageError, UnknownItemError: see `graph.app.selecting.select`.
        UnreadableSourcesError, SourcesHaveErrorsError: see `open_portfolio`.
    """
    from graph.app.servers import records_for

    if base is not None and form != "json-ld":
        raise UsageError(f"{form} has no IRIs: give --base-iri with json-ld alone")
    if form == "csv" and place.is_file():
        raise UsageError(f"'{place}' is a file, and csv is several: name a folder")
    records = records_for(sources, parameters, selectors)
    texts = _texts(records, form, place, base)
    return Exported(tuple(write_files(texts)), len(records.nodes), len(records.relations))


def _texts(records: "Records", form: str, place: Path, base: str | None) -> Mapping[Path, str]:
    if form == "csv":
        from graph.engines.exporting import csv_tables

        return {place / name: text for name, text in csv_tables.tables(records).items()}
    path = place / FORMS[form] if place.is_dir() else place
    if form == "graphml":
        from graph.engines.exporting import graphml

        return {path: graphml.render(records)}
    if form == "cypher":
        from graph.engines.exporting import cypher_script

        return {path: cypher_script.render(records)}
    from graph.engines.exporting import json_ld, terms

    return {path: json_ld.render(records, terms.BASE if base is None else base)}


def told(exported: Exported, form: str, place: Path) -> str:
    """Return what was written, in a line."""
    count = len(exported.files)
    where = f"{place} ({count} files)" if count > 1 else str(exported.files[0])
    return f"wrote {exported.nodes:,} items and {exported.relations:,} links as {form} to {where}\n"
