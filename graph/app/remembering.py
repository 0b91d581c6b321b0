"""The use cases of what a nightly job remembers: show it, make it shorter, drop the baseline."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from graph.app import Layout
from graph.errors import UsageError

if TYPE_CHECKING:
    from graph.state import Log, Store


def show(folder: Path, as_of: date, language: str, layout: Layout) -> str:
    """Return what is remembered in a folder on a day, as table or JSON; nothing is changed.

    Raises:
        UsageError: nothing is remembered there, or it cannot be read.
    """
    from graph.reports.nightly.standing import standing
    from graph.views.nightly import memory_page

    log = _log(folder)
    told = standing(log.memory(), as_of)
    kept = memory_page.Kept(place=str(folder), size=log.size, lines=log.count, torn=len(log.torn))
    if layout.format == "json":
        return memory_page.as_json(told, kept)
    return memory_page.table(told, kept, language=language, limit=layout.limit, style=layout.style)


def compact(folder: Path) -> list[str]:
    """Write the log shorter, with the same memory; return what there is to tell.

    Raises:
        UsageError: nothing is remembered there, or it cannot be written.
        ServiceError: another run has the folder.
    """
    from graph.state import hold
    from graph.views.nightly.memory_page import memory_size

    _log(folder)
    with hold(folder) as store:
        done = store.compact()
        before, after = memory_size(done.bytes_before), memory_size(done.bytes_after)
        return [*store.notes, f"compacted {folder}: {before} before, {after} now"]


def drop_baseline(folder: Path, today: date) -> list[str]:
    """Take the baseline away, so that old debt fails again; return what there is to tell.

    Raises:
        UsageError: there is no baseline, or the folder cannot be written to.
        ServiceError: another run has the folder.
    """
    from graph.state import hold

    _log(folder)
    with hold(folder) as store:
        return [*store.notes, _dropped(store, folder, today)]


def _dropped(store: "Store", folder: Path, today: date) -> str:
    from graph.reports.nightly.memory import BaselineDropped

    baseline = store.memory().baseline
    if baseline is None:
        raise UsageError(f"{folder} has no baseline: `policytrace nightly --baseline` takes one")
    store.append(BaselineDropped(as_of=today))
    left = f"{len(baseline.left):,} of {baseline.accepted:,} findings were left"
    return f"dropped the baseline of {baseline.accepted_on}: {left}"


def _log(folder: Path) -> "Log":
    from graph.state import read

    log = read(folder)
    if not log.count and not log.torn:
        raise UsageError(
            f"nothing is remembered in {folder}: `policytrace nightly --state {folder}` begins,"
            " or name another folder with --state"
        )
    return log
