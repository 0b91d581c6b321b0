"""What a piece of the text means: the value of a composed node."""

import yaml

from graph.sources.adding.written import Value
from graph.sources.editing.proof import of_written
from graph.sources.scalars import plain
from graph.sources.text import normalise


def value_of(node: yaml.Node) -> Value:
    """Return the value of a node, as it could be written again."""
    if isinstance(node, yaml.MappingNode):
        return {normalise(key.value)[0]: value_of(one) for key, one in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [value_of(one) for one in node.value]
    assert isinstance(node, yaml.ScalarNode)
    text = normalise(str(node.value))[0]
    return text if node.style else plain(text)


def is_same(one: Value, other: Value) -> bool:
    """Tell whether two values mean the same, such as text with quotes and without."""
    return bool(of_written(one) == of_written(other))
