"""The graph for other programs: GraphML, JSON-LD, CSV and a Cypher script."""
