"""What is missing in a plan, and whose it is to mend."""

from collections.abc import Iterator, Sequence

from graph.reports.planning.plan import Gap, OthersGaps
from graph.views.plans import tables
from graph.views.plans.document import Cell, Group, Section, Table, figure, text
from graph.views.plans.told import Teller

_MOST = 40  # Ids that stand beside one thing that is missing.


def gaps_section(t: Teller, found: Sequence[Gap], others: Sequence[OthersGaps] = ()) -> Section:
    """Return the section of what is missing; what others answer for stands apart, by owner."""
    shown = _table(t, found, others) if found or others else None
    whole = f"{t.say('own_gaps')}: {t.say('no_gaps')}" if others else t.say("no_gaps")
    return Section(
        heading=t.say("gaps"),
        lines=() if found else (whole,),
        tables=(shown,) if shown else (),
        notes=(t.say("note_others_gaps"),) if others else (),
    )


def _table(t: Teller, found: Sequence[Gap], others: Sequence[OthersGaps]) -> Table:
    """Return what is missing, how often, and where; under a band an owner, where they differ."""
    columns = (
        tables.column(t, "lacks", 30),
        tables.column(t, "how_many", 7, figure=True),
        tables.column(t, "of_all", 9, figure=True),
        tables.column(t, "which", 60),
    )
    own = t.say("own_gaps") if others else ""
    groups = [Group(title=own, rows=tuple(_rows(t, found)))] if found else []
    groups += (Group(title=_owners(t, one), rows=tuple(_rows(t, one.gaps))) for one in others)
    band = t.say("owner") if others else ""
    return Table(name=t.say("gaps"), columns=columns, groups=tuple(groups), band=band)


def _owners(t: Teller, one: OthersGaps) -> str:
    return t.units(one.owners).text if one.owners else t.say("nobody")


def _rows(t: Teller, found: Sequence[Gap]) -> Iterator[tuple[Cell, ...]]:
    for one in found:
        count = figure(len(one.items))
        yield text(t.say(one.what)), count, figure(one.among), text(_which(one))


def _which(one: Gap) -> str:
    ids = [item.id for item in one.items[:_MOST]]
    more = len(one.items) - len(ids)
    return ", ".join(ids) + (f" … +{more:,}" if more else "")
