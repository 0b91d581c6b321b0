"""Commands that GitHub Actions shows as annotations on the lines of a change."""

from collections.abc import Iterable, Mapping

from graph.model.explanations import EXPLANATIONS
from graph.views.remarks import Remark, Remarks

_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def render(groups: Iterable[Remarks]) -> str:
    """Return a command for each problem or finding that is not waived."""
    lines = [
        _command(one, group.language) for group in groups for one in group.remarks if not one.waiver
    ]
    return "".join(f"{line}\n" for line in lines)


def _command(one: Remark, language: str) -> str:
    title = f"{one.code} {EXPLANATIONS[one.code].title.in_language(language)}"
    properties = {"file": one.file, "line": str(one.line), "col": str(one.column), "title": title}
    told = ",".join(f"{name}={_escaped(value, _PROPERTY)}" for name, value in properties.items())
    return f"::{one.severity} {told}::{_escaped(one.message, _DATA)}"


def _escaped(text: str, marks: Mapping[int, str]) -> str:
    return text.encode("utf-8", "replace").decode("utf-8").translate(marks)
