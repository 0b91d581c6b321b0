"""The night as GitHub-flavoured Markdown, for a merge request or a chat: the page, but shorter."""

from collections.abc import Iterator, Sequence

from graph.reports.nightly.night import Night
from graph.views.cells import header
from graph.views.markdown import escaped
from graph.views.nightly.content import Content, UnitRow, content, title_of
from graph.views.nightly.finding_lines import Group, Line, Section
from graph.views.nightly.words import baht, more_in_csv, more_units, say

_LINES = 20  # Findings of a section, before the rest becomes a count.
_UNITS = 20  # Units, those with the most news first.
_RIGHT = "--:"
_LEFT = "---"
_Rows = Sequence[Sequence[str]]


def render(night: Night) -> str:
    """Return the night in its language."""
    told = content(night, night.language)
    return "\n\n".join(_parts(told)) + "\n"


def _parts(told: Content) -> Iterator[str]:
    language = told.language
    yield f"# {escaped(told.heading)}"
    yield escaped(told.origin)
    yield from (f"> {escaped(one)}" for one in told.missed)
    yield f"**{escaped(told.lead)}**"
    if told.beside:
        yield "\n".join(f"- {escaped(one)}" for one in told.beside)
    yield _numbers(told)
    for section in told.changed:
        yield from _section(section, language)
    yield from _section(told.still, language)
    yield from _waits(told)
    if told.baseline:
        yield f"## {say('baseline', language)}\n\n{escaped(told.baseline)}"
    yield from _units(told)


def _table(heads: Sequence[str], rules: Sequence[str], rows: _Rows) -> str:
    body = [[escaped(text) for text in row] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in [heads, rules, *body])


def _numbers(told: Content) -> str:
    language = told.language
    heads = [say(one, language) for one in ("number", "tonight", "change", "week")]
    rows = [(one.label, f"{one.text} ({one.note})", one.change, one.week) for one in told.tiles]
    rows = [(label, text.replace(" ()", ""), change, week) for label, text, change, week in rows]
    return _table(heads, [_LEFT, _RIGHT, _LEFT, _LEFT], rows)


def _section(found: Section, language: str) -> Iterator[str]:
    if not found.count:
        return
    yield f"## {say(title_of(found), language)}: {found.count:,}"
    if found.groups:
        yield _groups(found.groups, language)
        return
    yield _lines(found.lines[:_LINES], language, ended=not found.status.is_open)
    if more := found.count - min(_LINES, len(found.lines)):
        yield more_in_csv(more, language)


def _lines(lines: Sequence[Line], language: str, *, ended: bool) -> str:
    nights = "stood" if ended else "nights"
    names = ("item", "rule", "severity", "unit", nights, "budget", "where")
    rules = (_LEFT, _LEFT, _LEFT, _LEFT, _RIGHT, _RIGHT, _LEFT)
    rows = [_line(one) for one in lines]
    cut = len(names) - ended  # What ended has no place any more.
    heads = [say(one, language) for one in names[:cut]]
    return _table(heads, rules[:cut], [row[:cut] for row in rows])


def _line(one: Line) -> tuple[str, ...]:
    said = " · ".join(text for text in (one.title, one.said, *one.marks) if text)
    rule = f"{one.rule} {one.code}".strip()
    item = f"{one.item} {said}"
    return (item, rule, one.severity_word, one.units, one.nights, one.budget, one.place)


def _groups(groups: Sequence[Group], language: str) -> str:
    names = ("rule", "severity", "count", "longest", "budgets")
    rows = [
        (
            f"{one.rule} {one.code}".strip(),
            one.severity_word,
            f"{one.count:,}",
            f"{one.longest:,}",
            baht(one.budget, language) if one.budget else "",
        )
        for one in groups
    ]
    heads = [say(one, language) for one in names]
    return _table(heads, [_LEFT, _LEFT, _RIGHT, _RIGHT, _RIGHT], rows)


def _waits(told: Content) -> Iterator[str]:
    if not told.waits:
        return
    language, columns = told.language, told.wait_columns
    heads = [say("unit", language), *(header(one, language) for one in columns)]
    rows = [
        [f"{one.name} ({one.unit})", *(one.figures[name] for name in columns)] for one in told.waits
    ]
    more = f"\n\n{more_units(told.more_waits, language)}" if told.more_waits else ""
    table = _table(heads, [_LEFT, *(_RIGHT for _ in columns)], rows)
    yield f"## {say('bottlenecks', language)}\n\n{table}{more}"


def _units(told: Content) -> Iterator[str]:
    """Yield the units with the most news; the others are counted."""
    if not told.units:
        return
    language = told.language
    first = sorted(told.units, key=lambda one: (-one.new, -one.waiting, -one.open))[:_UNITS]
    heads = [say(one, language) for one in ("unit", "new", "unsolved", "ended", "waits")]
    table = _table(heads, [_LEFT, *[_RIGHT] * 4], [_unit(one) for one in first])
    more = len(told.units) - len(first)
    rest = f"\n\n{more_units(more, language)}" if more else ""
    yield f"## {say('units', language)}\n\n{table}{rest}"


def _unit(one: UnitRow) -> list[str]:
    name = f"{one.name} ({one.unit})" if one.unit else one.name
    return [name, *(f"{count:,}" for count in (one.new, one.open, one.ended, one.waiting))]
