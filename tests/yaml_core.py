"""YAML as editors read it: the core schema of YAML 1.2, by PyYAML and three patterns of its own.

Nothing here comes from `graph.sources`, so that the two readings can be held against each other.
"""

import re
from typing import Any

import yaml


class _Loader(yaml.SafeLoader):
    """PyYAML's loader without the words of YAML 1.1: dates and `no` are text."""


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    _Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), _first
    )
# 012 is twelve in YAML 1.2.
_Loader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))
_Loader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))


def load(text: str) -> Any:
    """Return what a source file holds."""
    return yaml.load(text, Loader=_Loader)  # noqa: S506  # a safe loader, with fewer words
