"""Texts are folded alike, whether they need it or take the short way of most titles."""

import re
import unicodedata
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.commands import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

INDEX = ROOT / "graph/views/viewer/assets/js/search/index.js"
ALPHABET = [
    *(chr(one) for one in range(0x0E01, 0x0E3B)),
    *(chr(one) for one in range(0x0E3F, 0x0E5C)),
    *"aZ9 -\u00ad\u200b\ufeffＡé\u0e33\u0e4d\u0e32\u0e49\u0e40\u0e40\u0e38\u0e48\u0e3a\n",
]


def naively(text: str) -> str:
    text = re.sub("[\u00ad\u200b-\u200d\u2060\ufeff]", "", text)
    text = unicodedata.normalize("NFKC", text)
    text = re.sub("\u0e4d([\u0e48-\u0e4b]?)\u0e32", "\\1\u0e33", text)
    text = text.replace("\u0e40\u0e40", "\u0e41")
    return re.sub("[\u0e50-\u0e59]", lambda one: str(int(one[0])), text).lower()


def test_every_text_is_folded_as_its_definition_says(browser: "Browser") -> None:
    page = browser.new_page()
    text = INDEX.read_text(encoding="utf-8").replace("export function", "function")
    page.evaluate(f"() => {{\n{text}\nglobalThis.folded = (all) => all.map(fold);\n}}")

    @given(texts=st.lists(st.text(st.sampled_from(ALPHABET), max_size=8), max_size=300))
    @settings(deadline=None, max_examples=40)
    def check(texts: list[str]) -> None:
        assert page.evaluate("(all) => folded(all)", texts) == [naively(one) for one in texts]

    check()
    page.close()
