"""The table of the overview: what each unit carries, by dimension, by strategy and by zone."""

from typing import Any

from graph.views.viewer.scene import Scene


def matrix(scene: Scene) -> dict[str, Any]:
    """Return the cells of the overview."""
    return {"columns": [0] * len(scene.items)}
