"""Settings of `[tool.policytrace]` in pyproject.toml, below flags and the environment."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from graph.calendar import BUDDHIST_ERA, FIRST_BUDDHIST_YEAR
from graph.errors import UsageError
from graph.problems import did_you_mean

# The type of each setting, and how a message names it.
_TYPES: dict[str, tuple[tuple[type, ...], str]] = {
    "data": ((str,), "text"),
    "lang": ((str,), "text"),
    "format": ((str,), "text"),
    "fail_on": ((str,), "text"),
    "engine": ((str,), "text"),
    "as_of": ((str, date), "a date such as 2024-09-30"),
    "fiscal_year": ((int,), "a whole number"),
    "limit": ((int,), "a whole number"),
    "all_tiers": ((bool,), "true or false"),
    "select": ((str,), "text"),
    "exclude": ((str,), "text"),
    "selectors": ((dict,), "a table of names and selectors"),
    "cache": ((bool, str), "true, false or a folder"),
    "state": ((str,), "text"),
}
# What a name of `selectors` may hold, so that a selector can say `selector:NAME`.
_SELECTOR_NAME = re.compile(r"[^\s,+*?\[\]]+")


def read_settings(folder: Path) -> dict[str, Any]:
    """Return the settings of the nearest pyproject.toml from `folder` upwards; none is no mistake.

    A relative `data`, `cache` or `state` counts from that file's folder; dates are given as text.

    Raises:
        UsageError: the file is not TOML, or a setting does not exist or is of another type.
    """
    for one in (folder, *folder.parents):
        path = one / "pyproject.toml"
        if path.is_file():
            break
    else:
        return {}
    settings = {name: _checked(path, name, value) for name, value in _table(path).items()}
    for name in ("data", "cache", "state"):
        if isinstance(settings.get(name), str):
            settings[name] = _near(folder, path.parent / settings[name])
    return settings


def settings_of_verbs(
    settings: Mapping[str, Any], choices: Mapping[str, Mapping[str, Sequence[Any]]]
) -> dict[str, dict[str, Any]]:
    """Return each verb's settings: those words left out that are for other verbs alone.

    `choices` are the words that the options of each verb take, where they take words; one that no
    verb knows stays, so that each says what is wrong with it.
    """
    everywhere = {(name, word) for own in choices.values() for name in own for word in own[name]}
    return {
        verb: {
            name: value
            for name, value in settings.items()
            if value in own.get(name, (value,)) or (name, value) not in everywhere
        }
        for verb, own in choices.items()
    }


def _table(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} cannot be read: {error}") from error
    for name in ("tool", "policytrace"):
        inner = table.get(name, {})
        if not isinstance(inner, dict):
            raise UsageError(f"{path}: '{name}' must be a table, [tool.policytrace]")
        table = inner
    return table


def _checked(path: Path, name: str, value: Any) -> Any:
    if name not in _TYPES:
        hint = did_you_mean(name, _TYPES) or f"; there are: {', '.join(_TYPES)}"
        raise UsageError(f"{path}: [tool.policytrace] has no setting '{name}'{hint}")
    types, spoken = _TYPES[name]
    is_wrong = not isinstance(value, types) or isinstance(value, datetime)
    if is_wrong or (isinstance(value, bool) and bool not in types):
        raise UsageError(f"{path}: [tool.policytrace] {name} must be {spoken}, not {value}")
    if name == "selectors":
        _check_selectors(path, value)
    return value.isoformat() if isinstance(value, date) else value


def _check_selectors(path: Path, table: dict[str, Any]) -> None:
    for name, text in table.items():
        place = f"{path}: [tool.policytrace.selectors] {name}"
        if not _SELECTOR_NAME.fullmatch(name):
            raise UsageError(f"{place}: a name holds no space, comma, plus or wildcard")
        if not isinstance(text, str):
            raise UsageError(f"{place} must be a selector in quotes, not {text}")


def _near(folder: Path, path: Path) -> str:
    """Return the path from the folder where it lies below it, as people would write it."""
    return str(path.relative_to(folder)) if path.is_relative_to(folder) else str(path)


def day(text: str) -> date:
    """Return a date in ISO form, of the common era.

    Raises:
        UsageError: it is none, or of the Buddhist era.
    """
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"'{text}' is not a date such as 2024-09-30") from None
    if found.year >= FIRST_BUDDHIST_YEAR:
        common = f"{found.year - BUDDHIST_ERA}{text[4:]}"
        raise UsageError(f"'{text}' is in the Buddhist era: write {common}")
    return found
