"""Findings as lines for readers: the few that fit, in the order in which they matter."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from graph.model.explanations import EXPLANATIONS
from graph.network import TraceGraph
from graph.problems import Severity
from graph.reports.nightly.night import Night, Status, Tracked
from graph.views.finding_words import specifics
from graph.views.nightly.words import either, say
from graph.views.words import VALUES, word
from graph.views.writing import number, one_line, shorten

AS_A_LIST = 40  # Findings that stand in one table; more are folded, a group a rule.
IN_A_GROUP = 50  # Lines of a group, before the rest becomes a count.
_TITLE, _SAID = 160, 200  # Columns of a title, and of what a finding says.
_UNITS = 3  # Units of a finding that are named.


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One finding in words."""

    item: str
    title: str
    said: str  # What is particular about it; empty for one that ended.
    marks: tuple[
        str, ...
    ]  # That it is of a new rule, beyond the baseline, or how often it was back.
    units: str
    code: str
    rule: str
    severity: str
    severity_word: str
    nights: str
    budget: str
    place: str  # File and line; empty for one that ended.


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The findings of one rule."""

    code: str
    rule: str
    severity: str
    severity_word: str
    count: int
    longest: int  # Nights of the oldest.
    budget: float  # Baht of the projects that they are about, each once, where it is known.
    lines: Sequence[Line]
    more: int  # Findings without a line.


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The findings to which the same has happened: as lines, or where they are many as groups."""

    status: Status
    count: int
    lines: Sequence[Line] = ()
    groups: Sequence[Group] = ()


Order = Callable[[Tracked], tuple[int | float | str, ...]]


def section(night: Night, status: Status, language: str) -> Section:
    """Return the findings of a status, the weightiest first; those that stay, the oldest first."""
    found = night.of(status)
    if status is Status.STILL:
        groups = _groups(night, found, by_age, language)
        return Section(status=status, count=len(found), groups=groups)
    if len(found) > AS_A_LIST:
        groups = _groups(night, found, by_weight, language)
        return Section(status=status, count=len(found), groups=groups)
    lines = [line(night, one, language) for one in sorted(found, key=by_weight)]
    return Section(status=status, count=len(found), lines=lines)


def by_weight(one: Tracked) -> tuple[int | float | str, ...]:
    """Order findings by severity, then by the money that they are about."""
    return (-one.severity, -(one.budget or 0), one.id)


def by_age(one: Tracked) -> tuple[int | float | str, ...]:
    """Order findings by their age, then by the money that they are about."""
    return (-one.nights, -(one.budget or 0), one.id)


def _groups(night: Night, found: Iterable[Tracked], order: Order, language: str) -> list[Group]:
    """Return the findings by their rules: the worst first, and of these the most."""
    by_code: dict[str, list[Tracked]] = {}
    for one in sorted(found, key=order):
        by_code.setdefault(one.code, []).append(one)
    groups = [_group(night, code, ones, language) for code, ones in by_code.items()]
    return sorted(groups, key=lambda one: (-_SEVERITIES[one.severity], -one.count, one.code))


_SEVERITIES = {str(one): one for one in Severity}


def _group(night: Night, code: str, found: Sequence[Tracked], language: str) -> Group:
    budgets = {one.item_id: one.budget for one in found if one.budget is not None}
    severity = str(found[0].severity)
    return Group(
        code=code,
        rule=rule(code, language),
        severity=severity,
        severity_word=word(VALUES, severity, language),
        count=len(found),
        longest=max(one.nights for one in found),
        budget=sum(budgets.values()),
        lines=[line(night, one, language) for one in found[:IN_A_GROUP]],
        more=max(0, len(found) - IN_A_GROUP),
    )


def rule(code: str, language: str) -> str:
    """Return a rule in words; one that is gone has none."""
    told = EXPLANATIONS.get(code)
    return told.title.in_language(language) if told else ""


def unit_name(graph: TraceGraph, unit: str | None, language: str) -> str:
    """Return the name of a unit; one that is gone has its id alone."""
    if unit is None:
        return say("nobody", language)
    return one_line(graph.item(unit).title(language)) if unit in graph else unit


def line(night: Night, one: Tracked, language: str) -> Line:
    """Return one finding in words."""
    severity = str(one.severity)
    said = specifics(one.code, one.row, language) if one.row else ""
    return Line(
        item=one.item_id,
        title=shorten(one_line(one.subject.title(language)), _TITLE),
        said=shorten(said, _SAID),
        marks=tuple(_marks(night, one, language)),
        units=_units(night.graph, one, language),
        code=one.code,
        rule=rule(one.code, language),
        severity=severity,
        severity_word=word(VALUES, severity, language),
        nights=f"{one.nights:,}",
        budget="" if one.budget is None else number(one.budget),
        place=_place(*one.place) if one.place else "",
    )


def _place(file: str, line_number: int) -> str:
    """Return a file and a line; bytes of a name that are no text are written as escapes."""
    name = file.encode("utf-8", "backslashreplace").decode("utf-8")
    return f"{one_line(name)}:{line_number}"


def _units(graph: TraceGraph, one: Tracked, language: str) -> str:
    named = [unit_name(graph, unit, language) for unit in one.subject.units[:_UNITS]]
    more = len(one.subject.units) - len(named)
    return ", ".join(named) + (f" +{more}" if more else "")


def _marks(night: Night, one: Tracked, language: str) -> Iterable[str]:
    if night.baseline and one.status is Status.STILL and not one.in_baseline:
        yield say("beyond", language)
    if one.by_new_rule:
        yield say("by_new_rule", language)
    if one.reopened and one.status.is_open:
        yield either(f"กลับมาครั้งที่ {one.reopened:,}", f"back {_times(one.reopened)}", language)


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"
