"""What a selector finds in a graph, or a sentence that says why it finds nothing."""

from collections.abc import Collection, Sequence
from fnmatch import fnmatchcase

from graph.errors import TraceError, UnknownItemError, UsageError
from graph.problems import did_you_mean
from graph.selection.chain import DOWN, UP, reached
from graph.selection.grammar import Selector, Term, parse
from graph.selection.ground import Ground
from graph.selection.methods import ID, METHODS, NAMED, Method

_MANY = 15  # More values than these are not listed in a sentence.
_DEEPEST = 50  # Named selectors within one another.


def evaluate(text: str, ground: Ground, *, may_be_empty: bool = False) -> frozenset[str]:
    """Return the ids that a selector finds.

    With `may_be_empty`, as suits what is to be left out, it may find nothing as long as it names
    nothing that does not exist.

    Raises:
        UsageError, UnknownItemError: it cannot be read, names what does not exist, or it or one of
            its terms finds nothing.
    """
    return frozenset(_Evaluation(ground, may_be_empty).of(parse(text)))


class _Evaluation:
    """One evaluation; each named selector is looked into once."""

    def __init__(self, ground: Ground, may_be_empty: bool) -> None:
        self._ground = ground
        self._may_be_empty = may_be_empty
        self._named: dict[str, set[str]] = {}
        self._open: list[str] = []  # The named selectors being looked into, outermost first.

    def of(self, selector: Selector) -> set[str]:
        found: set[str] = set()
        for group in selector.groups:
            found |= set.intersection(*map(self._of_term, group))
        if found or self._may_be_empty:
            return found
        raise UsageError(f"no item fits '{selector}': each term finds some, but none is in all")

    def _of_term(self, term: Term) -> set[str]:
        found = self._of_name(term) if term.method == NAMED else self._of_method(term)
        graph = self._ground.graph
        return reached(graph, found, UP, term.up) | reached(graph, found, DOWN, term.down)

    def _of_method(self, term: Term) -> set[str]:
        method = _method(term)
        ground = self._ground
        known = method.values(ground)
        fitting = _matching(term.value, (*known, *method.spellings))
        values = {method.spellings.get(one, one) for one in fitting}
        if not values:
            raise _unknown(term, method, known)
        found = {item for value in values for item in method.items(ground, value)}
        if not found and not self._may_be_empty:
            raise UsageError(f"no item fits '{method.name}:{term.value}'{self._others(method)}")
        return found

    def _others(self, method: Method) -> str:
        """Return what else there is to ask for, where that is little."""
        values = method.values(self._ground)
        if len(values) > _MANY:
            return ""
        some = [value for value in values if method.items(self._ground, value)]
        return f"; there is something for: {', '.join(some)}" if some else ""

    def _of_name(self, term: Term) -> set[str]:
        name, selectors = term.value, self._ground.selectors
        if name not in selectors:
            raise UsageError(_no_selector(name, selectors))
        if name in self._open or len(self._open) >= _DEEPEST:
            raise _circle([*self._open, name])
        if name not in self._named:
            self._open.append(name)
            try:
                self._named[name] = self.of(parse(selectors[name]))
            except _InNamedError:
                raise
            except TraceError as error:
                raise _InNamedError(f"in the selector '{name}': {error}") from error
            self._open.pop()
        return self._named[name]


class _InNamedError(UsageError):
    """A mistake in a named selector, with its name."""


def _circle(names: Sequence[str]) -> UsageError:
    way = " -> ".join(names)
    if names[-1] in names[:-1]:
        return _InNamedError(f"the selector '{names[-1]}' is made of itself: {way}")
    return _InNamedError(f"named selectors stand more than {_DEEPEST} deep in one another: {way}")


def _no_selector(name: str, selectors: Collection[str]) -> str:
    if not selectors:
        return (
            f"there is no selector '{name}': [tool.policytrace.selectors] in pyproject.toml names"
            " none"
        )
    return f"there is no selector '{name}'{_hint(name, selectors)}"


def _method(term: Term) -> Method:
    if not term.method:
        return ID
    if term.method not in METHODS:
        names = (*METHODS, NAMED)
        hint = _hint(term.method, names)
        raise UsageError(f"there is no method '{term.method}' (column {term.column}){hint}")
    return METHODS[term.method]


def _matching(value: str, known: Collection[str]) -> list[str]:
    """Return the known values that a value is, or that it fits with its wildcards."""
    if _has_wildcard(value):
        return [one for one in known if fnmatchcase(one, value)]
    return [value] if value in known else []


def _has_wildcard(value: str) -> bool:
    return any(one in value for one in "*?[")


def _unknown(term: Term, method: Method, known: Collection[str]) -> TraceError:
    value = term.value
    if _has_wildcard(value):
        return UsageError(f"no {method.noun} fits '{value}'{_listed(known)}")
    if method is ID:
        return UnknownItemError(f"no source declares '{value}'{did_you_mean(value, known)}")
    return UsageError(f"there is no {method.noun} '{value}'{_hint(value, known)}")


def _hint(value: str, known: Collection[str]) -> str:
    return did_you_mean(value, known) or _listed(known)


def _listed(known: Collection[str]) -> str:
    return f"; there are: {', '.join(known)}" if 0 < len(known) <= _MANY else ""
