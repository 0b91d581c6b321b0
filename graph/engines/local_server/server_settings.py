"""What a local Neo4j server is given before it starts: settings, a password, two ports."""

import secrets
import socket
from contextlib import ExitStack, suppress

from graph.engines.local_server.server_files import Home, write_private
from graph.errors import ServiceError

HOST = "127.0.0.1"
_MARK = "# Written by policytrace at every start."
_SETTINGS = """\
{mark}
server.default_listen_address={host}
server.bolt.listen_address={host}:{bolt}
server.bolt.advertised_address={host}:{bolt}
server.http.listen_address={host}:{http}
server.http.advertised_address={host}:{http}
server.https.enabled=false
dbms.security.auth_enabled=true
dbms.usage_report.enabled=false
server.memory.pagecache.size={page_cache}
# Without this a stop waits ten seconds for clients that have gone.
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
db.tx_log.preallocate=false
db.tx_log.rotation.size=16m
db.tx_log.rotation.retention_policy=20M size
"""


def write_settings(home: Home, ports: tuple[int, int], page_cache: str) -> None:
    """Write Neo4j's settings for the two ports, bolt and HTTP.

    Raises:
        ServiceError: the folder holds a Neo4j that someone else has set up.
    """
    path = home.settings
    if path.is_file() and not path.read_text(encoding="utf-8").startswith(_MARK):
        raise ServiceError(
            f"{home.folder} holds another Neo4j: set POLICYTRACE_NEO4J_HOME to another folder"
        )
    path.parent.mkdir(exist_ok=True)
    home.console.parent.mkdir(exist_ok=True)
    bolt, http = ports
    text = _SETTINGS.format(mark=_MARK, host=HOST, bolt=bolt, http=http, page_cache=page_cache)
    path.write_text(text, encoding="utf-8")


def ensure_password(home: Home) -> str:
    """Return the password of the server, a new one where it has none yet.

    Raises:
        ServiceError: a server has run here, and the file with its password has gone.
    """
    if home.password.is_file():
        return home.password.read_text(encoding="utf-8").strip()
    if home.is_used:
        raise ServiceError(
            f"{home.password} has gone: put it back, or remove {home.folder} to begin anew"
        )
    # A letter first: Neo4j's tool takes a word that begins with a dash for an option.
    password = f"p{secrets.token_urlsafe(24)}"
    write_private(home.password, password)
    return password


def free_ports(preferred: tuple[int, int]) -> tuple[int, int]:
    """Return two ports that nobody listens on, the preferred ones if they are free."""
    with ExitStack() as open_sockets:
        bolt, http = (_bind(open_sockets, port) for port in preferred)
    return bolt, http


def _bind(open_sockets: ExitStack, preferred: int) -> int:
    for port in (preferred, 0):  # 0: any that is free.
        one = open_sockets.enter_context(socket.socket())
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with suppress(OSError):
            one.bind((HOST, port))
            one.listen()
            return int(one.getsockname()[1])
    raise ServiceError("no port of this machine is free for a local Neo4j server")
