"""Hand-overs as lines of a source file, one each: many are written, and few changed, at once.

A file of a hundred thousand is too long to be edited item by item; here each item that changes
gets its line anew, with the fields and the comment that people have added to it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from graph.errors import UsageError
from graph.model.entities import Handoff
from graph.model.fields import FIELDS
from graph.model.vocabulary import NodeKind
from graph.sources.adding.source_text import compose
from graph.sources.adding.written import Value, flow
from graph.sources.editing.nodes import value_of
from graph.sources.scalars import Plain
from graph.sources.traffy.handing import PREFIX, Hop

_LINE = re.compile(
    rf"(?P<before> *- +)(?P<item>\{{id: (?P<id>{PREFIX}[A-Za-z0-9-]+),.*\}})(?P<after> *(?:#.*)?)"
)
_ORDER = [one.name for one in FIELDS[NodeKind.HANDOFF]]
_SOURCE = "Traffy Fondue"
_DATES = ("asked_on", "accepted_on", "done_on")


def fields_of(item_id: str, hop: Hop) -> dict[str, Value]:
    """Return the fields of a hand-over in the order of the table."""
    whole = {"id": item_id, **told_of(hop)}
    return {name: value for name, value in whole.items() if value is not None}


def told_of(hop: Hop) -> "dict[str, Value | None]":
    """Return what a ticket tells of each field of a hand-over, or that it tells nothing."""
    return {
        "subject": hop.subject,
        "from": hop.from_unit,
        "to": hop.to_unit,
        **{name: text and Plain(text) for name, text in _dates_of(hop).items()},
        "state": hop.state,
        "reason": hop.reason,
        "basis": dict.fromkeys(hop.inferred, "inferred") or None,
    }


def _dates_of(hop: Hop) -> dict[str, str | None]:
    return {name: getattr(hop, name) for name in _DATES}


def is_same(item: Handoff, hop: Hop) -> bool:
    """Tell whether the sources say of a hand-over what its ticket says."""
    return not differences(item, hop)


def differences(item: Handoff, hop: Hop) -> "dict[str, Value | None]":
    """Return the fields of which a ticket tells something else than the sources."""
    told = told_of(hop)
    del told["basis"]  # It follows from the others.
    said = {"subject": item.title_th, "from": item.from_unit, "to": item.to_unit}
    said |= {name: one and one.text for name in _DATES for one in (getattr(item, name),)}
    said |= {"state": item.state, "reason": item.reason}
    return {name: value for name, value in told.items() if value != said[name]}


def with_only(begin: str, hops: Mapping[str, Hop]) -> str:
    """Return the text of a file that holds these and nothing else; `begin` are its first lines."""
    head = f"{begin}defaults:\n  source: {_SOURCE}\nhandoffs:\n"
    return "".join([head, *(_line(one, hop) for one, hop in hops.items())])


def _line(item_id: str, hop: Hop, before: str = "  - ") -> str:
    return f"{before}{flow(fields_of(item_id, hop))}\n"


def lines_of(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield the lines that hold a whole hand-over each, by their numbers from 0."""
    for number, line in enumerate(text.split("\n")):
        found = _LINE.fullmatch(line.removesuffix("\r"))
        if found:
            yield number, found


def with_changes(text: str, changed: Mapping[str, Hop]) -> tuple[str, set[str]]:
    """Return a text with other lines for these hand-overs, and which of them it has."""
    lines = text.split("\n")
    made = set()
    for number, found in lines_of(text):
        hop = changed.get(found["id"])
        if hop is not None:
            end = "\r" if lines[number].endswith("\r") else ""
            item = flow(_merged(found["item"], found["id"], hop))
            lines[number] = f"{found['before']}{item}{found['after']}{end}"
            made.add(found["id"])
    return "\n".join(lines), made


def _merged(item: str, item_id: str, hop: Hop) -> dict[str, Value]:
    """Return what a line holds with the fields of the ticket in place of the old ones."""
    root = compose(item).root
    old = value_of(root) if root else {}
    assert isinstance(old, dict)
    ours = fields_of(item_id, hop)
    basis = old.get("basis")
    if isinstance(basis, dict):
        kept = {name: one for name, one in basis.items() if name not in ("state", "asked_on")}
        told = ours.get("basis", {})
        assert isinstance(told, dict)
        ours = {**ours, "basis": {**kept, **told}} if kept or told else ours
    stays = {name: one for name, one in old.items() if name not in (*_OURS, *ours)}
    merged = {**stays, **ours}
    return {name: merged[name] for name in _ORDER if name in merged}


_OURS = ("subject", "from", "to", *_DATES, "state", "reason", "basis")


def with_more(text: str, name: str, hops: Mapping[str, Hop]) -> str:
    """Return a text with more hand-overs behind its last.

    Raises:
        UsageError: it does not end with a list of such lines.
    """
    body = text.rstrip()
    last = body.rsplit("\n", 1)[-1].removesuffix("\r")
    found = _LINE.fullmatch(last)
    if not found:
        message = "does not end with a list of hand-overs, a line each"
        raise UsageError(f"{name} {message}: name another file with --file")
    end = "\r\n" if "\r\n" in text else "\n"
    added = (_line(one, hop, found["before"])[:-1] for one, hop in hops.items())
    return end.join([body, *added, ""])


def in_order(hops: Iterable[tuple[str, Hop]]) -> dict[str, Hop]:
    """Return hand-overs in the order of their tickets and steps, however they came."""
    return dict(sorted(hops, key=lambda one: _rank(one[0])))


def _rank(item_id: str) -> tuple[str, int]:
    ticket, _, step = item_id.rpartition("-")
    return ticket, int(step)
