"""A tree with the place of everything, built over the events of libyaml.

PyYAML's own constructors lose the places, let a second key overwrite the first, and read `no` as
false. This builder does none of that, is faster, and survives any depth of nesting.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

import yaml
from yaml import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from graph.problems import Problem, Severity
from graph.sources.scalars import MAY_NOT_BE_TEXT, REFUSED, plain
from graph.sources.text import first_control_character, is_clean, normalise


class Mark(Protocol):
    """A place in a file; both count from 0."""

    @property
    def line(self) -> int:
        """The line."""

    @property
    def column(self) -> int:
        """The column, in characters."""


# A value, its mark, and the mark of its key (in a list: its own).
# The value is a str, a dict[str, Node] or a list[Node].
Node = tuple[Any, Mark, Mark]

MAX_DEPTH = 32
_IN_LIST: Final = "\0list"  # Stands for the key while a list is open; YAML allows no such key.
NO_WORD: Final = "\0key"  # Stands for a key that is a list or a mapping.
_TAB = "found character that cannot start any token"


@dataclass(slots=True)
class Tree:
    """What one file holds: its root, if it has one, and what is wrong with its YAML."""

    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)
    broken: bool = False  # The rest of the file could not be read.
    lost_ids: set[str] = field(default_factory=set)  # Of items that could not be read.


class _StopReadingError(Exception):
    """The file cannot be read past this point; the problem is already noted."""


def build(data: bytes, text: str, file: str) -> Tree:
    """Return the tree of a file, from its bytes and their text; `file` names it in problems."""
    builder = _Builder(file, is_suspect=not is_clean(text))
    try:
        builder.run(yaml.CSafeLoader(data))
    except _StopReadingError:
        builder.drop_unfinished_item()
    except yaml.MarkedYAMLError as error:
        builder.syntax_problem(error)
        builder.drop_unfinished_item()
    except yaml.YAMLError:  # A control character; libyaml reads ahead, so begin again before it.
        place, before = first_control_character(text)
        builder = _Builder(file, is_suspect=True)
        with suppress(yaml.YAMLError, _StopReadingError):
            builder.run(yaml.CSafeLoader(before.encode("utf-8")))
        builder.control_character(*place)
        builder.drop_unfinished_item()
    return Tree(builder.root[0] if builder.root else None, builder.problems, builder.broken)


class _Builder:
    """Turns events into a tree without recursion; one for each file."""

    def __init__(self, file: str, *, is_suspect: bool) -> None:
        self.root: list[Node] = []
        self.problems: list[Problem] = []
        self.broken = False
        self._file = file
        self._is_suspect = is_suspect
        self._open: list[tuple[Any, Any]] = []  # What is around here, and the key it waits with.
        self._documents = 0

    def run(self, loader: Any) -> None:  # noqa: C901, PLR0912  # the hot loop, in one piece
        """Read events to the end of the file."""
        next_event, is_suspect, around = loader.get_event, self._is_suspect, self._open
        into: Any = self.root
        key: Any = _IN_LIST
        key_mark: Any = None
        while True:
            event = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                value, mark = event.value, event.start_mark
                if is_suspect:
                    value = self._looked_at(event, value)
                if key is None:
                    key, key_mark = value, mark
                    continue
                if value[:1] in MAY_NOT_BE_TEXT and event.implicit[0]:
                    value = plain(value)
                if key is _IN_LIST:
                    into.append((value, mark, mark))
                    continue
                if key in into:
                    self._duplicate(key, key_mark, into[key][2])
                else:
                    into[key] = (value, mark, key_mark)
                key = None
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                into, key = around.pop()
            elif kind is StreamEndEvent:
                return
            elif kind is not StreamStartEvent and kind is not DocumentEndEvent:
                into, key = self._other(event, kind, into, key, key_mark)

    def _other(self, event: Any, kind: type, into: Any, key: Any, key_mark: Any) -> tuple[Any, Any]:
        """Take an event other than a scalar; return where to go on, and with which key."""
        if kind is DocumentStartEvent:
            self._documents += 1
            if self._documents > 1:
                message = "a file holds one document: delete this '---'"
                self._problem(event.start_mark, "SRC104", message)
                raise _StopReadingError
            return into, key
        if kind is AliasEvent:
            message = "aliases (*) are not used here: write the value out"
            self._problem(event.start_mark, "SRC105", message)
            return into, self._put(REFUSED, event.start_mark, into, key, key_mark)
        self._refuse_properties(event)
        if len(self._open) >= MAX_DEPTH:
            message = f"nested deeper than {MAX_DEPTH} levels: format 1 needs no more than ten"
            self._problem(event.start_mark, "SRC108", message)
            raise _StopReadingError
        container: Any = {} if kind is MappingStartEvent else []
        self._open.append((into, self._put(container, event.start_mark, into, key, key_mark)))
        return container, None if kind is MappingStartEvent else _IN_LIST

    def _put(self, value: Any, mark: Mark, into: Any, key: Any, key_mark: Any) -> Any:
        """Add a value to what is open; return the key to go on with."""
        if key is _IN_LIST:
            into.append((value, mark, mark))
            return key
        if key is None:
            self._problem(mark, "SRC111", "a key must be a word, not a list or a mapping")
            return NO_WORD
        if key in into:
            self._duplicate(key, key_mark, into[key][2])
        else:
            into[key] = (value, mark, key_mark)
        return None

    def _refuse_properties(self, event: Any) -> None:
        if event.anchor is not None:
            message = "anchors (&) are not used here: delete it"
            self._problem(event.start_mark, "SRC105", message)
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            message = f"tags ({tag}) are not used here: delete it"
            self._problem(event.start_mark, "SRC106", message)

    def _duplicate(self, key: str, mark: Mark, first: Mark) -> None:
        if key == NO_WORD:
            return
        place = f"{first.line + 1}:{first.column + 1}"
        message = f"'{key}' stands twice here, first at {place}: keep one of them"
        self._problem(mark, "SRC109", message)

    def _looked_at(self, event: Any, value: str) -> str:
        """Return a scalar's text in its one spelling; refuse an anchor or a tag before it."""
        self._refuse_properties(event)
        if event.tag is not None:
            return REFUSED
        normal, changes = normalise(value)
        for code, message in changes:
            self._problem(event.start_mark, code, message, Severity.NOTICE)
        return normal

    def _problem(
        self, mark: Mark, code: str, message: str, severity: Severity = Severity.ERROR
    ) -> None:
        line, column = mark.line + 1, mark.column + 1
        self.problems.append(Problem(self._file, line, column, code, message, severity))

    def syntax_problem(self, error: yaml.MarkedYAMLError) -> None:
        """Note what libyaml says, with its place."""
        where = error.problem_mark or error.context_mark
        line, column = (where.line + 1, where.column + 1) if where else (1, 1)
        said = " ".join(part for part in (error.problem, error.context) if part)
        if error.context_mark and error.context:
            said += f" that begins at line {error.context_mark.line + 1}"
        hint = "look at the quotes, brackets, colons and indentation here"
        if error.problem == _TAB:
            hint = "indent with spaces, not tabs, and quote text that begins with @, ` or %"
        message = f"this is not YAML: {said}; {hint}"
        self.problems.append(Problem(self._file, line, column, "SRC101", message))

    def control_character(self, line: int, column: int) -> None:
        """Note the character that YAML does not allow."""
        message = "the file holds a control character, which YAML does not allow: delete it"
        self.problems.append(Problem(self._file, line, column, "SRC101", message))

    def drop_unfinished_item(self) -> None:
        """Take the item that was being read out of its list: half of it says nothing true."""
        self.broken = True
        levels = [around for around, _ in self._open]  # The root's list, the root, a list, …
        if len(levels) > 2 and isinstance(levels[2], list):  # noqa: PLR2004  # an item is open
            levels[2].pop()
