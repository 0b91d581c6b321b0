"""Where the items of a small picture stand: a lane for each kind, in the order of the chain."""

from collections.abc import Iterable, Mapping, Sequence

from graph.model.vocabulary import NodeKind
from graph.network import TraceGraph

ORDER = (
    *(NodeKind.DIMENSION, NodeKind.POLICY, NodeKind.STRATEGY, NodeKind.OBJECTIVE),
    *(NodeKind.KEY_RESULT, NodeKind.PROJECT, NodeKind.HANDOFF, NodeKind.UNIT),
    *(NodeKind.KPI, NodeKind.AREA),
)
ROWS = 12  # The most items that stand above each other: a lane of more has several columns.
ACROSS, DOWN, GAP = 230, 90, 90  # Pixels between columns, between rows, and more between lanes.
_SWEEPS = 6
Heights = dict[str, float]


def places(
    graph: TraceGraph, ids: Sequence[str], arrows: Iterable[tuple[str, str]]
) -> dict[str, tuple[int, int]]:
    """Return the x and the y of each item: those that are linked stand near each other.

    Lanes that hold nothing take no room; each column is centred on 0.
    """
    kinds = {one: graph.item(one).kind_of_node for one in ids}
    lanes = [[one for one in ids if kinds[one] is kind] for kind in ORDER]
    filled = [lane for lane in lanes if lane]
    heights: Heights = {}
    for lane in filled:
        _stack(lane, heights)
    near = _neighbours(arrows, kinds)
    for sweep in range(_SWEEPS):
        for lane in filled if sweep % 2 == 0 else reversed(filled):
            lane.sort(key=lambda one: _mean(heights, near.get(one, [one])))
            _stack(lane, heights)
    return _set_out(filled)


def _set_out(lanes: Iterable[Sequence[str]]) -> dict[str, tuple[int, int]]:
    """Return the places of lanes that are in order, as columns that are about equally long."""
    found: dict[str, tuple[int, int]] = {}
    across = 0
    for lane in lanes:
        columns = -(-len(lane) // ROWS)
        rows = -(-len(lane) // columns)
        for first in range(0, len(lane), rows):
            heights: Heights = {}
            _stack(lane[first : first + rows], heights)
            found |= {one: (across, round(height)) for one, height in heights.items()}
            across += ACROSS
        across += GAP
    return found


def _stack(lane: Sequence[str], heights: Heights) -> None:
    for row, one in enumerate(lane):
        heights[one] = DOWN * (row - (len(lane) - 1) / 2)


def _neighbours(
    arrows: Iterable[tuple[str, str]], kinds: Mapping[str, NodeKind]
) -> dict[str, list[str]]:
    """Return what each item is linked to in other lanes."""
    near: dict[str, list[str]] = {}
    for source, target in arrows:
        if kinds[source] is not kinds[target]:
            near.setdefault(source, []).append(target)
            near.setdefault(target, []).append(source)
    return near


def _mean(heights: Heights, items: Sequence[str]) -> float:
    return sum(heights[one] for one in items) / len(items)
