"""Why an item or a finding is as it is: how far its chain goes, and what would mend it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from graph.model.entities import Item, Objective, Policy, Project, Strategy, unpack
from graph.model.rules import NOT_READY, RULES
from graph.network import TraceGraph
from graph.reports import unowned_policies
from graph.reports.explaining.ladder import (
    Level,
    first_missing,
    is_chained,
    ladder,
    objectives_of,
)
from graph.reports.explaining.standing import Standing, item_of, standing, standing_of
from graph.reports.explaining.ties import Tie, ties
from graph.reports.explaining.ways import Way, best_ways
from graph.reports.readiness import Readiness
from graph.reports.result import Parameters, Row
from graph.reports.suggestions import MOST, Suggestion, suggest

_MOST_PLACES = 5


@dataclass(frozen=True, slots=True)
class Mend:
    """Where a source would say what is missing: the item's place, and any of these fields."""

    item: Item
    fields: tuple[str, ...]

    @property
    def line(self) -> int:
        """The line on which the item begins, in its file."""
        return unpack(self.item.mark)[0]


@dataclass(frozen=True, slots=True)
class Remedy:
    """What would mend one missing link: the places to write it, and what it might lead to."""

    missing: str  # The level that is missing, or `owner`.
    mends: tuple[Mend, ...]
    more: int = 0  # Further places that are not named.
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """All that there is to say about one item, and about a finding where one was asked about."""

    asked: str
    item: Item
    parameters: Parameters
    asked_finding: Standing | None
    findings: tuple[Standing, ...]  # About the item; the one that was asked about among them.
    levels: tuple[Level, ...] = ()  # Of an item of the chain.
    up: Level | None = None  # Where its chain ends going up; None where it does not.
    down: Level | None = None
    strength: str | None = None  # Of the best way up: direct or via_strategy.
    ways: tuple[Way, ...] = ()  # The best ways up to a policy, the second on stated links alone.
    unowned: Row | None = None  # Of a policy that nobody answers for: its row of the report.
    ties: tuple[Tie, ...] = ()  # Of an item beside the chain.
    remedies: tuple[Remedy, ...] = ()

    @property
    def rests_on_inferred_links(self) -> bool:
        """Tell whether every way up to a policy has links that are our judgement."""
        return bool(self.ways) and all(one.basis == "inferred" for one in self.ways)


def why(graph: TraceGraph, asked: str, parameters: Parameters) -> Why:
    """Explain an item, or a finding as the reports name it: its code and ids.

    Raises:
        UsageError: it looks like a finding, but there is no rule of that code.
        UnknownItemError: no source declares the id.
    """
    is_finding = ":" in asked or (asked in RULES and asked not in graph)
    item = item_of(graph, asked) if is_finding else graph.item(asked)
    about = standing(graph, asked, parameters) if is_finding else None
    findings = standing_of(graph, item, parameters)
    if about and about.finding not in {one.finding for one in findings}:
        findings.insert(0, about)
    told = Why(
        asked=asked,
        item=item,
        parameters=parameters,
        asked_finding=about,
        findings=tuple(findings),
    )
    return _of_the_chain(graph, told) if is_chained(item) else _beside(graph, told)


def _beside(graph: TraceGraph, told: Why) -> Why:
    return replace(told, ties=ties(graph, told.item.id))


def _of_the_chain(graph: TraceGraph, told: Why) -> Why:
    item = told.item
    levels = ladder(graph, item)
    is_policy = isinstance(item, Policy)
    ways = () if is_policy else tuple(best_ways(graph, item.id))
    up, down = (first_missing(levels, up=one) for one in (True, False))
    unowned = _unowned(graph, told) if is_policy else None
    remedies = tuple(_remedies(graph, item, up, down, is_unowned=unowned is not None))
    return replace(
        told,
        levels=levels,
        up=up,
        down=down,
        ways=ways,
        strength=ways[0].strength if ways else None,
        unowned=unowned,
        remedies=(*remedies, *_for_the_budget(graph, told, remedies)),
    )


def _unowned(graph: TraceGraph, told: Why) -> Row | None:
    """Return the row of a policy that nobody answers for, waived or not."""
    found = unowned_policies.rows(graph, told.parameters)
    return next((row for row in found if row["policy"] == told.item.id), None)


def _remedies(
    graph: TraceGraph, item: Item, up: Level | None, down: Level | None, *, is_unowned: bool
) -> Iterator[Remedy]:
    if is_unowned:
        yield _of_its_own(graph, item, "owner", "owner")
    if up and up.name == "key_result":
        yield _of_its_own(graph, item, "key_result", "key_results")
    elif up and not isinstance(item, Strategy):
        yield _of_objectives(graph, objectives_of(graph, item), up.name)
    if down and down.name == "strategy":
        yield _of_its_own(graph, item, "strategy", "strategies")
    elif down and down.name == "key_result":
        below = ladder(graph, item)
        objectives = next(one.ids for one in below if one.name == "objective")
        found = tuple(Mend(graph.item(one), ("key_results",)) for one in objectives)
        yield Remedy("key_result", found[:_MOST_PLACES], len(found[_MOST_PLACES:]))
    elif down and isinstance(item, Project):
        yield Remedy("unit", (Mend(item, ("lead",)),))


def _for_the_budget(graph: TraceGraph, told: Why, remedies: Iterable[Remedy]) -> Iterator[Remedy]:
    """Yield where a project says what else it misses before it can ask for budget."""
    finding = NOT_READY.finding(told.item.id)
    if not isinstance(told.item, Project) or finding not in {one.finding for one in told.findings}:
        return
    linked = {"lead", *(one.missing for one in remedies)}  # Told with what might mend them.
    for one in Readiness(graph).missing(told.item):
        if one.missing not in linked:
            yield Remedy(one.missing, (Mend(graph.item(one.item), (one.field,)),))


def _of_its_own(graph: TraceGraph, item: Item, missing: str, field: str) -> Remedy:
    """Return what would mend a field of the item itself."""
    return Remedy(missing, (Mend(item, (field,)),), 0, tuple(suggest(graph, item, field)))


def _of_objectives(graph: TraceGraph, objectives: Sequence[Objective], missing: str) -> Remedy:
    """Return what would lead objectives up to a policy: by name, or through a strategy."""
    fields = ("policies", "strategies") if missing == "strategy" else ("policies",)
    found = [one for each in objectives for one in suggest(graph, each, *fields)]
    best = sorted(found, key=lambda one: (-one.score, one.item.id, one.into.id))[:MOST]
    mends = tuple(Mend(one, fields) for one in objectives)
    return Remedy(missing, mends[:_MOST_PLACES], len(mends[_MOST_PLACES:]), tuple(best))
