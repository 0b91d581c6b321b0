"""Every defect of the sources is named, each with its place, in one run.

`assets/broken/<defect>/` holds broken sources, and in `expected.txt` the whole of what
`policytrace check --data .` prints in that folder.
"""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import graph
from graph import app
from graph.app.manners import reading

BROKEN = Path(__file__).parent / "assets" / "broken"
DEFECTS = sorted(folder.name for folder in BROKEN.iterdir())
PACKAGE = Path(graph.__file__).parent
CODE = re.compile(r"\b(?:SRC1|LNG7)[0-9]{2}\b")


def policies(title: str, after: str = "") -> str:
    return f"policies:\n  - id: P001\n    title: {title}\n{after}"


def file_of(content: str | bytes, name: str = "policies.yaml") -> Callable[[Path], object]:
    data = content if isinstance(content, bytes) else content.encode()
    return lambda folder: (folder / name).write_bytes(data)


def file_of_64_mib(folder: Path) -> None:
    with (folder / "projects.yaml").open("wb") as file:
        file.truncate(64 * 1024 * 1024 + 1)


LIT = "{th: กรุงเทพฯ ต้องสว่าง, en: Keep Bangkok brightly lit}"
# What editors and git would mend on the way, or what no reader of a diff could see.
MADE_HERE: dict[str, Callable[[Path], object]] = {
    "byte-order-mark": file_of("\ufeff" + policies(LIT, "    owner: [B1000]\n")),
    "carriage-returns": file_of(
        policies(LIT, "    owner: [B1000]\n    strategies:\n      - S1\n").replace("\n", "\r\n")
    ),
    "control-character": file_of(policies("{th: กรุงเทพฯ\x07 ต้องสว่าง, en: Lit}")),
    "control-character-of-windows": file_of(policies("{th: \u0093กรุงเทพฯ\u0094, en: Lit}")),
    "decomposed-sara-am": file_of(
        policies("{th: น\u0e4d\u0e32ไม่ท่วม, en: No floods}", "    note: น\u0e49\u0e4d\u0e32\n")
        + "  - {id: P002, title: {th: น\u0e4d\u0e49\u0e32ใส, en: Clear water}}\n"
    ),
    "latin-letters-not-nfc": file_of(policies("{th: กรุงเทพฯ, en: Cafe\u0301}")),
    "legacy-thai-encoding": file_of(policies(LIT).encode("tis-620")),
    "line-separators": file_of(
        policies('{th: "กรุงเทพฯ\u2028ต้องสว่าง", en: Lit\u0085}', "    owner: [B1000]\n")
    ),
    "too-large": file_of_64_mib,
    "unreadable": lambda folder: (folder / "units.yaml").symlink_to(folder / "moved-away.yaml"),
    "utf-16": file_of(policies(LIT).encode("utf-16")),
    "zero-width-characters": file_of(
        policies("{th: กรุงเทพฯ\u200bต้องสว่าง, en: Lit\u200d}", "    owner: [B\u200b1000]\n")
        + "    no\ufeffte: \u2060จาก e-plan\n"
    ),
}


@pytest.fixture(params=DEFECTS)
def expected(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> str:
    """Stand in a folder with broken sources, and tell what is expected of a check."""
    defect = request.param
    folder = tmp_path / defect
    shutil.copytree(BROKEN / defect, folder)
    if defect in MADE_HERE:
        MADE_HERE[defect](folder)
    monkeypatch.chdir(folder)
    return Path("expected.txt").read_text(encoding="utf-8")


def printed() -> str:
    return "".join(f"{problem}\n" for problem in app.check(Path()).problems)


def test_whole_output_is_the_expected_one(expected: str) -> None:
    assert printed() == expected


def test_whole_output_is_the_same_from_the_cache(expected: str, tmp_path: Path) -> None:
    with reading(cache=str(tmp_path / "cache")):
        assert printed() == expected
        assert printed() == expected


def test_every_code_is_shown_by_some_broken_source() -> None:
    modules = [*PACKAGE.glob("sources/*.py"), *PACKAGE.glob("validation/*.py")]
    emitted = {code for path in modules for code in CODE.findall(path.read_text(encoding="utf-8"))}
    outputs = [path.read_text(encoding="utf-8") for path in BROKEN.glob("*/expected.txt")]
    shown = {code for output in outputs for code in CODE.findall(output)}

    assert len(emitted) > 20, "the codes are found where they are emitted"
    assert emitted - shown == set()


def test_what_is_made_here_has_an_expected_output() -> None:
    assert MADE_HERE.keys() <= set(DEFECTS)
