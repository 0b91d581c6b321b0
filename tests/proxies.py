"""A wire between a client and a server that can be cut or held at any byte."""

import select
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

# What may pass of what a client sends, and whether the wire is cut then.
Valve = Callable[[bytes], tuple[bytes, bool]]
_COMMIT = b"\x00\x02\xb0\x12\x00\x00"  # Bolt's message, as it stands on the wire.


def cut_after(count: int) -> Valve:
    """Cut once a client has sent so many bytes."""
    sent = 0

    def valve(data: bytes) -> tuple[bytes, bool]:
        nonlocal sent
        passed = data[: count - sent]
        sent += len(passed)
        return passed, sent >= count

    return valve


def cut_at_commit(of: bytes) -> Valve:
    """Let the commit of a transaction with this text through, and not the answer to it."""
    is_armed = False

    def valve(data: bytes) -> tuple[bytes, bool]:
        nonlocal is_armed
        is_armed = is_armed or of in data
        return data, is_armed and data.endswith(_COMMIT)

    return valve


def hold_after(count: int, seconds: float) -> Valve:
    """Hold everything for some time, once a client has sent so many bytes."""
    sent = 0

    def valve(data: bytes) -> tuple[bytes, bool]:
        nonlocal sent
        if sent < count <= sent + len(data):
            time.sleep(seconds)
        sent += len(data)
        return data, False

    return valve


def swallow_from(word: bytes) -> Valve:
    """Let nothing through any more once a client has sent a word: no answer will come."""
    is_silent = False

    def valve(data: bytes) -> tuple[bytes, bool]:
        nonlocal is_silent
        is_silent = is_silent or word in data
        return b"" if is_silent else data, False

    return valve


def open_wire(data: bytes) -> tuple[bytes, bool]:
    """Let everything through."""
    return data, False


class Proxy:
    """The wire; each connection takes the next valve, and the last serves all that follow."""

    def __init__(self, uri: str, *valves: Valve) -> None:
        parts = urlsplit(uri)
        self._server = (parts.hostname, parts.port)
        self._valves = list(valves)
        self._threads: list[threading.Thread] = []
        self._is_over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.uri = f"{parts.scheme}://127.0.0.1:{self._listener.getsockname()[1]}"
        self.sent = 0  # Bytes that clients have sent.

    def stop(self) -> None:
        """Cut all that is left, and end `serve`."""
        self._is_over.set()

    def serve(self) -> None:
        """Take connections until the end."""
        with self._listener:
            self._take_connections()
        for thread in self._threads:
            thread.join()

    def _take_connections(self) -> None:
        while not self._is_over.is_set():
            if not select.select([self._listener], [], [], 0.05)[0]:
                continue
            client, _ = self._listener.accept()
            valve = self._valves.pop(0) if len(self._valves) > 1 else self._valves[0]
            thread = threading.Thread(target=self._carry, args=(client, valve))
            self._threads.append(thread)
            thread.start()

    def _carry(self, client: socket.socket, valve: Valve) -> None:
        with client, socket.create_connection(self._server) as server:
            try:
                while not self._is_over.is_set() and self._passes(client, server, valve):
                    pass
            except OSError:
                return  # One of the two has gone.

    def _passes(self, client: socket.socket, server: socket.socket, valve: Valve) -> bool:
        ready = select.select([client, server], [], [], 0.05)[0]
        if server in ready:
            data = server.recv(65536)
            client.sendall(data)
            return bool(data)
        if client in ready:
            data = client.recv(65536)
            self.sent += len(data)
            passed, is_cut = valve(data)
            server.sendall(passed)
            if is_cut:
                client.close()
                server.settimeout(0.5)
                server.recv(65536)  # The server shall have done what it was told.
            return bool(data) and not is_cut
        return True


@contextmanager
def wire(uri: str, *valves: Valve) -> Iterator[Proxy]:
    """A wire to a server, with a valve for each connection."""
    proxy = Proxy(uri, *valves)
    thread = threading.Thread(target=proxy.serve)
    thread.start()
    try:
        yield proxy
    finally:
        proxy.stop()
        thread.join()
