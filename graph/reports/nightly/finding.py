"""What a finding is by its id alone."""

from dataclasses import dataclass

from graph.model.finding_ids import code_of, item_id_of
from graph.model.rules import RULES
from graph.problems import Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding: its id is all that the nights have in common."""

    id: str

    @property
    def code(self) -> str:
        """The code of its rule."""
        return code_of(self.id)

    @property
    def item_id(self) -> str:
        """The item that it is about."""
        return item_id_of(self.id)

    @property
    def severity(self) -> Severity:
        """How bad it is; a rule that is gone has the lowest."""
        return RULES[self.code].severity if self.code in RULES else Severity.NOTICE
