"""The order of the items in the bands of the map, so that arrows are short.

Sweeps down and up the bands put each item where those lie, on average, that it is tied to
(barycentres, after Sugiyama, Tagawa and Toda, 1981). The last sweep goes down: what has the same
item above it stands together. Parts follow what they are part of.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from graph.views.viewer.map_bands import Block

_SWEEPS = 3  # Down and up; more change little.
Neighbours = Mapping[int, Sequence[int]]


def ordered(
    blocks: Sequence[tuple[Block, Sequence[int]]],
    above: Neighbours,
    below: Neighbours,
    wholes: Mapping[int, int],
) -> list[list[int]]:
    """Return the items of each block in their order; the blocks stand from top to bottom.

    `above` and `below` tell what each item is tied to in other bands, and `wholes` what it is part
    of. Items that nothing tells apart keep the order in which they are given.
    """
    orders = [list(items) for _, items in blocks]
    place: dict[int, int] = {}
    for (block, _), items in zip(blocks, orders, strict=True):
        _put(block, items, place)
    down, up = range(len(orders)), range(len(orders) - 1, -1, -1)
    for neighbours, way in (*((above, down), (below, up)) * _SWEEPS, (above, down)):
        for at in way:
            orders[at] = _sorted(orders[at], neighbours, place, wholes)
            _put(blocks[at][0], orders[at], place)
    return orders


def _put(block: Block, items: Iterable[int], place: dict[int, int]) -> None:
    for rank, item in enumerate(items):
        place[item] = block.x(rank)


def _sorted(
    items: list[int], neighbours: Neighbours, place: Mapping[int, int], wholes: Mapping[int, int]
) -> list[int]:
    """Return the items by where their neighbours are; those that have none stay where they are."""
    sums: dict[int, tuple[int, int]] = {}
    for item in items:
        near = neighbours.get(item, ())
        sums[item] = (sum([place[one] for one in near]), len(near)) if near else (place[item], 1)
    if not any(item in wholes for item in items):
        return sorted(items, key=lambda one: sums[one][0] / sums[one][1])
    return _by_whole(items, sums, wholes)


def _by_whole(
    items: list[int], sums: dict[int, tuple[int, int]], wholes: Mapping[int, int]
) -> list[int]:
    """Return the items by their sums, with all parts of an item behind it."""
    parts: dict[int | None, list[int]] = {}
    for item in items:
        whole = wholes.get(item)
        parts.setdefault(whole if whole in sums else None, []).append(item)
    for item in reversed(_walk(parts, lambda some: some)):
        whole = wholes.get(item)
        if whole in sums:
            sums[whole] = (sums[whole][0] + sums[item][0], sums[whole][1] + sums[item][1])
    return _walk(parts, lambda some: sorted(some, key=lambda one: sums[one][0] / sums[one][1]))


def _walk(
    parts: Mapping[int | None, list[int]], arranged: Callable[[list[int]], list[int]]
) -> list[int]:
    """Return all items, each before its parts."""
    found: list[int] = []
    waiting = arranged(parts.get(None, []))[::-1]
    while waiting:
        found.append(item := waiting.pop())
        waiting += arranged(parts.get(item, []))[::-1]
    return found
