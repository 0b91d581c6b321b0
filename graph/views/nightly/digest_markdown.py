"""One unit's digest as Markdown, short: for a message, with the workbook beside it."""

from collections.abc import Iterator

from graph.reports.nightly.answer_sheets import STATUS
from graph.reports.nightly.night import Night, Share, Status, Tracked
from graph.views.markdown import escaped
from graph.views.nightly.digest_rows import Filled, Told, ended, filled, told
from graph.views.nightly.digest_words import (
    ENDED,
    HEADERS,
    STATUSES,
    addressee,
    answer_by,
    asks,
    news,
    of_what,
)
from graph.views.words import word
from graph.views.writing import number, one_line, shorten

_NEWS = 50  # Lines of what is new, came back or ended, before the rest becomes a count.
_STILL = 10  # Lines of what is still open.
_TITLE = 90  # Columns of a title.


def render(night: Night, share: Share) -> str:
    """Return the digest of one unit, or of what is nobody's."""
    parts = [
        f"# {escaped(addressee(night, share.unit))}",
        escaped(of_what(night)),
        f"**{escaped(news(night, share))}**",
    ]
    sheets = filled(share)
    for one in sheets:
        parts += _sheet(night, one, share.unit)
    if gone := ended(share):
        lines = [_ended(night, one) for one in gone[:_NEWS]]
        parts += [f"## {ENDED[night.language == 'en']}", _list(lines, len(gone))]
    if sheets:
        parts.append(escaped(answer_by(night)))
    return "\n\n".join(parts) + "\n"


def _sheet(night: Night, one: Filled, unit: str | None) -> Iterator[str]:
    """Yield what a sheet asks, and its findings: of what is still open, the oldest alone."""
    language = night.language
    yield f"## {one.sheet.title.in_language(language)} ({len(one.findings):,})"
    yield escaped(asks(one.sheet, unit, language))
    news = [finding for finding in one.findings if finding.status is not Status.STILL]
    shown = [*news[:_NEWS], *one.findings[len(news) :][:_STILL]]
    yield _list([_line(night, one, finding) for finding in shown], len(one.findings))


def _list(lines: list[str], of_all: int) -> str:
    more = of_all - len(lines)
    return "\n".join([*lines, *([f"- … +{more:,}"] if more else [])])


def _line(night: Night, sheet: Filled, one: Tracked) -> str:
    """Return one finding: what it is about, what became of it, and what is amiss."""
    row, language = told(night, sheet.sheet, one), night.language
    nights = f"night {one.nights:,}" if language == "en" else f"คืนที่ {one.nights:,}"
    title = shorten(str(row.get("subject") or row["title"]), _TITLE)
    parts = [str(row[STATUS]), nights, *_details(row, language), str(row["place"])]
    return f"- **{escaped(one.item_id)}** {escaped(title)}: {escaped(' · '.join(parts))}"


def _details(row: Told, language: str) -> Iterator[str]:
    """Yield what is amiss, the money at stake, and of a hand-over from whom and how long."""
    for name in ("amiss", "budget", "from", "became", "days", "overdue"):
        value = row.get(name)
        if value is not None:
            text = number(value) if isinstance(value, (int, float)) else str(value)
            is_plain = name in ("amiss", "became")
            yield text if is_plain else f"{word(HEADERS, name, language)} {text}"


def _ended(night: Night, one: Tracked) -> str:
    status = word(STATUSES, one.status, night.language)
    title = shorten(one_line(one.subject.title(night.language)), _TITLE)
    return f"- **{escaped(one.item_id)}** {escaped(title)}: {status} ({one.code})"
