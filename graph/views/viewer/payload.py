"""The data of the page, as plain values that become JSON; `assets/js/store.js` reads it.

Items are numbered by kind, then in the order of the sources; a link, a report's row and a finding
name them by number. Tables stand column by column, and what few items have stands apart with the
numbers of those that have it, since that is smaller and is read faster.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from graph.model.explanations import EXPLANATIONS
from graph.model.fields import FIELDS
from graph.model.fields import FieldType as T
from graph.model.finding_ids import code_of
from graph.model.plain import attributes
from graph.model.rules import RULES
from graph.model.vocabulary import CALLS_FOR, RELATIONS, NodeKind
from graph.reports.contradiction import SAYS
from graph.reports.result import Result
from graph.selection.methods import kind_word
from graph.views.viewer import places, positions, records
from graph.views.viewer.field_words import FIELD_VALUES, FIELD_WORDS
from graph.views.viewer.scene import Scene
from graph.views.words import COLUMNS, KINDS, STEPS, VALUES

FORMAT = 1
_APART = ("kind", "title", "title_th", "title_en", "file", "line")  # Not among the fields.
_OF_ITEMS = (
    *("project", "policy", "key_result", "item", "via", "area", "zone", "against", "duplicate_of"),
    *("lead", "owner", "unit", "units", "from", "to", "holder", "inherited_from", "candidates"),
)
_OF_MANY = (T.ID, T.TITLE, T.TEXTS, T.BASIS, T.RECORD, T.RECORDS, T.ITEMS)
_BESIDE_THE_ROWS = ("dangling", "waived", "expired", "unused")  # Findings in a summary.
_DERIVED = ("title", "subject")  # Columns that the page writes itself, in either language.


def payload(scene: Scene) -> dict[str, Any]:
    """Return all that the page shows."""
    return {
        "format": FORMAT,
        "meta": _meta(scene),
        "kinds": _kinds(scene),
        "relations": [{"name": name, "words": STEPS[name]} for name in RELATIONS],
        "nodes": _nodes(scene),
        "fields": _fields(scene),
        "records": records.records(scene),
        "links": _links(scene),
        "reports": {name: _report(scene, name) for name in scene.results},
        "rules": _rules(scene),
        "words": {
            "columns": COLUMNS,
            "fields": FIELD_WORDS,
            "values": {**VALUES, **FIELD_VALUES},
            "sayings": _sayings(scene),
        },
        "places": places.places(scene),
        "map": positions.positions(scene),
    }


def _meta(scene: Scene) -> dict[str, Any]:
    asked = scene.parameters
    return {
        "as_of": asked.as_of.isoformat(),
        "fiscal_year": asked.fiscal_year,
        "language": asked.language,
        "all_tiers": asked.all_tiers,
        "dataset": scene.dataset,
        "version": scene.version,
        "source_url": scene.source_url,
        "selectors": dict(scene.selectors),
        "codes": list(RULES),  # That a finding may have.
        "types": _types(),
        **asked.selection,
    }


def _types() -> dict[str, str]:
    """Return the type of each field that holds one value and is no link, in the table's order."""
    of_kind = {NodeKind.UNIT: "unit_kind", NodeKind.AREA: "area_kind"}
    found = {
        of_kind[kind] if field.name == "kind" else field.name: field.type.name.lower()
        for kind, fields in FIELDS.items()
        for field in fields
        if not field.relation and field.type not in _OF_MANY
    }
    return {**found, "year_of": "year"}


def _kinds(scene: Scene) -> list[dict[str, Any]]:
    counts = dict.fromkeys(NodeKind, 0)
    for item in scene.items:
        counts[item.kind_of_node] += 1
    return [
        {"name": kind_word(kind), "label": kind, "words": KINDS[kind], "count": count}
        for kind, count in counts.items()
    ]


def _nodes(scene: Scene) -> dict[str, Any]:
    items = scene.items
    names = sorted({one.file for one in items})
    files = {name: position for position, name in enumerate(names)}
    asked = scene.parameters
    return {
        "id": [one.id for one in items],
        "th": [one.title_th for one in items],
        "en": [one.title_en for one in items],
        "files": [scene.place(one) for one in names],
        "file": [files[one.file] for one in items],
        "line": [one.line for one in items],
        "inferred": [at for at, one in enumerate(items) if _rests_on_judgement(one.basis)],
        # Where nothing is said of owners; a key result then has those of its objective.
        "silent": [at for at, one in enumerate(items) if getattr(one, "owner", ()) is None],
        # Policies that call for objectives, which a page of some items may not hold.
        "calling": [at for at, one in enumerate(items) if scene.graph.targets(CALLS_FOR, one.id)],
        # Those that only stand around what was asked for.
        "around": [at for at, one in enumerate(items) if not asked.asks(one.id)],
    }


def _rests_on_judgement(basis: Any) -> bool:
    return "inferred" in ([basis] if isinstance(basis, str) else basis.values())


def _fields(scene: Scene) -> dict[str, dict[str, Any]]:
    """Return every field that holds one value: the numbers of the items, and their values."""
    found: dict[str, dict[str, Any]] = {}
    for at, item in enumerate(scene.items):
        held = attributes(item, "th")
        if "fiscal_year" not in held and (year := scene.graph.fiscal_year(item.id)) is not None:
            held["year_of"] = year
        for name, value in held.items():
            if name not in _APART:
                column = found.setdefault(name, {"at": [], "is": []})
                column["at"].append(at)
                column["is"].append(value)
    return dict(sorted(found.items()))


def _links(scene: Scene) -> dict[str, dict[str, Any]]:
    """Return the arrows of each relation that has any, in the order of the sources."""
    number = scene.number
    inside = [
        (link.relation.name, number[link.source], number[link.target], link)
        for link in scene.graph.links()
        if link.source in number and link.target in number
    ]
    inside.sort(key=lambda one: one[0])  # Stable: the order of the sources stays.
    found: dict[str, dict[str, Any]] = {}
    for name, group in groupby(inside, key=lambda one: one[0]):
        arrows = list(group)
        found[name] = {
            "from": [source for _, source, _, _ in arrows],
            "to": [target for _, _, target, _ in arrows],
            "inferred": [at for at, one in enumerate(arrows) if one[3].basis != "stated"],
        }
        for figure in ("target", "actual"):
            known = [(at, (one[3].properties or {}).get(figure)) for at, one in enumerate(arrows)]
            if any(value is not None for _, value in known):
                found[name][figure] = [value for _, value in known]
    return found


def _report(scene: Scene, name: str) -> dict[str, Any]:
    """Return a report; one that asks between some tiers has the rows between all of them."""
    result, widest = scene.results[name], scene.widest.get(name, scene.results[name])
    columns = [one for one in result.report.columns if one not in _DERIVED]
    summary = dict(result.summary)
    if "dangling" in summary:
        summary["dangling"] = [
            {**row, "file": scene.place(row["file"])} for row in summary["dangling"]
        ]
    told = {
        "title": [result.report.title_th, result.report.title_en],
        "summary": summary,
        "subjects": list(result.report.subjects),  # type: ignore[attr-defined]
        "length": len(result.rows),
        "contract": list(result.report.columns),
        "columns": {
            name: _column(scene, name, [row[name] for row in widest.rows]) for name in columns
        },
    }
    return told if widest is result else {**told, "widest": _widest(result, widest)}


def _widest(result: Result, widest: Result) -> dict[str, Any]:
    """Return what the answer between all tiers has beyond that between some.

    These rows stand among those in the same order, since a row is there for what it is alone.
    """
    own = {row["finding"] for row in result.rows}
    summary = widest.summary
    return {
        "length": len(widest.rows),
        "further": [at for at, row in enumerate(widest.rows) if row["finding"] not in own],
        "summary": {
            name: summary[name] for name in summary if summary[name] != result.summary.get(name)
        },
    }


def _column(scene: Scene, name: str, values: Sequence[Any]) -> dict[str, Any]:
    """Return a column: numbers of items, -1 for none, or lists of them; else its values."""
    number = scene.number
    if name not in _OF_ITEMS:
        return {"values": list(values)}
    if all(one is None or (isinstance(one, str) and one in number) for one in values):
        return {"items": [-1 if one is None else number[one] for one in values]}
    if all(isinstance(some, list) and set(some) <= number.keys() for some in values):
        return {"lists": [[number[one] for one in some] for some in values]}
    return {"values": list(values)}


def _sayings(scene: Scene) -> dict[str, tuple[str, str]]:
    """Return in both languages what the contradictions say, without their details."""
    is_english = scene.parameters.language == "en"
    codes = {row["rule"] for row in scene.results["contradictions"].rows}
    return {SAYS[code][is_english]: SAYS[code] for code in sorted(codes)}


def _rules(scene: Scene) -> dict[str, Any]:
    """Return what is told of each code that a finding has, also where it is waived."""
    found = {
        code_of(row["finding"])
        for result in scene.everything
        for rows in (result.rows, *(result.summary.get(name, ()) for name in _BESIDE_THE_ROWS))
        for row in rows
        if row["finding"]
    }
    return {
        code: {
            "severity": str(EXPLANATIONS[code].severity),
            "title": EXPLANATIONS[code].title,
            "meaning": EXPLANATIONS[code].meaning,
            "remedy": EXPLANATIONS[code].remedy,
        }
        for code in sorted(found)
    }
