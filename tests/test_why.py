"""why: where the chain of an item breaks, and what would mend it."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from graph import app
from graph.errors import UnknownItemError, UsageError
from graph.model.entities import Policy, Project
from graph.model.explanations import EXPLANATIONS
from graph.network import TraceGraph
from graph.reports.explaining.standing import ABSENT, STANDS, WAIVED
from graph.reports.explaining.why import Why, why
from graph.reports.registry import REPORTS
from graph.reports.result import Parameters
from graph.views import finding_words, why_page
from graph.views.page import as_markdown, as_text
from graph.views.why_words import sentences
from tests import oracle, strategies
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
from tests.test_any_city import graph_of


def ask(graph: TraceGraph, asked: str, **parameters: Any) -> Why:
    return why(graph, asked, Parameters(**{"as_of": AS_OF, "language": "en", **parameters}))


def told(sources: City, asked: str, **parameters: Any) -> Why:
    return ask(sources.graph, asked, **parameters)


def statuses(found: Why) -> dict[str, str]:
    """The levels of the chain, each as `✓`, `✗` and so on."""
    marks = {"here": "●", "there": "✓", "bypassed": "–", "missing": "✗", "beyond": "·"}
    return {one.name: marks[one.status] for one in found.levels}


def said(found: Why, language: str = "en") -> str:
    return "\n".join(sentences(found, language))


def places(found: Why) -> dict[str, list[str]]:
    """Where to mend what is missing, such as `{"key_result": ["PRJ1 key_results"]}`."""
    return {
        one.missing: [f"{each.item.id} {'|'.join(each.fields)}" for each in one.mends]
        for one in found.remedies
    }


UNITS = (bureau("B1"), district("D1"))


# Projects: each level at which a chain may break --------------------------------------------------


def test_project_that_says_nothing_of_key_results_is_to_be_mended_there() -> None:
    found = told(city(*UNITS, project("PRJ1", lead="B1")), "PRJ1")
    assert list(statuses(found).values()) == ["·", "·", "·", "✗", "●", "✓"]
    assert (found.up and (found.up.name, found.up.state)) == ("key_result", "unrecorded")
    assert "which is not to say that there are none" in said(found)
    assert "ไม่ได้แปลว่าไม่มี" in said(found, "th")
    assert places(found) == {"key_result": ["PRJ1 key_results"]}


def test_project_that_says_that_it_has_no_key_results_is_told_apart() -> None:
    found = told(city(*UNITS, project("PRJ1", lead="B1", key_results=[])), "PRJ1")
    assert (found.up and found.up.state) == "unlinked"
    assert "the source says that it delivers no key result (key_results: [])" in said(found)


@pytest.mark.parametrize(
    ("fields", "state", "words"),
    [
        ({}, "unrecorded", "no strategy of the objective is recorded"),
        ({"strategies": []}, "unlinked", "has no strategy (strategies: [])"),
    ],
)
def test_project_whose_objective_has_no_strategy_is_to_be_mended_at_the_objective(
    fields: dict[str, Any], state: str, words: str
) -> None:
    sources = city(
        *UNITS,
        policy("P1", title="ซ่อมทางเท้าให้เดินสบาย"),
        objective("O1", key_result("KR1"), title="ทางเท้าเดินสบาย", **fields),
        project("PRJ1", lead="B1", key_results=["KR1"]),
    )
    found = told(sources, "PRJ1")
    assert list(statuses(found).values()) == ["·", "✗", "✓", "✓", "●", "✓"]
    assert (found.up and (found.up.name, found.up.state)) == ("strategy", state)
    assert words in said(found)
    assert places(found) == {"strategy": ["O1 policies|strategies"]}
    (suggestion,) = found.remedies[0].suggestions
    assert (suggestion.into.id, suggestion.field, suggestion.item.id) == ("O1", "policies", "P1")


def test_project_whose_strategy_no_policy_advances_breaks_at_the_policy() -> None:
    sources = city(
        *UNITS,
        strategy("S1"),
        strategy("S1.1", part_of="S1"),
        objective("O1", key_result("KR1"), strategies=["S1.1"]),
        project("PRJ1", lead="B1", key_results=["KR1"]),
    )
    found = told(sources, "PRJ1")
    assert list(statuses(found).values()) == ["✗", "✓", "✓", "✓", "●", "✓"]
    assert (found.up and (found.up.name, found.up.state)) == ("policy", "unlinked")
    assert "there is a strategy (S1.1), but no policy advances it" in said(found)
    assert places(found) == {"policy": ["O1 policies"]}


def test_further_objectives_to_mend_are_counted() -> None:
    results = [f"KR{n}" for n in range(1, 8)]
    sources = city(
        *(objective(f"O{n}", key_result(one)) for n, one in enumerate(results, 1)),
        project("PRJ1", key_results=results),
    )
    (remedy, lead) = told(sources, "PRJ1").remedies
    assert (len(remedy.mends), remedy.more) == (5, 2)
    assert lead.missing == "unit"


def test_project_without_lead_is_to_be_mended_below_too() -> None:
    found = told(city(project("PRJ1")), "PRJ1")
    assert places(found) == {"key_result": ["PRJ1 key_results"], "unit": ["PRJ1 lead"]}
    assert "no unit that leads is recorded (no field lead)" in said(found)


# Projects that are traced -------------------------------------------------------------------------


def test_traced_project_says_how_and_by_which_way() -> None:
    sources = city(
        *UNITS,
        policy("P1", strategies=["S1"]),
        policy("P2"),
        strategy("S1"),
        strategy("S1.1", part_of="S1"),
        objective("O1", key_result("KR1"), strategies=["S1.1"]),
        objective("O2", key_result("KR2"), policies=["P2"]),
        project("PRJ1", lead="B1", key_results=["KR1"]),
        project("PRJ2", lead="B1", key_results=["KR1", "KR2"]),
    )
    via, direct = told(sources, "PRJ1"), told(sources, "PRJ2")
    assert via.strength == "via_strategy"
    assert [one.ids for one in via.ways] == [("P1", "S1", "S1.1", "O1", "KR1", "PRJ1")]
    assert "through a strategy" in said(via)
    assert direct.strength == "direct"
    assert [one.ids for one in direct.ways] == [("P2", "O2", "KR2", "PRJ2")]
    assert via.remedies == direct.remedies == ()


def test_strategy_that_is_not_needed_is_no_break() -> None:
    sources = city(
        *UNITS,
        policy("P1"),
        objective("O1", key_result("KR1"), policies=["P1"]),
        project("PRJ1", lead="B1", key_results=["KR1"]),
    )
    assert list(statuses(told(sources, "PRJ1")).values()) == ["✓", "–", "✓", "✓", "●", "✓"]


def test_project_traced_on_inferred_links_alone_says_so() -> None:
    sources = city(
        *UNITS,
        policy("P1"),
        objective("O1", key_result("KR1"), policies=["P1"], basis={"policies": "inferred"}),
        project("PRJ1", lead="B1", key_results=["KR1"]),
    )
    found = told(sources, "PRJ1")
    assert found.rests_on_inferred_links
    assert "every way up has inferred links" in said(found)
    assert [one.basis for one in found.ways[0].steps] == ["stated", "stated", "inferred"]


def test_stated_way_is_shown_beside_an_inferred_one() -> None:
    sources = city(
        *UNITS,
        policy("P1", strategies=["S1"]),
        strategy("S1"),
        objective(
            "O1",
            key_result("KR1"),
            policies=["P1"],
            strategies=["S1"],
            basis={"policies": "inferred"},
        ),
        project("PRJ1", lead="B1", key_results=["KR1"]),
    )
    found = told(sources, "PRJ1")
    assert [(one.strength, one.basis) for one in found.ways] == [
        ("direct", "inferred"),
        ("via_strategy", "stated"),
    ]
    assert not found.rests_on_inferred_links


# Policies -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("owner", "state", "words"),
    [
        ({}, "unrecorded", "no owner is known"),
        ({"owner": []}, "none", "the source says that there is no owner (owner: [])"),
        ({"owner": "D1"}, "phantom", "its owner is one in name (D1)"),
    ],
)
def test_unowned_policy_says_why_and_who_might(
    owner: dict[str, Any], state: str, words: str
) -> None:
    sources = city(
        *UNITS,
        policy("P1", **owner),
        objective("O1", key_result("KR1"), policies=["P1"]),
        project("PRJ1", lead="B1", key_results=["KR1"]),
    )
    found = told(sources, "P1")
    assert found.unowned
    assert (found.unowned["state"], found.unowned["candidates"]) == (state, ["B1"])
    assert words in said(found)
    assert "units that lead the most projects below it: B1" in said(found)
    assert places(found) == {"owner": ["P1 owner"]}
    assert found.remedies[0].suggestions[0].item.id == "B1"


def test_phantom_owner_of_a_policy_with_nothing_below_is_explained_by_that() -> None:
    found = told(city(*UNITS, policy("P1", owner="B1")), "P1")
    assert "no objective stands below it at all" in said(found)


def test_owned_policy_says_who_answers() -> None:
    sources = city(
        *UNITS,
        division("B1-x", of="B1"),
        policy("P1", owner="B1"),
        objective("O1", key_result("KR1"), policies=["P1"]),
        project("PRJ1", lead="B1-x", key_results=["KR1"]),
    )
    found = told(sources, "P1")
    assert found.unowned is None
    assert "B1 answers for it" in said(found)
    assert "downwards it reaches 1 project of 1 unit" in said(found)
    assert list(statuses(found).values()) == ["●", "–", "✓", "✓", "✓", "✓"]


@pytest.mark.parametrize(("given", "state"), [({}, "unrecorded"), ({"strategies": []}, "unlinked")])
def test_policy_without_strategy_is_to_be_mended_there(given: dict[str, Any], state: str) -> None:
    found = told(city(strategy("S1"), policy("P1", owner="B1", **given), bureau("B1")), "P1")
    assert (found.down and (found.down.name, found.down.state)) == ("strategy", state)
    assert places(found)["strategy"] == ["P1 strategies"]


def test_policy_that_ends_at_objectives_without_key_results_names_them() -> None:
    sources = city(policy("P1"), objective("O1", policies=["P1"]), objective("O2"))
    found = told(sources, "P1")
    assert (found.down and found.down.name) == "key_result"
    assert places(found)["key_result"] == ["O1 key_results"]


# Strategies, objectives and key results: both ways ------------------------------------------------


def test_strategy_without_policy_and_with_nothing_below_says_both() -> None:
    found = told(city(strategy("S1"), strategy("S1.1", part_of="S1")), "S1.1")
    assert list(statuses(found).values()) == ["✗", "●", "✗", "·", "·", "·"]
    assert "no policy advances it, nor anything that it is part of" in said(found)
    assert "downwards: no objective stands below it" in said(found)


def test_strategy_is_reached_through_what_it_is_part_of() -> None:
    sources = city(policy("P1", strategies=["S1"]), strategy("S1"), strategy("S1.1", part_of="S1"))
    found = told(sources, "S1.1")
    assert found.up is None
    assert [one.ids for one in found.ways] == [("P1", "S1", "S1.1")]


def test_objective_and_key_result_break_in_both_directions() -> None:
    sources = city(objective("O1", key_result("KR1"), strategies=[]))
    above, below = told(sources, "O1"), told(sources, "KR1")
    assert list(statuses(above).values()) == ["·", "✗", "●", "✓", "✗", "·"]
    assert list(statuses(below).values()) == ["·", "✗", "✓", "●", "✗", "·"]
    assert "no project delivers the key result" in said(above)
    assert places(below) == {"strategy": ["O1 policies|strategies"]}


# Beside the chain ---------------------------------------------------------------------------------


LOOSE = city(dimension("safe"), kpi("KPI1"), area("A1"), bureau("B1"), area("A2", kind="zone"))


@pytest.mark.parametrize("item", ["safe", "KPI1", "A1", "B1", "A2"])
def test_item_that_nothing_is_tied_to_says_so(item: str) -> None:
    found = told(LOOSE, item)
    assert found.ties == ()
    assert "nothing is tied to this" in said(found)


def test_unit_area_kpi_and_handoff_say_what_they_are_tied_to() -> None:
    sources = city(
        bureau("B1"),
        district("D1", areas=["A1"]),
        area("A1"),
        kpi("KPI1", owner="B1"),
        objective("O1", key_result("KR1", kpi="KPI1", allocations=[part("D1")]), areas=["A1"]),
        project("PRJ1", handoff("H1", "D1", "B1"), lead="B1", supports=["D1"]),
    )

    def ties(item: str) -> list[tuple[str, bool, tuple[str, ...]]]:
        return [(one.relation, one.forward, one.ids) for one in told(sources, item).ties]

    assert ties("B1") == [
        ("LED_BY", False, ("PRJ1",)),
        ("OWNED_BY", False, ("KPI1",)),
        ("TO_UNIT", False, ("H1",)),
    ]
    assert ("ALLOCATED_TO", False, ("KR1",)) in ties("D1")
    assert ties("A1") == [("SERVES", False, ("D1",)), ("TARGETS", False, ("O1",))]
    assert ties("KPI1") == [("OWNED_BY", True, ("B1",)), ("MEASURED_BY", False, ("KR1",))]
    assert ties("H1")[0] == ("HANDED_OVER", False, ("PRJ1",))
    assert "HND404:H1 stands: from D1 to B1: waiting, with B1" in said(told(sources, "H1"))


def test_unit_without_work_and_area_without_anything_meant_for_it_say_so() -> None:
    assert "TRC204:B1 stands: it has no work below it" in said(told(LOOSE, "B1"))
    assert "TRC205:A1 stands: nothing is meant for it by itself" in said(told(LOOSE, "A1"))


# Findings -----------------------------------------------------------------------------------------


_LATE = handoff("H1", "D1", "B1", asked_on=dt.date(2024, 9, 20), due_on=dt.date(2024, 9, 25))
CROSSING = city(
    *UNITS,
    area("A1"),
    policy("P1", owner=[]),
    policy("P2"),
    objective("O1", key_result("KR1", allocations=[part("D1")]), owner="B1", policies=["P1"]),
    project("PRJ1", _LATE, lead="D1", supports=["B1"], key_results=["KR1"]),
    project("PRJ2", key_results=[]),
)


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        ("TRC201:PRJ2", "it serves no policy, broken at the key result"),
        ("TRC203:P2", "its chain ends at the policy, before any project"),
        ("TRC204:P2", "it has no objective below it"),
        ("TRC205:A1", "nothing is meant for it by itself (0 projects for a larger area)"),
        ("OWN301:P1", "nobody answers for it (none)"),
        ("HND401:PRJ1:KR1:B1:D1", "B1 owns KR1, and D1 leads PRJ1, which delivers it"),
        ("HND402:PRJ1:D1:B1", "D1 leads PRJ1, and B1 supports it"),
        ("HND403:KR1:B1:D1", "B1 owns KR1, and D1 has a part of its target"),
        ("HND404:H1", "from D1 to B1: waiting, 10 days, overdue, with B1"),
    ],
)
def test_every_finding_of_the_reports_is_explained(finding: str, words: str) -> None:
    found = told(CROSSING, finding)
    assert found.asked_finding
    assert found.asked_finding.status == STANDS
    assert sentences(found, "en")[0] == f"{finding} stands: {words}"
    assert sentences(found, "th")[0].startswith(f"{finding}: ")


def test_every_finding_that_any_report_gives_is_found_again() -> None:
    results = app.ask(CROSSING.graph, list(REPORTS), Parameters(as_of=AS_OF, all_tiers=True))
    findings = {row["finding"] for one in results for row in one.rows if row["finding"]}
    assert len(findings) > 8
    for finding in findings:
        found = told(CROSSING, finding).asked_finding
        assert found
        assert found.status == STANDS


def test_dangling_reference_is_explained_where_it_is_let_pass() -> None:
    sources = city(*UNITS, project("PRJ1", lead="B1", key_results=["KR9"]))
    found = ask(sources.lenient_graph, "TRC202:PRJ1:KR9")
    assert "key_results" in sentences(found, "en")[0]
    assert "names KR9, which no source declares" in sentences(found, "en")[0]
    assert "its key_results name KR9, which no source declares" in said(found)


def test_finding_that_does_not_stand_says_so_and_how_the_item_is() -> None:
    found = told(CROSSING, "TRC201:PRJ1")
    assert found.asked_finding
    assert found.asked_finding.status == ABSENT
    assert sentences(found, "en")[0] == "TRC201:PRJ1 does not stand: no report gives it on that day"
    assert "traced to a policy directly" in said(found)


def test_finding_is_asked_about_in_a_fiscal_year() -> None:
    sources = city(
        policy("P1"), objective("O1", key_result("KR1"), policies=["P1"], fiscal_year=2567)
    )
    status = {
        year: told(sources, "TRC204:P1", fiscal_year=year).asked_finding
        for year in (None, 2567, 2568)
    }
    assert [one and one.status for one in status.values()] == [ABSENT, ABSENT, STANDS]
    found = told(sources, "TRC204:P1", fiscal_year=2567)
    assert "on that day for fiscal year 2567" in said(found)


WAIVED_CITY = city(
    project(
        "PRJ1",
        waive=[waiver("TRC201", reason="ผูกพันแล้ว", by="B1", until=dt.date(2024, 12, 31))],
    ),
    project(
        "PRJ2",
        waive=[
            waiver("TRC201", reason="รอแผน", by="B1", until=dt.date(2024, 6, 30)),
            waiver("TRC201"),
        ],
    ),
)


def test_waived_finding_says_who_why_and_until_when() -> None:
    found = told(WAIVED_CITY, "TRC201:PRJ1")
    assert found.asked_finding
    assert found.asked_finding.status == WAIVED
    assert "waived by B1 until 2024-12-31: ผูกพันแล้ว" in said(found)
    assert "ยกเว้นโดย B1 ถึง 31 ธันวาคม 2567: ผูกพันแล้ว" in said(found, "th")
    assert said(told(WAIVED_CITY, "PRJ1")).endswith("waived by B1 until 2024-12-31: ผูกพันแล้ว")


def test_waiver_that_ran_out_or_gives_no_reason_is_told_as_void() -> None:
    found = told(WAIVED_CITY, "TRC201:PRJ2")
    assert found.asked_finding
    assert found.asked_finding.status == STANDS
    assert "a waiver by B1 ran out on 2024-06-30: รอแผน" in said(found)
    assert "a waiver by nobody named gives no reason, so it is void" in said(found)


@pytest.mark.parametrize(
    ("asked", "error", "message"),
    [
        ("PRJ-1", UnknownItemError, "no source declares 'PRJ-1'; did you mean 'PRJ1'?"),
        ("TRC201:PRJ-1", UnknownItemError, "no source declares 'PRJ-1'; did you mean 'PRJ1'?"),
        ("TRC2O1:PRJ1", UsageError, "there is no rule 'TRC2O1'; did you mean 'TRC201'?"),
        ("TRC201:", UsageError, "'TRC201:' names no item: write TRC201:ID, as the reports do"),
        ("TRC201", UsageError, "'TRC201' names no item: write TRC201:ID, as the reports do"),
        ("SRC125:PRJ1", UsageError, "'SRC125' is no finding of a report: 'policytrace explain"),
    ],
)
def test_what_is_unknown_is_one_sentence(asked: str, error: type[Exception], message: str) -> None:
    with pytest.raises(error) as raised:
        told(WAIVED_CITY, asked)
    assert str(raised.value).startswith(message)


def test_code_without_a_sentence_of_its_own_is_told_by_what_it_means(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(finding_words, "_BY_COLUMN", {})
    found = told(CROSSING, "TRC201:PRJ2")
    meaning = EXPLANATIONS["TRC201"].meaning
    assert sentences(found, "en")[0] == f"TRC201:PRJ2 stands: {meaning.en}"
    assert sentences(found, "th")[0] == f"TRC201:PRJ2: {meaning.th}"


# The reports agree --------------------------------------------------------------------------------


@settings(deadline=None, max_examples=60)
@given(data=strategies.portfolios())
def test_why_agrees_with_an_oracle_of_the_reports(data: dict[str, Any]) -> None:
    graph = graph_of(data)
    orphans = {row["project"]: row for row in oracle.orphan_projects(data)}
    for one in graph.all(Project):
        found, row = ask(graph, one.id), orphans.get(one.id)
        broken = (found.up.name, found.up.state) if found.up else None
        assert broken == ((row["broken_at"], row["state"]) if row else None)
        assert bool(found.ways) == (row is None)
        assert found.strength == graph.traced_projects().get(one.id)
        stated = one.id in graph.traced_projects(stated_only=True)
        assert found.rests_on_inferred_links == (row is None and not stated)
    unowned = {row["policy"]: row["state"] for row in oracle.unowned_policies(data)}
    for policy_ in graph.all(Policy):
        row_of = ask(graph, policy_.id).unowned
        assert (row_of and row_of["state"]) == unowned.get(policy_.id)


@settings(deadline=None, max_examples=25)
@given(data=strategies.portfolios())
def test_every_item_of_any_city_can_be_explained_in_every_format(data: dict[str, Any]) -> None:
    graph = graph_of(data)
    for item in graph.items():
        found = ask(graph, item.id)
        for language in app.LANGUAGES:
            page = why_page.page(found, graph, language)
            assert as_text(page, columns=80, style=app.Layout().style).startswith(f"{item.id}  ")
            assert as_markdown(page).startswith("# ")
            whole = json.loads(why_page.as_json(found, language))
            assert whole["item"]["id"] == item.id
            assert whole["sentences"]


# The shipped data ---------------------------------------------------------------------------------


DATA = Path(app.__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def shipped() -> TraceGraph:
    return app.open_graph(DATA)


def test_every_shipped_orphan_is_explained_as_the_report_has_it(shipped: TraceGraph) -> None:
    (orphans,) = app.ask(shipped, ["orphan-projects"], Parameters(as_of=AS_OF))
    assert len(orphans.rows) > 200
    for row in orphans.rows:
        found = ask(shipped, row["project"])
        assert found.up
        assert (found.up.name, found.up.state) == (row["broken_at"], row["state"])
        remedy = next(one for one in found.remedies if one.missing == row["broken_at"])
        (mend,) = remedy.mends
        line = (
            (DATA.parent / mend.item.file).read_text(encoding="utf-8").splitlines()[mend.line - 1]
        )
        assert line.strip() == f"- id: {row['project']}"
        assert "key_results" not in _source_of(mend.item.file, mend.line)
        assert "the source says nothing of key results" in said(found)


def _source_of(file: str, line: int) -> str:
    """The lines of an item, from its first to the empty line after it."""
    lines = (DATA.parent / file).read_text(encoding="utf-8").splitlines()[line - 1 :]
    return "\n".join(lines[: lines.index("")] if "" in lines else lines)
