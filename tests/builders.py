"""Builders: the smallest city for a case, said in the words of the case.

    lit = city(
        policy("P1", owner="B1"),
        bureau("B1"),
        objective("O1", key_result("KR1"), policies=["P1"]),
        project("PRJ1", lead="B1", key_results=["KR1"]),
    )
    assert lit.rows("orphan-projects") == []

A field that is not given is absent from the sources; `[]` says "none". Every city is written as
YAML and read back by `graph.app`, as a user's sources are.
"""

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from graph import app
from graph.network import TraceGraph
from graph.reports.result import Parameters, Result

AS_OF = dt.date(2024, 9, 30)  # The day on which the tests ask, where they do not say another.
Row = dict[str, Any]


@dataclass(frozen=True)
class Piece:
    """One item, and the top-level list that it stands in."""

    list_name: str
    fields: dict[str, Any]


class _Dumper(yaml.CSafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True  # Format 1 knows no aliases.


@dataclass(frozen=True)
class City:
    """A whole set of sources, to be written, read and asked."""

    pieces: tuple[Piece, ...]
    defaults: dict[str, Any] = field(default_factory=dict)

    @property
    def yaml(self) -> str:
        """The sources as the text of one file."""
        data: dict[str, Any] = {"format": 1}
        if self.defaults:
            data["defaults"] = self.defaults
        for piece in self.pieces:
            data.setdefault(piece.list_name, []).append(piece.fields)
        return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False)

    def write(self, folder: Path) -> Path:
        """Write the sources into a folder and return it."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "all.yaml").write_text(self.yaml, encoding="utf-8")
        return folder

    def check(self) -> app.Checked:
        """Read the sources and find every problem."""
        with TemporaryDirectory() as folder:
            return app.check(self.write(Path(folder)))

    @cached_property
    def graph(self) -> TraceGraph:
        """The graph of the sources, which must be without errors."""
        with TemporaryDirectory() as folder:
            return app.open_graph(self.write(Path(folder)))

    @cached_property
    def lenient_graph(self) -> TraceGraph:
        """The graph of sources that may hold dangling references."""
        with TemporaryDirectory() as folder:
            return app.open_graph(self.write(Path(folder)), lenient=True)

    def ask(self, report: str, *, lenient: bool = False, **asked: Any) -> Result:
        """Answer one report; `asked` are its parameters, such as `all_tiers=True`."""
        graph = self.lenient_graph if lenient else self.graph
        (result,) = app.ask(graph, [report], Parameters(**{"as_of": AS_OF, **asked}))
        return result

    def rows(self, report: str, **asked: Any) -> list[Row]:
        """Return the rows of one report."""
        return [dict(row) for row in self.ask(report, **asked).rows]

    def summary(self, report: str, **asked: Any) -> dict[str, Any]:
        """Return what sums one report up."""
        return dict(self.ask(report, **asked).summary)


def city(*pieces: Piece, defaults: dict[str, Any] | None = None) -> City:
    """A city of these items and nothing else."""
    return City(pieces, defaults or {})


# The plan -----------------------------------------------------------------------------------------


def dimension(item_id: str, **fields: Any) -> Piece:
    return _piece("dimensions", item_id, fields)


def policy(item_id: str, **fields: Any) -> Piece:
    return _piece("policies", item_id, fields)


def strategy(item_id: str, **fields: Any) -> Piece:
    return _piece("strategies", item_id, fields)


def kpi(item_id: str, **fields: Any) -> Piece:
    return _piece("kpis", item_id, fields)


def objective(item_id: str, *key_results: Piece, **fields: Any) -> Piece:
    """An objective, and the key results under it."""
    return _piece("objectives", item_id, _with("key_results", key_results, fields))


def key_result(item_id: str, *handoffs: Piece, **fields: Any) -> Piece:
    """A key result, to stand under an objective; it may have been handed over."""
    return _piece("key_results", item_id, _with("handoffs", handoffs, fields))


def project(item_id: str, *handoffs: Piece, **fields: Any) -> Piece:
    """A project; it may have been handed over."""
    return _piece("projects", item_id, _with("handoffs", handoffs, fields))


def handoff(item_id: str, from_unit: str, to_unit: str, **fields: Any) -> Piece:
    """A recorded handoff, to stand in a project or key result, or by itself."""
    subject = f"เรื่อง {item_id}"
    whole = {"id": item_id, "subject": subject, "from": from_unit, "to": to_unit, **fields}
    return Piece("handoffs", whole)


def part(unit: str, **fields: Any) -> Row:
    """A unit's part of a key result's target."""
    return {"unit": unit, **fields}


def waiver(rule: str, **fields: Any) -> Row:
    """A finding that someone accepts."""
    return {"rule": rule, **fields}


# Units and areas ----------------------------------------------------------------------------------


def city_hall(item_id: str, **fields: Any) -> Piece:
    return _unit("city", item_id, fields)


def district(item_id: str, **fields: Any) -> Piece:
    return _unit("district", item_id, fields)


def bureau(item_id: str, **fields: Any) -> Piece:
    return _unit("bureau", item_id, fields)


def office(item_id: str, **fields: Any) -> Piece:
    return _unit("office", item_id, fields)


def division(item_id: str, *, of: str, **fields: Any) -> Piece:
    return _unit("division", item_id, {"part_of": of, **fields})


def section(item_id: str, *, of: str, **fields: Any) -> Piece:
    return _unit("section", item_id, {"part_of": of, **fields})


def outsider(item_id: str, **fields: Any) -> Piece:
    return _unit("external", item_id, fields)


def area(item_id: str, **fields: Any) -> Piece:
    return _piece("areas", item_id, {"kind": "district", **fields})


def _unit(kind: str, item_id: str, fields: dict[str, Any]) -> Piece:
    return _piece("units", item_id, {"kind": kind, **fields})


def _piece(list_name: str, item_id: str, fields: dict[str, Any]) -> Piece:
    title = {"th": f"ชื่อ {item_id}", "en": f"Title {item_id}"}
    return Piece(list_name, {"id": item_id, "title": title, **fields})


def _with(name: str, nested: tuple[Piece, ...], fields: dict[str, Any]) -> dict[str, Any]:
    return {**fields, name: [piece.fields for piece in nested]} if nested else fields
