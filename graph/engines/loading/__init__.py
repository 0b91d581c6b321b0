"""The graph put onto a Neo4j server: compared, locked, written, read again, or exported."""
