"""A strict reading of format 1 with PyYAML alone, to hold the generator of cities to it.

It knows nothing of policytrace, so that the two do not share a mistake. It demands more than the
format does: every date of an objective or project lies in its fiscal year.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

Item = dict[str, Any]
Reads = Callable[[object], bool]

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def _text(value: object) -> bool:
    return isinstance(value, str) and value == unicodedata.normalize("NFC", value) != ""


def _id(value: object) -> bool:
    return isinstance(value, str) and bool(_ID.fullmatch(value))


def _ids(value: object) -> bool:
    return isinstance(value, list) and all(map(_id, value)) and len(set(value)) == len(value)


def _owner(value: object) -> bool:
    return _id(value) or _ids(value)


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _amount(value: object) -> bool:
    return _number(value) and value >= 0  # type: ignore[operator]  # _number has just made sure


def _percent(value: object) -> bool:
    return _amount(value) and value <= 100  # type: ignore[operator]  # as above


def _year(value: object) -> bool:
    return type(value) is int and 2500 < value < 2600


def _day(value: object) -> bool:
    return type(value) is date


def _partial(value: object) -> bool:
    if isinstance(value, str):
        return bool(_MONTH.fullmatch(value))
    return _day(value) or (type(value) is int and 1900 < value < 2100)


def _title(value: object) -> bool:
    if isinstance(value, dict):
        return bool(value) and set(value) <= {"th", "en"} and all(map(_text, value.values()))
    return _text(value)


def _texts(value: object) -> bool:
    return isinstance(value, dict) and all(_text(k) and _text(v) for k, v in value.items())


def _basis(value: object) -> bool:
    words = ("stated", "inferred")
    return value in words or (_texts(value) and all(v in words for v in value.values()))  # type: ignore[attr-defined]  # _texts has just made sure


def _one_of(words: str) -> Reads:
    return lambda value: value in words.split()


def _record(**fields: Reads) -> Reads:
    return lambda value: (
        isinstance(value, dict)
        and set(value) <= set(fields)
        and all(fields[key](each) for key, each in value.items())
    )


def _list_of(reads: Reads) -> Reads:
    return lambda value: isinstance(value, list) and all(map(reads, value))


def _items(value: object) -> bool:
    return isinstance(value, list)  # Each is read on its own.


_MEASURE = _record(
    unit=_text,
    direction=_one_of("increase decrease maintain"),
    aggregation=_one_of("sum mean latest max"),
)
_COMMON: dict[str, Reads] = {
    "id": _id,
    "title": _title,
    "source": _text,
    "note": _text,
    "external_ids": _texts,
    "basis": _basis,
    "waive": _list_of(_record(rule=_text, reason=_text, by=_text, until=_day)),
}
_FIELDS: dict[str, dict[str, Reads]] = {
    "dimensions": {},
    "policies": {
        "dimensions": _ids,
        "owner": _owner,
        "strategies": _ids,
        "supersedes": _ids,
        "valid_from": _day,
    },
    "strategies": {"owner": _owner, "part_of": _id},
    "kpis": {"strategy": _id, "measure": _MEASURE, "owner": _owner},
    "units": {
        "kind": _one_of("city district bureau office division section external"),
        "abbreviation": _text,
        "part_of": _id,
        "areas": _ids,
        "sector": _text,
    },
    "areas": {"kind": _one_of("city zone district subdistrict"), "part_of": _id},
    "objectives": {
        "owner": _owner,
        "fiscal_year": _year,
        "strategies": _ids,
        "policies": _ids,
        "areas": _ids,
        "key_results": _items,
    },
    "key_results": {
        "code": _text,
        "owner": _owner,
        "kpi": _id,
        "measure": _MEASURE,
        "baseline": _number,
        "target": _number,
        "check_ins": _list_of(_record(as_of=_day, value=_number)),
        "allocations": _list_of(_record(unit=_id, target=_number, actual=_number)),
        "weight": _amount,
        "handoffs": _items,
    },
    "projects": {
        "lead": _id,
        "supports": _ids,
        "key_results": _ids,
        "fiscal_year": _year,
        "budget": _amount,
        "spent": _amount,
        "status": _one_of("planned active done paused cancelled unreported"),
        "progress": _percent,
        "start": _day,
        "end": _day,
        "areas": _ids,
        "handoffs": _items,
    },
    "handoffs": {
        "item": _id,
        "subject": _title,
        "from": _id,
        "to": _id,
        **dict.fromkeys(("asked_on", "due_on", "accepted_on", "returned_on", "done_on"), _partial),
        "state": _one_of("waiting accepted returned done withdrawn"),
        "reason": _text,
    },
}
_NEEDED = {
    "units": {"id", "title", "kind"},
    "areas": {"id", "title", "kind"},
    "handoffs": {"id", "subject", "from", "to"},
}
_DEFAULTS = _record(owner=_owner, lead=_id, fiscal_year=_year, source=_text, basis=_basis)
_REFERENCES: dict[tuple[str, str], tuple[str, ...]] = {
    ("policies", "dimensions"): ("dimensions",),
    ("policies", "strategies"): ("strategies",),
    ("policies", "supersedes"): ("policies",),
    ("strategies", "part_of"): ("strategies",),
    ("units", "part_of"): ("units",),
    ("areas", "part_of"): ("areas",),
    ("kpis", "strategy"): ("strategies",),
    ("objectives", "strategies"): ("strategies",),
    ("objectives", "policies"): ("policies",),
    ("key_results", "kpi"): ("kpis",),
    ("projects", "key_results"): ("key_results",),
    ("projects", "lead"): ("units",),
    ("projects", "supports"): ("units",),
    ("handoffs", "from"): ("units",),
    ("handoffs", "to"): ("units",),
    ("handoffs", "item"): ("projects", "key_results"),
    **{(kind, "owner"): ("units",) for kind in _FIELDS},
    **{(kind, "areas"): ("areas",) for kind in _FIELDS},
}


class _Loader(yaml.CSafeLoader):
    """Refuses a key that stands twice, which PyYAML takes in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        if len(set(keys)) < len(keys):
            raise yaml.YAMLError(f"a key stands twice: {node.start_mark}")
        return super().construct_mapping(node, deep=deep)


@dataclass
class Report:
    """What a reading found."""

    problems: list[str] = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=dict)  # Of an id.
    items: list[tuple[str, Item]] = field(default_factory=list)
    files: int = 0

    def summary(self) -> str:
        """Return the counts on one line."""
        counts = Counter(kind for kind, _ in self.items)
        told = ", ".join(f"{many} {kind}" for kind, many in sorted(counts.items()))
        return f"{self.files} files, {told}; {len(self.problems)} problems"


def check_city(folder: Path) -> Report:
    """Read a folder of sources and collect everything that format 1 forbids."""
    report = Report()
    for path in sorted(folder.rglob("*.yaml")):
        report.files += 1
        text = path.read_text(encoding="utf-8")
        if not text.startswith("# SYNTHETIC"):
            report.problems.append(f"{path}: its first comment does not say that it is synthetic")
        data = yaml.load(text, Loader=_Loader)  # noqa: S506 a safe loader with one more rule
        report.problems += [f"{path}: {problem}" for problem in _read_file(data, report)]
    report.problems += _dangling(report)
    report.problems += _cycles(report)
    return report


def _read_file(data: Item, report: Report) -> Iterator[str]:
    defaults = data.pop("defaults", {})
    if data.pop("format", None) != 1 or not _DEFAULTS(defaults):
        yield "format or defaults"
    for kind, listed in data.items():
        if kind not in _FIELDS or kind == "key_results":
            yield f"unknown list {kind}"
        else:
            for item in listed:
                yield from _read_item(kind, item, defaults, report)


def _read_item(kind: str, item: Item, inherited: Item, report: Report) -> Iterator[str]:
    name = item.get("id")
    fields = {**_COMMON, **_FIELDS[kind]}
    if kind == "handoffs":
        del fields["title"]
    for key, value in item.items():
        if key not in fields or not fields[key](value):
            yield f"{name}: {key}: {value!r}"
    if missing := _NEEDED.get(kind, {"id", "title"}) - set(item):
        yield f"{name}: lacks {missing}"
    if name in report.kinds:
        yield f"{name}: declared twice"
    report.kinds[str(name)] = kind
    report.items.append((kind, item))
    year = item.get("fiscal_year", inherited.get("fiscal_year"))
    if year:
        yield from (f"{name}: {day} is not in {year}" for day in _days(item) if not _in(day, year))
    yield from _order(item)
    for nested in ("key_results", "handoffs"):
        for inner in item.get(nested, []):
            if isinstance(inner, dict):
                yield from _read_item(nested, inner, {"fiscal_year": year}, report)


def _days(item: Item) -> list[date]:
    values = [value for key, value in item.items() if key not in {"valid_from", "waive"}]
    values += [check_in["as_of"] for check_in in item.get("check_ins", [])]
    return [value for value in values if type(value) is date]


def _in(day: date, year: int) -> bool:
    return date(year - 544, 10, 1) <= day <= date(year - 543, 9, 30)


def _order(item: Item) -> Iterator[str]:
    """Hold what comes first to come first, and spent money to be within the budget."""
    for early, late in (
        ("start", "end"),
        ("asked_on", "due_on"),
        ("asked_on", "accepted_on"),
        ("asked_on", "returned_on"),
        ("accepted_on", "done_on"),
    ):
        first, last = item.get(early), item.get(late)
        if type(first) is date and type(last) is date and first > last:
            yield f"{item['id']}: {early} after {late}"
    if item.get("spent", 0) > item.get("budget", 0):
        yield f"{item['id']}: spent more than its budget"
    if "from" in item and item["from"] == item.get("to"):
        yield f"{item['id']}: from and to are one unit"
    basis = item.get("basis")
    if isinstance(basis, dict) and not set(basis) <= set(item):
        yield f"{item['id']}: basis of a field that is absent"


def _dangling(report: Report) -> Iterator[str]:
    for kind, item in report.items:
        for key, value in item.items():
            wanted = _REFERENCES.get((kind, key))
            for name in (value if isinstance(value, list) else [value]) if wanted else []:
                if report.kinds.get(name) not in (wanted or ()):
                    yield f"{item['id']}: {key}: {name} is no {wanted}"
        for part in item.get("allocations", []):
            if report.kinds.get(part["unit"]) != "units":
                yield f"{item['id']}: allocations: {part['unit']} is no unit"


def _cycles(report: Report) -> Iterator[str]:
    above = {item["id"]: item["part_of"] for _, item in report.items if "part_of" in item}
    for name in above:
        steps, here = 0, name
        while here in above and steps < 10:
            steps, here = steps + 1, above[here]
        if steps == 10:
            yield f"{name}: part of itself"
