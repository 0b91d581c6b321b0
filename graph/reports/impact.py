"""What is lost if an item is dropped: the reports with it and without it, compared."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.model.entities import Item, Project
from graph.model.portfolio import Portfolio
from graph.model.removal import without
from graph.network import DIRECT, TraceGraph
from graph.reports import areas, coverage, gaps, handoffs, orphan_projects, unowned_policies
from graph.reports.money import total
from graph.reports.result import Parameters, Row

# What is told of, in this order, and the columns of each.
LISTS: Mapping[str, tuple[str, ...]] = {
    "dropped": ("kind", "item", "title", "budget"),
    "orphans": ("project", "title", "lead", "budget", "broken_at"),
    "weakened": ("project", "title", "lead", "budget"),
    "leaderless": ("project", "title", "budget"),
    "unowned": ("policy", "title", "state"),
    "lowered": ("policy", "title", "reached", "reaches"),
    "unfunded": ("policy", "title", "budget"),
    "gaps": ("kind", "item", "title", "missing"),
    "handoffs": ("kind", "subject", "item", "via", "from", "to", "state"),
    "areas": ("area", "title", "objectives", "projects", "policies", "left_with_nothing"),
}
_POLICIES = ("policies_direct", "policies_via_strategy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """What would be lost with an item; each list is complete, in a fixed order."""

    item: Item
    parameters: Parameters
    lists: Mapping[str, Sequence[Row]]  # By the names of LISTS.

    @property
    def summary(self) -> dict[str, Any]:
        """How much is lost; budgets in baht, unknown ones counted apart."""
        lost = {name: _money(self.lists[name]) for name in ("dropped", "orphans")}
        kinds = Counter(row["kind"] for row in self.lists["handoffs"])
        missing = Counter(row["kind"] for row in self.lists["gaps"])
        return {
            **{name: len(rows) for name, rows in self.lists.items()},
            "budget_dropped": lost["dropped"][0],
            "unknown_budget_dropped": lost["dropped"][1],
            "budget_of_orphans": lost["orphans"][0],
            "unknown_budget_of_orphans": lost["orphans"][1],
            "gaps_by_kind": dict(sorted(missing.items())),
            "handoffs_by_kind": dict(sorted(kinds.items())),
        }

    @property
    def changes_anything(self) -> bool:
        """Tell whether anything is lost beside the item and what stands inside it."""
        return any(rows for name, rows in self.lists.items() if name != "dropped")


def impact(portfolio: Portfolio, item_id: str, parameters: Parameters) -> Impact:
    """Compare the reports of a portfolio with those of the same without an item.

    Raises:
        UnknownItemError: no source declares the id.
    """
    before = TraceGraph.from_portfolio(portfolio)
    item = before.item(item_id)
    left, gone = without(portfolio, item_id)
    after = TraceGraph.from_portfolio(left)
    change = _Change(before, after, replace(parameters, all_tiers=True, selected=None))
    lists = {
        "dropped": [_dropped(before.item(one), parameters.language) for one in gone],
        "orphans": change.orphans(),
        "weakened": change.weakened(),
        "leaderless": change.leaderless(),
        "unowned": change.unowned(),
        **change.policies(),
        "gaps": change.gaps(),
        "handoffs": change.handoffs(),
        "areas": change.areas(),
    }
    told = {name: [_only(row, LISTS[name]) for row in lists[name]] for name in LISTS}
    return Impact(item=item, parameters=parameters, lists=told)


def _only(row: Row, columns: Sequence[str]) -> Row:
    return {column: row[column] for column in columns}


def _money(rows: Sequence[Row]) -> tuple[int | float, int]:
    """Return the known budget of the projects among the rows, and how many are unknown."""
    budgets = [row["budget"] for row in rows if row.get("kind", "project") == "project"]
    known = [one for one in budgets if one is not None]
    return total(known), len(budgets) - len(known)


def _dropped(item: Item, language: str) -> Row:
    return {
        "kind": item.kind_of_node.noun.replace(" ", "_").lower(),
        "item": item.id,
        "title": item.title(language),
        "budget": item.budget if isinstance(item, Project) else None,
    }


class _Change:
    """Two graphs, one of them without an item."""

    def __init__(self, before: TraceGraph, after: TraceGraph, parameters: Parameters) -> None:
        self._before = before
        self._after = after
        self._parameters = parameters

    def orphans(self) -> list[Row]:
        """Return the projects that were traced and are no longer."""
        traced = self._before.traced_projects()
        found = orphan_projects.rows(self._after, self._parameters)
        return [row for row in found if row["project"] in traced]

    def weakened(self) -> list[Row]:
        """Return the projects that an objective led to a policy by name, and none does now."""
        before, after = self._before.traced_projects(), self._after.traced_projects()
        return [
            self._project(one)
            for one in self._left()
            if before.get(one.id) == DIRECT and after.get(one.id) not in (None, DIRECT)
        ]

    def leaderless(self) -> list[Row]:
        """Return the projects that lose the unit that leads them."""
        before, after = self._before, self._after
        return [
            self._project(one)
            for one in self._left()
            if before.lead(one.id) is not None and after.lead(one.id) is None
        ]

    def _left(self) -> list[Project]:
        return sorted(self._after.all(Project), key=lambda one: one.id)

    def _project(self, project: Project) -> Row:
        return {
            "project": project.id,
            "title": project.title(self._parameters.language),
            "lead": self._after.lead(project.id),
            "budget": project.budget,
        }

    def unowned(self) -> list[Row]:
        """Return the policies that somebody answered for, and nobody does now.

        `state`: ownerless (the owner itself is dropped) or phantom.
        """
        before, after = (
            unowned_policies.rows(graph, self._parameters) for graph in (self._before, self._after)
        )
        known = {row["policy"] for row in before}
        return [
            {**row, "state": "phantom" if row["state"] == "phantom" else "ownerless"}
            for row in after
            if row["policy"] not in known
        ]

    def policies(self) -> dict[str, list[Row]]:
        """Return the policies whose chain reaches less far down, and those that lose all money."""
        pairs = list(self._pairs("policy", coverage.rows))
        lower: list[Row] = [
            {**now, "reached": was["reaches"]} for was, now in pairs if _is_lower(was, now)
        ]
        poorer: list[Row] = [
            {**now, "budget": was["budget"]}
            for was, now in pairs
            if was["budget"] and not now["budget"] and not now["unknown_budget"]
        ]
        return {"lowered": lower, "unfunded": poorer}

    def gaps(self) -> list[Row]:
        """Return what is left with nothing below it; policies stand among those lowered."""
        before, after = (gaps.rows(one, self._parameters) for one in (self._before, self._after))
        known = {row["item"] for row in before}
        return [row for row in after if row["item"] not in known and row["kind"] != "policy"]

    def handoffs(self) -> list[Row]:
        """Return the hand-overs that are no longer, structural ones among them."""
        before, after = (
            handoffs.rows(one, self._parameters) for one in (self._before, self._after)
        )
        left = {row["finding"] for row in after}
        return [row for row in before if row["finding"] not in left]

    def areas(self) -> list[Row]:
        """Return the districts that less reaches, and how much less."""
        found = [self._lost(was, now) for was, now in self._pairs("area", areas.rows)]
        lost = ("objectives", "projects", "policies")
        return [row for row in found if any(row[name] for name in lost)]

    def _lost(self, was: Row, now: Row) -> Row:
        fewer = {name: was[name] - now[name] for name in ("objectives", "projects")}
        policies = max(0, sum(was[name] - now[name] for name in _POLICIES))
        is_empty = now["finding"] is not None and was["finding"] is None
        return {**now, **fewer, "policies": policies, "left_with_nothing": is_empty}

    def _pairs(self, key: str, rows: Any) -> Iterator[tuple[Row, Row]]:
        """Yield the rows about each item that is left, before and after."""
        before = {row[key]: row for row in rows(self._before, self._parameters)}
        for row in rows(self._after, self._parameters):
            yield before[row[key]], row


def _is_lower(was: Row, now: Row) -> bool:
    """Tell whether a chain ends at a higher level than before."""
    return coverage.LEVELS.index(now["reaches"]) > coverage.LEVELS.index(was["reaches"])
