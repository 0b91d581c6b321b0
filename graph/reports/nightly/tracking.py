"""Which findings are followed from night to night, whom they are about, and who is to answer.

Followed is what is amiss: every finding of severity warning or error, and recorded hand-overs that
are open. That work crosses between units is no fault, so the structural hand-overs are not.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from graph.model import vocabulary as v
from graph.model.entities import Area, Handoff, Item, KeyResult, Project, Unit
from graph.model.finding_ids import code_of
from graph.model.rules import RECORDED_HANDOFF, RULES, UNOWNED_POLICY
from graph.network import TraceGraph
from graph.problems import Severity
from graph.reports.nightly.finding import Finding
from graph.reports.nightly.memory import Subject
from graph.reports.result import Result, Row

FOLLOWED = frozenset(
    code
    for code, rule in RULES.items()
    if rule.severity >= Severity.WARNING or rule is RECORDED_HANDOFF
)


@dataclass(frozen=True, slots=True)
class Found(Finding):
    """A finding that is followed, and the row that has it first."""

    report: str | None  # None: a reference that leads nowhere, which every report has.
    row: Row


def followed(results: Iterable[Result]) -> dict[str, Found]:
    """Return the findings that stand and are followed, by their ids in order."""
    found: dict[str, Found] = {}
    for result in results:
        for row in result.rows:
            if _is_followed(row):
                found.setdefault(row["finding"], Found(row["finding"], result.report.name, row))
        for row in result.summary.get("dangling", ()):
            found.setdefault(row["finding"], Found(row["finding"], None, row))
    return {one: found[one] for one in sorted(found)}


def without_the_rest(results: Iterable[Result]) -> list[Result]:
    """Return the answers with those rows alone whose findings are followed."""
    return [replace(one, rows=[row for row in one.rows if _is_followed(row)]) for one in results]


def waived(results: Iterable[Result]) -> frozenset[str]:
    """Return the findings that someone accepted."""
    return frozenset(one["finding"] for result in results for one in result.summary["waived"])


def _is_followed(row: Row) -> bool:
    finding = row["finding"]
    if not finding or code_of(finding) not in FOLLOWED:
        return False
    is_handoff = code_of(finding) == RECORDED_HANDOFF.code
    return not is_handoff or row["holder"] is not None


def subject(graph: TraceGraph, found: Found) -> Subject:
    """Return what is remembered of a finding's item: its titles, and who is to answer."""
    item = graph.item(found.item_id)
    return Subject(
        title_th=item.title("th"),
        title_en=item.title("en"),
        units=tuple(dict.fromkeys(map(graph.lifted, _answerable(graph, item, found)))),
    )


def _answerable(graph: TraceGraph, item: Item, found: Found) -> Iterator[str]:
    """Yield who is to answer for an item; of a policy that nobody owns, who may be asked."""
    if isinstance(item, Handoff):
        yield from _one(found.row.get("holder"))
    elif found.code == UNOWNED_POLICY.code:
        yield from _asked_about_a_policy(found.row)
    else:
        yield from answerable(graph, item)


def answerable(graph: TraceGraph, item: Item) -> Sequence[str]:
    """Return the units that answer for an item: its owners, its lead, or those that serve it."""
    if isinstance(item, Project):
        return graph.targets(v.LED_BY, item.id)
    if isinstance(item, KeyResult):
        return graph.effective_owners(item.id)
    if isinstance(item, Unit):
        return (item.id,)
    if isinstance(item, Area):
        return graph.sources(v.SERVES, item.id)
    return graph.owners(item.id)


def _one(unit: str | None) -> tuple[str, ...]:
    return (unit,) if unit else ()


def _asked_about_a_policy(row: Row) -> Sequence[str]:
    for column in ("owner", "candidates", "inherited_from"):
        if row[column]:
            units: Sequence[str] = row[column]
            return units
    return ()
