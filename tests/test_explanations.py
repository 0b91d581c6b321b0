"""Every code is explained, and every example of an explanation is true."""

import ast
import json
import os
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings

import graph
from graph import app
from graph.model.explanations import EXPLANATIONS, Explanation, explanation_of
from graph.model.rules import DANGLING_REFERENCE, RULES
from graph.network import TraceGraph
from graph.problems import Problem
from graph.reports.registry import REPORTS
from graph.reports.result import Parameters, Result
from tests.builders import AS_OF, City, Piece
from tests.commands import run
from tests.strategies import Data, portfolios

PACKAGE = Path(graph.__file__).parent
BROKEN = Path(__file__).parent / "assets" / "broken"
CODE = re.compile(r"[A-Z]{3}[0-9]{3}")
THAI = re.compile("[\u0e00-\u0e7f]")
TOO_LARGE = 64 * 1024 * 1024 + 1
OF_SOURCES = [one for one in EXPLANATIONS.values() if not one.is_finding]
OF_REPORTS = [one for one in EXPLANATIONS.values() if one.is_finding]
EVERY_PROBLEM = pytest.mark.parametrize("told", OF_SOURCES, ids=lambda one: one.code)
EVERY_FINDING = pytest.mark.parametrize("told", OF_REPORTS, ids=lambda one: one.code)
EVERY_CODE = pytest.mark.parametrize("told", EXPLANATIONS.values(), ids=lambda one: one.code)


# The table ----------------------------------------------------------------------------------------


def codes_in(path: Path) -> set[str]:
    constants = (
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
    )
    return {one for one in constants if isinstance(one, str) and CODE.fullmatch(one)}


def test_every_code_of_the_program_is_explained_and_none_besides() -> None:
    explained_in = PACKAGE / "model" / "explanations"
    modules = [one for one in PACKAGE.rglob("*.py") if explained_in not in one.parents]
    emitted = set().union(*map(codes_in, modules))

    assert len(emitted) > 40, "the codes are found where they are emitted"
    assert EXPLANATIONS.keys() == emitted


def test_findings_are_the_codes_of_the_rules() -> None:
    assert {one.code: one.rule for one in OF_REPORTS} == RULES


def test_codes_are_listed_in_the_order_of_their_numbers() -> None:
    numbers = [int(code[3:]) for code in EXPLANATIONS]
    assert numbers == sorted(numbers)


def test_severities_are_those_of_the_problems_that_check_prints() -> None:
    line = re.compile(r": (error|warning|notice): .* \[([A-Z]{3}[0-9]{3})\]$", re.MULTILINE)
    outputs = [path.read_text(encoding="utf-8") for path in BROKEN.glob("*/expected.txt")]
    printed = {pair for output in outputs for pair in line.findall(output)}

    assert printed == {(str(one.severity), one.code) for one in OF_SOURCES}


@EVERY_CODE
def test_explanation_is_whole_in_both_languages(told: Explanation) -> None:
    for text in (told.title, told.meaning, told.why, told.remedy):
        assert THAI.search(text.th)
        assert not THAI.search(text.en)
        assert all(one == one.strip() and unicodedata.is_normalized("NFC", one) for one in text)
    for text in (told.meaning, told.why, told.remedy):
        assert text.en.endswith((".", "}."))


def test_each_rule_belongs_to_one_report_but_that_of_references_to_nothing() -> None:
    owned = [rule.code for report in REPORTS.values() for rule in report.rules]
    assert sorted(owned) == sorted(RULES.keys() - {DANGLING_REFERENCE.code})


@settings(deadline=None, max_examples=50)
@given(data=portfolios())
def test_reports_find_nothing_but_what_their_rules_say(data: Data) -> None:
    sources = _city_of(data)
    for name, report in REPORTS.items():
        findings = [row["finding"] for row in sources.rows(name, all_tiers=True)]
        codes = {one.partition(":")[0] for one in findings if one}
        assert codes <= {rule.code for rule in report.rules}


def _city_of(data: Data) -> City:
    pieces = tuple(
        Piece(name, item)
        for name, items in data.items()
        if isinstance(items, list)
        for item in items
    )
    return City(pieces, data.get("defaults", {}))


# The examples -------------------------------------------------------------------------------------


def written(folder: Path, told: Explanation, text: str, *, is_wrong: bool) -> Path:
    """Write an example as it is told, beside a file that has nothing wrong with it."""
    example, folder = told.example, folder / ("wrong" if is_wrong else "mended")
    folder.mkdir()
    (folder / "format.yaml").write_text("format: 1\n", encoding="utf-8")
    path = folder / (example.file if is_wrong else "plan.yaml")
    if is_wrong and told.code == "SRC110":
        path.symlink_to(folder / "moved-away.yaml")
    else:
        path.write_bytes(text.encode(example.encoding if is_wrong else "utf-8"))
    if is_wrong and told.code == "SRC107":
        os.truncate(path, TOO_LARGE)
    return folder


def problems_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Problem, ...]:
    monkeypatch.chdir(folder)
    return app.check(Path()).problems


@EVERY_PROBLEM
def test_example_of_a_problem_shows_it_and_its_mended_form_shows_nothing(
    told: Explanation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = written(tmp_path, told, told.example.wrong, is_wrong=True)
    mended = written(tmp_path, told, told.example.mended, is_wrong=False)

    found = problems_in(wrong, monkeypatch)

    assert {one.code for one in found} == {told.code}, "nothing but this is wrong with it"
    assert {one.severity for one in found} == {told.severity}
    assert str(found[0]) == told.example.shows
    assert problems_in(mended, monkeypatch) == ()


def findings_in(folder: Path, told: Explanation) -> list[Result]:
    lenient = told.rule is DANGLING_REFERENCE
    graph = TraceGraph.from_portfolio(app.open_portfolio(folder, lenient=lenient))
    owners = [name for name, report in REPORTS.items() if told.rule in report.rules]
    return app.ask(graph, owners or ["gaps"], Parameters(as_of=AS_OF))


def ids_of(results: list[Result]) -> list[str]:
    rows = [row for one in results for row in (*one.rows, *one.summary.get("dangling", ()))]
    return [row["finding"] for row in rows if row["finding"]]


@EVERY_FINDING
def test_example_of_a_finding_shows_it_and_its_mended_form_does_not(
    told: Explanation, tmp_path: Path
) -> None:
    wrong = written(tmp_path, told, told.example.wrong, is_wrong=True)
    mended = written(tmp_path, told, told.example.mended, is_wrong=False)

    assert told.example.shows in ids_of(findings_in(wrong, told))
    assert told.example.shows.startswith(f"{told.code}:")
    assert told.example.shows not in ids_of(findings_in(mended, told))
    assert app.check(mended).problems == ()


@EVERY_FINDING
def test_finding_of_an_example_is_waived_on_the_item_that_the_page_names(
    told: Explanation, tmp_path: Path
) -> None:
    data = yaml.safe_load(told.example.wrong)
    _waive(data, told.example.shows.split(":")[1], told.code)
    text = yaml.safe_dump(data, allow_unicode=True)
    folder = written(tmp_path, told, text, is_wrong=False)

    results = findings_in(folder, told)

    assert told.example.shows not in ids_of(results)
    waived = [one["finding"] for result in results for one in result.summary["waived"]]
    assert told.example.shows in waived


def _waive(node: Any, item_id: str, code: str) -> None:
    if isinstance(node, dict):
        if node.get("id") == item_id:
            node["waive"] = [{"rule": code, "reason": "รอแผนปี 2570"}]
        for inner in node.values():
            _waive(inner, item_id, code)
    elif isinstance(node, list):
        for inner in node:
            _waive(inner, item_id, code)


# The command line ---------------------------------------------------------------------------------


@pytest.mark.usefixtures("empty_home")
@EVERY_CODE
@pytest.mark.parametrize("language", app.LANGUAGES)
def test_page_tells_all_of_a_code(told: Explanation, language: str) -> None:
    ran = run("explain", told.code, "--lang", language)

    assert (ran.code, ran.err) == (0, "")
    words = ran.out.replace("\n  ", " ")
    for text in (told.title, told.meaning, told.why, told.remedy):
        assert text.in_language(language) in words
    assert told.example.shows in words
    assert ran.out.count("waive: [{rule:") - told.example.wrong.count("waive: [{rule:") * 2 == (
        told.is_finding
    )
    assert all(one.isprintable() for one in ran.out.splitlines())


@pytest.mark.usefixtures("empty_home")
@pytest.mark.parametrize("asked", ["TRC201:PRJ-11000000-4061", "trc201", "TRC201:ก"])
def test_finding_id_stands_for_its_code(asked: str) -> None:
    assert run("explain", asked).out == run("explain", "TRC201").out


@pytest.mark.usefixtures("empty_home")
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("TRC21", "Error: there is no code 'TRC21'; did you mean 'TRC201'?\n"),
        ("x", "Error: there is no code 'x': 'policytrace rules' lists them\n"),
    ],
)
def test_unknown_code_is_a_mistake_of_use(asked: str, said: str) -> None:
    ran = run("explain", asked)
    assert (ran.code, ran.out, ran.err) == (2, "", said)


@pytest.mark.usefixtures("empty_home")
def test_rules_lists_every_code_once() -> None:
    lines = run("rules", "--lang", "en").out.splitlines()[2:]
    assert [line.split()[0] for line in lines] == list(EXPLANATIONS)
    assert all(line.endswith(("check", "--lenient", *REPORTS)) for line in lines)


@pytest.mark.usefixtures("empty_home")
def test_rules_as_json_have_the_keys_of_the_contract() -> None:
    whole = json.loads(run("rules", "--format", "json").out)
    assert list(whole) == ["schema_version", "rules"]
    assert [one["code"] for one in whole["rules"]] == list(EXPLANATIONS)
    assert list(whole["rules"][0]) == [
        *("code", "severity", "title_th", "title_en", "meaning_th", "meaning_en"),
        *("why_th", "why_en", "remedy_th", "remedy_en", "shown_by", "can_be_waived"),
    ]
    waivable = {one["code"] for one in whole["rules"] if one["can_be_waived"]}
    assert waivable == RULES.keys()


@pytest.mark.usefixtures("empty_home")
def test_rules_as_markdown_are_one_table() -> None:
    lines = run("rules", "--format", "md", "--lang", "en").out.splitlines()
    assert lines[0] == "| code | severity | title | What it means | shown by |"
    assert len(lines) == len(EXPLANATIONS) + 2
    assert {line.replace("\\|", "").count("|") for line in lines} == {6}


def test_explanation_of_a_code_is_that_of_the_table() -> None:
    assert explanation_of("SRC125") is EXPLANATIONS["SRC125"]
