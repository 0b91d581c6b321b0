"""Fields changed in the text of the sources: what is read back, and what stays as it was."""

import copy
import dataclasses
import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model.entities import Handoff, Item, KeyResult, unpack
from graph.model.fields import DEFAULTS_FOR, FIELDS, Field
from graph.model.fields import FieldType as T
from graph.problems import Severity
from graph.sources.editing.edit import Edit, Given, How
from graph.sources.editing.files import edit
from graph.sources.files import SourceFile
from graph.sources.one_file import parse
from tests.strategies import portfolios
from tests.texts import TEXTS, texts_of

FILE = "data/all.yaml"


def read(text: str) -> SourceFile:
    return parse(text.encode(), FILE)


def items_of(text: str) -> dict[str, Item]:
    """The items of a text without errors, and without their places."""
    found = read(text)
    assert [one for one in found.problems if one.severity is Severity.ERROR] == []
    return {one.id: dataclasses.replace(one, mark=0) for one in found.items}


def changed(text: str, *edits: Edit) -> str:
    """The text after edits, none of which is refused."""
    made = edit({FILE: text.encode()}, edits)
    assert [str(one) for one in made.refused] == []
    return made.files[FILE].decode() if made.files else text


def refused(text: str, *edits: Edit) -> list[str]:
    """Why edits are refused; nothing changes."""
    made = edit({FILE: text.encode()}, edits)
    assert made.files == {}
    return [str(one) for one in made.refused]


# Any city, any style, any field ---------------------------------------------------------------


def nested(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every item of the data, those inside others too."""
    for value in data.values():
        for one in value if isinstance(value, list) else ():
            if isinstance(one, dict) and "id" in one:
                yield one
                yield from nested(one)


def values(field: Field, names: list[str]) -> st.SearchStrategy[Any]:  # a table
    """Values that a field can hold."""
    ids = st.lists(st.sampled_from(["X1", "1.10", "B-2", "2567", "no"]), max_size=3, unique=True)
    texts = TEXTS.filter(lambda text: bool(text.strip()))
    days = st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1))
    if field.type is T.TITLE:
        return texts | st.fixed_dictionaries({"th": texts}, optional={"en": texts})
    if field.type is T.CHOICE:
        return st.sampled_from(field.choices)
    if field.type is T.BASIS:
        basis = st.sampled_from(("stated", "inferred"))
        return basis | st.dictionaries(st.sampled_from(names), basis, min_size=1)
    if field.type in {T.RECORD, T.RECORDS}:
        needed = {one.name: values(one, names) for one in field.fields if one.required}
        others = {one.name: values(one, names) for one in field.fields if not one.required}
        record = st.fixed_dictionaries(needed, optional=others)
        return record if field.type is T.RECORD else st.lists(record, max_size=3)
    numbers = st.integers(0, 100) | st.sampled_from((0.5, 12.25))
    return {
        T.TEXT: texts,
        T.REF: st.sampled_from(["X1", "1.10", "no"]),
        T.REFS: ids,
        T.REF_OR_REFS: ids | st.sampled_from(["X1", "1.10"]),
        T.YEAR: st.integers(2560, 2570),
        T.NUMBER: numbers,
        T.MONEY: numbers,
        T.PERCENT: numbers,
        T.DATE: days,
        T.PARTIAL_DATE: days | st.sampled_from(("2024", "2024-06")),
        T.TEXTS: st.dictionaries(st.sampled_from(("egp", "ก ข", "a: b")), texts),
    }[field.type]


@dataclasses.dataclass(frozen=True)
class Case:
    """A text, edits of it, and the data that it is to hold then."""

    before: dict[str, Any]
    text: str
    edits: list[Edit]
    after: dict[str, Any]


@st.composite
def cases(draw: st.DrawFn, most: int) -> Case:
    data = draw(portfolios())
    after = copy.deepcopy(data)
    text = draw(texts_of(data))
    items = {one["id"]: one for one in nested(after)}
    kinds = {one.id: one.kind_of_node for one in read(text).items}
    alone = [one["id"] for one in after.get("handoffs", ())]
    edits: dict[tuple[str, str], Edit] = {}
    for _ in range(draw(st.integers(1, most))):
        item_id = draw(st.sampled_from(sorted(items)))
        fields = [
            one
            for one in FIELDS[kinds[item_id]]
            if one.type not in {T.ID, T.ITEMS}
            and not one.implied
            and (one.name != "item" or item_id in alone)  # Else it follows from its place.
        ]
        field = draw(st.sampled_from(fields))
        edit = draw(edits_of(item_id, field, [one.name for one in FIELDS[kinds[item_id]]]))
        if edits.setdefault((item_id, field.name), edit) is edit:
            default = data.get("defaults", {}).get(field.name)
            has_default = kinds[item_id] in DEFAULTS_FOR.get(field.name, ())
            apply(edit, items[item_id], default if has_default else None)
    return Case(data, text, [*edits.values()], after)


@st.composite
def edits_of(draw: st.DrawFn, item_id: str, field: Field, names: list[str]) -> Edit:
    value = draw(values(field, names))
    if field.type in {T.REFS, T.REF_OR_REFS, T.RECORDS} and draw(st.booleans()):
        return Edit(item_id, field.name, value, How.APPEND)
    if not field.required and draw(st.integers(0, 4)) == 0:
        return Edit(item_id, field.name, None)
    return Edit(item_id, field.name, value)


def apply(edit: Edit, item: dict[str, Any], default: Any) -> None:
    """Change the data as the text is to be changed."""
    if edit.value is None:
        item.pop(edit.field, None)
    elif edit.how is How.APPEND:
        item[edit.field] = with_more(item.get(edit.field), default, edit.value)
    else:
        item[edit.field] = edit.value


def with_more(old: Any, default: Any, more: Any) -> list[Any]:
    """A list, a scalar or nothing, and what it has not yet; dates as their text."""
    old = default if old is None else old
    found: list[Any] = []
    for one in (*listed(old), *listed(more)):
        if textual(one) not in map(textual, found):
            found.append(one)
    return found


def listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def textual(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: textual(one) for name, one in value.items()}
    return value.isoformat() if isinstance(value, dt.date) else value


def dumped(data: dict[str, Any]) -> str:
    """The data as JSON, which is YAML too."""
    return json.dumps(data, ensure_ascii=False, default=dt.date.isoformat)


@given(cases(6))
@settings(deadline=None, max_examples=60)
def test_edited_text_is_read_back_as_the_edited_data(case: Case) -> None:
    assert items_of(case.text) == items_of(dumped(case.before))
    assert items_of(changed(case.text, *case.edits)) == items_of(dumped(case.after))


def test_two_more_pairs_behind_a_comment_in_brackets_have_one_comma_before_them() -> None:
    text = """\
units:
- {id: U1, kind: bureau, title: ก}
- id: U2
  kind: bureau
  title: ข
  external_ids: {
    egp: x  # end
    }
"""
    after = changed(text, Edit("U2", "external_ids", {"egp": "x", "a": "b", "c": "d"}))
    assert after == text.replace("egp: x  # end\n", "egp: x,  # end\n    a: b, c: d\n")


@given(cases(1))
@settings(deadline=None, max_examples=40)
def test_nothing_outside_of_the_edited_item_changes(case: Case) -> None:
    after = changed(case.text, *case.edits)
    start, end = span_of(case.text, case.edits[0].item_id)
    same = alike(case.text, after)
    rest = min(len(case.text), len(after)) - same
    tail = alike(case.text[::-1], after[::-1])
    if case.text != after:
        assert start <= same
        assert len(case.text) - min(tail, rest) <= end
    assert not re.search("\r(?!\n)", after)
    assert not ("\r\n" in case.text and re.search("(?<!\r)\n", after))


def alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((nth for nth, (a, b) in pairs if a != b), min(len(one), len(other)))


def span_of(text: str, item_id: str) -> tuple[int, int]:
    """Where the text of an item begins, and where the next begins that is not inside it."""
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    shift = len(text) - sum(map(len, lines))
    items = read(text).items
    places = {one.id: unpack(one.mark) for one in items}

    def at(place: tuple[int, int]) -> int:
        return shift + sum(map(len, lines[: place[0] - 1])) + place[1] - 1

    start = at(places[item_id])
    inside = {item_id}
    for one in items:
        if isinstance(one, KeyResult) and one.objective in inside:
            inside.add(one.id)
        if isinstance(one, Handoff) and one.item in inside:
            inside.add(one.id)
    later = [at(place) for name, place in places.items() if name not in inside]
    return start, min((one for one in later if one > start), default=len(text))


@given(cases(3))
@settings(deadline=None, max_examples=40)
def test_edit_that_is_taken_back_leaves_the_old_meaning(case: Case) -> None:
    before = {one["id"]: one for one in nested(case.before)}
    back = [Edit(one.item_id, one.field, before[one.item_id].get(one.field)) for one in case.edits]
    after = changed(changed(case.text, *case.edits), *back)
    assert items_of(after) == items_of(case.text)


# The styles one by one --------------------------------------------------------------------------

PROJECT = "projects:\n  - id: J1\n    title: ก\n"


def test_list_in_brackets_is_gone_on_with_and_its_comment_stays() -> None:
    text = f"{PROJECT}    key_results: [K1]  # of 2567\n    budget: 5\n"
    after = changed(text, Edit("J1", "key_results", ["K2"], How.APPEND))
    assert after == text.replace("[K1]", "[K1, K2]")


def test_list_with_dashes_is_gone_on_with_in_its_own_style() -> None:
    text = f"{PROJECT}    key_results:   # why\n    -   K1  # first\n    budget: 5\n"
    after = changed(text, Edit("J1", "key_results", ["K1", "K2"], How.APPEND))
    assert after == text.replace("# first\n", "# first\n    -   K2\n")


def test_one_id_becomes_a_list_when_another_comes_to_it() -> None:
    text = "policies:\n  - {id: P1, title: ก, owner: B1, note: x}\n"
    after = changed(text, Edit("P1", "owner", "B2", How.APPEND))
    assert after == text.replace("owner: B1", "owner: [B1, B2]")


@pytest.mark.parametrize("nothing", ["[]", "~", "null", ""])
def test_field_that_says_nothing_is_filled_where_it_stands(nothing: str) -> None:
    text = f"{PROJECT}    key_results: {nothing}".rstrip() + "  # soon\n    lead: B1\n"
    after = changed(text, Edit("J1", "key_results", ["K1"], How.APPEND))
    assert after == f"{PROJECT}    key_results: [K1]  # soon\n    lead: B1\n"


def test_field_that_is_new_goes_where_the_table_of_fields_has_it() -> None:
    text = f"{PROJECT}    # of the plan\n    budget: 5\n  - id: J2\n    title: ข\n"
    edits = [Edit("J1", "key_results", ["K1"]), Edit("J1", "note", "โน้ต"), Edit("J2", "lead", "B1")]
    assert changed(text, *edits) == (
        f"{PROJECT}    key_results: [K1]\n    # of the plan\n    budget: 5\n    note: โน้ต\n"
        "  - id: J2\n    title: ข\n    lead: B1\n"
    )


def test_waiver_is_a_line_of_its_own_behind_all_that_stands_inside_the_item() -> None:
    nested_items = (
        "    handoffs:\n      - id: H1\n        subject: ส\n        from: A\n        to: B\n"
    )
    record: Given = {
        "rule": "TRC201",
        "reason": "รอ, แผน",
        "by": "B1",
        "until": dt.date(2027, 3, 31),
    }
    edits = [
        Edit("J1", "waive", [record], How.APPEND),
        Edit("H1", "accepted_on", dt.date(2024, 1, 2)),
    ]
    assert changed(PROJECT + nested_items, *edits) == (
        f"{PROJECT}{nested_items}        accepted_on: 2024-01-02\n    waive:\n"
        '      - {rule: TRC201, reason: "รอ, แผน", by: B1, until: 2027-03-31}\n'
    )


def test_record_more_is_written_as_the_one_before_it() -> None:
    text = f"{PROJECT}    waive:\n      - rule: PRG504\n        reason: ก\n"
    after = changed(text, Edit("J1", "waive", [{"rule": "TRC201", "reason": "ข"}], How.APPEND))
    assert after == f"{text}      - rule: TRC201\n        reason: ข\n"


def test_title_changes_in_one_language_alone() -> None:
    text = "projects:\n  - id: J1\n    title:\n      th: ก   # as printed\n      en: A\n"
    after = changed(text, Edit("J1", "title", {"th": "ก", "en": "B: b"}))
    assert after == text.replace("en: A", 'en: "B: b"')


def test_record_that_has_other_fields_now_is_written_anew() -> None:
    text = "projects:\n  - {id: J1, title: ก, external_ids: {egp: a, plan: b,}, note: x}\n"
    after = changed(text, Edit("J1", "external_ids", {"egp": "a", "new": "c"}))
    assert after == text.replace("{egp: a, plan: b,}", "{egp: a, new: c}")


def test_field_that_goes_takes_its_line_and_no_comment() -> None:
    text = "projects:\n  - {\n    id: J1,\n    title: ก,  # as printed\n    basis: stated,\n   }\n"
    after = changed(text, Edit("J1", "basis", None))
    assert after == text.replace("    basis: stated,\n", "")
    text = f"{PROJECT}    note: ก  # old\n    # of the plan\n    budget: 5\n"
    after = changed(text, Edit("J1", "note", None))
    assert after == f"{PROJECT}    # of the plan\n    budget: 5\n"


def test_windows_line_ends_and_the_mark_of_notepad_stay() -> None:
    text = "\ufeff" + (PROJECT + "    note: เดิม").replace("\n", "\r\n")
    after = changed(text, Edit("J1", "budget", 12.5), Edit("J1", "basis", "inferred"))
    assert after == text.replace("    note", "    budget: 12.5\r\n    note") + (
        "\r\n    basis: inferred\r\n"
    )


def test_text_over_several_lines_is_replaced_whole() -> None:
    text = f"{PROJECT}    note: |+\n      หนึ่ง\n\n    lead: B1\n"
    assert changed(text, Edit("J1", "note", "สอง")) == f"{PROJECT}    note: สอง\n    lead: B1\n"


def test_list_that_a_default_fills_is_gone_on_with_from_there() -> None:
    text = "defaults: {owner: B1}\nobjectives:\n  - {id: O1, title: ก}\n"
    after = changed(text, Edit("O1", "owner", ["B2"], How.APPEND))
    assert after == text.replace("title: ก", "title: ก, owner: [B1, B2]")


def test_same_field_is_changed_twice_in_the_order_of_the_edits() -> None:
    edits = [Edit("J1", "lead", "B1"), Edit("J1", "lead", "B2")]
    assert changed(PROJECT, *edits) == f"{PROJECT}    lead: B2\n"


def test_edit_that_changes_nothing_leaves_the_file_out() -> None:
    text = f"{PROJECT}    key_results: ['K1']\n".encode()
    made = edit({FILE: text}, [Edit("J1", "key_results", ["K1"], How.APPEND)])
    assert made.files == {}
    assert made.refused == ()


def test_thai_text_is_written_in_its_one_spelling() -> None:
    after = changed(PROJECT, Edit("J1", "note", "น\u0e4d\u0e32\u200b"))
    assert after == f"{PROJECT}    note: น\u0e33\n"


# What is refused ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        (Edit("J2", "lead", "B1"), "there is no item 'J2'"),
        (Edit("J1", "leed", "B1"), "a project has no field 'leed'; did you mean 'lead'?"),
        (Edit("J1", "id", "J2"), "an id is what others refer to: change it by hand, everywhere"),
        (Edit("J1", "handoffs", []), "handoffs holds items: add one with `policytrace new`"),
        (Edit("J1", "lead", ["B1"], How.APPEND), "lead is one id, not a list: set it"),
        (Edit("J1", "budget", "มาก"), "budget must be a number of baht, not text 'มาก'"),
        (Edit("J1", "lead", "สำนัก"), "'สำนัก' is not an id"),
        (Edit("J1", "start", "1 ต.ค. 2567"), "start must be a date such as 2024-09-30"),
        (Edit("J1", "title", None), "a project needs the field 'title'"),
        (Edit("J1", "waive", [{"reason": "ก"}]), "waive needs the field 'rule'"),
    ],
)
def test_edit_that_the_format_does_not_allow_is_refused(wish: Edit, reason: str) -> None:
    (said,) = refused(PROJECT, wish)
    assert reason in said


def test_refusal_names_the_place_and_the_others_are_made() -> None:
    wishes = [Edit("J1", "progress", "ครึ่ง"), Edit("J1", "lead", "B1"), Edit("J1", "spent", "x")]
    made = edit({FILE: PROJECT.encode()}, wishes)
    assert [str(one)[:17] for one in made.refused] == ["data/all.yaml:2: "] * 2
    assert [one.edit for one in made.refused] == [wishes[0], wishes[2]]
    assert made.files == {FILE: f"{PROJECT}    lead: B1\n".encode()}


@pytest.mark.parametrize(
    "text",
    [
        "projects:\n  - &a {id: J1, title: ก}\n  - {id: J2, title: ข, waive: *a}\n",
        "projects:\n  - {id: J1, title: !!str ก}\n",
        "projects:\n  - {id: J1, title: ก, id: J3}\n",
        "projects:\n  - {id: J1, title: ก\n",
    ],
)
def test_file_with_errors_is_left_alone(text: str) -> None:
    (said,) = refused(text, Edit("J1", "lead", "B1"))
    assert "mend them first" in said or "there is no item 'J1'" in said


def test_item_that_stands_twice_is_left_alone() -> None:
    (said,) = refused(f"{PROJECT}  - id: J1\n    title: ข\n", Edit("J1", "lead", "B1"))
    assert said.endswith("'J1' stands twice, also at data/all.yaml:4: keep one of the two")


def test_text_that_cannot_be_changed_without_touching_more_is_left_to_people() -> None:
    text = "projects:\n  - ? id\n    : J1\n    ? title\n    : ก\n    ? lead\n    : B1\n"
    assert items_of(text)
    (said,) = refused(text, Edit("J1", "budget", 5))
    assert "change it by hand" in said
