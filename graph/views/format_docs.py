"""Format 1 as Markdown, for data/README.md: a table for each kind, an example for each field."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from graph.model.fields import DEFAULTS, DEFAULTS_FOR, FIELDS, LISTS, Field, FieldType
from graph.model.vocabulary import NodeKind
from graph.views.words import KINDS, word

Examples = Mapping[str, str]  # The YAML after `field: `.

_HANDOFFS = "[{id: H-101, subject: น้ำท่วมซ้ำในซอย, from: D5012, to: B1100}]"
EXAMPLES: Mapping[NodeKind, Examples] = {
    NodeKind.POLICY: {
        "id": "P166",
        "title": "{th: ลดจุดเสี่ยงน้ำท่วม, en: Cut flood risk points}",
        "dimensions": "[infrastructure]",
        "owner": "[B1100]",
        "strategies": "[S1.3]",
        "supersedes": "[P012]",
        "valid_from": "2022-06-01",
        "valid_to": "2026-05-31",
    },
    NodeKind.STRATEGY: {
        "id": "S1.3",
        "title": "{th: ปลอดภัยพิบัติ, en: Free of disasters}",
        "owner": "[B1100, B1900]",
        "part_of": "S1",
    },
    NodeKind.OBJECTIVE: {
        "id": "O-2567-1.4",
        "title": "{th: ป้องกันและแก้ปัญหาน้ำท่วม, en: Prevent and fix floods}",
        "owner": "B1100",
        "fiscal_year": "2567",
        "strategies": "[S1.3]",
        "policies": "[P166, P168]",
        "areas": "[A-bkk]",
        "key_results": "[{id: KR-1, title: {th: จุดเสี่ยงน้ำท่วม, en: Flood points}, target: 212}]",
    },
    NodeKind.KEY_RESULT: {
        "id": "KR-2567-1.4.05",
        "title": "{th: แก้ไขจุดเสี่ยงน้ำท่วม, en: Flood risk points fixed}",
        "code": '"1.4.05"',
        "owner": "B1100",
        "kpi": "KPI-1.3.1.1",
        "baseline": "0",
        "target": "212",
        "weight": "1",
        "handoffs": _HANDOFFS,
    },
    NodeKind.PROJECT: {
        "id": "PRJ-11000000-4061",
        "title": "{th: อุโมงค์ระบายน้ำคลองเปรมประชากร, en: Prem Prachakorn tunnel}",
        "lead": "B1100",
        "supports": "[D5012, B1000]",
        "key_results": "[KR-2567-1.4.05]",
        "fiscal_year": "2567",
        "budget": "1500000",
        "spent": "0",
        "status": "active",
        "progress": "40",
        "start": "2023-10-01",
        "end": "2024-09-30",
        "areas": "[A1005]",
        "handoffs": _HANDOFFS,
    },
    NodeKind.UNIT: {
        "id": "B1100",
        "title": "{th: สำนักการระบายน้ำ, en: Drainage and Sewerage Department}",
        "kind": "bureau",
        "abbreviation": "สนน.",
        "part_of": "BMA",
        "areas": "[A-bkk]",
        "sector": "infrastructure and safety",
    },
    NodeKind.KPI: {
        "id": "KPI-1.3.1.1",
        "title": "{th: จุดเสี่ยงน้ำท่วมที่ได้รับการแก้ไข, en: Flood risk points fixed}",
        "strategy": "S1.3",
        "owner": "B1100",
    },
    NodeKind.AREA: {
        "id": "A1005",
        "title": "{th: เขตบางเขน, en: Bang Khen District}",
        "kind": "district",
        "part_of": "Z-north",
    },
    NodeKind.HANDOFF: {
        "id": "H-101",
        "subject": "{th: น้ำท่วมซ้ำในซอย, en: Floods again in the soi}",
        "item": "PRJ-11000000-4061",
        "from": "D5012",
        "to": "B1100",
        "asked_on": "2024-06-05",
        "due_on": "2024-09",
        "accepted_on": "2024-06-07",
        "returned_on": "2024-06-20",
        "done_on": "2024-08-30",
        "state": "done",
        "reason": "the pipe belongs to the bureau",
    },
    NodeKind.DIMENSION: {"id": "infrastructure", "title": "{th: โครงสร้างดี, en: Infrastructure}"},
}
COMMON_EXAMPLES: Examples = {
    "source": "https://policy.bangkok.go.th/tracking",
    "note": "Row 9 of 300",
    "external_ids": '{bma_plan: "11000000-4061"}',
    "basis": "inferred",
}
RECORD_EXAMPLES: Mapping[str, Examples] = {
    "measure": {"unit": "จุด", "direction": "increase", "aggregation": "sum"},
    "check_ins": {"as_of": "2024-08-12", "value": "116"},
    "allocations": {"unit": "D5012", "target": "4", "actual": "3"},
    "waive": {
        "rule": "TRC201",
        "reason": "its key result comes with the plan of 2570",
        "by": "สยป.",
        "until": "2027-03-31",
    },
}
DEFAULT_EXAMPLES: Examples = {
    "owner": "B1100",
    "lead": "B1100",
    "fiscal_year": "2567",
    "source": "https://policy.bangkok.go.th/tracking",
    "basis": "stated",
}

COMMON = tuple(
    field
    for field in FIELDS[NodeKind.DIMENSION]
    if not field.required and all(field in fields for fields in FIELDS.values())
)
_KIND_HEAD = ("field", "holds", "meaning", "relation that it states", "required", "example")
_HEAD = ("field", "holds", "meaning", "required", "example")


def kinds() -> str:
    """Return a heading, a sentence and a table for each kind of item."""
    return "\n\n".join(_kind(kind) for kind in NodeKind)


def common() -> str:
    """Return the table of the fields that every item may have."""
    return _fields(COMMON, COMMON_EXAMPLES, "every item")


def records() -> str:
    """Return a heading and a table for each field that holds mappings."""
    found = {one.name: one for fields in FIELDS.values() for one in fields if one.fields}
    parts = [
        f"### `{name}`\n\n{_fields(one.fields, RECORD_EXAMPLES[name], name)}"
        for name, one in found.items()
    ]
    return "\n\n".join(parts)


def defaults() -> str:
    """Return the table of what may stand under `defaults`."""
    examples = _complete(DEFAULTS, DEFAULT_EXAMPLES, "defaults")
    rows = [
        (f"`{one.name}`", _holds(one), _used_for(one.name), f"`{examples[one.name]}`")
        for one in DEFAULTS
    ]
    return table(("field", "holds", "used for", "example"), rows)


def sample(kind: NodeKind) -> str:
    """Return a source file with one item of the kind that has every field, as in its examples."""
    lines = ["format: 1", "defaults:", *(f"  {k}: {v}" for k, v in DEFAULT_EXAMPLES.items())]
    own = [one for one in FIELDS[kind] if not one.implied]
    written = [f"{one.name}: {_example(kind, one)}" for one in own]
    name = next((name for name, listed in LISTS.items() if listed is kind), None)
    margin = "  "
    if name is None:
        outer, name = next(_outer(kind))
        around = next(name for name, listed in LISTS.items() if listed is outer)
        lines += [f"{around}:", "  - id: around", "    title: {th: ก, en: A}", f"    {name}:"]
        margin = "      "
    else:
        lines.append(f"{name}:")
    lines += [f"{margin}{'- ' if n == 0 else '  '}{one}" for n, one in enumerate(written)]
    return "\n".join(lines) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table; numbers stand at the right and have separators."""
    body = list(rows)
    columns = [[row[n] for row in body] for n in range(len(head))]
    rule = ["--:" if all(isinstance(c, int) for c in column) else "---" for column in columns]
    lines = [list(head), rule]
    lines += [[f"{c:,}" if isinstance(c, int) else str(c) for c in row] for row in body]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _kind(kind: NodeKind) -> str:
    own = [one for one in FIELDS[kind] if one not in COMMON]
    _complete([one for one in own if not (one.fields or one.implied)], EXAMPLES[kind], kind.noun)
    rows = [
        (
            f"`{one.name}`",
            _holds(one),
            one.meaning,
            _relation(kind, one),
            "yes" if one.required else "",
            "" if one.implied else f"`{_example(kind, one)}`",
        )
        for one in own
    ]
    heading = f"### {kind.noun[0].upper()}{kind.noun[1:]} ({word(KINDS, kind, 'th')})"
    return f"{heading}\n\n{_place(kind)}\n\n{table(_KIND_HEAD, rows)}"


def _fields(fields: Sequence[Field], examples: Examples, owner: str) -> str:
    _complete([one for one in fields if not one.fields], examples, owner)
    rows = [
        (
            f"`{one.name}`",
            _holds(one),
            one.meaning,
            "yes" if one.required else "",
            f"`{_record(one) if one.fields else examples[one.name]}`",
        )
        for one in fields
    ]
    return table(_HEAD, rows)


def _complete(fields: Iterable[Field], examples: Examples, owner: str) -> Examples:
    """Return the examples of these fields; refuse a gap, and one for a field that is not there."""
    names = {one.name for one in fields}
    if wrong := sorted(names ^ examples.keys()):
        raise ValueError(f"{owner}: each field needs one example, but see {', '.join(wrong)}")
    return examples


def _example(kind: NodeKind, field: Field) -> str:
    if field.fields:
        return _record(field)
    return (COMMON_EXAMPLES if field in COMMON else EXAMPLES[kind])[field.name]


def _record(field: Field) -> str:
    pairs = ", ".join(f"{name}: {text}" for name, text in RECORD_EXAMPLES[field.name].items())
    return f"[{{{pairs}}}]" if field.type is FieldType.RECORDS else f"{{{pairs}}}"


def _holds(field: Field) -> str:
    if field.implied:
        return "not written"
    if field.choices:
        return "one of " + ", ".join(f"`{one}`" for one in field.choices)
    if field.items:
        return f"a list of {field.items.noun}s"
    return f"{field.type}: [fields](#{field.name})" if field.fields else str(field.type)


def _relation(kind: NodeKind, field: Field) -> str:
    """Return the arrow as a sentence, read in the order of the chain."""
    relation = field.relation
    if relation is None:
        return ""
    there = " or ".join(one.noun for one in field.named_kinds(kind))
    start, end = (kind.noun, there) if field.is_source else (there, kind.noun)
    return f"`{relation.name}`: {start} {relation.forward} {end}"


def _place(kind: NodeKind) -> str:
    """Return where in a file items of the kind may stand."""
    names = [name for name, listed in LISTS.items() if listed is kind]
    places = ["at the top of a file" for _ in names]
    outer = list(_outer(kind))
    if outer:
        places.append("inside " + " or ".join(one.a_noun for one, _ in outer))
        names += [name for _, name in outer]
    return f"A list `{names[0]}` {' or '.join(places)}."


def _outer(kind: NodeKind) -> Iterator[tuple[NodeKind, str]]:
    for outer, fields in FIELDS.items():
        yield from ((outer, one.name) for one in fields if one.items is kind)


def _used_for(name: str) -> str:
    every = set(DEFAULTS_FOR[name]) == set(NodeKind)
    return "all items" if every else " and ".join(f"{kind.noun}s" for kind in DEFAULTS_FOR[name])
