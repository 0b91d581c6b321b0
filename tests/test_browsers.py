"""The browser that the tests of the page need, on a machine that has none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import browsers
from tests.commands import ROOT

SCRIPT = ROOT / ".ci" / "browser"


def program(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    file.chmod(0o755)
    return file


def run(folder: Path, *, user: int = 0, system: str = "Linux") -> subprocess.CompletedProcess[str]:
    """Run the script with nothing on PATH but what the folder holds."""
    program(folder, "id", f"echo {user}")
    program(folder, "uname", f"echo {system}")
    python = program(folder, "python", "command -v chromium >/dev/null")
    return subprocess.run(
        ["/bin/sh", SCRIPT, python],
        check=False,
        env={"PATH": str(folder)},
        capture_output=True,
        text=True,
    )


def apt_that(folder: Path, installs: str) -> Path:
    """An apt-get that keeps what it was asked, and does something when it is to install."""
    asked = folder / "asked"
    program(folder, "apt-get", f'echo "$@" >>{asked}\n[ "$1" = update ] || {installs}')
    return asked


def test_nothing_is_done_where_there_is_a_browser(tmp_path: Path) -> None:
    asked = apt_that(tmp_path, ":")
    program(tmp_path, "chromium", ":")
    done = run(tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not asked.exists()


def test_root_on_debian_is_brought_one_with_thai_fonts(tmp_path: Path) -> None:
    program(tmp_path, "brought", ":")
    asked = apt_that(tmp_path, f"{shutil.which('cp')} {tmp_path}/brought {tmp_path}/chromium")
    done = run(tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    update, install = asked.read_text().splitlines()
    assert update.startswith("update")
    assert install.endswith("chromium fonts-thai-tlwg")


@pytest.mark.parametrize(
    ("user", "system", "has_apt", "remedy"),
    [
        (1000, "Linux", True, "the packages chromium and fonts-thai-tlwg"),
        (0, "Linux", False, "the packages chromium and fonts-thai-tlwg"),
        (501, "Darwin", False, "Google Chrome into /Applications"),
    ],
)
def test_others_are_told_what_to_install(
    tmp_path: Path, user: int, system: str, has_apt: bool, remedy: str
) -> None:
    if has_apt:
        apt_that(tmp_path, ":")
    done = run(tmp_path, user=user, system=system)
    assert done.returncode == 0
    assert f"install {remedy}" in done.stderr
    assert browsers.VARIABLE in done.stderr


def test_apt_that_fails_stops_nothing_and_the_remedy_is_told(tmp_path: Path) -> None:
    asked = apt_that(tmp_path, "exit 100")
    done = run(tmp_path)
    assert done.returncode == 0
    assert len(asked.read_text().splitlines()) == 2
    assert "the tests of the page are skipped" in done.stderr


def test_browser_is_named_or_on_path_or_brought_by_playwright(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chrome, brought = tmp_path / "Google Chrome", tmp_path / "chrome"
    monkeypatch.delenv(browsers.VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(browsers, "OF_MACOS", chrome)
    monkeypatch.setattr(browsers, "brought_by_playwright", lambda: brought)
    assert browsers.found() is None
    for one in (chrome, brought, tmp_path / "google-chrome", tmp_path / "chromium"):
        program(tmp_path, one.name, ":")
        assert browsers.found() == str(one)
    monkeypatch.setenv(browsers.VARIABLE, "named")
    assert browsers.found() == "named"


def test_one_that_playwright_brings_stands_in_its_folder(tmp_path: Path) -> None:
    ask = "from tests import browsers; print(browsers.brought_by_playwright())"
    env = {**os.environ, "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)}
    done = subprocess.run(  # A process of its own: playwright runs once in each.
        [sys.executable, "-c", ask], check=True, cwd=ROOT, env=env, capture_output=True, text=True
    )
    assert Path(done.stdout.strip()).is_relative_to(tmp_path)
