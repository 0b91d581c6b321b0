"""The night as one JSON object: same night, same bytes; a row a line, to be diffed."""

from collections.abc import Iterable, Mapping
from typing import Any

from graph.reports.nightly.memory import Baseline, PastNight
from graph.reports.nightly.night import Night, Share, Status, Tracked
from graph.reports.result import SCHEMA_VERSION
from graph.views.json_view import text, whole


def render(night: Night) -> str:
    """Return the object with its keys in their fixed order."""
    parts = {
        "schema_version": text(SCHEMA_VERSION),
        "night": text(_night(night)),
        "numbers": text(dict(night.numbers)),
        "trend": _rows(text(_past(one, night.numbers)) for one in night.trend),
        "findings": _rows(text(finding(one)) for one in night.findings),
        "units": _rows(text(_unit(one)) for one in night.shares),
        "reports": _rows(whole(one) for one in night.results),
    }
    return "{\n" + ",\n".join(f'"{name}": {value}' for name, value in parts.items()) + "\n}\n"


def _rows(texts: Iterable[str]) -> str:
    lines = ",\n".join(texts)
    return f"[\n{lines}\n]" if lines else "[]"


def _night(night: Night) -> Mapping[str, Any]:
    return {
        "as_of": night.as_of.isoformat(),
        "dataset": night.dataset,
        "commit": night.commit,
        "language": night.language,
        "previous": night.previous.isoformat() if night.previous else None,
        "missed": [one.isoformat() for one in night.missed],
        "baseline": night.baseline and baseline(night.baseline),
    }


def baseline(accepted: Baseline) -> dict[str, Any]:
    """Return what was accepted as old debt, and how much of it is left."""
    return {
        "accepted_on": accepted.accepted_on.isoformat(),
        "accepted": accepted.accepted,
        "left": len(accepted.left),
    }


def _past(one: PastNight, order: Iterable[str]) -> Mapping[str, Any]:
    """Return a night that ran, its numbers in the order of tonight's."""
    numbers = one.numbers
    if numbers is not None:
        names = [*(name for name in order if name in numbers), *sorted({*numbers} - {*order})]
        numbers = {name: numbers[name] for name in names}
    return {"as_of": one.as_of.isoformat(), "numbers": numbers, "unknown": one.unknown}


def finding(one: Tracked) -> dict[str, Any]:
    """Return one finding as a row; `file` and `line` are null for one that ended."""
    file, line = one.place or (None, None)
    return {
        "finding": one.id,
        "status": str(one.status),
        "nights": one.nights,
        "since": one.since.isoformat(),
        "first_seen": one.first_seen.isoformat(),
        "reopened": one.reopened,
        "units": list(one.subject.units),
        "code": one.code,
        "severity": str(one.severity),
        "item": one.item_id,
        "title_th": one.subject.title_th,
        "title_en": one.subject.title_en,
        "budget": one.budget,
        "file": file,
        "line": line,
        "in_baseline": one.in_baseline,
        "by_new_rule": one.by_new_rule,
        "report": one.report,
    }


def _unit(share: Share) -> Mapping[str, Any]:
    """Return how much one unit has; null stands for what is nobody's."""
    statuses = [one.status for one in share.findings]
    return {
        "unit": share.unit,
        **{str(one): statuses.count(one) for one in Status},
        "waiting": len(share.waiting),
        "overdue": sum(bool(row["overdue"]) for row in share.waiting),
    }
