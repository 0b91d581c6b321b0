"""Problems and findings at their places, as other programs show them: SARIF, JUnit, GitHub."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from graph.model.explanations import EXPLANATIONS
from graph.model.finding_ids import code_of, item_id_of
from graph.problems import Problem, Severity
from graph.reports.result import Result, Row
from graph.views.cells import cell, header
from graph.views.writing import one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One problem or finding, in words, and where it stands; line and column count from 1."""

    code: str
    severity: Severity
    message: str
    file: str
    line: int
    column: int
    fingerprint: str  # The same from run to run, wherever the lines move.
    waiver: str | None = None  # Why it is accepted, if it is.

    def __str__(self) -> str:
        """Return the line that `check` prints."""
        place = f"{self.file}:{self.line}:{self.column}"
        return f"{place}: {self.severity}: {self.message} [{self.code}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarks:
    """What one check or one report has to say."""

    name: str
    title: str
    language: str
    remarks: tuple[Remark, ...]
    files: tuple[str, ...] | None = None  # Of a check: all that were read.


def of_check(problems: Iterable[Problem], files: Sequence[str], root: str) -> Remarks:
    """Return the problems of the sources; absolute names of files under `root` become relative."""
    return Remarks(
        name="check",
        title="Problems of the sources",
        language="en",
        remarks=tuple(_problems(problems, root)),
        files=tuple(near(one, root) for one in files),
    )


def of_results(results: Iterable[Result], root: str) -> list[Remarks]:
    """Return what each report found; a finding that several of them have stands in the first."""
    seen: set[str] = set()
    return [_of_result(one, root, seen) for one in results]


def near(file: str, root: str) -> str:
    """Return a file's name as seen from `root`, where it lies below it."""
    path = PurePosixPath(file)
    if root and path.is_absolute() and path.is_relative_to(root):
        return path.relative_to(root).as_posix()
    return file


def _problems(problems: Iterable[Problem], root: str) -> Iterator[Remark]:
    counts: Counter[str] = Counter()
    for one in problems:
        file = near(one.file, root)
        same = f"{one.code}:{file}:{one.message}"
        counts[same] += 1
        nth = f"#{counts[same]}" if counts[same] > 1 else ""
        yield Remark(
            code=one.code,
            severity=one.severity,
            message=one.message,
            file=file,
            line=one.line,
            column=one.column,
            fingerprint=f"{same}{nth}",
        )


def _of_result(result: Result, root: str, seen: set[str]) -> Remarks:
    language, found = result.parameters.language, []
    for row, details, waiver in _findings(result):
        if row["finding"] not in seen:
            seen.add(row["finding"])
            found.append(_remark(result, row["finding"], root, details, waiver))
    return Remarks(
        name=result.report.name,
        title=result.report.title(language),
        language=language,
        remarks=tuple(found),
    )


def _findings(result: Result) -> Iterator[tuple[Row, Sequence[str], str | None]]:
    """Yield every finding, the details that it has, and what a waiver says."""
    yield from ((row, _details(result, row), None) for row in result.rows if row["finding"])
    for row in result.summary.get("dangling", ()):
        yield row, [f"{row['field']}: {row['missing']}"], None
    for row in result.summary["waived"]:
        yield row, (), _waiver(row, result.parameters.language)


def _remark(
    result: Result, finding: str, root: str, details: Sequence[str], waiver: str | None
) -> Remark:
    assert result.places is not None
    language = result.parameters.language
    code, item_id = code_of(finding), item_id_of(finding)
    told = EXPLANATIONS[code]
    place = result.places.of(finding)
    title = one_line(result.places.title(finding, language))
    more = f" ({' · '.join(details)})" if details else ""
    return Remark(
        code=code,
        severity=told.severity,
        message=f"{told.title.in_language(language)}: {item_id} {title}{more}",
        file=near(place.file, root),
        line=place.line,
        column=place.column,
        fingerprint=finding,
        waiver=waiver,
    )


def _details(result: Result, row: Row) -> list[str]:
    """Return what the other columns say, beside the item and its title."""
    assert result.places is not None
    finding, language = row["finding"], result.parameters.language
    told = {"", finding, item_id_of(finding), one_line(result.places.title(finding, language))}
    shown = [(name, cell(name, row[name], language)) for name in result.report.columns]
    return [f"{header(name, language)}: {text}" for name, text in shown if text not in told]


def _waiver(row: Row, language: str) -> str:
    until = row["until"] and f"{header('until', language)} {row['until']}"
    after = ", ".join(one for one in (row["by"], until) if one)
    return one_line(f"{row['reason']} ({after})" if after else row["reason"])
