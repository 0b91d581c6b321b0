"""A document as GitHub-flavoured Markdown."""

from collections.abc import Iterator, Sequence

from graph.views.markdown import escaped
from graph.views.plans.document import PAPER, Cell, Document, Section, Table
from graph.views.plans.words import say


def render(document: Document) -> str:
    """Return the whole text."""
    parts = [f"# {escaped(document.title)}", f"**{escaped(document.subject)}**"]
    parts += [escaped(one) for one in document.about]
    for at, section in enumerate(document.sections, 1):
        parts += _section(section, at)
    if document.signed:
        parts.append("\n".join(_signatures(document)))
    return "\n\n".join(parts) + "\n"


def _section(section: Section, at: int) -> Iterator[str]:
    yield f"## {at}. {escaped(section.heading)}"
    yield from map(escaped, section.lines)
    if section.facts:
        facts = (f"- {escaped(name)}: **{escaped(cell.text)}**" for name, cell in section.facts)
        yield "\n".join(facts)
    for table in section.tables:
        yield from _table(table)
    yield from (f"*{escaped(one)}*" for one in section.notes)


def _table(table: Table) -> Iterator[str]:
    """Yield the table of each band under a heading of its own."""
    shown = table.shown(PAPER)
    columns = [table.columns[at] for at in shown]
    head = _line([escaped(one.name) for one in columns])
    rule = _line(["--:" if one.figure else "---" for one in columns])
    for group in table.groups:
        rows = [*group.rows, *([table.total] if table.total else [])]
        if group.title:
            yield f"### {escaped(group.title)}"
            if group.lines:
                yield "\n".join(f"- {escaped(one)}" for one in group.lines)
        if rows:
            lines = (_line([_inside(row[at]) for at in shown]) for row in rows)
            yield "\n".join([head, rule, *lines])


def _line(texts: Sequence[str]) -> str:
    return f"| {' | '.join(texts)} |"


def _inside(cell: Cell) -> str:
    inside = "<br>".join(map(escaped, cell.lines))
    return f"*{inside}*" if cell.missing else inside


def _signatures(document: Document) -> Iterator[str]:
    language, dots = document.language, "." * 30
    for part in document.signed:
        signed = " · ".join(
            f"{say(key, language)} {dots}" for key in ("sign", "position", "signed_on")
        )
        yield f"- **{say(part, language)}** {signed}"
