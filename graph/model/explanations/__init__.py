"""Every code that the program can show, explained: the one table of them all.

To add one, write an entry in the module of its family; a test asks for each code that is missing,
and runs each example.
"""

from graph.errors import UsageError
from graph.model.explanations import (
    contradictory_figures,
    contradictory_items,
    fields,
    figures,
    files,
    handoffs,
    language,
    links,
    plans,
    progress,
    syntax,
    trace,
)
from graph.model.explanations.base import Example as Example
from graph.model.explanations.base import Explanation as Explanation
from graph.model.explanations.base import Text as Text
from graph.problems import did_you_mean

_FAMILIES = (
    *(files, syntax, fields, links, figures, trace, handoffs, language),
    *(progress, contradictory_figures, contradictory_items, plans),
)
EXPLANATIONS: dict[str, Explanation] = {
    one.code: one
    for one in sorted(
        (one for family in _FAMILIES for one in family.EXPLAINED), key=lambda one: one.code[3:]
    )
}


def explanation_of(code: str) -> Explanation:
    """Return what is told of a code; a finding's id stands for its code.

    Raises:
        UsageError: no problem and no finding has the code.
    """
    wanted = code.partition(":")[0].upper()
    if wanted in EXPLANATIONS:
        return EXPLANATIONS[wanted]
    hint = did_you_mean(wanted, EXPLANATIONS) or ": 'policytrace rules' lists them"
    raise UsageError(f"there is no code '{code[:60]}'{hint}")
