"""The use case of an editor: the JSON Schema of a source file."""

from pathlib import Path

NAME = "schema.json"  # Where editors find it: in the folder of the sources.


def schema() -> str:
    """Return the JSON Schema of a source file."""
    from graph.views.schema import document

    return document.render()


def write_schema(output: Path) -> None:
    """Write the JSON Schema of a source file.

    Raises:
        UsageError: the file cannot be written to.
    """
    from graph.views.output import write_text

    write_text(output, schema())
