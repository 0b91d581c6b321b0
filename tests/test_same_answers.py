"""Every question has one answer: in Python, on the embedded engine and on a Neo4j server.

The rows of a query file must be those of its twin (see `library.py`), in the same order and of the
same Python types: on the shipped data, on a synthetic city, and on random portfolios. On the server
all of them stand side by side in data sets of their own, with the same ids.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

import neo4j
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import cli
from benchmarks.cities import write_city
from graph import app
from graph.engines.answers import Limits
from graph.engines.embedded import Embedded
from graph.engines.loading.load import load
from graph.engines.loading.outcome import About, Options
from graph.engines.neo4j import _answer
from graph.engines.records import records_of
from graph.model.entities import (
    Area,
    Handoff,
    Item,
    KeyResult,
    Kpi,
    Objective,
    Policy,
    Project,
    Strategy,
    Unit,
)
from graph.model.portfolio import Portfolio
from graph.network import TraceGraph
from graph.queries import Query, query_named, query_names
from graph.reports.registry import REPORTS
from graph.reports.result import Parameters, Result
from tests import strategies
from tests.builders import (
    AS_OF,
    City,
    Piece,
    bureau,
    city,
    city_hall,
    district,
    division,
    handoff,
    key_result,
    kpi,
    objective,
    part,
    policy,
    project,
    section,
    strategy,
)
from tests.library import TWINS, twin

DATA = Path(cli.__file__).parent / "data"
PREFIX = "same-answers-"  # Of the data sets of these tests.
PORTFOLIOS = 100  # Others in each run.
PATIENT = Limits(seconds=600)
LOADED = dt.datetime(2024, 9, 30, tzinfo=dt.UTC)

Asked = dict[str, Any]
Rows = list[dict[str, Any]]
Ask = Callable[["Sample", Query, Asked], Rows]

# What the parameters of some questions are about; elsewhere, any item.
KINDS: Mapping[tuple[str, str], tuple[type[Item], ...]] = {
    ("area_projects", "id"): (Area,),
    ("project_card", "id"): (Project,),
    ("unit_plan", "id"): (Unit,),
    ("ways_between", "from"): (Policy, Strategy),
    ("ways_between", "to"): (Project, Unit, KeyResult),
    ("shortest_chain", "from"): (Policy, Strategy, Objective, Project, Kpi, Handoff),
    ("shortest_chain", "to"): (Policy, KeyResult, Project, Kpi),
}


@dataclass(frozen=True)
class Sample:
    """A portfolio, the data set that it is known by, and with what each query is asked."""

    dataset: str
    portfolio: Portfolio
    standing: tuple[Asked, ...]  # Each: as_of, fiscal_year, all_tiers and lang.
    ids: int = 1  # How often a question about one item is asked.
    source: str = field(default="", repr=False)

    @cached_property
    def graph(self) -> TraceGraph:
        return TraceGraph.from_portfolio(self.portfolio)

    @cached_property
    def embedded(self) -> Embedded:
        return Embedded(records_of(self.portfolio, self.dataset))

    def asked(self, query: Query) -> Iterator[Asked]:
        """Yield the parameters to ask a query with."""
        chance = Random(f"{self.dataset} {query.name}")  # noqa: S311  # it guards no secret
        about_items = {"id", "from", "to"} & set(query.params)
        for standing in self.standing:
            for _ in range(self.ids if about_items else 1):
                chosen = {one: self._id(query.name, one, chance) for one in ("id", "from", "to")}
                known = {"dataset": self.dataset, **standing, **chosen}
                yield {name: known[name] for name in query.params}

    def _id(self, name: str, parameter: str, chance: Random) -> str:
        items = sorted(self.portfolio.items.values(), key=lambda item: item.id)
        kinds = KINDS.get((name, parameter), ())
        fitting = [item for item in items if isinstance(item, kinds)]
        if not fitting or chance.random() < 0.1:
            fitting = items
        return chance.choice(fitting).id


def standing(
    fiscal_year: int | None = None,
    as_of: dt.date = AS_OF,
    *,
    all_tiers: bool = False,
    lang: str = "th",
) -> Asked:
    return {"as_of": as_of, "fiscal_year": fiscal_year, "all_tiers": all_tiers, "lang": lang}


# The samples --------------------------------------------------------------------------------------

# What chance seldom draws: work between divisions, deep strategies, months as dates.
CORNERS = city(
    city_hall("BMA"),
    bureau("B1", part_of="BMA"),
    division("B1-1", of="B1"),
    section("B1-1-1", of="B1-1"),
    district("D1", part_of="BMA"),
    division("D1-1", of="D1"),
    strategy("S1"),
    strategy("S1.1", part_of="S1", basis={"part_of": "inferred"}),
    strategy("S1.1.1", part_of="S1.1", owner="B1-1"),
    strategy("S2"),
    strategy("S2.1", part_of="S2"),
    strategy("S2.1.1", part_of="S2.1"),
    kpi("K1", strategy="S1.1.1", owner=["B1-1", "D1"]),
    policy("P1", strategies=["S1", "S1.1.1"], owner=["B1-1", "D1"]),
    policy("P2", strategies=["S2"], owner="D1-1", supersedes=["P3"], valid_from="2023-06-01"),
    policy("P3", owner="B1", supersedes=["P4"]),
    policy("P4", owner="D1-1", valid_from="2022-06-01"),
    policy("P5", supersedes=["P3"], valid_from="2024-06-01"),
    objective(
        "O1",
        key_result("KR1", kpi="K1", allocations=[part("D1-1", target=2), part("B1-1")]),
        key_result("KR2", handoff("H1", "B1-1", "D1-1"), handoff("H2", "D1", "B1-1-1")),
        strategies=["S1.1.1"],
        owner=["B1-1", "D1-1"],
    ),
    objective("O2", key_result("KR3", kpi="K1"), strategies=["S2.1.1"], owner="B1"),
    objective(
        "O3",
        key_result("KR4"),
        key_result("KR5"),
        policies=["P3", "P4"],
        owner=["D1", "D1-1"],
    ),
    objective("O4", key_result("KR6"), key_result("KR7"), policies=["P4"], owner=["B1", "B1-1"]),
    project(
        "PRJ1",
        handoff("H3", "D1-1", "B1-1", asked_on="2024-08", due_on="2024-09"),
        handoff("H4", "B1-1-1", "D1", asked_on="2024-09-10", state="returned"),
        handoff("H5", "B1-1-1", "B1", asked_on="2024-09-10"),
        handoff("H6", "B1", "B1-1", asked_on="2024-09-10"),
        lead="B1-1-1",
        supports=["D1-1", "D1"],
        key_results=["KR1", "KR2", "KR3", "KR4", "KR5"],
        budget=1_000_000,
    ),
    project("PRJ2", lead="B1-1", key_results=["KR4", "KR5", "KR6"], budget=0.5),
    project("PRJ3", lead="D1-1", key_results=[]),
    project("PRJ4", lead="D1", key_results=["KR4"]),
    project("PRJ5", lead="B1", key_results=["KR3"]),
)


@pytest.fixture(scope="module")
def shipped() -> Sample:
    asked = (
        standing(),
        standing(2567, all_tiers=True, lang="en"),
        standing(2568, dt.date(2026, 1, 31), all_tiers=True),
    )
    return Sample(f"{PREFIX}shipped", app.check(DATA).portfolio, asked, ids=8)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    folder = write_city(tmp_path_factory.mktemp("town"), projects=600)
    asked = (standing(), standing(2568, dt.date(2025, 3, 1), all_tiers=True, lang="en"))
    return Sample(f"{PREFIX}town", app.check(folder).portfolio, asked, ids=12)


@pytest.fixture(scope="module")
def corners() -> Sample:
    asked = (standing(as_of=dt.date(2024, 9, 15)), standing(all_tiers=True, lang="en"))
    return Sample(f"{PREFIX}corners", CORNERS.check().portfolio, asked, 40, CORNERS.yaml)


@pytest.fixture(scope="module")
def drawn() -> list[Sample]:
    """Random portfolios, each with random parameters."""
    samples: list[Sample] = []

    @settings(
        max_examples=PORTFOLIOS,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        data=strategies.portfolios(),
        as_of=strategies.as_of_days(),
        fiscal_year=st.sampled_from((None, *strategies.FISCAL_YEARS)),
        all_tiers=st.sampled_from((True, True, False)),
        lang=st.sampled_from(app.LANGUAGES),
    )
    def draw(data: dict[str, Any], **asked: Any) -> None:
        pieces = [
            Piece(name, item)
            for name, found in data.items()
            if isinstance(found, list)
            for item in found
        ]
        sources = City(tuple(pieces), data.get("defaults", {}))
        dataset = f"{PREFIX}{len(samples)}"
        samples.append(Sample(dataset, sources.check().portfolio, (asked,), source=sources.yaml))

    draw()
    return samples


# The engines --------------------------------------------------------------------------------------


class OnServer:
    """Asks a server, which is given each sample when it is first asked about."""

    def __init__(self, driver: neo4j.Driver, session: neo4j.Session) -> None:
        self._driver = driver
        self._session = session
        self._loaded: set[str] = set()

    def load(self, sample: Sample) -> None:
        if sample.dataset not in self._loaded:
            records = records_of(sample.portfolio, sample.dataset)
            load(self._driver, records, Options(wait=600), About(LOADED))
            self._loaded.add(sample.dataset)

    def __call__(self, sample: Sample, query: Query, asked: Asked) -> Rows:
        self.load(sample)
        # As `Server.ask` does, but without its EXPLAIN, which takes three times as long.
        answer = self._session.execute_read(_answer, query.text, asked, PATIENT)
        assert tuple(answer.columns) == query.columns
        return [dict(row) for row in answer.rows]

    def forget(self) -> None:
        """Remove what these tests have loaded, and nothing else."""
        remove = (
            "MATCH (n:PolicyTrace|Load) WHERE n.dataset STARTS WITH $prefix"
            " CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"
        )
        self._session.run(remove, prefix=PREFIX).consume()


def on_embedded(sample: Sample, query: Query, asked: Asked) -> Rows:
    answer = sample.embedded.ask(query.text, asked, PATIENT)
    assert tuple(answer.columns) == query.columns
    return [dict(row) for row in answer.rows]


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def ask(request: pytest.FixtureRequest) -> Iterator[Ask]:
    """What asks a query of an engine."""
    if request.param == "embedded":
        yield on_embedded
        return
    with request.getfixturevalue("neo4j_server").driver() as driver, driver.session() as session:
        on_server = OnServer(driver, session)
        on_server.forget()
        yield on_server
        on_server.forget()


# The same answers ---------------------------------------------------------------------------------


def exactly(value: Any) -> Any:
    """A value with its type, since 1 == 1.0 == True."""
    if isinstance(value, (list, tuple)):
        return [exactly(one) for one in value]
    return type(value).__name__, value


def assert_same(ask: Ask, sample: Sample, name: str) -> int:
    """Hold a query to its twin; return how many rows there were."""
    query, rows = query_named(name), 0
    for asked in sample.asked(query):
        wanted = twin(name)(sample.graph, asked)
        found = ask(sample, query, asked)
        told = f"{name} with {asked}\n{sample.source}"
        for n, (row, twin_row) in enumerate(zip(found, wanted, strict=False)):
            values = {column: exactly(value) for column, value in row.items()}
            expected = {column: exactly(value) for column, value in twin_row.items()}
            assert values == expected, f"row {n} of {told}"
        assert len(found) == len(wanted), told
        rows += len(found)
    return rows


@pytest.mark.parametrize("name", query_names())
def test_shipped_data_gives_the_same_rows(ask: Ask, shipped: Sample, name: str) -> None:
    assert_same(ask, shipped, name)


@pytest.mark.parametrize("name", query_names())
def test_synthetic_city_gives_the_same_rows(ask: Ask, town: Sample, name: str) -> None:
    assert assert_same(ask, town, name), f"the city has nothing for {name} to find"


@pytest.mark.parametrize("name", query_names())
def test_corner_cases_give_the_same_rows(ask: Ask, corners: Sample, name: str) -> None:
    assert_same(ask, corners, name)


def test_random_portfolios_give_the_same_rows(ask: Ask, drawn: list[Sample]) -> None:
    assert len(drawn) >= PORTFOLIOS
    if isinstance(ask, OnServer):  # All of them first: while a graph grows, plans are made anew.
        for sample in drawn:
            ask.load(sample)
    for sample in drawn:
        for name in query_names():
            assert_same(ask, sample, name)


def test_every_question_has_one_twin() -> None:
    reports = {name.replace("-", "_") for name, one in REPORTS.items() if one.in_cypher}
    assert sorted({*TWINS, *reports} & {*query_names()}) == sorted(query_names())
    assert not TWINS.keys() & reports
    assert TWINS.keys() <= {*query_names()}


def test_bottlenecks_agree_with_the_summary_of_the_handoffs(town: Sample) -> None:
    query = query_named("bottlenecks")
    for asked in town.standing:
        filters = {name: asked[name] for name in ("as_of", "fiscal_year", "all_tiers")}
        (result,) = app.ask(town.graph, ["handoffs"], Parameters(**filters))
        summed = [(one["unit"], one["open"], one["overdue"]) for one in bottlenecks_of(result)]
        rows = on_embedded(town, query, {"dataset": town.dataset, **asked})
        assert sorted((row["unit"], row["open"], row["overdue"]) for row in rows) == sorted(summed)
        assert summed


def bottlenecks_of(result: Result) -> Rows:
    found: Rows = result.summary["bottlenecks"]
    return found
