"""What an item is tied to: the far ends of all its arrows, kind of arrow by kind."""

from dataclasses import dataclass

from graph.model.entities import Ids
from graph.model.vocabulary import RELATIONS
from graph.network import TraceGraph


@dataclass(frozen=True, slots=True)
class Tie:
    """The items at the far ends of one kind of arrow."""

    relation: str
    forward: bool  # The arrows start at the item.
    ids: Ids


def ties(graph: TraceGraph, item_id: str) -> tuple[Tie, ...]:
    """Return what an item is tied to, in the order of the vocabulary; empty where it is alone."""
    found = [
        Tie(name, forward, tuple(sorted(set(ends(relation, item_id)))))
        for name, relation in RELATIONS.items()
        for forward, ends in ((True, graph.targets), (False, graph.sources))
    ]
    return tuple(one for one in found if one.ids)
