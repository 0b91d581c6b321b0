"""The errors that a user can mend: each is one sentence that names the remedy."""


class TraceError(Exception):
    """A mistake in the use, the settings or the sources: one line, never a traceback."""


class UsageError(TraceError):
    """An option, a setting or a name that does not fit."""


class UnreadableSourcesError(TraceError):
    """The data folder is missing, empty or not to be opened."""


class UnknownItemError(TraceError):
    """An id that no source declares."""


class MissingExtraError(TraceError):
    """A library that an optional part needs is not installed."""

    def __init__(self, part: str, extra: str) -> None:
        super().__init__(f"{part} needs more: pip install 'policytrace[{extra}]'")


class ServiceError(TraceError):
    """A service, such as a Neo4j server, is out of reach or refuses what is asked of it."""
