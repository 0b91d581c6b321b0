"""A tree with the place of everything, built over the events of libyaml.

PyYAML's own constructors lose the places, let a second key overwrite the first, and read `no` as
false. This builder does none of that, is faster, and survives any depth of nesting.
"""

from dataclasses import dataclass, field
from typing import Any

import yaml

from graph.model.entities import Mark, pack, unpack
from graph.problems import Problem, Severity
from graph.sources.scalars import plain
from graph.sources.text import first_control_character, is_clean, normalise

# A value, its mark, and the mark of its key (in a list: its own).
# The value is a str, a dict[str, Node] or a list[Node].
Node = tuple[Any, Mark, Mark]

MAX_DEPTH = 32
_TAB_HINT = "found character that cannot start any token"


@dataclass(slots=True)
class Tree:
    """What one file holds: its root, if it has one, and what is wrong with its YAML."""

    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)
    broken: bool = False  # The rest of the file could not be read.


class _StopReadingError(Exception):
    """The file cannot be read past this point; the problem is already noted."""


def build(data: bytes, file: str) -> Tree:
    """Return the tree of one UTF-8 file; `file` is its name in the problems."""
    text = data.decode("utf-8")
    builder = _Builder(file, clean=is_clean(text))
    try:
        builder.run(yaml.CSafeLoader(data))
    except _StopReadingError:
        builder.drop_unfinished_item()
    except yaml.MarkedYAMLError as error:
        builder.syntax_problem(error)
        builder.drop_unfinished_item()
    except yaml.YAMLError:
        line, column = first_control_character(text) or (1, 1)
        message = "the file holds a control character, which YAML does not allow: delete it"
        builder.tree.problems.append(Problem(file, line, column, "SRC101", message))
        builder.tree.broken = True
        builder.drop_unfinished_item()
    return builder.tree


class _Builder:
    """Turns events into a tree without recursion; one for each file."""

    def __init__(self, file: str, *, clean: bool) -> None:
        self.tree = Tree()
        self._file = file
        self._clean = clean
        self._open: list[Any] = []  # The lists and dicts that are not closed yet.
        self._keys: list[tuple[str, Mark] | None] = []  # The key each open dict waits with.
        self._into: Any = None
        self._key: tuple[str, Mark] | None = None

    def run(self, loader: yaml.CSafeLoader) -> None:
        """Read events to the end of the file."""
        next_event = loader.get_event
        documents = 0
        while True:
            event = next_event()
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._scalar(event)
            elif kind is yaml.MappingStartEvent:
                self._start(event, {})
            elif kind is yaml.SequenceStartEvent:
                self._start(event, [])
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._end()
            elif kind is yaml.AliasEvent:
                self._refuse(event, "SRC105", "aliases (*) are not used here: write the value out")
                self._add("", _mark(event))
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._refuse(event, "SRC104", "a file holds one document: delete this '---'")
                    raise _StopReadingError
            elif kind is yaml.StreamEndEvent:
                return

    def _scalar(self, event: Any) -> None:
        mark = event.start_mark
        place = pack(mark.line + 1, mark.column + 1)
        value = event.value
        if not self._clean:
            value = self._normalised(value, place)
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        elif event.implicit[0] and not (type(self._into) is dict and self._key is None):
            value = plain(value)
        self._add(value, place)

    def _start(self, event: Any, container: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        if len(self._open) >= MAX_DEPTH:
            message = f"nested deeper than {MAX_DEPTH} levels: format 1 needs no more than ten"
            self._refuse(event, "SRC108", message)
            raise _StopReadingError
        self._add(container, _mark(event))
        self._open.append(self._into)
        self._keys.append(self._key)
        self._into, self._key = container, None

    def _end(self) -> None:
        self._into = self._open.pop()
        self._key = self._keys.pop()

    def _add(self, value: Any, mark: Mark) -> None:
        into = self._into
        if type(into) is list:
            into.append((value, mark, mark))
        elif type(into) is not dict:
            self.tree.root = (value, mark, mark)
        elif self._key is None:
            self._key = self._checked_key(value, mark)
        else:
            key, key_mark = self._key
            self._key = None
            if key in into:
                self._duplicate(key, key_mark, into[key][2])
            else:
                into[key] = (value, mark, key_mark)

    def _checked_key(self, value: Any, mark: Mark) -> tuple[str, Mark]:
        if isinstance(value, str):
            return value, mark
        self._problem(mark, "SRC111", "a key must be a word, not a list or a mapping")
        return "", mark

    def _normalised(self, value: str, mark: Mark) -> str:
        normal, changes = normalise(value)
        for code, message in changes:
            self._problem(mark, code, message, Severity.NOTICE)
        return normal

    def _duplicate(self, key: str, mark: Mark, first: Mark) -> None:
        line, column = unpack(first)
        message = f"'{key}' stands twice here, first at {line}:{column}: keep one of them"
        self._problem(mark, "SRC109", message)

    def _refuse_properties(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(event, "SRC105", "anchors (&) are not used here: delete it")
        if event.tag is not None:
            self._refuse(event, "SRC106", f"tags ({event.tag}) are not used here: delete it")

    def _refuse(self, event: Any, code: str, message: str) -> None:
        self._problem(_mark(event), code, message)

    def _problem(
        self, mark: Mark, code: str, message: str, severity: Severity = Severity.ERROR
    ) -> None:
        line, column = unpack(mark)
        self.tree.problems.append(Problem(self._file, line, column, code, message, severity))

    def syntax_problem(self, error: yaml.MarkedYAMLError) -> None:
        """Note what libyaml says, with its place."""
        where = error.problem_mark or error.context_mark
        line, column = (where.line + 1, where.column + 1) if where else (1, 1)
        said = " ".join(part for part in (error.problem, error.context) if part)
        if error.context_mark and error.context:
            said += f" that begins at line {error.context_mark.line + 1}"
        hint = "indent with spaces, not tabs, and quote text that begins with @, ` or %"
        if error.problem != _TAB_HINT:
            hint = "look at the quotes, brackets, colons and indentation here"
        self.tree.problems.append(
            Problem(self._file, line, column, "SRC101", f"this is not YAML: {said}; {hint}")
        )
        self.tree.broken = True

    def drop_unfinished_item(self) -> None:
        """Take the item that was being read out of its list: half of it says nothing true."""
        self.tree.broken = True
        chain = [*self._open[1:], self._into]
        lists = [container for container in chain if type(container) is list]
        if lists and lists[0] is not chain[-1]:
            lists[0].pop()


def _mark(event: Any) -> Mark:
    mark = event.start_mark
    return pack(mark.line + 1, mark.column + 1)
