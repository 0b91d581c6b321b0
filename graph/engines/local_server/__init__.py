"""A Neo4j server of this machine's own, without Docker."""
