"""Which lines of two texts are the same: quick for large files with changes all over.

Lines that each text has once, in the same order, part them into pieces; difflib matches what lies
between. It alone would compare every change with all lines like it.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import Match, SequenceMatcher
from typing import Any

Lines = Sequence[str]


def matcher_of(old: Lines, new: Lines) -> "SequenceMatcher[str]":
    """Return difflib's matcher of two texts, which has found its matching blocks."""
    found: SequenceMatcher[str] = SequenceMatcher(None, [], [], autojunk=False)
    given: Any = found
    given.a, given.b = old, new
    given.matching_blocks = [*_joined(_blocks(old, new)), Match(len(old), len(new), 0)]
    return found


def _blocks(old: Lines, new: Lines) -> Iterator[Match]:
    """Yield pieces of lines that are the same in both, in their order."""
    at_old = at_new = 0
    for first, second in (*_anchors(old, new), (len(old), len(new))):
        if at_old < first and at_new < second:
            between = SequenceMatcher(None, old[at_old:first], new[at_new:second], autojunk=False)
            for one in between.get_matching_blocks():
                if one.size:
                    yield Match(at_old + one.a, at_new + one.b, one.size)
        if first < len(old):
            yield Match(first, second, 1)
        at_old, at_new = first + 1, second + 1


def _anchors(old: Lines, new: Lines) -> list[tuple[int, int]]:
    """Return the places of lines that stand once in each text, as many as are in one order."""
    once = _once(new)
    pairs = [(at, once[line]) for line, at in _once(old).items() if line in once]
    ends: list[int] = []  # The smallest last place of an ordered row of each length.
    last: list[int] = []  # And which pair that is.
    before: list[int] = []
    for nth, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        last[length : length + 1] = [nth]
    found = []
    nth = last[-1] if last else -1
    while nth >= 0:
        found.append(pairs[nth])
        nth = before[nth]
    return found[::-1]


def _once(lines: Lines) -> dict[str, int]:
    """Return the lines that stand once, with their places, in their order."""
    counts = Counter(lines)
    return {line: at for at, line in enumerate(lines) if counts[line] == 1}


def _joined(blocks: Iterator[Match]) -> Iterator[Match]:
    """Yield blocks that follow each other in both texts as one."""
    whole: Match | None = None
    for one in blocks:
        if whole and (whole.a + whole.size, whole.b + whole.size) == (one.a, one.b):
            whole = Match(whole.a, whole.b, whole.size + one.size)
            continue
        if whole:
            yield whole
        whole = one
    if whole:
        yield whole
