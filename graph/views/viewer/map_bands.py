"""The bands of the map: how high each is, and where its places are.

Places stand in columns that are filled from top to bottom, so that neighbours in the order of a
band are neighbours on the map. The fewer items a band has, the larger are its places; so a few
policies above tens of thousands of projects can still be seen. All lengths are whole numbers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

SMALLEST = 24  # How high a place of the fullest band is.
_LARGEST = 4  # How many times as high another's may be.
_BROAD = 2  # How many times as wide as high a place is at least: titles stand below the glyphs.
_ASPECT = 1.5  # Of the map: its width by its height.
_LOWEST = 24  # No band takes less than this part of the height, so that its name fits beside it.
_STEPS = 50  # How finely the line between what is traced and what is not can be moved.
_LEAST_WIDTH = 2400  # Then the largest place fits into the narrowest part.
_NARROWEST = 6  # Steps that either side of it keeps.


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a band: places in columns, filled from top to bottom, one column after another."""

    left: int
    top: int
    cell: int  # How wide a place is.
    tall: int  # How high it is.
    rows: int
    count: int

    def x(self, rank: int) -> int:
        """Return the middle of the place of that rank."""
        return self.left + rank // self.rows * self.cell + self.cell // 2

    def y(self, rank: int) -> int:
        """Return the middle of the place of that rank."""
        return self.top + rank % self.rows * self.tall + self.tall // 2


@dataclass(frozen=True, slots=True)
class Band:
    """A layer of the map, and the blocks in it from left to right."""

    top: int
    height: int
    tall: int  # How high a place is.
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """How the whole map is divided."""

    width: int
    height: int
    border: int | None  # Right of it stands what no policy leads to; None if there is no such.
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Filling:
    """How many items a band has: left of the border, right of it, or across it."""

    left: int = 0
    right: int = 0
    across: int = 0

    @property
    def count(self) -> int:
        """All of them."""
        return self.left + self.right + self.across


def plan(fillings: Sequence[Filling]) -> Plan:
    """Divide the map among bands, none of which is empty, from top to bottom."""
    most = max((one.count for one in fillings), default=0)
    talls = [_tall(one.count, most) for one in fillings]
    found = _plan(fillings, talls, _LEAST_WIDTH)
    while found.width < found.height * _ASPECT:
        found = _plan(fillings, talls, found.width * 21 // 20)
    return found


def _plan(fillings: Sequence[Filling], talls: Sequence[int], width: int) -> Plan:
    border = _border(fillings, talls, width)
    ends = _ends(width, border)
    heights = [tall * _rows(one, tall, ends) for one, tall in zip(fillings, talls, strict=True)]
    gap = max(2 * SMALLEST, width // 60)
    least = (sum(heights) + gap * len(heights)) // _LOWEST
    bands: list[Band] = []
    top = gap
    for filling, tall, height in zip(fillings, talls, heights, strict=True):
        bands.append(Band(top, height, tall, _blocks(filling, tall, ends, (top, height))))
        top += max(height + gap, least)
    return Plan(width=width, height=top, border=border, bands=tuple(bands))


def _tall(count: int, most: int) -> int:
    """Return how high the places of a band are: its area then grows with the root of its count."""
    times = min(sqrt(sqrt(most / count)), _LARGEST)
    return round(SMALLEST * times / 2) * 2


_Ends = tuple[tuple[int, int], tuple[int, int], tuple[int, int]]


def _ends(width: int, border: int | None) -> _Ends:
    """Return where the parts begin and end: left of the border, right of it, and across it."""
    if border is None:
        return (0, width), (width, width), (0, width)
    away = max(SMALLEST, width // 150)
    return (0, border - away), (border + away, width), (0, width)


def _border(fillings: Sequence[Filling], talls: Sequence[int], width: int) -> int | None:
    """Return where the border makes the map lowest; None if nothing stands right of it."""
    if not any(one.right for one in fillings):
        return None
    if not any(one.left for one in fillings):
        return 0

    def height(step: int) -> int:
        ends = _ends(width, width * step // _STEPS)
        return sum(tall * _rows(one, tall, ends) for one, tall in zip(fillings, talls, strict=True))

    step = min(range(_STEPS - _NARROWEST, _NARROWEST - 1, -1), key=height)
    return width * step // _STEPS


def _rows(filling: Filling, tall: int, ends: _Ends) -> int:
    return max(rows for _, rows, _, _ in _parts(filling, tall, ends))


def _blocks(filling: Filling, tall: int, ends: _Ends, room: tuple[int, int]) -> tuple[Block, ...]:
    """Return the blocks of a band, each in the middle of its height and spread over its width."""
    top, height = room
    return tuple(
        Block(
            left=start,
            top=top + (height - rows * tall) // 2,
            cell=(end - start) // -(-count // rows),
            tall=tall,
            rows=rows,
            count=count,
        )
        for count, rows, start, end in _parts(filling, tall, ends)
    )


def _parts(filling: Filling, tall: int, ends: _Ends) -> Iterator[tuple[int, int, int, int]]:
    """Yield the parts of a band that hold anything: items, rows, and from where to where."""
    counts = (filling.left, filling.right, filling.across)
    for count, (start, end) in zip(counts, ends, strict=True):
        if count:
            columns = max(1, (end - start) // (_BROAD * tall))
            yield count, -(-count // columns), start, end
