"""One line of the log: a JSON object that ends with the checksum of all before it.

This holds for every format, so that an older program knows a newer one's lines for what they are:
a line has `format` and `kind` first and `crc32` last, and stands by itself.
"""

import json
import re
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from graph.errors import UsageError

Body = Mapping[str, Any]  # What a line says: `kind`, and what belongs to it.

FORMAT = 1
# What makes of a line of a format one of the next; the program reads all formats there ever were.
STEPS: dict[int, Callable[[Body], Body]] = {}
_SEAL = b',"crc32":"%08x"}'
_SEAL_BYTES = len(_SEAL % 0)


def written(body: Body) -> bytes:
    """Return a line of the present format, with its end of line."""
    whole = {"format": FORMAT, **body}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    start = text.encode(errors="backslashreplace")[:-1]  # Half a surrogate pair: as in JSON.
    return start + _SEAL % zlib.crc32(start) + b"\n"


def is_whole(line: bytes) -> bool:
    """Tell whether a line, without its end of line, is as it was written."""
    start, seal = line[:-_SEAL_BYTES], line[-_SEAL_BYTES:]
    return bool(start) and seal == _SEAL % zlib.crc32(start)


def is_unfinished(line: bytes) -> bool:
    """Tell whether a line that is not whole is no JSON, as one is that was cut while written."""
    try:
        json.loads(line)
    except ValueError:
        return True
    return False


def begins_as(line: bytes, kind: str) -> bool:
    """Tell whether a line, even one that is cut short, begins as those of a kind do."""
    return bool(re.match(rb'\{"format":\d+,"kind":"' + kind.encode() + rb'"', line))


def body_of(line: bytes) -> Body:
    """Return what a whole line says, in the present format.

    Raises:
        UsageError: it is of a newer format, or of none.
    """
    body: dict[str, Any] = json.loads(line)
    del body["crc32"]
    found = body.pop("format", None)
    if isinstance(found, int) and found > FORMAT:
        raise UsageError(
            f"is of format {found}, and this policytrace knows the formats up to {FORMAT}:"
            " upgrade policytrace"
        )
    return _upgraded(body, found)


def _upgraded(body: Body, found: Any) -> Body:
    while found != FORMAT:
        if found not in STEPS:
            raise UsageError(f"is of a format that there never was, {found}: put back a copy")
        body = STEPS[found](body)
        found += 1
    return body
