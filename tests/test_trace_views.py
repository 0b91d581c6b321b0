"""A trace as it is written: a tree, Markdown, data, and the source of a drawing."""

import csv
import io
import json
import re
from typing import Any

import pytest
import wcwidth
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import app
from graph.model import entities as e
from graph.model.portfolio import Portfolio
from graph.network import TraceGraph
from graph.reports.trace import Extent
from graph.views.writing import one_line
from tests.builders import (
    City,
    bureau,
    city,
    district,
    handoff,
    key_result,
    objective,
    part,
    policy,
    project,
    strategy,
)

BY_COUNT = {"unit": "จุด", "direction": "increase"}
CHECK_INS = [{"as_of": "2024-08-12", "value": 116}]
CITY = city(
    policy("P1", strategies=["S1"], owner=["B1"], basis={"strategies": "inferred"}),
    policy("P2"),
    strategy("S1"),
    bureau("B1", abbreviation="สนน."),
    district("D1"),
    objective(
        "O1",
        key_result(
            "KR1", measure=BY_COUNT, target=212, check_ins=CHECK_INS, allocations=[part("D1")]
        ),
        owner="B1",
        strategies=["S1"],
        policies=["P2"],
    ),
    project(
        "PRJ1",
        handoff("H1", "D1", "B1"),
        lead="B1",
        supports=["D1"],
        key_results=["KR1"],
        budget=1_500_000,
        status="active",
        progress=40,
    ),
    project("PRJ2", key_results=[]),
)
HOSTILE = [
    '"]-->',
    "สอง\nบรรทัด",
    "<script>alert(1)</script>",
    "back\\slash \\N \\",
    '"; end',
    "end",
    'n0["x"] --> n1',
    '%%{init: {"theme": "dark"}}%%',
    "`code` **bold** _it_ ~~no~~",
    "#quot; &quot; &lt; #35;",
    "1. item",
    "style a:b #x; classDef c:d #y;",
    'label="x", shape=circle];',
    "/* no */ // comment",
    "| pipe | {curly} [square](round)",
    "---",
]


def written(
    sources: City, item_id: str, form: str = "table", language: str = "th", **extent: Any
) -> str:
    layout = app.Layout(format=form, columns=extent.pop("columns", 200))
    return app.trace(sources.graph, item_id, Extent(**extent), language, layout)


def without_file(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.endswith("all.yaml")]


# The tree -----------------------------------------------------------------------------------------


def test_tree_in_thai() -> None:
    assert without_file(written(CITY, "PRJ1")) == [
        "PRJ1  ชื่อ PRJ1  (โครงการ)",
        "โยงถึงนโยบาย: ตรง · สนน. (สำนัก) · 1,500,000 บาท · 40% · กำลังดำเนินการ",
        "ข้างบน: 2 นโยบาย (อาศัยลิงก์อนุมานเท่านั้น 1)",
        "ข้างล่าง: 1 เขต",
        "",
        "▲ ขึ้นไป",
        "└─ ส่งมอบ KR1  ชื่อ KR1  [ระบุ · ตรง · สนน. (สำนัก) ตามวัตถุประสงค์ · 54.7% · 116/212]",
        "   └─ แสดงผลของ O1  ชื่อ O1  [ระบุ · ตรง · สนน. (สำนัก)]",
        "      ├─ ตอบนโยบาย P2  ชื่อ P2  [ระบุ · ตรง]",
        "      └─ มุ่งสู่ S1  ชื่อ S1  [ระบุ · ผ่านยุทธศาสตร์]",
        "         └─ ขับเคลื่อนโดย P1  ชื่อ P1  [อนุมาน · ผ่านยุทธศาสตร์ · สนน. (สำนัก)]",
        "",
        "▼ ลงมา",
        "├─ รับผิดชอบโดย B1  ชื่อ B1  [ระบุ · ตรง · สำนัก]",
        "├─ สนับสนุนโดย D1  ชื่อ D1  [ระบุ · ตรง · เขต]",
        "└─ ส่งต่อใน H1  เรื่อง H1  [ระบุ · ตรง · รอรับ]",
        "   ├─ จาก D1  ชื่อ D1  [ระบุ · ตรง · เขต]",
        "   └─ ถึง B1  ชื่อ B1  [ระบุ · ตรง · สำนัก]",
    ]


def test_tree_in_english() -> None:
    assert without_file(written(CITY, "P1", language="en", depth=3)) == [
        "P1  Title P1  (policy)",
        "B1 (bureau)",
        (
            "below: 1 project · 1,500,000 baht (1 by inferred links alone, 1,500,000 baht)"
            " · 1 district"
        ),
        "",
        "▲ up",
        "  (nothing)",
        "",
        "▼ down",
        "└─ advances S1  Title S1  [inferred · via strategy]",
        "   └─ is pursued by O1  Title O1  [stated · via strategy · B1 (bureau)]",
        (
            "      └─ is shown by KR1  Title KR1"
            "  [stated · via strategy · B1 (bureau) by its objective · 54.7% · 116/212]"
        ),
        "         ├─ … +1 project · 1,500,000 baht · active 1",
        "         └─ … +1 unit",
        "a greater --depth goes on",
    ]


@pytest.mark.parametrize(
    ("language", "orphan", "nothing"),
    [
        ("th", "ไม่โยงถึงนโยบายใด · ไม่ทราบงบประมาณ", "(ไม่มี)"),
        ("en", "serves no policy: an orphan · budget unknown", "(nothing)"),
    ],
)
def test_orphan_says_so_and_that_nothing_stands_above_and_below(
    language: str, orphan: str, nothing: str
) -> None:
    text = written(CITY, "PRJ2", language=language)
    assert orphan in text
    assert text.count(nothing) == 2


@pytest.mark.parametrize(
    ("language", "said"), [("th", "ข้างล่าง: ไม่มีโครงการ"), ("en", "below: no project")]
)
def test_policy_without_a_project_says_so(language: str, said: str) -> None:
    assert said in written(city(policy("P1")), "P1", language=language)


def test_what_no_policy_reaches_says_so_once() -> None:
    for sources, item_id in ((CITY, "PRJ2"), (city(strategy("S1")), "S1")):
        assert written(sources, item_id, language="en").count("no policy") == 1


@pytest.mark.parametrize(
    ("language", "fold"),
    [
        (
            "th",
            "… อีก 3 โครงการ · 1,000 บาท (ไม่ทราบงบ 2) · วางแผน 1 · เสร็จ 1 · ไม่ระบุสถานะ 1",
        ),
        ("en", "… +3 projects · 1,000 baht (2 unknown) · planned 1 · done 1 · no status 1"),
    ],
)
def test_folded_projects_are_one_line_with_count_budget_and_states(
    language: str, fold: str
) -> None:
    sources = city(
        objective("O1", key_result("KR1")),
        project("PRJ1", key_results=["KR1"]),
        project("PRJ2", key_results=["KR1"], status="done", budget=1_000),
        project("PRJ3", key_results=["KR1"], status="planned"),
        project("PRJ4", key_results=["KR1"]),
    )
    assert f"└─ {fold}" in written(sources, "KR1", language=language, breadth=1)


@pytest.mark.parametrize(
    ("language", "fold"),
    [
        ("th", "… อีก 1 ผลลัพธ์สำคัญ · มี 1 โครงการข้างล่าง · ไม่ทราบงบประมาณ"),
        ("en", "… +1 key result · 1 project below · budget unknown"),
    ],
)
def test_folded_key_results_tell_the_projects_below_them(language: str, fold: str) -> None:
    sources = city(
        bureau("B1"),
        objective("O1", key_result("KR1"), key_result("KR2")),
        project("PRJ1", key_results=["KR2"]),
        project("PRJ2", key_results=["KR1"], lead="B1"),
    )
    assert fold in written(sources, "O1", language=language, breadth=1)


@pytest.mark.parametrize(
    ("target", "value", "direction", "said"),
    [
        (100, 99.99, "increase", "99.9% · 99.99/100"),
        (100, 120, "increase", "100% · 120/100"),
        (80, 85, "maintain", "met · 85/80"),
        (80, 70, "maintain", "not met · 70/80"),
    ],
)
def test_what_is_not_all_of_it_never_reads_100_percent(
    target: float, value: float, direction: str, said: str
) -> None:
    check_ins = [{"as_of": "2024-08-12", "value": value}]
    measure = {"direction": direction}
    sources = city(
        objective("O1", key_result("KR1", target=target, check_ins=check_ins, measure=measure))
    )
    assert said in written(sources, "KR1", language="en").splitlines()[1]


def test_several_owners_are_two_and_a_count() -> None:
    sources = city(*(bureau(f"B{one}") for one in range(4)), policy("P1", owner=["B3", "B0", "B1"]))
    assert "B3 (bureau), B0 (bureau), +1" in written(sources, "P1", language="en")


def test_tree_ends_with_one_line_break() -> None:
    text = written(CITY, "PRJ1")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


THAI = st.text(alphabet="กขคงำิีึุูเแโ็่้๊์ํ ฯ(abc.…", min_size=1, max_size=90).filter(str.strip)


@settings(max_examples=150, deadline=None)
@given(title=THAI, columns=st.integers(10, 130), language=st.sampled_from(app.LANGUAGES))
def test_no_line_is_wider_than_the_terminal(title: str, columns: int, language: str) -> None:
    graph = graph_with(title)
    for item_id in ("P1", "PRJ1", "B1"):
        layout = app.Layout(columns=columns)
        text = app.trace(graph, item_id, Extent(breadth=1), language, layout)
        assert max(wcwidth.wcswidth(line) for line in text.splitlines()) <= columns


def test_title_gives_way_after_the_remarks_that_matter_least() -> None:
    sources = city(
        policy("P1"),
        bureau("B1"),
        objective("O1", key_result("KR1"), policies=["P1"]),
        project(
            "PRJ1", lead="B1", key_results=["KR1"], budget=5, progress=7, title="ทางเท้าริมคลอง" * 5
        ),
    )
    wide, narrow = (
        next(
            line for line in written(sources, "KR1", columns=columns).splitlines() if "PRJ1" in line
        )
        for columns in (90, 70)
    )
    assert wide.endswith("…  [ระบุ · ตรง · B1 (สำนัก) · 5 บาท · 7%]")
    assert narrow.endswith("…  [ระบุ · B1 (สำนัก) · 5 บาท]")


# Markdown -----------------------------------------------------------------------------------------


def test_markdown_is_a_nested_list() -> None:
    text = written(CITY, "PRJ1", "md", "en")
    assert text.startswith("# PRJ1 Title PRJ1 (project)\n\ntraced direct · B1 (bureau) · 1,500,000")
    assert (
        "\n## ▼ down\n\nbelow: 1 district\n\n"
        "- is led by **B1** Title B1 (stated · direct · bureau)\n"
        "- is supported by **D1** Title D1 (stated · direct · district)\n"
        "- was handed over in **H1** เรื่อง H1 (stated · direct · waiting)\n"
        "  - comes from **D1** Title D1 (stated · direct · district)\n"
    ) in text


@pytest.mark.parametrize("title", HOSTILE)
def test_markdown_shows_any_title_as_it_is(title: str) -> None:
    lines = app.trace(
        graph_with(title), "PRJ1", Extent(), "th", app.Layout(format="md")
    ).splitlines()
    (entry,) = (line for line in lines if "**KR1**" in line)
    assert " ".join(title.split()) in re.sub(r"\\(.)", r"\1", entry).replace("&amp;", "&")
    assert not re.search(r"(?<!\\)[<`~]", entry)


# Data ---------------------------------------------------------------------------------------------


def test_json_holds_sums_items_links_and_the_tree() -> None:
    found = json.loads(written(CITY, "PRJ1", "json", down=False, depth=1))
    assert list(found) == [
        "schema_version",
        "trace",
        "strength",
        "depth",
        "breadth",
        "above",
        "below",
        "nodes",
        "links",
        "up",
        "down",
    ]
    assert (found["schema_version"], found["trace"], found["strength"]) == (1, "PRJ1", "direct")
    assert found["above"] == {
        "policies": 2,
        "inferred_policies": 1,
        "projects": 0,
        "budget": 0,
        "unknown_budget": 0,
        "inferred_projects": 0,
        "inferred_budget": 0,
    }
    assert (found["below"], found["down"]) == (None, None)
    assert found["links"] == [
        {
            "side": "up",
            "depth": 1,
            "from": "KR1",
            "relation": "DELIVERED_BY",
            "to": "PRJ1",
            "basis": "stated",
            "strength": "direct",
        }
    ]
    none: dict[str, Any] = {"projects": 0, "budget": 0, "unknown_budget": 0, "by_status": {}}
    folded = {"relation": "HAS_KEY_RESULT", "count": 1, "kinds": {"Objective": 1}, **none}
    assert found["up"] == {
        "id": "PRJ1",
        "relation": None,
        "repeated": False,
        "steps": [
            {
                "id": "KR1",
                "relation": "DELIVERED_BY",
                "repeated": False,
                "steps": [],
                "folded": [folded],
            }
        ],
        "folded": [],
    }


def test_json_tells_of_each_item_who_answers_for_it_and_how_far_it_is() -> None:
    found = json.loads(written(CITY, "PRJ1", "json", down=False, depth=1))
    owner = {"id": "B1", "abbreviation": "สนน.", "tier": "bureau"}
    project_node, key_result_node = ({**one, "file": "", "line": 0} for one in found["nodes"])
    assert project_node == {
        "id": "PRJ1",
        "kind": "Project",
        "title_th": "ชื่อ PRJ1",
        "title_en": "Title PRJ1",
        "side": None,
        "depth": 0,
        "units": [owner],
        "inherited": False,
        "tier": None,
        "fiscal_year": None,
        "budget": 1_500_000,
        "status": "active",
        "progress": 40,
        "met": None,
        "value": None,
        "file": "",
        "line": 0,
    }
    assert key_result_node["inherited"] is True
    assert (key_result_node["progress"], key_result_node["met"]) == (54.717, False)
    assert (key_result_node["value"], key_result_node["side"]) == (116, "up")


def test_csv_has_a_row_for_each_link_of_both_sides() -> None:
    text = written(CITY, "KR1", "csv", "en")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert rows[0] == {
        "side": "up",
        "depth": "1",
        "from": "O1",
        "from_kind": "Objective",
        "from_title": "Title O1",
        "relation": "HAS_KEY_RESULT",
        "to": "KR1",
        "to_kind": "KeyResult",
        "to_title": "Title KR1",
        "basis": "stated",
        "strength": "direct",
    }
    assert [(row["side"], row["depth"], row["from"], row["to"]) for row in rows] == [
        ("up", "1", "O1", "KR1"),
        ("up", "2", "P2", "O1"),
        ("up", "2", "S1", "O1"),
        ("up", "3", "P1", "S1"),
        ("down", "1", "KR1", "PRJ1"),
        ("down", "1", "KR1", "D1"),
        ("down", "2", "PRJ1", "B1"),
        ("down", "2", "PRJ1", "D1"),
        ("down", "2", "PRJ1", "H1"),
        ("down", "3", "H1", "D1"),
        ("down", "3", "H1", "B1"),
    ]


# Drawings -----------------------------------------------------------------------------------------
# Every line must be one of a few shapes: what is in a label can then be no syntax.

_MERMAID_LABEL = r'"((?:[A-Za-z0-9 .,()/%-]|[^\x00-\x7f]|#\d{2,3};|<br>)*)"'
_MERMAID = [
    re.compile(pattern)
    for pattern in (
        rf"    (n\d+)\[{_MERMAID_LABEL}\]:::[A-Z][A-Za-z]+",
        rf"    (n\d+) (-->|-\.->)\|{_MERMAID_LABEL}\| (n\d+)",
        r"    classDef [A-Z][A-Za-z]+ fill:#[0-9a-f]{6},stroke:#[0-9a-f]{6},color:#[0-9a-f]{6}",
        r"    style n\d+ stroke-width:3px",
    )
]
_DOT_STRING = r'"((?:[^"\\]|\\["\\n])*)"'
_DOT_LIST = rf"\[[a-z]+={_DOT_STRING}(?:, [a-z]+={_DOT_STRING})*\];"
_DOT = [
    re.compile(pattern)
    for pattern in (
        rf"    (n\d+) {_DOT_LIST}",
        rf"    (n\d+) (->) (n\d+) {_DOT_LIST}",
        rf"    (?:graph|node|edge) {_DOT_LIST}",
    )
]


def drawn(graph: TraceGraph, item_id: str, form: str, **extent: Any) -> list[list[re.Match[str]]]:
    """The statements of a drawing by their shape: nodes, then edges, then the rest."""
    text = app.trace(graph, item_id, Extent(**extent), "th", app.Layout(format=form))
    lines = text.split("\n")
    shapes = _MERMAID if form == "mermaid" else _DOT
    assert lines.pop() == ""
    assert lines.pop(0) == ("flowchart LR" if form == "mermaid" else "digraph trace {")
    if form == "dot":
        assert lines.pop() == "}"
    found: list[list[re.Match[str]]] = [[] for _ in shapes]
    for line in lines:
        ((shape, match),) = (
            (number, match)
            for number, pattern in enumerate(shapes)
            if (match := pattern.fullmatch(line))
        )
        found[shape].append(match)
    return found


def ends_of(edges: list[re.Match[str]], form: str) -> set[str]:
    return {name for one in edges for name in (one[1], one[4 if form == "mermaid" else 3])}


def title_in_mermaid(label: str) -> str:
    return re.sub(r"#(\d+);", lambda code: chr(int(code[1])), label.split("<br>")[1])


def title_in_dot(label: str) -> str:
    marks = {r"\n": "\n", r"\\": "\\", r"\"": '"'}
    plain = re.sub(r"\\.", lambda mark: marks[mark[0]], label).split("\n")[1]
    assert "&" not in plain.replace("&amp;", "")
    return plain.replace("&amp;", "&")


def graph_with(title: str) -> TraceGraph:
    """A whole chain in which every item has this title."""
    items: list[e.Item] = [
        e.Policy(id="P1", title_th=title),
        e.Objective(id="O1", title_th=title, policies=("P1",)),
        e.KeyResult(id="KR1", title_th=title, objective="O1"),
        e.Project(id="PRJ1", title_th=title, key_results=("KR1",), lead="B1"),
        e.Project(id="PRJ2", title_th=title, key_results=("KR1",), lead="B1"),
        e.Unit(id="B1", title_th=title, kind="bureau"),
    ]
    return TraceGraph.from_portfolio(Portfolio({one.id: one for one in items}))


def assert_title_stays_within_its_label(title: str) -> None:
    expected = one_line(title)
    for form, read in (("mermaid", title_in_mermaid), ("dot", title_in_dot)):
        nodes, edges, *_ = drawn(graph_with(title), "PRJ1", form)
        assert [one[1] for one in nodes] == ["n0", "n1", "n2", "n3", "n4"]
        assert ends_of(edges, form) == {"n0", "n1", "n2", "n3", "n4"}
        assert len(edges) == 4
        if wcwidth.width(expected) <= 60:
            assert {read(one[2]) for one in nodes} == {expected}


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_title_stays_within_its_label(title: str) -> None:
    assert_title_stays_within_its_label(title)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=40))
def test_any_title_stays_within_its_label(title: str) -> None:
    assert_title_stays_within_its_label(title)


@pytest.mark.parametrize("form", ["mermaid", "dot"])
def test_drawing_runs_in_the_order_of_the_chain_and_dashes_what_is_inferred(form: str) -> None:
    text = written(CITY, "P1", form, "en", depth=2)
    expected = {
        "mermaid": [
            '    n0 -.->|"advances<br>inferred · via strategy"| n1',
            '    n1 -->|"is pursued by<br>stated · via strategy"| n2',
            '    n2 -->|"is shown by"| n3',
        ],
        "dot": [
            r'    n0 -> n1 [label="advances\ninferred · via strategy", style="dashed"];',
            r'    n1 -> n2 [label="is pursued by\nstated · via strategy"];',
            r'    n2 -> n3 [label="is shown by"];',
        ],
    }
    assert [line for line in text.splitlines() if "->" in line] == expected[form]


@pytest.mark.parametrize("form", ["mermaid", "dot"])
def test_drawing_has_each_item_and_link_once_and_a_node_for_what_is_folded(form: str) -> None:
    nodes, edges, *_ = drawn(CITY.graph, "P1", form)
    assert len(nodes) == 8
    assert len(edges) == 10
    folded, _, *_ = drawn(CITY.graph, "O1", form, breadth=1, up=False)
    assert not any("อีก" in one[2] for one in folded)
    cut, *_ = drawn(CITY.graph, "O1", form, depth=1, up=False)
    assert ["อีก 1" in one[2] for one in cut] == [False, False, True, True]


@pytest.mark.parametrize("form", ["mermaid", "dot"])
def test_drawing_folds_nothing_of_an_item_that_is_shown_whole_elsewhere(form: str) -> None:
    sources = city(
        strategy("S1"),
        strategy("S1.1", part_of="S1"),
        objective("O1", key_result("KR1"), strategies=["S1", "S1.1"]),
    )
    nodes, edges, *_ = drawn(sources.graph, "S1", form, depth=2, up=False)
    assert not any("อีก" in one[2] for one in nodes)
    assert len(edges) == 4
