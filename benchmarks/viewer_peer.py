"""The page that pyvis makes of the same items and arrows, at its best.

It is given what it is slow to find: positions, straight edges, no physics, edges that are hidden
while it is dragged; nodes and edges go into its lists at once, since `add_node` looks through all
that are there. What its template would fetch is taken out.
"""

import json
import re
import sys
from pathlib import Path

from graph.app import open_graph
from graph.network import TraceGraph
from graph.views.viewer.looks import LOOKS

WIDE, GAP = 200, 40  # Nodes a row, and pixels between them.
OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "edges": {"smooth": False, "arrows": {"to": {"enabled": True, "scaleFactor": 0.4}}},
    "interaction": {"hideEdgesOnDrag": True},
}
_FETCHED = re.compile(r'<link[^>]*href="https:[^>]*>|<script[^>]*src="https:[^>]*>\s*</script>')


def pyvis_page(graph: TraceGraph) -> str:
    """Return the HTML of all items and arrows of a graph, by pyvis' own template."""
    from pyvis.network import Network  # type: ignore[import-untyped]  # pyvis has no types

    net = Network("900px", directed=True, cdn_resources="in_line")
    for at, item in enumerate(graph.items()):
        node = {
            "id": item.id,
            "label": item.id,
            "title": item.title(),
            "shape": "dot",
            "size": 8,
            "color": LOOKS[item.kind_of_node].colour,
            "x": GAP * (at % WIDE),
            "y": GAP * (at // WIDE),
        }
        net.nodes.append(node)
        net.node_ids.append(item.id)
        net.node_map[item.id] = node
    net.edges = [{"from": one.source, "to": one.target} for one in graph.links()]
    net.set_options(json.dumps(OPTIONS))
    return _FETCHED.sub("", net.generate_html())


if __name__ == "__main__":
    folder, file = sys.argv[1:]
    Path(file).write_text(pyvis_page(open_graph(folder)), encoding="utf-8")
