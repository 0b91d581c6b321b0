"""Answers as one page that stands still: no script, nothing fetched, fit to be printed or sent."""

from collections.abc import Iterator, Sequence
from html import escape

from graph.reports.result import Result, Row
from graph.views.cells import NUMERIC, grid
from graph.views.content_policy import digest, policy
from graph.views.summaries import Table, asked, summarise

_STYLE = """
:root { color-scheme: light dark; --ink: #1b2330; --soft: #505c6d; --paper: #fff; --head: #eef2f7;
  --line: #c9d1dc; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8edf4; --soft: #aab6c5; --paper: #12171f; --head: #1a212c; --line: #3a4656; }
}
body { margin: 2rem auto; max-width: 80rem; padding: 0 1rem; background: var(--paper);
  color: var(--ink); font: 15px/1.55 "Noto Sans Thai", Sarabun, "TH Sarabun New", "Leelawadee UI",
  Thonburi, Loma, system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; margin: 2.5rem 0 0; }
h2 { font-size: 1.1rem; margin: 1.5rem 0 .4rem; }
p { color: var(--soft); margin: 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { border-bottom: 1px solid var(--line); padding: .2rem .6rem; text-align: left;
  vertical-align: top; overflow-wrap: normal; }
th { background: var(--head); }
td { max-width: 28rem; overflow-wrap: break-word; }
.figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
@page { size: A4 landscape; margin: 12mm; }
@media print {
  :root { --ink: #000; --soft: #333; --paper: #fff; --head: #eee; --line: #999; }
  body { margin: 0; max-width: none; font-size: 9pt; }
  h1 { break-before: page; }
  main > section:first-child h1 { break-before: auto; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
}
"""


def render(results: Sequence[Result]) -> str:
    """Return the page of one or more answers."""
    language = results[0].parameters.language
    title = escape(" · ".join(one.report.title(language) for one in results[:3]))
    rules = {"default-src": "'none'", "style-src": digest(_STYLE)}
    body = "\n".join(line for one in results for line in _section(one))
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy(rules)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _section(result: Result) -> Iterator[str]:
    """Yield title, summary and every row of one answer, with all columns of the contract."""
    language = result.parameters.language
    summary = summarise(result)
    yield f"<section>\n<h1>{escape(result.report.title(language))}</h1>"
    yield f"<p>{escape(asked(result))}</p>"
    yield "<ul>\n" + "\n".join(f"<li>{escape(line)}</li>" for line in summary.lines) + "\n</ul>"
    for table in summary.tables:
        if table.rows:
            yield from _small(table, language)
    if result.rows:
        yield f"<h2>{'Rows' if language == 'en' else 'รายการ'}</h2>"
        yield from _table(result.report.columns, result.rows, language)
    yield "</section>"


def _small(table: Table, language: str) -> Iterator[str]:
    yield f"<h2>{escape(table.title)}</h2>"
    yield from _table(table.columns, table.rows, language)
    if table.more:
        yield f"<p>… +{table.more:,}</p>"


def _table(columns: Sequence[str], rows: Sequence[Row], language: str) -> Iterator[str]:
    head, *body = grid(columns, rows, language)
    looks = [' class="figure"' if column in NUMERIC else "" for column in columns]
    yield '<div class="wide" tabindex="0">\n<table>\n<thead>'
    yield _line("th", looks, head)
    yield "</thead>\n<tbody>"
    for row in body:
        yield _line("td", looks, row)
    yield "</tbody>\n</table>\n</div>"


def _line(tag: str, looks: Sequence[str], texts: Sequence[str]) -> str:
    scope = ' scope="col"' if tag == "th" else ""
    cells = (
        f"<{tag}{scope}{look}>{escape(text)}</{tag}>"
        for look, text in zip(looks, texts, strict=True)
    )
    return f"<tr>{''.join(cells)}</tr>"
