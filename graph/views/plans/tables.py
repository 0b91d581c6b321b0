"""The tables that plans and sheets have in common."""

from collections.abc import Iterable, Mapping, Sequence

from graph.model.entities import Unit
from graph.model.vocabulary import TIERS
from graph.reports.planning.plan import (
    OWNED,
    PART,
    Exchange,
    PlannedObjective,
    PlannedProject,
    PlannedResult,
    Sums,
)
from graph.views.plans.document import (
    PAPER,
    SHEET,
    Cell,
    Column,
    Group,
    Table,
    figure,
    table,
    text,
)
from graph.views.plans.told import Teller

_OF_UNIT = 2  # The last columns of a key result: its part in the plan of a unit, and its owners.


def column(t: Teller, key: str, share: float, *, figure: bool = False, where: str = "") -> Column:
    """Return a column of a key's name."""
    return Column(name=t.say(key), share=share, figure=figure, where=where)


def results(t: Teller, objectives: Sequence[PlannedObjective]) -> Table:
    """Return the key results, under a band an objective."""
    groups = (
        Group(
            title=t.named(one.item),
            lines=tuple(_objective_lines(t, one)),
            rows=tuple(_result(t, result, one.owners) for result in one.results),
        )
        for one in objectives
    )
    return Table(
        name=t.say("objectives"),
        columns=_result_columns(t),
        groups=tuple(groups),
        band=t.say("objective"),
    )


def unowned(t: Teller, name: str, found: Sequence[PlannedResult]) -> Table:
    """Return key results that have no owner, each with its objective."""
    columns = list(_result_columns(t)[:-_OF_UNIT])
    columns.insert(3, column(t, "objective", 30))
    rows = (_result(t, one)[:-_OF_UNIT] for one in found)
    objectives = (text(one.item.objective) for one in found)
    return table(
        name,
        columns,
        ((*row[:3], one, *row[3:]) for row, one in zip(rows, objectives, strict=True)),
    )


def _objective_lines(t: Teller, one: PlannedObjective) -> Iterable[str]:
    owners = t.units(one.owners).text or t.say("missing")
    yield f"{t.say('owner')}: {owners}"
    served = t.serves(one.serves) or [t.say("untraced")]
    yield f"{t.say('serves')}: {'; '.join(served)}"


def _result_columns(t: Teller) -> tuple[Column, ...]:
    return (
        column(t, "id", 36, where=SHEET),
        column(t, "key_result", 66, where=SHEET),
        column(t, "key_result", 85, where=PAPER),
        column(t, "measure", 25),
        column(t, "baseline", 22, figure=True),
        column(t, "target", 29, figure=True),
        column(t, "last", 25, figure=True),
        column(t, "as_of", 31),
        column(t, "attained", 25, figure=True),
        column(t, "role", 27),
        column(t, "owner", 26, where=SHEET),
    )


def _result(t: Teller, one: PlannedResult, above: Sequence[Unit] = ()) -> tuple[Cell, ...]:
    """Return the cells of a key result; `above` are the owners of its objective."""
    item = one.item
    measure = item.measure.unit if item.measure else None
    role = [t.say(one.role), *([] if one.counts else [t.say("replaced")])]
    return (
        text(item.id),
        text(t.title(item)),
        text(t.title(item), item.id, _owner(t, one, above)),
        text(measure) if measure else t.missing(),
        t.figure(item.baseline),
        t.figure(item.target),
        t.figure(one.now.value),
        t.day(one.now.as_of),
        t.attained(one),
        text(*role),
        t.units(one.owners) if one.owners else t.missing(),
    )


def _owner(t: Teller, one: PlannedResult, above: Sequence[Unit]) -> str | None:
    """Return who owns a key result, where neither its objective nor its part in the plan says."""
    is_told = one.role == OWNED and len(one.owners) == 1 and one.owners[0].kind in TIERS
    if is_told or not one.owners or tuple(one.owners) == tuple(above):
        return None
    return f"{t.say('owner')}: {t.units(one.owners).text}"


def parts(t: Teller, objectives: Sequence[PlannedObjective]) -> Table | None:
    """Return the parts of split targets: all of what is owned, the unit's own of the rest."""
    split = [one for objective in objectives for one in objective.results if one.parts]
    if not split:
        return None
    columns = (
        column(t, "unit", 36),
        column(t, "part_target", 16, figure=True),
        column(t, "part_actual", 16, figure=True),
        column(t, "attained", 14, figure=True),
    )
    groups = (
        Group(
            title=f"{t.title(one.item)} ({one.item.id})",
            lines=(f"{t.say('target')}: {t.figure(one.item.target).text}",)
            if one.role == PART
            else (),
            rows=tuple(_part(t, one)),
        )
        for one in split
    )
    return Table(
        name=t.say("parts"), columns=columns, groups=tuple(groups), band=t.say("key_result")
    )


def _part(t: Teller, result: PlannedResult) -> Iterable[tuple[Cell, ...]]:
    from graph.reports.attainment import Attainment

    for one in result.parts:
        now = Attainment(one.share, one.met, one.actual, None)
        yield (
            text(t.title(one.unit)),
            t.figure(one.target),
            t.figure(one.actual),
            t.reached(now),
        )


def projects(
    t: Teller, name: str, found: Sequence[PlannedProject], sums: Sums | None = None
) -> Table:
    """Return projects with their budget, dates, places and what they serve."""
    columns = (
        column(t, "id", 34, where=SHEET),
        column(t, "project", 48, where=SHEET),
        column(t, "project", 48, where=PAPER),
        column(t, "lead", 28),
        column(t, "supports", 30, where=SHEET),
        column(t, "budget", 28, figure=True),
        column(t, "spent", 28, figure=True, where=SHEET),
        column(t, "period_of", 28, where=PAPER),
        column(t, "start", 24, where=SHEET),
        column(t, "end", 24, where=SHEET),
        column(t, "status", 19),
        column(t, "area", 25),
        column(t, "key_result", 37),
        column(t, "serves", 66),
    )
    total = _total(t, sums, len(columns)) if sums and found else ()
    return table(name, columns, (_project(t, one) for one in found), total)


def _project(t: Teller, one: PlannedProject) -> tuple[Cell, ...]:
    item = one.item
    ids = [key_result.id for key_result in one.key_results]
    empty = t.missing() if item.key_results is None else t.none()
    return (
        text(item.id),
        text(t.title(item)),
        text(t.title(item), item.id),
        text(t.title(one.lead)) if one.lead else t.missing(),
        t.listed(one.supports, item.supports),
        t.figure(item.budget),
        t.figure(item.spent),
        t.dates(item),
        t.day(item.start),
        t.day(item.end),
        t.status(item),
        t.listed(one.areas, item.areas),
        text(*ids) if ids else empty,
        t.chain(one),
    )


def _total(t: Teller, sums: Sums, columns: int) -> tuple[Cell, ...]:
    cells = [Cell()] * columns
    cells[1] = cells[2] = text(t.say("sum"))
    cells[5] = budget(t, sums)
    return tuple(cells)


def budget(t: Teller, sums: Sums) -> Cell:
    """Return the sum of the budgets that are known; missing where none is."""
    return t.missing() if sums.projects == sums.unknown_budget else figure(sums.budget)


def exchanges(
    t: Teller,
    name: str,
    found: Iterable[tuple[Unit | None, Exchange]],
    titles: Mapping[str, str],
    whom: str,
) -> Table:
    """Return what is expected; `titles` are those of the units that hold a case."""
    rows = list(found)
    asks = any(side for side, _ in rows)
    columns = (
        column(t, "kind", 21),
        *([column(t, "by_whom", 32)] if asks else []),
        column(t, "subject", 48),
        column(t, whom, 38),
        column(t, "state", 34),
        column(t, "days", 11, figure=True),
    )
    cells = (
        (
            text(t.value(one.kind)),
            *([t.units([side] if side else [])] if asks else []),
            text(" ".join(filter(None, (one.subject, _ids(one), None if one.in_year else "*")))),
            t.units(one.units),
            _state(t, one, titles),
            Cell() if one.days is None else figure(one.days),
        )
        for side, one in rows
    )
    return table(name, columns, cells)


def _ids(one: Exchange) -> str:
    return f"({' ← '.join(filter(None, (one.item, one.via)))})"


def _state(t: Teller, one: Exchange, titles: Mapping[str, str]) -> Cell:
    if one.state is None:
        return Cell()
    return text(
        t.value(one.state),
        t.say("holder", unit=titles.get(one.holder, one.holder)) if one.holder else None,
        t.say("overdue") if one.overdue else None,
    )
