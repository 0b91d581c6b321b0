"""What is wrong with a portfolio as a whole: generators of problems, one module a subject."""

from collections.abc import Iterator

from graph.model.portfolio import Portfolio
from graph.problems import Problem
from graph.validation.dates import date_problems
from graph.validation.figures import figure_problems
from graph.validation.references import reference_problems
from graph.validation.structure import structure_problems


def portfolio_problems(portfolio: Portfolio, lost_ids: frozenset[str]) -> Iterator[Problem]:
    """Yield every problem; `lost_ids` are ids of broken files, not to be called missing."""
    yield from reference_problems(portfolio, lost_ids)
    yield from structure_problems(portfolio)
    yield from date_problems(portfolio)
    yield from figure_problems(portfolio)
