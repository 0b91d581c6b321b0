"""The program in a process of its own: pipes, terminals, completion, the version."""

import importlib.metadata
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import AS_OF, ROOT, environment, start

pytestmark = pytest.mark.usefixtures("home")

# As the installed script does: the name that it is called by stands in sys.argv[0].
AS_INSTALLED = "import sys; sys.argv[0] = 'policytrace'; import cli; cli.run()"


def as_installed(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", AS_INSTALLED, *arguments],
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=60,
        env=environment(**env),
    )


def on_a_terminal(*arguments: str, **env: str) -> str:
    """What a person sees: the output of a run on a terminal, with its escape codes."""
    near, far = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "cli", *arguments],
        stdout=far,
        stderr=subprocess.DEVNULL,
        env=environment(TERM="xterm", **env),
    ) as process:
        os.close(far)
        parts = []
        while part := _read(near):
            parts.append(part)
        process.wait(timeout=60)
    os.close(near)
    return b"".join(parts).decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says so where macOS says nothing.
        return b""


# Leaving ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["check"], 0),
        (["check", "--fail-on", "warning"], 1),
        (["check", "--data", "nowhere"], 2),
        (["report", "handoffs", "--format", "json"], 0),
        (["report", "all", "--fail-on", "error"], 1),
        (["trace", "PRJ-01"], 0),
    ],
)
def test_process_leaves_with_the_exit_code_and_all_its_output(
    arguments: list[str], code: int
) -> None:
    ran = start(*arguments)
    assert ran.code == code
    assert "Traceback" not in ran.err
    assert bool(ran.out) is (code != 2)


def test_reader_of_a_pipe_that_goes_early_leaves_no_traceback() -> None:
    command = [sys.executable, "-m", "cli", "report", "all", "--format", "json"]
    with subprocess.Popen(
        [*command, "--data", str(ROOT / "data")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b'{"schema_version": 1, "reports": [\n'
        process.stdout.close()
        assert process.stderr.read() == b""
        process.wait(timeout=60)


@pytest.mark.parametrize(
    "arguments", [["report", "all", "--format", "json", "--all-tiers"], ["trace", "B1100"]]
)
def test_same_sources_give_the_same_bytes_in_every_process(arguments: list[str]) -> None:
    command = [*arguments, "--data", str(ROOT / "data")]
    if arguments[0] == "report":
        command += AS_OF
    one, other = (start(*command, PYTHONHASHSEED=seed) for seed in ("1", "2"))
    assert one.code == 0
    assert one.data == other.data


# Colour -------------------------------------------------------------------------------------------


def test_terminal_gets_colours() -> None:
    assert "\x1b[1mโครงการที่ไม่โยงถึงนโยบาย\x1b[0m" in on_a_terminal("report", "all")
    assert "\x1b[33mwarning\x1b[0m" in on_a_terminal("check")


def test_no_color_is_heeded() -> None:
    text = on_a_terminal("report", "orphan-projects", NO_COLOR="1")
    assert "โครงการที่ไม่โยงถึงนโยบาย" in text
    assert "\x1b" not in text


def test_pipe_gets_no_colours() -> None:
    assert "\x1b" not in start("report", "orphan-projects").out
    assert "\x1b" not in start("check").out


def test_table_fits_the_terminal() -> None:
    narrow = on_a_terminal("report", "orphan-projects", COLUMNS="70", NO_COLOR="1")
    assert "แอปรับเรื่องรา…" in narrow


# Thai where the system speaks something else ------------------------------------------------------


def test_thai_is_written_where_the_system_speaks_no_thai() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "cli", "report", "orphan-projects"],
        capture_output=True,
        check=False,
        timeout=60,
        env={**environment(), "LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0"},
    )
    assert result.returncode == 0
    assert "โครงการ" in result.stdout.decode()


STRICT = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "utf-8:strict", "LC_ALL": "C.UTF-8"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "kind:project", *AS_OF, "--format", "json"],
        ["trace", "PRJ-01", "--format", "json"],
        ["why", "PRJ-07", *AS_OF, "--format", "json"],
    ],
)
def test_names_of_files_that_are_no_text_are_escaped(arguments: list[str]) -> None:
    name = os.fsdecode(b"data/pl\xffan.yaml")
    for at, path in enumerate(sorted(Path("data").rglob("*.yaml"))):
        path.rename(name.replace(".yaml", f"-{at}.yaml"))
    Path(name).write_text("policies: [{id: NEW, title: ก\u200b}]\n", encoding="utf-8")  # A notice.
    ran = start(*arguments, **STRICT)
    assert (ran.code, "Traceback" in ran.err) == (0, False)
    assert "pl\udcffan" in json.dumps(json.loads(ran.out), ensure_ascii=False)


# Completion and version ---------------------------------------------------------------------------


def test_shell_is_told_how_to_complete() -> None:
    done = as_installed(_POLICYTRACE_COMPLETE="bash_source")
    assert done.returncode == 0
    assert "_policytrace_completion" in done.stdout
    assert "Traceback" not in done.stderr


def completed(words: str, **env: str) -> list[str]:
    done = as_installed(
        _POLICYTRACE_COMPLETE="bash_complete",
        COMP_WORDS=words,
        COMP_CWORD=str(len(words.split()) - 1),
        **env,
    )
    assert done.returncode == 0, done.stderr
    return [line.partition(",")[2] for line in done.stdout.split()]


def test_verbs_and_ids_are_completed() -> None:
    assert completed("policytrace re") == ["report"]
    assert completed("policytrace trace PRJ-0")[:2] == ["PRJ-01", "PRJ-02"]


def test_completion_reads_the_folder_that_the_run_would_read() -> None:
    Path("data").rename("elsewhere")
    assert completed("policytrace trace PRJ-0") == []
    assert "PRJ-01" in completed("policytrace trace --data elsewhere PRJ-0")
    assert "PRJ-01" in completed("policytrace trace PRJ-0", POLICYTRACE_DATA="elsewhere")


def test_completion_heeds_pyproject_as_the_run_does() -> None:
    Path("data").rename("elsewhere")
    setting = '[tool.policytrace]\ndata = "elsewhere"\n'
    Path("pyproject.toml").write_text(setting, encoding="utf-8")
    assert "PRJ-01" in completed("policytrace trace PRJ-0")


def test_version_is_that_of_the_package() -> None:
    try:
        version = importlib.metadata.version("policytrace")
    except importlib.metadata.PackageNotFoundError:
        if os.environ.get("CI"):
            raise
        pytest.skip("policytrace is not installed here: make test installs it")
    done = as_installed("--version")
    assert (done.returncode, done.stdout) == (0, f"policytrace {version}\n")
