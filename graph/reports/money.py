"""Sums of baht that come out to the satang."""

import math
from collections.abc import Iterable


def total(amounts: Iterable[float]) -> float:
    """Return the sum in baht, the same in whatever order the amounts stand."""
    exact = round(math.fsum(amounts), 2)
    return int(exact) if exact.is_integer() else exact
