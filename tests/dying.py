"""Dies at every call to the system in turn, as a job does that is killed.

    python tests/dying.py KIND START ENDS

START is a folder with a log. For the n-th call that a change of it makes, ENDS/n-HOW is a copy of
START in which a process of its own made that change, and was gone before that call, in its midst
(a write that only wrote a part), or after it. Prints what it made, a folder a line.
"""

import datetime as dt
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from graph.reports.nightly.memory import NightRecord, Subject
from graph.state import Store, hold

CALLS = ("open", "write", "fsync", "ftruncate", "fchmod", "replace", "unlink", "mkdir", "close")
SUBJECT = Subject(title_th="ขุดลอกคลอง", title_en="Canal dredging", units=("B1100",))
NIGHT = NightRecord(
    as_of=dt.date(2026, 11, 9),
    numbers={"open": 1},
    opened={"TRC201:PRJ-ก": SUBJECT},
    codes=frozenset(["TRC201"]),
)
CHANGES: dict[str, Callable[[Store], object]] = {
    "append": lambda store: store.append(NIGHT),
    "compact": lambda store: store.compact(),
}


def die_at(number: int, how: str) -> None:
    """Have this process die at a call."""
    left = number

    def dying(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            nonlocal left
            left -= 1
            if left == 0:
                if how == "midst" and name == "write":
                    real(arguments[0], arguments[1][: len(arguments[1]) // 2])
                if how == "after":
                    with suppress(OSError):  # Such as: the folder is there already.
                        real(*arguments, **named)
                os._exit(9)
            return real(*arguments, **named)

        return call

    for name in CALLS:
        setattr(os, name, dying(name, getattr(os, name)))


def main(kind: str, start: Path, ends: Path) -> None:
    number, is_over = 0, False
    while not is_over:
        number += 1
        for how in ("before", "midst", "after"):
            folder = ends / f"{number:02d}-{how}"
            shutil.copytree(start, folder)
            child = os.fork()
            if child == 0:
                die_at(number, how)
                with hold(folder) as store:
                    CHANGES[kind](store)
                os._exit(0)
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            assert code in (0, 9), code
            is_over = code == 0  # It made fewer calls than that.
            sys.stdout.write(f"{folder}\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
