"""Measure how often `policytrace why` suggests a link that is known and was hidden.

python -m benchmarks.bench_suggestions [--json] [--projects N] [--rounds N]

An item's own links never count as evidence about it, so to hide them is to leave them out. A hit is
any of the hidden links among the first one, or five.
"""

import difflib
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from benchmarks.cities import cached_city
from benchmarks.measure import ROOT
from benchmarks.tables import Cell, Options, Table, main, only_print
from graph import app
from graph.model import vocabulary as v
from graph.model.entities import Item
from graph.network import TraceGraph
from graph.reports.evidence import Evidence, Known, Missing
from graph.reports.likeness import normalised
from graph.reports.suggestions import WEIGHTS, scored

CITY, SEED = 600, 2  # The weights were chosen on the city of seed 1.
FEW = 30  # Fewer known links than this make no halves.
ALONE = {
    "title alone": Evidence(title=1),
    "items alike alone": Evidence(alike=1),
    "unit, year, place alone": Evidence(unit=4, owned=2, year=1, area=1),
}
Ranking = Callable[[Item], Sequence[str]]  # The ids of the candidates for an item, best first.


@dataclass(frozen=True)
class Hidden:
    """The links of one kind that a graph knows, each to be hidden in turn."""

    graph: TraceGraph
    missing: Missing

    @cached_property
    def known(self) -> Known:
        """The candidates, and the items that have the link."""
        return Known(self.graph, self.missing)

    @cached_property
    def items(self) -> list[Item]:
        """The items to ask about: every second, or all where there are few."""
        graph, missing = self.graph, self.missing
        found = [
            one
            for one in graph.items()
            if one.kind_of_node is missing.kind and missing.linked(graph, one.id)
        ]
        ordered = sorted(found, key=lambda one: one.id)
        return ordered[1::2] if len(ordered) >= FEW else ordered

    def linked(self, item: Item) -> set[str]:
        """Return where the hidden links of an item lead; of owners, the units at their tier."""
        found = self.missing.linked(self.graph, item.id)
        is_owner = self.missing.relation is v.OWNED_BY
        return {self.graph.lifted(one) for one in found} if is_owner else set(found)

    def hits(self, ranking: Ranking) -> tuple[float, float]:
        """Return the shares of the items with a hit at 1 and at 5."""
        ranked = [(self.linked(item), ranking(item)) for item in self.items]
        at_1, at_5 = (
            sum(1 for linked, ids in ranked if linked & set(ids[:most])) for most in (1, 5)
        )
        return at_1 / len(ranked), at_5 / len(ranked)

    def rankings(self) -> Iterator[tuple[str, Ranking]]:
        """Yield the suggestions as they are, each evidence by itself, and the baselines."""
        yield "all together, as shown", self._by(None)
        for name, weights in ALONE.items():
            yield name, self._by(weights)
        yield "baseline: most frequent", self._most_frequent
        yield "baseline: difflib ratio of titles", self._by_difflib

    def _by(self, weights: Evidence | None) -> Ranking:
        return lambda item: [
            one.item.id
            for one in scored(self.known, item, weights)
            if weights or one.evidence.speaks
        ]

    def _most_frequent(self, item: Item) -> Sequence[str]:
        counts = Counter(one for other, ids in self.known.others if other != item for one in ids)
        return sorted(counts, key=lambda one: (-counts[one], one))

    def _by_difflib(self, item: Item) -> Sequence[str]:
        matcher = difflib.SequenceMatcher(autojunk=False)
        matcher.set_seq2(normalised(item.title()))

        def ratio(candidate: Item) -> float:
            matcher.set_seq1(normalised(candidate.title()))
            return matcher.ratio()

        ratios = {one.id: ratio(one) for one in self.known.candidates}
        return sorted(ratios, key=lambda one: (-ratios[one], one))


def bench(options: Options) -> Table:
    """Hide the known links of the shipped data, and those of the projects of a synthetic city."""
    shipped = app.open_graph(ROOT / "data")
    made_up = app.open_graph(cached_city(min(CITY, options.sizes[0]), SEED))
    projects = next(one for one in WEIGHTS if one.relation is v.DELIVERED_BY)
    asked = [("shipped", Hidden(shipped, one)) for one in WEIGHTS]
    rows = [
        row
        for name, hidden in (*asked, ("synthetic", Hidden(made_up, projects)))
        if hidden.items
        for row in _rows(name, hidden)
    ]
    title = (
        "**Suggestions**: known links that were hidden and found again, in percent. Titles of the"
        " synthetic city say nothing of the key result, so there only the unit can"
    )
    return Table("suggestions", title, tuple(rows))


def _rows(name: str, hidden: Hidden) -> Iterator[dict[str, Cell]]:
    missing = hidden.missing
    for how, ranking in hidden.rankings():
        at_1, at_5 = hidden.hits(ranking)
        yield {
            "data": name,
            "link": f"{missing.kind.noun}: {missing.field}",
            "ranked by": how,
            "hidden": len(hidden.items),
            "candidates": len(hidden.known.candidates),
            "hit at 1, %": round(100 * at_1),
            "hit at 5, %": round(100 * at_5),
        }


if __name__ == "__main__":
    sys.exit(main({"suggestions": [bench]}, only_print))
