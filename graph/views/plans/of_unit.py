"""A unit's plan as a document."""

from collections.abc import Iterator

from graph.reports.planning.plan import DELIVERED, Plan, PlannedProject
from graph.views.plans import tables
from graph.views.plans.document import (
    Cell,
    Column,
    Document,
    Section,
    figure,
    table,
    text,
)
from graph.views.plans.lacking import gaps_section
from graph.views.plans.told import Teller

SIGNED = ("drafts", "checks", "approves")


def document(plan: Plan, t: Teller) -> Document:
    """Return the document of a plan."""
    unit = t.title(plan.unit)
    divisions = ", ".join(map(t.title, plan.divisions))
    about = [t.period(plan.year, plan.as_of)]
    if divisions:
        about.append(t.say("with_divisions", units=divisions))
    return Document(
        language=t.language,
        day=plan.as_of,
        title=t.say("plan", year=plan.year),
        subject=f"{unit} ({plan.unit.id})",
        about=tuple(about),
        running=t.say("running", unit=unit, year=plan.year),
        sections=tuple(_sections(plan, t)),
        signed=() if plan.is_empty else SIGNED,
    )


def _sections(plan: Plan, t: Teller) -> Iterator[Section]:
    if plan.is_empty:
        yield _empty(plan, t)
    else:
        yield _summary(plan, t)
        yield _objectives(plan, t)
        if split := tables.parts(t, plan.objectives):
            yield Section(heading=split.name, tables=(split,))
        yield _projects(plan, t)
    yield _exchanges(plan, t, "expects")
    yield _exchanges(plan, t, "expected")
    if not plan.is_empty:
        yield _areas(plan, t)
        yield gaps_section(t, plan.gaps, plan.others_gaps)
    if plan.beside:
        yield _beside(plan, t)


def _empty(plan: Plan, t: Teller) -> Section:
    lines = [t.say("empty", unit=t.title(plan.unit), year=plan.year)]
    if plan.years:
        lines.append(t.say("other_years", years=", ".join(map(str, plan.years))))
    return Section(heading=t.say("summary"), lines=tuple(lines))


def _summary(plan: Plan, t: Teller) -> Section:
    sums = plan.sums
    delivered = sum(
        1 for one in plan.objectives for result in one.results if result.role == DELIVERED
    )
    facts = (
        (t.say("objectives_n"), figure(sums.objectives)),
        *results_facts(t, sums.key_results, plan.replaced, delivered),
        (t.say("with_data"), figure(sums.with_data)),
        (t.say("met"), figure(sums.met)),
        (t.say("fact_progress"), t.figure(sums.progress)),
        (t.say("gaps"), figure(sum(len(one.items) for one in plan.gaps))),
        (t.say("projects_n"), figure(sums.projects)),
        (t.say("budget"), tables.budget(t, sums)),
        (t.say("unknown_budget"), figure(sums.unknown_budget)),
        (t.say("traced"), tied(t, sums.direct, sums.via_strategy, sums.untraced)),
        (t.say("fact_expects"), figure(len(plan.expects))),
        (t.say("fact_expected"), figure(len(plan.expected))),
    )
    notes = (t.say("note_budget"), t.say("note_percent"), t.say("note_inferred"))
    return Section(heading=t.say("summary"), facts=facts, notes=notes)


def results_facts(
    t: Teller, counted: int, replaced: int, delivered: int
) -> Iterator[tuple[str, Cell]]:
    """Yield how many key results there are, and those that stand beside these."""
    own = f"{t.say('key_results_n')} ({t.say('owned')} / {t.say('part')})"
    yield own, figure(counted)
    if delivered:
        yield f"{t.say('key_results_n')} ({t.say('delivered')})", figure(delivered)
    if replaced:
        yield f"{t.say('key_results_n')} ({t.say('replaced')})", figure(replaced)


def tied(t: Teller, direct: int, via_strategy: int, untraced: int) -> Cell:
    """Return how many projects serve a policy, and how strongly."""
    said = [
        f"{t.value('direct')} {direct:,}",
        f"{t.value('via_strategy')} {via_strategy:,}",
        f"{t.say('not_traced')} {untraced:,}",
    ]
    return text(" · ".join(said))


def _objectives(plan: Plan, t: Teller) -> Section:
    heading = t.say("objectives")
    if not plan.objectives:
        return Section(heading=heading, lines=(t.say("no_objectives"),))
    return Section(heading=heading, tables=(tables.results(t, plan.objectives),))


def _projects(plan: Plan, t: Teller) -> Section:
    heading = t.say("projects")
    if not plan.projects:
        return Section(heading=heading, lines=(t.say("no_projects"),))
    found = tables.projects(t, heading, plan.projects, plan.sums)
    return Section(heading=heading, tables=(found,))


def _exchanges(plan: Plan, t: Teller, key: str) -> Section:
    heading = t.say(key)
    found = plan.expects if key == "expects" else plan.expected
    whom = "of_whom" if key == "expects" else "by_whom"
    if not found:
        return Section(heading=heading, lines=(t.say(f"no_{key}"),))
    units = (plan.unit, *(unit for one in found for unit in one.units))
    titles = {unit.id: t.title(unit) for unit in units}
    shown = tables.exchanges(t, heading, ((None, one) for one in found), titles, whom)
    notes = () if all(one.in_year for one in found) else (t.say("note_no_year"),)
    return Section(heading=heading, tables=(shown,), notes=notes)


def _areas(plan: Plan, t: Teller) -> Section:
    heading = t.say("areas")
    if not plan.areas:
        return Section(heading=heading, lines=(t.say("no_areas"),))
    columns = (
        tables.column(t, "area", 60),
        tables.column(t, "objectives_n", 20, figure=True),
        tables.column(t, "projects_n", 20, figure=True),
    )
    rows = (
        (text(t.named(one.area)), figure(one.objectives), figure(one.projects))
        for one in plan.areas
    )
    return Section(heading=heading, tables=(table(heading, columns, rows),))


def _beside(plan: Plan, t: Teller) -> Section:
    heading = t.say("beside")
    columns: tuple[Column, ...] = (
        tables.column(t, "id", 18),
        tables.column(t, "project", 33),
        tables.column(t, "why_beside", 18),
        tables.column(t, "budget", 16, figure=True),
        tables.column(t, "period_of", 14),
        tables.column(t, "status", 11),
    )
    rows = (_beside_row(one, t) for one in plan.beside)
    return Section(heading=heading, tables=(table(heading, columns, rows),))


def _beside_row(one: PlannedProject, t: Teller) -> tuple[Cell, ...]:
    item = one.item
    year = item.fiscal_year
    why = t.say("no_year") if year is None else t.say("other_year", year=year)
    return (
        text(item.id),
        text(t.title(item)),
        text(why),
        t.figure(item.budget),
        t.dates(item),
        t.status(item),
    )
