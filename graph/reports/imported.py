"""What an import comes to, as every format tells it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.problems import Problem

OUTCOMES = ("new", "changed", "unchanged", "refused")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many things of one sort were new, changed, unchanged and refused."""

    file: str
    sheet: str = ""  # Empty in a file that has none, and of several together.
    sort: str  # Such as `row` or `handoff`.
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0


def counted(file: str, sort: str, counts: Mapping[str, int], sheet: str = "") -> Tally:
    """Return a tally of what has been counted by its outcome."""
    new, changed, unchanged, refused = (counts.get(one, 0) for one in OUTCOMES)
    return Tally(
        file=file,
        sheet=sheet,
        sort=sort,
        new=new,
        changed=changed,
        unchanged=unchanged,
        refused=refused,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class InCell:
    """What is said of one cell: what it sets, why it is refused, or what is for people to read."""

    file: str
    sheet: str = ""  # Empty in a file that has none.
    cell: str = ""  # Such as C7; of a ticket the number of its line; empty of a file as a whole.
    text: str

    @property
    def place(self) -> str:
        """Where it stands."""
        if self.cell.isdecimal():
            return f"{self.file}:{self.cell}"
        where = f"{self.sheet}!{self.cell}" if self.sheet else self.cell
        return f"{self.file}: {where}" if where else self.file


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """All that has come in."""

    tallies: Sequence[Tally]
    changes: Iterable[InCell]  # Item, field and value, a cell each; they may be gone through anew.
    refused: Sequence[InCell] = ()
    unknown: Sequence[InCell] = ()  # What a file names and the sources do not know.
    told: Sequence[InCell] = ()  # What else is worth a look.
    missing: Sequence[InCell] = ()  # Items of the plan that the sheets do not have: they stay.
    problems: Sequence[Problem] = ()  # Warnings and notices that come with the change.
    files: Sequence[str] = ()  # Those that change.
    apply_in: str | None = None  # The folder that their names count from; None: where one stands.

    @property
    def sums(self) -> Mapping[str, Mapping[str, int]]:
        """How many of each sort were new, changed, unchanged and refused in all files."""
        sorts = dict.fromkeys(one.sort for one in self.tallies)
        return {
            sort: {
                name: sum(getattr(one, name) for one in self.tallies if one.sort == sort)
                for name in OUTCOMES
            }
            for sort in sorts
        }
