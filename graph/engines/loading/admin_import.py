"""The graph as CSV files for `neo4j-admin database import full`: for more than a load can hold.

The database that the import makes is the one that a load would make: a load afterwards finds
nothing to change.
"""

import secrets
import shlex
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from graph.engines.connection import program_version
from graph.engines.loading.differences import FORMAT, Wanted
from graph.engines.loading.import_csv import (
    Row,
    Table,
    delimiter_of,
    have_line_breaks,
    write_lines,
    write_table,
)
from graph.engines.loading.outcome import About
from graph.engines.loading.schema import LOAD, LOAD_PROPERTIES, RULES
from graph.engines.records import MARKER, Records, by_kind
from graph.errors import UsageError

ARGUMENTS, SCRIPT, SCHEMA = "import.args", "import.sh", "schema.cypher"
_REPORT = "import.report"  # What neo4j-admin leaves in the folder.
_MARK = "# Written by policytrace export neo4j-admin"
_SCRIPT = f"""\
#!/bin/sh
{_MARK}, to make a new database.
#
# NEO4J_DATABASE names the database (neo4j), NEO4J_ADMIN the tool; more options may follow, such as
# --overwrite-destination where there is such a database already. The server must be stopped.
# Afterwards, with the server running: cypher-shell --file {SCHEMA}
set -eu
CDPATH= cd -- "$(dirname -- "$0")"
exec "${{NEO4J_ADMIN:-neo4j-admin}}" database import full "${{NEO4J_DATABASE:-neo4j}}" \\
  @{ARGUMENTS} "$@"
"""
_ID_SPACE = "policytrace"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, and what to do with it."""

    folder: Path
    size: int  # Bytes.
    nodes: int
    relations: int
    import_command: str  # For a stopped server.
    schema_command: str  # For afterwards, with the server running.


def write_import(records: Records, folder: Path, about: About) -> Written:
    """Write the CSV files of a graph, and the commands that make a database of them.

    The same records give the same bytes. The folder is made anew and then put in its place; until
    then an earlier export stays as it was.

    Args:
        records: all that the database is to hold.
        folder: absent, empty, or an earlier export, which is replaced.
        about: what the graph shall say of its making.

    Raises:
        UsageError: the folder holds something else or cannot be written, or a value is none that
            neo4j-admin takes.
    """
    folder = folder.expanduser().resolve()
    with _replacing(folder) as waiting:
        _write_all(waiting, _tables(records, about))
        size = sum(path.stat().st_size for path in waiting.iterdir())
    return Written(
        folder,
        size,
        len(records.nodes),
        len(records.relations),
        f"sh {shlex.quote(str(folder / SCRIPT))}",
        f"cypher-shell --file {shlex.quote(str(folder / SCHEMA))}",
    )


# What is written ----------------------------------------------------------------------------------


def _tables(records: Records, about: About) -> list[Table]:
    wanted = Wanted.of(records)
    tables = [_load_table(wanted, about)]
    heads: tuple[str, ...] = (f"id:ID({_ID_SPACE})", "hash:string")
    for kind, found in by_kind(records.nodes):
        nodes = [((one["id"], wanted.hashes[one["id"]]), one) for one in found]
        tables.append(Table(f"--nodes={kind}:{MARKER}", f"nodes-{kind}", heads, nodes))
    arrows: dict[str, list[Row]] = {}
    for one in records.relations:
        arrows.setdefault(one.type, []).append(((one.source, one.target), one.properties))
    heads = f":START_ID({_ID_SPACE})", f":END_ID({_ID_SPACE})"
    for name, rows in sorted(arrows.items()):
        tables.append(Table(f"--relationships={name}", f"relations-{name}", heads, rows))
    return tables


def _load_table(wanted: Wanted, about: About) -> Table:
    """Return the one node that says of the graph what a first load would say."""
    records = wanted.records
    nodes, relations = len(records.nodes), len(records.relations)
    values = (
        *(records.dataset, about.loaded_at, about.revision, wanted.fingerprint),
        *(nodes, relations, nodes, 0, 0, program_version(), FORMAT),
    )
    said = dict(zip(LOAD_PROPERTIES, values, strict=True))
    own = {name: value for name, value in said.items() if value is not None}
    return Table(f"--nodes={LOAD}", "load", ("dataset:string",), [((records.dataset,), own)])


def _schema() -> Iterator[str]:
    yield f"// {_MARK.removeprefix('# ')}: the constraints and indexes of the graph.\n"
    yield from (f"{rule.statement};\n" for rule in RULES)
    yield "CALL db.awaitIndexes();\n"


def _write_all(folder: Path, tables: Sequence[Table]) -> None:
    delimiter = delimiter_of(tables)
    options = ["--input-encoding=UTF-8", f"--array-delimiter=U+{ord(delimiter):04X}"]
    options.append("--bad-tolerance=0")
    if have_line_breaks(tables):
        options.append("--multiline-fields=true")  # Slower, so only where it is needed.
    for table in tables:
        options += write_table(folder, table, delimiter)
    write_lines(folder / ARGUMENTS, (f"{line}\n" for line in (f"{_MARK}.", *options)))
    write_lines(folder / SCHEMA, _schema())
    script = folder / SCRIPT
    write_lines(script, [_SCRIPT])
    script.chmod(script.stat().st_mode | 0o111)


# The folder ---------------------------------------------------------------------------------------


@contextmanager
def _replacing(folder: Path) -> Iterator[Path]:
    """Yield a new folder beside this one, which takes its place if all goes well."""
    waiting = folder.parent / f".{folder.name}.{secrets.token_hex(4)}.part"
    try:
        _refuse_others(folder)
        folder.parent.mkdir(parents=True, exist_ok=True)
        waiting.mkdir()
        yield waiting
        _exchange(waiting, folder)
    except OSError as error:
        raise UsageError(f"cannot write to {folder}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(waiting, ignore_errors=True)


def _refuse_others(folder: Path) -> None:
    for path in (folder, folder.parent):
        if path.exists() and not path.is_dir():
            raise UsageError(f"{path} is a file: name a folder")
    if not folder.exists():
        return
    found = {path.name for path in folder.iterdir()}
    others = sorted(found - _own_files(folder))
    if others:
        raise UsageError(
            f"{folder} holds what no export has written, such as {others[0]!r}: name a new folder"
        )


def _own_files(folder: Path) -> set[str]:
    """Return the names that an earlier export has written here; none if there was none."""
    lines: list[str] = []
    with suppress(OSError, UnicodeDecodeError):
        lines = (folder / ARGUMENTS).read_text(encoding="utf-8").splitlines()
    if not lines or not lines[0].startswith(_MARK):
        return set()
    tables = {line.rpartition("=")[2] for line in lines[1:] if line.endswith(".csv")}
    return tables | {ARGUMENTS, SCRIPT, SCHEMA, _REPORT}


def _exchange(waiting: Path, folder: Path) -> None:
    """Put the new folder in place of the old one, which is back if that fails."""
    old = waiting.with_suffix(".old")
    if folder.exists():
        folder.rename(old)
    try:
        waiting.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
