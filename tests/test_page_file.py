"""The page as a file: what stands in it, byte by byte, and the verb that writes it."""

import base64
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import app
from graph.app import viewing
from graph.errors import UsageError
from graph.reports.result import Parameters
from graph.views.viewer import bundle, html_page, vis_network
from graph.views.viewer.payload import payload
from tests.builders import (
    AS_OF,
    bureau,
    city,
    division,
    handoff,
    key_result,
    objective,
    policy,
    project,
    waiver,
)
from tests.commands import environment, run
from tests.pages import html_of

LIT = city(
    policy("P1", owner="B1"),
    policy("P2", owner="B2"),
    bureau("B1"),
    bureau("B2"),
    objective("O1", key_result("KR1"), policies=["P1"]),
    project("PRJ1", lead="B1", key_results=["KR1"]),
    project("PRJ2", lead="B2"),
)
EXAMPLE = "https://git.example.org/plan/blob/main/{file}#L{line}"


class Elements(HTMLParser):
    """The elements of a page, each with its attributes and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self._is_open = False
        self.found: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs), []))
        self._is_open = True

    def handle_endtag(self, tag: str) -> None:
        self._is_open = False

    def handle_data(self, data: str) -> None:
        if self._is_open:
            self.found[-1][2].append(data)

    def texts(self, tag: str) -> list[str]:
        return ["".join(text) for name, _, text in self.found if name == tag]

    def text_of(self, element_id: str) -> str:
        (found,) = ["".join(text) for _, own, text in self.found if own.get("id") == element_id]
        return found

    def policy(self) -> dict[str, list[str]]:
        """The content security policy, by directive."""
        named = (own for tag, own, _ in self.found if tag == "meta" and "http-equiv" in own)
        rules = (one.split() for one in (next(named)["content"] or "").split(";"))
        return {name: values for name, *values in rules}


def scene(**asked: Any) -> Any:
    return viewing.scene_of(LIT.graph, Parameters(as_of=AS_OF, **asked))


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def unpacked(text: str) -> str:
    return gzip.decompress(base64.b85decode(text.translate(str.maketrans(",.", "<`")))).decode()


# What stands in it --------------------------------------------------------------------------------


def test_the_policy_names_exactly_the_scripts_and_the_style_that_stand_in_the_file() -> None:
    page = Elements(html_of(LIT.graph))
    run_by_browser = [
        "".join(text) for tag, own, text in page.found if tag == "script" and "type" not in own
    ]
    library = unpacked(page.text_of("vis-network"))
    assert set(page.policy()["script-src"]) == {digest(one) for one in (*run_by_browser, library)}
    assert page.policy()["style-src"] == [digest(one) for one in page.texts("style")]
    assert len(run_by_browser) == 2


def test_the_policy_lets_nothing_in_and_nothing_out() -> None:
    rules = Elements(html_of(LIT.graph)).policy()
    for name in ("default-src", "connect-src", "base-uri", "form-action"):
        assert rules[name] == ["'none'"]
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*"} & {
        one for all_ in rules.values() for one in all_
    }


def test_no_element_fetches_anything_and_none_has_a_handler_or_a_style_of_its_own() -> None:
    for tag, own, _ in Elements(html_of(LIT.graph, source_url=EXAMPLE)).found:
        assert tag not in {"link", "iframe", "img", "object", "embed", "base"}
        assert not {"src", "href", "srcset", "style"} & own.keys()
        assert not [name for name in own if name.startswith("on")]
    assert "url(" not in bundle.style()
    assert "@import" not in bundle.style()


def test_the_scripts_make_no_markup_out_of_text() -> None:
    text = bundle.script() + bundle.first_script()
    for way in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "srcdoc",
    ):
        assert way not in text
    assert "new Function" not in text


def test_nothing_in_the_file_ends_a_script_early_or_a_line_with_a_carriage_return() -> None:
    html = html_of(LIT.graph)
    assert "\r" not in html
    assert len(re.findall("</script", html, re.IGNORECASE)) == len(Elements(html).texts("script"))
    assert "</style" not in bundle.style()


def test_the_data_comes_back_as_it_went_in() -> None:
    data = json.loads(json.dumps(payload(scene()), default=list))
    text, is_packed = html_page.encoded(data)
    assert json.loads(unpacked(text) if is_packed else text) == data


@given(st.text(st.characters(exclude_categories=[])), st.booleans())
def test_any_text_can_stand_in_the_data(text: str, packs: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(html_page, "_LARGE", 0 if packs else 1 << 30)
        written, is_packed = html_page.encoded({"text": text})
    assert is_packed is packs
    assert not re.search("[<\u2028\u2029\ud800-\udfff\r\n]", written)
    # A pair of surrogates is one character in JSON, as it is in a browser.
    said = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    assert json.loads(unpacked(written) if packs else written)["text"].encode(
        "utf-16-le", "surrogatepass"
    ) == said.encode("utf-16-le", "surrogatepass")


def test_codes_that_only_waivers_name_are_explained_too() -> None:
    accepted = city(
        project("PRJ1", lead="B1", waive=[waiver("TRC201", reason="รับได้")]),
        bureau("B1", waive=[waiver("TRC204", reason="ไม่มีแล้ว")]),
    )
    data = payload(viewing.scene_of(accepted.graph, Parameters(as_of=AS_OF)))
    assert data["reports"]["orphan-projects"]["length"] == 0
    assert data["reports"]["gaps"]["summary"]["unused"][0]["finding"] == "TRC204:B1"
    assert {"TRC201", "TRC204"} <= set(data["rules"])


def test_a_file_name_of_bytes_that_are_no_text_can_be_written(tmp_path: Path) -> None:
    folder = LIT.write(tmp_path / "data")
    name = os.fsdecode(b"pl\xffan.yaml")
    (folder / "all.yaml").rename(folder / name)
    html = html_of(app.open_graph(folder))
    (page,) = app.write_texts({tmp_path / "page.html": html})
    data = Elements(page.read_text(encoding="utf-8")).text_of("data")
    (file,) = json.loads(data)["nodes"]["files"]
    assert file == str(folder / name)
    (listed,) = app.write_texts({tmp_path / "list.json": json.dumps([name], ensure_ascii=False)})
    assert json.loads(listed.read_text(encoding="utf-8")) == [name]


# The same bytes -----------------------------------------------------------------------------------


@pytest.mark.parametrize("large", [0, 1 << 30])
def test_the_same_sources_give_the_same_bytes(large: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_page, "_LARGE", large)
    assert html_page.render(scene()) == html_page.render(scene())


def test_neither_the_seed_of_hashes_nor_the_working_folder_changes_a_byte(home: Path) -> None:
    written = []
    for seed in ("1", "2"):
        folder = home / seed
        (folder / "data").parent.mkdir()
        (home / "data").rename(folder / "data")
        arguments = ["view", "--as-of", "2024-09-30", "-o", "page.html"]
        subprocess.run(
            [sys.executable, "-m", "cli", *arguments],
            cwd=folder,
            env=environment(PYTHONHASHSEED=seed),
            check=True,
            capture_output=True,
            timeout=120,
        )
        written.append((folder / "page.html").read_bytes())
        (folder / "data").rename(home / "data")
    assert written[0] == written[1]
    assert str(home).encode() not in written[0]


# vis-network --------------------------------------------------------------------------------------


@pytest.fixture
def forgetful() -> Any:
    vis_network.vis_network.cache_clear()
    yield
    vis_network.vis_network.cache_clear()


@pytest.mark.usefixtures("forgetful")
def test_another_vis_network_is_refused_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vis_network, "SHA256", "0" * 64)
    with pytest.raises(UsageError, match=r"pip install --force-reinstall 'pyvis==0\.3\.2'"):
        vis_network.vis_network()


@pytest.mark.usefixtures("forgetful")
def test_without_pyvis_the_verb_says_what_to_install(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    ran = run("view")
    assert ran.code == 2
    assert "pyvis==0.3.2" in ran.err
    assert not (home / "build").exists()


# The verb -----------------------------------------------------------------------------------------


def shown(path: Path) -> dict[str, Any]:
    data = json.loads(Elements(path.read_text(encoding="utf-8")).text_of("data"))
    assert isinstance(data, dict)
    return data


def test_view_writes_the_page_where_the_settings_of_builds_are(home: Path) -> None:
    ran = run("view", "--as-of", "2024-09-30")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"wrote {Path('build', 'graph.html')}\n"
    assert shown(home / "build" / "graph.html")["meta"]["as_of"] == "2024-09-30"


def test_view_passes_on_what_it_is_asked(home: Path) -> None:
    ran = run(
        *("view", "kind:policy", "--exclude", "P003", "--as-of", "2024-06-30"),
        *("--fiscal-year", "2567", "--lang", "en", "--dataset", "trial"),
        *("--source-url", EXAMPLE, "-o", "deep/in/page.html"),
    )
    assert ran.code == 0
    html = home / "deep" / "in" / "page.html"
    asked = {
        "as_of": "2024-06-30",
        "fiscal_year": 2567,
        "language": "en",
        "dataset": "trial",
        "source_url": EXAMPLE,
        "select": "kind:policy",
        "exclude": "P003",
    }
    meta = shown(html)["meta"]
    assert {name: meta[name] for name in asked} == asked
    assert '<html lang="en">' in html.read_text(encoding="utf-8")


@pytest.mark.parametrize("before", ["absolute", "..", "relative"])
def test_the_page_tells_nothing_of_where_its_sources_lie(empty_home: Path, before: str) -> None:
    dangling = city(project("PRJ1", lead="NOBODY"), policy("P1", owner=[]))
    dangling.write(Path("secret/data"))
    Path("secret/here").mkdir()
    asked = "secret/data"
    if before == "absolute":
        asked = str(empty_home / "secret" / "data")
    elif before == "..":
        asked = "secret/here/../data"
    assert run("view", "--data", asked, "--lenient", "--source-url", EXAMPLE).code == 0
    page = Path("build/graph.html")
    expected = "secret/data/all.yaml" if before == "relative" else "data/all.yaml"
    assert shown(page)["nodes"]["files"] == [expected]
    (row,) = shown(page)["reports"]["orphan-projects"]["summary"]["dangling"]
    assert row["file"] == expected
    assert str(empty_home) not in page.read_text(encoding="utf-8")


def test_view_opens_the_page_only_when_it_is_told_to(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(click, "launch", opened.append)
    assert run("view").code == 0
    assert opened == []
    assert run("view", "--open", "-o", "page.html").code == 0
    assert opened == ["page.html"]


@pytest.mark.parametrize(
    "template",
    [
        "https://git.example.org/plan",
        "https://git.example.org/{file}",
        "https://git.example.org/#L{line}",
        "https://git.example.org/{file}#L{line}?{branch}",
        "https://git.example.org/{file}#L{line}{",
        "https://git.example.org/{{file}}#L{line}",
    ],
)
def test_an_address_that_does_not_name_lines_is_refused(home: Path, template: str) -> None:
    ran = run("view", "--source-url", template)
    assert ran.code == 2
    assert ran.err == (
        f"Error: --source-url '{template}' must hold {{file}} and {{line}}, and no other braces:"
        f" such as '{EXAMPLE}'\n"
    )
    assert not (home / "build").exists()


def test_a_place_that_cannot_be_written_to_is_one_sentence(home: Path) -> None:
    (home / "file").write_text("", encoding="utf-8")
    ran = run("view", "-o", "file/page.html")
    assert ran.code == 2
    assert "cannot write to 'file/page.html'" in ran.err


def test_sources_with_errors_make_no_page_and_dangling_references_may_be_let_pass(
    home: Path,
) -> None:
    more = '\npolicies:\n  - {id: P999, title: "ไร้ที่ไป", strategies: [NOWHERE]}\n'
    (home / "data" / "more.yaml").write_text(more, encoding="utf-8")
    ran = run("view")
    assert ran.code == 2
    assert "'NOWHERE' does not exist" in ran.err
    assert not (home / "build").exists()
    assert run("view", "--lenient").code == 0
    assert "P999" in str(shown(home / "build" / "graph.html")["nodes"]["id"])


def test_what_only_stands_around_the_selection_is_shown_and_not_asked_about() -> None:
    scene_of_one = viewing.scene_of(LIT.graph, Parameters(as_of=AS_OF, select="PRJ1"))
    data = payload(scene_of_one)
    ids = data["nodes"]["id"]
    assert set(ids) == {"P1", "O1", "KR1", "PRJ1", "B1"}
    assert {ids[at] for at in data["nodes"]["around"]} == {"P1", "O1", "KR1", "B1"}
    assert data["reports"]["orphan-projects"]["summary"]["projects"] == 1


def test_a_page_of_one_handoff_holds_the_units_that_it_names() -> None:
    within = city(bureau("B1"), division("B1a", of="B1"), handoff("H1", "B1", "B1a"))
    data = payload(viewing.scene_of(within.graph, Parameters(as_of=AS_OF, select="H1")))
    assert set(data["nodes"]["id"]) == {"H1", "B1", "B1a"}
