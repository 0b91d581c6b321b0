"""The embedded engine in a process of its own, for queries that people type.

A query that takes too much memory or time, or that brings the engine down, ends that process alone.
The process is a fresh Python, as a fork of a program with threads may hang; it is given the graph
through a pipe and gives back the answer, both pickled.
"""

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from graph.engines.answers import Answer, Limits
from graph.engines.guarding.guard import without_comments
from graph.engines.records import Records
from graph.errors import TraceError, UsageError

# In the new process: the same modules as here, whatever the folder it is started in.
_START = "import sys; sys.path[:] = sys.argv[1:]; from graph.engines.sandbox import serve; serve()"
_GRACE = 1.0  # Seconds after the engine's own limit, which gives the better sentence.
_START_SECONDS = 30.0
_RECORDS_PER_SECOND = 500  # Slow, as this is the time after which a process that hangs is ended.
_WATCH_SECONDS = 0.5  # Between two looks whether the parent still lives.
_OUT_OF_MEMORY = 71  # Exit code of the child.
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Question:
    records: Records
    text: str
    parameters: Mapping[str, Any]
    limits: Limits


@dataclass(frozen=True, slots=True)
class _Refusal:
    sentence: str


def ask_apart(
    records: Records, text: str, parameters: Mapping[str, Any], limits: Limits | None = None
) -> Answer:
    """Answer one query in a process of its own, which is over when this returns or raises.

    The memory is limited on Linux; macOS sets no bounds. It is `guard` that judges the query.

    Args:
        records: The graph to ask.
        text: The query; comments in it are blanked.
        parameters: Its parameters, by name.
        limits: Seconds are those of the query, without the building of the graph; megabytes are
            those of the graph and the query, not of the engine.

    Raises:
        UsageError: the engine refuses the query, or it took too long or too much memory, or the
            engine came to an end over it.
    """
    limits = limits or Limits()
    question = _Question(records, without_comments(text), parameters, limits)
    command = [sys.executable, "-I", "-c", _START, *sys.path]
    try:
        ran = subprocess.run(  # noqa: S603  # this very program
            command,
            input=pickle.dumps(question, pickle.HIGHEST_PROTOCOL),
            capture_output=True,
            timeout=_patience(records, limits),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UsageError(_too_long(limits)) from error
    if ran.returncode != 0:
        ended = UsageError(_how_it_ended(ran.returncode, ran.stderr, limits))
        ended.add_note(ran.stderr.decode(errors="replace"))  # For who looks into it.
        raise ended
    reply = pickle.loads(ran.stdout)  # noqa: S301  # written by `serve`, in a process of ours
    if isinstance(reply, _Refusal):
        raise UsageError(reply.sentence)
    assert isinstance(reply, Answer)
    return reply


def _patience(records: Records, limits: Limits) -> float:
    """Return the seconds after which the parent ends the child, whatever it does."""
    building = (len(records.nodes) + len(records.relations)) / _RECORDS_PER_SECOND
    return _START_SECONDS + building + limits.seconds + _GRACE


def _too_long(limits: Limits) -> str:
    return f"the query took longer than {limits.seconds:g} s: --timeout gives it more"


def _how_it_ended(code: int, said: bytes, limits: Limits) -> str:
    """Return the sentence for a child that gave no answer."""
    if code == -signal.SIGALRM:
        return _too_long(limits)
    # Rust says so before it aborts.
    if code == _OUT_OF_MEMORY or b"memory allocation of" in said or b"MemoryError" in said:
        remedy = "ask for less at once, or add LIMIT"
        return f"the query took more than {limits.megabytes:,} MB of memory: {remedy}"
    if code == -signal.SIGKILL:
        return "the query was ended by the system, maybe for want of memory: ask for less at once"
    how = signal.strsignal(-code) if code < 0 else f"exit code {code}"
    return f"the embedded engine came to an end over the query ({how}): write it in another way"


# In the child -------------------------------------------------------------------------------------


def serve() -> None:
    """Answer the question on standard input, in the child, and end it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # The parent ends the child on Ctrl-C.
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    with os.fdopen(os.dup(1), "wb") as replies:
        os.dup2(2, 1)  # What a library may print shall not mingle with the reply.
        try:
            _reply(sys.stdin.buffer, replies)
        except MemoryError:
            os._exit(_OUT_OF_MEMORY)
    os._exit(0)  # Taking the graph apart would only take time.


def _reply(questions: BinaryIO, replies: BinaryIO) -> None:
    question: _Question = pickle.load(questions)  # noqa: S301  # written by `ask_apart`
    try:
        reply: Answer | _Refusal = _answer(question)
    except TraceError as error:
        reply = _Refusal(str(error))
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        reply = _Refusal(f"the embedded engine refuses a parameter: {reason}")
    pickle.dump(reply, replies, pickle.HIGHEST_PROTOCOL)


def _answer(question: _Question) -> Answer:
    from graph.engines.embedded import Embedded

    limits, records = question.limits, question.records
    Embedded(Records(records.dataset, (), ()))  # Loads the engine before the memory is limited.
    _limit_memory(limits.megabytes)
    engine = Embedded(records)
    # The system ends the process then, whatever the engine does; nothing is run in Python.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds + _GRACE)
    return engine.ask(question.text, question.parameters, limits)


def _end_with_parent(parent: int) -> None:
    """End this process when it has lost its parent."""
    waiting = threading.Event()
    while os.getppid() == parent:
        waiting.wait(_WATCH_SECONDS)
    os._exit(1)


def _limit_memory(megabytes: int) -> None:
    """Let this process map so many megabytes more than it has mapped with the engine loaded."""
    if sys.platform != "linux":
        return
    import resource

    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    most = int(pages) * resource.getpagesize() + megabytes * _MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
