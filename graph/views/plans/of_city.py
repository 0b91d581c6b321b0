"""The city's plan as a document."""

from collections.abc import Iterable, Iterator, Sequence

from graph.model.entities import Item, Unit
from graph.reports.planning.of_city import DISTRICTS
from graph.reports.planning.plan import CityPlan, Line, PlannedObjective
from graph.views.plans import tables
from graph.views.plans.document import Cell, Document, Section, Table, figure, table, text
from graph.views.plans.lacking import gaps_section
from graph.views.plans.of_unit import SIGNED, tied
from graph.views.plans.told import Teller
from graph.views.plans.words import sector


def document(plan: CityPlan, t: Teller) -> Document:
    """Return the document of the city's plan."""
    unit = t.title(plan.unit)
    return Document(
        language=t.language,
        day=plan.as_of,
        title=t.say("plan", year=plan.year),
        subject=unit,
        about=(t.period(plan.year, plan.as_of),),
        running=t.say("running", unit=unit, year=plan.year),
        sections=tuple(_sections(plan, t)),
        signed=() if plan.is_empty else SIGNED,
    )


def _sections(plan: CityPlan, t: Teller) -> Iterator[Section]:
    if plan.is_empty:
        lines = [t.say("empty", unit=t.title(plan.unit), year=plan.year)]
        if plan.years:
            lines.append(t.say("other_years", years=", ".join(map(str, plan.years))))
        yield Section(heading=t.say("summary"), lines=tuple(lines))
        return
    yield _summary(plan, t)
    once = (t.say("note_once"),)
    yield Section(
        heading=t.say("by_strategy"),
        tables=(_lines(t, "by_strategy", "strategy", plan.strategies, plan, "no_strategy"),),
        notes=once,
    )
    yield Section(
        heading=t.say("by_sector"),
        tables=(_lines(t, "by_sector", "sector", plan.sectors, plan, "no_sector"),),
        notes=once,
    )
    yield Section(
        heading=t.say("by_unit"),
        tables=(_lines(t, "by_unit", "unit", plan.units, plan, "nobody"),),
        notes=once,
    )
    yield Section(heading=t.say("objectives"), tables=(_objectives(t, plan.objectives),))
    if plan.unowned:
        heading = t.say("unowned")
        yield Section(heading=heading, tables=(tables.unowned(t, heading, plan.unowned),))
    if plan.idle:
        yield Section(heading=t.say("idle"), lines=tuple(_idle(plan.idle, t)))
    yield gaps_section(t, plan.gaps)


def _summary(plan: CityPlan, t: Teller) -> Section:
    sums = plan.sums
    of_all = f" / {plan.policies:,}"
    facts = (
        (t.say("objectives_n"), figure(sums.objectives)),
        (t.say("key_results_n"), figure(sums.key_results)),
        (t.say("unowned"), figure(len(plan.unowned))),
        (t.say("with_data"), figure(sums.with_data)),
        (t.say("met"), figure(sums.met)),
        (t.say("fact_progress"), t.figure(sums.progress)),
        (t.say("fact_policies"), figure(plan.called_for, of_all)),
        (t.say("fact_reaching"), figure(plan.reaching, of_all)),
        (t.say("projects_n"), figure(sums.projects)),
        (t.say("budget"), tables.budget(t, sums)),
        (t.say("unknown_budget"), figure(sums.unknown_budget)),
        (t.say("traced"), tied(t, sums.direct, sums.via_strategy, sums.untraced)),
    )
    notes = (t.say("note_budget"), t.say("note_percent"), t.say("note_inferred"))
    return Section(heading=t.say("summary"), facts=facts, notes=notes)


def _idle(units: Sequence[Unit], t: Teller) -> Iterator[str]:
    """Yield the names of units without a plan, districts apart, with how many there are."""
    for key, are_districts in (("idle_others", False), ("districts", True)):
        found = [one for one in units if (one.kind == "district") is are_districts]
        if found:
            yield f"{t.say(key)} ({len(found):,}): {t.units(found).text}"


def _lines(
    t: Teller, name: str, key: str, lines: Sequence[Line], plan: CityPlan, nothing: str
) -> Table:
    """Return the parts of the plan, summed up; the last row counts each item once."""
    is_group = key == "sector"
    columns = (
        tables.column(t, key, 36),
        *([tables.column(t, "units_n", 11, figure=True)] if is_group else []),
        tables.column(t, "objectives_n", 13, figure=True),
        tables.column(t, "key_results_n", 13, figure=True),
        *([] if is_group else [tables.column(t, "fact_progress", 14, figure=True)]),
        tables.column(t, "projects_n", 10, figure=True),
        tables.column(t, "budget", 16, figure=True),
        tables.column(t, "unknown_budget", 12, figure=True),
        tables.column(t, "traced", 11, figure=True),
    )
    rows = (_line(t, one, _name(t, one, nothing), is_group=is_group) for one in lines)
    whole = Line(name=None, sums=plan.sums, units=sum(one.units for one in lines))
    total = _line(t, whole, t.say("total"), is_group=is_group)
    return table(t.say(name), columns, rows, total)


def _name(t: Teller, line: Line, nothing: str) -> str:
    if line.name is None:
        return t.say(nothing)
    if isinstance(line.name, Item):
        return t.named(line.name)
    return t.say("districts") if line.name == DISTRICTS else sector(line.name, t.language)


def _line(t: Teller, line: Line, name: str, *, is_group: bool) -> tuple[Cell, ...]:
    sums = line.sums
    progress = Cell() if sums.progress is None else figure(sums.progress)
    return (
        text(name),
        *([figure(line.units)] if is_group else []),
        figure(sums.objectives),
        figure(sums.key_results),
        *([] if is_group else [progress]),
        figure(sums.projects),
        tables.budget(t, sums) if sums.projects else figure(0),
        figure(sums.unknown_budget),
        figure(sums.direct + sums.via_strategy),
    )


def _objectives(t: Teller, objectives: Iterable[PlannedObjective]) -> Table:
    columns = (
        tables.column(t, "id", 34),
        tables.column(t, "objective", 52),
        tables.column(t, "owner", 24),
        tables.column(t, "serves", 92),
        tables.column(t, "key_results_n", 24, figure=True),
        tables.column(t, "fact_progress", 30, figure=True),
        tables.column(t, "projects_n", 22, figure=True),
    )
    return table(t.say("objectives"), columns, (_objective(t, one) for one in objectives))


def _objective(t: Teller, one: PlannedObjective) -> tuple[Cell, ...]:
    served = t.serves(one.serves)
    counted = sum(1 for result in one.results if result.counts)
    return (
        text(one.item.id),
        text(t.title(one.item)),
        t.units(one.owners) if one.owners else t.missing(),
        text(*served) if served else Cell((t.say("untraced"),), missing=True),
        figure(counted),
        t.figure(one.progress),
        figure(one.projects),
    )
