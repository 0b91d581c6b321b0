"""The findings of a night as CSV for a spreadsheet: one a row, open ones and those that ended."""

from graph.reports.nightly.night import Night
from graph.views.csv_view import table
from graph.views.nightly.json_view import finding

COLUMNS = (
    "finding",
    "status",
    "nights",
    "since",
    "first_seen",
    "reopened",
    "units",
    "code",
    "severity",
    "item",
    "title",
    "budget",
    "file",
    "line",
    "in_baseline",
)


def render(night: Night) -> str:
    """Return the findings in the order of their ids, with titles in the night's language."""
    rows = ({**finding(one), "title": one.subject.title(night.language)} for one in night.findings)
    return table(COLUMNS, rows)
