"""Fields of items changed in the source files as text: nothing else of a file changes."""
