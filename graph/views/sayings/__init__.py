"""What is refused or told of a cell, said in Thai, each under the template of its English."""

from datetime import date

from graph.model.vocabulary import NodeKind
from graph.sayings import Saying
from graph.views.sayings.cells import CELLS
from graph.views.sayings.plans import PLANS
from graph.views.sayings.tables import TABLES
from graph.views.words import KINDS
from graph.views.writing import short_date

THAI: dict[str, str] = {**CELLS, **PLANS, **TABLES}
_NOUNS = {noun: KINDS[kind][0] for kind in NodeKind for noun in (kind.noun, kind.a_noun)}
_OR = " or "


def said(text: str, language: str) -> str:
    """Return a sentence in a language; one that is not known in it stays in English."""
    if language == "en" or not isinstance(text, Saying) or text.template not in THAI:
        return text
    return THAI[text.template].format(*(_value(one) for one in text.values))


def _value(value: object) -> object:
    """Return a value in Thai: a day, a sentence within a sentence, the names of kinds of items."""
    if isinstance(value, date):
        return short_date(value, "th")
    if isinstance(value, Saying):
        return said(value, "th")
    if isinstance(value, str) and set(value.split(_OR)) <= _NOUNS.keys():
        return "หรือ".join(_NOUNS[one] for one in value.split(_OR))
    return value
