"""Whatever two cities hold: what differs is what a slow and obvious comparison of the data finds.

The comparison here reads plain data as a YAML loader gives it, and shares no code with the program.
"""

import dataclasses
import datetime as dt
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st

from graph import app
from graph.app import differences
from graph.reports.comparison import Comparison
from graph.reports.differences import Differences
from tests import strategies
from tests.builders import AS_OF

Data: TypeAlias = dict[str, Any]
Facts: TypeAlias = dict[str, tuple[str, dict[str, Any]]]  # By id: the list, and the fields.
Arrow: TypeAlias = tuple[str, str, str]

NESTED = {"key_results": "objective", "handoffs": "item"}
DEFAULTS = {
    "owner": ("objectives", "kpis"),
    "lead": ("projects",),
    "fiscal_year": ("objectives", "projects"),
}
# The relation that a field states, and whether the item that has the field is where it starts.
STATED = {
    ("policies", "strategies"): ("ADVANCES", True),
    ("policies", "supersedes"): ("SUPERSEDES", True),
    ("policies", "dimensions"): ("IN_DIMENSION", True),
    ("kpis", "strategy"): ("TRACKED_BY", False),
    ("units", "areas"): ("SERVES", True),
    ("objectives", "strategies"): ("HAS_OBJECTIVE", False),
    ("objectives", "policies"): ("CALLS_FOR", False),
    ("objectives", "areas"): ("TARGETS", True),
    ("key_results", "objective"): ("HAS_KEY_RESULT", False),
    ("key_results", "kpi"): ("MEASURED_BY", True),
    ("projects", "lead"): ("LED_BY", True),
    ("projects", "supports"): ("SUPPORTED_BY", True),
    ("projects", "key_results"): ("DELIVERED_BY", False),
    ("projects", "areas"): ("TARGETS", True),
    ("handoffs", "item"): ("HANDED_OVER", False),
    ("handoffs", "from"): ("FROM_UNIT", True),
    ("handoffs", "to"): ("TO_UNIT", True),
}


def facts_of(data: Data) -> Facts:
    """Every item, with the defaults where it is silent, and what it stands in."""
    facts: Facts = {}

    def note(list_name: str, item: Data, parent: Data) -> None:
        said = {name: one for name, one in item.items() if one is not None} | parent
        for name, one in data.get("defaults", {}).items():
            if list_name in DEFAULTS.get(name, (list_name,)):
                said.setdefault(name, one)
        facts[item["id"]] = (list_name, said)
        for name, field in NESTED.items():
            for inner in item.get(name) or () if (list_name, name) not in STATED else ():
                note(name, inner, {field: item["id"]})

    for list_name, items in data.items():
        for item in items if isinstance(items, list) else ():
            note(list_name, item, {})
    return facts


def plain(name: str, value: Any) -> Any:
    """A value as it counts: no order in a list, one id as good as a list of one."""
    if name == "basis":
        return basis_of(value)
    if name in ("title", "subject"):
        return value if isinstance(value, dict) else {"th": value}
    if name == "owner" and isinstance(value, str):
        value = [value]
    if isinstance(value, list):
        return sorted(json.dumps(one, sort_keys=True, default=str) for one in value)
    if name.endswith("_on"):
        return str(value)
    return str(value) if isinstance(value, dt.date) else value


def basis_of(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: one for name, one in value.items() if one != "stated"} or "stated"
    return value or "stated"


def changed_fields(old: Data, new: Data) -> set[str]:
    empty = {"external_ids": {}, "measure": {}, "basis": "stated"}
    return {
        name
        for name in {*old, *new} - {"id", "handoffs"}
        if plain(name, old.get(name, empty.get(name)))
        != plain(name, new.get(name, empty.get(name)))
    }


def changes(before: Facts, after: Facts) -> dict[tuple[str, str], set[str]]:
    """Each change and its item, with the fields that differ."""
    found: dict[tuple[str, str], set[str]] = {}
    for item_id in {*before, *after}:
        old, new = before.get(item_id), after.get(item_id)
        if old and new and old[0] == new[0]:
            nested = {"key_results"} if old[0] == "objectives" else set()
            if fields := changed_fields(old[1], new[1]) - nested:
                found["changed", item_id] = fields
            continue
        if old:
            found["removed", item_id] = set()
        if new:
            found["added", item_id] = set()
    return found


def arrows(facts: Facts) -> dict[Arrow, str]:
    """Every arrow with its basis."""
    found: dict[Arrow, str] = {}
    for item_id, (list_name, said) in facts.items():
        for name, value in said.items():
            if name == "owner":
                relation, forward = "OWNED_BY", True
            elif name == "part_of":
                relation, forward = "PART_OF", True
            elif name == "allocations":
                relation, forward = "ALLOCATED_TO", True
            elif (list_name, name) in STATED:
                relation, forward = STATED[list_name, name]
            else:
                continue
            basis = said.get("basis", "stated")
            basis = basis.get(name, "stated") if isinstance(basis, dict) else basis
            for one in value if isinstance(value, list) else [value]:
                other = one["unit"] if isinstance(one, dict) else one
                ends = (item_id, other) if forward else (other, item_id)
                found[relation, *ends] = basis
    return found


def arrow_changes(before: Facts, after: Facts) -> dict[Arrow, tuple[str | None, str | None]]:
    old, new = arrows(before), arrows(after)
    return {
        ends: (old.get(ends), new.get(ends))
        for ends in {*old, *new}
        if old.get(ends) != new.get(ends)
    }


# The program --------------------------------------------------------------------------------------


def text_of(data: Data) -> str:
    """The sources as text: JSON is YAML, and written faster."""
    return json.dumps(data, ensure_ascii=False, default=str)


def written(data: Data, folder: Path) -> Path:
    folder.mkdir()
    (folder / "all.yaml").write_text(text_of(data), encoding="utf-8")
    return folder


def scattered(data: Data, folder: Path, shuffle: Any) -> Path:
    """Write the same sources otherwise: in any order, each top-level item in a file of its own."""
    folder.mkdir()
    items = [
        (name, one) for name, found in data.items() if isinstance(found, list) for one in found
    ]
    shuffle(items)
    for number, (name, item) in enumerate(items):
        fields = list(item.items())
        shuffle(fields)
        turned = {}
        for field, value in fields:
            turned[field] = list(value) if isinstance(value, list) else value
            if isinstance(value, list):
                shuffle(turned[field])
        whole = {"defaults": data["defaults"]} if "defaults" in data else {}
        text = text_of({**whole, name: [turned]})
        (folder / f"{number}.yaml").write_text(text, encoding="utf-8")
    if not items:
        (folder / "none.yaml").write_text("format: 1\n")
    return folder


def compared(before: Path, after: Path, as_of: dt.date = AS_OF) -> Comparison:
    return differences.diff(str(before), str(after), app.Sources(folder=after), as_of)


@settings(deadline=None, max_examples=70)
@given(before=strategies.portfolios(), after=strategies.portfolios())
def test_what_differs_is_what_a_slow_comparison_finds(before: Data, after: Data) -> None:
    with TemporaryDirectory() as folder:
        one, two = written(before, Path(folder, "a")), written(after, Path(folder, "b"))
        found = compared(one, two).differences
    old, new = facts_of(before), facts_of(after)
    assert {
        (one.change, one.item.id): {
            field.field.partition("[")[0].partition(".")[0] for field in one.fields
        }
        for one in found.items
    } == changes(old, new)
    assert {
        (one.relation, one.source, one.target): (
            one.before and one.before.basis,
            one.after and one.after.basis,
        )
        for one in found.links
    } == arrow_changes(old, new)


@settings(deadline=None, max_examples=30)
@given(before=strategies.portfolios(), after=strategies.portfolios(), as_of=strategies.as_of_days())
def test_the_other_way_round_everything_is_mirrored(
    before: Data, after: Data, as_of: dt.date
) -> None:
    with TemporaryDirectory() as folder:
        one, two = written(before, Path(folder, "a")), written(after, Path(folder, "b"))
        there, back = compared(one, two, as_of), compared(two, one, as_of)
    signs = {"added": "removed", "removed": "added", "changed": "changed"}
    assert {(signs[item.change], item.item.id) for item in back.differences.items} == {
        (item.change, item.item.id) for item in there.differences.items
    }
    assert {
        (item.item.id, field.field): (field.new, field.old, field.after.line, field.before.line)
        for item in back.differences.items
        for field in item.fields
    } == {
        (item.item.id, field.field): (field.old, field.new, field.before.line, field.after.line)
        for item in there.differences.items
        for field in item.fields
    }
    assert [
        dataclasses.replace(link, before=link.after, after=link.before)
        for link in back.differences.links
    ] == list(there.differences.links)
    assert {(new, old) for old, new in ids(back.differences.renames)} == ids(
        there.differences.renames
    )
    assert names(back.findings.new) == names(there.findings.fixed)
    assert names(back.findings.fixed) == names(there.findings.new)
    assert names(back.findings.still) == names(there.findings.still)


def ids(renames: Any) -> set[tuple[str, str]]:
    return {(one.before.id, one.after.id) for one in renames}


def names(findings: Any) -> list[str]:
    return [one.id for one in findings]


@settings(deadline=None, max_examples=30)
@given(data=strategies.portfolios(), chance=st.randoms(use_true_random=False))
def test_the_same_in_another_order_and_other_files_does_not_differ(data: Data, chance: Any) -> None:
    with TemporaryDirectory() as folder:
        one = written(data, Path(folder, "a"))
        two = scattered(data, Path(folder, "b"), chance.shuffle)
        found = compared(one, two)
    assert found.differences == Differences()
    assert found.findings.new == found.findings.fixed == ()


@settings(deadline=None, max_examples=30)
@given(before=strategies.portfolios(), after=strategies.portfolios(), as_of=strategies.as_of_days())
def test_findings_are_those_of_the_reports_on_either_side(
    before: Data, after: Data, as_of: dt.date
) -> None:
    from graph.reports.registry import REPORTS
    from graph.reports.result import Parameters

    with TemporaryDirectory() as folder:
        one, two = written(before, Path(folder, "a")), written(after, Path(folder, "b"))
        found = compared(one, two, as_of).findings
        asked = Parameters(as_of=as_of)
        old, new = (
            {
                row["finding"]
                for result in app.ask(app.open_graph(side), list(REPORTS), asked)
                for row in result.rows
                if row["finding"]
            }
            for side in (one, two)
        )
    assert names(found.new) == sorted(new - old)
    assert names(found.fixed) == sorted(old - new)
    assert names(found.still) == sorted(old & new)


@settings(deadline=None, max_examples=25)
@given(
    before=strategies.portfolios(),
    after=strategies.portfolios(),
    language=st.sampled_from(app.LANGUAGES),
    columns=st.integers(20, 200),
)
def test_every_format_holds_every_change(
    before: Data, after: Data, language: str, columns: int
) -> None:
    with TemporaryDirectory() as folder:
        one, two = written(before, Path(folder, "a")), written(after, Path(folder, "b"))
        found = compared(one, two)

    def text(form: str) -> str:
        return differences.render(found, language, app.Layout(format=form, columns=columns))

    whole = json.loads(text("json"))
    assert whole == json.loads(json.dumps(found.as_json(language)))
    assert whole["summary"]["items"] == {
        change: sum(1 for item in whole["items"] if item["change"] == change)
        for change in ("added", "removed", "changed")
    }
    for written_text in (text("table"), text("md").replace("\\", "")):
        for item in whole["items"]:
            assert item["id"] in written_text
            assert all(field["field"] in written_text for field in item["fields"])
        for finding in (*whole["new_findings"], *whole["fixed_findings"]):
            assert finding["finding"] in written_text
