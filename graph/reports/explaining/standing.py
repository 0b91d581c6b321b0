"""Whether a finding stands: in a report, waived by someone, or not at all."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.errors import UsageError
from graph.model.entities import Item, Waiver
from graph.model.explanations import EXPLANATIONS
from graph.model.finding_ids import code_of, item_id_of
from graph.model.rules import RULES
from graph.model.vocabulary import NodeKind
from graph.network import TraceGraph
from graph.problems import did_you_mean
from graph.reports.registry import REPORTS, dangling_row
from graph.reports.result import Parameters, Row
from graph.reports.waivers import without_waived

STANDS, WAIVED, ABSENT = "stands", "waived", "absent"
HOLDS, EXPIRED, WITHOUT_REASON = "holds", "expired", "without_reason"

# The reports that have findings about an item of a kind, the most telling one first.
_ABOUT: Mapping[NodeKind, tuple[str, ...]] = {
    NodeKind.PROJECT: ("orphan-projects", "budget-readiness", "contradictions", "staleness"),
    NodeKind.POLICY: ("unowned-policies", "coverage", "gaps"),
    NodeKind.STRATEGY: ("gaps",),
    NodeKind.OBJECTIVE: ("gaps", "progress"),
    NodeKind.KEY_RESULT: (
        *("gaps", "progress", "split-targets", "alignment", "contradictions", "staleness"),
    ),
    NodeKind.UNIT: ("gaps",),
    NodeKind.AREA: ("areas",),
    NodeKind.HANDOFF: ("handoffs",),
}


@dataclass(frozen=True, slots=True)
class Waived:
    """A waiver of a finding: who said why and until when, and whether it holds."""

    status: str  # holds, expired or without_reason.
    by: str | None
    reason: str | None
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A finding, and whether it stands on the day that is asked about."""

    finding: str
    status: str  # stands, waived or absent.
    report: str | None = None  # The report that has its row.
    row: Row | None = None
    waivers: tuple[Waived, ...] = ()

    @property
    def code(self) -> str:
        """The code of its rule."""
        return code_of(self.finding)


def item_of(graph: TraceGraph, finding: str) -> Item:
    """Return the item that a finding is about: the first id after the code.

    Raises:
        UsageError: there is no rule of that code, or no id after it.
        UnknownItemError: no source declares the id.
    """
    code, _, ids = finding.partition(":")
    if code in EXPLANATIONS and code not in RULES:
        raise UsageError(
            f"'{code}' is no finding of a report: 'policytrace explain {code}' tells of it"
        )
    if code not in RULES:
        hint = did_you_mean(code, RULES) or f"; there are: {', '.join(RULES)}"
        raise UsageError(f"there is no rule '{code}'{hint}")
    if not ids:
        raise UsageError(f"'{finding}' names no item: write {code}:ID, as the reports do")
    return graph.item(ids.partition(":")[0])


def standing(graph: TraceGraph, finding: str, parameters: Parameters) -> Standing:
    """Tell whether a finding stands: in any report, between units of any tier.

    Raises:
        UsageError: there is no rule of that code, or no id after it.
        UnknownItemError: no source declares the id.
    """
    item = item_of(graph, finding)
    code = code_of(finding)
    names = [name for name, one in REPORTS.items() if code in {rule.code for rule in one.rules}]
    for one in _found(graph, item, names, parameters):
        if one.finding == finding:
            return one
    waivers = _waivers(item, finding, parameters.as_of)
    return Standing(finding=finding, status=ABSENT, waivers=waivers)


def standing_of(graph: TraceGraph, item: Item, parameters: Parameters) -> list[Standing]:
    """Return the findings about an item, waived ones with them."""
    return list(_found(graph, item, _ABOUT.get(item.kind_of_node, ()), parameters))


def _found(
    graph: TraceGraph, item: Item, names: Iterable[str], parameters: Parameters
) -> Iterator[Standing]:
    asked = replace(parameters, all_tiers=True, selected=None)
    dangling = [dangling_row(link) for link in graph.dangling if link.stated_by.id == item.id]
    yield from _standings(graph, item, None, dangling, parameters.as_of)
    for name in names:
        rows = REPORTS[name].rows(graph, asked)
        about = [row for row in rows if _is_about(row["finding"], item)]
        yield from _standings(graph, item, name, about, parameters.as_of)


def _is_about(finding: str | None, item: Item) -> bool:
    return finding is not None and item_id_of(finding) == item.id


def _standings(
    graph: TraceGraph, item: Item, report: str | None, rows: Sequence[Row], day: date
) -> Iterator[Standing]:
    """Yield each row as a finding that stands or is waived."""
    _, waived = without_waived(rows, graph, day)
    accepted = {one["finding"] for one in waived}
    for row in rows:
        finding = row["finding"]
        yield Standing(
            finding=finding,
            status=WAIVED if finding in accepted else STANDS,
            report=report,
            row=row,
            waivers=_waivers(item, finding, day),
        )


def _waivers(item: Item, finding: str, day: date) -> tuple[Waived, ...]:
    """Return the item's waivers of the finding's rule, those that hold first."""
    code = code_of(finding)
    found = [_waived(one, day) for one in item.waive if one.rule == code]
    return tuple(sorted(found, key=lambda one: one.status != HOLDS))


def _waived(waiver: Waiver, day: date) -> Waived:
    lapsed = EXPIRED if waiver.has_reason else WITHOUT_REASON
    status = HOLDS if waiver.holds_on(day) else lapsed
    return Waived(status, waiver.by, waiver.reason, waiver.until)
