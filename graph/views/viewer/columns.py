"""Long columns of the page's data, written shorter; `assets/js/columns.js` reads them again.

A column is a list that stands under a name. One that says less than it is long becomes an object
whose `$` tells how it is written; the page turns it into the list again when it is first read. Of
the ways that fit its values it is written in the one that compresses best, as the page does.

- `runs`: the values `is`, each as many times as `of` says
- `steps`: each number as what it adds to the one before
- `words`: the different values, and the position of each value among them
- `counted`: texts that end in a number; from each of `is`, as many as `of` says are counted up
- `lists`: lists, as their lengths `of` and all that they hold
- `rows`: lists that are equally long, place by place
- `objects`: objects, as the lists of their names and of their values
- `findings`: ids of findings, as the code and, for each code, the columns whose items they name
- `field`: what the items of another column have in a field of their own
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, combinations, groupby, pairwise
from operator import ne, sub
from typing import Any

from graph.model.finding_ids import code_of, item_ids_of

Column = list[Any] | dict[str, Any]
_DIFFERENT = 0.8  # The share of its values that may be different in a column of words.
_PLAIN = ({str}, {str, type(None)}, {int}, {float})  # Of which no two that are equal differ.
_SHORT = 16  # A column of fewer values stays as it is.
_NUMBER = 15  # Digits that JavaScript counts exactly.
_NAMED = 4  # The most items that a finding names.


def shortened(data: dict[str, Any]) -> dict[str, Any]:
    """Return the data of the page with its long columns written shorter."""
    ids = data["nodes"]["id"]
    fields = {
        name: dict(zip(one["at"], one["is"], strict=True)) for name, one in data["fields"].items()
    }
    reports = {
        name: _without_fields(_without_findings(one, ids), fields)
        for name, one in data["reports"].items()
    }
    found: dict[str, Any] = _walked({**data, "reports": reports})
    return found


def _walked(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _walked(one) for name, one in value.items()}
    return column(value) if isinstance(value, list) else value


def column(values: list[Any]) -> Column:
    """Return a column written in the way that is shortest once it is compressed."""
    types = {type(one) for one in values}
    if len(values) < _SHORT:
        return values
    if types == {dict}:
        return _objects(values)
    if all(issubclass(one, list | tuple) for one in types):
        whole = None if any(map(_holds_more, values)) else _words([tuple(one) for one in values])
        return _shortest(whole, _rows(values) or _lists(values))
    if any(issubclass(one, list | tuple | dict) for one in types):
        return values
    if types == {int}:
        return _shortest(_words(values), _numbers(values))
    return _shortest(values, _words(values) or (_counted(values) if types == {str} else None))


def _holds_more(values: Iterable[Any]) -> bool:
    return any(isinstance(one, list | tuple | dict) for one in values)


def _shortest(*ways: Column | None) -> Column:
    """Return the shortest of these ways to write a column, compressed as fast as can be."""
    return min((one for one in ways if one is not None), key=_compressed)


def _compressed(way: Column) -> int:
    text = json.dumps(way, ensure_ascii=False, separators=(",", ":"))
    return len(zlib.compress(text.encode(errors="surrogatepass"), level=1))


def _numbers(values: list[int]) -> Column:
    """Return numbers as they are, as runs, as steps or as runs of steps."""
    steps = [values[0], *map(sub, values[1:], values)]
    runs = _runs(steps)
    return _shortest(values, _runs(values), {"$": "steps", "of": steps if runs is None else runs})


def _runs(values: list[int]) -> dict[str, Any] | None:
    if sum(map(ne, values[1:], values)) >= len(values) // 4:
        return None
    runs = [(value, sum(1 for _ in group)) for value, group in groupby(values)]
    return {"$": "runs", "is": [one for one, _ in runs], "of": [many for _, many in runs]}


def _words(values: Sequence[Any]) -> dict[str, Any] | None:
    """Return the different values and where each stands, if many stand more than once."""
    is_plain = {type(one) for one in values} in _PLAIN
    # 1, 1.0 and True are equal, and are not the same.
    keys = values if is_plain else [(one, _type(one)) for one in values]
    positions = {key: position for position, key in enumerate(dict.fromkeys(keys))}
    if len(positions) > _DIFFERENT * len(values):
        return None
    words = list(positions) if is_plain else [one for one, _ in positions]
    at = [positions[key] for key in keys]
    return {"$": "words", "words": column(words), "at": _numbers(at)}


def _type(value: Any) -> Any:
    return tuple(map(type, value)) if isinstance(value, tuple) else type(value)


def _objects(values: Sequence[dict[str, Any]]) -> dict[str, Any]:
    names, held = [list(one) for one in values], [list(one.values()) for one in values]
    return {"$": "objects", "names": column(names), "held": column(held)}


def _lists(values: Sequence[Sequence[Any]]) -> dict[str, Any]:
    held = list(chain.from_iterable(values))
    return {"$": "lists", "of": column([len(one) for one in values]), "held": column(held)}


def _rows(values: Sequence[Sequence[Any]]) -> dict[str, Any] | None:
    """Return lists as a column for each place, if they are equally long and not empty."""
    if {len(one) for one in values} != {len(values[0])} or not values[0]:
        return None
    return {"$": "rows", "of": [column(list(place)) for place in zip(*values, strict=True)]}


# Texts that count up ------------------------------------------------------------------------------


def _counted(texts: list[str]) -> dict[str, Any] | None:
    """Return the first of each row of texts that count up, and how many there are of each."""
    is_next = (one == _next(before) for before, one in pairwise(texts))
    rows = list(accumulate((not one for one in is_next), initial=0))
    if rows[-1] >= len(texts) // 2:
        return None
    firsts = [0, *(at for at, (before, row) in enumerate(pairwise(rows), 1) if row > before)]
    ends = [*firsts[1:], len(texts)]
    return {
        "$": "counted",
        "is": [texts[at] for at in firsts],
        "of": [end - at for at, end in zip(firsts, ends, strict=True)],
    }


def _next(text: str) -> str | None:
    """Return the text with its last number one higher; None where it ends in none."""
    head = text.rstrip("0123456789")
    digits = text[len(head) :]
    if not 0 < len(digits) <= _NUMBER:
        return None
    return f"{head}{int(digits) + 1:0{len(digits)}}"


# Findings -----------------------------------------------------------------------------------------


def _without_findings(report: dict[str, Any], ids: Sequence[str]) -> dict[str, Any]:
    """Return a report whose findings, if they can be, are told by its other columns."""
    columns = report["columns"]
    values = columns.get("finding", {}).get("values", [])
    items = {name: one["items"] for name, one in columns.items() if "items" in one}
    by = {code: _named(rows, items, ids) for code, rows in _by_code(values).items()}
    if len(values) < _SHORT or None in by.values():
        return report
    codes = column([one and code_of(one) for one in values])
    told = {"$": "findings", "codes": codes, "by": by}
    return {**report, "columns": {**columns, "finding": {"values": told}}}


def _by_code(findings: Iterable[str | None]) -> dict[str, list[tuple[int, str]]]:
    """Return the rows and the findings of each code."""
    found: dict[str, list[tuple[int, str]]] = {}
    for row, one in enumerate(findings):
        if one is not None:
            found.setdefault(code_of(one), []).append((row, one))
    return found


def _named(
    rows: Sequence[tuple[int, str]], items: Mapping[str, Sequence[int]], ids: Sequence[str]
) -> list[str] | None:
    """Return the columns whose items every one of the findings names, if there are such."""
    for names in _choices(list(items)):
        columns = [items[name] for name in names]
        if all(_named_by(one, row, columns, ids) for row, one in rows):
            return list(names)
    return None


def _choices(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(names, many) for many in range(1, _NAMED + 1))


def _named_by(finding: str, row: int, columns: Sequence[Sequence[int]], ids: Sequence[str]) -> bool:
    named = [ids[one[row]] for one in columns if one[row] >= 0]
    return item_ids_of(finding) == named


# Fields of items ---------------------------------------------------------------------------------


def _without_fields(
    report: dict[str, Any], fields: Mapping[str, Mapping[int, Any]]
) -> dict[str, Any]:
    """Return a report without the columns that only tell a field of the items of another."""
    columns = report["columns"]
    items = {name: one["items"] for name, one in columns.items() if "items" in one}
    found = dict(columns)
    for name, one in columns.items():
        values = one.get("values")
        if not isinstance(values, list) or len(values) < _SHORT or name not in fields:
            continue
        for of, numbers in items.items():
            if all(map(_is_same, values, map(fields[name].get, numbers))):
                found[name] = {"values": {"$": "field", "of": of, "field": name}}
                break
    return {**report, "columns": found}


def _is_same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and bool(one == other)
