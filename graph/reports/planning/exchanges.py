"""What units expect of each other in a year: what follows from the plan, and what was handed over.

The rows are those of the report handoffs, between any two units. What is open and belongs to no
item of any year is told too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from graph.model.entities import Unit
from graph.network import TraceGraph
from graph.reports import handoffs
from graph.reports.planning.plan import Exchange
from graph.reports.result import Parameters, Row


class Exchanges:
    """The hand-overs of a fiscal year."""

    def __init__(self, graph: TraceGraph, asked: Parameters) -> None:
        self._graph = graph
        self._asked = replace(asked, all_tiers=True)

    @cached_property
    def _of_year(self) -> list[Row]:
        return handoffs.rows(self._graph, self._asked)

    @cached_property
    def _of_no_year(self) -> list[Row]:
        every = handoffs.rows(self._graph, replace(self._asked, fiscal_year=None))
        return [
            row
            for row in every
            if row["holder"] and not (row["item"] and self._graph.fiscal_year(row["item"]))
        ]

    def expected_by(self, unit: str) -> tuple[Exchange, ...]:
        """Return what a unit expects of others."""
        return self._told("from", "to", unit)

    def expected_of(self, unit: str) -> tuple[Exchange, ...]:
        """Return what others expect of a unit."""
        return self._told("to", "from", unit)

    def about(self, item: str) -> tuple[tuple[Unit, Exchange], ...]:
        """Return what is expected for one item, whatever its year: by whom, and of whom."""
        rows = handoffs.rows(self._graph, replace(self._asked, fiscal_year=None))
        own = [row for row in rows if row["item"] == item]
        sides = sorted({row["from"] for row in own})
        return tuple(
            (self._graph.get(Unit, side), one)
            for side in sides
            for one in self._grouped([row for row in own if row["from"] == side], "to")
        )

    def _told(self, own: str, other: str, unit: str) -> tuple[Exchange, ...]:
        of_year = [row for row in self._of_year if row[own] == unit]
        of_none = [row for row in self._of_no_year if row[own] == unit]
        return (
            *self._grouped(of_year, other),
            *(replace(one, in_year=False) for one in self._grouped(of_none, other)),
        )

    def _grouped(self, rows: Iterable[Row], other: str) -> Sequence[Exchange]:
        """Return one exchange for rows that differ in the other side alone."""
        groups: dict[tuple[str | None, ...], list[Row]] = {}
        for row in rows:
            groups.setdefault((row["kind"], row["item"], row["via"]), []).append(row)
        return [
            Exchange(
                kind=group[0]["kind"],
                subject=group[0]["subject"],
                item=group[0]["item"],
                via=group[0]["via"],
                units=tuple(self._graph.get(Unit, row[other]) for row in group),
                state=group[0]["state"],
                days=group[0]["days"],
                overdue=group[0]["overdue"],
                holder=group[0]["holder"],
            )
            for group in groups.values()
        ]
