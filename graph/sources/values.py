"""One node to one value by the type of its field, or a problem with its place."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from graph.model.entities import Allocation, CheckIn, Measure, Waiver
from graph.model.fields import FIELDS, Field, FieldType
from graph.model.vocabulary import BASES, NodeKind
from graph.problems import Problem, Severity, did_you_mean
from graph.sources.dates import FIRST_BUDDHIST_YEAR, day, is_buddhist, partial_date
from graph.sources.scalars import NULLS, Plain
from graph.sources.tree import NO_WORD, Mark, Node

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LAST_BUDDHIST_YEAR = 2700


class _Nothing:
    """The value of a field that says nothing, or nothing that can be used."""


NOTHING: Final = _Nothing()


@dataclass(slots=True)
class Values:
    """Reads the values of one file and collects its problems."""

    file: str
    problems: list[Problem]

    def problem(
        self, mark: Mark, code: str, message: str, severity: Severity = Severity.ERROR
    ) -> None:
        """Note a problem at a place of the file."""
        line, column = mark.line + 1, mark.column + 1
        self.problems.append(Problem(self.file, line, column, code, message, severity))

    def read(self, field: Field, node: Node) -> Any:
        """Return the value of the node, or NOTHING where it is empty or wrong."""
        value = node[0]
        if type(value) is Plain and value in NULLS:
            return NOTHING
        return READERS[field.type](self, field, value, node[1])

    def wrong(self, field: Field, value: object, mark: Mark, hint: str = "") -> _Nothing:
        """Note that the value is not of the field's type."""
        message = f"{field.name} must be {field.type.value}, not {_spoken(value)}{hint}"
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
                f"'{_short(value)}' is not an id: begin with a Latin letter or a digit, then use"
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
        found: dict[str, None] = {}
        for element, place, _ in value:
            one = self.id(field, element, place)
            if one is NOTHING:
                continue
            if one in found:
                message = f"{field.name} names '{one}' twice; it counts once"
                self.problem(place, "SRC144", message, Severity.WARNING)
            found[one] = None
        return tuple(found)

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
        if isinstance(number, int) and FIRST_BUDDHIST_YEAR <= number <= _LAST_BUDDHIST_YEAR:
            return number
        is_common_era = isinstance(number, int) and 1900 <= number <= 2200  # noqa: PLR2004  # years
        hint = f"; did you mean {number + 543}?" if is_common_era and number else ""
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
        shown = f"'{_short(value)}'" if isinstance(value, str) else _spoken(value)
        message = f"{field.name} must be {field.type.value}, not {shown}"
        if isinstance(value, str) and is_buddhist(value):
            year = int(value[:4])
            message = (
                f"{field.name} is '{_short(value)}', a Buddhist-era year: dates count in the"
                f" common era, so write {year - 543}{value[4:]}"
            )
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
        message = f"{field.name} is '{_short(value)}', but must be one of: {words}{hint}"
        self.problem(mark, "SRC124", message)
        return NOTHING

    def texts(self, field: Field, value: object, mark: Mark) -> Any:
        """Read a mapping of text to text; numbers keep the digits as written."""
        if not isinstance(value, dict):
            return self.wrong(field, value, mark)
        found = {}
        for key, (element, place, _) in value.items():
            if isinstance(element, str):
                found[key] = str(element)
            else:
                self.wrong(field, element, place)
        return found

    def basis(self, field: Field, value: object, mark: Mark) -> Any:
        """Read stated, inferred, or a mapping; its keys are checked where the kind is known."""
        if isinstance(value, str):
            return self.choice(_one_of(field), value, mark)
        if not isinstance(value, dict):
            return self.wrong(field, value, mark)
        found = {}
        for key, (element, place, _) in value.items():
            word = self.choice(_one_of(field), element, place)
            if word is not NOTHING:
                found[key] = word
        return found

    def record(self, field: Field, value: object, mark: Mark) -> Any:
        """Read a mapping with fields of its own."""
        if not isinstance(value, dict):
            return self.wrong(field, value, mark)
        known, required, record = _RECORDS[field.name]
        found = {}
        for name, node in value.items():
            one = known.get(name)
            if one is None:
                self.unknown(name, known, node[2], field.name)
                continue
            read = self.read(one, node)
            if read is not NOTHING:
                found[name] = read
        if required <= found.keys():
            return record(**found)
        for name in sorted(required - found.keys()):
            if name not in value or value[name][0] in NULLS:
                self.problem(mark, "SRC121", f"{field.name} needs the field '{name}'")
        return NOTHING

    def records(self, field: Field, value: object, mark: Mark) -> Any:
        """Read a list of mappings; one that is wrong is left out."""
        if not isinstance(value, list):
            return self.wrong(field, value, mark)
        read = [self.record(field, element, place) for element, place, _ in value]
        return tuple(one for one in read if one is not NOTHING)

    def unknown(self, name: str, known: Mapping[str, object], mark: Mark, where: str) -> None:
        """Note a field that format 1 does not have."""
        if name == NO_WORD:
            return
        hint = did_you_mean(name, known)
        shown = _short(name)
        self.problem(mark, "SRC120", f"{where} has no field '{shown}'{hint}")


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
    return Field(field.name, FieldType.CHOICE, field.meaning, choices=BASES)


def _spoken(value: object) -> str:
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a mapping"
    if type(value) is Plain and not value.is_text:
        return f"{'the number' if value.number() is not None else 'the value'} {_short(value)}"
    return f"text '{_short(value)}'"


def _short(value: object) -> str:
    """Return text for a one-line message: no line breaks, no control characters, 60 at most."""
    text = "".join(c if c.isprintable() else "\ufffd" for c in str(value))
    return text if len(text) <= 60 else text[:59] + "…"  # noqa: PLR2004  # one line
