"""Two fiscal years of one plan beside each other: what goes on and how, what is new, what is not.

Of what goes on, the plan is compared: titles, units, links, how it is measured, targets and money.
A link to an item of the earlier year is the same link if that item goes on as the other's. What is
reported during a year (check-ins, progress, what is spent) is no change of the plan.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from graph.model.entities import Item, KeyResult, Project
from graph.network import TraceGraph
from graph.reports.comparison import Side, kind_of
from graph.reports.field_changes import FieldChange, field_changes, place_of
from graph.reports.money import total
from graph.reports.result import SCHEMA_VERSION
from graph.reports.years.pairs import PLANNED, Pair, of_year, pairs

TITLES = {"th": "แผนสองปีงบประมาณเทียบกัน", "en": "Two fiscal years side by side"}
GOES_ON, CHANGED, NEW, DROPPED = "goes_on", "changed", "new", "dropped"
_NOT_OF_THE_PLAN = frozenset(
    [
        *("fiscal_year", "check_ins", "progress", "spent", "waive"),
        *("source", "note", "external_ids", "basis"),
    ]
)


@dataclass(frozen=True, slots=True)
class GoesOn:
    """An item of the earlier year, what it goes on as, and what of the plan is otherwise then."""

    pair: Pair
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearComparison:
    """Two fiscal years (Buddhist era) of the same sources."""

    before: int
    after: int
    side: Side
    goes_on: Sequence[GoesOn]
    new: Sequence[Item]
    dropped: Sequence[Item]
    report: ClassVar[str] = "diff-years"

    def summary(self) -> dict[str, Any]:
        """Count what goes on, what is new and what was dropped, and sum up the money."""
        olds = [*(one.pair.before for one in self.goes_on), *self.dropped]
        news = [*(one.pair.after for one in self.goes_on), *self.new]
        return {
            "by_kind": {kind: self._counts(kind) for kind in _kinds(olds, news)},
            "paired_by": dict(sorted(Counter(one.pair.by for one in self.goes_on).items())),
            "before": _figures(self.before, olds),
            "after": _figures(self.after, news),
        }

    def _counts(self, kind: str) -> dict[str, int]:
        pairs = [one for one in self.goes_on if kind_of(one.pair.after) == kind]
        return {
            GOES_ON: len(pairs),
            CHANGED: sum(1 for one in pairs if one.fields),
            NEW: sum(1 for one in self.new if kind_of(one) == kind),
            DROPPED: sum(1 for one in self.dropped if kind_of(one) == kind),
        }

    def as_json(self, language: str) -> dict[str, Any]:
        """Return the contract's object, with its keys in their fixed order."""
        return {
            "schema_version": SCHEMA_VERSION,
            "report": self.report,
            "title": TITLES[language],
            "sources": self.side.as_json(),
            "years": {"before": self.before, "after": self.after},
            "summary": self.summary(),
            GOES_ON: [_goes_on(one) for one in self.goes_on],
            NEW: [_item(one) for one in self.new],
            DROPPED: [_item(one) for one in self.dropped],
        }


def compare_years(graph: TraceGraph, before: int, after: int, side: Side) -> YearComparison:
    """Return what of one fiscal year goes on in another, in the order of the chain."""
    found = pairs(graph, before, after)
    new_ids = {one.before.id: one.after.id for one in found}
    paired = {*new_ids, *new_ids.values()}
    olds, news = (
        [one for entity in PLANNED for one in of_year(graph, entity, year)]
        for year in (before, after)
    )
    return YearComparison(
        before=before,
        after=after,
        side=side,
        goes_on=[GoesOn(one, _changes(one, new_ids)) for one in found],
        new=[one for one in news if one.id not in paired],
        dropped=[one for one in olds if one.id not in paired],
    )


def _changes(one: Pair, new_ids: Mapping[str, str]) -> tuple[FieldChange, ...]:
    """Return what differs in the plan; ids of the earlier year are read as what they go on as."""
    old = one.before
    if isinstance(old, KeyResult):
        old = replace(old, objective=new_ids.get(old.objective, old.objective))
    elif isinstance(old, Project) and old.key_results:
        old = replace(old, key_results=tuple(new_ids.get(each, each) for each in old.key_results))
    found = field_changes(old, one.after)
    return tuple(change for change in found if _is_of_the_plan(change.field))


def _is_of_the_plan(name: str) -> bool:
    field = re.split(r"[.\[]", name)[0]
    return field not in _NOT_OF_THE_PLAN and not name.endswith(".actual")


def _kinds(*sides: Iterable[Item]) -> list[str]:
    """Return the kinds that there are, in the order of the chain."""
    known = {one.kind_of_node for side in sides for one in side}
    return [entity.kind_of_node.name.lower() for entity in PLANNED if entity.kind_of_node in known]


def _figures(year: int, items: Iterable[Item]) -> dict[str, Any]:
    """Return a year's budget, in baht, and how much of it and of the targets is not known."""
    listed = list(items)
    budgets = [one.budget for one in listed if isinstance(one, Project)]
    key_results = [one for one in listed if isinstance(one, KeyResult)]
    return {
        "fiscal_year": year,
        "budget": total(one for one in budgets if one is not None),
        "projects": len(budgets),
        "unknown_budgets": sum(1 for one in budgets if one is None),
        "key_results": len(key_results),
        "without_target": sum(1 for one in key_results if one.target is None),
    }


def _item(one: Item) -> dict[str, Any]:
    place = place_of(one)
    return {
        "kind": kind_of(one),
        "id": one.id,
        "title": {"th": one.title_th, "en": one.title_en},
        "file": place.file,
        "line": place.line,
    }


def _goes_on(one: GoesOn) -> dict[str, Any]:
    old, new = place_of(one.pair.before), place_of(one.pair.after)
    return {
        "kind": kind_of(one.pair.after),
        "from": one.pair.before.id,
        "to": one.pair.after.id,
        "by": one.pair.by,
        "title": {"th": one.pair.after.title_th, "en": one.pair.after.title_en},
        "before": {"file": old.file, "line": old.line},
        "after": {"file": new.file, "line": new.line},
        "fields": [{"field": each.field, "old": each.old, "new": each.new} for each in one.fields],
    }
