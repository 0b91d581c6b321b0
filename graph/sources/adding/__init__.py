"""A new item put into a source file as text: nothing else of the file changes."""
