"""The graph as CSV that people open in a spreadsheet: a file for each kind and each relation.

UTF-8 with BOM. Every file is always there with the same columns, so that nothing of an earlier
export stays. Lists are JSON. Text that a spreadsheet would run, and text that begins with an
apostrophe, gets an apostrophe before it: what reads a file takes one away.
"""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from graph.engines.loading.schema import RELATION_PROPERTIES
from graph.engines.records import Records, property_names
from graph.model.spreadsheets import is_formula
from graph.model.vocabulary import RELATIONS, NodeKind

_BOM = "\ufeff"
_ENDS = ("from_kind", "from", "to_kind", "to")  # Of an arrow; `target` is a figure.


def tables(records: Records) -> dict[str, str]:
    """Return the text of each file by its name."""
    nodes: dict[NodeKind, list[list[Any]]] = {kind: [] for kind in NodeKind}
    for node in records.nodes:
        names = property_names(node.kind)
        nodes[node.kind].append([node.properties.get(name) for name in names])
    edges: dict[str, list[list[Any]]] = {name: [] for name in RELATIONS}
    for one in records.relations:
        ends = [one.source_kind.value, one.source, one.target_kind.value, one.target]
        stated = [one.properties.get(name) for name in RELATION_PROPERTIES]
        edges[one.type].append([*ends, *stated])
    found = {f"nodes-{kind}.csv": _table(property_names(kind), nodes[kind]) for kind in nodes}
    head = (*_ENDS, *RELATION_PROPERTIES)
    return found | {f"edges-{name}.csv": _table(head, rows) for name, rows in edges.items()}


def _table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")  # Else a lone \r would stand unquoted.
    writer.writerow(head)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return _BOM + text.getvalue()


def _cell(value: Any) -> str:
    """Return a value as a cell; nothing is an empty one, and so is empty text."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return json.dumps([_plain(one) for one in value], ensure_ascii=False)
    if isinstance(value, int | float):
        return repr(value)
    text = str(_plain(value))
    return f"'{text}" if text.startswith("'") or is_formula(text) else text


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
