"""Projects whose status, progress, money and dates go against each other."""

from collections.abc import Iterator
from datetime import date

from graph.model import rules as r
from graph.model.entities import Project
from graph.reports.attainment import WHOLE
from graph.reports.contradiction import Contradiction


def contradictions_in(project: Project, as_of: date) -> Iterator[Contradiction]:
    """Yield what goes against itself in one project; what is not recorded contradicts nothing."""
    yield from _state(project)
    yield from _dates(project, as_of)
    yield from _money(project)


def _state(one: Project) -> Iterator[Contradiction]:
    if one.progress is None or one.status is None:
        return
    is_whole, is_done = one.progress >= WHOLE, one.status == "done"
    if is_whole and not is_done:
        yield Contradiction(
            rule=r.STATUS_AGAINST_PROGRESS, item=one, expected="done", found=one.status
        )
    if is_done and not is_whole:
        yield Contradiction(
            rule=r.STATUS_AGAINST_PROGRESS, item=one, expected=WHOLE, found=one.progress
        )


def _dates(one: Project, as_of: date) -> Iterator[Contradiction]:
    if one.end is None:
        return
    if one.status == "done" and one.end > as_of:
        yield Contradiction(rule=r.DONE_BEFORE_ITS_END, item=one, found=one.end.isoformat())
    if one.start == one.end:
        yield Contradiction(rule=r.ONE_DAY_PROJECT, item=one, found=one.end.isoformat())


def _money(one: Project) -> Iterator[Contradiction]:
    is_done = one.status == "done" or one.progress == WHOLE
    if one.budget is not None and one.spent is not None and one.spent > one.budget:
        yield Contradiction(rule=r.OVERSPENT, item=one, expected=one.budget, found=one.spent)
    if is_done and one.spent == 0 and one.budget != 0:
        yield Contradiction(rule=r.DONE_FOR_NOTHING, item=one, expected=one.budget, found=0)
    if one.budget == 0 and one.status != "cancelled" and (one.status == "active" or one.progress):
        yield Contradiction(rule=r.WORK_WITHOUT_BUDGET, item=one, found=0)
