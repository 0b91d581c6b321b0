"""What people type, in one spelling: text, ids with a title behind them, words of a list."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from graph.problems import did_you_mean
from graph.reports.nightly.answer_sheets import SEPARATORS
from graph.sayings import say
from graph.sources.text import normalise

_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u2028\u2029]")
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # What hides in a patch.
_SOFT = str.maketrans(dict.fromkeys(_INVISIBLE + _TURNING))
_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_APART = re.compile(f"[{re.escape(SEPARATORS)}\r、，；]+")
_AND = re.compile(r"\s*(?:และ|&|\band\b)\s*")
_ID = re.compile(r"[A-Za-z0-9๐-๙][A-Za-z0-9๐-๙._-]*")
_DASHES = frozenset({"-", "–", "—", "\u2212"})
_DIGIT = re.compile(r"\d")
# How a cell says that something is not known, in lower case.
UNKNOWN = frozenset({"ไม่ทราบ", "ไม่ระบุ", "n/a", "unknown", "?"})
_NO_MATTER = re.compile(r"[\s,;:()/]+")
_LONGEST = 60


class CellError(Exception):
    """A cell that is not understood; the message is a sentence with the remedy."""


def spelt(text: str) -> str:
    """Return text without needless spaces and invisible characters."""
    plain = normalise(_UNPRINTABLE.sub(" ", text.replace("\r\n", "\n")).translate(_SOFT))[0]
    lines = (_SPACES.sub(" ", line).strip() for line in plain.split("\n"))
    return "\n".join(lines).strip()


def cleaned(text: str) -> str:
    """Return the same, and nothing of a dash alone."""
    found = spelt(text)
    return "" if found in _DASHES else found


def on_one_line(text: str) -> str:
    """Return cleaned text as it goes into the sources."""
    return " ".join(text.split())


def arabic(text: str) -> str:
    """Return text with Arabic digits for Thai ones."""
    return text.translate(_THAI_DIGITS)


def quoted(text: str) -> str:
    """Return text for a message, on one line and not too long."""
    plain = on_one_line(text)
    return f"'{plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + '…'}'"


class Known:
    """The items that an answer may mean, by their ids in any case and by their titles."""

    def __init__(self, titles: Mapping[str, Sequence[str]]) -> None:
        self.ids = tuple(titles)
        self._titles = {one: [_bare(title) for title in own] for one, own in titles.items()}
        self._in_lower_case: dict[str, list[str]] = {}
        self._with_title: dict[str, list[str]] = {}
        for one, own in self._titles.items():
            self._in_lower_case.setdefault(one.casefold(), []).append(one)
            for title in dict.fromkeys(own):
                self._with_title.setdefault(title, []).append(one)

    def named(self, name: str) -> str | None:
        """Return the id that a word is, if it is one alone."""
        if name in self._titles:
            return name
        alike = self._in_lower_case.get(name.casefold(), [])
        return alike[0] if len(alike) == 1 else None

    def titled(self, text: str) -> Sequence[str]:
        """Return the ids whose title a text is."""
        return self._with_title.get(_bare(text), ()) if _bare(text) else ()

    def is_title_of(self, item_id: str, text: str) -> bool:
        """Tell whether a text is a title of an item, or the beginning of one, as lists cut it."""
        said = _bare(text)
        if said.endswith("…"):
            return any(title.startswith(said[:-1]) for title in self._titles[item_id])
        return said in self._titles[item_id]


def ids_of(text: str, known: Known, noun: str) -> list[str]:
    """Return the ids that a cell names, in any case, with or without their titles.

    Args:
        text: What stands in the cell.
        known: What may be meant.
        noun: What they are, for messages: `key result`.

    Raises:
        CellError: one of them is not known, or may mean several.
    """
    found = [_id_of(one, known, noun) for one in _parts(text, known)]
    return list(dict.fromkeys(found))


def pieces_of(text: str, is_name: Callable[[str], bool]) -> Iterator[str]:
    """Yield what stands between separators, and between each `และ` that has names on both sides."""
    for piece in filter(None, map(str.strip, _APART.split(text))):
        names = _AND.split(piece)
        yield from names if len(names) > 1 and all(map(is_name, names)) else [piece]


def names_another(text: str, known: Known) -> bool:
    """Tell whether what stands behind a name holds an id, which is more than a number."""
    return any(not one.isdecimal() and known.named(one) for one in _ID.findall(text))


def _parts(text: str, known: Known) -> Iterator[str]:
    """Yield each id with what stands behind it, which may hold a separator if it is its title."""
    waiting = ""
    for piece in filter(None, map(str.strip, _APART.split(text))):
        if waiting and not _begins(piece, known):
            waiting += f", {piece}"
            continue
        if waiting:
            yield waiting
        waiting = piece
    if waiting:
        yield waiting


def _begins(piece: str, known: Known) -> bool:
    """Tell whether a piece begins an answer: with an id or what looks like one, or as a title."""
    name = _ID.match(piece)
    if name and (_DIGIT.search(name[0]) or known.named(arabic(name[0]))):
        return True
    return bool(known.titled(piece))


def _id_of(part: str, known: Known, noun: str) -> str:
    whole = known.titled(part)
    if len(whole) == 1:  # Its title alone.
        return whole[0]
    begins = _ID.match(part)
    name = arabic(begins[0]) if begins else part
    item_id = known.named(name)
    if item_id is None:
        hint = did_you_mean(name, known.ids) or say(": write its id, as the list offers it")
        raise CellError(say("there is no {} {}{}", noun, quoted(name), hint))
    rest = part[len(name) :]
    if not known.is_title_of(item_id, rest) and _says_more(rest, item_id, known):
        raise CellError(
            say("{} says more than one {}: write ids alone, with commas", quoted(part), noun)
        )
    return item_id


def _says_more(rest: str, item_id: str, known: Known) -> bool:
    """Tell whether what stands behind an id may mean another one."""
    if "," in rest or any(one != item_id for one in known.titled(rest)):
        return True
    return any(known.named(one) not in (None, item_id) for one in _ID.findall(rest))


def _bare(text: str) -> str:
    """Return text as it is compared: without case, spaces, and what stands between ids."""
    return _NO_MATTER.sub("", text).casefold()
