"""A new file of items, and what one says for all that it holds."""

from collections.abc import Mapping, Sequence

import yaml

from graph.sources.adding.source_text import compose, pair_of
from graph.sources.adding.written import Style, Value, blocks, flow

Items = Sequence[Mapping[str, Value]]


def new_file(head: str, defaults: Mapping[str, Value], lists: Mapping[str, Items]) -> str:
    """Return the text of a new file: how it begins, what goes for all its items, and these."""
    lines = ["defaults:", *(f"  {name}: {flow(one)}" for name, one in defaults.items())]
    parts = ["\n".join(lines)] if defaults else []
    style = Style(is_spaced=True)
    parts += ["\n".join([f"{name}:", *blocks(items, style)]) for name, items in lists.items()]
    return head + "\n\n".join(parts) + "\n"


def defaults_of(text: str) -> dict[str, object]:
    """Return what a file says for all its items, as YAML has it: text, or a list of texts."""
    root = compose(text.removeprefix("\ufeff")).root
    found = pair_of(root, "defaults") if root else None
    return {} if found is None else _plain(found[1])


def _plain(node: yaml.Node) -> dict[str, object]:
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {str(key.value): value.value for key, value in node.value}
