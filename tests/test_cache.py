"""What was read is kept, and never answers otherwise than the sources do."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import app
from graph.app.manners import manner, reading
from graph.reports.result import Parameters
from graph.reports.trace import Extent
from graph.sources.cache import store
from graph.sources.cache.kept_items import KeptItems
from graph.sources.cache.marks import PackedMarks
from graph.views.output import Layout
from tests.builders import AS_OF, bureau, city, key_result, objective, part, policy, project, waiver
from tests.commands import ROOT, environment, run, start
from tests.strategies import portfolios

TOLD_BY = "policies:\n  - {id: %s, title: {th: กรุงเทพฯ, en: Bangkok}, owner: [B1]}\n"
UNIT = "units:\n  - {id: B1, kind: bureau, title: {th: สำนัก, en: Bureau}}\n"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Three files, without errors."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "units.yaml").write_text(UNIT, encoding="utf-8")
    for name in ("one", "two"):
        (folder / f"{name}.yaml").write_text(TOLD_BY % f"P-{name}", encoding="utf-8")
    return folder


def read(data: Path, cache: Path | None) -> tuple[app.Checked, list[str]]:
    """What a check finds, and what it tells of its steps."""
    notes: list[str] = []
    with reading(cache=str(cache) if cache else False, note=notes.append):
        return app.check(data), notes


def afresh(data: Path, cache: Path) -> int:
    """How many files are read afresh, with a check that the cache makes no difference."""
    found, notes = read(data, cache)
    assert_same(found, read(data, None)[0])
    (note,) = (one for one in notes if one.startswith("read "))
    return int(note.split(", ")[-1].partition(" ")[0])


def assert_same(one: app.Checked, other: app.Checked) -> None:
    assert one.problems == other.problems
    assert one.tally() == other.tally()
    assert one.portfolio.files == other.portfolio.files
    assert list(one.portfolio.items) == list(other.portfolio.items)
    assert repr(one.portfolio) == repr(other.portfolio)  # Numbers, types and marks too.
    assert one.portfolio.links == other.portfolio.links


def only_pack(cache: Path) -> Path:
    (pack,) = packs(cache)
    return pack


def packs(cache: Path) -> list[Path]:
    return sorted(cache.glob("*.policytrace"))


# The same as without ------------------------------------------------------------------------------


@given(data=portfolios())
@settings(deadline=None, max_examples=40)
def test_random_portfolio_is_the_same_from_the_cache(data: dict[str, Any]) -> None:
    with TemporaryDirectory() as scratch:
        sources, cache = Path(scratch, "data"), Path(scratch, "cache")
        sources.mkdir()
        for name, part_of_it in halves(data).items():
            text = yaml.dump(
                part_of_it, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False
            )
            (sources / name).write_text(text, encoding="utf-8")
        fresh, _ = read(sources, None)
        count = len(fresh.portfolio.files)
        first, _ = read(sources, cache)
        warm, notes = read(sources, cache)
        assert notes == [f"read {count} files: {count} from the cache, 0 afresh"]
        assert_same(first, fresh)
        assert_same(warm, fresh)
        assert answers(sources, None) == answers(sources, cache)


def halves(data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Two files, with the defaults in the one that they are for."""
    late: dict[str, Any] = {key: data[key] for key in ("units", "policies") if key in data}
    early = {key: value for key, value in data.items() if key not in late}
    return {"a.yaml": early, "b.yaml": {"format": 1, **late}}


def answers(sources: Path, cache: Path | None) -> list[str]:
    """Everything that reports and traces say of sources, in one text each."""
    with reading(cache=str(cache) if cache else False):
        graph = app.open_graph(sources, lenient=True)
    results = app.ask(graph, ["all", "coverage", "gaps", "areas"], Parameters(as_of=AS_OF))
    traces = [
        app.trace(graph, item.id, Extent(), "th", Layout(columns=80)) for item in graph.items()
    ]
    return [app.render(results, Layout(format="json")), *traces]


def test_every_verb_prints_the_same_bytes_from_the_cache(home: Path) -> None:
    for verb in (
        ("check",),
        ("report", "all", "--as-of", "2024-09-30"),
        ("report", "all", "--as-of", "2024-09-30", "--format", "json"),
        ("trace", "PRJ-01"),
    ):
        fresh = run(*verb, "--no-cache")
        cold = run(*verb)
        warm = run(*verb)
        assert (cold, warm) == (fresh, fresh), verb


def test_shipped_data_is_the_same_from_the_cache(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    fresh, _ = read(Path("data"), None)
    for _ in range(2):
        assert_same(read(Path("data"), cache)[0], fresh)


def test_whole_number_and_fraction_stay_what_they_are(tmp_path: Path, cache: Path) -> None:
    waived = waiver("TRC201", reason="รอ", by="B1", until="2027-03-31")
    sources = city(
        project("PRJ1", budget=1, spent=1.0, waive=[waived]),
        project("PRJ2", budget=1.0, spent=1, note="a\0b\n\u2029 ก", external_ids={"bb": "1"}),
        project("PRJ3", budget=0, basis={"lead": "inferred"}, lead="B1"),
        objective(
            "O1",
            key_result("KR1", allocations=[], check_ins=[{"as_of": "2024-08-12", "value": 116}]),
            key_result("KR2", allocations=[part("B1", target=1), part("B2", target=1.0)]),
        ),
        policy("P1", owner=[]),
        bureau("B1"),
        bureau("B2"),
    ).write(tmp_path / "data")
    assert afresh(sources, cache) == 1
    assert afresh(sources, cache) == 0


# What counts as changed ---------------------------------------------------------------------------


def test_nothing_changed_is_not_read_again(data: Path, cache: Path) -> None:
    assert afresh(data, cache) == 3
    assert afresh(data, cache) == 0


def test_check_without_changes_builds_no_item(data: Path, cache: Path) -> None:
    read(data, cache)
    found, _ = read(data, cache)
    assert isinstance(found.portfolio.items, KeptItems)
    assert found.tally() == "3 items in 3 files: 0 errors, 0 warnings, 0 notices"
    assert found.portfolio.items._built is None
    assert isinstance(found.portfolio.items["P-one"].marks, PackedMarks)


def test_change_of_one_byte_is_seen_though_size_and_time_are_the_same(
    data: Path, cache: Path
) -> None:
    afresh(data, cache)
    path = data / "one.yaml"
    before = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("P-one", "P-0ne"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert afresh(data, cache) == 1
    assert "P-0ne" in read(data, cache)[0].portfolio.items


def test_only_the_file_that_changed_is_read_again(data: Path, cache: Path) -> None:
    afresh(data, cache)
    with (data / "two.yaml").open("a", encoding="utf-8") as file:
        file.write("  - {id: P-one, title: {th: ซ้ำ, en: Twice}}\n")
    assert afresh(data, cache) == 1
    assert [one.code for one in read(data, cache)[0].problems] == ["SRC130"]
    assert afresh(data, cache) == 0


def test_file_that_comes_goes_or_is_renamed_is_seen(data: Path, cache: Path) -> None:
    afresh(data, cache)
    (data / "three.yaml").write_text(TOLD_BY % "P-three", encoding="utf-8")
    assert afresh(data, cache) == 1
    (data / "one.yaml").unlink()
    assert afresh(data, cache) == 0
    (data / "two.yaml").rename(data / "zwei.yaml")
    assert afresh(data, cache) == 1
    (data / "units.yaml").rename(data / "units.yml")  # Read no more, and a warning.
    assert afresh(data, cache) == 0
    assert {one.code for one in read(data, cache)[0].problems} == {"SRC112", "SRC140"}


def test_files_that_change_places_are_told_apart(data: Path, cache: Path) -> None:
    afresh(data, cache)
    (data / "one.yaml").rename(data / "three.yaml")
    (data / "two.yaml").rename(data / "one.yaml")
    (data / "three.yaml").rename(data / "two.yaml")
    assert afresh(data, cache) == 2
    assert read(data, cache)[0].portfolio.items["P-one"].file.endswith("two.yaml")


def test_file_that_cannot_be_read_is_asked_for_again(data: Path, cache: Path) -> None:
    (data / "gone.yaml").symlink_to(data / "nowhere")
    assert afresh(data, cache) == 4
    assert afresh(data, cache) == 4
    assert not cache.exists()


def test_another_version_of_the_program_reads_everything_again(
    data: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    afresh(data, cache)
    code = tmp_path / "module.py"
    code.write_text("CHECKS = 2\n", encoding="utf-8")
    old = list(store._code())
    monkeypatch.setattr(store, "_code", lambda: iter([*old[:-1], code]))
    store._head.cache_clear()
    try:
        assert afresh(data, cache) == 3
        assert afresh(data, cache) == 0
    finally:
        store._head.cache_clear()


def test_all_code_that_reads_and_checks_counts_as_the_version() -> None:
    names = {path.relative_to(ROOT).as_posix() for path in store._code() if ROOT in path.parents}
    assert {
        "graph/problems.py",
        "graph/model/entities.py",
        "graph/sources/tree.py",
        "graph/sources/cache/columns.py",
        "graph/validation/figures.py",
    } <= names
    assert any(path.parts[-2:] == ("yaml", "__init__.py") for path in store._code())


# Whatever is wrong with it ------------------------------------------------------------------------


def test_pack_with_any_byte_changed_is_not_heeded(data: Path, cache: Path) -> None:
    fresh, _ = read(data, None)
    read(data, cache)
    whole = only_pack(cache).read_bytes()
    for at in range(0, len(whole), 5):
        torn = bytearray(whole)
        torn[at] ^= 0x41
        only_pack(cache).write_bytes(torn)
        found, notes = read(data, cache)
        assert notes[0] == "read 3 files: 0 from the cache, 3 afresh", at
        assert_same(found, fresh)


@pytest.mark.parametrize("kept", [0, 1, 18, 51, 83, 91, 200, -1])
def test_pack_that_ends_too_early_is_not_heeded(kept: int, data: Path, cache: Path) -> None:
    read(data, cache)
    whole = only_pack(cache).read_bytes()
    only_pack(cache).write_bytes(whole[:kept])
    assert afresh(data, cache) == 3
    assert only_pack(cache).read_bytes() == whole


@given(noise=st.binary(max_size=400))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pack_of_a_stranger_is_not_believed(noise: bytes, data: Path, cache: Path) -> None:
    """Its digests are right, and what they stand for is not ours."""
    cache.mkdir(exist_ok=True)
    read(data, cache)
    only_pack(cache).write_bytes(store._head() + store.digest(noise) + noise)
    assert afresh(data, cache) == 3


def test_pack_that_breaks_its_promise_is_read_afresh(data: Path, cache: Path) -> None:
    read(data, cache)
    whole = only_pack(cache).read_bytes()
    start = len(store._head()) + 32
    payload = bytearray(whole[start:])
    payload[-8:] = b""  # The last mark of the last item.
    payload[8:16] = (3).to_bytes(8, "big")  # The length of the tables.
    only_pack(cache).write_bytes(whole[: start - 32] + store.digest(bytes(payload)) + payload)
    assert afresh(data, cache) == 0  # As many as it says; the items are those of the sources.
    (data / "one.yaml").write_text(TOLD_BY % "P-new", encoding="utf-8")
    found, notes = read(data, cache)
    assert "read 3 files afresh" in notes
    assert_same(found, read(data, None)[0])


def test_pack_that_others_can_change_is_not_heeded(data: Path, cache: Path) -> None:
    read(data, cache)
    assert only_pack(cache).stat().st_mode & 0o777 == 0o600
    assert cache.stat().st_mode & 0o777 == 0o700
    only_pack(cache).chmod(0o666)
    assert afresh(data, cache) == 3


def test_pack_of_another_user_is_not_heeded(
    data: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(data, cache)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert afresh(data, cache) == 3


def test_folder_that_cannot_be_written_to_is_done_without(data: Path, tmp_path: Path) -> None:
    a_file = tmp_path / "file"
    a_file.write_text("")
    assert afresh(data, a_file / "cache") == 3
    assert afresh(data, a_file / "cache") == 3


def test_full_disk_is_done_without(
    data: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert afresh(data, cache) == 3
    assert [path.name for path in cache.iterdir()] == [".gitignore"]


def test_oldest_packs_and_what_killed_runs_left_are_removed(
    data: Path, cache: Path, tmp_path: Path
) -> None:
    cache.mkdir()
    others = [cache / f"{number:02}.policytrace" for number in range(30)]
    for number, path in enumerate(others):
        path.write_bytes(b"")
        os.utime(path, (number, number))
    killed, running = cache / "a.policytrace-part", cache / "b.policytrace-part"
    foreign = cache / "notes.txt"
    for path in (killed, running, foreign):
        path.write_bytes(b"")
    os.utime(killed, (1, 1))
    os.utime(foreign, (1, 1))
    read(data, cache)
    assert not killed.exists()
    assert running.exists()
    assert foreign.exists()
    assert [path for path in others if path.exists()] == others[30 - 23 :]


def test_folder_of_the_cache_is_kept_out_of_git_unless_it_was_there(
    data: Path, cache: Path, tmp_path: Path
) -> None:
    read(data, cache)
    assert (cache / ".gitignore").read_text(encoding="utf-8") == "*\n"
    (tmp_path / "mine").mkdir()
    read(data, tmp_path / "mine")
    assert len(packs(tmp_path / "mine")) == 1
    assert not (tmp_path / "mine" / ".gitignore").exists()


def test_two_folders_do_not_drive_each_other_out(data: Path, cache: Path, tmp_path: Path) -> None:
    shutil.copytree(data, tmp_path / "other")
    for folder in (data, tmp_path / "other"):
        assert afresh(folder, cache) == 3
    for folder in (data, tmp_path / "other"):
        assert afresh(folder, cache) == 0


def test_runs_at_once_do_not_disturb_each_other(home: Path, cache: Path) -> None:
    expected = start("report", "all", "--as-of", "2024-09-30", "--no-cache")
    command = [sys.executable, "-m", "cli", "report", "all", "--as-of", "2024-09-30"]
    for _ in range(2):
        runs = [
            subprocess.Popen(
                command,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=environment(POLICYTRACE_CACHE=str(cache)),
            )
            for _ in range(4)
        ]
        for one in runs:
            out, err = one.communicate(timeout=60)
            assert (one.returncode, out, err) == (0, expected.data, b"")
    assert sorted(cache.iterdir()) == [cache / ".gitignore", only_pack(cache)]


# Where it is, and whether -------------------------------------------------------------------------


def from_the_cache(*arguments: str, **env: str) -> int | None:
    """How many files a run had from the cache; None where it had none."""
    ran = run("-v", "check", *arguments, **env)
    assert ran.code == 0, ran.err
    for line in ran.err.splitlines():
        if "from the cache" in line:
            return int(line.partition(": ")[2].split()[0])
    return None


def test_flag_turns_it_off(home: Path) -> None:
    assert from_the_cache() == 0
    assert from_the_cache() == files_of(home)
    assert from_the_cache("--no-cache") is None


def files_of(home: Path) -> int:
    return len(list((home / "data").rglob("*.yaml")))


def test_environment_names_a_folder_or_turns_it_off(home: Path) -> None:
    assert from_the_cache(POLICYTRACE_CACHE="kept") == 0
    assert from_the_cache(POLICYTRACE_CACHE="kept") == files_of(home)
    assert len(packs(Path("kept"))) == 1
    for word in ("false", "0", "No", "off"):
        assert from_the_cache(POLICYTRACE_CACHE=word) is None


def test_setting_names_a_folder_beside_the_settings(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("POLICYTRACE_CACHE")
    pyproject = home / "pyproject.toml"
    pyproject.write_text('[tool.policytrace]\ncache = "kept"\n', encoding="utf-8")
    (home / "below").mkdir()
    monkeypatch.chdir(home / "below")
    assert from_the_cache("--data", "../data") == 0
    assert len(packs(home / "kept")) == 1
    pyproject.write_text("[tool.policytrace]\ncache = false\n", encoding="utf-8")
    assert from_the_cache("--data", "../data") is None
    pyproject.write_text("[tool.policytrace]\ncache = 3\n", encoding="utf-8")
    assert "cache must be true, false or a folder, not 3" in run("check").err


def test_cache_of_the_user_is_what_the_system_says(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("POLICYTRACE_CACHE")
    monkeypatch.setattr(store, "default_folder", lambda: tmp_path / "mine")
    assert from_the_cache() == 0
    assert from_the_cache(POLICYTRACE_CACHE="true") == files_of(home)


def test_python_keeps_nothing_unless_it_is_told_to(data: Path) -> None:
    app.check(data)
    assert not isinstance(app.check(data).portfolio.items, KeptItems)


@pytest.mark.usefixtures("home")
def test_run_that_is_refused_leaves_no_manner_of_reading_behind() -> None:
    assert run("report", "all", POLICYTRACE_AS_OF="yesterday").code == 2
    assert manner().cache is None
