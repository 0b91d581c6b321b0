"""Texts that would run as script or stand as markup, if the page took them for more than text."""

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

import pytest

from graph import app
from graph.model.fields import FIELDS, FieldType
from graph.model.vocabulary import NodeKind
from tests import builders as b
from tests.pages import Opened, OpenPage, html_of

HOSTILE = (
    "</script><script>window.ran=1</script>",
    "<img src=x onerror=window.ran=1>",
    "javascript:window.ran=1//",
    '" onmouseover="window.ran=1" autofocus onfocus="window.ran=1',
    "{{7*7}} {% raw %} {{constructor.constructor('window.ran=1')()}}",
    "${window.ran=1} `${window.ran=1}`",
    "<!--<script>window.ran=1",
    "]]><svg onload=window.ran=1></svg>",
    "บรรทัด\u2028ใหม่\u2029window.ran=1",
    "\u202eกลับด้าน\u202c \u2066<b>\u2069",
    "ยาว" * 300,
    "ศูนย์\u200bกว้าง\ufeff\u200d<b>",
    "<iframe srcdoc='<script>parent.ran=1</script>'></iframe>",
    '<a href="javascript:window.ran=1">href</a> &lt;b&gt;&#x27; <b>หนา</b> *_x_*',
    '=HYPERLINK("https://example.org"),\'\\u003c',
)
# What a script may take for something of its own, and ids at the limits of their pattern.
IDS = (
    *("constructor", "toString", "hasOwnProperty", "null", "undefined", "NaN", "0", "00", "1.10"),
    *("valueOf", "a--", "A..", "x_.-_", "X" * 300, "true"),
)
assert len(IDS) == len(HOSTILE)


def fields_of(kind: NodeKind, numbers: Iterator[int]) -> dict[str, Any]:
    """A hostile text for every field of the kind that takes one."""
    found: dict[str, Any] = {}
    for field in FIELDS[kind]:
        texts = [HOSTILE[next(numbers) % len(HOSTILE)] for _ in range(2)]
        if field.type is FieldType.TITLE:
            found[field.name] = {"th": texts[0], "en": texts[1]}
        elif field.type is FieldType.TEXTS:
            found[field.name] = {texts[0]: texts[1]}
        elif field.type is FieldType.TEXT and not field.implied:
            found[field.name] = texts[0]
        elif field.name == "measure":
            found[field.name] = {"unit": texts[0]}
    reason, by = (HOSTILE[next(numbers) % len(HOSTILE)] for _ in range(2))
    return {**found, "waive": [b.waiver("TRC201", reason=reason, by=by)]}


def hostile_city(ids: Sequence[str] = IDS) -> b.City:
    """An item of each kind for each id; each id that is hard stands once."""
    numbers = count()
    pieces: list[b.Piece] = []
    for at, last in enumerate(ids):
        kinds = dict.fromkeys(("policy", "strategy", "bureau", "district", "area", "project"))
        names = {kind: f"{kind}-{at}" for kind in kinds}
        names[[*kinds][at % len(kinds)]] = last

        def of(kind: NodeKind) -> dict[str, Any]:
            return fields_of(kind, numbers)

        shared = {"owner": names["bureau"]}
        part = {"allocations": [b.part(names["district"], target=1)], "target": 2, **shared}
        crossing = (f"H{at}", names["district"], names["bureau"])
        pieces += [
            b.dimension(f"dim-{at}", **of(NodeKind.DIMENSION)),
            b.policy(
                names["policy"],
                dimensions=[f"dim-{at}"],
                strategies=[names["strategy"]],
                **shared,
                **of(NodeKind.POLICY),
            ),
            b.strategy(names["strategy"], **shared, **of(NodeKind.STRATEGY)),
            b.kpi(f"kpi-{at}", strategy=names["strategy"], **shared, **of(NodeKind.KPI)),
            b.bureau(names["bureau"], **of(NodeKind.UNIT)),
            b.area(names["area"], **of(NodeKind.AREA)),
            b.district(names["district"], areas=[names["area"]], **of(NodeKind.UNIT)),
            b.objective(
                f"O{at}",
                b.key_result(f"KR{at}", **part, kpi=f"kpi-{at}", **of(NodeKind.KEY_RESULT)),
                policies=[names["policy"]],
                areas=[names["area"]],
                **shared,
                **of(NodeKind.OBJECTIVE),
            ),
            b.project(
                names["project"],
                b.handoff(*crossing, asked_on="2024-06-05", **of(NodeKind.HANDOFF)),
                lead=names["district"],
                supports=[names["bureau"]],
                key_results=[f"KR{at}"] if at % 2 else [],
                budget=1_000_000,
                areas=[names["area"]],
                **of(NodeKind.PROJECT),
            ),
        ]
    return b.city(*pieces)


# What would have run, and what stands as markup that no part of the page makes.
INNOCENT = """() => {
  const all = [...document.querySelectorAll("*")];
  const markup = "iframe, object, embed, link, base, form, img:not([src^='blob:'])";
  const handled = (one) => one.getAttributeNames().some((name) => name.startsWith("on"));
  const href = (one) => one.getAttribute("href") ?? "";
  return {
    ran: window.ran ?? null,
    markup: all.filter((one) => one.matches(markup)).length,
    scripts: document.scripts.length - (window.vis ? 1 : 0),
    handlers: all.filter(handled).length,
    links: all.filter((one) => /^\\s*(javascript|data|vbscript):/i.test(href(one))).length,
    failures: [...document.querySelectorAll(".failure")].map((one) => one.textContent),
  };
}"""
NOTHING: dict[str, Any] = {
    "ran": None,
    "markup": 0,
    "scripts": 4,
    "handlers": 0,
    "links": 0,
    "failures": [],
}
VIEWS = ("overview", "trace", "map", "areas", "findings", "handoffs")


@pytest.fixture(scope="module")
def city() -> b.City:
    return hostile_city()


@pytest.fixture(scope="module")
def html(city: b.City) -> str:
    return html_of(city.graph, source_url="https://git.example.org/{file}#L{line}")


def innocent(opened: Opened) -> Any:
    return opened.page.evaluate(INNOCENT)


@pytest.mark.parametrize("language", app.LANGUAGES)
def test_nothing_runs_in_any_view_with_any_item(
    open_page: OpenPage, html: str, language: str
) -> None:
    opened = open_page(html)
    found = {}
    for at, view in enumerate(VIEWS):
        for item in ("", "H1", f"KR{at}", IDS[at], IDS[at + 6]):
            place = f"view={view}&lang={language}&node={item}"
            found[place] = innocent(opened.at(place))
    assert {place: state for place, state in found.items() if state != NOTHING} == {}


def test_every_text_is_shown_as_it_was_read(open_page: OpenPage, html: str, city: b.City) -> None:
    opened = open_page(html)
    titles = {one.id: [one.title_th, one.title_en] for one in city.graph.items()}
    shown = opened.store(
        """["th", "en"].map((lang) => Array.from({ length: store.count }, (_, item) => {
          app.go({ lang, node: store.id(item) }, { replace: true });
          const shown = document.getElementById("details").textContent;
          return [store.id(item), shown.includes(app.title(item)) ? app.title(item) : shown];
        }))"""
    )
    assert [dict(one) for one in shown] == [
        {item: texts[at] for item, texts in titles.items()} for at in (0, 1)
    ]
    assert innocent(opened) == NOTHING


def test_the_reader_may_type_anything(open_page: OpenPage, html: str) -> None:
    opened = open_page(html)
    for text in HOSTILE:
        opened.page.fill("#search", text[:200])
        opened.page.keyboard.press("ArrowDown")
    assert innocent(opened) == NOTHING


# What each view and the page itself read of the address.
READ = {
    "overview": ("by", "count", "districts", "cell"),
    "trace": ("root", "open", "hide"),
    "map": ("mark",),
    "areas": ("for", "colour", "area"),
    "findings": ("report", "rows", "sort", "find", "severity", "rule", "unit"),
    "handoffs": ("kind", "way", "districts", "cell", "tiers"),
}
EVERYWHERE = ("node", "hide", "q", "drawn", "lang", "theme")
# What is at each address, one after the other on one page.
AT_EACH = f"""(addresses) => addresses.map((address) => {{
  const gone = Object.keys(policytrace.state).map((key) => [key, null]);
  policytrace.go({{ ...Object.fromEntries(gone), ...address }}, {{ replace: true }});
  return ({INNOCENT})();
}})"""


def test_an_address_may_hold_anything(open_page: OpenPage) -> None:
    """Each text in all places at once around a true item; and in each by itself, one of two."""
    opened = open_page(html_of(hostile_city(IDS[:3]).graph))
    keys = opened.store("Object.fromEntries(app.views.map((one) => [one.name, one.keys]))")
    assert all({*named} <= {*READ[view]} for view, named in keys.items())
    addresses: list[dict[str, str]] = []
    for text in (HOSTILE[1], HOSTILE[3], "constructor", "__proto__", "-", ",", "*/*", "%", "-1"):
        for view, own in READ.items():
            at_once = dict.fromkeys((*own, *EVERYWHERE), text)
            addresses.append({**at_once, "view": view, "root": "KR0", "node": "KR0"})
    for at, (view, own) in enumerate(READ.items()):
        for number, key in enumerate((*own, *EVERYWHERE), at):
            text = ("constructor", "*/*")[number % 2]
            addresses.append({"node": "KR0", "view": view, key: text})
    found = opened.page.evaluate(AT_EACH, addresses)
    assert [one for one in zip(addresses, found, strict=True) if one[1] != NOTHING] == []
