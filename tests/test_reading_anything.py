"""Whatever stands in a file: reading never fails, and every problem has a place in that file."""

import copy
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graph import app
from graph.model.entities import Item
from graph.model.fields import FIELDS, LISTS
from graph.problems import Problem, Severity
from tests.strategies import portfolios

Data: TypeAlias = dict[str, Any]
Spot: TypeAlias = tuple[Any, Any]  # What holds a value, and the key or index that it has there.
LINE_END = re.compile("\r\n|\r|\n")  # What an editor counts.
UNKNOWN = "ZZ-9"

VALID = """\
format: 1
defaults: {owner: B1100, lead: "B1100", fiscal_year: 2567, basis: {strategies: inferred}}
policies:
  - {id: P001, title: {th: กรุงเทพฯ ต้องสว่าง, en: Lit}, owner: [B1100], strategies: [S1]}
strategies: [{id: S1, title: {th: มหานครปลอดภัย, en: Safe}}, {id: S1.1, part_of: S1, title: ก}]
units:
  - id: B1100
    kind: bureau
    title: {th: 'สำนักการระบายน้ำ', en: "Drain\\u0061ge"}
    areas: [A1]
  - {id: D5012, kind: district, title: {th: บางเขน, en: Bang Khen}, external_ids: {bb: 1.10}}
areas: [{id: A1, kind: zone, title: ก}]
kpis:
  - {id: KPI-1, title: {th: จุดเสี่ยง, en: Risks}, strategy: S1, measure: {direction: decrease}}
objectives:
  - id: O-1
    title: >-
      ลดจุดเสี่ยง
      น้ำท่วม
    policies: [P001]
    key_results:
      - id: KR-1
        code: "1.10"
        title: {th: น้ำไม่ท่วม, en: No floods}
        owner:
        kpi: KPI-1
        baseline: -0.5
        target: 212
        check_ins: [{as_of: 2024-08-12, value: 116}]
        allocations:
          - {unit: D5012, target: 4}
        waive: [{rule: TRC201, reason: รอ, until: 2027-03-31}]
projects:
  - id: PRJ-1
    title: {th: ลอกท่อ, en: Drains}
    key_results: [KR-1]
    budget: 1500000
    start: 2023-10-01
    note: |
      หมายเหตุ
    handoffs:
      - {id: H-1, subject: ขุดถนน, from: D5012, to: B1100, asked_on: 2024-06}
"""


def check(files: bytes | dict[str, bytes]) -> app.Checked:
    with TemporaryDirectory() as folder:
        for name, data in (files if isinstance(files, dict) else {"all.yaml": files}).items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return app.check(Path(folder))


def assert_in_order_and_in_place(problems: tuple[Problem, ...], data: bytes) -> None:
    ends = [len(line) for line in LINE_END.split(data.decode("utf-8", "replace"))]
    order = [(one.file, one.line, one.column, one.code, one.message) for one in problems]
    assert order == sorted(set(order)), "sorted, and none of them twice"
    for problem in problems:
        assert 1 <= problem.line <= len(ends) + 1
        assert 1 <= problem.column <= [*ends, 0][problem.line - 1] + 1
        assert str(problem).isprintable()


def errors(checked: app.Checked) -> list[Problem]:
    return checked.at_least(Severity.ERROR)


# Any bytes ----------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=300)
@given(data=st.binary(max_size=200))
@example(data=b"\xef\xbb\xbf")
@example(data=b"\xff\xfe\x00\x00")
@example(data=b"a: \xe0\xb8")
@example(data=b"\x00")
@example(data=b"# \r\x00")
@example(data=b"# \r\xff")
def test_any_bytes_are_read(data: bytes) -> None:
    assert_in_order_and_in_place(check(data).problems, data)


STRUCTURE = (": ", "- ", "\n", "\n  ", "? ", "{", "}", "[", "]", ", ", '"', "'", "|\n", ">-\n", "#")
RARE = ("&a ", "*a", "!t ", "!!int ", "---\n", "...\n", "%YAML 1.2\n", "<<", "\t", "\r")
ESCAPES = ("\\u200b", "\\x07", "\\n", "\\ud800")
SPELT_BADLY = ("\u0e4d\u0e32", "\u200b", "\ufeff", "e\u0301", "\x07", "\x80", "\x85", "\u2028")
WRITTEN = ("1", "2567", "-1", "1e999", "~", "true", "2024-01-01", "2567-01-01", "P1", "ก", "👷🏽")
FIELD_NAMES = ("format", "defaults", "id", "title", "key_results", "check_ins", "as_of", "basis")
WORDS = st.sampled_from((*LISTS, *FIELD_NAMES, *STRUCTURE, *RARE, *ESCAPES, *SPELT_BADLY, *WRITTEN))
YAML_LIKE = st.lists(WORDS | st.text(max_size=3), max_size=30).map("".join)


@settings(deadline=None, max_examples=400)
@given(text=YAML_LIKE | st.text(max_size=100))
@example(text="policies:\n- title: ก\u2028ข\n- id: P2\n")
@example(text="policies: # \x85\n")
@example(text="note: \x80\n")
@example(text="? [a]\n: b\n? [c]\n: d\n")
@example(text="&a a: 1\n? *a\n: 2\n? *a\n: 3\n")
def test_any_text_is_read(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    assert_in_order_and_in_place(check(data).problems, data)


@settings(deadline=None, max_examples=600)
@given(
    start=st.integers(0, len(VALID)),
    deleted=st.integers(0, 12),
    put_in=st.lists(WORDS, max_size=3).map("".join),
)
def test_valid_file_with_one_slice_changed_is_read(start: int, deleted: int, put_in: str) -> None:
    data = (VALID[:start] + put_in + VALID[start + deleted :]).encode()
    assert_in_order_and_in_place(check(data).problems, data)


def test_file_that_is_changed_here_is_valid() -> None:
    assert errors(check(VALID.encode())) == []


# Any tree of known words --------------------------------------------------------------------------

NAMES = st.sampled_from(
    sorted(
        {field.name for fields in FIELDS.values() for field in fields}
        | {inner.name for fields in FIELDS.values() for field in fields for inner in field.fields}
        | {"th", "en"}
    )
)
SCALARS = (None, True, 0, -1, 2567, 1.5, "", "no", "1.10", "ก", "a\nb", "P1", "P2", "TRC201")
CHOICES = ("2024-01-01", "2567-01-01", "2024-06", "stated", "bureau", "division", "done")
LEAVES: st.SearchStrategy[Any] = st.sampled_from((*SCALARS, *CHOICES))
NESTED = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)
ITEMS = st.fixed_dictionaries({}, optional={"id": LEAVES, "title": LEAVES | NESTED}).flatmap(
    lambda start: st.dictionaries(NAMES, NESTED, max_size=6).map(lambda more: {**more, **start})
)
TREES = st.dictionaries(
    st.sampled_from([*LISTS, "format", "defaults"]),
    st.lists(ITEMS, max_size=4) | NESTED,
    max_size=4,
)


@settings(deadline=None, max_examples=250)
@given(tree=TREES)
@example(tree={"objectives": [{"key_results": [{"check_ins": [{"as_of": [], "value": 1}]}]}]})
@example(tree={"policies": [{"waive": [{"rule": {}}]}]})
@example(tree={"format": [1]})
def test_any_tree_of_known_words_is_read(tree: Data) -> None:
    data = json.dumps(tree, ensure_ascii=False).encode()
    assert_in_order_and_in_place(check(data).problems, data)


# Portfolios ---------------------------------------------------------------------------------------


def as_json(data: Data) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1, default=str)


def as_yaml(**style: Any) -> Callable[[Data], str]:
    return lambda data: yaml.safe_dump(data, sort_keys=False, **style)


STYLES = st.sampled_from(
    [
        as_json,
        as_yaml(allow_unicode=True),
        as_yaml(allow_unicode=True, default_flow_style=True),
        as_yaml(allow_unicode=True, default_flow_style=True, width=1_000_000),
        as_yaml(allow_unicode=True, default_flow_style=None, indent=6),
        as_yaml(allow_unicode=False, explicit_start=True, line_break="\r\n"),
    ]
)


def encoded(style: Callable[[Data], str], data: Data) -> bytes:
    return style(data).encode()


def items_in(data: Data) -> int:
    """Count the items that a tree holds, with those inside others."""
    found = 0
    for name in LISTS:
        for item in data.get(name, []):
            inside = item.get("key_results", []) if name == "objectives" else []
            found += 1 + len(inside)
            found += sum(len(each.get("handoffs", [])) for each in (item, *inside))
    return found


def stated(checked: app.Checked) -> dict[str, Item]:
    """What the sources say, wherever they say it."""
    items = checked.portfolio.items.items()
    return {name: replace(item, file="", mark=0, marks={}) for name, item in items}


@settings(deadline=None, max_examples=60)
@given(data=portfolios(), style=STYLES)
def test_what_is_written_is_read_back(data: Data, style: Callable[[Data], str]) -> None:
    checked = check(encoded(style, data))

    assert errors(checked) == []
    assert len(checked.portfolio.items) == items_in(data)
    assert stated(checked) == stated(check(encoded(as_json, data)))


@settings(deadline=None, max_examples=40)
@given(data=portfolios(), drawn=st.data())
def test_any_split_into_files_gives_the_same_portfolio(data: Data, drawn: st.DataObject) -> None:
    whole = check(encoded(as_json, data))
    names = st.sampled_from(["a.yaml", "b.yaml", "a/b.yaml", "ก/ข/ค.yaml", "Z.yaml"])
    files: dict[str, Data] = {}
    for name in LISTS:
        for item in drawn.draw(st.permutations(data.get(name, []))):
            file = drawn.draw(names)
            empty = {"defaults": data.get("defaults", {})}
            files.setdefault(file, empty).setdefault(name, []).append(item)
    split = check({"none.yaml": b""} | {name: as_json(one).encode() for name, one in files.items()})

    assert stated(split) == stated(whole)
    assert [one.message for one in errors(split)] == []


def values_in(tree: Any) -> Iterator[Spot]:
    """Yield every place of a tree that holds a value, from the top down."""
    places = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for key, value in list(places):
        yield tree, key
        if isinstance(value, (dict, list)):
            yield from values_in(value)


@settings(deadline=None, max_examples=100)
@given(data=portfolios(), drawn=st.data())
def test_portfolio_with_a_few_values_changed_is_read(data: Data, drawn: st.DataObject) -> None:
    changed = copy.deepcopy(data)
    for _ in range(drawn.draw(st.integers(1, 4))):
        spots = list(values_in(changed))
        scalars = [holder[key] for holder, key in spots if not isinstance(holder[key], dict | list)]
        holder, key = drawn.draw(st.sampled_from(spots))
        holder[key] = drawn.draw(st.sampled_from(scalars) | LEAVES | NESTED if scalars else NESTED)
    written = encoded(as_json, changed)

    assert_in_order_and_in_place(check(written).problems, written)


# One planted mistake ------------------------------------------------------------------------------

REFERENCES = {"owner", "dimensions", "strategies", "supersedes", "part_of", "strategy", "areas"}
REFERENCES |= {"policies", "kpi", "lead", "supports", "key_results", "from", "to", "item"}


def references(data: Data) -> Iterator[Spot]:
    """Yield every place of the tree where an id refers to an item."""
    for name in LISTS:
        for item in data.get(name, []):
            yield from _references_of(item)


def _references_of(item: Data) -> Iterator[Spot]:
    for field, value in item.items():
        if field in REFERENCES and isinstance(value, str):
            yield item, field
        elif field in REFERENCES and value and isinstance(value[0], str):
            yield from ((value, index) for index in range(len(value)))
        elif field == "allocations":
            yield from ((part, "unit") for part in value)
        elif field in ("key_results", "handoffs"):
            for inside in value:
                yield from _references_of(inside)


def place_of(data: bytes, found: str) -> tuple[int, int]:
    text = data.decode()
    assert text.count(found) == 1
    before = text[: text.index(found)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


@settings(deadline=None, max_examples=80)
@given(data=portfolios(), style=STYLES, drawn=st.data())
def test_one_unknown_id_is_named_exactly_where_it_stands(
    data: Data, style: Callable[[Data], str], drawn: st.DataObject
) -> None:
    planted = copy.deepcopy(data)
    spots = list(references(planted))
    if not spots:
        return
    holder, key = drawn.draw(st.sampled_from(spots))
    holder[key] = UNKNOWN
    written = encoded(style, planted)
    (problem,) = errors(check(written))

    assert problem.code == "SRC140"
    assert f"'{UNKNOWN}' does not exist" in problem.message
    mark = f'"{UNKNOWN}"' if style is as_json else UNKNOWN
    assert (problem.line, problem.column) == place_of(written, mark)


@settings(deadline=None, max_examples=50)
@given(data=portfolios(), style=STYLES, drawn=st.data())
def test_two_unknown_ids_beside_other_mistakes_are_named_where_they_stand(
    data: Data, style: Callable[[Data], str], drawn: st.DataObject
) -> None:
    planted = copy.deepcopy(data)
    listed = [spot[0] for spot in references(planted) if isinstance(spot[0], list)]
    if not listed:
        return
    refs = drawn.draw(st.sampled_from(listed))
    refs[:] = drawn.draw(st.permutations([*refs, refs[0], "not an id", UNKNOWN, f"{UNKNOWN}b"]))
    written = encoded(style, planted)
    dangling = [one for one in errors(check(written)) if one.code == "SRC140"]
    quote = '"' if style is as_json else ""
    text = written.decode().replace(f"{UNKNOWN}b", "ZZ-8b").encode()

    assert sorted((one.line, one.column) for one in dangling) == sorted(
        [place_of(text, f"{quote}{UNKNOWN}"), place_of(text, f"{quote}ZZ-8b")]
    )


@settings(deadline=None, max_examples=30)
@given(data=portfolios(), style=STYLES, drawn=st.data())
def test_one_unknown_field_is_named_exactly_where_it_stands(
    data: Data, style: Callable[[Data], str], drawn: st.DataObject
) -> None:
    planted = copy.deepcopy(data)
    items = [item for name in LISTS for item in planted.get(name, [])]
    drawn.draw(st.sampled_from(items))["zz_9"] = drawn.draw(LEAVES)
    written = encoded(style, planted)
    (problem,) = errors(check(written))

    assert problem.code == "SRC120"
    mark = '"zz_9"' if style is as_json else "zz_9"
    assert (problem.line, problem.column) == place_of(written, mark)
