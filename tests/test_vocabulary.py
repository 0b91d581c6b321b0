"""The one table of kinds, relations and fields, held to DESIGN sections 3 and 4."""

import dataclasses
import re
import unicodedata

import pytest

from graph.model.entities import ENTITIES
from graph.model.fields import DEFAULTS, DEFAULTS_FOR, FIELDS, LISTS, Field, FieldType
from graph.model.rules import RULES
from graph.model.vocabulary import BASES, HANDOFF_STATES, RELATIONS, TIERS, UNIT_KINDS, NodeKind
from graph.reports.registry import REPORTS
from graph.views.words import COLUMNS, KINDS, STEPS, VALUES, word
from tests.builders import (
    City,
    Piece,
    area,
    city,
    dimension,
    district,
    handoff,
    kpi,
    objective,
    policy,
    project,
    strategy,
)

THAI = re.compile("[ก-ฮ]")
# DESIGN section 3: the relation, what it may join, and how it is read.
DESIGN = {
    "ADVANCES": ({("Policy", "Strategy")}, "advances"),
    "HAS_OBJECTIVE": ({("Strategy", "Objective")}, "is pursued by"),
    "HAS_KEY_RESULT": ({("Objective", "KeyResult")}, "is shown by"),
    "DELIVERED_BY": ({("KeyResult", "Project")}, "is delivered by"),
    "LED_BY": ({("Project", "Unit")}, "is led by"),
    "CALLS_FOR": ({("Policy", "Objective")}, "calls for"),
    "OWNED_BY": (
        {
            ("Policy", "Unit"),
            ("Strategy", "Unit"),
            ("Objective", "Unit"),
            ("KeyResult", "Unit"),
            ("Kpi", "Unit"),
        },
        "is owned by",
    ),
    "SUPPORTED_BY": ({("Project", "Unit")}, "is supported by"),
    "ALLOCATED_TO": ({("KeyResult", "Unit")}, "is allocated to"),
    "MEASURED_BY": ({("KeyResult", "Kpi")}, "is measured by"),
    "TRACKED_BY": ({("Strategy", "Kpi")}, "is tracked by"),
    "PART_OF": ({("Strategy", "Strategy"), ("Unit", "Unit"), ("Area", "Area")}, "is part of"),
    "SERVES": ({("Unit", "Area")}, "serves"),
    "TARGETS": ({("Objective", "Area"), ("Project", "Area")}, "targets"),
    "HANDED_OVER": ({("Project", "Handoff"), ("KeyResult", "Handoff")}, "was handed over in"),
    "FROM_UNIT": ({("Handoff", "Unit")}, None),
    "TO_UNIT": ({("Handoff", "Unit")}, None),
    "IN_DIMENSION": ({("Policy", "Dimension")}, "belongs to"),
    "SUPERSEDES": ({("Policy", "Policy")}, "supersedes"),
}

# DESIGN section 4: the fields of each kind, beside those that all items have.
WRITTEN = {
    "Dimension": set(),
    "Policy": {
        "dimensions",
        "owner",
        "strategies",
        "supersedes",
        "valid_from",
    },
    "Strategy": {"owner", "part_of"},
    "Kpi": {"strategy", "measure", "owner"},
    "Unit": {"kind", "abbreviation", "part_of", "areas", "sector"},
    "Area": {"kind", "part_of"},
    "Objective": {"owner", "fiscal_year", "strategies", "policies", "areas", "key_results"},
    "KeyResult": {
        "code",
        "owner",
        "kpi",
        "measure",
        "baseline",
        "target",
        "check_ins",
        "allocations",
        "weight",
        "handoffs",
    },
    "Project": {
        "lead",
        "supports",
        "key_results",
        "fiscal_year",
        "budget",
        "spent",
        "status",
        "progress",
        "start",
        "end",
        "areas",
        "handoffs",
    },
    "Handoff": {
        "subject",
        "item",
        "from",
        "to",
        "asked_on",
        "due_on",
        "accepted_on",
        "returned_on",
        "done_on",
        "state",
        "reason",
    },
}
ALL_ITEMS = {"id", "title", "source", "note", "external_ids", "basis", "waive"}
OF_EVERY_ENTITY = {"title_th", "title_en", "file", "mark", "marks"}

every_field = pytest.mark.parametrize(
    ("kind", "field"),
    [
        pytest.param(kind, field, id=f"{kind}.{field.name}")
        for kind, fields in FIELDS.items()
        for field in fields
    ],
)


# Relations ----------------------------------------------------------------------------------------


def test_there_are_the_relations_of_the_design_and_no_other() -> None:
    assert set(RELATIONS) == set(DESIGN)
    assert all(relation.name == name for name, relation in RELATIONS.items())


@pytest.mark.parametrize("name", DESIGN)
def test_relation_joins_what_the_design_says_and_reads_so(name: str) -> None:
    ends, reads = DESIGN[name]
    relation = RELATIONS[name]
    assert {(str(source), str(target)) for source, target in relation.ends} == ends
    assert {str(kind) for kind in relation.source_kinds} == {source for source, _ in ends}
    assert {str(kind) for kind in relation.target_kinds} == {target for _, target in ends}
    if reads:
        assert relation.forward == reads
    assert relation.reverse not in ("", relation.forward)


def test_part_of_joins_like_with_like() -> None:
    assert all(source is target for source, target in RELATIONS["PART_OF"].ends)


def test_every_relation_is_stated_by_some_field() -> None:
    stated = {
        field.relation.name for fields in FIELDS.values() for field in fields if field.relation
    }
    assert stated == set(RELATIONS)


# Fields -------------------------------------------------------------------------------------------


@every_field
def test_field_with_a_relation_is_at_one_of_its_ends(kind: NodeKind, field: Field) -> None:
    if field.relation is None:
        assert field.type not in {FieldType.REF, FieldType.REFS, FieldType.REF_OR_REFS}
        return
    ends = field.relation.source_kinds if field.is_source else field.relation.target_kinds
    assert kind in ends


@every_field
def test_field_says_what_it_means_and_what_it_may_hold(kind: NodeKind, field: Field) -> None:
    assert kind in NodeKind
    assert field.meaning.endswith(".")
    assert THAI.search(field.meaning_th)
    assert unicodedata.is_normalized("NFC", field.meaning_th)
    assert bool(field.choices) is (field.type is FieldType.CHOICE)
    assert bool(field.fields) is (field.type in {FieldType.RECORD, FieldType.RECORDS})
    assert bool(field.items) is (field.type is FieldType.ITEMS)


@pytest.mark.parametrize("kind", NodeKind)
def test_kind_has_the_fields_of_the_design(kind: NodeKind) -> None:
    names = [field.name for field in FIELDS[kind] if not field.implied]
    assert len(names) == len(set(names))
    # A handoff's subject stands in place of a title. `valid_to` closes what `valid_from` opens.
    common = ALL_ITEMS - {"title"} if kind is NodeKind.HANDOFF else ALL_ITEMS
    assert set(names) - {"valid_to"} == WRITTEN[kind] | common


@pytest.mark.parametrize("kind", NodeKind)
def test_entity_has_an_attribute_for_each_field_and_no_other(kind: NodeKind) -> None:
    attributes = {one.name for one in dataclasses.fields(ENTITIES[kind])} - OF_EVERY_ENTITY
    keys = {
        field.key for field in FIELDS[kind] if field.type not in {FieldType.TITLE, FieldType.ITEMS}
    }
    assert attributes == keys


@pytest.mark.parametrize("kind", NodeKind)
def test_entity_is_a_frozen_value_with_slots(kind: NodeKind) -> None:
    entity = ENTITIES[kind]
    assert entity.kind_of_node is kind
    assert entity.__dataclass_params__.frozen  # type: ignore[attr-defined]  # typeshed hides it
    assert "__slots__" in vars(entity)


def test_every_kind_has_a_list_or_stands_inside_another() -> None:
    nested = {field.items for fields in FIELDS.values() for field in fields if field.items}
    assert set(LISTS.values()) | nested == set(NodeKind)
    assert set(LISTS) == {
        "dimensions",
        "policies",
        "strategies",
        "kpis",
        "units",
        "areas",
        "objectives",
        "projects",
        "handoffs",
    }


def test_defaults_fill_fields_that_the_kinds_have() -> None:
    assert {field.name for field in DEFAULTS} == set(DEFAULTS_FOR)
    for name, kinds in DEFAULTS_FOR.items():
        for kind in kinds:
            assert name in {field.name for field in FIELDS[kind]}


ONE_OF_EACH = (
    dimension("X1"),
    policy("X2"),
    strategy("X3"),
    kpi("X4"),
    district("X5"),
    area("X6"),
    objective("X7"),
    project("X8"),
    handoff("X9", "X5", "X5"),
)


def arrows(sources: City) -> list[tuple[str, str, str]]:
    return [(link.relation.name, link.source, link.target) for link in sources.graph.links()]


@pytest.mark.parametrize("piece", ONE_OF_EACH, ids=lambda piece: piece.list_name)
def test_field_left_empty_is_as_good_as_absent(piece: Piece) -> None:
    kind = LISTS[piece.list_name]
    empty = {one.name: None for one in FIELDS[kind] if not (one.required or one.implied)}
    spoken = Piece(piece.list_name, {**empty, **piece.fields})
    others = [one for one in ONE_OF_EACH if one is not piece]
    sources = city(spoken, *others)
    assert sources.check().problems == ()
    assert arrows(sources) == arrows(city(piece, *others))


# Tiers, rules and words ---------------------------------------------------------------------------


def test_tiers_are_the_kinds_of_units_that_stand_by_themselves() -> None:
    assert set(TIERS) == {"city", "district", "bureau", "office", "external"}
    assert set(UNIT_KINDS) - set(TIERS) == {"division", "section"}


def test_rules_have_stable_codes_and_a_sentence() -> None:
    for code, rule in RULES.items():
        assert rule.code == code
        assert re.fullmatch(r"(TRC2|OWN3|HND4|PRG5|BUD6|LNG7)\d\d", code)
        assert rule.meaning.endswith(".")
    assert RULES["TRC201"].finding("PRJ1") == "TRC201:PRJ1"
    assert RULES["HND401"].finding("PRJ1", None, "B1") == "HND401:PRJ1:B1"


def test_every_column_and_every_kind_has_a_word_in_both_languages() -> None:
    columns = {column for report in REPORTS.values() for column in report.columns}
    assert columns <= set(COLUMNS)
    assert set(KINDS) == {str(kind) for kind in NodeKind}
    for words in (
        *COLUMNS.values(),
        *KINDS.values(),
        *(pair for two in STEPS.values() for pair in two),
    ):
        thai, english = words
        assert thai
        assert english.isascii()


@pytest.mark.parametrize("value", [*UNIT_KINDS, *HANDOFF_STATES, *BASES])
def test_every_word_of_the_sources_that_readers_see_has_a_thai_one(value: str) -> None:
    assert re.search("[\u0e00-\u0e7f]", word(VALUES, value, "th"))
    assert word(VALUES, value, "en").isascii()


def test_every_step_of_a_trace_is_a_relation() -> None:
    assert set(STEPS) <= set(RELATIONS)
