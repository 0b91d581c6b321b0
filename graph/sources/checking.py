"""The sources of a folder and every problem, from the cache as far as it holds them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from graph.model.entities import Item
from graph.model.portfolio import Portfolio
from graph.problems import Problem
from graph.sources.files import (
    Listing,
    SourceFile,
    gathered,
    list_files,
    merged,
    read_bytes,
    read_sources,
)

if TYPE_CHECKING:
    from graph.sources.cache.kept_items import KeptItems
    from graph.sources.cache.pack import Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How sources are read, and who is told of it."""

    cache: Path | None = None  # A folder where what was read is kept for the next run.
    progress: Callable[[int, int], None] = lambda _done, _total: None  # Of files.
    note: Callable[[str], None] = lambda _text: None  # Of each step, when it is done.


class Found(NamedTuple):
    """What a folder holds, and all that is wrong with it, in order."""

    portfolio: Portfolio
    problems: Sequence[Problem]


def check_sources(folder: Path, manner: Manner) -> Found:
    """Read all sources under a folder and find every problem.

    Raises:
        UnreadableSourcesError: there is no such folder, or no source in it.
    """
    listing = list_files(folder)
    if manner.cache is None:
        return _checked(listing, _afresh(listing, manner), manner)
    return _with_cache(folder, listing, manner, manner.cache)


def _afresh(listing: Listing, manner: Manner) -> Iterator[SourceFile]:
    from graph.sources.one_file import parse

    for done, (path, name) in enumerate(listing.files, start=1):
        yield parse(read_bytes(path, name), name)
        manner.progress(done, len(listing.files))
    manner.note(f"read {len(listing.files):,} files afresh")


def _checked(listing: Listing, files: Iterator[SourceFile], manner: Manner) -> Found:
    from graph.validation import portfolio_problems

    sources = gathered(listing, files)
    found = portfolio_problems(sources.portfolio, sources.lost_ids)
    problems = sorted({*sources.problems, *found}, key=Problem.order)
    manner.note(f"checked {len(sources.portfolio.items):,} items")
    return Found(sources.portfolio, problems)


def _with_cache(folder: Path, listing: Listing, manner: Manner, cache: Path) -> Found:
    from graph.sources.cache.pack import packed
    from graph.sources.cache.store import Store

    store = Store(cache)
    pack = store.load(folder)
    digests, changed = _read_changed(listing, pack, manner)
    names = tuple(name for _, name in listing.files)
    count, new = len(names), len(changed)
    manner.note(f"read {count:,} files: {count - new:,} from the cache, {new:,} afresh")
    if pack and not changed and _is_of(pack, listing):
        return Found(Portfolio(_kept_items(pack, folder), names), pack.problems)
    files = _all_files(listing, pack, changed)
    if files is None:
        return _checked(listing, _afresh(listing, manner), manner)
    found = _checked(listing, iter(files), manner)
    if all(digests):
        store.save(folder, packed(files, digests, listing.problems, found.problems))
    return found


def _read_changed(
    listing: Listing, pack: "Pack | None", manner: Manner
) -> tuple[list[str], dict[str, SourceFile]]:
    """Return the digest of each file, and what those hold that the pack does not know."""
    from graph.sources.cache.store import digest

    known = {one.name: one.digest for one in pack.files} if pack else {}
    digests: list[str] = []
    changed: dict[str, SourceFile] = {}
    for done, (path, name) in enumerate(listing.files, start=1):
        data = read_bytes(path, name)
        found = "" if isinstance(data, Problem) else digest(data).hex()
        digests.append(found)
        if not found or known.get(name) != found:
            from graph.sources.one_file import parse

            changed[name] = parse(data, name)  # These very bytes: they may be others by now.
        manner.progress(done, len(listing.files))
    return digests, changed


def _is_of(pack: "Pack", listing: Listing) -> bool:
    """Tell whether the pack holds just these files, and found the same wrong with the folder."""
    return len(pack.files) == len(listing.files) and pack.of_folder == listing.problems


def _kept_items(pack: "Pack", folder: Path) -> "KeptItems":
    from graph.sources.cache.kept_items import KeptItems

    def build() -> Mapping[str, Item]:
        try:
            return merged(pack.sources(), []).items
        except Exception:  # noqa: BLE001  # whatever is wrong with it, the sources are right
            return read_sources(folder).portfolio.items

    return KeptItems(sum(one.number for one in pack.files), build)


def _all_files(
    listing: Listing, pack: "Pack | None", changed: Mapping[str, SourceFile]
) -> list[SourceFile] | None:
    """Return what each file holds; None if the pack does not hold what it promised."""
    try:
        known = {one.name: one for one in pack.sources()} if pack else {}
        return [changed.get(name) or known[name] for _, name in listing.files]
    except Exception:  # noqa: BLE001  # whatever is wrong with it, the sources are right
        return None
