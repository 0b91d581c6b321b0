"""Whatever city and whatever its units type: no answer is lost, and the sources stay sound."""

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from graph import app
from graph.app import Sources, answers
from graph.model.entities import KeyResult, Unit
from graph.network import TraceGraph
from graph.problems import Severity
from graph.reports.nightly.answer_sheets import ANSWER, sheet_of
from graph.reports.result import Parameters
from tests.builders import AS_OF
from tests.filled import Filled, digest
from tests.nights import night_of
from tests.strategies import portfolios
from tests.texts import TEXTS, texts_of

ASKED = Parameters(as_of=AS_OF, all_tiers=True)
DAYS = st.sampled_from(
    ("1 ก.ย. 2567", "๑/๙/๒๕๖๗", "2024-09-01", "ก.ย. 2567", "1/9/67", "พรุ่งนี้", dt.date(2024, 9, 1))
)
LAST_DAYS = st.sampled_from(
    (*("31 ธ.ค. 2567", "๓๑/๑๒/๒๕๖๗", dt.date(2024, 12, 31)) * 2, "2024-01-01", "ธ.ค. 2567")
)
STATES = st.sampled_from(("accepted รับแล้ว", "RETURNED", "เสร็จ", "withdrawn", "accepted done"))


def cells(name: str, ids: list[str]) -> st.SearchStrategy[Any]:
    """What people type into a column, most of it plain."""
    some = st.sampled_from([*ids * 3, *(one.lower() for one in ids), "X-9"])
    listed = st.lists(some, min_size=1, max_size=3).map(", ".join)
    return {
        "key_results": listed,
        "owner": listed,
        "state": STATES,
        "on": DAYS,
        "waive_reason": TEXTS,
        "waive_until": LAST_DAYS,
        "note": TEXTS,
    }[name]


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, str | None, Filled]:
    """The text of a city, a unit that got a digest, and what it fills in."""
    text = draw(portfolios().flatmap(texts_of))
    graph = graph_of(text)
    told, _ = night_of(graph, AS_OF)
    units = [one for one in told.shares if any(each.status.is_open for each in one.findings)]
    if not units:
        return text, None, {}
    share = draw(st.sampled_from(units))
    ids = {
        "key_results": sorted(one.id for one in graph.items() if isinstance(one, KeyResult)),
        "owner": sorted(one.id for one in graph.items() if isinstance(one, Unit)),
    }
    filled: dict[str, dict[str, Any]] = {}
    for one in share.findings:
        if one.status.is_open:
            names = [name.removeprefix(ANSWER) for name in sheet_of(one.code).answers]
            chosen = draw(st.lists(st.sampled_from(names), max_size=2, unique=True))
            if "waive_reason" in chosen and "waive_until" not in chosen and draw(st.booleans()):
                chosen.append("waive_until")
            filled[one.id] = {name: draw(cells(name, ids.get(name, []))) for name in chosen}
    return text, share.unit, filled


def graph_of(text: str) -> TraceGraph:
    with TemporaryDirectory() as folder:
        Path(folder, "all.yaml").write_bytes(text.encode())
        return app.open_graph(folder)


@given(cases())
@settings(deadline=None, max_examples=20)
def test_answers_are_all_accounted_for_and_bring_no_error(
    case: tuple[str, str | None, Filled],
) -> None:
    text, unit, filled = case
    if not filled:
        return
    with TemporaryDirectory() as name:
        folder, file = Path(name), Path(name, f"{unit}.xlsx")
        (folder / "all.yaml").write_bytes(text.encode())
        file.write_bytes(digest(app.open_graph(folder), unit, filled))
        errors = app.check(folder).at_least(Severity.ERROR)

        found = answers.read([file], Sources(folder=folder), ASKED)
        told = found.told
        said = {one for one, given in filled.items() if any(typed(each) for each in given.values())}
        lists = (told.taken, told.already, told.refused, told.notes)
        assert {one.finding for each in lists for one in each} == said
        assert not {one.finding for one in told.taken} & {one.finding for one in told.refused}
        (answered,) = told.units
        assert (answered.unit, answered.answered) == (unit, len(said))

        answers.write(found)
        assert app.check(folder).at_least(Severity.ERROR) == errors == []
        again = answers.read([file], Sources(folder=folder), ASKED).told
        assert (again.patch, again.taken) == ("", [])
        assert {one.finding for one in again.already} >= {one.finding for one in told.taken}


def typed(value: Any) -> bool:
    """Tell whether a cell says anything: spaces and a lone dash do not."""
    return not isinstance(value, str) or value.strip() not in ("", "-", "–")
