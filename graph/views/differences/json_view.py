"""A comparison as JSON: same revisions, same bytes; a change a line."""

import json
from typing import Any, Protocol


class _Comparison(Protocol):
    def as_json(self, language: str) -> dict[str, Any]: ...


def render(comparison: _Comparison, language: str) -> str:
    """Return the contract's object."""
    parts = [
        f"  {_text(key)}: {_lines(value) if isinstance(value, list) else _text(value)}"
        for key, value in comparison.as_json(language).items()
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _lines(rows: list[Any]) -> str:
    lines = ",\n".join(f"    {_text(row)}" for row in rows)
    return f"[\n{lines}\n  ]" if rows else "[]"


def _text(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text.encode("utf-8", "replace").decode()  # A file's name may be no text at all.
