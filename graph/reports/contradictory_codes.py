"""Key results that share an official code in one year, and do not agree.

Those of other owners are left alone: every district may write its own target under the city's code.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from graph.model import rules as r
from graph.model.entities import KeyResult
from graph.network import TraceGraph
from graph.reports.contradiction import Contradiction


def contradictions_between(
    graph: TraceGraph, counted: Iterable[KeyResult], replaced: Iterable[KeyResult]
) -> Iterator[Contradiction]:
    """Yield where key results of one code and one year do not agree.

    `counted` and `replaced` stand in the order of their ids; the replaced ones count for nothing.
    """
    groups: dict[tuple[int, str], list[KeyResult]] = defaultdict(list)
    alike: dict[tuple[int | None, str | None, str], list[KeyResult]] = defaultdict(list)
    for one in counted:
        year = graph.fiscal_year(one.id)
        alike[year, one.code, one.title()].append(one)
        if year and one.code:
            groups[year, one.code].append(one)
    for group in groups.values():
        for position, one in enumerate(group):
            yield from _against_earlier(graph, one, group[:position])
    for one in replaced:
        yield from _replaced(one, alike[graph.fiscal_year(one.id), one.code, one.title()])


def _against_earlier(
    graph: TraceGraph, one: KeyResult, earlier: Sequence[KeyResult]
) -> Iterator[Contradiction]:
    """Yield one row at most: another target of the same measure, or another measure."""
    near = [other for other in earlier if _may_be_one(graph, one, other)]
    alike = next((other for other in near if other.title() == one.title()), None)
    if alike:
        if None not in (one.target, alike.target) and one.target != alike.target:
            yield Contradiction(
                rule=r.TWO_TARGETS,
                item=one,
                against=alike.id,
                expected=alike.target,
                found=one.target,
                detail=one.code,
            )
    elif near:
        yield Contradiction(rule=r.SHARED_CODE, item=one, against=near[0].id, detail=one.code)


def _may_be_one(graph: TraceGraph, one: KeyResult, other: KeyResult) -> bool:
    """Tell whether two key results may be the same: they share an owner, or one has none."""
    owners = [set(graph.effective_owners(each.id)) for each in (one, other)]
    return not all(owners) or bool(owners[0] & owners[1])


def _replaced(one: KeyResult, alike: Iterable[KeyResult]) -> Iterator[Contradiction]:
    """Yield the target that took the place of another: of several, that with the same figures."""
    figures = set(one.check_ins or ())
    now = max(alike, key=lambda other: len(figures & set(other.check_ins or ())), default=None)
    if now and None not in (one.target, now.target) and now.target != one.target:
        yield Contradiction(
            rule=r.REPLACED_TARGET,
            item=one,
            against=now.id,
            expected=now.target,
            found=one.target,
            detail=one.code,
        )
