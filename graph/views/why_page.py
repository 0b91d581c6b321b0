"""An explanation as a page, and as JSON."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from graph.model.entities import Item
from graph.model.rules import RULES
from graph.network import TraceGraph
from graph.reports.explaining.ladder import BEYOND, BYPASSED, HERE, MISSING, THERE, Level
from graph.reports.explaining.standing import Standing
from graph.reports.explaining.ties import Tie
from graph.reports.explaining.ways import Way
from graph.reports.explaining.why import Remedy, Why
from graph.reports.result import SCHEMA_VERSION
from graph.reports.suggestions import Suggestion
from graph.views.json_view import item_object
from graph.views.page import Page, Part, folded
from graph.views.suggestion_words import reasons
from graph.views.why_words import sentences
from graph.views.words import KINDS, STEPS, VALUES, word
from graph.views.writing import one_line, pad, shorten, width

_MARKS = {HERE: "●", THERE: "✓", BYPASSED: "–", MISSING: "✗", BEYOND: "·"}
_SHOWN = 3  # Ids of a level, before the rest becomes a count.
_WIDE, _NARROW = 72, 20  # Columns of the title of one item, and of each of several.


def page(told: Why, graph: TraceGraph, language: str) -> Page:
    """Return the explanation for readers."""
    item = told.item
    kind = word(KINDS, item.kind_of_node, language)
    title = f"{item.id}  {one_line(item.title(language))}  ({kind})"
    parts = [Part(lines=sentences(told, language))]
    if told.levels:
        parts.append(Part(_said(language, "ห่วงโซ่", "The chain"), [*_ladder(told, graph, language)]))
    if told.ways:
        heading = _said(language, "เส้นทางขึ้นถึงนโยบาย", "The way up to a policy")
        parts.append(Part(heading, [_way(one, language) for one in told.ways]))
    if told.ties:
        heading = _said(language, "โยงกับ", "Tied to")
        parts.append(Part(heading, [_tie(one, language) for one in told.ties]))
    parts += [_remedy(one, told, language) for one in told.remedies]
    return Page(title, _place(item), parts, language)


def _said(language: str, thai: str, english: str) -> str:
    return english if language == "en" else thai


def _place(item: Item) -> str:
    return f"{item.file}:{item.line}"


def _ladder(told: Why, graph: TraceGraph, language: str) -> Iterator[str]:
    names = {one.name: word(VALUES, one.name, language) for one in told.levels}
    wide = max(map(width, names.values()))
    for one in told.levels:
        found = _level(one, graph, language)
        yield f"{_MARKS[one.status]} {pad(names[one.name], wide)}  {found}".rstrip()


def _level(level: Level, graph: TraceGraph, language: str) -> str:
    if level.status == BYPASSED:
        return _said(language, "(ไม่มี แต่โยงตรงถึงกัน)", "(none, but the link is direct)")
    if level.status == BEYOND:
        return _said(language, "(ไปไม่ถึง)", "(out of reach)")
    if level.status == MISSING:
        state = f": {word(VALUES, level.state, language)}" if level.state else ""
        return _said(language, f"ขาด{state}", f"missing{state}")
    room = _WIDE if len(level.ids) == 1 else _NARROW
    titles = ((one, one_line(graph.item(one).title(language))) for one in level.ids[:_SHOWN])
    shown = " · ".join(f"{one} {shorten(title, room)}" for one, title in titles)
    more = len(level.ids) - _SHOWN
    return f"{shown} … +{more:,}" if more > 0 else shown


def _way(way: Way, language: str) -> str:
    """Return a way from the policy down; ⇢ is a link that is inferred."""
    found = way.ids[0]
    for step in reversed(way.steps):
        arrow = "→" if step.basis == "stated" else "⇢"
        found += f" {arrow} {step.below}"
    strength, basis = word(VALUES, way.strength, language), word(VALUES, way.basis, language)
    legend = "" if way.basis == "stated" else _said(language, "ที่ ⇢", " at ⇢")
    return f"{found}  [{strength} · {basis}{legend}]"


def _tie(tie: Tie, language: str) -> str:
    forwards, backwards = STEPS[tie.relation]
    verb = (forwards if tie.forward else backwards)[language == "en"]
    more = len(tie.ids) - 2 * _SHOWN
    shown = ", ".join(tie.ids[: 2 * _SHOWN])
    return f"{verb}  {shown}" + (f" … +{more:,}" if more > 0 else "")


def _remedy(remedy: Remedy, told: Why, language: str) -> Part:
    missing = word(VALUES, remedy.missing, language)
    lines = [
        f"{one.item.file}:{one.line}  {one.item.id}  "
        + " | ".join(f"{name}:" for name in one.fields)
        for one in remedy.mends
    ]
    if remedy.more:
        lines.append(f"… +{remedy.more:,}")
    heading = _said(language, f"แก้ที่นี่: {missing}", f"Where to mend it: {missing}")
    rows = [_suggestion(one, language) for one in remedy.suggestions]
    if not rows:
        return Part(heading, lines)
    into = any(one.into.id != told.item.id for one in remedy.suggestions)
    several = len({one.field for one in remedy.suggestions}) > 1
    columns = ["score", *(["field"] if several else []), "item", "title", "reason"]
    lines.append(
        _said(language, "ข้อเสนอ (เป็นการคาดเดา โปรดตรวจ):", "Suggestions (guesses, to be checked):")
    )
    return Part(heading, lines, folded(["into", *columns] if into else columns, rows))


def _suggestion(found: Suggestion, language: str) -> dict[str, Any]:
    return {
        "score": found.score,
        "into": found.into.id,
        "field": found.field,
        "item": found.item.id,
        "title": found.item.title(language),
        "reason": reasons(found, language),
    }


# JSON ---------------------------------------------------------------------------------------------


def as_json(told: Why, language: str) -> str:
    """Return the whole explanation as JSON: the same answer, the same bytes."""
    whole = {
        "schema_version": SCHEMA_VERSION,
        "report": "why",
        "asked": told.asked,
        "as_of": told.parameters.as_of.isoformat(),
        "fiscal_year": told.parameters.fiscal_year,
        "item": item_object(told.item, language),
        "sentences": sentences(told, language),
        "finding": _finding(told.asked_finding) if told.asked_finding else None,
        "findings": [_finding(one) for one in told.findings],
        "levels": [asdict(one) for one in told.levels],
        "broken_up": asdict(told.up) if told.up else None,
        "broken_down": asdict(told.down) if told.down else None,
        "strength": told.strength,
        "on_inferred_links_alone": told.rests_on_inferred_links,
        "ways": [
            {"strength": one.strength, "basis": one.basis, **asdict(one)} for one in told.ways
        ],
        "unowned": told.unowned,
        "ties": [asdict(one) for one in told.ties],
        "remedies": [_remedy_object(one, language) for one in told.remedies],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _finding(found: Standing) -> dict[str, Any]:
    return {
        "finding": found.finding,
        "severity": str(RULES[found.code].severity),
        "status": found.status,
        "report": found.report,
        "row": found.row,
        "waivers": [
            {**asdict(one), "until": one.until.isoformat() if one.until else None}
            for one in found.waivers
        ],
    }


def _remedy_object(remedy: Remedy, language: str) -> dict[str, Any]:
    return {
        "missing": remedy.missing,
        "places": [
            {"item": one.item.id, "file": one.item.file, "line": one.line, "fields": one.fields}
            for one in remedy.mends
        ],
        "more_places": remedy.more,
        "suggestions": [
            {
                **_suggestion(one, language),
                "evidence": {name: round(value, 4) for name, value in asdict(one.evidence).items()},
                "like": one.like,
                "leads_on": one.leads_on,
            }
            for one in remedy.suggestions
        ],
    }
