"""What selectors find: each method by example, and all of them against a naive reading."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import app
from graph.app.selecting import select
from graph.errors import TraceError, UnknownItemError, UsageError
from graph.model.portfolio import Portfolio
from graph.network import TraceGraph
from graph.reports.registry import REPORTS
from graph.reports.result import Parameters
from tests import strategies
from tests.builders import (
    AS_OF,
    City,
    area,
    bureau,
    city,
    dimension,
    district,
    division,
    handoff,
    key_result,
    kpi,
    objective,
    part,
    policy,
    project,
    strategy,
    waiver,
)
from tests.naive_selection import Asked, Groups, Naive, NothingFoundError, text_of

ASKED = Parameters(as_of=AS_OF)


def found(sources: City, text: str | None, exclude: str | None = None, **named: str) -> set[str]:
    graph = sources.graph
    return set(select(graph, text, exclude, parameters=ASKED, selectors=named))


def refused(sources: City, text: str | None, exclude: str | None = None, **named: str) -> str:
    with pytest.raises((UsageError, UnknownItemError)) as caught:
        found(sources, text, exclude, **named)
    return str(caught.value)


# The way up and down ------------------------------------------------------------------------------

CHAIN = city(
    policy("P1", strategies=["S1"], owner="B1", dimensions=["safe"]),
    policy("P2"),
    dimension("safe"),
    strategy("S1", owner="B2"),
    strategy("S1.1", part_of="S1"),
    kpi("KPI1", strategy="S1", owner="B2"),
    objective(
        "O1",
        key_result("KR1", allocations=[part("D1")], kpi="KPI1"),
        strategies=["S1.1"],
        policies=["P2"],
        owner="B1",
        areas=["A1"],
        fiscal_year=2567,
    ),
    project("PRJ1", handoff("H1", "D1", "B1"), lead="B1a", supports=["D2"], key_results=["KR1"]),
    project("PRJ2", lead="D2", areas=["A2"], fiscal_year=2566, status="paused"),
    bureau("B1"),
    division("B1a", of="B1"),
    bureau("B2"),
    district("D1", areas=["A1"]),
    district("D2", areas=["A2"]),
    area("Z", kind="zone"),
    area("A1", part_of="Z"),
    area("A2", part_of="Z"),
)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("PRJ1", "PRJ1"),
        ("PRJ1+", "PRJ1 B1a D2 H1"),
        ("+PRJ1", "PRJ1 KR1 O1 P2 S1.1 S1 P1"),
        ("1+PRJ1", "PRJ1 KR1"),
        ("2+PRJ1+0", "PRJ1 KR1 O1"),
        ("P1+1", "P1 S1"),
        ("P1+2", "P1 S1 S1.1"),
        ("P1+", "P1 S1 S1.1 O1 KR1 PRJ1 H1 B1a D1 D2"),
        ("P2+2", "P2 O1 KR1"),
        ("KR1+1", "KR1 PRJ1 D1"),
        ("+D1", "D1 KR1 O1 P2 S1.1 S1 P1"),
        ("1+D2", "D2 PRJ1 PRJ2"),
        ("1+H1+", "H1 PRJ1"),
        ("1+KR1+1", "KR1 O1 PRJ1 D1"),
        # Owning, indicators, areas, themes and the parts of a unit are no steps of the chain.
        ("+B2+", "B2"),
        ("B1+", "B1"),
        ("+KPI1+", "KPI1"),
        ("+A1+", "A1"),
        ("+safe+", "safe"),
    ],
)
def test_operators_follow_the_chain(text: str, ids: str) -> None:
    assert found(CHAIN, text) == set(ids.split())


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("P1 P2", "P1 P2"),
        ("P*", "P1 P2 PRJ1 PRJ2"),
        ("P?", "P1 P2"),
        ("P[!2]", "P1"),
        ("S1*", "S1 S1.1"),
        ("+PRJ1,kind:policy", "P1 P2"),
        ("P1+,P2+,kind:unit P1", "B1a D1 D2 P1"),
        ("kind:project+1,kind:unit", "B1a D2"),
    ],
)
def test_spaces_are_or_and_commas_are_and(text: str, ids: str) -> None:
    assert found(CHAIN, text) == set(ids.split())


# Methods ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("kind:policy", "P1 P2"),
        ("kind:key_result", "KR1"),
        ("kind:KeyResult", "KR1"),
        ("kind:kpi", "KPI1"),
        ("kind:[ko]*", "KR1 KPI1 O1"),
        # The objective's owner stands for the key result that is silent; a division for its bureau.
        ("owner:B1", "P1 O1 KR1 PRJ1"),
        ("owner:B1a", "PRJ1"),
        ("owner:B2", "S1 KPI1"),
        ("owner:B*", "P1 O1 KR1 PRJ1 S1 KPI1"),
        ("owner:B1a+1", "PRJ1 B1a D2 H1"),
        ("tier:district", "D1 D2 PRJ2"),
        ("tier:bureau", "B1 B1a B2 P1 S1 KPI1 O1 KR1 PRJ1"),
        ("area:A1", "A1 O1 D1"),
        ("area:Z", "Z A1 A2 O1 PRJ2 D1 D2"),
        ("strategy:S1", "S1 S1.1 P1 O1 KR1 PRJ1"),
        ("strategy:S1.1", "S1.1 O1 KR1 PRJ1"),
        ("dimension:safe", "P1"),
        ("status:paused", "PRJ2"),
        ("status:waiting", "H1"),
        ("year:2567", "O1 KR1"),
        ("year:2566", "PRJ2"),
        ("year:256*", "O1 KR1 PRJ2"),
        ("finding:TRC201", "PRJ2"),
        ("finding:TRC201:PRJ2", "PRJ2"),
        ("finding:*:PRJ2", "PRJ2"),
        ("finding:HND402", "PRJ1"),
        ("finding:HND4*", "PRJ1 KR1 H1"),
        ("finding:OWN301", "P2"),
        ("+finding:HND402,kind:policy", "P1 P2"),
    ],
)
def test_method_finds_what_its_words_say(text: str, ids: str) -> None:
    assert found(CHAIN, text) == set(ids.split())


def test_key_result_that_nobody_owns_is_not_its_objectives_owners() -> None:
    sources = city(bureau("B1"), objective("O1", key_result("KR1", owner=[]), owner="B1"))
    assert found(sources, "owner:B1") == {"O1"}


def test_every_owner_counts() -> None:
    sources = city(bureau("B1"), district("D1"), policy("P1", owner=["B1", "D1"]))
    assert found(sources, "owner:B1") == found(sources, "owner:D1") == {"P1"}
    assert found(sources, "tier:bureau,tier:district") == {"P1"}


def test_basis_is_that_of_the_item_or_of_any_field() -> None:
    sources = city(
        bureau("B1"),
        policy("P1", owner="B1", basis={"owner": "inferred"}),
        policy("P2", basis="inferred"),
        policy("P3", owner="B1", basis={"owner": "stated"}),
        policy("P4"),
        policy(
            "P5", owner="B1", supersedes=[], basis={"owner": "stated", "supersedes": "inferred"}
        ),
    )
    assert found(sources, "basis:inferred") == {"P1", "P2", "P5"}
    assert found(sources, "basis:stated") == {"P3", "P4", "B1"}


def test_policies_of_a_strategys_parts_are_its_own() -> None:
    sources = city(
        policy("P1", strategies=["S1.1"]), strategy("S1"), strategy("S1.1", part_of="S1")
    )
    assert found(sources, "strategy:S1") == {"S1", "S1.1", "P1"}


@pytest.mark.parametrize(
    ("dates", "state"),
    [
        ({}, "waiting"),
        ({"accepted_on": "2024-01-02"}, "accepted"),
        ({"accepted_on": "2024-01-02", "returned_on": "2024-01-03"}, "returned"),
        ({"done_on": "2024-01"}, "done"),
        ({"state": "withdrawn"}, "withdrawn"),
    ],
)
def test_status_of_a_handoff_is_given_or_told_by_its_dates(
    dates: dict[str, str], state: str
) -> None:
    sources = city(bureau("B1"), district("D1"), handoff("H1", "D1", "B1", **dates))
    assert found(sources, f"status:{state}") == {"H1"}


def test_status_finds_projects_and_handoffs_alike() -> None:
    sources = city(
        bureau("B1"),
        district("D1"),
        project("PRJ1", status="done"),
        handoff("H1", "D1", "B1", state="done"),
    )
    assert found(sources, "status:done") == {"PRJ1", "H1"}


def test_handoff_is_of_the_year_of_its_item() -> None:
    sources = city(
        bureau("B1"),
        district("D1"),
        project("PRJ1", handoff("H1", "D1", "B1"), fiscal_year=2566),
        objective("O1", key_result("KR1", handoff("H2", "D1", "B1")), fiscal_year=2567),
        handoff("H3", "D1", "B1", item="PRJ1"),
        handoff("H4", "D1", "B1"),
    )
    assert found(sources, "year:2566") == {"PRJ1", "H1", "H3"}
    assert found(sources, "year:2567") == {"O1", "KR1", "H2"}


def test_waived_finding_is_not_found() -> None:
    accepted = waiver("TRC201", reason="งานประจำ")
    sources = city(project("PRJ1", waive=[accepted]), project("PRJ2"))
    assert found(sources, "finding:TRC201") == {"PRJ2"}


def test_reference_that_leads_nowhere_is_found_where_it_is_let_pass() -> None:
    sources = city(project("PRJ1", lead="B9"), project("PRJ2"))
    ids = select(sources.lenient_graph, "finding:TRC202", parameters=ASKED)
    assert ids == {"PRJ1"}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("file:policies.yaml", "P1"),
        ("file:drains.yaml", "PRJ1"),
        ("file:units/drains.yaml", "PRJ1"),
        ("file:units/*", "PRJ1 PRJ2"),
        ("file:*.yaml", "P1 PRJ1 PRJ2"),
        ("file:ถนน*", "PRJ2"),
    ],
)
def test_file_is_told_by_its_path_or_an_end_of_it(tmp_path: Path, text: str, ids: str) -> None:
    for name, piece in (
        ("policies.yaml", policy("P1")),
        ("units/drains.yaml", project("PRJ1")),
        ("units/ถนน.yaml", project("PRJ2")),
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(city(piece).yaml, encoding="utf-8")
    graph = app.open_graph(tmp_path)
    assert select(graph, text, parameters=ASKED) == set(ids.split())
    whole_path = f"file:{(tmp_path / 'policies.yaml').as_posix()}"
    assert select(graph, whole_path, parameters=ASKED) == {"P1"}


def test_end_of_a_files_name_is_no_end_of_its_path() -> None:
    assert "there is no file 'l.yaml'" in refused(CHAIN, "file:l.yaml")


# What is left out ---------------------------------------------------------------------------------


def test_what_is_left_out_is_taken_from_what_is_found() -> None:
    assert found(CHAIN, "kind:unit", "tier:bureau") == {"D1", "D2"}
    assert found(CHAIN, None, "kind:unit kind:area S1+") == {"P1", "P2", "safe", "PRJ2", "KPI1"}


def test_what_is_left_out_may_be_nothing_if_it_could_be_something() -> None:
    assert found(CHAIN, "P1", "status:done") == {"P1"}
    assert found(CHAIN, "P1", "kind:policy,kind:unit") == {"P1"}
    assert "there is no status 'dne'; did you mean 'done'?" in refused(CHAIN, "P1", "status:dne")


def test_leaving_all_out_is_a_mistake() -> None:
    assert refused(CHAIN, "P1", "kind:policy") == (
        "nothing is left of the selection: 'kind:policy' leaves all of it out"
    )


# Named selectors ----------------------------------------------------------------------------------


def test_named_selector_stands_for_its_text() -> None:
    named = {"led": "owner:B1,kind:project", "all": "selector:led P1", "ท่อ": "PRJ1"}
    assert found(CHAIN, "selector:led", **named) == {"PRJ1"}
    assert found(CHAIN, "selector:led+1", **named) == {"PRJ1", "B1a", "D2", "H1"}
    assert found(CHAIN, "selector:all,kind:policy selector:ท่อ", **named) == {"P1", "PRJ1"}


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ({"a": "selector:a"}, "the selector 'a' is made of itself: a -> a"),
        (
            {"a": "P1 selector:b", "b": "+selector:c", "c": "P1 selector:a"},
            "the selector 'a' is made of itself: a -> b -> c -> a",
        ),
        ({"a": "selector:b", "b": "ownr:B1"}, "in the selector 'b': there is no method 'ownr'"),
        ({"a": "P1 P9"}, "in the selector 'a': no source declares 'P9'"),
        ({"a": "P1+x"}, "in the selector 'a': the selector 'P1+x' cannot be read at column 4"),
        ({"led": "P1"}, "there is no selector 'a'; there are: led"),
        ({}, "there is no selector 'a': [tool.policytrace.selectors] in pyproject.toml names none"),
    ],
)
def test_mistake_in_a_named_selector_is_told_with_its_name(
    named: dict[str, str], message: str
) -> None:
    assert refused(CHAIN, "selector:a", **named).startswith(message)


def test_named_selectors_that_double_at_each_level_are_each_looked_into_once() -> None:
    named = {f"n{level}": f"selector:n{level + 1} selector:n{level + 1}" for level in range(40)}
    assert found(CHAIN, "selector:n0", **named, n40="P1") == {"P1"}


def test_named_selectors_without_end_are_refused_in_a_sentence() -> None:
    named = {f"n{level}": f"selector:n{level + 1}" for level in range(1000)}
    assert "deep in one another" in refused(CHAIN, "selector:n0", **named)


# Nothing found ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("PRJ11", "no source declares 'PRJ11'; did you mean 'PRJ1'?"),
        ("P1 prj1", "no source declares 'prj1'; did you mean 'PRJ1'?"),
        ("X*", "no item fits 'X*'"),
        ("knd:project", "there is no method 'knd' (column 1); did you mean 'kind'?"),
        ("P1 +xyzzy:a", "there is no method 'xyzzy' (column 5); there are: kind, owner, tier, "),
        ("kind:projects", "there is no kind 'projects'; did you mean 'project'?"),
        ("owner:D11", "there is no unit 'D11'; did you mean 'D1'?"),
        ("owner:P1", "there is no unit 'P1'; "),
        ("tier:division", "there is no tier 'division'; there are: city, district, bureau, "),
        ("area:D1", "there is no area 'D1'; "),
        ("strategy:S2", "there is no strategy 'S2'; there are: S1, S1.1"),
        ("dimension:sfe", "there is no dimension 'sfe'; did you mean 'safe'?"),
        ("status:xyzzy", "there is no status 'xyzzy'; there are: planned, active, "),
        ("status:done", "no item fits 'status:done'; there is something for: paused, waiting"),
        ("year:2024", "there is no fiscal year '2024'; there are: 2566, 2567"),
        ("year:1*", "no fiscal year fits '1*'; there are: 2566, 2567"),
        ("basis:infered", "there is no basis 'infered'; did you mean 'inferred'?"),
        ("basis:inferred", "no item fits 'basis:inferred'; there is something for: stated"),
        ("finding:TRC210", "there is no finding 'TRC210'; did you mean 'TRC20"),
        ("finding:TRC201:PRJ1", "there is no finding 'TRC201:PRJ1'; did you mean 'TRC201:PRJ2'?"),
        ("finding:TRC202", "no item fits 'finding:TRC202'"),
        ("file:al.yaml", "there is no file 'al.yaml'; did you mean 'all.yaml'?"),
        (
            "kind:policy,kind:unit",
            "no item fits 'kind:policy,kind:unit': each term finds some, but none is in all",
        ),
    ],
)
def test_what_finds_nothing_is_answered_with_what_there_is(text: str, message: str) -> None:
    assert refused(CHAIN, text).startswith(message)


def test_group_that_finds_nothing_takes_nothing_from_the_others() -> None:
    assert found(CHAIN, "kind:policy,kind:unit P1") == {"P1"}


# Against the naive reading ------------------------------------------------------------------------

FOLDERS = {"projects": "units/projects.yaml", "units": "units/units.yaml"}
SUBJECTS = {
    "orphan-projects": ("project",),
    "unowned-policies": ("policy",),
    "handoffs": ("item", "via"),
    "coverage": ("policy",),
    "gaps": ("item",),
    "areas": ("area",),
}


def portfolio_of(data: dict[str, Any]) -> Portfolio:
    """The portfolio of random sources, a file for each of their lists."""
    with TemporaryDirectory() as folder:
        head: dict[str, Any] = {one: data[one] for one in ("format", "defaults") if one in data}
        Path(folder, "units").mkdir()
        Path(folder, "head.yaml").write_text("format: 1\n", encoding="utf-8")
        for name, listed in data.items():
            if name not in head:
                text = yaml.dump(
                    {**head, name: listed}, Dumper=yaml.CSafeDumper, allow_unicode=True
                )
                path = Path(folder, FOLDERS.get(name, f"{name}.yaml"))
                path.write_text(text, encoding="utf-8")
        return app.open_portfolio(Path(folder))


def findings_of(graph: TraceGraph) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name in REPORTS:
        (result,) = app.ask(graph, [name], ASKED)
        columns = SUBJECTS.get(name, REPORTS[name].subjects)
        for row in result.rows:
            if row["finding"]:
                ids = {row[one] for one in columns if row[one] is not None}
                found.setdefault(row["finding"], set()).update(ids)
    return found


DEPTHS = st.sampled_from([0, 0, 0, 0, None, 1, 2])


@st.composite
def terms(draw: st.DrawFn, naive: Naive, *, is_any: bool) -> Asked:
    """A term whose value its method knows, or now and then any; at times with a wildcard."""
    methods = ("id", "id", "kind", "owner", "tier", "area", "strategy", "dimension")
    others = ("status", "year", "basis", "finding", "file")
    method = draw(st.sampled_from((*methods, *others)))
    words = [word for word, ids in naive.words(method).items() if is_any or ids()]
    value = draw(st.sampled_from(sorted(words))) if words else "nowhere"
    if method != "year" and draw(st.integers(0, 3)) == 0:
        cut = draw(st.integers(0, len(value) - 1))
        value = draw(st.sampled_from([f"{value[:cut]}*", f"{value[:cut]}?{value[cut + 1 :]}"]))
    return Asked(method, value, draw(DEPTHS), draw(DEPTHS))


def groups(naive: Naive, *, is_any: bool) -> st.SearchStrategy[Groups]:
    one = terms(naive, is_any=is_any)
    return st.lists(st.lists(one, min_size=1, max_size=2), min_size=1, max_size=2)


@settings(deadline=None, max_examples=150)
@given(data=strategies.portfolios(), draw=st.data())
def test_selector_finds_what_its_naive_reading_finds(
    data: dict[str, Any], draw: st.DataObject
) -> None:
    portfolio = portfolio_of(data)
    graph = TraceGraph.from_portfolio(portfolio)
    naive = Naive(portfolio, findings_of(graph))
    for _ in range(4):
        asked = draw.draw(groups(naive, is_any=draw.draw(st.integers(0, 3)) == 0))
        try:
            expected = naive.select(asked)
        except NothingFoundError:
            with pytest.raises(TraceError):
                select(graph, text_of(asked), parameters=ASKED)
        else:
            assert select(graph, text_of(asked), parameters=ASKED) == expected
