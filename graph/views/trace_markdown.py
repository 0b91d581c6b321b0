"""A trace as Markdown: a nested list, for a note or an issue."""

from collections.abc import Iterator

from graph.reports.trace import Trace
from graph.reports.trace_tree import Fold, Step
from graph.views import trace_words as words
from graph.views.markdown import escaped
from graph.views.words import KINDS, word

_SEPARATOR = " · "


def render(found: Trace, language: str) -> str:
    """Return the item, then what is above it and below it, each step an entry of a list."""
    item = found.item
    kind = word(KINDS, item.kind_of_node, language)
    title = f"# {escaped(item.id)} {escaped(item.title(language))} ({kind})"
    said = [*words.heading_facts(found, language), item.file]
    parts = [title, escaped(_SEPARATOR.join(said))]
    for name, side in (("up", found.up), ("down", found.down)):
        if side is None:
            continue
        parts.append(f"## {word(words.SIDES, name, language)}")
        if sums := words.sums_text(found, name, language):
            parts.append(escaped(_SEPARATOR.join(sums)))
        lines = list(_entries(side.tree, "", found, language))
        parts.append("\n".join(lines) or words.NOTHING[language == "en"])
        if hints := words.hints(side, language):
            parts.append(f"*{escaped(_SEPARATOR.join(hints))}*")
    return "\n\n".join(parts) + "\n"


def _entries(step: Step, indent: str, found: Trace, language: str) -> Iterator[str]:
    for one in step.below:
        if isinstance(one, Fold):
            yield f"{indent}- {escaped(words.fold_text(one, language))}"
        else:
            yield f"{indent}- {_entry(one, found, language)}"
            yield from _entries(one, indent + "  ", found, language)


def _entry(step: Step, found: Trace, language: str) -> str:
    assert step.hop is not None
    item = step.item
    verb = words.verb(step.hop.relation, language, forward=step.hop.forward)
    said = words.remarks(step, found.facts[item.id], language)
    after = escaped(_SEPARATOR.join(one.text for one in said))
    return f"{verb} **{escaped(item.id)}** {escaped(item.title(language))} ({after})"
