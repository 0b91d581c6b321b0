"""A query file: a header that states its contract, then one Cypher statement that reads.

    // title: Projects that serve no policy
    // title_th: โครงการที่ไม่โยงถึงนโยบาย
    // about: What the rows mean;
    //   a value goes on where a line is indented.
    // pattern: (Project)-[LED_BY]->(Unit)
    // params: dataset, fiscal_year
    // columns: project, title
    // key: project
    //
    // :param dataset => 'default'
    // :param fiscal_year => null

The `:param` lines set the parameters in Neo4j Browser; each value shows the parameter's type.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from graph.errors import UsageError
from graph.problems import did_you_mean
from graph.settings import day

Value = str | int | float | bool | date | None
_HERE = Path(__file__).parent
_FOLDERS = (_HERE.parent / "queries", _HERE / "cypher")  # In a checkout; as installed.
_FIELDS = ("title", "title_th", "about", "pattern", "params", "columns", "key")
_PARAMETER = re.compile(r":param (\w+) => (.+)")
_DATE = re.compile(r"date\('(\d{4}-\d\d-\d\d)'\)")
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER = re.compile(r"[-+]?\d{1,18}(\.\d{1,18})?([eE][-+]?\d{1,3})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question in Cypher, and what its header says of it."""

    name: str
    text: str  # The whole file: the header is made of comments.
    title: str = ""
    title_th: str = ""
    about: str = ""
    pattern: str = ""
    params: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()  # Empty where no header tells.
    key: tuple[str, ...] = ()  # The columns that tell rows apart.
    examples: Mapping[str, Value]  # Of each parameter, as its `:param` line gives it.
    is_ours: bool = False  # It is a file of `queries/`, not what someone typed.


def query_names() -> tuple[str, ...]:
    """Return the names of the query files, sorted."""
    return tuple(sorted(path.stem for path in _folder().glob("*.cypher")))


def query_named(name: str) -> Query:
    """Return the query of a file in `queries/`; `-` and `_` are the same in a name.

    Raises:
        UsageError: there is none of that name.
    """
    stem = name.replace("-", "_")
    names = query_names()
    if stem not in names:
        hint = did_you_mean(stem, names) or f"; there are: {', '.join(names)}"
        raise UsageError(f"there is no query '{name}'{hint}")
    found = read_query(stem, (_folder() / f"{stem}.cypher").read_text(encoding="utf-8"))
    return replace(found, is_ours=True)


def file_query(path: Path) -> Query:
    """Return the query of a file.

    Raises:
        UsageError: it cannot be read, or is no text.
    """
    try:
        return typed_query(path.stem, path.read_bytes())
    except OSError as error:
        raise UsageError(f"'{path}' cannot be read: {error.strerror or error}") from error


def typed_query(name: str, data: bytes) -> Query:
    """Return the query of some bytes.

    Raises:
        UsageError: they are no text.
    """
    try:
        return read_query(name, data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UsageError(f"'{name}' is not UTF-8: save it as UTF-8") from error


def read_query(name: str, text: str) -> Query:
    """Return a query from its text; without a header it has no title and tells no columns."""
    header = _header(text)
    return Query(
        name=name,
        text=text,
        title=header.get("title", ""),
        title_th=header.get("title_th", ""),
        about=header.get("about", ""),
        pattern=header.get("pattern", ""),
        params=_names(header.get("params", "")),
        columns=_names(header.get("columns", "")),
        key=_names(header.get("key", "")),
        examples={name: _example(value) for name, value in _PARAMETER.findall(_comments(text))},
    )


def parameters_of(
    query: Query, given: Sequence[str], standing: Mapping[str, Value]
) -> dict[str, Value]:
    """Return the parameters of a query: those given as `name=value`, and the standing ones.

    A value has the type of the parameter's example. Where a query shows none, a value in quotes is
    text, and so is what reads as no date, number, true, false or null.

    Raises:
        UsageError: a parameter is unknown, missing, or of another type.
    """
    found = dict(standing)
    for one in given:
        name, equals, text = one.partition("=")
        if not equals or not name.isidentifier():
            raise UsageError(f"-p '{one}' is no name=value, such as -p as_of=2024-09-30")
        if query.params and name not in query.params:
            hint = did_you_mean(name, query.params) or f"; it has: {', '.join(query.params)}"
            raise UsageError(f"query '{query.name}' has no parameter '{name}'{hint}")
        found[name] = _typed(name, text, query.examples.get(name))
    for name in query.params:
        if name not in found:
            like = f", such as -p {name}={query.examples.get(name, '…')}"
            raise UsageError(f"query '{query.name}' needs the parameter '{name}': give it{like}")
    return {name: found[name] for name in query.params} if query.params else found


def _typed(name: str, text: str, like: Value) -> Value:
    """Return the value that a text stands for, of the same type as `like` if that has one."""
    if isinstance(like, str):
        return text
    value = _text_as_value(text)
    fits = like is None or type(value) is type(like) or value is None
    if not fits and not (isinstance(like, float) and type(value) is int):
        wanted = _SPOKEN[type(like)]
        raise UsageError(f"-p {name}={text}: '{text}' is not {wanted}")
    return value


_SPOKEN: Mapping[type, str] = {
    date: "a date such as 2024-09-30",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
}


def _text_as_value(text: str) -> Value:
    words: Mapping[str, Value] = {"null": None, "true": True, "false": False}
    if text in words:
        return words[text]
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1]
    if _ISO_DATE.fullmatch(text):
        return day(text)
    if _NUMBER.fullmatch(text):
        return float(text) if set(text) & set(".eE") else int(text)
    return text


def _example(text: str) -> Value:
    """Return the value of a `:param` line: Cypher's text, date, number, true, false or null."""
    found = _DATE.fullmatch(text.strip())
    return _text_as_value(found[1] if found else text.strip())


def _folder() -> Path:
    return next((folder for folder in _FOLDERS if folder.is_dir()), _FOLDERS[0])


def _comments(text: str) -> str:
    """Return the comment lines that the text begins with, without their slashes."""
    lines = []
    for line in text.splitlines():
        if not line.startswith("//"):
            break
        lines.append(line[2:])
    return "\n".join(lines)


def _header(text: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    current = ""
    for line in _comments(text).splitlines():
        name, colon, value = line.strip().partition(":")
        if colon and name in _FIELDS and not line.startswith("   "):
            current = name
            fields[current] = value.strip()
        elif current and line.startswith("   "):
            fields[current] = f"{fields[current]} {line.strip()}".strip()
        else:
            current = ""
    return fields


def _names(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split(",") if one.strip())
