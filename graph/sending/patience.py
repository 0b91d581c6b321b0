"""How often a server is asked again, and for how long in all."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from graph.sending.failures import Failure

_WAITS = (1.0, 5.0, 25.0)  # Seconds after the first, second and third try.
_LONGEST = 60.0  # Seconds that a server may ask to be left alone.
_IN_ALL = 300.0  # Seconds for all that is sent to one server.


@dataclass(frozen=True, slots=True)
class Clock:
    """What measures time and lets it pass."""

    now: Callable[[], float] = time.monotonic  # Seconds.
    wait: Callable[[float], None] = time.sleep


class Patience:
    """What is left of the time for one server; it begins when this is made."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._end = clock.now() + _IN_ALL

    def tried(self, attempt: Callable[[], Failure | None]) -> Failure | None:
        """Attempt something until it goes well or will not; return why it did not."""
        if self._clock.now() >= self._end:
            reason = f"not tried, as {_IN_ALL:g} seconds had gone by with this server"
            return Failure(reason, is_everywhere=True)
        failure = attempt()
        for wait in _WAITS:
            if failure is None or not failure.may_pass:
                break
            longer = max(wait, min(failure.wait, _LONGEST))
            if self._clock.now() + longer >= self._end:
                break
            self._clock.wait(longer)
            failure = attempt()
        return failure
