"""What a typed query may say: read from its text, before any engine sees it."""
