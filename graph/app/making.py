"""All edits that answers come to, made together; an answer that brings an error is left out."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from graph.app.blaming import to_blame
from graph.app.changing import Folder, new_problems
from graph.model.fields import FIELDS
from graph.sayings import say
from graph.sources.editing.edit import Edited
from graph.sources.workbooks.wishes import Wish

if TYPE_CHECKING:
    from graph.model.portfolio import Portfolio


class Making:
    """The files of a folder, and what wishes make of them."""

    def __init__(self, folder: Folder, texts: Mapping[str, bytes], wishes: Iterable[Wish]) -> None:
        self.after = folder  # As it would be.
        self.refused: list[tuple[Wish, str]] = []  # Each with its reason.
        self._before = folder
        self._texts = texts
        self._made: dict[str, Edited] = {}
        self._wishes: dict[str, list[Wish]] = {}  # By the file of their items.
        for one in wishes:
            self._wishes.setdefault(self._file_of(one), []).append(one)
        self._make()

    @property
    def changes(self) -> dict[str, tuple[bytes, bytes]]:
        """The files that change, before and after."""
        return {
            name: (self._texts[name], data)
            for made in self._made.values()
            for name, data in made.files.items()
        }

    def sorted_out(self) -> tuple[list[Wish], list[Wish]]:
        """Return the wishes that change something, and those that the sources knew already."""
        taken: list[Wish] = []
        already: list[Wish] = []
        for wishes in self._wishes.values():
            for one in wishes:
                (taken if self._changes(one) else already).append(one)
        return taken, already

    def _portfolio(self) -> "Portfolio":
        return self._before.checked.portfolio

    def _file_of(self, one: Wish) -> str:
        return self._portfolio().items[one.item_id].file

    def _make(self) -> None:
        """Make all edits, and again those of each file of which one is left out; else, check."""
        names = set(self._wishes)
        while names:
            for name in sorted(names):
                self._made[name] = self._edited(name)
            found = {file: data for name in names for file, data in self._made[name].files.items()}
            unchanged = {name: self._texts[name] for name in names if name not in found}
            self.after = self.after.with_files({**unchanged, **found})
            reasons = self._not_edited(names) or self._errors()
            names = self._leave_out(reasons)

    def _edited(self, name: str) -> Edited:
        from graph.sources.editing.files import edit

        edits = [change for one in self._wishes[name] for change in one.edits]
        return edit({name: self._texts[name]}, edits)

    def _not_edited(self, names: Iterable[str]) -> dict[int, str]:
        """Return why wishes were not made of which an edit was refused: a wish is made whole."""
        refused = (one for name in names for one in self._made[name].refused)
        wrong = {id(one.edit): one.message for one in refused}
        return {
            id(wish): wrong[id(change)]
            for wishes in self._wishes.values()
            for wish in wishes
            for change in wish.edits
            if id(change) in wrong
        }

    def _errors(self) -> dict[int, str]:
        """Return the wishes that bring an error, and why; all of a file if it is nobody's."""
        found = new_problems(self._before.checked, self.after.checked)
        every = [one for wishes in self._wishes.values() for one in wishes]
        reasons: dict[int, str] = {}
        for one, problem in to_blame(
            found, self.after, every, lambda wish: wish.item_id, self._file_of
        ):
            reasons.setdefault(id(one), say("the sources would have an error: {}", problem))
        return reasons

    def _leave_out(self, reasons: Mapping[int, str]) -> set[str]:
        """Refuse wishes; return the files that are to be made again."""
        again = set()
        for name, wishes in self._wishes.items():
            out = [one for one in wishes if id(one) in reasons]
            self.refused += [(one, reasons[id(one)]) for one in out]
            if out:
                again.add(name)
                self._wishes[name] = [one for one in wishes if id(one) not in reasons]
        return again

    def _changes(self, one: Wish) -> bool:
        old = self._portfolio().items[one.item_id]
        new = self.after.checked.portfolio.items[one.item_id]
        keys = {each.name: each.key for each in FIELDS[old.kind_of_node]}
        names = (keys[change.field] for change in one.edits)
        return any(getattr(old, name) != getattr(new, name) for name in names)
