"""Patches of any two texts: what they match is the same in both, and git makes of one the other."""

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.views import patch
from graph.views.line_matching import matcher_of

LINES = st.lists(st.sampled_from(["a\n", "b\n", "ค\n", "  d\n", "\n", "e\n", "f\n"]), max_size=12)


@given(LINES, LINES)
def test_what_is_matched_is_the_same_in_both(old: list[str], new: list[str]) -> None:
    made: list[str] = []
    left: list[str] = []
    for sort, start, end, new_start, new_end in matcher_of(old, new).get_opcodes():
        if sort == "equal":
            assert old[start:end] == new[new_start:new_end]
        left += old[start:end]
        made += new[new_start:new_end]
    assert (left, made) == (old, new)


@settings(max_examples=25, deadline=None)
@given(LINES, LINES, st.sampled_from(["", "last"]), st.sampled_from(["", "ท้าย"]))
def test_git_makes_of_one_text_the_other(
    old: list[str], new: list[str], old_end: str, new_end: str
) -> None:
    before, after = ("".join(one).encode() for one in ([*old, old_end], [*new, new_end]))
    text = patch.render({"a b.yaml": (before, after)})
    assert bool(text) is (before != after)
    with TemporaryDirectory() as folder:
        path = Path(folder, "a b.yaml")
        path.write_bytes(before)
        if text and after:  # A file of nothing is deleted by a patch, and no source is empty.
            git = ["git", "apply", "--unidiff-zero", "-"]
            subprocess.run(git, input=text.encode(), cwd=folder, check=True)
            assert path.read_bytes() == after


def test_only_what_changes_is_between_lines_that_stand_once() -> None:
    old = [f"- id: J{one}\n  budget: 1\n" for one in range(2_000)]
    new = [one.replace("budget: 1\n", "budget: 2\n") for one in old]
    text = patch.render({"a": ("".join(old).encode(), "".join(new).encode())})
    signs = [one[0] for one in text.splitlines()[3:]]
    assert (signs.count("-"), signs.count("+"), signs.count(" ")) == (2_000, 2_000, 2_000)
