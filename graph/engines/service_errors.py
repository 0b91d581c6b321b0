"""What the driver and the server of Neo4j may say, each as one sentence with the remedy."""

from collections.abc import Iterator, Mapping

LOAD_AGAIN = "'policytrace load' once more is safe"

# By the code of the server; {place} is its address, {said} the first line of what it says.
_BY_CODE: Mapping[str, str] = {
    "Security.Unauthorized": (
        "{place} refuses the user or the password: set NEO4J_USER and NEO4J_PASSWORD"
    ),
    "Security.CredentialsExpired": (
        "{place} wants a new password first: set it with"
        " ALTER CURRENT USER SET PASSWORD FROM 'old' TO 'new' on the database 'system'"
    ),
    "Security.AuthenticationRateLimit": (
        "{place} has seen too many wrong passwords: wait some seconds, then try again with the"
        " right one"
    ),
    "Security.Forbidden": (
        "{place} does not allow this user to do that: ask who runs it for the right to"
        " write and to make constraints and indexes ({said})"
    ),
    "Database.DatabaseNotFound": (
        "{place} has no such database: set NEO4J_DATABASE to one that it has ({said})"
    ),
    "Cluster.NotALeader": (
        "{place} is a member that only reads: begin NEO4J_URI with neo4j://, which finds the one"
        " that writes"
    ),
    "General.ForbiddenOnReadOnlyDatabase": (
        "{place} only allows reading of this database: begin NEO4J_URI with neo4j://, which finds"
        " the member that writes, or make the database writable"
    ),
    "General.WriteOnReadOnlyAccessDatabase": (
        "{place} only allows reading of this database: make it writable, or name another by"
        " NEO4J_DATABASE"
    ),
    "Transaction.TransactionTimedOut": (
        "{place} gave the transaction no more time and kept nothing of it: raise its setting"
        " db.transaction.timeout"
    ),
    "Transaction.TransactionTimedOutClientConfiguration": (
        "the time that the transaction was given ran out, and {place} kept nothing of it"
    ),
    "Transaction.Terminated": (
        "someone at {place} ended the transaction, and nothing of it was kept: try again"
    ),
    "Transaction.LockClientStopped": (
        "someone at {place} ended the transaction, and nothing of it was kept: try again"
    ),
    "Transaction.LockAcquisitionTimeout": (
        "another transaction at {place} holds what this one needs: try again when it has ended"
    ),
    "Transaction.DeadlockDetected": (
        "other transactions at {place} kept getting in the way of this one, and nothing of it was"
        " kept: try again when they have ended"
    ),
    "General.DatabaseUnavailable": (
        "the database at {place} is not open: look into the server's log ({said})"
    ),
    "Database.DatabaseUnavailable": (
        "the database at {place} is not open: look into the server's log ({said})"
    ),
}
_OUT_OF_MEMORY = (
    "{place} has too little memory for this in one transaction, and kept nothing of it: raise its"
    " settings dbms.memory.transaction.total.max and server.memory.heap.max_size, or use"
    " 'policytrace export neo4j-admin DIR'"
)
_DISK_FULL = "the disk of {place} is full: make room there, then look into the server's log"
_DROPPED = "the connection to {place} broke off, and nothing of this was kept: try again"
_UNKNOWN = (
    "the connection to {place} broke off while it was committing, so whether it kept the whole or"
    f" nothing is not known: {LOAD_AGAIN}"
)
_IN_THE_WAY = (
    "a constraint or an index at {place} that is not ours stands in the way: {said} Drop it, or set"
    " NEO4J_DATABASE to another database"
)
_ELSE = "{place} refuses: {said} [{code}]"


def is_out_of_memory(error: Exception) -> bool:
    """Tell whether the server had too little memory: a second try would end alike."""
    return "OutOfMemory" in (getattr(error, "code", None) or "")


def went_wrong(error: Exception, place: str) -> str:
    """Return the sentence for an error that comes when the server had already answered."""
    from neo4j.exceptions import IncompleteCommit, Neo4jError, ServiceUnavailable, SessionExpired

    if isinstance(error, Neo4jError):
        return _refusal(error, place)
    if isinstance(error, IncompleteCommit):
        return _UNKNOWN.format(place=place)
    if isinstance(error, ServiceUnavailable | SessionExpired):
        return _DROPPED.format(place=place)
    return _ELSE.format(place=place, said=_first_line(error), code=type(error).__name__)


def _refusal(error: Exception, place: str) -> str:
    code, said = getattr(error, "code", None) or "", _first_line(error)
    if "No space left" in "\n".join(str(one) for one in _reasons(error)):
        return _DISK_FULL.format(place=place)
    if is_out_of_memory(error):
        return _OUT_OF_MEMORY.format(place=place)
    other = _IN_THE_WAY if ".Schema." in code else _ELSE
    known = _BY_CODE.get(".".join(code.split(".")[-2:]), other)
    return known.format(place=place, said=said, code=code)


def unreachable(error: Exception, place: str) -> str:
    """Return the sentence for a server that does not answer to begin with."""
    from neo4j.exceptions import Neo4jError

    reasons = list(_reasons(error))
    for one in reasons:
        if isinstance(one, Neo4jError):
            return _refusal(one, place)
    texts = "\n".join(f"{type(one).__name__}: {one}" for one in reasons)
    found = (said for sign, said in _UNREACHABLE.items() if sign in texts)
    return next(found, "no Neo4j answers at {place}: start it, or mend NEO4J_URI").format(
        place=place
    )


# By a word of what the driver says or of what that came from; the first that is there counts.
_NO_BOLT = (
    "what listens at {place} does not answer as Neo4j does: look whether it has started, whether"
    " the port is right (mostly 7687) and whether it wants TLS (bolt+s://)"
)
_UNREACHABLE: Mapping[str, str] = {
    "gaierror": "no machine has the name in {place}: mend NEO4J_URI",
    "SSLCertVerificationError": (
        "the certificate of {place} is not one that this machine trusts: where it is self-signed,"
        " write +ssc in place of +s"
    ),
    "SSL": "{place} does not speak TLS: begin NEO4J_URI with bolt:// or neo4j://",
    "looks like HTTP": (
        "{place} is a web server's port: Neo4j speaks Bolt on another, mostly 7687"
    ),
    "handshake": _NO_BOLT,
    "UnsupportedServerProduct": _NO_BOLT,
}


def _reasons(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error, what it came from, and what came together with that.

    An error that is raised again out of what it was wrapped in comes, in a circle, from itself.
    """
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        for one in getattr(error, "exceptions", ()):
            yield from _reasons(one)
        error = error.__cause__ or error.__context__


def _first_line(error: Exception) -> str:
    from neo4j.exceptions import Neo4jError

    text = error.message if isinstance(error, Neo4jError) else str(error)
    return (text or type(error).__name__).strip().splitlines()[0]
