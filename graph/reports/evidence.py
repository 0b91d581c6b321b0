"""What speaks for a link that is missing: titles alike, and what the same unit's work serves."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from functools import cached_property

from graph.model import vocabulary as v
from graph.model.entities import Area, Item, KeyResult, Objective, Project, Unit
from graph.model.vocabulary import TIERS, NodeKind, RelationType
from graph.network import TraceGraph
from graph.reports.likeness import Likeness
from graph.reports.unowned_policies import Downstream

_NEAREST = 3  # Items alike that are looked at.
_LEAST = 0.1  # Less of title, unit or owned, or half as much of alike, says nothing.
_DIGITS = 4  # Of a score, so that no machine ranks otherwise than another.
_LOCAL = ("district", "subdistrict")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for a candidate, each from 0 to 1; or how much each of it counts."""

    title: float = 0.0  # How alike the two titles are.
    alike: float = 0.0  # How alike the three nearest items are that have the link already.
    unit: float = 0.0  # The share of the same unit's other items that have the link.
    owned: float = 0.0  # The same unit owns the candidate, or has a part of its target.
    year: float = 0.0  # The same fiscal year.
    area: float = 0.0  # The same district.

    def weighted(self, weights: "Evidence") -> float:
        """Return the score, from 0 to 1."""
        pairs = list(zip(astuple(self), astuple(weights), strict=True))
        total = sum(weight for _, weight in pairs)
        score: float = sum(one * weight for one, weight in pairs) / total
        return round(score, _DIGITS)

    @property
    def speaks(self) -> bool:
        """Tell whether there is more than the same year or place, and more than a trace of it."""
        return max(self.title, 2 * self.alike, self.unit, self.owned) >= _LEAST


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A link that may be missing: the field that would state it, and what it leads to."""

    kind: NodeKind
    field: str
    relation: RelationType
    leads_to: type[Item]
    is_source: bool = True  # The item that holds the field is where the arrow starts.

    def linked(self, graph: TraceGraph, item_id: str) -> Sequence[str]:
        """Return what the item is linked to already."""
        ends = graph.targets if self.is_source else graph.sources
        return ends(self.relation, item_id)


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate, what speaks for it, and the nearest item alike that has the link."""

    item: Item
    evidence: Evidence
    like: str | None


class Known:
    """The candidates for one missing link, and the items that have it.

    An item's own links are never evidence about it, so that hiding a link that is known, to see
    whether it would be found, is no more than leaving it out.
    """

    def __init__(self, graph: TraceGraph, missing: Missing) -> None:
        self._graph = graph
        self.missing = missing

    def about(self, item: Item) -> Iterator[Found]:
        """Yield every candidate with what speaks for it."""
        alike, units = self._alike(item), self.units_of(item)
        shares, year, places = self._shares(item, units), self._year(item), self._places(item)
        for candidate in self.candidates:
            near = alike.get(candidate.id, [])
            evidence = Evidence(
                title=self.likeness.between(item, candidate),
                alike=sum(score for score, _ in near) / _NEAREST,
                unit=shares.get(candidate.id, 0.0),
                owned=float(bool(units & self._answering(candidate))),
                year=float(year is not None and year == self._year(candidate)),
                area=float(bool(places & self._places(candidate))),
            )
            yield Found(candidate, evidence, near[0][1] if near else None)

    @cached_property
    def candidates(self) -> list[Item]:
        """All that the link may lead to; of units, those that stand at a tier."""
        every = self._graph.all(self.missing.leads_to)
        return [one for one in every if not isinstance(one, Unit) or one.kind in TIERS]

    @cached_property
    def _of_kind(self) -> list[Item]:
        return [one for one in self._graph.items() if one.kind_of_node is self.missing.kind]

    @cached_property
    def others(self) -> list[tuple[Item, Sequence[str]]]:
        """The items that have the link, and where it leads; who leads a project may own, too."""
        graph, missing = self._graph, self.missing
        found = [(one, missing.linked(graph, one.id)) for one in self._of_kind]
        if missing.relation is v.OWNED_BY:
            found += [(one, graph.targets(v.LED_BY, one.id)) for one in graph.all(Project)]
            found = [(one, [graph.lifted(unit) for unit in units]) for one, units in found]
        return [(one, linked) for one, linked in found if linked]

    @cached_property
    def likeness(self) -> Likeness:
        """The titles of the candidates and of all that may have the link, whether it has or not."""
        return Likeness([*self.candidates, *self._of_kind])

    def _alike(self, item: Item) -> dict[str, list[tuple[float, str]]]:
        """Return the nearest items alike that lead to each candidate, nearest first."""
        near: dict[str, list[tuple[float, str]]] = {}
        for other, linked in self.others:
            if other.id != item.id:
                score = self.likeness.between(item, other)
                for candidate in linked if score else ():
                    near.setdefault(candidate, []).append((score, other.id))
        return {
            candidate: sorted(found, key=lambda one: (-one[0], one[1]))[:_NEAREST]
            for candidate, found in near.items()
        }

    def _shares(self, item: Item, units: frozenset[str]) -> dict[str, float]:
        """Return the share of the same unit's other items that lead to each candidate."""
        if self.missing.relation is v.OWNED_BY:
            return self._leading_below(item)
        same = [
            linked
            for other, linked in self.others
            if other.id != item.id and units & self.units_of(other)
        ]
        counts = Counter(candidate for linked in same for candidate in linked)
        return {candidate: count / len(same) for candidate, count in counts.items()}

    def _leading_below(self, policy: Item) -> dict[str, float]:
        """Return the share of the projects below a policy that each unit leads."""
        led = Downstream(self._graph).led(self._graph.objectives_below(policy.id))
        return {unit: count / led.total() for unit, count in led.items()}

    def units_of(self, item: Item) -> frozenset[str]:
        """Return the units, at their tier, that lead a project or own anything else."""
        graph = self._graph
        if isinstance(item, Unit):
            return frozenset()
        if isinstance(item, Project):
            found = graph.targets(v.LED_BY, item.id)
        elif isinstance(item, KeyResult):
            found = graph.effective_owners(item.id)
        else:
            found = graph.owners(item.id)
        return frozenset(map(graph.lifted, found))

    def _answering(self, candidate: Item) -> frozenset[str]:
        parts = self._graph.targets(v.ALLOCATED_TO, candidate.id)
        return self.units_of(candidate) | set(map(self._graph.lifted, parts))

    def _year(self, item: Item) -> int | None:
        has_year = isinstance(item, (Project, Objective, KeyResult))
        return self._graph.fiscal_year(item.id) if has_year else None

    def _places(self, item: Item) -> set[str]:
        """Return the districts, and places inside them, that an item or its objective targets."""
        graph = self._graph
        target = item.objective if isinstance(item, KeyResult) else item.id
        around = {one for area in graph.targets(v.TARGETS, target) for one in graph.above(area)}
        return {one for one in around if graph.get(Area, one).kind in _LOCAL}
