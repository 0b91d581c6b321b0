"""Selectors answered naively: from the words of the documents, on the items and links alone.

It shares nothing with `graph.selection` but the meaning of `fnmatch`, and does not read text: a
selector is a list of groups of `Asked`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from graph.model.entities import Handoff, Item, KeyResult, Objective, Project, Unit
from graph.model.portfolio import Portfolio

Ids = set[str]
ARROWS = (
    "ADVANCES",
    "CALLS_FOR",
    "HAS_OBJECTIVE",
    "HAS_KEY_RESULT",
    "DELIVERED_BY",
    "LED_BY",
    "SUPPORTED_BY",
    "ALLOCATED_TO",
    "HANDED_OVER",
)
TIERS = ("city", "district", "bureau", "office", "external")
STATES = ("planned", "active", "done", "paused", "cancelled", "unreported")
HANDOFF_STATES = ("waiting", "accepted", "returned", "done", "withdrawn")
KINDS = {
    "policy": "Policy",
    "strategy": "Strategy",
    "objective": "Objective",
    "key_result": "KeyResult",
    "project": "Project",
    "unit": "Unit",
    "kpi": "Kpi",
    "area": "Area",
    "handoff": "Handoff",
    "dimension": "Dimension",
}


@dataclass(frozen=True)
class Asked:
    """One term: a method ("id" for none), a value, and the steps up and down (None: all)."""

    method: str
    value: str
    up: int | None = 0
    down: int | None = 0

    @property
    def text(self) -> str:
        method = "" if self.method == "id" else f"{self.method}:"
        up = "" if self.up == 0 else f"{'' if self.up is None else self.up}+"
        down = "" if self.down == 0 else f"+{'' if self.down is None else self.down}"
        return f"{up}{method}{self.value}{down}"


Groups = list[list[Asked]]


def text_of(groups: Groups) -> str:
    return " ".join(",".join(term.text for term in group) for group in groups)


class NothingFoundError(Exception):
    """A term, or all of it, finds nothing."""


class Naive:
    """The answers for one portfolio; `findings` tells the items of each finding."""

    def __init__(self, portfolio: Portfolio, findings: Mapping[str, Ids]) -> None:
        self.items = dict(portfolio.items)
        self.arrows = [(one.relation.name, one.source, one.target) for one in portfolio.links]
        self.findings = findings

    def select(self, groups: Groups) -> Ids:
        found: Ids = set()
        for group in groups:
            in_all = set(self.items)
            for term in group:
                in_all &= self.term(term)
            found |= in_all
        if not found:
            raise NothingFoundError
        return found

    def term(self, term: Asked) -> Ids:
        found: Ids = set()
        for word, ids in self.words(term.method).items():
            is_pattern = any(one in term.value for one in "*?[")
            if fnmatchcase(word, term.value) if is_pattern else word == term.value:
                found |= ids()
        if not found:
            raise NothingFoundError
        return self.walk(found, term.up, up=True) | self.walk(found, term.down, up=False)

    def walk(self, ids: Ids, steps: int | None, *, up: bool) -> Ids:
        pairs = {(start, end) for name, start, end in self.arrows if name in ARROWS}
        pairs |= {
            (whole, part)
            for name, part, whole in self.arrows
            if name == "PART_OF" and type(self.items[part]).__name__ == "Strategy"
        }
        if up:
            pairs = {(end, start) for start, end in pairs}
        for _ in range(len(self.items) if steps is None else steps):
            ids = ids | {end for start, end in pairs if start in ids}
        return ids

    # Methods

    def words(self, method: str) -> dict[str, Callable[[], Ids]]:
        """Every value that a method takes, and what it finds."""
        answers: dict[str, tuple[Iterable[str], Callable[[str], Ids]]] = {
            "id": (self.items, lambda one: {one}),
            "kind": ([*KINDS, *KINDS.values()], self.kind),
            "owner": (self.of_type("Unit"), self.owner),
            "tier": (TIERS, self.tier),
            "area": (self.of_type("Area"), self.area),
            "strategy": (self.of_type("Strategy"), self.strategy),
            "dimension": (
                self.of_type("Dimension"),
                lambda one: self.starts("IN_DIMENSION", {one}),
            ),
            "status": ({*STATES, *HANDOFF_STATES}, self.status),
            "year": (map(str, range(2400, 2700)), self.year),
            "basis": (("stated", "inferred"), self.basis),
            "finding": ([*self.findings, *(one.split(":")[0] for one in self.findings)], self.rows),
            "file": (
                {end for item in self.items.values() for end in ends(item.file)},
                lambda name: self.where(lambda item: name in ends(item.file)),
            ),
        }
        words, find = answers[method]
        return {word: lambda word=word: find(word) for word in words}  # type: ignore[misc]  # a default binds the word

    def where(self, fits: Callable[[Item], bool]) -> Ids:
        return {item.id for item in self.items.values() if fits(item)}

    def of_type(self, name: str) -> Ids:
        return self.where(lambda item: type(item).__name__ == name)

    def starts(self, relation: str, ends: Ids) -> Ids:
        return {start for name, start, end in self.arrows if name == relation and end in ends}

    def ends(self, relation: str, starts: Ids) -> Ids:
        return {end for name, start, end in self.arrows if name == relation and start in starts}

    def inside(self, item: str) -> Ids:
        found = {item}
        for _ in self.items:
            found |= self.starts("PART_OF", found)
        return found

    def kind(self, word: str) -> Ids:
        return self.of_type(KINDS.get(word, word))

    def answerable(self, item: Item) -> Ids:
        owners = self.ends("OWNED_BY", {item.id})
        if isinstance(item, KeyResult) and item.owner is None:
            owners = self.ends("OWNED_BY", {item.objective})
        return owners | self.ends("LED_BY", {item.id})

    def owner(self, unit: str) -> Ids:
        units = self.inside(unit)
        return self.where(lambda item: bool(self.answerable(item) & units))

    def tier(self, tier: str) -> Ids:
        units = {
            one.id
            for one in self.items.values()
            if isinstance(one, Unit) and self.tier_of(one) == tier
        }
        return units | self.where(lambda item: bool(self.answerable(item) & units))

    def tier_of(self, unit: Unit) -> str:
        if unit.kind in TIERS or unit.part_of is None:
            return unit.kind
        above = self.items[unit.part_of]
        assert isinstance(above, Unit)
        return self.tier_of(above)

    def area(self, area: str) -> Ids:
        inside = self.inside(area)
        return inside | self.starts("TARGETS", inside) | self.starts("SERVES", inside)

    def strategy(self, strategy: str) -> Ids:
        parts = self.inside(strategy)
        objectives = self.ends("HAS_OBJECTIVE", parts)
        key_results = self.ends("HAS_KEY_RESULT", objectives)
        projects = self.ends("DELIVERED_BY", key_results)
        return parts | self.starts("ADVANCES", parts) | objectives | key_results | projects

    def status(self, status: str) -> Ids:
        def fits(item: Item) -> bool:
            if isinstance(item, Handoff):
                return state_of(item) == status
            return isinstance(item, Project) and item.status == status

        return self.where(fits)

    def year(self, year: str) -> Ids:
        return self.where(lambda item: str(self.year_of(item)) == year)

    def year_of(self, item: Item) -> int | None:
        if isinstance(item, (Objective, Project)):
            return item.fiscal_year
        relation = "HAS_KEY_RESULT" if isinstance(item, KeyResult) else "HANDED_OVER"
        for above in self.starts(relation, {item.id}):
            return self.year_of(self.items[above])
        return None

    def basis(self, basis: str) -> Ids:
        def is_inferred(item: Item) -> bool:
            bases = item.basis
            return bases == "inferred" if isinstance(bases, str) else "inferred" in bases.values()

        return self.where(lambda item: is_inferred(item) is (basis == "inferred"))

    def rows(self, word: str) -> Ids:
        found: Ids = set()
        for finding, ids in self.findings.items():
            if word in {finding, finding.split(":")[0]}:
                found |= ids
        return found


def ends(path: str) -> Ids:
    """A path, and each end of it that begins with a folder's or the file's name."""
    found = {path}
    while "/" in path:
        path = path[path.index("/") + 1 :]
        found.add(path)
    return found


def state_of(handoff: Handoff) -> str:
    if handoff.state is not None:
        return handoff.state
    dated = (
        (handoff.done_on, "done"),
        (handoff.returned_on, "returned"),
        (handoff.accepted_on, "accepted"),
    )
    return next((state for day, state in dated if day is not None), "waiting")
