"""The use case of `roll-over`: the skeleton of another year's plan, put into the sources as text.

Each item goes beside the one that it goes on from: into the same file, or into the file of its name
in which the new year stands for the old one.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.app import Checked, SourcesHaveErrorsError, graph_of
from graph.app.changing import Folder, new_problems, read_folder, replace_files, unified_diff
from graph.errors import UsageError
from graph.model.entities import KeyResult, Unit
from graph.problems import Severity, did_you_mean

if TYPE_CHECKING:
    from graph.app.next_items import NextItem
    from graph.network import TraceGraph
    from graph.reports.years.going_on import GoingOn


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """What is rolled over: from one fiscal year (Buddhist era) to a later one, of a unit or all."""

    before: int
    after: int
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RollOver:
    """The skeleton of the later year, not yet written."""

    years: Years
    items: "Sequence[NextItem]"  # In the order of the chain.
    there: Mapping[str, str]  # What goes on and is there already: old id, new id.
    staying: Mapping[str, str]  # Old ids, and why they stay behind.
    changes: Mapping[Path, tuple[bytes | None, bytes]]
    problems: Mapping[str, int]  # How many of each code come with it: warnings and notices.

    @property
    def diff(self) -> str:
        """What changes in the files, as a unified diff."""
        changes = sorted(self.changes.items())
        return "".join(unified_diff(path, *change) for path, change in changes)


def roll_over(folder: Path, years: Years) -> RollOver:
    """Return what another fiscal year begins with; nothing is written yet.

    Raises:
        UsageError: the years do not fit, there is no such unit or nothing of the year, or a file
            would say more of an item than is meant.
        SourcesHaveErrorsError: the sources hold errors, or would.
        UnreadableSourcesError: there is no such folder.
    """
    from graph.app.next_items import next_items, texts_with
    from graph.reports.years.going_on import going_on
    from graph.reports.years.pairs import successors

    read = read_folder(folder)
    errors = read.checked.at_least(Severity.ERROR)
    if errors:
        raise SourcesHaveErrorsError(errors)
    graph = graph_of(read.checked.portfolio)
    _refuse_unfit(graph, years)
    found = going_on(graph, years.before, years.unit)
    there = successors(graph, years.before, years.after)
    items = next_items(graph, found, there, years, folder)
    changes = texts_with(items, folder)
    after = read.with_files({path.as_posix(): new for path, (_, new) in changes.items()}).checked
    return RollOver(
        years=years,
        items=items,
        there=_there(found, there),
        staying={one: str(why) for one, why in found.staying.items() if one not in there},
        changes=changes,
        problems=_proved(read, after, items),
    )


def told(made: RollOver, language: str) -> str:
    """Return what goes on, what stays behind, and what is left to do, a line each."""
    from graph.views.years import rolled

    by_reason: dict[str, list[str]] = {}
    for one, why in made.staying.items():
        by_reason.setdefault(why, []).append(one)
    ids = {"there": list(made.there), **by_reason, **_to_look_at(made)}
    added = Counter(one.old.kind_of_node.value for one in made.items)
    years = made.years
    lines = rolled.Told(
        before=years.before, after=years.after, added=added, ids=ids, problems=made.problems
    )
    return rolled.render(lines, language)


def _to_look_at(made: RollOver) -> dict[str, list[str]]:
    """Return what goes on and may not be meant to: targets met, titles that name the year."""
    from graph.reports.attainment import attainment
    from graph.reports.years.pairs import in_year

    def names_the_year(one: "NextItem") -> bool:
        title = f"{one.old.title_th} {one.old.title_en}"
        return in_year(title, made.years.before, made.years.after) != title

    return {
        "met": [
            one.id
            for one in made.items
            if isinstance(one.old, KeyResult) and attainment(one.old).met
        ],
        "titles": [one.id for one in made.items if names_the_year(one)],
    }


def write(made: RollOver) -> list[Path]:
    """Write the files, each in one step.

    Raises:
        UsageError: one was changed meanwhile, or cannot be written to.
    """
    replace_files(made.changes)
    return sorted(made.changes)


def _refuse_unfit(graph: "TraceGraph", years: Years) -> None:
    from graph.reports.years.pairs import years_of

    if years.after <= years.before:
        raise UsageError(f"{years.after} is not after {years.before}: give a later year with --to")
    known = years_of(graph)
    if years.before not in known:
        listed = ", ".join(map(str, known)) or "none"
        message = f"nothing in the sources is of fiscal year {years.before}"
        raise UsageError(f"{message}: give one of these with --from: {listed}")
    units = [one.id for one in graph.all(Unit)]
    if years.unit is not None and years.unit not in units:
        raise UsageError(f"there is no unit '{years.unit}'{did_you_mean(years.unit, units)}")


def _there(found: "GoingOn", there: Mapping[str, str]) -> dict[str, str]:
    goes = (*found.objectives, *found.key_results, *found.projects)
    return {one.id: there[one.id] for one in goes if one.id in there}


def _proved(read: Folder, after: Checked, items: "Sequence[NextItem]") -> dict[str, int]:
    """Count the problems that come with the new items, by code; refuse what goes wrong.

    Every new item must be read back as it was meant, and every other one as it was.
    """
    new = new_problems(read.checked, after)
    errors = [one for one in new if one.severity is Severity.ERROR]
    if errors:
        raise SourcesHaveErrorsError(errors, "nothing was written: with the new year come errors")
    for one in items:
        _refuse_more_than_meant(one, after.portfolio.items[one.id])
    return dict(sorted(Counter(one.code for one in new).items()))


def _refuse_more_than_meant(one: "NextItem", found: Any) -> None:
    """Refuse an item that the defaults of its file give what the item before has not."""
    for name in ("owner", "lead", "source"):
        value = getattr(found, name, None)
        if value and name not in one.fields:
            listed = value if isinstance(value, str) else ", ".join(value)
            message = f"the defaults of {one.path} would give '{one.id}' {name} {listed}"
            raise UsageError(f"{message}: give '{one.old.id}' one, or take that default away")
