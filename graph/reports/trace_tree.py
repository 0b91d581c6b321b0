"""A trace as a tree: each item's own steps once, and many siblings folded into a count."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from graph.model.entities import Item
from graph.model.vocabulary import NodeKind, RelationType
from graph.network import TraceGraph
from graph.reports.reach import Hop, Reach
from graph.reports.ties import Ties
from graph.reports.trace_facts import Work, projects_among, work_of

_BREADTHS = (12, 8, 5, 3, 2, 1)
_LONGEST = 200  # Lines that a person still reads: the first of the breadths that keeps to it.
_WHOLLY = 1 << 30  # More than any depth: nothing below was cut off.


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """Items that are not shown, in place of the steps to them."""

    relation: RelationType
    forward: bool
    kinds: Mapping[NodeKind, int]  # How many of each kind.
    work: Work  # The projects among them and, on the way down, below them.
    by_depth: bool  # The depth ends here; else there are too many of them.

    @property
    def count(self) -> int:
        """How many items are folded away."""
        return sum(self.kinds.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An item on the way, the link by which it is reached, and what follows."""

    item: Item
    hop: Hop | None = None  # None: the item that the trace starts from.
    strength: str | None = None
    below: "tuple[Step | Fold, ...]" = ()  # By relation, a fold after the steps that are shown.
    repeated: bool = False  # What follows stands where the item is first shown.

    @property
    def steps(self) -> "tuple[Step, ...]":
        """The steps that are shown."""
        return tuple(one for one in self.below if isinstance(one, Step))

    @property
    def folds(self) -> tuple[Fold, ...]:
        """What stands for those that are not."""
        return tuple(one for one in self.below if isinstance(one, Fold))

    @property
    def lines(self) -> int:
        """How many lines the item and all that follows take."""
        return 1 + sum(one.lines if isinstance(one, Step) else 1 for one in self.below)


def tree_of(
    graph: TraceGraph,
    reach: Reach,
    ties: Ties,
    leading: set[str],
    *,
    depth: int,
    breadth: int | None,
) -> Step:
    """Return what is reached as a tree; of siblings those `leading` on to the other end come first.

    No more than `breadth` siblings of a relation are shown; 0 shows all. None shows 12, and fewer
    where the tree would get longer than a person reads.
    """

    def walked(most: int) -> Step:
        return _Walk(graph, reach, ties, leading, most).step(None, depth)

    if breadth is not None:
        return walked(breadth)
    tree = walked(_BREADTHS[0])
    for most in _BREADTHS[1:]:
        if tree.lines <= _LONGEST:
            break
        tree = walked(most)
    return tree


class _Walk:
    """One walk, up or down."""

    def __init__(
        self, graph: TraceGraph, reach: Reach, ties: Ties, leading: set[str], breadth: int
    ) -> None:
        self._graph = graph
        self._reach = reach
        self._ties = ties
        self._leading = leading
        self._breadth = breadth
        self._shown: dict[str, int] = {}  # How many steps follow where an item is shown.

    def step(self, hop: Hop | None, depth: int) -> Step:
        item_id = hop.far if hop else self._reach.start
        hops = self._reach.hops(item_id)
        repeated = bool(hops) and self._shown.get(item_id, -1) >= depth
        below: tuple[Step | Fold, ...] = ()
        if hops and not repeated:
            self._shown[item_id] = depth
            below = tuple(
                entry
                for _, group in groupby(hops, key=lambda one: one.relation.name)
                for entry in self._entries(list(group), depth)
            )
            if depth > 0 and all(self._is_whole(one) for one in below):
                self._shown[item_id] = _WHOLLY
        return Step(
            item=self._graph.item(item_id),
            hop=hop,
            strength=self._strength(hop) if hop else None,
            below=below,
            repeated=repeated,
        )

    def _is_whole(self, entry: Step | Fold) -> bool:
        """Tell whether the depth has cut off nothing below an entry."""
        if isinstance(entry, Fold):
            return not entry.by_depth
        return not self._reach.hops(entry.item.id) or self._shown[entry.item.id] == _WHOLLY

    def _entries(self, hops: Sequence[Hop], depth: int) -> list[Step | Fold]:
        """Return the steps of one relation, and a fold for those that there is no room for."""
        ordered = sorted(hops, key=lambda one: one.far not in self._leading)
        most = 0 if depth <= 0 else self._breadth or len(ordered)
        entries: list[Step | Fold] = [self.step(one, depth - 1) for one in ordered[:most]]
        if ordered[most:]:
            entries.append(self._fold(ordered[most:], by_depth=depth <= 0))
        return entries

    def _fold(self, hops: Sequence[Hop], *, by_depth: bool) -> Fold:
        ids = [one.far for one in hops]
        return Fold(
            relation=hops[0].relation,
            forward=hops[0].forward,
            kinds=Counter(self._graph.item(one).kind_of_node for one in ids),
            work=work_of(projects_among(self._graph, self._reach.beyond(ids))),
            by_depth=by_depth,
        )

    def _strength(self, hop: Hop) -> str | None:
        return self._ties.of_link(hop.relation, source=hop.source, target=hop.target)
