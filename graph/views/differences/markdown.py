"""A comparison as GitHub-flavoured Markdown, for a merge request or the nightly report."""

from collections.abc import Iterable, Iterator, Sequence

from graph.reports.comparison import Comparison, kind_of
from graph.reports.differences import ItemChange, LinkChange
from graph.reports.field_changes import place_of
from graph.reports.finding_changes import Finding
from graph.views.differences import words
from graph.views.differences.words import say
from graph.views.markdown import escaped
from graph.views.words import KINDS, word


def render(comparison: Comparison, language: str) -> str:
    """Return the counts, then every change in tables; a row for each field that differs."""
    parts = [f"# {words.title(language)}", escaped(words.asked(comparison, language))]
    parts.append("\n".join(f"- {escaped(line)}" for line in words.counted(comparison, language)))
    parts += _sections(comparison, language)
    return "\n\n".join(parts) + "\n"


def _sections(comparison: Comparison, language: str) -> Iterator[str]:
    differences, findings = comparison.differences, comparison.findings
    renames = [
        (one.before.id, one.after.id, one.after.title(language)) for one in differences.renames
    ]
    yield from _section("renames", ("before", "after", "title"), renames, language)
    columns = ("change", "id", "title", "field", "before", "after", "where")
    for kind, label in words.kinds(comparison).items():
        changes = (one for one in differences.items if kind_of(one.item) == kind)
        rows = [row for one in changes for row in _item(one, comparison, language)]
        yield from _section(word(KINDS, label, language), columns, rows, language)
    links = [_link(one, comparison, language) for one in differences.links]
    yield from _section("link_changes", ("change", "link", "where"), links, language)
    found = ("finding", "severity", "title", "where")
    for name, ones in (("new_findings", findings.new), ("fixed_findings", findings.fixed)):
        rows = [_finding(one, comparison, language) for one in ones]
        yield from _section(name, found, rows, language)


def _section(
    title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], language: str
) -> Iterator[str]:
    if not rows:
        return
    head = [say(column, language) for column in columns]
    lines = [head, ["---"] * len(columns), *([escaped(text) for text in row] for row in rows)]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    yield f"## {say(title, language)}\n\n{table}"


def _item(one: ItemChange, comparison: Comparison, language: str) -> Iterable[tuple[str, ...]]:
    item = one.item
    head = (say(one.change, language), item.id, item.title(language))
    if not one.fields:
        return [(*head, "", "", "", words.place(place_of(item)))]
    return [
        (
            *head,
            change.field,
            words.value(change, change.old, language),
            words.value(change, change.new, language),
            words.places(change.before, change.after, comparison, language),
        )
        for change in one.fields
    ]


def _link(one: LinkChange, comparison: Comparison, language: str) -> tuple[str, ...]:
    where = words.link_places(one, comparison, language)
    return say(one.change, language), words.step(one, language), where


def _finding(one: Finding, comparison: Comparison, language: str) -> tuple[str, ...]:
    title = f"{one.item.title(language)}{words.waiver(one, comparison, language)}"
    severity = say(str(one.rule.severity), language)
    return one.id, severity, title, words.place(place_of(one.item))
