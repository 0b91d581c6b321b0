"""The program as a library: what stands in the README runs, and networkx gets what it needs."""

import contextlib
import io
import re
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import networkx as nx
import pytest
import yaml
from hypothesis import given, settings

from graph import app
from graph.errors import UsageError
from graph.model import vocabulary as v
from graph.model.entities import Project
from graph.network import TraceGraph
from tests.builders import (
    area,
    bureau,
    city,
    district,
    handoff,
    key_result,
    objective,
    part,
    policy,
    project,
)
from tests.commands import ROOT
from tests.strategies import portfolios

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_example_of_the_readme_prints_what_stands_below_it(monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", README, re.DOTALL)
    example, expected = found
    monkeypatch.chdir(ROOT)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(example, "README.md", "exec"), {})  # noqa: S102  # our own document
    assert printed.getvalue() == expected


# Rows ---------------------------------------------------------------------------------------------


def lit() -> TraceGraph:
    return city(
        policy("P1", owner="B1"),
        bureau("B1"),
        objective("O1", key_result("KR1"), policies=["P1"], fiscal_year=2567),
        project("PRJ1", lead="B1", key_results=["KR1"], fiscal_year=2567),
        project("PRJ2", lead="B1", fiscal_year=2566),
        project("PRJ3", lead="B1", fiscal_year=2567),
    ).graph


def test_rows_are_those_of_the_report() -> None:
    found = app.rows(lit(), "orphan-projects", as_of="2024-09-30", fiscal_year=2567, language="en")
    assert [row["project"] for row in found] == ["PRJ3"]
    assert list(found[0])[:3] == ["project", "title", "lead"]
    assert found[0]["title"] == "Title PRJ3"
    assert app.rows(lit(), "orphan-projects", as_of=date(2024, 9, 30), fiscal_year=2567) == [
        {**found[0], "title": lit().item("PRJ3").title()}
    ]


def test_rows_of_no_report_and_no_day_are_mistakes_in_one_sentence() -> None:
    with pytest.raises(UsageError, match="did you mean 'orphan-projects'"):
        app.rows(lit(), "orphan-project", as_of="2024-09-30")
    with pytest.raises(UsageError, match="write 2024-09-30"):
        app.rows(lit(), "orphan-projects", as_of="2567-09-30")


def test_folder_may_be_text_or_a_path(tmp_path: Path) -> None:
    city(policy("P1")).write(tmp_path / "data")
    assert (
        app.open_portfolio(str(tmp_path / "data")).items
        == app.open_portfolio(tmp_path / "data").items
    )


# networkx -----------------------------------------------------------------------------------------


def test_nodes_carry_what_the_sources_say_in_one_value() -> None:
    nodes = city(
        district("D1", abbreviation="ขต.", areas=["A1"]),
        area("A1"),
        project(
            "PRJ1",
            handoff("H1", "D1", "D2", asked_on="2024-06", due_on="2024-07-05"),
            lead="D1",
            supports=["D2"],
            budget=0,
            start="2023-10-01",
        ),
        district("D2"),
    ).graph.networkx("en")
    found: dict[str, Any] = dict(nodes.nodes["PRJ1"])
    place = found.pop("file"), found.pop("line")
    assert place[0].endswith("all.yaml")
    assert found == {
        "kind": "Project",
        "title": "Title PRJ1",
        "lead": "D1",
        "budget": 0,
        "start": "2023-10-01",
        "basis": "stated",
    }
    assert nodes.nodes["D1"]["unit_kind"] == "district"
    assert nodes.nodes["D1"]["kind"] == "Unit"
    assert nodes.nodes["A1"]["kind"] == "Area"
    assert nodes.nodes["H1"]["asked_on"] == "2024-06"
    assert nodes.nodes["H1"]["due_on"] == "2024-07-05"


def test_arrows_are_keyed_by_relation_with_basis_and_figures() -> None:
    graph = city(
        bureau("B1"),
        bureau("B2"),
        objective(
            "O1",
            key_result("KR1", owner="B1", allocations=[part("B1", target=3), part("B2")]),
            basis={"owner": "inferred"},
            owner="B1",
        ),
    ).graph.networkx()
    edge = graph.edges["KR1", "B1", "ALLOCATED_TO"]
    assert (edge["basis"], edge["target"]) == ("stated", 3)
    assert "actual" not in edge
    assert "target" not in graph.edges["KR1", "B2", "ALLOCATED_TO"]
    assert set(graph["KR1"]["B1"]) == {"ALLOCATED_TO", "OWNED_BY"}
    assert graph.edges["O1", "B1", "OWNED_BY"]["basis"] == "inferred"


def test_copy_may_be_changed_and_written_to_a_file(tmp_path: Path) -> None:
    graph = lit()
    copy = graph.networkx()
    nx.write_graphml(copy, tmp_path / "city.graphml")
    copy.remove_node("P1")
    assert "P1" in graph.networkx()
    assert list(graph.sources(v.CALLS_FOR, "O1")) == ["P1"]


@given(data=portfolios())
@settings(deadline=None, max_examples=40)
def test_every_item_and_every_arrow_is_there(data: dict[str, Any]) -> None:
    with TemporaryDirectory() as folder:
        text = yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
        Path(folder, "all.yaml").write_text(text, encoding="utf-8")
        graph = app.open_graph(folder, lenient=True)
    copy = graph.networkx()
    assert list(copy) == [item.id for item in graph.items()]
    arrows = {(link.source, link.target, link.relation.name) for link in graph.links()}
    assert set(copy.edges(keys=True)) == arrows
    served = {two for _, two, name in copy.edges(keys=True) if name == "CALLS_FOR"}
    direct = {one for one, strength in graph.served_objectives().items() if strength == "direct"}
    assert served == direct
    assert [one.id for one in graph.all(Project)] == [
        one for one, about in copy.nodes(data=True) if about["kind"] == "Project"
    ]
