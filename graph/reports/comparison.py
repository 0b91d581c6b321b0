"""The answer of `diff` as one value, from which every format is rendered."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from graph.model.entities import Item
from graph.reports.differences import CHANGES, Differences, ItemChange, LinkChange, Rename
from graph.reports.field_changes import FieldChange, Place, place_of
from graph.reports.finding_changes import Finding, FindingChanges
from graph.reports.result import SCHEMA_VERSION

TITLES = {"th": "สิ่งที่เปลี่ยนไประหว่างข้อมูลสองรุ่น", "en": "What changed between two revisions"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two revisions."""

    name: str  # As the user named it.
    folder: str  # Its folder; every file of it is shown as a path that begins with this.
    commit: str | None  # None for a folder.
    files: int
    items: int

    def path(self, place: Place) -> str:
        """Return a file's path within the folder: the same on both sides if it has not moved."""
        return place.file.removeprefix(self.folder).lstrip("/")

    def as_json(self) -> dict[str, Any]:
        """Return its part of the object."""
        return {
            "name": self.name,
            "folder": self.folder,
            "commit": self.commit,
            "files": self.files,
            "items": self.items,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two revisions, and all that differs from the first to the second."""

    before: Side
    after: Side
    as_of: date
    differences: Differences
    findings: FindingChanges
    report: ClassVar[str] = "diff"

    def summary(self) -> dict[str, Any]:
        """Count what differs."""
        differences, findings = self.differences, self.findings
        kinds: dict[str, list[ItemChange]] = {}
        for one in differences.items:
            kinds.setdefault(kind_of(one.item), []).append(one)
        return {
            "items": _counts(differences.items),
            "by_kind": {kind: _counts(changes) for kind, changes in kinds.items()},
            "links": _counts(differences.links),
            "likely_renames": len(differences.renames),
            "findings": {
                "new": len(findings.new),
                "fixed": len(findings.fixed),
                "still": len(findings.still),
            },
        }

    def as_json(self, language: str) -> dict[str, Any]:
        """Return the contract's object, with its keys in their fixed order."""
        differences, findings = self.differences, self.findings
        return {
            "schema_version": SCHEMA_VERSION,
            "report": self.report,
            "title": TITLES[language],
            "as_of": self.as_of.isoformat(),
            "before": self.before.as_json(),
            "after": self.after.as_json(),
            "summary": self.summary(),
            "likely_renames": [_rename(one) for one in differences.renames],
            "items": [_item(one) for one in differences.items],
            "links": [_link(one) for one in differences.links],
            "new_findings": self._found(findings.new),
            "fixed_findings": self._found(findings.fixed),
            "still_findings": self._found(findings.still),
        }

    def _found(self, findings: Iterable[Finding]) -> list[dict[str, Any]]:
        waived = self.findings.waived
        return [
            {
                "finding": one.id,
                "severity": str(one.rule.severity),
                "report": one.report,
                "item": one.item.id,
                "title": _title(one.item),
                "waived_on_other_side": one.id in waived,
                **_place(place_of(one.item)),
            }
            for one in findings
        ]


def kind_of(item: Item) -> str:
    """Return the word of a kind as rows have it, such as `key_result`."""
    return item.kind_of_node.name.lower()


def _counts(changes: Sequence[ItemChange] | Sequence[LinkChange]) -> dict[str, int]:
    counted = Counter(one.change for one in changes)
    return {change: counted[change] for change in CHANGES}


def _title(item: Item) -> dict[str, str | None]:
    return {"th": item.title_th, "en": item.title_en}


def _place(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line}


def _rename(one: Rename) -> dict[str, Any]:
    return {
        "kind": kind_of(one.after),
        "from": one.before.id,
        "to": one.after.id,
        "title": _title(one.after),
    }


def _item(one: ItemChange) -> dict[str, Any]:
    return {
        "change": one.change,
        "kind": kind_of(one.item),
        "id": one.item.id,
        "title": _title(one.item),
        "before": one.before and _place(place_of(one.before)),
        "after": one.after and _place(place_of(one.after)),
        "fields": [_field(field) for field in one.fields],
    }


def _field(one: FieldChange) -> dict[str, Any]:
    return {
        "field": one.field,
        "old": one.old,
        "new": one.new,
        "before": _place(one.before),
        "after": _place(one.after),
    }


def _link(one: LinkChange) -> dict[str, Any]:
    return {
        "change": one.change,
        "relation": one.relation,
        "from": one.source,
        "to": one.target,
        "old_basis": one.before and one.before.basis,
        "new_basis": one.after and one.after.basis,
        "before": one.before and _place(one.before.place),
        "after": one.after and _place(one.after.place),
    }
