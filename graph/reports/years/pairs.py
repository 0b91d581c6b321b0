"""Which item of one fiscal year goes on as which of another.

An item names the one that it goes on from in `external_ids`, as `previous`. Where none does, the
same code with a title alike, then the same title, then a very like one of the same unit will do.
Each item is of one pair at most.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.model.entities import Item, KeyResult, Objective, Project
from graph.network import TraceGraph
from graph.reports.likeness import Likeness, normalised

PREVIOUS = "previous"  # The system of external_ids that names an item of an earlier year.
BY_LINK, BY_CODE, BY_TITLE, BY_LIKENESS = "link", "code", "title", "likeness"
PLANNED = (Objective, KeyResult, Project)  # What is of a fiscal year.
_ALIKE = 0.5  # Titles under one code.
_VERY_ALIKE = 0.75  # Titles of one unit without a code in common.
_Key = Callable[[Item], object]


@dataclass(frozen=True, slots=True)
class Pair:
    """An item of the earlier year and the one that it goes on as."""

    before: Item
    after: Item
    by: str  # `link`, `code`, `title` or `likeness`.


def of_year(graph: TraceGraph, entity: type[Item], year: int) -> list[Item]:
    """Return the items of a kind that are of a fiscal year, in the order of the sources."""
    return [one for one in graph.all(entity) if graph.fiscal_year(one.id) == year]


def years_of(graph: TraceGraph) -> list[int]:
    """Return the fiscal years that any item is of, in order."""
    items = (one for entity in PLANNED for one in graph.all(entity))
    return sorted({year for one in items if (year := graph.fiscal_year(one.id))})


def in_year(text: str, before: int, after: int) -> str:
    """Return an id or the name of a file with one year in place of another."""
    return re.sub(rf"(?<![0-9]){before}(?![0-9])", str(after), text)


def pairs(graph: TraceGraph, before: int, after: int) -> list[Pair]:
    """Return what goes on from one fiscal year to another, in the order of the chain."""
    return [pair for entity in PLANNED for pair in _Kind(graph, entity, before, after).pairs()]


def successors(graph: TraceGraph, before: int, after: int) -> dict[str, str]:
    """Return what is there already of the items of a year, as the ids of another year's.

    An item is there if one names it, has its id but for the year, or has its title and its unit
    and names no other. What is added with a link changes nothing of this for all others.
    """
    found: dict[str, str] = {}
    for entity in PLANNED:
        news = of_year(graph, entity, after)
        linked = {one.external_ids[PREVIOUS]: one for one in news if PREVIOUS in one.external_ids}
        unlinked = [one for one in news if PREVIOUS not in one.external_ids]
        by_id = {one.id: one for one in unlinked}
        by_title = {(_title(one), unit_of(graph, one)): one for one in reversed(unlinked)}
        for old in of_year(graph, entity, before):
            new = (
                linked.get(old.id)
                or by_id.get(in_year(old.id, before, after))
                or by_title.get((_title(old), unit_of(graph, old)))
            )
            if new:
                found[old.id] = new.id
    return found


class _Kind:
    """The items of one kind in two years, and those that have no counterpart yet."""

    def __init__(self, graph: TraceGraph, entity: type[Item], before: int, after: int) -> None:
        self._graph = graph
        self._years = before, after
        self._olds = {one.id: one for one in of_year(graph, entity, before)}
        self._news = {one.id: one for one in of_year(graph, entity, after)}
        self._order = {one: nth for nth, one in enumerate(self._olds)}
        # The titles of the earlier year alone: how alike two are is the same whatever is added.
        self._likeness = Likeness(self._olds.values())

    def pairs(self) -> list[Pair]:
        """Return the pairs, in the order of the earlier year."""
        found = [*self._linked(), *self._coded(), *self._titled(), *self._alike()]
        return sorted(found, key=lambda one: self._order[one.before.id])

    def _pair(self, old: Item, new: Item, by: str) -> Pair:
        del self._olds[old.id], self._news[new.id]
        return Pair(old, new, by)

    def _linked(self) -> Iterator[Pair]:
        for new in list(self._news.values()):
            old = self._olds.get(new.external_ids.get(PREVIOUS, ""))
            if old:
                yield self._pair(old, new, BY_LINK)

    def _coded(self) -> Iterator[Pair]:
        """Pair what has the same id but for the year, or alone has the same official code."""
        for key in (self._id_then, _code):
            for old, new in self._alone_with(key):
                if self._likeness.between(old, new) >= _ALIKE:
                    yield self._pair(old, new, BY_CODE)

    def _id_then(self, item: Item) -> object:
        """Return the id as the later year would have it."""
        return in_year(item.id, *self._years)

    def _titled(self) -> Iterator[Pair]:
        for key in (self._title_of_unit, _title):
            for old, new in self._alone_with(key):
                yield self._pair(old, new, BY_TITLE)

    def _alike(self) -> Iterator[Pair]:
        """Pair the most alike of what one unit answers for."""
        scores = []
        by_unit = _grouped(self._news.values(), self._unit)
        for old in self._olds.values():
            for new in by_unit.get(self._unit(old), ()):
                score = self._likeness.between(old, new)
                if score >= _VERY_ALIKE:
                    scores.append((-score, self._order[old.id], new.id, old, new))
        for *_, old, new in sorted(scores, key=lambda one: one[:3]):
            if old.id in self._olds and new.id in self._news:
                yield self._pair(old, new, BY_LIKENESS)

    def _alone_with(self, key: _Key) -> list[tuple[Item, Item]]:
        """Return the items of both years that alone in their year have a key."""
        olds, news = _grouped(self._olds.values(), key), _grouped(self._news.values(), key)
        return [
            (found[0], others[0])
            for one, found in olds.items()
            if one and len(found) == len(others := news.get(one, ())) == 1
        ]

    def _title_of_unit(self, item: Item) -> object:
        return (_title(item), self._unit(item)) if _title(item) else None

    def _unit(self, item: Item) -> object:
        return unit_of(self._graph, item)


def unit_of(graph: TraceGraph, item: Item) -> Sequence[str]:
    """Return the units that answer for an item: that lead it, or own it, itself or above it."""
    if isinstance(item, Project):
        return () if item.lead is None else (item.lead,)
    if isinstance(item, KeyResult):
        return tuple(sorted(graph.effective_owners(item.id)))
    return tuple(sorted(graph.owners(item.id)))


def _grouped(items: Iterable[Item], key: _Key) -> Mapping[object, Sequence[Item]]:
    found: dict[object, list[Item]] = {}
    for one in items:
        found.setdefault(key(one), []).append(one)
    return found


def _code(item: Item) -> object:
    return item.code if isinstance(item, KeyResult) else None


def _title(item: Item) -> str:
    return normalised(item.title())
