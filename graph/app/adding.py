"""The use case of a new item: put into its file as text, and checked before it is written."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.app import SourcesHaveErrorsError
from graph.app.changing import Folder, new_problems, read_folder, replace_files, unified_diff
from graph.app.schema import NAME as SCHEMA
from graph.errors import UsageError
from graph.model.entities import unpack
from graph.model.vocabulary import NodeKind
from graph.problems import Problem, Severity

if TYPE_CHECKING:
    from graph.model.portfolio import Portfolio
    from graph.sources.adding.wanted import Ask, Wanted
    from graph.sources.adding.written import Value

KINDS = {kind.noun.lower().replace(" ", "-"): kind for kind in NodeKind}
_READING = "SRC130"  # Errors before this one are about the text of a single file.


@dataclass(frozen=True, slots=True)
class Addition:
    """A new item in the text of its file, not yet written."""

    item_id: str
    path: Path
    line: int
    before: bytes | None  # None: the file is new.
    after: bytes
    problems: tuple[Problem, ...]  # Warnings and notices that come with it.

    @property
    def diff(self) -> str:
        """What changes in the file, as a unified diff."""
        return unified_diff(self.path, self.before, self.after)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an item goes: a file, and the item that it stands inside, if any."""

    path: Path
    list_name: str
    inside: str | None = None


def add(folder: Path, wanted: "Wanted", ask: "Ask | None" = None) -> Addition:
    """Put a new item into the text of its file, which is not written yet.

    What is missing is asked with `ask`; an id that is not given is the next of its kind.

    Raises:
        UsageError: something is missing or does not fit, and there is nobody to ask.
        SourcesHaveErrorsError: the item would bring errors, or its file has some already.
        UnreadableSourcesError: there is no such folder.
    """
    from graph.sources.adding.insertion import with_item
    from graph.sources.adding.wanted import values_of

    read = read_folder(folder)
    portfolio, problems = read.checked.portfolio, read.checked.problems
    values = values_of(wanted, portfolio, ask)
    if wanted.kind is NodeKind.UNIT and "id" not in values:
        values["id"] = _id(wanted.kind, values, {}, portfolio, ask)
    place = _place(folder, wanted, values, portfolio)
    _refuse_broken(place.path, problems)
    before = place.path.read_bytes() if place.path.exists() else None
    text = new_file(folder, place.path) if before is None else before.decode("utf-8")
    if "id" not in values:
        values["id"] = _id(wanted.kind, values, _defaults(text), portfolio, ask)
    after = with_item(text, place.list_name, _in_order(wanted.kind, values, place), place.inside)
    return _addition(read, place.path, before, after.encode("utf-8"), str(values["id"]))


def write(addition: Addition) -> None:
    """Replace the file in one step.

    Raises:
        UsageError: it was changed meanwhile, or cannot be written to.
    """
    replace_files({addition.path: (addition.before, addition.after)})


def _place(
    folder: Path, wanted: "Wanted", values: "Mapping[str, Value]", portfolio: "Portfolio"
) -> _Place:
    from graph.model.fields import LISTS
    from graph.sources.adding.places import file_for

    given = None if wanted.file is None else source_file(folder, wanted.file)
    kind = wanted.kind
    if kind is NodeKind.KEY_RESULT:
        path = _file_of(str(values["objective"]), (NodeKind.OBJECTIVE,), portfolio)
        if given not in (None, path):
            raise UsageError(f"a key result stands inside its objective, in {path}")
        return _Place(path, "key_results", str(values["objective"]))
    if kind is NodeKind.HANDOFF and "item" in values and given is None:
        item = str(values["item"])
        path = _file_of(item, (NodeKind.PROJECT, NodeKind.KEY_RESULT), portfolio)
        return _Place(path, "handoffs", item)
    name = next(name for name, listed in LISTS.items() if listed is kind)
    return _Place(given or file_for(kind, _context(values), portfolio, folder), name)


def _file_of(item_id: str, kinds: Sequence[NodeKind], portfolio: "Portfolio") -> Path:
    from graph.problems import did_you_mean

    item = portfolio.items.get(item_id)
    if item is None or item.kind_of_node not in kinds:
        known = [one.id for one in portfolio.items.values() if one.kind_of_node in kinds]
        nouns = " or ".join(kind.noun for kind in kinds)
        raise UsageError(f"there is no {nouns} '{item_id}'{did_you_mean(item_id, known)}")
    return Path(item.file)


def source_file(folder: Path, file: Path) -> Path:
    """Return a file that is named from here or from the folder, as the reader names it."""
    top, *places = (
        Path(os.path.abspath(one))  # noqa: PTH100  # a link is read as the file that it stands for
        for one in (folder, file, folder / file)
    )
    inside = [one for one in places if one.is_relative_to(top)]
    if not inside:
        raise UsageError(f"'{file}' is not in '{folder}', the folder of the sources")
    path = next((one for one in inside if one.exists()), inside[0]).relative_to(top)
    if path.suffix != ".yaml" or any(part.startswith(".") for part in path.parts):
        raise UsageError(f"'{file}' would not be read: name a file that ends with .yaml")
    return folder / path


def _refuse_broken(path: Path, problems: Sequence[Problem]) -> None:
    name = path.as_posix()
    errors = [one for one in problems if one.file == name and one.severity is Severity.ERROR]
    found = [one for one in errors if one.code < _READING]
    if found:
        raise SourcesHaveErrorsError(
            found, f"{name} has errors, so nothing is put in: mend them first"
        )


def _id(
    kind: NodeKind,
    values: "Mapping[str, Value]",
    defaults: Mapping[str, str],
    portfolio: "Portfolio",
    ask: "Ask | None",
) -> str:
    """Return the next id of the kind; a person may say another."""
    from graph.model.fields.shared import ID
    from graph.sources.adding.given import value_of
    from graph.sources.adding.numbering import next_id
    from graph.sources.adding.wanted import Question

    found = next_id(kind, {**defaults, **_context(values)}, portfolio)
    if ask:
        meaning = ID.meaning_th, ID.meaning
        found = ask(Question("id", meaning, lambda one: value_of(ID, one), default=found)).strip()
    if found is None:
        raise UsageError(f"the ids of {kind.noun}s are not numbered here: give one with --id")
    return found


def _context(values: "Mapping[str, Value]") -> dict[str, Any]:
    """Return the values as entities hold them, as far as they tell where an item belongs."""
    year = values.get("fiscal_year")
    return {**values, **({"fiscal_year": int(str(year))} if year else {})}


def _defaults(text: str) -> dict[str, str]:
    from graph.sources.adding.source_text import compose, texts_of

    return texts_of(compose(text.removeprefix("\ufeff")).root, "defaults")


def _in_order(kind: NodeKind, values: "Mapping[str, Value]", place: _Place) -> "dict[str, Value]":
    """Return the fields in the order of the table, without the one that follows from the place."""
    from graph.model.fields import FIELDS

    parent = {NodeKind.KEY_RESULT: "objective", NodeKind.HANDOFF: "item"}.get(kind)
    left_out = parent if place.inside else None
    names = (one.name for one in FIELDS[kind] if one.name != left_out)
    return {name: values[name] for name in names if name in values}


def new_file(folder: Path, path: Path) -> str:
    """Return what a new file begins with: the schema, if the folder has it, and the format."""
    schema = folder / SCHEMA
    if not schema.exists():
        return "format: 1\n"
    relative = Path(os.path.relpath(schema, path.parent)).as_posix()
    return f"# yaml-language-server: $schema={relative}\nformat: 1\n"


def _addition(
    read: Folder, path: Path, before: bytes | None, after: bytes, item_id: str
) -> Addition:
    """Check all sources as they would be, and refuse what would bring an error."""
    found = read.with_files({path.as_posix(): after}).checked
    new = new_problems(read.checked, found)
    errors = [one for one in new if one.severity is Severity.ERROR]
    if errors:
        message = f"nothing was written: with '{item_id}' come these errors"
        raise SourcesHaveErrorsError(errors, message)
    line, _ = unpack(found.portfolio.items[item_id].mark)
    return Addition(item_id, path, line, before, after, tuple(new))
