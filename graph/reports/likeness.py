"""How alike the titles of items are: Thai has no spaces between words, so letters are compared.

A title becomes its runs of two to four letters, in Thai and English together. A run counts the
more the fewer titles have it (tf-idf); two titles are as alike as their runs point the same way
(the cosine: 0 with nothing in common, 1 for the same).
"""

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from operator import mul

from graph.model.entities import Item

SHORTEST, LONGEST = 2, 4  # Letters of a run.


class _Plain(dict[int, str]):
    """What each letter becomes: itself, an Arabic digit or a space; each is looked up once."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        category = unicodedata.category(letter)
        if category == "Nd":
            self[code] = str(unicodedata.decimal(letter))
        else:
            self[code] = letter if category[0] in "LMN" else " "
        return self[code]


_PLAIN = _Plain()


def normalised(text: str) -> str:
    """Return text of small letters and digits alone, words apart by one space.

    Vowels and tones above and below are letters of Thai; Thai digits become Arabic ones.
    """
    folded = unicodedata.normalize("NFC", text).casefold()
    return " ".join(folded.translate(_PLAIN).split())


def runs(text: str) -> Counter[str]:
    """Return how often each run of letters occurs in a text, its ends marked by spaces."""
    letters = normalised(text)
    padded = f" {letters} " if letters else ""
    found: Counter[str] = Counter()
    for size in range(SHORTEST, LONGEST + 1):
        found.update([padded[at : at + size] for at in range(len(padded) - size + 1)])
    return found


class Likeness:
    """The titles of some items, to compare others with."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._runs = {item.id: _runs_of(item) for item in items}
        titles_with: Counter[str] = Counter()
        for found in self._runs.values():
            titles_with.update(found.keys())
        self._most = 1 + len(self._runs)
        self._rarity = {run: self._rare(count) for run, count in titles_with.items()}
        self._lengths: dict[str, float] = {}

    def between(self, one: Item, other: Item) -> float:
        """Return how alike two titles are, from 0 to 1."""
        runs_of_one, runs_of_other = self._of(one), self._of(other)
        common = [
            self._weight(run, count) * self._weight(run, runs_of_other[run])
            for run, count in runs_of_one.items()
            if run in runs_of_other
        ]
        if not common:
            return 0.0
        return min(1.0, sum(common) / (self._length(one) * self._length(other)))

    def _of(self, item: Item) -> Mapping[str, int]:
        if item.id not in self._runs:
            self._runs[item.id] = _runs_of(item)
        return self._runs[item.id]

    def _length(self, item: Item) -> float:
        if item.id not in self._lengths:
            counts, unknown = self._of(item), self._rare(0)
            weights = [self._rarity.get(run, unknown) for run in counts]
            for place, count in enumerate(counts.values()):
                if count > 1:
                    weights[place] *= 1 + math.log(count)
            self._lengths[item.id] = math.sqrt(sum(map(mul, weights, weights)))
        return self._lengths[item.id]

    def _rare(self, titles: int) -> float:
        return math.log(self._most / (1 + titles)) + 1

    def _weight(self, run: str, count: int) -> float:
        rarity = self._rarity.get(run) or self._rare(0)
        return rarity if count == 1 else (1 + math.log(count)) * rarity


def _runs_of(item: Item) -> Counter[str]:
    found = runs(item.title_th or "")
    found.update(runs(item.title_en or ""))
    return found
