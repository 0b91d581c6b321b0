"""The file for a new item: where its like stand, or where they do by custom."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from graph.model.entities import Item, Unit
from graph.model.portfolio import Portfolio
from graph.model.vocabulary import NodeKind

UNITS = "units"
_CUSTOM = {
    NodeKind.DIMENSION: "strategies.yaml",
    NodeKind.POLICY: "policies.yaml",
    NodeKind.STRATEGY: "strategies.yaml",
    NodeKind.KPI: "strategies.yaml",
    NodeKind.AREA: f"{UNITS}/areas.yaml",
    NodeKind.OBJECTIVE: "objectives.yaml",
    NodeKind.PROJECT: "projects.yaml",
    NodeKind.HANDOFF: "handoffs.yaml",
}
# By what the items of a kind are shared out between files.
_SHARED_BY = {
    NodeKind.OBJECTIVE: "fiscal_year",
    NodeKind.PROJECT: "lead",
    NodeKind.UNIT: "kind",
    NodeKind.AREA: "kind",
}
_PARTS = {"division", "section"}


def file_for(
    kind: NodeKind,
    fields: Mapping[str, Any],
    portfolio: Portfolio,
    folder: Path,
) -> Path:
    """Return the file for a new item of the kind, which may not exist yet."""
    items = [one for one in portfolio.items.values() if one.kind_of_node is kind]
    if kind is NodeKind.UNIT:
        return _file_for_unit(fields, items, portfolio, folder)
    name = _SHARED_BY.get(kind)
    alike = [one for one in items if name is None or getattr(one, name) == fields.get(name)]
    if alike:
        return _most_used(alike)
    if kind is NodeKind.PROJECT and (unit := portfolio.items.get(str(fields.get("lead")))):
        path = Path(unit.file)
        if path.parent.name == UNITS or not items:
            return path
    if kind is NodeKind.OBJECTIVE and items and fields.get("fiscal_year"):
        return _file_of_year(str(fields["fiscal_year"]), items)
    return _most_used(items) if items else folder / _CUSTOM[kind]


def _file_for_unit(
    fields: Mapping[str, Any],
    items: Sequence[Item],
    portfolio: Portfolio,
    folder: Path,
) -> Path:
    """Return the file of the unit above a part; for others a file each, if that is the custom."""
    above = portfolio.items.get(str(fields.get("part_of")))
    if above and fields.get("kind") in _PARTS:
        return Path(above.file)
    alike = [one for one in items if isinstance(one, Unit) and one.kind == fields.get("kind")]
    files = {one.file for one in alike}
    if alike and (len(files) == 1 or len(files) < len(alike)):
        return _most_used(alike)
    parent = Path(alike[-1].file).parent if alike else folder / UNITS
    return parent / f"{fields['id']}.yaml"


def _file_of_year(year: str, items: Sequence[Item]) -> Path:
    """Return the file named for the year, where the others are named for theirs."""
    path = _most_used(items)
    years = {str(getattr(one, "fiscal_year", None)) for one in items if one.file == path.as_posix()}
    for other in sorted(years):
        if other in path.name:
            return path.with_name(path.name.replace(other, year))
    return path


def _most_used(items: Sequence[Item]) -> Path:
    return Path(Counter(one.file for one in items).most_common(1)[0][0])
