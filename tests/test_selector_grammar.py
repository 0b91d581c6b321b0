"""The grammar of selectors: text to a tree and back, and mistakes with their columns."""

import string
from unicodedata import is_normalized

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import UsageError
from graph.selection.grammar import Selector, Term, parse

WHOLE = None  # A depth without a number.
_PLAIN = st.characters(categories=("L", "Mn", "N", "P", "S"), exclude_characters=" ,+:@")
_VALUES = st.one_of(
    st.text(string.ascii_letters + string.digits + "._-*?", min_size=1, max_size=8),
    st.text(string.digits, min_size=1, max_size=4),  # To be told apart from depths.
    st.text(_PLAIN, min_size=1, max_size=4),
)
_DEPTHS = st.one_of(st.just(0), st.none(), st.integers(0, 99))
_METHODS = st.sampled_from(["", "", "kind", "owner", "finding", "ชนิด"])


def _is_composed(term: Term) -> bool:
    return is_normalized("NFC", f"{term.method}:{term.value}")


_TERMS = st.builds(Term, _VALUES, _METHODS, _DEPTHS, _DEPTHS).filter(_is_composed)
_GROUPS = st.lists(_TERMS, min_size=1, max_size=3).map(tuple)
SELECTORS = st.lists(_GROUPS, min_size=1, max_size=3).map(lambda groups: Selector(tuple(groups)))


@given(SELECTORS)
def test_what_is_written_is_read_back(selector: Selector) -> None:
    assert parse(str(selector)) == selector


@given(st.text("ab1+:,@* \t2é", max_size=12))
def test_any_text_is_a_selector_or_a_mistake_of_use(text: str) -> None:
    try:
        selector = parse(text)
    except UsageError:
        return  # Any other error would be a bug.
    assert parse(str(selector)) == selector


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("P001", Term("P001")),
        ("+P001", Term("P001", up=WHOLE)),
        ("P001+", Term("P001", down=WHOLE)),
        ("+P001+", Term("P001", up=WHOLE, down=WHOLE)),
        ("2+P001+1", Term("P001", up=2, down=1)),
        ("0+P001", Term("P001")),
        ("kind:project", Term("project", "kind")),
        ("+kind:project+3", Term("project", "kind", WHOLE, 3)),
        ("finding:TRC201:PRJ-1", Term("TRC201:PRJ-1", "finding")),
        ("file:units/*.yaml", Term("units/*.yaml", "file")),
        # Numbers: before a plus a depth, of two digits at most; alone an id.
        ("12", Term("12")),
        ("12+", Term("12", down=WHOLE)),
        ("+12", Term("12", up=WHOLE)),
        ("2+12", Term("12", up=2)),
        ("0+12+2", Term("12", down=2)),
        ("5001+2", Term("5001", down=2)),
        ("1.10+2", Term("1.10", down=2)),
    ],
)
def test_term_is_read_as_documented(text: str, term: Term) -> None:
    assert parse(text) == Selector(((term,),))


def test_comma_binds_tighter_than_space() -> None:
    a, b, c, d = (Term(one) for one in "abcd")
    assert parse("a,b c,d") == Selector(((a, b), (c, d)))
    assert parse("  a \t b,c\n d ") == Selector(((a,), (b, c), (d,)))


def test_each_term_knows_its_column() -> None:
    selector = parse(" +a,2+kind:b  c")
    assert [term.column for group in selector.groups for term in group] == [3, 7, 15]


def test_decomposed_text_is_composed() -> None:
    assert parse("file:cafe\u0301.yaml") == parse("file:caf\u00e9.yaml")


@pytest.mark.parametrize(
    ("text", "column", "word"),
    [
        ("a,", 2, "comma"),
        (",a", 1, "comma"),
        ("a,,b", 3, "comma"),
        ("a ,b", 3, "comma"),
        ("a, b", 2, "comma"),
        (",", 1, "comma"),
        ("+", 1, "'+'"),
        ("++a", 2, "'+'"),
        ("a++", 3, "'+'"),
        ("a+b", 3, "'+'"),
        ("b a+1+", 6, "'+'"),
        ("a+100", 5, "'+'"),
        ("100+a", 5, "'+'"),
        ("๒+a", 3, "'+'"),
        ("@a", 1, "'@'"),
        ("b @a", 3, "'@'"),
        ("+@a", 2, "'@'"),
        (":a", 1, "method"),
        ("kind:", 5, "value"),
        ("a,kind:", 7, "value"),
        ("kind:+", 5, "value"),
    ],
)
def test_mistake_is_pointed_at(text: str, column: int, word: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(text)
    assert f"the selector '{text}' cannot be read at column {column}: " in str(caught.value)
    assert word in str(caught.value)


@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_nothing_is_no_selector(text: str) -> None:
    with pytest.raises(UsageError, match="the selector is empty: "):
        parse(text)
