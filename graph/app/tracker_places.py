"""Where what a tracker's table wants goes in the sources, and the files as they would be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from graph.app.adding import new_file, source_file
from graph.app.blaming import reason, to_blame
from graph.app.changing import Folder, new_problems
from graph.app.importing import Changes
from graph.problems import Problem

if TYPE_CHECKING:
    from graph.model.portfolio import Portfolio
    from graph.sources.adding.written import Value
    from graph.sources.tracker.wanted import Wish

SYSTEM = "tracker"  # In `external_ids` of the units that stand for a group.
_GROUPS: "Mapping[str, tuple[str, Mapping[str, Value]]]" = {
    "bureaus": (
        "สำนัก",
        {
            "th": "ทุกสำนักรวมกัน (ไม่แยกรายสำนัก)",
            "en": "All bureaus together",
        },
    ),
    "districts": (
        "50 เขต",
        {
            "th": "สำนักงานเขต 50 เขตรวมกัน (ไม่แยกรายเขต)",
            "en": "The 50 district offices together",
        },
    ),
}
_NOTE = "Holds parts of targets that the tracker gives for the whole group; nobody's own plan"


class Homes:
    """The units that stand for all bureaus and all districts: those there are, or new ones."""

    def __init__(self, portfolio: "Portfolio", folder: Path, file: Path | None) -> None:
        from graph.model.entities import Unit

        units = list(portfolio.of(Unit))
        cities = [one for one in units if one.kind == "city"]
        known = {one.external_ids.get(SYSTEM): one.id for one in units}
        self.folder = folder
        self._new: dict[str, dict[str, Value]] = {}
        self.groups: dict[str, str] = {}
        for name, (alias, title) in _GROUPS.items():
            if alias in known:
                self.groups[name] = known[alias]
            elif len(cities) == 1:
                item_id = _free(f"{cities[0].id}-{name}", portfolio)
                self.groups[name] = item_id
                self._new[item_id] = _unit(item_id, alias, title, cities[0].id)
        given = source_file(folder, file) if file else None
        self.file = given or (Path(cities[0].file) if cities else None)

    def needed(self, wishes: "Iterable[Wish]") -> "list[Mapping[str, Value]]":
        """Return the new units that are allocated something."""
        wanted = {
            part["unit"]
            for one in wishes
            for edit in one.edits
            if edit.field == "allocations" and isinstance(edit.value, list)
            for part in edit.value
        }
        return [unit for item_id, unit in self._new.items() if item_id in wanted]


def _free(item_id: str, portfolio: "Portfolio") -> str:
    while item_id in portfolio.items:
        item_id += "-all"
    return item_id


def _unit(item_id: str, alias: str, title: "Mapping[str, Value]", city: str) -> "dict[str, Value]":
    return {
        "id": item_id,
        "title": title,
        "kind": "division",
        "part_of": city,
        "external_ids": {SYSTEM: alias},
        "note": _NOTE,
    }


@dataclass(slots=True)
class Made:
    """What becomes of all wishes."""

    taken: "Sequence[Wish]" = ()
    refused: "list[tuple[Wish, str]]" = field(default_factory=list)
    changes: Changes = field(default_factory=dict)
    problems: Sequence[Problem] = ()  # Warnings and notices that come with them.


def made(sources: Folder, wishes: "Sequence[Wish]", homes: Homes) -> Made:
    """Put what rows want into the text of the sources.

    What cannot be put there, or would bring an error into the sources, is refused.
    """
    outcome = Made(taken=list(wishes))
    while True:
        files = _Files(sources, homes.folder)
        _add(files, outcome.taken, homes)
        reasons = _edit(files, outcome.taken)
        if not reasons:
            outcome.changes = files.changes()
            after = sources.with_files({str(one): new for one, (_, new) in outcome.changes.items()})
            outcome.problems = new_problems(sources.checked, after.checked)
            reasons = _errors(outcome, after, files)
        if not reasons:
            return outcome
        outcome.refused += [
            (one, reasons[one.item_id]) for one in outcome.taken if one.item_id in reasons
        ]
        outcome.taken = [one for one in outcome.taken if one.item_id not in reasons]


def _errors(outcome: Made, after: Folder, files: "_Files") -> dict[str, str]:
    """Return why the items of rows bring an error into the sources, by their ids."""
    rows = [one for one in outcome.taken if one.changes]
    reasons: dict[str, str] = {}
    for one, problem in to_blame(
        outcome.problems, after, rows, lambda row: row.item_id, files.home_of
    ):
        reasons.setdefault(one.item_id, reason(problem))
    return reasons


class _Files:
    """Files as they are and as they would be."""

    def __init__(self, sources: Folder, folder: Path) -> None:
        self._sources = sources
        self._folder = folder
        self._before: dict[Path, bytes | None] = {}
        self.after: dict[Path, bytes] = {}

    def file_of(self, item_id: str) -> Path:
        """Return the file that holds an item."""
        return Path(self._sources.checked.portfolio.items[item_id].file)

    def home_of(self, one: "Wish") -> str:
        """Return the name of the file that holds what a row wants."""
        return self.file_of(one.objective or one.item_id).as_posix()

    def text(self, path: Path) -> str:
        """Return what a file would hold so far; of a new one, how it begins."""
        if path not in self.after:
            known = path.as_posix() in self._sources.files
            self._before[path] = path.read_bytes() if known else None
            begin = new_file(self._folder, path).encode("utf-8")
            self.after[path] = self._before[path] or begin
        return self.after[path].decode("utf-8")

    def put(self, path: Path, text: str) -> None:
        """Let a file hold a text."""
        self.after[path] = text.encode("utf-8")

    def changes(self) -> Changes:
        """Return the files that would change."""
        return {
            path: (self._before[path], data)
            for path, data in sorted(self.after.items())
            if data != self._before[path]
        }


def _add(files: _Files, wishes: "Sequence[Wish]", homes: Homes) -> None:
    """Put in new units and new key results, these without what the edits set."""
    from graph.sources.adding.insertion import with_items

    wanted: dict[Path, dict[tuple[str | None, str], list[Mapping[str, Value]]]] = {}
    units = homes.needed(wishes)
    if units and homes.file:
        wanted[homes.file] = {(None, "units"): units}
    for one in wishes:
        if one.fields and one.objective:
            lists = wanted.setdefault(files.file_of(one.objective), {})
            lists.setdefault((one.objective, "key_results"), []).append(one.fields)
    for path, lists in wanted.items():
        text = files.text(path)
        for key in sorted(lists, key=lambda one: one[0] is None):  # Of a file, the inner first.
            text = with_items(text, {key: lists[key]})
        files.put(path, text)


def _edit(files: _Files, wishes: "Sequence[Wish]") -> dict[str, str]:
    """Make every edit; return why those of an item were not made."""
    from graph.sources.editing.files import edit

    by_file: dict[Path, list[Wish]] = {}
    for one in wishes:
        if one.edits:
            by_file.setdefault(Path(files.home_of(one)), []).append(one)
    reasons: dict[str, str] = {}
    for path, group in by_file.items():
        text = files.text(path)
        edits = [change for one in group for change in one.edits]
        found = edit({path.as_posix(): text.encode("utf-8")}, edits)
        reasons |= {one.edit.item_id: one.message for one in found.refused}
        files.put(path, found.files.get(path.as_posix(), text.encode("utf-8")).decode("utf-8"))
    return reasons
