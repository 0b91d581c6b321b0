"""Webhooks: one POST each, over checked TLS, to the very address that was given."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING

from graph.sending.failures import Failure, network_failure
from graph.sending.messages import Post
from graph.sending.patience import Patience
from graph.sending.sent import Sent
from graph.sending.settings import Webhook

if TYPE_CHECKING:
    import urllib3

_LATER = (
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
)
# What they log holds addresses, which are secrets.
_TALKATIVE = ("urllib3.connection", "urllib3.connectionpool", "urllib3.util.retry")


class Hook:
    """A webhook, and what is left of the patience with it."""

    def __init__(self, webhook: Webhook, patience: Patience) -> None:
        self._webhook = webhook
        self._patience = patience

    def send(self, post: Post) -> Sent:
        """Post something, and say what became of it; never raises."""
        failure = self._patience.tried(lambda: self._attempt(post))
        return Sent(
            about=post.about,
            receiver=f"webhook {post.webhook}",
            failure=failure.reason if failure else None,
        )

    def _attempt(self, post: Post) -> Failure | None:
        import urllib3

        hook = self._webhook
        timeout = urllib3.Timeout(connect=hook.timeout, read=hook.timeout)
        pool = urllib3.PoolManager(timeout=timeout)  # It checks certificates by itself.
        headers = {"Content-Type": "application/json", "Idempotency-Key": post.key}
        if hook.token is not None:
            headers["Authorization"] = f"Bearer {hook.token}"
        try:
            with _unlogged(), pool:
                answer = pool.request(
                    "POST",
                    hook.url,
                    body=json.dumps(post.content).encode("ascii"),
                    headers=headers,
                    redirect=False,
                    retries=False,
                    preload_content=False,  # However long it is, only its head is read.
                )
                answer.close()
                return _judged(answer)
        except urllib3.exceptions.HTTPError as error:
            return network_failure(_cause(error), hook.timeout)


@contextmanager
def _unlogged() -> Iterator[None]:
    def nothing(_record: logging.LogRecord) -> bool:
        return False

    for one in _TALKATIVE:
        logging.getLogger(one).addFilter(nothing)
    try:
        yield
    finally:
        for one in _TALKATIVE:
            logging.getLogger(one).removeFilter(nothing)


def _judged(answer: "urllib3.BaseHTTPResponse") -> Failure | None:
    """Return what is amiss with an answer, without its words, which might repeat a secret."""
    status = answer.status
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return None
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        reason = f"the server sends elsewhere ({status}): give the address that it names itself"
        return Failure(reason)
    reason = f"the server answers {status}{_phrase(status)}"
    return Failure(reason, may_pass=status in _LATER, wait=_asked_wait(answer))


def _phrase(status: int) -> str:
    known = {int(one): one.phrase for one in HTTPStatus}
    return f" {known[status]}" if status in known else ""


def _asked_wait(answer: "urllib3.BaseHTTPResponse") -> float:
    """Return the seconds that a server asks to be left alone, in either form of Retry-After."""
    import urllib3

    try:
        return urllib3.Retry().get_retry_after(answer) or 0.0
    except (urllib3.exceptions.HTTPError, ValueError, OverflowError):
        return 0.0  # It says something else there.


def _cause(error: Exception) -> Exception:
    """Return what urllib3 has wrapped: an error of the system where there is one."""
    from urllib3.exceptions import NewConnectionError
    from urllib3.exceptions import TimeoutError as TooLongError

    # That nothing listens is a kind of timeout to urllib3.
    if isinstance(error, TooLongError) and not isinstance(error, NewConnectionError):
        return TimeoutError()
    inner = (error.__cause__, *error.args)
    return next((one for one in inner if isinstance(one, OSError)), ConnectionError())
