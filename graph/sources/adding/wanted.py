"""A new item as it is asked for: its fields as text, and what is still missing of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graph.errors import UsageError
from graph.model.fields import FIELDS, Field, FieldType
from graph.model.portfolio import Portfolio
from graph.model.vocabulary import NodeKind
from graph.problems import did_you_mean
from graph.sources.adding.given import text_of, value_of
from graph.sources.adding.written import Value


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about a new item; `check` refuses an answer with a UsageError."""

    name: str
    meaning: tuple[str, str]  # Thai, English.
    check: Callable[[str], object]
    choices: tuple[str, ...] = ()
    default: str | None = None  # Empty: it may be left out.

    def text(self, language: str) -> str:
        """Return the question in `th` or `en`, with the answers that there are to choose from."""
        choices = f" ({', '.join(self.choices)})" if self.choices else ""
        return f"{self.name}: {self.meaning[language == 'en']}{choices}"

    def refuse_unfit(self, answer: str) -> None:
        """Refuse what does not fit; an empty answer does where it may be left out.

        Raises:
            UsageError: it does not fit.
        """
        if answer or self.default != "":
            self.check(answer)


Ask = Callable[[Question], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A new item: its kind, what its fields shall hold, and where it shall stand."""

    kind: NodeKind
    fields: Mapping[str, str] = field(default_factory=dict)
    title_th: str | None = None
    title_en: str | None = None
    unit: str | None = None  # That leads or owns it.
    file: Path | None = None


def fields_of(given: Sequence[str], item_id: str | None) -> dict[str, str]:
    """Return fields that are given as `FIELD=VALUE`, and the id, by their names.

    Raises:
        UsageError: one is not in this form, or is given twice.
    """
    fields = {} if item_id is None else {"id": item_id}
    for one in given:
        name, sign, value = one.partition("=")
        if not sign:
            raise UsageError(f"--set {one} is not FIELD=VALUE, such as target=90")
        if name in fields:
            raise UsageError(f"--set {name} is given twice")
        fields[name] = value
    return fields


def values_of(wanted: Wanted, portfolio: Portfolio, ask: Ask | None) -> dict[str, Value]:
    """Return the values of the fields, all but an id that is not given; what is missing is asked.

    Raises:
        UsageError: a field does not fit, or one is missing and there is nobody to ask.
    """
    known = {one.name: one for one in FIELDS[wanted.kind]}
    values = {name: _value(wanted.kind, known, name, text) for name, text in _given(wanted)}
    titles = {
        language: text_of(f"title {language}", text)
        for language, text in (("th", wanted.title_th), ("en", wanted.title_en))
        if text is not None
    }
    if ask is None:
        _refuse_missing(wanted.kind, known, values, titles)
    else:
        for one in _unanswered(known, values, portfolio):
            if answer := ask(one).strip():
                values[one.name] = value_of(known[one.name], answer)
        _ask_titles(titles, ask, needed=title_of(wanted.kind) not in values)
    if titles:
        if title_of(wanted.kind) in values:
            raise UsageError("the subject is given twice: leave out --title-th or --set subject=…")
        is_note = wanted.kind is NodeKind.HANDOFF and titles.keys() == {"th"}
        values[title_of(wanted.kind)] = titles["th"] if is_note else titles
    return values


def title_of(kind: NodeKind) -> str:
    """Return the name of the field that holds the title."""
    return next(one.name for one in FIELDS[kind] if one.type is FieldType.TITLE)


def unit_of(kind: NodeKind) -> str | None:
    """Return the name of the field that holds the unit which leads or owns such an item."""
    names = [one.name for one in FIELDS[kind]]
    return next((name for name in ("lead", "owner") if name in names), None)


def _given(wanted: Wanted) -> Iterator[tuple[str, str]]:
    yield from wanted.fields.items()
    if wanted.unit is not None:
        name = unit_of(wanted.kind)
        if name is None:
            raise UsageError(f"{wanted.kind.a_noun} has neither owner nor lead: leave the unit out")
        if name in wanted.fields:
            raise UsageError(f"the {name} is given twice: leave out --unit or --set {name}=…")
        yield name, wanted.unit


def _value(kind: NodeKind, known: Mapping[str, Field], name: str, text: str) -> Value:
    found = known.get(name)
    if found is None:
        raise UsageError(f"{kind.a_noun} has no field '{name}'{did_you_mean(name, known)}")
    if name == "title":
        raise UsageError("give the title with --title-th and --title-en")
    if found.items:
        word = found.items.noun.replace(" ", "-")
        raise UsageError(f"{name} are items of their own: add each with policytrace new {word}")
    return value_of(found, text)


def _refuse_missing(
    kind: NodeKind,
    known: Mapping[str, Field],
    values: Mapping[str, Value],
    titles: Mapping[str, str],
) -> None:
    missing = [
        f"--set {one.name}={'|'.join(one.choices) or '…'}"
        for one in known.values()
        if _is_needed(one) and one.name not in values
    ]
    if not titles and title_of(kind) not in values:
        missing.append("--title-th …")
    if missing:
        raise UsageError(f"{kind.a_noun} needs more: give {' '.join(missing)}")


def _is_needed(one: Field) -> bool:
    return one.implied or (one.required and one.type not in {FieldType.ID, FieldType.TITLE})


def _unanswered(
    known: Mapping[str, Field], values: Mapping[str, Value], portfolio: Portfolio
) -> Iterator[Question]:
    """Yield what is still to be asked: the fields that it needs, and who leads or owns it."""
    for one in known.values():
        optional = one.name in {"lead", "owner", "part_of"}
        if one.name not in values and (_is_needed(one) or optional):
            meaning = one.meaning_th, one.meaning
            default = "" if optional else None
            yield Question(one.name, meaning, _check(one, portfolio), one.choices, default)


def _check(one: Field, portfolio: Portfolio) -> Callable[[str], object]:
    def check(answer: str) -> None:
        value = value_of(one, answer)
        if one.type in {FieldType.REF, FieldType.REF_OR_REFS}:
            for other in [value] if isinstance(value, str) else value:
                if other not in portfolio.items:
                    hint = did_you_mean(str(other), portfolio.items)
                    raise UsageError(f"there is no '{other}'{hint}")

    return check


def _ask_titles(titles: dict[str, str], ask: Ask, *, needed: bool) -> None:
    if not titles and needed:
        meaning = "ชื่อภาษาไทย", "The title in Thai."
        titles["th"] = ask(Question("title_th", meaning, lambda one: text_of("title", one)))
    if titles and "en" not in titles:
        meaning = "ชื่อภาษาอังกฤษ เว้นว่างได้", "The title in English; may be left out."
        answer = ask(Question("title_en", meaning, lambda one: text_of("title", one), default=""))
        titles |= {"en": text_of("title", answer)} if answer.strip() else {}
    if "th" in titles:
        titles["th"] = text_of("title", titles["th"])
