"""The next id of a kind, in the way in which the ids of these sources are numbered."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.model.entities import UNREADABLE, Item, Unit
from graph.model.portfolio import Portfolio
from graph.model.vocabulary import NodeKind

_NUMBERED = re.compile(r"(.*?)([0-9]+)")
_PLACE = re.compile("<([^>]*)>")
_BARE = re.compile(r"^[A-Za-z]+-?")
_CODE_AT_LEAST = 1000  # A number as large counts nothing, unless most of those before it are taken.
_USUAL_DIGITS = 3  # Of a number, where there is none to go by.
_USUAL = 10  # One id of so many at least is of the series.
# What is around an item, and whose code its id may hold.
_AROUND = ("objective", "strategy", "part_of", "lead", "owner", "fiscal_year")
_BEGINNINGS = {
    NodeKind.POLICY: "P",
    NodeKind.STRATEGY: "S",
    NodeKind.OBJECTIVE: "O-",
    NodeKind.KEY_RESULT: "KR-",
    NodeKind.PROJECT: "PRJ-",
    NodeKind.UNIT: "U",
    NodeKind.KPI: "KPI-",
    NodeKind.AREA: "A",
    NodeKind.HANDOFF: "H-",
    NodeKind.DIMENSION: "D",
}


@dataclass(slots=True)
class _Series:
    """Ids that begin alike, but for the codes of what is around each."""

    digits: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @property
    def length(self) -> int:
        """How many ids it has."""
        return sum(map(len, self.digits.values()))

    @property
    def is_counted(self) -> bool:
        """Tell whether the numbers count, rather than quote a register."""
        return all(
            max(map(int, found)) < _CODE_AT_LEAST or 2 * len(found) >= max(map(int, found))
            for found in self.digits.values()
        )

    def width(self, beginning: str) -> int:
        """Return how many digits a number has at least: after this beginning, else anywhere."""
        found = self.digits.get(beginning) or set().union(*self.digits.values())
        return min(map(len, found))


def next_id(kind: NodeKind, fields: Mapping[str, Any], portfolio: Portfolio) -> str | None:
    """Return the next id for an item of the kind with these fields; see `Numbering.next`."""
    return Numbering(kind, portfolio).next(fields)


class Numbering:
    """The series in which the ids of one kind are numbered, looked for once."""

    def __init__(self, kind: NodeKind, portfolio: Portfolio) -> None:
        self._kind = kind
        self._portfolio = portfolio
        self._items = [one for one in portfolio.items.values() if one.kind_of_node is kind]
        self._series = _series(self._items, portfolio)

    def next(self, fields: Mapping[str, Any]) -> str | None:
        """Return the next id for an item with these fields, or None if none is numbered.

        Ids that end with a number make a series, such as `P` 1 to 215. Where they hold the code of
        the unit, the year or the item around them, so does the new one. Of several series
        the one that quotes what is around is gone on with, then the one that has begun, then the
        longest. Numbers that leap, such as those of an official register, are not made up.
        """
        if not self._items:
            return _first_free(_BEGINNINGS[self._kind], 1, self._portfolio)
        codes = _codes(fields, self._portfolio)
        usual = [
            (beginning, pattern, series)
            for pattern, series in self._series.items()
            if (beginning := _filled(pattern, codes)) is not None
            and _USUAL * series.length >= len(self._items)
            and series.is_counted
        ]
        if not usual:
            return None
        beginning, _, series = min(usual, key=_rank)
        return _first_free(beginning, series.width(beginning), self._portfolio)


class Numbers:
    """The next ids of many new items, each of which is as good as there once it has its id."""

    def __init__(self, portfolio: Portfolio) -> None:
        self._portfolio = portfolio
        self._first: dict[tuple[NodeKind, str], str | None] = {}  # By what is around an item.
        self._last: dict[str, int] = {}  # By how ids begin.

    def next_id(self, kind: NodeKind, fields: Mapping[str, Any], otherwise: str) -> str:
        """Return the next id; where none is numbered, one that begins as `otherwise` says."""
        around = kind, repr([fields.get(name) for name in _AROUND])
        if around not in self._first:
            self._first[around] = next_id(kind, fields, self._portfolio)
        first = self._first[around] or _first_free(otherwise, _USUAL_DIGITS, self._portfolio)
        found = _NUMBERED.fullmatch(first)
        assert found
        beginning, digits = found.groups()
        number = max(int(digits), self._last.get(beginning, 0) + 1)
        self._last[beginning] = number
        return f"{beginning}{number:0{len(digits)}}"


def _rank(one: tuple[str, str, _Series]) -> tuple[bool, bool, int]:
    """Return what the best series has least of: it is about what is around, begun, and long."""
    beginning, pattern, series = one
    return "<" not in pattern, beginning not in series.digits, -series.length


def _series(items: Iterable[Item], portfolio: Portfolio) -> dict[str, _Series]:
    found: dict[str, _Series] = defaultdict(_Series)
    for item in items:
        numbered = _NUMBERED.fullmatch(item.id)
        if numbered and not item.id.startswith(UNREADABLE):
            known = {name: getattr(item, name, None) for name in _AROUND}
            series = found[_pattern(numbered[1], _codes(known, portfolio))]
            series.digits[numbered[1]].add(numbered[2])
    return found


def _first_free(beginning: str, digits: int, portfolio: Portfolio) -> str:
    """Return the id after the last that begins so, whatever kind that is."""
    known = map(_NUMBERED.fullmatch, portfolio.items)
    numbers = [int(one[2]) for one in known if one and one[1] == beginning]
    return f"{beginning}{max(numbers, default=0) + 1:0{digits}}"


def _codes(fields: Mapping[str, Any], portfolio: Portfolio) -> dict[str, str]:
    """Return what an id may hold of what is around its item: each code and what it is."""
    codes: dict[str, str] = {}
    for name in _AROUND:
        value = fields.get(name)
        value = value[0] if isinstance(value, (list, tuple)) and value else value
        if not value or not isinstance(value, (str, int)):
            continue
        codes.setdefault(str(value), name)
        codes.setdefault(_BARE.sub("", str(value)), f"number of {name}")
        other = portfolio.items.get(str(value))
        if isinstance(other, Unit):
            for system, code in other.external_ids.items():
                codes.setdefault(code, f"{system} of {name}")
    codes.pop("", None)
    return codes


def _pattern(beginning: str, codes: Mapping[str, str]) -> str:
    """Return the beginning of an id with a place for each code in it: `PRJ-<lead>-`."""
    if not codes:
        return beginning
    longest_first = "|".join(map(re.escape, sorted(codes, key=lambda one: (-len(one), one))))
    whole = rf"(?<![A-Za-z0-9])(?:{longest_first})(?![A-Za-z0-9])"
    return re.sub(whole, lambda found: f"<{codes[found[0]]}>", beginning)


def _filled(pattern: str, codes: Mapping[str, str]) -> str | None:
    """Return the pattern with the codes of another item, or None where it lacks one."""
    places = {place: code for code, place in codes.items()}
    if any(place not in places for place in _PLACE.findall(pattern)):
        return None
    return _PLACE.sub(lambda found: places[found[1]], pattern)
