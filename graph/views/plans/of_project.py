"""The sheet of one project as a document: one page for the budget hearing."""

from collections.abc import Iterator, Sequence

from graph.model.explanations import EXPLANATIONS
from graph.model.rules import NOT_READY
from graph.reports.planning.plan import ChainWay, Gap, Near, Serves, Sheet
from graph.views.finding_words import waiver_sentence
from graph.views.plans import tables
from graph.views.plans.document import (
    Cell,
    Column,
    Document,
    Section,
    clean,
    figure,
    table,
    text,
)
from graph.views.plans.told import Teller


def document(sheet: Sheet, t: Teller) -> Document:
    """Return the document of a project's sheet."""
    item = sheet.project.item
    return Document(
        language=t.language,
        day=sheet.as_of,
        title=t.say("sheet"),
        subject=t.named(item),
        about=(t.say("sheet_period", day=t.long_day(sheet.as_of)),),
        running=t.say("sheet_running", item=item.id, day=t.long_day(sheet.as_of)),
        sections=tuple(_sections(sheet, t)),
        lying=False,
    )


def _sections(sheet: Sheet, t: Teller) -> Iterator[Section]:
    told = (_readiness(sheet, t), *dict.fromkeys(_waivers(sheet, t)))
    yield Section(heading=t.say("what"), lines=told, facts=tuple(_facts(sheet, t)))
    yield _why(sheet, t)
    if sheet.results:
        yield _results(sheet, t)
    yield _exchanges(sheet, t)
    yield _gaps(sheet, t)
    yield _near(sheet, t)


def _facts(sheet: Sheet, t: Teller) -> Iterator[tuple[str, Cell]]:
    project = sheet.project
    item = project.item
    year = item.fiscal_year
    yield t.say("lead"), t.units([project.lead]) if project.lead else t.missing()
    yield t.say("supports"), t.listed(project.supports, item.supports)
    yield t.say("fiscal_year"), t.missing() if year is None else Cell((str(year),), year)
    yield t.say("budget"), t.figure(item.budget)
    yield t.say("spent"), t.figure(item.spent)
    yield t.say("period_of"), t.dates(item)
    yield t.say("status"), t.status(item)
    yield t.say("area"), t.listed(project.areas, item.areas)


def _why(sheet: Sheet, t: Teller) -> Section:
    heading, project = t.say("why"), sheet.project
    if project.strength:
        basis = t.say("inferred" if project.inferred else "stated")
        lines = [f"{t.say('strength')}: {t.value(project.strength)} · {basis}"]
    else:
        lines = list(t.chain(project).lines[-1:])
    if project.via_policies:
        lines.append(t.say("via_more", n=f"{project.via_policies:,}"))
    if not sheet.ways:
        return Section(heading=heading, lines=(*lines, t.say("no_ways")))
    columns = (
        tables.column(t, "key_result", 26),
        tables.column(t, "objective", 24),
        tables.column(t, "policy", 50),
    )
    found = table(heading, columns, _ways(sheet.ways, t))
    return Section(heading=heading, lines=tuple(lines), tables=(found,))


def _ways(ways: Sequence[ChainWay], t: Teller) -> Iterator[tuple[Cell, ...]]:
    """Yield the ways up, those of key results that lead to the same together."""
    served: dict[tuple[str, str], list[Serves]] = {}
    for one in ways:
        found = served.setdefault((one.objective.id, one.key_result.id), [])
        found += [one.serves] if one.serves else []
    groups: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for (objective, key_result), found in sorted(served.items()):
        groups.setdefault((objective, tuple(t.serves(found))), []).append(key_result)
    items = {end.id: end for one in ways for end in (one.objective, one.key_result)}
    for (objective, above), key_results in groups.items():
        yield (
            text(*(t.named(items[one]) for one in key_results)),
            text(t.named(items[objective])),
            text(*above) if above else Cell((t.say("untraced"),), missing=True),
        )


def _results(sheet: Sheet, t: Teller) -> Section:
    heading = t.say("results")
    columns: tuple[Column, ...] = (
        tables.column(t, "key_result", 47),
        tables.column(t, "measure", 23),
        tables.column(t, "baseline", 20, figure=True),
        tables.column(t, "target", 26, figure=True),
        tables.column(t, "last", 21, figure=True),
        tables.column(t, "as_of", 28),
        tables.column(t, "attained", 18, figure=True),
    )
    rows = []
    for one in sheet.results:
        measure = one.item.measure.unit if one.item.measure else None
        rows.append(
            (
                text(t.named(one.item), None if one.counts else t.say("replaced")),
                text(measure) if measure else t.missing(),
                t.figure(one.item.baseline),
                t.figure(one.item.target),
                t.figure(one.now.value),
                t.day(one.now.as_of),
                t.attained(one),
            )
        )
    return Section(heading=heading, tables=(table(heading, columns, rows),))


def _exchanges(sheet: Sheet, t: Teller) -> Section:
    heading = t.say("exchanges")
    if not sheet.exchanges:
        return Section(heading=heading, lines=(t.say("no_exchanges"),))
    titles = {
        unit.id: t.title(unit) for side, one in sheet.exchanges for unit in (side, *one.units)
    }
    shown = tables.exchanges(t, heading, sheet.exchanges, titles, "of_whom")
    return Section(heading=heading, tables=(shown,))


def _near(sheet: Sheet, t: Teller) -> Section:
    heading = t.say("near")
    if not sheet.near:
        return Section(heading=heading, lines=(t.say("no_near"),))
    columns = (
        tables.column(t, "project", 54),
        tables.column(t, "lead", 36),
        tables.column(t, "year", 16, figure=True),
        tables.column(t, "budget", 27, figure=True),
        tables.column(t, "shared", 27),
        tables.column(t, "alike", 22, figure=True),
    )
    rows = (_near_row(one, t) for one in sheet.near)
    return Section(heading=heading, tables=(table(heading, columns, rows),))


def _near_row(one: Near, t: Teller) -> tuple[Cell, ...]:
    item = one.project
    year = item.fiscal_year
    return (
        text(t.named(item)),
        text(t.title(one.lead)) if one.lead else t.missing(),
        t.missing() if year is None else Cell((str(year),), year),
        t.figure(item.budget),
        text(*one.shared),
        figure(round(100 * one.alike)),
    )


def _gaps(sheet: Sheet, t: Teller) -> Section:
    lines = [t.say(gap.what) + _which(gap, sheet) for gap in sheet.gaps]
    told = " · ".join(lines) if lines else t.say("no_gaps")
    return Section(heading=t.say("gaps"), lines=(told,))


def _readiness(sheet: Sheet, t: Teller) -> str:
    """Return whether the project is ready to ask for budget, by the report budget-readiness."""
    if sheet.readiness is None:
        return t.say("asks_nothing")
    missing = ", ".join(map(t.value, sheet.readiness))
    return t.say("not_ready", missing=missing) if missing else t.say("ready")


def _waivers(sheet: Sheet, t: Teller) -> Iterator[str]:
    """Yield who waived a finding of the project, why and until when; or why that is void."""
    for one in sorted(sheet.waived, key=lambda one: one.code != NOT_READY.code):
        title = EXPLANATIONS[one.code].title
        name = f"{title.en if t.language == 'en' else title.th} ({one.code})"
        for waiver in one.waivers:
            yield clean(f"{name}: {waiver_sentence(waiver, t.language)}")


def _which(gap: Gap, sheet: Sheet) -> str:
    """Return the ids of what lacks something, where that is not the project itself."""
    ids = [one.id for one in gap.items if one.id != sheet.project.item.id]
    return f" ({', '.join(ids)})" if ids else ""
