"""Reading sources from a git revision: what is named, what is held, and what git may not do."""

import dataclasses
import os
import stat
from pathlib import Path

import pytest

from graph.errors import ServiceError, UnreadableSourcesError, UsageError
from graph.sources import git
from graph.sources.files import read_sources
from graph.sources.git_folder import git_folder, is_revision, read_git_folder
from graph.sources.revision import revision_of
from tests.builders import City, city, policy, project, strategy
from tests.repositories import Repository, repository

FIRST = city(policy("P1"))
SECOND = city(policy("P1"), policy("P2"))
THIRD = city(policy("P3"))


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Two commits, the first of them tagged; the working folder holds a third state."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    made = repository(tmp_path / "repo")
    made.commit(FIRST)
    made.git("tag", "v1")
    made.git("tag", "--annotate", "--message=one", "v1-signed")
    made.commit(SECOND)
    made.git("branch", "topic/second")
    THIRD.write(made.data)
    return made


def ids(revision: str, repo: Repository) -> list[str]:
    return sorted(read_git_folder(git_folder(revision, repo.data)).portfolio.items)


def refusal(revision: str, data: Path) -> str:
    with pytest.raises(UsageError) as caught:
        git_folder(revision, data)
    message = str(caught.value)
    assert "\n" not in message
    return message


# What may be named --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("revision", "found"),
    [
        ("HEAD", ["P1", "P2"]),
        ("HEAD~1", ["P1"]),
        ("v1", ["P1"]),
        ("v1-signed", ["P1"]),
        ("main", ["P1", "P2"]),
        ("refs/heads/main", ["P1", "P2"]),
        ("topic/second", ["P1", "P2"]),
        ("HEAD^{/a state}", ["P1", "P2"]),
        (":/a state", ["P1", "P2"]),
        ("HEAD:data", ["P1", "P2"]),
        ("v1:data/", ["P1"]),
        ("v1:", ["P1"]),
        ("HEAD^{/a state}:data", ["P1", "P2"]),
        ("HEAD^{tree}", ["P1", "P2"]),
    ],
)
def test_whatever_git_calls_a_revision_is_read_as_it_stood(
    revision: str, found: list[str], repo: Repository
) -> None:
    assert ids(revision, repo) == found


def test_a_commit_is_known_by_the_beginning_of_its_name(repo: Repository) -> None:
    commit = repo.git("rev-parse", "HEAD~1")
    assert git_folder(commit[:9], repo.data).commit == commit
    assert ids(commit[:9], repo) == ["P1"]


def test_a_tree_has_no_commit(repo: Repository) -> None:
    tree = repo.git("rev-parse", "v1^{tree}")
    assert git_folder(tree, repo.data).commit is None
    assert ids(tree, repo) == ["P1"]


def test_a_revision_is_read_the_same_as_a_folder_of_the_same_files(repo: Repository) -> None:
    SECOND.write(repo.data)
    (repo.data / "units").mkdir()
    (repo.data / "units" / "ก.yaml").write_text("strategies: [{id: S1, title: ก}]\n")
    (repo.data / "two words.yaml").write_text("policies: [{id: P9, titel: ก}, {id: P1}]\n")
    (repo.data / "late.yml").write_text("policies: []\n")
    (repo.data / ".hidden.yaml").write_text("policies: [{id: P8}]\n")
    (repo.data / ".cache").mkdir()
    (repo.data / ".cache" / "x.yaml").write_text("policies: [{id: P7}]\n")
    repo.commit()
    folder = git_folder("HEAD", repo.data)
    ours, theirs = read_git_folder(folder), read_sources(repo.data)
    prefix = repo.data.as_posix()
    assert ours.problems
    assert [str(one).replace("HEAD:data", prefix) for one in ours.problems] == [
        str(one) for one in theirs.problems
    ]
    assert [one.replace("HEAD:data", prefix) for one in ours.portfolio.files] == list(
        theirs.portfolio.files
    )
    assert [dataclasses.replace(one, file="") for one in ours.portfolio.items.values()] == [
        dataclasses.replace(one, file="") for one in theirs.portfolio.items.values()
    ]
    assert ours.lost_ids == theirs.lost_ids


def test_files_are_named_as_git_names_them(repo: Repository) -> None:
    read = read_git_folder(git_folder("v1", repo.data))
    assert read.portfolio.files == ("v1:data/all.yaml",)
    assert repo.git("show", read.portfolio.files[0]) == FIRST.yaml.strip()


def test_files_at_the_top_of_the_repository_are_read(tmp_path: Path) -> None:
    repo = repository(tmp_path / "flat", ".")
    repo.commit(FIRST)
    read = read_git_folder(git_folder("HEAD", repo.data))
    assert read.portfolio.files == ("HEAD:all.yaml",)


def test_the_folder_may_stand_deep_in_the_repository(tmp_path: Path) -> None:
    repo = repository(tmp_path / "deep", "city/plan/data")
    repo.commit(FIRST)
    read = read_git_folder(git_folder("HEAD", repo.data))
    assert read.portfolio.files == ("HEAD:city/plan/data/all.yaml",)


def test_a_folder_that_is_gone_is_still_found_in_the_revision(repo: Repository) -> None:
    repo.git("rm", "-r", "--quiet", "--force", "data")
    assert not repo.data.exists()
    assert ids("HEAD", repo) == ["P1", "P2"]


def test_a_folder_that_stood_elsewhere_is_named_with_its_path(repo: Repository) -> None:
    repo.git("mv", "--force", "data", "sources")
    repo.commit()
    assert ids("HEAD:sources", repo) == ["P3"]
    assert ids("HEAD~1", repo) == ["P1", "P2"]
    assert refusal("HEAD", repo.data) == (
        "the revision 'HEAD' has no folder 'data': HEAD:PATH names it where it stood elsewhere"
    )


def test_a_bare_repository_is_read(repo: Repository, tmp_path: Path) -> None:
    repo.git("clone", "--quiet", "--bare", ".", "../bare.git")
    assert sorted(
        read_git_folder(git_folder("main", tmp_path / "bare.git" / "data")).portfolio.items
    ) == ["P1", "P2"]


# What is not there --------------------------------------------------------------------------------

HOSTILE = [
    "--output=x",
    "-p",
    "--help",
    ";",
    "; touch gone",
    "$(touch gone)",
    "a b",
    " ",
    "",
    "HEAD\nHEAD~1",
    "HEAD\n",
    "HEAD --",
    "HEAD..v1",
    "HEAD\u2028",
    "@{",
    "HEAD^{",
    "HEAD:data/all.yaml",
    "HEAD:..",
    "HEAD:/",
    "HEAD:./data",
    ":data",
    ":0:data/all.yaml",
    "é" * 5000,
    "0" * 40,
    "HEAD missing",
    f"{'0' * 40} commit 1",
    "\udcff",
]


@pytest.mark.parametrize("revision", HOSTILE)
def test_what_is_no_revision_is_refused_in_a_sentence(revision: str, repo: Repository) -> None:
    before = sorted(repo.top.rglob("*"))
    refusal(revision, repo.data)
    assert sorted(repo.top.rglob("*")) == before


def test_a_revision_that_does_not_exist_is_said_to_be_neither(repo: Repository) -> None:
    assert refusal("v2", repo.data) == (
        "there is no folder and no git revision 'v2':"
        " write a tag, a branch or a commit that 'git log' shows"
    )


def test_two_lines_are_named_on_one(repo: Repository) -> None:
    assert "'HEAD\ufffdHEAD~1'" in refusal("HEAD\nHEAD~1", repo.data)


def test_a_shallow_clone_says_that_it_is_shallow(repo: Repository, tmp_path: Path) -> None:
    repo.git("clone", "--quiet", "--depth=1", repo.top.as_uri(), "../shallow")
    data = tmp_path / "shallow" / "data"
    assert git_folder("HEAD", data).commit == repo.git("rev-parse", "HEAD")
    assert "this clone is shallow" in refusal("HEAD~1", data)
    assert "git fetch --unshallow" in refusal("HEAD~1", data)


def test_outside_of_a_repository_there_is_no_revision(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    data = FIRST.write(tmp_path / "data")
    assert not is_revision("HEAD", data)
    for revision in ("HEAD", "HEAD:data"):
        message = refusal(revision, data)
        assert "is no folder, and git knows no revision" in message
        assert "not a git repository" in message


def test_a_repository_without_commits_has_no_revision(tmp_path: Path) -> None:
    repo = repository(tmp_path / "new")
    FIRST.write(repo.data)
    assert "no git revision 'HEAD'" in refusal("HEAD", repo.data)


def test_the_beginning_of_two_names_is_not_enough(repo: Repository) -> None:
    found: dict[str, str] = {}
    for number in range(2000):  # Of 65,536 beginnings, two of so many are surely the same.
        path = repo.top / "blobs" / str(number)
        path.parent.mkdir(exist_ok=True)
        path.write_text(str(number))
    names = repo.git("hash-object", "-w", *(f"blobs/{number}" for number in range(2000)))
    for name in names.splitlines():
        if name[:4] in found:
            assert "is the beginning of several revisions" in refusal(name[:4], repo.data)
            return
        found[name[:4]] = name
    raise AssertionError("no two names begin alike")


def test_a_folder_without_sources_is_unreadable(repo: Repository) -> None:
    (repo.top / "empty").mkdir()
    (repo.top / "empty" / "one.yml").write_text("policies: []\n")
    repo.commit()
    with pytest.raises(
        UnreadableSourcesError, match=r"there is no \*\.yaml file under 'HEAD:empty'"
    ):
        read_git_folder(git_folder("HEAD:empty", repo.data))


def test_a_file_that_the_clone_lacks_is_said_to_be_missing(repo: Repository) -> None:
    blob = repo.git("rev-parse", "v1:data/all.yaml")
    stored = repo.top / ".git" / "objects" / blob[:2] / blob[2:]
    stored.unlink()
    with pytest.raises(UsageError, match=f"this clone lacks the file {blob} of 'v1:data'"):
        read_git_folder(git_folder("v1", repo.data))


def test_a_partial_clone_fetches_nothing(repo: Repository, tmp_path: Path) -> None:
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.git(
        "clone", "--quiet", "--filter=blob:none", "--no-checkout", repo.top.as_uri(), "../part"
    )
    data = tmp_path / "part" / "data"
    objects = sorted((tmp_path / "part" / ".git" / "objects").rglob("*"))
    with pytest.raises(UsageError, match="git cannot read 'v1:data', of which this clone may lack"):
        read_git_folder(git_folder("v1", data))
    assert sorted((tmp_path / "part" / ".git" / "objects").rglob("*")) == objects


# Links and submodules -----------------------------------------------------------------------------


def linked(repo: Repository, name: str, target: str) -> None:
    (repo.data / name).symlink_to(target)
    repo.commit()


def test_a_link_within_the_revision_is_followed(repo: Repository) -> None:
    (repo.top / "shared.yaml").write_text("strategies: [{id: S1, title: ก}]\n")
    linked(repo, "link.yaml", "../shared.yaml")
    (repo.top / "shared.yaml").write_text("strategies: [{id: S2, title: ก}]\n")
    assert ids("HEAD", repo) == ["P3", "S1"]


@pytest.mark.parametrize(
    "target", ["/etc/passwd", "../../outside.yaml", "nowhere.yaml", "link.yaml", ".", ".."]
)
def test_a_link_that_leads_to_no_file_of_the_revision_is_an_error(
    target: str, repo: Repository
) -> None:
    (repo.top.parent / "outside.yaml").write_text("strategies: [{id: SECRET, title: ก}]\n")
    linked(repo, "link.yaml", target)
    read = read_git_folder(git_folder("HEAD", repo.data))
    (problem,) = (one for one in read.problems if one.code == "SRC110")
    assert problem.file == "HEAD:data/link.yaml"
    assert problem.message == "the file is a link that leads to no file of the revision"
    assert sorted(read.portfolio.items) == ["P3"]


def test_a_folder_may_be_a_link(repo: Repository) -> None:
    (repo.top / "link").symlink_to("data")
    repo.commit()
    assert ids("HEAD:link", repo) == ["P3"]


def test_the_files_of_a_submodule_are_not_taken_for_absent(repo: Repository) -> None:
    commit = repo.git("rev-parse", "HEAD")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{commit},data/other")
    repo.git("commit", "--quiet", "--message=a submodule")
    (problem,) = read_git_folder(git_folder("HEAD", repo.data)).problems[:1]
    assert str(problem).startswith("HEAD:data/other:1:1: error: the files of a submodule")


def test_a_file_that_is_too_large_is_not_read(
    repo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.sources.files.MAX_BYTES", 10)
    (problem,) = read_git_folder(git_folder("HEAD", repo.data)).problems
    assert (problem.file, problem.code) == ("HEAD:data/all.yaml", "SRC107")


# What git may not do ------------------------------------------------------------------------------


def test_another_repository_in_the_environment_is_not_asked(
    repo: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = repository(tmp_path / "other")
    other.commit(city(strategy("S9")))
    monkeypatch.setenv("GIT_DIR", str(other.top / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.top))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.top / ".git" / "index"))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(other.top / ".git" / "objects"))
    assert ids("HEAD", repo) == ["P1", "P2"]
    revision = revision_of(repo.data)
    monkeypatch.undo()
    assert revision == f"{repo.git('rev-parse', 'HEAD')}+changes"


def test_settings_of_the_repository_run_nothing(repo: Repository, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\ncat\n")
    trap.chmod(trap.stat().st_mode | stat.S_IXUSR)
    for setting in (
        "core.pager",
        "pager.cat-file",
        "core.fsmonitor",
        "core.editor",
        "core.sshCommand",
        "core.askPass",
        "diff.external",
        "diff.trap.textconv",
        "filter.trap.smudge",
        "filter.trap.process",
        "alias.cat-file",
    ):
        repo.git("config", setting, str(trap))
    (repo.top / ".gitattributes").write_text("*.yaml filter=trap diff=trap export-ignore\n")
    hooks = repo.top / ".git" / "hooks"
    for hook in ("post-checkout", "post-index-change", "reference-transaction"):
        (hooks / hook).parent.mkdir(exist_ok=True)
        (hooks / hook).write_bytes(trap.read_bytes())
        (hooks / hook).chmod(0o755)
    assert ids("HEAD", repo) == ["P1", "P2"]
    assert not (tmp_path / "sprung").exists()


def test_reading_writes_nothing(repo: Repository) -> None:
    def state() -> list[tuple[str, bytes, int]]:
        return [
            (str(path), path.read_bytes(), path.stat().st_mtime_ns)
            for path in sorted(repo.top.rglob("*"))
            if path.is_file()
        ]

    before = state()
    ids("HEAD", repo)
    ids("v1", repo)
    revision_of(repo.data)
    assert state() == before


def test_files_are_read_as_they_were_committed(repo: Repository) -> None:
    (repo.top / ".gitattributes").write_text("*.yaml export-ignore export-subst ident eol=crlf\n")
    (repo.data / "all.yaml").write_text("policies: [{id: P1, title: '$Id$ $Format:%H$'}]\n")
    repo.commit()
    (item,) = read_git_folder(git_folder("HEAD", repo.data)).portfolio.items.values()
    assert item.title() == "$Id$ $Format:%H$"


def test_without_git_a_revision_is_out_of_reach(
    repo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(repo.top))
    with pytest.raises(ServiceError, match="git cannot be started"):
        git_folder("HEAD", repo.data)
    assert not is_revision("HEAD", repo.data)
    assert revision_of(repo.data) is None


def test_a_git_that_does_not_answer_is_out_of_reach(
    repo: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    slow = tmp_path / "bin" / "git"
    slow.parent.mkdir()
    slow.write_text("#!/bin/sh\nexec sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(git, "_SECONDS", 0.2)
    with pytest.raises(ServiceError, match="has not answered"):
        git_folder("HEAD", repo.data)


def test_the_commit_of_the_sources_is_told_with_changes(repo: Repository) -> None:
    commit = repo.commit()
    assert revision_of(repo.data) == commit
    city(project("PRJ1")).write(repo.data)
    assert revision_of(repo.data) == f"{commit}+changes"


def test_outside_of_git_there_is_no_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert revision_of(City(()).write(tmp_path / "data")) is None


def test_files_can_be_named_as_in_a_folder_on_the_disk(repo: Repository, tmp_path: Path) -> None:
    read = read_git_folder(git_folder("HEAD", repo.data).called("plan"))
    names = read.portfolio.files
    assert names
    assert all(one.startswith("plan/") and "//" not in one for one in names)


def test_so_can_those_at_the_top_of_a_repository(tmp_path: Path) -> None:
    top = repository(tmp_path)
    (top.top / "all.yaml").write_text(FIRST.yaml, encoding="utf-8")
    top.commit()
    read = read_git_folder(git_folder("HEAD", top.top).called("plan"))
    assert list(read.portfolio.files) == ["plan/all.yaml"]
