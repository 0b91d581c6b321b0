"""The graph as a script of Cypher, for an empty database of any Neo4j 5.

A statement ends with a semicolon at the end of a line, and no text of a value holds the end of a
line, so that cypher-shell runs the script, and any driver its statements one by one.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from graph.engines.loading.schema import RULES
from graph.engines.records import MARKER, Records, RelationRecord, by_ends, by_kind

_BATCH = 500  # Rows of a statement.
_HEAD = """\
// The graph of policytrace, data set {dataset}: {nodes} nodes and {relations} arrows.
// For an empty database: cypher-shell --file graph.cypher
// Where it is to be kept in step with the sources, use policytrace load.
"""
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_UNSAFE = re.compile(
    '[\\\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]'  # All else stands as it is.
)
_EXPONENT = re.compile(r"e\+?")


def render(records: Records) -> str:
    """Return the script; the same records give the same text."""
    head = _HEAD.format(
        dataset=_text(records.dataset),
        nodes=len(records.nodes),
        relations=len(records.relations),
    )
    return head + "".join(f"{one};\n" for one in statements(records))


def statements(records: Records) -> Iterator[str]:
    """Yield the statements in the order in which they are to run."""
    yield from (rule.statement for rule in RULES)
    yield "CALL db.awaitIndexes()"
    for kind, nodes in by_kind(records.nodes):
        for rows in _batches(nodes):
            listed = ",\n".join(_value(row) for row in rows)
            create = f"CREATE (n:{kind}:{MARKER}) SET n = row"
            yield f"UNWIND [\n{listed}\n] AS row\n{create}"
    dataset = _text(records.dataset)
    for (name, source_kind, target_kind), arrows in by_ends(records.relations):
        match = ", ".join(
            f"({end}:{kind}:{MARKER} {{dataset: {dataset}, id: row.{end}}})"
            for end, kind in (("a", source_kind), ("b", target_kind))
        )
        for found in _batches(arrows):
            listed = ",\n".join(_arrow(one) for one in found)
            create = f"MATCH {match}\nCREATE (a)-[r:{name}]->(b) SET r = row.r"
            yield f"UNWIND [\n{listed}\n] AS row\n{create}"


def _arrow(one: RelationRecord) -> str:
    return _value({"a": one.source, "b": one.target, "r": one.properties})


def _batches(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (rows[at : at + _BATCH] for at in range(0, len(rows), _BATCH))


def _value(value: Any) -> str:
    """Return a value as Cypher has it."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name}: {_value(one)}' for name, one in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _EXPONENT.sub("e", repr(value))
    if isinstance(value, date):
        word = "datetime" if isinstance(value, datetime) else "date"
        return f'{word}("{value.isoformat()}")'
    return _text(str(value))


def _text(text: str) -> str:
    return f'"{_UNSAFE.sub(_escaped, text)}"'


def _escaped(found: re.Match[str]) -> str:
    letter = found[0]
    return _ESCAPES.get(letter) or f"\\u{ord(letter):04X}"
