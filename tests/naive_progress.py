"""What the progress report says, from the raw sources: for each pair, is one above the other?

The figures that `strategies.portfolios()` draws all start at 0, or have neither unit nor direction.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

Item = dict[str, Any]
Figures = tuple[Fraction | None, int, int, int]  # Progress, key results, with data, met.


class Naive:
    """The figures of each item as of a day, for the key results of a fiscal year."""

    def __init__(self, data: dict[str, Any], as_of: dt.date, year: int | None) -> None:
        self.data, self.as_of = data, as_of
        defaults = data.get("defaults", {})
        self.key_results: list[tuple[Item, Item]] = [
            ({"owner": defaults.get("owner"), **objective}, one)
            for objective in data.get("objectives", [])
            if year in (None, objective.get("fiscal_year", defaults.get("fiscal_year")))
            for one in objective.get("key_results") or []
        ]

    def above(self, kind: str, ids: Iterable[str]) -> set[str]:
        parents = {one["id"]: one.get("part_of") for one in self.data.get(kind, [])}
        found: set[str] = set()
        for one in ids:
            step: str | None = one
            while step:
                found.add(step)
                step = parents[step]
        return found

    def value(self, one: Item) -> float | None:
        known = [
            (dt.date.fromisoformat(str(each["as_of"])), each["value"])
            for each in one.get("check_ins") or []
        ]
        past = sorted((day, value) for day, value in known if day <= self.as_of)
        return past[-1][1] if past else None

    @staticmethod
    def share(one: Item, value: float | None, target: float | None) -> Fraction | None:
        is_percent = one.get("measure", {}).get("unit") == "ร้อยละ"
        if value is None or target is None or (is_percent and value > max(100, target)):
            return None
        return None if _falls(one) else min(Fraction(1), Fraction(value) / Fraction(target))

    @staticmethod
    def met(one: Item, value: float | None, target: float | None) -> bool:
        is_percent = one.get("measure", {}).get("unit") == "ร้อยละ"
        if value is None or target is None or (is_percent and value > max(100, target)):
            return False
        return value <= target if _falls(one) else value >= target

    @staticmethod
    def mean(weighed: Iterable[tuple[Fraction | None, int]]) -> Fraction | None:
        known = [(share, by) for share, by in weighed if share is not None]
        return sum(s * b for s, b in known) / Fraction(sum(b for _, b in known)) if known else None

    def of_objectives(self, belongs: Callable[[Item], bool]) -> Figures:
        shares: dict[str, list[tuple[Fraction | None, int]]] = {}
        values = []
        for holding, one in self.key_results:
            if belongs(holding):
                value = self.value(one)
                share = self.share(one, value, one.get("target"))
                shares.setdefault(holding["id"], []).append((share, one.get("weight", 1)))
                values.append((value, self.met(one, value, one.get("target"))))
        return self.figures(self.mean((self.mean(each), 1) for each in shares.values()), values)

    @staticmethod
    def figures(mean: Fraction | None, values: list[tuple[float | None, bool]]) -> Figures:
        with_data = sum(1 for value, _ in values if value is not None)
        return mean, len(values), with_data, sum(1 for _, met in values if met)

    def policy(self, one: Item) -> Figures:
        calls = [
            each for each in self.data.get("objectives", []) if one["id"] in _ids(each, "policies")
        ]
        if calls:
            return self.of_objectives(lambda each: one["id"] in _ids(each, "policies"))
        wanted = set(_ids(one, "strategies"))
        return self.of_objectives(
            lambda each: bool(wanted & self.above("strategies", _ids(each, "strategies")))
        )

    def strategy(self, one: Item) -> Figures:
        return self.of_objectives(
            lambda each: one["id"] in self.above("strategies", _ids(each, "strategies"))
        )

    def area(self, one: Item) -> Figures:
        return self.of_objectives(
            lambda each: one["id"] in self.above("areas", _ids(each, "areas"))
        )

    def unit(self, unit: Item) -> Figures:
        weighed, values = [], []
        for holding, one in self.key_results:
            holder = holding if one.get("owner") is None else one
            parts = [
                part
                for part in one.get("allocations") or []
                if unit["id"] in self.above("units", [part["unit"]])
            ]
            told = [part for part in parts if part.get("actual") is not None]
            shares = [self.part_share(one, part) for part in told]
            if unit["id"] in self.above("units", _ids(holder, "owner")):
                value = self.value(one)
                share = self.share(one, value, one.get("target"))
                met = self.met(one, value, one.get("target"))
            elif parts:
                value = 0 if told else None
                share = self.mean((each, 1) for each in shares)
                met = all(self.met(one, part.get("actual"), part["target"]) for part in parts)
            else:
                continue
            weighed.append((share, one.get("weight", 1)))
            values.append((value, met))
        return self.figures(self.mean(weighed), values)

    def part_share(self, one: Item, part: Item) -> Fraction | None:
        """A part has no baseline: a figure that shall not grow has no share."""
        if one.get("measure", {}).get("direction", "increase") != "increase":
            return None
        return self.share(one, part["actual"], part["target"])


def _ids(item: Item, field: str) -> list[str]:
    found = item.get(field) or []
    return [found] if isinstance(found, str) else found


def _falls(one: Item) -> bool:
    return bool(one.get("measure", {}).get("direction") == "decrease")
