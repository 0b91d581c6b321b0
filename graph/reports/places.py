"""Where the findings of an answer stand in the sources."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from graph.model.entities import Mark, unpack
from graph.model.finding_ids import item_id_of
from graph.model.rules import DANGLING_REFERENCE
from graph.network import TraceGraph


class Place(NamedTuple):
    """A place in a file; line and column count from 1, columns in characters."""

    file: str
    line: int
    column: int


@dataclass(frozen=True)
class Places:
    """Looks a finding up when it is asked for: most formats show no places."""

    graph: TraceGraph

    def of(self, finding: str) -> Place:
        """Return the place of the item that the finding is about, or of the link that dangles."""
        item = self.graph.item(item_id_of(finding))
        mark = self._dangling.get(finding, item.mark)
        return Place(item.file, *unpack(mark))

    def title(self, finding: str, language: str) -> str:
        """Return the title of the item that the finding is about."""
        return self.graph.item(item_id_of(finding)).title(language)

    @cached_property
    def _dangling(self) -> dict[str, Mark]:
        return {
            DANGLING_REFERENCE.finding(one.stated_by.id, one.other): one.mark
            for one in reversed(self.graph.dangling)
        }
