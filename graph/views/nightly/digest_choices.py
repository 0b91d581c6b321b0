"""What the lists of a digest offer: key results, and units, an id with its title behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from graph.model import vocabulary as v
from graph.model.entities import KeyResult, Project, Unit
from graph.model.vocabulary import TIERS
from graph.network import TraceGraph
from graph.reports.nightly.answer_sheets import SEPARATORS, STATES
from graph.views.words import VALUES, word
from graph.views.writing import one_line, shorten

_MOST = 300  # Key results of the whole city, where a unit has none of its own.
_TITLE = 70  # Columns of a title in a list.
_PLAIN = str.maketrans(dict.fromkeys(SEPARATORS, " "))


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen, for every unit of the city."""

    key_results: Mapping[str, Sequence[str]]  # A unit's own, and likely ones.
    of_all: Sequence[str]  # Key results that lead to a policy, for the other units.
    units: Mapping[str, str]  # By their ids, in the order of the sources.
    states: Sequence[str]

    def for_unit(self, unit: str | None) -> Sequence[str]:
        """Return the key results that are offered to a unit."""
        return self.key_results.get(unit or "") or self.of_all


@lru_cache(maxsize=1)
def choices(graph: TraceGraph, language: str) -> Choices:
    """Return what may be chosen; it is put together once for all units of a night."""
    served = graph.served_objectives()
    every = graph.all(KeyResult)
    leading = [one.id for one in every if one.objective in served]
    leads = frozenset(leading)
    labels = {
        one.id: _label(one.id, one.title(language), "" if one.id in leads else _LACKS[language])
        for one in every
    }
    place = {one.id: (one.id not in leads, at) for at, one in enumerate(every)}
    own = {
        unit: [labels[one] for one in sorted(found, key=place.__getitem__)]
        for unit, found in _likely(graph).items()
    }
    units = {
        one.id: _label(one.id, one.title(language)) for one in graph.all(Unit) if one.kind in TIERS
    }
    states = [_label(one, word(VALUES, one, language)) for one in STATES]
    return Choices(own, [labels[one] for one in leading[:_MOST]], units, states)


_LACKS = {"th": "(ยังไม่ถึงนโยบาย)", "en": "(no policy above it yet)"}


def _likely(graph: TraceGraph) -> dict[str, set[str]]:
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


def _label(key: str, title: str, after: str = "") -> str:
    """Return an id and what it means, without what stands between several ids."""
    plain = " ".join(one_line(title).translate(_PLAIN).split())
    return " ".join(filter(None, (key, shorten(plain, _TITLE), after)))
