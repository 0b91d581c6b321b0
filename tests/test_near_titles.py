"""Titles that are all but the same, found without comparing each with each."""

import math
import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.entities import Project
from graph.reports.likeness import normalised, runs
from graph.reports.near_titles import LEAST, MOST, near

WORDS = ("ขุดลอกคลอง", "โครงการ", "เปรมประชากร", "เปรมประชากรณ์", " ", "ระยะที่ 1", "ระยะที่ ๑", "1", "ก")


def titled(*titles: str) -> list[Project]:
    return [Project(id=f"PRJ{at}", title_th=title) for at, title in enumerate(titles)]


def is_near(one: str, other: str) -> bool:
    return any(near(titled(one, other), lambda _: None))


def nearness(one: str, other: str) -> float | None:
    """How alike two titles are that are near, by the letters of the two alone."""
    texts = [normalised(text) for text in (one, other)]
    numbers = [re.findall(r"[0-9]+|(?<!\S)[a-zก-ฮ](?!\S)", text) for text in texts]
    ones, others = (
        set(runs(text.replace(" ", "").removeprefix("โครงการ").removeprefix("project")))
        for text in texts
    )
    shared = len(ones & others)
    if numbers[0] != numbers[1] or not shared:
        return None
    score = shared / math.sqrt(len(ones) * len(others))
    return score if max(len(ones), len(others)) - shared <= MOST and score >= LEAST else None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ปรับปรุงถนนสุขุมวิท", "โครงการปรับปรุง ถนนสุขุมวิท"),
        ("ขุดลอกคลองเปรมประชากร", "ขุดลอกคลองเปรมประชากรณ์"),
        ("ขุดลอกคลอง ระยะที่ 2", "ขุดลอกคลอง ระยะที่ ๒"),
    ],
)
def test_another_spelling_is_near(one: str, other: str) -> None:
    assert is_near(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ปรับปรุงภูมิทัศน์คลองช่องนนทรี ช่วงที่ 4", "ปรับปรุงภูมิทัศน์คลองช่องนนทรี ช่วงที่ 5"),
        ("อบรมอาสาสมัครสาธารณสุข กลุ่ม ก", "อบรมอาสาสมัครสาธารณสุข กลุ่ม ข"),
        ("ขุดลอกคลองลาดพร้าว", "ขุดลอกคลองลาดยาว"),
        (
            "โครงการติดตั้งอุปกรณ์ลดอันตรายในบริเวณจุดเสี่ยงภัยในพื้นที่พระนครใต้",
            "โครงการติดตั้งอุปกรณ์ลดอันตรายในบริเวณจุดเสี่ยงภัยในพื้นที่พระนครเหนือ",
        ),
        ("", ""),
    ],
)
def test_another_number_word_or_place_is_not_near(one: str, other: str) -> None:
    assert not is_near(one, other)


def test_items_of_another_key_are_not_compared() -> None:
    one, other = titled("ขุดลอกคลอง", "ขุดลอกคลอง")
    assert [group.score for group in near([one, other], lambda _: "same")] == [1.0]
    assert list(near([one, other], lambda item: item.id)) == []


@given(
    titles=st.lists(st.lists(st.sampled_from(WORDS), max_size=5).map("".join), max_size=12),
)
def test_index_finds_what_comparing_each_with_each_finds(titles: list[str]) -> None:
    items = titled(*titles)
    found = {
        frozenset((one.id, other.id)): group.score
        for group in near(items, lambda _: None)
        for one in group.ones
        for other in group.others
        if one is not other
    }
    expected = {
        frozenset((one.id, other.id)): score
        for one, other in combinations(items, 2)
        if (score := nearness(one.title_th or "", other.title_th or ""))
    }
    assert found == pytest.approx(expected)
    assert all(score >= LEAST for score in found.values())
