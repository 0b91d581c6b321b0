"""The schema for editors says what `check` says, as far as a schema can.

Validated by the package jsonschema, over YAML as editors read it; `check` reads with
`graph.sources`. What only `check` finds is listed in data/README.md.
"""

import copy
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from jsonschema.exceptions import best_match

from graph.app import schema as use_case
from graph.model.explanations import EXPLANATIONS, Explanation
from graph.model.fields import DEFAULTS, FIELDS, LISTS, Field
from graph.model.rules import RULES
from graph.model.vocabulary import NodeKind
from graph.problems import Severity
from graph.views.format_docs import sample
from tests.commands import ROOT, run
from tests.strategies import portfolios
from tests.test_reading_anything import VALID, check
from tests.yaml_core import load

DATA = ROOT / "data"
ASSETS = Path(__file__).parent / "assets"
SCHEMA = json.loads(use_case.schema())
THAI_AND_ENGLISH = re.compile("[ก-๛].* — .*[A-Za-z]")
# Errors of `check` that a schema of one file cannot know: what other items say, the order of
# dates, what is twice, where a unit's tier comes from.
BEYOND = {"SRC109", "SRC130", "SRC140", "SRC141", "SRC142", "SRC143", "SRC150", "SRC154"}


@cache
def validator() -> Draft7Validator:
    return Draft7Validator(SCHEMA, format_checker=Draft7Validator.FORMAT_CHECKER)


def refusal(text: str) -> str | None:
    """What an editor would say about a file, in one line."""
    found = best_match(validator().iter_errors(load(text)))
    return None if found is None else f"{found.json_path}: {found.message}"


def errors(text: str) -> list[str]:
    """What `check` says about a file, as far as a schema could."""
    found = check(text.encode()).at_least(Severity.ERROR)
    return [str(one) for one in found if one.code not in BEYOND]


# The schema itself --------------------------------------------------------------------------------


def test_schema_is_a_schema_of_draft_7() -> None:
    Draft7Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == Draft7Validator.META_SCHEMA["$schema"]


def test_schema_beside_the_data_is_the_one_of_this_program() -> None:
    text = (DATA / "schema.json").read_text(encoding="utf-8")
    assert text == use_case.schema(), "policytrace schema -o data/schema.json writes it anew"


def test_schema_is_printed_or_written(home: Path) -> None:
    printed = run("schema")
    written = run("schema", "--output", "editor/schema.json")

    assert (printed.code, printed.out, printed.err) == (0, use_case.schema(), "")
    assert (written.code, written.out, written.err) == (0, "", "wrote editor/schema.json\n")
    assert Path("editor/schema.json").read_bytes() == printed.data


def test_schema_that_cannot_be_written_is_one_sentence(home: Path) -> None:
    Path("taken").write_text("", encoding="utf-8")
    ran = run("schema", "--output", "taken/schema.json")
    assert ran.code == 2
    assert ran.err.startswith("Error: cannot write to 'taken/schema.json': ")


def properties_of(schema: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(schema, dict):
        for name, one in schema.get("properties", {}).items():
            yield name, one
        for one in schema.values():
            yield from properties_of(one)
    elif isinstance(schema, list):
        for one in schema:
            yield from properties_of(one)


def test_every_field_is_described_in_thai_and_english() -> None:
    shown = [(kind, one) for kind, fields in FIELDS.items() for one in fields if not one.implied]
    for kind, one in shown:
        said = SCHEMA["definitions"][kind]["properties"][one.name]["description"]
        assert said == f"{one.meaning_th} — {one.meaning}"
    for one in DEFAULTS:
        described = SCHEMA["properties"]["defaults"]["properties"][one.name]["description"]
        assert THAI_AND_ENGLISH.match(described)


def test_every_choice_is_described_in_thai_and_english() -> None:
    chosen = [one for _, one in properties_of(SCHEMA) if "enum" in one]
    assert len(chosen) >= 7
    for one in chosen:
        assert len(one["enumDescriptions"]) == len(one["enum"])
        assert all(THAI_AND_ENGLISH.match(said) for said in one["enumDescriptions"])


def test_waiver_is_offered_the_rules_and_may_name_another() -> None:
    rule, _ = SCHEMA["definitions"]["waive"]["properties"]["rule"]["anyOf"]
    assert sorted(rule["enum"]) == sorted(RULES)
    assert all(THAI_AND_ENGLISH.match(said) for said in rule["enumDescriptions"])
    assert refusal(UNIT + "    waive: [{rule: TRC999, reason: ก}]\n") is None


@pytest.mark.parametrize("kind", NodeKind)
def test_snippet_of_a_kind_holds_what_it_needs(kind: NodeKind) -> None:
    definition = SCHEMA["definitions"][kind]
    (snippet,) = definition["defaultSnippets"]
    assert list(snippet["body"]) == definition["required"]


# Files that are right -----------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.yaml")), ids=lambda path: path.name)
def test_shipped_file_fits_the_schema_and_names_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert refusal(text) is None
    first = text.partition("\n")[0]
    assert first.startswith("# yaml-language-server: $schema=")
    assert (path.parent / first.partition("=")[2]).resolve() == DATA / "schema.json"


@pytest.mark.parametrize(
    "path", sorted(ASSETS.rglob("*.yaml")), ids=lambda path: "/".join(path.parts[-2:])
)
def test_sources_of_the_tests_fit_the_schema_unless_check_finds_an_error(path: Path) -> None:
    try:
        text = path.read_text(encoding="utf-8")
        load(text)
    except (UnicodeDecodeError, yaml.YAMLError):
        assert check(path.read_bytes()).at_least(Severity.ERROR)
        return
    if not check(text.encode()).at_least(Severity.ERROR):
        assert refusal(text) is None


@pytest.mark.parametrize("kind", NodeKind)
def test_item_with_every_field_fits_the_schema(kind: NodeKind) -> None:
    assert refusal(sample(kind)) is None


def test_all_ways_to_write_a_value_fit_the_schema() -> None:
    assert check(VALID.encode()).at_least(Severity.ERROR) == []
    assert refusal(VALID) is None


@pytest.mark.parametrize("told", EXPLANATIONS.values(), ids=EXPLANATIONS)
def test_examples_of_the_codes_fit_the_schema_when_mended(told: Explanation) -> None:
    if not check(told.example.mended.encode()).at_least(Severity.ERROR):
        assert refusal(told.example.mended) is None


@given(data=portfolios())
@settings(deadline=None)
def test_random_sources_fit_the_schema(data: dict[str, Any]) -> None:
    text = dumped(data)
    assert errors(text) == []
    assert refusal(text) is None


# Files that are wrong -----------------------------------------------------------------------------

UNIT = "units:\n  - id: B1\n    title: สำนัก\n    kind: bureau\n"
PROJECT = "projects:\n  - id: PRJ1\n    title: โครงการ\n"
RESULT = (
    "objectives:\n  - id: O1\n    title: ก\n    key_results:\n      - id: KR1\n        title: ก\n"
)
HANDOFF = UNIT + "handoffs:\n  - id: H1\n    subject: ก\n    from: B1\n    to: B1\n"


@pytest.mark.parametrize(
    "text",
    [
        "format: 2\n",
        "format:\n",
        "unit: []\n",
        "- a list\n",
        "units: {id: B1}\n",
        "units: [B1]\n",
        "units:\n  - \n",
        "defaults: [B1]\n",
        "defaults: {kind: bureau}\n",
        "defaults: {basis: {leed: inferred}}\n",
        "units:\n  - id: B1\n    title: ก\n",
        "units:\n  - id:\n    title: ก\n    kind: bureau\n",
        "units:\n  - id: 1.10\n    title: ก\n    kind: bureau\n",
        "units:\n  - id: ข1\n    title: ก\n    kind: bureau\n",
        "units:\n  - id: B1\n    title:\n    kind: bureau\n",
        "units:\n  - id: B1\n    title: {}\n    kind: bureau\n",
        "units:\n  - id: B1\n    title: {th:}\n    kind: bureau\n",
        'units:\n  - id: B1\n    title: ""\n    kind: bureau\n',
        'units:\n  - id: B1\n    title: {th: "  ", en: }\n    kind: bureau\n',
        'handoffs:\n  - {id: H1, subject: " ", from: B1, to: B1}\n' + UNIT,
        "units:\n  - id: B1\n    title: {th: ก, fr: b}\n    kind: bureau\n",
        "units:\n  - id: B1\n    title: 2567\n    kind: bureau\n",
        "units:\n  - id: B1\n    title: ก\n    kind: buro\n",
        UNIT + "    abbreviation: true\n",
        UNIT + "    note: {a: b}\n",
        UNIT + "    areas: A1\n",
        UNIT + "    areas: [A1, ]\n    part_of: [B2]\n",
        UNIT + "    external_ids: {a: [b]}\n",
        UNIT + "    external_ids: a\n",
        UNIT + "    basis: guessed\n",
        UNIT + "    basis: {lead: inferred}\n",
        UNIT + "    basis: {kind: guessed}\n",
        UNIT + "    waive: [{reason: ก}]\n",
        UNIT + "    waive: [{rule: 201, reason: ก}]\n",
        UNIT + "    waive: [{rule: TRC201, reason: ก, til: 2027-03-31}]\n",
        UNIT + "    waive: {rule: TRC201}\n",
        PROJECT + "    lead: [B1]\n",
        PROJECT + "    fiscal_year: 2024\n",
        PROJECT + '    fiscal_year: "2567"\n',
        PROJECT + "    fiscal_year: 2567.5\n",
        PROJECT + "    budget: 1,500,000\n",
        PROJECT + "    budget: -1\n",
        PROJECT + "    budget: ๑๕๐๐\n",
        PROJECT + "    progress: 40%\n",
        PROJECT + "    start: 2566-10-01\n",
        PROJECT + "    start: 2024-02-30\n",
        PROJECT + "    start: 2024-13-01\n",
        PROJECT + "    start: 2024-10\n",
        PROJECT + "    start: 2024\n",
        PROJECT + "    start: 1/10/2024\n",
        PROJECT + "    status: began\n",
        PROJECT + "    handoffs: [{id: H1, subject: ก, from: B1, to: B1, item: PRJ1}]\n",
        PROJECT + "    handoffs: [{id: H1, subject: ก, from: B1}]\n",
        RESULT + "        objective: O1\n",
        RESULT + "        target: มาก\n",
        RESULT + "        measure: จุด\n",
        RESULT + "        measure: {direction: up}\n",
        RESULT + "        measure: {units: จุด}\n",
        RESULT + "        check_ins: [{as_of: 2024-08-12}]\n",
        RESULT + "        check_ins: [{as_of: 2024-08, value: 1}]\n",
        RESULT + "        check_ins: [{as_of: 2024-08-12, value: }]\n",
        RESULT + "        check_ins: [2024-08-12]\n",
        RESULT + "        allocations: [{target: 4}]\n",
        RESULT + "        owner: {id: B1}\n",
        RESULT + "        owner: [ข1]\n",
        HANDOFF + "    asked_on: 2567-06\n",
        HANDOFF + "    asked_on: 2567\n",
        HANDOFF + "    asked_on: 2024-6\n",
        HANDOFF + "    asked_on: มิถุนายน\n",
        HANDOFF + "    state: late\n",
        HANDOFF + "    title: ก\n",
    ],
)
def test_mistake_is_refused_by_check_and_by_the_schema(text: str) -> None:
    assert errors(text) != []
    assert refusal(text) is not None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (PROJECT + "    lead: B9\n", "SRC140"),
        (PROJECT + "    lead: PRJ1\n", "SRC141"),
        (PROJECT + "  - id: PRJ1\n    title: ก\n", "SRC130"),
        (UNIT + "    part_of: B1\n", "SRC142"),
        ("units:\n  - id: B1\n    title: ก\n    kind: section\n", "SRC143"),
        (PROJECT + "    start: 2024-02-01\n    end: 2024-01-01\n", "SRC150"),
        (UNIT + RESULT + "        allocations: [{unit: B1}, {unit: B1}]\n", "SRC154"),
    ],
)
def test_what_takes_more_than_one_value_to_see_is_left_to_check(text: str, code: str) -> None:
    assert {one.code for one in check(text.encode()).at_least(Severity.ERROR)} == {code}
    assert refusal(text) is None


# Random mistakes ----------------------------------------------------------------------------------

WRONG: dict[str, tuple[Any, ...]] = {
    "an id": ("ก1", 5, True, ["X"], {}, "a b", "-a", ""),
    "text": (5, 1.5, True, ["x"], {"a": "b"}),
    "text, or {th: …, en: …}": (5, False, ["x"], {}, {"th": None}, {"fr": "x"}, {"th": ["x"]}),
    "one id": ("ก1", 5, ["X"], {}, "a b", "_a"),
    "a list of ids": ("X", 5, {}, ["ก1"], [5], [None], [["X"]]),
    "one id or a list of ids": (5, {}, "ก1", ["ก1"], [None], [5]),
    "a Buddhist-era year such as 2567": (2024, "2567", 2399, 2701, 2567.5, [2567]),
    "a number": ("5", "มาก", True, [5], {}),
    "a number of baht": ("5", -1, -0.5, "1,500", True, [5]),
    "a number from 0 to 100": ("5", "5%", False, [5]),
    "a date such as 2024-09-30": ("2567-01-01", "2024-02-30", "2024-01", 2024, "now", ["x"]),
    "a date such as 2024-09-30, 2024-09 or 2024": ("2567", 2567, "2024-00", "24-01", ["2024"]),
    "a choice": ("x", 5, ["x"], {}, True),
    "a mapping of text to text": ("x", 5, ["x"], {"a": ["x"]}, {"a": {}}),
    "stated, inferred, or a mapping of fields to one of the two": (
        *("x", 5, ["stated"], {"id": "x"}, {"no_field": "stated"}, {"id": 5}),
    ),
    "a mapping": ("x", 5, ["x"], {"no_field": 1}),
    "a list of mappings": ("x", 5, {}, ["x"], [{}], [None], [{"no_field": 1}]),
    "a list of items": ("x", 5, {}, ["x"], [{}], [None]),
}


def items_of(data: dict[str, Any]) -> list[tuple[NodeKind, dict[str, Any]]]:
    """Every item of the sources, nested ones too."""
    found: list[tuple[NodeKind, dict[str, Any]]] = []
    waiting = [(kind, one) for name, kind in LISTS.items() for one in data.get(name, [])]
    while waiting:
        kind, item = waiting.pop()
        found.append((kind, item))
        nested = [one for one in FIELDS[kind] if one.items]
        waiting += [
            (one.items, each) for one in nested if one.items for each in item.get(one.name) or ()
        ]
    return found


def dumped(data: dict[str, Any]) -> str:
    from tests.builders import _Dumper

    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False)


@given(data=portfolios(), chance=st.data())
@settings(deadline=None)
def test_random_mistake_is_refused_by_check_and_by_the_schema(
    data: dict[str, Any], chance: st.DataObject
) -> None:
    broken = copy.deepcopy(data)
    kind, item = chance.draw(st.sampled_from(items_of(broken)))
    written = [one for one in FIELDS[kind] if not one.implied and one.name != "item"]
    one: Field = chance.draw(st.sampled_from(written))
    match chance.draw(st.sampled_from(("wrong", "wrong", "unknown", "missing"))):
        case "unknown":
            item[f"{one.name}x"] = "x"
        case "missing":
            needed = chance.draw(st.sampled_from([each for each in written if each.required]))
            item[needed.name] = None
        case _:
            item[one.name] = chance.draw(st.sampled_from(WRONG[one.type]))
    text = dumped(broken)

    assert errors(text) != []
    assert refusal(text) is not None
