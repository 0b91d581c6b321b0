"""What stands in the sheets of a unit's digest: its findings, a row each, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.model.entities import Handoff, PartialDate
from graph.model.explanations import EXPLANATIONS
from graph.network import TraceGraph
from graph.reports.nightly import answer_sheets as a
from graph.reports.nightly.night import Night, Share, Status, Tracked
from graph.views.finding_words import specifics
from graph.views.nightly.digest_words import STATUSES, orphan, unowned
from graph.views.words import VALUES, word
from graph.views.workbook_table import Value
from graph.views.writing import long_span, one_line

Told = Mapping[str, Value]  # By the machine's names of the columns.
_ORDER = (Status.NEW, Status.REOPENED, Status.STILL)


@dataclass(frozen=True, slots=True)
class Filled:
    """One sheet with its findings: what is new first, then what came back, then the oldest."""

    sheet: a.AnswerSheet
    findings: Sequence[Tracked]

    def count(self, status: Status) -> int:
        """Return how many findings are of a status."""
        return sum(1 for one in self.findings if one.status is status)


def filled(share: Share) -> list[Filled]:
    """Return the sheets of a share that have any open finding."""
    found: dict[str, list[Tracked]] = {one.name: [] for one in a.SHEETS}
    for one in share.findings:
        if one.status.is_open:
            found[a.sheet_of(one.code).name].append(one)
    return [
        Filled(sheet, sorted(found[sheet.name], key=_order))
        for sheet in a.SHEETS
        if found[sheet.name]
    ]


def ended(share: Share) -> list[Tracked]:
    """Return the findings of a share that ended this night."""
    return [one for one in share.findings if not one.status.is_open]


def _order(one: Tracked) -> tuple[int, int, str]:
    return _ORDER.index(one.status), -one.nights, one.id


def told(night: Night, sheet: a.AnswerSheet, one: Tracked) -> Told:
    """Return one finding as its sheet tells it."""
    language = night.language
    assert one.place is not None
    return {
        a.STATUS: word(STATUSES, one.status, language),
        "nights": one.nights,
        a.ITEM: one.item_id,
        "title": one_line(one.subject.title(language)),
        "place": f"{one_line(one.place[0])}:{one.place[1]}",
        a.FINDING: one.id,
        **_particular(night, sheet, one),
    }


def _particular(night: Night, sheet: a.AnswerSheet, one: Tracked) -> Told:
    """Return what one sheet tells and the others do not."""
    assert one.row is not None
    language = night.language
    if sheet is a.ORPHANS:
        return {"budget": one.budget, "amiss": orphan(one.row, language)}
    if sheet is a.UNOWNED:
        units = [named(night.graph, unit, language) for unit in one.row["candidates"]]
        return {"amiss": unowned(one.row, language), "candidates": ", ".join(units)}
    if sheet is a.WAITING:
        return _waiting(night, one)
    return {"amiss": amiss(one, language), "remedy": remedy(one.code, language)}


def _waiting(night: Night, one: Tracked) -> Told:
    assert one.row is not None
    row, language, graph = one.row, night.language, night.graph
    handoff = graph.get(Handoff, one.item_id)
    return {
        "subject": one_line(one.subject.title(language)),
        "about": named(graph, row["item"], language) if row["item"] else None,
        "from": named(graph, row["from"], language),
        "to": named(graph, row["to"], language),
        "since": _day(handoff.asked_on, language),
        "due": _day(handoff.due_on, language),
        "days": row["days"],
        "overdue": word(VALUES, "true", language) if row["overdue"] else None,
        "became": word(VALUES, row["state"], language),
    }


def _day(day: PartialDate | None, language: str) -> date | str | None:
    """Return a whole day as a date; a month or a year in words."""
    if day is None:
        return None
    return day.day or long_span(day.first, day.last, language)


def amiss(one: Tracked, language: str) -> str:
    """Return what a finding says: its rule, and what is particular about it."""
    assert one.row is not None
    rule = EXPLANATIONS[one.code].title.in_language(language)
    more = specifics(one.code, one.row, language)
    return f"{rule}: {more}" if more else rule


def remedy(code: str, language: str) -> str:
    """Return how findings of a rule are mended."""
    return EXPLANATIONS[code].remedy.in_language(language)


def named(graph: TraceGraph, item: str, language: str) -> str:
    """Return an id with its title behind it; of an item that is gone, the id alone."""
    return f"{item} {one_line(graph.item(item).title(language))}" if item in graph else item
