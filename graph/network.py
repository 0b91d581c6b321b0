"""The graph of the domain: questions in its own words; the only place that knows networkx.

Its own indexes answer every question; networkx is loaded when someone asks for its graph.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from graph.errors import UnknownItemError
from graph.model import vocabulary as v
from graph.model.entities import Handoff, Item, KeyResult, Objective, Policy, Project, Unit
from graph.model.plain import attributes, link_attributes
from graph.model.portfolio import Link, Portfolio
from graph.model.vocabulary import TIERS, NodeKind, RelationType
from graph.problems import did_you_mean

if TYPE_CHECKING:
    import networkx as nx

ItemT = TypeVar("ItemT", bound=Item)
DIRECT = "direct"
VIA_STRATEGY = "via_strategy"
_Ends = dict[str, dict[str, list[str]]]


class TraceGraph:
    """Policies, strategies, objectives, key results, projects and units, and their arrows.

    A link to an id that no item has is no arrow: it stands apart, in `dangling`.
    """

    def __init__(self) -> None:
        self.dangling: list[Link] = []
        self._links: dict[tuple[str, str, str], Link] = {}  # By source, target and relation.
        self._items: dict[str, Item] = {}
        self._by_kind: dict[NodeKind, list[Any]] = {kind: [] for kind in NodeKind}
        self._inferred: dict[str, set[tuple[str, str]]] = {name: set() for name in v.RELATIONS}
        # The far ends by relation and near end, so that no question walks all of a hub's arrows.
        self._out: _Ends = {name: {} for name in v.RELATIONS}
        self._back: _Ends = {name: {} for name in v.RELATIONS}

    @classmethod
    def from_portfolio(cls, portfolio: Portfolio) -> "TraceGraph":
        """Return the graph of all items and links of a portfolio."""
        trace = cls()
        for item in portfolio.items.values():
            trace.add_item(item)
        for link in portfolio.links:
            if link.other in portfolio.items:
                trace.add(link)
            else:
                trace.dangling.append(link)
        return trace

    # Building

    def add_item(self, item: Item) -> None:
        """Add a node."""
        self._items[item.id] = item
        self._by_kind[item.kind_of_node].append(item)

    def add(self, link: Link) -> None:
        """Add an arrow, which is stored in the order of the chain."""
        name = link.relation.name
        self._links[link.source, link.target, name] = link
        self._out[name].setdefault(link.source, []).append(link.target)
        self._back[name].setdefault(link.target, []).append(link.source)
        if link.basis != "stated":
            self._inferred[name].add((link.source, link.target))

    # Items and arrows

    def __contains__(self, item_id: object) -> bool:
        """Tell whether an item has the id."""
        return item_id in self._items

    def item(self, item_id: str) -> Item:
        """Return the item with the id.

        Raises:
            UnknownItemError: no source declares it.
        """
        try:
            return self._items[item_id]
        except KeyError:
            hint = did_you_mean(item_id, self._items)
            raise UnknownItemError(f"no source declares '{item_id}'{hint}") from None

    def items(self) -> Iterable[Item]:
        """Return every item."""
        return self._items.values()

    def all(self, entity: type[ItemT]) -> Sequence[ItemT]:
        """Return the items of one kind, such as `Project`, in the order of the sources."""
        return self._by_kind[entity.kind_of_node]

    def get(self, entity: type[ItemT], item_id: str) -> ItemT:
        """Return the item with the id, known to be of one kind."""
        item = self.item(item_id)
        assert isinstance(item, entity)
        return item

    def targets(self, relation: RelationType, source: str) -> Sequence[str]:
        """Return where the relation's arrows from `source` lead, in the order of the sources."""
        return self._out[relation.name].get(source, ())

    def sources(self, relation: RelationType, target: str) -> Sequence[str]:
        """Return where the relation's arrows to `target` come from."""
        return self._back[relation.name].get(target, ())

    def link(self, relation: RelationType, *, source: str, target: str) -> Link:
        """Return one arrow that is known to be there, with its basis and place."""
        return self._links[source, target, relation.name]

    def is_inferred(self, relation: RelationType, *, source: str, target: str) -> bool:
        """Tell whether an arrow is our judgement, and not what a published source says."""
        return (source, target) in self._inferred[relation.name]

    def inferred(self, relation: RelationType) -> Iterable[tuple[str, str]]:
        """Return the ends of the relation's arrows that are our judgement."""
        return self._inferred[relation.name]

    def links(self) -> Iterator[Link]:
        """Yield every arrow, in the order in which they were added."""
        return iter(self._links.values())

    def networkx(self, language: str = "th") -> "nx.MultiDiGraph[str]":
        """Return a copy for networkx, to go on with: what is done to it does not come back here.

        Nodes are ids, with `kind` (such as `Project`), `title` in the language, `file`, `line` and
        every field that holds one value; arrows are keyed by the name of their relation, with
        `basis`, `file` and `line`. What the sources do not say is absent.
        """
        import networkx as nx

        copy: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        copy.add_nodes_from((one.id, attributes(one, language)) for one in self._items.values())
        for (source, target, name), link in self._links.items():
            copy.add_edge(source, target, name, **link_attributes(link))
        return copy

    # Hierarchies

    def above(self, item_id: str) -> tuple[str, ...]:
        """Return the item and all that it is part of, at any depth."""
        chain = dict.fromkeys([item_id])
        step: Sequence[str] = (item_id,)
        while step := self.targets(v.PART_OF, step[0]):
            if step[0] in chain:
                break
            chain[step[0]] = None
        return tuple(chain)

    def inside(self, item_ids: Iterable[str], *, stated_only: bool = False) -> set[str]:
        """Return the items and all their parts, at any depth; by stated links alone if wanted."""
        found = set(item_ids)
        waiting = list(found)
        while waiting:
            whole = waiting.pop()
            parts = set(self.sources(v.PART_OF, whole)) - found
            if stated_only:
                parts = {part for part in parts if self._is_stated(v.PART_OF, part, whole)}
            found |= parts
            waiting += parts
        return found

    @cached_property
    def _lifted(self) -> dict[str, Unit]:
        return {unit.id: self._lift(unit) for unit in self.all(Unit)}

    def _lift(self, unit: Unit) -> Unit:
        chain = (self.get(Unit, one) for one in self.above(unit.id))
        return next((one for one in chain if one.kind in TIERS), unit)

    def lifted(self, unit: str) -> str:
        """Return the unit at its tier: a division counts as its bureau."""
        return self._lifted[unit].id

    def tier(self, unit: str) -> str:
        """Return city, district, bureau, office or external."""
        return self._lifted[unit].kind

    # Who answers for what

    def owners(self, item_id: str) -> Sequence[str]:
        """Return the item's own owners."""
        return self.targets(v.OWNED_BY, item_id)

    def effective_owners(self, key_result: str) -> Sequence[str]:
        """Return a key result's owners, or its objective's where it is silent."""
        if self.get(KeyResult, key_result).owner is not None:
            return self.owners(key_result)
        return tuple(
            owner
            for objective in self.sources(v.HAS_KEY_RESULT, key_result)
            for owner in self.owners(objective)
        )

    def lead(self, project: str) -> str | None:
        """Return the unit that leads the project, as the source names it."""
        return next(iter(self.targets(v.LED_BY, project)), None)

    def fiscal_year(self, item_id: str) -> int | None:
        """Return the fiscal year (Buddhist era) that an item is of, if it is of any.

        A key result is of its objective's, a handoff of its item's.
        """
        item = self.item(item_id)
        if isinstance(item, (Objective, Project)):
            return item.fiscal_year
        relation = {KeyResult: v.HAS_KEY_RESULT, Handoff: v.HANDED_OVER}.get(type(item))
        above = self.sources(relation, item_id) if relation else ()
        return next(map(self.fiscal_year, above), None)

    # The chain upwards

    def objectives_above(self, project: str) -> tuple[str, ...]:
        """Return the objectives whose key results the project delivers."""
        return tuple(
            dict.fromkeys(
                objective
                for key_result in self.sources(v.DELIVERED_BY, project)
                for objective in self.sources(v.HAS_KEY_RESULT, key_result)
            )
        )

    def served_objectives(self, *, stated_only: bool = False) -> dict[str, str]:
        """Return each objective that has a way up to a policy, with the trace's strength."""
        policies = [policy.id for policy in self.all(Policy)]
        advanced = self._reached(v.ADVANCES, policies, stated_only)
        reached = self.inside(advanced, stated_only=stated_only)
        served = dict.fromkeys(self._reached(v.HAS_OBJECTIVE, reached, stated_only), VIA_STRATEGY)
        called_for = self._reached(v.CALLS_FOR, policies, stated_only)
        return served | dict.fromkeys(called_for, DIRECT)

    def traced_projects(self, *, stated_only: bool = False) -> dict[str, str]:
        """Return each project that has a way up to a policy, with its best strength.

        With `stated_only`, only ways on which every link is stated count.
        """
        if stated_only not in self._traced:
            self._traced[stated_only] = self._trace_projects(stated_only=stated_only)
        return self._traced[stated_only]

    @cached_property
    def _traced(self) -> dict[bool, dict[str, str]]:
        return {}

    def _trace_projects(self, *, stated_only: bool) -> dict[str, str]:
        served = self.served_objectives(stated_only=stated_only)
        traced: dict[str, str] = {}
        for strength in (VIA_STRATEGY, DIRECT):
            objectives = [one for one, best in served.items() if best == strength]
            key_results = self._reached(v.HAS_KEY_RESULT, objectives, stated_only)
            projects = self._reached(v.DELIVERED_BY, key_results, stated_only)
            traced |= dict.fromkeys(projects, strength)
        return traced

    def _reached(
        self, relation: RelationType, sources: Iterable[str], stated_only: bool
    ) -> dict[str, None]:
        return {
            target: None
            for source in sources
            for target in self.targets(relation, source)
            if not stated_only or self._is_stated(relation, source, target)
        }

    def _is_stated(self, relation: RelationType, source: str, target: str) -> bool:
        return not self.is_inferred(relation, source=source, target=target)

    # The chain downwards

    def objectives_below(self, policy: str) -> frozenset[str]:
        """Return the objectives that the policy calls for.

        Where it calls for none: those under its strategies and all their sub-strategies.
        """
        called_for = self.targets(v.CALLS_FOR, policy)
        if called_for:
            return frozenset(called_for)
        strategies = self.inside(self.targets(v.ADVANCES, policy))
        return frozenset(
            objective
            for strategy in strategies
            for objective in self.targets(v.HAS_OBJECTIVE, strategy)
        )

    def key_results_below(self, objectives: Iterable[str]) -> set[str]:
        """Return the key results of the objectives."""
        return set(self._reached(v.HAS_KEY_RESULT, objectives, stated_only=False))

    def projects_below(self, key_results: Iterable[str]) -> set[str]:
        """Return the projects that deliver the key results."""
        return set(self._reached(v.DELIVERED_BY, key_results, stated_only=False))
