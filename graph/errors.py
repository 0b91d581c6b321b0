"""The errors that a user can mend: each is one sentence that names the remedy."""


class TraceError(Exception):
    """A mistake in the use, the settings or the sources: one line, never a traceback."""


class UsageError(TraceError):
    """An option, a setting or a name that does not fit."""


class UnreadableSourcesError(TraceError):
    """The data folder is missing, empty or not to be opened."""


class UnknownItemError(TraceError):
    """An id that no source declares."""
