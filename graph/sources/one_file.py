"""One YAML file, from its bytes to its items and its problems."""

import re
from pathlib import Path

from graph.model.entities import ANY_ID
from graph.problems import Problem, Severity
from graph.sources.files import SourceFile, read_bytes
from graph.sources.items import read_items
from graph.sources.text import place_of, without_separators
from graph.sources.tree import Tree, build

_BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_ID_LINE = re.compile(r"\bid:[ \t]*[\"']?([A-Za-z0-9][A-Za-z0-9._-]*)")


def read_file(path: Path, name: str, *, every_place: bool = False) -> SourceFile:
    """Read a file; `name` is what its problems call it."""
    return parse(read_bytes(path, name), name, every_place=every_place)


def parse(data: bytes | Problem, name: str, *, every_place: bool = False) -> SourceFile:
    """Return what the bytes of a file hold, or that it could not be read.

    With `every_place` the place of each field is kept, not only what checks and links name.
    """
    if isinstance(data, Problem):
        return SourceFile(name, (), (data,), frozenset({ANY_ID}))
    tree = tree_of(data, name)
    # This adds to the problems and the lost ids of the tree.
    items = read_items(tree, name, every_place=every_place)
    return SourceFile(name, items, tree.problems, frozenset(tree.lost_ids))


def tree_of(data: bytes, name: str) -> Tree:
    """Return the tree of a file's bytes, with what is wrong with its text and its YAML."""
    tree = Tree()
    if data.startswith(_BOM):
        message = "the file begins with a byte-order mark, which is left out: save it without"
        tree.problems.append(Problem(name, 1, 1, "SRC103", message, Severity.NOTICE))
        data = data[len(_BOM) :]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = _place_of_byte(data, error.start)
        message = f"byte 0x{data[error.start]:02X} is not UTF-8: save the file as UTF-8"
        tree.problems.append(Problem(name, line, column, "SRC102", message))
        encoding = "utf-16" if data.startswith(_UTF_16) else "utf-8"
        tree.lost_ids.update(_ID_LINE.findall(data.decode(encoding, "replace")))
        return tree
    text, place = without_separators(text)
    if place:
        message = "the text holds a line separator (U+0085, U+2028, U+2029): it is read as a space"
        tree.problems.append(Problem(name, *place, "LNG704", message, Severity.NOTICE))
        data = text.encode("utf-8")
    built = build(data, text, name)
    built.problems[:0] = tree.problems
    if built.broken:
        built.lost_ids.update(_ID_LINE.findall(text))
    return built


def _place_of_byte(data: bytes, index: int) -> tuple[int, int]:
    before = data[:index].decode("utf-8")
    return place_of(before, len(before))
