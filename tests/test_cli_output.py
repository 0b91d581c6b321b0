"""Whole outputs of the command line, compared byte by byte with the files in assets/cli/expected.

After a change that is meant, write them anew and read what changed before you commit it:

    POLICYTRACE_REWRITE=1 make test PYTEST_ARGS="tests/test_cli_output.py"
    git diff tests/assets/cli/expected

CI never does so.
"""

import os
from pathlib import Path

import pytest

from graph import app
from graph.reports.registry import REPORTS
from tests.commands import AS_OF, run

EXPECTED = Path(__file__).parent / "assets" / "cli" / "expected"
REWRITE = os.environ.get("POLICYTRACE_REWRITE") == "1"
ENDINGS = {"table": "txt", "json": "json", "csv": "csv", "md": "md"}

EACH_REPORT = {
    f"{report}.{language}.{ENDINGS[form]}": (
        "report",
        report,
        *AS_OF,
        "--format",
        form,
        "--lang",
        language,
    )
    for report in REPORTS
    for form in app.FORMATS
    for language in app.LANGUAGES
}
OUTPUTS: dict[str, tuple[str, ...]] = {
    "check.txt": ("check",),
    "check.json": ("check", "--format", "json"),
    "check.junit.xml": ("check", "--format", "junit"),
    "check.github.txt": ("check", "--format", "github"),
    **EACH_REPORT,
    "all.th.txt": ("report", "all", *AS_OF),
    "all.en.txt": ("report", "all", *AS_OF, "--lang", "en"),
    "all.th.json": ("report", "all", *AS_OF, "--format", "json"),
    "all.en.md": ("report", "all", *AS_OF, "--format", "md", "--lang", "en"),
    "all.en.junit.xml": ("report", "all", *AS_OF, "--format", "junit", "--lang", "en"),
    "all.th.github.txt": ("report", "all", *AS_OF, "--format", "github"),
    "explain-finding.th.txt": ("explain", "TRC201"),
    "explain-finding.en.txt": ("explain", "TRC201", "--lang", "en"),
    "explain-problem.th.txt": ("explain", "SRC122"),
    "explain-problem.en.txt": ("explain", "SRC122", "--lang", "en"),
    "handoffs-all-tiers.th.txt": ("report", "handoffs", *AS_OF, "--all-tiers"),
    "handoffs-all-tiers.en.json": (
        *("report", "handoffs", *AS_OF),
        *("--all-tiers", "--format", "json", "--lang", "en"),
    ),
    "all-fiscal-year-2567.th.txt": ("report", "all", *AS_OF, "--fiscal-year", "2567"),
    "orphan-projects-limit-2.th.txt": ("report", "orphan-projects", *AS_OF, "--limit", "2"),
    "unowned-policies-a-year-later.th.txt": (
        *("report", "unowned-policies"),
        *("--as-of", "2025-09-30"),
    ),
    "trace-project.th.txt": ("trace", "PRJ-01"),
    "trace-project.en.txt": ("trace", "PRJ-01", "--lang", "en"),
    "trace-project-up.th.txt": ("trace", "PRJ-01", "--up"),
    "trace-project-down.th.txt": ("trace", "PRJ-01", "--down"),
    "trace-policy.th.txt": ("trace", "P002"),
    "trace-policy.en.txt": ("trace", "P002", "--lang", "en"),
    "trace-orphan.th.txt": ("trace", "PRJ-07"),
    "trace-orphan.en.txt": ("trace", "PRJ-07", "--lang", "en"),
    "trace-unit.th.txt": ("trace", "D01"),
    "list.th.txt": ("list", "+PRJ-01+", *AS_OF),
    "list.en.txt": ("list", "+PRJ-01+", *AS_OF, "--exclude", "kind:policy", "--lang", "en"),
    "list.th.json": ("list", "tier:district status:waiting", *AS_OF, "--format", "json"),
    "list.th.csv": ("list", "finding:TRC2* kind:area", *AS_OF, "--format", "csv"),
    "list.en.md": ("list", "area:A-city kind:k*", *AS_OF, "--format", "md", "--lang", "en"),
    "orphan-projects-selected.th.txt": (
        *("report", "orphan-projects", *AS_OF),
        *("--select", "tier:district tier:office", "--exclude", "PRJ-06"),
    ),
    "handoffs-selected.en.json": (
        *("report", "handoffs", *AS_OF, "--select", "status:waiting KR1"),
        *("--format", "json", "--lang", "en"),
    ),
    "trace-key-result.en.txt": ("trace", "KR1", "--lang", "en", "--depth", "2"),
    "trace-unit-breadth-2.th.txt": ("trace", "B1100", "--breadth", "2"),
    "trace-policy.th.json": ("trace", "P002", "--format", "json"),
    "trace-policy.th.csv": ("trace", "P002", "--format", "csv"),
    "trace-policy.th.md": ("trace", "P002", "--format", "md"),
    "trace-policy.th.mmd": ("trace", "P002", "--format", "mermaid"),
    "trace-policy.th.dot": ("trace", "P002", "--format", "dot"),
}


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("name", OUTPUTS)
def test_whole_output_is_the_expected_one(name: str) -> None:
    ran = run(*OUTPUTS[name])

    assert ran.code == 0
    path = EXPECTED / name
    if REWRITE:
        assert "CI" not in os.environ, "CI compares, it never rewrites"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(ran.data)
    assert ran.out == path.read_bytes().decode()


def test_every_expected_file_is_compared_with_an_output() -> None:
    assert {path.name for path in EXPECTED.iterdir()} == set(OUTPUTS)
