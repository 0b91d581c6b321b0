"""How the sources are read, for all that runs within a `with`.

Every use case reads sources; none of them should have to pass on where the cache is, or who is told
how far it has come. Outside of such a `with`, nothing is kept and nobody is told.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from graph.sources.checking import Manner

_MANNER: ContextVar[Manner] = ContextVar("manner")
_YES, _NO = ("1", "true", "yes", "on", ""), ("0", "false", "no", "off")


def manner() -> Manner:
    """Return how sources are read here."""
    return _MANNER.get(None) or Manner()


@contextmanager
def reading(
    *,
    cache: str | bool | None = False,
    progress: Callable[[int, int], None] | None = None,
    note: Callable[[str], None] | None = None,
) -> Iterator[None]:
    """Read sources in this manner.

    Args:
        cache: Where what was read is kept: a folder, True for this user's cache, or False for
            nowhere; the words for the two will do.
        progress: Told how many of how many files are read.
        note: Told of each step when it is done.
    """
    nobody = Manner()
    token = _MANNER.set(
        Manner(
            cache=_folder(cache),
            progress=progress or nobody.progress,
            note=note or nobody.note,
        )
    )
    try:
        yield
    finally:
        _MANNER.reset(token)


def _folder(cache: str | bool | None) -> Path | None:
    word = str(cache).strip().lower()
    if cache is None or word in _NO:
        return None
    if word not in _YES:
        return Path(str(cache)).expanduser()
    from graph.sources.cache.store import default_folder

    return default_folder()
