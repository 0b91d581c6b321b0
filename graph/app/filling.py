"""Rows of plans made into texts of the sources; a row that brings an error is left out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from graph.app.adding import new_file
from graph.app.blaming import reason, to_blame
from graph.app.changing import Folder, new_problems
from graph.problems import Problem
from graph.sayings import say
from graph.sources.filled.edits import disagreeing
from graph.sources.filled.wish import Wish
from graph.sources.workbooks.returned import Told
from graph.sources.workbooks.sheets import Place

if TYPE_CHECKING:
    from graph.model.portfolio import Portfolio
    from graph.sources.filled.wish import NewItem


@dataclass(slots=True)
class Filling:
    """The files of a folder, and what rows make of them."""

    data: Path
    before: Folder
    wishes: list[Wish]  # Those that are taken, in the end.
    after: Folder = field(init=False)  # As it would be.
    refused: list[tuple[Wish, Told]] = field(default_factory=list)
    _old: dict[str, bytes | None] = field(default_factory=dict)  # None: the file is new.
    _new: dict[str, bytes] = field(default_factory=dict)
    _file_of: dict[int, str] = field(default_factory=dict)
    _homes: dict[tuple[object, ...], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make all that rows ask; where one is left out, make its file again without it."""
        self.after = self.before
        self._place()
        dirty = {self._file_of[id(one)] for one in self.wishes if one.changes}
        disagree: dict[int, Told] = {}
        for wish, told in disagreeing(self.wishes):
            disagree.setdefault(id(wish), told)
        self._leave_out(disagree)
        while dirty:
            reasons: dict[int, Told] = {}
            for name in sorted(dirty):
                reasons |= self._write(name)
            if not reasons:
                self.after = self.after.with_files({name: self._new[name] for name in dirty})
                reasons = self._errors()
            dirty = dirty | self._leave_out(reasons) if reasons else set()

    @property
    def changes(self) -> dict[str, tuple[bytes | None, bytes]]:
        """The files that change, before (None: not there) and after."""
        return {
            name: (self._old[name], data)
            for name, data in self._new.items()
            if data != (self._old[name] or self._empty(name))
        }

    @property
    def problems(self) -> list[Problem]:
        """Warnings and notices that come with the change."""
        return new_problems(self.before.checked, self.after.checked)

    def _portfolio(self) -> "Portfolio":
        return self.before.checked.portfolio

    def _place(self) -> None:
        """Find the file of each row: that of its item, or where a new one goes."""
        items = self._portfolio().items
        new = {one.item_id: one for one in self.wishes if one.new}
        for wish in self.wishes:
            top = wish.item_id
            while top in new and (around := new[top].new) and around.inside:
                top = around.inside
            found = new[top].new if top in new else None
            name = self._home(found) if found else items[top].file
            self._file_of[id(wish)] = name
            if name not in self._old:
                path = Path(name)
                self._old[name] = path.read_bytes() if path.exists() else None

    def _home(self, new: "NewItem") -> str:
        """Return the file for a new item; it is looked for once for all that are alike."""
        from graph.sources.filled.additions import file_of

        alike = new.kind, new.unit, new.fields.get("lead"), new.fields.get("fiscal_year")
        if alike not in self._homes:
            self._homes[alike] = file_of(new, self._portfolio(), self.data)
        return self._homes[alike]

    def _empty(self, name: str) -> bytes:
        return new_file(self.data, Path(name)).encode("utf-8")

    def _write(self, name: str) -> dict[int, Told]:
        """Write the text of a file anew; return the rows that cannot be, and why."""
        from graph.sources.editing.files import edit
        from graph.sources.filled.additions import with_new
        from graph.sources.filled.edits import edits_of

        own = [one for one in self.wishes if self._file_of[id(one)] == name]
        owned = edits_of(own, self._portfolio().items)
        data = self._old[name] or self._empty(name)
        made = edit({name: data}, [one for one, _ in owned])
        rows = {id(one): wishes for one, wishes in owned}
        reasons = {id(wish): one.message for one in made.refused for wish in rows[id(one.edit)]}
        self._new[name], refused = with_new(made.files.get(name, data), name, own)
        reasons |= refused
        return {id(one): Told(one.place, reasons[id(one)]) for one in own if id(one) in reasons}

    def _errors(self) -> dict[int, Told]:
        """Return the rows that bring an error; all of its file if it is no row's own."""
        rows = [one for one in self.wishes if one.changes]
        reasons: dict[int, Told] = {}
        for one, problem in to_blame(
            self.problems,
            self.after,
            rows,
            lambda row: row.item_id,
            lambda row: self._file_of[id(row)],
        ):
            reasons.setdefault(id(one), Told(_cell_of(one, problem), reason(problem)))
        return reasons

    def _leave_out(self, reasons: Mapping[int, Told]) -> set[str]:
        """Refuse rows, and those that name their items; return the files to be made again."""
        gone = dict(reasons)
        while more := _without_what_they_name(self.wishes, gone):
            gone |= more
        again = {self._file_of[one] for one in gone}
        self.refused += [(one, gone[id(one)]) for one in self.wishes if id(one) in gone]
        self.wishes = [one for one in self.wishes if id(one) not in gone]
        return again


def _cell_of(one: Wish, problem: Problem) -> Place:
    """Return the cell of the field that a problem names, or else the first of the row."""
    columns = {name.partition(".")[0]: name for name in reversed(list(one.row.cells))}
    named = (columns[word] for word in problem.message.split() if word in columns)
    return next((one.row.place(name) for name in named), one.place)


def _without_what_they_name(wishes: Iterable[Wish], gone: Mapping[int, Told]) -> dict[int, Told]:
    """Return the rows that are still there and name a new item that is not."""
    wishes = list(wishes)
    lost = {one.item_id: one for one in wishes if one.new and id(one) in gone}
    found = {}
    for one in wishes:
        if id(one) not in gone and (missing := sorted(one.needs & lost.keys())):
            place = gone[id(lost[missing[0]])].place
            text = say(
                "it names the new item of a row that is refused, at {}: mend that row", place
            )
            found[id(one)] = Told(one.place, text)
    return found
