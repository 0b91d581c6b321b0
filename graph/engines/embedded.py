"""Cypher without a server: kglite holds the graph in the memory of this process."""

from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from graph.engines.answers import Answer, Limits
from graph.engines.records import MARKER, Records, by_ends, by_kind
from graph.engines.values import plain
from graph.errors import MissingExtraError, UsageError

if TYPE_CHECKING:
    from types import ModuleType

    import kglite

_BATCH = 10_000


class Embedded:
    """A graph that answers Cypher, and only reads once it is built.

    What people type comes here through `guard` and `sandbox`; a query of ours needs neither.

    Raises:
        MissingExtraError: kglite is not installed.
    """

    def __init__(self, records: Records) -> None:
        self._kglite = _library()
        self._kglite.set_query_warning_policy("silent")
        self._graph = _graph_of(records, self._kglite)

    def ask(self, text: str, parameters: Mapping[str, Any], limits: Limits | None = None) -> Answer:
        """Answer one query.

        Raises:
            UsageError: the engine does not understand it, or it takes longer than it may.
        """
        limits = limits or Limits()
        try:
            found: Any = self._graph.cypher(
                text,
                params=dict(parameters),
                timeout_ms=int(limits.seconds * 1000),
                disable_optimizer=True,  # Some of its rewritings change the rows.
            )
        except self._kglite.CypherTimeoutError as error:
            message = f"the query took longer than {limits.seconds:g} s: --timeout gives it more"
            raise UsageError(message) from error
        except self._kglite.KgError as error:
            reason = str(error).strip().splitlines()[0]
            raise UsageError(f"the embedded engine refuses the query: {reason}") from error
        wanted = islice(found, limits.rows)
        rows = [{name: plain(value) for name, value in row.items()} for row in wanted]
        return Answer(tuple(found.columns), rows, has_more=len(found) > len(rows))


def _library() -> "ModuleType":
    try:
        import kglite
    except ImportError as error:
        raise MissingExtraError("the embedded Cypher engine", "cypher") from error
    return kglite


def _graph_of(records: Records, library: "ModuleType") -> "kglite.KnowledgeGraph":
    graph: kglite.KnowledgeGraph = library.KnowledgeGraph()
    for kind, nodes in by_kind(records.nodes):
        create = f"UNWIND $rows AS row CREATE (n:{kind}:{MARKER}) SET n = row"
        for start in range(0, len(nodes), _BATCH):
            graph.cypher(create, params={"rows": nodes[start : start + _BATCH]})
        graph.create_index(kind.value, "id")
    for (name, source, target), relations in by_ends(records.relations):
        connect = (
            f"UNWIND $rows AS row MATCH (a:{source} {{id: row.a}}), (b:{target} {{id: row.b}})"
            f" CREATE (a)-[r:{name}]->(b) SET r = row.properties"
        )
        rows = [
            {"a": one.source, "b": one.target, "properties": one.properties} for one in relations
        ]
        for start in range(0, len(rows), _BATCH):
            graph.cypher(connect, params={"rows": rows[start : start + _BATCH]})
    graph.read_only(True)
    return graph
