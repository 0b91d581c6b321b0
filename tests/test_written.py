"""Text as it is written into a file: whatever it holds, it is read back."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.app import rolling
from graph.app.rolling import Years
from graph.sources.adding.written import Style, block
from graph.sources.editing.proof import read
from graph.sources.text import normalise
from tests.builders import bureau, city, key_result, objective, project

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
# What YAML does not print, takes for the end of a line, or leaves out.
UNPRINTED = "\x00\x07\t\n\x0b\r\x1f\x7f\x80\x85\x9f\u2028\u2029\ufeff\ufffe\uffff"


def read_back(item: dict[str, Any], *, in_brackets: bool) -> Any:
    lines = block(item, Style(in_brackets=in_brackets))
    assert not set(UNPRINTED).intersection("".join(lines))
    data = "\n".join(["policies:", *lines, ""]).encode()
    (found,) = read(data, "all.yaml").meaning["policies"]
    return found


def in_one_spelling(value: Any) -> Any:
    if isinstance(value, dict):
        return {in_one_spelling(key): in_one_spelling(one) for key, one in value.items()}
    if isinstance(value, list):
        return [in_one_spelling(one) for one in value]
    return normalise(value)[0]


@pytest.mark.parametrize("in_brackets", [False, True])
@settings(max_examples=200, deadline=None)
@given(text=ANY | st.text(st.sampled_from(UNPRINTED + '\xa0\xad a:#"\\'), max_size=8), key=ANY)
def test_any_text_is_read_back_as_it_was_written(text: str, key: str, in_brackets: bool) -> None:
    item = {"title": {"th": text, "en": text}, "note": text, "owner": [text], "codes": {key: text}}
    assert read_back(item, in_brackets=in_brackets) == in_one_spelling(item)


def test_a_plan_whose_titles_hold_what_yaml_does_not_print_is_rolled_over(tmp_path: Path) -> None:
    sources = city(
        bureau("B1"),
        objective("O-2567-1", key_result("KR-2567-1.1"), fiscal_year=2567, owner="B1"),
        project("PRJ-1", lead="B1", fiscal_year=2567, status="active"),
    )
    odd = r'"ขุด\u0080ลอก\u007fคลอง\u009f"'
    text = sources.yaml.replace("ชื่อ KR-2567-1.1", odd).replace("ชื่อ PRJ-1", odd)
    (tmp_path / "all.yaml").write_text(text, encoding="utf-8")
    made = rolling.roll_over(tmp_path, Years(before=2567, after=2568))
    (after,) = (new.decode() for _, new in made.changes.values())
    assert text.count(f"th: {odd}\n") == 2
    assert after.count(f"th: {odd}\n") == 4
