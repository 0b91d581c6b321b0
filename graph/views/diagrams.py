"""A trace as the source of a drawing: Mermaid's flowchart, or Graphviz's dot.

Arrows run in the order of the chain, from left to right; what rests on our judgement is dashed.
What the tree folds away is one node here too.
"""

import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graph.model.vocabulary import NodeKind
from graph.reports.trace import Trace
from graph.reports.trace_facts import Facts
from graph.reports.trace_tree import Fold, Step
from graph.views import trace_words as words
from graph.views.words import VALUES, word
from graph.views.writing import one_line, shorten

_LABEL = 60  # Columns of a title; a drawing is no place for more.
_INFERRED = "inferred"
_FOLD = "Fold"
_COLOURS: Mapping[str, str] = {
    NodeKind.POLICY: "#dbeafe",
    NodeKind.STRATEGY: "#e0e7ff",
    NodeKind.OBJECTIVE: "#dcfce7",
    NodeKind.KEY_RESULT: "#fef9c3",
    NodeKind.PROJECT: "#ffedd5",
    NodeKind.UNIT: "#f3e8ff",
    NodeKind.KPI: "#fce7f3",
    NodeKind.AREA: "#ccfbf1",
    NodeKind.HANDOFF: "#fee2e2",
    NodeKind.DIMENSION: "#e2e8f0",
    _FOLD: "#ffffff",
}


@dataclass(frozen=True, slots=True)
class _Node:
    name: str
    kind: str  # A kind of node, or `Fold`.
    lines: Sequence[str]
    is_start: bool = False


@dataclass(frozen=True, slots=True)
class _Edge:
    source: str
    target: str
    lines: Sequence[str]
    is_inferred: bool


@dataclass(frozen=True, slots=True)
class _Drawing:
    nodes: dict[str, _Node] = field(default_factory=dict)  # By id; folds by their own names.
    edges: dict[tuple[str, str, str], _Edge] = field(default_factory=dict)


def mermaid(found: Trace, language: str) -> str:
    """Return a Mermaid flowchart; any title stays within its label."""
    drawing = _drawn(found, language)
    nodes, edges = drawing.nodes.values(), drawing.edges.values()
    lines = [
        "flowchart LR",
        *(f'{one.name}["{_in_mermaid(one.lines)}"]:::{one.kind}' for one in nodes),
        *(_mermaid_edge(one) for one in edges),
        *(
            f"classDef {kind} fill:{_COLOURS[kind]},stroke:#64748b,color:#0f172a"
            for kind in dict.fromkeys(one.kind for one in nodes)
        ),
        *(f"style {one.name} stroke-width:3px" for one in nodes if one.is_start),
    ]
    return "\n    ".join(lines) + "\n"


def _mermaid_edge(edge: _Edge) -> str:
    arrow = "-.->" if edge.is_inferred else "-->"
    return f'{edge.source} {arrow}|"{_in_mermaid(edge.lines)}"| {edge.target}'


def dot(found: Trace, language: str) -> str:
    """Return a digraph in Graphviz's language; any title stays within its label."""
    drawing = _drawn(found, language)
    lines = [
        "digraph trace {",
        'graph [rankdir="LR", charset="UTF-8"];',
        'node [shape="box", style="rounded,filled", fontname="sans-serif", color="#64748b"];',
        'edge [fontname="sans-serif", fontsize="10", color="#64748b"];',
        *(_dot_node(one) for one in drawing.nodes.values()),
        *(_dot_edge(one) for one in drawing.edges.values()),
    ]
    return "\n    ".join(lines) + "\n}\n"


def _dot_node(node: _Node) -> str:
    width = ', penwidth="3"' if node.is_start else ""
    colour = _COLOURS[node.kind]
    return f'{node.name} [label="{_in_dot(node.lines)}", fillcolor="{colour}"{width}];'


def _dot_edge(edge: _Edge) -> str:
    dashed = ', style="dashed"' if edge.is_inferred else ""
    return f'{edge.source} -> {edge.target} [label="{_in_dot(edge.lines)}"{dashed}];'


_MERMAID_SAFE = frozenset(string.ascii_letters + string.digits + " .,-()/%")


def _in_mermaid(lines: Sequence[str]) -> str:
    """Return lines for a label in quotes, of which Mermaid and its Markdown read nothing."""
    return "<br>".join(
        "".join(
            one if one in _MERMAID_SAFE or not one.isascii() else f"#{ord(one)};"
            for one in one_line(line)
        )
        for line in lines
    )


def _in_dot(lines: Sequence[str]) -> str:
    r"""Return lines for a label in quotes: Graphviz reads `\`, `"` and entities such as `&lt;`."""
    return r"\n".join(
        one_line(one).replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
        for one in lines
    )


def _drawn(found: Trace, language: str) -> _Drawing:
    drawing = _Drawing()
    _add_item(drawing, found.facts[found.item.id], language, is_start=True)
    for side in (found.up, found.down):
        if side:
            steps = list(_steps(side.tree))
            opened = {step.item.id for step in steps if step.steps}
            for step in steps:
                _add_step(drawing, step, found.facts[step.item.id], language)
                for fold in step.folds:
                    if not (fold.by_depth and step.item.id in opened):
                        _add_fold(drawing, step, fold, language)
    return drawing


def _steps(step: Step) -> Iterator[Step]:
    yield step
    for one in step.steps:
        yield from _steps(one)


def _add_item(drawing: _Drawing, facts: Facts, language: str, *, is_start: bool = False) -> None:
    item = facts.item
    if item.id not in drawing.nodes:
        title = shorten(one_line(item.title(language)), _LABEL)
        lines = [item.id, title, *words.own_texts(facts, language)]
        kind = item.kind_of_node.value
        drawing.nodes[item.id] = _Node(f"n{len(drawing.nodes)}", kind, lines, is_start)


def _add_step(drawing: _Drawing, step: Step, facts: Facts, language: str) -> None:
    hop = step.hop
    if hop is None:
        return
    _add_item(drawing, facts, language)
    said = [word(VALUES, one, language) for one in (hop.basis, step.strength) if one]
    lines = [words.verb(hop.relation, language, forward=True), " · ".join(said)]
    names = drawing.nodes[hop.source].name, drawing.nodes[hop.target].name
    edge = _Edge(*names, lines, hop.basis == _INFERRED)
    drawing.edges.setdefault((hop.source, hop.target, hop.relation.name), edge)


def _add_fold(drawing: _Drawing, step: Step, fold: Fold, language: str) -> None:
    near, key = step.item.id, f"{step.item.id} {fold.relation.name} {fold.forward}"
    if key in drawing.nodes:
        return
    folded = _Node(f"n{len(drawing.nodes)}", _FOLD, [words.fold_text(fold, language)])
    drawing.nodes[key] = folded
    ends = (drawing.nodes[near].name, folded.name)
    source, target = ends if fold.forward else reversed(ends)
    label = [words.verb(fold.relation, language, forward=True)]
    drawing.edges[near, key, fold.relation.name] = _Edge(source, target, label, False)
