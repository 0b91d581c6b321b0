"""How alike the titles of items are: Thai has no spaces between words, so letters are compared.

A title becomes its runs of two to four letters, in Thai and English together. A run counts the
more the fewer titles have it (tf-idf); two titles are as alike as their runs point the same way
(the cosine: 0 with nothing in common, 1 for the same).
"""

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

from graph.model.entities import Item

SHORTEST, LONGEST = 2, 4  # Letters of a run.


def normalised(text: str) -> str:
    """Return text of small letters and digits alone, words apart by one space.

    Vowels and tones above and below are letters of Thai; Thai digits become Arabic ones.
    """
    folded = unicodedata.normalize("NFC", text).casefold()
    return " ".join("".join(map(_plain, folded)).split())


def _plain(letter: str) -> str:
    category = unicodedata.category(letter)
    if category == "Nd":
        return str(unicodedata.decimal(letter))
    return letter if category[0] in "LMN" else " "


def runs(text: str) -> Counter[str]:
    """Return how often each run of letters occurs in a text, its ends marked by spaces."""
    letters = normalised(text)
    padded = f" {letters} " if letters else ""
    return Counter(
        padded[start : start + size]
        for size in range(SHORTEST, LONGEST + 1)
        for start in range(len(padded) - size + 1)
    )


class Likeness:
    """The titles of some items, to compare others with."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._runs = {item.id: _runs_of(item) for item in items}
        self._titles_with: Counter[str] = Counter()
        for found in self._runs.values():
            self._titles_with.update(found.keys())
        self._vectors: dict[str, Mapping[str, float]] = {}

    def between(self, one: Item, other: Item) -> float:
        """Return how alike two titles are, from 0 to 1."""
        fewer, more = sorted((self._vector(one), self._vector(other)), key=len)
        return min(1.0, sum(weight * more[run] for run, weight in fewer.items() if run in more))

    def _vector(self, item: Item) -> Mapping[str, float]:
        if item.id not in self._vectors:
            counts = self._runs.get(item.id) or _runs_of(item)
            weights = {run: self._weight(run, count) for run, count in counts.items()}
            length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
            self._vectors[item.id] = {run: weight / length for run, weight in weights.items()}
        return self._vectors[item.id]

    def _weight(self, run: str, count: int) -> float:
        rarity = math.log((1 + len(self._runs)) / (1 + self._titles_with[run])) + 1
        return (1 + math.log(count)) * rarity


def _runs_of(item: Item) -> Counter[str]:
    found = runs(item.title_th or "")
    found.update(runs(item.title_en or ""))
    return found
