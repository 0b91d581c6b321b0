"""Which unit of the sources an organisation of a ticket is: by title, abbreviation or alias."""

import re
from collections.abc import Iterable, Iterator, Sequence

from graph.model.entities import Unit
from graph.reports.likeness import normalised

SYSTEM = "traffy"  # In `external_ids`: other names of a unit there, parted by commas.
_BRACKETS = re.compile(r"^(?P<name>.*?)\s*\((?P<short>[^()]*)\)\s*$")
_DISTRICTS = ("สำนักงานเขต", "สนข", "เขต")  # How the name of a district office begins.
_SECTION = re.compile(r"ฝ่าย\S+(?:\s+(?P<rest>\S.*))?")


class Names:
    """The units that organisations may be; one is looked up once, however many tickets it has."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._units: dict[str, list[str]] = {}
        for unit in units:
            for name in dict.fromkeys(filter(None, map(_bare, _names_of(unit)))):
                self._units.setdefault(name, []).append(unit.id)
        self._found: dict[str, str | None] = {}

    def unit(self, name: str) -> str | None:
        """Return the unit of that name, if it is one alone; a section counts as what it is of."""
        if name not in self._found:
            self._found[name] = self._look_up(name)
        return self._found[name]

    def candidates(self, name: str) -> Sequence[str]:
        """Return the units that have a name."""
        return self._units.get(_bare(name), ())

    def _look_up(self, name: str) -> str | None:
        found = self.candidates(name)
        section = _SECTION.fullmatch(name)
        if not found and section and section["rest"]:
            found = self.candidates(section["rest"])
        return found[0] if len(found) == 1 else None


def is_section(name: str) -> bool:
    """Tell whether an organisation is a section, of whichever office has the ticket."""
    return _SECTION.fullmatch(name) is not None


def _names_of(unit: Unit) -> Iterator[str]:
    """Yield every name of a unit."""
    for title in (unit.title_th, unit.title_en, unit.abbreviation):
        if title:
            yield title
            in_brackets = _BRACKETS.match(title)
            if in_brackets:
                yield from (in_brackets["name"], in_brackets["short"])
    yield from unit.external_ids.get(SYSTEM, "").split(",")
    if unit.kind == "district":
        yield from _of_district(unit.title_th or "")


def _of_district(title: str) -> Iterator[str]:
    begin = next((one for one in _DISTRICTS if title.startswith(one)), "")
    if begin:
        place = title.removeprefix(begin).strip(" .")
        yield from (f"{one}{place}" for one in _DISTRICTS)


def _bare(name: str) -> str:
    return normalised(name).replace(" ", "")
