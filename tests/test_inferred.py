"""How much of each figure rests on links that are our judgement."""

import pytest

from tests.builders import (
    Piece,
    bureau,
    city,
    district,
    division,
    handoff,
    key_result,
    objective,
    policy,
    project,
)

UNITS = (bureau("B1"), district("D1"), division("V1", of="B1"))


def resting(*pieces: Piece) -> tuple[int, int]:
    """The handoffs, and those of them that rest on inferred links."""
    figures = city(*UNITS, *pieces).summary("handoffs")
    return figures["handoffs"], figures["on_inferred_links"]


@pytest.mark.parametrize(
    ("basis", "inferred"),
    [("stated", 0), ("inferred", 1), ({"lead": "inferred"}, 1), ({"supports": "inferred"}, 1)],
)
def test_support_rests_on_lead_and_support(basis: object, inferred: int) -> None:
    assert resting(project("PRJ1", lead="D1", supports=["B1"], basis=basis)) == (1, inferred)


def test_only_what_rests_on_judgement_is_counted() -> None:
    certain = project("PRJ1", lead="D1", supports=["B1"])
    doubtful = project("PRJ2", lead="D1", supports=["V1"], basis={"supports": "inferred"})
    assert resting(certain, doubtful) == (2, 1)


@pytest.mark.parametrize(("of", "inferred"), [("owner", 1), ("allocations", 1), ("title", 0)])
def test_allocation_rests_on_owner_and_part(of: str, inferred: int) -> None:
    parts = [{"unit": "D1", "target": 4}]
    shared = key_result("KR1", owner="B1", allocations=parts, basis={of: "inferred"})
    assert resting(objective("O1", shared)) == (1, inferred)


def test_owner_taken_from_the_objective_brings_its_basis() -> None:
    parts = [{"unit": "D1", "target": 4}]
    shared = key_result("KR1", allocations=parts)
    assert resting(objective("O1", shared, owner="B1", basis={"owner": "inferred"})) == (1, 1)


@pytest.mark.parametrize(("of", "inferred"), [("key_results", 1), ("lead", 1), ("title", 0)])
def test_delivery_rests_on_the_link_between_project_and_key_result(of: str, inferred: int) -> None:
    owned = objective("O1", key_result("KR1", owner="B1"))
    led = project("PRJ1", lead="D1", key_results=["KR1"], basis={of: "inferred"})
    assert resting(owned, led) == (1, inferred)


@pytest.mark.parametrize(("of", "inferred"), [("from", 1), ("to", 1), ("state", 0)])
def test_recorded_handoff_rests_on_its_two_units(of: str, inferred: int) -> None:
    given = handoff("H1", "D1", "B1", basis={of: "inferred"})
    assert resting(project("PRJ1", given)) == (1, inferred)


@pytest.mark.parametrize(
    ("basis", "inferred"), [("stated", 0), ({"owner": "inferred"}, 1), ("inferred", 1)]
)
def test_inferred_owners_of_policies_are_counted(basis: object, inferred: int) -> None:
    owned = policy("P1", owner="B1", basis=basis)
    assert city(*UNITS, owned).summary("unowned-policies")["inferred_owners"] == inferred
