"""Other libraries that load dicts into Neo4j, each by its documented way for many at once.

Each is installed by pip into an environment of its own, beside the cities in the temporary folder.
"""

import logging
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, make_dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from benchmarks.load_rows import DATASET, MARKER, Arrow, Node, Rows

if TYPE_CHECKING:
    import neo4j

    from benchmarks.load_ways import Clock


# Their environments -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Peer:
    """A library, and what pip is asked for; of some the loader alone is wanted."""

    name: str
    version: str
    needs: tuple[str, ...] = ()  # Beside it, where what it names itself is left out.

    @property
    def title(self) -> str:
        """Its name and version."""
        return f"{self.name} {self.version}"

    def python(self) -> Path | None:
        """Return the Python that has it, installed at the first use; None where that fails."""
        home = Path(tempfile.gettempdir(), "policytrace-benchmarks")
        folder = home / f"{self.name}-{self.version}-python{sys.version_info[1]}"
        python, whole = folder / "bin" / "python", folder / "whole"
        if not whole.exists():
            print(f"installing {self.title}", file=sys.stderr)
            shutil.rmtree(folder, ignore_errors=True)
            try:
                self._install(folder, python)
            except (OSError, subprocess.CalledProcessError) as error:
                print(f"{self.title} is left out: {error}", file=sys.stderr)
                return None
            whole.touch()
        return python

    def _install(self, folder: Path, python: Path) -> None:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True, capture_output=True)
        pip = [str(python), "-m", "pip", "install", "--quiet"]
        package = f"{self.name}=={self.version}"
        wanted = [self.needs, ("--no-deps", package)] if self.needs else [(package,)]
        for one in wanted:
            subprocess.run([*pip, *one], check=True, stdout=subprocess.DEVNULL)


# cartography as a whole brings 2 GB of other people's clients; its loader needs these three.
_OF_ITS_LOADER = ("neo4j>=5.28,<7", "backoff>=2.2,<3", "statsd>=4,<5")
PEERS: Mapping[str, Peer] = {
    one.name: one
    for one in (
        Peer("graphio", "0.23"),
        Peer("neomodel", "7.0.0"),
        Peer("cartography", "0.143.0", _OF_ITS_LOADER),
    )
}


# graphio ------------------------------------------------------------------------------------------


def graphio(rows: Rows, driver: "neo4j.Driver", clock: "Clock") -> None:
    """Merge a NodeSet for each kind, and a RelationshipSet for each type between two kinds."""
    library: Any = import_module("graphio")
    with clock.timing("graphio"):
        for kind, nodes in rows.by_kind.items():
            found = library.NodeSet([kind], merge_keys=["id"], additional_labels=[MARKER])
            found.add_nodes(node.properties for node in nodes)
            found.create_index(driver)
            found.merge(driver)
        for (name, source, target), arrows in rows.by_ends.items():
            found = library.RelationshipSet(name, [source], [target], ["id"], ["id"])
            for one in arrows:
                found.add_relationship({"id": one.source}, {"id": one.target}, one.properties)
            found.merge(driver)


# neomodel -----------------------------------------------------------------------------------------


def neomodel(rows: Rows, driver: "neo4j.Driver", clock: "Clock") -> None:
    """Write the nodes of a kind at once, and `connect` each arrow: it has no way for many."""
    library: Any = import_module("neomodel")
    library.db.set_connection(driver=driver)
    classes = _neomodel_classes(library, rows)
    with clock.timing("neomodel"), library.db.transaction:
        items: dict[str, Any] = {}
        for kind, nodes in rows.by_kind.items():
            given = [_neomodel_row(node) for node in nodes]
            found = classes[kind].nodes.bulk_create_or_update(*given)
            items.update(zip((node.id for node in nodes), found, strict=True))
        for one in rows.arrows:
            links = getattr(items[one.source], _link_name(one))
            own = {_own(name): value for name, value in one.properties.items()}
            links.connect(items[one.target], own)


def _neomodel_row(node: Node) -> dict[str, Any]:
    # A property named `id` would be neomodel's own.
    return {("item_id" if key == "id" else key): one for key, one in node.properties.items()}


def _neomodel_properties(library: Any, arrows: Sequence[Arrow]) -> dict[str, Any]:
    found = {name: type(value) for one in arrows for name, value in one.properties.items()}
    numbers = dict.fromkeys((int, float), library.FloatProperty)
    return {
        _own(name): numbers.get(kind, library.StringProperty)(db_property=name)
        for name, kind in found.items()
    }


def _own(name: str) -> str:
    # `target`, too, is a name that neomodel keeps for itself.
    return f"own_{name}"


def _link_name(one: Arrow) -> str:
    return f"{one.type}_{one.target_kind}".lower()


def _neomodel_classes(library: Any, rows: Rows) -> dict[str, Any]:
    semi: Any = import_module("neomodel.contrib").SemiStructuredNode
    stated = type("Stated", (library.StructuredRel,), _neomodel_properties(library, rows.arrows))
    item_id = library.StringProperty(required=True, db_property="id")
    base = type("Item", (semi,), {"__label__": MARKER, "item_id": item_id})
    module = ModuleType("city")  # It looks a class up by its name and its module's.
    sys.modules[module.__name__] = module
    links: dict[str, dict[str, Any]] = {
        kind: {"__module__": module.__name__} for kind in rows.by_kind
    }
    for one in rows.arrows:
        if _link_name(one) not in links[one.source_kind]:
            link = library.RelationshipTo(
                f"{module.__name__}.{one.target_kind}", one.type, model=stated
            )
            links[one.source_kind][_link_name(one)] = link
    vars(module).update({kind: type(kind, (base,), found) for kind, found in links.items()})
    return vars(module)


# cartography --------------------------------------------------------------------------------------


def cartography(rows: Rows, driver: "neo4j.Driver", clock: "Clock") -> None:
    """Load a node schema for each kind, and match links for each type between two kinds."""
    warnings.simplefilter("ignore", DeprecationWarning)  # It is tested on Python 3.13 alone.
    logging.disable(logging.WARNING)  # It says of each schema that it is none of its own.
    tx: Any = import_module("cartography.client.core.tx")
    schemas = _Schemas()
    nodes = [
        (schemas.of_nodes(kind, ones), [dict(one.properties) for one in ones])
        for kind, ones in rows.by_kind.items()
    ]
    links = [
        (schemas.of_links(ends, ones), [_link_row(one) for one in ones])
        for ends, ones in rows.by_ends.items()
    ]
    scope = {"lastupdated": 1, "_sub_resource_label": "City", "_sub_resource_id": DATASET}
    with clock.timing("cartography"), driver.session() as session:
        for schema, given in nodes:
            tx.load(session, schema, given, lastupdated=1)
        for schema, given in links:
            tx.load_matchlinks(session, schema, given, **scope)


def _link_row(one: Arrow) -> dict[str, Any]:
    return {**one.properties, "source_id": one.source, "target_id": one.target}


class _Schemas:
    """Its schemas are classes; ours are made from the rows."""

    def __init__(self) -> None:
        self._nodes: Any = import_module("cartography.models.core.nodes")
        self._links: Any = import_module("cartography.models.core.relationships")
        self._ref: Any = import_module("cartography.models.core.common").PropertyRef

    def of_nodes(self, kind: str, nodes: Sequence[Node]) -> Any:
        """Return the schema of a kind."""
        label = self._nodes.ExtraNodeLabel(MARKER, "What is traced.")
        fields = {
            "label": kind,
            "properties": self._properties(self._nodes.CartographyNodeProperties, nodes),
            "extra_node_labels": self._nodes.ExtraNodeLabels([label]),
        }
        return _made(kind, self._nodes.CartographyNodeSchema, fields)

    def of_links(self, ends: tuple[str, str, str], arrows: Sequence[Arrow]) -> Any:
        """Return the schema of a type between two kinds."""
        name, source, target = ends
        scope = "_sub_resource_label", "_sub_resource_id"
        base, links = self._links.CartographyRelProperties, self._links
        fields = {
            "source_node_label": source,
            "source_node_matcher": links.make_source_node_matcher({"id": self._ref("source_id")}),
            "target_node_label": target,
            "target_node_matcher": links.make_target_node_matcher({"id": self._ref("target_id")}),
            "direction": links.LinkDirection.OUTWARD,
            "rel_label": name,
            "properties": self._properties(base, arrows, scope),
        }
        return _made(name, links.CartographyRelSchema, fields)

    def _properties(
        self, base: type, rows: Iterable[Node | Arrow], in_arguments: Sequence[str] = ()
    ) -> Any:
        refs = {name: self._ref(name) for name in sorted({key for one in rows for key in one[-1]})}
        for name in ("lastupdated", *in_arguments):
            refs[name] = self._ref(name, set_in_kwargs=True)
        return _made("Properties", base, refs)


def _made(name: str, base: type, values: Mapping[str, Any]) -> Any:
    """Return an instance of a new dataclass; its base has these names without their values."""
    fields = [(key, Any, field(default=one)) for key, one in values.items()]
    return make_dataclass(name, fields, bases=(base,), frozen=True)()
