"""One file's tree to its items: fields, defaults, nested items, and all that is wrong with them."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from graph.model.entities import ENTITIES, Item, Marks, pack
from graph.model.entities import Mark as Packed
from graph.model.fields import (
    DEFAULTS,
    DEFAULTS_FOR,
    FIELDS,
    LISTS,
    Field,
    FieldType,
)
from graph.model.vocabulary import NodeKind
from graph.problems import Severity, did_you_mean
from graph.sources.scalars import NULLS, Plain
from graph.sources.tree import Mark, Node, Tree
from graph.sources.values import NOTHING, READERS, Values

FORMAT = "1"
_TOP_LEVEL = ("format", "defaults", *LISTS)


class _Plan(NamedTuple):
    """How one field is read; worked out once, since it is done for each field of each item."""

    field: Field
    key: str
    read: Callable[[Values, Field, Any, Mark], Any] | None  # None: a title or nested items.
    is_placed: bool  # Later checks name its place.


_UNPLACED = {
    FieldType.TEXT,
    FieldType.TEXTS,
    FieldType.TITLE,
    FieldType.YEAR,
    FieldType.NUMBER,
    FieldType.BASIS,
    FieldType.RECORD,
}


def _plan(field: Field) -> _Plan:
    return _Plan(field, field.key, READERS.get(field.type), field.type not in _UNPLACED)


_PLANS: Mapping[NodeKind, Mapping[str, _Plan]] = {
    kind: {field.name: _plan(field) for field in fields if not field.implied}
    for kind, fields in FIELDS.items()
}
_REQUIRED: Mapping[NodeKind, tuple[Field, ...]] = {
    kind: tuple(field for field in fields if field.required) for kind, fields in FIELDS.items()
}
_DEFAULTS = {field.name: field for field in DEFAULTS}
_LANGUAGES = {"th": "title_th", "en": "title_en"}
# The field that names its parent, in an item that stands inside another.
_PARENT = {NodeKind.KEY_RESULT: "objective", NodeKind.HANDOFF: "item"}


def read_items(tree: Tree, file: str) -> list[Item]:
    """Return the items of one file; what is wrong is added to the tree's problems."""
    reader = _ItemReader(Values(file, tree.problems))
    reader.read_file(tree)
    return reader.items


class _ItemReader:
    """Reads the items of one file, in the order in which they stand."""

    def __init__(self, values: Values) -> None:
        self.items: list[Item] = []
        self._values = values
        self._defaults: dict[NodeKind, dict[str, tuple[Any, Packed | tuple[Packed, ...]]]] = {}

    def read_file(self, tree: Tree) -> None:
        """Read every top-level list of the file."""
        if tree.root is None:
            return
        root, mark, _ = tree.root
        if not isinstance(root, dict):
            if not tree.broken and root:
                message = "a file is a mapping: begin it with one of " + ", ".join(_TOP_LEVEL)
                self._values.problem(mark, "SRC111", message)
            return
        self._check_top_level(root)
        for name, kind in LISTS.items():
            if name in root:
                self._read_list(name, kind, root[name])

    def _check_top_level(self, root: dict[str, Node]) -> None:
        for name, (value, mark, key_mark) in root.items():
            if name not in _TOP_LEVEL:
                hint = did_you_mean(name, _TOP_LEVEL)
                message = f"a file has no list '{name}'{hint}"
                self._values.problem(key_mark, "SRC120", message)
            elif name == "format" and value != FORMAT:
                message = f"this is format 1, not '{value}': write format: 1"
                self._values.problem(mark, "SRC126", message)
            elif name == "defaults":
                self._read_defaults(value, mark)

    def _read_defaults(self, value: object, mark: Mark) -> None:
        if not isinstance(value, dict):
            if value:
                self._values.problem(mark, "SRC122", "defaults must be a mapping")
            return
        for name, node in value.items():
            field = _DEFAULTS.get(name)
            if field is None:
                self._values.unknown(name, _DEFAULTS, node[2], "defaults")
                continue
            read = self._values.read(field, node)
            if read is NOTHING:
                continue
            for kind in DEFAULTS_FOR[name]:
                mark_or_marks = (
                    _marks(field, node[0]) if type(node[0]) is list else _packed(node[1])
                )
                self._defaults.setdefault(kind, {})[name] = (read, mark_or_marks)

    def _read_list(self, name: str, kind: NodeKind, node: Node, parent: Item | None = None) -> None:
        value, mark, _ = node
        if not isinstance(value, list):
            if value:
                hint = ": begin each item with '- '"
                self._values.problem(mark, "SRC122", f"{name} must be a list of items{hint}")
            return
        for element, place, _ in value:
            if isinstance(element, dict):
                self._read_item(kind, element, place, parent)
            else:
                message = f"an item of {name} must be a mapping of fields, such as 'id: …'"
                self._values.problem(place, "SRC122", message)

    def _read_item(
        self, kind: NodeKind, nodes: dict[str, Node], mark: Mark, parent: Item | None
    ) -> None:
        plans, reader = _PLANS[kind], self._values
        values: dict[str, Any] = {}
        marks: dict[str, Packed | tuple[Packed, ...]] = {}
        nested: list[tuple[Field, Node]] = []
        for name, node in nodes.items():
            value, place, key_mark = node
            plan = plans.get(name)
            if plan is None:
                reader.unknown(name, plans, key_mark, f"a {kind.noun}")
                continue
            field, key, read_value, is_placed = plan
            if type(value) is Plain and value in NULLS:
                continue
            if read_value is not None:
                read = read_value(reader, field, value, place)
                if read is not NOTHING:
                    values[key] = read
                    if is_placed:
                        marks[name] = (
                            _marks(field, value) if type(value) is list else _packed(place)
                        )
            elif field.items:
                nested.append((field, node))
            else:
                values.update(self._title(kind, field, node))
        if parent is not None:
            self._stand_inside(parent, kind, nodes, values, marks)
        self._add_defaults(kind, values, marks)
        self._check_required(kind, nodes, mark)
        self._check_basis(kind, nodes)
        item = self._entity(kind, values, marks, mark)
        self.items.append(item)
        self._read_nested(item, nested)

    def _read_nested(self, item: Item, nested: list[tuple[Field, Node]]) -> None:
        for field, node in nested:
            assert field.items is not None
            self._read_list(field.name, field.items, node, item)

    def _stand_inside(
        self,
        parent: Item,
        kind: NodeKind,
        nodes: dict[str, Node],
        values: dict[str, Any],
        marks: dict[str, Packed | tuple[Packed, ...]],
    ) -> None:
        """Link a nested item to the item around it; to say so again would be one too many."""
        name = _PARENT[kind]
        if name in nodes and name in _PLANS[kind]:
            message = f"{name} follows from where the {kind.noun} stands: leave it out here"
            self._values.problem(nodes[name][2], "SRC127", message)
        values[name] = parent.id
        marks[name] = parent.mark

    def _add_defaults(
        self,
        kind: NodeKind,
        values: dict[str, Any],
        marks: dict[str, Packed | tuple[Packed, ...]],
    ) -> None:
        for name, (value, mark) in self._defaults.get(kind, {}).items():
            if name not in values:
                values[name] = value
                marks[name] = mark

    def _title(self, kind: NodeKind, field: Field, node: Node) -> dict[str, str]:
        value, mark, _ = node
        if not isinstance(value, dict):
            text = self._values.text(field, value, mark)
            if text is not NOTHING:
                self._missing_translation(kind, "en", mark)
            return {} if text is NOTHING else {"title_th": text}
        found = {}
        for language, one in value.items():
            if language not in _LANGUAGES:
                self._values.unknown(language, _LANGUAGES, one[2], field.name)
                continue
            text = self._values.text(field, one[0], one[1])
            if text is not NOTHING:
                found[_LANGUAGES[language]] = text
        if len(found) == 1:
            silent = "en" if "title_th" in found else "th"
            self._missing_translation(kind, silent, mark)
        elif not found and value.keys() <= _LANGUAGES.keys():
            self._values.problem(mark, "SRC121", f"a {kind.noun} needs a {field.name} in it")
        return found

    def _missing_translation(self, kind: NodeKind, language: str, mark: Mark) -> None:
        if kind is NodeKind.HANDOFF:
            return  # A subject is a working note, in the language of its unit.
        word = {"th": "Thai", "en": "English"}[language]
        message = f"this {kind.noun} has no title in {word}: add {language}: …"
        self._values.problem(mark, "LNG710", message, Severity.NOTICE)

    def _check_required(self, kind: NodeKind, nodes: dict[str, Node], mark: Mark) -> None:
        for field in _REQUIRED[kind]:
            node = nodes.get(field.name)
            if node is None or (type(node[0]) is Plain and node[0] in NULLS):
                place = mark if node is None else node[1]
                message = f"a {kind.noun} needs the field '{field.name}'"
                self._values.problem(place, "SRC121", message)

    def _check_basis(self, kind: NodeKind, nodes: dict[str, Node]) -> None:
        basis = nodes.get("basis")
        if basis is None or not isinstance(basis[0], dict):
            return
        known = {field.name for field in FIELDS[kind]}
        for name, (_, _, key_mark) in basis[0].items():
            if name not in known:
                self._values.unknown(name, dict.fromkeys(known), key_mark, f"a {kind.noun}")

    def _entity(self, kind: NodeKind, values: dict[str, Any], marks: Marks, mark: Mark) -> Item:
        if "id" not in values:  # A name for the other checks alone.
            values["id"] = f"?{self._values.file}:{mark.line + 1}:{mark.column + 1}"
        for field in _REQUIRED[kind]:
            if field.type is not FieldType.TITLE:
                values.setdefault(field.key, "")
        return ENTITIES[kind](file=self._values.file, mark=_packed(mark), marks=marks, **values)


def _packed(mark: Mark) -> Packed:
    return pack(mark.line + 1, mark.column + 1)


def _marks(field: Field, elements: list[Node]) -> tuple[Packed, ...]:
    """Return the place of each element; of a record, that of its first field."""
    if field.type is not FieldType.RECORDS:
        return tuple([pack(place.line + 1, place.column + 1) for _, place, _ in elements])
    first = field.fields[0].name
    return tuple(
        _packed(one[first][1] if isinstance(one, dict) and first in one else place)
        for one, place, _ in elements
    )
