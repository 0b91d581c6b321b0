"""The use case of plans that come back: their rows become a change of the sources."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from graph.app import Sources
from graph.app.changing import names_from_here
from graph.app.importing import Import, sound
from graph.errors import UsageError
from graph.sources.filled.book import Book, Whose, from_csv, from_workbook, refuse_unknown_unit

if TYPE_CHECKING:
    from graph.model.entities import Item
    from graph.model.portfolio import Portfolio


def read(
    files: Sequence[Path], form: str, sources: Sources, given: Whose, sheet: str | None = None
) -> Import:
    """Return what plans that were filled in change in the sources; nothing is written.

    Args:
        files: What has come back.
        form: What they are, `xlsx` or `csv`.
        sources: What is to change.
        given: Whose plans they are, where they do not say it.
        sheet: Which sheet of a plan the CSV files are, where they do not tell.

    Raises:
        UsageError: a file cannot be read, is no plan, or is of other sources.
        SourcesHaveErrorsError, UnreadableSourcesError: see `graph.app.open_portfolio`.
    """
    from graph.app.filled_telling import imported
    from graph.app.filling import Filling
    from graph.sources.filled.reading import read_books

    folder = sound(sources.folder)
    portfolio = folder.checked.portfolio
    books = _books(files, form, given, portfolio, sheet or "")
    _refuse_others(books, sources.dataset)
    before = _before({one.whose.commit for one in books}, sources.folder)
    found = read_books(books, portfolio, _words(), before)
    filling = Filling(sources.folder, folder, list(found.wishes))
    names = names_from_here(filling.changes, sources.folder)
    told = imported(books, found, filling, before, names)
    changes = {Path(name): one for name, one in filling.changes.items()}
    return Import(told=told, changes=changes, names=names)


def _words() -> Mapping[str, Sequence[str]]:
    """Return what the lists of the workbook say beside the words of the format."""
    from graph.views.plan_template.words import CHOICES

    return CHOICES


def _books(
    files: Sequence[Path], form: str, given: Whose, portfolio: "Portfolio", sheet: str
) -> list[Book]:
    """Read every file, and tell at once of all that cannot be read."""
    from graph.model.entities import Unit

    units = {one.id for one in portfolio.of(Unit)}
    found, troubles = [], []
    for path in _each_once(files):
        try:
            if form == "csv":
                one = from_csv(path, given, portfolio.items, sheet)
            else:
                one = from_workbook(path, given, portfolio.items)
            refuse_unknown_unit(one, units)
            found.append(one)
        except UsageError as error:
            troubles.append(str(error))
    if troubles:
        raise UsageError("\n".join(troubles))
    return found


def _each_once(files: Iterable[Path]) -> Iterator[Path]:
    """Yield the files, of several copies the first."""
    seen = set()
    for path in files:
        try:
            data: bytes | Path = sha256(path.read_bytes()).digest()
        except OSError:
            data = path  # Whoever reads it tells why not.
        if data not in seen:
            seen.add(data)
            yield path


def _refuse_others(books: Iterable[Book], dataset: str) -> None:
    for one in books:
        if one.whose.dataset not in ("", dataset):
            hint = f"import it with --dataset {one.whose.dataset} and --data of its sources"
            message = f"this plan is of the data set '{one.whose.dataset}'"
            raise UsageError(f"{one.file}: {message}: {hint}")


def _before(commits: Iterable[str], data: Path) -> "dict[str, Mapping[str, Item]]":
    """Return the items as workbooks were made of them, by commit, where git knows it exactly."""
    from graph.app.since import items_at

    whole = (one for one in sorted(commits) if one and "+" not in one)
    found = ((one, items_at(one, data)) for one in whole)
    return {one: items for one, items in found if items is not None}
