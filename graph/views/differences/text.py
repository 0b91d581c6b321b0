"""A comparison in the terminal: counts first, then a line for each change, `+`, `-` or `~`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.reports.comparison import Comparison, kind_of
from graph.reports.differences import ItemChange, LinkChange, Rename
from graph.reports.field_changes import FieldChange, place_of
from graph.reports.finding_changes import Finding
from graph.views.colours import Style
from graph.views.differences import words
from graph.views.differences.words import SIGNS, say
from graph.views.output import Layout
from graph.views.words import KINDS, word
from graph.views.writing import one_line, shorten, width

_NARROWEST = 12  # Columns of a title, however narrow the terminal.


def render(comparison: Comparison, layout: Layout, language: str) -> str:
    """Return what differs; at most `layout.limit` changes under each heading, 0 for all."""
    page = _Page(comparison, layout.columns, layout.limit, layout.style, language)
    head = layout.style(words.title(language), "title")
    parts = [f"{head}\n{words.asked(comparison, language)}"]
    parts.append("\n".join(words.counted(comparison, language)))
    return "\n\n".join([*parts, *page.sections()]) + "\n"


@dataclass(frozen=True, slots=True)
class _Page:
    comparison: Comparison
    columns: int
    limit: int
    style: Style
    language: str

    def sections(self) -> Iterator[str]:
        """Yield a heading and its changes, for each kind of change that there is."""
        differences, findings = self.comparison.differences, self.comparison.findings
        counts = self.comparison.summary()["by_kind"]
        yield from self._section(
            say("renames", self.language), map(self._rename, differences.renames)
        )
        for kind, label in words.kinds(self.comparison).items():
            title = (
                f"{word(KINDS, label, self.language)}: {words.counts(counts[kind], self.language)}"
            )
            changes = [one for one in differences.items if kind_of(one.item) == kind]
            yield from self._section(title, map(self._item, changes))
        yield from self._section(
            say("link_changes", self.language), map(self._link, differences.links)
        )
        for sign, name, found in (
            ("+", "new_findings", findings.new),
            ("-", "fixed_findings", findings.fixed),
        ):
            lines = (self._finding(sign, one) for one in found)
            yield from self._section(say(name, self.language), lines)

    def _section(self, title: str, entries: Iterator[str]) -> Iterator[str]:
        found = list(entries)
        shown = found[: self.limit] if self.limit else found
        hidden = len(found) - len(shown)
        if not found:
            return
        lines = [self.style(title, "heading"), *shown]
        if hidden:
            english = f"… {hidden:,} more: --limit 0 shows all"
            thai = f"… อีก {hidden:,} รายการ: --limit 0 แสดงทั้งหมด"
            lines.append(self.style(english if self.language == "en" else thai, "dim"))
        yield "\n".join(lines)

    def _line(self, sign: str, subject: str, title: str, where: str) -> str:
        """Return a sign, what changed, its title as far as there is room, and where it stands."""
        room = self.columns - width(sign) - width(subject) - width(where) - 5
        roles = {"+": "added", "-": "removed"}
        head = self.style(f"{sign} {subject}", roles.get(sign, "changed"))
        text = shorten(one_line(title), max(room, _NARROWEST))
        return "  ".join(part for part in (head, text, self.style(where, "dim")) if part)

    def _rename(self, one: Rename) -> str:
        subject = f"{one.before.id} → {one.after.id}"
        return self._line("~", subject, one.after.title(self.language), "")

    def _item(self, one: ItemChange) -> str:
        item = one.item
        where = words.place(place_of(item))
        head = self._line(SIGNS[one.change], item.id, item.title(self.language), where)
        return "\n".join([head, *(line for field in one.fields for line in self._field(field))])

    def _field(self, change: FieldChange) -> Sequence[str]:
        old, new = (words.value(change, one, self.language) for one in (change.old, change.new))
        name, where = (
            change.field,
            words.places(change.before, change.after, self.comparison, self.language),
        )
        change_text = _members(change) or f"{old} → {new}"
        line = f"    {name}  {change_text}"
        if width(line) + 2 + width(where) <= self.columns:
            return [f"{line}  {self.style(where, 'dim')}"]
        return [
            f"    {name}  {self.style(where, 'dim')}",
            self.style(f"      - {old}", "removed"),
            self.style(f"      + {new}", "added"),
        ]

    def _link(self, one: LinkChange) -> str:
        where = words.link_places(one, self.comparison, self.language)
        return self._line(SIGNS[one.change], words.step(one, self.language), "", where)

    def _finding(self, sign: str, one: Finding) -> str:
        severity = say(str(one.rule.severity), self.language)
        waived = words.waiver(one, self.comparison, self.language)
        where = words.place(place_of(one.item))
        title = f"{one.item.title(self.language)}{waived}"
        return self._line(sign, f"{one.id}  {severity}", title, where)


def _members(change: FieldChange) -> str:
    """Return the members that two sets of ids do not share; nothing for any other value."""
    old, new = change.old, change.new
    both = (old, new)
    if not all(isinstance(one, list) and one and isinstance(one[0], str) for one in both):
        return ""
    gone = [f"-{one}" for one in old if one not in new]
    return " ".join([*(f"+{one}" for one in new if one not in old), *gone])
