"""How pictures made in Python tell the kinds of items apart; `assets/js/kinds.js` for the page."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.model.vocabulary import NodeKind


@dataclass(frozen=True, slots=True)
class Look:
    """A colour of Okabe and Ito's, and a shape of vis-network for those who see no colours."""

    colour: str
    shape: str


LOOKS: Mapping[NodeKind, Look] = {
    NodeKind.POLICY: Look("#0072b2", "diamond"),
    NodeKind.STRATEGY: Look("#e69f00", "triangle"),
    NodeKind.OBJECTIVE: Look("#009e73", "dot"),
    NodeKind.KEY_RESULT: Look("#cc79a7", "square"),
    NodeKind.PROJECT: Look("#56b4e9", "triangleDown"),
    NodeKind.UNIT: Look("#d55e00", "hexagon"),
    NodeKind.KPI: Look("#999999", "dot"),
    NodeKind.AREA: Look("#8a7a5c", "square"),
    NodeKind.HANDOFF: Look("#b8a000", "triangleDown"),
    NodeKind.DIMENSION: Look("#5f6b7a", "star"),
}
