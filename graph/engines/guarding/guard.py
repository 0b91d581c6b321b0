"""The guard before both engines: one statement of Cypher that only reads, or a sentence why not.

It is no parser. Where a word such as `SET` cannot be told from the clause of that name, the text is
refused, and backticks make a name of it. Functions and procedures are those that are known to read.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple, NoReturn

from graph.engines.guarding.known_calls import BEFORE_BRACKET, FUNCTIONS, PROCEDURES
from graph.engines.guarding.tokens import Kind, Token, refuse, tokens
from graph.errors import UsageError

MAX_CHARACTERS = 100_000
MAX_TOKENS = 2_500
MAX_DEPTH = 25  # Of brackets, and of dots: a thousand in each other exhaust the stack of an engine,
MAX_NESTING = 50  # and so do as many CASE or NOT.
MAX_UNIONS = 20
MAX_CLAUSES = 60  # The plan of a longer query is too deep for a server that has just started.

_BACKTICKS = "if it is a name, put it in backticks"
_READING = frozenset({"MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN", "CALL"})
_CLAUSES = _READING - {"OPTIONAL"}
_WRITING = frozenset({"CREATE", "INSERT", "MERGE", "SET", "DELETE", "DETACH", "NODETACH", "REMOVE"})
_WRITING |= {"FOREACH", "DROP", "ALTER", "GRANT", "DENY", "REVOKE", "RENAME"}
_FILES = "LOAD CSV reads files; give the values as a parameter with -p"
_ON_START = "a query starts with MATCH, OPTIONAL MATCH, WITH, UNWIND, RETURN or CALL"
_START = f"{_ON_START}, and so does each part of it; start with one of these"
# Pairs of words that mean harm, though each may be a name.
_PAIRS = {
    ("LOAD", "CSV"): _FILES,
    ("PERIODIC", "COMMIT"): "PERIODIC COMMIT is for writing; leave it out",
    ("FORMAT", "CSV"): "FORMAT CSV is not Cypher; choose the format with --format",
}
_OPENING = {
    ":": "commands with a colon are those of the browser; give parameters with -p",
    "EXPLAIN": "the query is run, not explained; leave EXPLAIN out",
    "PROFILE": "the query is run, not profiled; leave PROFILE out",
    "CYPHER": "the engine chooses its options itself; leave CYPHER and what belongs to it out",
    "USE": "the settings name the database; leave USE out",
    "LOAD": _FILES,
}
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_BEFORE_NAME = (":", "|", "&", "!")  # After one of these no clause can start.
_MOST = {"UNION": MAX_UNIONS, "CASE": MAX_NESTING, "NOT": MAX_NESTING}
_SUBQUERIES = ("EXISTS", "COUNT", "COLLECT")
_NAMES = (Kind.NAME, Kind.QUOTED)


def refuse_unless_read_only(text: str) -> None:
    """Refuse all but one Cypher statement that only reads.

    Raises:
        UsageError: what was found, its line and column, and what to do instead.
    """
    _check_characters(text)
    found: list[Token] = []
    for token in tokens(text):
        if token.kind is not Kind.COMMENT:
            found.append(token)
        if len(found) > MAX_TOKENS:
            raise UsageError(f"the query is longer than {MAX_TOKENS:,} words and signs: shorten it")
    if not found:
        raise UsageError("the query is empty: write one that starts with MATCH, for example")
    _Guard(text, found).check()


def without_comments(text: str) -> str:
    """Return the text with a blank for each character of a comment, but for the ends of lines.

    Raises:
        UsageError: a string, name or comment has no end, or a character has no place in Cypher.
    """
    pieces, position = [], 0
    for token in tokens(text):
        if token.kind is Kind.COMMENT:
            blanks = "".join("\n" if one == "\n" else " " for one in token.text)
            pieces += [text[position : token.start], blanks]
            position = token.stop
    return "".join((*pieces, text[position:]))


def _check_characters(text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise UsageError(f"the query is longer than {MAX_CHARACTERS:,} characters: shorten it")
    for position, character in enumerate(text):
        if character == "\0" or "\ud800" <= character <= "\udfff":
            refuse(text, position, f"U+{ord(character):04X} is no character of a text; remove it")


class _Bracket(NamedTuple):
    """A bracket that is open: its place, and whether it is a part of a CALL."""

    at: int
    is_scope: bool = False  # The variables in `CALL (x) {`.
    is_call: bool = False  # What stands between the braces there.


class _Guard:
    """The tokens of one text, and what is open as they are walked over from left to right."""

    def __init__(self, text: str, found: Sequence[Token]) -> None:
        self._text = text
        self._tokens = found
        self._open: list[_Bracket] = []
        self._closed: _Bracket | None = None  # By the token before, if that is a bracket.
        self._counts: Counter[str] = Counter()
        self._dots = 0  # How many names the dots before here join.

    def check(self) -> None:
        """Walk over all tokens.

        Raises:
            UsageError: the text is not one statement that only reads.
        """
        self._check_start(0)
        for at, token in enumerate(self._tokens):
            closed, self._closed = self._closed, None
            if token.kind is Kind.SIGN:
                self._check_sign(at, closed)
            elif token.kind is Kind.NAME and not self._must_be_name(at):
                self._check_word(at)
        if self._open:
            opened = self._tokens[self._open[-1].at]
            self._refuse(opened, f"{opened.text} is not closed; add {_CLOSING[opened.text]}")

    def _sign(self, at: int) -> str:
        """Return the sign at a place, or nothing."""
        token = self._tokens[at] if 0 <= at < len(self._tokens) else None
        return token.text if token and token.kind is Kind.SIGN else ""

    def _word(self, at: int) -> str:
        """Return the word at a place as a keyword is written, or nothing."""
        token = self._tokens[at] if 0 <= at < len(self._tokens) else None
        return token.text.upper() if token and token.kind is Kind.NAME else ""

    def _refuse(self, token: Token, what: str) -> NoReturn:
        refuse(self._text, token.start, what)

    # Words ----------------------------------------------------------------------------------------

    def _must_be_name(self, at: int) -> bool:
        """Say whether no clause can start here: a property, a label, a key of a map."""
        before = self._sign(at - 1)
        if before == ".":
            return at > 1 and not _is_number(self._tokens[at - 2])
        if before in _BEFORE_NAME:
            return True
        in_braces = bool(self._open) and self._sign(self._open[-1].at) == "{"
        return in_braces and before in ("{", ",") and self._sign(at + 1) == ":"

    def _check_word(self, at: int) -> None:
        token, word = self._tokens[at], self._word(at)
        if word in _WRITING:
            what = f"{token.text} writes, and a query may only read"
            self._refuse(token, f"{what}; leave it out, or {_BACKTICKS}")
        pair = _PAIRS.get((word, self._word(at + 1)))
        if pair:
            self._refuse(token, pair)
        if word == "CALL" and self._sign(at + 1) not in ("(", "{"):
            self._check_procedure(at + 1)
        if word == "UNION":
            self._check_start(at + (2 if self._word(at + 1) in ("ALL", "DISTINCT") else 1))
        self._count(token, word)

    def _count(self, token: Token, word: str) -> None:
        self._counts["clauses" if word in _CLAUSES else word] += 1
        if self._counts["clauses"] > MAX_CLAUSES:
            self._refuse(token, f"a query has {MAX_CLAUSES} clauses at most; split it")
        if word in _MOST and self._counts[word] > _MOST[word]:
            self._refuse(token, f"a query has {_MOST[word]} {word} at most; split it")

    def _check_start(self, at: int, *, pattern: bool = False) -> None:
        """Refuse all but a clause that reads, where a statement or a part of one starts.

        Args:
            at: The place of its first word.
            pattern: Whether a pattern alone may stand here, as in `EXISTS { (a)-->(b) }`.
        """
        word = self._word(at)
        if word in _READING:
            return
        if pattern and (self._sign(at) == "(" or self._sign(at + 1) == "="):
            return
        token = self._tokens[min(at, len(self._tokens) - 1)]
        if word in _WRITING:
            self._refuse(token, f"{token.text} writes, and a query may only read; leave it out")
        self._refuse(token, _OPENING.get(word or self._sign(at), _START))

    def _check_procedure(self, at: int) -> None:
        """Refuse a procedure that is not known to read; its name starts here."""
        stop = at
        while self._sign(stop + 1) == ".":
            stop += 2
        name = self._dotted(stop)
        if name not in PROCEDURES:
            what = f"the procedure {name} is not known to read" if name else "CALL calls nothing"
            remedy = f"use one of {', '.join(sorted(PROCEDURES))}" if name else _BACKTICKS
            self._refuse(self._tokens[at - 1], f"{what}; {remedy}")

    def _dotted(self, at: int) -> str:
        """Return the name, with the dots in it, that ends here."""
        parts: list[str] = []
        while 0 <= at < len(self._tokens) and self._tokens[at].kind in _NAMES:
            parts.append(self._tokens[at].text)
            if self._sign(at - 1) != ".":
                break
            at -= 2
        return ".".join(reversed(parts))

    # Signs ----------------------------------------------------------------------------------------

    def _check_sign(self, at: int, closed: _Bracket | None) -> None:
        sign = self._sign(at)
        if sign == "(":
            self._check_function(at)
            self._push(at, is_scope=self._word(at - 1) == "CALL")
        elif sign == "{":
            self._open_braces(at, after_scope=closed is not None and closed.is_scope)
        elif sign == "[":
            self._push(at)
        elif sign in _CLOSING.values():
            self._close(at)
        elif sign == ".":
            self._dots = self._dots + 1 if self._sign(at - 2) == "." else 1
            if self._dots > MAX_DEPTH:
                self._refuse(self._tokens[at], f"{MAX_DEPTH} dots at most join names; split it")
        elif sign == ";" and at + 1 < len(self._tokens):
            self._refuse(self._tokens[at + 1], "only one statement is run; leave the rest out")

    def _check_function(self, at: int) -> None:
        """Refuse the call of a function that is not known to read; its bracket opens here."""
        name = self._dotted(at - 1)
        start = at - 1 - 2 * name.count(".")
        if not name or name.lower() in FUNCTIONS:
            return
        is_keyword = start == at - 1 and self._word(start) in BEFORE_BRACKET
        if is_keyword or (self._word(start - 1) == "CALL" and name in PROCEDURES):
            return
        what = f"the function {name} is not known to read"
        self._refuse(self._tokens[at - 1], f"{what}; use the functions of Cypher itself")

    def _open_braces(self, at: int, *, after_scope: bool) -> None:
        before = self._word(at - 1)
        is_call = after_scope or before == "CALL"
        self._push(at, is_call=is_call)
        if is_call or before in _SUBQUERIES:
            self._check_start(at + 1, pattern=before in ("EXISTS", "COUNT"))

    def _push(self, at: int, *, is_scope: bool = False, is_call: bool = False) -> None:
        self._open.append(_Bracket(at, is_scope, is_call))
        if len(self._open) > MAX_DEPTH:
            self._refuse(
                self._tokens[at], f"brackets are {MAX_DEPTH} deep at most; split the query"
            )

    def _close(self, at: int) -> None:
        token = self._tokens[at]
        self._closed = self._open.pop() if self._open else None
        if self._closed is None or _CLOSING[self._sign(self._closed.at)] != token.text:
            self._refuse(token, f"{token.text} closes nothing; remove it or add what it closes")
        if self._closed.is_call and self._word(at + 1) == "IN":
            self._refuse(self._tokens[at + 1], "IN TRANSACTIONS is for writing; leave it out")


def _is_number(token: Token) -> bool:
    """Say whether an engine may take the dot after it for a part of a number."""
    of_digits = token.kind is Kind.PARAMETER and token.text[:1].isdigit()
    return token.kind is Kind.NUMBER or of_digits
