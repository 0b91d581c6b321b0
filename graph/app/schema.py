"""The use case of an editor: the JSON Schema of a source file."""

NAME = "schema.json"  # Where editors find it: in the folder of the sources.


def schema() -> str:
    """Return the JSON Schema of a source file."""
    from graph.views.schema import document

    return document.render()
