"""How alike titles are: Thai without spaces, English, digits of both kinds."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.entities import Item, Policy
from graph.reports.likeness import Likeness, normalised, runs

TITLES = st.text(alphabet="กขคงจทนมสเแโใไ าิีืุูู่้์ฯ ABCabc 0123๐๑๒", max_size=12)


def titled(item_id: str, title_th: str, title_en: str | None = None) -> Item:
    return Policy(id=item_id, title_th=title_th, title_en=title_en)


def test_tones_and_vowels_are_letters_and_marks_are_not() -> None:
    assert normalised("ซ่อม/ปรับปรุง  ทางเท้า (กม.)") == "ซ่อม ปรับปรุง ทางเท้า กม"


def test_thai_digits_and_case_make_no_difference() -> None:
    assert normalised("ปี ๒๕๖๗ LED") == normalised("ปี 2567 led")


def test_runs_are_of_two_to_four_letters_with_the_ends_marked() -> None:
    assert runs("กข") == {" ก": 1, "กข": 1, "ข ": 1, " กข": 1, "กข ": 1, " กข ": 1}


def test_the_same_title_is_wholly_alike_and_another_script_not_at_all() -> None:
    one, same, other = titled("1", "ขุดลอกคลอง"), titled("2", "ขุดลอกคลอง"), titled("3", "LED")
    likeness = Likeness([one, same, other])
    assert likeness.between(one, same) == pytest.approx(1)
    assert likeness.between(one, other) == 0


def test_a_rare_word_in_common_says_more_than_one_that_all_titles_have() -> None:
    titles = ["โครงการปรับปรุงทางเท้า", "โครงการปลูกต้นไม้", "โครงการขุดลอกคลอง", "ทางเท้าเรียบ"]
    paved, planted, _, even = items = [titled(str(n), one) for n, one in enumerate(titles)]
    likeness = Likeness(items)
    assert likeness.between(paved, even) > likeness.between(paved, planted) > 0


def test_an_item_without_a_title_is_like_nothing() -> None:
    likeness = Likeness([titled("1", ""), titled("2", "คลอง")])
    assert likeness.between(titled("1", ""), titled("2", "คลอง")) == 0


@given(st.lists(TITLES, min_size=2, max_size=6))
def test_likeness_is_mutual_and_from_0_to_1(titles: list[str]) -> None:
    items = [titled(str(n), one, one[::-1]) for n, one in enumerate(titles)]
    likeness = Likeness(items)
    for one in items:
        for other in items:
            found = likeness.between(one, other)
            assert 0 <= found <= 1
            assert found == pytest.approx(likeness.between(other, one))
            if normalised(one.title_th or "") and one is other:
                assert found == pytest.approx(1)


@given(TITLES)
def test_normalised_text_is_stable(title: str) -> None:
    once = normalised(title)
    assert normalised(once) == once == unicodedata.normalize("NFC", once)
