"""A trace as a tree in the terminal: the chain up to the policies and down to the units."""

from collections.abc import Iterator, Sequence

from graph.reports.trace import Side, Trace
from graph.reports.trace_tree import Fold, Step
from graph.views import trace_words as words
from graph.views.colours import Style
from graph.views.words import KINDS, word
from graph.views.writing import one_line, shorten, width

_SEPARATOR = " · "
_TITLE_AT_LEAST = 24  # Columns; before a title gets shorter than this, remarks go.


def render(found: Trace, *, language: str, columns: int, style: Style) -> str:
    """Return the item, then what is above it and below it; no line is wider than `columns`."""
    tree = _Tree(found, language, columns, style)
    parts = [
        tree.heading(),
        *(tree.side(name, side) for name, side in (("up", found.up), ("down", found.down)) if side),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


class _Tree:
    """One trace as it is written."""

    def __init__(self, found: Trace, language: str, columns: int, style: Style) -> None:
        self._found = found
        self._language = language
        self._columns = columns
        self._style = style

    def heading(self) -> list[str]:
        found, language = self._found, self._language
        item = found.item
        kind = f"  ({word(KINDS, item.kind_of_node, language)})"
        room = self._columns - width(item.id) - width(kind) - 2
        title = shorten(one_line(item.title(language)), max(1, room))
        line = self._fitted([(item.id, "title"), ("  " + title, ""), (kind, "")])
        facts = self._joined(words.heading_facts(found, language))
        sums = [
            line
            for name in ("up", "down")
            for line in self._joined(words.sums_text(found, name, language))
        ]
        return [line, *facts, shorten(item.file, self._columns), *sums]

    def side(self, name: str, side: Side) -> list[str]:
        english = self._language == "en"
        heading = shorten(word(words.SIDES, name, self._language), self._columns)
        nothing = shorten(f"  {words.NOTHING[english]}", self._columns)
        lines = list(self._below(side.tree, "")) or [nothing]
        hints = self._joined(words.hints(side, self._language))
        return [
            self._style(heading, "heading"),
            *lines,
            *(self._style(one, "dim") for one in hints),
        ]

    def _below(self, step: Step, indent: str) -> Iterator[str]:
        last = len(step.below) - 1
        for position, one in enumerate(step.below):
            branch, under = ("└─ ", "   ") if position == last else ("├─ ", "│  ")
            if isinstance(one, Fold):
                text = indent + branch + words.fold_text(one, self._language)
                yield self._style(shorten(text, self._columns), "dim")
            else:
                yield self._line(one, indent + branch)
                yield from self._below(one, indent + under)

    def _line(self, step: Step, before: str) -> str:
        assert step.hop is not None
        language, item = self._language, step.item
        verb = words.verb(step.hop.relation, language, forward=step.hop.forward)
        title = one_line(item.title(language))
        room = self._columns - width(f"{before}{verb} {item.id}  ")
        least = min(width(title), _TITLE_AT_LEAST)
        said = words.remarks(step, self._found.facts[item.id], language)
        after = _bracketed(_fitting(said, room - least))
        title = shorten(title, max(1, room - width(after)))
        return self._fitted(
            [(before, ""), (verb, "dim"), (" ", ""), (item.id, "id"), (f"  {title}", "")]
            + [(after, "dim")] * bool(after)
        )

    def _fitted(self, pieces: Sequence[tuple[str, str]]) -> str:
        """Return the pieces in their roles; where they are too wide all the same, cut and plain."""
        whole = "".join(text for text, _ in pieces)
        if width(whole) > self._columns:
            return shorten(whole, self._columns)
        return "".join(self._style(text, role) if role else text for text, role in pieces)

    def _joined(self, said: Sequence[str]) -> list[str]:
        """Return pieces side by side, on as many lines as they need."""
        lines: list[str] = []
        for piece in said:
            if lines and width(lines[-1] + _SEPARATOR + piece) <= self._columns:
                lines[-1] += _SEPARATOR + piece
            else:
                lines.append(piece)
        return [shorten(one, self._columns) for one in lines]


def _fitting(said: Sequence[words.Remark], columns: int) -> list[words.Remark]:
    """Return the remarks that there is room for: those that matter most before the others."""
    kept: list[int] = []
    for position in sorted(range(len(said)), key=lambda one: said[one].rank):
        more = sorted([*kept, position])
        if width(_bracketed([said[one] for one in more])) <= columns:
            kept = more
    return [said[one] for one in kept]


def _bracketed(said: Sequence[words.Remark]) -> str:
    return f"  [{_SEPARATOR.join(one.text for one in said)}]" if said else ""
