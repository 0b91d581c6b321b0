"""The items of a pack by id, built when the first of them is asked for."""

from collections.abc import Callable, ItemsView, Iterator, KeysView, Mapping, ValuesView

from graph.model.entities import Item


class KeptItems(Mapping[str, Item]):
    """Items of which nothing but their number is known until one is wanted.

    A check needs none of them, and they are most of what there is to read.
    """

    def __init__(self, count: int, build: Callable[[], Mapping[str, Item]]) -> None:
        self._count = count
        self._build = build
        self._built: dict[str, Item] | None = None

    @property
    def _items(self) -> dict[str, Item]:
        if self._built is None:
            self._built = dict(self._build())
            self._build = dict  # The bytes are wanted no more.
        return self._built

    def __getitem__(self, item_id: str) -> Item:
        """Return the item with the id."""
        return self._items[item_id]

    def __contains__(self, item_id: object) -> bool:
        """Tell whether an item has the id."""
        return item_id in self._items

    def __iter__(self) -> Iterator[str]:
        """Yield the ids in the order of the sources."""
        return iter(self._items)

    def __len__(self) -> int:
        """Return the number of items."""
        return self._count

    def keys(self) -> KeysView[str]:
        """Return the ids."""
        return self._items.keys()

    def values(self) -> ValuesView[Item]:
        """Return the items."""
        return self._items.values()

    def items(self) -> ItemsView[str, Item]:
        """Return the ids with their items."""
        return self._items.items()

    def __repr__(self) -> str:
        """Show them as a dict is shown."""
        return repr(self._items)

    def __reduce__(self) -> tuple[type, tuple[dict[str, Item]]]:
        """Travel to another process as a dict."""
        return dict, (self._items,)
