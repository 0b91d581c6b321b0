"""`policytrace diff`: two revisions of the sources, as a person compares them.

Whole outputs are compared with the files in assets/diff/expected. After a change that is meant,
write them anew and read what changed before you commit it:

    POLICYTRACE_REWRITE=1 make test PYTEST_ARGS="tests/test_cli_diff.py"
    git diff tests/assets/diff/expected
"""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from wcwidth import wcswidth

from tests.builders import City, bureau, city, policy, project, waiver
from tests.commands import AS_OF, run, start
from tests.repositories import Repository, repository

ASSETS = Path(__file__).parent / "assets" / "diff"
EXPECTED = ASSETS / "expected"
REWRITE = os.environ.get("POLICYTRACE_REWRITE") == "1"

OUTPUTS: dict[str, tuple[str, ...]] = {
    "table.th.txt": ("HEAD",),
    "table.en.txt": ("HEAD", "-", "--lang", "en"),
    "table-limit-1.en.txt": ("HEAD", "--limit", "1", "--lang", "en"),
    "json.th.json": ("HEAD", "--format", "json"),
    "markdown.th.md": ("HEAD", "--format", "md"),
    "markdown.en.md": ("HEAD", "--format", "md", "--lang", "en"),
    "folders.en.txt": ("data", "old", "--lang", "en"),
    "nothing.th.txt": ("HEAD", "HEAD:data"),
    "nothing.en.json": ("old", "old", "--format", "json", "--lang", "en"),
}

ORPHAN = city(project("PRJ1"))
CROSSING = city(bureau("B1"), project("PRJ1", lead="B1"))


@pytest.fixture
def repo(empty_home: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """The city of assets/diff as it was, committed; as it is, in its folder."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(empty_home.parent))
    made = repository(empty_home)
    shutil.copytree(ASSETS / "before", empty_home / "old")
    shutil.copytree(ASSETS / "before", made.data)
    made.commit()
    shutil.rmtree(made.data)
    shutil.copytree(ASSETS / "after", made.data)
    return made


def diff(*arguments: str) -> dict[str, Any]:
    """What `diff` tells, as JSON."""
    ran = run("diff", *arguments, *AS_OF, "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    found: dict[str, Any] = json.loads(ran.out)
    return found


def refusal(*arguments: str, code: int = 2) -> str:
    ran = run("diff", *arguments)
    assert (ran.code, ran.out) == (code, "")
    return ran.err


# What it tells ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", OUTPUTS)
def test_whole_output_is_the_expected_one(name: str, repo: Repository) -> None:
    ran = run("diff", *OUTPUTS[name], *AS_OF)
    assert (ran.code, ran.err) == (0, "")
    path = EXPECTED / name
    if REWRITE:
        assert "CI" not in os.environ, "CI compares, it never rewrites"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(ran.data)
    assert ran.out == path.read_bytes().decode()


def test_every_expected_file_is_compared_with_an_output() -> None:
    assert {path.name for path in EXPECTED.iterdir()} == set(OUTPUTS)


def test_the_same_revisions_give_the_same_bytes(repo: Repository) -> None:
    arguments = ("diff", "HEAD", *AS_OF, "--format", "json")
    outputs = {start(*arguments, PYTHONHASHSEED=seed).data for seed in ("1", "2")}
    assert len(outputs) == 1


@pytest.mark.parametrize("columns", ["60", "100"])
@pytest.mark.parametrize("language", ["th", "en"])
def test_a_change_that_fits_takes_one_line(columns: str, language: str, repo: Repository) -> None:
    ran = run("diff", "HEAD", *AS_OF, "--lang", language, COLUMNS=columns)
    lines = [line for line in ran.out.splitlines() if " → " in line and line.startswith("    ")]
    assert lines
    assert all(wcswidth(line) <= int(columns) for line in lines)


def test_the_day_is_today_in_bangkok_if_not_given(repo: Repository) -> None:
    ran = run("diff", "HEAD", "--format", "json")
    assert ran.code == 0
    assert len(json.loads(ran.out)["as_of"]) == len("2024-09-30")


# What may be compared -----------------------------------------------------------------------------


def test_revisions_folders_and_the_working_folder_may_be_compared(repo: Repository) -> None:
    whole = diff("HEAD")["summary"]
    assert whole["items"]["changed"] > 0
    assert diff("HEAD", "-")["summary"] == whole
    assert diff("old")["summary"] == whole
    assert diff("./old", "data/")["summary"] == whole
    assert diff(str(repo.top / "old"), str(repo.data))["summary"] == whole
    assert diff("HEAD:old", "data")["summary"] == whole
    mirrored = diff("-", "HEAD")["summary"]["items"]
    assert mirrored["added"] == whole["items"]["removed"]


def test_the_sides_tell_what_they_are(repo: Repository) -> None:
    found = diff("HEAD:old")
    commit = repo.git("rev-parse", "HEAD")
    folder = {"name": "HEAD:old", "folder": "HEAD:old", "commit": commit, "files": 2, "items": 14}
    assert found["before"] == folder
    assert found["after"] == {
        "name": "data",
        "folder": "data",
        "commit": None,
        "files": 3,
        "items": 16,
    }


def test_a_folder_in_a_subfolder_of_the_repository_is_found_from_anywhere(
    empty_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = repository(empty_home / "deep", "city/sources")
    made.commit(ORPHAN)
    CROSSING.write(made.data)
    for place, data in ((empty_home, "deep/city/sources"), (made.data.parent, "sources")):
        monkeypatch.chdir(place)
        (change, *_) = diff("HEAD", "--data", data)["items"]
        assert change["id"] == "PRJ1"
        assert change["before"]["file"] == "HEAD:city/sources/all.yaml"
        assert change["after"]["file"] == f"{data}/all.yaml"


def test_neither_the_working_folder_nor_the_index_is_touched(repo: Repository) -> None:
    (repo.data / "draft.yaml").write_text("policies: []\n")
    repo.git("add", "--intent-to-add", "data/draft.yaml")
    before = repo.git("status", "--porcelain=v2"), (repo.top / ".git" / "index").read_bytes()
    diff("HEAD", "HEAD")
    diff("HEAD")
    assert (
        repo.git("status", "--porcelain=v2"),
        (repo.top / ".git" / "index").read_bytes(),
    ) == before


def test_a_name_that_is_a_folder_and_a_revision_is_refused(repo: Repository) -> None:
    repo.git("branch", "old")
    assert refusal("old") == (
        "Error: 'old' is a folder and a git revision: write ./old or old:PATH\n"
    )
    assert diff("./old")["before"]["commit"] is None
    assert diff("old:data")["before"]["commit"] == repo.git("rev-parse", "HEAD")


# What it refuses ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["--output=x", "-p", ";", "no such", "HEAD\nHEAD", "", " ", "HEAD~9", "../data", "@{u}"]
)
def test_what_is_neither_folder_nor_revision_is_refused_in_a_sentence(
    name: str, repo: Repository
) -> None:
    before = sorted(repo.top.iterdir())
    for arguments in (("--", name, "data"), ("--", "data", name)):
        error = refusal(*arguments)
        assert error.startswith("Error: ")
        assert error.count("\n") == 1
    assert sorted(repo.top.iterdir()) == before


def test_outside_of_git_only_folders_are_compared(
    empty_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(empty_home.parent))
    ORPHAN.write(Path("data"))
    ORPHAN.write(Path("other"))
    assert diff("other")["summary"]["items"] == {"added": 0, "removed": 0, "changed": 0}
    assert "not a git repository" in refusal("HEAD")


def test_without_git_folders_are_compared_and_a_revision_is_out_of_reach(
    repo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(repo.top))
    assert diff("old")["summary"]["items"]["changed"] > 0
    error = refusal("HEAD", code=3)
    assert error == (
        "Error: git cannot be started (No such file or directory):"
        " install git, or compare two folders\n"
    )


def test_a_folder_that_is_missing_is_named(empty_home: Path) -> None:
    ORPHAN.write(Path("other"))
    assert "there is no folder 'data'" in refusal("other")


def test_errors_are_told_with_their_side(repo: Repository) -> None:
    city(project("PRJ1", lead="B9")).write(repo.data)
    error = refusal("HEAD")
    assert error.splitlines()[0].startswith("data/all.yaml:")
    assert error.endswith(
        "Error: nothing is compared, as there are errors in 'data': mend them first\n"
    )
    repo.commit()
    shutil.rmtree(repo.data)
    ORPHAN.write(repo.data)
    error = refusal("HEAD")
    assert error.splitlines()[0].startswith("HEAD:data/all.yaml:")
    assert error.endswith("as there are errors in 'HEAD': mend them first\n")
    city(project("PRJ2", lead="B8")).write(repo.data)
    error = refusal("HEAD")
    assert error.endswith("as there are errors in 'HEAD' and 'data': mend them first\n")
    assert "data/all.yaml" in error.replace("HEAD:data/all.yaml", "")


def test_lenient_lets_references_that_lead_nowhere_pass(empty_home: Path) -> None:
    ORPHAN.write(Path("old"))
    city(project("PRJ1", lead="B9")).write(Path("data"))
    found = diff("old", "--lenient")
    assert [one["finding"] for one in found["new_findings"]] == ["TRC202:PRJ1:B9"]
    assert [(one["relation"], one["to"]) for one in found["links"]] == [("LED_BY", "B9")]
    city(project("PRJ1", budget=-1)).write(Path("data"))
    assert "mend them first" in refusal("old", "--lenient")


# How it leaves ------------------------------------------------------------------------------------

NOTHING = city(bureau("B1"))
WAIVED = city(project("PRJ1", waive=[waiver("TRC201", reason="x")]))


@pytest.mark.parametrize(
    ("before", "after", "fail_on", "code"),
    [
        (NOTHING, ORPHAN, "never", 0),
        (NOTHING, ORPHAN, "new", 1),
        (NOTHING, ORPHAN, "error", 1),
        (ORPHAN, ORPHAN, "new", 0),
        (ORPHAN, NOTHING, "error", 0),
        (city(), NOTHING, "new", 1),
        (city(), NOTHING, "notice", 1),
        (city(), NOTHING, "warning", 0),
        (WAIVED, ORPHAN, "error", 1),
        (ORPHAN, WAIVED, "new", 0),
    ],
)
def test_it_fails_on_new_findings_alone(
    before: City, after: City, fail_on: str, code: int, empty_home: Path
) -> None:
    before.write(Path("old"))
    after.write(Path("data"))
    assert run("diff", "old", *AS_OF, "--fail-on", fail_on).code == code
    assert run("diff", "old", *AS_OF, POLICYTRACE_FAIL_ON=fail_on).code == code


def test_it_is_written_to_a_file_or_a_folder(repo: Repository) -> None:
    expected = run("diff", "HEAD", *AS_OF, "--format", "md").out
    ran = run("diff", "HEAD", *AS_OF, "--format", "md", "-o", "out/changes.md")
    assert (ran.code, ran.out, ran.err) == (0, "", "wrote out/changes.md\n")
    assert Path("out/changes.md").read_text() == expected
    assert run("diff", "HEAD", *AS_OF, "-o", "out").err == "wrote out/diff.txt\n"
    assert "data/plan.yaml" in Path("out/diff.txt").read_text()
    assert "cannot write to" in refusal("HEAD", "-o", "data/plan.yaml/x")


def test_a_format_of_reports_alone_does_not_stop_it(empty_home: Path) -> None:
    Path("pyproject.toml").write_text('[tool.policytrace]\nformat = "csv"\n')
    ORPHAN.write(Path("data"))
    assert run("diff", "data").out.startswith("สิ่งที่เปลี่ยนไป")
    assert run("diff", "data", "--format", "csv").code == 2


def test_a_file_whose_name_is_no_text_can_be_written(empty_home: Path) -> None:
    for folder, title in ((b"old", "ก"), (b"data", "ข")):
        Path(os.fsdecode(folder)).mkdir()
        text = f"policies: [{{id: P1, title: {title}}}]\n"
        Path(os.fsdecode(folder + b"/\xff.yaml")).write_text(text)
    for form in ("table", "md", "json"):
        assert run("diff", "old", "--format", form, "-o", "out").code == 0
    assert json.loads(Path("out").read_text())["items"][0]["after"]["file"] == "data/\udcff.yaml"


def test_ids_and_titles_send_nothing_but_text_to_the_terminal(empty_home: Path) -> None:
    ORPHAN.write(Path("old"))
    city(project("PRJ1", note="a\nb\u200e", title="ก\tข"), policy("P1")).write(Path("data"))
    out = run("diff", "old", *AS_OF).out
    assert all(line.isprintable() for line in out.splitlines())
