"""Two years as GitHub-flavoured Markdown, to be sent or reviewed."""

from collections.abc import Iterator, Sequence

from graph.reports.years.comparison import CHANGED, YearComparison
from graph.views.markdown import escaped
from graph.views.words import VALUES, word
from graph.views.years import words
from graph.views.years.words import say

_COLUMNS = ("change", "id", "title", "field")


def render(comparison: YearComparison, language: str) -> str:
    """Return the counts, then every change in a table a kind; a row for each field."""
    parts = [f"# {words.title(language)}", escaped(words.asked(comparison))]
    parts.append("\n".join(f"- {escaped(one)}" for one in words.counted(comparison, language)))
    for kind in words.kinds(comparison):
        rows = [*_rows(comparison, kind, language)]
        if rows:
            heading = word(VALUES, kind, language)
            parts.append(f"## {heading}\n\n{_table(comparison, rows, language)}")
    return "\n\n".join(parts) + "\n"


def _rows(comparison: YearComparison, kind: str, language: str) -> Iterator[tuple[str, ...]]:
    for one in words.changed(comparison, kind):
        head = (say(CHANGED, language), words.ids(one), one.pair.after.title(language))
        for field in words.fields_of(one, language):
            yield (*head, *field)
    for key, item in words.alone(comparison, kind):
        yield (say(key, language), item.id, item.title(language), "", "", "")


def _table(comparison: YearComparison, rows: Sequence[Sequence[str]], language: str) -> str:
    head = [say(one, language) for one in _COLUMNS]
    head += [str(comparison.before), str(comparison.after)]
    lines = [head, ["---"] * len(head), *([escaped(text) for text in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
