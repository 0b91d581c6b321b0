"""What is refused or told of a cell, in Thai: each sentence has its words, and keeps its values."""

import ast
import copy
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from graph.model.vocabulary import NodeKind
from graph.sayings import Saying, counted, say
from graph.views.sayings import THAI, said
from tests.builders import bureau, city, key_result, objective, project
from tests.commands import ROOT, run

SPEAKING = [
    path
    for path in [ROOT / "graph/problems.py", *(ROOT / "graph").rglob("*/*.py")]
    if "from graph.sayings import" in path.read_text(encoding="utf-8")
]
COUNTED = {"{:,} row", "{:,} rows", "{:,} cell", "{:,} cells"}
TOLD = ("Told", "CellError", "NotUnderstoodError", "RowError", "NoMatchError", "TicketError")


def calls(path: Path) -> Iterator[ast.Call]:
    for one in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Name):
            yield one


def templates(path: Path) -> Iterator[str]:
    """The templates of a module: written in the call, or given the name `template` before it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for one in ast.walk(tree):
        if isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == "template":
            yield ast.literal_eval(one.value)
    for call in calls(path):
        if ast.unparse(call.func) == "say" and ast.unparse(call.args[0]) != "template":
            yield ast.literal_eval(call.args[0])


def places(template: str) -> list[str]:
    """What a template fills in, in the order of the values, each with how it is written."""
    found = [(name, spec) for _, name, spec, _ in Formatter().parse(template) if name is not None]
    numbered = [(int(name) if name else at, spec or "") for at, (name, spec) in enumerate(found)]
    return [f"{at}:{spec}" for at, spec in sorted(set(numbered))]


def test_every_sentence_has_its_thai_and_no_thai_is_left_over() -> None:
    written = {template for path in SPEAKING for template in templates(path)}
    assert written | COUNTED == THAI.keys()


@pytest.mark.parametrize("template", sorted(THAI))
def test_thai_sentence_has_the_values_of_its_english(template: str) -> None:
    assert places(THAI[template]) == places(template)


def test_nothing_is_told_of_a_cell_that_cannot_be_said_in_thai() -> None:
    texts = [
        (path.name, ast.unparse(call))
        for path in (ROOT / "graph/sources").rglob("*.py")
        for call in calls(path)
        if ast.unparse(call.func) in TOLD
        if any(isinstance(one, ast.JoinedStr | ast.Constant) for one in call.args)
    ]
    assert texts == []


def test_sentence_within_a_sentence_and_the_kinds_of_items_are_said_in_thai() -> None:
    hint = say("; did you mean '{}'?", "KR1")
    inner = say("there is no {} {}{}", "key result or objective", "'KR2'", hint)
    whole = say("{}; leave the cell empty for a new {}", inner, NodeKind.KEY_RESULT.noun)
    assert whole == (
        "there is no key result or objective 'KR2'; did you mean 'KR1'?"
        "; leave the cell empty for a new key result"
    )
    assert said(whole, "th") == (
        "ไม่มีผลลัพธ์สำคัญหรือวัตถุประสงค์ 'KR2' หมายถึง 'KR1' หรือไม่ ถ้าเป็นผลลัพธ์สำคัญใหม่ให้เว้นเซลล์นี้ว่าง"
    )
    assert said(whole, "en") is whole


def test_sentence_stays_one_in_an_error_and_in_a_copy() -> None:
    one = say("{} is several: choose one", "'a b'")
    for again in (str(ValueError(one)), copy.deepcopy(one)):
        assert isinstance(again, Saying)
        assert said(again, "th") == "'a b' มีหลายอย่าง: เลือกอย่างเดียว"


def test_days_are_of_the_buddhist_era_in_thai() -> None:
    one = say("{} is past: write a later day, or leave it out", date(2024, 10, 1))
    assert one == "2024-10-01 is past: write a later day, or leave it out"
    assert said(one, "th") == "1 ต.ค. 2567 ผ่านไปแล้ว: เขียนวันหลังจากนี้ หรือเว้นไว้"


def test_text_that_is_no_sentence_of_ours_stays_as_it_is() -> None:
    assert said("'a' is no number", "th") == "'a' is no number"
    assert said(say("{} of another time", 3), "th") == "3 of another time"
    assert said(counted(1, "row"), "en") == "1 row"
    assert said(counted(1200, "row"), "en") == "1,200 rows"
    assert said(counted(1200, "row"), "th") == "1,200 แถว"


def test_what_is_refused_goes_back_to_a_unit_in_thai_and_to_a_program_in_english(
    empty_home: Path,
) -> None:
    city(
        bureau("B1"),
        objective("O1", key_result("KR1"), owner=["B1"], fiscal_year=2567),
        project("J1", lead="B1", key_results=["KR1"], fiscal_year=2567),
    ).write(empty_home / "data")
    Path("projects.csv").write_text("id,budget,start\nJ1,มาก,31 ก.พ. 2567\nJ2,1,\n", "utf-8")
    asked = ("import", "csv", "projects.csv", "--unit", "B1", "--fiscal-year", "2567", "--dry-run")
    thai = run(*asked, "--lang", "th").err
    for line in (
        "B2: 'มาก' ไม่ใช่ตัวเลข: เขียนเฉพาะตัวเลข เช่น 1500000",
        "C2: '31 ก.พ. 2567' ไม่มีในปฏิทิน: เขียนแบบ 1 ต.ค. 2567 หรือ 2024-10-01",
        "A3: ไม่มีโครงการ 'J2': เขียนรหัสตามที่มีในรายการให้เลือก ถ้าเป็นโครงการใหม่ให้เว้นเซลล์นี้ว่าง",
    ):
        assert f"projects.csv: {line}\n" in thai
    told = json.loads(run(*asked, "--lang", "th", "--format", "json").out)
    assert told["refused"][0]["text"] == "'มาก' is no number: write digits alone, such as 1500000"
