"""How format 1 is read: what each form of a value means, and where each problem stands."""

import datetime as dt
import re
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from graph import app
from graph.errors import UnreadableSourcesError
from graph.model.entities import Handoff, Item, KeyResult, Objective, PartialDate, Policy, Project

Read: TypeAlias = Callable[..., app.Checked]
TITLE = "title: {th: กรุงเทพฯ ต้องสว่าง, en: Lit}"


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    """Write files and read them: `read("policies: …")` or `read({"a.yaml": "…", …})`."""

    def write_and_check(files: str | bytes | dict[str, str | bytes]) -> app.Checked:
        named = files if isinstance(files, dict) else {"all.yaml": files}
        for name, content in named.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        monkeypatch.chdir(tmp_path)
        return app.check(Path())

    return write_and_check


def policy_with(field: str) -> str:
    return f"policies:\n- {{id: P1, {TITLE}, {field}}}\n"


def project_with(field: str) -> str:
    return f"projects:\n- {{id: PRJ-1, {TITLE}, {field}}}\n"


def key_result_with(field: str) -> str:
    return (
        f"objectives:\n- id: O1\n  {TITLE}\n  key_results:\n"
        f"  - {{id: KR1, {TITLE}, target: 212, {field}}}\n"
    )


def lines(checked: app.Checked) -> list[str]:
    return [str(problem) for problem in checked.problems]


def codes(checked: app.Checked) -> list[str]:
    return [problem.code for problem in checked.problems]


def places(checked: app.Checked) -> list[tuple[int, int]]:
    return [(problem.line, problem.column) for problem in checked.problems]


def place_in(text: str, found: str) -> tuple[int, int]:
    assert text.count(found) == 1
    before = text[: text.index(found)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def stated(checked: app.Checked) -> dict[str, Item]:
    """What the sources say, wherever they say it."""
    items = checked.portfolio.items.values()
    return {item.id: replace(item, file="", mark=0, marks={}) for item in items}


# Text ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["no", "No", "on", "off", "yes", "y", "N", "12:30:45", "=", "<<"])
def test_words_that_older_yaml_took_for_something_else_are_text(read: Read, word: str) -> None:
    checked = read(policy_with(f"note: {word}"))

    assert lines(checked) == []
    assert checked.portfolio.items["P1"].note == word


def test_no_is_an_id_like_any_other(read: Read) -> None:
    checked = read(policy_with("owner: no") + f"units:\n- {{id: no, kind: bureau, {TITLE}}}\n")

    assert lines(checked) == []
    assert [policy.owner for policy in checked.portfolio.of(Policy)] == [("no",)]


@pytest.mark.parametrize(
    "word", ["true", "False", "2567", "1.10", "-1", ".5", "1e3", "0x1F", ".inf"]
)
def test_number_or_boolean_is_no_text_without_quotes(read: Read, word: str) -> None:
    text = policy_with(f"note: {word}")
    (problem,) = read(text).problems

    assert (problem.line, problem.column) == place_in(text, word)
    assert problem.code == "SRC122"
    assert f'write it in quotes, "{word}"' in problem.message


@pytest.mark.parametrize("quote", ['"', "'"])
def test_code_in_quotes_keeps_its_digits(read: Read, quote: str) -> None:
    checked = read(key_result_with(f"code: {quote}1.10{quote}"))

    assert lines(checked) == []
    (key_result,) = checked.portfolio.of(KeyResult)
    assert key_result.code == "1.10"


def test_code_that_is_no_number_needs_no_quotes(read: Read) -> None:
    checked = read(key_result_with("code: 1.4.05"))

    assert lines(checked) == []
    (key_result,) = checked.portfolio.of(KeyResult)
    assert key_result.code == "1.4.05"


def test_codes_of_other_systems_keep_their_digits_even_without_quotes(read: Read) -> None:
    checked = read(policy_with("external_ids: {egp: 007, e-plan: 1.10, bb: yes}"))

    assert lines(checked) == []
    assert checked.portfolio.items["P1"].external_ids == {
        "egp": "007",
        "e-plan": "1.10",
        "bb": "yes",
    }


def test_title_is_thai_or_both_languages(read: Read) -> None:
    checked = read("policies:\n- {id: P1, title: สว่าง}\n- {id: P2, title: {en: Lit, th: สว่าง}}\n")

    one, both = (checked.portfolio.items[name] for name in ("P1", "P2"))
    assert (one.title_th, one.title_en) == ("สว่าง", None)
    assert (both.title_th, both.title_en) == ("สว่าง", "Lit")
    assert codes(checked) == ["LNG710"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("น\u0e4d\u0e32", "นำ"),
        ("น\u0e4d\u0e49\u0e32", "น้ำ"),
        ("น\u0e49\u0e4d\u0e32", "น้ำ"),
        ("คลอง\u200bใส\ufeff", "คลองใส"),
        ("น\u0e4d\u200b\u0e32", "นำ"),
        ("น\u200b\u0e49\u0e4d\u2060\u0e32", "น้ำ"),
    ],
)
def test_thai_is_read_in_one_spelling(read: Read, written: str, meant: str) -> None:
    checked = read(f"policies:\n- {{id: P1, title: {{th: {written}, en: Water}}}}\n")

    assert checked.portfolio.items["P1"].title_th == meant
    assert {problem.severity.name for problem in checked.problems} == {"NOTICE"}


def test_reference_with_a_zero_width_character_finds_its_item(read: Read) -> None:
    checked = read(policy_with("supersedes: [P\u200b2]") + f"- {{id: P2, {TITLE}}}\n")

    assert codes(checked) == ["LNG702"]


# Numbers ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("212", 212),
        ("-3", -3),
        ("+4", 4),
        ("0", 0),
        ("007", 7),
        ("0.5", 0.5),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
        ("1.5E-2", 0.015),
    ],
)
def test_number_is_read(read: Read, written: str, meant: float) -> None:
    checked = read(key_result_with(f"baseline: {written}"))

    assert lines(checked) == []
    (key_result,) = checked.portfolio.of(KeyResult)
    assert key_result.baseline == meant
    assert type(key_result.baseline) is type(meant)


@pytest.mark.parametrize(
    "written",
    [
        '"5"',
        "1_000",
        "0x1F",
        "0o17",
        ".inf",
        "-.INF",
        ".nan",
        "1e999",
        "12:30",
        "true",
        "ห้า",
        "๕",
        "5%",
    ],
)
def test_what_is_no_finite_number_is_refused(read: Read, written: str) -> None:
    text = key_result_with(f"baseline: {written}")
    checked = read(text)

    assert codes(checked) == ["SRC122"]
    assert places(checked) == [place_in(text, written)]
    (key_result,) = checked.portfolio.of(KeyResult)
    assert key_result.baseline is None


def test_budget_of_nothing_is_not_an_unknown_budget(read: Read) -> None:
    checked = read(
        f"projects:\n- {{id: A, {TITLE}, budget: 0}}\n- {{id: B, {TITLE}}}\n"
        f"- {{id: C, {TITLE}, budget: }}\n"
    )

    assert [project.budget for project in checked.portfolio.of(Project)] == [0, None, None]


def test_fiscal_year_in_quotes_is_told_to_lose_them(read: Read) -> None:
    (problem,) = read(project_with('fiscal_year: "2567"')).problems

    assert problem.code == "SRC122"
    assert "quotes" in problem.message


# Dates --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["2024-02-29", '"2024-02-29"', "'2024-02-29'"])
def test_date_is_read_with_and_without_quotes(read: Read, written: str) -> None:
    checked = read(policy_with(f"valid_from: {written}"))

    assert lines(checked) == []
    (policy,) = checked.portfolio.of(Policy)
    assert policy.valid_from == dt.date(2024, 2, 29)


@pytest.mark.parametrize(
    "written",
    [
        "2023-02-29",
        "2024-2-1",
        "20240201",
        "2024-02",
        "2024",
        "2024-02-29T00:00:00",
        "2024/02/29",
        "0000-01-01",
        "๒๐๒๔-๐๒-๒๙",
        "29 ก.พ. 2567",
        "true",
        '""',
    ],
)
def test_what_is_no_date_is_refused(read: Read, written: str) -> None:
    text = policy_with(f"valid_from: {written}")
    checked = read(text)

    assert codes(checked) == ["SRC125"]
    assert places(checked) == [place_in(text, written)]


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2024-06-05", dt.date(2024, 6, 5), dt.date(2024, 6, 5)),
        ("2024-02", dt.date(2024, 2, 1), dt.date(2024, 2, 29)),
        ("2024-12", dt.date(2024, 12, 1), dt.date(2024, 12, 31)),
        ("2024", dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
    ],
)
@pytest.mark.parametrize("quote", ["", '"'])
def test_date_of_a_handoff_may_stop_at_the_month_or_the_year(
    read: Read, written: str, first: dt.date, last: dt.date, quote: str
) -> None:
    asked_on = f"asked_on: {quote}{written}{quote}"
    checked = read(
        f"units:\n- {{id: B1, kind: bureau, {TITLE}}}\n"
        f"handoffs:\n- {{id: H1, subject: ก, from: B1, to: B1, {asked_on}}}\n"
    )

    assert lines(checked) == []
    (handoff,) = checked.portfolio.of(Handoff)
    assert handoff.asked_on == PartialDate(first, last, written)
    assert handoff.asked_on.day == (first if first == last else None)


@pytest.mark.parametrize(
    "written",
    ["2567-09-30", "2567", "2567-09", "25670930", "2567/09/30", "3022-06-01", "9999-12-31"],
)
def test_who_follows_the_advice_on_a_buddhist_date_has_a_date(read: Read, written: str) -> None:
    (problem,) = read(policy_with(f"valid_from: {written}")).problems
    advised = re.search(r"so write (.+)", problem.message)

    if advised:  # Where there is no good advice, none is given.
        assert lines(read(policy_with(f"valid_from: {advised[1]}"))) == []
        assert advised[1].startswith("2024"), "years after 2700 are slips of the finger"


# Absent, none and null ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "meant"),
    [
        ("note: x", None),
        ("owner: []", ()),
        ("owner: ", None),
        ("owner: ~", None),
        ("owner: null", None),
        ("owner: B1", ("B1",)),
        ("owner: [B1]", ("B1",)),
    ],
)
def test_absent_is_unrecorded_and_empty_list_is_none(
    read: Read, field: str, meant: tuple[str, ...] | None
) -> None:
    checked = read(policy_with(field) + f"units:\n- {{id: B1, kind: bureau, {TITLE}}}\n")

    assert lines(checked) == []
    (policy,) = checked.portfolio.of(Policy)
    assert policy.owner == meant


@pytest.mark.parametrize(
    ("word", "nothing"),
    [
        ("policies", ""),
        ("policies", "[]"),
        ("policies", "~"),
        ("policies", "null"),
        ("defaults", ""),
        ("defaults", "{}"),
        ("defaults", "~"),
        ("defaults", "null"),
    ],
)
def test_top_level_word_may_be_followed_by_nothing(read: Read, word: str, nothing: str) -> None:
    assert lines(read(f"{word}: {nothing}\n")) == []


@pytest.mark.parametrize("nothing", ["", "[]", "~"])
def test_nested_list_may_hold_nothing(read: Read, nothing: str) -> None:
    checked = read(f"objectives:\n- id: O1\n  {TITLE}\n  key_results: {nothing}\n")

    assert lines(checked) == []


@pytest.mark.parametrize("content", ["", "\n", "# ยังไม่มีข้อมูล\n", "---\n", "{}\n"])
def test_file_may_hold_nothing(read: Read, content: str) -> None:
    checked = read({"empty.yaml": content, "policies.yaml": policy_with("note: x")})

    assert lines(checked) == []
    assert checked.portfolio.files == ("empty.yaml", "policies.yaml")


@pytest.mark.parametrize(
    "field", ["owner:\n  -\n", "strategies:\n  - S1\n  -\n", "supersedes: [~]\n"]
)
def test_empty_element_is_not_told_to_become_empty_text(read: Read, field: str) -> None:
    text = f"strategies:\n- {{id: S1, {TITLE}}}\npolicies:\n- id: P1\n  {TITLE}\n  {field}"
    (problem,) = read(text).problems

    assert "in quotes" not in problem.message
    assert "the value :" not in problem.message


@pytest.mark.parametrize("field", ["check_ins", "allocations", "waive"])
def test_empty_record_is_named_as_such(read: Read, field: str) -> None:
    text = (
        f"objectives:\n- id: O1\n  {TITLE}\n  key_results:\n"
        f"  - id: KR1\n    {TITLE}\n    target: 1\n    {field}:\n    -\n"
    )
    (problem,) = read(text).problems

    assert problem.line == text.count("\n")
    assert "a list of mappings, not" not in problem.message, "it is a list; an element is empty"


@pytest.mark.parametrize("empty", ["[]", "{}"])
@pytest.mark.parametrize(
    "field",
    [
        "check_ins: [{{as_of: {}, value: 1}}]",
        "check_ins: [{{as_of: 2024-01-01, value: {}}}]",
        "allocations: [{{unit: {}}}]",
        "waive: [{{rule: {}, reason: ก}}]",
    ],
)
def test_list_or_mapping_in_a_record_is_one_problem(read: Read, field: str, empty: str) -> None:
    text = key_result_with(field.format(empty))

    assert places(read(text)) == [place_in(text, empty)]


# Defaults and basis -------------------------------------------------------------------------------

CITY = f"""
units:
- {{id: B1, kind: bureau, {TITLE}}}
- {{id: B2, kind: bureau, {TITLE}}}
"""
WITH_DEFAULTS = f"""
objectives:
- id: O1
  {TITLE}
  key_results:
  - {{id: KR1, {TITLE}, target: 1}}
- {{id: O2, {TITLE}, owner: [], fiscal_year: 2568, source: แผน, basis: stated}}
- {{id: O3, {TITLE}, owner: B2}}
- {{id: O4, {TITLE}, owner: }}
kpis:
- {{id: KPI1, {TITLE}}}
projects:
- {{id: PRJ-1, {TITLE}}}
- {{id: PRJ-2, {TITLE}, lead: B2, basis: {{lead: stated}}}}
policies:
- {{id: P1, {TITLE}}}
defaults: {{owner: [B1], lead: B1, fiscal_year: 2567, source: e-plan, basis: inferred}}
"""


def test_defaults_stand_in_where_an_item_is_silent_and_nowhere_else(read: Read) -> None:
    checked = read({"city.yaml": CITY, "okr.yaml": WITH_DEFAULTS})
    fields = ("owner", "lead", "fiscal_year", "source", "basis")
    found = {
        item.id: tuple(getattr(item, field, "-") for field in fields)
        for item in checked.portfolio.items.values()
    }

    assert lines(checked) == []
    assert found == {
        "B1": ("-", "-", "-", None, "stated"),
        "B2": ("-", "-", "-", None, "stated"),
        "O1": (("B1",), "-", 2567, "e-plan", "inferred"),
        "KR1": (None, "-", "-", "e-plan", "inferred"),
        "O2": ((), "-", 2568, "แผน", "stated"),
        "O3": (("B2",), "-", 2567, "e-plan", "inferred"),
        "O4": (("B1",), "-", 2567, "e-plan", "inferred"),
        "KPI1": (("B1",), "-", "-", "e-plan", "inferred"),
        "PRJ-1": ("-", "B1", 2567, "e-plan", "inferred"),
        "PRJ-2": ("-", "B2", 2567, "e-plan", {"lead": "stated"}),
        "P1": (None, "-", "-", "e-plan", "inferred"),
    }


def test_mistake_in_the_defaults_is_named_once_where_it_stands(read: Read) -> None:
    text = f"defaults:\n  lead: B9\nprojects:\n- {{id: A, {TITLE}}}\n- {{id: B, {TITLE}}}\n"
    checked = read(text)

    assert codes(checked) == ["SRC140"]
    assert places(checked) == [place_in(text, "B9")]


def test_basis_in_the_defaults_names_fields_that_some_item_has(read: Read) -> None:
    text = "defaults: {basis: {supercedes: inferred}}\n" + policy_with("strategies: []")
    (problem,) = read(text).problems

    assert (problem.line, problem.column) == place_in(text, "supercedes")
    assert problem.code == "SRC120"
    assert problem.message.endswith("did you mean 'supersedes'?")


@pytest.mark.parametrize(
    ("basis", "of_strategies", "of_owner"),
    [
        ("note: ไม่บอก", "stated", "stated"),
        ("basis: stated", "stated", "stated"),
        ("basis: inferred", "inferred", "inferred"),
        ("basis: {strategies: inferred}", "inferred", "stated"),
        ("basis: {strategies: stated, owner: inferred}", "stated", "inferred"),
        ("basis: ", "stated", "stated"),
    ],
)
def test_basis_holds_for_the_item_or_for_a_field(
    read: Read, basis: str, of_strategies: str, of_owner: str
) -> None:
    checked = read(
        policy_with(f"strategies: [S1], owner: B1, {basis}")
        + CITY
        + f"strategies:\n- {{id: S1, {TITLE}}}\n"
    )

    assert lines(checked) == []
    links = {link.field: link.basis for link in checked.portfolio.links}
    assert links == {"strategies": of_strategies, "owner": of_owner}


# Items inside items, files inside folders ---------------------------------------------------------


def test_nested_items_belong_to_the_item_around_them(read: Read) -> None:
    handoff = "subject: ขอใช้พื้นที่, from: B1, to: B2"
    checked = read(
        f"""{CITY}
objectives:
- id: O1
  {TITLE}
  key_results:
  - id: KR1
    {TITLE}
    target: 1
    handoffs: [{{id: H1, {handoff}}}]
  - {{id: KR2, {TITLE}, target: 1}}
- id: O2
  {TITLE}
  key_results: [{{id: KR3, {TITLE}, target: 1}}]
projects:
- id: PRJ-1
  {TITLE}
  handoffs: [{{id: H2, {handoff}}}, {{id: H3, {handoff}}}]
handoffs:
- {{id: H4, {handoff}, item: KR3}}
- {{id: H5, {handoff}}}
"""
    )
    portfolio = checked.portfolio

    assert lines(checked) == []
    assert {one.id: one.objective for one in portfolio.of(KeyResult)} == {
        "KR1": "O1",
        "KR2": "O1",
        "KR3": "O2",
    }
    assert {one.id: one.item for one in portfolio.of(Handoff)} == {
        "H1": "KR1",
        "H2": "PRJ-1",
        "H3": "PRJ-1",
        "H4": "KR3",
        "H5": None,
    }


PIECES = (
    f"policies:\n- {{id: P1, {TITLE}, owner: B1, strategies: [S1]}}\n",
    f"strategies:\n- {{id: S1, {TITLE}, part_of: S2}}\n",
    f"strategies:\n- {{id: S2, {TITLE}}}\nunits:\n- {{id: B1, kind: bureau, {TITLE}}}\n",
    f"objectives:\n- {{id: O1, {TITLE}, strategies: [S1], policies: [P1], owner: [B1]}}\n",
)


def test_any_number_and_order_of_files_and_folders_give_the_same_portfolio(
    tmp_path: Path,
) -> None:
    names = ("a.yaml", "b/c/d.yaml", "b/z.yaml", "หน่วยงาน/เขต.yaml")
    portfolios = []
    for number, order in enumerate(permutations(PIECES)):
        folder = tmp_path / str(number)
        for name, piece in zip(names, order, strict=True):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(piece, encoding="utf-8")
        checked = app.check(folder)
        assert lines(checked) == []
        portfolios.append(stated(checked))

    assert len(portfolios) == 24
    assert set(portfolios[0]) == {"P1", "S1", "S2", "B1", "O1"}
    assert all(one == portfolios[0] for one in portfolios)


def test_files_stand_in_the_order_of_their_paths(read: Read) -> None:
    names = ["units/b.yaml", "units.yaml", "a/z.yaml", "units/a.yaml"]
    checked = read(dict.fromkeys(names, ""))

    assert checked.portfolio.files == ("a/z.yaml", "units.yaml", "units/a.yaml", "units/b.yaml")


def test_hidden_folders_and_files_and_other_kinds_of_file_are_passed_over(read: Read) -> None:
    broken = "policies: ["
    checked = read(
        {
            "policies.yaml": policy_with("note: x"),
            ".git/refs.yaml": broken,
            "units/.trash/old.yaml": broken,
            "units/.draft.yaml": broken,
            "README.md": broken,
            "units/units.yaml.orig": broken,
            "yaml": broken,
        }
    )

    assert lines(checked) == []
    assert checked.portfolio.files == ("policies.yaml",)


@pytest.mark.parametrize("name", ["units.yml", "units.YAML", "units.Yml"])
def test_file_whose_name_ends_a_little_otherwise_is_not_passed_over_in_silence(
    read: Read, name: str
) -> None:
    checked = read({"policies.yaml": policy_with("note: x"), name: CITY})

    assert lines(checked) == [
        f"{name}:1:1: warning: this file is not read: rename it to end with .yaml [SRC112]"
    ]


def test_folder_that_does_not_exist_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourcesError, match=r"there is no folder '.*nowhere'.*--data"):
        app.check(tmp_path / "nowhere")


def test_folder_without_sources_is_said_to_hold_none(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourcesError, match=r"there is no \*\.yaml file under"):
        app.check(tmp_path)


def test_folder_of_yml_files_is_said_to_hold_files_to_rename(tmp_path: Path) -> None:
    (tmp_path / "policies.yml").write_text("policies: []\n", encoding="utf-8")

    with pytest.raises(UnreadableSourcesError, match=r"policies\.yml|\.yml.*rename|rename.*\.yml"):
        app.check(tmp_path)


def test_id_that_stands_twice_stays_with_the_first(read: Read) -> None:
    checked = read(
        {
            "a.yaml": "policies: [{id: X1, title: {th: ก, en: First}}]\n",
            "b.yaml": "strategies: [{id: X1, title: {th: ก, en: Second}}]\n",
        }
    )

    (line,) = lines(checked)
    assert line.startswith("b.yaml:1:19: error: id 'X1' is already that of a policy at a.yaml:1:17")
    assert checked.portfolio.items["X1"].title_en == "First"


SAME_ID = {
    "strategies": f"strategies:\n- {{id: S1, {TITLE}, part_of: S1}}\n",
    "policies": f"policies:\n- {{id: S1, {TITLE}, supersedes: [S1]}}\n",
    "units": f"units:\n- {{id: S1, kind: section, {TITLE}, part_of: S1}}\n",
    "areas": f"areas:\n- {{id: S1, kind: zone, {TITLE}}}\n",
}


@pytest.mark.parametrize("first", SAME_ID)
@pytest.mark.parametrize("second", SAME_ID)
def test_id_that_stands_twice_may_also_run_in_a_circle(read: Read, first: str, second: str) -> None:
    checked = read({"a.yaml": SAME_ID[first], "b.yaml": SAME_ID[second]})
    (again,) = (problem for problem in checked.problems if problem.code == "SRC130")

    assert (again.file, again.line, again.column) == ("b.yaml", 2, 8)


# Places -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "{id: P1, TITLE, strategies: [S1, S9]}",
        "{id: P1, TITLE, strategies: [ S1 ,\n\n    S9 , S1a]}",
        '{id: P1, TITLE, strategies: ["S1", "S9"]}',
        "{id: P1, note: 'ผู้ว่าฯ 👷🏽‍♀️ สั่ง', TITLE, strategies: [S9]}",
        "id: P1\n  TITLE\n  strategies:\n    - S1\n    # หมายเหตุ\n    -   S9\n    - S1a",
        "id: P1\n  TITLE\n  strategies:\n  - S1\n  - 'S9'",
        "id: P1\n  TITLE\n  strategies:\n  - S1\n  - >-\n    S9",
        "id: P1\n  TITLE\n  note: |\n    หลายบรรทัด\n\n    ก\n  strategies: [S9]",
        "\n\n    id: P1\n    TITLE\n    strategies: [S9]",
        "? id\n  : P1\n  TITLE\n  ? strategies\n  : - S1\n    - S9",
    ],
)
def test_reference_is_named_at_its_own_line_and_column(read: Read, text: str) -> None:
    strategies = f"strategies: [{{id: S1, {TITLE}}}, {{id: S1a, {TITLE}}}]\n"
    text = strategies + "policies:\n- " + text.replace("TITLE", TITLE) + "\n"
    mark = next(one for one in ('"S9"', "'S9'", ">-", "S9") if one in text)
    errors = [one for one in read(text).problems if one.severity.name == "ERROR"]

    assert [one.code for one in errors] == ["SRC140"]
    assert [(one.line, one.column) for one in errors] == [place_in(text, mark)]


def test_line_separators_inside_text_do_not_count_as_lines(read: Read) -> None:
    text = 'policies:\n- id: P1\n  title: {th: "ก\u2028ข\u0085ค\u2029", en: A}\n  owner: B9\n'
    dangling = [problem for problem in read(text).problems if problem.code == "SRC140"]

    assert [(problem.line, problem.column) for problem in dangling] == [place_in(text, "B9")]


def test_circle_is_named_from_an_item_back_to_itself(read: Read) -> None:
    checked = read(
        f"policies:\n- {{id: P1, {TITLE}, supersedes: [P2]}}\n"
        f"- {{id: P2, {TITLE}, supersedes: [P3]}}\n- {{id: P3, {TITLE}, supersedes: [P2, P1]}}\n"
    )
    circles = [re.findall(r"P[0-9]", problem.message) for problem in checked.problems]

    assert set(codes(checked)) == {"SRC142"}
    for circle in circles:
        assert circle[0] == circle[-1]
        assert len(set(circle)) == len(circle) - 1


@pytest.mark.parametrize(
    "text",
    [
        f"units:\n- {{id: กองคลอง, kind: division, {TITLE}}}\n",
        f"units:\n- {{kind: division, {TITLE}}}\n",
        f"objectives:\n- id: O1\n  {TITLE}\n  key_results:\n  - {{{TITLE}}}\n",
    ],
)
def test_item_without_a_good_id_is_not_called_by_a_name_that_nobody_wrote(
    read: Read, text: str
) -> None:
    checked = read(text)

    assert lines(checked) != []
    assert not [line for line in lines(checked) if "'?" in line]


@pytest.mark.parametrize(
    "text",
    [
        'policies: []\n"a\\nb": 1\n',
        'policies: []\n"a\\e[31mb": 1\n',
        'x:\n  "a\\nb": 1\n  "a\\nb": 2\n',
        policy_with('"a\\nb": x'),
        policy_with('waive: [{rule: "a\\nb", reason: x}]'),
        policy_with('valid_from: "2567-01\\n01"'),
        policy_with('basis: "a\\nb"'),
        policy_with('owner: "a\\nb"'),
        policy_with("note: !<%0A%1b> x"),
        "format: [1]\n",
        "format: {a: b}\n",
        'format: "1\\n2"\n',
        "format: " + "9" * 1000,
        "? [a]\n: b\n? [c]\n: d\n",
        policy_with("x" * 1000 + ": 1, " + "x" * 1000 + ": 2"),
        policy_with("note: !" + "x" * 1000 + " ก"),
        policy_with("waive: [{rule: " + "x" * 1000 + ", reason: x}]"),
    ],
)
def test_problem_is_one_line_that_can_be_read(read: Read, text: str) -> None:
    checked = read(text)

    assert lines(checked) != []
    for line in lines(checked):
        assert line.isprintable()
        assert len(line) < 400
        assert "<yaml" not in line


# Files that are broken ----------------------------------------------------------------------------

BROKEN: dict[str, Callable[[str], Any]] = {
    "syntax": lambda good: good + "- {id: S3, title: ]\n",
    "syntax-at-the-start": lambda good: "units: [}\n" + good,
    "encoding": lambda good: good.encode("tis-620"),
    "utf-16": lambda good: good.encode("utf-16"),
    "two-documents": lambda good: "policies: []\n---\n" + good,
    "too-deep": lambda good: "policies: " + "[" * 40 + "]" * 40 + "\n" + good,
    "control-character": lambda good: "# \x07\n" + good,
}
STRATEGIES = f'strategies:\n- {{id: S1, {TITLE}}}\n- {TITLE}\n  id: "S2"\n'


@pytest.mark.parametrize("name", BROKEN)
def test_reference_into_a_broken_file_is_not_called_dangling(read: Read, name: str) -> None:
    checked = read(
        {
            "broken.yaml": BROKEN[name](STRATEGIES),
            "policies.yaml": policy_with("strategies: [S1, S2]"),
        }
    )

    assert {problem.file for problem in checked.problems} == {"broken.yaml"}


def test_reference_to_what_no_file_names_is_dangling_beside_a_broken_file(read: Read) -> None:
    broken = BROKEN["syntax"](STRATEGIES)
    checked = read({"broken.yaml": broken, "policies.yaml": policy_with("strategies: [S2, S4]")})

    assert codes(checked) == ["SRC101", "SRC140"]


def test_reference_is_not_called_dangling_while_a_file_cannot_be_read(
    read: Read, tmp_path: Path
) -> None:
    (tmp_path / "strategies.yaml").symlink_to(tmp_path / "moved-away.yaml")

    assert codes(read({"policies.yaml": policy_with("strategies: [S1]")})) == ["SRC110"]


def test_half_read_item_is_left_out_and_those_before_it_are_checked(read: Read) -> None:
    text = f"""policies:
- {{id: P1, {TITLE}, owner: B9}}
- id: P2
  {TITLE}
  supersedes: [P1, P8
- {{id: P3, {TITLE}}}
"""
    checked = read(text)

    assert codes(checked) == ["SRC140", "SRC101"]
    assert checked.problems[0].line == 2
    assert list(checked.portfolio.items) == ["P1"]


def test_item_is_left_out_whole_where_one_inside_it_is_half_read(read: Read) -> None:
    text = f"""objectives:
- id: O1
  {TITLE}
  key_results: [{{id: KR1, {TITLE}, target: 1}}]
- id: O2
  {TITLE}
  key_results:
  - {{id: KR2, {TITLE}, target: 1}}
  - id: KR3
    title: "ไม่ปิด
"""
    checked = read(text)

    assert codes(checked) == ["SRC101"]
    assert list(checked.portfolio.items) == ["O1", "KR1"]
    assert [one.id for one in checked.portfolio.of(Objective)] == ["O1"]


def test_broken_file_leaves_the_others_whole(read: Read) -> None:
    checked = read({"a.yaml": "policies: [", "b.yaml": policy_with("owner: B9")})

    assert [(problem.file, problem.code) for problem in checked.problems] == [
        ("a.yaml", "SRC101"),
        ("b.yaml", "SRC140"),
    ]
    assert checked.portfolio.files == ("a.yaml", "b.yaml")


@pytest.mark.parametrize("deep", ["[" * 100_000, "- " * 100_000])
def test_huge_nesting_is_one_problem_and_quickly_found(read: Read, deep: str) -> None:
    before = time.perf_counter()
    checked = read(deep)

    assert time.perf_counter() - before < 1
    assert codes(checked) == ["SRC108"]
    assert checked.problems[0].line == 1


@pytest.mark.parametrize("deep", ["{" * 100_000, "{a: " * 100_000, "? " * 100_000, "a: [" * 50_000])
def test_reading_stops_soon_in_any_huge_nesting(read: Read, deep: str) -> None:
    before = time.perf_counter()
    checked = read(deep)

    assert time.perf_counter() - before < 1
    assert 0 < len(checked.problems) < 50


def test_aliases_that_would_grow_without_end_are_refused_quickly(read: Read) -> None:
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    before = time.perf_counter()
    checked = read("\n".join(["a0: &a0 [x]", *levels]))

    assert time.perf_counter() - before < 1
    assert "SRC105" in codes(checked)


def test_thousands_of_wrong_references_are_named_quickly(read: Read) -> None:
    many = "".join(f"- {{id: P{n}, {TITLE}, strategies: [X{n}]}}\n" for n in range(3000))
    before = time.perf_counter()
    checked = read("policies:\n" + many)

    assert time.perf_counter() - before < 5
    assert codes(checked) == ["SRC140"] * 3000
