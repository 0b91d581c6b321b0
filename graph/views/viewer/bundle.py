"""The scripts and styles of the page, each as one text that can stand inside it.

The scripts are ES modules, so that editors and checkers understand them. To stand in one file they
are put one after the other, what is imported before what imports it, without the words `import`
and `export`; names at the top of a module are therefore the only ones of their kind.
"""

import re
from functools import cache
from pathlib import Path

_ASSETS = Path(__file__).with_name("assets")
_IMPORT = re.compile(r'^import \{[^}]*\} from "(\.[^"]*)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class)\b)", re.MULTILINE)
_ENTRY = _ASSETS / "js" / "main.js"


@cache
def script() -> str:
    """Return the page's own script."""
    parts = [_EXPORT.sub("", _IMPORT.sub("", text)) for text in _modules(_ENTRY, {}).values()]
    return '(() => {\n"use strict";\n' + "\n".join(parts) + "})();\n"


def _modules(path: Path, found: dict[Path, str]) -> dict[Path, str]:
    """Add a module behind those that it imports; return them all."""
    path = path.resolve()
    if path not in found:
        text = path.read_text(encoding="utf-8")
        found[path] = ""  # So that a circle ends.
        for name in _IMPORT.findall(text):
            _modules(path.parent / name, found)
        del found[path]
        found[path] = text
    return found


@cache
def style() -> str:
    """Return the page's styles, in the order of the files' names."""
    files = sorted((_ASSETS / "css").glob("*.css"))
    return "\n".join(one.read_text(encoding="utf-8") for one in files)


def template() -> str:
    """Return the frame of the page, for Jinja."""
    return (_ASSETS / "page.html.j2").read_text(encoding="utf-8")
