"""Titles that are all but the same, found without comparing each with each.

Titles are compared by their letters, without spaces and without the word "project" before them: by
the runs of two to four letters that they have in common, each counted once. Two titles are near
when neither has more than `MOST` runs that the other lacks, as many as two letters side by side
are in, and when they are alike by `LEAST` (the cosine), which asks more of short titles. How often
a run is found elsewhere does not count, as it does in likeness: whether two titles are near does
not depend on what else is in the plan.

What the titles number has to agree: "phase 1" and "phase 2" are alike to the letter, and are two
things.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Generic, NamedTuple, TypeVar

from graph.model.entities import Item
from graph.reports.likeness import normalised, runs

ItemT = TypeVar("ItemT", bound=Item)
MOST = 12
LEAST = 0.85
_ROUNDING = 1e-9
_BEFORE = ("โครงการ", "project")
_NUMBERS = re.compile(r"[0-9]+|(?<!\S)[a-zก-ฮ](?!\S)")


class Near(NamedTuple, Generic[ItemT]):
    """Two groups of items, each of one title, and how alike the two titles are."""

    ones: Sequence[ItemT]
    others: Sequence[ItemT]  # The same group, for items of one title.
    score: float


class _Title(NamedTuple, Generic[ItemT]):
    items: Sequence[ItemT]
    runs: frozenset[str]


def near(items: Iterable[ItemT], key: Callable[[ItemT], Hashable]) -> Iterator[Near[ItemT]]:
    """Yield the groups of items of one key whose titles are all but the same."""
    groups: dict[Hashable, list[tuple[ItemT, str]]] = {}
    for one in items:
        text = _text(one)
        groups.setdefault((key(one), _numbers(text)), []).append((one, _letters(text)))
    for alike in groups.values():
        if len(alike) > 1:
            yield from _near(alike)


def _near(lettered: Sequence[tuple[ItemT, str]]) -> Iterator[Near[ItemT]]:
    titles = list(_titles(lettered))
    rarity = _rarity(titles)
    seen: dict[str, list[int]] = {}  # By each telling run, the places of the titles that have it.
    for place, title in enumerate(titles):
        if len(title.items) > 1:
            yield Near(title.items, title.items, 1.0)
        telling = _telling(title.runs, rarity)
        for before in sorted({other for run in telling for other in seen.get(run, ())}):
            if score := _score(titles[before].runs, title.runs):
                yield Near(titles[before].items, title.items, score)
        for run in telling:
            seen.setdefault(run, []).append(place)


def _titles(lettered: Iterable[tuple[ItemT, str]]) -> Iterator[_Title[ItemT]]:
    """Yield each title once, with the items that have it; what has none is like nothing."""
    groups: dict[str, list[ItemT]] = {}
    for one, letters in lettered:
        if letters:
            groups.setdefault(letters, []).append(one)
    for letters, group in groups.items():
        yield _Title(group, frozenset(runs(letters)))


def _rarity(titles: Iterable[_Title[ItemT]]) -> Mapping[str, int]:
    """Return the place of each run in their order: that which the fewest titles have is first."""
    titles_with = Counter(chain.from_iterable(title.runs for title in titles))
    ordered = sorted(titles_with, key=lambda run: (titles_with[run], run))
    return {run: place for place, run in enumerate(ordered)}


def _telling(own: frozenset[str], rarity: Mapping[str, int]) -> Sequence[str]:
    """Return the rarest runs of a title: any title that is near has one of them among its own.

    Near titles share all but a few runs of either, so that what is left out is too little.
    """
    needed = max(len(own) - MOST, math.ceil(LEAST**2 * len(own) - _ROUNDING))
    rarest = sorted(own, key=rarity.__getitem__)
    return rarest[: len(own) - needed + 1]


def _score(ones: frozenset[str], others: frozenset[str]) -> float | None:
    shared = len(ones & others)
    if not shared or max(len(ones), len(others)) - shared > MOST:
        return None
    score = shared / math.sqrt(len(ones) * len(others))
    return score if score >= LEAST else None


def _text(item: Item) -> str:
    """Return a title of small letters and digits, in Thai where it has one."""
    return normalised(item.title_th or item.title_en or "")


def _letters(text: str) -> str:
    letters = text.replace(" ", "")
    for word in _BEFORE:
        letters = letters.removeprefix(word)
    return letters


def _numbers(text: str) -> tuple[str, ...]:
    """Return what tells things of one title apart: its numbers, and letters that stand alone."""
    return tuple(_NUMBERS.findall(text))
