"""Selectors: a line of text that chooses items of the graph, after dbt's node selection."""
