"""why and impact from the command line."""

import json
from pathlib import Path

import pytest
import wcwidth

from tests.commands import AS_OF, ROOT, run

SHIPPED = ("--data", str(ROOT / "data"))


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("verb", ["why", "impact"])
@pytest.mark.parametrize("language", ["th", "en"])
def test_every_item_is_told_of_in_every_format(verb: str, language: str) -> None:
    options = (*AS_OF, "--lang", language)
    for item in ("PRJ-01", "P001", "S2.1", "O3", "KR5", "B1000", "KPI-1", "A-city", "H-4", "safe"):
        table = run(verb, item, *options)
        assert (table.code, table.err) == (0, "")
        assert table.out.startswith(f"{item}  ")
        markdown = run(verb, item, *options, "--format", "md")
        assert markdown.out.startswith("# ")
        whole = json.loads(run(verb, item, *options, "--format", "json").out)
        assert (whole["schema_version"], whole["report"]) == (1, verb)
        assert whole["item"]["id"] == item
        assert run(verb, item, *options).data == table.data


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("verb", ["why", "impact"])
def test_unknown_id_is_asked_back_and_exits_with_2(verb: str) -> None:
    ran = run(verb, "PRJ-1")
    assert (ran.code, ran.out) == (2, "")
    assert "no source declares 'PRJ-1'; did you mean 'PRJ-" in ran.err


def test_format_that_is_set_for_reports_is_none_of_theirs(home: Path) -> None:
    (home / "pyproject.toml").write_text('[tool.policytrace]\nformat = "csv"\n', encoding="utf-8")
    for verb in ("why", "impact"):
        assert run(verb, "PRJ-01", POLICYTRACE_FORMAT="csv").code == 0


@pytest.mark.usefixtures("home")
def test_waived_finding_is_told_on_the_day_that_is_asked_for() -> None:
    before = run("why", "OWN301:P005", "--as-of", "2025-03-31", "--lang", "en").out
    after = run("why", "OWN301:P005", "--as-of", "2025-04-01", "--lang", "en").out
    assert "OWN301:P005 is waived\nwaived by B1000 until 2025-03-31: รอตั้งคณะทำงาน" in before
    assert "OWN301:P005 stands: nobody answers for it (unrecorded)" in after
    assert "a waiver by B1000 ran out on 2025-03-31" in after


def test_reference_that_leads_nowhere_stops_unless_it_is_let_pass(empty_home: Path) -> None:
    sources = empty_home / "data"
    sources.mkdir()
    (sources / "a.yaml").write_text(
        "projects:\n  - {id: PRJ1, title: ก, key_results: [KR9]}\n", encoding="utf-8"
    )
    for verb in ("why", "impact"):
        assert run(verb, "PRJ1").code == 2
        assert run(verb, "PRJ1", "--lenient").code == 0
    ran = run("why", "TRC202:PRJ1:KR9", "--lenient", "--lang", "en")
    assert "key_results (data/a.yaml:2) names KR9, which no source declares" in ran.out


def test_lines_of_the_chain_are_straight_in_thai(empty_home: Path) -> None:
    lines = run("why", "PRJ-N202", *SHIPPED, *AS_OF).out.splitlines()
    start = lines.index("ห่วงโซ่")
    told = ("(ไปไม่ถึง)", "(ไปไม่ถึง)", "(ไปไม่ถึง)", "ขาด: ไม่ได้บันทึก", "PRJ-N202 ", "B1000 ")
    widths = {
        wcwidth.width(line[: line.index(text)])
        for text, line in zip(told, lines[start + 1 : start + 7], strict=True)
    }
    assert len(widths) == 1


def test_shipped_lamps_are_suggested_the_key_result_of_the_lamps_before(empty_home: Path) -> None:
    ran = run("why", "PRJ-N202", *SHIPPED, *AS_OF, "--format", "json", "--lang", "en")
    (remedy,) = json.loads(ran.out)["remedies"]
    assert remedy["places"][0]["file"].endswith("units/1000-public-works.yaml")
    assert remedy["places"][0]["fields"] == ["key_results"]
    assert {one["item"] for one in remedy["suggestions"][:2]} == {"KR-2567-2.1.20", "KR-2567-G05"}
    assert [one["like"] for one in remedy["suggestions"][:2]] == ["PRJ-N203", "PRJ-N203"]
