"""Whatever city, kind and title: a new item is read back as asked for, the rest as before."""

import copy
import dataclasses
import os
import pty
import re
import subprocess
import sys
import unicodedata
from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import app
from graph.app import adding
from graph.errors import UsageError
from graph.model.entities import ENTITIES, Item
from graph.model.fields import FIELDS
from graph.model.vocabulary import NodeKind
from graph.problems import Severity
from graph.sources.adding.wanted import Wanted, title_of, unit_of
from tests.builders import _Dumper
from tests.commands import environment
from tests.strategies import portfolios
from tests.texts import TEXTS


def written(draw: st.DrawFn, data: dict[str, Any]) -> bytes:
    """The sources as text of some style: lines or brackets, line ends, comments, a mark."""
    text = yaml.dump(
        data,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=draw(st.sampled_from((False, False, None, True))),
        width=draw(st.sampled_from((40, 10**6))),
        indent=draw(st.sampled_from((2, 4))),
    )
    lines = text.splitlines()
    if not text.startswith("{"):
        for _ in range(draw(st.integers(0, 4))):
            at = draw(st.integers(0, len(lines)))
            if at == len(lines) or re.match(r" *- id:|[a-z]+:", lines[at]):
                lines.insert(at, draw(st.sampled_from(("", "# ก", "   # deeper"))))
    end = draw(st.sampled_from(("\n", "\n", "\r\n")))
    last = draw(st.sampled_from((end, end, "", end * 3)))
    mark = draw(st.sampled_from(("", "", "\ufeff")))
    return f"{mark}{end.join(lines)}{last}".encode()


@st.composite
def additions(draw: st.DrawFn) -> tuple[bytes, Wanted]:
    """A city as text, and an item that can be put into it."""
    data = draw(portfolios())
    kind = draw(st.sampled_from([*NodeKind]))
    text = written(draw, copy.deepcopy(data))
    ids: dict[str, list[str]] = {name: [] for name in ("units", "objectives", "strategies")}
    for name in ids:
        ids[name] = [one["id"] for one in data.get(name, ())]
    fields: dict[str, str] = {"id": "NEW-1"} if draw(st.booleans()) else {}
    if kind is NodeKind.HANDOFF:
        fields |= {"from": ids["units"][0], "to": ids["units"][-1], "asked_on": "2024-06"}
        inside = [one["id"] for one in data.get("projects", ())]
        if draw(st.booleans()) and inside:
            fields["item"] = draw(st.sampled_from(inside))
    if kind in {NodeKind.UNIT, NodeKind.AREA}:
        fields["kind"] = "district"
    if kind is NodeKind.KEY_RESULT:
        fields |= {"objective": draw(st.sampled_from(ids["objectives"] or ["none"])), "target": "5"}
    if kind is NodeKind.OBJECTIVE:
        fields |= {"strategies": ",".join(ids["strategies"]), "policies": "[]"}
    if draw(st.booleans()):
        fields["note"] = draw(TEXTS)
    units: list[str | None] = [None, *ids["units"]]
    unit = draw(st.sampled_from(units)) if unit_of(kind) else None
    thai, english = draw(TEXTS), draw(st.none() | TEXTS)
    asked = Wanted(kind=kind, fields=fields, title_th=thai, title_en=english, unit=unit)
    return text, asked


def spelt(text: str | None) -> str | None:
    return None if text is None else unicodedata.normalize("NFC", text).strip()


def plain(items: dict[str, Item]) -> dict[str, Item]:
    """The items without their places, which move with the lines above."""
    return {name: dataclasses.replace(one, mark=0) for name, one in items.items()}


@given(additions())
@settings(deadline=None)
def test_new_item_is_read_back_and_all_else_stays(case: tuple[bytes, Wanted]) -> None:
    text, wanted = case
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "all.yaml").write_bytes(text)
        before = app.check(folder)
        try:
            addition = adding.add(folder, wanted)
        except UsageError as error:
            assert_is_due(wanted, before, error)
            return
        adding.write(addition)
        after = app.check(folder)

        assert addition.path.read_bytes() == addition.after
        assert after.at_least(Severity.ERROR) == before.at_least(Severity.ERROR) == []
        items = plain(dict(after.portfolio.items))
        item = items.pop(addition.item_id)
        assert items == plain(dict(before.portfolio.items))
        assert_is_as_asked(item, wanted)
        if addition.before is not None:
            assert_all_lines_stay(addition.before.decode(), addition.after.decode())


def assert_is_due(wanted: Wanted, before: app.Checked, error: UsageError) -> None:
    """A refusal has its reason: no objective to stand under, text of spaces, or no numbers."""
    blank = [one for one in (wanted.title_th, wanted.title_en, wanted.fields.get("note")) if one]
    numbered = [one for one in before.portfolio.items.values() if one.kind_of_node is wanted.kind]
    assert (
        wanted.fields.get("objective") == "none"
        or any(not one.strip() for one in blank)
        or wanted.fields.get("strategies") == ""
        or ("give one with --id" in str(error) and "id" not in wanted.fields and numbered)
    ), error


def assert_is_as_asked(item: Item, wanted: Wanted) -> None:
    assert type(item) is ENTITIES[wanted.kind]
    assert (item.title_th, item.title_en) == (spelt(wanted.title_th), spelt(wanted.title_en))
    keys = {one.name: one.key for one in FIELDS[wanted.kind]}
    for name, asked in wanted.fields.items():
        found = getattr(item, keys[name])
        text = getattr(found, "text", found)
        if isinstance(text, tuple):
            assert text == tuple(one for one in asked.strip("[]").split(",") if one)
        else:
            assert str(text) == spelt(asked)
    if wanted.unit:
        assert getattr(item, str(unit_of(wanted.kind))) in (wanted.unit, (wanted.unit,))
    assert title_of(wanted.kind) in keys


def alike(one: str, other: str) -> int:
    """Return how many characters both begin with."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def assert_all_lines_stay(old: str, new: str) -> None:
    """Text was only put in; the `[]` or `null` of an empty list alone was taken out."""
    start = alike(old, new)
    end = alike(old[start:][::-1], new[start:][::-1])
    between = old[start : len(old) - end]  # In one line: what stands behind the list.
    assert re.fullmatch(r" ?(\[\]|null)?[ ]*(#[^\r\n]*)?", between)
    if "\r\n" in old:
        assert not re.search("(?<!\r)\n", new)


# On a terminal ------------------------------------------------------------------------------------


def at_the_terminal(answers: str, *arguments: str, verb: str = "new") -> tuple[int, str]:
    """Run the program on a terminal with these answers; what it shows comes back with its code."""
    near, far = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "cli", verb, *arguments],
        stdin=far,
        stdout=far,
        stderr=far,
        env=environment(TERM="dumb"),
    ) as process:
        os.close(far)
        os.write(near, answers.encode())
        shown = b""
        while part := _read(near):
            shown += part
        code = process.wait(timeout=60)
    os.close(near)
    return code, shown.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says so where macOS says nothing.
        return b""


@pytest.mark.usefixtures("home")
def test_terminal_is_asked_for_what_is_missing() -> None:
    answers = "buro\nbureau\nCITI\nCITY\nสำนักใหม่\nNew Bureau\nB2000\n\n"
    code, shown = at_the_terminal(answers, "unit")

    assert code == 0, shown
    assert "kind: ประเภทของหน่วยงาน (city, district, bureau," in shown
    assert "did you mean 'bureau'?" in shown
    assert "there is no 'CITI'; did you mean 'CITY'?" in shown
    assert "write B2000 to data/units/city.yaml? [Y/n]" in shown
    (unit,) = [one for one in app.check(Path("data")).portfolio.items.values() if one.id == "B2000"]
    assert (unit.title_th, unit.title_en) == ("สำนักใหม่", "New Bureau")


@pytest.mark.usefixtures("home")
def test_terminal_offers_the_next_id_and_takes_no_for_an_answer() -> None:
    before = Path("data/plan.yaml").read_bytes()
    code, shown = at_the_terminal("\nนโยบายใหม่\n\n\nn\n", "policy", "--lang", "en")

    assert code == 0
    assert "owner: The unit or units that answer for it.: " in shown
    assert "[P006]: " in shown
    assert "+  - id: P006" in shown
    assert Path("data/plan.yaml").read_bytes() == before


@pytest.mark.usefixtures("home")
def test_end_of_answers_is_an_interruption() -> None:
    code, shown = at_the_terminal("\x04", "policy")
    assert code == 130
    assert shown.endswith("interrupted\r\n")


@pytest.mark.usefixtures("home")
def test_yes_asks_nothing_on_a_terminal() -> None:
    code, shown = at_the_terminal("", "policy", "--yes")
    assert code == 2
    assert "a policy needs more: give --title-th" in shown


@pytest.mark.usefixtures("home")
def test_file_that_changed_meanwhile_is_left_alone() -> None:
    wanted = Wanted(kind=NodeKind.POLICY, title_th="ก")
    addition = adding.add(Path("data"), wanted)
    addition.path.write_text("format: 1\n", encoding="utf-8")
    with pytest.raises(UsageError, match="was changed meanwhile: run this again"):
        adding.write(addition)
    assert addition.path.read_text(encoding="utf-8") == "format: 1\n"
    assert not list(Path("data").glob(".*"))


@pytest.mark.usefixtures("home")
def test_folder_that_cannot_be_written_to_is_one_sentence() -> None:
    wanted = Wanted(kind=NodeKind.UNIT, title_th="ก", fields={"id": "D7", "kind": "district"})
    Path("data/new.yaml").mkdir()
    asked = dataclasses.replace(wanted, file=Path("data/new.yaml/x.yaml"))
    addition = adding.add(Path("data"), asked)
    Path("data/new.yaml").rmdir()
    Path("data/new.yaml").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match=r"cannot write to 'data/new\.yaml/x\.yaml': "):
        adding.write(addition)
