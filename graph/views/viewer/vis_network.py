"""vis-network as pyvis carries it: found without importing pyvis, checked, and read as text."""

import hashlib
import importlib.util
from functools import cache
from pathlib import Path

from graph.errors import UsageError

_PLACE = Path("templates", "lib", "vis-9.1.2", "vis-network.min.js")
SHA256 = "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"


@cache
def vis_network() -> str:
    """Return the script of vis-network 9.1.2.

    Raises:
        UsageError: pyvis is not installed, or carries another one.
    """
    found = importlib.util.find_spec("pyvis")
    folders = (found.submodule_search_locations or ()) if found else ()
    for folder in folders:
        path = Path(folder) / _PLACE
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == SHA256:
            return path.read_text(encoding="utf-8")
    raise UsageError(
        "the page needs vis-network 9.1.2 as pyvis 0.3.2 carries it, and the one installed is"
        " missing or another: pip install --force-reinstall 'pyvis==0.3.2'"
    )
