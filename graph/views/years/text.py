"""Two years in the terminal: counts first, then what changes, what is new, what was dropped."""

from collections.abc import Iterable, Iterator

from graph.reports.years.comparison import CHANGED, GoesOn, YearComparison
from graph.views.colours import Style
from graph.views.output import Layout
from graph.views.words import VALUES, word
from graph.views.writing import one_line, shorten, width
from graph.views.years import words

_NARROWEST = 12  # Columns of a title, however narrow the terminal.
_ROLES = {"+": "added", "-": "removed"}


def render(comparison: YearComparison, layout: Layout, language: str) -> str:
    """Return what differs; at most `layout.limit` items under each heading, 0 for all."""
    head = layout.style(words.title(language), "title")
    parts = [f"{head}\n{words.asked(comparison)}"]
    parts.append("\n".join(words.counted(comparison, language)))
    for kind in words.kinds(comparison):
        entries = [*_entries(comparison, kind, layout, language)]
        parts += _section(word(VALUES, kind, language), entries, layout, language)
    return "\n\n".join(parts) + "\n"


def _entries(comparison: YearComparison, kind: str, layout: Layout, language: str) -> Iterator[str]:
    for one in words.changed(comparison, kind):
        yield "\n".join(_changed(one, layout, language))
    for key, item in words.alone(comparison, kind):
        yield _line(words.SIGNS[key], item.id, item.title(language), layout)


def _section(title: str, entries: list[str], layout: Layout, language: str) -> Iterable[str]:
    if not entries:
        return
    shown = entries[: layout.limit] if layout.limit else entries
    lines = [layout.style(title, "heading"), *shown]
    hidden = len(entries) - len(shown)
    if hidden:
        english = f"… {hidden:,} more: --limit 0 shows all"
        thai = f"… อีก {hidden:,} รายการ: --limit 0 แสดงทั้งหมด"
        lines.append(layout.style(english if language == "en" else thai, "dim"))
    yield "\n".join(lines)


def _changed(one: GoesOn, layout: Layout, language: str) -> Iterator[str]:
    title = one.pair.after.title(language)
    yield _line(words.SIGNS[CHANGED], words.ids(one), title, layout)
    for name, old, new in words.fields_of(one, language):
        line = f"    {name}  {old} → {new}"
        if width(line) <= layout.columns:
            yield line
        else:
            yield from _on_three_lines(name, old, new, layout.style)


def _on_three_lines(name: str, old: str, new: str, style: Style) -> Iterator[str]:
    yield f"    {name}"
    yield style(f"      - {old}", "removed")
    yield style(f"      + {new}", "added")


def _line(sign: str, subject: str, title: str, layout: Layout) -> str:
    """Return a sign, what it is about, and its title as far as there is room."""
    room = max(layout.columns - width(sign) - width(subject) - 3, _NARROWEST)
    head = layout.style(f"{sign} {subject}", _ROLES.get(sign, "changed"))
    return f"{head}  {shorten(one_line(title), room)}"
