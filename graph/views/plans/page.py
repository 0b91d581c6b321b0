"""A document as one page of HTML: to be printed on A4 or sent; no script, nothing fetched."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from graph.views.content_policy import digest, policy
from graph.views.plans.document import PAPER, Cell, Document, Group, Section, Table
from graph.views.plans.words import say

_FEW = 8  # Rows of a section that stands on one page, with its heading and notes.
# What is not to be broken at the end of a line: an id, and how strongly something is served.
_KEPT = re.compile(r"\(?[A-Z]{1,4}-[A-Z0-9][\w.-]*\w\)?[,;]?|\([^() ]{1,20} · [^() ]{1,20}\)[,;]?")

_PARTED = re.compile(r"(?<=,) |(?<= ·) ")
_SHORT = 60  # Letters of a name that is not to be broken.


def render(document: Document) -> str:
    """Return the whole file; the same document gives the same bytes."""
    style = _style(document)
    rules = {
        "default-src": "'none'",
        "style-src": digest(style),
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    upright = "" if document.lying else ' class="upright"'
    title = escape(f"{document.title} · {document.subject}")
    body = "\n".join(_body(document))
    return (
        f'<!doctype html>\n<html lang="{document.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy(rules)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n"
        f"<body{upright}>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _style(document: Document) -> str:
    style = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
    size = "landscape" if document.lying else "portrait"
    page = say("page", document.language)
    for name, value in (
        ("SIZE", size),
        ("RUNNING", _quoted(document.running)),
        ("PAGE", _quoted(page)),
    ):
        style = style.replace(name, value, 1)
    return style


def _quoted(text: str) -> str:
    """Return text as a string of CSS, in which nothing ends the string or the element."""
    kept = (one if one.isalnum() or one in " .-/()·" or one >= "\u0e00" else f"\\{ord(one):x} "
            for one in text)  # fmt: skip
    return f'"{"".join(kept)}"'


def _body(document: Document) -> Iterator[str]:
    yield f"<header>\n<h1>{escape(document.title)}</h1>"
    yield f'<p class="subject">{escape(document.subject)}</p>'
    yield from (f'<p class="about">{_listed(one)}</p>' for one in document.about)
    yield "</header>"
    for at, section in enumerate(document.sections, 1):
        yield from _section(section, at)
    if document.signed:
        yield from _signatures(document)


def _section(section: Section, at: int) -> Iterator[str]:
    rows = sum(len(group.rows) for table in section.tables for group in table.groups)
    few = ' class="few"' if rows <= _FEW else ""
    yield f"<section{few}>\n<h2>{at}. {escape(section.heading)}</h2>"
    yield from (f"<p>{_listed(one)}</p>" for one in section.lines)
    if section.facts:
        yield '<dl class="facts">'
        for label, cell in section.facts:
            yield f"<div><dt>{escape(label)}</dt><dd>{_inside(cell)}</dd></div>"
        yield "</dl>"
    for table in section.tables:
        yield from _table(table)
    yield from (f'<p class="note">{escape(one)}</p>' for one in section.notes)
    yield "</section>"


def _table(table: Table) -> Iterator[str]:
    shown = table.shown(PAPER)
    columns = [table.columns[at] for at in shown]
    whole = sum(one.share for one in columns)
    looks = [' class="figure"' if one.figure else "" for one in columns]
    yield f'<div class="wide" tabindex="0" role="group" aria-label="{escape(table.name)}">\n<table>'
    yield (
        "<colgroup>"
        + "".join(f'<col width="{100 * one.share / whole:.1f}%">' for one in columns)
        + "</colgroup>"
    )
    names = zip(looks, columns, strict=True)
    heads = (f'<th scope="col"{look}>{_words(one.name)}</th>' for look, one in names)
    yield f"<thead><tr>{''.join(heads)}</tr></thead>"
    for group in table.groups:
        yield from _group(group, shown, looks)
    if table.total:
        yield '<tbody class="sum">' + _row(table.total, shown, looks, ' class="total"') + "</tbody>"
    yield "</table>\n</div>"


def _group(group: Group, shown: Sequence[int], looks: Sequence[str]) -> Iterator[str]:
    yield "<tbody>"
    if group.title:
        lines = "".join(f'<span class="cell">{_kept(one)}</span>' for one in group.lines)
        band = f"<b>{escape(group.title)}</b>{lines}"
        yield f'<tr class="band"><th colspan="{len(shown)}" scope="rowgroup">{band}</th></tr>'
    for row in group.rows:
        yield _row(row, shown, looks)
    yield "</tbody>"


def _row(
    row: Sequence[Cell], shown: Sequence[int], looks: Sequence[str], attributes: str = ""
) -> str:
    cells = (f"<td{look}>{_inside(row[at])}</td>" for at, look in zip(shown, looks, strict=True))
    return f"<tr{attributes}>{''.join(cells)}</tr>"


def _inside(cell: Cell) -> str:
    if len(cell.lines) > 1:
        inside = "".join(f'<span class="cell">{_kept(one)}</span>' for one in cell.lines)
    else:
        inside = _listed(cell.text)
    kind = "missing" if cell.missing else "soft" if cell.soft else ""
    return f'<span class="{kind}">{inside}</span>' if kind else inside


def _kept(line: str) -> str:
    """Return a line in which ids are whole, where they fit."""
    told, at = [], 0
    for found in _KEPT.finditer(line):
        told += [escape(line[at : found.start()]), _whole(found[0])]
        at = found.end()
    return "".join([*told, escape(line[at:])])


def _listed(line: str) -> str:
    """Return a line in which each of the names that commas or dots part is whole, if short."""
    parts = _PARTED.split(line)
    if len(parts) == 1:
        return _kept(line)
    return " ".join(_whole(one) if len(one) <= _SHORT else _kept(one) for one in parts)


def _words(name: str) -> str:
    """Return the head of a column, in which a line ends between words where they fit."""
    return " ".join(_whole(word) for word in name.split(" "))


def _whole(text: str) -> str:
    return f'<span class="whole">{escape(text)}</span>'


def _signatures(document: Document) -> Iterator[str]:
    language = document.language
    yield '<div class="signatures">'
    for part in document.signed:
        yield f'<div><p class="part">{escape(say(part, language))}</p>'
        for key in ("sign", "", "position", "signed_on"):
            label = escape(say(key, language)) if key else "("
            yield f"<p>{label} <i></i>{'' if key else ')'}</p>"
        yield "</div>"
    yield "</div>"
