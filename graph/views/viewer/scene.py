"""What the page is made from, as one value."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from graph.model.entities import Item
from graph.model.vocabulary import NodeKind
from graph.network import TraceGraph
from graph.reports.result import Parameters, Result


@dataclass(frozen=True)
class Scene:
    """A graph, what the reports say of it, and which of its items the page holds."""

    graph: TraceGraph
    results: Mapping[str, Result]  # By the names of the reports.
    parameters: Parameters
    dataset: str
    version: str
    source_url: str | None = None  # With {file} and {line}; where sources can be read.
    shown: frozenset[str] | None = None  # Ids that the page holds; None is every item.
    selectors: Mapping[str, str] = field(default_factory=dict)  # The named ones.
    place: Callable[[str], str] = str  # The name of a source's file, as readers are to see it.
    # Of the reports that ask between some tiers alone, the answers between all of them.
    widest: Mapping[str, Result] = field(default_factory=dict)

    @property
    def everything(self) -> tuple[Result, ...]:
        """Every answer that the page tells."""
        return (*self.results.values(), *self.widest.values())

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The items that the page holds: by kind, then in the order of the sources."""
        graph, shown = self.graph, self.shown
        by_kind: dict[NodeKind, list[Item]] = {kind: [] for kind in NodeKind}
        for item in graph.items():
            if shown is None or item.id in shown:
                by_kind[item.kind_of_node].append(item)
        return tuple(item for items in by_kind.values() for item in items)

    @cached_property
    def number(self) -> Mapping[str, int]:
        """The number of each item on the page, by its id."""
        return {item.id: position for position, item in enumerate(self.items)}
