"""Where an answer goes: text for the terminal, or files."""

from pathlib import Path

import pytest

from graph.app import Layout
from graph.errors import UsageError
from graph.problems import LEVELS, Severity, reaches
from graph.views.answer import Answer, terminal_layout


def shown(layout: Layout) -> str:
    return f"{layout.format} {layout.limit} {layout.columns}\n"


def test_answer_without_output_is_text_as_wide_as_the_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "72")
    assert Answer(format="md", limit=5).written(shown) == ("md 5 72\n", [])


def test_answer_with_an_output_is_a_file_as_wide_as_its_text_with_every_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "72")
    output = tmp_path / "new" / "answer.txt"
    assert Answer(output=output, limit=5).written(shown) == ("", [output])
    assert output.read_text() == f"table 0 {Layout().columns}\n"


def test_answer_of_several_files_is_written_by_those_who_name_them(tmp_path: Path) -> None:
    def write(layout: Layout, output: Path) -> list[Path]:
        return [output / f"{one}.{layout.format}" for one in ("a", "b")]

    answer = Answer(format="csv", output=tmp_path)
    assert answer.written(shown, write) == ("", [tmp_path / "a.csv", tmp_path / "b.csv"])


def test_place_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match=r"cannot write to '.*file/answer'"):
        Answer(output=tmp_path / "file" / "answer").written(shown)


@pytest.mark.parametrize(
    ("answer", "rows"),
    [
        (Answer(), 40),
        (Answer(limit=3), 3),
        (Answer(limit=0), None),
        (Answer(format="json"), None),
        (Answer(format="json", limit=3), 3),
        (Answer(output=Path("rows.txt")), None),
    ],
)
def test_as_many_rows_are_asked_for_as_will_be_shown(answer: Answer, rows: int | None) -> None:
    assert answer.rows(40) == rows


def test_pipe_has_no_colour_and_names_count_from_here(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert not terminal_layout().colour
    assert terminal_layout().root == Answer(output=Path("a")).layout.root == tmp_path.as_posix()


def test_level_is_reached_by_its_own_severity_and_those_above() -> None:
    reached = {level: [one for one in Severity if reaches(one, level)] for level in LEVELS}
    assert reached == {
        "never": [],
        "notice": [Severity.NOTICE, Severity.WARNING, Severity.ERROR],
        "warning": [Severity.WARNING, Severity.ERROR],
        "error": [Severity.ERROR],
    }


def test_nothing_found_reaches_no_level() -> None:
    assert not any(reaches(None, level) for level in LEVELS)
