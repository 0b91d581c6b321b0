"""Which key result of the sources a row is: by its code and a title alike, never by one alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.model.entities import KeyResult, Objective
from graph.model.portfolio import Portfolio
from graph.problems import did_you_mean
from graph.reports.likeness import Likeness, normalised
from graph.sayings import say
from graph.sources.tracker.rows import Code, TrackerRow, code_in_one_spelling
from graph.sources.workbooks.words import arabic

ALIKE = 0.6  # From here on two titles with one code are of the same thing.
UNLIKE = 0.3  # Below, they are of two things that share a code.
_CLEAR = 0.15  # By so much the best is better than the next.
_SHOWN = 5
_CUT = ("...", "…")


class NoMatchError(Exception):
    """A row may be several key results, or is none that can be told; the message has a remedy."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    key_result: KeyResult
    likeness: float


class Matching:
    """The key results of a fiscal year, to be found by the rows of a table."""

    def __init__(self, portfolio: Portfolio, year: int) -> None:
        self._portfolio = portfolio
        objectives = {one.id for one in portfolio.of(Objective) if one.fiscal_year == year}
        self.key_results = [one for one in portfolio.of(KeyResult) if one.objective in objectives]
        self.objectives = [one for one in portfolio.of(Objective) if one.id in objectives]
        self._thai = {one.id: _in_thai(one.id, one.title()) for one in self.key_results}
        self._likeness = Likeness(self._thai.values())
        self._year = year

    def key_result(self, row: TrackerRow) -> KeyResult | None:
        """Return the key result that a row is; None: it is a new one.

        Raises:
            NoMatchError: it may be one of several, or is not told plainly.
        """
        if row.item_id is not None:
            return self._named(row.item_id)
        candidates = self._candidates(row)
        if not candidates or candidates[0].likeness < UNLIKE:
            return None
        best = candidates[0]
        is_clear = len(candidates) == 1 or best.likeness - candidates[1].likeness >= _CLEAR
        if best.likeness < ALIKE or not is_clear:
            raise NoMatchError(_ambiguous(candidates))
        return best.key_result

    def _named(self, item_id: str) -> KeyResult:
        name = arabic(item_id).partition(" ")[0]  # Its title may stand behind it.
        alike = [one for one in self.key_results if one.id.casefold() == name.casefold()]
        found = next((one for one in alike if one.id == name or len(alike) == 1), None)
        if found is None:
            known = [one.id for one in self.key_results]
            hint = did_you_mean(item_id, known) or say(": leave the column id empty for a new one")
            raise NoMatchError(
                say("there is no key result '{}' of {}{}", item_id, self._year, hint)
            )
        return found

    def _candidates(self, row: TrackerRow) -> list[_Candidate]:
        """Return those with a code of the row, or for a row without one those of its very title."""
        if row.codes:
            codes = {code_in_one_spelling(one.code) for one in row.codes}
            found: Iterable[KeyResult] = (one for one in self.key_results if _has(one, codes))
        else:
            found = (one for one in self.key_results if _is_title(one.title_th or "", row.title))
        rated = [_Candidate(one, self._alike(one, row.title)) for one in found]
        return sorted(rated, key=lambda one: (-one.likeness, one.key_result.id))

    def _alike(self, one: KeyResult, title: str) -> float:
        if _is_title(one.title_th or "", title):
            return 1.0
        return self._likeness.between(self._thai[one.id], _in_thai(f"? {title}", title))

    def objective(self, row: TrackerRow) -> Objective:
        """Return the objective under which a new key result stands: that of others with its issue.

        Raises:
            NoMatchError: there is none, or there are several.
        """
        issues = {_issue(one) for one in row.codes}
        if not issues:
            message = say("it has no code, so that nobody can tell under which objective it stands")
            raise NoMatchError(
                say("{}: write its code, such as OKR 1.1.05, or give --objective", message)
            )
        found = [one for one in self.objectives if self._is_of(one, issues)]
        if len(found) != 1:
            issue = ", ".join(sorted(issues))
            if not found:
                message = say(
                    "no objective of {} has key results of the issue {}", self._year, issue
                )
            else:
                shown = ", ".join(one.id for one in found[:_SHOWN])
                message = say(
                    "several objectives have key results of the issue {}: {}", issue, shown
                )
            raise NoMatchError(say("{}: give --objective", message))
        return found[0]

    def _is_of(self, objective: Objective, issues: set[str]) -> bool:
        if issues & set(objective.external_ids.values()):
            return True
        marked = any(issues & set(one.external_ids.values()) for one in self.objectives)
        own = [one for one in self.key_results if one.objective == objective.id and one.code]
        return not marked and any(_issue(Code("", one.code or "")) in issues for one in own)


def _in_thai(item_id: str, title: str) -> KeyResult:
    """Return what has only this title, as the English of the sources is not in the table."""
    return KeyResult(id=item_id, objective="", title_th=title)


def _issue(code: Code) -> str:
    return code.code.rpartition(".")[0]


def _has(one: KeyResult, codes: set[str]) -> bool:
    return bool(one.code) and code_in_one_spelling(one.code or "") in codes


def _is_title(own: str, title: str) -> bool:
    """Tell whether a title is that of an item, which its source may have cut."""
    said, known = normalised(title), normalised(own)
    if own.rstrip().endswith(_CUT):
        return bool(known) and said.startswith(known)
    if title.rstrip().endswith(_CUT):
        return bool(said) and known.startswith(said)
    return said == known


def _ambiguous(candidates: Sequence[_Candidate]) -> str:
    shown = ", ".join(
        f"{one.key_result.id} ({one.likeness:.2f})"
        for one in candidates[:_SHOWN]
        if one.likeness >= UNLIKE
    )
    template = "it may be {}: write the id of the one meant into a column with the header id"
    return say(template, shown)
