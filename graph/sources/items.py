"""One file's tree to its items: fields, defaults, nested items, and all that is wrong with them."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from graph.model.entities import UNREADABLE, Item, pack
from graph.model.entities import Mark as Packed
from graph.model.fields import (
    DEFAULTS,
    DEFAULTS_FOR,
    LISTS,
    Field,
    FieldType,
)
from graph.model.vocabulary import NodeKind
from graph.problems import Severity, did_you_mean
from graph.sources.plans import KINDS, KindPlan
from graph.sources.scalars import NULLS, REFUSED, Plain, is_null, short, spoken
from graph.sources.tree import NO_WORD, Mark, Node, Tree
from graph.sources.values import NOTHING, Values

FORMAT = "1"
_TOP_LEVEL = ("format", "defaults", *LISTS)
_EVERY_FIELD = {name: field for one in KINDS.values() for name, field in one.fields.items()}
_DEFAULTS = {field.name: field for field in DEFAULTS}
_LANGUAGES = {"th": "title_th", "en": "title_en"}
# The field that names its parent, in an item that stands inside another.
_PARENT = {NodeKind.KEY_RESULT: "objective", NodeKind.HANDOFF: "item"}


def read_items(tree: Tree, file: str, *, every_place: bool = False) -> list[Item]:
    """Return the items of one file; what is wrong is added to the tree's problems.

    With `every_place`, the place of each field is kept.
    """
    reader = _ItemReader(Values(file, tree.problems), tree.lost_ids, every_place)
    reader.read_file(tree)
    return reader.items


class _ItemReader:
    """Reads the items of one file, in the order in which they stand."""

    def __init__(self, values: Values, lost_ids: set[str], every_place: bool) -> None:
        self.items: list[Item] = []
        self._every_place = every_place
        self._lost_ids = lost_ids
        self._values = values
        self._defaults: dict[NodeKind, dict[str, tuple[Any, Packed | tuple[Packed, ...]]]] = {}

    def read_file(self, tree: Tree) -> None:
        """Read every top-level list of the file."""
        if tree.root is None:
            return
        root, mark, _ = tree.root
        if not isinstance(root, dict):
            if not tree.broken and not is_null(root):
                message = "a file is a mapping: begin it with one of " + ", ".join(_TOP_LEVEL)
                self._values.problem(mark, "SRC111", message)
            return
        self._check_top_level(root)
        for name, kind in LISTS.items():
            if name in root:
                self._read_list(name, kind, root[name])

    def _check_top_level(self, root: dict[str, Node]) -> None:
        for name, (value, mark, key_mark) in root.items():
            if name == NO_WORD:
                continue
            if name not in _TOP_LEVEL:
                hint = did_you_mean(name, _TOP_LEVEL)
                message = f"a file has no list '{short(name)}'{hint}"
                self._values.problem(key_mark, "SRC120", message)
                self._lose(value)
            elif name == "format" and value != FORMAT:
                found = f"'{short(value)}'" if isinstance(value, str) else spoken(value)
                message = f"this is format 1, not {found}: write format: 1"
                self._values.problem(mark, "SRC126", message)
            elif name == "defaults":
                self._read_defaults(value, mark)

    def _read_defaults(self, value: object, mark: Mark) -> None:
        if not isinstance(value, dict):
            if not is_null(value):
                self._values.problem(mark, "SRC122", "defaults must be a mapping")
            return
        self._check_basis(value, _EVERY_FIELD, "a file with such defaults")
        for name, node in value.items():
            field = _DEFAULTS.get(name)
            if field is None:
                self._values.unknown(name, _DEFAULTS, node[2], "defaults")
                continue
            read = self._values.read(field, node)
            if read is NOTHING:
                continue
            listed = isinstance(node[0], list)
            mark_or_marks = tuple(map(_packed, self._values.kept)) if listed else _packed(node[1])
            for kind in DEFAULTS_FOR[name]:
                self._defaults.setdefault(kind, {})[name] = (read, mark_or_marks)

    def _read_list(self, name: str, kind: NodeKind, node: Node, parent: Item | None = None) -> None:
        value, mark, _ = node
        if not isinstance(value, list):
            if not is_null(value):
                hint = ": begin each item with '- '"
                self._values.problem(mark, "SRC122", f"{name} must be a list of items{hint}")
                self._lose(value)
            return
        plan = KINDS[kind]
        for element, place, _ in value:
            if isinstance(element, dict):
                self._read_item(plan, element, place, parent)
            elif element is not REFUSED:
                message = f"an item of {name} must be a mapping of fields, such as 'id: …'"
                self._values.problem(place, "SRC122", message)

    def _read_item(
        self, plan: KindPlan, nodes: dict[str, Node], mark: Mark, parent: Item | None
    ) -> None:
        draft = _Draft({}, {}, [])
        self._read_fields(plan, nodes, draft)
        if self._every_place:
            for name, node in nodes.items():
                draft.marks.setdefault(name, _packed(node[1]))
        if parent is not None:
            self._stand_inside(parent, plan, nodes, draft)
        for name, (value, place) in self._defaults.get(plan.kind, {}).items():
            if name not in draft.values:
                draft.values[name] = value
                draft.marks[name] = place
        self._check_required(plan, nodes, draft, mark)
        if "basis" in nodes:
            self._check_basis(nodes, plan.fields, plan.kind.a_noun)
        item = self._entity(plan, draft, mark)
        self.items.append(item)
        for field, node in draft.nested:
            assert field.items is not None
            self._read_list(field.name, field.items, node, item)

    def _read_fields(self, kind: KindPlan, nodes: dict[str, Node], draft: "_Draft") -> None:
        plans, reader = kind.plans, self._values
        values, marks = draft.values, draft.marks
        for name, node in nodes.items():
            value, place, key_mark = node
            plan = plans.get(name)
            if plan is None and name == "<<" and value is REFUSED:
                continue  # A merge key; its alias is refused already.
            if plan is None:
                meant = reader.unknown(name, plans, key_mark, kind.kind.a_noun)
                if meant:
                    draft.marks.setdefault(meant, _packed(place))
                self._lose(value)
                continue
            field, key, read_value, is_placed = plan
            if type(value) is Plain and value in NULLS and value is not REFUSED:
                continue
            if read_value is not None:
                read = read_value(reader, field, value, place)
                if read is NOTHING:
                    self._note_invalid(field, value, place, draft)
                    continue
                values[key] = read
                if is_placed:
                    listed = type(value) is list
                    marks[name] = tuple(map(_packed, reader.kept)) if listed else _packed(place)
            elif field.items:
                draft.nested.append((field, node))
            else:
                values.update(self._title(kind.kind, field, node))

    def _note_invalid(self, field: Field, value: Any, place: Mark, draft: "_Draft") -> None:
        """Keep in mind that the field is there, so that nothing is said to be missing."""
        draft.marks[field.name] = _packed(place)
        if field.type is FieldType.REF:
            draft.values[field.key] = UNREADABLE
        elif field.type is FieldType.ID and isinstance(value, str):
            self._lost_ids.add(str(value))

    def _lose(self, value: Any) -> None:
        """Remember the ids of items that stand where nothing is read."""
        if isinstance(value, list):
            for element, _, _ in value:
                self._lose(element)
        elif isinstance(value, dict):
            for name, (element, _, _) in value.items():
                self._lost_ids.add(str(element) if name == "id" else name)
                self._lose(element)

    def _stand_inside(
        self, parent: Item, kind: KindPlan, nodes: dict[str, Node], draft: "_Draft"
    ) -> None:
        """Link a nested item to the item around it; to say so again would be one too many."""
        name = _PARENT[kind.kind]
        if name in nodes and name in kind.plans:
            noun = kind.kind.noun
            message = f"{name} follows from where the {noun} stands: leave it out here"
            self._values.problem(nodes[name][2], "SRC127", message)
        draft.values[name] = parent.id
        draft.marks[name] = parent.mark

    def _title(self, kind: NodeKind, field: Field, node: Node) -> dict[str, str]:
        value, mark, _ = node
        if not isinstance(value, dict):
            text = self._values.text(field, value, mark)
            if _is_blank(text):
                self._needs_title(kind, field, mark)
            elif text is not NOTHING:
                self._missing_translation(kind, "en", mark)
                return {"title_th": text}
            return {}
        found, written = {}, set()
        for language, one in value.items():
            if language not in _LANGUAGES:
                self._values.unknown(language, _LANGUAGES, one[2], field.name)
                continue
            if (is_null(one[0]) and one[0] is not REFUSED) or _is_blank(one[0]):
                continue
            written.add(language)
            text = self._values.text(field, one[0], one[1])
            if text is not NOTHING:
                found[_LANGUAGES[language]] = text
        if len(written) == 1:
            silent = "en" if "th" in written else "th"
            self._missing_translation(kind, silent, mark)
        elif not written and value.keys() <= _LANGUAGES.keys():
            self._needs_title(kind, field, mark)
        return found

    def _needs_title(self, kind: NodeKind, field: Field, mark: Mark) -> None:
        self._values.problem(mark, "SRC121", f"{kind.a_noun} needs a {field.name} in it")

    def _missing_translation(self, kind: NodeKind, language: str, mark: Mark) -> None:
        if kind is NodeKind.HANDOFF:
            return  # A subject is a working note, in the language of its unit.
        word = {"th": "Thai", "en": "English"}[language]
        message = f"this {kind.noun} has no title in {word}: add {language}: …"
        self._values.problem(mark, "LNG710", message, Severity.NOTICE)

    def _check_required(
        self, kind: KindPlan, nodes: dict[str, Node], draft: "_Draft", mark: Mark
    ) -> None:
        for field in kind.required:
            node = nodes.get(field.name)
            if node is None and field.name in draft.marks:
                continue  # It is there, misspelt.
            if node is None or (is_null(node[0]) and node[0] is not REFUSED):
                place = mark if node is None else node[1]
                message = f"{kind.kind.a_noun} needs the field '{field.name}'"
                self._values.problem(place, "SRC121", message)

    def _check_basis(self, nodes: dict[str, Node], known: Mapping[str, Any], where: str) -> None:
        basis = nodes.get("basis")
        if basis is None or not isinstance(basis[0], dict):
            return
        for name, (_, _, key_mark) in basis[0].items():
            if name not in known:
                self._values.unknown(name, known, key_mark, where)

    def _entity(self, kind: KindPlan, draft: "_Draft", mark: Mark) -> Item:
        values = draft.values
        if "id" not in values:  # A name for the other checks alone.
            values["id"] = f"{UNREADABLE}{self._values.file}:{mark.line + 1}:{mark.column + 1}"
        for field in kind.required:
            if field.type is not FieldType.TITLE:
                values.setdefault(field.key, "")
        file, place = self._values.file, _packed(mark)
        return kind.make(file=file, mark=place, marks=draft.marks, **values)


def _is_blank(value: object) -> bool:
    """Tell whether a value is text with nothing in it to read."""
    return type(value) is str and not value.strip()


class _Draft(NamedTuple):
    """What is known of an item while its fields are read."""

    values: dict[str, Any]
    marks: dict[str, Packed | tuple[Packed, ...]]
    nested: list[tuple[Field, Node]]


def _packed(mark: Mark) -> Packed:
    return pack(mark.line + 1, mark.column + 1)
