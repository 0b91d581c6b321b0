"""A selection of the graph as a network of pyvis, for notebooks."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from graph.errors import UsageError
from graph.model.entities import Item
from graph.model.portfolio import Link
from graph.network import TraceGraph
from graph.views.viewer.lanes import places
from graph.views.viewer.looks import LOOKS
from graph.views.words import KINDS, STEPS, VALUES, word
from graph.views.writing import shorten

MOST = 300  # Nodes that a reader can still tell apart.
HEIGHT = "750px"
_LABEL = 28  # Columns of a title below its node.
_BEND = 0.15  # Of arrows that would lie upon another.


def network(graph: TraceGraph, ids: Iterable[str], language: str) -> Any:
    """Return a `pyvis.network.Network` of the items and the arrows between them, in lanes.

    Raises:
        UsageError: there are more than `MOST`.
    """
    from pyvis.network import Network  # type: ignore[import-untyped]  # pyvis has no types

    chosen = set(ids)
    if len(chosen) > MOST:
        raise UsageError(
            f"the selection has {len(chosen):,} items, and a picture of more than {MOST} shows"
            " nothing: choose fewer, such as '2+P001+2', or make a page of them: policytrace view"
        )
    items = [one for one in graph.items() if one.id in chosen]
    links = [one for one in graph.links() if one.source in chosen and one.target in chosen]
    net = Network(HEIGHT, directed=True, notebook=True, cdn_resources="in_line")
    net.toggle_physics(False)
    net.options.edges.smooth.enabled = False
    # By hand, since `add_node` and `add_edge` look through all that are there.
    net.nodes = _nodes(graph, items, links, language)
    net.node_ids = [one.id for one in items]
    net.node_map = {one["id"]: one for one in net.nodes}
    net.edges = list(_edges(links, language))
    return net


def _nodes(
    graph: TraceGraph, items: Sequence[Item], links: Sequence[Link], language: str
) -> list[dict[str, Any]]:
    arrows = [(one.source, one.target) for one in links]
    place = places(graph, [one.id for one in items], arrows)
    return [
        {
            "id": item.id,
            "label": f"{item.id}\n{shorten(item.title(language), _LABEL)}",
            "title": _text(item.title(language), item.id, word(KINDS, item.kind_of_node, language)),
            "shape": LOOKS[item.kind_of_node].shape,
            "color": LOOKS[item.kind_of_node].colour,
            "size": 14,
            "font": {"background": "#ffffff"},  # Arrows do not cross what is written.
            "x": place[item.id][0],
            "y": place[item.id][1],
        }
        for item in items
    ]


def _edges(links: Iterable[Link], language: str) -> Iterable[dict[str, Any]]:
    """Yield the arrows: inferred ones dashed, several between the same two items bent apart."""
    pairs: Counter[tuple[str, str]] = Counter()
    for link in links:
        edge = {
            "from": link.source,
            "to": link.target,
            "arrows": "to",
            "title": _text(
                STEPS[link.relation.name][0][language == "en"], word(VALUES, link.basis, language)
            ),
            "color": "#8a94a0",
            "dashes": link.basis != "stated",
        }
        pair = (min(link.source, link.target), max(link.source, link.target))
        if pairs[pair]:
            bend = _BEND * pairs[pair]
            edge["smooth"] = {"enabled": True, "type": "curvedCW", "roundness": bend}
        pairs[pair] += 1
        yield edge


def _text(*lines: str) -> str:
    """Return what is shown beside the mouse.

    One title with `href` in it, and pyvis makes markup of them all; so a joiner of no width stands
    in the word.
    """
    return "\n".join(lines).replace("href", "hr\u2060ef")
