"""One table of the file that `--notify` names: what it holds is taken, what is amiss gathered."""

import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from graph.problems import did_you_mean

Word = TypeVar("Word", bound=StrEnum)
Problems = list[str]

_LONGEST = 254  # Characters of a mail address.
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/^_{}~-]+(\.[A-Za-z0-9!#$%&'*+/^_{}~-]+)*"  # No `=?`, that encodes words.
    r"@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*"
)


def is_address(text: str) -> bool:
    """Tell whether a text is a plain mail address in ASCII: `name@host`, and nothing around it."""
    return len(text) <= _LONGEST and _ADDRESS.fullmatch(text) is not None


class Section:
    """A table, and where its mistakes are gathered, each as a sentence with the place.

    No sentence holds a value of a key for secrets: someone may have put the secret itself there.
    """

    def __init__(self, path: Path, name: str, table: object, problems: Problems) -> None:
        self._path = path
        self._name = name  # As it stands in the file; empty for the file as a whole.
        self._problems = problems
        self._known: set[str] = set()
        self._is_table = isinstance(table, dict)
        self._table: Mapping[str, object] = table if isinstance(table, dict) else {}
        if not self._is_table:
            problems.append(f"{path}: {name} must be a table")

    def complain(self, key: str, predicate: str) -> None:
        """Note what a key is or lacks: `must be …`."""
        self._note(f"{self._label(key)} {predicate}")

    def explain(self, key: str, sentence: str) -> None:
        """Note in a whole sentence what is amiss with a key, or with the table."""
        label = self._label(key)
        self._note(f"{label}: {sentence}" if label else sentence)

    def _label(self, key: str) -> str:
        return " ".join(one for one in (self._name, key) if one)

    def _note(self, text: str) -> None:
        if self._is_table:  # Else that has been said, and the rest follows from it.
            self._problems.append(f"{self._path}: {text}")

    def has(self, key: str) -> bool:
        """Tell whether a key is there; from then on it is known."""
        self._known.add(key)
        return key in self._table

    def text(self, key: str, default: str | None = None) -> str | None:
        """Return a text that stands on one line; None where there is none or it is amiss."""
        if not self.has(key):
            return default
        value = self._table[key]
        if isinstance(value, str) and value and value.isprintable():
            return value
        self.complain(key, "must be a text on one line, in quotes")
        return None

    def required(self, key: str, example: str) -> str:
        """Return a text that has to be there; an empty one where it is amiss."""
        if not self.has(key):
            self.complain(key, f"is missing: write {key} = {example!r}".replace("'", '"'))
        return self.text(key) or ""

    def word(self, key: str, default: Word) -> Word:
        """Return one of the words that a key may hold."""
        words = type(default)
        if not self.has(key):
            return default
        value = self._table[key]
        if isinstance(value, str) and value in list(words):
            return words(value)
        hint = did_you_mean(value, words) if isinstance(value, str) else ""
        self.complain(key, f"must be one of {', '.join(words)}{hint}")
        return default

    def number(self, key: str, default: float, *, most: float, whole: bool = False) -> float:
        """Return a number above zero."""
        if not self.has(key):
            return default
        value = self._table[key]
        kinds = (int,) if whole else (int, float)
        if isinstance(value, kinds) and not isinstance(value, bool) and 0 < value <= most:
            return value
        spoken = "a whole number" if whole else "a number"
        self.complain(key, f"must be {spoken} above 0, up to {most:g}")
        return default

    def names(self, key: str, fault: Callable[[str], str]) -> tuple[str, ...]:
        """Return a list of texts, each once; `fault` says what is amiss with one, or nothing."""
        value = self._table[key] if self.has(key) else []
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.complain(key, 'must be a list of texts: ["…", "…"]')
            return ()
        found = dict.fromkeys(value)
        for one in found:
            if sentence := fault(one):
                self.explain(key, sentence)
        return tuple(one for one in found if not fault(one))

    def addresses(self, key: str) -> tuple[str, ...]:
        """Return a list of mail addresses, each once."""
        return self.names(key, lambda one: "" if is_address(one) else _no_address(one))

    def secret(self, key: str, environ: Mapping[str, str]) -> str | None:
        """Return what `KEY_env` or `KEY_file` leads to: of a file, its first line."""
        by_env, by_file = f"{key}_env", f"{key}_file"
        is_env, is_file = self.has(by_env), self.has(by_file)
        if key in self._table:
            self.complain(
                key, f"does not belong into this file: put it elsewhere, and {_ways(key)}"
            )
        if is_env and is_file:
            self.complain(by_env, f"stands beside {by_file}: leave one of them out")
        if is_env:
            return self._from_environment(by_env, environ)
        return self._from_file(by_file) if is_file else None

    def has_secret(self, key: str) -> bool:
        """Tell whether the file says anything at all about a secret."""
        return not self._table.keys().isdisjoint((key, f"{key}_env", f"{key}_file"))

    def _from_environment(self, key: str, environ: Mapping[str, str]) -> str | None:
        name = self.text(key)
        if name is None:
            return None
        value = environ.get(name, "").rstrip("\r\n")
        if not value.strip():
            self.explain(key, "the variable that it names is not set, or is empty")
        return self._sound(key, value)

    def _from_file(self, key: str) -> str | None:
        name = self.text(key)
        if name is None:
            return None
        try:
            text = (self._path.parent / name).read_text(encoding="utf-8-sig")
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
            self.explain(key, f"the file that it names cannot be read: {reason}")
            return None
        first = text.partition("\n")[0].removesuffix("\r")
        if not first.strip():
            self.explain(key, "the file that it names has nothing in its first line")
        return self._sound(key, first)

    def _sound(self, key: str, secret: str) -> str | None:
        """Return a secret that can be sent: no header and no login takes other characters."""
        if not (secret.isascii() and secret.isprintable()):
            self.explain(key, "what it leads to holds characters other than ASCII's printable")
            return None
        return secret if secret.strip() else None

    def finish(self, inner: Iterable[str] = ()) -> None:
        """Complain about every key that nobody has asked for; `inner` are known besides."""
        known = sorted({*self._known, *inner})
        for key in self._table:
            if key not in known and f"{key}_env" not in known:
                told = repr(key)
                hint = did_you_mean(key, known) or f"; there are: {', '.join(known)}"
                self.explain("", f"there is no {told} here{hint}")


def _no_address(text: str) -> str:
    return f"{text!r} is no mail address such as name@example.org"


def _ways(key: str) -> str:
    return f'write {key}_env = "VARIABLE" or {key}_file = "PATH"'
