"""What an engine is asked with, and what it gives back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one query may take before it is stopped."""

    seconds: float = 30.0
    rows: int | None = None  # Rows to give back; more are counted as `has_more`. None: all.
    megabytes: int = 2048  # Of memory, where the engine runs on this machine.


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a query; every value is one that JSON knows, or a date."""

    columns: Sequence[str]
    rows: Sequence[Mapping[str, Any]]
    has_more: bool = False
