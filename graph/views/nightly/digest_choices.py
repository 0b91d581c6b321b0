"""What the lists of a digest offer: key results, and units, an id with its title behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from graph.model import vocabulary as v
from graph.model.entities import KeyResult, Project, Unit
from graph.model.vocabulary import TIERS
from graph.network import TraceGraph
from graph.reports.nightly.answer_sheets import STATES
from graph.views.choice_label import choice_label
from graph.views.words import VALUES, word

_MOST = 40  # Key results in a list, where those that are likely are not more.


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen, for every unit of the city."""

    labels: Mapping[str, str]  # Of every key result, by its id.
    likely: Mapping[str, Sequence[str]]  # The ids of a unit's own key results, and of likely ones.
    leading: Sequence[str]  # The ids of those that lead to a policy.
    units: Mapping[str, str]  # By their ids, in the order of the sources.
    states: Sequence[str]

    def for_unit(self, unit: str | None) -> list[str]:
        """Return the key results that are offered to a unit: its own, likely ones, and others."""
        likely = self.likely.get(unit or "", ())
        every = list(dict.fromkeys((*likely, *self.leading)))
        return [self.labels[one] for one in every[: max(_MOST, len(likely))]]


@lru_cache(maxsize=1)
def choices(graph: TraceGraph, language: str) -> Choices:
    """Return what may be chosen; it is put together once for all units of a night."""
    served, every = graph.served_objectives(), graph.all(KeyResult)
    leading = [one.id for one in every if one.objective in served]
    leads = frozenset(leading)
    labels = {
        one.id: choice_label(
            one.id, one.title(language), "" if one.id in leads else _LACKS[language]
        )
        for one in every
    }
    place = {one.id: (one.id not in leads, at) for at, one in enumerate(every)}
    likely = {
        unit: _with_siblings(graph, sorted(found, key=place.__getitem__))
        for unit, found in _own(graph).items()
    }
    units = {
        one.id: choice_label(one.id, one.title(language))
        for one in graph.all(Unit)
        if one.kind in TIERS
    }
    states = [choice_label(one, word(VALUES, one, language)) for one in STATES]
    return Choices(labels, likely, leading, units, states)


def _with_siblings(graph: TraceGraph, own: Sequence[str]) -> list[str]:
    """Return key results, and behind them the others of their objectives."""
    objectives = dict.fromkeys(graph.get(KeyResult, one).objective for one in own)
    others = (graph.targets(v.HAS_KEY_RESULT, one) for one in objectives)
    return list(dict.fromkeys((*own, *chain.from_iterable(others))))


_LACKS = {"th": "(ยังไม่ถึงนโยบาย)", "en": "(no policy above it yet)"}


def _own(graph: TraceGraph) -> dict[str, set[str]]:
    """Return, by unit at its tier, the key results that it owns, has a part of, or works on."""
    found: dict[str, set[str]] = {}
    for one in graph.all(KeyResult):
        for unit in (*graph.effective_owners(one.id), *graph.targets(v.ALLOCATED_TO, one.id)):
            found.setdefault(graph.lifted(unit), set()).add(one.id)
    for project in graph.all(Project):
        for unit in graph.targets(v.LED_BY, project.id):
            delivered = graph.sources(v.DELIVERED_BY, project.id)
            found.setdefault(graph.lifted(unit), set()).update(delivered)
    return found
