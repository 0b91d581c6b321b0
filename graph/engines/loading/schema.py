"""The constraints, indexes and names that the graph needs on a server; made once, named by us."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.engines.records import MARKER, property_names
from graph.errors import ServiceError
from graph.model.vocabulary import RELATIONS, NodeKind

if TYPE_CHECKING:
    import neo4j

LOAD, REMOVED = "Load", "Removed"
LOAD_PROPERTIES = (
    "dataset",
    "loaded_at",
    "revision",
    "fingerprint",
    "nodes",
    "relations",
    "added",
    "changed",
    "removed",
    "version",
    "format",
)
REMOVED_AT = "removed_at"
RELATION_PROPERTIES = ("dataset", "basis", "source_file", "source_line", "target", "actual")


@dataclass(frozen=True, slots=True)
class Rule:
    """A uniqueness constraint, or an index."""

    name: str
    label: str
    properties: tuple[str, ...]
    is_unique: bool = False

    @property
    def statement(self) -> str:
        """The Cypher that makes it."""
        keys = ", ".join(f"n.{name}" for name in self.properties)
        if self.is_unique:
            demand = f"REQUIRE ({keys}) IS UNIQUE"
            return f"CREATE CONSTRAINT {self.name} IF NOT EXISTS FOR (n:{self.label}) {demand}"
        return f"CREATE INDEX {self.name} IF NOT EXISTS FOR (n:{self.label}) ON ({keys})"


RULES = (
    Rule("policytrace_item", MARKER, ("dataset", "id"), is_unique=True),
    Rule("policytrace_load", LOAD, ("dataset",), is_unique=True),
    Rule("policytrace_removed", REMOVED, ("dataset", "id")),
    *(Rule(f"policytrace_{kind.lower()}", kind.value, ("id",)) for kind in NodeKind),
)


def missing_rules(indexes: Sequence[Mapping[str, Any]]) -> list[Rule]:
    """Return what is still to be made, given the rows of `SHOW INDEXES`.

    One that does the same under another name will do.

    Raises:
        ServiceError: an index of someone else stands in the way.
    """
    return [rule for rule in RULES if not _is_there(rule, indexes)]


def _is_there(rule: Rule, indexes: Sequence[Mapping[str, Any]]) -> bool:
    for index in indexes:
        is_alike = (
            index["type"] == "RANGE"
            and index["entityType"] == "NODE"
            and index["labelsOrTypes"] == [rule.label]
            and index["properties"] == list(rule.properties)
        )
        is_unique = index["owningConstraint"] is not None
        if is_alike and (is_unique or not rule.is_unique):
            return True
        if is_alike or index["name"] == rule.name:
            what = "CONSTRAINT" if is_unique else "INDEX"
            name = index["owningConstraint"] or index["name"]
            raise ServiceError(
                f"the database has an index '{index['name']}' that stands in the way of"
                f" '{rule.name}': drop it (DROP {what} `{name}`), or set NEO4J_DATABASE to"
                " another database"
            )
    return False


_INDEXES = "SHOW INDEXES YIELD name, type, entityType, labelsOrTypes, properties, owningConstraint"


def make_rules(session: "neo4j.Session", seconds: float) -> bool:
    """Make the constraints and indexes that are missing, and tell whether any was.

    Args:
        session: Of the database that the graph is for.
        seconds: How long to wait for those who write there now.

    Raises:
        ServiceError: an index of someone else stands in the way.
    """
    import neo4j

    missing = missing_rules(session.execute_read(lambda tx: tx.run(_INDEXES).data()))

    @neo4j.unit_of_work(timeout=seconds)
    def make(tx: "neo4j.ManagedTransaction") -> None:
        for rule in missing:
            tx.run(rule.statement).consume()

    if missing:
        session.execute_write(make)
    return bool(missing)


# The names that an analyst's query may hold, by the procedures that list and make such names.
_TOKENS: Mapping[tuple[str, str], Iterable[str]] = {
    ("db.labels", "db.createLabel"): (MARKER, LOAD, REMOVED, *NodeKind),
    ("db.relationshipTypes", "db.createRelationshipType"): RELATIONS,
    ("db.propertyKeys", "db.createProperty"): dict.fromkeys(
        (
            *(name for kind in NodeKind for name in property_names(kind)),
            *RELATION_PROPERTIES,
            *LOAD_PROPERTIES,
            REMOVED_AT,
        )
    ),
}


def make_names(session: "neo4j.Session") -> None:
    """Let the server know every name of the graph, so that no query warns of an unknown one.

    A user without the right to do so goes without.
    """
    from neo4j.exceptions import Forbidden

    def make(tx: "neo4j.ManagedTransaction") -> None:
        for (listing, making), names in _TOKENS.items():
            known = set(tx.run(f"CALL {listing}()").value())
            missing = [str(name) for name in names if name not in known]
            if missing:
                tx.run(f"UNWIND $names AS name CALL {making}(name)", names=missing).consume()

    try:
        session.execute_write(make)
    except Forbidden:
        return
