"""Format 1 as JSON Schema, for editors: what may stand where, in Thai and English."""
