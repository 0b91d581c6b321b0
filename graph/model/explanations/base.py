"""What is told of a code: one entry each, with an example that a test holds to be true."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from graph.model.rules import Rule
from graph.problems import Severity


class Text(NamedTuple):
    """The same in both languages."""

    th: str
    en: str

    def in_language(self, language: str) -> str:
        """Return it in `th` or `en`."""
        return self.en if language == "en" else self.th


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """The smallest source that shows a code, what is then said, and how it is mended."""

    wrong: str  # The whole file, as YAML.
    mends: Mapping[str, str]  # What is replaced in it, and by what.
    shows: str  # The line that `check` prints, or the id of the finding.
    file: str = "plan.yaml"
    encoding: str = "utf-8"
    setting: Text | None = None  # What the text of a file cannot show.

    @property
    def mended(self) -> str:
        """The same file, mended."""
        text = self.wrong
        for old, new in self.mends.items():
            text = text.replace(old, new)
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One code: of a problem of the sources, or of a finding where `rule` is given."""

    code: str
    severity: Severity
    title: Text
    meaning: Text
    why: Text
    remedy: Text
    example: Example
    rule: Rule | None = None

    @property
    def is_finding(self) -> bool:
        """Tell whether a report shows it, so that it can be waived."""
        return self.rule is not None


def finding(
    rule: Rule, *, title: Text, meaning_th: str, why: Text, remedy: Text, example: Example
) -> Explanation:
    """Return what is told of a rule; its severity and its English meaning are its own."""
    return Explanation(
        code=rule.code,
        severity=rule.severity,
        title=title,
        meaning=Text(meaning_th, rule.meaning),
        why=why,
        remedy=remedy,
        example=example,
        rule=rule,
    )
