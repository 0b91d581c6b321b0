"""The rules that findings carry: stable codes that scripts and waivers name."""

from dataclasses import dataclass

from graph.problems import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; a finding's id is its code and the ids of the items, joined by `:`."""

    code: str
    severity: Severity
    meaning: str

    def finding(self, *ids: str | None) -> str:
        """Return the stable id of a finding about these items."""
        return ":".join((self.code, *(one for one in ids if one)))


ORPHAN_PROJECT = Rule(
    "TRC201", Severity.ERROR, "A project has no way up to a policy of the Governor."
)
DANGLING_REFERENCE = Rule(
    "TRC202", Severity.ERROR, "A reference leads to an item that no source declares."
)
UNREACHED_PROJECT = Rule(
    "TRC203", Severity.WARNING, "The chain of a policy ends before it reaches any project."
)
NOTHING_BELOW = Rule(
    "TRC204", Severity.NOTICE, "An item of the chain has nothing below it, or a unit has no work."
)
UNTARGETED_AREA = Rule(
    "TRC205", Severity.NOTICE, "No objective and no project is meant for a district by itself."
)
UNOWNED_POLICY = Rule("OWN301", Severity.ERROR, "Nobody answers for a policy.")
DELIVERY_HANDOFF = Rule(
    "HND401", Severity.NOTICE, "One unit owns a key result, another leads its project."
)
SUPPORT_HANDOFF = Rule("HND402", Severity.NOTICE, "One unit leads a project, another supports it.")
ALLOCATION_HANDOFF = Rule(
    "HND403", Severity.NOTICE, "One unit owns a key result, another has a part of its target."
)
RECORDED_HANDOFF = Rule("HND404", Severity.NOTICE, "Work was handed from one unit to another.")

RULES: dict[str, Rule] = {
    rule.code: rule
    for rule in (
        ORPHAN_PROJECT,
        DANGLING_REFERENCE,
        UNREACHED_PROJECT,
        NOTHING_BELOW,
        UNTARGETED_AREA,
        UNOWNED_POLICY,
        DELIVERY_HANDOFF,
        SUPPORT_HANDOFF,
        ALLOCATION_HANDOFF,
        RECORDED_HANDOFF,
    )
}
