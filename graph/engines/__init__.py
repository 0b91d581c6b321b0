"""Cypher engines: the graph as plain records, put on a Neo4j server or into memory, and asked."""
