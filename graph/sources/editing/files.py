"""Fields of items changed in the text of the source files, each change proved by reading it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import yaml

from graph.model.entities import Item
from graph.problems import Severity, did_you_mean
from graph.sources.adding.changes import OverlapError, edited
from graph.sources.editing import proof
from graph.sources.editing.edit import Edit, Edited, Refused
from graph.sources.editing.one_text import OneText, order_of
from graph.sources.editing.wanted import CannotEditError, field_of
from graph.sources.one_file import parse

_OF_VALUES = "SRC12"  # Codes from here on are of fields and values, those before of YAML itself.


class _Place(NamedTuple):
    """An item, the file that holds it, and how many items that has before it."""

    item: Item
    file: str
    nth: int


def edit(files: Mapping[str, bytes], edits: Iterable[Edit]) -> Edited:
    """Change fields of items in the text of source files; all else stays byte for byte.

    `files` are those that hold the items, by the names that problems call them. An edit that
    cannot be made, or not without changing more, is refused; the others are made.
    """
    wishes = list(edits)
    places, broken = _places(files)
    refused: list[Refused] = []
    asked: dict[str, list[Edit]] = {}
    for one in wishes:
        found = places.get(one.item_id, [])
        reason = _reason(one, found, broken, places)
        if reason:
            refused.append(Refused(one, reason, _shown(found)))
        else:
            asked.setdefault(found[0].file, []).append(one)
    changed = {}
    for name, wanted in asked.items():
        file = _File(name, {one.item_id: places[one.item_id][0] for one in wanted})
        data = file.after(files[name], wanted)
        refused += file.refused
        if data != files[name]:
            changed[name] = data
    said = {id(one.edit): one for one in refused}
    return Edited(changed, tuple(said[id(one)] for one in wishes if id(one) in said))


def _places(files: Mapping[str, bytes]) -> tuple[dict[str, list[_Place]], set[str]]:
    """Return where each item stands, and the files that hold errors."""
    places: dict[str, list[_Place]] = {}
    broken = set()
    for name, data in files.items():
        read = parse(data, name)
        if any(one.severity is Severity.ERROR for one in read.problems):
            broken.add(name)
        for nth, item in enumerate(read.items):
            places.setdefault(item.id, []).append(_Place(item, name, nth))
    return places, broken


def _reason(
    one: Edit, found: Sequence[_Place], broken: set[str], known: Iterable[str]
) -> str | None:
    """Return why an edit is refused before its file is looked at."""
    if not found:
        return f"there is no item '{one.item_id}'{did_you_mean(one.item_id, known)}"
    if found[0].file in broken:
        return "the file has errors: mend them first, `policytrace check` names them"
    if len(found) > 1:
        second = found[1]
        place = f"{second.file}:{second.item.line}"
        return f"'{one.item_id}' stands twice, also at {place}: keep one of the two"
    try:
        field_of(found[0].item, one.field)
    except CannotEditError as error:
        return str(error)
    return None


def _shown(found: Sequence[_Place]) -> tuple[str, int] | None:
    return (found[0].file, found[0].item.line) if found else None


class _File:
    """The edits of one file."""

    def __init__(self, name: str, places: Mapping[str, _Place]) -> None:
        self.refused: list[Refused] = []
        self._name = name
        self._places = places

    def after(self, data: bytes, edits: Sequence[Edit]) -> bytes:
        """Return the bytes of the file after all edits that can be made."""
        for together in _rounds(edits):
            data = self._made(data, sorted(together, key=self._inner_first))
        return data

    def _inner_first(self, one: Edit) -> tuple[int, int]:
        """Return what edits are sorted by, so that lines which go to one place are in order."""
        place = self._places[one.item_id]
        return -place.nth, _rank(place.item, one.field)

    def _made(self, data: bytes, edits: Sequence[Edit]) -> bytes:
        """Make the edits at once, or where that fails, each half by itself."""
        try:
            return self._together(data, edits)
        except (CannotEditError, OverlapError) as error:
            if len(edits) > 1:
                half = len(edits) // 2
                return self._made(self._made(data, edits[:half]), edits[half:])
            self._refuse(edits[0], str(error) or _TANGLED)
            return data

    def _together(self, data: bytes, edits: Sequence[Edit]) -> bytes:
        try:
            text = OneText(data, proof.meaning(data, self._name))
        except yaml.YAMLError as error:  # Only the reader knows better what a line is.
            raise CannotEditError(_TANGLED) from error
        changes = [
            change
            for one in edits
            for change in text.changes_for(one, self._places[one.item_id].item)
        ]
        new = text.mark + edited(text.source.text, changes)
        after = proof.read(new.encode("utf-8"), self._name)
        if after.errors:
            first = after.errors[0]
            raise CannotEditError(_TANGLED if first.code < _OF_VALUES else first.message)
        if after.meaning != text.meaning:
            raise CannotEditError(_TANGLED)
        return new.encode("utf-8")

    def _refuse(self, one: Edit, message: str) -> None:
        place = self._places[one.item_id]
        self.refused.append(Refused(one, message, (place.file, place.item.line)))


_TANGLED = (
    "the text there is written so that it cannot be changed without touching more: change it by"
    " hand"
)


def _rounds(edits: Iterable[Edit]) -> Iterator[list[Edit]]:
    """Yield edits that can be made at once: one of each field of each item, in their order."""
    rounds: list[list[Edit]] = []
    seen: dict[tuple[str, str], int] = {}
    for one in edits:
        nth = seen.get((one.item_id, one.field), 0)
        seen[one.item_id, one.field] = nth + 1
        if nth == len(rounds):
            rounds.append([])
        rounds[nth].append(one)
    yield from rounds


def _rank(item: Item, name: str) -> int:
    return order_of(item).index(name)
