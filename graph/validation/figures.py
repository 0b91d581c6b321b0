"""Are money, percent, targets and waivers such that they can be counted with?"""

from collections.abc import Iterator

from graph.model.entities import Item, KeyResult, Project
from graph.model.portfolio import Portfolio
from graph.model.rules import RULES
from graph.problems import Problem, Severity, did_you_mean
from graph.validation.places import named, problem_at

_ALL = 100


def figure_problems(portfolio: Portfolio) -> Iterator[Problem]:
    """Yield a problem for each figure that cannot be right."""
    for project in portfolio.of(Project):
        yield from _project_problems(project)
    for key_result in portfolio.of(KeyResult):
        yield from _target_problems(key_result)
        yield from _allocation_problems(key_result)
    for item in portfolio.items.values():
        if item.waive:
            yield from _waiver_problems(item)


def _project_problems(project: Project) -> Iterator[Problem]:
    for field, baht in (("budget", project.budget), ("spent", project.spent)):
        if baht is not None and baht < 0:
            message = f"{field} is {baht}: money is never negative; leave it out where unknown"
            yield problem_at(project, field, "SRC152", message)
    progress = project.progress
    if progress is not None and not 0 <= progress <= _ALL:
        message = f"progress is {progress}, but a percentage done lies between 0 and 100"
        yield problem_at(project, "progress", "SRC156", message, severity=Severity.WARNING)


def _target_problems(key_result: KeyResult) -> Iterator[Problem]:
    if key_result.target is None and "target" not in key_result.marks:
        message = f"{named(key_result, 'key result')} has no target: add the figure to reach"
        yield problem_at(key_result, "target", "SRC153", message, severity=Severity.WARNING)


def _allocation_problems(key_result: KeyResult) -> Iterator[Problem]:
    seen = set()
    for position, part in enumerate(key_result.allocations or ()):
        if part.unit in seen:
            message = f"'{part.unit}' has two parts of this target: make them one"
            yield problem_at(key_result, "allocations", "SRC154", message, position=position)
        seen.add(part.unit)


def _waiver_problems(item: Item) -> Iterator[Problem]:
    """Find the waivers that count on no day; one past its date is the reports' to tell."""
    for position, waiver in enumerate(item.waive):
        if waiver.rule not in RULES:
            code, message = "SRC157", _no_rule(waiver.rule)
        elif not waiver.has_reason:
            code = "SRC158"
            message = f"the waiver of {waiver.rule} has no reason and does not count: add one"
        else:
            continue
        severity = Severity.WARNING
        yield problem_at(item, "waive", code, message, severity=severity, position=position)


def _no_rule(name: str) -> str:
    from graph.model.explanations import EXPLANATIONS

    if name in EXPLANATIONS:
        return f"{name} is no finding but a problem of the sources: mend it, it cannot be waived"
    hint = did_you_mean(name, RULES) or ": 'policytrace rules' lists them"
    return f"there is no rule '{name[:60]}'{hint}"
