"""Findings that are new, that are fixed, and that still stand, from one graph to another.

A finding is known by its id, which holds no counts and no dates. One that is waived does not stand:
it is fixed when someone accepts it, and new again when the waiver ends.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from graph.model.entities import Item
from graph.model.finding_ids import code_of, item_id_of
from graph.model.rules import DANGLING_REFERENCE, RULES, Rule
from graph.network import TraceGraph
from graph.problems import Severity
from graph.reports.registry import REPORTS
from graph.reports.result import Parameters
from graph.reports.waivers import without_waived


@dataclass(frozen=True, slots=True)
class Finding:
    """What a report finds about an item, by its stable id."""

    id: str
    report: str | None  # None: it shows in every report, as references that lead nowhere do.
    item: Item

    @property
    def rule(self) -> Rule:
        """The rule that it goes by."""
        return RULES[code_of(self.id)]


@dataclass(frozen=True, slots=True)
class Findings:
    """All findings of a graph by their ids: those that stand, and those that are waived."""

    standing: Mapping[str, Finding] = field(default_factory=dict)
    waived: Mapping[str, Finding] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FindingChanges:
    """How the findings of two graphs differ, each in the order of the ids."""

    new: tuple[Finding, ...] = ()
    fixed: tuple[Finding, ...] = ()
    still: tuple[Finding, ...] = ()
    waived: frozenset[str] = frozenset()  # Of the fixed: now waived. Of the new: waived before.

    @property
    def worst_new(self) -> Severity | None:
        """The highest severity among the new ones."""
        return max((one.rule.severity for one in self.new), default=None)


def findings_of(graph: TraceGraph, as_of: date) -> Findings:
    """Return the findings of every report on a graph and a day."""
    asked = Parameters(as_of=as_of)
    found: dict[str, Finding] = {}
    for report in (one for one in REPORTS.values() if one.rules):
        for row in report.rows(graph, asked):
            if row["finding"]:
                _note(graph, row["finding"], report.name, found)
    for link in graph.dangling:
        _note(graph, DANGLING_REFERENCE.finding(link.stated_by.id, link.other), None, found)
    _, waived = without_waived([{"finding": one} for one in found], graph, as_of)
    accepted = {one["finding"]: found.pop(one["finding"]) for one in waived}
    return Findings(found, accepted)


def _note(graph: TraceGraph, finding: str, report: str | None, found: dict[str, Finding]) -> None:
    if finding not in found:
        found[finding] = Finding(finding, report, graph.item(item_id_of(finding)))


def compare_findings(before: Findings, after: Findings) -> FindingChanges:
    """Return which findings are new, fixed and still there."""
    old, new = before.standing, after.standing
    return FindingChanges(
        new=tuple(new[one] for one in sorted(new.keys() - old.keys())),
        fixed=tuple(old[one] for one in sorted(old.keys() - new.keys())),
        still=tuple(new[one] for one in sorted(new.keys() & old.keys())),
        waived=frozenset((before.waived.keys() & new.keys()) | (old.keys() & after.waived.keys())),
    )
