"""trace: the chain from one item up to the policies and down to the units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.model.entities import Dimension, Item, Policy
from graph.model.vocabulary import NodeKind
from graph.network import TraceGraph
from graph.reports.reach import DOWN, UP, Hop, Reach
from graph.reports.ties import Ties
from graph.reports.trace_facts import Facts, Sums, districts_of, facts_of, sums_of
from graph.reports.trace_tree import Step, tree_of


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of the chain to show."""

    up: bool = True
    down: bool = True
    depth: int = 12  # Steps each way.
    breadth: int | None = None  # Items a relation, before the rest is folded; 0 for all.
    as_of: date = date.max  # Figures of later days do not count.


@dataclass(frozen=True, slots=True)
class TracedLink:
    """A link of the trace, and how many steps away its far end is."""

    hop: Hop
    strength: str | None  # Of the ways from the policies through it: direct, via_strategy, None.
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What is above the item, or below it."""

    tree: Step  # As far as depth and breadth go.
    depths: Mapping[str, int]  # The items within the depth, the nearest first; steps away.
    links: Sequence[TracedLink]  # All those within the depth, the nearest first.
    sums: Sums  # Of the whole chain, however much of it is shown.


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """The chain both ways from one item; a side that was not asked for is None."""

    item: Item
    strength: str | None  # How it is tied to a policy: direct, via_strategy, or None.
    extent: Extent
    up: Side | None
    down: Side | None
    districts: int | None  # Reached below; None where that was not asked for.
    facts: Mapping[str, Facts]  # Of every item within the depth.


def trace(graph: TraceGraph, item_id: str, extent: Extent) -> Trace:
    """Follow the chain from one item.

    Raises:
        UnknownItemError: no source declares the id.
    """
    item = graph.item(item_id)
    every = Ties(graph, (one.id for one in graph.all(Policy)))
    up = Reach(graph, UP, item_id) if extent.up else None
    down = Reach(graph, DOWN, item_id) if extent.down else None
    above = _side(graph, up, extent, every, NodeKind.POLICY) if up else None
    ties = _ties_below(graph, item, every)
    below = _side(graph, down, extent, ties, NodeKind.UNIT) if down else None
    sides = [one for one in (above, below) if one]
    shown = {item_id: None} | {one: None for side in sides for one in side.depths}
    return Trace(
        item=item,
        strength=every.of(item_id),
        extent=extent,
        up=above,
        down=below,
        districts=districts_of(graph, down.depths) if down else None,
        facts={one: facts_of(graph, graph.item(one), extent.as_of) for one in shown},
    )


def _ties_below(graph: TraceGraph, item: Item, every: Ties) -> Ties:
    """Return the ties that count below an item: below a policy, those to this one alone."""
    if isinstance(item, Policy):
        return Ties(graph, [item.id])
    if isinstance(item, Dimension):
        return Ties(graph, (hop.far for hop in Reach(graph, DOWN, item.id).hops(item.id)))
    return every


def _side(graph: TraceGraph, reach: Reach, extent: Extent, ties: Ties, end: NodeKind) -> Side:
    ends = [one for one in reach.depths if graph.item(one).kind_of_node == end]
    leading = reach.leading_to(ends)
    depth = extent.depth
    return Side(
        tree=tree_of(graph, reach, ties, leading, depth=depth, breadth=extent.breadth),
        depths={one: steps for one, steps in reach.depths.items() if steps <= depth},
        links=[
            TracedLink(hop, _strength(ties, hop), reach.depths[hop.near] + 1)
            for hop in reach.within(depth)
        ],
        sums=sums_of(graph, reach),
    )


def _strength(ties: Ties, hop: Hop) -> str | None:
    return ties.of_link(hop.relation, source=hop.source, target=hop.target)
