"""The one table of kinds and relations; everything else is derived from it."""

from dataclasses import dataclass
from enum import StrEnum


class NodeKind(StrEnum):
    """A kind of node; the value is its Neo4j label."""

    POLICY = "Policy"
    STRATEGY = "Strategy"
    OBJECTIVE = "Objective"
    KEY_RESULT = "KeyResult"
    PROJECT = "Project"
    UNIT = "Unit"
    KPI = "Kpi"
    AREA = "Area"
    HANDOFF = "Handoff"
    DIMENSION = "Dimension"

    __hash__ = str.__hash__  # In C; Enum's own runs in Python, for each look-up by kind.

    @property
    def noun(self) -> str:
        """The word for it in a sentence, such as `key result`."""
        return _NOUNS.get(self, self.value.lower())

    @property
    def a_noun(self) -> str:
        """The word with its article, such as `an objective`."""
        return f"{'an' if self.noun[0] in 'aeio' else 'a'} {self.noun}"


_NOUNS = {NodeKind.KEY_RESULT: "key result", NodeKind.KPI: "KPI"}


@dataclass(frozen=True, slots=True)
class RelationType:
    """One kind of arrow, stored in the order of the chain."""

    name: str  # Neo4j relationship type.
    ends: tuple[tuple[NodeKind, NodeKind], ...]  # Every (source, target) that it may join.
    forward: str  # "{key result} is delivered by {project}"
    reverse: str  # "{project} delivers {key result}"

    @property
    def source_kinds(self) -> tuple[NodeKind, ...]:
        """The kinds that it may start from."""
        return tuple(dict.fromkeys(source for source, _ in self.ends))

    @property
    def target_kinds(self) -> tuple[NodeKind, ...]:
        """The kinds that it may lead to."""
        return tuple(dict.fromkeys(target for _, target in self.ends))


def _relation(
    name: str,
    sources: NodeKind | tuple[NodeKind, ...],
    target: NodeKind,
    forward: str,
    reverse: str,
) -> RelationType:
    starts = sources if isinstance(sources, tuple) else (sources,)
    return RelationType(name, tuple((source, target) for source in starts), forward, reverse)


_K = NodeKind
ADVANCES = _relation("ADVANCES", _K.POLICY, _K.STRATEGY, "advances", "is advanced by")
HAS_OBJECTIVE = _relation("HAS_OBJECTIVE", _K.STRATEGY, _K.OBJECTIVE, "is pursued by", "pursues")
HAS_KEY_RESULT = _relation("HAS_KEY_RESULT", _K.OBJECTIVE, _K.KEY_RESULT, "is shown by", "shows")
DELIVERED_BY = _relation("DELIVERED_BY", _K.KEY_RESULT, _K.PROJECT, "is delivered by", "delivers")
LED_BY = _relation("LED_BY", _K.PROJECT, _K.UNIT, "is led by", "leads")
CALLS_FOR = _relation("CALLS_FOR", _K.POLICY, _K.OBJECTIVE, "calls for", "is called for by")
OWNED_BY = _relation(
    "OWNED_BY",
    (_K.POLICY, _K.STRATEGY, _K.OBJECTIVE, _K.KEY_RESULT, _K.KPI),
    _K.UNIT,
    "is owned by",
    "owns",
)
SUPPORTED_BY = _relation("SUPPORTED_BY", _K.PROJECT, _K.UNIT, "is supported by", "supports")
ALLOCATED_TO = _relation("ALLOCATED_TO", _K.KEY_RESULT, _K.UNIT, "is allocated to", "has a part of")
MEASURED_BY = _relation("MEASURED_BY", _K.KEY_RESULT, _K.KPI, "is measured by", "measures")
TRACKED_BY = _relation("TRACKED_BY", _K.STRATEGY, _K.KPI, "is tracked by", "tracks")
PART_OF = RelationType(
    "PART_OF",
    tuple((kind, kind) for kind in (_K.STRATEGY, _K.UNIT, _K.AREA)),
    "is part of",
    "contains",
)
SERVES = _relation("SERVES", _K.UNIT, _K.AREA, "serves", "is served by")
TARGETS = _relation("TARGETS", (_K.OBJECTIVE, _K.PROJECT), _K.AREA, "targets", "is targeted by")
HANDED_OVER = _relation(
    "HANDED_OVER", (_K.PROJECT, _K.KEY_RESULT), _K.HANDOFF, "was handed over in", "hands over"
)
FROM_UNIT = _relation("FROM_UNIT", _K.HANDOFF, _K.UNIT, "comes from", "handed over")
TO_UNIT = _relation("TO_UNIT", _K.HANDOFF, _K.UNIT, "goes to", "received")
IN_DIMENSION = _relation("IN_DIMENSION", _K.POLICY, _K.DIMENSION, "belongs to", "holds")
SUPERSEDES = _relation("SUPERSEDES", _K.POLICY, _K.POLICY, "supersedes", "is superseded by")

RELATIONS: dict[str, RelationType] = {
    relation.name: relation
    for relation in (
        ADVANCES,
        HAS_OBJECTIVE,
        HAS_KEY_RESULT,
        DELIVERED_BY,
        LED_BY,
        CALLS_FOR,
        OWNED_BY,
        SUPPORTED_BY,
        ALLOCATED_TO,
        MEASURED_BY,
        TRACKED_BY,
        PART_OF,
        SERVES,
        TARGETS,
        HANDED_OVER,
        FROM_UNIT,
        TO_UNIT,
        IN_DIMENSION,
        SUPERSEDES,
    )
}

UNIT_KINDS = ("city", "district", "bureau", "office", "division", "section", "external")
TIERS = ("city", "district", "bureau", "office", "external")
AREA_KINDS = ("city", "zone", "district", "subdistrict")
PROJECT_STATES = ("planned", "active", "done", "paused", "cancelled", "unreported")
HANDOFF_STATES = ("waiting", "accepted", "returned", "done", "withdrawn")
DIRECTIONS = ("increase", "decrease", "maintain")
AGGREGATIONS = ("sum", "mean", "latest", "max")
BASES = ("stated", "inferred")
