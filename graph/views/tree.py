"""A trace as a tree: the chain up to the policies and down to the units."""

from collections.abc import Iterator

from graph.model.entities import Project, Unit
from graph.model.vocabulary import CALLS_FOR, HAS_OBJECTIVE
from graph.network import DIRECT, VIA_STRATEGY
from graph.reports.trace import Step, Trace
from graph.views.colours import Style
from graph.views.words import KINDS, STEPS, VALUES, word
from graph.views.writing import number, one_line, shorten

# The arrows that make a trace direct, or lead it through a strategy.
_STRENGTHS = {CALLS_FOR: DIRECT, HAS_OBJECTIVE: VIA_STRATEGY}


def render(found: Trace, *, language: str, columns: int, style: Style) -> str:
    """Return the item, then what is above it and below it, each link with its basis."""
    parts = [_heading(found, language, columns, style)]
    sides = ((found.up, "▲ ขึ้นไป", "▲ up"), (found.down, "▼ ลงมา", "▼ down"))
    for side, thai, english in sides:
        if side is None:
            continue
        lines = list(_lines(side, "", language, columns, style))
        nothing = "  (nothing)" if language == "en" else "  (ไม่มี)"
        title = style(english if language == "en" else thai, "heading")
        parts.append("\n".join([title, *(lines or [nothing])]))
    return "\n\n".join(parts) + "\n"


def _heading(found: Trace, language: str, columns: int, style: Style) -> str:
    item = found.item
    kind = word(KINDS, item.kind_of_node, language)
    title = shorten(one_line(item.title(language)), columns - len(item.id) - len(kind) - 4)
    line = f"{style(item.id, 'title')}  {title}  ({kind})"
    facts = _facts(found, language)
    return f"{line}\n{facts}\n{item.file}" if facts else f"{line}\n{item.file}"


def _facts(found: Trace, language: str) -> str:
    item = found.item
    if not isinstance(item, Project):
        return ""
    english = language == "en"
    strength = word(VALUES, found.strength, language) if found.strength else None
    traced = f"traced {strength}" if english else f"โยงถึงนโยบาย: {strength}"
    orphan = "serves no policy: an orphan" if english else "ไม่โยงถึงนโยบายใด"
    unknown = "budget unknown" if english else "ไม่ทราบงบประมาณ"
    baht = "baht" if english else "บาท"
    money = unknown if item.budget is None else f"{number(item.budget)} {baht}"
    return f"{traced if strength else orphan} · {money}"


def _lines(step: Step, indent: str, language: str, columns: int, style: Style) -> Iterator[str]:
    last = len(step.steps) - 1
    for position, one in enumerate(step.steps):
        ends_here = position == last and not step.folded
        branch, below = ("└─ ", "   ") if ends_here else ("├─ ", "│  ")
        yield _line(one, indent + branch, language, columns, style)
        yield from _lines(one, indent + below, language, columns, style)
    if step.folded:
        more = f"+{step.folded:,} more" if language == "en" else f"อีก {step.folded:,} รายการ"
        yield style(f"{indent}└─ … {more}", "dim")


def _line(step: Step, before: str, language: str, columns: int, style: Style) -> str:
    assert step.relation is not None
    forwards, backwards = STEPS[step.relation.name]
    verb = (forwards if step.forward else backwards)[language == "en"]
    item = step.item
    remarks = []
    if step.basis:
        remarks.append(word(VALUES, step.basis, language))
    if strength := _STRENGTHS.get(step.relation):
        remarks.append(word(VALUES, strength, language))
    if isinstance(item, Unit):
        remarks.append(word(VALUES, item.kind, language))
    if isinstance(item, Project) and item.budget is not None:
        remarks.append(f"{number(item.budget)} {'baht' if language == 'en' else 'บาท'}")
    if step.repeated:
        remarks.append("see above" if language == "en" else "ดูข้างบน")
    after = f"  [{' · '.join(remarks)}]" if remarks else ""
    room = max(16, columns - len(before) - len(verb) - len(item.id) - len(after) - 4)
    title = shorten(one_line(item.title(language)), room)
    return f"{before}{style(verb, 'dim')} {style(item.id, 'id')}  {title}{style(after, 'dim')}"
