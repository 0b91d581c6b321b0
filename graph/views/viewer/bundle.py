"""The scripts and styles of the page, each as one text that can stand inside it.

The scripts are ES modules, so that editors and checkers understand them. To stand in one file each
becomes a function that is called once, what is imported before what imports it; so what a module
does not export stays its own. Circles, default exports, `import *`, `as` and several names in one
`export` are not for this page, and are refused. What only readers of the modules need, comments and
the space before lines, stays behind; so no text in backticks may span lines.
"""

import re
from functools import cache
from pathlib import Path

_ASSETS = Path(__file__).with_name("assets")
_SCRIPTS = (_ASSETS / "js").resolve()
_ENTRY = _SCRIPTS / "main.js"
_UNLESS_TOO_OLD = 'if (document.documentElement.hasAttribute("data-too-old")) return;\n'
_IMPORT = re.compile(r'^import (\{[^}]*\}) from "(\.[^"]*)";\n', re.MULTILINE)
_EXPORT = re.compile(
    r"^export ((?:async )?(?:function\*?|const|class) (\w+))", re.MULTILINE | re.ASCII
)
_UNKNOWN = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
_FOR_READERS = re.compile(r"^ *(?:/\*\*(?:[^*]|\*(?!/))*\*/|//.*)?\n|^ +", re.MULTILINE)


@cache
def script() -> str:
    """Return the page's own script, which leaves a browser alone that first_script() refused."""
    modules: dict[Path, str] = {}
    _add(_ENTRY, modules, ())
    whole = "".join(_FOR_READERS.sub("", one) for one in modules.values())
    return f'"use strict";\n(() => {{\n{_UNLESS_TOO_OLD}{whole}}})();\n'


def _add(path: Path, modules: dict[Path, str], waiting: tuple[Path, ...]) -> None:
    """Add a module behind those that it imports."""
    assert path not in waiting, f"{path.name} imports itself by way of others"
    if path in modules:
        return
    text = path.read_text(encoding="utf-8")
    for names, name in _IMPORT.findall(text):
        imported = (path.parent / name).resolve()
        _add(imported, modules, (*waiting, path))
        _refuse_unless_exported(path, names, imported)
    body = _IMPORT.sub(lambda one: f"const {one[1]} = {_name(path.parent / one[2])};\n", text)
    exported = ", ".join(_exported(body))
    body = _EXPORT.sub(r"\1", body)
    if unknown := _UNKNOWN.search(body):
        raise ValueError(
            f"{path.name} has '{unknown[0]}', which the page's bundle does not know:"
            ' write import {…} from "./x.js"; and export before function, class or const NAME'
        )
    modules[path] = f"const {_name(path)} = (() => {{\n{body}return {{ {exported} }};\n}})();\n"


def _exported(text: str) -> list[str]:
    return [name for _, name in _EXPORT.findall(text)]


def _refuse_unless_exported(path: Path, names: str, imported: Path) -> None:
    """Refuse names that a module does not export, among them those in `as`."""
    known = _exported(imported.read_text(encoding="utf-8"))
    for name in names.strip("{}").split(","):
        if name.strip() and name.strip() not in known:
            raise ValueError(
                f"{path.name} imports '{name.strip()}' from {imported.name}, which exports no such"
                " name: each is exported by itself, and imported by the name that it has there"
            )


def _name(path: Path) -> str:
    """Return the name of a module's exports, such as `$views_map`."""
    parts = path.resolve().relative_to(_SCRIPTS).with_suffix("").parts
    return "$" + "_".join(parts).replace("-", "_")


@cache
def style() -> str:
    """Return the page's styles, in the order of the files' names."""
    files = sorted((_ASSETS / "css").glob("*.css"))
    return "\n".join(one.read_text(encoding="utf-8") for one in files)


@cache
def first_script() -> str:
    """Return the script that runs first, and that any browser can read."""
    return (_ASSETS / "too-old.js").read_text(encoding="utf-8")


def template() -> str:
    """Return the frame of the page, for Jinja."""
    return (_ASSETS / "page.html.j2").read_text(encoding="utf-8")
