"""Titles that are all but the same, found without comparing each with each.

Titles are compared within groups of one key alone. What they number has to agree: "phase 1" and
"phase 2" are alike to the letter, and are two things.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from graph.model.entities import Item
from graph.reports.likeness import Likeness, normalised

ItemT = TypeVar("ItemT", bound=Item)
LEAST = 0.9  # Likeness: another spelling or spacing. One other word of a long title is less.
_NUMBERS = re.compile(r"[0-9]+|\b[a-z]\b")


class Near(NamedTuple, Generic[ItemT]):
    """Two groups of items, each of one title, and how alike the two titles are."""

    ones: Sequence[ItemT]
    others: Sequence[ItemT]  # The same group, for items of one title.
    score: float


def near(items: Sequence[ItemT], key: Callable[[ItemT], Hashable]) -> Iterator[Near[ItemT]]:
    """Yield the groups of items of one key whose titles are all but the same."""
    likeness = Likeness(items)
    for alike in _by(items, lambda one: (key(one), numbers(one))):
        if len(alike) > 1:
            yield from _near(alike, likeness)


def _near(items: Iterable[ItemT], likeness: Likeness) -> Iterator[Near[ItemT]]:
    seen: dict[str, list[Sequence[ItemT]]] = {}  # By each telling run, the titles that have it.
    for group in _by(items, _letters):
        if len(group) > 1 and _letters(group[0]) != ("", ""):
            yield Near(group, group, 1.0)
        telling = likeness.telling(group[0], LEAST)
        before = {other[0].id: other for run in telling for other in seen.get(run, ())}
        for other in before.values():
            score = likeness.between(group[0], other[0])
            if score >= LEAST:
                yield Near(other, group, score)
        for run in telling:
            seen.setdefault(run, []).append(group)


def numbers(item: Item) -> tuple[str, ...]:
    """Return what tells things of one title apart: its numbers and its single Latin letters."""
    return tuple(_NUMBERS.findall(normalised(item.title_th or item.title_en or "")))


def _letters(item: Item) -> tuple[str, str]:
    return normalised(item.title_th or ""), normalised(item.title_en or "")


def _by(items: Iterable[ItemT], key: Callable[[ItemT], Hashable]) -> Iterable[Sequence[ItemT]]:
    groups: dict[Hashable, list[ItemT]] = {}
    for one in items:
        groups.setdefault(key(one), []).append(one)
    return groups.values()
