"""The ids of findings, taken apart: the code of a rule, then the ids of items, joined by `:`."""


def code_of(finding: str) -> str:
    """Return the code of the rule that a finding goes by."""
    return finding.partition(":")[0]


def item_ids_of(finding: str) -> list[str]:
    """Return the ids of the items that a finding names, the one that it is about first."""
    return finding.split(":")[1:]


def item_id_of(finding: str) -> str:
    """Return the id of the item that a finding is about, which is where it can be waived."""
    return finding.split(":", 2)[1]
