"""The items of another year: their ids, their files, and the text of these files with them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from graph.model.entities import Item, KeyResult, Objective
from graph.model.vocabulary import NodeKind

if TYPE_CHECKING:
    from graph.app.rolling import Years
    from graph.network import TraceGraph
    from graph.reports.years.going_on import GoingOn
    from graph.sources.adding.numbering import Numbering
    from graph.sources.adding.written import Value

ItemT = TypeVar("ItemT", bound=Item)
Fields = dict[str, Any]  # As entities hold their values.
Written: TypeAlias = "dict[str, Value]"
_LISTS = {NodeKind.OBJECTIVE: "objectives", NodeKind.PROJECT: "projects"}
_KEY_RESULTS = "key_results"
_SHARED = ("fiscal_year", "source")  # What a new file says once for all its items.
_NUMBER = re.compile(r"(.*?)([0-9]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class NextItem:
    """An item of the later year, the one that it goes on from, and where it goes."""

    old: Item
    fields: Fields
    path: Path
    inside: str | None = None  # The objective around a key result.

    @property
    def id(self) -> str:
        """Its new id."""
        return str(self.fields["id"])


def next_items(
    graph: "TraceGraph",
    found: "GoingOn",
    there: Mapping[str, str],
    years: "Years",
    folder: Path,
) -> list[NextItem]:
    """Return the items of the later year that are not there yet, in the order of the chain."""
    from graph.reports.years import next_year as n
    from graph.reports.years.pairs import of_year

    ids = _Ids(graph, years, dict(there))
    made = []
    for objective in _not_in(found.objectives, there):
        fields = n.next_objective(objective, ids.of(objective), years.after)
        made.append(_beside(objective, fields, years, folder))
    for one in _not_in(found.key_results, there):
        around = ids.known[one.objective]
        fields = n.next_key_result(one, ids.of(one, objective=around))
        path = _file_around(graph, one, there, years, folder)
        made.append(NextItem(old=one, fields=fields, path=path, inside=around))
    new_ids = {one.id: ids.known.get(one.id) for one in of_year(graph, KeyResult, years.before)}
    for project in _not_in(found.projects, there):
        fields = n.next_project(project, ids.of(project), years.after, new_ids)
        made.append(_beside(project, fields, years, folder))
    return made


def _not_in(items: Iterable[ItemT], there: Mapping[str, str]) -> Iterator[ItemT]:
    return (one for one in items if one.id not in there)


@dataclass(slots=True)
class _Ids:
    """The ids of the later year: no two alike, and none that there is."""

    graph: "TraceGraph"
    years: "Years"
    known: dict[str, str]  # Old id, new id.
    _taken: set[str] = field(default_factory=set)
    _next: dict[tuple[Any, ...], str | None] = field(default_factory=dict)
    _numbering: "dict[NodeKind, Numbering]" = field(default_factory=dict)

    def of(self, old: Item, **around: Any) -> str:
        """Return the id that an item goes on with: the year replaced, else the next one."""
        from graph.reports.years.pairs import in_year

        found = in_year(old.id, self.years.before, self.years.after)
        if found == old.id or not self._is_free(found):
            found = self._numbered(old, around)
        self._taken.add(found)
        self.known[old.id] = found
        return found

    def _is_free(self, item_id: str) -> bool:
        return item_id not in self.graph and item_id not in self._taken

    def _numbered(self, old: Item, around: Mapping[str, Any]) -> str:
        """Return the next number of the series, else the old id with the year behind it."""
        key = (type(old), getattr(old, "lead", None), getattr(old, "owner", None), *around.values())
        if key not in self._next:
            self._next[key] = self._first(old, around)
        found = self._next[key] or f"{old.id}-{self.years.after}"
        while not self._is_free(found):
            found = _after(found)
        if self._next[key]:
            self._next[key] = _after(found)
        return found

    def _first(self, old: Item, around: Mapping[str, Any]) -> str | None:
        from graph.model.portfolio import Portfolio
        from graph.sources.adding.numbering import Numbering

        kind = old.kind_of_node
        if kind not in self._numbering:
            portfolio = Portfolio({one.id: one for one in self.graph.items()})
            self._numbering[kind] = Numbering(kind, portfolio)
        fields = {name: one for name in ("lead", "owner") if (one := getattr(old, name, None))}
        fields |= {"fiscal_year": self.years.after, **around}
        return self._numbering[kind].next(fields)


def _after(item_id: str) -> str:
    """Return an id with the next number at its end."""
    found = _NUMBER.fullmatch(item_id)
    if found is None:
        return f"{item_id}-2"
    return f"{found[1]}{int(found[2]) + 1:0{len(found[2])}}"


# The files ----------------------------------------------------------------------------------------


def _beside(old: Item, fields: Fields, years: "Years", folder: Path) -> NextItem:
    return NextItem(old=old, fields=fields, path=_file(old.file, years, folder))


def _file(name: str, years: "Years", folder: Path) -> Path:
    """Return the file of the same name with the later year in it, if it has the year at all."""
    from graph.reports.years.pairs import in_year

    inside = Path(name).relative_to(folder)
    return folder / in_year(inside.as_posix(), years.before, years.after)


def _file_around(
    graph: "TraceGraph", one: KeyResult, there: Mapping[str, str], years: "Years", folder: Path
) -> Path:
    """Return the file of the objective that a key result goes into."""
    if one.objective in there:
        return Path(graph.item(there[one.objective]).file)
    return _file(graph.get(Objective, one.objective).file, years, folder)


def texts_with(items: Sequence[NextItem], folder: Path) -> dict[Path, tuple[bytes | None, bytes]]:
    """Return each file that gets new items: as it is, None where it is new, and as it would be."""
    by_file: dict[Path, list[NextItem]] = {}
    for one in items:
        by_file.setdefault(one.path, []).append(one)
    return {path: _changed(path, found, folder) for path, found in by_file.items()}


def _changed(path: Path, items: Sequence[NextItem], folder: Path) -> tuple[bytes | None, bytes]:
    from graph.app.adding import new_file
    from graph.sources.adding import new_file as fresh
    from graph.sources.adding.insertion import with_items

    if not path.exists():
        shared = _shared(items)
        lists = _lists(items, shared)
        text = fresh.new_file(new_file(folder, path), shared, lists)
        return None, text.encode("utf-8")
    before = path.read_bytes()
    text = before.decode("utf-8")
    source = fresh.defaults_of(text).get("source")
    said: Written = {"source": source} if isinstance(source, str) else {}
    for name, found in _lists(items, said).items():
        text = with_items(text, {(None, name): found})
    new = {one.id for one in items}
    for around, found in _inside(items, said).items():
        if around not in new:
            text = with_items(text, {(around, _KEY_RESULTS): found})
    return before, text.encode("utf-8")


def _lists(items: Sequence[NextItem], said: Written) -> dict[str, list[Written]]:
    """Return the items as they are written, by the list of the file; key results are inside."""
    found: dict[str, list[Written]] = {}
    inside = _inside(items, said)
    for one in items:
        name = _LISTS.get(one.old.kind_of_node)
        if name:
            nested: Written = {_KEY_RESULTS: inside[one.id]} if one.id in inside else {}
            found.setdefault(name, []).append(_written(one, said) | nested)
    return found


def _inside(items: Sequence[NextItem], said: Written) -> dict[str, list[Written]]:
    """Return the key results as they are written, by the objective around them."""
    found: dict[str, list[Written]] = {}
    for one in items:
        if one.inside:
            found.setdefault(one.inside, []).append(_written(one, said))
    return found


def _written(one: NextItem, said: Written) -> Written:
    """Return the fields as they are written, without what the file says for all its items."""
    from graph.sources.editing.wanted import as_written

    pairs = ((name, as_written(value)) for name, value in one.fields.items())
    return {name: value for name, value in pairs if value is not None and said.get(name) != value}


def _shared(items: Sequence[NextItem]) -> Written:
    """Return what a new file says once: the year, and the most common source if all have one."""
    from graph.sources.editing.wanted import as_written

    found: Written = {}
    for name in _SHARED:
        values = [as_written(one.fields.get(name)) for one in items if name in _names(one)]
        known = Counter(value for value in values if isinstance(value, str))
        if known.total() == len(values):
            found[name] = known.most_common(1)[0][0]
    return found


def _names(one: NextItem) -> tuple[str, ...]:
    return _SHARED[1:] if isinstance(one.old, KeyResult) else _SHARED
