"""Several items more in a list of a file, the text of which is looked at twice and not for each."""

from collections.abc import Mapping, Sequence

import yaml

from graph.sources.adding.changes import edited, leaf, lines_at
from graph.sources.adding.insertion import with_item
from graph.sources.adding.source_text import compose, item_with, keeps_line_ends, pair_of
from graph.sources.adding.styles import style_of
from graph.sources.adding.written import Style, Value, blocks, flow

Items = Sequence[Mapping[str, Value]]


def with_items(text: str, list_name: str, items: Items, inside: str | None = None) -> str:
    """Return the text of a file with several items more; see `with_item`.

    An item may hold items of its own, such as an objective its key results.
    """
    if not items:
        return text
    text = with_item(text, list_name, items[0], inside)
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    source = compose(text[len(mark) :])
    around = source.root if inside is None else item_with(source.root, inside)
    found = pair_of(around, list_name) if around else None
    assert found is not None  # It holds the first of them.
    listed = found[1]
    assert isinstance(listed, yaml.SequenceNode)
    if listed.flow_style:
        for one in items[1:]:
            text = with_item(text, list_name, one, inside)
        return text
    style, last = style_of(source, listed), listed.value[-1]
    at = source.after_block(source.end_of(last), style.column)
    blank = style.is_spaced and not keeps_line_ends(source.text, leaf(last))
    lines = blocks(items[1:], style)
    change = lines_at(source, at, lines, blank=blank) if lines else (at, at, "")
    return mark + edited(source.text, [change])


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
