"""New items in the text of their file: where they go, how they are written, and the proof."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from graph.errors import UsageError
from graph.model.entities import Unit
from graph.model.fields import FIELDS, LISTS
from graph.model.portfolio import Portfolio
from graph.model.vocabulary import NodeKind
from graph.sources.adding.changes import OverlapError
from graph.sources.adding.insertion import with_items
from graph.sources.adding.places import file_for
from graph.sources.adding.source_text import compose, pair_of
from graph.sources.adding.written import Value
from graph.sources.editing import proof
from graph.sources.editing.wanted import as_written
from graph.sources.filled.edits import value_of
from graph.sources.filled.wish import NewItem, Piece, Wish

Place = tuple[str | None, str]  # The item that it stands in, and the name of the list.
_NESTED = {NodeKind.KEY_RESULT: "key_results", NodeKind.HANDOFF: "handoffs"}
_PARENTS = {NodeKind.KEY_RESULT: "objective", NodeKind.HANDOFF: "item"}
_TOP = {kind: name for name, kind in LISTS.items()}
_TANGLED = "the text there is written so that nothing can be put in: add it by hand"


def file_of(new: NewItem, portfolio: Portfolio, folder: Path) -> str:
    """Return the file for a new item that stands in no other: its unit's, if that has one.

    Where several units share a file, it goes beside its like.
    """
    unit = portfolio.items.get(new.unit or "")
    if isinstance(unit, Unit) and _is_own(unit, portfolio):
        return unit.file
    return file_for(new.kind, new.fields, portfolio, folder).as_posix()


def _is_own(unit: Unit, portfolio: Portfolio) -> bool:
    """Tell whether all units of a file stand below one of them."""
    there = {one.id: one for one in portfolio.of(Unit) if one.file == unit.file}
    return sum(1 for one in there.values() if one.part_of not in there) == 1


def with_new(data: bytes, name: str, wishes: Sequence[Wish]) -> tuple[bytes, dict[int, str]]:
    """Return the bytes of a file with all new items, and why some could not be put in.

    What is new inside something new comes after it. The reasons are by the `id()` of the row.
    """
    new = {one.item_id: one for one in wishes if one.new}
    split = _pieces_of_new(wishes, new)
    refused: dict[int, str] = {}
    for generation in _generations(new):
        lists: dict[Place, list[Wish]] = {}
        for one in generation:
            lists.setdefault(_place(one), []).append(one)
        data = _put(data, name, lists, split, refused)
    return data, refused


def _pieces_of_new(
    wishes: Iterable[Wish], new: Mapping[str, Wish]
) -> Mapping[str, Sequence[Piece]]:
    """Return what rows say of items that are new, such as the parts of a new target."""
    found: dict[str, list[Piece]] = {}
    for one in wishes:
        for piece in one.pieces:
            if piece.item_id in new:
                found.setdefault(piece.item_id, []).append(piece)
    return found


def _generations(new: Mapping[str, Wish]) -> list[list[Wish]]:
    """Return new items by how deep they stand in other new ones."""
    found: list[list[Wish]] = []
    for one in new.values():
        depth, inside = 0, one.new.inside if one.new else None
        while inside is not None and inside in new:
            depth += 1
            around = new[inside].new
            inside = around.inside if around else None
        while len(found) <= depth:
            found.append([])
        found[depth].append(one)
    return found


def _place(one: Wish) -> Place:
    assert one.new
    return (one.new.inside, _NESTED[one.new.kind]) if one.new.inside else (None, _TOP[one.new.kind])


def _put(
    data: bytes,
    name: str,
    lists: Mapping[Place, Sequence[Wish]],
    split: Mapping[str, Sequence[Piece]],
    refused: dict[int, str],
) -> bytes:
    """Put items into all lists at once, or where that fails, into one after the other."""
    root = compose(data.decode("utf-8").removeprefix("\ufeff")).root
    defaults = pair_of(root, "defaults") if root else None
    is_inferred = bool(defaults and pair_of(defaults[1], "basis"))
    written = {
        place: [_written(one, split.get(one.item_id, ()), is_inferred=is_inferred) for one in own]
        for place, own in lists.items()
    }
    try:
        return _proved(data, name, written)
    except (UsageError, OverlapError) as error:
        if len(written) == 1:
            reason = str(error) or _TANGLED
            refused.update({id(one): reason for own in lists.values() for one in own})
            return data
    for place, own in lists.items():
        data = _put(data, name, {place: own}, split, refused)
    return data


def _proved(data: bytes, name: str, lists: Mapping[Place, Sequence[Mapping[str, Value]]]) -> bytes:
    """Return the bytes with items put in, if they then hold these and nothing else is changed."""
    wanted = proof.meaning(data, name) or {}
    for (inside, list_name), items in lists.items():
        around = wanted if inside is None else _item(wanted, inside)
        around[list_name] = [*(around.get(list_name) or []), *map(proof.of_written, items)]
    after = with_items(data.decode("utf-8"), lists).encode("utf-8")
    if proof.read(after, name).meaning != wanted:
        raise OverlapError(_TANGLED)
    return after


def _item(wanted: Any, item_id: str) -> dict[str, Any]:
    found = next((one for one in proof.items_in(wanted) if one.get("id") == item_id), None)
    if found is None:
        raise UsageError(f"the text of item '{item_id}' was not found: is its id written plainly?")
    return found


def _written(one: Wish, pieces: Sequence[Piece], *, is_inferred: bool) -> dict[str, Value]:
    """Return a new item as YAML is written, its fields in the order of the table."""
    assert one.new
    kind, fields = one.new.kind, dict(one.new.fields)
    if one.new.inside:
        fields.pop(_PARENTS[kind])
    if kind is NodeKind.HANDOFF and "en" not in fields["subject"]:
        fields["subject"] = fields["subject"]["th"]  # A working note, in one language.
    if pieces:
        fields["allocations"] = value_of(pieces)[0]
    if is_inferred:  # Which is said of the other items of the file.
        fields["basis"] = "stated"
    values = ((each.name, as_written(fields.get(each.name))) for each in FIELDS[kind])
    return {name: value for name, value in values if value is not None}
