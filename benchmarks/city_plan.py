"""What stands in a SYNTHETIC city before a line is written: units, themes, objectives, key results.

Every number of things is shared out exactly, so that a city of N projects has N projects.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from random import Random

from benchmarks import words
from benchmarks.words import Words

YEARS = (2568, 2567, 2566)
POLICIES = 216
THEMES_OF = (5, 4, 4, 5, 4, 4, 3)  # Sub-strategies of each strategy: 29.
WITHOUT_POLICY = frozenset({"S4.5", "S7.3"})  # No policy advances them nor what they are part of.
DISTRICTS, BUREAUS, OFFICES = 50, 24, 6
OBJECTIVES_A_PROJECT, KEY_RESULTS_A_PROJECT = 810 / 6000, 2520 / 6000
PROJECTS_A_PART = 6000  # A city twice as big writes two files a unit.

THEMES = tuple(f"S{s}.{n}" for s, many in enumerate(THEMES_OF, 1) for n in range(1, many + 1))


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with a file of its own."""

    id: str
    kind: str
    code: str  # Four digits, as in the city's plan codes.
    title: Words
    parts: tuple[str, ...]  # Its divisions or sections.
    area: str | None
    themes: tuple[str, ...]  # The sub-strategies that it works for.
    weight: float  # Its share of all projects.

    @property
    def is_district(self) -> bool:
        """Tell whether it is a district office."""
        return self.kind == "district"


@dataclass(frozen=True, slots=True)
class Objective:
    """An objective and the ids of its key results."""

    id: str
    unit: Unit
    year: int
    theme: str
    key_results: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a unit: its objectives and how many projects."""

    unit: Unit
    number: int
    year: int
    objectives: tuple[Objective, ...]
    first_project: int
    projects: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole city."""

    projects: int
    seed: int
    units: tuple[Unit, ...]
    parts: tuple[Part, ...]
    policies_of: dict[str, tuple[str, ...]]  # Of a theme: the policies that advance it.
    key_results: dict[tuple[str, int], list[str]]  # Of a unit in a fiscal year.

    def chance(self, name: str) -> Random:
        """Return the source of chance of one file, the same for the same seed."""
        return Random(f"{self.seed}:{name}")

    @property
    def districts(self) -> tuple[Unit, ...]:
        """The district offices."""
        return self.units[:DISTRICTS]

    @property
    def bureaus(self) -> tuple[Unit, ...]:
        """The bureaus and offices."""
        return self.units[DISTRICTS:]


def share(total: int, weights: Sequence[float]) -> list[int]:
    """Share a total out by weight, exactly."""
    whole = sum(weights) or 1
    steps = [round(total * reached / whole) for reached in accumulate(weights, initial=0.0)]
    return [after - before for before, after in pairwise(steps)]


def plan_city(projects: int, seed: int) -> Plan:
    """Decide all that files refer to across one another."""
    chance = Random(f"{seed}:plan")
    units = (
        *map(_district, range(1, DISTRICTS + 1)),
        *map(_bureau, range(1, BUREAUS + OFFICES + 1)),
    )
    parts = _parts(units, projects, chance)
    by_unit: dict[tuple[str, int], list[str]] = defaultdict(list)
    for part in parts:
        for objective in part.objectives:
            by_unit[part.unit.id, objective.year].extend(objective.key_results)
    return Plan(projects, seed, units, parts, _policies_of_themes(chance), dict(by_unit))


def _district(number: int) -> Unit:
    code = f"50{number:02d}"
    return Unit(
        id=f"D{code}",
        kind="district",
        code=code,
        title=(f"สำนักงานเขตสมมติ {number:02d}", f"Sample District Office {number:02d}"),
        parts=tuple(f"D{code}-{n}" for n in range(1, len(words.SECTIONS) + 1)),
        area=f"A10{number:02d}",
        themes=THEMES,
        weight=1.0,
    )


def _bureau(number: int) -> Unit:
    is_office = number > BUREAUS
    theme = (number - 1) % len(words.STRATEGIES)
    subject = words.SUBJECTS[theme][(number - 1) // len(words.STRATEGIES) % 4]
    head = ("สำนักงานสมมติ", "Sample Office") if is_office else ("สำนักสมมติ", "Sample Bureau")
    code = f"{number:02d}00"
    neighbour = f"S{(theme + 2) % len(words.STRATEGIES) + 1}."
    return Unit(
        id=f"B{code}",
        kind="office" if is_office else "bureau",
        code=code,
        title=(
            f"{head[0]} {number:02d} ด้าน{subject[0]}",
            f"{head[1]} {number:02d} for {subject[1]}",
        ),
        parts=tuple(f"B{code}-{n}" for n in range(1, len(words.DIVISIONS) + 1)),
        area=None,
        themes=tuple(t for t in THEMES if t.startswith((f"S{theme + 1}.", neighbour))),
        weight=0.5 if is_office else 1.6,
    )


def _parts(units: Sequence[Unit], projects: int, chance: Random) -> tuple[Part, ...]:
    """Share projects, objectives and key results out over the files of the units."""
    many = max(1, round(projects / PROJECTS_A_PART))
    slots = [(unit, number) for unit in units for number in range(1, many + 1)]
    weights = [unit.weight * (0.7 + 0.6 * chance.random()) for unit, _ in slots]
    per_slot = share(projects, weights)
    objectives = share(round(projects * OBJECTIVES_A_PROJECT), weights)
    sizes = iter(_sizes(projects, sum(objectives), chance))
    done: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    parts = []
    for (unit, number), own, goals in zip(slots, per_slot, objectives, strict=True):
        before, reached = done[unit.id]
        year = YEARS[(number - 1) % len(YEARS)]
        made = tuple(
            _objective(unit, reached + n, year, next(sizes), chance) for n in range(1, goals + 1)
        )
        parts.append(Part(unit, number, year, made, before + 1, own))
        done[unit.id] = (before + own, reached + goals)
    return tuple(parts)


def _sizes(projects: int, objectives: int, chance: Random) -> list[int]:
    """Return how many key results each objective has; a few have none."""
    weights = [chance.choice((0.1, 2.0, 3.0, 3.0, 4.0, 5.0)) for _ in range(objectives)]
    return share(round(projects * KEY_RESULTS_A_PROJECT), weights)


def _objective(unit: Unit, number: int, usual_year: int, size: int, chance: Random) -> Objective:
    year = usual_year if chance.random() < 0.8 else chance.choice(YEARS)
    stem = f"{year}-{unit.id}-{number:02d}"
    key_results = tuple(f"KR-{stem}.{n:02d}" for n in range(1, size + 1))
    return Objective(f"O-{stem}", unit, year, chance.choice(unit.themes), key_results)


def _policies_of_themes(chance: Random) -> dict[str, tuple[str, ...]]:
    """Spread the policies over the themes; about one in six advances none."""
    found: dict[str, list[str]] = defaultdict(list)
    usual = [theme for theme in THEMES if theme not in WITHOUT_POLICY]
    for number in range(1, POLICIES + 1):
        draw = chance.random()
        if draw < 0.05:
            found[chance.choice(("S1", "S2"))].append(f"P{number:03d}")
        elif draw < 0.84:
            for theme in chance.sample(usual, 2 if draw < 0.15 else 1):
                found[theme].append(f"P{number:03d}")
    return {theme: tuple(found[theme]) for theme in sorted(found)}
