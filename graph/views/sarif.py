"""SARIF 2.1.0, the OASIS standard that code scanning and editors read.

A run for each report; a rule for each code that occurs, with its explanation; a waived finding is a
result that is suppressed. Columns count characters, and places are relative to where the program
runs.
"""

from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from graph.model.explanations import EXPLANATIONS, Explanation
from graph.problems import Severity
from graph.views.explaining import as_markdown
from graph.views.json_view import object_of_rows, text
from graph.views.remarks import Remark, Remarks

Json = Mapping[str, Any]
SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "note"}
_ROOT = "%SRCROOT%"
_ROOT_MEANS = "The folder in which policytrace ran."


def render(groups: Sequence[Remarks]) -> str:
    """Return a log with a run for each group, a result a line."""
    runs = ",\n".join(object_of_rows(_run(one), "results") for one in groups)
    return f'{{\n"$schema": {text(SCHEMA)},\n"version": "2.1.0",\n"runs": [\n{runs}\n]\n}}\n'


def _run(group: Remarks) -> Json:
    codes = sorted({one.code for one in group.remarks})
    order = {code: position for position, code in enumerate(codes)}
    rules = [_rule(EXPLANATIONS[code], group.language) for code in codes]
    return {
        "tool": {"driver": {"name": "policytrace", **_version(), "rules": rules}},
        "automationDetails": {
            "id": f"policytrace/{group.name}/",
            "description": {"text": group.title},
        },
        "language": group.language,
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": _ROOT_MEANS}}},
        "results": [_result(one, order[one.code]) for one in group.remarks],
    }


def _version() -> dict[str, str]:
    try:
        return {"version": version("policytrace")}
    except PackageNotFoundError:  # A checkout that is run as it lies there.
        return {}


def _rule(told: Explanation, language: str) -> Json:
    title, meaning, why, remedy = (
        text.in_language(language) for text in (told.title, told.meaning, told.why, told.remedy)
    )
    return {
        "id": told.code,
        "shortDescription": {"text": title},
        "fullDescription": {"text": f"{meaning} {why}"},
        "help": {
            "text": f"{meaning} {why} {remedy}",
            "markdown": as_markdown(told, language),
        },
        "defaultConfiguration": {"level": _LEVELS[told.severity]},
        "properties": {"tags": ["finding" if told.is_finding else "sources"]},
    }


def _result(one: Remark, rule: int) -> Json:
    accepted = {"kind": "inSource", "status": "accepted", "justification": one.waiver}
    return {
        "ruleId": one.code,
        "ruleIndex": rule,
        "level": _LEVELS[one.severity],
        "message": {"text": one.message},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _location(one.file),
                    "region": {"startLine": one.line, "startColumn": one.column},
                }
            }
        ],
        "partialFingerprints": {"policytrace/v1": _whole(one.fingerprint)},
        "suppressions": [accepted] if one.waiver else [],  # Of all results of a run, or of none.
    }


def _location(file: str) -> dict[str, str]:
    """Return where a file is: relative, with forward slashes, and percent-encoded."""
    uri = quote(file.encode("utf-8", "surrogateescape"))
    if PurePosixPath(file).is_absolute():
        return {"uri": f"file://{uri}"}
    return {"uri": uri, "uriBaseId": _ROOT}


def _whole(text: str) -> str:
    """Return text without the halves of characters that names of files may hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
