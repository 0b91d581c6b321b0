"""What selectors are answered from: a graph, and its items by what the methods ask for."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from graph.model import vocabulary as v
from graph.model.entities import Handoff, Item, KeyResult, Project
from graph.network import TraceGraph

Findings = Mapping[str, frozenset[str]]  # The items that each finding is about.


class Ground:
    """A graph with its findings and the named selectors; what is asked of it is found once."""

    def __init__(
        self, graph: TraceGraph, findings_of: Callable[[], Findings], selectors: Mapping[str, str]
    ) -> None:
        self.graph = graph
        self.selectors = selectors
        self._findings_of = findings_of

    @cached_property
    def ids(self) -> frozenset[str]:
        """Every item's id."""
        return frozenset(item.id for item in self.graph.items())

    @cached_property
    def findings(self) -> Findings:
        """The items that each finding is about; to know them, every report is asked."""
        return self._findings_of()

    @cached_property
    def by_answerable(self) -> Mapping[str, list[str]]:
        """The items of each unit: those that it owns, by itself or by its objective, or leads."""
        return _grouped((item.id, answerable(self.graph, item)) for item in self.graph.items())

    @cached_property
    def by_status(self) -> Mapping[str, list[str]]:
        """Projects by status, handoffs by state."""
        return _grouped(
            (item.id, [status]) for item in self.graph.items() if (status := _status(item))
        )

    @cached_property
    def by_year(self) -> Mapping[str, list[str]]:
        """The items that are of a fiscal year (Buddhist era), in the order of the years."""
        years = ((item.id, self.graph.fiscal_year(item.id)) for item in self.graph.items())
        grouped = _grouped((item, [str(year)]) for item, year in years if year)
        return dict(sorted(grouped.items()))

    @cached_property
    def by_basis(self) -> Mapping[str, list[str]]:
        """The items that rest on judgement in any field, and those that do not in any."""
        found: dict[str, list[str]] = {basis: [] for basis in v.BASES}
        for item in self.graph.items():
            bases = [item.basis] if isinstance(item.basis, str) else item.basis.values()
            found["inferred" if "inferred" in bases else "stated"].append(item.id)
        return found

    @cached_property
    def by_file(self) -> Mapping[str, list[str]]:
        """The items of each file, by its path and by each end of it."""
        return _grouped((item.id, _ends(item.file)) for item in self.graph.items())


def _grouped(pairs: Iterable[tuple[str, Iterable[str]]]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for item, keys in pairs:
        for key in keys:
            groups.setdefault(key, []).append(item)
    return groups


def _ends(path: str) -> list[str]:
    """Return a path and its ends: `data/units/a.yaml`, `units/a.yaml`, `a.yaml`."""
    parts = path.split("/")
    return ["/".join(parts[start:]) for start in range(len(parts))]


def _status(item: Item) -> str | None:
    if isinstance(item, Handoff):
        return item.reached_state
    return item.status if isinstance(item, Project) else None


def answerable(graph: TraceGraph, item: Item) -> tuple[str, ...]:
    """Return the units that own an item, or lead a project."""
    if isinstance(item, KeyResult):
        return tuple(graph.effective_owners(item.id))
    return (*graph.owners(item.id), *graph.targets(v.LED_BY, item.id))
