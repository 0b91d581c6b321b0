"""One node to one value by the type of its field, or a problem with its place."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from graph.calendar import BUDDHIST_ERA, FIRST_BUDDHIST_YEAR, LAST_BUDDHIST_YEAR
from graph.model.entities import Allocation, CheckIn, Measure, Waiver
from graph.model.fields import FIELDS, Field, FieldType
from graph.model.fields.field import ID_PATTERN
from graph.model.vocabulary import BASES, NodeKind
from graph.problems import Problem, Severity, did_you_mean, nearest
from graph.sources.dates import day, is_buddhist, partial_date
from graph.sources.scalars import REFUSED, Plain, is_null, short, spoken
from graph.sources.tree import NO_WORD, Mark, Node

ID = re.compile(ID_PATTERN)


class _Nothing:
    """The value of a field that says nothing, or nothing that can be used."""


NOTHING: Final = _Nothing()


@dataclass(slots=True)
class Values:
    """Reads the values of one file and collects its problems."""

    file: str
    problems: list[Problem]
    kept: list[Mark] = field(default_factory=list)  # Of the last list: what could be used.

    def problem(
        self, mark: Mark, code: str, message: str, severity: Severity = Severity.ERROR
    ) -> None:
        """Note a problem at a place of the file."""
        line, column = mark.line + 1, mark.column + 1
        self.problems.append(Problem(self.file, line, column, code, message, severity))

    def read(self, field: Field, node: Node) -> Any:
        """Return the value of the node, or NOTHING where it is empty or wrong."""
        value = node[0]
        if is_null(value):
            return NOTHING
        return READERS[field.type](self, field, value, node[1])

    def wrong(self, field: Field, value: object, mark: Mark, hint: str = "") -> _Nothing:
        """Note that the value is not of the field's type."""
        if value is REFUSED:
            return NOTHING
        message = f"{field.name} must be {field.type.value}, not {spoken(value)}{hint}"
        self.problem(mark, "SRC122", message)
        return NOTHING

    def text(self, field: Field, value: object, mark: Mark) -> Any:
        """Read text; a number or a boolean without quotes is none."""
        if type(value) is str:
            return value
        if type(value) is Plain:
            if value.is_text:
                return str(value)
            return self.wrong(field, value, mark, f': write it in quotes, "{value}"')
        return self.wrong(field, value, mark)

    def id(self, field: Field, value: object, mark: Mark) -> Any:
        """Read an id, or a reference to one."""
        if type(value) is Plain and not value.is_text:
            return self.wrong(field, value, mark, f': ids are text, write "{value}" in quotes')
        if not isinstance(value, str):
            return self.wrong(field, value, mark)
        if not ID.fullmatch(value):
            message = (
                f"'{short(value)}' is not an id: begin with a Latin letter or a digit, then use"
                " only Latin letters, digits, '.', '_' and '-'"
            )
            self.problem(mark, "SRC123", message)
            return NOTHING
        return str(value)

    def ids(self, field: Field, value: object, mark: Mark) -> Any:
        """Read a list of ids; one that is wrong is left out."""
        if not isinstance(value, list):
            hint = f": write [{value}]" if isinstance(value, str) and ID.fullmatch(value) else ""
            return self.wrong(field, value, mark, hint)
        found: dict[str, Mark] = {}
        for element, place, _ in value:
            one = self._empty(field, element, place) or self.id(field, element, place)
            if not isinstance(one, str):
                continue
            if one in found:
                message = f"{field.name} names '{one}' twice; it counts once"
                self.problem(place, "SRC144", message, Severity.WARNING)
            found.setdefault(one, place)
        self.kept = list(found.values())
        return tuple(found)

    def _empty(self, field: Field, element: object, mark: Mark) -> _Nothing | None:
        """Note an element of a list that is empty; return None for any other."""
        if not is_null(element):
            return None
        if element is not REFUSED:
            self.problem(mark, "SRC122", f"an element of {field.name} is empty: delete the '-'")
        return NOTHING

    def id_or_ids(self, field: Field, value: object, mark: Mark) -> Any:
        """Read one id or a list of ids as a tuple."""
        if isinstance(value, (list, dict)):
            return self.ids(field, value, mark)
        one = self.id(field, value, mark)
        return NOTHING if one is NOTHING else (one,)

    def number(self, field: Field, value: object, mark: Mark) -> Any:
        """Read a finite number."""
        number = value.number() if type(value) is Plain else None
        if number is None:
            hint = ": write digits without separators, quotes or a unit"
            return self.wrong(field, value, mark, hint if isinstance(value, str) else "")
        return number

    def year(self, field: Field, value: object, mark: Mark) -> Any:
        """Read a Buddhist-era year."""
        number = value.number() if type(value) is Plain else None
        if isinstance(number, int) and FIRST_BUDDHIST_YEAR <= number <= LAST_BUDDHIST_YEAR:
            return number
        hint = ""
        if isinstance(number, int) and 1900 <= number <= 2200:  # noqa: PLR2004  # common era
            hint = f"; did you mean {number + BUDDHIST_ERA}?"
        elif type(value) is str and value.isascii() and value.isdigit():
            hint = ": write it without quotes"
        return self.wrong(field, value, mark, hint)

    def day(self, field: Field, value: object, mark: Mark) -> Any:
        """Read a whole date."""
        found = day(value) if isinstance(value, str) else None
        return self._wrong_date(field, value, mark) if found is None else found

    def partial_date(self, field: Field, value: object, mark: Mark) -> Any:
        """Read a date that may stop at the month or the year."""
        found = partial_date(value) if isinstance(value, str) else None
        return self._wrong_date(field, value, mark) if found is None else found

    def _wrong_date(self, field: Field, value: object, mark: Mark) -> Any:
        shown = f"'{short(value)}'" if isinstance(value, str) else spoken(value)
        message = f"{field.name} must be {field.type.value}, not {shown}"
        if value is REFUSED:
            return NOTHING
        if isinstance(value, str) and is_buddhist(value):
            era = "a Buddhist-era year: dates count in the common era"
            message = f"{field.name} is '{short(value)}', {era}"
            written = f"{int(value[:4]) - BUDDHIST_ERA}{value[4:]}"
            reads = day if field.type is FieldType.DATE else partial_date
            if int(value[:4]) <= LAST_BUDDHIST_YEAR and reads(written):
                message += f", so write {written}"
        self.problem(mark, "SRC125", message)
        return NOTHING

    def choice(self, field: Field, value: object, mark: Mark) -> Any:
        """Read one of the field's words."""
        if isinstance(value, str) and value in field.choices:
            return str(value)
        if not isinstance(value, str):
            return self.wrong(field, value, mark)
        words = ", ".join(field.choices)
        hint = did_you_mean(value, field.choices)
        message = f"{field.name} is '{short(value)}', but must be one of: {words}{hint}"
        self.problem(mark, "SRC124", message)
        return NOTHING

    def texts(self, field: Field, value: object, mark: Mark) -> Any:
        """Read a mapping of text to text; numbers keep the digits as written."""
        if not isinstance(value, dict):
            return self.wrong(field, value, mark)
        found = {}
        for key, (element, place, _) in value.items():
            if not isinstance(element, str):
                self.wrong(field, element, place)
            elif not is_null(element):
                found[key] = str(element)
        return found

    def basis(self, field: Field, value: object, mark: Mark) -> Any:
        """Read stated, inferred, or a mapping; its keys are checked where the kind is known."""
        if isinstance(value, str):
            return self.choice(_one_of(field), value, mark)
        if not isinstance(value, dict):
            return self.wrong(field, value, mark)
        found = {}
        for key, node in value.items():
            word = self.read(_one_of(field), node)
            if word is not NOTHING:
                found[key] = word
        return found

    def record(self, field: Field, value: object, mark: Mark) -> Any:
        """Read a mapping with fields of its own."""
        if not isinstance(value, dict):
            return self.wrong(field, value, mark)
        known, required, record = _RECORDS[field.name]
        found, meant = {}, set()
        for name, node in value.items():
            one = known.get(name)
            if one is None:
                meant.add(self.unknown(name, known, node[2], field.name))
                continue
            read = self.read(one, node)
            if read is not NOTHING:
                found[name] = read
        if required <= found.keys():
            return record(**found)
        for name in sorted(required - found.keys() - meant):
            if name not in value or (is_null(value[name][0]) and value[name][0] is not REFUSED):
                self.problem(mark, "SRC121", f"{field.name} needs the field '{name}'")
        return NOTHING

    def records(self, field: Field, value: object, mark: Mark) -> Any:
        """Read a list of mappings; one that is wrong is left out."""
        if not isinstance(value, list):
            return self.wrong(field, value, mark)
        found, self.kept = [], []
        for element, place, _ in value:
            read = self._empty(field, element, place) or self.record(field, element, place)
            if read is not NOTHING:
                found.append(read)
                first = element.get(field.fields[0].name)
                self.kept.append(first[1] if first else place)
        return tuple(found)

    def unknown(self, name: str, known: Mapping[str, object], mark: Mark, where: str) -> str | None:
        """Note a field that format 1 does not have; return the one that was probably meant."""
        if name == NO_WORD:
            return None
        near = nearest(name, known)
        hint = f"; did you mean '{near}'?" if near else ""
        self.problem(mark, "SRC120", f"{where} has no field '{short(name)}'{hint}")
        return near


READERS: Mapping[FieldType, Callable[[Values, Field, Any, Mark], Any]] = {
    FieldType.ID: Values.id,
    FieldType.TEXT: Values.text,
    FieldType.REF: Values.id,
    FieldType.REFS: Values.ids,
    FieldType.REF_OR_REFS: Values.id_or_ids,
    FieldType.YEAR: Values.year,
    FieldType.NUMBER: Values.number,
    FieldType.MONEY: Values.number,
    FieldType.PERCENT: Values.number,
    FieldType.DATE: Values.day,
    FieldType.PARTIAL_DATE: Values.partial_date,
    FieldType.CHOICE: Values.choice,
    FieldType.TEXTS: Values.texts,
    FieldType.BASIS: Values.basis,
    FieldType.RECORD: Values.record,
    FieldType.RECORDS: Values.records,
}


class _RecordPlan(NamedTuple):
    """How a field with fields of its own is read."""

    fields: dict[str, Field]
    required: set[str]
    make: Callable[..., Any]


def _record_plan(field: Field) -> _RecordPlan:
    required = {one.name for one in field.fields if one.required}
    return _RecordPlan({one.name: one for one in field.fields}, required, _MAKERS[field.name])


_MAKERS = {"measure": Measure, "check_ins": CheckIn, "allocations": Allocation, "waive": Waiver}
_RECORDS = {
    field.name: _record_plan(field) for field in FIELDS[NodeKind.KEY_RESULT] if field.fields
}


def _one_of(field: Field) -> Field:
    return Field(field.name, FieldType.CHOICE, field.meaning, field.meaning_th, choices=BASES)
