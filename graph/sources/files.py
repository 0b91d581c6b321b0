"""The YAML files of a folder, read whole: every problem of every file in one run."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from graph.errors import UnreadableSourcesError
from graph.model.entities import ANY_ID, UNREADABLE, Item, unpack
from graph.model.portfolio import Portfolio
from graph.problems import Problem, Severity
from graph.sources.items import read_items
from graph.sources.text import place_of, without_separators
from graph.sources.tree import Tree, build

MAX_BYTES = 64 * 1024 * 1024
_BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_ID_LINE = re.compile(r"\bid:[ \t]*[\"']?([A-Za-z0-9][A-Za-z0-9._-]*)")


@dataclass(frozen=True, slots=True)
class Sources:
    """What a folder holds, with the problems of its files."""

    portfolio: Portfolio
    problems: tuple[Problem, ...]
    lost_ids: frozenset[str]  # Of items that could not be read: not to be called missing.


def read_sources(folder: Path) -> Sources:
    """Read every `*.yaml` file under the folder.

    Raises:
        UnreadableSourcesError: the folder is missing, or holds no such file.
    """
    items: dict[str, Item] = {}
    problems: list[Problem] = []
    lost: set[str] = set()
    files = []
    for path, name in _yaml_files(folder, problems, lost):
        files.append(name)
        tree = _read_tree(path, name)
        for item in read_items(tree, name):
            _add(item, items, tree.problems)
        problems += tree.problems
        lost |= tree.lost_ids
    return Sources(Portfolio(items, tuple(files)), tuple(problems), frozenset(lost))


def _yaml_files(folder: Path, problems: list[Problem], lost: set[str]) -> list[tuple[Path, str]]:
    if not folder.is_dir():
        message = f"there is no folder '{folder}': name the folder of the sources with --data DIR"
        raise UnreadableSourcesError(message)
    found = []

    def unreadable(error: OSError) -> None:
        message = f"the folder cannot be read: {error.strerror}"
        problems.append(Problem(Path(error.filename).as_posix(), 1, 1, "SRC110", message))
        lost.add(ANY_ID)

    for root, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            path = Path(root, name)
            if name.endswith(".yaml") and not name.startswith("."):
                found.append((path, path.as_posix()))
            elif name.lower().endswith((".yml", ".yaml")) and not name.startswith("."):
                message = "this file is not read: rename it to end with .yaml"
                severity = Severity.WARNING
                problems.append(Problem(path.as_posix(), 1, 1, "SRC112", message, severity))
    if not found:
        hint = f"; rename '{problems[0].file}' to end with .yaml" if problems else ""
        raise UnreadableSourcesError(f"there is no *.yaml file under '{folder}'{hint}")
    return sorted(found, key=lambda pair: pair[1])


def _read_tree(path: Path, name: str) -> Tree:
    tree = Tree()
    data = _read_bytes(path, name, tree.problems)
    if data is None:
        tree.lost_ids.add(ANY_ID)
        return tree
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


def _read_bytes(path: Path, name: str, problems: list[Problem]) -> bytes | None:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            limit = MAX_BYTES // 1024 // 1024
            message = f"the file is larger than {limit} MiB: split it"
            problems.append(Problem(name, 1, 1, "SRC107", message))
            return None
        return path.read_bytes()
    except OSError as error:
        message = f"the file cannot be read: {error.strerror or error}"
        problems.append(Problem(name, 1, 1, "SRC110", message))
        return None


def _place_of_byte(data: bytes, index: int) -> tuple[int, int]:
    before = data[:index].decode("utf-8")
    return place_of(before, len(before))


def _add(item: Item, items: dict[str, Item], problems: list[Problem]) -> None:
    first = items.get(item.id)
    if first is None:
        items[item.id] = item
        return
    line, column = unpack(item.mark_of("id"))
    first_line, first_column = unpack(first.mark_of("id"))
    message = (
        f"id '{item.id}' is already that of {first.kind_of_node.a_noun}"
        f" at {first.file}:{first_line}:{first_column}: ids are unique over all kinds"
    )
    problems.append(Problem(item.file, line, column, "SRC130", message))
    items[f"{UNREADABLE}{item.id}:{item.file}:{line}:{column}"] = (
        item  # For the other checks alone.
    )
