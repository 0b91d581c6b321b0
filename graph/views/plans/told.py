"""How units, areas, figures, days and ties are told in a plan: one cell each."""

from collections.abc import Iterable, Sequence
from datetime import date

from graph.calendar import fiscal_year
from graph.model.entities import Area, Item, Project, Unit
from graph.reports.attainment import Attainment
from graph.reports.planning.plan import PlannedProject, PlannedResult, Serves
from graph.views.plans.document import Cell, clean, figure, text
from graph.views.plans.document import day as day_cell
from graph.views.plans.words import say
from graph.views.words import VALUES, word
from graph.views.writing import long_date, number, short_date

_ALMOST_ALL = 99.9  # What is not all of it never reads 100.


class Teller:
    """Tells the values of a plan in one language; all districts of the city are told as such."""

    def __init__(
        self, language: str, districts: Iterable[str] = (), areas: Iterable[str] = ()
    ) -> None:
        self.language = language
        self._districts = frozenset(districts)
        self._areas = frozenset(areas)

    def say(self, key: str, **values: object) -> str:
        """Return a word or sentence."""
        return say(key, self.language, **values)

    def value(self, name: str) -> str:
        """Return the word of a value of the sources, such as a state."""
        return word(VALUES, name, self.language)

    def missing(self) -> Cell:
        """Return the cell of what the sources do not say."""
        return Cell((self.say("missing"),), missing=True)

    def none(self) -> Cell:
        """Return the cell of what the sources say there is none of."""
        return Cell((self.say("none"),), soft=True)

    def named(self, item: Item) -> str:
        """Return an item's title with its id after it."""
        return f"{self.title(item)} ({item.id})"

    def title(self, item: Item) -> str:
        """Return an item's title on one line; without one, its id."""
        return clean(item.title(self.language)) or item.id

    def figure(self, value: float | None, after: str = "") -> Cell:
        """Return a figure, or that it is missing."""
        return self.missing() if value is None else figure(value, after)

    def day(self, value: date | None) -> Cell:
        """Return a day, or that it is missing."""
        return self.missing() if value is None else day_cell(value, self.language)

    def long_day(self, value: date) -> str:
        """Return a day in words."""
        return long_date(value, self.language)

    def period(self, year: int, as_of: date) -> str:
        """Return the days of a fiscal year, and the day that the plan is told for."""
        first, last = fiscal_year(year)
        days = {"first": self.long_day(first), "last": self.long_day(last)}
        return self.say("period", year=year, day=self.long_day(as_of), **days)

    def units(self, units: Sequence[Unit]) -> Cell:
        """Return the names of units; all districts at once where they are all there."""
        ids = {one.id for one in units}
        if len(self._districts) > 1 and ids >= self._districts:
            rest = [self.title(one) for one in units if one.id not in self._districts]
            return text(self.say("all_districts", n=len(self._districts)), ", ".join(rest))
        return text(", ".join(map(self.title, units)))

    def areas(self, areas: Sequence[Area]) -> Cell:
        """Return the names of areas; all districts at once where they are all there."""
        ids = {one.id for one in areas}
        if len(self._areas) > 1 and ids >= self._areas:
            rest = [self.title(one) for one in areas if one.id not in self._areas]
            return text(self.say("all_areas", n=len(self._areas)), ", ".join(rest))
        return text(", ".join(map(self.title, areas)))

    def listed(self, items: Sequence[Unit] | Sequence[Area], given: object) -> Cell:
        """Return names; else whether the source says "none" or says nothing."""
        if not items:
            return self.missing() if given is None else self.none()
        units = [one for one in items if isinstance(one, Unit)]
        areas = [one for one in items if isinstance(one, Area)]
        return self.units(units) if units else self.areas(areas)

    def attained(self, result: PlannedResult) -> Cell:
        """Return how far a key result is."""
        if not result.now.is_possible:
            return Cell((self.say("impossible"),), missing=True)
        return self.reached(result.now)

    def reached(self, now: Attainment) -> Cell:
        """Return the share of the way in percent, else whether the target is met."""
        if now.share is not None:
            percent = round(100 * now.share, 1)
            shown = percent if now.met else min(percent, _ALMOST_ALL)
            return figure(shown)
        if now.met is None:
            return self.missing()
        return text(self.say("is_met" if now.met else "not_met"))

    def serves(self, serves: Sequence[Serves]) -> list[str]:
        """Return what is served, a line each, with its strength and whether it is inferred."""
        return [f"{one.item.id} {self.title(one.item)} ({self.tie(one)})" for one in serves]

    def tie(self, one: Serves) -> str:
        """Return how strongly something is served, and whether that is inferred."""
        basis = self.say("inferred" if one.inferred else "stated")
        return f"{self.value(one.strength)} · {basis}" if one.strength == "direct" else basis

    def chain(self, project: PlannedProject) -> Cell:
        """Return what a project serves and how strongly; where it serves no policy, that."""
        lines = self.serves(project.serves)
        if project.via_policies:
            lines.append(self.say("via_more", n=number(project.via_policies)))
        if project.strength:
            return text(*lines)
        broken = project.broken_at
        why = self.say("broken", level=self.value(broken)) if broken else self.say("untraced")
        return Cell((*lines, why), missing=True)

    def dates(self, project: Project) -> Cell:
        """Return the first and the last day of a project."""
        if project.start is None and project.end is None:
            return self.missing()
        start, end = (
            self.say("missing") if one is None else short_date(one, self.language)
            for one in (project.start, project.end)
        )
        return text(f"{start} – {end}")

    def status(self, project: Project) -> Cell:
        """Return the status of a project and how far it is."""
        said = [self.value(project.status)] if project.status else []
        if project.progress is not None:
            said.append(f"{number(project.progress)}%")
        return text(*said) if said else self.missing()
