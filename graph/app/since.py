"""What has changed in the sources since a digest was made, as far as git knows."""

import dataclasses
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import TraceError
from graph.model.finding_ids import item_id_of
from graph.sayings import say
from graph.sources.workbooks.returned import Answer, Returned, Told

if TYPE_CHECKING:
    from graph.model.entities import Item
    from graph.model.portfolio import Portfolio


def changed_since(
    portfolio: "Portfolio", returned: Sequence[Returned], items: AbstractSet[str], data: Path
) -> "Iterator[tuple[Answer | None, Told]]":
    """Yield the answers about items that are not as they were when the digest was made."""
    commits = {one.commit for one in returned if one.commit}
    before = {commit: items_at(commit, data) for commit in sorted(commits)}
    for one in returned:
        old = before.get(one.commit or "")
        for answer in one.answers if old is not None else ():
            item_id = item_id_of(answer.finding)
            if item_id in items and old is not None:
                yield from _told(answer, old.get(item_id), portfolio.items[item_id], one)


def _told(
    answer: Answer, old: "Item | None", new: "Item", of: Returned
) -> "Iterator[tuple[Answer | None, Told]]":
    if old is None or _bare(old) != _bare(new):
        place = next(iter(answer.cells.values())).place
        template = "{} was changed since the digest of {}: compare it with the patch"
        text = say(template, new.id, of.as_of)
        yield answer, Told(place, text)


def _bare(item: "Item") -> "Item":
    """Return an item without its place."""
    return dataclasses.replace(item, file="", mark=0)


def items_at(commit: str, data: Path) -> "dict[str, Item] | None":
    """Return the items of a revision; None where git does not know it any more."""
    from graph.sources.git_folder import git_folder, read_git_folder

    try:
        return dict(read_git_folder(git_folder(commit.partition("+")[0], data)).portfolio.items)
    except TraceError:
        return None
