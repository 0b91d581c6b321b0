"""All files of a night's report."""

from collections.abc import Mapping

from graph.reports.nightly.answer_sheets import UNASSIGNED
from graph.reports.nightly.night import Night, Share
from graph.reports.nightly.tracking import without_the_rest
from graph.views.nightly import (
    bundle,
    csv_view,
    digest_markdown,
    digest_workbook,
    json_view,
    markdown,
    page,
    workbook,
)
from graph.views.output import Layout, render


def name_of(share: Share) -> str:
    """Return the name of a unit's digest, without an ending."""
    return share.unit or UNASSIGNED


def files(night: Night) -> Mapping[str, bytes]:
    """Return every file of the report by its name in the folder, and a zip of them all."""
    texts = {
        "index.html": page.render(night),
        "report.md": markdown.render(night),
        "report.json": json_view.render(night),
        "report.csv": csv_view.render(night),
        "report.sarif": render(without_the_rest(night.results), Layout(format="sarif")),
    }
    found = {name: text.encode("utf-8", "backslashreplace") for name, text in texts.items()}
    found["report.xlsx"] = workbook.render(night)
    for share in night.shares:
        stem = f"digests/{name_of(share)}"
        found[f"{stem}.md"] = digest_markdown.render(night, share).encode(
            "utf-8", "backslashreplace"
        )
        found[f"{stem}.xlsx"] = digest_workbook.render(night, share)
    return found | {f"policytrace-{night.as_of.isoformat()}.zip": bundle.render(found)}
