"""A question, its parameters and its answer, as values; every format is rendered from these."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graph.model.rules import Rule
from graph.network import TraceGraph
from graph.reports.places import Places

Row = Mapping[str, Any]
SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """What a question is asked with; nothing else in the program reads the clock."""

    as_of: date
    fiscal_year: int | None = None  # Buddhist era; None is every year.
    all_tiers: bool = False
    language: str = "th"
    select: str | None = None  # The selector of the items that are asked about, as it was typed.
    exclude: str | None = None  # The selector of those that are left out.
    selected: frozenset[str] | None = None  # Ids that are asked about; None is every item.

    def asks(self, *ids: str | None) -> bool:
        """Tell whether any of the items is asked about."""
        return self.selected is None or any(one in self.selected for one in ids)

    @property
    def selection(self) -> dict[str, str]:
        """The selectors that were typed, by the names of their options."""
        typed = {"select": self.select, "exclude": self.exclude}
        return {name: text for name, text in typed.items() if text is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked, and the columns of its answer."""

    name: str
    title_th: str
    title_en: str
    columns: tuple[str, ...]
    filters: tuple[str, ...] = ()  # The parameters that choose among its rows.

    def title(self, language: str) -> str:
        """Return the title in `th` or `en`."""
        return self.title_en if language == "en" else self.title_th


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Question):
    """A question of the registry: how its rows are found, and what sums them up."""

    # The columns that name what a row is about; none where rows count items, which choose among the
    # items that are asked about by themselves.
    subjects: tuple[str, ...]
    rows: Callable[[TraceGraph, Parameters], list[Row]]
    summary: Callable[[TraceGraph, Sequence[Row], Parameters], dict[str, Any]]
    rules: tuple[Rule, ...] = ()  # Whose findings its rows may be.
    in_cypher: bool = True  # Whether a query file of the same name gives the same rows.


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The answer to one report, or to a query."""

    report: Question
    engine: str
    parameters: Parameters
    summary: Mapping[str, Any]
    rows: Sequence[Row]
    names: Mapping[str, str]  # The units' titles by id, for readers; not part of the contract.
    places: Places | None = field(default=None, compare=False)  # Of its findings; a query has none.

    def as_json(self) -> dict[str, Any]:
        """Return the contract's object, with its keys in their fixed order."""
        asked = self.parameters
        return {
            "schema_version": SCHEMA_VERSION,
            "report": self.report.name,
            "title": self.report.title(asked.language),
            "engine": self.engine,
            "as_of": asked.as_of.isoformat(),
            "filters": {
                "fiscal_year": asked.fiscal_year,
                "all_tiers": asked.all_tiers,
                **asked.selection,
            },
            "summary": dict(self.summary),
            "columns": list(self.report.columns),
            "rows": [{column: row[column] for column in self.report.columns} for row in self.rows],
        }
