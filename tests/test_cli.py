"""The command line: what each verb does with its options, and how it leaves (DESIGN section 6)."""

import json
import os
from pathlib import Path

import pytest

import cli
from graph import app
from graph.reports.registry import MAIN_REPORTS, REPORTS
from tests.builders import City, bureau, city, district, handoff, policy, project, waiver
from tests.commands import AS_OF, run

pytestmark = pytest.mark.usefixtures("empty_home")

CLEAN = city(bureau("B1"))
ORPHAN = city(project("PRJ1"))
UNOWNED = city(policy("P1"))
CROSSING = city(bureau("B1"), district("D1"), handoff("H1", "D1", "B1"))
WARNED = city(project("PRJ1", fiscal_year=2567, end="2030-01-01"))
NOTICED = city(bureau("B1", title="สำนัก"))
DANGLING = city(project("PRJ1", lead="B9"))
BROKEN = city(project("PRJ1", lead="B9", budget=-1))


def data_of(sources: City) -> None:
    sources.write(Path("data"))


# Help ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", cli.main.commands)
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_every_verb_has_help_with_an_example(verb: str, flag: str) -> None:
    ran = run(verb, flag)
    assert (ran.code, ran.err) == (0, "")
    assert "Example" in ran.out
    assert f"policytrace {verb}" in ran.out


def test_program_has_help_that_names_its_verbs_and_exit_codes() -> None:
    ran = run("--help")
    assert ran.code == 0
    assert all(verb in ran.out for verb in ("check", "report", "trace", "Exit codes"))


@pytest.mark.parametrize("arguments", [["chekc"], ["report"], ["trace"], ["check", "--dta", "x"]])
def test_what_is_no_command_is_a_mistake_of_use(arguments: list[str]) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "Error: " in ran.err


# check --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sources", "codes"),
    [
        (CLEAN, {"never": 0, "notice": 0, "warning": 0, "error": 0}),
        (NOTICED, {"never": 0, "notice": 1, "warning": 0, "error": 0}),
        (WARNED, {"never": 0, "notice": 1, "warning": 1, "error": 0}),
        (DANGLING, {"never": 0, "notice": 1, "warning": 1, "error": 1}),
    ],
    ids=["clean", "notice", "warning", "error"],
)
def test_check_fails_at_the_severity_asked_for_and_above(
    sources: City, codes: dict[str, int]
) -> None:
    data_of(sources)
    assert {level: run("check", "--fail-on", level).code for level in codes} == codes
    assert run("check").code == codes["error"]


@pytest.mark.usefixtures("home")
def test_check_prints_problems_to_be_jumped_to_and_counts_them_beside() -> None:
    ran = run("check")
    lines = ran.out.splitlines()
    assert lines[0].startswith("data/okr-2567.yaml:30:9: warning: ")
    assert all(line.endswith("]") for line in lines)
    assert ran.err == "51 items in 5 files: 0 errors, 3 warnings, 2 notices\n"


def test_check_prints_nothing_where_nothing_is_wrong() -> None:
    data_of(CLEAN)
    ran = run("check")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "1 item in 1 file: 0 errors, 0 warnings, 0 notices\n"


# The folder ---------------------------------------------------------------------------------------

EVERY_READER = pytest.mark.parametrize(
    "arguments", [["check"], ["report", "all"], ["trace", "P1"]], ids=["check", "report", "trace"]
)


@EVERY_READER
def test_missing_folder_is_named_with_the_remedy(arguments: list[str]) -> None:
    ran = run(*arguments, "--data", "nowhere")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "Error: there is no folder 'nowhere': name the folder of the sources with --data DIR\n"
    )


@EVERY_READER
def test_file_in_place_of_a_folder_is_no_folder(arguments: list[str]) -> None:
    Path("data").write_text("policies: []\n", encoding="utf-8")
    assert run(*arguments).code == 2


@EVERY_READER
def test_folder_without_sources_is_said_to_be_empty(arguments: list[str]) -> None:
    Path("data").mkdir()
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "Error: there is no *.yaml file under 'data'\n"


# report -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sources", "codes"),
    [
        (CLEAN, {"never": 0, "notice": 0, "warning": 0, "error": 0}),
        (CROSSING, {"never": 0, "notice": 1, "warning": 0, "error": 0}),
        (ORPHAN, {"never": 0, "notice": 1, "warning": 1, "error": 1}),
        (UNOWNED, {"never": 0, "notice": 1, "warning": 1, "error": 1}),
    ],
    ids=["clean", "handoff", "orphan", "unowned"],
)
def test_report_fails_at_the_severity_asked_for_and_never_by_itself(
    sources: City, codes: dict[str, int]
) -> None:
    data_of(sources)
    assert {level: run("report", "all", "--fail-on", level).code for level in codes} == codes
    assert run("report", "all").code == 0


def test_report_fails_for_what_was_asked_alone() -> None:
    data_of(ORPHAN)
    assert run("report", "handoffs", "--fail-on", "notice").code == 0


def test_waived_findings_do_not_fail() -> None:
    data_of(city(project("PRJ1", waive=[waiver("TRC201", reason="รอ", until="2024-09-30")])))
    asked = ("report", "orphan-projects", "--fail-on", "notice")
    assert run(*asked, "--as-of", "2024-09-30").code == 0
    assert run(*asked, "--as-of", "2024-10-01").code == 1


def test_failing_report_is_written_all_the_same() -> None:
    data_of(ORPHAN)
    ran = run("report", "orphan-projects", "--fail-on", "error", "--format", "json", "-o", "a.json")
    assert ran.code == 1
    assert json.loads(Path("a.json").read_text(encoding="utf-8"))["rows"]


def test_sources_with_errors_stop_every_report_with_their_problems() -> None:
    data_of(BROKEN)
    ran = run("report", "all")
    assert (ran.code, ran.out) == (2, "")
    *problems, last = ran.err.splitlines()
    assert len(problems) == 2
    assert all(": error: " in line and "data/all.yaml:" in line for line in problems)
    assert last == "Error: the sources have errors, so nothing is done with them: mend them first"


def test_sources_with_errors_stop_a_trace_too() -> None:
    data_of(BROKEN)
    assert run("trace", "PRJ1").code == 2


def test_warnings_and_notices_stop_nothing() -> None:
    data_of(WARNED)
    ran = run("report", "all")
    assert (ran.code, ran.err) == (0, "")


def test_lenient_lets_dangling_references_pass_alone() -> None:
    data_of(DANGLING)
    assert run("report", "all").code == 2
    assert run("report", "all", "--lenient").code == 0
    assert run("report", "handoffs", "--lenient", "--fail-on", "error").code == 1
    data_of(BROKEN)
    ran = run("report", "all", "--lenient")
    assert ran.code == 2
    assert "SRC140" not in ran.err


def test_unknown_report_is_named_with_what_may_be_meant() -> None:
    data_of(CLEAN)
    ran = run("report", "orphan-project")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "Error: there is no report 'orphan-project'; did you mean 'orphan-projects'?\n"
    )


def test_report_unlike_any_other_is_answered_with_what_there_is() -> None:
    data_of(CLEAN)
    ran = run("report", "xyz")
    assert ran.code == 2
    assert all(report in ran.err for report in REPORTS)


def test_one_unknown_report_among_several_stops_all() -> None:
    data_of(CLEAN)
    ran = run("report", "handoffs", "xyz")
    assert (ran.code, ran.out) == (2, "")


@pytest.mark.parametrize("engine", ["embedded", "neo4j"])
def test_report_computed_in_python_alone_refuses_other_engines_before_anything_is_read(
    engine: str,
) -> None:
    ran = run("report", "handoffs", "progress", "--engine", engine, "--data", "nowhere")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "Error: progress is computed in Python alone: leave out --engine, or give --engine"
        " networkx\n"
    )
    several = run("report", "progress", "staleness", "--engine", engine)
    assert "progress, staleness are computed in Python alone" in several.err


def names_of(*names: str) -> list[str]:
    whole = json.loads(run("report", *names, "--format", "json").out)
    return [one["report"] for one in whole.get("reports", [whole])]


def test_reports_stand_in_the_order_asked_for_and_once_each() -> None:
    data_of(CLEAN)
    assert names_of("handoffs", "orphan-projects", "handoffs") == ["handoffs", "orphan-projects"]
    assert names_of("all") == list(MAIN_REPORTS)
    assert names_of("handoffs", "all") == list(MAIN_REPORTS)


@pytest.mark.parametrize(
    ("day", "remedy"),
    [
        ("2567-09-30", "is in the Buddhist era: write 2024-09-30"),
        ("yesterday", "is not a date such as 2024-09-30"),
        ("2024-13-01", "is not a date such as 2024-09-30"),
        ("2023-02-29", "is not a date such as 2024-09-30"),
        ("30/09/2567", "is not a date such as 2024-09-30"),
        ("๒๕๖๗-๐๙-๓๐", "is not a date such as 2024-09-30"),
        ("", "is not a date such as 2024-09-30"),
    ],
)
def test_wrong_day_is_answered_with_the_right_form(day: str, remedy: str) -> None:
    data_of(CLEAN)
    ran = run("report", "all", "--as-of", day)
    assert (ran.code, ran.out) == (2, "")
    assert f"Error: Invalid value for '--as-of': '{day}' {remedy}\n" in ran.err


@pytest.mark.parametrize(("year", "code"), [("2567", 0), ("2024", 2), ("67", 2), ("this", 2)])
def test_fiscal_year_is_of_the_buddhist_era(year: str, code: int) -> None:
    data_of(CLEAN)
    assert run("report", "all", "--fiscal-year", year).code == code


def test_interrupted_run_says_so() -> None:
    def interrupted(_folder: Path) -> app.Checked:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "check", interrupted)
        for arguments in (["check"], ["report", "all"], ["trace", "P1"]):
            ran = run(*arguments)
            assert (ran.code, ran.out, ran.err) == (130, "", "interrupted\n")


# --output -----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("form", ["json", "csv", "md"])
def test_output_to_a_file_is_what_the_terminal_would_show(form: str) -> None:
    asked = ("report", "orphan-projects", *AS_OF, "--format", form)
    ran = run(*asked, "--output", "deep/er/orphans.out")
    assert (ran.code, ran.out, ran.err) == (0, "", "wrote deep/er/orphans.out\n")
    assert Path("deep/er/orphans.out").read_bytes() == run(*asked).data


def test_table_in_a_file_is_neither_cut_nor_coloured() -> None:
    long = city(*(project(f"PRJ{n}", title="ทางเท้าริมคลอง " * 20) for n in range(60)))
    data_of(long)
    run("report", "orphan-projects", *AS_OF, "--limit", "0", "--output", "orphans.txt")
    text = Path("orphans.txt").read_text(encoding="utf-8")
    assert text.count("PRJ") == 60
    assert "…" not in text
    assert "\x1b" not in text


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("form", "ending"), [("csv", "csv"), ("json", "json"), ("md", "md"), ("table", "txt")]
)
def test_several_reports_go_into_a_folder_as_a_file_each(form: str, ending: str) -> None:
    ran = run("report", "all", *AS_OF, "--format", form, "-o", "reports")
    assert ran.code == 0
    files = [f"{report}.{ending}" for report in MAIN_REPORTS]
    assert ran.err == "".join(f"wrote reports/{name}\n" for name in files)
    assert sorted(path.name for path in Path("reports").iterdir()) == sorted(files)


@pytest.mark.usefixtures("home")
def test_one_report_goes_into_a_folder_that_is_there() -> None:
    Path("reports").mkdir()
    assert run("report", "handoffs", "--format", "csv", "-o", "reports").code == 0
    assert [path.name for path in Path("reports").iterdir()] == ["handoffs.csv"]


@pytest.mark.usefixtures("home")
def test_several_reports_go_into_one_file_where_its_name_has_an_ending() -> None:
    assert run("report", "all", *AS_OF, "--format", "json", "-o", "all.json").code == 0
    whole = json.loads(Path("all.json").read_text(encoding="utf-8"))
    assert [one["report"] for one in whole["reports"]] == list(MAIN_REPORTS)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("output", [[], ["--output", "all.csv"]])
def test_several_reports_do_not_fit_into_one_csv(output: list[str]) -> None:
    ran = run("report", "all", "--format", "csv", *output)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "Error: csv holds one report: name one, or give --output a folder for several\n"
    )
    assert not Path("all.csv").exists()


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("output", ["file/orphans.json", "file/deep/orphans.json"])
def test_place_that_cannot_be_written_to_is_named(output: str) -> None:
    Path("file").touch()
    ran = run("report", "handoffs", "--format", "json", "-o", output)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"Error: cannot write to '{output}': ")
    assert ran.err.count("\n") == 1


@pytest.mark.usefixtures("home")
def test_file_that_stands_there_is_replaced_and_nothing_is_left_beside_it() -> None:
    Path("out").mkdir()
    Path("out/handoffs.md").write_text("old", encoding="utf-8")
    run("report", "handoffs", "--format", "md", "-o", "out")
    assert [path.name for path in Path("out").iterdir()] == ["handoffs.md"]
    assert "old" not in Path("out/handoffs.md").read_text(encoding="utf-8")


@pytest.mark.usefixtures("home")
def test_link_is_followed_not_replaced() -> None:
    Path("today.json").symlink_to("handoffs-2567.json")
    assert run("report", "handoffs", "--format", "json", "-o", "today.json").code == 0
    assert Path("today.json").is_symlink()
    assert json.loads(Path("handoffs-2567.json").read_text(encoding="utf-8"))["rows"]


def test_pipe_is_written_to_not_replaced() -> None:
    """As /dev/stdout is, which a run as root would else take away from everybody."""
    data_of(CLEAN)
    os.mkfifo("pipe")
    reader = os.open("pipe", os.O_RDWR | os.O_NONBLOCK)
    ran = run("report", "handoffs", "--format", "json", "-o", "pipe")
    is_pipe = Path("pipe").is_fifo()
    text = os.read(reader, 65536) if is_pipe else b""
    os.close(reader)
    assert (ran.code, is_pipe) == (0, True)
    assert json.loads(text)["report"] == "handoffs"


@pytest.mark.usefixtures("home")
def test_place_that_turns_out_to_be_a_folder_leaves_nothing_half_written() -> None:
    Path("out/handoffs.md").mkdir(parents=True)
    ran = run("report", "handoffs", "--format", "md", "-o", "out")
    assert ran.code == 2
    assert ran.err.startswith("Error: cannot write to 'out")
    assert [path.name for path in Path("out").iterdir()] == ["handoffs.md"]


# trace --------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("home")
def test_unknown_id_is_named_with_what_may_be_meant() -> None:
    ran = run("trace", "PRJ-1")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "Error: no source declares 'PRJ-1'; did you mean 'PRJ-01'?\n"


@pytest.mark.usefixtures("home")
def test_trace_shows_the_side_asked_for() -> None:
    assert "▼" not in run("trace", "PRJ-01", "--up").out
    assert "▲" not in run("trace", "PRJ-01", "--down").out
    both = run("trace", "PRJ-01").out
    assert "▲" in both
    assert "▼" in both


@pytest.mark.usefixtures("home")
def test_trace_folds_what_goes_beyond_the_breadth() -> None:
    assert "อีก 2 " in run("trace", "PRJ-01", "--breadth", "1").out
    assert "อีก" not in run("trace", "PRJ-01", "--breadth", "0").out
    assert run("trace", "PRJ-01", "--breadth", "-1").code == 2


@pytest.mark.usefixtures("home")
def test_trace_counts_no_figure_of_a_later_day() -> None:
    assert "29% · 116/400" in run("trace", "KR1").out
    assert "%" not in run("trace", "KR1", "--as-of", "2023-10-01").out


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("form", app.TRACE_FORMATS)
def test_trace_is_written_to_a_file_in_each_format(form: str) -> None:
    ran = run("trace", "PRJ-01", "--format", form, "-o", "new/trace.out")
    assert (ran.code, ran.out, ran.err) == (0, "", "wrote new/trace.out\n")
    written = Path("new/trace.out").read_bytes().decode()
    assert "PRJ-01" in written
    assert "\x1b" not in written
    if form != "table":  # A tree in a file has all the width that it needs.
        assert written == run("trace", "PRJ-01", "--format", form).out


@pytest.mark.usefixtures("home")
def test_trace_that_cannot_be_written_is_one_sentence() -> None:
    ran = run("trace", "PRJ-01", "-o", "data")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "Error: cannot write to 'data': Is a directory\n"


@pytest.mark.usefixtures("home")
def test_setting_of_a_format_for_reports_alone_leaves_a_trace_as_it_is() -> None:
    Path("pyproject.toml").write_text('[tool.policytrace]\nformat = "sarif"\n', encoding="utf-8")
    assert "▲" in run("trace", "PRJ-01").out
    Path("pyproject.toml").write_text('[tool.policytrace]\nformat = "md"\n', encoding="utf-8")
    assert run("trace", "PRJ-01").out.startswith("# PRJ-01 ")


@pytest.mark.parametrize("depth", ["0", "-1", "101", "deep"])
def test_trace_needs_a_depth_it_can_go_to(depth: str) -> None:
    data_of(CLEAN)
    assert run("trace", "B1", "--depth", depth).code == 2
