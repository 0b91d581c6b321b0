"""Are the dates in order, and inside their fiscal year?"""

from collections.abc import Iterator
from datetime import date

from graph.calendar import fiscal_year
from graph.model.entities import Handoff, KeyResult, Objective, PartialDate, Policy, Project
from graph.model.portfolio import Portfolio
from graph.problems import Problem, Severity
from graph.validation.places import problem_at

_IN_ORDER = {  # For each date of a handoff, those that it cannot be before.
    "due_on": ("asked_on",),
    "accepted_on": ("asked_on",),
    "returned_on": ("asked_on", "accepted_on"),
    "done_on": ("asked_on", "accepted_on"),
}


def date_problems(portfolio: Portfolio) -> Iterator[Problem]:
    """Yield a problem for each date that is out of order or out of its year."""
    for project in portfolio.of(Project):
        yield from _project_problems(project)
    for policy in portfolio.of(Policy):
        start, end = policy.valid_from, policy.valid_to
        if start and end and end < start:
            message = f"valid_to {end} is before valid_from {start}"
            yield problem_at(policy, "valid_to", "SRC150", message)
    for key_result in portfolio.of(KeyResult):
        yield from _check_in_problems(portfolio, key_result)
    for handoff in portfolio.of(Handoff):
        yield from _handoff_problems(handoff)


def _project_problems(project: Project) -> Iterator[Problem]:
    if project.start and project.end and project.end < project.start:
        message = f"end {project.end} is before start {project.start}"
        yield problem_at(project, "end", "SRC150", message)
    if project.fiscal_year is None:
        return
    for field, day in (("start", project.start), ("end", project.end)):
        if day:
            yield from _outside(project, field, day, project.fiscal_year)


def _check_in_problems(portfolio: Portfolio, key_result: KeyResult) -> Iterator[Problem]:
    objective = portfolio.items.get(key_result.objective)
    if not isinstance(objective, Objective) or objective.fiscal_year is None:
        return
    for position, check_in in enumerate(key_result.check_ins or ()):
        yield from _outside(
            key_result, "check_ins", check_in.as_of, objective.fiscal_year, position
        )


def _outside(
    item: Project | KeyResult, field: str, day: date, buddhist: int, position: int = 0
) -> Iterator[Problem]:
    year = fiscal_year(buddhist)
    if not year.first <= day <= year.last:
        message = (
            f"{field} {day} is outside fiscal year {buddhist} ({year.first} to {year.last}):"
            " check the date and the year"
        )
        yield problem_at(
            item, field, "SRC151", message, severity=Severity.WARNING, position=position
        )


def _handoff_problems(handoff: Handoff) -> Iterator[Problem]:
    for then, before in _IN_ORDER.items():
        other: PartialDate | None = getattr(handoff, then)
        for first in before:
            one: PartialDate | None = getattr(handoff, first)
            if one and other and other.last < one.first:
                message = f"{then} {other.text} is before {first} {one.text}"
                yield problem_at(handoff, then, "SRC150", message)
                break
    if handoff.state and handoff.state != "done" and handoff.done_on:
        message = f"state is {handoff.state}, but done_on is {handoff.done_on.text}: mend one"
        severity = Severity.WARNING
        yield problem_at(handoff, "state", "SRC155", message, severity=severity)
