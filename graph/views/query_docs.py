"""The library of queries as Markdown, for queries/README.md: a table, and a section for each."""

import re
from collections.abc import Sequence
from datetime import date

from graph.errors import UsageError
from graph.model.vocabulary import RELATIONS, NodeKind
from graph.queries import Query, Value
from graph.views.format_docs import table
from graph.views.words import KINDS, word

Arrow = tuple[NodeKind, str, NodeKind]  # The kind it starts from, its relation, the other kind.

_ARROW = re.compile(r"\((\w+)\)-\[(\w+)\]->(?=\((\w+)\))")
_PARAMETER = re.compile(r"\$\w+")  # Bare, a pair of them would be read as mathematics.
_HEAD = ("query", "question", "คำถาม", "parameters of its own")
# Every query has these, where it needs them: the command line gives them.
STANDING = ("dataset", "as_of", "fiscal_year", "all_tiers", "lang")


def overview(queries: Sequence[Query]) -> str:
    """Return a table with a row for each query."""
    rows = [
        (
            f"[`{one.name}`](#{one.name})",
            one.title,
            one.title_th,
            ", ".join(f"`{name}`" for name in one.params if name not in STANDING),
        )
        for one in queries
    ]
    return table(_HEAD, rows)


def sections(queries: Sequence[Query]) -> str:
    """Return a heading, the words, a picture and the contract of each query."""
    return "\n\n".join(_section(one) for one in queries)


def picture(query: Query) -> str:
    """Return the pattern of a query as a Mermaid flow chart, in the order of the chain.

    Raises:
        UsageError: its header draws an arrow that the vocabulary does not know.
    """
    found = arrows(query)
    kinds = [kind for kind in NodeKind if any(kind in (one, other) for one, _, other in found)]
    lines = [f'  {kind}["{kind.noun} · {word(KINDS, kind, "th")}"]' for kind in kinds]
    lines += [f"  {one} -->|{relation}| {other}" for one, relation, other in found]
    return "\n".join(("```mermaid", "flowchart LR", *lines, "```"))


def arrows(query: Query) -> list[Arrow]:
    """Return the arrows that the header of a query draws, each once.

    Raises:
        UsageError: an arrow that the vocabulary does not know.
    """
    return list(dict.fromkeys(_known(query.name, *one) for one in _ARROW.findall(query.pattern)))


def _known(name: str, source: str, relation: str, target: str) -> Arrow:
    ends = RELATIONS[relation].ends if relation in RELATIONS else ()
    if (source, target) not in ends:
        drawn = f"({source})-[{relation}]->({target})"
        raise UsageError(f"{name}.cypher draws {drawn}: no relation of the graph is like that")
    return NodeKind(source), relation, NodeKind(target)


def _section(query: Query) -> str:
    examples = [(f"`{name}`", f"`{_written(value)}`") for name, value in query.examples.items()]
    parts = (
        f"### {query.name}",
        f"**{query.title}** · {query.title_th}",
        _PARAMETER.sub(r"`\g<0>`", query.about),
        picture(query),
        f"Columns: {_names(query.columns)}. Key: {_names(query.key)}.",
        table(("parameter", "example"), examples),
    )
    return "\n\n".join(parts)


def _names(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _written(value: Value) -> str:
    """Return a value as it is given after `-p name=`."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else str(value)
