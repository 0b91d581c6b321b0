"""Which browser opens the pages, and how it is started; the benchmarks start it so too.

`python -m tests.browsers` prints where it stands, and fails where there is none.
"""

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserType

VARIABLE = "POLICYTRACE_TEST_BROWSER"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OF_MACOS = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
MISSING = (
    "no Chromium to open pages in: `make browser` brings one or says what to install;"
    f" {VARIABLE} names one that stands elsewhere"
)
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)


def found() -> str | None:
    """The named browser, one on PATH, the one that `playwright install chromium` brings, Chrome."""
    on_path = os.environ.get(VARIABLE) or next(filter(None, map(shutil.which, NAMES)), None)
    if on_path:
        return on_path
    return next((str(one) for one in (brought_by_playwright(), OF_MACOS) if one.is_file()), None)


def brought_by_playwright() -> Path:
    """Where `playwright install chromium` puts one."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def launched(kind: "BrowserType", executable: str) -> "Browser":
    """A browser that shows nothing and asks no one for anything by itself."""
    return kind.launch(executable_path=executable, args=[*QUIET])


if __name__ == "__main__":
    sys.stdout.write(f"{found() or sys.exit(MISSING)}\n")
