"""Where each item stands on the map of the whole graph: bands from policies down to units.

Only the order of the items and the measures of the bands go onto the page, and the script finds x
and y from these (`assets/js/map/places.js`). The order of the sources has no say in it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graph.model import vocabulary as v
from graph.model.entities import Item
from graph.model.vocabulary import NodeKind
from graph.selection.chain import DOWN, reached
from graph.selection.methods import kind_word
from graph.views.viewer.map_bands import Band, Filling, Plan, plan
from graph.views.viewer.map_order import ordered
from graph.views.viewer.scene import Scene
from graph.views.words import KINDS

_K = NodeKind
_ORGANISATIONS = "organisations"  # Units that are no districts nor parts of any.
_BANDS = (
    *(_K.DIMENSION, _K.POLICY, _K.STRATEGY, _K.KPI, _K.OBJECTIVE, _K.KEY_RESULT, _K.PROJECT),
    *(_K.HANDOFF, _ORGANISATIONS, _K.UNIT, _K.AREA),
)
_NAMES = {
    _K.DIMENSION: "Dimensions",
    _K.POLICY: "Policies",
    _K.STRATEGY: "Strategies",
    _K.KPI: "KPIs",
    _K.OBJECTIVE: "Objectives",
    _K.KEY_RESULT: "Key results",
    _K.PROJECT: "Projects",
    _K.HANDOFF: "Handoffs",
    _ORGANISATIONS: "Bureaus and others",
    _K.UNIT: "District offices",
    _K.AREA: "Areas",
}
_THAI = {_ORGANISATIONS: "สำนักและอื่น ๆ", _K.UNIT: "สำนักงานเขต"}
_HEADS = frozenset({_K.DIMENSION, _K.POLICY})  # Left of the border.
_CHAIN = frozenset({_K.STRATEGY, _K.OBJECTIVE, _K.KEY_RESULT, _K.PROJECT})  # On either side of it.
# The arrows that draw items to one another. A part of a target goes to all fifty districts.
_TIES = frozenset(v.RELATIONS) - {v.PART_OF.name, v.SUPERSEDES.name, v.ALLOCATED_TO.name}


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of the map, and the numbers of the items in their order."""

    plan: Plan
    names: tuple[str, ...]  # Of the bands: a kind of item, or `organisations`.
    order: tuple[int, ...]

    def places(self) -> Iterator[tuple[int, int, int, Band]]:
        """Yield each item with its x, its y and its band."""
        numbers = iter(self.order)
        for band in self.plan.bands:
            for block in band.blocks:
                for rank in range(block.count):
                    yield next(numbers), block.x(rank), block.y(rank), band


def positions(scene: Scene) -> dict[str, Any]:
    """Return the bands of the map, and the items in their order."""
    found = layout(scene)
    return {
        "width": found.plan.width,
        "height": found.plan.height,
        "border": found.plan.border,
        "bands": [
            _encoded(name, band) for name, band in zip(found.names, found.plan.bands, strict=True)
        ],
        "order": list(found.order),
    }


def _encoded(name: str, band: Band) -> dict[str, Any]:
    kind = _K.UNIT if name == _ORGANISATIONS else NodeKind(name)
    return {
        "kind": kind_word(kind),
        "words": (_THAI.get(name, KINDS[kind][0]), _NAMES[name]),
        "top": band.top,
        "height": band.height,
        "tall": band.tall,
        "blocks": [[one.left, one.top, one.cell, one.rows, one.count] for one in band.blocks],
    }


def layout(scene: Scene) -> Layout:
    """Find the place of every item of the page."""
    halves = _halves(scene)
    names = tuple(name for name in _BANDS if any(halves[name]))
    fillings = [Filling(*(len(some) for some in halves[name])) for name in names]
    divided = plan(fillings)
    filled = [
        (block, items)
        for name, band in zip(names, divided.bands, strict=True)
        for block, items in zip(band.blocks, filter(None, halves[name]), strict=True)
    ]
    level = {item: at for at, name in enumerate(names) for some in halves[name] for item in some}
    orders = ordered(filled, *_neighbours(scene, level), _wholes(scene))
    return Layout(divided, names, tuple(item for items in orders for item in items))


def _halves(scene: Scene) -> dict[str, tuple[list[int], list[int], list[int]]]:
    """Return the items of each band by id: left of the border, right of it, and across it."""
    graph = scene.graph
    policies = [one.id for one in graph.items() if one.kind_of_node == _K.POLICY]
    traced = reached(graph, policies, DOWN, None)
    halves: dict[str, tuple[list[int], list[int], list[int]]]
    halves = {name: ([], [], []) for name in _BANDS}
    for item in sorted(scene.items, key=_by_id):
        kind = item.kind_of_node
        half = 2 if kind not in _HEADS | _CHAIN else int(kind in _CHAIN and item.id not in traced)
        halves[_band(scene, item)][half].append(scene.number[item.id])
    return halves


def _band(scene: Scene, item: Item) -> str:
    if item.kind_of_node == _K.UNIT and scene.graph.tier(item.id) != "district":
        return _ORGANISATIONS
    return item.kind_of_node


def _by_id(item: Item) -> tuple[list[tuple[int, str]], str]:
    """Return what puts P2 before P10."""
    parts = re.split(r"(\d+)", item.id)
    return [(int(one), "") if one.isdecimal() else (-1, one) for one in parts], item.id


_Ties = dict[int, list[int]]


def _neighbours(scene: Scene, level: dict[int, int]) -> tuple[_Ties, _Ties]:
    """Return what each item is tied to in the bands above it, and in those below it."""
    number = scene.number
    above: _Ties = {}
    below: _Ties = {}
    for link in scene.graph.links():
        if link.relation.name in _TIES and link.source in number and link.target in number:
            high, low = number[link.source], number[link.target]
            if level[high] > level[low]:
                high, low = low, high
            above.setdefault(low, []).append(high)
            below.setdefault(high, []).append(low)
    return above, below


def _wholes(scene: Scene) -> dict[int, int]:
    """Return what each item is part of, where the page holds that too."""
    number = scene.number
    return {
        at: number[whole]
        for item, at in number.items()
        for whole in scene.graph.targets(v.PART_OF, item)[:1]
        if whole in number
    }
