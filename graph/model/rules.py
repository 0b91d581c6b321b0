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
PART_WITHOUT_PLAN = Rule(
    "TRC206", Severity.WARNING, "A unit has a part of a target, and nothing in its plan for it."
)
UNALIGNED_KEY_RESULT = Rule(
    "TRC207", Severity.NOTICE, "A key result of a district stands under no bureau's."
)
PROMISED_TWICE = Rule(
    "TRC208", Severity.NOTICE, "Two units seem to promise the same thing in the same place."
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

STALE_KEY_RESULT = Rule(
    "PRG501", Severity.WARNING, "The newest figure of a key result is old, or there is none."
)
UNEVEN_SPLIT = Rule(
    "PRG502", Severity.WARNING, "The parts of a target do not add up to it, or one is unknown."
)
UNIT_WITHOUT_PART = Rule(
    "PRG503", Severity.NOTICE, "A unit has no part of a target that nearly all units like it share."
)
OUTDATED_STATE = Rule(
    "PRG504", Severity.WARNING, "The state of a project is behind its dates, or was not reported."
)
MISSED_TARGET = Rule(
    "PRG505", Severity.NOTICE, "A fiscal year has ended with a key result short of its target."
)
UNEVEN_PART = Rule(
    "PRG506", Severity.WARNING, "A unit's own target is not the part of a target that it has."
)
TARGET_OF_NOTHING = Rule("PRG510", Severity.WARNING, "The target of a key result is 0.")
IMPOSSIBLE_PERCENT = Rule(
    "PRG511", Severity.WARNING, "A percentage is over 100: it seems, added up."
)
DONE_BELOW_TARGET = Rule(
    "PRG512", Severity.WARNING, "All projects of a key result are done, but its target is not met."
)
FALLEN_FIGURE = Rule(
    "PRG513", Severity.WARNING, "A figure that adds up over a year is below an earlier one."
)
FAR_ABOVE_TARGET = Rule(
    "PRG514", Severity.NOTICE, "A key result is more than twice as far as its target."
)
PART_OF_A_THING = Rule("PRG515", Severity.NOTICE, "Things that are counted whole have a fraction.")
UNLIKE_UNITS = Rule(
    "PRG516", Severity.WARNING, "A figure or a title does not go with the unit of the measure."
)
TWO_TARGETS = Rule(
    "PRG517", Severity.WARNING, "One measure of one code has two targets in one year."
)
REPLACED_TARGET = Rule("PRG518", Severity.NOTICE, "A target was replaced within its year.")
SHARED_CODE = Rule(
    "PRG519", Severity.NOTICE, "One official code stands for two key results that are not alike."
)
STATUS_AGAINST_PROGRESS = Rule(
    "PRG520", Severity.WARNING, "The progress of a project and its status do not agree."
)
DONE_BEFORE_ITS_END = Rule(
    "PRG521", Severity.NOTICE, "A project is done, and its last day is still to come."
)
ONE_DAY_PROJECT = Rule("PRG522", Severity.NOTICE, "A project ends on the day on which it begins.")
TARGET_BEHIND_BASELINE = Rule(
    "PRG523", Severity.WARNING, "The way from baseline to target is not the way that is good."
)
OVERSPENT = Rule("BUD601", Severity.WARNING, "More was spent on a project than its budget.")
DONE_FOR_NOTHING = Rule("BUD602", Severity.WARNING, "A project is done, and nothing was spent.")
WORK_WITHOUT_BUDGET = Rule(
    "BUD603", Severity.NOTICE, "A project is under way with a budget of 0 baht."
)
NOT_READY = Rule(
    "BUD604", Severity.WARNING, "A project that asks for budget misses something that it needs."
)

RULES: dict[str, Rule] = {
    rule.code: rule
    for rule in (
        ORPHAN_PROJECT,
        DANGLING_REFERENCE,
        UNREACHED_PROJECT,
        NOTHING_BELOW,
        UNTARGETED_AREA,
        PART_WITHOUT_PLAN,
        UNALIGNED_KEY_RESULT,
        PROMISED_TWICE,
        UNOWNED_POLICY,
        DELIVERY_HANDOFF,
        SUPPORT_HANDOFF,
        ALLOCATION_HANDOFF,
        RECORDED_HANDOFF,
        STALE_KEY_RESULT,
        UNEVEN_SPLIT,
        UNIT_WITHOUT_PART,
        OUTDATED_STATE,
        MISSED_TARGET,
        UNEVEN_PART,
        TARGET_OF_NOTHING,
        IMPOSSIBLE_PERCENT,
        DONE_BELOW_TARGET,
        FALLEN_FIGURE,
        FAR_ABOVE_TARGET,
        PART_OF_A_THING,
        UNLIKE_UNITS,
        TWO_TARGETS,
        REPLACED_TARGET,
        SHARED_CODE,
        STATUS_AGAINST_PROGRESS,
        DONE_BEFORE_ITS_END,
        ONE_DAY_PROJECT,
        TARGET_BEHIND_BASELINE,
        OVERSPENT,
        DONE_FOR_NOTHING,
        WORK_WITHOUT_BUDGET,
        NOT_READY,
    )
}
