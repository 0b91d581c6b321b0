"""The places of an item's fields, looked up where they lie packed."""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from typing import Any

from graph.model.entities import Mark
from graph.sources.cache.columns import Column, Distinct, Reader, Writer, filled

ONE = -1  # How many places a field has that is no list.


class PackedMarks(Mapping[str, Mark | tuple[Mark, ...]]):
    """The places of one item's fields, within those of all items."""

    __slots__ = ("_fields", "_places", "_start")
    _fields: Mapping[str, tuple[int, int]]  # Where each field begins, and how many places it has.
    _places: "array[int]"
    _start: int

    def __getitem__(self, name: str) -> Mark | tuple[Mark, ...]:
        """Return the places of a field."""
        first, count = self._fields[name]
        first += self._start
        return self._places[first] if count == ONE else tuple(self._places[first : first + count])

    def get(self, name: str, default: Any = None) -> Any:
        """Return the places of a field, or the default; quicker than to be told by an error."""
        return self[name] if name in self._fields else default

    def __contains__(self, name: object) -> bool:
        """Tell whether a field has a place."""
        return name in self._fields

    def __iter__(self) -> Iterator[str]:
        """Yield the fields in the order in which they stand."""
        return iter(self._fields)

    def __len__(self) -> int:
        """Return the number of fields."""
        return len(self._fields)

    def __repr__(self) -> str:
        """Show them as a dict is shown."""
        return repr(dict(self))


def _fields(shape: Any) -> Mapping[str, tuple[int, int]]:
    names, counts = shape
    firsts = accumulate(map(abs, counts), initial=0)  # And in the end, where the next item begins.
    return dict(zip(names, zip(firsts, counts, strict=False), strict=True))


_SHAPES: Column = Distinct(load=_fields)


def write_marks(items_marks: Iterable[Mapping[str, Any]], writer: Writer) -> None:
    """Write the marks of items."""
    shapes: list[Any] = []
    places = writer.places
    for marks in items_marks:
        found = tuple(marks.values())
        counts = [len(one) if type(one) is tuple else ONE for one in found]
        shapes.append((tuple(marks), tuple(counts)))
        for one in found:
            if type(one) is tuple:
                places.extend(one)
            else:
                places.append(one)
    _SHAPES.write(shapes, writer)


def read_marks(reader: Reader, count: int) -> list[PackedMarks]:
    """Return the marks of as many items."""
    shapes: list[Mapping[str, tuple[int, int]]] = list(_SHAPES.read(reader, count))
    distinct = {id(shape): shape for shape in shapes}
    sizes = {one: sum(abs(n) for _, n in shape.values()) for one, shape in distinct.items()}
    # The first places are those of the items themselves.
    starts = accumulate((sizes[id(shape)] for shape in shapes), initial=count)
    columns: dict[str, Iterable[Any]] = {
        "_fields": shapes,
        "_places": [reader.places] * count,
        "_start": starts,
    }
    return filled(PackedMarks, count, columns)
